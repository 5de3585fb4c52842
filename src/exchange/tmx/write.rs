//! Writing TMX 1.4b, level 1 or 2, as LISA OSCAR's DTD `tmx14.dtd` has it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use super::content::Codes;
use crate::exchange::context::{self, Dialect, Properties};
use crate::exchange::xml::{Element, XmlWriter};
use crate::exchange::{
    Error, Header, Loss, Options, Outgoing, Report, UnitWriter, field_count, omegat,
};
use crate::unit::{Note, Property, Side, State, Unit, Variant};

/// Writes TMX.
pub struct Writer<W: Write> {
    xml: XmlWriter<W>,
    header: Header,
    /// The languages as they are written.
    langs: (String, String),
    contexts: Vec<Dialect>,
    /// Whether inline codes are left out: level 1.
    flat: bool,
    report: Report,
    /// A place for a value on its way into the file: there are millions of them.
    value: String,
    /// For OmegaT: the first translation of each source text, by hash. See [`Writer::context`].
    first: BTreeMap<[u8; 32], [u8; 32]>,
}

impl<W: Write> Writer<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(out: W, header: &Header, options: &Options) -> Result<Self, Error> {
        let mut report = Report::default();
        let mut value = String::new();
        let mut xml = if options.utf16 {
            XmlWriter::in_utf16(out)
        } else {
            XmlWriter::new(out)?
        };
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
                .maybe(
                    "creationdate",
                    date(header.date.as_deref(), &mut value, &mut report),
                ),
        )?;
        xml.open(Element::new("body"))?;
        Ok(Self {
            xml,
            langs: (header.source_tag(), header.target_tag()),
            header: header.clone(),
            contexts: options.contexts.clone(),
            flat: options.flat,
            report,
            value,
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

    /// Our own properties, the neighbours, then the properties that the unit or text came with:
    /// further values of our names among them, but no neighbours, which ours say as they are now.
    fn properties(
        &mut self,
        own: &[(&str, Cow<'_, str>)],
        context: &[(&str, Cow<'_, str>)],
        kept: &[Property],
    ) -> Result<(), Error> {
        for (name, value) in own.iter().chain(context) {
            self.property(name, value)?;
        }
        for Property { name, value } in kept {
            if !context.iter().any(|(noted, _)| noted == name) {
                self.property(name, value)?;
            }
        }
        Ok(())
    }

    /// The properties of the unit and of its source text that carry its neighbours, as the tools
    /// that the file is for note them.
    ///
    /// OmegaT takes a unit with `file`, `prev` and `next` for an alternative that is valid there
    /// only, and lets the last of several defaults win. So the first translation of a source text
    /// stands without them, as the default, and a later one that differs is an alternative.
    fn context<'t>(&mut self, outgoing: &Outgoing<'t>, source: &str, target: &str) -> Noted<'t> {
        let mut noted = Noted::default();
        let Some(context) = outgoing.context else {
            return noted;
        };
        for dialect in &self.contexts {
            if *dialect == Dialect::OmegaT {
                let hash = |text: &str| *blake3::hash(text.as_bytes()).as_bytes();
                let first = self.first.entry(hash(source)).or_insert(hash(target));
                if *first == hash(target) {
                    continue;
                }
                let document = outgoing.document().unwrap_or_default();
                noted.is_alternative = true;
                noted
                    .of_unit
                    .push(("file", omegat::source_file(document).into()));
            }
            context::note(*dialect, context, &mut noted.of_unit, &mut noted.of_source);
        }
        noted
    }

    fn variant<'t>(
        &mut self,
        variant: &'t Variant,
        side: Side,
        context: Properties<'_>,
        codes: &mut Codes<'t>,
    ) -> Result<(), Error> {
        let date = date(variant.date.as_deref(), &mut self.value, &mut self.report);
        let author = variant.author.as_deref();
        let lang = match side {
            Side::Source => &self.langs.0,
            Side::Target => &self.langs.1,
        };
        self.xml.open(
            Element::new("tuv")
                .with("xml:lang", lang)
                .maybe("changedate", date)
                .maybe("changeid", author),
        )?;
        for note in &variant.notes {
            self.note(note)?;
        }
        self.properties(&state_properties(variant), &context, &variant.properties)?;
        if self.flat || variant.codes.is_empty() {
            self.report.lose(Loss::InlineCode, variant.codes.len());
            self.xml.text(Element::new("seg"), &variant.text)?;
        } else {
            self.xml.open_mixed(Element::new("seg"))?;
            codes.write(variant, &mut self.xml)?;
            self.xml.close_mixed()?;
        }
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
        let noted = self.context(outgoing, &source.text, &first.text);
        let unit = outgoing.unit;
        self.value.clear();
        write!(self.value, "{}", unit.id).ok();
        self.xml
            .open(Element::new("tu").with("tuid", &self.value))?;
        for note in &unit.notes {
            self.note(note)?;
        }
        if noted.is_alternative {
            // OmegaT looks for each property of an alternative in its own key, and takes none that
            // holds another property (ImportFromAutoTMX, OmegaT 3.6).
            self.report.lose(Loss::Property, unit.properties.len());
            self.report.lose(Loss::Field, field_count(&unit.fields));
            self.properties(&[], &noted.of_unit, &[])?;
        } else {
            let own = unit_properties(unit, outgoing.document());
            self.properties(&own, &noted.of_unit, &unit.properties)?;
        }
        let mut codes = Codes::of(source, &pair.targets);
        self.variant(source, Side::Source, noted.of_source, &mut codes)?;
        for target in pair.targets {
            self.variant(target, Side::Target, Vec::new(), &mut codes)?;
        }
        Ok(self.xml.close()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        self.report.lose(Loss::Character, self.xml.replaced());
        Ok((self.xml.finish()?, self.report))
    }
}

/// How the neighbours of a unit are noted.
#[derive(Default)]
struct Noted<'t> {
    of_unit: Properties<'t>,
    of_source: Properties<'t>,
    /// Whether it is an alternative of OmegaT's.
    is_alternative: bool,
}

/// The fields that people filter by, under the names that memoQ gives them and Trados imports,
/// and the inner cuts of a unit that joins sentences.
fn unit_properties<'t>(unit: &'t Unit, document: Option<&'t str>) -> Properties<'t> {
    let fields = &unit.fields;
    let mut own = Properties::new();
    for (name, value) in [
        ("client", &fields.client),
        ("project", &fields.project),
        ("domain", &fields.domain),
        ("subject", &fields.subject),
    ] {
        if !value.is_empty() {
            own.push((name, value.into()));
        }
    }
    if let Some(document) = document {
        own.push(("x-document", document.into()));
    }
    if !unit.cuts.is_empty() {
        let cuts: Vec<String> = unit.cuts.iter().map(u32::to_string).collect();
        own.push(("x-cuts", cuts.join(" ").into()));
    }
    own
}

/// How far a text is and how it came about. Nothing is said of what is translated: that is what a
/// translation in a memory is, unless it says more.
fn state_properties(variant: &Variant) -> Properties<'_> {
    let mut own = Properties::new();
    if let Some(state) = variant.state.filter(|state| *state != State::Translated) {
        own.push(("x-state", state.as_str().into()));
    }
    if let Some(way) = variant.made_by {
        own.push(("x-origin", way.as_str().into()));
    }
    if let Some(score) = variant.score {
        own.push(("x-score", score.to_string().into()));
    }
    if let Some(reason) = &variant.locked {
        own.push(("x-locked", reason.into()));
    }
    own
}

/// A date as it is written, in the place of what `out` holds.
fn date<'o>(rfc3339: Option<&str>, out: &'o mut String, report: &mut Report) -> Option<&'o str> {
    let written = super::date::write(rfc3339?, out);
    report.lose(Loss::Date, usize::from(!written));
    written.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Tool;
    use crate::exchange::testing::{SPECIAL, header, named, read_back, tag, units, written};

    fn tmx(tool: Option<Tool>) -> (String, Report) {
        let mut header = header();
        header.tags = tool.map(Tool::tags).unwrap_or_default();
        let options = tool.map(Options::for_tool).unwrap_or_default();
        written(Box::new(
            Writer::new(Vec::new(), &header, &options).unwrap(),
        ))
    }

    #[test]
    fn texts_come_back_to_the_letter_source_first() {
        let (xml, report) = tmx(Some(Tool::Weblate));
        let elements = read_back(&xml);
        let mut expected = Vec::new();
        for unit in units() {
            if let (Some(source), true) = (
                unit.source(),
                unit.alternatives(&tag("zh-Hans"))
                    .any(|v| !v.text.is_empty()),
            ) {
                expected.push(("en".to_owned(), source.text.clone()));
                for target in unit.alternatives(&tag("zh-Hans")) {
                    expected.push(("zh-Hans".to_owned(), target.text.clone()));
                }
            }
        }
        for (_, text) in &mut expected {
            *text = text.replace(['\u{1A}', '\u{FFFF}'], "\u{FFFD}");
        }
        let found: Vec<_> = named(&elements, "tuv")
            .iter()
            .map(|tuv| tuv.attribute("xml:lang").unwrap().to_owned())
            .zip(named(&elements, "seg").iter().map(|seg| seg.text.clone()))
            .collect();
        assert_eq!(found, expected);
        assert!(found.iter().any(|(_, text)| text == SPECIAL));
        assert_eq!(report.written, 8);
        assert_eq!(report.lost(Loss::NoSource), 1);
        assert_eq!(report.lost(Loss::NoTarget), 1);
        assert_eq!(report.lost(Loss::Character), 3);
        assert_eq!(report.lost(Loss::InlineCode), 8);
        assert_eq!(report.lost(Loss::Language), 1);
    }

    #[test]
    fn fields_dates_and_properties_stand_where_tools_look() {
        let (xml, _) = tmx(None);
        let elements = read_back(&xml);
        let props: Vec<_> = named(&elements, "prop")
            .iter()
            .map(|prop| (prop.attribute("type").unwrap(), prop.text.as_str()))
            .take(10)
            .collect();
        assert_eq!(
            props,
            [
                ("client", "WIPO"),
                ("project", "release"),
                ("domain", "IP"),
                ("subject", "news"),
                ("x-document", "release"),
                ("x-Context", "0, 12"),
                ("x-state", "final"),
                ("x-origin", "human"),
                ("x-score", "87"),
                ("x-locked", "title agreed with <client>"),
            ]
        );
        let tuvs = named(&elements, "tuv");
        assert_eq!(tuvs[1].attribute("changedate"), Some("20240920T083005Z"));
        assert_eq!(tuvs[1].attribute("changeid"), Some("Li \"李\""));
        let head = named(&elements, "header")[0];
        assert_eq!(head.attribute("creationdate"), Some("20240920T083005Z"));
        assert_eq!(head.attribute("srclang"), tuvs[0].attribute("xml:lang"));
        assert!(xml.contains("<prop type=\"x-cuts\">31</prop>"));
    }

    #[test]
    fn codes_stand_in_the_text_and_are_numbered_the_same_in_both() {
        let (xml, report) = tmx(None);
        assert_eq!(report.lost(Loss::InlineCode), 0);
        assert!(
            xml.contains(
                "<seg>Click <bpt i=\"1\" x=\"1\" type=\"bold\">&lt;b&gt;</bpt>here<ept i=\"1\">&lt;/b&gt;</ept><ph x=\"3\" type=\"image\">&lt;img/&gt;</ph> for the IP office.<it pos=\"begin\" x=\"4\"/></seg>"
            ),
            "{xml}"
        );
        assert!(
            xml.contains(
                "<seg><ph x=\"3\" type=\"image\">&lt;img/&gt;</ph><bpt i=\"1\" x=\"1\" type=\"bold\">&lt;b&gt;</bpt>点此<ept i=\"1\">"
            ),
            "{xml}"
        );
    }

    #[test]
    fn a_file_in_utf_16_says_the_same() {
        let options = |utf16| Options {
            utf16,
            ..Options::default()
        };
        let written = |options: &Options| {
            let mut writer = Writer::new(Vec::new(), &header(), options).unwrap();
            for unit in units() {
                writer.unit(&Outgoing::alone(&unit)).unwrap();
            }
            Box::new(writer).finish().unwrap().0
        };
        let (narrow, wide) = (written(&options(false)), written(&options(true)));
        let wide: Vec<u16> = wide
            .chunks(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        let wide = String::from_utf16(&wide).unwrap();
        let narrow = String::from_utf8(narrow).unwrap();
        assert_eq!(
            wide,
            format!("\u{FEFF}{}", narrow.replacen("UTF-8", "UTF-16", 1))
        );
    }

    #[test]
    fn memoq_gets_its_regions_and_contexts() {
        let (xml, _) = tmx(Some(Tool::MemoQ));
        let elements = read_back(&xml);
        for tuv in named(&elements, "tuv") {
            let lang = tuv.attribute("xml:lang").unwrap();
            assert!(["en-US", "zh-CN"].contains(&lang), "{lang}");
        }
        let head = named(&elements, "header")[0];
        assert_eq!(head.attribute("srclang"), Some("en-US"));
        let before: Vec<_> = named(&elements, "prop")
            .into_iter()
            .filter(|prop| prop.attribute("type") == Some("x-context-pre"))
            .collect();
        assert_eq!(
            before[0].text,
            "<seg>WIPO Director General Wraps Up Visit to China</seg>"
        );
        assert!(
            before[2].text.starts_with("<seg> &amp; &lt;"),
            "{}",
            before[2].text
        );
    }

    #[test]
    fn omegat_gets_a_second_translation_as_an_alternative_without_other_properties() {
        let (xml, _) = tmx(Some(Tool::OmegaT));
        let starts = xml.match_indices("<tu ").map(|(at, _)| at);
        let second = starts
            .map(|at| &xml[at..at + xml[at..].find("</tu>").unwrap()])
            .find(|tu| tu.contains("世界知识产权组织总干事结束对华访问"))
            .unwrap();
        let head = second.split("<tuv").next().unwrap();
        let names: Vec<_> = head
            .split("type=\"")
            .skip(1)
            .map(|s| s.split('"').next())
            .collect();
        assert_eq!(names, [Some("file"), Some("prev"), Some("next")]);
        assert!(head.contains("release.xlf"));
        assert_eq!(xml.matches("type=\"file\"").count(), 1);
    }

    #[test]
    fn the_same_memory_gives_the_same_bytes() {
        assert_eq!(tmx(Some(Tool::MemoQ)).0, tmx(Some(Tool::MemoQ)).0);
    }

    #[test]
    fn a_memory_without_a_unit_is_still_a_file() {
        let writer = Writer::new(Vec::new(), &header(), &Options::default()).unwrap();
        let (bytes, report) = Box::new(writer).finish().unwrap();
        assert_eq!(report, Report::default());
        assert_eq!(read_back(std::str::from_utf8(&bytes).unwrap()).len(), 3);
    }

    #[test]
    fn a_date_that_is_none_is_left_out_and_said() {
        let mut header = header();
        header.date = Some("last week".to_owned());
        let writer = Writer::new(Vec::new(), &header, &Options::default()).unwrap();
        let (bytes, report) = Box::new(writer).finish().unwrap();
        assert_eq!(report.lost(Loss::Date), 1);
        assert!(!String::from_utf8(bytes).unwrap().contains("creationdate"));
    }
}
