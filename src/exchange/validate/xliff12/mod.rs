//! XLIFF 1.2 (OASIS), strict and transitional: section 2 of the specification.

use std::collections::HashSet;

use super::fault::{Faults, Rule, grammar_rules, rules};
use super::grammar::OTHER;
use super::walk::{Checks, GrammarRules, Node};
use crate::exchange::Position;

pub(super) const STRICT: &[&str] = &[include_str!("strict.grammar")];
pub(super) const TRANSITIONAL: &[&str] = &[
    include_str!("strict.grammar"),
    include_str!("transitional.grammar"),
];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("XLF1", "2");

rules! {
    EXTENSION "XLF1-EXTENSION" "2.5" "strict files hold no elements and attributes of other namespaces";
    UNIT_ID "XLF1-UNIT-ID" "2.3, id" "the id of a unit is unique in its file";
    GROUP_ID "XLF1-GROUP-ID" "2.3, id" "the id of a group is unique in its file";
    NAME "XLF1-NAME" "2.3, name" "the name of a group of counts or contexts is unique in its file";
    TOOL "XLF1-TOOL" "2.3, tool-id" "tool-id names a tool of the header";
    PHASE "XLF1-PHASE" "2.3, phase-name" "phase-name names a phase of the header";
    MID "XLF1-MID" "2.3, mid" "the mid of a segment is unique, and one in a target or of an alternative stands in seg-source too";
    XID "XLF1-XID" "2.3, xid" "an xid names a unit of its file";
    UID "XLF1-UID" "2.3, uid" "the uid of an external file is unique in its file";
    PAIR "XLF1-PAIR" "2.3, rid" "an ept ends a bpt of its text, and an ex a bx, with the same rid or id, which is unique";
}

/// Whether the transitional schema has no such rule.
pub(super) fn is_of_strict_alone(rule: &Rule) -> bool {
    rule.id == EXTENSION.id
}

/// The checks of a file.
#[derive(Debug, Default)]
pub(super) struct Xliff12 {
    strict: bool,
    ids: HashSet<(&'static str, String)>,
    /// The tools that the file and its phases name, until the header is read.
    tools: Vec<(Position, String)>,
    /// The units that codes name, until the file is read: where, in which unit, and their ids.
    xids: Vec<(Position, Option<String>, String)>,
    /// The mids of the seg-source of the unit, and of the alternative in it.
    segments: Vec<HashSet<String>>,
    codes: Vec<Code>,
}

#[derive(Debug)]
struct Code {
    kind: &'static str,
    at: Position,
    key: String,
    used: bool,
}

impl Xliff12 {
    pub(super) fn new(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    fn unique(&mut self, of: &'static str, id: &str) -> bool {
        self.ids.insert((of, id.to_owned()))
    }

    fn known(&self, of: &'static str, id: &str) -> bool {
        self.ids.contains(&(of, id.to_owned()))
    }

    fn ids(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let id = node.get("id").unwrap_or_default();
        match node.name {
            "file" => {
                self.ids.clear();
                self.tools.clear();
                self.xids.clear();
            }
            "trans-unit" | "bin-unit" => {
                faults.unit = Some(id.to_owned());
                if !self.unique("unit", id) {
                    faults.add(&UNIT_ID, node.at, format!("the id {id} is taken"));
                }
            }
            "group" if node.get("id").is_some() && !self.unique("group", id) => {
                faults.add(&GROUP_ID, node.at, format!("the id {id} is taken"));
            }
            "count-group" | "context-group" => {
                if let Some(name) = node.get("name")
                    && !self.unique(node.name, name)
                {
                    faults.add(&NAME, node.at, format!("the name {name} is taken"));
                }
            }
            "external-file" => {
                if let Some(uid) = node.get("uid")
                    && !self.unique("external-file", uid)
                {
                    faults.add(&UID, node.at, format!("the uid {uid} is taken"));
                }
            }
            "tool" => {
                let id = node.get("tool-id").unwrap_or_default();
                if !self.unique("tool", id) {
                    faults.add(&TOOL, node.at, format!("the tool {id} is there already"));
                }
            }
            "phase" => {
                let name = node.get("phase-name").unwrap_or_default();
                if !self.unique("phase", name) {
                    faults.add(
                        &PHASE,
                        node.at,
                        format!("the phase {name} is there already"),
                    );
                }
            }
            _ => {}
        }
    }

    fn references(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        if matches!(node.name, "file" | "phase") {
            let tool = node.get("tool-id");
            self.tools
                .extend(tool.map(|tool| (node.at, tool.to_owned())));
        }
        let xid = node.get("xid");
        self.xids
            .extend(xid.map(|xid| (node.at, faults.unit.clone(), xid.to_owned())));
        if let Some(tool) = node.get("tool-id")
            && node.name == "alt-trans"
            && !self.known("tool", tool)
        {
            faults.add(&TOOL, node.at, format!("the header knows no tool {tool}"));
        }
        if let Some(phase) = node.get("phase-name")
            && node.name != "phase"
            && !self.known("phase", phase)
        {
            faults.add(
                &PHASE,
                node.at,
                format!("the header knows no phase {phase}"),
            );
        }
    }

    fn text(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        match node.name {
            "trans-unit" | "alt-trans" => {
                if let (Some(mid), Some(segments)) = (node.get("mid"), self.segments.last())
                    && !segments.contains(mid)
                {
                    let message = format!("seg-source has no segment with the mid {mid}");
                    faults.add(&MID, node.at, message);
                }
                self.segments.push(HashSet::new());
            }
            "source" | "seg-source" | "target" => self.codes.clear(),
            "mrk" if node.get("mtype") == Some("seg") || node.get("mid").is_some() => {
                let (Some(mid), Some(segments)) = (node.get("mid"), self.segments.last_mut())
                else {
                    return;
                };
                match node.parent() {
                    "seg-source" if !segments.insert(mid.to_owned()) => {
                        faults.add(&MID, node.at, format!("the mid {mid} is taken"));
                    }
                    "target" if !segments.contains(mid) => {
                        let message = format!("seg-source has no segment with the mid {mid}");
                        faults.add(&MID, node.at, message);
                    }
                    _ => {}
                }
            }
            "bpt" | "bx" | "ept" | "ex" => {
                let key = node.get("rid").or(node.get("id")).unwrap_or_default();
                let starts = matches!(node.name, "bpt" | "bx");
                let kind = if matches!(node.name, "bpt" | "ept") {
                    "bpt"
                } else {
                    "bx"
                };
                let same = |code: &&mut Code| code.kind == kind && code.key == key;
                let known = self.codes.iter_mut().find(same);
                match (starts, known) {
                    (true, None) => self.codes.push(Code {
                        kind,
                        at: node.at,
                        key: key.to_owned(),
                        used: false,
                    }),
                    (true, Some(_)) => {
                        faults.add(&PAIR, node.at, format!("the rid {key} is taken"));
                    }
                    (false, Some(code)) if !code.used => code.used = true,
                    (false, _) => {
                        let message = format!("no {kind} with the rid {key} is open here");
                        faults.add(&PAIR, node.at, message);
                    }
                }
            }
            _ => {}
        }
    }
}

impl Checks for Xliff12 {
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        if self.strict {
            let outermost = node.name == OTHER && !node.is_in(OTHER);
            if outermost {
                faults.add(
                    &EXTENSION,
                    node.at,
                    "an element of another namespace stands here",
                );
            }
            let other = node
                .attributes
                .iter()
                .find(|(name, _)| name.starts_with('{'));
            if let Some((name, _)) = other.filter(|_| node.name != OTHER) {
                let message = format!("an attribute of another namespace stands here: {name}");
                faults.add(&EXTENSION, node.at, message);
            }
        }
        if node.name == "body" {
            for (at, tool) in std::mem::take(&mut self.tools) {
                if !self.known("tool", &tool) {
                    faults.add(&TOOL, at, format!("the header knows no tool {tool}"));
                }
            }
        }
        self.ids(node, faults);
        self.references(node, faults);
        self.text(node, faults);
    }

    fn end(&mut self, name: &'static str, _path: &[&'static str], faults: &mut Faults<'_>) {
        match name {
            "source" | "seg-source" | "target" => {
                for code in self.codes.drain(..).filter(|code| !code.used) {
                    let message = format!("nothing ends the {} {}", code.kind, code.key);
                    faults.add(&PAIR, code.at, message);
                }
            }
            "alt-trans" => {
                self.segments.pop();
            }
            "trans-unit" => {
                self.segments.pop();
                faults.unit = None;
            }
            "bin-unit" => faults.unit = None,
            "file" => {
                for (at, unit, xid) in std::mem::take(&mut self.xids) {
                    if !self.known("unit", &xid) {
                        faults.unit = unit;
                        faults.add(&XID, at, format!("there is no unit with the id {xid}"));
                        faults.unit = None;
                    }
                }
            }
            _ => {}
        }
    }
}
