//! Q13: source text left in the target.

use super::settings::Profile;
use super::span::{Span, backticks, is_inside, spans};
use super::{Check, Reading, in_target};
use crate::term::TermStatus;
use crate::text::LangTag;
use crate::text::fold::fold;
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// A target that is, or holds, untranslated source.
pub(super) struct Untranslated;

/// So many words of the source in a row are no name any more.
const RUN: usize = 4;

/// Words that stand in names in small letters.
const SMALL: &[&str] = &[
    "a", "an", "and", "at", "by", "de", "del", "des", "di", "du", "for", "from", "in", "la", "le",
    "of", "on", "or", "the", "to", "van", "von", "with",
];

/// What a bibliographic reference has and a sentence has not.
const REFERENCE_MARKS: &[&str] = &[
    "et al.", "ISBN", "ISSN", "doi:", "doi.org", " pp. ", " vol. ", "Vol. ", "eds.", "(ed.)",
];

impl Check for Untranslated {
    fn id(&self) -> &'static str {
        "Q13"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if pair.source_lang.language() == pair.target_lang.language() {
            return;
        }
        if REFERENCE_MARKS
            .iter()
            .any(|mark| pair.source.contains(mark))
        {
            return;
        }
        let text = pair.target;
        let han = text.chars().any(is_han);
        let same = han == pair.source.chars().any(is_han) && fold(pair.source) == fold(text);
        let foreign = pair.target_lang.is_chinese() && !han;
        if (same || foreign) && is_language(pair) {
            let message = if same {
                said!("the translation is the source", "译文与原文相同")
            } else {
                said!("the translation has no Chinese character", "译文中没有汉字")
            };
            findings.push(in_target(
                self.id(),
                Severity::Error,
                0..text.len(),
                message,
            ));
            return;
        }
        let target = words(text, pair.target_spans());
        if target.len() < RUN || is_code(pair.source) {
            return;
        }
        let lower = |words: &[(usize, &str)]| -> Vec<String> {
            words.iter().map(|(_, word)| word.to_lowercase()).collect()
        };
        let source = lower(&words(pair.source, pair.source_spans()));
        let in_source = |run: &[(usize, &str)]| {
            let run = lower(run);
            source.windows(RUN).any(|words| words == run)
        };
        let mut at = 0;
        while let Some(run) = target.get(at..at + RUN) {
            if !in_source(run)
                || !is_prose(text, run)
                || is_quoted(pair, run)
                || !run.iter().any(|(_, word)| is_common_word(word))
            {
                at += 1;
                continue;
            }
            // The run goes on as long as its last words are one of the source's runs.
            let mut end = at + RUN;
            while target
                .get(end + 1 - RUN..=end)
                .is_some_and(|run| in_source(run) && is_prose(text, run))
            {
                end += 1;
            }
            let (Some((first, _)), Some((last, word))) = (target.get(at), target.get(end - 1))
            else {
                return;
            };
            findings.push(in_target(
                self.id(),
                Severity::Error,
                *first..last + word.len(),
                said!(
                    "{} words of the source stand untranslated",
                    "原文有{}个词留在译文中，没有译出",
                    end - at
                ),
            ));
            at = end;
        }
    }
}

/// Whether a run stands in the title of a link, or is a message of a program that is quoted: what
/// a work or a program calls itself, people leave.
fn is_quoted(pair: &Reading<'_>, run: &[(usize, &str)]) -> bool {
    let Some(before) = run.first().and_then(|(at, _)| pair.target.get(..*at)) else {
        return false;
    };
    let opens = |open: char, close: char| before.rfind(open) > before.rfind(close);
    let technical = pair.settings.profile() == Profile::Software;
    opens('[', ']')
        || opens('《', '》')
        || technical && (opens('“', '”') || before.matches('"').count() % 2 == 1)
}

/// Whether nothing but spaces and a sentence's own marks stands between words: code has more.
fn is_prose(text: &str, run: &[(usize, &str)]) -> bool {
    run.windows(2).all(|two| {
        let [(first, word), (second, _)] = two else {
            return true;
        };
        text.get(first + word.len()..*second).is_some_and(|gap| {
            gap.chars()
                .all(|c| c.is_whitespace() || ",;'\"’“”–—".contains(c))
        })
    })
}

/// Whether a target without a word of its own language holds words at all: a term that is kept may
/// stand alone.
fn is_language(pair: &Reading<'_>) -> bool {
    let kept = pair.target_terms.iter().any(|hit| {
        hit.range.len() >= pair.target.trim().len()
            && pair
                .concepts
                .get(hit.concept)
                .and_then(|concept| concept.terms.get(hit.term))
                .is_some_and(|term| term.status != TermStatus::Forbidden)
    });
    !kept && has_words(pair.target, pair.target_lang)
}

/// Whether a text that should be in `lang`, and is not, holds words in letters such as Latin ones
/// that would have been translated: a name, a number, an address may stand as it is.
#[must_use]
pub fn has_words(text: &str, lang: &LangTag) -> bool {
    let words = words(text, &spans(text));
    if words.iter().any(|(_, word)| !word.is_ascii()) && !lang.is_chinese() {
        return words.len() >= RUN;
    }
    let shouted = words.len() > 3
        && words
            .iter()
            .any(|(_, word)| SMALL.contains(&word.to_lowercase().as_str()));
    shouted
        || words.iter().any(|(_, word)| is_common_word(word))
        || words
            .iter()
            .filter(|(_, word)| word.chars().any(char::is_lowercase))
            .count()
            >= RUN
}

/// A word of the language rather than of a name: in small letters, and not one that names have.
fn is_common_word(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(char::is_lowercase) && !SMALL.contains(&word)
}

/// The words of Latin and other alphabetic letters, with their places.
fn words<'t>(text: &'t str, protected: &[Span]) -> Vec<(usize, &'t str)> {
    let code = backticks(text);
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphabetic() && !is_han(c) || c == '’' && start.is_some();
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let in_code = code.iter().any(|code| code.contains(&from));
                if !in_code && !is_inside(protected, from) {
                    out.push((from, text[from..at].trim_end_matches('’')));
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Whether a text is rather a program than prose: much of it is neither word nor space.
fn is_code(text: &str) -> bool {
    let signs = [
        ">>> ", "import ", " = ", "==", "();", "# ", " -m ", "#!", "$ ",
    ];
    let symbol = |c: &char| "()[]{}=<>_#$;`/\\|\"'+*".contains(*c);
    let symbols = text.chars().filter(symbol).count();
    match signs.iter().filter(|sign| text.contains(*sign)).count() {
        0 => false,
        1 => symbols * 16 > text.chars().count(),
        _ => true,
    }
}
