//! The entries of a PO file, as they stand there.

use std::ops::Range;

use crate::exchange::{Mends, Position};

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// `# …`, a line each.
    pub comments: Vec<String>,
    /// `#. …`
    pub extracted: Vec<String>,
    /// `#: …`
    pub references: Vec<String>,
    /// `#, …`
    pub flags: Vec<String>,
    /// `#| msgid …`
    pub previous: Option<String>,
    pub context: Option<String>,
    pub id: Option<String>,
    pub plural: Option<String>,
    /// `msgstr`, or `msgstr[0]`, `msgstr[1]` …
    pub texts: Vec<String>,
    /// `#~ …`
    pub obsolete: bool,
    /// Where its lines stand, in bytes with their line ends: all but the comments.
    pub lines: Vec<(Field, Range<usize>)>,
}

impl Entry {
    /// Whether it is the head of the file.
    pub(super) fn is_head(&self) -> bool {
        self.id.as_deref() == Some("") && self.context.is_none()
    }

    /// Whether its translation waits for somebody to look at it.
    pub(super) fn is_fuzzy(&self) -> bool {
        self.flags.iter().any(|flag| flag == FUZZY)
    }
}

/// The flag of a translation that somebody has to look at.
pub(super) const FUZZY: &str = "fuzzy";

/// What a line of an entry belongs to; a string may go on in the next line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Field {
    #[default]
    Nothing,
    Flags,
    Context,
    Id,
    Plural,
    Text(usize),
    PreviousId,
    /// `#| msgctxt`, `#| msgid_plural`: nothing that a translator is helped by.
    PreviousOther,
}

impl Field {
    fn is_previous(self) -> bool {
        matches!(self, Self::PreviousId | Self::PreviousOther)
    }
}

/// What is said of a string that no field goes on with.
const LOST: &str = "a text belongs to nothing; passed over";

/// How many forms a plural may have; no language has more than six.
const FORMS: usize = 16;

/// Reads the entries of a text one by one.
#[derive(Debug)]
pub(super) struct Entries {
    text: String,
    at: Position,
    field: Field,
}

impl Entries {
    pub(super) fn new(text: String) -> Self {
        Self {
            text,
            at: Position::START,
            field: Field::Nothing,
        }
    }

    /// The next entry and where it begins. `number` is that of its unit, for what is mended.
    pub(super) fn next(&mut self, number: u64, mends: &mut Mends) -> Option<(Position, Entry)> {
        let mut entry = Entry::default();
        let mut start = None;
        self.field = Field::Nothing;
        loop {
            let from = usize::try_from(self.at.byte).unwrap_or(usize::MAX);
            let rest = self.text.get(from..).unwrap_or_default();
            let Some(whole) = rest.split_inclusive('\n').next() else {
                return entry
                    .id
                    .is_some()
                    .then(|| (start.unwrap_or(self.at), entry));
            };
            let line = whole.trim();
            if entry.id.is_some() && !entry.texts.is_empty() && begins_entry(line) {
                return Some((start.unwrap_or(self.at), entry));
            }
            let at = self.at;
            if !line.is_empty() && start.is_none() {
                start = Some(at);
            }
            let fault = read_line(&mut entry, &mut self.field, line);
            if let Some(kind) = fault {
                mends.add(at, Some(number), kind, || line.to_owned());
            } else if let Some(field) = field_of(line, self.field) {
                entry.lines.push((field, from..from + whole.len()));
            }
            let mut next = self.at;
            next.advance(whole.as_bytes());
            self.at = next;
        }
    }
}

/// Whether a line cannot belong to an entry that has its translation.
fn begins_entry(line: &str) -> bool {
    let line = line.strip_prefix("#~").map_or(line, str::trim_start);
    line.starts_with('#')
        || line.starts_with('|')
        || line.starts_with("msgctxt")
        || (line.starts_with("msgid") && !line.starts_with("msgid_plural"))
}

/// What a line belongs to, whose string is one of `field` where it is one; `None` for a comment.
fn field_of(line: &str, field: Field) -> Option<Field> {
    let is_string = !line.starts_with('#') || line.starts_with("#~") || line.starts_with("#|");
    match is_string {
        _ if line.is_empty() => None,
        true => Some(field),
        false => line.starts_with("#,").then_some(Field::Flags),
    }
}

/// Takes a line into the entry; what is wrong with it.
fn read_line(entry: &mut Entry, field: &mut Field, line: &str) -> Option<&'static str> {
    let mut line = line;
    if let Some(rest) = line.strip_prefix("#~") {
        entry.obsolete = true;
        line = rest.trim_start();
        if let Some(previous) = line.strip_prefix('|') {
            return text_line(entry, field, previous.trim_start(), true);
        }
        return text_line(entry, field, line, false);
    }
    let Some(comment) = line.strip_prefix('#') else {
        return text_line(entry, field, line, false);
    };
    let said = |rest: &str| rest.trim().to_owned();
    let mut rest = comment.chars();
    match rest.next() {
        Some('.') => entry.extracted.push(said(rest.as_str())),
        Some(':') => entry.references.push(said(rest.as_str())),
        Some(',') => {
            let flags = rest.as_str().split(',').map(said);
            entry.flags.extend(flags.filter(|flag| !flag.is_empty()));
        }
        Some('|') => return text_line(entry, field, rest.as_str().trim_start(), true),
        _ => entry.comments.push(said(comment)),
    }
    None
}

fn text_line(
    entry: &mut Entry,
    field: &mut Field,
    line: &str,
    previous: bool,
) -> Option<&'static str> {
    if line.is_empty() {
        return None;
    }
    let string = if line.starts_with('"') {
        // An old text goes on only in lines that are marked as it is.
        if previous != field.is_previous() {
            return Some(LOST);
        }
        line
    } else {
        let end = line.find([' ', '\t', '"']).unwrap_or(line.len());
        let (keyword, string) = line.split_at(end);
        let form = keyword
            .strip_prefix("msgstr[")
            .and_then(|form| form.strip_suffix(']'))
            .and_then(|form| form.parse().ok());
        *field = match (keyword, form) {
            ("msgid", _) if previous => Field::PreviousId,
            ("msgctxt" | "msgid_plural", _) if previous => Field::PreviousOther,
            ("msgctxt", _) => Field::Context,
            ("msgid", _) => Field::Id,
            ("msgid_plural", _) => Field::Plural,
            ("msgstr", _) if !previous => Field::Text(0),
            (_, Some(form)) if form < FORMS && !previous => Field::Text(form),
            _ => {
                *field = Field::Nothing;
                return Some("a line is none of a PO file; passed over");
            }
        };
        string.trim_start()
    };
    let (text, fault) = unescaped(string);
    let place = match *field {
        Field::Context => entry.context.get_or_insert_default(),
        Field::Id => entry.id.get_or_insert_default(),
        Field::Plural => entry.plural.get_or_insert_default(),
        Field::PreviousId => entry.previous.get_or_insert_default(),
        Field::PreviousOther => return None,
        Field::Nothing | Field::Flags => return Some(LOST),
        Field::Text(form) => {
            if entry.texts.len() <= form {
                entry.texts.resize_with(form + 1, String::new);
            }
            entry.texts.get_mut(form)?
        }
    };
    place.push_str(&text);
    fault
}

/// The text of a string in quotation marks, with the escapes of C; what is wrong with it.
fn unescaped(string: &str) -> (String, Option<&'static str>) {
    const QUOTES: &str = "a text does not stand in quotation marks; taken as it stands";
    let inner = string.strip_prefix('"').and_then(|s| s.strip_suffix('"'));
    let mut fault = inner.is_none().then_some(QUOTES);
    let inner = inner.unwrap_or_else(|| string.trim_matches('"'));
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        let digits = |rest: &std::str::Chars<'_>, radix, most| -> String {
            let digits = rest.clone().take(most);
            digits.take_while(|c: &char| c.is_digit(radix)).collect()
        };
        let number = |digits: &str, radix| {
            let value = u32::from_str_radix(digits, radix).ok();
            value.and_then(char::from_u32)
        };
        let octal = digits(&rest, 8, 3);
        if let Some(known) = number(&octal, 8) {
            text.push(known);
            rest = rest.as_str().get(octal.len()..).unwrap_or_default().chars();
            continue;
        }
        match rest.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('a') => text.push('\u{7}'),
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{C}'),
            Some('v') => text.push('\u{B}'),
            Some('x') => {
                let hex = digits(&rest, 16, 2);
                text.extend(number(&hex, 16));
                rest = rest.as_str().get(hex.len()..).unwrap_or_default().chars();
            }
            Some(other) => text.push(other),
            None => fault = Some(QUOTES),
        }
    }
    (text, fault)
}
