//! Reading XML: tokens one by one, each with its place, in little memory.
//!
//! What a file of a translation tool may have wrong and still be understood is mended and said.
//! What makes XML dangerous is not done at all: no DTD is fetched, no entity is declared or
//! expanded, and there are limits to depth and size.

use std::io::Read;
use std::ops::Range;

use encoding_rs::Encoding;
use quick_xml::errors::{Error as XmlError, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::source::Source;
use super::{REPLACEMENT, is_legal, strict};
use crate::exchange::{Error, Mends, Position};

/// How deep elements may nest.
const DEPTH: usize = 256;
/// How many attributes an element may have.
const ATTRIBUTES: usize = 256;
/// How many bytes a tag with its attributes may have.
const TAG: usize = 1 << 20;
/// How many bytes a unit or a header may have, and so a text.
const PART: u64 = 1 << 26;

const BARE_AMPERSAND: &str = "a bare & was kept as text";
const UNKNOWN_ENTITY: &str = "a reference to an entity that XML does not know was kept as text";
const ILLEGAL_CHARACTER: &str = "a character that XML forbids became U+FFFD";
const REPEATED_ATTRIBUTE: &str = "an attribute stands twice; the first was read";
const ENTITIES: &str = "the entities that the DOCTYPE declares were not read";

/// What is said of texts that a file has under names of its own: they stay as they are written.
pub(crate) const NAMED: [&str; 2] = [UNKNOWN_ENTITY, ENTITIES];

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An element begins: see [`XmlReader::name`] and [`XmlReader::attribute`].
    Start,
    /// An element ends: the one that began last and has not ended.
    End,
    /// Text, or a piece of one: see [`XmlReader::text`].
    Text,
    /// The file ends.
    Eof,
}

/// Reads one XML file.
pub(crate) struct XmlReader<R: Read> {
    xml: quick_xml::Reader<Source<R>>,
    buffer: Vec<u8>,
    depth: usize,
    name: String,
    text: String,
    /// Names and values; the strings of earlier elements stay behind `count`, to be used again.
    attributes: Vec<(String, String)>,
    count: usize,
    mends: Mends,
    /// How many units began.
    units: u64,
    /// Whether the last of them has not ended.
    in_unit: bool,
    /// Where the unit or header began that is being read, in bytes.
    part: Option<u64>,
    /// Where the last token begins, in bytes of the file's text as UTF-8.
    begin: u64,
    /// What XML forbids, where that is asked for.
    breaches: Option<Vec<Breach>>,
    /// Whether the first element began.
    rooted: bool,
    /// Whether tags are given as they stand, and what is damaged of the last one.
    lenient: bool,
    damage: Option<String>,
}

/// A place where a file is no XML, mended or let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Breach {
    /// Where.
    pub(in crate::exchange) at: Position,
    /// What is wrong.
    pub(in crate::exchange) message: String,
}

impl<R: Read> XmlReader<R> {
    /// Reads from `input`, which need not be buffered.
    pub(crate) fn new(input: R) -> Self {
        let mut xml = quick_xml::Reader::from_reader(Source::new(input, PART));
        let config = xml.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            xml,
            buffer: Vec::new(),
            depth: 0,
            name: String::new(),
            text: String::new(),
            attributes: Vec::new(),
            count: 0,
            mends: Mends::default(),
            units: 0,
            in_unit: false,
            part: None,
            begin: 0,
            breaches: None,
            rooted: false,
            lenient: false,
            damage: None,
        }
    }

    /// The same, which notes all that XML forbids: see [`XmlReader::take_breaches`].
    pub(in crate::exchange) fn strict(mut self) -> Self {
        self.breaches = Some(Vec::new());
        self
    }

    /// The same, which goes on behind damage: an end is given as it stands, whatever it ends (its
    /// name is [`XmlReader::name`]), and how deep that leads is the caller's to say
    /// ([`XmlReader::set_depth`]); a tag that is none in part is told by
    /// [`XmlReader::take_damage`]; a file that is cut in a tag ends there.
    pub(in crate::exchange) fn lenient(mut self) -> Self {
        let config = self.xml.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        self.lenient = true;
        self.strict()
    }

    /// What is damaged of the last start of an element.
    pub(in crate::exchange) fn take_damage(&mut self) -> Option<String> {
        self.damage.take()
    }

    /// Says how many elements are open after the last token.
    pub(in crate::exchange) fn set_depth(&mut self, depth: usize) {
        self.depth = depth;
    }

    /// What XML forbids and was read all the same, since the last time.
    pub(in crate::exchange) fn take_breaches(&mut self) -> Vec<Breach> {
        self.breaches
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default()
    }

    /// The next token. Comments and processing instructions are passed over.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the file is no XML or beyond a limit; [`Error::Read`] where the
    /// system cannot read.
    pub(crate) fn next(&mut self) -> Result<Token, Error> {
        loop {
            self.buffer.clear();
            let start = self.xml.buffer_position();
            self.xml.get_mut().begin_event(start);
            self.begin = start;
            if self.part.is_some_and(|part| start - part > PART) {
                let limit = PART >> 20;
                let message =
                    format!("a unit or header has more than {limit} MiB, which is the limit");
                return Err(self.malformed(message));
            }
            let event = self.xml.read_event_into(&mut self.buffer);
            if self.xml.get_ref().has_repairs() {
                let unit = self.in_unit.then_some(self.units);
                for repair in self.xml.get_mut().take_repairs() {
                    if let Some(breaches) = &mut self.breaches {
                        let message = said(repair.kind, &repair.detail);
                        breaches.push(Breach {
                            at: repair.at,
                            message,
                        });
                    }
                    let detail = || repair.detail;
                    self.mends.add(repair.at, unit, repair.kind, detail);
                }
            }
            let mut notes = Notes::default();
            let breach = match (&self.breaches, &event) {
                (Some(_), Ok(event)) => breach(event, start, self.depth, self.rooted),
                _ => None,
            };
            if let Some(message) = breach {
                let at = self.xml.get_mut().position();
                self.breaches
                    .get_or_insert_default()
                    .push(Breach { at, message });
            }
            let token = match event {
                Ok(Event::Text(text)) => {
                    self.text.clear();
                    notes.bare += usize::from(text.starts_with('&'));
                    notes.illegal += clean_into(&text, false, &mut self.text);
                    Token::Text
                }
                Ok(Event::CData(text)) => {
                    self.text.clear();
                    notes.illegal += clean_into(&text, false, &mut self.text);
                    Token::Text
                }
                Ok(Event::GeneralRef(name)) => {
                    self.text.clear();
                    resolve_into(&name, &mut self.text, &mut notes);
                    Token::Text
                }
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    self.rooted = true;
                    self.name.clear();
                    self.name.push_str(start.name().0);
                    self.count = 0;
                    let read =
                        attributes_into(&start, &mut self.attributes, &mut self.count, &mut notes);
                    match read {
                        Ok(()) if self.lenient && !strict::is_name(&self.name) => {
                            self.damage = Some(strict::no_name(&self.name));
                        }
                        Ok(()) => {}
                        Err(message) if self.lenient => self.damage = Some(message),
                        Err(message) => return Err(self.malformed(message)),
                    }
                    if self.depth > DEPTH {
                        let message =
                            format!("elements nest deeper than {DEPTH}, which is the limit");
                        return Err(self.malformed(message));
                    }
                    Token::Start
                }
                Ok(Event::End(end)) if self.lenient => {
                    self.name.clear();
                    self.name.push_str(end.name().0);
                    Token::End
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Ok(Event::Eof) => Token::Eof,
                Ok(Event::DocType(doctype)) => {
                    notes.entities = doctype.contains("<!ENTITY");
                    self.note(notes);
                    continue;
                }
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => continue,
                // Expanded to Start and End, as the configuration says.
                Ok(Event::Empty(_)) => continue,
                Err(error @ (XmlError::Syntax(_) | XmlError::IllFormed(_))) if self.lenient => {
                    // Behind the one there is nothing, behind the other there may be.
                    if let Error::Malformed { at, message, .. } = self.error(error) {
                        let breach = Breach { at, message };
                        self.breaches.get_or_insert_default().push(breach);
                    }
                    continue;
                }
                Err(error) => return Err(self.error(error)),
            };
            self.note(notes);
            return Ok(token);
        }
    }

    /// Reads to the end of the element that began last, and gives its text, that of the elements
    /// in it included.
    ///
    /// # Errors
    /// As [`XmlReader::next`]; also where the file ends before the element does.
    pub(in crate::exchange) fn text_to_end(&mut self) -> Result<String, Error> {
        let mut text = String::new();
        let depth = self.depth;
        loop {
            match self.next()? {
                Token::Text => text.push_str(&self.text),
                Token::Start => self.mend(
                    "an element where only text may stand; its text was kept",
                    |xml| format!("<{}>", xml.name),
                ),
                Token::End if self.depth < depth => return Ok(text),
                Token::End => {}
                Token::Eof => return Err(self.truncated()),
            }
        }
    }

    /// Passes over the rest of the element that began last.
    ///
    /// # Errors
    /// As [`XmlReader::text_to_end`].
    pub(in crate::exchange) fn skip(&mut self) -> Result<(), Error> {
        let depth = self.depth;
        loop {
            match self.next()? {
                Token::End if self.depth < depth => return Ok(()),
                Token::Eof => return Err(self.truncated()),
                Token::Start | Token::Text | Token::End => {}
            }
        }
    }

    /// The name of the element that began last, with its prefix.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The attribute of that name of the element that began last.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes().find(|(key, _)| *key == name);
        found.map(|(_, value)| value)
    }

    /// The attributes of the element that began last.
    pub(in crate::exchange) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.attributes.iter().take(self.count);
        attributes.map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The text of the last [`Token::Text`].
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Where the last token begins.
    pub(in crate::exchange) fn position(&mut self) -> Position {
        self.xml.get_mut().position()
    }

    /// The bytes of the last token, in the file's text as UTF-8 without a byte-order mark. Where
    /// an element begins and ends in one tag, both tokens end with it, and the end is empty.
    pub(crate) fn range(&self) -> Range<usize> {
        let at = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
        at(self.begin)..at(self.xml.buffer_position())
    }

    /// The encoding that what is added to the file must have: the one that it really has, or,
    /// while there is nothing but ASCII in it, the one that it declares. `None` where nothing but
    /// its bytes said which it is.
    pub(in crate::exchange) fn encoding_to_write(&self) -> Option<&'static Encoding> {
        self.xml.get_ref().encoding_to_write()
    }

    /// The encoding that the file really has, as far as it was read.
    pub(in crate::exchange) fn encoding(&self) -> &'static str {
        self.xml.get_ref().encoding()
    }

    /// Says that a unit begins with the last token, and gives its number, from 1.
    pub(in crate::exchange) fn begin_unit(&mut self) -> u64 {
        self.begin_header();
        self.in_unit = true;
        self.units += 1;
        self.units
    }

    /// Says that something begins with the last token that is no unit and held in memory whole.
    pub(in crate::exchange) fn begin_header(&mut self) {
        self.part = Some(self.xml.buffer_position());
    }

    /// Says that the unit or header has ended.
    pub(in crate::exchange) fn end_part(&mut self) {
        self.part = None;
        self.in_unit = false;
    }

    /// The number of the unit that is being read.
    fn unit(&self) -> Option<u64> {
        self.in_unit.then_some(self.units)
    }

    /// What was mended.
    pub(crate) fn mends(&self) -> &Mends {
        &self.mends
    }

    /// Says that something was mended at the last token.
    pub(in crate::exchange) fn mend(
        &mut self,
        kind: &'static str,
        detail: impl FnOnce(&Self) -> String,
    ) {
        let at = self.position();
        let mut mends = std::mem::take(&mut self.mends);
        if self.breaches.is_some() && kind != ENTITIES {
            let message = said(kind, &detail(self));
            self.breaches
                .get_or_insert_default()
                .push(Breach { at, message });
        } else {
            mends.add(at, self.unit(), kind, || detail(self));
        }
        self.mends = mends;
    }

    /// The error of a file that is damaged at the last token.
    pub(in crate::exchange) fn malformed(&mut self, message: impl Into<String>) -> Error {
        let unit = self.unit();
        Error::Malformed {
            at: self.position(),
            unit,
            fine: self.units - u64::from(unit.is_some()),
            message: message.into(),
        }
    }

    /// The error of a file that ends too early.
    pub(in crate::exchange) fn truncated(&mut self) -> Error {
        self.malformed("the file ends here, before its elements do: it is cut off")
    }

    fn note(&mut self, notes: Notes) {
        if notes.is_empty() {
            return;
        }
        for _ in 0..notes.bare {
            self.mend(BARE_AMPERSAND, |_| String::new());
        }
        for _ in 0..notes.illegal {
            self.mend(ILLEGAL_CHARACTER, |_| String::new());
        }
        for name in notes.unknown {
            self.mend(UNKNOWN_ENTITY, |_| format!("&{name};"));
        }
        for name in notes.repeated {
            self.mend(REPEATED_ATTRIBUTE, |_| name);
        }
        if notes.entities {
            self.mend(ENTITIES, |_| String::new());
        }
    }

    fn error(&mut self, error: XmlError) -> Error {
        if let Some(refusal) = self.xml.get_mut().take_refusal() {
            return self.malformed(refusal);
        }
        let message = match error {
            XmlError::Io(error) => {
                return Error::Read(std::io::Error::new(error.kind(), error));
            }
            XmlError::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                format!("</{found}> stands where </{expected}> must")
            }
            XmlError::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                format!("</{found}> ends an element that never began")
            }
            XmlError::Syntax(
                error @ (SyntaxError::UnclosedTag
                | SyntaxError::UnclosedSingleQuotedAttributeValue
                | SyntaxError::UnclosedDoubleQuotedAttributeValue
                | SyntaxError::UnclosedComment
                | SyntaxError::UnclosedCData
                | SyntaxError::UnclosedPI
                | SyntaxError::UnclosedDoctype),
            ) => format!("{error}; the file is cut off, or a quotation mark is missing"),
            error => error.to_string(),
        };
        self.malformed(message)
    }
}

/// A mend with what is particular to it.
fn said(kind: &str, detail: &str) -> String {
    match detail {
        "" => kind.to_owned(),
        detail => format!("{kind}: {detail}"),
    }
}

/// What XML forbids in an event that begins after `start` bytes, while `depth` elements are open.
fn breach(event: &Event<'_>, start: u64, depth: usize, rooted: bool) -> Option<String> {
    let message = match event {
        Event::Start(_) | Event::Empty(_) if depth == 0 && rooted => {
            Some("a second element stands beside the first; one must hold all others")
        }
        Event::Start(tag) | Event::Empty(tag) => return strict::tag(tag),
        Event::Text(text) => strict::text(text, depth > 0),
        Event::CData(_) | Event::GeneralRef(_) => {
            (depth == 0).then_some("there is text outside of the first element")
        }
        Event::Comment(text) => strict::comment(text),
        Event::PI(text) => strict::instruction(text),
        Event::Decl(_) if start > 0 => strict::instruction("xml"),
        Event::Decl(text) => strict::declaration(text),
        Event::DocType(_) => rooted.then_some("a DOCTYPE must stand before the first element"),
        Event::Eof => (!rooted).then_some("there is no element in the file"),
        Event::End(_) => None,
    };
    message.map(str::to_owned)
}

/// What was found in a token, to be said when its place is known.
#[derive(Debug, Default)]
struct Notes {
    bare: usize,
    illegal: usize,
    unknown: Vec<String>,
    repeated: Vec<String>,
    entities: bool,
}

impl Notes {
    fn is_empty(&self) -> bool {
        self.bare == 0
            && self.illegal == 0
            && self.unknown.is_empty()
            && self.repeated.is_empty()
            && !self.entities
    }
}

/// Adds a text with its line ends as XML wants them read (§2.11), and without the characters that
/// XML forbids, and gives the number of these. In an attribute white space is spaces (§3.3.3).
fn clean_into(raw: &str, in_attribute: bool, out: &mut String) -> usize {
    let bytes = raw.as_bytes();
    // No early end: so it is a few instructions for every 16 bytes.
    let odd = bytes.iter().fold(false, |odd, byte| {
        odd | (*byte < b' ') & (in_attribute | !matches!(*byte, b'\n' | b'\t'))
    });
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF; many a Chinese character has a BF.
    let may_be_none = || memchr::memmem::find(bytes, b"\xEF\xBF").is_some();
    if !odd && !may_be_none() {
        out.push_str(raw);
        return 0;
    }
    let mut illegal = 0;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\t' if in_attribute => out.push(' '),
            '\r' => out.push('\n'),
            c if is_legal(c) => out.push(c),
            _ => {
                out.push(REPLACEMENT);
                illegal += 1;
            }
        }
    }
    illegal
}

/// Adds what a reference means, `name` standing between `&` and `;`. Only the five names that XML
/// knows and characters by number are resolved.
fn resolve_into(name: &str, out: &mut String, notes: &mut Notes) {
    let number = |name: &str| {
        let digits = name.strip_prefix('#')?;
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        number.ok().filter(|_| !digits.starts_with('+'))
    };
    let known = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    };
    if let Some(c) = known {
        return out.push(c);
    }
    if let Some(number) = number(name) {
        let legal = char::from_u32(number).filter(|c| is_legal(*c));
        notes.illegal += usize::from(legal.is_none());
        return out.push(legal.unwrap_or(REPLACEMENT));
    }
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '#' | '.' | '-' | '_' | ':'));
    if is_name && !name.is_empty() {
        notes.unknown.push(name.to_owned());
    } else {
        notes.bare += 1;
    }
    out.push('&');
    notes.illegal += clean_into(name, false, out);
    out.push(';');
}

/// Reads the attributes of a tag into strings that are used again, and counts them.
fn attributes_into(
    start: &BytesStart<'_>,
    attributes: &mut Vec<(String, String)>,
    count: &mut usize,
    notes: &mut Notes,
) -> Result<(), String> {
    if start.len() > TAG {
        return Err(format!(
            "a tag has more than {} MiB, which is the limit",
            TAG >> 20
        ));
    }
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| {
            format!("this is no tag ({error}); a < that is text must be written &lt;")
        })?;
        let name = attribute.key.0;
        if attributes
            .iter()
            .take(*count)
            .any(|(known, _)| known == name)
        {
            notes.repeated.push(name.to_owned());
            continue;
        }
        if *count == ATTRIBUTES {
            return Err(format!(
                "an element has more than {ATTRIBUTES} attributes, which is the limit"
            ));
        }
        if attributes.len() == *count {
            attributes.push(Default::default());
        }
        if let Some((key, value)) = attributes.get_mut(*count) {
            key.clear();
            key.push_str(name);
            value.clear();
            value_into(&attribute.value, value, notes);
        }
        *count += 1;
    }
    Ok(())
}

fn value_into(raw: &str, value: &mut String, notes: &mut Notes) {
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        notes.illegal += clean_into(before, true, value);
        rest = after;
        let end = after.find([';', '&', '<', ' ']);
        match end.and_then(|end| after.split_at_checked(end)) {
            Some((name, tail)) if tail.starts_with(';') => {
                resolve_into(name, value, notes);
                rest = tail.get(1..).unwrap_or_default();
            }
            _ => {
                value.push('&');
                notes.bare += 1;
            }
        }
    }
    notes.illegal += clean_into(rest, true, value);
}
