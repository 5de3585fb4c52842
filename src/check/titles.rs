//! Q22: quotation and title marks that the source or the termbase has and the target lost.

use super::language::{Conventions, conventions};
use super::{Check, Reading, in_source, in_target};
use crate::term::TermStatus;
use crate::text::LangTag;
use crate::unit::{Finding, Severity};

/// Quotation and title marks.
pub(super) struct Titles;

impl Check for Titles {
    fn id(&self) -> &'static str {
        "Q22"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (ours, theirs) = (conventions(pair.source_lang), conventions(pair.target_lang));
        if let Some(source) = quoted(pair.source, ours)
            && let Some(first) = source.first()
            && let Some(target) = quoted(pair.target, theirs)
            && target.len() < source.len()
            && target.len() < source.len() - resumed(pair.source, &source)
            && !pair.target.contains(['‘', '\'', '«', '‹'])
        {
            let message = if source.len() == 1 {
                said!(
                    "what the source quotes here has no quotation or title marks",
                    "原文此处加引号的文字，译文没有引号或书名号"
                )
            } else {
                said!(
                    "{0} quotations or titles in the source, {1} in the translation",
                    "原文有{0}处引号或书名号，译文有{1}处",
                    source.len(),
                    target.len()
                )
            };
            // A word in quotation marks is often one at a distance, which needs none; and a novel
            // may do without them.
            let word = pair.source.get(first.clone()).unwrap_or_default();
            let unmarked = pair.customs.drops_quotations()
                || pair.settings.profile.is_none() && speaks_unmarked(pair.target);
            let severity = match !word.contains(' ') || unmarked {
                true => Severity::Info,
                false => Severity::Warning,
            };
            findings.push(in_source(self.id(), severity, first.clone(), message));
        }
        if pair.target_lang.is_chinese() {
            bare_titles(pair, findings);
        }
    }
}

/// How often speech is taken up again after no more than who speaks: “Who?” he asked. “You?” A
/// translation that says first who speaks has one quotation for both.
fn resumed(text: &str, quotations: &[std::ops::Range<usize>]) -> usize {
    let pairs = quotations.iter().zip(quotations.iter().skip(1));
    pairs
        .filter(|(first, next)| {
            let spoken = text.get((*first).clone()).unwrap_or_default();
            let between = text.get(first.end..next.start).unwrap_or_default().trim();
            spoken
                .trim_end_matches(['”', '"'])
                .ends_with(['.', '?', '!', '…', '—'])
                && between.starts_with(char::is_lowercase)
                && between.ends_with(['.', ',', ':', ';'])
                && (2..=6).contains(&between.split_whitespace().count())
        })
        .count()
}

/// Words that a Chinese text announces speech with, before its colon.
const SAYING: &[&str] = &["说：", "道：", "问：", "喊：", "叫：", "答：", "想："];

/// Whether a text announces speech and has it without marks, as novels may: 他说：走吧。
fn speaks_unmarked(text: &str) -> bool {
    let mut after = SAYING.iter().filter_map(|word| text.split_once(word));
    after.any(|(_, speech)| !speech.trim_start().starts_with(['“', '‘', '「', '"', '《']))
}

/// Whether a translation has fewer quotations than its source; nothing where the source has none.
pub(super) fn loses_quotation(
    source: &str,
    source_lang: &LangTag,
    target: &str,
    target_lang: &LangTag,
) -> Option<bool> {
    let ours = conventions(source_lang);
    let marks = |c: char| ours.quotes.iter().any(|(open, _)| *open == c);
    if !source.contains(marks) {
        return None;
    }
    let ours = quoted(source, ours).filter(|found| !found.is_empty())?;
    let theirs = quoted(target, conventions(target_lang))?;
    Some(theirs.len() < ours.len())
}

/// Works that the termbase names with 《》 and the target without.
fn bare_titles(pair: &Reading<'_>, findings: &mut Vec<Finding>) {
    for concept in pair.concepts_in_source() {
        let Some(title) = concept
            .preferred(pair.target_lang)
            .and_then(|term| term.text.strip_prefix('《')?.strip_suffix('》'))
        else {
            continue;
        };
        let allowed = concept
            .terms_in(pair.target_lang)
            .any(|term| term.status != TermStatus::Forbidden && term.text == title);
        if allowed || pair.target.contains(&format!("《{title}")) {
            continue;
        }
        for (at, found) in pair.target.match_indices(title) {
            findings.push(in_target(
                "Q22",
                Severity::Warning,
                at..at + found.len(),
                said!(
                    "a work stands in title marks: 《{title}》",
                    "作品名应加书名号：《{title}》"
                ),
            ));
        }
    }
}

/// The outermost quotations of a text; `None` where marks do not pair, so that nothing can be
/// told.
fn quoted(text: &str, language: &Conventions) -> Option<Vec<std::ops::Range<usize>>> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    let mut goes_on = false;
    for (at, c) in text.char_indices() {
        let closes = open.last().is_some_and(|(_, closing)| *closing == c);
        if closes {
            let (from, _) = open.pop()?;
            if open.is_empty() {
                let inner = text.get(from..at).unwrap_or_default();
                // “It is,” she said, “late.” is one quotation, interrupted.
                if !goes_on {
                    found.push(from..at + c.len_utf8());
                }
                goes_on = inner.ends_with([',', '，']);
            }
        } else if let Some((_, closing)) = language.quotes.iter().find(|(o, _)| *o == c) {
            // A title within a quotation is a title of its own.
            open.push((at, *closing));
        } else if language.quotes.iter().any(|(_, closing)| *closing == c) {
            return None;
        }
    }
    open.is_empty().then_some(found)
}
