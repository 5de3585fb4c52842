//! Lines of a text that a viewer has not long to read, as subtitles are.

use super::block::Filled;
use crate::text::script::is_cjk;
use crate::unit::InlineCode;

/// What ends a phrase: a line is best broken behind it.
const PAUSES: &str = "，。、；：？！…,.;:?!";
/// What stands at no start of a line, and at no end of one (W3C, Requirements for Chinese Text
/// Layout §3.1.7).
const NOT_FIRST: &str = "，。、；：？！…—·％）》」』】〉”’,.;:?!)%";
const NOT_LAST: &str = "（《「『【〈“‘(";

/// Breaks the lines of a text that have more than `most` characters: behind a comma or the like
/// where there is one in the second half, else at a space or between Chinese characters. A word
/// that is longer alone stays whole.
pub fn wrap(filled: &mut Filled, most: usize) {
    let text = std::mem::take(&mut filled.text);
    let mut breaks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        breaks.extend(breaks_of(line, most.max(1)).map(|at| start + at));
        start += line.len();
    }
    let mut out = String::with_capacity(text.len() + breaks.len());
    let mut codes = filled.codes.iter_mut().peekable();
    let mut done = 0;
    for at in breaks {
        while let Some(code) = codes.next_if(|code| code.at as usize <= at) {
            shift(code, done, out.len());
        }
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push('\n');
        let after = text.get(at..).unwrap_or_default();
        done = at + usize::from(after.starts_with(' '));
    }
    for code in codes {
        shift(code, done, out.len());
    }
    out.push_str(text.get(done..).unwrap_or_default());
    filled.text = out;
}

/// Puts a code where its text is now, of which what stood at `from` stands at `to`.
fn shift(code: &mut InlineCode, from: usize, to: usize) {
    let inside = (code.at as usize).saturating_sub(from);
    code.at = u32::try_from(to + inside).unwrap_or(u32::MAX);
}

/// The places where a line is broken; a space at one goes.
fn breaks_of(line: &str, most: usize) -> impl Iterator<Item = usize> {
    let line = line.trim_end_matches(['\n', '\r']);
    let signs: Vec<(usize, char)> = line.char_indices().collect();
    let mut breaks = Vec::new();
    let mut start = 0;
    while signs.len() - start > most {
        let is_break = |at: &usize| may_break(&signs, *at);
        let is_pause = |at: &usize| {
            let before = at.checked_sub(1).and_then(|before| signs.get(before));
            before.is_some_and(|(_, c)| PAUSES.contains(*c))
        };
        let within = || (start + 1..=start + most).rev().filter(is_break);
        let second_half = |at: &usize| *at > start + most / 2;
        let pause = within().take_while(second_half).find(is_pause);
        let longer = || (start + most + 1..signs.len()).find(is_break);
        let Some(at) = pause.or_else(|| within().next()).or_else(longer) else {
            break;
        };
        let Some((byte, c)) = signs.get(at) else {
            break;
        };
        breaks.push(*byte);
        start = at + usize::from(*c == ' ');
    }
    breaks.into_iter()
}

/// Whether a line may be broken before a sign.
fn may_break(signs: &[(usize, char)], at: usize) -> bool {
    let sign = |at: usize| signs.get(at).map(|(_, c)| *c);
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(sign), sign(at)) else {
        return false;
    };
    match (before, after) {
        (_, ' ') => true,
        (' ', _) => false,
        _ => {
            let is_wide = |c: char| is_cjk(c) || PAUSES.contains(c) && !c.is_ascii();
            (is_wide(before) || is_wide(after))
                && !NOT_FIRST.contains(after)
                && !NOT_LAST.contains(before)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::document::Filled;
    use crate::unit::{CodeKind, InlineCode};

    fn wrapped(text: &str, most: usize) -> String {
        let mut filled = Filled {
            text: text.to_owned(),
            codes: Vec::new(),
        };
        wrap(&mut filled, most);
        filled.text
    }

    #[test]
    fn long_lines_are_broken_where_one_takes_breath() {
        assert_eq!(wrapped("总干事来了。", 16), "总干事来了。");
        assert_eq!(
            wrapped("总干事结束了对中国的访问，随后前往日内瓦参加会议。", 16),
            "总干事结束了对中国的访问，\n随后前往日内瓦参加会议。"
        );
        // A full stop begins no line, and 《 ends none.
        assert_eq!(wrapped("他谈到专利。", 5), "他谈到专\n利。");
        assert_eq!(wrapped("他们谈到《专利法》", 5), "他们谈到\n《专利法》");
        assert_eq!(
            wrapped("He met officials of the province", 16),
            "He met officials\nof the province"
        );
        assert_eq!(wrapped("internationalization", 5), "internationalization");
        assert_eq!(
            wrapped("一二三四\n五六七八九十", 5),
            "一二三四\n五六七八九\n十"
        );
    }

    #[test]
    fn codes_stay_with_their_words() {
        let code = |at| InlineCode {
            at,
            kind: CodeKind::Alone,
            id: at.to_string().into(),
            pair: None,
            type_: None,
            data: None,
        };
        let mut filled = Filled {
            text: "one two three".to_owned(),
            codes: vec![code(0), code(3), code(4), code(13)],
        };
        wrap(&mut filled, 3);
        assert_eq!(filled.text, "one\ntwo\nthree");
        let at: Vec<u32> = filled.codes.iter().map(|code| code.at).collect();
        assert_eq!(at, [0, 3, 4, 13]);
        let mut chinese = Filled {
            text: "一二三四".to_owned(),
            codes: vec![code(6), code(9)],
        };
        wrap(&mut chinese, 2);
        assert_eq!(chinese.text, "一二\n三四");
        assert_eq!(chinese.codes[1].at, 10);
    }
}
