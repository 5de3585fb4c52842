//! How a segment and what is known of it looks on the terminal; what differs between two texts.

use std::borrow::Cow;

use super::error::Failure;
use super::ui::{HIT, NAME, Ui, styled};
use crate::exchange::shown::Shown;
use crate::store::{Placed, Reader};
use crate::text::LangTag;
use crate::unit::{Finding, MadeBy, Side, State, Variant};
use crate::work::check::Terms;
use crate::work::difference::{self, Piece};
use crate::work::fill::Segments;
use crate::work::pretranslate::adapted;

/// Prints a segment: its number and state, source, translation.
pub(super) fn print(
    ui: &mut Ui,
    segments: &Segments,
    number: usize,
    placed: &Placed,
) -> Result<(), Failure> {
    let target = segments.target(placed);
    let name = styled(NAME, &format!("{}:{number}", segments.document.name));
    ui.line(&format!("{name}  {}", state_words(target)))?;
    let shown = Shown::new(placed.stored.unit.source(), target);
    ui.line(&format!("  {}", indented(&shown.source)))?;
    if let Some(target) = target {
        ui.line(&format!("  {}", indented(&shown.target)))?;
        if let Some(changes) = adapted(target) {
            ui.line(&format!("  put right: {changes}"))?;
        }
    }
    Ok(())
}

/// A text with its further lines below the first.
fn indented(text: &str) -> String {
    text.replace('\n', "\n  ")
}

/// The state of a translation by sign and word, and how it came about.
pub(super) fn state_words(target: Option<&Variant>) -> String {
    let Some(target) = target else {
        return state_word(None);
    };
    let how = match (target.made_by, target.score) {
        (Some(MadeBy::Human), _) => match (&target.author, &target.date) {
            (Some(author), Some(date)) => format!(" by {author}, {}", day(date)),
            (Some(author), None) => format!(" by {author}"),
            _ => String::new(),
        },
        (Some(made_by), Some(score)) => format!(" ({} {score} %)", made_by.as_str()),
        (Some(made_by), None) => format!(" ({})", made_by.as_str()),
        (None, _) => String::new(),
    };
    let locked = target
        .locked
        .as_ref()
        .map_or(String::new(), |reason| format!(", locked: {reason}"));
    format!("{}{how}{locked}", state_word(target.state))
}

/// A state by sign and word.
pub(super) fn state_word(state: Option<State>) -> String {
    match state {
        None => "○ untranslated".to_owned(),
        Some(state) => format!("{} {}", state.sign(), state.as_str()),
    }
}

/// A date to the minute, for people.
pub(super) fn day(date: &str) -> String {
    date.get(..16)
        .map_or_else(|| date.to_owned(), |minute| minute.replace('T', " "))
}

/// Prints the terms of a source text with what to write for them.
pub(super) fn print_terms(ui: &mut Ui, terms: &Terms, source: &str) -> Result<(), Failure> {
    let known = terms.known(&terms.in_source(source));
    if known.is_empty() {
        return Ok(());
    }
    ui.line("  terms:")?;
    for term in known {
        ui.line(&format!("    {}", term.line()))?;
    }
    Ok(())
}

/// Prints what a segment was before its document's text changed, and the translation of that.
pub(super) fn print_replaced(
    ui: &mut Ui,
    reader: &Reader<'_>,
    segments: &Segments,
    placed: &Placed,
) -> Result<(), Failure> {
    let document = &segments.document;
    let Some(row) = placed.stored.replaces else {
        return Ok(());
    };
    let Some(old) = reader.unit(row)? else {
        return Ok(());
    };
    let source = old.unit.source().map_or("", |source| &source.text);
    ui.line(
        &match difference(source, segments.source(placed), &document.source_lang) {
            Some(what) => format!("  the text was: {what}"),
            None => "  the text was the same; only spaces differ".to_owned(),
        },
    )?;
    if let Some(target) = old.unit.variant(&document.target_lang) {
        ui.line(&format!("    its translation: {}", target.text))?;
    }
    Ok(())
}

/// What differs between two texts, in `[-…-]{+…+}`: by words, or by characters for Chinese.
/// `None` where only white space does, which nobody would see marked.
pub(super) fn difference(old: &str, new: &str, lang: &LangTag) -> Option<String> {
    let pieces = difference::difference(old, new, lang)?;
    let marked = pieces.into_iter().map(|(piece, text)| match piece {
        Piece::Same => text,
        Piece::Gone => format!("[-{text}-]"),
        Piece::New => format!("{{+{text}+}}"),
    });
    Some(marked.collect())
}

/// Prints a finding with the place it marks in the texts of a segment, which are `shown` with their
/// inline codes.
pub(super) fn print_finding(
    ui: &mut Ui,
    finding: &Finding,
    shown: &Shown,
    (source, target): (&str, &str),
) -> Result<(), Failure> {
    let sign = match finding.severity {
        crate::unit::Severity::Error => "✗ error",
        crate::unit::Severity::Warning => "! warning",
        crate::unit::Severity::Info => "i remark",
    };
    ui.line(&format!(
        "  {sign} {}: {}",
        finding.check, finding.message.english
    ))?;
    let text = match finding.side {
        Side::Source => source,
        Side::Target => target,
    };
    let pieces = shown.pieces(finding.side, text, std::slice::from_ref(&finding.range));
    let place = pieces.iter().position(|(is_marked, _)| *is_marked);
    if let Some((before, [(_, marked), after @ ..])) =
        place.and_then(|at| pieces.split_at_checked(at))
    {
        let text =
            |piece: Option<&(bool, String)>| piece.map_or(String::new(), |(_, text)| text.clone());
        let (before, after) = (text(before.last()), text(after.first()));
        ui.line(&format!(
            "    {}{}{}",
            last_of(&before),
            styled(HIT, &format!("▸{marked}◂")),
            first_of(&after)
        ))?;
    }
    Ok(())
}

/// How many characters are shown on either side of a place in a long text, which stands above whole.
const AROUND: usize = 160;

fn last_of(text: &str) -> Cow<'_, str> {
    match text.char_indices().rev().nth(AROUND) {
        Some((at, c)) => format!("…{}", &text[at + c.len_utf8()..]).into(),
        None => text.into(),
    }
}

fn first_of(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(AROUND) {
        Some((at, _)) => format!("{}…", &text[..at]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_what_is_around_a_place_is_shown() {
        let text = "文".repeat(AROUND);
        assert_eq!((&*last_of(&text), &*first_of(&text)), (&*text, &*text));
        let longer = format!("a{text}");
        assert_eq!(last_of(&longer), format!("…{text}"));
        let longer = format!("{text}a");
        assert_eq!(first_of(&longer), format!("{text}…"));
    }

    #[test]
    fn differences_are_marked_by_word_and_by_character() {
        let en = LangTag::parse("en").unwrap();
        let zh = LangTag::parse("zh").unwrap();
        assert_eq!(
            difference("It holds 40,000 patents.", "It holds 41,000 patents.", &en).unwrap(),
            "It holds [-40,000-]{+41,000+} patents."
        );
        assert_eq!(
            difference("小米已获得4万件专利", "小米获得4.1万件专利", &zh).unwrap(),
            "小米[-已-]获得4{+.1+}万件专利"
        );
        assert_eq!(difference("PCT 体系", "PCT体系", &zh), None);
    }
}
