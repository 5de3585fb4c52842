//! The elements of a damaged file, each begun and ended.
//!
//! An end that is missing is given, one that ends nothing is left out, and what follows the first
//! element is not read. A unit that does not end itself, because the next one begins or the file
//! ends, is cut: nobody knows what of it is gone.

use std::collections::VecDeque;
use std::io::Read;

use super::remedy::{BEHIND, END_TAG, Log, STRAY_END, TRUNCATED, XML};
use crate::exchange::Error;
use crate::exchange::xml::{Namespaces, Token, XmlReader};

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element begins.
    Start,
    /// Text, or a piece of one.
    Text,
    /// The element that began last and has not ended ends.
    End,
    /// Likewise, and it is a unit that is cut.
    Cut,
    /// The file ends, and every element in it.
    Eof,
}

pub(super) struct Balance<R: Read> {
    pub(super) xml: XmlReader<R>,
    pub(super) spaces: Namespaces,
    /// The names of the elements that are open, as they are written.
    open: Vec<String>,
    /// The elements that are units.
    units: &'static [&'static str],
    /// What comes before anything else is read.
    ahead: VecDeque<Step>,
    ended: bool,
}

impl<R: Read> Balance<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            xml: XmlReader::new(input).lenient(),
            spaces: Namespaces::default(),
            open: Vec::new(),
            units: &[],
            ahead: VecDeque::new(),
            ended: false,
        }
    }

    /// Says which elements are units, none of which stands in one of its kind.
    pub(super) fn set_units(&mut self, units: &'static [&'static str]) {
        self.units = units;
    }

    /// What comes next.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the file is beyond a limit; [`Error::Read`].
    pub(super) fn next(&mut self, log: &mut Log<'_>) -> Result<Step, Error> {
        loop {
            if let Some(step) = self.ahead.pop_front() {
                self.take(step, log);
                return Ok(step);
            }
            if self.ended {
                return Ok(Step::Eof);
            }
            let token = self.xml.next()?;
            for breach in self.xml.take_breaches() {
                log.gone(XML, breach.at, &breach.message);
            }
            match token {
                Token::Text if self.open.is_empty() => {}
                Token::Text => return Ok(Step::Text),
                Token::Start => {
                    let name = self.xml.name();
                    let outer = self.open.iter().rposition(|open| open == name);
                    if let Some(from) = outer.filter(|_| self.is_unit(name)) {
                        self.end_from(from);
                    }
                    self.ahead.push_back(Step::Start);
                }
                Token::End => self.end(log),
                Token::Eof => {
                    if let Some(name) = self.open.last() {
                        let was = format!("in {name}");
                        let at = self.xml.position();
                        log.gone(TRUNCATED, at, &was);
                    }
                    self.end_from(0);
                    self.ended = true;
                }
            }
        }
    }

    fn take(&mut self, step: Step, log: &mut Log<'_>) {
        match step {
            Step::Start => {
                self.open.push(self.xml.name().to_owned());
                self.xml.set_depth(self.open.len());
                if let Some(wrong) = self.spaces.enter(&self.xml) {
                    log.gone(XML, self.xml.position(), &wrong);
                }
            }
            Step::End | Step::Cut => {
                self.open.pop();
                self.xml.set_depth(self.open.len());
            }
            Step::Text | Step::Eof => {}
        }
    }

    /// Ends the elements that are open, from the innermost to that one, which do not end
    /// themselves.
    fn end_from(&mut self, from: usize) {
        for name in self.open.iter().skip(from).rev() {
            let cut = self.is_unit(name);
            self.ahead
                .push_back(if cut { Step::Cut } else { Step::End });
        }
    }

    /// An end as it stands in the file.
    fn end(&mut self, log: &mut Log<'_>) {
        let name = self.xml.name().to_owned();
        let at = self.xml.position();
        let Some(of) = self.open.iter().rposition(|open| *open == name) else {
            log.gone(STRAY_END, at, &format!("</{name}>"));
            return;
        };
        for name in self.open.iter().skip(of + 1).rev() {
            log.now(END_TAG, at, "", &format!("</{name}>"));
        }
        self.end_from(of + 1);
        self.ahead.push_back(Step::End);
    }

    /// Reads what stands behind the end of the first element.
    ///
    /// # Errors
    /// As [`Balance::next`].
    pub(super) fn behind(&mut self, log: &mut Log<'_>) -> Result<(), Error> {
        loop {
            let was = match self.xml.next()? {
                Token::Eof => return Ok(()),
                Token::Text if self.xml.text().trim().is_empty() => continue,
                Token::Text => self.xml.text().trim().to_owned(),
                Token::Start | Token::End => format!("<{}>", self.xml.name()),
            };
            let at = self.xml.position();
            log.gone(BEHIND, at, &was);
            return Ok(());
        }
    }

    fn is_unit(&self, name: &str) -> bool {
        let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
        self.units.contains(&local)
    }
}
