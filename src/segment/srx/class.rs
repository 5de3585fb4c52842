//! Classes of characters, `[…]`, and the escapes that may stand inside and outside of them.

use super::pattern::{Cursor, DEPTH};

/// What an escape such as `\s` or `\P{Lu}` stands for.
pub(super) struct Set {
    /// What stands between the brackets of the class.
    pub items: String,
    /// Whether all others are meant.
    pub negated: bool,
}

/// White space as SRX 2.0 has it (section “Regular expressions”).
const SPACE: &str = r"\t\n\f\r\p{Z}";
const HORIZONTAL: &str = r"\t \x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}";
const VERTICAL: &str = r"\n-\r\x{85}\x{2028}\x{2029}";

/// A character as it stands in a pattern, inside a class or outside.
pub(super) fn literal(c: char) -> String {
    if c.is_ascii_alphanumeric() || !c.is_ascii() && !c.is_whitespace() && !c.is_control() {
        c.to_string()
    } else if c.is_ascii_punctuation() && !matches!(c, '<' | '>') {
        format!("\\{c}")
    } else {
        format!("\\x{{{:X}}}", u32::from(c))
    }
}

/// The counts of `{2}`, `{2,}` and `{2,5}` behind the bracket; none where it is no count.
pub(super) fn counts(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = cursor.clone();
    let inner = ahead.up_to("}")?;
    let figures =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let good = match inner.split_once(',') {
        Some((least, most)) => figures(least) && (most.is_empty() || figures(most)),
        None => figures(inner),
    };
    good.then(|| {
        *cursor = ahead;
        format!("{{{inner}}}")
    })
}

/// Reads a class behind its opening bracket.
pub(super) fn read(cursor: &mut Cursor<'_>, depth: usize) -> Result<String, String> {
    if depth > DEPTH {
        return Err(format!("classes nest deeper than {DEPTH}"));
    }
    let mut class = String::from("[");
    if cursor.take("^") {
        class.push('^');
    }
    if cursor.take("]") {
        class.push_str("\\]");
    }
    // Whether a single character stood last, so that a - makes a range from it.
    let mut single = false;
    loop {
        let open = || "a square bracket is not closed".to_owned();
        let c = cursor.next().ok_or_else(open)?;
        let was = std::mem::replace(&mut single, false);
        match c {
            ']' => break,
            '[' if cursor.take(":") => {
                let name = cursor.up_to(":]").ok_or_else(open)?;
                let (sign, name) = match name.strip_prefix('^') {
                    Some(name) => ("^", name),
                    None => ("", name),
                };
                class.push_str(&format!("[{sign}{}]", property(name)?));
            }
            '[' => class.push_str(&read(cursor, depth + 1)?),
            '&' if cursor.take("&") => class.push_str("&&"),
            // ICU takes away the set that follows.
            '-' if cursor.starts_with("-[") => {
                let _ = cursor.next();
                class.push_str("--");
            }
            '-' if was && !cursor.starts_with("]") && !cursor.starts_with("[") => {
                match character(cursor, &mut class)? {
                    Some(end) => {
                        class.push('-');
                        class.push_str(&literal(end));
                    }
                    // \d after a -: the - is itself.
                    None => class.push_str("\\-"),
                }
            }
            '\\' if cursor.take("Q") => {
                let quoted = cursor.up_to("\\E").ok_or_else(open)?;
                quoted.chars().for_each(|c| class.push_str(&literal(c)));
            }
            '\\' => {
                if let Some(c) = escape(cursor, &mut class)? {
                    class.push_str(&literal(c));
                    single = true;
                }
            }
            c => {
                class.push_str(&literal(c));
                single = true;
            }
        }
    }
    class.push(']');
    Ok(class)
}

/// The character that ends a range; none where a set stands there, which is put into `class`.
fn character(cursor: &mut Cursor<'_>, class: &mut String) -> Result<Option<char>, String> {
    match cursor.next() {
        Some('\\') => escape(cursor, class),
        other => Ok(other),
    }
}

/// What stands behind a `\` inside a class: a character, or a set that is put into `class`.
fn escape(cursor: &mut Cursor<'_>, class: &mut String) -> Result<Option<char>, String> {
    if let Some(Set { items, negated }) = set_escape(cursor)? {
        if negated {
            class.push_str(&format!("[^{items}]"));
        } else {
            class.push_str(&items);
        }
        return Ok(None);
    }
    if let Some(c) = char_escape(cursor)? {
        return Ok(Some(c));
    }
    match cursor.next() {
        Some('b') => Ok(Some('\u{8}')),
        Some(c) => Err(format!("\\{c} in square brackets is not known")),
        None => Err("it ends with a \\".to_owned()),
    }
}

/// Reads an escape for a set of characters, behind its `\`.
pub(super) fn set_escape(cursor: &mut Cursor<'_>) -> Result<Option<Set>, String> {
    let Some(c) = cursor.peek() else {
        return Ok(None);
    };
    let items = match c.to_ascii_lowercase() {
        'd' => r"\p{Nd}".to_owned(),
        'w' => r"\w".to_owned(),
        's' => SPACE.to_owned(),
        'h' => HORIZONTAL.to_owned(),
        'v' => VERTICAL.to_owned(),
        'p' => {
            let _ = cursor.next();
            let name = if cursor.take("{") {
                cursor.up_to("}").ok_or("\\p{ is not closed")?
            } else {
                cursor.run(1, |_| true)
            };
            let (inverted, name) = match name.strip_prefix('^') {
                Some(name) => (true, name),
                None => (false, name),
            };
            return Ok(Some(Set {
                items: property(name)?,
                negated: (c == 'P') != inverted,
            }));
        }
        _ => return Ok(None),
    };
    let _ = cursor.next();
    Ok(Some(Set {
        items,
        negated: c.is_ascii_uppercase(),
    }))
}

/// A property of characters by its name in ICU or Java, as what stands in a class.
fn property(name: &str) -> Result<String, String> {
    let bare = name.trim();
    let folded: String = bare
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let known = match folded.as_str() {
        "alpha" | "isalpha" | "javaletter" | "javaalphabetic" => r"\p{Alphabetic}",
        "alnum" | "isalnum" | "javaletterordigit" => r"\p{Alphabetic}\p{Nd}",
        "lower" | "islower" | "javalowercase" => r"\p{Lowercase}",
        "upper" | "isupper" | "javauppercase" => r"\p{Uppercase}",
        "digit" | "isdigit" | "javadigit" => r"\p{Nd}",
        "xdigit" => "0-9A-Fa-f",
        "punct" | "ispunct" | "ispunctuation" => r"\p{P}",
        "space" | "javawhitespace" | "javaspacechar" => SPACE,
        "blank" => HORIZONTAL,
        "cntrl" | "iscontrol" => r"\p{Cc}",
        "ascii" | "inbasiclatin" => r"\x{0}-\x{7F}",
        "l1" => r"\x{0}-\x{FF}",
        "inlatin1supplement" => r"\x{80}-\x{FF}",
        "inlatinextendeda" => r"\x{100}-\x{17F}",
        "ingreek" | "ingreekandcoptic" => r"\x{370}-\x{3FF}",
        "incyrillic" => r"\x{400}-\x{4FF}",
        "inhebrew" => r"\x{590}-\x{5FF}",
        "inarabic" => r"\x{600}-\x{6FF}",
        "inthai" => r"\x{E00}-\x{E7F}",
        "ingeneralpunctuation" => r"\x{2000}-\x{206F}",
        "incjksymbolsandpunctuation" => r"\x{3000}-\x{303F}",
        "inhiragana" => r"\x{3040}-\x{309F}",
        "inkatakana" => r"\x{30A0}-\x{30FF}",
        "incjkunifiedideographs" => r"\x{4E00}-\x{9FFF}",
        "inhangulsyllables" => r"\x{AC00}-\x{D7AF}",
        "inhalfwidthandfullwidthforms" => r"\x{FF00}-\x{FFEF}",
        _ => "",
    };
    if !known.is_empty() {
        return Ok(known.to_owned());
    }
    let plain = bare.strip_prefix("Is").filter(|rest| !rest.is_empty());
    for name in [Some(bare), plain].into_iter().flatten() {
        let spelt = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '=' | '-'));
        let escaped = format!("\\p{{{name}}}");
        if spelt && regex_syntax::parse(&escaped).is_ok() {
            return Ok(escaped);
        }
    }
    Err(format!("the property {name} is not known"))
}

/// Reads an escape for one character, behind its `\`.
pub(super) fn char_escape(cursor: &mut Cursor<'_>) -> Result<Option<char>, String> {
    let Some(c) = cursor.peek() else {
        return Ok(None);
    };
    let fixed = match c {
        'a' => '\u{7}',
        'e' => '\u{1B}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' | 'U' | 'x' | '0' | 'c' => {
            let _ = cursor.next();
            return code_point(cursor, c).map(Some);
        }
        c if !c.is_ascii_alphanumeric() => c,
        _ => return Ok(None),
    };
    let _ = cursor.next();
    Ok(Some(fixed))
}

fn code_point(cursor: &mut Cursor<'_>, kind: char) -> Result<char, String> {
    let hex = |c: char| c.is_ascii_hexdigit();
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok();
    let value = match kind {
        'c' => cursor
            .next()
            .map(|c| u32::from(c.to_ascii_uppercase()) ^ 0x40),
        '0' => number(cursor.run(3, |c| matches!(c, '0'..='7')), 8),
        'U' => number(cursor.run(8, hex), 16),
        'x' if cursor.take("{") => cursor.up_to("}").and_then(|digits| number(digits, 16)),
        'x' => number(cursor.run(2, hex), 16),
        _ => {
            let first = number(cursor.run(4, hex), 16);
            // A character beyond U+FFFF, in Java's two halves.
            match first {
                Some(high @ 0xD800..=0xDBFF) if cursor.take("\\u") => {
                    let low = number(cursor.run(4, hex), 16);
                    low.filter(|low| (0xDC00..=0xDFFF).contains(low))
                        .map(|low| 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                }
                other => other,
            }
        }
    };
    value
        .and_then(char::from_u32)
        .ok_or_else(|| format!("\\{kind} names no character"))
}
