//! The marks of Chinese and Japanese: 。！？, which need no white space after them.

use super::brackets::Pair;
use super::candidate::{Candidate, mark_of_sentence};
use super::chars::{Mark, char_at, is_inner_punctuation, is_opening_quote};
use super::follow::Following;
use super::quotes::Quotes;
use super::rule;
use super::scan::{Context, Verdict};

/// Decides on a run with 。！or ？ in it, or ；：where the options ask. `bracket` is the bracket
/// that closes right after it; `quotes` are those open behind it.
///
/// ！and ？ end what is said inside a quotation, and the sentence may go on after it
/// (“快跑！”他喊道。); 。 before the closing quote ends both (GB/T 15834, 4.8).
pub(super) fn decide(
    context: Context<'_>,
    candidate: &Candidate,
    next: &Following<'_>,
    bracket: Option<Pair>,
    quotes: &Quotes,
) -> Verdict {
    let rule = match candidate.mark {
        Mark::Semicolon => return Verdict::Cut(rule::SEMICOLON),
        Mark::Colon => return Verdict::Cut(rule::COLON),
        Mark::Question => rule::QUESTION_MARK,
        Mark::Exclamation => rule::EXCLAMATION_MARK,
        Mark::Stop | Mark::Ellipsis | Mark::Smiley => rule::IDEOGRAPHIC_STOP,
    };
    let closes = candidate.closes_quote || candidate.closes_bracket;
    if closes && next.direct && goes_on(context, next.at) {
        return Verdict::Withhold(rule::PUNCTUATION_FOLLOWS);
    }
    let inner = matches!(candidate.mark, Mark::Question | Mark::Exclamation);
    if candidate.closes_quote {
        // Who says it is told before it, be it some segments ago.
        let reported = candidate.quote.is_none_or(|quote| {
            matches!(quote.before, Some('：' | '，' | ':' | ',')) && quote.open != context.segment
        });
        return if !inner || reported || is_opening_quote(next.first) {
            Verdict::Cut(rule::CLOSING_QUOTE)
        } else {
            Verdict::Withhold(rule::REPORTING_CLAUSE)
        };
    }
    if inner && inside_quotation(context, candidate, quotes) {
        return Verdict::Withhold(rule::INSIDE_QUOTATION);
    }
    if inner && bracket.is_some_and(|pair| pair.open > context.segment) {
        return Verdict::Withhold(rule::INSIDE_BRACKETS);
    }
    Verdict::Cut(rule)
}

/// Whether the place is inside a quotation that is part of the sentence around it, as what follows
/// its closing mark shows: a comma (“怎么办？怎么办？”，他想), a particle, or, where it opened in the
/// middle of a clause, whatever goes on (问我“吃了吗？睡得好吗？”就走了). One that was cut before is
/// none.
fn inside_quotation(context: Context<'_>, candidate: &Candidate, quotes: &Quotes) -> bool {
    let closing = quotes.closing_after(context.text, candidate.end);
    closing.into_iter().any(|(quote, end)| {
        let Some(next) = char_at(context.text, end) else {
            return false;
        };
        let in_clause = quote.before.is_some_and(char::is_alphanumeric);
        quote.open >= context.segment
            && (is_inner_punctuation(next)
                || goes_on(context, end)
                || in_clause && (next.is_alphanumeric() || mark_of_sentence(next).is_some()))
    })
}

/// Whether what stands at byte `at`, right after a closing mark, ties what closed into the sentence.
fn goes_on(context: Context<'_>, at: usize) -> bool {
    let rest = context.text.get(at..).unwrap_or("");
    context.lexicon.goes_on_with(rest)
}
