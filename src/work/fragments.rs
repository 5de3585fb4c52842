//! Fragments: the longest pieces of a text that are known, with their counterparts, to be put in
//! while one types.
//!
//! They come from units of the memories that are a piece of the text, and from its numbers as the
//! other language writes them; what the termbase has is known as its terms.

use std::cmp::Reverse;
use std::ops::Range;

use super::matches::{Query, Wanted};
use super::memories::Memories;
use crate::recall::{Scoring, Scratch};
use crate::store;
use crate::text::LangTag;
use crate::text::number::{Decimal, NumberKind, Value, numbers};
use crate::text::script::is_cjk;
use crate::unit::Side;

/// A piece of a memory has so many words at most: longer ones are matches.
const WORDS: usize = 12;

/// In texts with more words than this no pieces are looked for in the memories.
const LONGEST: usize = 300;

/// Where a fragment comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// A unit of a memory.
    Memory,
    /// A number, as the other language writes it.
    Number,
}

/// A piece of a text and what may stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Its counterparts, the best first.
    pub targets: Vec<String>,
    /// Where it comes from.
    pub from: From,
}

/// The known pieces of a text, by place, the longer first.
///
/// # Errors
/// [`store::Error`] where a memory cannot be read.
pub fn fragments(
    memories: &Memories<'_>,
    text: &str,
    to: &LangTag,
    scratch: &mut Scratch,
) -> Result<Vec<Fragment>, store::Error> {
    let mut found = of_memories(memories, text, scratch)?;
    found.extend(of_numbers(text, to));
    found.sort_by_key(|fragment| (fragment.range.start, Reverse(fragment.range.end)));
    Ok(found)
}

/// The units of the memories that are a piece of the text: the longest ones, none within another.
fn of_memories(
    memories: &Memories<'_>,
    text: &str,
    scratch: &mut Scratch,
) -> Result<Vec<Fragment>, store::Error> {
    let words = words(text);
    let mut found = Vec::new();
    if words.len() > LONGEST {
        return Ok(found);
    }
    let wanted = Wanted {
        min: 100,
        max: 3,
        scoring: Scoring::Capped,
        exhaustive: false,
    };
    let mut from = 0;
    while from < words.len() {
        let longest = WORDS.min(words.len() - from);
        let mut next = from + 1;
        for count in (2..=longest).rev().filter(|count| *count < words.len()) {
            let (Some(first), Some(last)) = (words.get(from), words.get(from + count - 1)) else {
                continue;
            };
            let range = first.start..last.end;
            let piece = text.get(range.clone()).unwrap_or_default();
            let query = Query {
                text: piece,
                ..Query::default()
            };
            let answer = memories.find(&query, &wanted, scratch)?;
            let mut targets: Vec<String> = Vec::new();
            for found in &answer.matches {
                let target = match found.translation {
                    Side::Target => &found.target.text,
                    Side::Source => &found.source.text,
                };
                if !targets.contains(target) {
                    targets.push(target.clone());
                }
            }
            if !targets.is_empty() {
                found.push(Fragment {
                    range,
                    targets,
                    from: From::Memory,
                });
                next = from + count;
                break;
            }
        }
        from = next;
    }
    Ok(found)
}

/// The words of a text, and its Han characters each as one.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if open && c.is_alphanumeric() && !is_cjk(c) => word.end = end,
            _ if c.is_alphanumeric() => words.push(at..end),
            _ => {}
        }
        open = c.is_alphanumeric() && !is_cjk(c);
    }
    words
}

/// The numbers of a text as another language writes them.
fn of_numbers(text: &str, to: &LangTag) -> Vec<Fragment> {
    let found = numbers(text).into_iter().filter_map(|number| {
        let written = text.get(number.range.clone())?;
        let mut targets = match to.is_chinese() {
            true => in_chinese(&number.value, number.kind),
            false => Vec::new(),
        };
        let in_digits = written
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
        if in_digits && number.kind == NumberKind::Quantity {
            targets.push(written.to_owned());
        }
        (!targets.is_empty()).then_some(Fragment {
            range: number.range,
            targets,
            from: From::Number,
        })
    });
    found.collect()
}

/// A number as Chinese texts write it (GB/T 15835—2011): with 万 and 亿 from ten thousand on, dates
/// with 年月日.
fn in_chinese(value: &Value, kind: NumberKind) -> Vec<String> {
    match value {
        Value::Date(date) => {
            let mut text = String::new();
            if let Some(year) = date.year {
                text.push_str(&format!("{year}年"));
            }
            text.push_str(&format!("{}月", date.month));
            if let Some(day) = date.day {
                text.push_str(&format!("{day}日"));
            }
            vec![text]
        }
        Value::Time { hour, minute: 0 } => vec![format!("{hour}时")],
        Value::Time { hour, minute } => vec![format!("{hour}时{minute}分")],
        Value::Decimal(value) => match kind {
            NumberKind::Year => vec![format!("{}年", plain(*value))],
            NumberKind::Percent => vec![format!("{}%", plain(*value))],
            NumberKind::PercentagePoint => vec![format!("{}个百分点", plain(*value))],
            NumberKind::Ordinal => vec![format!("第{}", plain(*value))],
            NumberKind::Quantity => scaled(*value),
            NumberKind::Date | NumberKind::Time | NumberKind::Word => Vec::new(),
        },
    }
}

fn scaled(value: Decimal) -> Vec<String> {
    let (mantissa, exponent) = value.parts();
    let scale = [(8, "亿"), (4, "万")]
        .into_iter()
        .find_map(|(power, word)| {
            let least = Decimal::new(1, power)?;
            let part = Decimal::new(mantissa, exponent - power)?;
            // Four figures behind the point are as many as anybody reads.
            let (_, places) = part.parts();
            let is_large = value.integer()? >= least.integer()?;
            (is_large && places >= -4).then(|| format!("{}{word}", plain(part)))
        });
    scale.into_iter().collect()
}

/// A number in digits, without separators.
fn plain(value: Decimal) -> String {
    let (mantissa, exponent) = value.parts();
    let mut digits = mantissa.to_string();
    if exponent >= 0 {
        digits.extend(std::iter::repeat_n('0', exponent.unsigned_abs() as usize));
        return digits;
    }
    let places = exponent.unsigned_abs() as usize;
    if digits.len() <= places {
        digits.insert_str(0, &"0".repeat(places + 1 - digits.len()));
    }
    digits.insert(digits.len() - places, '.');
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chinese(text: &str) -> Vec<String> {
        let zh = LangTag::parse("zh-Hans").unwrap();
        let found = of_numbers(text, &zh).into_iter();
        found.map(|fragment| fragment.targets.join("/")).collect()
    }

    #[test]
    fn numbers_are_offered_as_chinese_texts_write_them() {
        assert_eq!(
            chinese("On September 14, 2024, 12,000 patents (up 3.5%) and $1.2 billion in 2023."),
            ["2024年9月14日", "1.2万/12,000", "3.5%", "12亿", "2023年"]
        );
        assert_eq!(
            chinese("It has 1,234 and 123,456,789 of G20."),
            ["1,234", "12345.6789万/123,456,789"]
        );
        assert_eq!(
            chinese("at 3:30 p.m., the 21st century"),
            ["15时30分", "第21"]
        );
    }

    #[test]
    fn words_are_words_and_han_characters() {
        let text = "The PCT, 产权 G20.";
        let words: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(words, ["The", "PCT", "产", "权", "G20"]);
    }
}
