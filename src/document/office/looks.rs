//! How the runs of a paragraph look, and what people call it where one looks otherwise.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::items::{Item, Run};

/// The run that looks as most of a paragraph does: by its text outside what has a beginning and an
/// end, where there is such.
pub(super) fn base(items: &[Item], runs: &[Run<'_>]) -> Option<usize> {
    let mut depth = 0;
    let mut looks: BTreeMap<&str, (usize, usize)> = BTreeMap::new(); // letters, the first run
    for item in items {
        match item {
            Item::Open(..) => depth += 1,
            Item::Close(..) => depth -= 1,
            Item::Text(text, _, Some(run)) if depth == 0 && !text.trim().is_empty() => {
                let look = runs.get(*run).map_or("", |run| run.look.as_str());
                looks.entry(look).or_insert((0, *run)).0 += text.chars().count();
            }
            _ => {}
        }
    }
    let most = looks
        .into_values()
        .max_by_key(|(letters, run)| (*letters, Reverse(*run)));
    most.map(|(_, run)| run)
        .or_else(|| first_text(items.iter()))
}

/// The run of the first text in what begins with an item.
pub(super) fn first_inside(items: &[Item], number: usize) -> Option<usize> {
    let Some(Item::Open(_, _, pair)) = items.get(number) else {
        return None;
    };
    let inside = items.iter().skip(number + 1);
    first_text(inside.take_while(|item| !matches!(item, Item::Close(_, _, own) if own == pair)))
}

fn first_text<'i>(mut items: impl Iterator<Item = &'i Item>) -> Option<usize> {
    items.find_map(|item| match item {
        Item::Text(text, _, run) if !text.trim().is_empty() => *run,
        _ => None,
    })
}

/// How text may look, as people call it, with what says so in properties.
const NAMES: &[(&[&str], &str)] = &[
    (
        &["hlinkClick", "w:val=\"Hyperlink\"", "Internet_20_link"],
        "link",
    ),
    (
        &["superscript", "baseline=\"3", "text-position=\"super"],
        "superscript",
    ),
    (
        &["subscript", "baseline=\"-", "text-position=\"sub"],
        "subscript",
    ),
    (
        &[
            "<w:b/>",
            "<w:b ",
            "<b/>",
            "b=\"1\"",
            "fo:font-weight=\"bold\"",
            "Strong",
        ],
        "bold",
    ),
    (
        &[
            "<w:i/>",
            "<w:i ",
            "<i/>",
            "i=\"1\"",
            "fo:font-style=\"italic\"",
            "Emphasis",
        ],
        "italic",
    ),
    (
        &[
            "<w:u ",
            "<u/>",
            "<u ",
            "u=\"sng\"",
            "text-underline-style=\"solid\"",
        ],
        "underlined",
    ),
];

/// What properties say that is so of text, and what says that it is not.
const NOT: &[&str] = &[
    "w:val=\"0\"",
    "w:val=\"false\"",
    "w:val=\"off\"",
    "w:val=\"none\"",
];

/// Whether a look has one of some marks.
fn says(look: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| {
        look.match_indices(mark).any(|(at, _)| {
            let behind = look.get(at + mark.len()..).unwrap_or_default();
            let is_open = mark.ends_with(' ');
            !is_open || !NOT.iter().any(|not| behind.starts_with(not))
        })
    })
}

/// Looks that are one of many, as people call them: each with the elements that say which, and the
/// attribute that does so in the first of their tags that has it.
const VALUES: &[(&[(&str, &str)], &str)] = &[
    (
        &[
            ("<w:highlight ", "w:val=\""),
            ("<w:shd ", "w:fill=\""),
            ("<a:highlight>", "val=\""),
            ("fo:background-color=", "\""),
        ],
        "highlight",
    ),
    (
        &[
            ("<w:color ", "w:val=\""),
            ("<a:solidFill>", "val=\""),
            ("fo:color=", "\""),
        ],
        "color",
    ),
];

/// The values that are how text looks of which nothing is said.
const PLAIN: &[&str] = &[
    "auto",
    "none",
    "000000",
    "FFFFFF",
    "tx1",
    "transparent",
    "#000000",
    "#ffffff",
];

/// Which of many a look is, where that is said and not the one of all text.
fn value<'l>(look: &'l str, marks: &[(&str, &str)]) -> Option<&'l str> {
    let mut said = marks.iter().filter_map(|(element, attribute)| {
        let (_, behind) = look.split_once(element)?;
        let (_, value) = behind.split_once(attribute)?;
        Some(value.split_once('"')?.0)
    });
    said.find(|value| !PLAIN.contains(value))
}

/// What people call the difference between a look and that of the text around it.
pub(super) fn look_name(look: &str, base: &str) -> &'static str {
    let names = NAMES.iter();
    let names = names.filter(|(marks, _)| says(look, marks) != says(base, marks));
    let values = VALUES.iter();
    let values = values.filter(|(marks, _)| value(look, marks) != value(base, marks));
    let mut found = names
        .map(|(_, name)| *name)
        .chain(values.map(|(_, name)| *name));
    found.next().unwrap_or("format")
}

/// What people call a look, a word for each thing that is so of it: `bold italic color=FF0000`. That a
/// text is a link is no look.
pub(super) fn look_words(look: &str) -> Option<Box<str>> {
    let names = NAMES
        .iter()
        .filter(|(marks, name)| *name != "link" && says(look, marks));
    let names = names.map(|(_, name)| (*name).to_owned());
    let values = VALUES.iter().filter_map(|(marks, name)| {
        let value = value(look, marks)?;
        let is_word = !value.contains(char::is_whitespace);
        // `FF0000` to Word is `#ff0000` to LibreOffice.
        let value = match value.strip_prefix('#') {
            Some(figures) => figures.to_ascii_uppercase(),
            None => value.to_owned(),
        };
        is_word.then(|| format!("{name}={value}"))
    });
    let words: Vec<String> = names.chain(values).collect();
    (!words.is_empty()).then(|| words.join(" ").into_boxed_str())
}
