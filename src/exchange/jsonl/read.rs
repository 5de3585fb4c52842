//! Reading JSON Lines, as [`super::Writer`] writes them.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};

use super::{Line, UnitLine, VERSION};
use crate::exchange::{Error, Incoming, Mends, Position, ReadHeader, UnitReader};
use crate::unit::Origin;

/// How many bytes a line may have.
const LINE: u64 = 1 << 26;

/// The lines of a file, one after another: an iterator that ends after its first error.
///
/// The form is ours, so nothing is mended: a line that is none is an error.
pub struct Lines<R: Read> {
    input: BufReader<R>,
    text: String,
    /// Where the line read last begins.
    end: Position,
    /// Lines that were looked at and not yet given.
    ahead: VecDeque<(Position, Line)>,
    /// Where the line given last begins.
    at: Position,
    units: u64,
    ended: bool,
}

impl<R: Read> Lines<R> {
    /// The lines of `input`, which need not be buffered.
    #[must_use]
    pub fn new(input: R) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 16, input),
            text: String::new(),
            end: Position::START,
            ahead: VecDeque::new(),
            at: Position::START,
            units: 0,
            ended: false,
        }
    }

    /// Whether the file is a whole memory: it says where its units come from before the first.
    ///
    /// # Errors
    /// [`Error::Malformed`] where its first lines are none of the form; [`Error::Read`] where the
    /// system cannot read.
    pub fn is_whole_memory(&mut self) -> Result<bool, Error> {
        while self.ahead.len() < 2
            && let Some(line) = self.read()?
        {
            self.ahead.push_back((self.end, line));
        }
        Ok((self.ahead.iter())
            .any(|(_, line)| matches!(line, Line::Document(_) | Line::Imported(_))))
    }

    /// What is wrong with the line given last.
    #[must_use]
    pub fn fault(&self, message: impl Into<String>) -> Error {
        self.malformed(self.at, message)
    }

    fn malformed(&self, at: Position, message: impl Into<String>) -> Error {
        Error::Malformed {
            at,
            unit: None,
            fine: self.units,
            message: message.into(),
        }
    }

    /// The next line of the file that says something.
    fn read(&mut self) -> Result<Option<Line>, Error> {
        loop {
            self.end.advance(self.text.as_bytes());
            self.text.clear();
            let mut limited = self.input.by_ref().take(LINE);
            match limited.read_line(&mut self.text) {
                Ok(0) => return Ok(None),
                Ok(_) if self.text.len() as u64 == LINE => {
                    let limit = LINE >> 20;
                    let message = format!("a line has more than {limit} MiB, which is the limit");
                    return Err(self.malformed(self.end, message));
                }
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                    return Err(self.malformed(self.end, "a line is not UTF-8"));
                }
                Err(error) => return Err(Error::Read(error)),
            }
            let text = self.text.trim_start_matches('\u{FEFF}').trim();
            if text.is_empty() {
                continue;
            }
            return match serde_json::from_str(text) {
                Ok(Line::Memory(memory)) if memory.version > VERSION => {
                    let message = format!(
                        "it is in version {} of the form; this yiku knows {VERSION}",
                        memory.version
                    );
                    Err(self.malformed(self.end, message))
                }
                Ok(Line::Unit(unit)) => match unit.outside() {
                    Some(message) => Err(self.malformed(self.end, message)),
                    None => Ok(Some(Line::Unit(unit))),
                },
                Ok(line) => Ok(Some(line)),
                Err(error) => {
                    let message = format!("this is no line of a memory's text form ({error})");
                    Err(self.malformed(self.end, message))
                }
            };
        }
    }

    fn line(&mut self) -> Result<Option<Line>, Error> {
        let line = match self.ahead.pop_front() {
            Some((at, line)) => {
                self.at = at;
                Some(line)
            }
            None => {
                let line = self.read()?;
                self.at = self.end;
                line
            }
        };
        self.units += u64::from(matches!(line, Some(Line::Unit(_))));
        Ok(line)
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Line, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let line = self.line();
        self.ended = !matches!(line, Ok(Some(_)));
        line.transpose()
    }
}

/// Reads JSON Lines unit by unit. How units stand in their documents is not part of the stream;
/// [`Lines`] have it.
pub struct Reader<R: Read> {
    lines: Lines<R>,
    header: ReadHeader,
    mends: Mends,
    /// The first unit, where the file has no line before it that says what it holds.
    first: Option<Box<UnitLine>>,
}

impl<R: Read> Reader<R> {
    /// Reads the first line from `input`, which need not be buffered.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is none of the form; [`Error::Read`] where the system cannot
    /// read.
    pub fn new(input: R) -> Result<Self, Error> {
        Self::of(Lines::new(input))
    }

    /// Reads the units of `lines`.
    ///
    /// # Errors
    /// As [`Reader::new`].
    pub fn of(lines: Lines<R>) -> Result<Self, Error> {
        let mut reader = Self {
            lines,
            header: ReadHeader {
                encoding: "UTF-8",
                ..ReadHeader::default()
            },
            mends: Mends::default(),
            first: None,
        };
        match reader.lines.next().transpose()? {
            Some(Line::Memory(memory)) => {
                reader.header.version = Some(memory.version.to_string());
                reader.header.source = Some(memory.source);
                reader.header.date = memory.date;
            }
            Some(Line::Unit(unit)) => reader.first = Some(unit),
            Some(Line::Document(_) | Line::Imported(_)) => {}
            None => return Err(reader.lines.fault("the file is empty")),
        }
        Ok(reader)
    }

    fn unit(&mut self, line: UnitLine) -> Result<Incoming, Error> {
        let given_id = Some(line.id.clone());
        let Some(unit) = line.into_unit() else {
            self.lines.ended = true;
            return Err((self.lines).fault("the id of a unit is not 32 hexadecimal digits"));
        };
        if unit.variants.is_empty() {
            self.lines.ended = true;
            return Err(self.lines.fault("a unit has no text"));
        }
        Ok(Incoming {
            number: self.lines.units,
            at: self.lines.at,
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
        })
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(first) = self.first.take() {
            return Some(self.unit(*first));
        }
        loop {
            return match self.lines.next()? {
                Ok(Line::Unit(line)) => Some(self.unit(*line)),
                // What is said of documents; and a further first line, of files that were joined.
                Ok(Line::Memory(_) | Line::Document(_) | Line::Imported(_)) => continue,
                Err(error) => Some(Err(error)),
            };
        }
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
    fn what_stands_in_no_place_of_its_text_is_refused() {
        let line = |code: &str, cuts: &str| {
            format!(
                "{{\"type\":\"unit\",\"id\":\"{}\",\"origin\":{{\"document\":\"a\"}},\"source_lang\":\"en\",\"variants\":[\
                 {{\"lang\":\"en\",\"text\":\"One. Two.\"}},{{\"lang\":\"zh\",\"text\":\"一二\",\"codes\":[\
                 {{\"at\":{code},\"kind\":\"alone\",\"id\":\"1\"}}]}}],\"cuts\":[{cuts}]}}",
                "0".repeat(32)
            )
        };
        assert!(read(&line("6", "4"))[0].is_ok());
        for (code, cut, words) in [
            (
                "99",
                "4",
                "the code “1” stands at byte 99 of a text of 6 bytes",
            ),
            (
                "1",
                "4",
                "the code “1” stands at byte 1, in the midst of a character",
            ),
            ("0", "10", "a sentence ends at byte 10 of a text of 9 bytes"),
        ] {
            let error = Reader::new(line(code, cut).as_bytes())
                .err()
                .unwrap()
                .to_string();
            assert!(error.contains(words), "{error}");
        }
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
