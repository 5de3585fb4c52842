//! Copying a file, its elements mended on their way: those that units stand in as they come, all
//! others whole, one by one.

use std::io::{Read, Write};

use super::balance::{Balance, Step};
use super::content::{is_blank, part_of};
use super::format::Format;
use super::remedy::{CUT, DAMAGED, ELEMENT, Log, NAMESPACE, REPEATED, TEXT, XML};
use super::shape::Shape;
use super::tree::{Attribute, Branch, Grown, Tag};
use crate::exchange::Error;
use crate::exchange::validate::{Element, Key, Part};
use crate::exchange::xml::escaped;

/// A streamed element that is open.
struct Frame<'g> {
    tag: Tag,
    element: Option<&'g Element>,
    /// The part of its content where the last child stands, and how many stand there.
    part: usize,
    count: usize,
}

/// What becomes of an element in a streamed one.
enum Place {
    /// It stands there, in that part.
    In(usize),
    /// It stands there too late: what it should stand before is written already.
    Late,
    /// It stands there once already.
    Again,
    /// It has no place there.
    Nowhere,
}

pub(super) struct Copy<'c, 'l, R: Read, W: Write> {
    pub(super) balance: Balance<R>,
    pub(super) shape: Shape<'c>,
    pub(super) format: Box<dyn Format>,
    pub(super) log: &'c mut Log<'l>,
    pub(super) out: W,
    frames: Vec<Frame<'c>>,
    /// White space that is written with what stands behind it.
    blank: String,
    /// Whether what stood behind it was left out: then what follows that takes its place.
    gap: bool,
}

impl<'c, 'l, R: Read, W: Write> Copy<'c, 'l, R, W> {
    pub(super) fn new(
        balance: Balance<R>,
        shape: Shape<'c>,
        format: Box<dyn Format>,
        log: &'c mut Log<'l>,
        out: W,
    ) -> Self {
        Self {
            balance,
            shape,
            format,
            log,
            out,
            frames: Vec::new(),
            blank: String::new(),
            gap: false,
        }
    }

    /// Copies the file from its first element, which has just begun, and gives how many units
    /// were kept.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the file is beyond a limit; [`Error::Read`], [`Error::Write`].
    pub(super) fn run(mut self) -> Result<u64, Error> {
        self.balance.set_units(self.format.units());
        self.out
            .write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        let mut units = 0;
        let mut step = Step::Start;
        loop {
            match step {
                Step::Start => units += u64::from(self.start()?),
                Step::Text => self.text()?,
                Step::End | Step::Cut => self.end()?,
                Step::Eof => break,
            }
            if self.frames.is_empty() {
                self.balance.behind(self.log)?;
                break;
            }
            step = self.balance.next(self.log)?;
        }
        self.out.write_all(b"\n")?;
        self.out.flush()?;
        Ok(units)
    }

    /// An element begins; gives whether it was a unit and was kept.
    fn start(&mut self) -> Result<bool, Error> {
        let mut tag = Tag::read(&mut self.balance, &self.shape.vocabulary);
        if self.frames.is_empty() {
            self.declare(&mut tag);
        }
        let streamed = |name: &str| self.format.streamed().contains(&name);
        if !tag.name.is_some_and(streamed) {
            return self.whole(tag);
        }
        if let Some(message) = self.balance.xml.take_damage() {
            self.log.gone(XML, tag.at, &message);
        }
        self.enter(&tag)?;
        self.write_blank()?;
        self.shape.tag(&mut tag, &*self.format, self.log);
        self.format.begin(&mut tag, self.log);
        write!(self.out, "{}>", tag.text())?;
        self.frames.push(Frame {
            element: self.shape.element(&tag),
            tag,
            part: 0,
            count: 0,
        });
        Ok(false)
    }

    /// Gives the first element the namespace of the format, where it has none.
    fn declare(&mut self, tag: &mut Tag) {
        let wanted = self.shape.namespace;
        let declares = |attribute: &Attribute| attribute.written == "xmlns";
        if self.shape.vocabulary.core.is_empty()
            && !wanted.is_empty()
            && !tag.attributes.iter().any(declares)
        {
            let attribute = Attribute {
                written: "xmlns".to_owned(),
                key: Key::Apart,
                value: wanted.to_owned(),
            };
            self.log.now(NAMESPACE, tag.at, "", &attribute.text());
            tag.attributes.insert(0, attribute);
        }
    }

    /// Mends an element as a whole; gives whether it was a unit and was kept.
    fn whole(&mut self, tag: Tag) -> Result<bool, Error> {
        let unit = |name: &str| self.format.units().contains(&name);
        let is_unit = tag.name.is_some_and(unit);
        if is_unit {
            self.log.unit = Some(self.balance.xml.begin_unit());
        } else {
            self.balance.xml.begin_header();
        }
        let (at, text) = (tag.at, format!("{}>", tag.text()));
        let vocabulary = &self.shape.vocabulary;
        let grown = Branch::read(tag, is_unit, &mut self.balance, vocabulary, self.log)?;
        self.balance.xml.end_part();
        let kept = match grown {
            Grown::Cut => {
                self.log.gone(CUT, at, &text);
                None
            }
            Grown::Damaged { at, message } => {
                self.log.gone(DAMAGED, at, &message);
                None
            }
            Grown::Whole(branch) => self.mended(branch),
        };
        if let Some(branch) = &kept {
            self.enter(&branch.tag)?;
            self.write_blank()?;
            branch.write(&mut self.out)?;
        } else {
            self.gap = true;
        }
        self.log.unit = None;
        Ok(is_unit && kept.is_some())
    }

    fn mended(&mut self, mut branch: Branch) -> Option<Branch> {
        let remedy = match self.frames.last().map(|frame| frame.place(&branch.tag)) {
            Some(Place::Nowhere) => Some(ELEMENT),
            Some(Place::Again) => Some(REPEATED),
            Some(Place::In(_) | Place::Late) | None => None,
        };
        if let Some(remedy) = remedy {
            let text = format!("{}>", branch.tag.text());
            self.log.gone(remedy, branch.tag.at, &text);
            return None;
        }
        self.format.before(&mut branch, self.log);
        let stays = self.shape.branch(&mut branch, &*self.format, self.log)
            && self.format.after(&mut branch, self.log);
        stays.then_some(branch)
    }

    /// An element stands in the one that is open: what must stand there before it is put in.
    fn enter(&mut self, tag: &Tag) -> Result<(), Error> {
        let Some(frame) = self.frames.last_mut() else {
            return Ok(());
        };
        let Place::In(index) = frame.place(tag) else {
            return Ok(());
        };
        let (from, count) = (frame.part, frame.count);
        if index > from {
            frame.part = index;
            frame.count = 0;
        }
        frame.count += 1;
        self.supply(from, count, index)
    }

    /// Puts in what must be there of the parts before that one, and is not.
    fn supply(&mut self, from: usize, count: usize, to: usize) -> Result<(), Error> {
        let Some(frame) = self.frames.last() else {
            return Ok(());
        };
        let parts = frame
            .element
            .and_then(|element| element.content.get(from..to));
        let left = parts.unwrap_or_default().iter().enumerate();
        let format = &*self.format;
        let demands =
            |part: &Part| part.required || part.names.iter().any(|name| format.demands(name));
        let lacks = |(at, part): &(usize, &Part)| (*at > 0 || count == 0) && demands(part);
        let left: Vec<&Part> = left.filter(lacks).map(|(_, part)| part).collect();
        for part in left {
            let new = self
                .shape
                .supplied(part, &frame.tag, &*self.format, self.log);
            let Some(mut new) = new else { continue };
            self.format.after(&mut new, self.log);
            self.out.write_all(self.blank.as_bytes())?;
            new.write(&mut self.out)?;
        }
        Ok(())
    }

    fn text(&mut self) -> Result<(), Error> {
        let text = self.balance.xml.text();
        if is_blank(text) {
            if std::mem::take(&mut self.gap) {
                self.blank.clear();
            }
            self.blank.push_str(text);
        } else {
            let at = self.balance.xml.position();
            self.log.gone(TEXT, at, self.balance.xml.text().trim());
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(frame) = self.frames.last() else {
            return Ok(());
        };
        let parts = frame.element.map_or(0, |element| element.content.len());
        self.supply(frame.part, frame.count, parts)?;
        self.write_blank()?;
        if let Some(frame) = self.frames.pop() {
            write!(self.out, "</{}>", frame.tag.written)?;
        }
        Ok(())
    }

    fn write_blank(&mut self) -> Result<(), Error> {
        self.out.write_all(escaped(&self.blank).as_bytes())?;
        self.blank.clear();
        self.gap = false;
        Ok(())
    }
}

impl Frame<'_> {
    /// Where such an element stands in this one.
    fn place(&self, tag: &Tag) -> Place {
        let Some(element) = self.element else {
            return Place::In(0);
        };
        match part_of(&element.content, tag) {
            None => Place::Nowhere,
            Some(index) if index < self.part => Place::Late,
            Some(index) => match element.content.get(index) {
                Some(part) if index == self.part && self.count > 0 && !part.repeated => {
                    Place::Again
                }
                _ => Place::In(index),
            },
        }
    }
}
