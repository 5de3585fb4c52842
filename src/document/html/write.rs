//! Writing text into a page.

use crate::document::splice::{Found, Piece};

/// Running text: line ends are elements.
pub(super) fn running(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::with_capacity(found.span.len());
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                for run in text.split_inclusive(['&', '<', '>', '\u{a0}', '\n']) {
                    let (plain, written) = match run.chars().next_back() {
                        Some('&') => (1, "&amp;"),
                        Some('<') => (1, "&lt;"),
                        Some('>') => (1, "&gt;"),
                        Some('\n') => (1, &*found.line_end),
                        Some('\u{a0}') => ('\u{a0}'.len_utf8(), "&#160;"),
                        _ => (0, ""),
                    };
                    out.push_str(run.get(..run.len() - plain).unwrap_or_default());
                    out.push_str(written);
                }
            }
            Piece::Code(_, native) => out.push_str(native),
        }
    }
    out
}

/// The value of an attribute between double quotes.
pub(super) fn in_double_quotes(_: &Found, pieces: &[Piece<'_>]) -> String {
    value(pieces, '"')
}

/// The value of an attribute between single quotes.
pub(super) fn in_single_quotes(_: &Found, pieces: &[Piece<'_>]) -> String {
    value(pieces, '\'')
}

/// The value of an attribute that had no quotes.
pub(super) fn unquoted(_: &Found, pieces: &[Piece<'_>]) -> String {
    format!("\"{}\"", value(pieces, '"'))
}

fn value(pieces: &[Piece<'_>], quote: char) -> String {
    let mut out = String::new();
    for piece in pieces {
        let Piece::Text(text) = piece else { continue };
        for c in text.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '"' if quote == '"' => out.push_str("&quot;"),
                '\'' if quote == '\'' => out.push_str("&#39;"),
                c => out.push(c),
            }
        }
    }
    out
}
