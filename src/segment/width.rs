//! Marks that were typed in the width of another script: a full-width ．that may be a decimal
//! point, and . ! ? with no white space after them in Chinese and Japanese.

use std::ops::Range;

use super::candidate::Candidate;
use super::chars::{
    Mark, char_at, char_before, is_closing_bracket, is_closing_quote, is_line_end,
    is_opening_bracket, is_opening_quote,
};
use super::follow::word_before;
use super::lists::leads_item;
use super::tables::Lexicon;
use crate::text::script::{is_cjk, is_han};

/// How far, in bytes, a text is read for how its writer types.
const NEAR: usize = 240;

/// What the numbers of Chinese list items are written with.
pub(super) const NUMERALS: &str = "一二三四五六七八九十";

/// What the number of a part stands behind: 图1．系统结构图
const PARTS: &str = "图圖表第例式";

/// What a short sentence may end with, and the name of a field does not: 好的.走吧
pub(super) const PARTICLES: [char; 7] = ['吧', '了', '的', '啊', '呢', '吗', '嗎'];

/// Characters that foreigners' names are transliterated with, as they stand on either side of the
/// point in one: 约翰.史密斯.
pub(super) const IN_NAMES: &str = "\
    治夫路爱愛波廉罕拜居丘白勒卫衛梵阿埃艾奥巴贝本比彼伯博布查茨达戴丹当德迪蒂丁顿多恩尔伐凡菲弗福盖戈格古哈海赫亨华怀霍基吉加简\
    杰金卡凯坎柯科克肯库拉莱兰朗劳雷蕾里理利丽莉列林琳伦隆卢鲁罗洛马玛迈曼梅米密莫姆穆纳娜内尼诺欧帕佩彭皮珀普\
    齐奇乔切琼茹瑞若撒萨塞森莎珊绍舍圣史斯思苏索塔泰特汤坦图托瓦旺威韦维文沃乌伍西希夏谢辛欣修雅亚扬耶伊因尤\
    約约雨泽扎詹翰姬逊孙孫羅爾納爾達維亞倫蘭馬麥凱絲喬費";

/// Whether the ．at byte `at` ends a sentence: it is the point between figures and after the
/// initials of a name, too, and stands after the numbers of list items.
pub(super) fn is_full_width_stop(text: &str, segment: usize, at: usize, lexicon: &Lexicon) -> bool {
    let next = char_at(text, at + '．'.len_utf8());
    let Some(before) = char_before(text, at).filter(|_| at > segment) else {
        return false;
    };
    let number = |c: char| is_figure(c) || matches!(c, '．' | '-');
    if next.is_some_and(is_figure) {
        return false;
    }
    if is_figure(before) {
        let start = start_of_run(text, segment, at, number);
        let named = char_before(text, start).is_some_and(|c| PARTS.contains(c));
        // 3．Setup is an item, and 1,000．That is a lot is none.
        let much = at - start == 3 && char_before(text, start) == Some(',');
        if much && next.is_some_and(char::is_uppercase) {
            return true;
        }
        let latin = next.is_some_and(is_letter);
        return !latin && !named && !begins_item(text, segment, start);
    }
    if NUMERALS.contains(before) {
        let start = start_of_run(text, segment, at, |c| NUMERALS.contains(c));
        return !begins_item(text, segment, start);
    }
    if is_letter(before) {
        let start = start_of_run(text, segment, at, is_letter);
        let initial = at - start == before.len_utf8();
        let word = text.get(start..at).unwrap_or("");
        // Today is Tuesday．That is all.
        let plain = word.chars().skip(1).filter(|c| c.is_lowercase()).count() > 1;
        return !initial
            && lexicon.class(word).is_none()
            && char_before(text, start) != Some('．')
            && next.is_none_or(|next| is_cjk(next) || plain && next.is_uppercase());
    }
    if matches!(before, ')' | '）') {
        let close = at - before.len_utf8();
        let start = start_of_run(text, segment, close, |c| {
            is_figure(c) || NUMERALS.contains(c)
        });
        let open = char_before(text, start).filter(|c| start < close && matches!(c, '(' | '（'));
        return open.is_none_or(|open| !begins_item(text, segment, start - open.len_utf8()));
    }
    is_cjk(before) || is_closing_quote(before) || is_closing_bracket(before)
}

/// Whether . ! or ? ends a sentence like 。！or ？, though no white space follows, in a text that is
/// Chinese or Japanese.
pub(super) fn is_half_width(
    text: &str,
    segment: usize,
    lexicon: &Lexicon,
    candidate: &Candidate,
) -> bool {
    if lexicon.stops_before_cjk {
        return false;
    }
    let Some(next) = char_at(text, candidate.end) else {
        return false;
    };
    let opens = |c: char| !c.is_ascii() && (is_opening_quote(c) || is_opening_bracket(c));
    if !(is_cjk(next) || opens(next) || next.is_ascii_alphanumeric()) {
        return false;
    }
    let after_han = char_before(text, candidate.start).is_some_and(is_cjk);
    match candidate.mark {
        // “Nice to meet you.”大家都笑了: the quotation is over.
        Mark::Stop | Mark::Ellipsis if candidate.closes_quote => {
            !next.is_ascii() && is_said(text, lexicon, candidate)
        }
        Mark::Stop => {
            candidate.dots == 1
                && (parts_han(text, segment, candidate)
                    || ends_word(text, segment, lexicon, candidate))
                && types_half(text, candidate)
        }
        Mark::Question | Mark::Exclamation if after_han => {
            !next.is_ascii() || is_word_of_a_sentence(text, candidate.end)
        }
        Mark::Question | Mark::Exclamation => {
            is_cjk(next)
                && if candidate.closes_quote {
                    candidate.quote.is_none() || is_said(text, lexicon, candidate)
                } else {
                    follows_word(text, segment, lexicon, candidate)
                }
        }
        Mark::Ellipsis | Mark::Semicolon | Mark::Colon | Mark::Smiley => false,
    }
}

/// Whether somebody says what is quoted up to the marks, and no word or name is spoken of (“U.S.”,
/// “Yahoo!”): it is Chinese, or of several words. Dots behind a comma may belong to the name of a
/// command (“另存为…”).
fn is_said(text: &str, lexicon: &Lexicon, candidate: &Candidate) -> bool {
    let Some(quote) = candidate.quote else {
        return false;
    };
    let inside = text.get(quote.open..candidate.start).unwrap_or("");
    let chinese = inside.contains(is_cjk);
    if candidate.mark == Mark::Ellipsis {
        return chinese && !matches!(quote.before, Some('，' | ','));
    }
    let word = word_before(text, quote.open, candidate.start);
    let named = lexicon.class(word).is_some() || lexicon.is_name_with_mark(word);
    chinese || inside.contains(char::is_whitespace) && !named
}

/// Whether a mark after Latin letters ends what they say (OK!走吧); in addresses, in names that are
/// written with a mark and in code (使用println!宏) it does not.
fn follows_word(text: &str, segment: usize, lexicon: &Lexicon, candidate: &Candidate) -> bool {
    let word = word_before(text, segment, candidate.start);
    let start = candidate.start - word.len();
    let apart = char_before(text, start)
        .is_none_or(|c| start == segment || c.is_whitespace() || is_cjk(c) || is_opening_quote(c));
    let rest = text.get(candidate.end..).unwrap_or("");
    // I love you!她喊道: a sentence in Latin letters; within a Chinese one, a word with a capital.
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '\'' | ',');
    let from = start_of_run(text, segment, candidate.start, latin);
    let phrase = text.get(from..candidate.start).unwrap_or("").trim();
    let alone = from <= segment || char_before(text, from).is_some_and(is_opening_quote);
    let several = phrase.contains(' ');
    let says = alone && several || !several && word.starts_with(|c: char| c.is_ascii_uppercase());
    apart
        && says
        && !word.is_empty()
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'\'')
        && !lexicon.is_name_with_mark(word)
        && !lexicon.goes_on_with(rest)
}

/// Whether a full stop ends a Latin word or a figure in the midst of Chinese, which is no abbreviation
/// and no number of a list item: 我爱Python.它很强大
fn ends_word(text: &str, segment: usize, lexicon: &Lexicon, candidate: &Candidate) -> bool {
    let word = word_before(text, segment, candidate.start);
    let start = candidate.start - word.len();
    let lower = |word: &str| word.bytes().skip(1).all(|b| b.is_ascii_lowercase());
    let ordinary = word.len() > 2 && (lower(word) || word.bytes().all(|b| b.is_ascii_digit()));
    let after_han = start > segment && char_before(text, start).is_some_and(is_han);
    ordinary
        && after_han
        && lexicon.class(word).is_none()
        && char_at(text, candidate.end).is_some_and(is_han)
}

/// Whether the Latin word or figure at byte `at` begins a sentence, and is no part of an address
/// (?q=) or of code (!important).
fn is_word_of_a_sentence(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    !rest.starts_with(|c: char| c.is_ascii_lowercase())
        && !after.starts_with(['=', '/', '&', '-', '_'])
}

/// Whether a full stop stands between Chinese words, and not in the name of a foreigner or of a
/// field (订单.金额), or after the number of a list item.
fn parts_han(text: &str, segment: usize, candidate: &Candidate) -> bool {
    /// So many bytes from the beginning of the segment are no sentence.
    const FEW: usize = 2 * '一'.len_utf8();
    let before = text.get(..candidate.start).unwrap_or("");
    let after = text.get(candidate.end..).unwrap_or("");
    let words = before.chars().rev().take(2).all(is_han) && after.chars().take(2).all(is_han);
    let named = |c: Option<char>| c.is_some_and(|c| IN_NAMES.contains(c));
    let item = start_of_run(text, segment, candidate.start, |c| NUMERALS.contains(c));
    let numbered = item < candidate.start && begins_item(text, segment, item);
    let short = candidate.start - segment <= FEW && !before.ends_with(PARTICLES);
    let person = named(before.chars().next_back()) && named(after.chars().next());
    words && !(numbered || short || person)
}

/// Whether the writer types the marks of Chinese in half width: one of them stands near by after a
/// Chinese character, and no 。does.
fn types_half(text: &str, candidate: &Candidate) -> bool {
    let line = line_around(text, candidate.start..candidate.end);
    let mut half = false;
    let mut last = None;
    for (at, c) in text.get(line.clone()).unwrap_or("").char_indices() {
        if c == '。' {
            return false;
        }
        let marks = matches!(c, ',' | '!' | '?') || c == '.' && line.start + at + 1 == line.end;
        half |= marks && last.is_some_and(is_han);
        last = Some(c);
    }
    half
}

/// The line around a place, as far as it is near.
fn line_around(text: &str, place: Range<usize>) -> Range<usize> {
    let from = text.floor_char_boundary(place.start.saturating_sub(NEAR));
    let to = text.ceil_char_boundary(place.end.saturating_add(NEAR).min(text.len()));
    let before = text.get(from..place.start).unwrap_or("");
    let after = text.get(place.end..to).unwrap_or("");
    let start = before.rfind(is_line_end).unwrap_or(0);
    let end = after.find(is_line_end).unwrap_or(after.len());
    from + start..place.end + end
}

/// Whether the number that begins at byte `start` is that of a list item.
fn begins_item(text: &str, segment: usize, start: usize) -> bool {
    start <= segment || char_before(text, start).is_some_and(|c| c.is_whitespace() || leads_item(c))
}

/// Where the run of such characters begins that ends at byte `at`, as far as it is near; not before
/// the segment.
fn start_of_run(text: &str, segment: usize, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    let from = text.floor_char_boundary(segment.max(at.saturating_sub(NEAR)));
    let before = text.get(from..at).unwrap_or("");
    from + before.trim_end_matches(wanted).len()
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}
