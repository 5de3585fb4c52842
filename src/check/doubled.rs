//! Q24: words typed twice. Doubling is good Chinese in a thousand places (刚刚, 人人, 中国国家), so
//! what is wrong is listed, and nothing is concluded from doubling as such.

use super::language::conventions;
use super::words::found;
use super::{Check, Reading, in_target};
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Doubled words and marks.
pub(super) struct DoubledWords;

/// A word of so many Han characters that stands twice in a row is a slip.
const WORD: std::ops::RangeInclusive<usize> = 2..=12;

/// Words of two characters that are doubled on purpose (讨论讨论), or meet themselves (字符字符串,
/// 操作系统系统).
const PAIRS: &[&str] = &[
    "讨论", "研究", "商量", "考虑", "了解", "介绍", "学习", "休息", "打扮", "热闹", "高兴", "锻炼",
    "收拾", "打听", "活动", "认识", "照顾", "交流", "尝试", "非常", "许多", "很多", "大家", "轻松",
    "放松", "快乐", "联系", "比较", "检查", "字符", "字节", "系统", "走动", "十分", "永远", "好好",
    "谢谢",
];

/// Characters that stand for sounds.
const SOUNDS: &str = "啦咯哗哈嘿嘻叮当咚呼呜嗡滴嗒哒吱呀哇啪砰嘎噜嘟嗖咔嚓唰哼哎喔咕郎哐";

/// What makes another word of the one before it: 分析分析器 are two.
const SUFFIXES: &str = "器式性化员者度率串集们家学论机型";

impl Check for DoubledWords {
    fn id(&self) -> &'static str {
        "Q24"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let text = pair.target;
        let mut report = |range: std::ops::Range<usize>| {
            if pair.is_parted(&(range.start + 1..range.end)) {
                return;
            }
            let message = said!(
                "“{0}” stands twice",
                "“{0}”重复",
                half(&text[range.clone()])
            );
            findings.push(in_target("Q24", Severity::Warning, range, message));
        };
        let spaced = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let lower = text.to_ascii_lowercase();
        for doubled in conventions(pair.target_lang).doubled {
            for (at, found) in found(&lower, doubled.text) {
                let end = at + found.len();
                let before = text[..at].chars().next_back();
                let after = text[end..].chars().next();
                let right = before.is_some_and(|c| doubled.right_after.contains(c))
                    || after.is_some_and(|c| doubled.right_before.contains(c))
                    || found.is_ascii() && !(spaced(before) && spaced(after));
                // 是是非非, 的的确确: the next two are doubled too.
                let pattern = found.chars().all(is_han) && {
                    let mut next = text[end..].chars();
                    matches!((next.next(), next.next()), (Some(a), Some(b)) if a == b && is_han(a))
                };
                // The source doubles it too: `Run it::`, 运行：：
                let same = found.chars().all(|c| !c.is_alphanumeric()) && {
                    let half = found
                        .replace('：', ":")
                        .replace('，', ",")
                        .replace('；', ";");
                    pair.source.contains(&half)
                };
                // 。。。 was meant for an ellipsis.
                let run = found.chars().next() == before || found.chars().next() == after;
                let ellipsis = run && found.starts_with('。');
                if !(right || pattern || ellipsis || same) {
                    report(at..end);
                }
            }
        }
        for range in repeated_words(text) {
            report(range);
        }
    }
}

/// The first half of a doubled string.
fn half(text: &str) -> &str {
    let chars = text.chars().count();
    let end = text
        .char_indices()
        .nth(chars / 2)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text).trim_end()
}

/// Stretches of Han characters that stand twice in a row, with what they repeat.
fn repeated_words(text: &str) -> Vec<std::ops::Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let offset = |at: usize| chars.get(at).map_or(text.len(), |(offset, _)| *offset);
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let found = WORD.rev().find(|&len| {
            let (Some(first), Some(second)) =
                (chars.get(at..at + len), chars.get(at + len..at + 2 * len))
            else {
                return false;
            };
            let word = || first.iter().map(|(_, c)| *c);
            word().eq(second.iter().map(|(_, c)| *c))
                && word().all(is_han)
                && !word().all(|c| "〇一二三四五六七八九十百千万亿零".contains(c))
                // 一个镜头一个镜头, 一点一点: one after the other.
                && (len == 3 || first.first().is_none_or(|(_, c)| *c != '一'))
                // 克郎克郎地响: a sound.
                && !(len == 2 && word().any(|c| SOUNDS.contains(c)))
                // 某文件的文件的名称: what one thing is of is of another.
                && word().next() != Some('的')
                && (len == 2 || word().next_back() != Some('的'))
                && (len > 2 || is_slip(word().collect(), chars.get(at + 4).map(|(_, c)| *c)))
                // 哈哈哈哈哈哈, 滴答滴答滴答滴答: sounds, not words.
                && !(1..len.min(3)).any(|p| word().skip(p).eq(word().take(len - p)))
        });
        if let Some(len) = found {
            out.push(offset(at)..offset(at + 2 * len));
            at += 2 * len;
        } else {
            at += 1;
        }
    }
    out
}

/// Whether a word of two characters that stands twice, and what comes then, is a slip.
fn is_slip(word: String, next: Option<char>) -> bool {
    // 听着听着就睡着了
    !word.ends_with(['的', '着'])
        && !PAIRS.contains(&word.as_str())
        && next.is_none_or(|next| !SUFFIXES.contains(next))
}
