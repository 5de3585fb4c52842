//! That nothing is missed and nothing is made up, against the definition of the score.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use super::answer::{ALL, Found, pair, with_lookup};
use crate::bed::{Bed, From};
use crate::measure::{cost, mean};
use crate::slow;
use crate::table::{Measured, thousands, time};

/// How many comparisons are made for each language, in tokens of a text by tokens of a query, at
/// the very most; so fewer queries are asked of a larger memory.
const COMPARISONS: usize = 20_000_000;

/// A text of the memory as the slow score has it.
struct Content {
    tokens: Vec<u32>,
    without_words: bool,
}

/// Numbers for tokens: equal ones have equal numbers.
#[derive(Default)]
struct Tokens(HashMap<String, u32>);

impl Tokens {
    fn content(&mut self, text: &str) -> Content {
        let tokens = slow::content(text);
        Content {
            without_words: tokens.iter().any(|token| token.starts_with("no word")),
            tokens: tokens.into_iter().map(|token| self.number(token)).collect(),
        }
    }

    fn number(&mut self, token: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(token).or_insert(next)
    }
}

/// Compares what is found with what a scan by the slow score finds.
pub(super) fn recall(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let asked = (COMPARISONS / bed.units.max(1)).clamp(20, 200);
    for from in From::BOTH {
        let mut tokens = Tokens::default();
        let texts = bed.pairs().iter().map(|pair| from.texts(pair).0);
        let contents: Vec<Content> = texts.map(|text| tokens.content(text)).collect();
        let (mut wanted, mut hit, mut made_up) = (0, 0, 0);
        let mut times: Vec<Duration> = Vec::new();
        with_lookup(bed, from, |find| {
            let every = (bed.queries().len() / asked).max(1);
            for query in bed.queries().iter().step_by(every) {
                let text = from.texts(query).0;
                let content = tokens.content(text);
                let (truth, spent) = cost(|| scan(bed, from, &contents, &content));
                times.push(spent.cpu);
                let answer = find(text, &ALL)?;
                let found: Found = answer
                    .matches
                    .iter()
                    .map(|found| pair(&found.source.text, &found.target.text))
                    .collect();
                wanted += truth.len();
                hit += truth.intersection(&found).count();
                made_up += found.difference(&truth).count();
                for (source, _) in truth.symmetric_difference(&found).take(1) {
                    measured.fault(format!("“{text}” and “{source}”: one has it, one not"));
                }
            }
            Ok(())
        })?;
        measured.row(
            &format!("recall at 70 %, {}", from.way()),
            format!(
                "{:.3}; {} of {} matches, {made_up} wrong, {} queries",
                hit as f64 / wanted.max(1) as f64,
                thousands(hit),
                thousands(wanted),
                times.len()
            ),
        );
        measured.row(
            &format!("· slow scan, {}", from.way()),
            format!("mean {}", time(mean(&times))),
        );
        if wanted == 0 {
            measured.fault("the slow scan found nothing, so recall says nothing");
        }
    }
    Ok(())
}

/// Every pair of the memory that scores 70 % and more.
fn scan(bed: &Bed<'_>, from: From, contents: &[Content], query: &Content) -> Found {
    let least = usize::from(ALL.min);
    let like = |theirs: &Content| {
        let (ours, theirs, without) = (&query.tokens, &theirs.tokens, theirs.without_words);
        slow::percent_of_contents(ours, theirs, without, 94) >= least
    };
    let pairs = bed.pairs().iter().zip(contents);
    pairs
        .filter(|(_, theirs)| like(theirs))
        .map(|(found, _)| from.texts(found))
        .map(|(source, target)| pair(source, target))
        .collect()
}
