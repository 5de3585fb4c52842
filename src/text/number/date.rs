//! Dates, years and times of day.

use super::decimal::Decimal;
use super::{Found, NumberKind, Scan, Value, chinese, english, joins_range};

/// A date as far as the text says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, where said.
    pub year: Option<u16>,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31, where said.
    pub day: Option<u8>,
}

/// Whether a number without separators is read as a year. The range keeps most counts out.
pub(super) fn is_year(n: Option<u32>) -> bool {
    n.is_some_and(|n| (1500..2100).contains(&n))
}

fn day(n: Option<u32>) -> Option<u8> {
    n.filter(|n| (1..=31).contains(n))
        .and_then(|n| u8::try_from(n).ok())
}

fn push_date(
    found: &mut Vec<Found>,
    (start, end): (usize, usize),
    year: Option<u16>,
    month: u8,
    day: Option<u8>,
) {
    let value = Value::Date(Date { year, month, day });
    found.push(Found::new(start, end, value, NumberKind::Date));
}

/// Dates and times that begin with a digit: `2024-09-14`, 2024年9月14日, `14 September 2024`,
/// `15:30`.
pub(super) fn from_digits(scan: &Scan, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    iso(scan, i, found)
        .or_else(|| clock(scan, i, found))
        .or_else(|| day_first(scan, i, found))
        .or_else(|| chinese(scan, i, found))
}

/// ISO 8601: `2024-09-14`.
fn iso(scan: &Scan, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let dashes = scan.digits_end(i) == i + 4
        && scan.get(i + 4) == Some('-')
        && scan.digits_end(i + 5) == i + 7
        && scan.get(i + 7) == Some('-')
        && scan.digits_end(i + 8) == i + 10;
    if !dashes {
        return None;
    }
    let year = u16::try_from(scan.small(i, i + 4)?).ok()?;
    let month = scan.small(i + 5, i + 7).filter(|m| (1..=12).contains(m))?;
    let day = day(scan.small(i + 8, i + 10))?;
    let month = u8::try_from(month).ok()?;
    push_date(found, (i, i + 10), Some(year), month, Some(day));
    Some(i + 10)
}

/// What stands after a time in four digits: `0930 GMT`.
const CLOCKS: &[&str] = &["GMT", "UTC", "local time"];

/// `15:30`, `3:30 p.m.`, `3.30 p.m.`, `3 p.m.`, `0930 GMT`
fn clock(scan: &Scan, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let hours_end = scan.digits_end(i);
    let zone = scan.skip_spaces(hours_end);
    if hours_end == i + 4 && CLOCKS.iter().any(|clock| scan.starts(zone, clock)) {
        let (hour, minute) = (scan.small(i, i + 2)?, scan.small(i + 2, hours_end)?);
        push_time(found, i, hours_end, hour, minute);
        return Some(hours_end);
    }
    let hour = scan.small(i, hours_end).filter(|h| *h <= 24)?;
    let mut end = hours_end;
    let mut minute = 0;
    if matches!(scan.get(end), Some(':' | '：')) && scan.digits_end(end + 1) == end + 3 {
        minute = scan.small(end + 1, end + 3).filter(|m| *m < 60)?;
        end += 3;
    }
    // A point parts hours and minutes only where the half of the day says that they are some.
    let pointed =
        (end == hours_end && scan.get(end) == Some('.') && scan.digits_end(end + 1) == end + 3)
            .then(|| scan.small(end + 1, end + 3).filter(|m| *m < 60))
            .flatten();
    if let Some(minutes) = pointed {
        minute = minutes;
        end += 3;
    }
    let at = scan.skip_spaces(end);
    let half = [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)]
        .into_iter()
        .flat_map(|(word, add)| [(word.to_owned(), add), (word.to_ascii_uppercase(), add)])
        .find(|(word, _)| {
            scan.starts(at, word)
                && !scan
                    .get(at + word.len())
                    .is_some_and(|c| c.is_alphanumeric())
        });
    let hour = match half {
        Some((word, add)) if hour <= 12 => {
            end = at + word.len();
            hour % 12 + add
        }
        _ if end == hours_end || pointed.is_some() => return None,
        _ => chinese::afternoon(scan, i, hour),
    };
    push_time(found, i, end, hour, minute);
    Some(end)
}

fn push_time(found: &mut Vec<Found>, start: usize, end: usize, hour: u32, minute: u32) {
    if let (Ok(hour), Ok(minute)) = (u8::try_from(hour), u8::try_from(minute))
        && hour <= 24
        && minute < 60
    {
        let value = Value::Time { hour, minute };
        found.push(Found::new(start, end, value, NumberKind::Time));
    }
}

/// The day at `i` with its ordinal ending, if any: `14`, `14th`.
fn english_day(scan: &Scan, i: usize) -> Option<(u8, usize)> {
    let end = scan.digits_end(i);
    let day = day(scan.small(i, end))?;
    let (suffix, suffix_end) = scan.letters(end);
    match suffix.as_str() {
        "" => Some((day, end)),
        "st" | "nd" | "rd" | "th" => Some((day, suffix_end)),
        _ => None,
    }
}

/// The second day of a range after `i`: `–13`, ` to 13`.
fn range_day(scan: &Scan, i: usize) -> Option<(usize, u8, usize)> {
    let start = (i..i + 8).find(|k| scan.is_digit(*k))?;
    joins_range(scan.chars.get(i..start)?).then_some(())?;
    let (day, end) = english_day(scan, start)?;
    Some((start, day, end))
}

/// The year after a date that ends at `i`: `, 2024`, ` 2024`.
fn english_year(scan: &Scan, i: usize) -> Option<(u16, usize)> {
    let comma = i + usize::from(scan.get(i) == Some(','));
    let at = scan.skip_spaces(comma);
    let end = scan.digits_end(at);
    let grouped = scan.get(end) == Some(',') && scan.digits_end(end + 1) == end + 4;
    let year = scan.small(at, end);
    if at == i
        || end - at != 4
        || grouped
        || !is_year(year)
        || english::scale(scan, at, end).is_some()
    {
        return None;
    }
    Some((u16::try_from(year?).ok()?, end))
}

/// `14 September 2024`, `11–13 September`.
fn day_first(scan: &Scan, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (first, first_end) = english_day(scan, i)?;
    let second = range_day(scan, first_end);
    let days_end = second.map_or(first_end, |(_, _, end)| end);
    let mut at = scan.skip_spaces(days_end);
    // 15th day of June: as deeds have it.
    for word in ["day ", "of "] {
        if scan.starts(at, word) {
            at += word.len();
        }
    }
    if at == days_end {
        return None;
    }
    let (month, month_end) = english::month(scan, at)?;
    let (year, end) =
        english_year(scan, month_end).map_or((None, month_end), |(y, e)| (Some(y), e));
    match second {
        Some((start, day, _)) => {
            push_date(found, (i, first_end), year, month, Some(first));
            push_date(found, (start, end), year, month, Some(day));
        }
        None => push_date(found, (i, end), year, month, Some(first)),
    }
    Some(end)
}

/// `September 14, 2024`, `Sept. 11–13`, `September 2024`; the month's name alone where it cannot
/// be another word.
pub(super) fn month_first(scan: &Scan, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (month, month_end) = english::month(scan, i)?;
    let at = scan.skip_spaces(month_end);
    if at > month_end
        && let Some((first, first_end)) = english_day(scan, at)
        && english::scale(scan, at, first_end).is_none()
    {
        let second = range_day(scan, first_end);
        let days_end = second.map_or(first_end, |(_, _, end)| end);
        let (year, end) =
            english_year(scan, days_end).map_or((None, days_end), |(y, e)| (Some(y), e));
        match second {
            Some((start, day, _)) => {
                push_date(found, (i, first_end), year, month, Some(first));
                push_date(found, (start, end), year, month, Some(day));
            }
            None => push_date(found, (i, end), year, month, Some(first)),
        }
        return Some(end);
    }
    if let Some((year, end)) = english_year(scan, month_end) {
        push_date(found, (i, end), Some(year), month, None);
        return Some(end);
    }
    english::is_month_alone(scan, i, month_end).then(|| {
        push_date(found, (i, month_end), None, month, None);
        month_end
    })
}

/// `2021–25`: the second year of a range whose first, at `start`, ends at `end`.
pub(super) fn year_range(
    scan: &Scan,
    start: usize,
    end: usize,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let first = scan.small(start, end)?;
    let at = (end..end + 3).find(|k| scan.is_digit(*k))?;
    let last = scan.digits_end(at);
    let short = scan.small(at, last)?;
    let second = first - first % 100 + short;
    let is_range = joins_range(scan.chars.get(end..at)?) && last == at + 2 && second > first;
    let goes_on = scan
        .get(last)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '月' | '%' | '-'));
    if !is_range || goes_on {
        return None;
    }
    let last = last + usize::from(scan.get(last) == Some('年'));
    found.push(Found::decimal(at, last, second.into(), NumberKind::Year));
    Some(last)
}

/// A whole number at `i`, in digits or in Han numerals.
fn whole(scan: &Scan, i: usize) -> Option<(u32, usize)> {
    let end = scan.digits_end(i);
    if end > i {
        return Some((scan.small(i, end)?, end));
    }
    let (value, end) = chinese::numeral(scan, i)?;
    Some((u32::try_from(value.integer()?).ok()?, end))
}

/// 2024年9月14日, 9月11日至13日, 2024年, 20世纪90年代, 15时30分.
pub(super) fn chinese(scan: &Scan, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (first, first_end) = whole(scan, i)?;
    // Software and older text set spaces round digits: 2024 年 9 月 14 日.
    let mark = scan.skip_spaces(first_end);
    match scan.get(mark)? {
        '世' if matches!(scan.get(mark + 1), Some('纪' | '紀')) => {
            if scan.get(mark + 2) == Some('初') && first > 0 {
                // 21世纪初: the early 2000s.
                let year = Decimal::from(first.checked_sub(1)?.checked_mul(100)?);
                found.push(Found::decimal(i, mark + 3, year, NumberKind::Year));
                return Some(mark + 3);
            }
            let (decade, end) = whole(scan, scan.skip_spaces(mark + 2))?;
            let end = scan.skip_spaces(end);
            if !scan.starts(end, "年代") || first == 0 || decade >= 100 {
                return None;
            }
            let year = first
                .checked_sub(1)?
                .checked_mul(100)?
                .checked_add(decade)?;
            found.push(Found::decimal(i, end + 2, year.into(), NumberKind::Year));
            Some(end + 2)
        }
        '年' if scan.get(mark + 1) == Some('代') => {
            let year = match first {
                10..=90 if first % 10 == 0 => 1900 + first,
                1500..=2099 => first,
                _ => return None,
            };
            found.push(Found::decimal(i, mark + 2, year.into(), NumberKind::Year));
            Some(mark + 2)
        }
        '年' if (1000..2200).contains(&first) => {
            let year = u16::try_from(first).ok()?;
            let month_start = scan.skip_spaces(mark + 1);
            if let Some(end) = month_and_day(scan, (i, month_start), Some(year), found) {
                return Some(end);
            }
            found.push(Found::decimal(i, mark + 1, first.into(), NumberKind::Year));
            Some(mark + 1)
        }
        '月' => month_and_day(scan, (i, i), None, found),
        '时' | '時' | '点' | '點' => time(scan, i, first, mark, found),
        c => {
            // 2021至2025年: the first year goes without its 年.
            let to = mark + usize::from(c == '—' && scan.get(mark + 1) == Some('—'));
            let is_range =
                (1500..2100).contains(&first) && matches!(c, '至' | '到' | '—' | '–' | '-' | '～');
            let (second, second_end) = is_range.then(|| whole(scan, to + 1)).flatten()?;
            if !(first..2200).contains(&second) || scan.get(second_end) != Some('年') {
                return None;
            }
            found.push(Found::decimal(i, first_end, first.into(), NumberKind::Year));
            Some(to + 1)
        }
    }
}

/// The month at the second place of `at`, with its day and a second day of a range; what is found
/// begins at the first.
fn month_and_day(
    scan: &Scan,
    at: (usize, usize),
    year: Option<u16>,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let (month, month_end) = whole(scan, at.1)?;
    let mark = scan.skip_spaces(month_end);
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    if scan.get(mark) != Some('月') {
        return None;
    }
    let after = mark + 1;
    let first = chinese_day(scan, scan.skip_spaces(after));
    let Some((first, mut end, whole_day)) = first else {
        push_date(found, (at.0, after), year, month, None);
        return Some(after);
    };
    let second = scan
        .get(end)
        .filter(|c| matches!(c, '至' | '到' | '—' | '–' | '-' | '～' | '~' | '、'))
        .map(|c| end + 1 + usize::from(c == '—' && scan.get(end + 1) == Some('—')))
        .map(|start| scan.skip_spaces(start))
        .and_then(|start| Some((start, chinese_day(scan, start)?)))
        .filter(|(_, (_, _, whole_day))| *whole_day);
    if !whole_day && second.is_none() {
        push_date(found, (at.0, after), year, month, None);
        return Some(after);
    }
    push_date(found, (at.0, end), year, month, Some(first));
    if let Some((start, (day, second_end, _))) = second {
        push_date(found, (start, second_end), year, month, Some(day));
        end = second_end;
    }
    Some(end)
}

/// The day at `i`, where it ends, and whether 日 or 号 stands after it.
fn chinese_day(scan: &Scan, i: usize) -> Option<(u8, usize, bool)> {
    let (n, end) = whole(scan, i)?;
    let day = day(Some(n))?;
    let mark = scan.skip_spaces(end);
    let marked = matches!(scan.get(mark), Some('日' | '号' | '號'));
    Some((day, if marked { mark + 1 } else { end }, marked))
}

/// 15时30分, 下午3点半. 点 alone may also count points, so it needs a sign of time beside it.
fn time(scan: &Scan, i: usize, hour: u32, mark: usize, found: &mut Vec<Found>) -> Option<usize> {
    let mut end = mark + 1;
    let mut minute = 0;
    let hour_of_day = chinese::afternoon(scan, i, hour);
    // 一时 is a while, and what is 为0时 is so when it is nought.
    let while_or_when = scan.before(i) == Some('为')
        || i > 0 && scan.get(i - 1) == Some(' ') && scan.before(i - 1) == Some('为')
        || mark == i + 1 && scan.get(i) == Some('一');
    let mut certain = chinese::after_part_of_day(scan, i)
        || matches!(scan.get(mark)?, '时' | '時') && !while_or_when;
    if scan.get(end) == Some('半') {
        (minute, end, certain) = (30, end + 1, true);
    } else if matches!(scan.get(end), Some('整' | '钟' | '鐘')) {
        (end, certain) = (end + 1, true);
    } else if let Some((n, n_end)) = whole(scan, end)
        && scan.get(n_end) == Some('分')
    {
        (minute, end, certain) = (n, n_end + 1, true);
    }
    if !certain || hour > 24 || minute > 59 {
        return None;
    }
    push_time(found, i, end, hour_of_day, minute);
    Some(end)
}

/// A year as a number.
pub(super) fn year_value(scan: &Scan, start: usize, end: usize) -> Option<Decimal> {
    scan.small(start, end)
        .filter(|n| is_year(Some(*n)))
        .map(Decimal::from)
}
