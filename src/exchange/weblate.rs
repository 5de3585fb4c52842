//! Weblate's translation memory, as its `dump_memory` writes and its `import_memory` reads it: a
//! JSON array with an object for each pair of texts (Weblate's schema `weblate-memory`).

mod read;

use std::io::Write;

use serde::{Deserialize, Serialize};

use super::{Error, Header, Loss, Outgoing, Report, UnitWriter, field_count};
use crate::unit::{Origin, Property, Variant};

pub use read::Reader;

/// The property that holds the context of a unit, or its key in a format of one language.
const CONTEXT: &str = "context";
/// The property that holds a category other than [`GLOBAL`].
const CATEGORY: &str = "category";
/// The category of what came from a file, which everybody may use.
const GLOBAL: u64 = 1;
/// The status of a translation that nobody has confirmed.
const PENDING: u64 = 0;
/// The status of a translation that is used.
const ACTIVE: u64 = 1;

/// A pair of texts. Weblate takes no other keys than these.
#[derive(Debug, Serialize, Deserialize)]
struct Pair {
    source: String,
    target: String,
    source_language: String,
    target_language: String,
    #[serde(default)]
    origin: String,
    #[serde(default = "global")]
    category: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    context: String,
}

fn global() -> u64 {
    GLOBAL
}

/// Writes Weblate's translation memory: a line for each pair.
pub struct Writer<W: Write> {
    out: W,
    header: Header,
    /// What stands before the next pair.
    before: &'static [u8],
    report: Report,
}

impl<W: Write> Writer<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(mut out: W, header: &Header) -> Result<Self, Error> {
        out.write_all(b"[")?;
        Ok(Self {
            out,
            header: header.clone(),
            before: b"\n",
            report: Report::default(),
        })
    }

    fn pair(&mut self, pair: &Pair) -> Result<(), Error> {
        self.out.write_all(self.before)?;
        self.before = b",\n";
        Ok(serde_json::to_writer(&mut self.out, pair).map_err(std::io::Error::from)?)
    }

    fn lose_of_text(&mut self, variant: &Variant) {
        self.report.lose(Loss::InlineCode, variant.codes.len());
        self.report.lose(Loss::Property, variant.properties.len());
        self.report.lose(Loss::Note, variant.notes.len());
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        let texts = outgoing.pair(&self.header);
        let Some(source) = texts.source else {
            self.report.lose(Loss::NoSource, 1);
            return Ok(());
        };
        if texts.targets.is_empty() {
            self.report.lose(Loss::NoTarget, 1);
            return Ok(());
        }
        self.report.written += 1;
        let unit = outgoing.unit;
        self.report.lose(Loss::Language, texts.others);
        self.report.lose(Loss::Field, field_count(&unit.fields));
        self.report.lose(Loss::Note, unit.notes.len());
        self.lose_of_text(source);
        let property = |name: &str| {
            let mut own = unit.properties.iter();
            own.find(|property| property.name == name)
        };
        let context = property(CONTEXT).map_or("", |property| property.value.as_str());
        let category = property(CATEGORY).and_then(|property| property.value.parse().ok());
        let kept = usize::from(!context.is_empty()) + usize::from(category.is_some());
        self.report
            .lose(Loss::Property, unit.properties.len().saturating_sub(kept));
        for target in texts.targets {
            self.lose_of_text(target);
            let is_used = target.state.is_none_or(|state| state.is_confirmed());
            self.pair(&Pair {
                source: source.text.clone(),
                target: target.text.clone(),
                source_language: self.header.source_tag(),
                target_language: self.header.target_tag(),
                origin: match (outgoing.document(), &unit.origin) {
                    (Some(document), _) => document.to_owned(),
                    (None, Origin::Memory(name) | Origin::Document(name)) => name.clone(),
                },
                category: category.unwrap_or(GLOBAL),
                status: Some(if is_used { ACTIVE } else { PENDING }),
                context: context.to_owned(),
            })?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()?;
        Ok((self.out, self.report))
    }
}

fn property(name: &str, value: String) -> Property {
    Property {
        name: name.to_owned(),
        value,
    }
}

#[cfg(test)]
mod tests;
