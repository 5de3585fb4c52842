//! Sentences that were cut in translation, or joined: where one became several, mostly a mark stands
//! inside it for each that was cut off.
//!
//! In the texts that we and others paired by hand, whatever their kind, 3 of 1,119 English sentences
//! without such a mark were cut, and 1 of 680 Chinese ones had been several; of those with one mark,
//! 1 in 20 and 1 in 12.

use super::tokens::{Corpus, Key, Tokens};

/// As a place where a sentence may be cut, how much of a mark it is worth to have none.
const UNMARKED: f64 = 0.04;

/// The marks inside the segments of both sides.
#[derive(Clone, Debug)]
pub(super) struct Cuts {
    source: Marks,
    target: Marks,
}

/// Those of one side.
#[derive(Clone, Debug)]
struct Marks {
    /// By segment: how many parts with words it has beside its first.
    inside: Vec<usize>,
    /// How much less likely a cut is where no mark is than at the marks of a usual segment, as a
    /// logarithm.
    unmarked: f64,
}

impl Cuts {
    pub(super) fn new(corpus: &Corpus) -> Self {
        Self {
            source: Marks::new(&corpus.source, &corpus.keys),
            target: Marks::new(&corpus.target, &corpus.keys),
        }
    }

    /// How much less likely it is than usual that a source segment was cut so often, as a logarithm.
    pub(super) fn of_source(&self, segment: usize, cuts: usize) -> f64 {
        self.source.score(segment, cuts)
    }

    /// The same of a target segment, that so many were joined there.
    pub(super) fn of_target(&self, segment: usize, joints: usize) -> f64 {
        self.target.score(segment, joints)
    }
}

impl Marks {
    fn new(side: &Tokens, keys: &[Key]) -> Self {
        let is_said = |token: &u32| !matches!(keys.get(*token as usize), Some(Key::Mark(_)));
        let inside = |(tokens, ends): (&Vec<u32>, &Vec<usize>)| {
            let mut from = 0;
            let ends = ends.iter().copied().chain([tokens.len()]);
            let parts = ends.filter(|end| {
                let part = tokens.get(from..*end).unwrap_or_default();
                from = *end;
                part.iter().any(is_said)
            });
            parts.count().saturating_sub(1)
        };
        let inside: Vec<usize> = side
            .segments
            .iter()
            .zip(&side.clauses)
            .map(inside)
            .collect();
        let usual = inside.iter().sum::<usize>() as f64 / inside.len().max(1) as f64;
        Self {
            unmarked: (UNMARKED / usual.max(UNMARKED)).ln(),
            inside,
        }
    }

    fn score(&self, segment: usize, cuts: usize) -> f64 {
        let marks = self.inside.get(segment).copied().unwrap_or_default();
        cuts.saturating_sub(marks) as f64 * self.unmarked
    }
}

#[cfg(test)]
mod tests {
    use super::super::{SideText, align};
    use crate::text::LangTag;

    #[test]
    fn a_sentence_with_no_mark_inside_is_hardly_cut() {
        let chinese = [
            "大厅里的钟中午停了。",
            "姑妈不肯卖。",
            "谁也不肯买。",
            "下雨的日子，我们照着面包师的车对表。",
        ];
        let beads = |second: &str| {
            let english = [
                "The clock in the hall stopped at noon.",
                second,
                "On rainy days, we set our watches by the baker's cart.",
            ];
            let (en, zh) = (LangTag::parse("en").unwrap(), LangTag::parse("zh").unwrap());
            let found = align(
                SideText::new(&en, &english),
                SideText::new(&zh, &chinese),
                Default::default(),
            );
            let found = found.into_iter().map(|bead| (bead.source, bead.target));
            found.collect::<Vec<_>>()
        };
        let put_in = beads("My aunt never sold it.");
        assert_eq!(put_in[1..3], [(vec![1], vec![1]), (vec![], vec![2])]);
        let cut = beads("My aunt would not sell it, and nobody would buy it.");
        assert_eq!(cut[1], (vec![1], vec![1, 2]));
    }
}
