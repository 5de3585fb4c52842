//! Neighbouring segments of one side, as a bead may have them.

use super::beads::MAX_SPAN;
use super::tokens::Tokens;

/// What is known of some neighbouring segments.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    /// How long they are together.
    pub(super) length: f64,
    /// How many of them have a mark at their end.
    pub(super) closed: usize,
    /// How many of those before the last have: a mark is there where they are joined.
    pub(super) joints: usize,
    /// How many of them say what one before them says.
    pub(super) repeats: usize,
}

/// By first segment, and by how many follow it. Those at the end of the text have no more than
/// there are.
pub(super) fn runs(side: &Tokens) -> Vec<[Run; MAX_SPAN]> {
    let twins = twins(side);
    let from = |start: usize| {
        let mut run = Run::default();
        std::array::from_fn(|further| {
            let at = start + further;
            run.joints = run.closed;
            run.length += side.lengths.get(at).copied().unwrap_or_default();
            run.closed += usize::from(side.closed.get(at) == Some(&true));
            run.repeats += usize::from(twins.get(at).is_some_and(|back| further >= *back));
            run
        })
    };
    (0..side.segments.len()).map(from).collect()
}

/// For each segment: how far before it, within the reach of a bead, the same segment stands; the
/// largest number where none does.
fn twins(side: &Tokens) -> Vec<usize> {
    let segments = &side.segments;
    let before = |at: usize, back: usize| at.checked_sub(back).and_then(|k| segments.get(k));
    segments
        .iter()
        .enumerate()
        .map(|(at, tokens)| {
            (1..MAX_SPAN)
                .find(|back| !tokens.is_empty() && before(at, *back) == Some(tokens))
                .unwrap_or(usize::MAX)
        })
        .collect()
}
