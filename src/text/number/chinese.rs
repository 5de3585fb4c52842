//! Numbers in Chinese characters.

use super::date;
use super::decimal::Decimal;
use super::{Found, NumberKind, Scan};

/// Strings with a numeral in them that counts nothing: idioms, names, set phrases.
#[rustfmt::skip]
const IDIOMS: &[&str] = &[
    "两会", "兩會", "两岸", "两性", "十分", "十足", "十字", "三农", "四川", "三亚", "三明", "三星", "三峡", "九江", "五矿", "百度", "万达",
    "万科", "千方百计", "千万别", "万一", "双十一", "七夕", "八卦", "四处", "四周", "再三", "三番", "五四", "六一", "九一八", "三角", "四季",
    "五官", "三三两两", "七上八下", "乱七八糟", "五花八门", "四面八方", "不三不四", "丢三落四", "三心二意", "接二连三", "独一无二", "说一不二", "五颜六色",
    "四通八达", "三思", "二手", "二战", "二氧化", "二进制", "十进制", "十全十美", "两极", "三军", "四大皆空", "千千万万", "成千上万", "亿万", "万物",
    "万象", "万能", "万岁", "千里", "百姓", "百货", "百科", "百合", "老百姓", "八路军", "五金", "两难", "两侧", "三明治",
];

/// What one of them begins with, where that is no numeral: few characters are looked up.
const LEADS: &str = "不丢乱再双成接独老说";

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '兩' | '贰' | '貳' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a unit.
fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some()
}

/// Words that make a number vague without changing it: 一千多万, 20余万.
fn is_vague(c: char) -> bool {
    matches!(c, '多' | '余' | '餘' | '来' | '來')
}

/// The units after digits: 1.2万, 3千万, 20余万, 1亿2000万. Gives the value, the last power of ten
/// and where it ends.
pub(super) fn scaled(scan: &Scan, value: Decimal, end: usize) -> Option<(Decimal, u32, usize)> {
    let mut at = scan.skip_spaces(end);
    if scan.get(at).is_some_and(is_vague) {
        at += 1;
    }
    // 5百分点 and 3十 are no numbers of this kind, and 12千克 are twelve.
    if scan.starts(at, "百分") || is_thousandfold(scan, at) {
        return None;
    }
    let mut power = 0;
    while let Some(p) = scan.get(at).and_then(unit) {
        power += p;
        at += 1;
    }
    if power == 0 {
        return None;
    }
    let mut total = value.shift(power)?;
    let lesser = scan
        .numeral(at)
        .map(|n| (n.value, n.end))
        .or_else(|| numeral(scan, at));
    if let Some((rest, rest_end)) = lesser {
        let (rest, rest_end) = match scaled(scan, rest, rest_end) {
            Some((rest, _, rest_end)) => (rest, rest_end),
            None => (rest, rest_end),
        };
        if Decimal::from(1)
            .shift(power)
            .is_some_and(|unit| rest < unit)
        {
            total = total.plus(rest)?;
            at = rest_end;
        }
    }
    Some((total, power, at))
}

/// Whether a unit stands after digits that end at `end`.
pub(super) fn is_scaled(scan: &Scan, end: usize) -> bool {
    scan.get(end).and_then(unit).is_some()
        && !scan.starts(end, "百分")
        && !is_thousandfold(scan, end)
}

/// Whether a 千 belongs to the unit of measurement that it begins: 千克, 千米, 千瓦.
fn is_thousandfold(scan: &Scan, at: usize) -> bool {
    scan.get(at) == Some('千')
        && (scan
            .get(at + 1)
            .is_some_and(|c| "克米瓦卡帕赫焦伏".contains(c))
            || scan.starts(at, "千字节"))
}

/// The numeral in Han characters at `i`, and where it ends.
pub(super) fn numeral(scan: &Scan, i: usize) -> Option<(Decimal, usize)> {
    let mut end = i;
    while scan.get(end).is_some_and(is_numeral) {
        end += 1;
    }
    let run = scan.chars.get(i..end)?;
    let has_unit = run.iter().any(|c| unit(*c).is_some());
    if run.is_empty() {
        return None;
    }
    if !has_unit {
        let zero = run.iter().any(|c| digit(*c) == Some(0));
        // 七八 is "seven or eight"; 二〇二四 and 一九四九 are read digit by digit.
        if run.len() > 9 || (2..4).contains(&run.len()) && !zero {
            return None;
        }
        let mut value = Decimal::from(run.iter().try_fold(0, |n, c| Some(n * 10 + digit(*c)?))?);
        // 三点五
        if run.len() == 1 && matches!(scan.get(end), Some('点' | '點')) {
            let mut last = end + 1;
            while scan.get(last).and_then(digit).is_some() {
                last += 1;
            }
            let places = last - end - 1;
            let is_time = scan
                .get(last)
                .is_some_and(|c| unit(c) == Some(1) || c == '分');
            if (1..=9).contains(&places) && !is_time {
                let fraction = scan.chars.get(end + 1..last)?;
                let n = fraction
                    .iter()
                    .try_fold(0, |n, c| Some(n * 10 + digit(*c)?))?;
                let exponent = -i32::try_from(places).ok()?;
                value = value.plus(Decimal::new(i128::from(n), exponent)?)?;
                end = last;
            }
        }
        return Some((value, end));
    }
    structured(run).map(|value| (value, end))
}

/// 三百五十五万: digits with units.
fn structured(run: &[char]) -> Option<Decimal> {
    let mut total: i128 = 0;
    let mut section: i128 = 0;
    let mut pending: Option<i128> = None;
    let mut last_unit = 0;
    let mut after_zero = false;
    for c in run {
        if let Some(d) = digit(*c) {
            if pending.is_some() {
                return None;
            }
            if d == 0 {
                after_zero = true;
            } else {
                pending = Some(d.into());
            }
            continue;
        }
        let power = unit(*c)?;
        if power >= 4 {
            section += pending.take().unwrap_or(0);
            if section == 0 {
                if total == 0 {
                    // 万 alone is an idiom's.
                    return None;
                }
                total = total.checked_mul(10_i128.pow(power))?;
            } else if power == 8 {
                total = (total.checked_add(section)?).checked_mul(10_i128.pow(power))?;
            } else {
                total = total.checked_add(section.checked_mul(10_i128.pow(power))?)?;
            }
            section = 0;
        } else {
            let digit = match pending.take() {
                Some(d) => d,
                None if power == 1 => 1,
                None => return None,
            };
            section = section.checked_add(digit * 10_i128.pow(power))?;
        }
        last_unit = power;
        after_zero = false;
    }
    if let Some(d) = pending {
        // 一百五 is 150, 一百零五 is 105.
        let short = last_unit >= 2 && !after_zero;
        section = section.checked_add(if short {
            d.checked_mul(10_i128.pow(last_unit - 1))?
        } else {
            d
        })?;
    }
    Decimal::new(total.checked_add(section)?, 0)
}

/// Whether a part of the day stands before `i`: 上午, 下午, 晚上.
pub(super) fn after_part_of_day(scan: &Scan, i: usize) -> bool {
    ["上午", "下午", "晚上", "中午", "凌晨", "早上", "傍晚"]
        .iter()
        .any(|w| stands_before(scan, i, w))
}

/// Whether a word of two characters stands before `i`, be it with a space.
fn stands_before(scan: &Scan, i: usize, word: &str) -> bool {
    let i = i - usize::from(scan.before(i) == Some(' '));
    i >= 2 && scan.starts(i - 2, word)
}

/// The hour of the day of an hour that stands at `i`, by the part of the day before it.
pub(super) fn afternoon(scan: &Scan, i: usize, hour: u32) -> u32 {
    let later = ["下午", "晚上", "傍晚"]
        .iter()
        .any(|w| stands_before(scan, i, w));
    if later && hour < 12 { hour + 12 } else { hour }
}

/// Reads what begins with a Han character at `i`; gives the place to go on at.
pub(super) fn han(scan: &Scan, i: usize, found: &mut Vec<Found>) -> usize {
    if scan.starts(i, "百分之") {
        let at = i + 3;
        let value = scan
            .numeral(at)
            .map(|n| (n.value, n.end))
            .or_else(|| numeral(scan, at))
            .or_else(|| {
                // 百分之百
                (scan.get(at).and_then(unit) == Some(2)).then(|| (Decimal::from(100), at + 1))
            });
        return match value {
            Some((value, end)) => {
                found.push(Found::decimal(i, end, value, NumberKind::Percent));
                end
            }
            None => at,
        };
    }
    if scan.get(i) == Some('第') {
        let at = scan.skip_spaces(i + 1);
        // 第70/1号决议, 第62/123,456号申请.
        if let Some(end) = scan.not_a_number(at) {
            return end;
        }
        let value = scan
            .numeral(at)
            .filter(|n| n.bare)
            .map(|n| (n.value, n.end))
            .or_else(|| numeral(scan, at));
        return match value {
            Some((value, end)) => {
                found.push(Found::decimal(i, end, value, NumberKind::Ordinal));
                end
            }
            None => i + 1,
        };
    }
    if scan.starts(i, "百强") || scan.starts(i, "百強") {
        found.push(Found::decimal(
            i,
            i + 1,
            Decimal::from(100),
            NumberKind::Word,
        ));
        return i + 2;
    }
    for weekday in ["星期", "礼拜", "禮拜", "周", "週"] {
        let at = i + weekday.chars().count();
        let goes_on = scan.get(at + 1).is_some_and(is_numeral);
        if scan.starts(i, weekday)
            && scan
                .get(at)
                .and_then(digit)
                .is_some_and(|d| (1..=6).contains(&d))
            && !goes_on
            && scan.get(at + 1) != Some('年')
        {
            return at + 1;
        }
    }
    if !scan
        .get(i)
        .is_some_and(|c| is_numeral(c) || LEADS.contains(c))
    {
        return i + 1;
    }
    if let Some(idiom) = IDIOMS.iter().find(|idiom| scan.starts(i, idiom)) {
        return i + idiom.chars().count();
    }
    if !scan.get(i).is_some_and(is_numeral) {
        return i + 1;
    }
    if let Some(end) = date::chinese(scan, i, found) {
        return end;
    }
    let mut end = i;
    while scan.get(end).is_some_and(is_numeral) {
        end += 1;
    }
    if let Some(found_number) = cardinal(scan, i, end) {
        let end = found_number.end;
        found.push(found_number);
        return end;
    }
    // The second part of a fraction goes with the first.
    if scan.starts(end, "分之") {
        end += 2;
        while scan.get(end).is_some_and(is_numeral) {
            end += 1;
        }
    }
    end
}

/// The count that a run of Han numerals from `i` to `run_end` says, if it says one.
fn cardinal(scan: &Scan, i: usize, run_end: usize) -> Option<Found> {
    // 几十, 数百, 上万, 十几: no value.
    let vague_before = matches!(
        scan.before(i),
        Some('几' | '幾' | '数' | '數' | '上' | '成')
    );
    let starts_with_unit = scan.get(i).and_then(unit).is_some();
    if vague_before && starts_with_unit || matches!(scan.get(run_end), Some('几' | '幾')) {
        return None;
    }
    if scan.starts(run_end, "分之") {
        return None;
    }
    let (mut value, mut end) = numeral(scan, i)?;
    let mut scale = 0;
    if let Some((scaled, power, after)) = scaled(scan, value, end) {
        (value, scale, end) = (scaled, power, after);
    }
    let congress = scan.get(end) == Some('大')
        && (Decimal::from(12)..Decimal::from(30)).contains(&value)
        && !matches!(scan.get(end + 1), Some('型' | '类' | '行' | '领'));
    if congress {
        return None;
    }
    if value == Decimal::from(1) && end == i + 1 && !is_counting_one(scan, end) {
        return None;
    }
    let (kind, after) = scan.percent(end);
    let kind = if kind == NumberKind::Quantity {
        NumberKind::Word
    } else {
        kind
    };
    let mut number = Found::decimal(i, after, value, kind);
    number.scale = scale;
    Some(number)
}

/// Whether 一 before `end` counts. 一 is the indefinite article (一个, 一种) and a part of many
/// words (一些, 统一, 进一步); before a unit of time it is the number.
fn is_counting_one(scan: &Scan, end: usize) -> bool {
    let measure = ["年", "天", "周", "小时", "分钟", "世纪", "岁", "倍"]
        .iter()
        .any(|w| scan.starts(end, w));
    measure && !scan.starts(end, "年一度") && !scan.starts(end, "周年")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_idiom_is_looked_up() {
        for idiom in IDIOMS {
            let first = idiom.chars().next().unwrap();
            assert!(is_numeral(first) || LEADS.contains(first), "{idiom}");
        }
    }
}
