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
            target: Some(Content::default()),
            state: None,
            is_untouched: true,
            notes: notes(node).into_iter().flatten().collect(),
        };
        let mut states = Vec::new();
        for part in node.nodes() {
            let is_segment = part.name == "segment";
            if !is_segment && part.name != "ignorable" {
                continue;
            }
            let of = |name: &str| part.first(name).map(|text| Content::of(text, &data));
            let source = of("source").unwrap_or_default();
            let said = Said::of_segment(part, translate);
            if is_segment {
                states.extend(part.get("state").and(said.state));
                whole.is_untouched &= said.is_untouched;
            }
            // An order of its own is not followed: it would be guessed into one text.
            let target = of("target").filter(|target| !target.is_blank() || !is_segment);
            let is_ordered = part
                .first("target")
                .is_some_and(|target| target.get("order").is_some());
            let target = target.or_else(|| (!is_segment).then(|| source.clone()));
            whole.target = match (whole.target, target) {
                (Some(mut all), Some(target)) if !is_ordered => {
                    all.push_content(&target);
                    Some(all)
                }
                _ => None,
            };
            whole.source.push_content(&source);
        }
        whole.state = states.into_iter().min();
        whole
    }
}
