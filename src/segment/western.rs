//! The marks of scripts that set a space between words: . ! ? … and their kin.

use super::candidate::Candidate;
use super::chars::{Mark, char_at, char_before, is_word};
use super::follow::{
    Following, Kind, begins_small, is_roman, skip_white, word_at, word_before, word_before_that,
};
use super::lists;
use super::quotes::Quotes;
use super::rule;
use super::scan::{Context, Verdict};
use super::smiley::is_sure;
use super::tables::Class;
use crate::text::script::is_cjk;

/// Decides on a run of marks that needs white space after it.
pub(super) fn decide(
    context: Context<'_>,
    candidate: &Candidate,
    next: &Following<'_>,
    quotes: &Quotes,
) -> Verdict {
    if next.direct
        && candidate.mark != Mark::Smiley
        && !(context.lexicon.stops_before_cjk && is_cjk(next.first))
    {
        return if lacks_space(context, candidate, next) {
            Verdict::Cut(rule::SPACE_FORGOTTEN)
        } else {
            Verdict::Withhold(rule::NO_SPACE)
        };
    }
    match candidate.mark {
        Mark::Semicolon => Verdict::Cut(rule::SEMICOLON),
        Mark::Colon => Verdict::Cut(rule::COLON),
        Mark::Ellipsis => ellipsis(context, candidate, next),
        Mark::Question | Mark::Exclamation if in_a_mention(context, candidate, quotes) => {
            Verdict::Withhold(rule::INSIDE_QUOTATION)
        }
        Mark::Question => exclaimed(context, candidate, next, rule::QUESTION_MARK),
        Mark::Exclamation => exclaimed(context, candidate, next, rule::EXCLAMATION_MARK),
        Mark::Stop => full_stop(context, candidate, next),
        Mark::Smiley => smiley(context, candidate, next),
    }
}

/// Whether somebody forgot the space after a sentence (It is late.The shop is closed): between an
/// ordinary word or figure and a word that opens a sentence, as addresses and names do not have it.
fn lacks_space(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> bool {
    let alone = candidate.end - candidate.start == 1 && next.first.is_uppercase();
    if !alone
        || !matches!(
            candidate.mark,
            Mark::Stop | Mark::Question | Mark::Exclamation
        )
    {
        return false;
    }
    let word = word_before(context.text, context.segment, candidate.start);
    let start = candidate.start - word.len();
    let ordinary = word.len() > 2 && word.chars().skip(1).all(char::is_lowercase)
        || is_figures(word) && word.len() > 1;
    let before = char_before(context.text, start).filter(|_| start > context.segment);
    let apart = before.is_none_or(|c| c.is_whitespace() || c == ',' && is_figures(word));
    // Good service!Friendly staff
    let called = candidate.mark != Mark::Stop
        && word.starts_with(char::is_lowercase)
        && !context.lexicon.is_name_with_mark(word);
    ordinary
        && apart
        && context.lexicon.class(word).is_none()
        && next.word.chars().skip(1).all(char::is_lowercase)
        && next.word.len() > 1
        && matches!(next.after_word, Some(' ' | ',' | '.' | '\'' | '’'))
        && (called || opens_sentence(context, next))
}

/// Whether the place is inside a quotation that nothing announced and after which the sentence goes
/// on, so that it is a word of it: The poem “O Captain! My Captain!” was set.
fn in_a_mention(context: Context<'_>, candidate: &Candidate, quotes: &Quotes) -> bool {
    if candidate.closes_quote {
        return false;
    }
    let closing = quotes.closing_after(context.text, candidate.end);
    closing.into_iter().any(|(quote, end)| {
        let after = skip_white(context.text, end, context.options);
        let next = after.and_then(|at| char_at(context.text, at));
        quote.open > context.segment
            && quote.before.is_some_and(char::is_alphanumeric)
            && next.is_some_and(char::is_lowercase)
    })
}

fn exclaimed(
    context: Context<'_>,
    candidate: &Candidate,
    next: &Following<'_>,
    rule: &'static str,
) -> Verdict {
    let shouted =
        candidate.end - candidate.start > 1 && !candidate.closes_quote && !candidate.closes_bracket;
    // Whoever goes on small after a question writes so throughout: what is it? i wonder.
    let asked = context.lexicon.has_small_pronoun
        && candidate.mark == Mark::Question
        && !candidate.closes_quote
        && !candidate.closes_bracket;
    if next.kind == Kind::Lower && !shouted && !asked && !in_lower_case(context, candidate, next) {
        return Verdict::Withhold(rule::LOWERCASE_NEXT);
    }
    let name = word_before(context.text, context.segment, candidate.start);
    let one = candidate.mark == Mark::Exclamation && name.starts_with(char::is_uppercase);
    if one && context.lexicon.is_name_with_mark(name) && !opens_sentence(context, next) {
        return Verdict::Withhold(rule::NAME_WITH_MARK);
    }
    if candidate.closes_quote && reports(context, next) {
        return Verdict::Withhold(rule::REPORTING_CLAUSE);
    }
    Verdict::Cut(if candidate.closes_quote {
        rule::CLOSING_QUOTE
    } else {
        rule
    })
}

/// After a smiley: where what follows begins as sentences do; in small letters, where the text is
/// written so and more than a word (:) lol) is left of it.
fn smiley(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> Verdict {
    let begins = match next.kind {
        Kind::Upper if is_sure(context.text, candidate.start) => !next.bracket,
        Kind::Upper => opens_sentence(context, next),
        Kind::Caseless => !next.bracket,
        Kind::Lower => {
            let small = context.small || begins_small(context.text, context.segment);
            let after = next.at + next.word.len();
            context.lexicon.has_small_pronoun
                && small
                && !next.bracket
                && skip_white(context.text, after, context.options).is_some()
        }
        Kind::Digit | Kind::Symbol => false,
    };
    if begins {
        Verdict::Cut(rule::SMILEY)
    } else {
        Verdict::Withhold(rule::SMILEY)
    }
}

fn ellipsis(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> Verdict {
    // What a sentence leaves out at its beginning.
    if candidate.start == context.segment && !candidate.closes_quote {
        return Verdict::Withhold(rule::ELLIPSIS);
    }
    if next.kind == Kind::Lower {
        return Verdict::Withhold(rule::LOWERCASE_NEXT);
    }
    // “我…… 我不知道”: whoever speaks hesitates.
    let chinese = next.kind == Kind::Caseless && !context.lexicon.stops_before_cjk;
    if chinese && context.quoted && !candidate.closes_quote && !next.quote {
        return Verdict::Withhold(rule::ELLIPSIS);
    }
    // A fourth dot is the full stop; before I, which has its capital anywhere, three tell nothing.
    let ends = candidate.dots != 3
        || candidate.closes_quote && !next.bracket
        || next.quote
        || opens_sentence(context, next) && next.word != "I";
    if ends {
        Verdict::Cut(rule::ELLIPSIS)
    } else {
        Verdict::Withhold(rule::ELLIPSIS)
    }
}

fn full_stop(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> Verdict {
    let Context {
        text,
        lexicon,
        segment,
        ..
    } = context;
    let word = word_before(text, segment, candidate.start);
    let class = lexicon
        .class(word)
        .and_then(|class| in_capitals(class, word, next));
    // “Id. The” and “Ibid. The”: a reference that is a sentence by itself.
    let whole = candidate.start - word.len() == segment && lexicon.is_signal(word);
    if whole && class != Some(Class::Abbreviation) && next.kind == Kind::Upper && !next.bracket {
        return Verdict::Cut(rule::FULL_STOP);
    }
    // Defs.’ Br. has no quotation in it.
    let quoted = candidate.closes_quote && !(class.is_some() && is_apostrophe(text, candidate));
    // What is quoted whole, “Plan B.”, is over with the quote.
    if !quoted {
        match class {
            Some(Class::Title) => return Verdict::Withhold(rule::TITLE),
            Some(Class::Abbreviation) => return Verdict::Withhold(rule::ABBREVIATION),
            Some(Class::Number) if next.is_number(true) => return Verdict::Withhold(rule::NUMBER),
            Some(Class::NumberWord) if next.is_number(false) || is_article(context, next) => {
                return Verdict::Withhold(rule::NUMBER);
            }
            Some(Class::Month) if in_date(context, next) => return Verdict::Withhold(rule::MONTH),
            _ => {}
        }
        // Countercl. ¶¶ 31-44: whatever a paper is called.
        if next.first == '¶' && word.starts_with(char::is_uppercase) {
            return Verdict::Withhold(rule::NUMBER);
        }
        let short = word.len() <= 5 && word.starts_with(char::is_uppercase);
        if short && next.is_series() {
            return Verdict::Withhold(rule::NUMBER);
        }
        let number = lists::begins_item(text, segment, word, candidate.start)
            || lists::begins_heading(text, segment, word, candidate.start, lexicon);
        if number && !word.is_empty() {
            return Verdict::Withhold(rule::LIST_MARKER);
        }
    }
    if next.kind == Kind::Lower {
        let plain = class.is_none() && !is_initial(word) && !is_dotted(context, word);
        if !(plain || next.word == "i") || !in_lower_case(context, candidate, next) {
            return Verdict::Withhold(rule::LOWERCASE_NEXT);
        }
    }
    let before = || word_before_that(text, segment, candidate.start - word.len());
    match class {
        Some(Class::MayEnd)
            if context.lexicon.is_after_name(word) && has_predicate(context, next) =>
        {
            return Verdict::Cut(rule::FULL_STOP);
        }
        Some(Class::MayEnd | Class::Number) => return may_end(context, next, rule::ABBREVIATION),
        Some(Class::Time) => return time(context, candidate, next),
        Some(Class::Month) if dates(context, before()) && !has_predicate(context, next) => {
            return may_end(context, next, rule::MONTH);
        }
        _ => {}
    }
    if lexicon.has_ordinals && word.len() <= 2 && is_figures(word) {
        return Verdict::Withhold(rule::ORDINAL);
    }
    if !quoted && is_initial(word) {
        let before = before();
        let label = is_label(context, before) && is_apart(context, before, next);
        if !label && !ends_with_pronoun(context, word, before) {
            return initials(context, next);
        }
    }
    if is_dotted(context, word) {
        return may_end(context, next, rule::INITIAL);
    }
    Verdict::Cut(if quoted {
        rule::CLOSING_QUOTE
    } else {
        rule::FULL_STOP
    })
}

/// Whether what closes after the full stop is one apostrophe, with no quotation open.
fn is_apostrophe(text: &str, candidate: &Candidate) -> bool {
    let closers = text.get(candidate.start..candidate.end);
    matches!(closers, Some(".'" | ".’")) && candidate.quote.is_none()
}

/// What an abbreviation all in capitals is: within text in capitals, before the other party of a case
/// (ACME CO. v.) and before brackets (ACME CO. (Reg. No. 12)), what it always is; else EST and SEC are
/// acronyms, unless a number follows (FIG. 3).
fn in_capitals(class: Class, word: &str, next: &Following<'_>) -> Option<Class> {
    let capitals = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let goes_on = next.bracket || matches!(next.word, "v" | "vs");
    if !capitals(word) || capitals(next.word) || goes_on {
        return Some(class);
    }
    match class {
        Class::Number => Some(Class::NumberWord),
        Class::MayEnd | Class::Abbreviation => None,
        _ => Some(class),
    }
}

/// After an abbreviation that may end a sentence: only before what opens one. A dash goes on with it
/// (PLAINVIEW, Ind. — A man).
fn may_end(context: Context<'_>, next: &Following<'_>, otherwise: &'static str) -> Verdict {
    let goes_on = matches!(next.first, '-' | '–' | '—');
    let opens = next.quote && !next.bracket || !goes_on && opens_sentence(context, next);
    if opens {
        Verdict::Cut(rule::SENTENCE_OPENER)
    } else {
        Verdict::Withhold(otherwise)
    }
}

/// Whether what follows is a word with a capital and a verb after it, as no name goes on: Salinity was
/// not measured.
fn has_predicate(context: Context<'_>, next: &Following<'_>) -> bool {
    if next.kind != Kind::Upper || next.bracket || next.after_word != Some(' ') {
        return false;
    }
    let verb = word_at(context.text, next.at + next.word.len() + 1);
    context.lexicon.is_predicate(verb)
}

/// After the initial of a name: only before a word that is no surname.
fn initials(context: Context<'_>, next: &Following<'_>) -> Verdict {
    if opens_sentence(context, next) && !context.lexicon.is_surname(next.word) {
        Verdict::Cut(rule::SENTENCE_OPENER)
    } else {
        Verdict::Withhold(rule::INITIAL)
    }
}

/// After a.m. and p.m.: a sentence ends, unless the hour goes on (5 p.m. Eastern) or nothing but
/// the hour has been said (At 5 a.m. Mr. Smith left).
fn time(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> Verdict {
    let said = context
        .text
        .get(context.segment..candidate.start)
        .unwrap_or("");
    let only_hour = said.len() < 24 && said.split_whitespace().count() <= 3;
    let titled = context.lexicon.class(next.word) == Some(Class::Title);
    if next.quote || opens_sentence(context, next) && !(only_hour && titled) {
        return Verdict::Cut(rule::SENTENCE_OPENER);
    }
    if only_hour
        || next.kind != Kind::Upper
        || next.bracket
        || context.lexicon.is_time_tail(next.word) && !matches!(next.after_word, Some('\'' | '’'))
    {
        return Verdict::Withhold(rule::TIME_OF_DAY);
    }
    Verdict::Cut(rule::FULL_STOP)
}

/// Whether the text is written without capitals, as chats are: a sentence of the paragraph began
/// with a small letter, I is written i, or the mark stands after a space. An address opens a
/// sentence as it is.
fn in_lower_case(context: Context<'_>, candidate: &Candidate, next: &Following<'_>) -> bool {
    /// How far back, in bytes, a small i is looked for.
    const NEAR: usize = 200;
    // What stands in brackets is mostly put into the sentence: (cable, channel etc.) but nothing.
    let Context { text, segment, .. } = context;
    let put_in =
        candidate.closes_bracket && !text.get(segment..).is_some_and(|s| s.starts_with('('));
    if next.bracket || next.direct || put_in {
        return false;
    }
    if matches!(next.word, "http" | "https") && next.after_word == Some(':') {
        return true;
    }
    if !context.lexicon.has_small_pronoun {
        return false;
    }
    let pronoun = next.word == "i" && !matches!(next.after_word, Some('.' | ')' | '-'));
    let near = text
        .as_bytes()
        .get(segment.max(candidate.start.saturating_sub(NEAR))..candidate.start);
    pronoun
        || context.small
        || begins_small(text, segment)
        || char_before(text, candidate.start).is_some_and(char::is_whitespace)
        || near.is_some_and(|near| memchr::memmem::find(near, b" i ").is_some())
}

/// Whether what follows opens a sentence: a word of the table of openers; where the language has
/// no table, any word with a capital.
fn opens_sentence(context: Context<'_>, next: &Following<'_>) -> bool {
    if next.kind != Kind::Upper || next.bracket {
        return false;
    }
    // A. Smith, In-N-Out and IT are no openers, though a, in and it are.
    let whole = match next.after_word {
        Some('.') => {
            context.lexicon.class(next.word) == Some(Class::Title)
                || context.lexicon.is_signal(next.word)
        }
        after => !matches!(after, Some('-' | '‑' | '/' | '&')),
    };
    let acronym = next.word.len() == 2 && next.word.bytes().all(|b| b.is_ascii_uppercase());
    whole && !acronym && context.lexicon.opens(next.word)
}

/// Whether a date goes on after the month.
fn in_date(context: Context<'_>, next: &Following<'_>) -> bool {
    next.kind == Kind::Digit && !next.quote
        || next.after_word == Some('.') && context.lexicon.class(next.word) == Some(Class::Month)
}

/// Whether the word before a month cut short shows that it is a month: a day, or “since”.
fn dates(context: Context<'_>, before: &str) -> bool {
    before.bytes().next().is_some_and(|b| b.is_ascii_digit())
        || context.lexicon.is_date_lead(before)
}

/// “you and I.” ends a sentence; “Albert I.” does not.
fn ends_with_pronoun(context: Context<'_>, word: &str, before: &str) -> bool {
    word == "I" && context.lexicon.is_before_pronoun(before)
}

/// Whether the Roman number of an article follows, of one letter: Const. art. I, § 8.
fn is_article(context: Context<'_>, next: &Following<'_>) -> bool {
    let after = context.text.get(next.at + next.word.len()..).unwrap_or("");
    !next.quote && is_roman(next.word) && after.starts_with(", §")
}

/// Whether a letter after the word `before` names a part, and not a person: Exhibit A.
fn is_label(context: Context<'_>, before: &str) -> bool {
    before.len() > 2 && context.lexicon.is_numbered_head(before)
}

/// Whether what follows such a letter is no name that it could be the initial of: the word before it
/// is written small (vitamin C), stands there again, or a sentence opens.
fn is_apart(context: Context<'_>, before: &str, next: &Following<'_>) -> bool {
    before.starts_with(char::is_lowercase)
        || next.quote
        || next.word == before
        || opens_sentence(context, next)
}

fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Letters and abbreviations with full stops between them: U.S.C, S.Ct, Fed.R.Civ.P.
fn is_dotted(context: Context<'_>, word: &str) -> bool {
    let short = |part: &str| is_initial(part) || context.lexicon.class(part).is_some();
    word.contains('.') && word.split('.').all(short)
}

fn is_figures(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the words that follow a quotation say who spoke: `John asked`, `Mr. Tang said`.
fn reports(context: Context<'_>, next: &Following<'_>) -> bool {
    let titled = context.lexicon.class(next.word) == Some(Class::Title);
    if next.quote || next.kind != Kind::Upper || opens_sentence(context, next) && !titled {
        return false;
    }
    let mut at = next.at;
    for _ in 0..4 {
        let word = word_at(context.text, at);
        if word.is_empty() {
            return false;
        }
        if context.lexicon.is_reporting(word) {
            return true;
        }
        if !word.chars().next().is_some_and(char::is_uppercase) {
            return false;
        }
        at += word.len();
        if char_at(context.text, at) == Some('.') {
            at += 1;
        }
        match skip_white(context.text, at, context.options) {
            Some(next) if next > at && char_at(context.text, next).is_some_and(is_word) => {
                at = next;
            }
            _ => return false,
        }
    }
    false
}
