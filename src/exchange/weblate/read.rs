//! Reading Weblate's translation memory, pair by pair.

use std::io::{BufRead, BufReader, Read};

use super::{ACTIVE, CATEGORY, CONTEXT, GLOBAL, PENDING, Pair, property};
use crate::exchange::{Error, Incoming, Mends, Position, ReadHeader, UnitReader};
use crate::text::LangTag;
use crate::unit::{Fields, State, Variant};

/// How many bytes a pair may have.
const PAIR: usize = 1 << 26;

/// Reads a file of Weblate's translation memory. Only one pair is held in memory.
pub struct Reader<R: Read> {
    input: BufReader<R>,
    header: ReadHeader,
    mends: Mends,
    /// The bytes of the pair.
    pair: Vec<u8>,
    /// Where the next byte is.
    at: Position,
    number: u64,
    done: bool,
}

impl<R: Read> Reader<R> {
    /// Reads the start of `input`, which need not be buffered.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is no array; [`Error::Read`] where the system cannot read.
    pub fn new(input: R) -> Result<Self, Error> {
        let mut reader = Self {
            input: BufReader::with_capacity(1 << 16, input),
            header: ReadHeader {
                encoding: "UTF-8",
                ..ReadHeader::default()
            },
            mends: Mends::default(),
            pair: Vec::new(),
            at: Position::START,
            number: 0,
            done: false,
        };
        match reader.next_mark()? {
            Some(b'[') => Ok(reader),
            _ => Err(reader.malformed(reader.at, "this is no list of pairs")),
        }
    }

    fn malformed(&self, at: Position, message: impl Into<String>) -> Error {
        Error::Malformed {
            at,
            unit: None,
            fine: self.number,
            message: message.into(),
        }
    }

    /// The next byte that is neither blank nor a byte-order mark, and goes past it.
    fn next_mark(&mut self) -> Result<Option<u8>, Error> {
        loop {
            let buffer = self.input.fill_buf().map_err(Error::Read)?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let is_blank = |byte: &u8| byte.is_ascii_whitespace() || b"\xEF\xBB\xBF".contains(byte);
            let blank = buffer.iter().take_while(|byte| is_blank(byte)).count();
            let mark = buffer.get(blank).copied();
            let passed = blank + usize::from(mark.is_some());
            self.at.advance(buffer.get(..passed).unwrap_or_default());
            self.input.consume(passed);
            if mark.is_some() {
                return Ok(mark);
            }
        }
    }

    /// Reads the rest of an object, whose `{` was read, into `pair`.
    fn object(&mut self, begin: Position) -> Result<(), Error> {
        self.pair.clear();
        self.pair.push(b'{');
        let (mut depth, mut in_text, mut escaped) = (1_usize, false, false);
        while depth > 0 {
            let buffer = self.input.fill_buf().map_err(Error::Read)?;
            let mut passed = 0;
            for byte in buffer {
                passed += 1;
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if in_text => escaped = true,
                    b'"' => in_text = !in_text,
                    b'{' if !in_text => depth += 1,
                    b'}' if !in_text => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
            let read = buffer.get(..passed).unwrap_or_default();
            self.pair.extend_from_slice(read);
            self.at.advance(read);
            self.input.consume(passed);
            if passed == 0 {
                return Err(self.malformed(begin, "the file ends within this pair"));
            }
            if self.pair.len() > PAIR {
                let limit = PAIR >> 20;
                let message = format!("a pair has more than {limit} MiB, which is the limit");
                return Err(self.malformed(begin, message));
            }
        }
        Ok(())
    }

    fn unit(&mut self) -> Result<Option<Incoming>, Error> {
        loop {
            match self.next_mark()? {
                Some(b'{') => {}
                Some(b',') => continue,
                Some(b']') => return Ok(None),
                Some(_) => return Err(self.malformed(self.at, "here a pair should stand")),
                None => return Err(self.malformed(self.at, "the file ends within the list")),
            }
            let begin = Position {
                column: self.at.column.saturating_sub(1),
                byte: self.at.byte.saturating_sub(1),
                ..self.at
            };
            self.object(begin)?;
            let pair = match serde_json::from_slice::<Pair>(&self.pair) {
                Ok(pair) => pair,
                Err(error) => {
                    let message = format!("this is no pair of a Weblate memory ({error})");
                    return Err(self.malformed(begin, message));
                }
            };
            self.number += 1;
            if let Some(unit) = self.incoming(pair, begin) {
                return Ok(Some(unit));
            }
        }
    }

    /// The unit of a pair; `None` where it has to be left out.
    fn incoming(&mut self, pair: Pair, at: Position) -> Option<Incoming> {
        let number = Some(self.number);
        let mut mend = |kind, detail: &str| {
            self.mends.add(at, number, kind, || detail.to_owned());
        };
        let mut lang = |given: &str| {
            let lang = LangTag::parse(given);
            if lang.is_err() {
                mend("a pair in no known language was left out", given);
            }
            lang.ok()
        };
        let (source_lang, target_lang) =
            (lang(&pair.source_language)?, lang(&pair.target_language)?);
        if pair.source.trim().is_empty() || pair.target.trim().is_empty() {
            mend("a pair with an empty text was left out", "");
            return None;
        }
        let mut target = Variant::new(target_lang, pair.target);
        target.state = match pair.status {
            Some(ACTIVE) => Some(State::Translated),
            Some(PENDING) => Some(State::Draft),
            Some(other) => {
                mend(
                    "a status that is not known was not read",
                    &other.to_string(),
                );
                None
            }
            None => None,
        };
        let mut properties = Vec::new();
        if !pair.context.is_empty() {
            properties.push(property(CONTEXT, pair.context));
        }
        if pair.category != GLOBAL {
            properties.push(property(CATEGORY, pair.category.to_string()));
        }
        Some(Incoming {
            number: self.number,
            at,
            given_id: None,
            document: (!pair.origin.is_empty()).then_some(pair.origin),
            variants: vec![Variant::new(source_lang.clone(), pair.source), target],
            source_lang,
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties,
        })
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.unit();
        self.done = !matches!(unit, Ok(Some(_)));
        unit.transpose()
    }
}

impl<R: Read> UnitReader for Reader<R> {
    fn header(&self) -> &ReadHeader {
        &self.header
    }

    fn mends(&self) -> &Mends {
        &self.mends
    }
}
