//! Writing a PO file again with translations filled in.

use std::collections::BTreeMap;
use std::ops::Range;

use encoding_rs::Encoding;

use super::entry::{Entries, Entry, FUZZY, Field};
use super::read::{encoding_said, head, language, text_of};
use super::write::{locale, string};
use crate::exchange::edit::{Edits, Original};
use crate::exchange::{Error, Mends, Report};
use crate::unit::Variant;

/// A PO file with the [`Place`]s in it, in order.
#[derive(Debug)]
pub struct Po {
    original: Original,
    /// The source language that its head says; may be empty.
    pub source_lang: String,
    /// The target language that its head says; may be empty.
    pub target_lang: String,
    /// The texts that may be translated: of an entry with a plural one for each form. Those that
    /// the program does not use any more (`#~`) are none.
    pub places: Vec<Place>,
    entries: Vec<Entry>,
    head: Option<Entry>,
}

/// A text that may be translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The source text without the white space around it.
    pub source: String,
    /// The translation that is there, likewise.
    pub target: Option<String>,
    /// Whether that is to be looked at: `fuzzy`.
    pub is_fuzzy: bool,
    /// Whether that was guessed from another source text (`#| msgid`).
    pub is_guessed: bool,
    /// Whether a translation can be put in. In the third and further forms of a plural it cannot:
    /// no translation tells which of them it is; nor where the lines are damaged.
    pub fits: bool,
    /// The entry, and which of its forms.
    entry: usize,
    form: usize,
}

impl Po {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Line`] where it is no text; [`Error::Packed`] where it is empty;
    /// [`Error::Encoding`] where it is not in the encoding that its head says (UTF-8 where it says
    /// none): it could not be written again as it is.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let file = text_of(bytes, None)?;
        // One that was guessed might be taken for another with more text in the file.
        let encoding = match file.guessed {
            true => None,
            false => Encoding::for_label(file.encoding.as_bytes()),
        };
        let original = encoding.and_then(|encoding| Original::new(bytes, encoding));
        let original = original.ok_or_else(|| Error::Encoding {
            encoding: encoding_said(bytes),
        })?;
        let mut entries = Entries::new(original.text().to_owned());
        let mut po = Self {
            original,
            source_lang: String::new(),
            target_lang: String::new(),
            places: Vec::new(),
            entries: Vec::new(),
            head: None,
        };
        let mut is_first = true;
        loop {
            let mut mends = Mends::default();
            let Some((_, entry)) = entries.next(0, &mut mends) else {
                return Ok(po);
            };
            if std::mem::take(&mut is_first) && entry.is_head() {
                po.take_head(entry);
            } else if !entry.obsolete {
                po.take(entry, mends.count() == 0);
            }
        }
    }

    fn take_head(&mut self, entry: Entry) {
        let text = entry.texts.first().map_or("", String::as_str);
        for (name, value) in head(text) {
            let said = match name.to_ascii_lowercase().as_str() {
                "language" => &mut self.target_lang,
                "x-source-language" => &mut self.source_lang,
                _ => continue,
            };
            *said = language(value).map_or_else(String::new, |lang| lang.canonical());
        }
        self.head = Some(entry);
    }

    fn take(&mut self, entry: Entry, is_sound: bool) {
        let id = entry.id.as_deref().unwrap_or_default();
        let forms = entry.texts.len();
        for (form, text) in entry.texts.iter().enumerate() {
            // A language with one form has it for both.
            let source = match &entry.plural {
                Some(plural) if form > 0 || forms == 1 => plural,
                _ => id,
            };
            let (source, text) = (source.trim(), text.trim());
            if source.is_empty() {
                continue;
            }
            let most = if entry.plural.is_some() { 2 } else { 1 };
            self.places.push(Place {
                source: source.to_owned(),
                target: (!text.is_empty()).then(|| text.to_owned()),
                is_fuzzy: entry.is_fuzzy(),
                is_guessed: entry.is_fuzzy() && entry.previous.is_some(),
                fits: is_sound && forms <= most && lines_of(&entry, Field::Text(form)).is_some(),
                entry: self.entries.len(),
                form,
            });
        }
        self.entries.push(entry);
    }

    /// The file with translations in these places, by their number from 0; its encoding and all
    /// else as it was. An entry of which a translation is no more than a draft, or a form has none
    /// still, is marked as fuzzy; one that is whole is not, nor does it keep the source text that
    /// its guess was made for. Where the head does not say them, language and encoding are said.
    ///
    /// # Errors
    /// [`Error::Character`] where the file's encoding does not have a character of a translation.
    pub fn filled(&self, fills: &[(usize, &Variant)]) -> Result<Vec<u8>, Error> {
        let mut by_entry: BTreeMap<usize, BTreeMap<usize, &Variant>> = BTreeMap::new();
        for (place, translation) in fills {
            if let Some(place) = self.places.get(*place).filter(|place| place.fits) {
                let forms = by_entry.entry(place.entry).or_default();
                forms.insert(place.form, translation);
            }
        }
        let mut edits = Edits::default();
        for (entry, forms) in &by_entry {
            if let Some(entry) = self.entries.get(*entry) {
                self.fill(entry, forms, &mut edits)?;
            }
        }
        let mut all = by_entry.values().flat_map(BTreeMap::values);
        if let Some(translation) = all.next() {
            self.say_in_head(translation, &mut edits);
        }
        Ok(self.original.edited(edits))
    }

    fn fill(
        &self,
        entry: &Entry,
        fills: &BTreeMap<usize, &Variant>,
        edits: &mut Edits,
    ) -> Result<(), Error> {
        let id = entry.id.as_deref().unwrap_or_default();
        // msgfmt wants the white space around a text in all of them, or in none.
        let (before, behind) = match id.trim() {
            "" => ("", ""),
            core => id.split_once(core).unwrap_or_default(),
        };
        let mut is_fuzzy = false;
        for (form, old) in entry.texts.iter().enumerate() {
            let Some(translation) = fills.get(&form) else {
                is_fuzzy |= old.trim().is_empty() || entry.is_fuzzy();
                continue;
            };
            is_fuzzy |= !translation.is_confirmed();
            let Some(at) = lines_of(entry, Field::Text(form)) else {
                continue;
            };
            let text = Report::default().printable(translation.text.trim().to_owned());
            let text = format!("{before}{text}{behind}");
            if let Some(character) = self.original.lacks(&text) {
                return Err(Error::Character {
                    character,
                    encoding: self.original.encoding(),
                });
            }
            let raw = self.original.piece(at.clone());
            let mut words = raw
                .trim_start()
                .split(|c: char| c.is_whitespace() || c == '"');
            let keyword = words.next();
            let mut lines = String::new();
            string(&mut lines, "", keyword.unwrap_or("msgstr"), &text);
            if raw.contains("\r\n") {
                lines = lines.replace('\n', "\r\n");
            }
            if !raw.ends_with('\n') {
                lines.truncate(lines.trim_end().len());
            }
            edits.put(at, lines);
        }
        self.mark(entry, is_fuzzy, edits);
        Ok(())
    }

    /// Marks an entry that was filled as fuzzy, or as not.
    fn mark(&self, entry: &Entry, is_fuzzy: bool, edits: &mut Edits) {
        let mut flags = entry.lines.iter();
        let flags = flags.find(|(field, _)| *field == Field::Flags);
        if is_fuzzy && !entry.is_fuzzy() {
            match (flags, entry.lines.first()) {
                (Some((_, at)), _) => {
                    let mark = self.original.piece(at.clone()).find("#,").unwrap_or(0);
                    let mark = at.start + mark;
                    edits.put(mark..mark + 2, format!("#, {FUZZY},"));
                }
                (None, Some((_, at))) => {
                    let end = match self.original.piece(at.clone()).ends_with("\r\n") {
                        true => "\r\n",
                        false => "\n",
                    };
                    edits.put(at.start..at.start, format!("#, {FUZZY}{end}"));
                }
                (None, None) => {}
            }
        }
        if !entry.is_fuzzy() {
            return;
        }
        for (field, at) in &entry.lines {
            match field {
                Field::PreviousId | Field::PreviousOther => edits.put(at.clone(), String::new()),
                Field::Flags if !is_fuzzy => {
                    edits.put(at.clone(), unmarked(self.original.piece(at.clone())));
                }
                _ => {}
            }
        }
    }

    /// Says the language and the encoding where a head has a line for them with nothing in it, as
    /// a template has.
    fn say_in_head(&self, translation: &Variant, edits: &mut Edits) {
        let lang = &translation.lang;
        let lines = self.head.iter().flat_map(|head| &head.lines);
        for (_, at) in lines.filter(|(field, _)| *field == Field::Text(0)) {
            let line = self.original.piece(at.clone());
            let mut put = |from: &str, to: String| {
                if let Some(found) = line.find(from) {
                    let found = at.start + found;
                    edits.put(found..found + from.len(), to);
                }
            };
            put(
                "\"Language: \\n",
                format!("\"Language: {}\\n", locale(lang, &lang.canonical())),
            );
            put("charset=CHARSET", "charset=UTF-8".to_owned());
        }
    }
}

/// Where the lines of a field stand, if they stand together.
fn lines_of(entry: &Entry, field: Field) -> Option<Range<usize>> {
    let mut lines = entry.lines.iter().filter(|(of, _)| *of == field);
    let (_, first) = lines.next()?;
    lines.try_fold(first.clone(), |whole, (_, at)| {
        (at.start == whole.end).then_some(whole.start..at.end)
    })
}

/// A line of flags without `fuzzy`; nothing where there is no other.
fn unmarked(line: &str) -> String {
    let end = line.get(line.trim_end().len()..).unwrap_or_default();
    let flags = line.trim().strip_prefix("#,").unwrap_or_default();
    let others = flags.split(',').map(str::trim);
    let others: Vec<&str> = others
        .filter(|flag| !flag.is_empty() && *flag != FUZZY)
        .collect();
    match others.is_empty() {
        true => String::new(),
        false => format!("#, {}{end}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests;
