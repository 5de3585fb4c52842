use proptest::prelude::*;

use crate::document::tests::{assert_kept, shown, with};
use crate::document::{Block, Filled, Format};

const TEXT: &str = "\
---
title: \"The page: its title\"
layout: post
---

# The *treaty* of 1978 {#treaty}

The **Patent Cooperation Treaty** (PCT) has [157 members](https://wipo.int \"Member states\"),
and a ![seal](seal.png). Run `yiku init` first.[^1]

Setext
======

> A quotation
> of two lines,\\
> and a third.

- [ ] to do
- A \\*star\\* &amp; an _accent_

1. one
2. <https://wipo.int>

| Left | Right |
|:-----|------:|
| a \\| b | **c** |

```rust
fn main() {}
```

<div class=\"note\">
  <p title=\"Hint\">A <b>note</b>.</p>
</div>

A <kbd>key</kbd>, <code>code</code><br>and [a reference][ref] or [shortcut].

[^1]: A footnote.

[ref]: /url \"Its title\"
[shortcut]: /other
";

#[test]
fn what_a_reader_sees_is_text_and_the_rest_is_codes() {
    let expected = [
        "The page: its title",
        "The {1}treaty{/1} of 1978",
        "The {1}Patent Cooperation Treaty{/1} (PCT) has {2}157 members{/2}, and a {3}seal{/3}. \
         Run {4/} first.",
        "Member states",
        "Setext",
        "A quotation of two lines,\nand a third.",
        "to do",
        "A *star* & an {1}accent{/1}",
        "one",
        "Left",
        "Right",
        "a | b",
        "c",
        "Hint",
        "A {1}note{/1}.",
        "A {1}key{/1}, {2/}\nand {3}a reference{/3} or {4}shortcut{/4}.",
        "A footnote.",
        "Its title",
    ];
    assert_eq!(shown(Format::Markdown, TEXT), expected);
}

#[test]
fn all_else_stays_to_the_byte() {
    assert_kept(Format::Markdown, TEXT);
    assert_kept(Format::Markdown, &TEXT.replace('\n', "\r\n"));
}

/// The document with `new` as its only text, and the codes of the old one at its ends.
fn said(text: &str, new: &str, at: [u32; 2]) -> String {
    with(Format::Markdown, text, |block: &Block| {
        let mut codes = block.codes.clone();
        for (code, at) in codes.iter_mut().zip(at) {
            code.at = at;
        }
        Some(Filled {
            text: new.to_owned(),
            codes,
        })
    })
}

#[test]
fn what_would_be_taken_for_a_mark_is_read_as_text() {
    for new in [
        "# no heading",
        "- no item",
        "1. no item",
        "a * b * c, *d* and _e_ and __f__",
        "[no](link) ![no](image) [^no]",
        "<b> & &lt; 1 < 2 > 1",
        "a | b | c",
        "`no code` and ~~none~~",
        "back\\slash \\* and snake_case_name",
        "=== and --- or ***",
        "+ plus",
        "> no quotation",
        ": none",
        "12) none",
    ] {
        for text in [
            "Text.\n",
            "> Text.\n",
            "- Text.\n",
            "# Text\n",
            "| a |\n|---|\n",
        ] {
            let changed = said(text, new, [0, 0]);
            assert_eq!(shown(Format::Markdown, &changed)[0], new, "{changed}");
        }
    }
}

#[test]
fn emphasis_between_chinese_characters_is_emphasis() {
    // “重要。” in bold, and a character right after: `**` could not end it there.
    let bold = "Read **this.** Now.\n";
    assert_eq!(
        said(bold, "请看重要。现在", [6, 15]),
        "请看<strong>重要。</strong>现在\n"
    );
    assert_eq!(said(bold, "请看重要现在", [6, 12]), "请看**重要**现在\n");
    let underscores = "Read _this_ now.\n";
    assert_eq!(
        said(underscores, "请看重要现在", [6, 12]),
        "请看*重要*现在\n"
    );
}

#[test]
fn a_link_that_is_named_by_its_text_still_leads_there() {
    let text = "See [the guide] now.\n\n[the guide]: /guide\n";
    assert_eq!(
        said(text, "见指南。", [3, 9]),
        "见[指南][the guide]。\n\n[the guide]: /guide\n"
    );
}

/// A text of many pieces, with headings that stand in something else where one might end.
fn long(end: &str) -> String {
    let section = "\
# A heading

A paragraph, **bold**, of [a reference][ref], and so on.[^1]

```text
# No heading
```

<!--
# No heading

# Nor this
-->

> # Another

- an item

";
    let filling = "Many a word stands in a section of a book. ".repeat(1300);
    format!("{}{end}", format!("{section}{filling}\n\n").repeat(20))
}

#[test]
fn a_long_text_is_read_as_if_it_were_short() {
    let names = "[^1]: A footnote.\n\n[ref]: /url \"Its title\"\n";
    let nowhere = shown(Format::Markdown, &long(""));
    let section = [
        "A heading",
        "A paragraph, {1}bold{/1}, of [a reference][ref], and so on.[^1]",
        "Another",
        "an item",
    ];
    assert_eq!(nowhere.len(), 20 * (section.len() + 1));
    assert_eq!(nowhere[..section.len()], section);
    assert_eq!(nowhere[19 * 5..][..section.len()], section);
    let at_the_end = shown(Format::Markdown, &long(names));
    let named = "A paragraph, {1}bold{/1}, of {2}a reference{/2}, and so on.";
    assert_eq!(at_the_end[1], named);
    assert_eq!(
        at_the_end[nowhere.len()..],
        ["A footnote.", "Its title"].map(str::to_owned)
    );
    // What a piece says itself is asked for nowhere else; of two of a name the first holds.
    let in_each = shown(Format::Markdown, &long("").replace("> # Another\n", names));
    assert_eq!(in_each[1], named);
    let titles = in_each.iter().filter(|text| *text == "Its title").count();
    assert_eq!(titles, 1);
    // What only looks like a definition leads nowhere; a quotation may define, in whatever case.
    let shows_them = long("```text\n[ref]: /url\n[^1]: No footnote.\n```\n");
    assert_eq!(shown(Format::Markdown, &shows_them), nowhere);
    let quoted = long("> [REF]: /url\n> [^1]: A footnote.\n");
    assert_eq!(shown(Format::Markdown, &quoted)[1], named);
    for text in [long(""), long(names), quoted] {
        assert_kept(Format::Markdown, &text);
    }
}

#[test]
fn what_stands_between_lines_of_hyphens_is_text() {
    let text = "One.\n\n---\nTwo.\n\n---\nThree.\n";
    assert_eq!(shown(Format::Markdown, text), ["One.", "Two.", "Three."]);
}

#[test]
fn math_is_code_and_prices_are_text() {
    let text = "Fees rose from $5 to 10 US$ when $E = mc^2$ held.\n\n$$\na^2 + b^2\n$$\n\nIt costs $5-$10, \
        not \\$x\\$.\n\nTerm\n: Its *definition*.\n";
    assert_eq!(
        shown(Format::Markdown, text),
        [
            "Fees rose from $5 to 10 US$ when {1/} held.",
            "It costs $5-$10, not $x$.",
            "Term",
            "Its {1}definition{/1}.",
        ]
    );
    assert_kept(Format::Markdown, text);
    let chinese = with(Format::Markdown, "One\n", |_| {
        Some(Filled {
            text: "$x$ 和 5 US$".to_owned(),
            codes: Vec::new(),
        })
    });
    assert_eq!(shown(Format::Markdown, &chinese), ["$x$ 和 5 US$"]);
}

#[test]
fn attributes_of_elements_in_running_text_are_read() {
    let text = "See <abbr title=\"World Office\">WO</abbr> and <img src=a.png alt='A red flag'>.\n\n\
        > Quoted <a href=x title=\"A tip\">link</a>.\n\n<input placeholder=\"Your name\">\n\n\
        <span translate=\"no\" title=\"Left alone\">PCT</span> is a word.\n\n<b title=\"{{ tip }}\">x</b> is bold.\n";
    assert_eq!(
        shown(Format::Markdown, text),
        [
            "See {1}WO{/1} and {2/}.",
            "World Office",
            "A red flag",
            "Quoted {1}link{/1}.",
            "A tip",
            "Your name",
            "{1/} is a word.",
            "{1}x{/1} is bold.",
        ]
    );
    assert_kept(Format::Markdown, text);
    let mdx = "A <Tip title=\"Hint\" size={3}>word</Tip> here.\n";
    assert_eq!(shown(Format::Mdx, mdx), ["A {1}word{/1} here.", "Hint"]);
    assert_kept(Format::Mdx, mdx);
}

#[test]
fn a_tilde_is_escaped_where_another_stands() {
    let written = |new: &str| {
        with(Format::Markdown, "Old", |_| {
            Some(Filled {
                text: new.to_owned(),
                codes: Vec::new(),
            })
        })
    };
    assert_eq!(written("about 5~10 days"), "about 5~10 days");
    assert_eq!(written("5~10, 6~12"), "5\\~10, 6\\~12");
    assert_eq!(written("~~~"), "\\~\\~\\~");
}

#[test]
fn a_subscript_of_other_programs_stays_one() {
    let written = |new: &str| {
        with(Format::Markdown, "Water is H~2~O and x^2^ too.", |_| {
            Some(Filled {
                text: new.to_owned(),
                codes: Vec::new(),
            })
        })
    };
    for new in ["水是H~2~O，x^2^也一样。", "CO~2~。"] {
        assert_eq!(written(new), new);
        assert_eq!(shown(Format::Markdown, &written(new)), [new]);
    }
    assert_eq!(written("C~x~和C~2~"), "C\\~x\\~和C\\~2\\~");
    let beside = "It is H~2~O, and ~~not~~ so.";
    let kept = with(Format::Markdown, beside, |block| {
        Some(Filled {
            // As long.
            text: block.text.replace("It is ", "水是"),
            codes: block.codes.clone(),
        })
    });
    assert_eq!(kept, "水是H~2~O, and ~~not~~ so.");
}

proptest! {
    /// Whatever stands beside tildes, they are read as they were meant.
    #[test]
    fn tildes_are_read_as_they_were_written(new in "[A水2]([A水2~。(-]{0,9}[A水2])?") {
        let text = with(Format::Markdown, "H~2~O ~A~ is 水~2~.", |_| Some(Filled {
            text: new.clone(),
            codes: Vec::new(),
        }));
        prop_assert_eq!(shown(Format::Markdown, &text), [new]);
    }
}
