//! Figures that disagree: where both of two segments have some and neither has any of the other's,
//! they hardly say the same, however many words they share.

use super::tokens::{Corpus, Key, Tokens};
use crate::text::number::{Decimal, Value};

/// How much less likely a pair is whose figures disagree, as a logarithm: some are converted, as
/// miles and dollars are.
const DISAGREE: f64 = -3.0;

/// What a segment says in numbers, ascending.
#[derive(Clone, Debug, Default)]
struct Said {
    /// In digits.
    figures: Vec<Decimal>,
    /// In digits or in words.
    all: Vec<Decimal>,
}

/// The numbers of the segments of both sides. Dates are none of them: a translation says more of a
/// date or less.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    source: Vec<Said>,
    target: Vec<Said>,
}

impl Figures {
    pub(super) fn new(corpus: &Corpus) -> Self {
        Self {
            source: said(corpus, &corpus.source),
            target: said(corpus, &corpus.target),
        }
    }

    /// What they say of a source and a target segment.
    pub(super) fn score(&self, source: usize, target: usize) -> f64 {
        let (Some(a), Some(b)) = (self.source.get(source), self.target.get(target)) else {
            return 0.0;
        };
        let says = |said: &Said, any: &[Decimal]| {
            let mut any = any.iter();
            any.any(|figure| said.all.binary_search(figure).is_ok())
        };
        let disagree = !a.figures.is_empty()
            && !b.figures.is_empty()
            && !says(a, &b.figures)
            && !says(b, &a.figures);
        if disagree { DISAGREE } else { 0.0 }
    }
}

fn said(corpus: &Corpus, side: &Tokens) -> Vec<Said> {
    let of = |tokens: &Vec<u32>| {
        let mut said = Said::default();
        for token in tokens {
            match corpus.keys.get(*token as usize) {
                Some(Key::Number(Value::Decimal(value))) => {
                    said.figures.push(*value);
                    said.all.push(*value);
                }
                Some(Key::NumberWord(Value::Decimal(value))) => said.all.push(*value),
                Some(Key::Day(day)) => said.all.push(u32::from(*day).into()),
                _ => {}
            }
        }
        said.all.sort_unstable();
        said
    };
    side.segments.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Knowledge, SideText};
    use super::*;
    use crate::text::LangTag;

    #[test]
    fn figures_disagree_where_none_is_said_on_the_other_side() {
        let (en, zh) = (LangTag::parse("en").unwrap(), LangTag::parse("zh").unwrap());
        let english = [
            "Bridges were washed away on 23 roads.",
            "The state sent 1.2 million doses to six towns.",
            "Nobody was hurt.",
            "It happened on May 3.",
        ];
        let chinese = [
            "军方出动了8架直升机。",
            "该州向6个镇发放了120万剂疫苗。",
            "这发生在3日。",
        ];
        let corpus = Corpus::new(
            &SideText::new(&en, &english),
            &SideText::new(&zh, &chinese),
            &Knowledge::default(),
        );
        let figures = Figures::new(&corpus);
        let disagree = |s, t| figures.score(s, t) < 0.0;
        assert!(disagree(0, 0) && disagree(0, 1) && disagree(1, 0));
        assert!(!disagree(1, 1) && !disagree(2, 0) && !disagree(3, 2));
    }
}
