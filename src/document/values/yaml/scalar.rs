//! How a scalar of YAML is written, and how another is written in its place.

use saphyr_parser::ScalarStyle;

use crate::document::splice::{Found, Piece, Write};
use crate::document::values::{Decoded, escaped, new_line, write_quoted};

/// A scalar with where each byte of it is written, what writes another in its place, and how it
/// writes a line end. `None`
/// where it is no text, or is written in a way that is not followed: it stays.
pub(super) fn written(
    text: &str,
    start: usize,
    scalar: &str,
    style: ScalarStyle,
) -> Option<(Decoded, Write, String)> {
    let source = text.get(start..)?;
    let mut line_end = "\n".to_owned();
    let (decoded, write): (Decoded, Write) = match style {
        ScalarStyle::Plain => (follow(source, start, scalar, &Lines::Folded)?, plain),
        ScalarStyle::SingleQuoted => {
            let inside = source.strip_prefix('\'')?;
            (follow(inside, start + 1, scalar, &Lines::Quoted)?, single)
        }
        ScalarStyle::DoubleQuoted => {
            let decoded = double(source.strip_prefix('"')?, start + 1)?;
            ((decoded.text == scalar).then_some(decoded)?, write_quoted)
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let header = match source.starts_with(['|', '>']) {
                true => source.find('\n')? + 1,
                false => 0,
            };
            let lines = source.get(header..)?;
            let content = lines.trim_start_matches([' ', '\n', '\r']);
            let begin = text.len() - content.len();
            let line = text.get(..begin)?.rfind('\n').map_or(0, |end| end + 1);
            let indent = begin - line;
            let shown = scalar.trim_start_matches('\n').trim_end();
            // Of lines that are folded, a blank one is a line end.
            let ends = if style == ScalarStyle::Literal {
                "\n"
            } else {
                "\n\n"
            };
            line_end = format!("{ends}{}", " ".repeat(indent));
            match style {
                ScalarStyle::Literal => {
                    (follow(content, begin, shown, &Lines::Kept(indent))?, block)
                }
                _ => (follow(content, begin, shown, &Lines::Folded)?, block),
            }
        }
    };
    let word = scalar.to_ascii_lowercase();
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    // `:name` is a symbol of Ruby.
    let is_symbol = scalar.strip_prefix(':').is_some_and(|name| {
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        !name.is_empty() && name.chars().all(is_of_name)
    });
    let is_word = style == ScalarStyle::Plain && (is_symbol || words.contains(&word.as_str()));
    (!is_word).then_some((decoded, write, line_end))
}

/// What line ends in a scalar are.
enum Lines {
    /// Spaces, and a blank line is a line end.
    Folded,
    /// Likewise, and a quote is doubled.
    Quoted,
    /// Line ends, with so many spaces before each line.
    Kept(usize),
}

/// Follows a scalar through its source, which has more white space in it.
fn follow(source: &str, start: usize, scalar: &str, lines: &Lines) -> Option<Decoded> {
    let mut decoded = Decoded::new(start);
    let mut rest = source;
    for c in scalar.chars() {
        let at_end = rest.starts_with(['\n', '\r'])
            || rest.trim_start_matches(' ').starts_with(['\n', '\r']);
        let length = match (c, lines) {
            ('\n', Lines::Kept(indent)) => {
                let line = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n')?;
                let spaces = line.len() - line.trim_start_matches(' ').len();
                rest.len() - line.len() + spaces.min(*indent)
            }
            ('\n' | ' ', Lines::Folded | Lines::Quoted) if at_end => {
                rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
            }
            ('\'', Lines::Quoted) => rest.starts_with("''").then_some(2)?,
            _ => rest.starts_with(c).then_some(c.len_utf8())?,
        };
        rest = rest.get(length..)?;
        decoded.push(c, start + source.len() - rest.len());
    }
    Some(decoded)
}

/// Follows a scalar between double quotes, from behind the first of them (YAML 1.2.2 §5.7, §7.3.1):
/// a line end is a space, a blank line a line end, and none behind a backslash.
fn double(source: &str, start: usize) -> Option<Decoded> {
    let mut decoded = Decoded::new(start);
    let mut rest = source;
    loop {
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let ends = rest.get(..blank)?.matches('\n').count();
        let place = |rest: &str| start + source.len() - rest.len();
        if ends > 0 {
            rest = rest.get(blank..)?;
            let (c, more) = if ends == 1 {
                (' ', 0)
            } else {
                ('\n', ends - 2)
            };
            for _ in 0..more {
                decoded.push(c, decoded.end());
            }
            decoded.push(c, place(rest));
            continue;
        }
        let mut characters = rest.chars();
        let mut c = characters.next()?;
        match c {
            '"' => return Some(decoded),
            '\\' => {
                let (escape, digits) = match characters.next()? {
                    '\r' | '\n' => {
                        rest = rest.get(1..)?.trim_start_matches(['\r', '\n', ' ', '\t']);
                        decoded.skip(place(rest));
                        continue;
                    }
                    'x' => ('\0', 2),
                    'u' => ('\0', 4),
                    'U' => ('\0', 8),
                    letter => (named(letter)?, 0),
                };
                c = escape;
                if digits > 0 {
                    c = char::from_u32(u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?)?;
                }
                rest = rest.get(2 + digits..)?;
            }
            c => rest = rest.get(c.len_utf8()..)?,
        }
        decoded.push(c, place(rest));
    }
}

/// The character that a letter behind a backslash stands for.
fn named(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => letter,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

/// A plain scalar, quoted where it would not be read as the text that it is.
fn plain(found: &Found, pieces: &[Piece<'_>]) -> String {
    let text = escaped(pieces, |_| None);
    let first = |c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c);
    let breaks = [": ", " #", "\n", ", ", "[", "]", "{", "}", "\t"];
    let is_plain = !text.starts_with(first)
        && !text.ends_with(':')
        && !breaks.iter().any(|sign| text.contains(sign))
        && text.trim() == text
        && text.chars().any(char::is_alphabetic);
    if is_plain {
        return text;
    }
    format!("\"{}\"", write_quoted(found, &[Piece::Text(&text)]))
}

/// A scalar between single quotes, which has no line ends.
fn single(_: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, |c| match c {
        '\'' => Some("''".to_owned()),
        '\n' => Some(" ".to_owned()),
        _ => None,
    })
}

/// A block of lines.
fn block(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Code(_, native) => out.push_str(native),
            Piece::Text(text) => {
                for c in text.chars() {
                    match c {
                        '\n' => new_line(&mut out, &found.line_end),
                        c => out.push(c),
                    }
                }
            }
        }
    }
    out
}
