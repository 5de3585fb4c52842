//! A unit that yiku wrote, as one text, however the tool it went through has cut it.

use super::content::{Content, OriginalData, original_data};
use super::notes;
use super::state::Said;
use crate::exchange::review::Mark;
use crate::exchange::xliff::Version;
use crate::exchange::xml::Node;
use crate::unit::{Note, State};

/// A unit of yiku's own.
#[derive(Clone, Debug)]
pub(in crate::exchange::xliff) struct Whole {
    /// What it was made of.
    pub(in crate::exchange::xliff) mark: Mark,
    pub(in crate::exchange::xliff) source: Content,
    /// What stands for its translation; `None` where a part of it has none.
    pub(in crate::exchange::xliff) target: Option<Content>,
    /// The state, where the file says one.
    pub(in crate::exchange::xliff) state: Option<State>,
    /// Whether the file says that nobody has begun it: a target is the source's copy.
    pub(in crate::exchange::xliff) is_untouched: bool,
    pub(in crate::exchange::xliff) notes: Vec<Note>,
}

impl Whole {
    /// The unit, where yiku wrote it.
    pub(super) fn of(node: &Node, version: Version, translate: bool) -> Option<Self> {
        let named = node.get("resname").or_else(|| node.get("name"));
        let mark = named.and_then(Mark::read)?;
        match version {
            Version::One => Self::of_1(node, mark, translate),
            Version::Two => Some(Self::of_2(node, mark, translate)),
        }
    }

    fn of_1(node: &Node, mark: Mark, translate: bool) -> Option<Self> {
        let none = OriginalData::new();
        let source = Content::of(node.first("source")?, &none);
        let target = node.first("target");
        let said = Said::of_unit(node, target, translate);
        let says_state = target.is_some_and(|target| target.get("state").is_some())
            || node.get("approved").is_some()
            || node
                .get_foreign("status")
                .or(node.get_foreign("confirmed"))
                .is_some();
        let cut = node.first("seg-source").map(super::segments_in);
        let cut = cut.unwrap_or_default().len();
        let there = target.map(super::segments_in).unwrap_or_default();
        let filled = there.iter().filter(|part| !part.text().trim().is_empty());
        let is_partial = !there.is_empty() && filled.count() < cut;
        Some(Self {
            mark,
            source: source.without_segments(),
            target: target
                .filter(|_| !is_partial)
                .map(|target| Content::of(target, &none).without_segments()),
            state: said.state.filter(|_| says_state),
            is_untouched: said.is_untouched,
            notes: notes(node).into_iter().flatten().collect(),
        })
    }

    fn of_2(node: &Node, mark: Mark, translate: bool) -> Self {
        let data = original_data(node.named("originalData"));
        let mut whole = Self {
            mark,
            source: Content::default(),
            target: None,
            state: None,
            is_untouched: true,
            notes: notes(node).into_iter().flatten().collect(),
        };
        let mut states = Vec::new();
        let mut targets = Some(Vec::new());
        let parts = node
            .nodes()
            .filter(|part| matches!(part.name.as_str(), "segment" | "ignorable"));
        for (nth, part) in (1..).zip(parts) {
            let is_segment = part.name == "segment";
            let of = |name: &str| part.first(name).map(|text| Content::of(text, &data));
            let source = of("source").unwrap_or_default();
            let said = Said::of_segment(part, translate);
            if is_segment {
                states.extend(part.get("state").and(said.state));
                whole.is_untouched &= said.is_untouched;
            }
            let target = of("target").filter(|target| !target.is_blank() || !is_segment);
            let target = target.or_else(|| (!is_segment).then(|| source.clone()));
            targets = targets.zip(target).map(|(mut targets, target)| {
                targets.push((order(part).unwrap_or(nth), target));
                targets
            });
            whole.source.push_content(&source);
        }
        whole.target = targets.and_then(joined);
        whole.state = states.into_iter().min();
        whole
    }
}

/// Which of the targets of its unit that of a segment is, from 1, where that is not its own place
/// (2.1 §4.3.1.27).
fn order(segment: &Node) -> Option<usize> {
    segment.first("target")?.get("order")?.trim().parse().ok()
}

/// The targets of a unit as one text, in their order; `None` where two have the same place, and
/// it would be guessed.
fn joined(mut targets: Vec<(usize, Content)>) -> Option<Content> {
    targets.sort_by_key(|(place, _)| *place);
    let places = targets.iter().map(|(place, _)| *place);
    if !places.eq(1..=targets.len()) {
        return None;
    }
    let mut all = Content::default();
    for (_, target) in &targets {
        all.push_content(target);
    }
    Some(all)
}
