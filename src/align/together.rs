//! Many texts aligned at once: what one of them teaches of words, the others know.

use super::estimate::{self, Link};
use super::learned::{Met, words};
use super::tokens::Corpus;
use super::{Bead, Knowledge, SideText, align};

/// Aligns several texts, all in the same two languages, each as [`align`] does, with what the others
/// teach of words.
#[must_use]
pub fn align_together(
    texts: &[(SideText<'_>, SideText<'_>)],
    knowledge: Knowledge<'_>,
) -> Vec<Vec<Bead>> {
    let knowledge = Knowledge {
        fixed: &[],
        ..knowledge
    };
    let each = |(source, target): &(SideText<'_>, SideText<'_>)| align(*source, *target, knowledge);
    let first: Vec<Vec<Bead>> = texts.iter().map(each).collect();
    if texts.len() < 2 {
        return first;
    }
    let met = met(texts, &first, &knowledge);
    let with_others = texts.iter().zip(&met).map(|((source, target), met)| {
        let knowledge = Knowledge { met, ..knowledge };
        align(*source, *target, knowledge)
    });
    with_others.collect()
}

/// For each text, the words that the others teach.
fn met(
    texts: &[(SideText<'_>, SideText<'_>)],
    beads: &[Vec<Bead>],
    knowledge: &Knowledge<'_>,
) -> Vec<Vec<Met>> {
    let Some((first_source, first_target)) = texts.first() else {
        return Vec::new();
    };
    let (mut source, mut target) = (Vec::new(), Vec::new());
    let mut links: Vec<Link> = Vec::new();
    let mut ends = Vec::new();
    for ((s, t), beads) in texts.iter().zip(beads) {
        for bead in beads {
            let range = |segments: &[usize], before: usize| {
                let (first, last) = segments.first().zip(segments.last())?;
                (last - first < segments.len()).then_some(before + first..before + last + 1)
            };
            let link = range(&bead.source, source.len()).zip(range(&bead.target, target.len()));
            links.extend(link);
        }
        source.extend_from_slice(s.segments);
        target.extend_from_slice(t.segments);
        ends.push(source.len());
    }
    let corpus = Corpus::new(
        &SideText::new(first_source.lang, &source),
        &SideText::new(first_target.lang, &target),
        knowledge,
    );
    let text = |link: &Link| ends.partition_point(|end| *end <= link.0.start);
    let pairs = estimate::pairs_of_others(&corpus, &links, text, texts.len());
    let words = |pairs: Vec<(u32, u32, f32)>| words(&corpus, &pairs);
    pairs.into_iter().map(words).collect()
}
