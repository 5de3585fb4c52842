//! JSON (RFC 8259), with comments, keys without quotes and single quotes where somebody wrote such
//! (JSON5), and the Application Resource Bundles
//! (ARB) made of it. Every value that is a string is a text, but one that is plainly for the program; of
//! an ARB, what begins with `@` speaks of a text, and its description is a note on it.

use std::collections::HashMap;
use std::ops::Range;

use super::program::{For, is_for};
use super::{between, quoted, values, write_quoted};
use crate::document::filter::{Fault, listed};
use crate::document::splice::{Found, Piece, Write};

/// How deep values may stand in each other: deeper is no text of a program.
const DEEPEST: usize = 256;

/// The blocks of a JSON file, in order, without those that are plainly for the program where they are not
/// asked for; and what is to be said of that.
pub(in crate::document) fn find(
    text: &str,
    code: bool,
) -> Result<(Vec<Found>, Vec<String>), Fault> {
    let read = read(text, code)?;
    let left = read.left;
    let left_alone = (left > 0).then(|| {
        let ending = if left == 1 { "" } else { "s" };
        format!(
            "left alone, being for the program (ids, colours, dates, paths): {left} value{ending}; \
             `yiku import --with code` reads such too"
        )
    });
    let remarks = left_alone.into_iter().chain(doubtful(&read.doubtful));
    Ok((read.found, remarks.collect()))
}

/// What is to be said of small words among values that are for the program.
fn doubtful(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| {
        format!(
            "small words beside values for the program were read as texts ({}); those that are for the \
             program too are to stay: `yiku lock` them",
            listed(words.iter().cloned())
        )
    })
}

/// The blocks of an ARB, in order.
pub(in crate::document) fn arb(text: &str) -> Result<Vec<Found>, Fault> {
    let Read { found, strings, .. } = read(text, true)?;
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
    Object(Option<String>, Object),
    /// In a list, by its number from 0.
    List(usize),
}

/// What is known of an object: whether its keys say what a thing is, or what its texts are about.
#[derive(Default)]
struct Object {
    /// Whether it is one of a list, or has a value that is for the program.
    is_thing: bool,
    /// Whether it has a text under a key that says what a thing says.
    speaks: bool,
    /// Whether it has a text under another.
    has_texts: bool,
    /// The blocks of words that are for people or for the program as it is the one or the other.
    either: Vec<usize>,
    /// Small words under keys that say nothing of that, with these.
    small: Vec<String>,
}

impl Object {
    fn note(&mut self, value: For) {
        match value {
            For::Users { speaks: true, .. } => self.speaks = true,
            For::Users { plainly, .. } => self.has_texts |= plainly,
            For::Program => self.is_thing = true,
            For::Either => {}
        }
    }

    /// Whether its keys say what its texts are about.
    fn is_of_texts(&self) -> bool {
        self.has_texts && !self.speaks && !self.is_thing
    }
}

/// What was read of a file.
#[derive(Default)]
struct Read {
    found: Vec<Found>,
    /// How many blocks were left alone.
    left: usize,
    /// Small words in things, with their keys, which may be for the program.
    doubtful: Vec<String>,
    /// Every string by its key, where all are wanted.
    strings: HashMap<String, String>,
}

/// The texts: all, or those that are for people.
fn read(text: &str, all: bool) -> Result<Read, Fault> {
    let mut read = Read::default();
    let mut left: Vec<usize> = Vec::new();
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
                let own = Object {
                    is_thing: matches!(open.last(), Some(Place::List(_))),
                    ..Object::default()
                };
                open.push(match first {
                    '{' => Place::Object(None, own),
                    _ => Place::List(0),
                });
                if open.len() > DEEPEST {
                    return Err(fault(at, "values stand in each other too deep to be read"));
                }
            }
            '}' | ']' => {
                let fits = match open.pop() {
                    Some(Place::Object(_, own)) => {
                        if !own.is_of_texts() {
                            left.extend(&own.either);
                        }
                        if own.is_thing {
                            read.doubtful.extend(own.small);
                        }
                        first == '}'
                    }
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
                Some(Place::Object(key, _)) => *key = None,
                Some(Place::List(number)) => *number += 1,
                None => {}
            },
            '"' | '\'' => {
                let string = quoted(text, at + 1, first)
                    .ok_or_else(|| fault(at, "the text that begins here has no end"))?;
                length = string.raw.last().map_or(1, |end| end + 1 - at);
                if let Some(Place::Object(key @ None, _)) = open.last_mut() {
                    *key = Some(string.text);
                } else {
                    let key = path(&open);
                    let write: Write = match first {
                        '"' => write_quoted,
                        _ => write_single,
                    };
                    let found = values(&string, &key, None, write);
                    if all {
                        read.found.extend(found);
                        read.strings.insert(key, string.text);
                    } else {
                        let value = is_for(&key, &string.text);
                        let object = match open.last_mut() {
                            Some(Place::Object(_, own)) => Some(own),
                            _ => None,
                        };
                        let next = read.found.len();
                        let own = next..next + found.len();
                        match (value, object) {
                            (For::Program, object) => {
                                read.left += found.len();
                                object.into_iter().for_each(|object| object.note(value));
                            }
                            (_, Some(object)) => {
                                object.note(value);
                                if value == For::Either {
                                    object.either.extend(own);
                                } else if is_small(value, &string.text) {
                                    object.small.push(format!("{key}: “{}”", string.text));
                                }
                                read.found.extend(found);
                            }
                            (For::Either, None) => read.left += found.len(),
                            (_, None) => read.found.extend(found),
                        }
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
                match open.last_mut() {
                    Some(Place::Object(key @ None, _)) => {
                        *key = rest.get(..length).map(str::to_owned);
                    }
                    Some(Place::Object(_, own)) => own.is_thing = true,
                    _ => {}
                }
            }
            _ => {}
        }
        at += length;
    }
    if !open.is_empty() {
        return Err(fault(
            text.len(),
            "the file ends before its last bracket is closed",
        ));
    }
    read.left += left.len();
    left.sort_unstable();
    let mut left = left.into_iter().peekable();
    let mut number = 0..;
    (read.found).retain(|_| {
        left.next_if_eq(&number.next().unwrap_or_default())
            .is_none()
    });
    Ok(read)
}

/// Whether a value is one small word, and its key does not say for whom.
fn is_small(value: For, text: &str) -> bool {
    let is_unsaid = matches!(
        value,
        For::Users {
            plainly: false,
            speaks: false
        }
    );
    is_unsaid && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase())
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
        Place::Object(key, _) => key.clone().unwrap_or_default(),
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
    fn a_small_word_is_for_people_among_texts_and_for_the_program_in_a_thing() {
        let texts =
            r#"{ "menu": { "file": "file", "type": "sort", "role": "duty", "save": "Save as" } }"#;
        assert_eq!(
            shown(Format::Json, texts),
            ["file", "sort", "duty", "Save as"]
        );
        for thing in [
            r#"{ "a": { "type": "button", "label": "open", "save": "Save as" } }"#,
            r#"{ "a": [{ "type": "button", "save": "Save as" }] }"#,
            r#"{ "a": { "type": "button", "save": "Save as", "width": 3 } }"#,
            r#"{ "a": { "type": "button", "save": "Save as", "id": "s" } }"#,
            r#"{ "a": { "type": "button" } }"#,
        ] {
            let read = extract(&original(Format::Json, thing)).unwrap();
            assert!(!read.text.contains("button"), "{thing}");
            assert!(read.remarks.concat().contains("left alone"), "{thing}");
            assert_kept(Format::Json, thing);
        }
    }

    #[test]
    fn a_small_word_beside_values_for_the_program_is_read_and_said() {
        let things = r#"{ "list": [{ "phase": "open", "label": "Filing" }], "day": "day", "hours": "hours" }"#;
        let read = extract(&original(Format::Json, things)).unwrap();
        let said = read.remarks.concat();
        assert!(said.contains("(list.0.phase: “open”)"), "{said}");
        assert!(read.text.contains("open"));
        let texts = r#"{ "menu": { "phase": "open", "label": "Filing" } }"#;
        let read = extract(&original(Format::Json, texts)).unwrap();
        assert_eq!(read.remarks, [""; 0]);
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
