//! Reading TMX, versions 1.1 to 1.4b and what calls itself 2.0, as tools write it.

use std::io::Read;

use super::date;
use super::draft::{Draft, Found, read_state};
use super::segment::Segment;
use crate::exchange::xml::{Token, XmlReader};
use crate::exchange::{Error, Incoming, Mends, ReadHeader, UnitReader};
use crate::text::LangTag;
use crate::unit::{Note, Property, Variant};

const NOT_TMX: &str = "not a part of TMX here; it was not read";

/// Reads TMX unit by unit.
///
/// What is tolerated, and what each unit keeps: `schemas/tmx.md`. Units without a text are left
/// out and said. After an error there is nothing more: what came before it was whole.
pub struct Reader<R: Read> {
    xml: XmlReader<R>,
    header: ReadHeader,
    /// The source language of units that do not say theirs.
    source: Option<LangTag>,
    /// Whether each unit may be translated from a language of its own (`*all*`).
    any_source: bool,
    /// Whether the `tu` that comes next has begun already.
    begun: bool,
    /// Whether `tmx` has ended.
    complete: bool,
    /// Whether there is nothing more to read.
    done: bool,
}

impl<R: Read> Reader<R> {
    /// Reads the head of a file from `input`, which need not be buffered.
    ///
    /// # Errors
    /// [`Error::Malformed`] where this is no TMX at all; [`Error::Read`] where the system cannot
    /// read.
    pub fn new(input: R) -> Result<Self, Error> {
        let mut reader = Self {
            xml: XmlReader::new(input),
            header: ReadHeader::default(),
            source: None,
            any_source: false,
            begun: false,
            complete: false,
            done: false,
        };
        reader.root()?;
        reader.head()?;
        reader.header.encoding = reader.xml.encoding();
        Ok(reader)
    }

    fn root(&mut self) -> Result<(), Error> {
        loop {
            match self.xml.next()? {
                Token::Text if self.xml.text().trim().is_empty() => {}
                Token::Start if self.xml.name() == "tmx" => break,
                Token::Start => {
                    let name = self.xml.name();
                    let message = format!("this is no TMX file: it begins with <{name}>");
                    return Err(self.xml.malformed(message));
                }
                Token::Text | Token::End => {
                    return Err(self
                        .xml
                        .malformed("this is no TMX file: it begins with text"));
                }
                Token::Eof => return Err(self.xml.malformed("the file is empty")),
            }
        }
        self.header.version = self.xml.attribute("version").map(str::to_owned);
        match self.header.version.as_deref() {
            Some("1.1" | "1.2" | "1.3" | "1.4") => {}
            Some(_) => self
                .xml
                .mend("a version that TMX does not have; read as 1.4", |xml| {
                    xml.attribute("version").unwrap_or_default().to_owned()
                }),
            None => self.xml.mend("no version; read as 1.4", |_| String::new()),
        }
        Ok(())
    }

    /// Reads up to the first `tu`.
    fn head(&mut self) -> Result<(), Error> {
        let mut has_header = false;
        while !self.begun && !self.done {
            match self.xml.next()? {
                Token::Start if self.xml.name() == "header" && !has_header => {
                    has_header = true;
                    self.xml.begin_header();
                    self.read_header()?;
                    self.xml.end_part();
                }
                Token::Start if self.xml.name() == "body" => break,
                token => self.between(token)?,
            }
        }
        if !has_header {
            self.xml.mend(
                "no header; the first text of the first unit is taken for the source",
                |_| String::new(),
            );
        }
        Ok(())
    }

    /// What may stand between units.
    fn between(&mut self, token: Token) -> Result<(), Error> {
        match token {
            Token::Start => match self.xml.name() {
                "tu" if !self.complete => self.begun = true,
                "body" if !self.complete => {}
                _ => {
                    self.xml.mend(NOT_TMX, |xml| format!("<{}>", xml.name()));
                    self.xml.skip()?;
                }
            },
            Token::Text => self.stray_text(),
            Token::End => self.complete |= self.xml.depth() == 0,
            Token::Eof => {
                if !self.complete {
                    return Err(self.xml.truncated());
                }
                self.done = true;
            }
        }
        Ok(())
    }

    fn read_header(&mut self) -> Result<(), Error> {
        self.header.tool = self.xml.attribute("creationtool").map(str::to_owned);
        let changed = self.xml.attribute("changedate");
        let given = changed.or(self.xml.attribute("creationdate"));
        self.header.date = given.map(str::to_owned).and_then(|given| self.date(&given));
        match self.xml.attribute("srclang").map(str::to_owned) {
            Some(all) if all.eq_ignore_ascii_case("*all*") => self.any_source = true,
            Some(given) => self.source = LangTag::parse(&given).ok(),
            None => {}
        }
        if self.source.is_none() && !self.any_source {
            self.xml.mend(
                "the header names no source language; the first text of the first unit is taken for the source",
                |_| String::new(),
            );
        }
        self.header.source.clone_from(&self.source);
        loop {
            match self.xml.next()? {
                Token::Start => match self.xml.name() {
                    "note" => {
                        let note = self.note()?;
                        self.header.notes.push(note);
                    }
                    "prop" => {
                        let property = self.property()?;
                        self.header.properties.push(property);
                    }
                    "ude" => {
                        self.xml.mend(
                            "a ude (characters of a private encoding) was not read",
                            |xml| xml.attribute("name").unwrap_or_default().to_owned(),
                        );
                        self.xml.skip()?;
                    }
                    _ => {
                        self.xml.mend(NOT_TMX, |xml| format!("<{}>", xml.name()));
                        self.xml.skip()?;
                    }
                },
                Token::Text => self.stray_text(),
                Token::End => return Ok(()),
                Token::Eof => return Err(self.xml.truncated()),
            }
        }
    }

    /// The next unit, where there is one that is not left out.
    fn unit(&mut self) -> Result<Option<Incoming>, Error> {
        loop {
            while !self.begun {
                if self.done {
                    return Ok(None);
                }
                let token = self.xml.next()?;
                self.between(token)?;
            }
            self.begun = false;
            let draft = self.draft()?;
            let is_ours = self.header.tool.as_deref() == Some("yiku");
            let unit = draft.finish(self.source.as_ref(), is_ours);
            if let Some((unit, found)) = &unit {
                self.mend_source(unit, *found);
            } else {
                self.xml
                    .mend("a unit without a text was left out", |_| String::new());
            }
            self.xml.end_part();
            if let Some((unit, _)) = unit {
                return Ok(Some(unit));
            }
        }
    }

    fn mend_source(&mut self, unit: &Incoming, found: Found) {
        let lang = unit.source_lang.given();
        match found {
            Found::Named => {}
            Found::First if self.any_source => {}
            Found::First => self.source = Some(unit.source_lang.clone()),
            Found::Instead => self.xml.mend(
                "a unit without a text in its source language; its first text is taken for the source",
                |_| lang.to_owned(),
            ),
            Found::Missing => self.xml.mend(
                "a unit with one text only, which is not in its source language",
                |_| lang.to_owned(),
            ),
        }
    }

    /// Reads the `tu` that has just begun.
    fn draft(&mut self) -> Result<Draft, Error> {
        let number = self.xml.begin_unit();
        let at = self.xml.position();
        let srclang = self.xml.attribute("srclang").map(str::to_owned);
        let (author, date) = self.author_and_date();
        let mut draft = Draft {
            number,
            at,
            tuid: self.xml.attribute("tuid").map(str::to_owned),
            source: None,
            variants: Vec::with_capacity(2),
            notes: Vec::new(),
            properties: Vec::new(),
            author,
            date,
        };
        if let Some(given) = srclang.filter(|given| !given.eq_ignore_ascii_case("*all*")) {
            draft.source = LangTag::parse(&given).ok();
            if draft.source.is_none() {
                self.xml
                    .mend("a source language that is none was not read", |_| given);
            }
        }
        loop {
            match self.xml.next()? {
                Token::Start => match self.xml.name() {
                    "tuv" => self.variants(&mut draft.variants)?,
                    "note" => draft.notes.push(self.note()?),
                    "prop" => draft.properties.push(self.property()?),
                    _ => {
                        self.xml.mend(NOT_TMX, |xml| format!("<{}>", xml.name()));
                        self.xml.skip()?;
                    }
                },
                Token::Text => self.stray_text(),
                Token::End => return Ok(draft),
                Token::Eof => return Err(self.xml.truncated()),
            }
        }
    }

    /// Reads the `tuv` that has just begun: one text; several where it has several `seg`.
    fn variants(&mut self, variants: &mut Vec<Variant>) -> Result<(), Error> {
        let lang = self.variant_lang();
        let (author, date) = self.author_and_date();
        let (mut notes, mut properties, mut segments) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            match self.xml.next()? {
                Token::Start => match self.xml.name() {
                    "seg" => segments.push(Segment::read(&mut self.xml)?),
                    "note" => notes.push(self.note()?),
                    "prop" => properties.push(self.property()?),
                    _ => {
                        self.xml.mend(NOT_TMX, |xml| format!("<{}>", xml.name()));
                        self.xml.skip()?;
                    }
                },
                Token::Text => self.stray_text(),
                Token::End => break,
                Token::Eof => return Err(self.xml.truncated()),
            }
        }
        let Some(lang) = lang else {
            return Ok(());
        };
        match segments.len() {
            0 => self.xml.mend("a text without a seg was left out", |_| {
                lang.given().to_owned()
            }),
            1 => {}
            _ => self
                .xml
                .mend("a tuv with several seg; each is an alternative", |_| {
                    lang.given().to_owned()
                }),
        }
        for segment in segments {
            if segment.is_blank() {
                self.xml
                    .mend("an empty text was left out", |_| lang.given().to_owned());
                continue;
            }
            let mut variant = Variant::new(lang.clone(), segment.text);
            variant.codes = segment.codes;
            variant.author.clone_from(&author);
            variant.date.clone_from(&date);
            variant.notes = std::mem::take(&mut notes);
            variant.properties = std::mem::take(&mut properties);
            read_state(&mut variant);
            variants.push(variant);
        }
        Ok(())
    }

    fn variant_lang(&mut self) -> Option<LangTag> {
        let given = match self.xml.attribute("xml:lang") {
            Some(given) => given,
            None if self.xml.attribute("lang").is_some() => {
                // TMX 1.1 to 1.3 have it so.
                if self
                    .header
                    .version
                    .as_deref()
                    .is_none_or(|version| version.starts_with("1.4"))
                {
                    self.xml
                        .mend("lang was read as xml:lang", |_| String::new());
                }
                self.xml.attribute("lang").unwrap_or_default()
            }
            None => {
                self.xml
                    .mend("a text without a language was left out", |_| String::new());
                return None;
            }
        };
        let lang = LangTag::parse(given);
        if let Err(error) = &lang {
            self.xml
                .mend("a text of no known language was left out", |_| {
                    error.given.clone()
                });
        }
        lang.ok()
    }

    /// Who changed, else made, the element that has just begun, and when.
    fn author_and_date(&mut self) -> (Option<String>, Option<String>) {
        let attribute = |name| self.xml.attribute(name).filter(|value| !value.is_empty());
        let author = attribute("changeid").or_else(|| attribute("creationid"));
        let author = author.map(str::to_owned);
        let date = attribute("changedate").or_else(|| attribute("creationdate"));
        let date = date.map(str::to_owned).and_then(|given| self.date(&given));
        (author, date)
    }

    fn date(&mut self, given: &str) -> Option<String> {
        let date = date::read(given);
        if date.is_none() {
            self.xml
                .mend("a date that is none was left out", |_| given.to_owned());
        }
        date
    }

    fn note(&mut self) -> Result<Note, Error> {
        let text = self.xml.text_to_end()?;
        Ok(Note { text, from: None })
    }

    fn property(&mut self) -> Result<Property, Error> {
        let name = match self.xml.attribute("type") {
            Some(name) => name.to_owned(),
            None => {
                self.xml
                    .mend("a prop without type was kept without a name", |_| {
                        String::new()
                    });
                String::new()
            }
        };
        let value = self.xml.text_to_end()?;
        Ok(Property { name, value })
    }

    fn stray_text(&mut self) {
        if !self.xml.text().trim().is_empty() {
            self.xml.mend("text between elements was not read", |xml| {
                xml.text().trim().chars().take(40).collect()
            });
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.unit();
        self.header.encoding = self.xml.encoding();
        self.done |= unit.is_err();
        unit.transpose()
    }
}

impl<R: Read> UnitReader for Reader<R> {
    fn header(&self) -> &ReadHeader {
        &self.header
    }

    fn mends(&self) -> &Mends {
        self.xml.mends()
    }
}
