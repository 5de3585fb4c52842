//! A paragraph with runs as a block.

use std::borrow::Cow;
use std::ops::Range;

use smol_str::{SmolStr, ToSmolStr};

use super::items::{Item, Items, Run};
use super::looks::{base, first_inside, look_name, look_words};
use super::runs::{LineEnd, Search};
use super::write::{Look, Runs, SPAN, write};
use super::xml::{Node, attribute};
use crate::document::block::{Block, BlockKind};
use crate::document::codes::{inner, partners, with_words};
use crate::document::splice::Found;
use crate::unit::{CodeKind, InlineCode};

/// How many bytes of a code's native form are shown.
const SHOWN: usize = 1024;

/// Finds the block of a paragraph, and those in its codes.
pub(super) fn paragraph<'t>(search: &mut Search<'t>, node: &Node<'t>) {
    let kind = kind(search, node);
    let going_on = std::mem::take(&mut search.going_on);
    let (mut items, going_on) = Items::of(search, node, going_on);
    let tracked = items.tracked;
    let labels = std::mem::take(&mut items.labels);
    let found = block(search, &items, kind);
    search.read.tracked |= tracked;
    search.read.found.extend(found);
    search.read.found.extend(labels);
    search.inside(node);
    search.going_on = going_on;
}

/// The block of what stands in a paragraph, where there is something to read in it; where what stands
/// in it crosses, as many as there are texts.
pub(super) fn block<'t>(search: &Search<'t>, items: &Items<'_, 't>, kind: BlockKind) -> Vec<Found> {
    match items.is_sound() {
        true => {
            let found = Gathered::of(search, items).finish(search, items, kind);
            found.into_iter().collect()
        }
        false => items.apart(kind),
    }
}

/// What a paragraph is, by its style.
fn kind(search: &Search<'_>, node: &Node<'_>) -> BlockKind {
    let Some(props) = node.first("pPr") else {
        return search.kind;
    };
    let style = props.first("pStyle");
    let style = style.and_then(|style| attribute(search.at(&style.tag), 0, "val"));
    let style = style.map(|(style, _)| style).unwrap_or_default();
    let level = style.strip_prefix("Heading").map(str::parse);
    match level {
        Some(Ok(level)) => BlockKind::Heading(level),
        _ if style == "Title" => BlockKind::Heading(1),
        _ if search.kind == BlockKind::Paragraph && props.first("numPr").is_some() => {
            BlockKind::Item
        }
        _ => search.kind,
    }
}

/// An inline code that was found.
struct Code {
    inline: InlineCode,
    native: Range<usize>,
    /// The run in which it stands, where it does.
    run: Option<usize>,
    /// The run whose looks are those of what is in it, where it begins.
    inside: Option<usize>,
}

/// A pair of codes for a look of its own.
struct Pair {
    id: SmolStr,
    run: usize,
    kind: &'static str,
    /// After which code, and where in the text, it ends.
    end: (usize, usize),
}

/// The text and the codes of a paragraph.
struct Gathered {
    text: String,
    codes: Vec<Code>,
    /// Where each piece of text stands, in the block and in the part.
    pieces: Vec<Piece>,
    pair: Option<Pair>,
    ids: usize,
    /// The run that looks as the paragraph does.
    base: Option<usize>,
}

impl Gathered {
    fn of(search: &Search<'_>, items: &Items<'_, '_>) -> Self {
        let base = base(&items.items, &items.runs);
        let mut own = Self {
            text: String::new(),
            codes: Vec::new(),
            pieces: Vec::new(),
            pair: None,
            ids: 0,
            base,
        };
        let mut levels = vec![(SmolStr::default(), base)];
        for (number, item) in items.items.iter().enumerate() {
            match item {
                Item::Text(text, range, run) => {
                    let level = levels.last().and_then(|(_, base)| *base);
                    own.piece(text, range, *run, level, &items.runs);
                }
                Item::Alone(kind, range, run) => {
                    let id = own.id();
                    let code = own.code(CodeKind::Alone, id, kind, range.clone());
                    own.codes.push(Code { run: *run, ..code });
                }
                Item::Open(kind, range, _) => {
                    own.ends();
                    let outer = levels.last().and_then(|(_, base)| *base);
                    let inside = first_inside(&items.items, number).or(outer);
                    let id = own.id();
                    levels.push((id.clone(), inside));
                    let code = own.code(CodeKind::Opening, id, kind, range.clone());
                    own.codes.push(Code { inside, ..code });
                }
                Item::Close(kind, range, _) => {
                    own.ends();
                    let id = levels.pop().unwrap_or_default().0;
                    let code = own.code(CodeKind::Closing, id, kind, range.clone());
                    own.codes.push(code);
                }
            }
        }
        own.ends();
        for code in &mut own.codes {
            let instruction = items.instructions.get(&code.native.start);
            let native = match instruction.filter(|said| !said.is_empty()) {
                Some(said) if code.inline.kind != CodeKind::Closing => said,
                _ => search.at(&code.native),
            };
            if !native.is_empty() {
                let shown = native.get(..native.floor_char_boundary(SHOWN));
                code.inline.data = shown.map(Into::into);
            }
        }
        own
    }

    fn piece(
        &mut self,
        text: &str,
        range: &Range<usize>,
        run: Option<usize>,
        level: Option<usize>,
        runs: &[Run<'_>],
    ) {
        // White space looks the same in any run.
        let run_seen = run.filter(|_| !text.trim().is_empty());
        if let Some(run) = run_seen {
            let look = |run: usize| runs.get(run).map(|run| run.look.as_str());
            if self
                .pair
                .as_ref()
                .is_some_and(|pair| look(pair.run) != look(run))
            {
                self.ends();
            }
            if self.pair.is_none() && look(run) != level.and_then(look) {
                let id = self.id();
                let base = level.and_then(look).unwrap_or_default();
                let kind = look_name(look(run).unwrap_or_default(), base);
                let place = range.start..range.start;
                let mut code = self.code(CodeKind::Opening, id.clone(), kind, place);
                code.inside = Some(run);
                // A span of OpenDocument says which style it has, and that says how it looks.
                let said = runs.get(run).map(|run| match run.props.starts_with(SPAN) {
                    true => run.look.as_str(),
                    false => run.props.as_ref(),
                });
                code.inline.data = Some(said.unwrap_or_default().into());
                self.codes.push(code);
                let end = (0, 0);
                self.pair = Some(Pair { id, run, kind, end });
            }
        }
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        self.pieces.push((start..end, range.clone(), run));
        if let (Some(pair), Some(_)) = (&mut self.pair, run_seen) {
            pair.end = (self.codes.len(), end);
        }
    }

    /// Ends what looks otherwise, behind the last of its text.
    fn ends(&mut self) {
        let Some(pair) = self.pair.take() else { return };
        let (index, at) = pair.end;
        let native = self.codes.get(index.wrapping_sub(1));
        let native = native.map_or(0, |code| code.native.end);
        let code = code(CodeKind::Closing, pair.id, pair.kind, at, native..native);
        self.codes.insert(index.min(self.codes.len()), code);
    }

    fn id(&mut self) -> SmolStr {
        self.ids += 1;
        self.ids.to_smolstr()
    }

    /// A code that stands at the end of the text so far.
    fn code(&self, kind: CodeKind, id: SmolStr, type_: &str, native: Range<usize>) -> Code {
        code(kind, id, type_, self.text.len(), native)
    }

    /// The block, where there is something to read in it.
    fn finish(self, search: &Search<'_>, items: &Items<'_, '_>, kind: BlockKind) -> Option<Found> {
        let shown = self.text.trim();
        let start = self.text.len() - self.text.trim_start().len();
        if shown.is_empty() {
            return None;
        }
        let inline: Vec<InlineCode> = self.codes.iter().map(|code| code.inline.clone()).collect();
        let shown = start..start + shown.len();
        let Range { start, end } = with_words(&inline, 0, shown, self.text.len());
        let partners = partners(&inline);
        let kept = inner(&inline, &partners, place(start)..place(end));
        let (shown, kept) = self.with_partners(start..end, kept, &partners);
        let span = self.span(&shown, &kept);
        let (span, torn) = self.whole(search, items, span);
        let codes = self.codes.get(kept.clone()).unwrap_or_default();
        let mut block = Block::new(kind, self.text.get(shown.clone()).unwrap_or_default());
        block.codes = (codes.iter())
            .map(|code| InlineCode {
                at: code.inline.at.saturating_sub(place(shown.start)),
                ..code.inline.clone()
            })
            .collect();
        // The innermost of the codes that span all of it says how it looks.
        let outside = self.codes.get(..kept.start).unwrap_or_default().iter();
        let spans = |(index, _): &(usize, &Code)| {
            let partner = partners.get(*index).copied().flatten();
            partner.is_some_and(|partner| partner >= kept.end)
        };
        let spanning = outside.enumerate().rfind(spans);
        let base = spanning.map_or(self.base, |(_, code)| code.inside);
        let look = base.and_then(|base| items.runs.get(base));
        block.look = look.and_then(|run| look_words(&run.look));
        let runs = self.runs(search, items, (&shown, &kept, &span), base);
        let [ends, begins] = torn;
        let runs = Runs {
            begins: ends + &runs.begins,
            ends: runs.ends + &begins,
            ..runs
        };
        Some(Found {
            block,
            span,
            native: codes.iter().map(|code| code.native.clone()).collect(),
            line_end: Cow::Borrowed("\n"),
            write,
            runs: Some(Box::new(runs)),
        })
    }

    /// A stretch of the text with some codes, and those that end, or begin, what one of these does: white
    /// space may stand between.
    fn with_partners(
        &self,
        mut shown: Range<usize>,
        mut kept: Range<usize>,
        partners: &[Option<usize>],
    ) -> (Range<usize>, Range<usize>) {
        let at = |code: usize| self.codes.get(code).map(|code| code.inline.at as usize);
        let mut waiting: Vec<usize> = kept.clone().collect();
        while let Some(code) = waiting.pop() {
            let Some(partner) = partners.get(code).copied().flatten() else {
                continue;
            };
            let known = kept.clone();
            kept = known.start.min(partner)..known.end.max(partner + 1);
            waiting.extend((kept.start..known.start).chain(known.end..kept.end));
            let place = at(partner).unwrap_or(shown.start);
            shown = shown.start.min(place)..shown.end.max(place);
        }
        (shown, kept)
    }

    /// A stretch of the part with such elements around runs as begin or end in it, where nothing else
    /// stands in them; and of others what ends those before it, and begins those behind it.
    fn whole(
        &self,
        search: &Search<'_>,
        items: &Items<'_, '_>,
        mut span: Range<usize>,
    ) -> (Range<usize>, [String; 2]) {
        let mut torn = [String::new(), String::new()];
        let [ends, begins] = &mut torn;
        // The innermost is the first that ends, and the last that begins.
        for around in items.around.iter().rev() {
            match around.ends_in(&span) {
                true if self.is_empty(around.begin.start..span.start) => {
                    span.start = around.begin.start;
                }
                true => ends.push_str(search.at(&around.end)),
                false => {}
            }
        }
        for around in &items.around {
            match around.begins_in(&span) {
                true if self.is_empty(span.end..around.end.end) => span.end = around.end.end,
                true => begins.push_str(search.at(&around.begin)),
                false => {}
            }
        }
        (span, torn)
    }

    /// Whether no text and no code stands in a stretch of the part.
    fn is_empty(&self, stretch: Range<usize>) -> bool {
        let texts = self.pieces.iter().map(|(_, range, _)| range);
        let codes = self.codes.iter().map(|code| &code.native);
        let mut all = texts.chain(codes).filter(|range| !range.is_empty());
        !all.any(|range| range.start < stretch.end && stretch.start < range.end)
    }

    /// The pieces of text of a stretch, the first and the last.
    fn ends_of(&self, shown: &Range<usize>) -> Option<[&Piece; 2]> {
        let mut pieces = (self.pieces.iter())
            .filter(|(text, ..)| text.end > shown.start && text.start < shown.end);
        let first = pieces.next()?;
        Some([first, pieces.next_back().unwrap_or(first)])
    }

    /// Where a stretch of the text stands in the part, with some codes.
    fn span(&self, shown: &Range<usize>, kept: &Range<usize>) -> Range<usize> {
        let pieces = self.ends_of(shown);
        let mut span = pieces.map_or(0..0, |[first, last]| first.1.start..last.1.end);
        let codes = self.codes.get(kept.clone()).unwrap_or_default();
        for code in codes.iter().filter(|code| !code.native.is_empty()) {
            span = span.start.min(code.native.start)..span.end.max(code.native.end);
        }
        span
    }

    fn runs(
        &self,
        search: &Search<'_>,
        items: &Items<'_, '_>,
        (shown, kept, span): (&Range<usize>, &Range<usize>, &Range<usize>),
        base: Option<usize>,
    ) -> Runs {
        let props = |run: Option<usize>| run.and_then(|run| items.runs.get(run));
        let written = |run: Option<usize>| {
            props(run).map_or_else(Look::default, |run| Look {
                written: run.props.clone().into_owned(),
                at: run.at.clone(),
                spans: run.props.matches(SPAN).count(),
            })
        };
        let codes = self.codes.get(kept.clone()).unwrap_or_default();
        // In which run it begins, or ends: of a piece of text, or of a code that stands in a run.
        let run_at = |is_there: &dyn Fn(&Range<usize>) -> bool| {
            let texts = self.pieces.iter().map(|(_, range, run)| (range, *run));
            let codes = codes.iter().map(|code| (&code.native, code.run));
            let mut found = texts.chain(codes).filter(|(range, _)| !range.is_empty());
            let run = found.find(|(range, _)| is_there(range))?.1;
            let look = |run| props(run).map(|run| run.look.as_str());
            run.map(|run| (look(Some(run)) == look(base), written(Some(run))))
        };
        let [lead, trail] = match self.ends_of(shown) {
            Some([first, last]) => [first.0.start..shown.start, shown.end..last.0.end],
            None => [0..0, 0..0],
        };
        let text = |range: Range<usize>| self.text.get(range).unwrap_or_default().to_owned();
        let anchors = |begins: bool| {
            let inside = items.anchors.iter().filter(move |(range, own)| {
                *own == begins && range.start >= span.start && range.end <= span.end
            });
            inside.map(|(range, _)| search.at(range)).collect()
        };
        let line_end = search.dialect.line_end;
        Runs {
            prefix: search.prefix.to_owned(),
            line_end,
            has_runs: line_end != LineEnd::Character || !items.is_bare,
            base: written(base),
            inside: (codes.iter())
                .filter(|code| code.inline.kind == CodeKind::Opening)
                .map(|code| (code.inline.id.clone(), written(code.inside)))
                .collect(),
            in_run: (codes.iter().filter(|code| code.run.is_some()))
                .map(|code| code.inline.id.clone())
                .collect(),
            // Text goes on in the run in which it begins, where that looks as it should.
            first: run_at(&|range| range.start == span.start).map(|(is_base, own)| match is_base {
                true => Look {
                    spans: own.spans,
                    ..written(base)
                },
                false => own,
            }),
            last: run_at(&|range| range.end == span.end).map(|(_, own)| own),
            lead: text(lead),
            trail: text(trail),
            begins: anchors(true),
            ends: anchors(false),
        }
    }
}

/// A piece of text: where it stands in the block and in the part, and in which run.
type Piece = (Range<usize>, Range<usize>, Option<usize>);

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn code(kind: CodeKind, id: SmolStr, type_: &str, at: usize, native: Range<usize>) -> Code {
    let inline = InlineCode {
        at: u32::try_from(at).unwrap_or(u32::MAX),
        kind,
        id,
        pair: None,
        type_: Some(type_.into()),
        data: None,
    };
    Code {
        inline,
        native,
        run: None,
        inside: None,
    }
}
