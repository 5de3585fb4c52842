//! The elements of a damaged file, each begun and ended.
//!
//! An end that is missing is given, one that ends nothing is left out, and what follows the first
//! element is not read. Where something begins that has no place in what is open and has one
//! further out, what is between ends. A unit that does not end itself, because the next one begins
//! or the file ends, is cut: nobody knows what of it is gone.

use std::collections::VecDeque;
use std::io::Read;

use super::remedy::{BEHIND, END_TAG, Log, STRAY_END, TRUNCATED, XML};
use crate::exchange::Error;
use crate::exchange::validate::Grammar;
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

pub(super) struct Balance<'g, R: Read> {
    pub(super) xml: XmlReader<R>,
    pub(super) spaces: Namespaces,
    open: Vec<Open>,
    /// What stands in what; nothing is known of it before the first element is.
    nesting: Option<Nesting<'g>>,
    /// What comes before anything else is read.
    ahead: VecDeque<Step>,
    ended: bool,
}

/// An element that is open.
struct Open {
    /// Its name in the file.
    name: String,
    /// Whether it stands in one that declares a namespace of its own.
    alien: bool,
}

/// What stands in what, of the elements that a file cannot do without.
pub(super) struct Nesting<'g> {
    pub(super) grammar: &'g Grammar,
    /// The elements that units stand in.
    pub(super) streamed: &'static [&'static str],
    pub(super) units: &'static [&'static str],
    /// What stands before the names of the format in the file.
    pub(super) prefix: String,
    /// The namespace that the file has for that of the format.
    pub(super) core: String,
}

impl Nesting<'_> {
    /// The name in the grammar of one that matters.
    fn known<'n>(&self, name: &'n str) -> Option<&'n str> {
        let local = name.strip_prefix(self.prefix.as_str())?;
        let matters = self.streamed.contains(&local) || self.units.contains(&local);
        matters.then_some(local)
    }

    pub(super) fn holds(&self, outer: &str, inner: &str) -> bool {
        let element = self.grammar.elements.get(outer);
        element.is_some_and(|element| element.content.iter().any(|part| part.holds(inner)))
    }

    /// The streamed element that may stand in one and hold the other.
    pub(super) fn between(&self, outer: &str, inner: &str) -> Option<&'static str> {
        let mut streamed = self.streamed.iter();
        let found = streamed.find(|middle| self.holds(outer, middle) && self.holds(middle, inner));
        found.copied()
    }
}

impl<'g, R: Read> Balance<'g, R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            xml: XmlReader::new(input).lenient(),
            spaces: Namespaces::default(),
            open: Vec::new(),
            nesting: None,
            ahead: VecDeque::new(),
            ended: false,
        }
    }

    /// Says what stands in what.
    pub(super) fn set_nesting(&mut self, nesting: Nesting<'g>) {
        self.nesting = Some(nesting);
    }

    pub(super) fn nesting(&self) -> Option<&Nesting<'g>> {
        self.nesting.as_ref()
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
                    self.make_room(log);
                    self.ahead.push_back(Step::Start);
                }
                Token::End => self.end(log),
                Token::Eof => {
                    if let Some(open) = self.open.last() {
                        let was = format!("in {}", open.name);
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
                let core = self.nesting.as_ref().map(|nesting| nesting.core.as_str());
                let declares = match self.xml.attribute("xmlns") {
                    Some(namespace) => core.is_some_and(|core| core != namespace),
                    None => false,
                };
                let alien = declares || self.open.last().is_some_and(|open| open.alien);
                let name = self.xml.name().to_owned();
                self.open.push(Open { name, alien });
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

    /// Ends what is between the element that is about to begin and the one that it has a place in.
    fn make_room(&mut self, log: &mut Log<'_>) {
        let Some(nesting) = &self.nesting else {
            return;
        };
        let Some(inner) = nesting.known(self.xml.name()) else {
            return;
        };
        if self.open.last().is_some_and(|open| open.alien) {
            return;
        }
        let held = |open: &Open| {
            let outer = open.name.strip_prefix(nesting.prefix.as_str());
            outer.is_some_and(|outer| nesting.holds(outer, inner))
        };
        let nearly = |open: &Open| {
            let outer = nesting.known(&open.name);
            outer.is_some_and(|outer| nesting.between(outer, inner).is_some())
        };
        let holder = self.open.iter().rposition(held);
        let Some(holder) = holder.or_else(|| self.open.iter().rposition(nearly)) else {
            return;
        };
        let at = self.xml.position();
        for Open { name, .. } in self.open.iter().skip(holder + 1).rev() {
            if self.is_unit(name) {
                break;
            }
            log.now(END_TAG, at, "", &format!("</{name}>"));
        }
        self.end_from(holder + 1);
    }

    /// Ends the elements that are open, from the innermost to that one, which do not end
    /// themselves.
    fn end_from(&mut self, from: usize) {
        for Open { name, .. } in self.open.iter().skip(from).rev() {
            let cut = self.is_unit(name);
            self.ahead
                .push_back(if cut { Step::Cut } else { Step::End });
        }
    }

    /// An end as it stands in the file.
    fn end(&mut self, log: &mut Log<'_>) {
        let name = self.xml.name().to_owned();
        let at = self.xml.position();
        let Some(of) = self.open.iter().rposition(|open| open.name == name) else {
            log.gone(STRAY_END, at, &format!("</{name}>"));
            return;
        };
        for Open { name, .. } in self.open.iter().skip(of + 1).rev() {
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
        let nesting = self.nesting.as_ref();
        nesting.is_some_and(|nesting| {
            let local = name.strip_prefix(nesting.prefix.as_str());
            local.is_some_and(|local| nesting.units.contains(&local))
        })
    }
}
