//! XLIFF 2.0 (OASIS, 5 August 2014), 2.1 (13 February 2018) and 2.2, core with the glossary module.
//!
//! One `<file>` a document, one `<unit>` with one `<segment>` a segment. What is kept and what is
//! not: `schemas/xliff.md`.

use std::io::Write;

use crate::exchange::annotation::{Annotation, Form, forms};
use crate::exchange::inline::{Numbers, Piece, Role};
use crate::exchange::numbering::Numbering;
use crate::exchange::review::Mark;
use crate::exchange::xml::{Element, XmlWriter};
use crate::exchange::{Error, Header, KnownTerm, Loss, Outgoing, Report, UnitWriter, field_count};
use crate::unit::{InlineCode, Note, State, Variant};

/// A version of XLIFF 2. What yiku writes is the same in all, but for what the root says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 2.0.
    V20,
    /// 2.1, in the namespace of 2.0.
    V21,
    /// 2.2, whose modules are in the namespaces that they had.
    V22,
}

impl Version {
    /// All versions.
    pub const ALL: [Self; 3] = [Self::V20, Self::V21, Self::V22];

    /// The version as the root says it.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self {
            Self::V20 => "2.0",
            Self::V21 => "2.1",
            Self::V22 => "2.2",
        }
    }

    /// The version as people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V20 => "XLIFF 2.0",
            Self::V21 => "XLIFF 2.1",
            Self::V22 => "XLIFF 2.2",
        }
    }

    fn namespace(self) -> &'static str {
        match self {
            Self::V20 | Self::V21 => "urn:oasis:names:tc:xliff:document:2.0",
            Self::V22 => "urn:oasis:names:tc:xliff:document:2.2",
        }
    }
}

/// Writes XLIFF 2.
pub struct Writer<W: Write> {
    xml: XmlWriter<W>,
    version: Version,
    header: Header,
    numbering: Numbering,
    report: Report,
}

/// A note on its way: what it applies to, its category, its text.
type CoreNote<'a> = (Option<&'static str>, Option<&'a str>, &'a str);

impl<W: Write> Writer<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(out: W, header: &Header, version: Version) -> Result<Self, Error> {
        let mut xml = XmlWriter::new(out)?.with_code_points();
        xml.open(
            Element::new("xliff")
                .with("version", version.number())
                .with("xmlns", version.namespace())
                .with("xmlns:gls", "urn:oasis:names:tc:xliff:glossary:2.0")
                .with("srcLang", header.source_tag())
                .with("trgLang", header.target_tag()),
        )?;
        Ok(Self {
            xml,
            version,
            header: header.clone(),
            numbering: Numbering::default(),
            report: Report::default(),
        })
    }

    fn begin_file(&mut self, original: &str) -> Result<(), Error> {
        if self.numbering.files > 1 {
            self.xml.close()?;
        }
        Ok(self.xml.open(
            Element::new("file")
                .with("id", format!("f{}", self.numbering.files))
                .with("original", original),
        )?)
    }

    /// The glossary module (§5.2): a glossary holds the terms that say something, each with a
    /// translation or a definition, as the schema's prose demands.
    fn glossary(&mut self, terms: &[KnownTerm]) -> Result<(), Error> {
        let says = |term: &&KnownTerm| !term.targets.is_empty() || !term.definition.is_empty();
        let mut terms = terms.iter().filter(says).enumerate().peekable();
        if terms.peek().is_none() {
            return Ok(());
        }
        self.xml.open(Element::new("gls:glossary"))?;
        for (index, term) in terms {
            let id = format!("g{}", index + 1);
            self.xml
                .open(Element::new("gls:glossEntry").with("id", id))?;
            self.xml.text(Element::new("gls:term"), &term.source)?;
            for target in &term.targets {
                self.xml.text(Element::new("gls:translation"), target)?;
            }
            if !term.definition.is_empty() {
                self.xml
                    .text(Element::new("gls:definition"), &term.definition)?;
            }
            self.xml.close()?;
        }
        Ok(self.xml.close()?)
    }

    fn notes(&mut self, notes: &[CoreNote<'_>]) -> Result<(), Error> {
        if notes.is_empty() {
            return Ok(());
        }
        self.xml.open(Element::new("notes"))?;
        for (index, (applies_to, category, text)) in notes.iter().enumerate() {
            let element = Element::new("note")
                .with("id", format!("n{}", index + 1))
                .maybe("appliesTo", *applies_to)
                .maybe("category", *category);
            self.xml.text(element, text)?;
        }
        Ok(self.xml.close()?)
    }

    fn original_data(&mut self, data: &[&str]) -> Result<(), Error> {
        if data.is_empty() {
            return Ok(());
        }
        self.xml.open(Element::new("originalData"))?;
        for (index, data) in data.iter().enumerate() {
            let id = format!("d{}", index + 1);
            self.xml.open_mixed(Element::new("data").with("id", id))?;
            self.xml.chars(data)?;
            self.xml.close_mixed()?;
        }
        Ok(self.xml.close()?)
    }

    fn mixed(
        &mut self,
        name: &'static str,
        pieces: &[Piece<'_>],
        data: &[&str],
    ) -> Result<(), Error> {
        self.xml.open_mixed(Element::new(name))?;
        for (piece, form) in pieces.iter().zip(forms(pieces)) {
            match *piece {
                Piece::Text(text) => self.xml.chars(text)?,
                Piece::Code { code, number, role } => match form {
                    Some(form) => self.mark(code, number, role, form)?,
                    None => self
                        .xml
                        .inline_empty(code_element(code, number, role, data))?,
                },
            }
        }
        Ok(self.xml.close_mixed()?)
    }

    /// An end of a mark: of `mrk`, or `sm` and `em`.
    fn mark(
        &mut self,
        code: &InlineCode,
        number: usize,
        role: Role,
        form: Form,
    ) -> Result<(), Error> {
        let id = format!("c{number}");
        let mark = Annotation::of_code(code).unwrap_or_default();
        match (form, role) {
            (Form::Around, Role::Closing(_)) => self.xml.close_mixed()?,
            (Form::Around, _) => self.xml.open_inline(mark.in_2("mrk", id))?,
            (Form::Apart, Role::Closing(opening)) => {
                let start = format!("c{opening}");
                self.xml
                    .inline_empty(Element::new("em").with("startRef", start))?;
            }
            (Form::Apart, _) => self.xml.inline_empty(mark.in_2("sm", id))?,
        }
        Ok(())
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        let pair = outgoing.pair(&self.header);
        let Some(source) = pair.source else {
            self.report.lose(Loss::NoSource, 1);
            return Ok(());
        };
        let unit = outgoing.unit;
        let target = pair.targets.first().copied();
        let texts: Vec<&Variant> = [Some(source), target].into_iter().flatten().collect();
        let properties: usize = texts.iter().map(|text| text.properties.len()).sum();
        self.report.written += 1;
        self.report.lose(Loss::Language, pair.others);
        self.report
            .lose(Loss::Alternative, pair.targets.len().saturating_sub(1));
        self.report
            .lose(Loss::Property, unit.properties.len() + properties);
        self.report.lose(Loss::Field, field_count(&unit.fields));

        let spot = self.numbering.next(outgoing);
        if let Some(original) = spot.begins {
            self.begin_file(original)?;
        }
        let locked = texts.iter().find_map(|text| text.locked.as_deref());
        self.xml.open(
            Element::new("unit")
                .with("id", format!("u{}", spot.number))
                .with("name", Mark::of(unit.id, source, target).written())
                .maybe("translate", locked.map(|_| "no"))
                .with("xml:space", "preserve"),
        )?;
        self.glossary(outgoing.terms)?;
        let forbidden: Vec<String> = outgoing
            .terms
            .iter()
            .filter(|term| !term.forbidden.is_empty())
            .map(KnownTerm::line)
            .collect();
        let mut notes: Vec<CoreNote<'_>> = Vec::new();
        notes.extend(
            forbidden
                .iter()
                .map(|line| (Some("target"), Some("terms"), line.as_str())),
        );
        if let Some(reason) = locked.filter(|reason| !reason.is_empty()) {
            notes.push((None, Some("locked"), reason));
        }
        notes.extend(core_notes(&unit.notes, None));
        notes.extend(core_notes(&source.notes, Some("source")));
        if let Some(target) = target {
            notes.extend(core_notes(&target.notes, Some("target")));
        }
        self.notes(&notes)?;

        let mut data: Vec<&str> = Vec::new();
        for code in texts.iter().flat_map(|text| &text.codes) {
            if code.is_mark() {
                continue; // What it says stands in its element.
            }
            if let Some(native) = code.data.as_deref().filter(|native| !data.contains(native)) {
                data.push(native);
            }
        }
        self.original_data(&data)?;

        let (state, sub_state) = target.map_or((None, None), state_of);
        self.xml.open(
            Element::new("segment")
                .maybe("state", state)
                .maybe("subState", sub_state),
        )?;
        let mut numbers = Numbers::default();
        self.mixed("source", &numbers.pieces(source), &data)?;
        if let Some(target) = target {
            self.mixed("target", &numbers.pieces(target), &data)?;
        }
        self.xml.close()?;
        Ok(self.xml.close()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        if self.numbering.files == 0 {
            return Err(Error::Empty {
                format: self.version.name(),
                what: "segment",
            });
        }
        self.report.lose(Loss::Character, self.xml.replaced());
        Ok((self.xml.finish()?, self.report))
    }
}

/// Notes as the core has them; who wrote one becomes its category.
fn core_notes<'a>(
    notes: &'a [Note],
    applies_to: Option<&'static str>,
) -> impl Iterator<Item = CoreNote<'a>> {
    notes
        .iter()
        .map(move |note| (applies_to, note.from.as_deref(), note.text.as_str()))
}

/// A code as `ph`, or `sc` and `ec`: these may stand for any span, nested or not (§4.7.2.3).
fn code_element<'c>(code: &'c InlineCode, number: usize, role: Role, data: &[&str]) -> Element<'c> {
    let id = format!("c{number}");
    let element = match role {
        Role::Alone => Element::new("ph").with("id", id),
        Role::Opening => Element::new("sc").with("id", id),
        Role::Closing(opening) => Element::new("ec").with("startRef", format!("c{opening}")),
        Role::LoneOpening => Element::new("sc").with("id", id).with("isolated", "yes"),
        Role::LoneClosing => Element::new("ec").with("id", id).with("isolated", "yes"),
    };
    let reference = code
        .data
        .as_deref()
        .and_then(|native| data.iter().position(|known| *known == native))
        .map(|index| format!("d{}", index + 1));
    let element = element.maybe("dataRef", reference);
    match (role, code.type_.as_deref().and_then(type_of)) {
        (Role::Closing(_), _) | (_, None) => element,
        (_, Some((kind, sub_kind))) => element.with("type", kind).maybe("subType", sub_kind),
    }
}

/// `type` and `subType` (§4.3.1.36) for the words that XLIFF 1.2 has for the same.
fn type_of(kind: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match kind {
        "bold" => ("fmt", Some("xlf:b")),
        "italic" => ("fmt", Some("xlf:i")),
        "underlined" => ("fmt", Some("xlf:u")),
        "lb" => ("fmt", Some("xlf:lb")),
        "pb" => ("fmt", Some("xlf:pb")),
        "link" => ("link", None),
        "image" => ("image", None),
        _ => return None,
    })
}

/// `state` and `subState` of a translation. A `subState` stands only beside a `state`.
pub(super) fn state_of(target: &Variant) -> (Option<&'static str>, Option<String>) {
    let Some(state) = target.state else {
        return (None, None);
    };
    let made_by = target
        .made_by
        .map(|made_by| format!("yiku:{}", made_by.as_str()));
    match state {
        State::Rejected => (Some("initial"), Some("yiku:rejected".to_owned())),
        State::Draft => (Some("initial"), made_by),
        State::Translated => (Some("translated"), made_by),
        State::Reviewed => (Some("reviewed"), made_by),
        State::Final => (Some("final"), made_by),
    }
}

#[cfg(test)]
mod tests;
