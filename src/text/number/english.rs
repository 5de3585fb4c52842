//! Numbers in English words.

use super::date;
use super::decimal::Decimal;
use super::{Found, NumberKind, Scan};

/// Cardinals below a hundred.
fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// Ordinals: below a hundred, without compounds.
fn ordinal(word: &str) -> Option<u32> {
    match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fifth" => Some(5),
        "eighth" => Some(8),
        "ninth" => Some(9),
        "twelfth" => Some(12),
        _ => match word.strip_suffix("ieth") {
            Some(stem) => cardinal(&format!("{stem}y")),
            None => word
                .strip_suffix("th")
                .and_then(cardinal)
                .filter(|n| *n >= 4),
        },
    }
}

/// The power of ten of a word that scales.
fn power(word: &str) -> Option<u32> {
    Some(match word {
        "hundred" => 2,
        "thousand" => 3,
        "million" | "mn" | "mln" | "megapixel" | "megapixels" => 6,
        "billion" | "bn" | "bln" => 9,
        "trillion" | "tn" | "trn" => 12,
        _ => return None,
    })
}

/// Units of measure that may be written without a space: `5km`.
pub(super) fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 30] = [
        "km", "kg", "cm", "mm", "nm", "mg", "ml", "kw", "mw", "gw", "kwh", "mwh", "gwh", "hz",
        "khz", "mhz", "ghz", "kb", "mb", "gb", "tb", "mah", "kn", "ft", "lb", "mph", "kph", "rmb",
        "usd", "cny",
    ];
    UNITS.contains(&word)
}

/// Codes of currencies (ISO 4217), and RMB, which may stand before an amount: `USD 5`, `RMB18,500`.
const CURRENCIES: [&str; 18] = [
    "USD", "EUR", "CHF", "GBP", "CNY", "RMB", "JPY", "RUB", "INR", "KRW", "AUD", "CAD", "SGD",
    "HKD", "SEK", "NOK", "BRL", "ZAR",
];

/// Whether a sign or code of currency stands before `i`.
pub(super) fn follows_currency(scan: &Scan, i: usize) -> bool {
    let mut at = i;
    if scan.before(at) == Some(' ') {
        at -= 1;
    }
    if matches!(scan.before(at), Some('$' | '€' | '£' | '¥' | '￥')) {
        return true;
    }
    CURRENCIES
        .iter()
        .any(|code| at >= 3 && scan.starts(at - 3, code))
}

/// The power of ten that the word after digits from `start` to `end` gives, and where it ends:
/// `3.55 million`, `$3.2bn`, `40k`.
pub(super) fn scale(scan: &Scan, start: usize, end: usize) -> Option<(u32, usize)> {
    let (glued, glued_end) = scan.letters(end);
    let money = follows_currency(scan, start);
    let glued_power = match glued.as_str() {
        "k" if money || scan.get(end) == Some('k') => Some(3),
        "m" if money || scan.get(end) == Some('m') => Some(6),
        "b" if money => Some(9),
        "" => None,
        word => power(word),
    };
    if let Some(power) = glued_power {
        return (!scan.is_digit(glued_end)).then_some((power, glued_end));
    }
    let at = match scan.get(end) {
        Some('-') => end + 1,
        Some(' ') => scan.skip_spaces(end),
        _ => return None,
    };
    let (word, word_end) = scan.letters(at);
    let first = power(&word)?;
    // five hundred million
    let next = scan.letters(scan.skip_spaces(word_end));
    match power(&next.0) {
        Some(second) if next.1 > word_end && next.0.len() > 2 => Some((first + second, next.1)),
        _ => Some((first, word_end)),
    }
}

/// The names of the months, in lower case.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month named at `i`, and where its name ends, with the point of an abbreviation.
pub(super) fn month(scan: &Scan, i: usize) -> Option<(u8, usize)> {
    if !scan.get(i)?.is_ascii_uppercase() {
        return None;
    }
    let (word, end) = scan.letters(i);
    let at = MONTHS.iter().position(|m| {
        *m == word
            || (word.len() >= 3 && m.get(..3) == Some(&word))
            || (word == "sept" && *m == "september")
    })?;
    let abbreviated = MONTHS.get(at).is_some_and(|m| *m != word);
    let end = end + usize::from(abbreviated && scan.get(end) == Some('.'));
    Some((u8::try_from(at + 1).ok()?, end))
}

/// Whether the month's name from `i` to `end` can only be a month, with no day or year beside it.
///
/// `may` and `march` are verbs, and `Jun`, `Jan` are names, unless a preposition stands before.
pub(super) fn is_month_alone(scan: &Scan, i: usize, end: usize) -> bool {
    let (word, _) = scan.letters(i);
    let glued = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if glued(scan.before(i)) || glued(scan.get(end)) {
        return false;
    }
    let certain = word.len() > 3 && word != "march" && word != "sept";
    let before: Vec<char> = scan
        .chars
        .get(..i)
        .unwrap_or_default()
        .iter()
        .rev()
        .skip_while(|c| **c == ' ')
        .take_while(|c| c.is_ascii_alphabetic())
        .map(char::to_ascii_lowercase)
        .collect();
    let before: String = before.into_iter().rev().collect();
    let preposition = [
        "in", "since", "until", "till", "by", "from", "last", "next", "this", "early", "late",
        "mid", "of", "between", "during",
    ];
    certain || preposition.contains(&before.as_str())
}

/// No name of a month or of a number is longer, in characters: seventieth.
const LONGEST: usize = 10;

/// Reads the word at `i`: a month, a number, an ordinal, a token with digits or nothing; gives
/// the place to go on at.
pub(super) fn word(scan: &Scan, i: usize, found: &mut Vec<Found>) -> usize {
    let mut end = i;
    while scan
        .get(end)
        .is_some_and(|c| c.is_alphabetic() && !crate::text::script::is_cjk(c) || c == '\'')
    {
        end += 1;
    }
    let token = scan.token_end(end);
    if scan.is_digit(end)
        && CURRENCIES
            .iter()
            .any(|code| end - i == 3 && scan.starts(i, code))
    {
        return end;
    }
    if scan.is_digit(end) {
        // FY2024
        let (letters, letters_end) = scan.letters(i);
        let digits_end = scan.digits_end(letters_end);
        if letters == "fy"
            && digits_end == token
            && let Some(year) = date::year_value(scan, letters_end, token)
        {
            found.push(Found::decimal(letters_end, token, year, NumberKind::Year));
        }
        return token;
    }
    let upper = scan.before(end).is_some_and(|c| c.is_ascii_uppercase());
    if upper && scan.get(end) == Some('-') && scan.is_digit(end + 1) {
        // COVID-19
        return token;
    }
    if end - i > LONGEST {
        return end;
    }
    if let Some(next) = date::month_first(scan, i, found) {
        return next;
    }
    number_words(scan, i, found).unwrap_or(end)
}

/// What a word says in a number.
enum Part {
    Small(u32),
    Power(u32),
    Dozen,
    Ordinal(u32),
}

fn part(word: &str) -> Option<Part> {
    cardinal(word)
        .map(Part::Small)
        .or_else(|| power(word).filter(|_| word.len() > 3).map(Part::Power))
        .or_else(|| (word == "dozen").then_some(Part::Dozen))
        .or_else(|| ordinal(word).map(Part::Ordinal))
}

/// The next word after `end`, joined by a space, a hyphen or `and`.
fn next_word(scan: &Scan, end: usize) -> Option<(String, usize)> {
    let at = match scan.get(end)? {
        '-' => end + 1,
        ' ' => scan.skip_spaces(end),
        _ => return None,
    };
    let (word, word_end) = scan.letters(at);
    (!word.is_empty()).then_some((word, word_end))
}

/// A number in words at `i`: `six`, `twenty-six`, `a thousand`, `half a million`, `third`.
fn number_words(scan: &Scan, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (first, mut end) = scan.letters(i);
    let mut total: u64 = 0;
    let mut section: u64;
    match first.as_str() {
        "a" | "an" => {
            let (word, word_end) = next_word(scan, end)?;
            section = match part(&word)? {
                Part::Power(p) => 10_u64.pow(p),
                Part::Dozen => 12,
                _ => return None,
            };
            end = word_end;
        }
        "half" => {
            let (a, a_end) = next_word(scan, end)?;
            let (word, word_end) = if a == "a" {
                next_word(scan, a_end)?
            } else {
                (a, a_end)
            };
            section = match part(&word)? {
                Part::Power(p) if p >= 6 => 5 * 10_u64.pow(p - 1),
                Part::Dozen => 6,
                _ => return None,
            };
            end = word_end;
        }
        word => match part(word)? {
            Part::Ordinal(n) => {
                found.push(Found::decimal(i, end, n.into(), NumberKind::Ordinal));
                return Some(end);
            }
            Part::Small(n) => section = n.into(),
            _ => return None,
        },
    }
    let mut open_tens = matches!(section, 20..=90) && section.is_multiple_of(10);
    while let Some((mut word, mut word_end)) = next_word(scan, end) {
        let mut after_and = false;
        if word == "and" && (section >= 100 || total > 0) {
            let Some(next) = next_word(scan, word_end) else {
                break;
            };
            (word, word_end) = next;
            after_and = true;
        }
        match part(&word) {
            Some(Part::Small(n)) if open_tens && n < 10 && !after_and => section += u64::from(n),
            Some(Part::Small(n))
                if section.is_multiple_of(100) && section >= 100 || section == 0 && total > 0 =>
            {
                section += u64::from(n);
            }
            Some(Part::Ordinal(n)) if open_tens && n < 10 && scan.get(end) == Some('-') => {
                let value = Decimal::from(u32::try_from(total + section).ok()? + n);
                found.push(Found::decimal(i, word_end, value, NumberKind::Ordinal));
                return Some(word_end);
            }
            // two-thirds: a fraction, no count
            None if scan.get(end) == Some('-') && is_fraction(&word) => return Some(word_end),
            Some(Part::Power(2)) if section > 0 && section < 100 && !after_and => section *= 100,
            Some(Part::Power(p)) if section > 0 && !after_and => {
                total = total.checked_add(section.checked_mul(10_u64.pow(p))?)?;
                section = 0;
            }
            Some(Part::Dozen) if section > 0 && section < 100 && !after_and => section *= 12,
            _ => break,
        }
        open_tens = matches!(section % 100, 20..=90) && section.is_multiple_of(10);
        end = word_end;
    }
    let value = i128::from(total.checked_add(section)?);
    let (kind, after) = scan.percent(end);
    if value == 1 && kind == NumberKind::Quantity && is_pronoun(scan, i, end) {
        return Some(end);
    }
    let kind = if kind == NumberKind::Quantity {
        NumberKind::Word
    } else {
        kind
    };
    found.push(Found::decimal(i, after, Decimal::new(value, 0)?, kind));
    Some(after)
}

fn is_fraction(word: &str) -> bool {
    word == "half"
        || word == "halves"
        || word.starts_with("quarter")
        || word.strip_suffix('s').is_some_and(|w| ordinal(w).is_some())
}

/// Whether `one`, from `i` to `end`, stands for a thing or person rather than a count:
/// `one of the`, `no one`, `one's`.
fn is_pronoun(scan: &Scan, i: usize, end: usize) -> bool {
    if scan.get(end) == Some('\'') || scan.starts(end, " of ") || scan.starts(end, " another") {
        return true;
    }
    ["no ", "this ", "that ", "the ", "which ", "every ", "any "]
        .iter()
        .any(|w| i >= w.len() && scan.starts(i - w.len(), w))
}
