//! The plurals of Apple's systems (`.stringsdict`, a property list): what is said of one, of few, of many;
//! on a telephone and on a watch; where there is little room (Apple's archive, "Internationalization and
//! Localization Guide", Stringsdict File Format).

use super::{Reader, as_it_is, entity};
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece};
use crate::document::values::{escaped, values};
use crate::exchange::xml::Token;

/// Keys whose values say how a number is written, and not what is said.
const CODE: [&str; 2] = ["NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey"];

/// The text that the others are put into.
const WHOLE: &str = "NSStringLocalizedFormatKey";

/// The blocks of a file of plurals, in order, each called by the keys that lead to it: `files.one`.
pub(in crate::document) fn find(text: &str) -> Result<Vec<Found>, Fault> {
    let mut reader = Reader::new(text);
    let mut found = Vec::new();
    // The keys of what is open, and the last one in it.
    let mut open: Vec<String> = Vec::new();
    let mut key = String::new();
    while let Some(token) = reader.next()? {
        match token {
            Token::Start => match reader.xml.name() {
                "dict" => open.push(std::mem::take(&mut key)),
                "key" => key = reader.content(as_it_is)?.0.text,
                "string" => {
                    let (value, _) = reader.content(as_it_is)?;
                    let key = std::mem::take(&mut key);
                    if CODE.contains(&key.as_str()) {
                        continue;
                    }
                    let own = (key != WHOLE).then_some(key);
                    let path: Vec<&str> = (open.iter().chain(&own))
                        .map(String::as_str)
                        .filter(|step| !step.is_empty() && !step.starts_with("NSString"))
                        .collect();
                    found.extend(values(&value, &path.join("."), None, write));
                }
                _ => {}
            },
            Token::End if reader.xml.name() == "dict" => {
                open.pop();
            }
            _ => {}
        }
    }
    Ok(found)
}

fn write(_: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, entity)
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown};
    use crate::document::{Format, extract};

    const PLURALS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>files</key>
  <dict>
    <key>NSStringLocalizedFormatKey</key>
    <string>You have %#@files@ &amp; more</string>
    <key>files</key>
    <dict>
      <key>NSStringFormatSpecTypeKey</key>
      <string>NSStringPluralRuleType</string>
      <key>NSStringFormatValueTypeKey</key>
      <string>ld</string>
      <key>one</key>
      <string>one file</string>
      <key>other</key>
      <string>%ld files</string>
    </dict>
  </dict>
  <key>only</key>
  <dict><key>NSStringLocalizedFormatKey</key><string>%#@n@</string></dict>
</dict>
</plist>
"#;

    #[test]
    fn plurals_of_apple_are_texts_and_what_says_how_they_are_put_together_is_not() {
        assert_eq!(
            shown(Format::Plurals, PLURALS),
            ["You have {1/} & more", "one file", "{1/} files"]
        );
        let blocks = extract(&original(Format::Plurals, PLURALS))
            .unwrap()
            .to_blocks();
        let keys: Vec<_> = blocks
            .iter()
            .map(|block| block.key.as_deref().unwrap())
            .collect();
        assert_eq!(keys, ["files", "files.files.one", "files.files.other"]);
        assert_kept(Format::Plurals, PLURALS);
    }
}
