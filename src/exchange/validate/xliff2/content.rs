//! The codes, annotations and original data of one unit, or of one match in it.

use std::collections::HashMap;

use super::rules::{
    CAN_DELETE, CAN_REORDER, COMMENT, COPY_OF, CORRESPOND, DATA_REF, EC, ID_IN_SOURCE,
    ID_IN_TARGET, PAIR, REORDER, SC, SM_EM, SUB_TYPE,
};
use crate::exchange::Position;
use crate::exchange::validate::fault::Faults;
use crate::exchange::validate::walk::Node;

/// A code or an annotation.
#[derive(Debug)]
pub(super) struct Code {
    kind: &'static str,
    at: Position,
    attributes: Vec<(String, String)>,
    in_target: bool,
    /// The number of its segment.
    segment: usize,
    /// Which codes of the list it stands in, `pc` and `mrk`, the innermost.
    inside: Option<usize>,
}

impl Code {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    fn id(&self) -> Option<&str> {
        self.get("id")
    }

    fn is_code(&self) -> bool {
        matches!(self.kind, "ph" | "pc" | "sc" | "ec")
    }

    fn says_no(&self, name: &str) -> bool {
        self.get(name) == Some("no")
    }

    fn is_isolated(&self) -> bool {
        self.get("isolated") == Some("yes")
    }

    /// What it is called in comparisons of source and target: a spanning code may be written as
    /// one element or as two.
    fn key(&self) -> (u8, &str) {
        let class = match self.kind {
            "pc" | "sc" => 0,
            "ec" if !self.is_isolated() => 1,
            "ec" => 2,
            "ph" => 3,
            "mrk" | "sm" => 4,
            _ => 5,
        };
        (
            class,
            self.id().or_else(|| self.get("startRef")).unwrap_or(""),
        )
    }
}

/// The content of one unit, or of one match.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) data: HashMap<String, Position>,
    pub(super) codes: Vec<Code>,
    open: Vec<usize>,
    pub(super) segments: Vec<Segment>,
}

/// A segment or a part that is none.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) id: Option<String>,
    pub(super) at: Position,
    pub(super) state: Option<String>,
    pub(super) is_ignorable: bool,
    /// Where its target stands, and its `order`.
    pub(super) target: Option<(Position, Option<u64>)>,
}

impl Content {
    /// A code or an annotation begins.
    pub(super) fn begin(&mut self, node: &Node<'_>) {
        let index = self.codes.len();
        self.codes.push(Code {
            kind: node.name,
            at: node.at,
            attributes: node.attributes.to_vec(),
            in_target: node.is_in("target"),
            segment: self.segments.len(),
            inside: self.open.last().copied(),
        });
        if matches!(node.name, "pc" | "mrk") {
            self.open.push(index);
        }
    }

    /// A code that holds others ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether an id is one of a segment or in a source, or, where that is asked, in a target.
    pub(super) fn has(&self, id: &str, in_target: bool) -> bool {
        let mut codes = self.codes.iter().filter(|code| code.in_target == in_target);
        codes.any(|code| code.id() == Some(id))
            || (!in_target
                && self
                    .segments
                    .iter()
                    .any(|part| part.id.as_deref() == Some(id)))
    }

    fn side(&self, in_target: bool) -> impl Iterator<Item = &Code> + Clone {
        self.codes
            .iter()
            .filter(move |code| code.in_target == in_target)
    }

    /// Holds the content against the rules.
    pub(super) fn check(&self, in_match: bool, faults: &mut Faults<'_>) {
        self.ids(faults);
        for in_target in [false, true] {
            self.pairs(in_target, faults);
            self.reorder(in_target, faults);
        }
        for code in &self.codes {
            self.attributes(code, faults);
        }
        if !in_match {
            self.kept(faults);
            self.order_kept(faults);
        }
    }

    fn ids(&self, faults: &mut Faults<'_>) {
        let mut source: HashMap<&str, Option<&Code>> = HashMap::new();
        for part in &self.segments {
            if let Some(id) = part.id.as_deref()
                && source.insert(id, None).is_some()
            {
                faults.add(&ID_IN_SOURCE, part.at, format!("the id {id} is taken"));
            }
        }
        for code in self.side(false) {
            if let Some(id) = code.id()
                && source.insert(id, Some(code)).is_some()
            {
                faults.add(&ID_IN_SOURCE, code.at, format!("the id {id} is taken"));
            }
        }
        let mut target = HashMap::new();
        for code in self.side(true) {
            let Some(id) = code.id() else { continue };
            if target.insert(id, code).is_some() {
                faults.add(&ID_IN_TARGET, code.at, format!("the id {id} is taken"));
            }
            match source.get(id) {
                None => {}
                Some(None) => {
                    let message = format!("{id} is the id of a segment");
                    faults.add(&ID_IN_TARGET, code.at, message);
                }
                Some(Some(origin)) => {
                    let same = |name| {
                        let default = if name == "type" && code.key().0 == 4 {
                            "generic"
                        } else {
                            ""
                        };
                        origin.get(name).unwrap_or(default) == code.get(name).unwrap_or(default)
                    };
                    let wrong = if origin.key().0 != code.key().0 {
                        Some(format!("{id} is a {} in the source", origin.kind))
                    } else {
                        let names = ["type", "translate", "isolated"];
                        let other = names.into_iter().find(|name| !same(name));
                        let is_span = origin.kind == "pc" || code.kind == "pc";
                        let other = other.filter(|name| !(is_span && *name == "isolated"));
                        other.map(|name| format!("{name} of {id} is another than in the source"))
                    };
                    if let Some(wrong) = wrong {
                        faults.add(&CORRESPOND, code.at, wrong);
                    }
                }
            }
        }
    }

    fn pairs(&self, in_target: bool, faults: &mut Faults<'_>) {
        let mut starts: HashMap<&str, &Code> = HashMap::new();
        let mut ended: Vec<&str> = Vec::new();
        for code in self.side(in_target) {
            let reference = code.get("startRef");
            match code.kind {
                "sc" | "sm" => {
                    starts.extend(code.id().map(|id| (id, code)));
                }
                "em" => match reference.and_then(|id| starts.get(id)) {
                    Some(start) if start.kind == "sm" => ended.extend(reference),
                    _ => faults.add(&SM_EM, code.at, "this em ends no sm that stands before it"),
                },
                "ec" if code.is_isolated() => isolated_end(code, faults),
                "ec" => {
                    if code.id().is_some() || code.get("dir").is_some() || reference.is_none() {
                        let message =
                            "an ec that is not isolated needs a startRef, and has no id and no dir";
                        faults.add(&EC, code.at, message);
                    }
                    let Some(reference) = reference else { continue };
                    match starts.get(reference) {
                        Some(start) if start.kind == "sc" => {
                            ended.push(reference);
                            if start.is_isolated() {
                                let message = format!("{reference} is isolated, and ends here");
                                faults.add(&SC, code.at, message);
                            }
                            same_on_both(start, code, faults);
                        }
                        _ => {
                            let message = format!("no sc with the id {reference} stands before it");
                            faults.add(&EC, code.at, message);
                        }
                    }
                }
                _ => {}
            }
        }
        for code in self.side(in_target) {
            let Some(id) = code.id() else { continue };
            let is_open = !ended.contains(&id);
            if code.kind == "sm" && is_open {
                faults.add(&SM_EM, code.at, format!("no em ends the sm {id}"));
            }
            if code.kind == "sc" && !code.is_isolated() && is_open {
                let message = format!("no ec ends the sc {id}, which is not isolated");
                faults.add(&SC, code.at, message);
            }
        }
    }

    /// Codes that must not be reordered, in one text.
    fn reorder(&self, in_target: bool, faults: &mut Faults<'_>) {
        let mut begun = false;
        let mut before: Option<&Code> = None;
        for code in self.side(in_target).filter(|code| code.is_code()) {
            match code.get("canReorder") {
                Some("firstNo") => begun = true,
                Some("no") => {
                    let kept = before.is_some_and(|before| {
                        before.get("canReorder").is_some_and(|value| value != "yes")
                    });
                    if !begun {
                        let message = "no code with canReorder=\"firstNo\" stands before it";
                        faults.add(&REORDER, code.at, message);
                    } else if !kept && !in_target {
                        let message = "a code that may be moved stands between it and its sequence";
                        faults.add(&REORDER, code.at, message);
                    }
                }
                _ => {}
            }
            before = Some(code);
        }
    }

    fn attributes(&self, code: &Code, faults: &mut Faults<'_>) {
        let at = code.at;
        if matches!(code.get("canReorder"), Some("no" | "firstNo"))
            && !(code.says_no("canCopy") && code.says_no("canDelete"))
        {
            let message = "a code that must not be moved needs canCopy=\"no\" and canDelete=\"no\"";
            faults.add(&CAN_REORDER, at, message);
        }
        if let Some(sub_type) = code.get("subType") {
            let kind = code.get("type");
            let needed = match sub_type {
                "xlf:lb" | "xlf:pb" | "xlf:b" | "xlf:i" | "xlf:u" => Some("fmt"),
                "xlf:var" => Some("ui"),
                other if other.starts_with("xlf:") => Some("one that knows it"),
                _ => kind,
            };
            if kind.is_none() || kind != needed {
                let needed = needed.unwrap_or("some type");
                let message = format!("subType {sub_type} needs type {needed}");
                faults.add(&SUB_TYPE, at, message);
            }
        }
        let references = ["dataRef", "dataRefStart", "dataRefEnd"];
        let data = references.iter().find_map(|name| code.get(name));
        for name in references {
            if let Some(id) = code.get(name)
                && !self.data.contains_key(id.trim())
            {
                let message = format!("{name}: no data with the id {id} is in the unit");
                faults.add(&DATA_REF, at, message);
            }
        }
        if let Some(id) = code.get("copyOf") {
            let origin = self
                .codes
                .iter()
                .find(|origin| origin.is_code() && origin.id() == Some(id));
            let wrong = match origin {
                _ if data.is_some() => Some("it has original data of its own".to_owned()),
                None => Some(format!("no code with the id {id} is in the unit")),
                Some(origin) if origin.says_no("canCopy") => {
                    Some(format!("{id} must not be copied"))
                }
                Some(origin) if references.iter().any(|name| origin.get(name).is_some()) => Some(
                    format!("{id} has original data, to which the copy can refer"),
                ),
                Some(_) => None,
            };
            if let Some(wrong) = wrong {
                faults.add(&COPY_OF, at, format!("copyOf: {wrong}"));
            }
        }
        if matches!(code.kind, "mrk" | "sm") && code.get("type") == Some("comment") {
            let both = (code.get("value").is_some(), code.get("ref").is_some());
            if both.0 == both.1 {
                faults.add(&COMMENT, at, "a comment needs either a value or a ref");
            }
        }
    }

    /// What must not be deleted is there.
    fn kept(&self, faults: &mut Faults<'_>) {
        for code in self
            .side(false)
            .filter(|code| code.is_code() && code.says_no("canDelete"))
        {
            let segment = self.segments.get(code.segment.saturating_sub(1));
            let Some((at, _)) = segment.and_then(|segment| segment.target) else {
                continue;
            };
            if !self
                .side(true)
                .any(|kept| kept.key() == code.key() || spans(kept, code))
            {
                let message = format!("the code {} must not be deleted, and is", code.key().1);
                faults.add(&CAN_DELETE, at, message);
            }
        }
    }

    /// What must not be moved stands in the target where it stands in the source.
    fn order_kept(&self, faults: &mut Faults<'_>) {
        let around = |in_target| {
            let mut found = HashMap::new();
            let mut before: Option<&Code> = None;
            for code in self.side(in_target).filter(|code| code.is_code()) {
                let holder = code.inside.and_then(|index| self.codes.get(index));
                let inside = before.is_some_and(|before| {
                    holder.is_some_and(|holder| std::ptr::eq(holder, before))
                });
                found.insert(code.key(), (code, before, inside));
                before = Some(code);
            }
            found
        };
        let (source, target) = (around(false), around(true));
        for (key, (code, before, inside)) in &source {
            if !code.says_no("canReorder") {
                continue;
            }
            let Some((moved, now, now_inside)) = target.get(key) else {
                continue;
            };
            let before = before.map(Code::key);
            if before != now.map(Code::key) || inside != now_inside {
                let message = format!("the code {} must not be moved, and is", key.1);
                faults.add(&REORDER, moved.at, message);
            }
        }
    }
}

/// Whether one is a `pc` that stands for the other, an `ec`.
fn spans(kept: &Code, code: &Code) -> bool {
    kept.kind == "pc" && code.kind == "ec" && kept.id() == code.get("startRef")
}

/// An end whose start is in another unit.
fn isolated_end(code: &Code, faults: &mut Faults<'_>) {
    if code.id().is_none() || code.get("startRef").is_some() {
        let message = "an isolated ec needs an id, and has no startRef";
        faults.add(&EC, code.at, message);
    }
}

/// The two ends of a code say the same of it.
fn same_on_both(start: &Code, end: &Code, faults: &mut Faults<'_>) {
    for name in ["canCopy", "canDelete", "canOverlap", "canReorder"] {
        let value = |code: &Code| code.get(name).unwrap_or("yes").to_owned();
        let wanted = match value(start).as_str() {
            "firstNo" => "no".to_owned(),
            other => other.to_owned(),
        };
        if value(end) != wanted {
            let message = format!("{name} of the ec must be {wanted}, as its sc says");
            faults.add(&PAIR, end.at, message);
        }
    }
    for name in ["copyOf", "type", "subType"] {
        if end.get(name).is_some() && end.get(name) != start.get(name) {
            faults.add(
                &PAIR,
                end.at,
                format!("{name} of the ec must be that of its sc"),
            );
        }
    }
}
