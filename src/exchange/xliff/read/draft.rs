//! A unit being read: its element, whole, and the units that come of it.

use super::{Content, File, OriginalData, Said, original_data};
use crate::exchange::review::Mark;
use crate::exchange::xml::Node;
use crate::exchange::{Incoming, Position};
use crate::unit::{Fields, Note, Property, State, Variant};

/// A unit as it stands in the file, on its way to what it means.
pub(super) struct Draft<'n> {
    pub(super) number: u64,
    pub(super) at: Position,
    pub(super) node: &'n Node,
    pub(super) file: &'n File,
    pub(super) units: Vec<Incoming>,
    pub(super) mends: Vec<&'static str>,
}

const SUB: &str = "the text of a sub was kept in its native code";
const WHOLE: &str = "a translation as a whole, of a unit of several segments, was left out";
const NO_SOURCE: &str = "a unit without a source was left out";

impl Draft<'_> {
    /// XLIFF 1.x.
    pub(super) fn trans_unit(&mut self, translate: bool) {
        let node = self.node;
        let Some(source) = node.first("source") else {
            self.mends.push(NO_SOURCE);
            return;
        };
        let target = node.first("target");
        let said = Said::of_unit(node, target, translate);
        let frame = node
            .first("seg-source")
            .map(segments_in)
            .unwrap_or_default();
        if frame.is_empty() {
            self.push(None, source, target, said, &OriginalData::new());
            return;
        }
        let targets = target.map(segments_in).unwrap_or_default();
        if let Some(target) = target
            && targets.is_empty()
            && !Content::of(target, &OriginalData::new()).is_blank()
            && !said.is_untouched
        {
            self.mends.push(WHOLE);
        }
        for segment in frame {
            let mid = segment.get("mid").unwrap_or_default();
            let target = targets.iter().find(|target| target.get("mid") == Some(mid));
            let said = said.clone().of_trados(defined(node, mid));
            self.push(
                Some(mid),
                segment,
                target.copied(),
                said,
                &OriginalData::new(),
            );
        }
    }

    /// XLIFF 2.x.
    pub(super) fn segments(&mut self, translate: bool) {
        let node = self.node;
        let data = original_data(node.named("originalData"));
        let several = node.named("segment").count() > 1;
        for (nth, segment) in node.named("segment").enumerate() {
            let Some(source) = segment.first("source") else {
                self.mends.push(NO_SOURCE);
                continue;
            };
            let said = Said::of_segment(segment, translate);
            let number = (nth + 1).to_string();
            let id = segment.get("id").unwrap_or(&number);
            let id = several.then_some(id);
            self.push(id, source, segment.first("target"), said, &data);
        }
    }

    fn push(
        &mut self,
        segment: Option<&str>,
        source: &Node,
        target: Option<&Node>,
        said: Said,
        data: &OriginalData,
    ) {
        let source = Content::of(source, data).without_segments();
        let target = target.map(|target| Content::of(target, data).without_segments());
        let has_sub = source.has_sub || target.as_ref().is_some_and(|target| target.has_sub);
        if has_sub {
            self.mends.push(SUB);
        }
        if source.is_blank() {
            return;
        }
        let is_copy =
            |target: &Content| said.is_untouched && target.text.trim() == source.text.trim();
        let target = target.filter(|target| !target.is_blank() && !is_copy(target));
        let [source_lang, target_lang] = self.file.langs.clone();
        let [of_unit, of_source, of_target] = notes(self.node);
        let mut text = Variant::new(source_lang.clone(), source.text);
        text.codes = source.codes;
        text.notes = of_source;
        let mut variants = vec![text];
        if let Some(target) = target {
            let mut text = Variant::new(target_lang, target.text);
            text.codes = target.codes;
            // A target that is not the source's copy is a translation, whatever was said of it.
            text.state = said.state.or(Some(State::Draft));
            text.made_by = said.made_by;
            text.score = said.score;
            text.author = said.author;
            text.date = said.date;
            text.locked = said.locked;
            text.notes = of_target;
            variants.push(text);
        }
        self.units.push(Incoming {
            number: self.number,
            at: self.at,
            given_id: self.given_id(segment),
            document: self.file.original.clone(),
            source_lang,
            variants,
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: of_unit,
            properties: self.properties(),
        });
    }

    /// Ours is in `resname` (1.2) or `name` (2.x); else it is that of the unit, and of its segment.
    fn given_id(&self, segment: Option<&str>) -> Option<String> {
        let named = self.node.get("resname").or_else(|| self.node.get("name"));
        if let (Some(mark), None) = (named.and_then(Mark::read), segment) {
            return Some(mark.unit.to_string());
        }
        let id = self.node.get("id")?;
        Some(match segment {
            Some(segment) => format!("{id}/{segment}"),
            None => id.to_owned(),
        })
    }

    /// What the unit is known by elsewhere: contexts (1.2), metadata (2.x), and its name.
    fn properties(&self) -> Vec<Property> {
        let mut properties = Vec::new();
        let named = self.node.get("resname").or_else(|| self.node.get("name"));
        let named = named.filter(|name| Mark::read(name).is_none());
        properties.extend(named.map(|name| property("resname", name)));
        let groups = self.node.named("context-group");
        for context in groups.flat_map(|group| group.named("context")) {
            let kind = context.get("context-type").unwrap_or("context");
            properties.push(property(kind, &context.text()));
        }
        for list in self
            .node
            .nodes()
            .filter(|node| node.name.ends_with(":metadata"))
        {
            let groups = list
                .nodes()
                .filter(|node| node.name.ends_with(":metaGroup"));
            for meta in groups.flat_map(Node::nodes) {
                properties.push(property(meta.get("type").unwrap_or("meta"), &meta.text()));
            }
        }
        properties
    }
}

/// Notes on the unit, on its source, on its target.
pub(super) fn notes(node: &Node) -> [Vec<Note>; 3] {
    let mut notes = [Vec::new(), Vec::new(), Vec::new()];
    let in_lists = node.named("notes").flat_map(|list| list.named("note"));
    for note in node.named("note").chain(in_lists) {
        // What we say in a note of our own, for tools that have no place for it.
        let from = note.get("from").or_else(|| note.get("category"));
        if matches!(from, Some("terms" | "state" | "locked")) {
            continue;
        }
        let side = match note.get("annotates").or_else(|| note.get("appliesTo")) {
            Some("source") => 1,
            Some("target") => 2,
            _ => 0,
        };
        let text = note.text();
        if let (false, Some(notes)) = (text.trim().is_empty(), notes.get_mut(side)) {
            notes.push(Note {
                text,
                from: from.map(str::to_owned),
            });
        }
    }
    notes
}

fn property(name: &str, value: &str) -> Property {
    Property {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

/// What Trados Studio says of a segment: its `sdl:seg`.
pub(in crate::exchange::xliff) fn defined<'n>(unit: &'n Node, mid: &str) -> Option<&'n Node> {
    let lists = unit.named("sdl:seg-defs");
    let mut segments = lists.flat_map(Node::nodes);
    segments.find(|segment| segment.get("id") == Some(mid))
}

/// The segments marked in an element, however deep.
pub(in crate::exchange::xliff) fn segments_in<'n>(node: &'n Node) -> Vec<&'n Node> {
    let mut found = Vec::new();
    let inside = |node: &'n Node| node.nodes().collect::<Vec<_>>().into_iter().rev();
    let mut stack: Vec<&Node> = inside(node).collect();
    while let Some(node) = stack.pop() {
        if node.name == "mrk" && node.get("mtype") == Some("seg") {
            found.push(node);
        } else {
            stack.extend(inside(node));
        }
    }
    found
}
