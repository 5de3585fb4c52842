//! Writing PO, each file anew.

use std::collections::HashSet;
use std::io::Write;

use super::entry::FUZZY;
use super::plural::forms;
use super::{DEVELOPER, FLAGS, OBSOLETE, PLURAL, PREVIOUS, REFERENCE, SINGULAR};
use crate::exchange::shown::Shown;
use crate::exchange::{CONTEXT, Error, Header, Loss, Outgoing, Report, UnitWriter, date_as};
use crate::text::LangTag;
use crate::unit::{State, Unit};

/// Writes PO.
///
/// gettext takes a source text once in a context: where the memory has it again, the first counts.
pub struct Writer<W> {
    out: W,
    header: Header,
    report: Report,
    /// How many forms a plural has.
    forms: usize,
    /// What was written: the hash of context and source.
    written: HashSet<blake3::Hash>,
    /// A singular whose plural is still to come.
    waiting: Option<Entry>,
}

/// An entry to write: what stands before its texts, and them.
struct Entry {
    comments: String,
    context: Option<String>,
    id: String,
    plural: Option<String>,
    texts: Vec<String>,
    obsolete: bool,
}

impl<W: Write> Writer<W> {
    /// Writes the head to `out`.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(mut out: W, header: &Header) -> Result<Self, Error> {
        let (plural_forms, forms) = forms(&header.target);
        let date = header.date.as_deref();
        let date = date.and_then(|date| date_as(date, "%Y-%m-%d %H:%M+0000"));
        out.write_all(b"msgid \"\"\nmsgstr \"\"\n")?;
        for (name, value) in [
            ("Project-Id-Version", ""),
            ("PO-Revision-Date", date.as_deref().unwrap_or_default()),
            ("Last-Translator", ""),
            ("Language-Team", ""),
            ("Language", &locale(&header.target, &header.target_tag())),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", plural_forms),
            ("X-Source-Language", &header.source_tag()),
            ("X-Generator", "yiku"),
        ] {
            writeln!(out, "\"{name}: {value}\\n\"")?;
        }
        Ok(Self {
            out,
            header: header.clone(),
            report: Report::default(),
            forms,
            written: HashSet::new(),
            waiting: None,
        })
    }

    /// Writes the singular that waits for its plural.
    fn flush(&mut self) -> Result<(), Error> {
        match self.waiting.take() {
            Some(entry) => self.entry(entry),
            None => Ok(()),
        }
    }

    fn entry(&mut self, mut entry: Entry) -> Result<(), Error> {
        let mut hasher = blake3::Hasher::new();
        // 0x04 is what gettext itself puts between the two.
        hasher.update(entry.context.as_deref().unwrap_or_default().as_bytes());
        hasher.update(&[u8::from(entry.context.is_some()), 4]);
        hasher.update(entry.id.as_bytes());
        if !self.written.insert(hasher.finalize()) {
            self.report.lose(Loss::Alternative, 1);
            return Ok(());
        }
        let mut lines = String::from("\n");
        lines.push_str(&entry.comments);
        let before = if entry.obsolete { "#~ " } else { "" };
        if let Some(context) = &entry.context {
            string(&mut lines, before, "msgctxt", context);
        }
        string(&mut lines, before, "msgid", &entry.id);
        if let Some(plural) = &entry.plural {
            string(&mut lines, before, "msgid_plural", plural);
            entry.texts.resize_with(self.forms, String::new);
            for (form, text) in entry.texts.iter().enumerate() {
                string(&mut lines, before, &format!("msgstr[{form}]"), text);
            }
        } else {
            let text = entry.texts.first().map_or("", String::as_str);
            string(&mut lines, before, "msgstr", text);
        }
        self.out.write_all(lines.as_bytes())?;
        Ok(())
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        let unit = outgoing.unit;
        let pair = outgoing.pair(&self.header);
        self.report.lose(Loss::Language, pair.others);
        let Some(source) = pair.source else {
            self.report.lose(Loss::NoSource, 1);
            return Ok(());
        };
        for variant in pair.targets.iter().copied().chain([source]) {
            self.report.lose(Loss::InlineCode, variant.codes.len());
            self.report.lose(Loss::Property, variant.properties.len());
        }
        let shown = |target| Shown::new(Some(source), target);
        let texts: Vec<String> = pair
            .targets
            .iter()
            .map(|target| self.report.printable(shown(Some(*target)).target))
            .collect();
        let id = self.report.printable(shown(None).source);
        let is_fuzzy = pair
            .targets
            .first()
            .is_some_and(|target| matches!(target.state, Some(State::Draft | State::Rejected)));
        self.report.written += 1;
        let said = |name: &str| said(unit, name);
        if let Some(mut singular) = self.waiting.take() {
            let is_its_plural = said(SINGULAR) == Some(&singular.id)
                && singular.plural.as_deref() == Some(id.as_str());
            if is_its_plural {
                match self.forms {
                    1 if !texts.is_empty() => singular.texts = texts,
                    1 => {}
                    _ => {
                        singular.texts.resize_with(1, String::new);
                        singular.texts.extend(texts);
                    }
                }
                return self.entry(singular);
            }
            self.entry(singular)?;
        }
        let known = [
            CONTEXT, REFERENCE, FLAGS, PREVIOUS, OBSOLETE, PLURAL, SINGULAR,
        ];
        let unknown = unit.properties.iter();
        let unknown = unknown.filter(|property| !known.contains(&property.name.as_str()));
        self.report.lose(Loss::Property, unknown.count());
        self.report
            .lose(Loss::Field, crate::exchange::field_count(&unit.fields));
        let plural = said(PLURAL).map(str::to_owned);
        if plural.is_none() {
            self.report
                .lose(Loss::Alternative, texts.len().saturating_sub(1));
        }
        let entry = Entry {
            comments: comments(unit, is_fuzzy && !texts.is_empty()),
            context: said(CONTEXT).map(str::to_owned),
            id,
            texts,
            obsolete: said(OBSOLETE).is_some(),
            plural,
        };
        if entry.plural.is_some() {
            self.waiting = Some(entry);
            return Ok(());
        }
        self.entry(entry)
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        self.flush()?;
        self.out.flush()?;
        Ok((self.out, self.report))
    }
}

fn said<'u>(unit: &'u Unit, name: &str) -> Option<&'u str> {
    let property = unit
        .properties
        .iter()
        .find(|property| property.name == name);
    property.map(|property| property.value.as_str())
}

/// What stands before the texts of an entry.
fn comments(unit: &Unit, is_fuzzy: bool) -> String {
    let mut all = String::new();
    let mut line = |mark: &str, text: &str| {
        for part in text.lines() {
            all.push_str(format!("#{mark} {part}").trim_end());
            all.push('\n');
        }
    };
    let of_texts = unit.variants.iter().flat_map(|variant| &variant.notes);
    let (extracted, own): (Vec<_>, Vec<_>) = unit
        .notes
        .iter()
        .chain(of_texts)
        .partition(|note| note.from.as_deref() == Some(DEVELOPER));
    own.iter().for_each(|note| line("", &note.text));
    extracted.iter().for_each(|note| line(".", &note.text));
    line(":", said(unit, REFERENCE).unwrap_or_default());
    let fuzzy = is_fuzzy.then_some(FUZZY);
    let flags: Vec<&str> = fuzzy.into_iter().chain(said(unit, FLAGS)).collect();
    line(",", &flags.join(", "));
    if let Some(previous) = said(unit, PREVIOUS) {
        let obsolete = said(unit, OBSOLETE).is_some();
        let before = if obsolete { "#~| " } else { "#| " };
        string(&mut all, before, "msgid", previous);
    }
    all
}

/// A keyword with its text: on one line, or a line of the file for each of the text.
pub(super) fn string(out: &mut String, before: &str, keyword: &str, text: &str) {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let escaped = |line: &str| {
        let line = line.replace('\\', "\\\\").replace('"', "\\\"");
        let line = line.replace('\n', "\\n").replace('\t', "\\t");
        let line = line.replace('\r', "\\r").replace('\u{B}', "\\v");
        line.replace('\u{C}', "\\f")
    };
    if let [] | [_] = lines.as_slice() {
        out.push_str(&format!("{before}{keyword} \"{}\"\n", escaped(text)));
        return;
    }
    out.push_str(&format!("{before}{keyword} \"\"\n"));
    for line in lines {
        out.push_str(&format!("{before}\"{}\"\n", escaped(line)));
    }
}

/// A language as gettext names it: `zh_CN`, `pt_BR`, `de`.
pub(super) fn locale(lang: &LangTag, written: &str) -> String {
    match (lang.language(), lang.script(), lang.region()) {
        ("zh", Some("Hant"), None) => "zh_TW".to_owned(),
        ("zh", _, None) => "zh_CN".to_owned(),
        (language, _, Some(region)) => format!("{language}_{region}"),
        _ => written.replace('-', "_"),
    }
}
