//! The strings of Android (`strings.xml`; Android's guide, "String resources").

use std::ops::Range;

use super::{Reader, closed, comment_before, entity};
use crate::check::marks;
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece, Write};
use crate::document::values::{Decoded, escaped, unicode_unescape, values};
use crate::exchange::xml::Token;

/// The blocks of Android's strings, in order: `string`, and each `item` of an array or of plurals,
/// but what is said not to be translated and what refers to something else. The comment right before
/// one is a note on it, and so is that before what it is an item of.
pub(in crate::document) fn find(text: &str) -> Result<Vec<Found>, Fault> {
    let mut reader = Reader::new(text);
    let mut found = Vec::new();
    let mut parent = String::new();
    let mut parent_note = None;
    let mut number = 0;
    while let Some(token) = reader.next()? {
        if token != Token::Start {
            continue;
        }
        let name = reader.xml.name().to_owned();
        let attribute = |name: &str| reader.xml.attribute(name).map(str::to_owned);
        let note = comment_before(text, reader.xml.range().start);
        let is_protected = attribute("translatable").as_deref() == Some("false");
        let (key, note) = match (name.as_str(), attribute("type").as_deref()) {
            _ if is_protected => {
                reader.skip()?;
                continue;
            }
            ("resources", _) => continue,
            ("string-array" | "array" | "plurals", _) => {
                parent = attribute("name").unwrap_or_default();
                parent_note = note;
                number = 0;
                continue;
            }
            ("string", _) | ("item", Some("string")) => {
                (attribute("name").unwrap_or_default(), note)
            }
            ("item", None) => {
                let item = attribute("quantity").unwrap_or_else(|| number.to_string());
                number += 1;
                (format!("{parent}.{item}"), note.or(parent_note))
            }
            // Styles, numbers and the like, of which no item is a text.
            _ => {
                reader.skip()?;
                continue;
            }
        };
        let mut is_quoted = false;
        let (decoded, in_section) = reader
            .content(|decoded, source, start| literal(decoded, source, start, &mut is_quoted))?;
        let decoded = without_quotes(decoded);
        if is_reference(text, &decoded) {
            continue;
        }
        let write: Write = match in_section {
            true => written_in_section,
            false => written,
        };
        found.extend(values(&decoded, &key, note, write));
    }
    Ok(found)
}

/// Adds what is written from `start` on: white space is one space, but between quotes, which are
/// codes.
fn literal(decoded: &mut Decoded, source: &str, start: usize, is_quoted: &mut bool) {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut at = start;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        let mut c = first;
        let escape = rest.get(1..).and_then(|rest| rest.chars().next());
        match (first, escape) {
            ('"', _) => {
                *is_quoted = !*is_quoted;
                decoded.code("\"", at);
                (at, rest) = (at + 1, rest.get(1..).unwrap_or_default());
                continue;
            }
            ('\\', Some(escape)) => {
                length += escape.len_utf8();
                c = match escape {
                    'n' => '\n',
                    't' => '\t',
                    'u' => match rest.get(2..).and_then(unicode_unescape) {
                        Some((c, more)) => {
                            length += more;
                            c
                        }
                        None => escape,
                    },
                    other => other,
                };
            }
            _ if blank(first) && !*is_quoted => {
                length = rest.len() - rest.trim_start_matches(blank).len();
                c = ' ';
            }
            _ => {}
        }
        at += length;
        decoded.push(c, at);
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// A string without the two quotes that stand around the whole of it; those in a tag are of the tag.
fn without_quotes(mut decoded: Decoded) -> Decoded {
    let text = decoded.text.as_str();
    let is_quote = |code: &&Range<usize>| text.get((*code).clone()) == Some("\"");
    let quotes: Vec<&Range<usize>> = decoded.codes.iter().filter(is_quote).collect();
    if let [first, last] = quotes.as_slice()
        && text.trim_start().len() == text.len() - first.start
        && text.trim_end().len() == last.end
    {
        let within = first.end..last.start;
        return decoded.stretch(&within);
    }
    let tags: Vec<Range<usize>> = marks(text).map(|(range, _)| range).collect();
    let is_of_tag = |code: &Range<usize>| {
        let next = tags.partition_point(|tag| tag.end <= code.start);
        tags.get(next).is_some_and(|tag| tag.start < code.end)
    };
    let keep: Vec<bool> = decoded
        .codes
        .iter()
        .map(|code| !is_quote(&code) || !is_of_tag(code))
        .collect();
    let mut keep = keep.into_iter();
    decoded.codes.retain(|_| keep.next().unwrap_or(true));
    decoded
}

/// Whether a string stands for something else: `@string/name`, `?attr/name`.
fn is_reference(text: &str, decoded: &Decoded) -> bool {
    let written = text.get(decoded.raw(&(0..decoded.text.len())));
    let written = written.unwrap_or_default().trim();
    written.starts_with(['@', '?']) && !written.contains(char::is_whitespace)
}

/// How a character stands in a string of Android.
fn backslash(c: char) -> Option<String> {
    let written = match c {
        '\'' => "\\'",
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\t' => "\\t",
        _ => return None,
    };
    Some(written.to_owned())
}

fn written(_: &Found, pieces: &[Piece<'_>]) -> String {
    marked(escaped(pieces, |c| backslash(c).or_else(|| entity(c))))
}

fn written_in_section(_: &Found, pieces: &[Piece<'_>]) -> String {
    marked(closed(&escaped(pieces, backslash)))
}

/// A string that begins with what would make it a reference.
fn marked(written: String) -> String {
    match written.starts_with(['@', '?']) {
        true => format!("\\{written}"),
        false => written,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown, with};
    use crate::document::{Block, Filled, Format, extract};

    const ANDROID: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- a file -->
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
    <!-- On the button -->
    <string name="open">Don\'t open <b>%1$s</b> &amp; go</string>
    <string name="app" translatable="false">yiku</string>
    <string name="html"><![CDATA[A <i>page</i> of 1 & 2]]></string>
    <string name="encoded">See &lt;a href="x">it&lt;/a></string>
    <string-array name="days"><item>Monday</item><item>Tuesday\u00a0x</item></string-array>
    <plurals name="files"><item quantity="one">%d file</item></plurals>
    <string name="empty"/>
</resources>
"#;

    #[test]
    fn strings_of_android_are_texts_called_by_their_names() {
        assert_eq!(
            shown(Format::Android, ANDROID),
            [
                "Don't open {1}{2/}{/1} & go",
                "A {1}page{/1} of 1 & 2",
                "See {1}it{/1}",
                "Monday",
                "Tuesday\u{a0}x",
                "{1/} file",
            ]
        );
        let blocks = extract(&original(Format::Android, ANDROID))
            .unwrap()
            .to_blocks();
        let key = |block: &Block| block.key.clone().unwrap();
        let keys: Vec<String> = blocks.iter().map(key).collect();
        assert_eq!(
            keys,
            ["open", "html", "encoded", "days.0", "days.1", "files.one"]
        );
        assert_eq!(blocks[0].note.as_deref(), Some("On the button"));
        assert_kept(Format::Android, ANDROID);
    }

    #[test]
    fn only_texts_are_texts_and_white_space_is_what_android_makes_of_it() {
        let text = r#"<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
    <string name="long">
        This text spans
        two lines.
    </string>
    <string name="quoted">"  It's  indented "</string>
    <string name="middle">One"  "two</string>
    <string name="same">@string/long</string>
    <string name="theme">?attr/colorPrimary</string>
    <string name="at">\@home now</string>
    <style name="App"><item name="android:textAllCaps">false</item></style>
    <item name="old" type="string">As it was</item>
    <item name="alpha" type="dimen" format="float">0.5 dp</item>
    <!-- How many were chosen -->
    <plurals name="chosen">
        <item quantity="other"><xliff:g id="n" example="3">%d</xliff:g> notes selected</item>
    </plurals>
</resources>
"#;
        assert_eq!(
            shown(Format::Android, text),
            [
                "This text spans two lines.",
                "It's  indented",
                "One{1/}  {2/}two",
                "@home now",
                "As it was",
                "{1/} notes selected",
            ]
        );
        let blocks = extract(&original(Format::Android, text))
            .unwrap()
            .to_blocks();
        assert_eq!(blocks[5].note.as_deref(), Some("How many were chosen"));
        assert_kept(Format::Android, text);
        let chinese = with(Format::Android, text, |block| {
            let text = block.text.starts_with("It's").then(|| "它 'x'".to_owned());
            Some(Filled {
                text: text.unwrap_or_else(|| "译文".to_owned()),
                codes: block.codes.clone(),
            })
        });
        assert!(chinese.contains(">\"  它 \\'x\\' \"</string>"), "{chinese}");
        assert!(
            chinese.contains(">\n        译文\n    </string>"),
            "{chinese}"
        );
    }

    #[test]
    fn a_text_that_the_file_has_under_a_name_is_a_code() {
        let text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<!DOCTYPE resources [
    <!ENTITY app \"K-9\">
]>
<!-- Copyright --><!-- and --><!-- more -->
<resources>
    <string name=\"name\">&app;</string>
    <string name=\"thanks\">Thank you for using &app;, &lt;b&gt;friend&lt;/b&gt;!</string>
</resources>
";
        let name = std::path::Path::new("strings.xml");
        assert_eq!(Format::of(name, text.as_bytes()), Some(Format::Android));
        assert_eq!(
            shown(Format::Android, text),
            ["Thank you for using {1/}, {2}friend{/2}!"]
        );
        assert_kept(Format::Android, text);
    }
}
