//! Q20: a translation far longer or shorter than its source leads one to expect.

use super::language::{LengthModel, length_model};
use super::{Check, Reading, in_target};
use crate::term::{TermHit, select};
use crate::text::LangTag;
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Length outlier.
pub(super) struct Length;

impl Check for Length {
    fn id(&self) -> &'static str {
        "Q20"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let source = weight(pair.source, pair.source_lang);
        let target = weight(pair.target, pair.target_lang);
        let Some(verdict) = verdict(pair, source, target) else {
            return;
        };
        // A name is as long as it is: 中小企业 for small and medium-sized enterprises (SMEs).
        let (of_source, of_target) = names(pair);
        let without = self::verdict(pair, source - of_source, target - of_target);
        if without != Some(verdict) {
            return;
        }
        let message = match verdict {
            Verdict::Short => said!(
                "much shorter than its source; is something missing?",
                "比原文短得多，是否有漏译？"
            ),
            Verdict::Long => said!(
                "much longer than its source; is there something that is not its own?",
                "比原文长得多，是否混入了别处的译文？"
            ),
        };
        findings.push(in_target(
            self.id(),
            Severity::Warning,
            0..pair.target.len(),
            message,
        ));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Short,
    Long,
}

/// Whether so much is too little or too much for a source.
fn verdict(pair: &Reading<'_>, source: f64, target: f64) -> Option<Verdict> {
    let model = length_model(pair.source_lang, pair.target_lang);
    let learned = pair.customs.lengths();
    let long = is_long(pair.source, pair.source_lang);
    if source < 1.0 {
        return None;
    }
    let ratio = target / source;
    // In a short sentence one long word tells.
    let room = if is_rather_long(pair.source) {
        1.0
    } else {
        0.8
    };
    match (learned, model) {
        (Some(lengths), _) if long => match ratio {
            ratio if ratio < *lengths.start() => Some(Verdict::Short),
            ratio if ratio > *lengths.end() => Some(Verdict::Long),
            _ => None,
        },
        (_, Some(model)) if long && ratio < least(pair, &model) * room => Some(Verdict::Short),
        (_, Some(model)) if long && ratio > model.most => Some(Verdict::Long),
        // Two letters may well need six characters: a short source is given some room.
        (_, Some(model)) if target > model.most_short * source + 10.0 => Some(Verdict::Long),
        _ => None,
    }
}

/// The least that a translation has beside its source where no text tells: what is torn out of its
/// text may be of a book that its translator retold.
fn least(pair: &Reading<'_>, model: &LengthModel) -> f64 {
    match pair.is_torn_out() {
        true => model.least_of_all,
        false => model.least,
    }
}

/// What the terms weigh that stand in both texts of a pair, in each.
fn names(pair: &Reading<'_>) -> (f64, f64) {
    let (ours, theirs) = (select(pair.source_terms), select(pair.target_terms));
    let has = |hits: &[TermHit], concept| hits.iter().any(|hit| hit.concept == concept);
    let weigh = |text: &str, lang, hits: &[TermHit], others: &[TermHit]| -> f64 {
        let common = hits.iter().filter(|hit| has(others, hit.concept));
        let texts = common.filter_map(|hit| text.get(hit.range.clone()));
        texts.map(|text| weight(text, lang)).sum()
    };
    (
        weigh(pair.source, pair.source_lang, &ours, &theirs),
        weigh(pair.target, pair.target_lang, &theirs, &ours),
    )
}

/// Whether a source is so long that its translation has a length to be expected.
pub(super) fn is_long(source: &str, lang: &LangTag) -> bool {
    let least = if lang.is_chinese() { 18 } else { 60 };
    source.trim().chars().nth(least - 1).is_some()
}

/// Whether a source is so long that more and less of what it says make up for each other.
fn is_rather_long(source: &str) -> bool {
    source.trim().chars().nth(100).is_some()
}

/// What a text weighs: its characters; in Chinese a Han character one and any other letter or
/// digit a third, since that is what its translation would have taken.
pub(super) fn weight(text: &str, lang: &LangTag) -> f64 {
    let text = text.trim();
    if !lang.is_chinese() {
        return text.chars().map(|_| 1.0).sum();
    }
    text.chars()
        .map(|c| {
            if is_han(c) {
                1.0
            } else if c.is_alphanumeric() {
                0.3
            } else {
                0.0
            }
        })
        .sum()
}
