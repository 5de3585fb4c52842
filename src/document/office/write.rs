//! Writing text into a paragraph: the runs from the first that changes to the last are written
//! anew, with the properties that they had.

use super::runs::LineEnd;
use super::xml::escaped;
use crate::document::splice::{Found, Piece};
use crate::unit::CodeKind;

/// How the text of a block is cut into runs.
#[derive(Clone, Debug)]
pub(in crate::document) struct Runs {
    /// What stands before the names of elements: `w:`.
    pub(super) prefix: String,
    pub(super) line_end: LineEnd,
    /// Whether its text stands in runs at all; else it is one piece, and looks as it looks.
    pub(super) has_runs: bool,
    /// The properties of its text where no code says another thing.
    pub(super) base: String,
    /// The properties of the text in each code that begins, by its id.
    pub(super) inside: Vec<(String, String)>,
    /// The codes that stand in a run, and not between two, by their ids.
    pub(super) in_run: Vec<String>,
    /// The properties of the run in which it begins, and ends, where it does so in one.
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
    /// White space before and after it, in its first and last piece of text.
    pub(super) lead: String,
    pub(super) trail: String,
    /// What marks a place in it and shows nothing, such as a bookmark: what begins, and what ends.
    pub(super) begins: String,
    pub(super) ends: String,
}

/// Writes text into runs.
pub(super) fn write(found: &Found, pieces: &[Piece<'_>]) -> String {
    let Some(runs) = &found.runs else {
        return String::new();
    };
    let mut writer = Writer {
        runs,
        out: String::new(),
        run: runs.first.as_deref(),
        looks: vec![("", &runs.base)],
    };
    writer.between(&runs.begins);
    writer.text(&runs.lead);
    for piece in pieces {
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Code(code, native) => match code.kind {
                CodeKind::Alone if runs.in_run.contains(&code.id) => {
                    writer.enter();
                    writer.out.push_str(native);
                }
                CodeKind::Alone => writer.between(native),
                CodeKind::Opening => {
                    writer.between(native);
                    let mut inside = runs.inside.iter();
                    if let Some((id, look)) = inside.find(|(id, _)| *id == code.id) {
                        writer.looks.push((id, look));
                    }
                }
                CodeKind::Closing => {
                    writer.between(native);
                    if writer.looks.last().is_some_and(|(id, _)| *id == code.id) {
                        writer.looks.pop();
                    }
                }
            },
        }
    }
    writer.text(&runs.trail);
    writer.between(&runs.ends);
    match &runs.last {
        Some(last) if writer.run.is_none() => writer.begin(last),
        Some(_) => {}
        None => writer.leave(),
    }
    writer.out
}

struct Writer<'a> {
    runs: &'a Runs,
    out: String,
    /// The properties of the run that is open.
    run: Option<&'a str>,
    /// What text is to look like: the ids of the codes that are open, with their properties.
    looks: Vec<(&'a str, &'a str)>,
}

impl<'a> Writer<'a> {
    /// Adds text, in a run that looks as it should.
    fn text(&mut self, text: &str) {
        let prefix = &self.runs.prefix;
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let is_last = lines.peek().is_none();
            if self.runs.line_end == LineEnd::Character {
                self.piece(text);
                return;
            }
            self.piece(line);
            match self.runs.line_end {
                _ if is_last => {}
                LineEnd::InRun => {
                    self.enter();
                    self.out.push_str(&format!("<{prefix}br/>"));
                }
                _ => {
                    let look = self.look();
                    self.between(&format!("<{prefix}br>{look}</{prefix}br>"));
                }
            }
        }
    }

    fn piece(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.enter();
        let prefix = &self.runs.prefix;
        // DrawingML keeps its spaces, and has no attribute to say so.
        let keeps = self.runs.line_end == LineEnd::BetweenRuns;
        let edge = |c: char| c.is_ascii_whitespace();
        let space = match !keeps && (text.starts_with(edge) || text.ends_with(edge)) {
            true => " xml:space=\"preserve\"",
            false => "",
        };
        self.out.push_str(&format!("<{prefix}t{space}>"));
        escaped(text, &mut self.out);
        self.out.push_str(&format!("</{prefix}t>"));
    }

    /// What text is to look like now.
    fn look(&self) -> &'a str {
        self.looks.last().map_or("", |(_, look)| look)
    }

    /// Sees to it that a run is open that looks as text should.
    fn enter(&mut self) {
        let look = self.look();
        if self.runs.has_runs && self.run != Some(look) {
            self.leave();
            self.begin(look);
        }
    }

    fn begin(&mut self, look: &'a str) {
        let prefix = &self.runs.prefix;
        self.out.push_str(&format!("<{prefix}r>{look}"));
        self.run = Some(look);
    }

    fn leave(&mut self) {
        if self.run.take().is_some() {
            self.out.push_str(&format!("</{}r>", self.runs.prefix));
        }
    }

    /// Adds what stands between runs.
    fn between(&mut self, native: &str) {
        if !native.is_empty() {
            self.leave();
            self.out.push_str(native);
        }
    }
}
