//! XLIFF 1.2, valid under the strict schema (OASIS, 1 February 2008).
//!
//! One `<file>` a document, one `<trans-unit>` a segment, flat. What is kept and what is not:
//! `schemas/xliff.md`.

use std::io::Write;

use crate::exchange::annotation::{Annotation, Form, forms};
use crate::exchange::inline::{Numbers, Piece, Role};
use crate::exchange::numbering::Numbering;
use crate::exchange::review::Mark;
use crate::exchange::xml::{Element, XmlWriter};
use crate::exchange::{
    Error, Header, Loss, Options, Outgoing, Report, UnitWriter, date_as, field_count,
};
use crate::unit::{CodeKind, MadeBy, Note, State, Variant};

/// Writes XLIFF 1.2.
pub struct Writer<W: Write> {
    xml: XmlWriter<W>,
    header: Header,
    copy_source: bool,
    source_only: bool,
    date: Option<String>,
    numbering: Numbering,
    report: Report,
}

impl<W: Write> Writer<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(out: W, header: &Header, options: &Options) -> Result<Self, Error> {
        let mut xml = XmlWriter::new(out)?;
        xml.open(
            // Never with a prefix: memoQ does not find the tool element then.
            Element::new("xliff")
                .with("version", "1.2")
                .with("xmlns", "urn:oasis:names:tc:xliff:document:1.2"),
        )?;
        let mut report = Report::default();
        let given = header.date.as_deref();
        let date = given.and_then(|given| date_as(given, "%Y-%m-%dT%H:%M:%SZ"));
        report.lose(Loss::Date, usize::from(given.is_some() && date.is_none()));
        Ok(Self {
            xml,
            header: header.clone(),
            copy_source: options.copy_source,
            source_only: options.source_only,
            date,
            numbering: Numbering::default(),
            report,
        })
    }

    fn begin_file(&mut self, original: &str) -> Result<(), Error> {
        if self.numbering.files > 1 {
            self.xml.close()?; // body
            self.xml.close()?; // file
        }
        self.xml.open(
            Element::new("file")
                .with("original", original)
                .with("source-language", self.header.source_tag())
                .with("target-language", self.header.target_tag())
                .with("datatype", "plaintext")
                .with("tool-id", "yiku")
                .maybe("date", self.date.as_deref()),
        )?;
        self.xml.open(Element::new("header"))?;
        self.xml.empty(
            Element::new("tool")
                .with("tool-id", "yiku")
                .with("tool-name", "yiku")
                .with("tool-version", env!("CARGO_PKG_VERSION")),
        )?;
        self.xml.close()?;
        Ok(self.xml.open(Element::new("body"))?)
    }

    fn mixed(&mut self, element: Element, pieces: &[Piece<'_>]) -> Result<(), Error> {
        self.xml.open_mixed(element)?;
        for (piece, form) in pieces.iter().zip(forms(pieces)) {
            match (piece, form) {
                (Piece::Code { code, .. }, Some(Form::Around)) => match Annotation::of_code(code) {
                    Some(mark) if code.kind == CodeKind::Opening => {
                        self.xml.open_inline(mark.in_1())?;
                    }
                    _ => self.xml.close_mixed()?,
                },
                (piece, _) => self.piece(piece)?,
            }
        }
        Ok(self.xml.close_mixed()?)
    }

    /// Text, or a code as `x` and `ph` (alone), `bpt` and `ept` (pairs, joined by `rid`), `it`
    /// (halves). A mark is one too where it crosses another. A code without native data is `x` where it stands alone, else an empty element.
    fn piece(&mut self, piece: &Piece<'_>) -> Result<(), Error> {
        let (code, number, role) = match *piece {
            Piece::Text(text) => return Ok(self.xml.chars(text)?),
            Piece::Code { code, number, role } => (code, number, role),
        };
        let name = match role {
            Role::Alone if code.data.is_none() => "x",
            Role::Alone => "ph",
            Role::Opening => "bpt",
            Role::Closing(_) => "ept",
            Role::LoneOpening | Role::LoneClosing => "it",
        };
        let mut element = Element::new(name).with("id", number.to_string());
        element = match role {
            Role::Alone => element,
            Role::Opening => element.with("rid", number.to_string()),
            Role::Closing(opening) => element.with("rid", opening.to_string()),
            Role::LoneOpening => element.with("pos", "open"),
            Role::LoneClosing => element.with("pos", "close"),
        };
        if !matches!(role, Role::Closing(_)) {
            let kind = code.type_.as_deref();
            element = element.maybe("ctype", kind.and_then(|k| ctype(k, role == Role::Alone)));
        }
        match &code.data {
            Some(data) => self.xml.inline(element, data)?,
            None => self.xml.inline_empty(element)?,
        }
        Ok(())
    }

    fn note(&mut self, from: Option<&str>, annotates: &str, text: &str) -> Result<(), Error> {
        let element = Element::new("note")
            .maybe("from", from)
            .with("annotates", annotates);
        Ok(self.xml.text(element, text)?)
    }

    fn notes(&mut self, notes: &[Note], annotates: &str) -> Result<(), Error> {
        notes
            .iter()
            .try_for_each(|note| self.note(note.from.as_deref(), annotates, &note.text))
    }

    fn count_losses(&mut self, outgoing: &Outgoing<'_>, texts: &[&Variant]) {
        let unit = outgoing.unit;
        let properties: usize = texts.iter().map(|text| text.properties.len()).sum();
        self.report
            .lose(Loss::Property, unit.properties.len() + properties);
        self.report.lose(Loss::Field, field_count(&unit.fields));
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        let pair = outgoing.pair(&self.header);
        let Some(source) = pair.source else {
            self.report.lose(Loss::NoSource, 1);
            return Ok(());
        };
        let known = pair.targets.first().copied();
        let target = known.filter(|_| !self.source_only);
        self.report.written += 1;
        self.report.lose(Loss::Language, pair.others);
        self.report
            .lose(Loss::Alternative, pair.targets.len().saturating_sub(1));
        let texts: Vec<&Variant> = [Some(source), target].into_iter().flatten().collect();
        self.count_losses(outgoing, &texts);

        let spot = self.numbering.next(outgoing);
        if let Some(original) = spot.begins {
            self.begin_file(original)?;
        }
        let state = target.and_then(|target| target.state);
        let locked = texts.iter().find_map(|text| text.locked.as_deref());
        let approved = matches!(state, Some(State::Reviewed | State::Final));
        self.xml.open(
            Element::new("trans-unit")
                .with("id", spot.number.to_string())
                .with(
                    "resname",
                    Mark::of(outgoing.unit.id, source, known).written(),
                )
                .maybe("approved", approved.then_some("yes"))
                .maybe("translate", locked.map(|_| "no"))
                .with("xml:space", "preserve"),
        )?;
        let mut numbers = Numbers::default();
        let source_pieces = numbers.pieces(source);
        self.mixed(Element::new("source"), &source_pieces)?;
        match target {
            Some(target) => {
                let (state, qualifier) = state_of(target);
                let element = Element::new("target")
                    .maybe("state", state)
                    .maybe("state-qualifier", qualifier);
                self.mixed(element, &numbers.pieces(target))?;
            }
            None if self.copy_source => {
                let element = Element::new("target").with("state", "needs-translation");
                self.mixed(element, &source_pieces)?;
            }
            None => {}
        }
        for term in outgoing.terms {
            self.note(Some("terms"), "source", &term.line())?;
        }
        if state == Some(State::Rejected) {
            self.note(Some("state"), "target", "rejected")?;
        }
        if let Some(reason) = locked.filter(|reason| !reason.is_empty()) {
            self.note(Some("locked"), "general", reason)?;
        }
        self.notes(&outgoing.unit.notes, "general")?;
        self.notes(&source.notes, "source")?;
        if let Some(target) = target {
            self.notes(&target.notes, "target")?;
        }
        Ok(self.xml.close()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        if self.numbering.files == 0 {
            return Err(Error::Empty {
                format: "XLIFF 1.2",
                what: "segment",
            });
        }
        self.report.lose(Loss::Character, self.xml.replaced());
        Ok((self.xml.finish()?, self.report))
    }
}

/// The `state` of a translation and its `state-qualifier`.
pub(super) fn state_of(target: &Variant) -> (Option<&'static str>, Option<&'static str>) {
    let qualifier = target.made_by.and_then(|made_by| match made_by {
        MadeBy::Human => None,
        MadeBy::Exact => Some("exact-match"),
        MadeBy::Context => Some("leveraged-tm"),
        MadeBy::Fuzzy => Some("fuzzy-match"),
        MadeBy::Machine => Some("leveraged-mt"),
        MadeBy::Aligned => Some("x-aligned"),
        MadeBy::Propagated => Some("x-propagated"),
    });
    let state = target.state.map(|state| match state {
        State::Rejected => "needs-review-translation",
        State::Draft if matches!(target.made_by, Some(MadeBy::Fuzzy | MadeBy::Machine)) => {
            "needs-review-translation"
        }
        State::Draft => "needs-translation",
        State::Translated => "translated",
        State::Reviewed => "signed-off",
        State::Final => "final",
    });
    (state, qualifier)
}

/// The `ctype` of a code: a value that XLIFF 1.2 §2.4 knows for placeholders (`alone`) or for
/// delimiters, or else `x-` and the tool's own word.
fn ctype(kind: &str, alone: bool) -> Option<String> {
    let known: &[&str] = if alone {
        &["image", "pb", "lb"]
    } else {
        &["bold", "italic", "underlined", "link"]
    };
    let word: String = kind.split_whitespace().collect::<Vec<_>>().join("-");
    if known.contains(&word.as_str()) || word.len() > 2 && word.starts_with("x-") {
        Some(word)
    } else {
        (!word.is_empty()).then(|| format!("x-{word}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::testing::{FORBIDDEN, header, named, read_back, units, written};

    fn xliff(options: Options) -> (String, Report) {
        written(Box::new(
            Writer::new(Vec::new(), &header(), &options).unwrap(),
        ))
    }

    #[test]
    fn texts_come_back_to_the_letter_and_an_untranslated_one_has_no_target() {
        let (xml, report) = xliff(Options::default());
        let elements = read_back(&xml);
        let units = units();
        let (source, target): (Vec<_>, Vec<_>) = units
            .iter()
            .filter_map(|unit| Some((unit.source()?, &unit.variants[1])))
            // Native code of inline codes is text inside the segment.
            .filter(|(source, _)| source.codes.is_empty())
            .map(|(source, target)| (source.text.clone(), target.text.clone()))
            .unzip();
        let clean = |text: &str| text.replace([FORBIDDEN, '\u{FFFF}'], "\u{FFFD}");
        let found = |name| -> Vec<String> {
            let found = named(&elements, name).into_iter();
            found
                .filter(|e| !e.text.contains("<b>"))
                .map(|e| e.text.clone())
                .collect()
        };
        let source: Vec<_> = source.iter().map(|text| clean(text)).collect();
        let target: Vec<_> = target
            .iter()
            .filter(|text| !text.is_empty())
            .map(|text| clean(text))
            .collect();
        assert_eq!(found("source"), source);
        assert_eq!(found("target"), target);
        assert_eq!(report.written, 9);
        assert_eq!(report.lost(Loss::Alternative), 1);
        assert_eq!(report.lost(Loss::Field), 4);
    }

    #[test]
    fn states_say_what_was_decided_and_by_whom() {
        let (xml, _) = xliff(Options::default());
        let elements = read_back(&xml);
        let states: Vec<_> = named(&elements, "target")
            .iter()
            .map(|e| {
                (
                    e.attribute("state").unwrap(),
                    e.attribute("state-qualifier"),
                )
            })
            .collect();
        assert_eq!(
            states,
            [
                ("final", None),
                ("signed-off", Some("exact-match")),
                ("translated", Some("x-aligned")),
                ("needs-review-translation", Some("x-propagated")),
                ("needs-review-translation", Some("leveraged-mt")),
                ("needs-review-translation", Some("fuzzy-match")),
                ("translated", Some("leveraged-tm")),
                ("translated", None),
            ]
        );
        let units = named(&elements, "trans-unit");
        assert_eq!(units[0].attribute("translate"), Some("no"));
        assert_eq!(units[0].attribute("approved"), Some("yes"));
        assert_eq!(units[2].attribute("approved"), None);
        assert!(xml.contains("<note from=\"state\" annotates=\"target\">rejected</note>"));
    }

    #[test]
    fn omegat_gets_the_source_where_there_is_no_target() {
        let (xml, _) = xliff(Options {
            copy_source: true,
            ..Options::default()
        });
        let elements = read_back(&xml);
        let (sources, targets) = (named(&elements, "source"), named(&elements, "target"));
        assert_eq!(sources.len(), targets.len());
        assert_eq!(targets[4].text, sources[4].text);
        assert_eq!(targets[4].attribute("state"), Some("needs-translation"));
    }

    #[test]
    fn codes_are_paired_and_the_target_has_those_of_the_source() {
        let (xml, _) = xliff(Options::default());
        assert!(xml.contains(
            "Click <bpt id=\"1\" rid=\"1\" ctype=\"bold\">&lt;b&gt;</bpt>here<ept id=\"2\" rid=\"1\">&lt;/b&gt;</ept><ph id=\"3\" ctype=\"image\">&lt;img/&gt;</ph> for the IP office.<it id=\"4\" pos=\"open\"/>"
        ), "{xml}");
        assert!(xml.contains(
            "<ph id=\"3\" ctype=\"image\">&lt;img/&gt;</ph><bpt id=\"1\" rid=\"1\" ctype=\"bold\">&lt;b&gt;</bpt>点此<ept id=\"2\" rid=\"1\">"
        ), "{xml}");
    }

    #[test]
    fn each_document_is_a_file_and_terms_are_notes() {
        let (xml, _) = xliff(Options::default());
        let elements = read_back(&xml);
        let originals: Vec<_> = named(&elements, "file")
            .iter()
            .map(|file| file.attribute("original").unwrap())
            .collect();
        assert_eq!(originals, ["release.en.txt", "client.tmx"]);
        let ids: Vec<_> = named(&elements, "trans-unit")
            .iter()
            .map(|unit| unit.attribute("id").unwrap())
            .collect();
        assert_eq!(ids, ["1", "2", "3", "4", "5", "6", "7", "8", "1"]);
        let notes = named(&elements, "note");
        assert_eq!(notes[0].attribute("from"), Some("terms"));
        assert_eq!(
            notes[0].text,
            "CNIPA = 国家知识产权局; also 国知局; not 中国专利局 <旧>"
        );
    }

    #[test]
    fn no_segment_is_an_error_and_no_invalid_file() {
        let writer = Writer::new(Vec::new(), &header(), &Options::default()).unwrap();
        let error = Box::new(writer).finish().unwrap_err();
        assert!(error.to_string().contains("at least one segment"));
    }
}
