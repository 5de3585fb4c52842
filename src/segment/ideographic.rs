//! The marks of Chinese and Japanese, which need no white space after them: 。！？, and whatever
//! stands in their place.

use super::brackets::Pair;
use super::candidate::{Candidate, mark_of_sentence};
use super::chars::{
    Mark, char_at, char_before, is_closing_quote, is_inner_punctuation, is_line_end,
    is_opening_quote,
};
use super::follow::Following;
use super::quotes::{Quote, Quotes};
use super::rule;
use super::scan::{Context, Verdict};
use crate::text::script::is_cjk;

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
    let whole = !candidate.closes_quote || candidate.quote.is_some_and(is_announced);
    if closes && next.direct && goes_on(context, next.at, whole) {
        return Verdict::Withhold(rule::PUNCTUATION_FOLLOWS);
    }
    let inner = is_inner(context, candidate);
    if candidate.closes_quote {
        if candidate
            .quote
            .is_some_and(|quote| is_mention(context, candidate, quote))
        {
            return Verdict::Withhold(rule::INSIDE_QUOTATION);
        }
        // Who says it is told before it, be it some segments ago.
        let reported = candidate
            .quote
            .is_none_or(|quote| is_announced(quote) && quote.open != context.segment);
        if next.direct && row_goes_on(context, next.at) {
            return Verdict::Withhold(rule::INSIDE_QUOTATION);
        }
        let over = !inner || reported || is_opening_quote(next.first);
        return if over || !says_who(context, candidate, next) {
            Verdict::Cut(rule::CLOSING_QUOTE)
        } else {
            Verdict::Withhold(rule::REPORTING_CLAUSE)
        };
    }
    if inner && inside_quotation(context, candidate, quotes) {
        return Verdict::Withhold(rule::INSIDE_QUOTATION);
    }
    if inner && next.direct && closes_aside(context, candidate, next) {
        return Verdict::Withhold(rule::PUNCTUATION_FOLLOWS);
    }
    let noted = next.direct && bracket.is_some_and(|pair| stands_behind_a_name(context, pair));
    if noted || inner && bracket.is_some_and(|pair| pair.open > context.segment) {
        return Verdict::Withhold(rule::INSIDE_BRACKETS);
    }
    Verdict::Cut(rule)
}

/// Whether the mark ends what is said, and not the sentence around it with it: ！and ？, dots that
/// leave something out, and the full stop of a quotation in Latin letters.
fn is_inner(context: Context<'_>, candidate: &Candidate) -> bool {
    match candidate.mark {
        Mark::Question | Mark::Exclamation | Mark::Ellipsis => true,
        _ => candidate.dots > 0 && !char_before(context.text, candidate.start).is_some_and(is_cjk),
    }
}

/// Whether the sentence that a quotation stands in goes on after it: in the midst of a clause and
/// behind dots it does; else where what follows says who spoke, or lets them go on (“快跑！”他一挥手，
/// “别回头！”). Nobody spoke in 没有人回答.
fn says_who(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> bool {
    /// How many characters of what follows are looked at.
    const NEAR: usize = 40;
    /// Who did not answer stands first, within so many characters (屋里没有人回答).
    const FIRST: usize = 10;
    const NOT: &[&str] = &["没有", "沒有"];
    const NOBODY: &[&str] = &["没有人", "没人", "無人", "无人", "沒有人", "沒人"];
    let Some(quote) = candidate.quote else {
        return true;
    };
    let known = !context.lexicon.stops_before_cjk;
    let called = matches!(candidate.mark, Mark::Question | Mark::Exclamation);
    if !known || !called || quote.open > context.segment {
        return true;
    }
    let rest = context.text.get(next.at..).unwrap_or("");
    let ends = |c: &char| is_line_end(*c) || mark_of_sentence(*c).is_some();
    let goes_on = |c: &char| !ends(c) && !is_inner_punctuation(*c);
    let clause: String = rest.chars().take_while(goes_on).take(FIRST).collect();
    if NOT.iter().any(|not| rest.starts_with(not)) || NOBODY.iter().any(|no| clause.contains(no)) {
        return false;
    }
    let mut letters = [0; 4];
    rest.chars()
        .take(NEAR)
        .take_while(|c| !ends(c))
        .any(|c| is_opening_quote(c) || context.lexicon.is_reporting(c.encode_utf8(&mut letters)))
}

/// Whether quotations in a row, the first of which begins at byte `at`, are words of the sentence, as
/// what stands behind the last shows: “早！”“您好！”之类的话.
fn row_goes_on(context: Context<'_>, mut at: usize) -> bool {
    /// More in a row, and longer ones, in bytes, are told one by one.
    const ROW: usize = 6;
    const LONG: usize = 90;
    for quotations in 0..ROW {
        let rest = context.text.get(at..).unwrap_or("");
        let Some(open) = rest.chars().next().filter(|c| is_opening_quote(*c)) else {
            return quotations > 0 && context.lexicon.goes_on_with(rest);
        };
        let inside = rest.get(..rest.floor_char_boundary(LONG)).unwrap_or("");
        let ends = |c: char| is_line_end(c) || is_closing_quote(c);
        let Some(close) = inside.find(ends).filter(|close| *close > open.len_utf8()) else {
            return false;
        };
        at += close + char_at(rest, close).map_or(1, char::len_utf8);
    }
    false
}

/// Whether a dash closes what another one opened: 他——你还记得吗？——就是那个班长.
fn closes_aside(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> bool {
    const DASH: &str = "——";
    /// How far back, in bytes, the first is looked for: a segment may have no end.
    const NEAR: usize = 240;
    let text = context.text;
    let near = text.ceil_char_boundary(candidate.start.saturating_sub(NEAR));
    let before = text.get(near.max(context.segment)..candidate.start);
    let after = text.get(next.at..);
    after.is_some_and(|after| after.starts_with(DASH))
        && before.is_some_and(|before| before.matches(DASH).count() % 2 == 1)
}

/// Whether a colon or comma stands before a quotation.
fn is_announced(quote: Quote) -> bool {
    matches!(quote.before, Some('：' | '，' | ':' | ','))
}

/// Whether what stands in brackets is a note on the few words before them, with which the sentence
/// has hardly begun: 他（我记得他姓王。）走了.
fn stands_behind_a_name(context: Context<'_>, pair: Pair) -> bool {
    /// So many characters are no sentence yet.
    const FEW: usize = 4;
    let before = context.text.get(context.segment..pair.open).unwrap_or("");
    let clause = before
        .chars()
        .rev()
        .take_while(|c| !is_inner_punctuation(*c));
    (1..=FEW).contains(&clause.take(FEW + 1).count())
}

/// Whether nothing but the marks is quoted, as where they are spoken of: 问号“？”. A silence (“……”)
/// and what is exclaimed after a colon are said.
fn is_mention(context: Context<'_>, candidate: &Candidate, quote: Quote) -> bool {
    let inside = context.text.get(quote.open..candidate.start);
    inside.is_some_and(|inside| inside.chars().nth(1).is_none())
        && candidate.mark != Mark::Ellipsis
        && !is_announced(quote)
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
                || goes_on(context, end, is_announced(quote))
                || in_clause && (next.is_alphanumeric() || mark_of_sentence(next).is_some()))
    })
}

/// Whether what stands at byte `at`, right after a closing mark, ties what closed into the sentence.
/// A quotation that was announced is `whole` by itself, and so are brackets.
fn goes_on(context: Context<'_>, at: usize, whole: bool) -> bool {
    let rest = context.text.get(at..).unwrap_or("");
    let is_said_of = || {
        let predicate = rest.strip_prefix('是');
        predicate.is_some_and(|of| {
            !of.starts_with(['的', '否', '啊', '呀', '吗', '嗎', '吧', '，', '。'])
        })
    };
    context.lexicon.goes_on_with(rest)
        || !whole && (context.lexicon.ties_with(rest) || is_said_of())
}
