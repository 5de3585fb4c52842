//! Numbers in running text, by value: `12,000` and 1.2万 are the same number.
//!
//! English and Chinese are read by one scanner, since each stands in the other's text. What is
//! read follows the rules for numerals of GB/T 15835—2011 and the usage of English style guides.
//! Digits glued to Latin letters (`G20`, `COVID-19`, `C919`) name something and count nothing;
//! idioms (一带一路, 两会, 一个) count nothing either. A number that does not fit is no number.

mod chinese;
mod date;
mod decimal;
mod english;
mod written;

use std::ops::Range;

pub use date::Date;
pub use decimal::Decimal;
pub use written::written_like;

/// What a number in a text amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A plain number: how many, which year, which percentage (12 for 12 %).
    Decimal(Decimal),
    /// A day or a month.
    Date(Date),
    /// A time of day, from 0:00 to 24:00.
    Time {
        /// The hour, 0 to 24.
        hour: u8,
        /// The minute, 0 to 59.
        minute: u8,
    },
}

/// What a number stands for, and so how much it proves where two texts share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// A quantity in digits: `12,000`, `$3.2bn`, 1.2万.
    Quantity,
    /// A percentage: `12%`, `12 per cent`, 百分之十二.
    Percent,
    /// A difference of percentages: `12 percentage points`, 12个百分点.
    PercentagePoint,
    /// A year or a decade: `2024`, 2024年, `the 1990s`, 20世纪90年代.
    Year,
    /// A date with at least a month: `September 14, 2024`, 9月14日, `in May`.
    Date,
    /// A time of day: `3:30 p.m.`, 15时30分.
    Time,
    /// A place in an order: `third`, `21st`, 第三.
    Ordinal,
    /// A number in words: `six`, `a thousand`, 六, 一千多. Weaker than digits, since the other
    /// language often says it without a number.
    Word,
}

/// A number found in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Where it stands, in bytes, with the words that scale it (`million`, 万, `%`).
    pub range: Range<usize>,
    /// Its value.
    pub value: Value,
    /// What it stands for.
    pub kind: NumberKind,
}

/// The numbers in a text, by place; none overlap. Signs are left out: `-5` is 5.
///
/// A range is two numbers, and what its first part leaves unsaid is taken from its second:
/// `3–5 million` is 3,000,000 and 5,000,000, `Sept. 11–13` is 11 and 13 September.
#[must_use]
pub fn numbers(text: &str) -> Vec<Number> {
    let scan = Scan::new(text);
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(c) = scan.get(i) {
        let before = found.len();
        let next = if c.is_ascii_digit() {
            scan.digits(i, &mut found)
        } else if c.is_alphabetic() && !super::script::is_cjk(c) {
            english::word(&scan, i, &mut found)
        } else if super::script::is_han(c) {
            chinese::han(&scan, i, &mut found)
        } else {
            i + 1
        };
        let next = next.max(i + 1);
        if found.len() > before && before > 0 {
            complete_range(&scan, &mut found, before);
        }
        i = next;
    }
    found
        .into_iter()
        .map(|f| Number {
            range: scan.byte(f.start)..scan.byte(f.end),
            value: f.value,
            kind: f.kind,
        })
        .collect()
}

/// A number while scanning: places are in characters, and the power of ten that a word such as
/// `million` or 万 gave is kept, for ranges.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    end: usize,
    value: Value,
    kind: NumberKind,
    scale: u32,
}

impl Found {
    fn new(start: usize, end: usize, value: Value, kind: NumberKind) -> Self {
        Self {
            start,
            end,
            value,
            kind,
            scale: 0,
        }
    }

    fn decimal(start: usize, end: usize, value: Decimal, kind: NumberKind) -> Self {
        Self::new(start, end, Value::Decimal(value), kind)
    }
}

/// Whether these characters join the two ends of a range.
fn joins_range(between: &[char]) -> bool {
    let trimmed: String = between
        .iter()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    matches!(
        trimmed.as_str(),
        "-" | "–" | "—" | "——" | "~" | "～" | "to" | "至" | "到"
    )
}

/// Gives the first end of a range what only its second end says: `3–5 million`, 10至15%.
fn complete_range(scan: &Scan, found: &mut [Found], at: usize) {
    let Some((earlier, later)) = found.split_at_mut_checked(at) else {
        return;
    };
    let (Some(first), Some(second)) = (earlier.last_mut(), later.first()) else {
        return;
    };
    let (Value::Decimal(a), Value::Decimal(b)) = (first.value, second.value) else {
        return;
    };
    let between = scan.chars.get(first.end..second.start).unwrap_or_default();
    if first.kind != NumberKind::Quantity || !joins_range(between) {
        return;
    }
    if matches!(
        second.kind,
        NumberKind::Percent | NumberKind::PercentagePoint
    ) {
        first.kind = second.kind;
    } else if first.scale == 0
        && second.scale > 0
        && let Some(scaled) = a.shift(second.scale)
        && scaled < b
    {
        first.value = Value::Decimal(scaled);
    }
}

/// A text as the scanner walks it: characters, full-width forms of digits and signs folded, with
/// the byte each begins at.
#[derive(Debug)]
struct Scan {
    chars: Vec<char>,
    bytes: Vec<usize>,
}

/// A numeral in digits, without the words around it.
#[derive(Clone, Copy, Debug)]
struct Numeral {
    value: Decimal,
    end: usize,
    /// Whether it is digits only: no grouping, no decimal point.
    bare: bool,
}

impl Scan {
    fn new(text: &str) -> Self {
        let mut chars = Vec::new();
        let mut bytes = Vec::new();
        for (at, c) in text.char_indices() {
            bytes.push(at);
            chars.push(match c {
                '０'..='９' | '％' | '．' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
                '’' => '\'',
                _ => c,
            });
        }
        bytes.push(text.len());
        Self { chars, bytes }
    }

    fn get(&self, i: usize) -> Option<char> {
        self.chars.get(i).copied()
    }

    fn before(&self, i: usize) -> Option<char> {
        i.checked_sub(1).and_then(|i| self.get(i))
    }

    fn byte(&self, i: usize) -> usize {
        self.bytes
            .get(i)
            .or(self.bytes.last())
            .copied()
            .unwrap_or(0)
    }

    /// Whether the text goes on with `wanted` at `i`.
    fn starts(&self, i: usize, wanted: &str) -> bool {
        wanted
            .chars()
            .enumerate()
            .all(|(k, c)| self.get(i + k) == Some(c))
    }

    /// The place after any spaces (not line ends) from `i` on.
    fn skip_spaces(&self, mut i: usize) -> usize {
        while self.get(i) == Some(' ') {
            i += 1;
        }
        i
    }

    /// The ASCII letters from `i` on, in lower case, and where they end.
    fn letters(&self, i: usize) -> (String, usize) {
        let word: String = self
            .chars
            .iter()
            .skip(i)
            .take_while(|c| c.is_ascii_alphabetic())
            .collect();
        let end = i + word.len();
        (word.to_ascii_lowercase(), end)
    }

    fn is_digit(&self, i: usize) -> bool {
        self.get(i).is_some_and(|c| c.is_ascii_digit())
    }

    /// Where a run of digits that begins at `i` ends.
    fn digits_end(&self, mut i: usize) -> usize {
        while self.is_digit(i) {
            i += 1;
        }
        i
    }

    /// The value of digits from `start` to `end`, where it fits.
    fn small(&self, start: usize, end: usize) -> Option<u32> {
        if start == end || end - start > 9 {
            return None;
        }
        self.chars
            .get(start..end)?
            .iter()
            .try_fold(0, |n, c| Some(n * 10 + c.to_digit(10)?))
    }

    /// Whether digits from `i` on, with spaces between them, stand between Han characters.
    fn stands_in_chinese(&self, i: usize) -> bool {
        let han = |c: Option<char>| c.is_some_and(super::script::is_cjk);
        let rest = self.chars.get(i..).unwrap_or_default();
        let mut after = rest.iter().copied();
        let after = after.find(|c| !c.is_ascii_digit() && *c != ' ');
        let before = self.before(i).filter(|c| *c != ' ');
        han(after) && (han(before) || before.is_none_or(|c| !c.is_alphanumeric()))
    }

    /// The numeral in digits at `i`: `12,000`, `3.55`, `2024`.
    fn numeral(&self, i: usize) -> Option<Numeral> {
        let mut end = self.digits_end(i);
        if end == i {
            return None;
        }
        let mut digits: String = self.chars.get(i..end)?.iter().collect();
        let mut bare = true;
        if end - i <= 3 {
            // Grouped by commas, or by the spaces of ISO 80000; by common ones in Chinese, as the
            // United Nations print them, where no two numbers stand side by side.
            let chinese = || self.stands_in_chinese(i);
            while matches!(self.get(end), Some(',' | ' '))
                && self.digits_end(end + 1) == end + 4
                && (self.get(end) == Some(',')
                    || self.byte(end + 1) - self.byte(end) > 1
                    || chinese())
            {
                digits.extend(self.chars.get(end + 1..end + 4)?);
                end += 4;
                bare = false;
            }
        }
        let mut exponent = 0;
        if self.get(end) == Some('.') && self.is_digit(end + 1) {
            let fraction = self.digits_end(end + 1);
            digits.extend(self.chars.get(end + 1..fraction)?);
            exponent = -i32::try_from(fraction - end - 1).ok()?;
            end = fraction;
            bare = false;
        }
        let value = Decimal::new(digits.parse().ok()?, exponent)?;
        Some(Numeral { value, end, bare })
    }

    /// Reads what begins with a digit at `i`; gives the place to go on at.
    fn digits(&self, i: usize, found: &mut Vec<Found>) -> usize {
        if let Some(end) = self.not_a_number(i) {
            return end;
        }
        if let Some(end) = date::from_digits(self, i, found) {
            return end;
        }
        let Some(numeral) = self.numeral(i) else {
            return self.digits_end(i);
        };
        let mut end = numeral.end;
        // 1st, 22nd; the 1990s
        let (word, word_end) = self.letters(end);
        match word.as_str() {
            "st" | "nd" | "rd" | "th" if numeral.bare => {
                found.push(Found::decimal(
                    i,
                    word_end,
                    numeral.value,
                    NumberKind::Ordinal,
                ));
                return word_end;
            }
            "s" if numeral.bare && end - i == 4 => {
                found.push(Found::decimal(i, word_end, numeral.value, NumberKind::Year));
                return word_end;
            }
            _ => {}
        }
        let mut value = numeral.value;
        let mut scale = 0;
        if let Some((scaled, power, after)) = chinese::scaled(self, value, end) {
            (value, scale, end) = (scaled, power, after);
        } else if chinese::is_scaled(self, end) {
            return end;
        } else if let Some((power, after)) = english::scale(self, i, end) {
            let Some(scaled) = value.shift(power) else {
                return after;
            };
            (value, scale, end) = (scaled, power, after);
        } else if !word.is_empty() && !english::is_unit(&word) {
            // Glued to letters: 5G, 3D.
            return self.token_end(word_end);
        }
        let (kind, after) = self.percent(end);
        let is_year = kind == NumberKind::Quantity
            && numeral.bare
            && scale == 0
            && numeral.end - i == 4
            && date::is_year(self.small(i, numeral.end))
            && !english::follows_currency(self, i);
        found.push(Found {
            start: i,
            end: after,
            value: Value::Decimal(value),
            kind: if is_year { NumberKind::Year } else { kind },
            scale,
        });
        if is_year && let Some(end) = date::year_range(self, i, after, found) {
            return end;
        }
        after
    }

    /// The sign or words of percentage after a number that ends at `end`.
    fn percent(&self, end: usize) -> (NumberKind, usize) {
        let at = self.skip_spaces(end);
        if self.get(at) == Some('%') {
            return (NumberKind::Percent, at + 1);
        }
        for (words, kind) in [
            ("个百分点", NumberKind::PercentagePoint),
            ("個百分點", NumberKind::PercentagePoint),
            ("百分点", NumberKind::PercentagePoint),
        ] {
            if self.starts(at, words) {
                return (kind, at + words.chars().count());
            }
        }
        let at = if self.get(at) == Some('-') {
            at + 1
        } else {
            at
        };
        let (word, word_end) = self.letters(at);
        match word.as_str() {
            "percent" | "pct" => (NumberKind::Percent, word_end),
            "per" => match self.letters(self.skip_spaces(word_end)) {
                (cent, cent_end) if cent == "cent" => (NumberKind::Percent, cent_end),
                _ => (NumberKind::Quantity, end),
            },
            "percentage" => {
                let dashed = word_end + usize::from(self.get(word_end) == Some('-'));
                match self.letters(self.skip_spaces(dashed)) {
                    (point, point_end) if point == "point" || point == "points" => {
                        (NumberKind::PercentagePoint, point_end)
                    }
                    _ => (NumberKind::Quantity, end),
                }
            }
            _ => (NumberKind::Quantity, end),
        }
    }

    /// Digits that name a version, a section, a fraction or an ambiguous date: where they end.
    fn not_a_number(&self, i: usize) -> Option<usize> {
        let end = self.digits_end(i);
        let slashed = self.get(end) == Some('/') && self.is_digit(end + 1);
        let dotted = self.get(end) == Some('.') && {
            let second = self.digits_end(end + 1);
            second > end + 1 && self.get(second) == Some('.') && self.is_digit(second + 1)
        };
        (slashed || dotted).then(|| {
            let mut end = end;
            while matches!(self.get(end), Some('/' | '.' | ',')) && self.is_digit(end + 1) {
                end = self.digits_end(end + 1);
            }
            end
        })
    }

    /// Where a token of letters and digits ends, with digits after a hyphen or a point.
    fn token_end(&self, mut i: usize) -> usize {
        loop {
            match self.get(i) {
                Some(c) if c.is_ascii_alphanumeric() => i += 1,
                Some('-' | '.') if self.is_digit(i + 1) => i += 1,
                _ => return i,
            }
        }
    }
}

#[cfg(test)]
mod tests;
