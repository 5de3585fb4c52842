//! XLIFF 2.0, 2.1 and 2.2 (OASIS): core and modules.

mod content;
mod fragment;
mod modules;
mod plural;
mod rules;
mod track;

use std::collections::{HashMap, HashSet};

pub(super) use rules::RULES;

use self::content::{Content, Segment};
use self::modules::Modules;
use self::rules::{
    BOTH_ENDS, CP, DATA_ID, FILE_ID, FRAGMENT, GROUP_ID, MATCH_REF, NOTE_ID, ORDER, OTHER_ID,
    SKELETON, SOURCE_LANG, SPACE, STATE_TARGET, SUB_FLOWS, SUB_STATE, TARGET_LANG, TRG_LANG,
    UNIT_ID, UNIT_SEGMENT,
};
use super::fault::{Faults, grammar_rules};
use super::grammar::OTHER;
use super::walk::{Checks, GrammarRules, Node};
use crate::exchange::Position;

pub(super) const GRAMMAR: &[&str] = &[
    include_str!("core.grammar"),
    include_str!("modules.grammar"),
];
pub(super) const GRAMMAR_22: &[&str] = &[
    include_str!("core.grammar"),
    include_str!("modules.grammar"),
    include_str!("core22.grammar"),
];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("XLF2", "4.2");

/// The checks of a file.
#[derive(Debug, Default)]
pub(super) struct Xliff2 {
    source_lang: String,
    target_lang: Option<String>,
    files: HashSet<String>,
    groups: HashSet<String>,
    units: HashSet<String>,
    /// Ids that must be unique in an element that is open: its depth, what they are of, the id.
    scopes: Vec<(usize, HashSet<(&'static str, String)>)>,
    /// What is inherited by the elements that are open: the language and whether space counts.
    inherited: Vec<(Option<String>, bool)>,
    /// What must be a unit or group of this file, or a file of this document, once all are read.
    awaited: Vec<Awaited>,
    file: String,
    unit: Content,
    /// The references of the unit that lead somewhere in it.
    references: Vec<Reference>,
    matched: Option<Content>,
    /// Whether the source that was read last lets space count.
    source_space: bool,
    skeleton: Option<(Position, bool, bool)>,
    modules: Modules,
    /// Whether the elements are those of 2.1 or later.
    later: bool,
}

/// An id that must be there once the file is read.
#[derive(Debug)]
struct Awaited {
    of: &'static str,
    id: String,
    at: Position,
    unit: Option<String>,
}

/// A reference to something in the unit.
#[derive(Debug)]
struct Reference {
    prefix: String,
    id: String,
    at: Position,
    is_comment: bool,
}

impl Xliff2 {
    /// Takes an id that must be unique in the element that is open at `depth`.
    fn unique(&mut self, depth: usize, of: &'static str, id: &str) -> bool {
        let scope = self.scopes.iter_mut().rev().find(|(at, _)| *at == depth);
        scope.is_none_or(|(_, ids)| ids.insert((of, id.to_owned())))
    }

    fn content(&mut self) -> &mut Content {
        self.matched.as_mut().unwrap_or(&mut self.unit)
    }

    fn place(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let id = node.get("id").unwrap_or_default();
        match node.name {
            "xliff" => {
                self.source_lang = node.get("srcLang").unwrap_or_default().to_owned();
                self.target_lang = node.get("trgLang").map(str::to_owned);
                self.later = node.get("version") != Some("2.0");
            }
            "file" => {
                id.clone_into(&mut self.file);
                self.groups.clear();
                self.units.clear();
                if !self.files.insert(id.to_owned()) {
                    faults.add(&FILE_ID, node.at, format!("the id {id} is taken"));
                }
            }
            "group" if !self.groups.insert(id.to_owned()) => {
                faults.add(&GROUP_ID, node.at, format!("the id {id} is taken"));
            }
            "unit" => {
                faults.unit = Some(id.to_owned());
                self.unit = Content::default();
                self.references.clear();
                if !self.units.insert(id.to_owned()) {
                    faults.add(&UNIT_ID, node.at, format!("the id {id} is taken"));
                }
            }
            "note" if node.get("id").is_some() => {
                let depth = node.path.len().saturating_sub(2);
                if !self.unique(depth, "n", id) {
                    faults.add(&NOTE_ID, node.at, format!("the id {id} is taken"));
                }
            }
            OTHER if node.get("id").or(node.get("xml:id")).is_some() => {
                let id = node.get("id").or(node.get("xml:id")).unwrap_or_default();
                // The file, group or unit that holds it.
                let depth = self.scopes.last().map_or(0, |(depth, _)| *depth);
                if !self.unique(depth, OTHER, id) {
                    faults.add(&OTHER_ID, node.at, format!("the id {id} is taken"));
                }
            }
            _ => {}
        }
        if matches!(node.name, "file" | "group" | "unit") {
            self.scopes.push((node.path.len(), HashSet::new()));
        }
    }

    fn part(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let at = node.at;
        match node.name {
            "skeleton" => self.skeleton = Some((at, node.get("href").is_some(), false)),
            "segment" | "ignorable" => {
                self.unit.segments.push(Segment {
                    id: node.get("id").map(str::to_owned),
                    at,
                    state: node.get("state").map(str::to_owned),
                    is_ignorable: node.name == "ignorable",
                    target: None,
                });
                if node.get("subState").is_some() && node.get("state").is_none() {
                    faults.add(&SUB_STATE, at, "subState stands here without state");
                }
            }
            "data" => {
                let id = node.get("id").unwrap_or_default();
                if self.content().data.insert(id.to_owned(), at).is_some() {
                    faults.add(&DATA_ID, at, format!("the id {id} is taken"));
                }
            }
            "source" | "target" => self.text_begins(node, faults),
            "cp" => {
                let hex = node.get("hex").unwrap_or_default();
                let code = u32::from_str_radix(hex, 16).unwrap_or_default();
                let forbidden = matches!(code, 0..=8 | 0xB | 0xC | 0xE..=0x1F | 0xD800..=0xDFFF
                    | 0xFFFE | 0xFFFF);
                if !forbidden || !(4..=6).contains(&hex.len()) {
                    let message = format!("{hex} is no character that XML forbids, in 4 digits");
                    faults.add(&CP, at, message);
                }
            }
            "ph" | "pc" | "sc" | "ec" | "mrk" | "sm" | "em" if !node.is_in("ctr:item") => {
                self.code_begins(node, faults);
            }
            _ => {}
        }
    }

    fn text_begins(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let is_target = node.name == "target";
        let (lang, space) = self.inherited.last().cloned().unwrap_or_default();
        let in_match = node.parent() == "mtc:match";
        let wanted = if is_target {
            self.target_lang.clone()
        } else {
            Some(self.source_lang.clone())
        };
        if is_target && wanted.is_none() && !in_match {
            faults.add(
                &TRG_LANG,
                node.at,
                "there is a target, and xliff has no trgLang",
            );
        }
        let is_reference = in_match && self.modules.match_is_reference();
        if let (Some(lang), Some(wanted)) = (&lang, &wanted)
            && !lang.eq_ignore_ascii_case(wanted)
            && !(is_target && is_reference)
        {
            let rule = if is_target {
                &TARGET_LANG
            } else {
                &SOURCE_LANG
            };
            let message = format!("xml:lang is {lang} and must be {wanted}");
            faults.add(rule, node.at, message);
        }
        if !is_target {
            self.source_space = space;
        } else if space != self.source_space {
            faults.add(
                &SPACE,
                node.at,
                "xml:space is another than that of the source",
            );
        }
        if is_target && !in_match {
            let order = node
                .get("order")
                .and_then(|order| order.trim().parse().ok());
            if let Some(segment) = self.unit.segments.last_mut() {
                segment.target = Some((node.at, order));
            }
        }
    }

    fn code_begins(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        self.content().begin(node);
        for name in ["subFlows", "subFlowsStart", "subFlowsEnd"] {
            for id in node.get(name).unwrap_or_default().split_whitespace() {
                self.awaited.push(Awaited {
                    of: "subFlows",
                    id: id.to_owned(),
                    at: node.at,
                    unit: faults.unit.clone(),
                });
            }
        }
        if node.name == "pc" && self.later {
            for (start, end) in [
                ("dataRefStart", "dataRefEnd"),
                ("equivStart", "equivEnd"),
                ("subFlowsStart", "subFlowsEnd"),
            ] {
                if node.get(start).is_some() != node.get(end).is_some() {
                    let message = format!("{start} and {end} must stand together");
                    faults.add(&BOTH_ENDS, node.at, message);
                }
            }
        }
        if let (Some("mtc:match"), Some(_)) = (node.get("type"), node.get("ref")) {
            faults.add(&MATCH_REF, node.at, "mtc:match has a ref here");
        }
    }

    /// A reference that begins with `#` leads somewhere.
    fn refer(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let Some(text) = node.get("ref").and_then(|text| text.strip_prefix('#')) else {
            let is_comment =
                matches!(node.name, "mrk" | "sm") && node.get("type") == Some("comment");
            if is_comment && node.get("ref").is_some() {
                faults.add(
                    &rules::COMMENT,
                    node.at,
                    "the ref of a comment must lead to a note",
                );
            }
            return;
        };
        let fragment = match fragment::read(text) {
            Ok(fragment) => fragment,
            Err(why) => {
                let message = format!("#{text} is no reference: {why}");
                return faults.add(&FRAGMENT, node.at, message);
            }
        };
        let mut wait = |of, id: Option<&str>| {
            self.awaited.extend(id.map(|id| Awaited {
                of,
                id: id.to_owned(),
                at: node.at,
                unit: faults.unit.clone(),
            }));
        };
        let here = fragment.file.is_none_or(|file| file == self.file);
        wait("file", fragment.file);
        if here {
            wait("group", fragment.group);
            wait("unit", fragment.unit);
        }
        let is_comment = matches!(node.name, "mrk" | "sm") && node.get("type") == Some("comment");
        let in_unit = here
            && fragment
                .unit
                .is_none_or(|unit| faults.unit.as_deref() == Some(unit));
        let elsewhere =
            fragment.unit.is_none() && (fragment.file.is_some() || fragment.group.is_some());
        if is_comment && (!in_unit || elsewhere || fragment.leaf.is_none()) {
            let message = format!("#{text} leads to no note of this unit");
            faults.add(&rules::COMMENT, node.at, message);
        } else if in_unit
            && !elsewhere
            && let Some((prefix, id)) = fragment.leaf
            && faults.unit.is_some()
        {
            self.references.push(Reference {
                prefix: prefix.to_owned(),
                id: id.to_owned(),
                at: node.at,
                is_comment,
            });
        }
    }

    fn unit_ends(&mut self, faults: &mut Faults<'_>) {
        self.unit.check(false, faults);
        let segments = &self.unit.segments;
        if let Some(first) = segments.first()
            && segments.iter().all(|part| part.is_ignorable)
        {
            faults.add(&UNIT_SEGMENT, first.at, "there is no segment in the unit");
        }
        for part in segments {
            let state = part.state.as_deref().unwrap_or("initial");
            if state != "initial" && part.target.is_none() {
                let message = format!("the state is {state}, and there is no target");
                faults.add(&STATE_TARGET, part.at, message);
            }
        }
        let mut taken = HashMap::new();
        for (place, part) in (1..).zip(segments) {
            let Some((at, order)) = part.target else {
                continue;
            };
            let order = order.unwrap_or(place);
            if taken.insert(order, ()).is_some() {
                faults.add(&ORDER, at, format!("the place {order} is taken"));
            } else if order > segments.len() as u64 {
                let message = format!("the place is {order}, of {}", segments.len());
                faults.add(&ORDER, at, message);
            }
        }
        for reference in std::mem::take(&mut self.references) {
            let Reference {
                prefix,
                id,
                at,
                is_comment,
            } = reference;
            let scope = self.scopes.last();
            let known =
                |of: &'static str| scope.is_some_and(|(_, ids)| ids.contains(&(of, id.clone())));
            let found = match prefix.as_str() {
                "n" => known("n"),
                "d" => self.unit.data.contains_key(&id),
                "t" => self.unit.has(&id, true),
                "" => self.unit.has(&id, false) || self.unit.has(&id, true),
                prefix => self.modules.has(prefix, &id),
            };
            if is_comment && (prefix != "n" || !found) {
                let message = format!("no note with the id {id} is in the unit");
                faults.add(&rules::COMMENT, at, message);
            } else if !found {
                faults.add(
                    &FRAGMENT,
                    at,
                    format!("nothing in the unit has the id {id}"),
                );
            }
        }
    }

    /// Says what was awaited and is not there.
    fn settle(&mut self, all: bool, faults: &mut Faults<'_>) {
        for wanted in std::mem::take(&mut self.awaited) {
            let Awaited { of, ref id, at, .. } = wanted;
            let found = match of {
                "file" if !all => {
                    self.awaited.push(wanted);
                    continue;
                }
                "file" => self.files.contains(id),
                "group" => self.groups.contains(id),
                _ => self.units.contains(id),
            };
            if !found {
                let rule = if of == "subFlows" {
                    &SUB_FLOWS
                } else {
                    &FRAGMENT
                };
                let kind = if of == "subFlows" { "unit" } else { of };
                faults.unit.clone_from(&wanted.unit);
                faults.add(rule, at, format!("there is no {kind} with the id {id}"));
                faults.unit = None;
            }
        }
    }
}

impl Checks for Xliff2 {
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let (lang, space) = self.inherited.last().cloned().unwrap_or_default();
        let lang = node.get("xml:lang").map(str::to_owned).or(lang);
        let space = node
            .get("xml:space")
            .map_or(space, |space| space == "preserve");
        self.inherited.push((lang, space));
        if let Some((_, _, filled)) = &mut self.skeleton {
            *filled = true;
        }
        if node.name == "mtc:match" {
            self.matched = Some(Content::default());
        }
        self.place(node, faults);
        self.part(node, faults);
        if matches!(
            node.name,
            "mrk" | "sm" | "note" | "mtc:match" | "gls:glossEntry" | "gls:translation"
        ) {
            self.refer(node, faults);
        }
        self.modules
            .start(node, &self.source_lang, self.target_lang.as_deref(), faults);
    }

    fn text(&mut self, text: &str, _faults: &mut Faults<'_>) {
        if let Some((_, _, filled)) = &mut self.skeleton {
            *filled |= !text.is_empty();
        }
        self.modules.text(text);
    }

    fn end(&mut self, name: &'static str, path: &[&'static str], faults: &mut Faults<'_>) {
        self.inherited.pop();
        self.modules.end(name, path, &self.unit, faults);
        match name {
            "skeleton" => {
                if let Some((at, href, filled)) = self.skeleton.take()
                    && href == filled
                {
                    let message = match href {
                        true => "the skeleton has content, and an href too",
                        false => "the skeleton has no content, and no href",
                    };
                    faults.add(&SKELETON, at, message);
                }
            }
            "pc" | "mrk" if !path.contains(&"ctr:item") => self.content().end(),
            "mtc:match" => {
                if let Some(content) = self.matched.take() {
                    content.check(true, faults);
                }
            }
            "unit" => {
                self.unit_ends(faults);
                faults.unit = None;
            }
            "file" => self.settle(false, faults),
            _ => {}
        }
        if matches!(name, "file" | "group" | "unit") {
            self.scopes.pop();
        }
    }

    fn finish(&mut self, faults: &mut Faults<'_>) {
        self.settle(true, faults);
    }
}
