//! TMX 1.4b, level 1, as LISA OSCAR's DTD `tmx14.dtd` has it.
//!
//! What is kept and what is not: `schemas/tmx.md`.

use std::collections::BTreeMap;
use std::io::Write;

use crate::exchange::xml::{Element, XmlWriter, escaped};
use crate::exchange::{
    Error, Header, Loss, Options, Outgoing, Report, Tool, UnitWriter, date_as, omegat,
};
use crate::unit::{Note, Property, Unit, Variant};

/// TMX 1.4b §Dates: basic ISO 8601, UTC.
const DATE: &str = "%Y%m%dT%H%M%SZ";

/// Writes TMX.
pub struct Writer<W: Write> {
    xml: XmlWriter<W>,
    header: Header,
    tool: Option<Tool>,
    report: Report,
    /// For OmegaT: the first translation of each source text, by hash. See [`Writer::context`].
    first: BTreeMap<[u8; 32], [u8; 32]>,
}

impl<W: Write> Writer<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(out: W, header: &Header, options: Options) -> Result<Self, Error> {
        let mut report = Report::default();
        let mut xml = XmlWriter::new(out)?;
        xml.open(Element::new("tmx").with("version", "1.4"))?;
        xml.empty(
            Element::new("header")
                .with("creationtool", "yiku")
                .with("creationtoolversion", env!("CARGO_PKG_VERSION"))
                .with("segtype", "sentence")
                .with("o-tmf", "yiku")
                .with("adminlang", "en")
                .with("srclang", header.source_tag())
                .with("datatype", "plaintext")
                .maybe("creationdate", date(header.date.as_deref(), &mut report)),
        )?;
        xml.open(Element::new("body"))?;
        Ok(Self {
            xml,
            header: header.clone(),
            tool: options.tool,
            report,
            first: BTreeMap::new(),
        })
    }

    fn note(&mut self, note: &Note) -> Result<(), Error> {
        self.report
            .lose(Loss::NoteAuthor, usize::from(note.from.is_some()));
        Ok(self.xml.text(Element::new("note"), &note.text)?)
    }

    fn property(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let prop = Element::new("prop").with("type", name);
        Ok(self.xml.text(prop, value)?)
    }

    /// Our own properties, then those that the unit or text came with; where both have a name,
    /// ours says how it is now.
    fn properties(&mut self, own: &[(&str, String)], kept: &[Property]) -> Result<(), Error> {
        for (name, value) in own {
            self.property(name, value)?;
        }
        for Property { name, value } in kept {
            if !own.iter().any(|(own, _)| own == name) {
                self.property(name, value)?;
            }
        }
        Ok(())
    }

    /// The properties of the unit and of its source text that carry its neighbours, in the words
    /// of the tool that the file is for.
    ///
    /// OmegaT takes a unit with `file`, `prev` and `next` for an alternative that is valid there
    /// only. So the first translation of a source text stands without them, as the default, and
    /// only a later one that differs is written as an alternative.
    fn context(
        &mut self,
        outgoing: &Outgoing<'_>,
        source: &str,
        target: &str,
    ) -> (Properties, Properties) {
        let (mut of_unit, mut of_source) = (Vec::new(), Vec::new());
        let Some(context) = outgoing.context else {
            return (of_unit, of_source);
        };
        let sides = |before, after| {
            [(before, context.previous), (after, context.next)]
                .into_iter()
                .filter_map(|(name, text)| Some((name, text?)))
        };
        match self.tool {
            Some(Tool::MemoQ) => {
                let wrapped = |text| format!("<seg>{}</seg>", escaped(text));
                of_source.extend(
                    sides("x-context-pre", "x-context-post")
                        .map(|(name, text)| (name, wrapped(text))),
                );
            }
            Some(Tool::Phrase) => of_source.extend(
                sides("context_prev", "context_next").map(|(name, text)| (name, text.to_owned())),
            ),
            Some(Tool::OmegaT) => {
                let hash = |text: &str| *blake3::hash(text.as_bytes()).as_bytes();
                let first = self.first.entry(hash(source)).or_insert(hash(target));
                if *first != hash(target) {
                    let document = outgoing.document().unwrap_or_default();
                    of_unit.push(("file", omegat::source_file(document)));
                    of_unit
                        .extend(sides("prev", "next").map(|(name, text)| (name, text.to_owned())));
                }
            }
            Some(Tool::Trados | Tool::Weblate | Tool::Okapi) | None => {}
        }
        (of_unit, of_source)
    }

    fn variant(&mut self, variant: &Variant, lang: &str, context: Properties) -> Result<(), Error> {
        let date = date(variant.date.as_deref(), &mut self.report);
        let author = variant.author.as_deref();
        self.xml.open(
            Element::new("tuv")
                .with("xml:lang", lang)
                .maybe("creationdate", date.as_deref())
                .maybe("creationid", author)
                .maybe("changedate", date.as_deref())
                .maybe("changeid", author),
        )?;
        for note in &variant.notes {
            self.note(note)?;
        }
        let mut own = state_properties(variant);
        own.extend(context);
        self.properties(&own, &variant.properties)?;
        self.report.lose(Loss::InlineCode, variant.codes.len());
        self.xml.text(Element::new("seg"), &variant.text)?;
        Ok(self.xml.close()?)
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        let pair = outgoing.pair(&self.header);
        let Some(source) = pair.source else {
            self.report.lose(Loss::NoSource, 1);
            return Ok(());
        };
        let Some(first) = pair.targets.first() else {
            self.report.lose(Loss::NoTarget, 1);
            return Ok(());
        };
        self.report.lose(Loss::Language, pair.others);
        self.report.written += 1;
        let (of_unit, of_source) = self.context(outgoing, &source.text, &first.text);
        let unit = outgoing.unit;
        self.xml
            .open(Element::new("tu").with("tuid", unit.id.to_string()))?;
        for note in &unit.notes {
            self.note(note)?;
        }
        let mut own = unit_properties(unit, outgoing.document());
        own.extend(of_unit);
        self.properties(&own, &unit.properties)?;
        self.variant(source, &self.header.source_tag(), of_source)?;
        for target in pair.targets {
            self.variant(target, &self.header.target_tag(), Vec::new())?;
        }
        Ok(self.xml.close()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        self.report.lose(Loss::Character, self.xml.replaced());
        Ok((self.xml.finish()?, self.report))
    }
}

/// Properties of ours: name and value.
type Properties = Vec<(&'static str, String)>;

/// The fields that people filter by, under the names that memoQ gives them and Trados imports,
/// and the inner cuts of a unit that joins sentences.
fn unit_properties(unit: &Unit, document: Option<&str>) -> Properties {
    let fields = &unit.fields;
    let mut own: Properties = [
        ("client", &fields.client),
        ("project", &fields.project),
        ("domain", &fields.domain),
        ("subject", &fields.subject),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| (name, value.clone()))
    .collect();
    if let Some(document) = document {
        own.push(("x-document", document.to_owned()));
    }
    if !unit.cuts.is_empty() {
        let cuts: Vec<String> = unit.cuts.iter().map(u32::to_string).collect();
        own.push(("x-cuts", cuts.join(" ")));
    }
    own
}

/// How far a text is and how it came about.
fn state_properties(variant: &Variant) -> Properties {
    [
        ("x-state", variant.state.map(|s| s.as_str().to_owned())),
        ("x-origin", variant.made_by.map(|m| m.as_str().to_owned())),
        ("x-score", variant.score.map(|score| score.to_string())),
        ("x-locked", variant.locked.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn date(rfc3339: Option<&str>, report: &mut Report) -> Option<String> {
    let written = date_as(rfc3339?, DATE);
    report.lose(Loss::Date, usize::from(written.is_none()));
    written
}
