//! Reading XLIFF 1.0 to 1.2 and 2.0 to 2.2 as a stream of units, as tools write it.
//!
//! A `trans-unit` is a unit, or one for each of its segments (`seg-source`); a `segment` of 2.x is
//! one. What is tolerated and what each keeps: `schemas/xliff.md`.

mod content;
mod draft;
mod state;
mod whole;

use std::collections::VecDeque;
use std::io::Read;

pub(super) use self::content::{Content, OriginalData, Spot, original_data};
use self::draft::{Draft, notes};
pub(super) use self::draft::{defined, segments_in};
pub(super) use self::state::Said;
pub(super) use self::whole::Whole;
use super::Version;
use crate::exchange::xml::{Node, Token, XmlReader};
use crate::exchange::{Error, Incoming, Mends, ReadHeader, ReadOptions, UnitReader};
use crate::text::LangTag;

/// Reads XLIFF unit by unit.
///
/// After an error there is nothing more: what came before it was whole.
pub struct Reader<R: Read> {
    xml: XmlReader<R>,
    header: ReadHeader,
    version: Version,
    /// What stands before the names of XLIFF's elements.
    prefix: String,
    /// What is translated from and into, where a file does not say it.
    otherwise: [LangTag; 2],
    file: File,
    /// Whether what is in the open elements may be translated, by their depth.
    translate: Vec<(usize, bool)>,
    /// Units that were read with the last element.
    ready: VecDeque<Incoming>,
    /// The unit that was read last as one text, where yiku wrote it.
    whole: Option<Whole>,
    count: u64,
    done: bool,
}

/// A `<file>`.
struct File {
    original: Option<String>,
    langs: [LangTag; 2],
}

impl<R: Read> Reader<R> {
    /// Reads the head of a file from `input`, which need not be buffered.
    ///
    /// # Errors
    /// [`Error::Malformed`] where this is no XLIFF; [`Error::Read`] where the system cannot read.
    pub fn new(input: R, options: &ReadOptions) -> Result<Self, Error> {
        let otherwise = [options.source.clone(), options.target.clone()];
        let mut reader = Self {
            xml: XmlReader::new(input),
            header: ReadHeader::default(),
            version: Version::One,
            prefix: String::new(),
            file: File {
                original: None,
                langs: otherwise.clone(),
            },
            otherwise,
            translate: Vec::new(),
            ready: VecDeque::new(),
            whole: None,
            count: 0,
            done: false,
        };
        reader.root()?;
        // The first `file` says the languages of most files as a whole.
        while reader.ready.is_empty() && !reader.done && reader.header.source.is_none() {
            reader.step()?;
        }
        reader.header.encoding = reader.xml.encoding();
        Ok(reader)
    }

    fn root(&mut self) -> Result<(), Error> {
        loop {
            match self.xml.next()? {
                Token::Start => break,
                Token::Eof => return Err(self.xml.malformed("there is no XLIFF in it")),
                Token::Text | Token::End => {}
            }
        }
        let (prefix, version) = super::root_of(&mut self.xml)?;
        (self.prefix, self.version) = (prefix, version);
        self.header.version = self.xml.attribute("version").map(str::to_owned);
        if self.version == Version::Two {
            let langs = ["srcLang", "trgLang"].map(|name| self.lang(name));
            self.header.source.clone_from(&langs[0]);
            for (own, lang) in self.otherwise.iter_mut().zip(langs) {
                if let Some(lang) = lang {
                    *own = lang;
                }
            }
        }
        Ok(())
    }

    /// The language that an attribute of the last element names.
    fn lang(&mut self, name: &str) -> Option<LangTag> {
        let given = self.xml.attribute(name)?.trim().to_owned();
        if given.is_empty() {
            return None;
        }
        let lang = LangTag::parse(&given).ok();
        if lang.is_none() {
            self.xml
                .mend("a language that is none was not read", |_| given);
        }
        lang
    }

    /// Reads on by one element.
    fn step(&mut self) -> Result<(), Error> {
        match self.xml.next()? {
            Token::Start => self.start(),
            Token::End => {
                let depth = self.xml.depth();
                self.translate.retain(|(of, _)| *of <= depth);
                Ok(())
            }
            Token::Text => Ok(()),
            Token::Eof => {
                if self.xml.depth() > 0 {
                    return Err(self.xml.truncated());
                }
                self.done = true;
                Ok(())
            }
        }
    }

    fn start(&mut self) -> Result<(), Error> {
        let name = self.xml.name();
        let local = name
            .strip_prefix(self.prefix.as_str())
            .unwrap_or(name)
            .to_owned();
        if let Some(translate) = self.xml.attribute("translate") {
            let translate = translate != "no";
            self.translate.push((self.xml.depth(), translate));
        }
        match (self.version, local.as_str()) {
            (_, "file") => self.begin_file(),
            (Version::One, "body" | "group" | "bin-unit") | (Version::Two, "group") => Ok(()),
            (Version::One, "trans-unit") | (Version::Two, "unit") => self.unit(),
            // Heads, skeletons, notes of files, modules and what others put there.
            _ => self.xml.skip(),
        }
    }

    /// The next unit, as one text where yiku wrote it; `None` where there are no more.
    pub(super) fn whole(&mut self) -> Result<Option<Option<Whole>>, Error> {
        while self.ready.is_empty() && !self.done {
            self.step()?;
        }
        if self.ready.is_empty() {
            return Ok(None);
        }
        self.ready.clear();
        Ok(Some(self.whole.take()))
    }

    fn begin_file(&mut self) -> Result<(), Error> {
        let attribute = |name| self.xml.attribute(name).map(str::to_owned);
        let original = attribute("original").or_else(|| attribute("id"));
        let langs = match self.version {
            Version::One => ["source-language", "target-language"].map(|name| self.lang(name)),
            Version::Two => [None, None],
        };
        let [source, target] = langs;
        self.header.source = self.header.source.take().or_else(|| source.clone());
        let [or_source, or_target] = self.otherwise.clone();
        self.file = File {
            original: original.filter(|name| !name.trim().is_empty()),
            langs: [source.unwrap_or(or_source), target.unwrap_or(or_target)],
        };
        self.header
            .source
            .get_or_insert_with(|| self.file.langs[0].clone());
        Ok(())
    }

    fn unit(&mut self) -> Result<(), Error> {
        let number = self.xml.begin_unit();
        let at = self.xml.position();
        let translate = self
            .translate
            .last()
            .is_none_or(|(_, translate)| *translate);
        let node = Node::read(&mut self.xml, &self.prefix)?;
        self.whole = Whole::of(&node, self.version, translate);
        let mut unit = Draft {
            number,
            at,
            node: &node,
            file: &self.file,
            units: Vec::new(),
            mends: Vec::new(),
        };
        match self.version {
            Version::One => unit.trans_unit(translate),
            Version::Two => unit.segments(translate),
        }
        let Draft { units, mends, .. } = unit;
        for kind in mends {
            let id = node.get("id").unwrap_or_default().to_owned();
            self.xml.mend(kind, |_| format!("id={id}"));
        }
        self.xml.end_part();
        let depth = self.xml.depth();
        self.translate.retain(|(of, _)| *of <= depth);
        for mut unit in units {
            self.count += 1;
            unit.number = self.count;
            self.ready.push_back(unit);
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && !self.done {
            if let Err(error) = self.step() {
                self.done = true;
                return Some(Err(error));
            }
        }
        self.header.encoding = self.xml.encoding();
        self.ready.pop_front().map(Ok)
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

#[cfg(test)]
mod tests;
