//! Reading XLIFF 1.0 to 1.2 and 2.0 to 2.2 as a stream of units, as tools write it.
//!
//! A `trans-unit` is a unit, or one for each of its segments (`seg-source`); a `segment` of 2.x is
//! one. What is tolerated and what each keeps: `schemas/xliff.md`.

mod content;
mod state;
mod whole;

use std::collections::VecDeque;
use std::io::Read;

pub(super) use self::content::{Content, OriginalData, Spot, original_data};
pub(super) use self::state::Said;
pub(super) use self::whole::Whole;
use super::Version;
use crate::exchange::review::Mark;
use crate::exchange::xml::{Node, Token, XmlReader};
use crate::exchange::{Error, Incoming, Mends, Position, ReadHeader, ReadOptions, UnitReader};
use crate::text::LangTag;
use crate::unit::{Fields, Note, Property, State, Variant};

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

/// A unit as it stands in the file, on its way to what it means.
struct Draft<'n> {
    number: u64,
    at: Position,
    node: &'n Node,
    file: &'n File,
    units: Vec<Incoming>,
    mends: Vec<&'static str>,
}

const SUB: &str = "the text of a sub was kept in its native code";
const WHOLE: &str = "a translation as a whole, of a unit of several segments, was left out";
const NO_SOURCE: &str = "a unit without a source was left out";

impl Draft<'_> {
    /// XLIFF 1.x.
    fn trans_unit(&mut self, translate: bool) {
        let node = self.node;
        let Some(source) = node.first("source") else {
            self.mends.push(NO_SOURCE);
            return;
        };
        let target = node.first("target");
        let said = Said::of_unit(node, target, translate);
        let frame = node
            .first("seg-source")
            .map(segments_in)
            .unwrap_or_default();
        if frame.is_empty() {
            self.push(None, source, target, said, &OriginalData::new());
            return;
        }
        let targets = target.map(segments_in).unwrap_or_default();
        if let Some(target) = target
            && targets.is_empty()
            && !Content::of(target, &OriginalData::new()).is_blank()
            && !said.is_untouched
        {
            self.mends.push(WHOLE);
        }
        for segment in frame {
            let mid = segment.get("mid").unwrap_or_default();
            let target = targets.iter().find(|target| target.get("mid") == Some(mid));
            let said = said.clone().of_trados(defined(node, mid));
            self.push(
                Some(mid),
                segment,
                target.copied(),
                said,
                &OriginalData::new(),
            );
        }
    }

    /// XLIFF 2.x.
    fn segments(&mut self, translate: bool) {
        let node = self.node;
        let data = original_data(node.named("originalData"));
        let several = node.named("segment").count() > 1;
        for (nth, segment) in node.named("segment").enumerate() {
            let Some(source) = segment.first("source") else {
                self.mends.push(NO_SOURCE);
                continue;
            };
            let said = Said::of_segment(segment, translate);
            let number = (nth + 1).to_string();
            let id = segment.get("id").unwrap_or(&number);
            let id = several.then_some(id);
            self.push(id, source, segment.first("target"), said, &data);
        }
    }

    fn push(
        &mut self,
        segment: Option<&str>,
        source: &Node,
        target: Option<&Node>,
        said: Said,
        data: &OriginalData,
    ) {
        let source = Content::of(source, data).without_segments();
        let target = target.map(|target| Content::of(target, data).without_segments());
        let has_sub = source.has_sub || target.as_ref().is_some_and(|target| target.has_sub);
        if has_sub {
            self.mends.push(SUB);
        }
        if source.is_blank() {
            return;
        }
        let is_copy =
            |target: &Content| said.is_untouched && target.text.trim() == source.text.trim();
        let target = target.filter(|target| !target.is_blank() && !is_copy(target));
        let [source_lang, target_lang] = self.file.langs.clone();
        let [of_unit, of_source, of_target] = notes(self.node);
        let mut text = Variant::new(source_lang.clone(), source.text);
        text.codes = source.codes;
        text.notes = of_source;
        let mut variants = vec![text];
        if let Some(target) = target {
            let mut text = Variant::new(target_lang, target.text);
            text.codes = target.codes;
            // A target that is not the source's copy is a translation, whatever was said of it.
            text.state = said.state.or(Some(State::Draft));
            text.made_by = said.made_by;
            text.score = said.score;
            text.author = said.author;
            text.date = said.date;
            text.locked = said.locked;
            text.notes = of_target;
            variants.push(text);
        }
        self.units.push(Incoming {
            number: self.number,
            at: self.at,
            given_id: self.given_id(segment),
            document: self.file.original.clone(),
            source_lang,
            variants,
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: of_unit,
            properties: self.properties(),
        });
    }

    /// Ours is in `resname` (1.2) or `name` (2.x); else it is that of the unit, and of its segment.
    fn given_id(&self, segment: Option<&str>) -> Option<String> {
        let named = self.node.get("resname").or_else(|| self.node.get("name"));
        if let (Some(mark), None) = (named.and_then(Mark::read), segment) {
            return Some(mark.unit.to_string());
        }
        let id = self.node.get("id")?;
        Some(match segment {
            Some(segment) => format!("{id}/{segment}"),
            None => id.to_owned(),
        })
    }

    /// What the unit is known by elsewhere: contexts (1.2), metadata (2.x), and its name.
    fn properties(&self) -> Vec<Property> {
        let mut properties = Vec::new();
        let named = self.node.get("resname").or_else(|| self.node.get("name"));
        let named = named.filter(|name| Mark::read(name).is_none());
        properties.extend(named.map(|name| property("resname", name)));
        let groups = self.node.named("context-group");
        for context in groups.flat_map(|group| group.named("context")) {
            let kind = context.get("context-type").unwrap_or("context");
            properties.push(property(kind, &context.text()));
        }
        for list in self
            .node
            .nodes()
            .filter(|node| node.name.ends_with(":metadata"))
        {
            let groups = list
                .nodes()
                .filter(|node| node.name.ends_with(":metaGroup"));
            for meta in groups.flat_map(Node::nodes) {
                properties.push(property(meta.get("type").unwrap_or("meta"), &meta.text()));
            }
        }
        properties
    }
}

/// Notes on the unit, on its source, on its target.
fn notes(node: &Node) -> [Vec<Note>; 3] {
    let mut notes = [Vec::new(), Vec::new(), Vec::new()];
    let in_lists = node.named("notes").flat_map(|list| list.named("note"));
    for note in node.named("note").chain(in_lists) {
        // What we say in a note of our own, for tools that have no place for it.
        let from = note.get("from").or_else(|| note.get("category"));
        if matches!(from, Some("terms" | "state" | "locked")) {
            continue;
        }
        let side = match note.get("annotates").or_else(|| note.get("appliesTo")) {
            Some("source") => 1,
            Some("target") => 2,
            _ => 0,
        };
        let text = note.text();
        if let (false, Some(notes)) = (text.trim().is_empty(), notes.get_mut(side)) {
            notes.push(Note {
                text,
                from: from.map(str::to_owned),
            });
        }
    }
    notes
}

fn property(name: &str, value: &str) -> Property {
    Property {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

/// What Trados Studio says of a segment: its `sdl:seg`.
pub(super) fn defined<'n>(unit: &'n Node, mid: &str) -> Option<&'n Node> {
    let lists = unit.named("sdl:seg-defs");
    let mut segments = lists.flat_map(Node::nodes);
    segments.find(|segment| segment.get("id") == Some(mid))
}

/// The segments marked in an element, however deep.
pub(super) fn segments_in<'n>(node: &'n Node) -> Vec<&'n Node> {
    let mut found = Vec::new();
    let inside = |node: &'n Node| node.nodes().collect::<Vec<_>>().into_iter().rev();
    let mut stack: Vec<&Node> = inside(node).collect();
    while let Some(node) = stack.pop() {
        if node.name == "mrk" && node.get("mtype") == Some("seg") {
            found.push(node);
        } else {
            stack.extend(inside(node));
        }
    }
    found
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
