//! Commands by chance: whatever is done, the memory is sound and undo brings everything back.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::pool::{Edit, POOL};
use super::trial::{Act, Trial};

fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    let at = 0..12_usize;
    let one = prop_oneof![
        at.clone().prop_map(Edit::Remove),
        (at.clone(), 0..POOL.len()).prop_map(|(at, with)| Edit::Add(at, with)),
        (at.clone(), at.clone()).prop_map(|(at, with)| Edit::Move(at, with)),
        at.clone().prop_map(Edit::Double),
        (at.clone(), 0..4_usize).prop_map(|(at, with)| Edit::Reword(at, with)),
        at.clone().prop_map(Edit::SwapSentences),
        (at.clone(), at.clone()).prop_map(|(at, with)| Edit::SwapParagraphs(at, with)),
        at.clone().prop_map(Edit::DropParagraph),
        at.clone().prop_map(Edit::Break),
        at.prop_map(Edit::Join),
    ];
    proptest::collection::vec(one, 0..=most)
}

pub(super) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let (document, at) = (0..2_usize, 0..12_usize);
    let import = (
        document.clone(),
        edits(4),
        proptest::option::of(edits(3)),
        any::<u8>(),
    );
    let one = prop_oneof![
        6 => import.prop_map(|(document, edits, target, form)| Act::Import(document, edits, target, form)),
        4 => (document.clone(), at.clone(), 0..6_usize).prop_map(|(document, at, text)| Act::Set(document, at, text)),
        2 => (document.clone(), at.clone()).prop_map(|(document, at)| Act::Confirm(document, at)),
        1 => (document, at).prop_map(|(document, at)| Act::Reject(document, at)),
        1 => (0..4_usize, 0..3_usize).prop_map(|(concept, text)| Act::AddTerm(concept, text)),
        1 => (0..4_usize).prop_map(Act::RemoveTerm),
        1 => (0..2_usize, 0..48_usize).prop_map(|(file, edition)| Act::LoadTerms(file, edition)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ];
    proptest::collection::vec(one, 1..14)
}

/// The same cases every time; `PROPTEST_CASES=1000` tries as many others.
pub(super) fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let mut config = ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    };
    if !asked {
        config.cases = 16;
        config.rng_seed = RngSeed::Fixed(2);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_done_the_memory_is_sound_and_undo_brings_everything_back(acts in acts()) {
        Trial::run(&acts);
    }
}
