//! Writing another number as one is written: 1.2万 with the value of `15,000` is 1.5万.

use super::english::MONTHS;
use super::{Date, Decimal, Number, Value};

/// The most places after the point that a number has before 万, million and the like.
const PLACES: usize = 2;

/// The value of `new`, in the form in which a text writes `old`: grouped, scaled, padded, with
/// the sign of percentage or the words of a date that it has. `form` is how `old` stands there,
/// `model` how `new` stands in its own text, which decides what the form leaves open (the
/// grouping of a number that grows to four digits, a zero at the end of its fraction).
///
/// `None` where the value cannot be written so exactly, or only in a way that nobody would write:
/// 9千 as 0.9万, 3.55 million as 3550000. The form must be in digits; what comes out says the
/// value, which a caller can prove with [`super::numbers`].
#[must_use]
pub fn written_like(form: &str, old: &Number, new: &Number, model: &str) -> Option<String> {
    match (old.value, new.value) {
        (Value::Decimal(old), Value::Decimal(new)) => decimal(form, old, new, model),
        (Value::Date(_), Value::Date(new)) => date(form, new),
        (Value::Time { hour, minute }, Value::Time { hour: h, minute: m }) => {
            time(form, (hour, minute), (h, m))
        }
        _ => None,
    }
}

/// A digit in either width as an ASCII one.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        _ => None,
    }
}

/// A numeral in digits and what stands round it.
struct Numeral<'a> {
    before: &'a str,
    digits: &'a str,
    after: &'a str,
}

impl<'a> Numeral<'a> {
    /// The only numeral of a text; `None` where it has none, or several as 1亿2000万 has.
    fn only(text: &'a str) -> Option<Self> {
        let start = text.find(|c| digit(c).is_some())?;
        let mut end = start;
        let rest = text.get(start..)?;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let parts = matches!(c, ',' | '.' | '．' | '\u{a0}' | '\u{202f}' | '\u{2009}')
                && next.is_some_and(|next| digit(next).is_some());
            if digit(c).is_none() && !parts {
                break;
            }
            end = start + at + c.len_utf8();
        }
        let numeral = Self {
            before: text.get(..start)?,
            digits: text.get(start..end)?,
            after: text.get(end..)?,
        };
        (!numeral.after.contains(|c| digit(c).is_some())).then_some(numeral)
    }

    /// The digits before the point, in ASCII.
    fn whole(&self) -> String {
        let whole = self.digits.split(['.', '．']).next().unwrap_or_default();
        whole.chars().filter_map(digit).collect()
    }

    /// The digits after the point, in ASCII.
    fn fraction(&self) -> String {
        let fraction = self.digits.split(['.', '．']).nth(1).unwrap_or_default();
        fraction.chars().filter_map(digit).collect()
    }

    /// What parts its groups of three.
    fn separator(&self) -> Option<char> {
        let mut chars = self.digits.chars();
        chars.find(|c| digit(*c).is_none() && !matches!(c, '.' | '．'))
    }

    fn value(&self) -> Option<Decimal> {
        let (whole, fraction) = (self.whole(), self.fraction());
        let mantissa = [whole.as_str(), &fraction].concat().parse().ok()?;
        Decimal::new(mantissa, -i32::try_from(fraction.len()).ok()?)
    }

    /// The power of ten that the words round it give it: 4 where it is 1.2 and `value` 12,000.
    fn power(&self, value: Decimal) -> Option<u32> {
        let numeral = self.value()?;
        (0..=16).find(|power| numeral.shift(*power) == Some(value))
    }
}

fn decimal(form: &str, old: Decimal, new: Decimal, model: &str) -> Option<String> {
    let numeral = Numeral::only(form)?;
    let power = numeral.power(old)?;
    let model = Numeral::only(model);
    let model_power = model.as_ref().and_then(|model| model.power(new));
    let (mantissa, exponent) = new.parts();
    let scaled = Decimal::new(mantissa, exponent - i32::try_from(power).ok()?)?;
    let one = Decimal::from(1);
    let unnatural = power > 0 && scaled < one && numeral.value()? >= one
        // `1.5 million` for a number that was 900.
        || power == 0 && model_power.is_some_and(|model| model > 0);
    if unnatural {
        return None;
    }
    let plain = scaled.to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let as_modelled = model
        .as_ref()
        .filter(|_| model_power == Some(power))
        .map(Numeral::fraction);
    let fraction = as_modelled.unwrap_or_else(|| fraction.to_owned());
    if power > 0 && fraction.len() > PLACES.max(numeral.fraction().len()) {
        return None;
    }
    let old_whole = numeral.whole();
    let separator = match numeral.separator() {
        Some(separator) => Some(separator),
        None if old_whole.len() < 4 => model
            .and_then(|model| model.separator())
            .filter(|_| whole.len() >= 4),
        None => None,
    };
    let mut written = if old_whole.len() > 1 && old_whole.starts_with('0') {
        format!("{whole:0>width$}", width = old_whole.len())
    } else {
        grouped(whole, separator)
    };
    if !fraction.is_empty() {
        written.push('.');
        written.push_str(&fraction);
    }
    if numeral.digits.contains(|c| ('０'..='９').contains(&c)) {
        written = written.chars().map(full_width).collect();
    }
    let ordinal = matches!(numeral.after, "st" | "nd" | "rd" | "th");
    let after = if ordinal {
        ordinal_ending(whole)
    } else {
        numeral.after
    };
    Some([numeral.before, &written, after].concat())
}

fn full_width(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        '.' => '．',
        _ => c,
    }
}

/// Digits in groups of three.
fn grouped(whole: &str, separator: Option<char>) -> String {
    let Some(separator) = separator else {
        return whole.to_owned();
    };
    let mut out = String::new();
    for (nth, c) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

/// What an English ordinal ends in: `1st`, `12th`, `22nd`.
fn ordinal_ending(digits: &str) -> &'static str {
    let teen = digits.len() > 1 && digits.as_bytes().get(digits.len() - 2) == Some(&b'1');
    match digits.as_bytes().last() {
        Some(b'1') if !teen => "st",
        Some(b'2') if !teen => "nd",
        Some(b'3') if !teen => "rd",
        _ => "th",
    }
}

/// Writes the digits of a form anew: `write` gets each run of them, in ASCII, and what stands
/// after it.
fn rewrite(form: &str, mut write: impl FnMut(&str, &str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = form;
    while let Some(start) = rest.find(|c| digit(c).is_some()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| digit(c).is_none()).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        let ascii: String = run.chars().filter_map(digit).collect();
        out.push_str(before);
        let written = write(&ascii, after)?;
        if ascii == run {
            out.push_str(&written);
        } else {
            out.extend(written.chars().map(full_width));
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// A number with as many digits as `old` has, where that begins with a zero.
fn padded(n: impl std::fmt::Display, old: &str) -> String {
    let width = if old.starts_with('0') { old.len() } else { 0 };
    format!("{n:0>width$}")
}

fn date(form: &str, new: Date) -> Option<String> {
    let named = with_month(form, new.month)?;
    let iso = named.matches('-').count() == 2 && !named.contains(char::is_alphabetic);
    let mut runs = named.split(|c| digit(c).is_none());
    let two_digits = iso || runs.any(|run| run.starts_with(['0', '０']));
    let two = |n: u8| {
        if two_digits {
            format!("{n:02}")
        } else {
            n.to_string()
        }
    };
    let mut nth = 0;
    let mut ordinal = None;
    let written = rewrite(&named, |run, after| {
        nth += 1;
        let mark = after.trim_start().chars().next();
        let month = mark == Some('月') || iso && nth == 2;
        let year = mark == Some('年') || run.len() == 4;
        if year {
            return Some(new.year?.to_string());
        }
        if month {
            return Some(two(new.month));
        }
        let day = two(new.day?);
        let ending = after.get(..2);
        if let Some(ending @ ("st" | "nd" | "rd" | "th")) = ending {
            ordinal = Some([run, ending].concat());
        }
        Some(day)
    })?;
    let Some(old) = ordinal else {
        return Some(written);
    };
    let day = new.day?.to_string();
    let ending = old.get(old.len() - 2..)?;
    let new_day = [day.as_str(), ordinal_ending(&day)].concat();
    Some(written.replacen(&[day.as_str(), ending].concat(), &new_day, 1))
}

/// A date with its English month, where it has one, made another: a name stays a name, an
/// abbreviation one.
fn with_month(form: &str, month: u8) -> Option<String> {
    let Some(start) = form.find(|c: char| c.is_ascii_uppercase()) else {
        return Some(form.to_owned());
    };
    let (before, from) = form.split_at(start);
    let end = from
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(from.len());
    let (word, after) = from.split_at(end);
    let name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
    let capital = |name: &str| {
        let (first, rest) = name.split_at(1);
        [&first.to_ascii_uppercase(), rest].concat()
    };
    if MONTHS.contains(&word.to_ascii_lowercase().as_str()) {
        return Some([before, &capital(name), after].concat());
    }
    let short = name.get(..3)?;
    // May is no abbreviation.
    let after = match after.strip_prefix('.') {
        Some(rest) if short == *name => rest,
        _ => after,
    };
    Some([before, &capital(short), after].concat())
}

/// A time in the form of another, in the same half of the day where the form counts to twelve.
fn time(form: &str, old: (u8, u8), new: (u8, u8)) -> Option<String> {
    let mut nth = 0;
    let mut has_minute = false;
    let written = rewrite(form, |run, _| {
        nth += 1;
        match nth {
            1 => {
                let later = old.0.checked_sub(run.parse().ok()?)?;
                let hour = new.0.checked_sub(later)?;
                (later == 0 || hour <= 12).then(|| padded(hour, run))
            }
            2 => {
                has_minute = true;
                Some(format!("{:02}", new.1))
            }
            _ => None,
        }
    })?;
    (has_minute || old.1 == new.1).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::super::numbers;
    use super::*;

    /// The last number of `new` in the form of the last of `old`, read again for proof.
    fn like(old: &str, new: &str) -> Option<String> {
        let last = |text: &str| numbers(text).pop().unwrap();
        let (number, wanted) = (last(old), last(new));
        let model = &new[wanted.range.clone()];
        let form = &old[number.range.clone()];
        let written = written_like(form, &number, &wanted, model)?;
        let (before, after) = (&old[..number.range.start], &old[number.range.end..]);
        let whole = [before, &written, after].concat();
        let read = last(&whole);
        assert_eq!(
            (read.value, read.kind),
            (wanted.value, wanted.kind),
            "{whole}"
        );
        Some(whole)
    }

    #[test]
    fn counts_keep_their_grouping_their_scale_and_their_width() {
        for (old, new, whole) in [
            ("12,000家企业", "15,340", Some("15,340家企业")),
            ("12000家企业", "15,000", Some("15000家企业")),
            ("1.2万家企业", "15,000", Some("1.5万家企业")),
            ("1.2万多家企业", "over 40,000", Some("4万多家企业")),
            ("355万件", "4.1 million", Some("410万件")),
            ("900家", "1,200", Some("1,200家")),
            ("900家", "1200", Some("1200家")),
            ("５０家", "60", Some("６０家")),
            ("3.5%", "4.50 %", Some("4.50%")),
            ("百分之12", "15%", Some("百分之15")),
            (
                "about $3.2 billion",
                "4.5 billion",
                Some("about $4.5 billion"),
            ),
            ("3 million", "450万", Some("4.5 million")),
            ("the 21st", "the 22nd", Some("the 22nd")),
            ("the 3rd", "第13届", Some("the 13th")),
            ("第3届", "the 4th", Some("第4届")),
            ("2023年", "2024", Some("2024年")),
            // Nobody writes so.
            ("1.2万家", "900", None),
            ("1.2万家", "15,343", None),
            ("900家", "1.5 million", None),
            ("1亿2000万", "300 million", None),
            ("十二家", "15", None),
        ] {
            assert_eq!(like(old, new).as_deref(), whole, "{old} {new}");
        }
    }

    #[test]
    fn dates_and_times_keep_their_form() {
        for (old, new, whole) in [
            ("2024年9月14日", "October 3, 2025", Some("2025年10月3日")),
            ("于9月14日", "on October 3", Some("于10月3日")),
            (
                "2024 年 9 月 14 日",
                "3 October 2025",
                Some("2025 年 10 月 3 日"),
            ),
            ("2024年09月14日", "3 October 2025", Some("2025年10月03日")),
            ("2024-09-14", "2025年1月3日", Some("2025-01-03")),
            ("September 14, 2024", "2025年5月3日", Some("May 3, 2025")),
            ("Sept. 14", "5月3日", Some("May 3")),
            ("Sept. 14", "10月3日", Some("Oct. 3")),
            ("14th September 2024", "2025年5月3日", Some("3rd May 2025")),
            ("2024年9月", "May 2025", Some("2025年5月")),
            ("下午3时30分", "4:15 p.m.", Some("下午4时15分")),
            ("15:30", "9:05 a.m.", Some("9:05")),
            ("9月14日", "September", None),
            ("下午3点半", "4:15 p.m.", None),
            ("下午3点半", "9:30 a.m.", None),
        ] {
            assert_eq!(like(old, new).as_deref(), whole, "{old} {new}");
        }
    }
}
