//! Copying a file, its elements mended on their way: those that units stand in as they come, all
//! others whole, one by one.

use std::io::{Read, Write};

use super::balance::{Balance, Nesting, Step};
use super::content::is_blank;
use super::format::Format;
use super::frame::{Frame, Place};
use super::remedy::{
    CUT, DAMAGED, ELEMENT, Log, NAMESPACE, REPEATED, SUPPLIED, TEXT, UNWRAPPED, XML,
};
use super::shape::Shape;
use super::tree::{Attribute, Branch, Grown, Tag, prefix};
use crate::exchange::Error;
use crate::exchange::validate::Key;
use crate::exchange::xml::escaped;

pub(super) struct Copy<'c, 'l, R: Read, W: Write> {
    pub(super) balance: Balance<'c, R>,
    pub(super) shape: Shape<'c>,
    pub(super) format: Box<dyn Format>,
    pub(super) log: &'c mut Log<'l>,
    pub(super) out: W,
    frames: Vec<Frame<'c>>,
    /// The streamed elements that are open in the file: whether each has its frame, or was left
    /// out while what is in it is kept.
    open: Vec<bool>,
    /// White space that is written with what stands behind it.
    blank: String,
    /// Whether what stood behind it was left out: then what follows that takes its place.
    gap: bool,
    /// Whether the start of the last frame wants its end: `>`, or `/>` where nothing is in it.
    unclosed: bool,
}

impl<'c, 'l, R: Read, W: Write> Copy<'c, 'l, R, W> {
    pub(super) fn new(
        balance: Balance<'c, R>,
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
            open: Vec::new(),
            blank: String::new(),
            gap: false,
            unclosed: false,
        }
    }

    /// Copies the file from its first element, which has just begun, and gives how many units
    /// were kept.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the file is beyond a limit; [`Error::Read`], [`Error::Write`].
    pub(super) fn run(mut self) -> Result<u64, Error> {
        self.balance.set_nesting(Nesting {
            grammar: self.shape.vocabulary.grammar,
            streamed: self.format.streamed(),
            units: self.format.units(),
            prefix: prefix(self.balance.xml.name()).to_owned(),
            core: self.shape.vocabulary.core.clone(),
        });
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
            if self.open.is_empty() {
                self.balance.behind(self.log)?;
                break;
            }
            step = self.balance.next(self.log)?;
        }
        self.close(0)?;
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
        if let Some(between) = self.between(&tag) {
            let now = format!("{}>", between.text());
            self.log.now(SUPPLIED, tag.at, "", &now);
            self.stream(between)?;
            if let Some(frame) = self.frames.last_mut() {
                frame.over = true;
            }
        }
        if self.resumes(&tag)? {
            return Ok(false);
        }
        let streamed = |name: &str| self.format.streamed().contains(&name);
        let local = tag.written.trim_start_matches(tag.prefix());
        let is_wrapper = tag.name.is_none() && self.format.wrappers().contains(&local);
        if !is_wrapper && !tag.name.is_some_and(streamed) {
            return self.whole(tag);
        }
        if let Some(message) = self.balance.xml.take_damage() {
            self.log.gone(XML, tag.at, &message);
        }
        let place = self.frames.last().map(|frame| frame.place(&tag));
        if is_wrapper || matches!(place, Some(Place::Nowhere | Place::Again)) {
            let text = format!("{}>", tag.text());
            self.log.gone(UNWRAPPED, tag.at, &text);
            self.forget();
            self.open.push(false);
        } else {
            self.stream(tag)?;
            self.open.push(true);
        }
        Ok(false)
    }

    /// Begins an element that is streamed.
    fn stream(&mut self, mut tag: Tag) -> Result<(), Error> {
        self.enter(&tag)?;
        self.write_blank()?;
        self.shape.tag(&mut tag, &*self.format, self.log);
        self.format.begin(&mut tag, self.log);
        self.out.write_all(tag.text().as_bytes())?;
        self.unclosed = true;
        let element = self.shape.element(&tag);
        self.frames.push(Frame::new(tag, element));
        Ok(())
    }

    /// What an element has to stand in, where that may stand in what is open and is not there.
    fn between(&self, tag: &Tag) -> Option<Tag> {
        let (frame, nesting) = (self.frames.last()?, self.balance.nesting()?);
        if !matches!(frame.place(tag), Place::Nowhere) {
            return None;
        }
        let name = nesting.between(frame.tag.name?, tag.name?)?;
        let written = format!("{}{name}", frame.tag.prefix());
        let between = Tag::new(written, name, tag.at);
        matches!(frame.place(&between), Place::In(_)).then_some(between)
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
            Some(Place::In(_) | Place::Late(_)) | None => None,
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
        match self.frames.last_mut() {
            None => Ok(()),
            Some(frame) => {
                let index = frame.enter(tag);
                self.supply(Some(index))
            }
        }
    }

    /// Puts in what must be there of the parts before that one, or of all, and is not.
    fn supply(&mut self, before: Option<usize>) -> Result<(), Error> {
        let Some(frame) = self.frames.last_mut() else {
            return Ok(());
        };
        for part in frame.empty(before) {
            let demanded = part.names.iter().any(|name| self.format.demands(name));
            if !part.required && !demanded {
                continue;
            }
            let format = &*self.format;
            let Some(mut new) = self.shape.supplied(part, &frame.tag, format, self.log) else {
                continue;
            };
            frame.enter(&new.tag);
            self.format.after(&mut new, self.log);
            if std::mem::take(&mut self.unclosed) {
                self.out.write_all(b">")?;
            }
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

    /// The streamed element that is open in the file ends.
    fn end(&mut self) -> Result<(), Error> {
        if self.open.pop() != Some(true) {
            return Ok(());
        }
        let open = self.frames.iter().rposition(|frame| !frame.over);
        self.close(open.map_or(0, |open| open + 1))?;
        if !self.blank.is_empty() {
            self.write_blank()?;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.over = true;
        }
        Ok(())
    }

    /// Writes the ends of the elements that are open in the copy, from the innermost to that one.
    fn close(&mut self, from: usize) -> Result<(), Error> {
        let behind = std::mem::take(&mut self.blank);
        while self.frames.len() > from {
            self.supply(None)?;
            let Some(frame) = self.frames.pop() else {
                break;
            };
            if std::mem::take(&mut self.unclosed) {
                self.out.write_all(b"/>")?;
            } else {
                write!(self.out, "</{}>", frame.tag.written)?;
            }
        }
        self.blank = behind;
        Ok(())
    }

    /// Whether an element is one that is over, and goes on. Writes the ends of those that are over
    /// where it stands in the one that is not.
    fn resumes(&mut self, tag: &Tag) -> Result<bool, Error> {
        let open = self.frames.iter().rposition(|frame| !frame.over);
        let open = open.and_then(|open| Some((open, self.frames.get(open)?.place(tag))));
        match open {
            Some((open, Place::In(_) | Place::Late(_))) => self.close(open + 1)?,
            Some((open, Place::Again)) => {
                if let Some(frame) = self.frames.get_mut(open + 1)
                    && frame.tag.name == tag.name
                {
                    frame.over = false;
                    self.open.push(true);
                    let text = format!("{}>", tag.text());
                    self.log.gone(REPEATED, tag.at, &text);
                    self.forget();
                    self.close(open + 2)?;
                    return Ok(true);
                }
            }
            Some((_, Place::Nowhere)) | None => {}
        }
        Ok(false)
    }

    /// The declarations of an element that is left out are left out with it.
    fn forget(&mut self) {
        let depth = self.balance.xml.depth();
        self.balance.spaces.leave(depth);
    }

    fn write_blank(&mut self) -> Result<(), Error> {
        if std::mem::take(&mut self.unclosed) {
            self.out.write_all(b">")?;
        }
        self.out.write_all(escaped(&self.blank).as_bytes())?;
        self.blank.clear();
        self.gap = false;
        Ok(())
    }
}
