//! JSON (RFC 8259), with comments, keys without quotes and single quotes where somebody wrote such
//! (JSON5), and the Application Resource Bundles
//! (ARB) made of it. Every value that is a string is a text, but one that is plainly for the program; of
//! an ARB, what begins with `@` speaks of a text, and its description is a note on it.

use std::collections::HashMap;
use std::ops::Range;

use super::program::is_for_program;
use super::{between, quoted, values, write_quoted};
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece, Write};

/// How deep values may stand in each other: deeper is no text of a program.
const DEEPEST: usize = 256;

/// The blocks of a JSON file, in order; those that are plainly for the program where they are asked for.
pub(in crate::document) fn find(text: &str, code: bool) -> Result<Vec<Found>, Fault> {
    let (found, _) = read(text, |key, value| code || !is_for_program(key, value))?;
    Ok(found)
}

/// The blocks of an ARB, in order.
pub(in crate::document) fn arb(text: &str) -> Result<Vec<Found>, Fault> {
    let (found, strings) = read(text, |_, _| true)?;
    let is_of_text = |found: &Found| {
        found
            .block
            .key
            .as_ref()
            .is_some_and(|key| !key.starts_with('@'))
    };
    let texts = found.into_iter().filter(is_of_text);
    let noted = texts.map(|mut found| {
        let key = found.block.key.as_ref();
        let said = |key: &str| strings.get(&format!("@{key}.description"));
        // The variants of a choice are called by the key of their text first.
        let of_text = |key: &str| said(key.split('[').next().unwrap_or(key));
        let note = key.and_then(|key| said(key).or_else(|| of_text(key)));
        found.block.note = note.cloned();
        found
    });
    Ok(noted.collect())
}

/// Where an ARB says its language.
pub(in crate::document) fn language(text: &str) -> Option<Range<usize>> {
    const KEY: &str = "\"@@locale\"";
    let after = text.get(text.find(KEY)? + KEY.len()..)?;
    let value = after.trim_start().strip_prefix(':')?.trim_start();
    let value = value.strip_prefix('"')?;
    let start = text.len() - value.len();
    Some(start..start + value.find('"')?)
}

/// Where something stands in what is open.
enum Place {
    /// In an object, after this key, or before any.
    Object(Option<String>),
    /// In a list, by its number from 0.
    List(usize),
}

/// The texts that are wanted, and every string by its key.
fn read(
    text: &str,
    is_wanted: impl Fn(&str, &str) -> bool,
) -> Result<(Vec<Found>, HashMap<String, String>), Fault> {
    let mut found = Vec::new();
    let mut strings = HashMap::new();
    let mut open: Vec<Place> = Vec::new();
    let mut at = 0;
    let fault = |at, message: &str| Fault {
        at,
        message: message.to_owned(),
    };
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or_default();
        let mut length = first.len_utf8();
        match first {
            '{' | '[' => {
                open.push(match first {
                    '{' => Place::Object(None),
                    _ => Place::List(0),
                });
                if open.len() > DEEPEST {
                    return Err(fault(at, "values stand in each other too deep to be read"));
                }
            }
            '}' | ']' => {
                let fits = match open.pop() {
                    Some(Place::Object(_)) => first == '}',
                    Some(Place::List(_)) => first == ']',
                    None => false,
                };
                if !fits {
                    return Err(fault(
                        at,
                        &format!("there is no bracket that “{first}” closes"),
                    ));
                }
            }
            ',' => match open.last_mut() {
                Some(Place::Object(key)) => *key = None,
                Some(Place::List(number)) => *number += 1,
                None => {}
            },
            '"' | '\'' => {
                let string = quoted(text, at + 1, first)
                    .ok_or_else(|| fault(at, "the text that begins here has no end"))?;
                length = string.raw.last().map_or(1, |end| end + 1 - at);
                match open.last_mut() {
                    Some(Place::Object(key @ None)) => *key = Some(string.text),
                    _ => {
                        let key = path(&open);
                        let write: Write = match first {
                            '"' => write_quoted,
                            _ => write_single,
                        };
                        if is_wanted(&key, &string.text) {
                            found.extend(values(&string, &key, None, write));
                        }
                        strings.insert(key, string.text);
                    }
                }
            }
            '/' if rest.starts_with("//") => length = rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => {
                length = rest.find("*/").map_or(rest.len(), |end| end + 2);
            }
            // JSON5 has keys without quotes.
            c if is_of_name(c) => {
                length = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
                if let Some(Place::Object(key @ None)) = open.last_mut() {
                    *key = rest.get(..length).map(str::to_owned);
                }
            }
            _ => {}
        }
        at += length;
    }
    match open.is_empty() {
        true => Ok((found, strings)),
        false => Err(fault(
            text.len(),
            "the file ends before its last bracket is closed",
        )),
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Writes text into a string between single quotes, which JSON5 has.
fn write_single(_: &Found, pieces: &[Piece<'_>]) -> String {
    between(pieces, '\'')
}

/// The keys that lead to a value, joined by points.
fn path(open: &[Place]) -> String {
    let steps = open.iter().map(|place| match place {
        Place::Object(key) => key.clone().unwrap_or_default(),
        Place::List(number) => number.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, merged, original, shown};
    use crate::document::{Format, extract};

    const JSON: &str = r#"{
  // a comment
  "menu": { "open": "Open \"{file}\"", "none": "", "list": ["One\nTwo", 3, true, "10"] },
  "html": "A <a href=\"https://wipo.int\">link</a> to caf\u00e9 \ud83d\ude00",
  "url": "https://wipo.int/a b".length,
  "site": "https://wipo.int"
}
"#;

    #[test]
    fn what_json5_has_beyond_json_is_read() {
        let text = "{ // settings\n  open: 'Don\\'t \"open\"', $new: \"New\", list: ['One', 0xFF, true], }\n";
        assert_eq!(shown(Format::Json, text), ["Don't \"open\"", "New", "One"]);
        let blocks = extract(&original(Format::Json, text)).unwrap().to_blocks();
        assert_eq!(blocks[1].key.as_deref(), Some("$new"));
        assert_kept(Format::Json, text);
    }

    #[test]
    fn a_bundle_says_its_language() {
        let text = "{ \"@@locale\": \"en\", \"a\": \"One\" }";
        assert_eq!(super::language(text).map(|place| &text[place]), Some("en"));
        let zh = crate::text::LangTag::parse("zh-Hans").unwrap();
        let chinese = merged(&original(Format::Arb, text), Some(&zh), |_| None).bytes;
        let chinese = String::from_utf8(chinese).unwrap();
        assert_eq!(chinese, text.replace("\"en\"", "\"zh_Hans\""));
    }

    #[test]
    fn what_is_for_the_program_is_left_alone_and_counted() {
        let text = r##"{ "id": "nav_main", "color": "#FF0000", "label": "Open", "made": "2024-09-18T10:05:00Z" }"##;
        assert_eq!(shown(Format::Json, text), ["Open"]);
        let read = extract(&original(Format::Json, text)).unwrap();
        assert!(read.remarks.concat().contains(": 3 values;"));
        let mut asked = original(Format::Json, text);
        asked.more.code = true;
        let read = extract(&asked).unwrap();
        assert_eq!((read.blocks.len(), read.remarks.len()), (4, 0));
        assert_kept(Format::Json, text);
    }

    #[test]
    fn two_signs_of_per_cent_are_one_of_the_text() {
        let text = r#"{ "a": "100%% of %d files" }"#;
        assert_eq!(shown(Format::Json, text), ["100%% of {1/} files"]);
    }

    #[test]
    fn every_string_is_a_text_called_by_its_key() {
        assert_eq!(
            shown(Format::Json, JSON),
            [
                "Open \"{1/}\"",
                "One\nTwo",
                "A {1}link{/1} to café 😀",
                "https://wipo.int/a b"
            ]
        );
        let blocks = extract(&original(Format::Json, JSON)).unwrap().to_blocks();
        assert_eq!(blocks[1].key.as_deref(), Some("menu.list.0"));
        assert_kept(Format::Json, JSON);
    }

    #[test]
    fn what_an_arb_says_of_a_text_is_a_note_on_it() {
        let arb = r#"{"@@locale": "en", "hi": "Hello {name}",
            "@hi": {"description": "A greeting", "placeholders": {"name": {"type": "String"}}}}"#;
        let blocks = extract(&original(Format::Arb, arb)).unwrap().to_blocks();
        assert_eq!(blocks.len(), 1);
        assert_eq!(blocks[0].note.as_deref(), Some("A greeting"));
        assert_kept(Format::Arb, arb);
    }

    #[test]
    fn what_is_broken_is_said_with_its_line() {
        let broken = extract(&original(Format::Json, "{\n\"a\": \"b\n}")).unwrap_err();
        assert_eq!(
            broken.to_string(),
            "test, line 2: the text that begins here has no end"
        );
        let open = extract(&original(Format::Json, "{\n\"a\": [\"b\"\n}")).unwrap_err();
        assert_eq!(
            open.to_string(),
            "test, line 3: there is no bracket that “}” closes"
        );
        let deep = "[".repeat(100_000);
        assert!(extract(&original(Format::Json, &deep)).is_err());
    }
}
