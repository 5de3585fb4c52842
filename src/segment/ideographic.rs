//! The marks of Chinese and Japanese: 。！？, which need no white space after them.

use super::brackets::Pair;
use super::candidate::Candidate;
use super::chars::{Mark, is_opening_quote};
use super::follow::Following;
use super::rule;
use super::scan::{Context, Verdict};

/// Decides on a run with 。！or ？ in it, or ；：where the options ask. `bracket` is the bracket
/// that closes right after it.
///
/// ！and ？ end what is said inside a quotation, and the sentence may go on after it
/// (“快跑！”他喊道。); 。 before the closing quote ends both (GB/T 15834, 4.8).
pub(super) fn decide(
    context: Context<'_>,
    candidate: &Candidate,
    next: &Following<'_>,
    bracket: Option<Pair>,
) -> Verdict {
    let rule = match candidate.mark {
        Mark::Semicolon => return Verdict::Cut(rule::SEMICOLON),
        Mark::Colon => return Verdict::Cut(rule::COLON),
        Mark::Question => rule::QUESTION_MARK,
        Mark::Exclamation => rule::EXCLAMATION_MARK,
        Mark::Stop | Mark::Ellipsis => rule::IDEOGRAPHIC_STOP,
    };
    let closes = candidate.closes_quote || candidate.closes_bracket;
    if closes && next.direct && context.lexicon.goes_on_with(next.first) {
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
    if inner && bracket.is_some_and(|pair| pair.open > context.segment) {
        return Verdict::Withhold(rule::INSIDE_BRACKETS);
    }
    Verdict::Cut(rule)
}
