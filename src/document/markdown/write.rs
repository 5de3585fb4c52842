//! Writing text into Markdown, so that it is read as text.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::document::splice::{Found, Piece};
use crate::unit::{CodeKind, InlineCode};

/// The title of a link, between quotes of any kind.
pub(super) fn title(_: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let Piece::Text(text) = piece else { continue };
        for c in text.chars() {
            match c {
                '\n' => out.push(' '),
                '"' | '\'' | '(' | ')' | '\\' | '&' | '<' => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
    }
    out
}

/// Running text.
pub(super) fn running(found: &Found, pieces: &[Piece<'_>]) -> String {
    written(found, pieces, "")
}

/// Running text beside a program, which begins with a brace, and an element of it with `<`.
pub(super) fn beside_a_program(found: &Found, pieces: &[Piece<'_>]) -> String {
    written(found, pieces, "{}<")
}

/// Running text, with a backslash before some signs wherever they stand.
fn written(found: &Found, pieces: &[Piece<'_>], signs: &str) -> String {
    let mut out = String::with_capacity(found.span.len());
    let mut starts_line = true;
    let halves = halves(pieces);
    let signs = match has_marking_tildes(&found.block.text, pieces) {
        false => Cow::Borrowed(signs),
        true => Cow::Owned(format!("{signs}~")),
    };
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                escape(text, starts_line, &signs, &found.line_end, &mut out);
                starts_line = text.as_bytes().last() == Some(&b'\n');
            }
            Piece::Code(code, native) => {
                out.push_str(&mark(pieces, &halves, code, native));
                starts_line = false;
            }
        }
    }
    out
}

/// Whether the tildes of a text might strike something out, or begin code: not one alone, and none of
/// `H~2~O` where the source says so, too. To the program that shows it that is a subscript; here it is
/// text, since behind a letter one begins nothing.
fn has_marking_tildes(source: &str, pieces: &[Piece<'_>]) -> bool {
    // Most texts have none, and are not to be put together for it.
    let tildes = pieces.iter().flat_map(|piece| {
        let text = match piece {
            Piece::Text(text) => text,
            Piece::Code(_, native) => &**native,
        };
        memchr::memchr_iter(b'~', text.as_bytes())
    });
    if tildes.take(2).count() < 2 {
        return false;
    }
    let mut text = String::new();
    let mut has_single = false;
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Code(_, native) => {
                // One does not pair with two.
                has_single |= native.contains('~') && native != "~~";
                text.push(' ');
            }
        }
    }
    let own = text.matches('~').count();
    let is_one = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    let subscripts: HashSet<&str> = source.split('~').skip(1).step_by(2).collect();
    let mut between = text.split('~').skip(1).step_by(2);
    // But for what stands behind the last, all is before one.
    let mut before = text.split('~').step_by(2).take(own / 2);
    let is_of_source = own.is_multiple_of(2)
        && !has_single
        && between.all(|word| is_one(word) && subscripts.contains(word))
        && before.all(|word| word.ends_with(char::is_alphanumeric));
    !is_of_source
}

/// The places of emphasis among pieces, by what it does and its id.
type Halves<'p> = HashMap<(CodeKind, &'p str), usize>;

fn halves<'p>(pieces: &'p [Piece<'_>]) -> Halves<'p> {
    let codes = pieces.iter().enumerate().rev();
    let codes = codes.filter_map(|(at, piece)| match piece {
        Piece::Code(code, native) if is_emphasis(native) => {
            Some(((code.kind, code.id.as_str()), at))
        }
        _ => None,
    });
    codes.collect()
}

fn is_emphasis(native: &str) -> bool {
    native.starts_with(['*', '_', '~'])
}

/// How a code is written. Emphasis that its marks could not begin or end between the letters around
/// them (CommonMark §6.2), as between Chinese characters, is written as elements.
fn mark<'p>(
    pieces: &'p [Piece<'_>],
    halves: &Halves<'_>,
    code: &'p InlineCode,
    native: &'p str,
) -> Cow<'p, str> {
    let element = match code.type_.as_deref() {
        Some("bold") => "strong",
        Some("italic") => "em",
        Some("strikethrough") => "del",
        _ => {
            let named_by_text = matches!(native, "]" | "][]");
            let written = code.data.as_deref().filter(|_| named_by_text);
            return Cow::Borrowed(written.unwrap_or(native));
        }
    };
    if !is_emphasis(native) {
        return Cow::Borrowed(native);
    }
    let half = |kind| halves.get(&(kind, code.id.as_str())).copied();
    let (opening, closing) = (half(CodeKind::Opening), half(CodeKind::Closing));
    let around = |at: usize| (neighbour(pieces, at, true), neighbour(pieces, at, false));
    let works = match (opening, closing) {
        (Some(opening), Some(closing)) => {
            let ((before, first), (last, after)) = (around(opening), around(closing));
            flanks(before, first) && flanks(after, last)
        }
        _ => false,
    };
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside_word = opening.is_some_and(|at| is_word(around(at).0))
        || closing.is_some_and(|at| is_word(around(at).1));
    match code.kind {
        _ if works && native.starts_with('_') && inside_word => {
            Cow::Owned(native.replace('_', "*"))
        }
        _ if works => Cow::Borrowed(native),
        CodeKind::Closing => Cow::Owned(format!("</{element}>")),
        _ => Cow::Owned(format!("<{element}>")),
    }
}

/// Whether a mark between a character outside and one inside can begin, or end, emphasis.
fn flanks(outside: Option<char>, inside: Option<char>) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    match (outside, inside) {
        (_, None) => false,
        (_, Some(inside)) if inside.is_whitespace() => false,
        (Some(outside), Some(inside)) => {
            !is_mark(inside) || outside.is_whitespace() || is_mark(outside)
        }
        (None, Some(_)) => true,
    }
}

/// The character beside a piece, past the marks of other emphasis.
fn neighbour(pieces: &[Piece<'_>], at: usize, before: bool) -> Option<char> {
    let mut at = at;
    loop {
        at = if before { at.checked_sub(1)? } else { at + 1 };
        let (text, is_code) = match pieces.get(at)? {
            Piece::Text(text) => (*text, false),
            Piece::Code(_, native) => (&**native, true),
        };
        if is_code && is_emphasis(text) {
            continue;
        }
        return if before {
            text.chars().next_back()
        } else {
            text.chars().next()
        };
    }
}

/// Whether a sign may be taken for a mark somewhere, or ends a line.
fn may_be_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'\n'
            | b'\\'
            | b'`'
            | b'*'
            | b'['
            | b']'
            | b'~'
            | b'_'
            | b'<'
            | b'>'
            | b'&'
            | b'!'
            | b'|'
            | b'$'
            | b'#'
            | b'+'
            | b'-'
            | b'='
            | b':'
            | b'.'
            | b')'
            | b'{'
            | b'}'
    )
}

/// Writes text with a backslash before what would be taken for a mark.
fn escape(text: &str, starts_line: bool, signs: &str, line_end: &str, out: &mut String) {
    let mut before = out.chars().next_back();
    let mut starts_line = starts_line;
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(may_be_mark).unwrap_or(rest.len());
        let (run, marked) = rest.split_at(plain);
        out.push_str(run);
        before = run.chars().next_back().or(before);
        starts_line &= run.chars().all(char::is_whitespace);
        let mut chars = marked.chars();
        let Some(c) = chars.next() else { return };
        rest = chars.as_str();
        let after = chars.next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escaped = match c {
            c if signs.contains(c) => true,
            '\\' | '`' | '*' | '[' | ']' => true,
            '_' => !(is_word(before) && is_word(after)),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => after.is_some_and(|c| c.is_ascii_alphabetic() || c == '#'),
            '!' => after.is_none(),
            '|' => true,
            // Two of them may stand around math; before a figure one says a price.
            '$' => {
                !after.is_some_and(|c| c.is_ascii_digit())
                    && (out.contains('$') || rest.contains('$'))
            }
            '#' | '>' | '+' | '-' | '=' | ':' if starts_line => true,
            '#' => after.is_none(),
            '.' | ')' if starts_number(out, before) => true,
            _ => false,
        };
        match c {
            '\n' => out.push_str(line_end),
            _ if escaped => out.extend(['\\', c]),
            _ => out.push(c),
        }
        starts_line = c == '\n';
        before = Some(c);
    }
}

/// Whether nothing but the figures of a numbered item stands before a point.
fn starts_number(out: &str, before: Option<char>) -> bool {
    /// A number that begins an item has no more figures (CommonMark §5.2).
    const MOST: usize = 9;
    let is_figure = |byte: &u8| byte.is_ascii_digit();
    if !before.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let figures = out.bytes().rev().take_while(is_figure).take(MOST + 1);
    let figures = figures.count();
    figures <= MOST
        && out
            .bytes()
            .rev()
            .nth(figures)
            .is_none_or(|byte| byte == b'\n')
}
