//! Checks of a whole text: what stands in one segment is held against the others (Q16–Q19, Q29, Q34).

use std::collections::{BTreeMap, HashMap};

use super::foreign::{Astray, Place, Renderings};
use super::words::places;
use super::{Settings, in_source, in_target, sort};
use crate::term::{Concept, TermHit, TermStatus};
use crate::text::LangTag;
use crate::text::near::tail;
use crate::unit::{Finding, Severity};

/// A segment among others, in the order of its file.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// Source text.
    pub source: &'a str,
    /// Target text; empty where untranslated.
    pub target: &'a str,
    /// The terms of the source.
    pub source_terms: &'a [TermHit],
    /// All terms found in the target, overlapping ones too.
    pub target_terms: &'a [TermHit],
}

/// What the checks of a whole text find, by segment.
#[must_use]
pub fn across(
    passages: &[Passage<'_>],
    concepts: &[Concept],
    target_lang: &LangTag,
    names: &Renderings,
    settings: &Settings,
) -> Vec<Vec<Finding>> {
    let mut findings = vec![Vec::new(); passages.len()];
    let mut add = |at: usize, finding: Finding| {
        if let Some(list) = findings.get_mut(at) {
            list.push(finding);
        }
    };
    let texts: Vec<Plain> = passages
        .iter()
        .map(|passage| (plain(passage.source), plain(passage.target)))
        .collect();
    if settings.asks("Q16") {
        one_source(passages, &texts, &mut add);
    }
    if settings.asks("Q17") {
        one_target(passages, &texts, &mut add);
    }
    if settings.asks("Q18") {
        several_forms(passages, concepts, &mut add);
    }
    if settings.asks("Q19") {
        first_mentions(passages, concepts, target_lang, &mut add);
    }
    if settings.asks("Q29") && target_lang.is_chinese() {
        other_characters(passages, names, &mut add);
    }
    if settings.asks("Q34") {
        defined_terms(passages, &mut add);
    }
    for list in &mut findings {
        list.iter_mut().for_each(|finding| settings.weigh(finding));
        sort(list);
    }
    findings
}

/// A text as it is compared with others: case, white space and a final mark do not count.
fn plain(text: &str) -> String {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ".。:：".contains(c));
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        if word.is_ascii() {
            plain.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            plain.push_str(&word.to_lowercase());
        }
    }
    plain
}

/// A source and its translation as they are compared.
type Plain = (String, String);

/// Q16: one source, and more than one translation; or one that was not carried over.
fn one_source(passages: &[Passage<'_>], texts: &[Plain], add: &mut impl FnMut(usize, Finding)) {
    let mut first: HashMap<&str, (usize, &str)> = HashMap::new();
    for (at, (passage, (source, target))) in passages.iter().zip(texts).enumerate() {
        if source.is_empty() || target.is_empty() {
            continue;
        }
        let (other, theirs) = *first.entry(source).or_insert((at, target));
        if theirs == target {
            continue;
        }
        // A word or two may well be different things in different places.
        let short = source.split(' ').count() < 3;
        let severity = if short {
            Severity::Info
        } else {
            Severity::Warning
        };
        let message = said!(
            "segment {0} has the same source and another translation",
            "第{0}句段原文相同而译文不同",
            other + 1
        );
        add(
            at,
            in_target("Q16", severity, 0..passage.target.len(), message),
        );
    }
    for (at, (passage, (source, _))) in passages.iter().zip(texts).enumerate() {
        if passage.target.trim().is_empty()
            && let Some((other, _)) = first.get(source.as_str())
        {
            let message = said!(
                "segment {0} has the same source and is translated",
                "第{0}句段原文相同，已有译文",
                other + 1
            );
            add(
                at,
                in_source("Q16", Severity::Info, 0..passage.source.len(), message),
            );
        }
    }
}

/// Q17: two sources, and one translation.
fn one_target(passages: &[Passage<'_>], texts: &[Plain], add: &mut impl FnMut(usize, Finding)) {
    let letters = |text: &str| -> String {
        let text = text.replace("isation", "ization").replace("ise", "ize");
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let mut first: HashMap<&str, (usize, &str)> = HashMap::new();
    for (at, (passage, (source, target))) in passages.iter().zip(texts).enumerate() {
        // A heading or a short answer is easily the same; he and she say 他说.
        if target.chars().nth(7).is_none() || source.is_empty() {
            continue;
        }
        let (other, theirs) = *first.entry(target).or_insert((at, source));
        if theirs == source || letters(theirs) == letters(source) {
            continue;
        }
        let message = said!(
            "segment {0} has another source and the same translation",
            "第{0}句段原文不同而译文相同",
            other + 1
        );
        add(
            at,
            in_target("Q17", Severity::Info, 0..passage.target.len(), message),
        );
    }
}

/// The segments that use a form, each with where.
type Uses<'a> = Vec<(usize, &'a TermHit)>;

/// Q18: a concept with several allowed forms, one of them rare.
fn several_forms(
    passages: &[Passage<'_>],
    concepts: &[Concept],
    add: &mut impl FnMut(usize, Finding),
) {
    // By concept and form, the segments in which it is the only form of its concept.
    let mut uses: BTreeMap<usize, BTreeMap<usize, Uses<'_>>> = BTreeMap::new();
    for (at, passage) in passages.iter().enumerate() {
        for source in crate::term::select(passage.source_terms) {
            let mut hits = crate::term::select(passage.target_terms);
            hits.retain(|hit| hit.concept == source.concept);
            let mut forms: Vec<usize> = hits.iter().map(|hit| hit.term).collect();
            forms.sort_unstable();
            forms.dedup();
            let hit = passage
                .target_terms
                .iter()
                .find(|hit| hit.concept == source.concept && forms == [hit.term]);
            if let Some(hit) = hit {
                let list = uses
                    .entry(hit.concept)
                    .or_default()
                    .entry(hit.term)
                    .or_default();
                if list.last().is_none_or(|(last, _)| *last != at) {
                    list.push((at, hit));
                }
            }
        }
    }
    for (concept, forms) in uses {
        let Some(concept) = concepts.get(concept) else {
            continue;
        };
        let text = |form: usize| {
            concept
                .terms
                .get(form)
                .map_or("", |term| term.text.as_str())
        };
        let Some((common, most)) = forms.iter().max_by_key(|(_, uses)| uses.len()) else {
            continue;
        };
        // A short form for a full one is style, and a person is called in several ways.
        if concept.kind == "person" || most.len() < 4 {
            continue;
        }
        for (form, uses) in &forms {
            let of_one_another = bare(text(*form)).contains(&bare(text(*common)))
                || bare(text(*common)).contains(&bare(text(*form)));
            let kind = |form: usize| concept.terms.get(form).map(|term| term.term_type.as_str());
            let style = of_one_another
                || [*form, *common].iter().any(|f| {
                    matches!(
                        kind(*f),
                        Some("shortForm" | "acronym" | "abbreviation" | "phrase")
                    )
                });
            if form == common || uses.len() * 4 > most.len() || style {
                continue;
            }
            for (at, hit) in uses {
                let message = said!(
                    "{0} here, {1} in {2} other segments",
                    "此处用“{0}”，另有{2}个句段用“{1}”",
                    text(*form),
                    text(*common),
                    most.len()
                );
                add(
                    *at,
                    in_target("Q18", Severity::Warning, hit.range.clone(), message),
                );
            }
        }
    }
}

/// A form without what is only typography or grammar: 知识产权得到保护 is 知识产权保护 as a clause.
fn bare(form: &str) -> String {
    form.replace("得到", "")
        .replace("受到", "")
        .chars()
        .filter(|c| !"《》“”（） 的".contains(*c))
        .collect()
}

/// Q19: the full form with its short form in brackets comes first, and once. A concept is subject
/// to it if its note writes this first mention: 世界知识产权组织（产权组织）.
fn first_mentions(
    passages: &[Passage<'_>],
    concepts: &[Concept],
    target_lang: &LangTag,
    add: &mut impl FnMut(usize, Finding),
) {
    for concept in concepts
        .iter()
        .filter(|concept| concept.note.contains('（'))
    {
        let forms: Vec<&str> = concept
            .terms_in(target_lang)
            .filter(|term| term.status != TermStatus::Forbidden)
            .map(|term| term.text.as_str())
            .collect();
        let pairs = forms
            .iter()
            .flat_map(|full| forms.iter().map(move |short| (*full, *short)))
            .map(|(full, short)| (full, short, format!("{full}（{short}）")))
            .filter(|(_, _, written)| concept.note.contains(written));
        for (full, short, written) in pairs {
            let mut explained: Option<usize> = None;
            let mut used: Option<(usize, usize)> = None;
            for (at, passage) in passages.iter().enumerate() {
                if let Some(found) = passage.target.find(&written) {
                    let range = found..found + written.len();
                    if let Some(before) = explained {
                        let message = said!(
                            "segment {0} explains {short} already",
                            "第{0}句段已注明简称“{short}”",
                            before + 1
                        );
                        add(at, in_target("Q19", Severity::Info, range, message));
                    } else if let Some((before, place)) = used {
                        let message = said!(
                            "{short} is used before segment {0} explains it",
                            "“{short}”先于第{0}句段的全称注明出现",
                            at + 1
                        );
                        let range = place..place + short.len();
                        add(before, in_target("Q19", Severity::Info, range, message));
                    }
                    explained = explained.or(Some(at));
                } else if explained.is_none()
                    && used.is_none()
                    // A headline has the short form.
                    && passage.target.ends_with(['。', '”', '！', '？'])
                    && let Some(place) = passage.target.find(short)
                    && !passage.target.contains(full)
                {
                    used = Some((at, place));
                }
            }
        }
    }
}

/// Q29: a foreigner whose name is written in other characters than in the segments before, or in
/// the memory.
fn other_characters(
    passages: &[Passage<'_>],
    names: &Renderings,
    add: &mut impl FnMut(usize, Finding),
) {
    let mut known = names.clone();
    for (at, passage) in passages.iter().enumerate() {
        for Astray { range, form, place } in known.astray(passage.source, passage.target) {
            let found = passage.target.get(range.clone()).unwrap_or_default();
            let message = match place {
                Place::Segment(number) => said!(
                    "“{found}” is {form} in segment {number}",
                    "“{found}”在第{number}句段作“{form}”"
                ),
                Place::Elsewhere(place) => said!(
                    "“{found}” is {form} in {place}",
                    "“{found}”在{place}中作“{form}”"
                ),
            };
            add(at, in_target("Q29", Severity::Warning, range, message));
        }
        known.add(passage.source, passage.target, &Place::Segment(at + 1));
    }
}

/// Q34: terms that the text itself defines, and later calls otherwise.
fn defined_terms(passages: &[Passage<'_>], add: &mut impl FnMut(usize, Finding)) {
    let mut defined: Vec<(String, String)> = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        for (name, form) in &defined {
            let Some(range) = places(passage.source, name).next() else {
                continue;
            };
            let stem = form.trim_start_matches(['本', '该', '上', '述', '此']);
            let part_of_name = passage
                .source
                .get(range.end..)
                .and_then(|rest| rest.strip_prefix(' '))
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
            if passage.target.trim().is_empty() || part_of_name || passage.target.contains(stem) {
                continue;
            }
            let message = said!("“{name}” is defined as {form}", "“{name}”已定义为“{form}”");
            add(at, in_source("Q34", Severity::Warning, range, message));
        }
        let (ours, theirs) = (definitions(passage.source), definitions(passage.target));
        // Only where both define as many is it plain which belongs to which.
        if ours.len() == theirs.len() {
            for pair in ours.into_iter().zip(theirs) {
                if !defined.iter().any(|(name, _)| *name == pair.0) {
                    defined.push(pair);
                }
            }
        }
    }
}

/// What a text defines: the words in quotation marks within brackets, or before `means` and 指.
fn definitions(text: &str) -> Vec<String> {
    /// In bytes: what may stand between the bracket and the mark is shorter.
    const REACH: usize = 100;
    let mut out = Vec::new();
    let marks = |c: char| matches!(c, '“' | '”' | '"');
    let mut parts = text.split_inclusive(marks);
    let mut at = parts.next().map_or(0, str::len);
    let rest: Vec<&str> = parts.collect();
    for (n, part) in rest.iter().enumerate() {
        let name = part.trim_end_matches(marks);
        let closed = name.len() < part.len();
        let after = rest.get(n + 1).copied().unwrap_or_default().trim_start();
        let before = tail(text.get(..at).unwrap_or_default(), REACH);
        let bracketed = before
            .trim_end_matches(marks)
            .rfind(['(', '（'])
            .is_some_and(|open| {
                let lead = before.get(open..).unwrap_or_default();
                lead.chars().count() <= 16 && !lead.contains([')', '）'])
            });
        let meant = ["means", "shall mean", "系指", "是指", "指"]
            .iter()
            .any(|word| after.starts_with(word));
        let short = (1..=40).contains(&name.chars().count());
        if closed && short && (bracketed || meant) {
            out.push(name.trim().to_owned());
        }
        at += part.len();
    }
    out
}
