use super::language;
use crate::document::tests::{assert_kept, original, shown, with};
use crate::document::{Filled, Format, extract};

const TEXT: &str = "en:
  title: The treaty of 1978  # a comment
  yes: true
  count: \"%{count} files\\n\"
  quoted: 'It''s here'
  list:
    - One
    - Two
      goes on
  literal: |
    First line
      deeper

    after a gap
  folded: >-
    one line
    that is folded

    and one more
  flow: {a: Apple, b: [Pear, 3]}
  été: café
";

#[test]
fn every_scalar_that_is_text_is_a_block_called_by_its_key() {
    assert_eq!(
        shown(Format::Yaml, TEXT),
        [
            "The treaty of 1978",
            "{1/} files",
            "It's here",
            "One",
            "Two goes on",
            "First line\n  deeper\n\nafter a gap",
            "one line that is folded\nand one more",
            "Apple",
            "Pear",
            "café",
        ]
    );
    let blocks = extract(&original(Format::Yaml, TEXT)).unwrap().to_blocks();
    assert_eq!(blocks[4].key.as_deref(), Some("en.list.1"));
    assert_kept(Format::Yaml, TEXT);
}

#[test]
fn what_cannot_stand_plain_is_quoted() {
    for new in [
        "说明：a",
        "a: b",
        "- 一",
        "\"引\"",
        "a #b",
        "{x}",
        "行\n行",
        "一, 二",
    ] {
        let changed = with(Format::Yaml, "a: Text # c\nb: [Text]\n", |_| {
            Some(Filled {
                text: new.to_owned(),
                codes: Vec::new(),
            })
        });
        assert!(changed.contains(" # c\nb: ["), "{changed}");
        let blocks = extract(&original(Format::Yaml, &changed))
            .unwrap()
            .to_blocks();
        assert_eq!(blocks.len(), if new == "{x}" { 0 } else { 2 }, "{changed}");
        for block in blocks {
            assert_eq!(block.text, new, "{changed}");
        }
    }
}

#[test]
fn what_stands_between_double_quotes_is_text_in_whatever_way_it_is_written() {
    let text = "a: \"A long\\ttext,
  folded  \\
  here, \\u00e9 \\U0001F600 \\x41\\_b

  and a line.\"
b: \"
  Two
  lines
  \"
order: [:year, :month]
";
    assert_eq!(
        shown(Format::Yaml, text),
        [
            "A long\ttext, folded  here, é 😀 A\u{a0}b\nand a line.",
            "Two lines"
        ]
    );
    assert_kept(Format::Yaml, text);
}

#[test]
fn a_blank_line_of_a_block_has_no_white_space() {
    let text = "a:\n  b: |\n    One\n\n    two\n";
    let chinese = with(Format::Yaml, text, |_| {
        Some(Filled {
            text: "一\n\n二".to_owned(),
            codes: Vec::new(),
        })
    });
    assert_eq!(chinese, "a:\n  b: |\n    一\n\n    二\n");
    let folded = with(Format::Yaml, &text.replace('|', ">"), |_| {
        Some(Filled {
            text: "一\n\n二".to_owned(),
            codes: Vec::new(),
        })
    });
    assert_eq!(folded, "a:\n  b: >\n    一\n\n\n    二\n");
}

#[test]
fn a_file_stands_under_its_language() {
    let said = |text: &'static str| language(text).map(|place| &text[place]);
    assert_eq!(
        said("# Rails\n---\nen: # English\n  hello: Hello\n  de: x\n"),
        Some("en")
    );
    assert_eq!(said("\"en-GB\":\n  a: b\n"), Some("en-GB"));
    for text in [
        "en:\n  a: b\nde:\n  a: c\n",
        "ui:\n  a: b\n",
        "en: text\n",
        "",
    ] {
        assert_eq!(said(text), None, "{text}");
    }
}
