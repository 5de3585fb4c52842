//! Writing text into a paragraph: the runs from the first that changes to the last are written
//! anew, with the properties that they had.

use std::borrow::Cow;
use std::ops::Range;

use smol_str::SmolStr;

use super::items::is_around;
use super::runs::LineEnd;
use super::xml::escaped;
use crate::document::splice::{Found, Piece};
use crate::unit::CodeKind;

/// The properties of a run as they are written, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub(super) written: String,
    pub(super) at: Range<usize>,
    /// How many spans of OpenDocument are open in it.
    pub(super) spans: usize,
}

/// How a span of OpenDocument begins, and ends.
pub(super) const SPAN: &str = "<text:span";
const SPAN_END: &str = "</text:span>";

/// How the text of a block is cut into runs.
#[derive(Clone, Debug)]
pub(in crate::document) struct Runs {
    /// What stands before the names of elements: `w:`.
    pub(super) prefix: String,
    pub(super) line_end: LineEnd,
    /// Whether its text stands in runs at all; else it is one piece, and looks as it looks.
    pub(super) has_runs: bool,
    /// The properties of its text where no code says another thing.
    pub(super) base: Look,
    /// The properties of the text in each code that begins, by its id.
    pub(super) inside: Vec<(SmolStr, Look)>,
    /// The codes that stand in a run, and not between two, by their ids.
    pub(super) in_run: Vec<SmolStr>,
    /// The properties of the run in which it begins, and ends, where it does so in one.
    pub(super) first: Option<Look>,
    pub(super) last: Option<Look>,
    /// White space before and after it, in its first and last piece of text.
    pub(super) lead: String,
    pub(super) trail: String,
    /// What marks a place in it and shows nothing, such as a bookmark: what begins, and what ends.
    pub(super) begins: String,
    pub(super) ends: String,
}

impl Runs {
    /// The same where what stands in the properties of a run is written otherwise: the tip of a link.
    pub(in crate::document) fn with_looks<'w>(
        &self,
        written: impl Fn(Range<usize>) -> Cow<'w, str>,
    ) -> Self {
        let look = |look: &Look| match look.at.is_empty() {
            true => look.clone(),
            false => Look {
                written: written(look.at.clone()).into_owned(),
                ..look.clone()
            },
        };
        let inside = self.inside.iter();
        Self {
            base: look(&self.base),
            inside: inside
                .map(|(id, inside)| (id.clone(), look(inside)))
                .collect(),
            first: self.first.as_ref().map(look),
            last: self.last.as_ref().map(look),
            ..self.clone()
        }
    }
}

/// Writes text into runs.
pub(super) fn write(found: &Found, pieces: &[Piece<'_>]) -> String {
    let Some(runs) = &found.runs else {
        return String::new();
    };
    let mut writer = Writer {
        runs,
        out: String::new(),
        run: runs.first.as_ref().map(|look| look.written.as_str()),
        spans: runs.first.as_ref().map_or(0, |look| look.spans),
        looks: vec![("", &runs.base.written)],
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
                // A field may begin in an element and end in the next.
                CodeKind::Alone => writer.between(&without_halves(native, &runs.prefix)),
                CodeKind::Opening => {
                    writer.between(&without_halves(native, &runs.prefix));
                    let mut inside = runs.inside.iter();
                    if let Some((id, look)) = inside.find(|(id, _)| *id == code.id) {
                        writer.looks.push((id, &look.written));
                    }
                }
                CodeKind::Closing => {
                    writer.between(&without_halves(native, &runs.prefix));
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
        Some(last) if !writer.ends_as(last) => {
            writer.leave();
            writer.begin(&last.written);
        }
        Some(_) => {}
        None => writer.leave(),
    }
    writer.out
}

/// What is written of a code without the tags of such elements around runs as only begin or only end in
/// it.
fn without_halves<'n>(native: &'n str, prefix: &str) -> Cow<'n, str> {
    let mut begun: Vec<Range<usize>> = Vec::new();
    let mut halves: Vec<Range<usize>> = Vec::new();
    for (at, _) in native.match_indices('<') {
        let tag = native.get(at..).unwrap_or_default();
        let tag = tag.get(..end_of_tag(tag)).unwrap_or(tag);
        let inside = tag.trim_start_matches(['<', '/']);
        let name = inside.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let name = name.take(1).find_map(|name| name.strip_prefix(prefix));
        if !name.is_some_and(is_around) || tag.ends_with("/>") {
            continue;
        }
        let range = at..at + tag.len();
        match tag.starts_with("</") {
            false => begun.push(range),
            true if begun.pop().is_none() => halves.push(range),
            true => {}
        }
    }
    halves.extend(begun);
    if halves.is_empty() {
        return Cow::Borrowed(native);
    }
    halves.sort_by_key(|half| half.start);
    let mut whole = String::with_capacity(native.len());
    let mut done = 0;
    for half in halves {
        whole.push_str(native.get(done..half.start).unwrap_or_default());
        done = half.end;
    }
    whole.push_str(native.get(done..).unwrap_or_default());
    Cow::Owned(whole)
}

/// How long a tag is that a text begins with; the value of an attribute may have the sign that ends it.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    let end = text.find(|c| {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(mark)) if c == mark => quote = None,
            _ => {}
        }
        c == '>' && quote.is_none()
    });
    end.map_or(text.len(), |end| end + 1)
}

struct Writer<'a> {
    runs: &'a Runs,
    out: String,
    /// The properties of the run that is open.
    run: Option<&'a str>,
    /// How many spans are open.
    spans: usize,
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
                LineEnd::InSpan => {
                    self.enter();
                    self.out.push_str("<text:line-break/>");
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
        if self.runs.line_end == LineEnd::InSpan {
            escaped(text, &mut self.out);
            return;
        }
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
        match self.runs.line_end {
            LineEnd::InSpan => {
                self.out.push_str(look);
                self.spans = look.matches(SPAN).count();
            }
            _ => {
                let prefix = &self.runs.prefix;
                self.out.push_str(&format!("<{prefix}r>{look}"));
            }
        }
        self.run = Some(look);
    }

    fn leave(&mut self) {
        if self.run.take().is_some() {
            match self.runs.line_end {
                LineEnd::InSpan => self.out.push_str(&SPAN_END.repeat(self.spans)),
                _ => self.out.push_str(&format!("</{}r>", self.runs.prefix)),
            }
        }
    }

    /// Whether what stands behind the block ends the run that is open.
    fn ends_as(&self, last: &Look) -> bool {
        let in_spans = self.runs.line_end == LineEnd::InSpan;
        self.run.is_some() && (!in_spans || self.spans == last.spans)
    }

    /// Adds what stands between runs.
    fn between(&mut self, native: &str) {
        if !native.is_empty() {
            self.leave();
            self.out.push_str(native);
        }
    }
}
