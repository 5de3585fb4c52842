//! Reading JSON Lines, as [`super::Writer`] writes them.

use std::io::{BufRead, BufReader, Read};

use super::{Line, UnitLine, VERSION};
use crate::exchange::{Error, Incoming, Mends, Position, ReadHeader, UnitReader};
use crate::unit::Origin;

/// How many bytes a line may have.
const LINE: u64 = 1 << 26;

/// Reads JSON Lines unit by unit.
///
/// The form is ours, so nothing is mended: a line that is none ends the file with an error. The
/// number of a unit in its document is not part of the stream; [`Line`] has it.
pub struct Reader<R: Read> {
    input: BufReader<R>,
    header: ReadHeader,
    mends: Mends,
    line: String,
    /// Where the line begins.
    at: Position,
    units: u64,
    /// The first unit, where the file has no line before it that says what it holds.
    first: Option<Box<UnitLine>>,
    done: bool,
}

impl<R: Read> Reader<R> {
    /// Reads the first line from `input`, which need not be buffered.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is none of the form; [`Error::Read`] where the system cannot
    /// read.
    pub fn new(input: R) -> Result<Self, Error> {
        let mut reader = Self {
            input: BufReader::with_capacity(1 << 16, input),
            header: ReadHeader {
                encoding: "UTF-8",
                ..ReadHeader::default()
            },
            mends: Mends::default(),
            line: String::new(),
            at: Position::START,
            units: 0,
            first: None,
            done: false,
        };
        match reader.next_line()? {
            Some(Line::Memory(memory)) if memory.version > VERSION => {
                let message = format!(
                    "it is in version {} of the form; this yiku knows {VERSION}",
                    memory.version
                );
                return Err(reader.malformed(message));
            }
            Some(Line::Memory(memory)) => {
                reader.header.version = Some(memory.version.to_string());
                reader.header.source = Some(memory.source);
                reader.header.date = memory.date;
            }
            Some(Line::Unit(unit)) => reader.first = Some(unit),
            None => return Err(reader.malformed("the file is empty")),
        }
        Ok(reader)
    }

    /// The next line that says something.
    fn next_line(&mut self) -> Result<Option<Line>, Error> {
        loop {
            self.at.advance(self.line.as_bytes());
            self.line.clear();
            let mut limited = self.input.by_ref().take(LINE);
            match limited.read_line(&mut self.line) {
                Ok(0) => return Ok(None),
                Ok(_) if self.line.len() as u64 == LINE => {
                    let limit = LINE >> 20;
                    let message = format!("a line has more than {limit} MiB, which is the limit");
                    return Err(self.malformed(message));
                }
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                    return Err(self.malformed("a line is not UTF-8"));
                }
                Err(error) => return Err(Error::Read(error)),
            }
            let text = self.line.trim_start_matches('\u{FEFF}').trim();
            if text.is_empty() {
                continue;
            }
            return match serde_json::from_str(text) {
                Ok(line) => Ok(Some(line)),
                Err(error) => {
                    let message = format!("this is no line of a memory's text form ({error})");
                    Err(self.malformed(message))
                }
            };
        }
    }

    fn malformed(&self, message: impl Into<String>) -> Error {
        Error::Malformed {
            at: self.at,
            unit: None,
            fine: self.units,
            message: message.into(),
        }
    }

    fn unit(&mut self) -> Result<Option<Incoming>, Error> {
        let line = match self.first.take() {
            Some(unit) => unit,
            None => match self.next_line()? {
                Some(Line::Unit(unit)) => unit,
                // Files that were joined.
                Some(Line::Memory(_)) => return self.unit(),
                None => return Ok(None),
            },
        };
        self.units += 1;
        let given_id = Some(line.id.clone());
        let Some(unit) = line.into_unit() else {
            return Err(self.malformed("the id of a unit is not 32 hexadecimal digits"));
        };
        if unit.variants.is_empty() {
            return Err(self.malformed("a unit has no text"));
        }
        Ok(Some(Incoming {
            number: self.units,
            at: self.at,
            given_id,
            document: match unit.origin {
                Origin::Document(name) => Some(name),
                Origin::Memory(_) => None,
            },
            source_lang: unit.source_lang,
            variants: unit.variants,
            cuts: unit.cuts,
            fields: unit.fields,
            notes: unit.notes,
            properties: unit.properties,
        }))
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

#[cfg(test)]
mod tests {
    use super::super::Writer;
    use super::*;
    use crate::exchange::testing::{header, tag, units, written};
    use crate::unit::UnitId;

    fn read(text: &str) -> Vec<Result<Incoming, Error>> {
        Reader::new(text.as_bytes()).unwrap().collect()
    }

    #[test]
    fn what_we_wrote_comes_back_equal() {
        let (text, _) = written(Box::new(Writer::new(Vec::new(), &header()).unwrap()));
        let reader = Reader::new(text.as_bytes()).unwrap();
        assert_eq!(reader.header().source, Some(tag("en")));
        assert_eq!(reader.header().date, header().date);
        let found: Vec<_> = reader
            .map(|unit| {
                let unit = unit.unwrap();
                let id = UnitId::from_hex(unit.given_id.as_ref().unwrap()).unwrap();
                let origin = match &unit.document {
                    Some(name) => Origin::Document(name.clone()),
                    None => Origin::Memory("client.tmx".to_owned()),
                };
                unit.into_unit(origin, id)
            })
            .collect();
        assert_eq!(found, units());
    }

    #[test]
    fn a_line_that_is_none_is_named_and_what_stands_before_is_whole() {
        let (text, _) = written(Box::new(Writer::new(Vec::new(), &header()).unwrap()));
        let mut lines: Vec<&str> = text.lines().collect();
        lines.insert(3, "<<<<<<< HEAD");
        let found = read(&lines.join("\n"));
        assert_eq!(found.len(), 3);
        let error = found[2].as_ref().unwrap_err().to_string();
        assert!(
            error.starts_with("line 4, column 1: this is no line"),
            "{error}"
        );
        assert!(error.ends_with("2 units before it can be read"), "{error}");
    }

    #[test]
    fn a_later_form_and_an_empty_file_are_refused() {
        for (text, words) in [
            ("", "the file is empty"),
            ("\n\n", "the file is empty"),
            (
                "{\"type\":\"memory\",\"version\":99,\"source\":\"en\",\"target\":\"zh\"}",
                "version 99",
            ),
            (
                "{\"type\":\"unit\",\"id\":\"1\"}",
                "no line of a memory's text form",
            ),
        ] {
            let error = Reader::new(text.as_bytes()).err().unwrap().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
