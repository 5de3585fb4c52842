//! The modules of XLIFF 2: matches, glossary, metadata, resources, sizes, validation, format.

use std::collections::HashSet;

use super::content::Content;
use super::fragment;
use super::plural::Plural;
use super::rules::{
    FS_EC, FS_SUB, GLS_ENTRY, GLS_ID, MDA_ID, MODULE_ONCE, MTC_ID, MTC_LANG, MTC_REF, MTC_TYPE,
    RES_CONTENT, RES_ID, RES_ITEM, RES_LANG, RES_REF, SLR_BOTH, SLR_EC, SLR_REF, SLR_SIZE,
    VAL_OCCURS, VAL_ONE, VAL_SOURCE,
};
use super::track::{Its, Track};
use crate::exchange::Position;
use crate::exchange::validate::fault::{Faults, Rule};
use crate::exchange::validate::walk::Node;

/// What is known of the modules in what is being read.
#[derive(Debug, Default)]
pub(super) struct Modules {
    /// The ids of modules in the unit, with their prefixes.
    ids: HashSet<(&'static str, String)>,
    /// The ids that are taken in the glossary, metadata or whatever it is that is open.
    taken: HashSet<(&'static str, String)>,
    matches: Vec<(Position, String)>,
    reference: bool,
    entry: Option<(Position, bool)>,
    resource: Option<Resource>,
    side: Option<(Position, bool, bool)>,
    resources: HashSet<String>,
    resource_refs: Vec<(Position, String)>,
    /// Whether the profiles of general and of storage sizes are those of XLIFF; how others write
    /// their sizes only they know.
    known: (bool, bool),
    size_refs: Vec<(Position, String)>,
    sizes: HashSet<String>,
    /// The modules that stand in the elements that are open, with the number of those.
    standing: Vec<(usize, &'static str)>,
    track: Track,
    its: Its,
    plural: Plural,
}

/// A resource that is being read.
#[derive(Debug)]
struct Resource {
    at: Position,
    typed: bool,
    parts: u8,
    full: u8,
}

impl Modules {
    /// Whether a match is a reference, and its target in another language than the file's.
    pub(super) fn match_is_reference(&self) -> bool {
        self.reference
    }

    /// Whether a module has something with that id in the unit.
    pub(super) fn has(&self, prefix: &str, id: &str) -> bool {
        self.ids
            .iter()
            .any(|(known, name)| *known == prefix && name == id)
    }

    pub(super) fn start(
        &mut self,
        node: &Node<'_>,
        source: &str,
        target: Option<&str>,
        faults: &mut Faults<'_>,
    ) {
        if let Some((_, _, filled)) = &mut self.side {
            *filled = true;
        }
        self.ids(node, faults);
        self.once(node, faults);
        self.track.start(node);
        self.its.start(node, faults);
        self.plural.start(node, faults);
        match node.name {
            "mtc:match" => self.candidate(node, faults),
            "gls:glossEntry" => self.entry = Some((node.at, false)),
            "gls:translation" | "gls:definition" => {
                if let Some((_, has)) = &mut self.entry {
                    *has = true;
                }
            }
            "val:rule" => rule(node, faults),
            "slr:profiles" => {
                let is_known = |name| {
                    node.get(name)
                        .is_some_and(|name: &str| name.starts_with("xliff:"))
                };
                self.known = (is_known("generalProfile"), is_known("storageProfile"));
            }
            _ => {}
        }
        self.resource(node, source, target, faults);
        self.format(node, faults);
        self.size(node, faults);
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some((_, _, filled)) = &mut self.side {
            *filled |= !text.trim().is_empty();
        }
        self.track.text(text);
    }

    /// A module that may stand once in what holds it.
    fn once(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let is_module = matches!(
            node.name,
            "mtc:matches"
                | "gls:glossary"
                | "mda:metadata"
                | "res:resourceData"
                | "ctr:changeTrack"
                | "slr:profiles"
                | "slr:data"
                | "val:validation"
        );
        if !is_module {
            return;
        }
        let standing = (node.path.len(), node.name);
        if self.standing.contains(&standing) {
            let message = format!("{} holds more than one {}", node.parent(), node.name);
            faults.add(&MODULE_ONCE, node.at, message);
        }
        self.standing.push(standing);
    }

    fn ids(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        if node.name == "unit" {
            self.ids.clear();
        }
        if node.is_in("slr:data") {
            self.sizes.extend(node.get("id").map(str::to_owned));
        }
        let (prefix, rule): (&str, &Rule) = match node.name {
            "mtc:matches" | "gls:glossary" | "mda:metadata" | "res:resourceData" => {
                let (prefix, _) = node.name.split_once(':').unwrap_or_default();
                self.taken.retain(|(known, _)| *known != prefix);
                match prefix {
                    "mda" => ("mda", &MDA_ID),
                    _ => return,
                }
            }
            "mtc:match" => ("mtc", &MTC_ID),
            "gls:glossEntry" | "gls:translation" => ("gls", &GLS_ID),
            "mda:metaGroup" => ("mda", &MDA_ID),
            "res:resourceItem" | "res:resourceItemRef" => ("res", &RES_ID),
            _ => return,
        };
        let Some(id) = node.get("id") else { return };
        if !self.taken.insert((prefix, id.to_owned())) {
            faults.add(rule, node.at, format!("the id {id} is taken"));
        }
        self.ids.insert((prefix, id.to_owned()));
    }

    fn candidate(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        self.reference = node.get("reference") == Some("yes");
        if node.get("subType").is_some() && node.get("type").is_none() {
            faults.add(&MTC_TYPE, node.at, "subType stands here without type");
        }
        if node.get("xml:lang").is_some() {
            faults.add(&MTC_LANG, node.at, "xml:lang stands here");
        }
        let Some(text) = node.get("ref") else { return };
        let fragment = text.strip_prefix('#').map(fragment::read);
        match fragment {
            Some(Ok(fragment)) if matches!(fragment.leaf, Some(("" | "t", _))) => {
                self.matches
                    .extend(fragment.leaf.map(|(_, id)| (node.at, id.to_owned())));
            }
            _ => {
                let message = format!("{text} does not lead to a text of the unit, as #id does");
                faults.add(&MTC_REF, node.at, message);
            }
        }
    }

    fn resource(
        &mut self,
        node: &Node<'_>,
        source: &str,
        target: Option<&str>,
        faults: &mut Faults<'_>,
    ) {
        match node.name {
            "res:resourceItem" => {
                self.resources.extend(node.get("id").map(str::to_owned));
                self.resource = Some(Resource {
                    at: node.at,
                    typed: node.get("mimeType").is_some(),
                    parts: 0,
                    full: 0,
                });
            }
            "res:resourceItemRef" => {
                let wanted = node.get("ref").map(|id| (node.at, id.to_owned()));
                self.resource_refs.extend(wanted);
            }
            "res:source" | "res:target" => {
                self.side = Some((node.at, node.get("href").is_some(), false));
                let wanted = if node.name == "res:source" {
                    Some(source)
                } else {
                    target
                };
                if let (Some(lang), Some(wanted)) = (node.get("xml:lang"), wanted)
                    && !lang.eq_ignore_ascii_case(wanted)
                {
                    let message = format!("xml:lang is {lang} and must be {wanted}");
                    faults.add(&RES_LANG, node.at, message);
                }
            }
            _ => {}
        }
        if node.parent() == "res:resourceItem"
            && node.name != "notes"
            && let Some(resource) = &mut self.resource
        {
            resource.parts = resource.parts.saturating_add(1);
        }
    }

    fn format(&self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let isolated = node.get("isolated") == Some("yes");
        let sub = node.get("fs:subFs");
        if node.name == "ec" && !isolated && (sub.is_some() || node.get("fs:fs").is_some()) {
            faults.add(&FS_EC, node.at, "fs stands at an ec that is not isolated");
        }
        let Some(sub) = sub else { return };
        if node.get("fs:fs").is_none() {
            faults.add(&FS_SUB, node.at, "subFs stands here without fs");
        }
        if !is_sub_format(sub) {
            let message = format!("subFs is “{sub}” and must be name,value\\name,value");
            faults.add(&FS_SUB, node.at, message);
        }
    }

    fn size(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let get = |name| node.get(name);
        let info = get("slr:sizeInfo");
        let reference = get("slr:sizeInfoRef");
        let storage = get("slr:equivStorage");
        let some = info.or(reference).or(storage);
        if node.name == "ec" && node.get("isolated") != Some("yes") && some.is_some() {
            faults.add(
                &SLR_EC,
                node.at,
                "a size stands at an ec that is not isolated",
            );
        }
        if info.is_some() && reference.is_some() {
            faults.add(
                &SLR_BOTH,
                node.at,
                "sizeInfo and sizeInfoRef stand here together",
            );
        }
        if let Some(id) = reference {
            self.size_refs.push((node.at, id.to_owned()));
        }
        let (general, storing) = self.known;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let is_range = |text: &str| {
            let (least, most) = text.split_once(',').unwrap_or(("0", text));
            is_number(least.trim()) && (most.trim() == "*" || is_number(most.trim()))
        };
        for (name, known, fits) in [
            ("slr:sizeInfo", general, &is_number as &dyn Fn(&str) -> bool),
            ("slr:equivStorage", storing, &is_number),
            ("slr:sizeRestriction", general, &is_range),
            ("slr:storageRestriction", storing, &is_range),
        ] {
            if let Some(value) = node.get(name)
                && known
                && !fits(value)
            {
                let message = format!("{name} is “{value}”, which no profile of XLIFF knows");
                faults.add(&SLR_SIZE, node.at, message);
            }
        }
    }

    pub(super) fn end(
        &mut self,
        name: &'static str,
        path: &[&'static str],
        unit: &Content,
        faults: &mut Faults<'_>,
    ) {
        self.track.end(name, path, faults);
        self.its.end(name, faults);
        self.plural.end();
        self.standing.retain(|(depth, _)| *depth <= path.len());
        match name {
            "mtc:match" => self.reference = false,
            "gls:glossEntry" => {
                if let Some((at, false)) = self.entry.take() {
                    faults.add(
                        &GLS_ENTRY,
                        at,
                        "the entry has no translation and no definition",
                    );
                }
            }
            "res:source" | "res:target" => {
                if let Some((at, href, filled)) = self.side.take() {
                    if href == filled {
                        faults.add(
                            &RES_CONTENT,
                            at,
                            "it needs content or an href, and not both",
                        );
                    }
                    if let Some(resource) = &mut self.resource {
                        resource.full += u8::from(filled);
                    }
                }
            }
            "res:resourceItem" => {
                if let Some(resource) = self.resource.take() {
                    if resource.parts == 0 {
                        faults.add(&RES_ITEM, resource.at, "the resource has nothing in it");
                    } else if !resource.typed && resource.full < 2 {
                        faults.add(&RES_ITEM, resource.at, "the resource needs a mimeType");
                    }
                }
            }
            "unit" => self.unit_ends(unit, faults),
            "file" => {
                for (at, id) in std::mem::take(&mut self.resource_refs) {
                    if !self.resources.contains(&id) {
                        let message = format!("there is no resource with the id {id} in the file");
                        faults.add(&RES_REF, at, message);
                    }
                }
                self.resources.clear();
                self.sizes.clear();
                self.known = (false, false);
            }
            _ => {}
        }
    }

    fn unit_ends(&mut self, unit: &Content, faults: &mut Faults<'_>) {
        for (at, id) in std::mem::take(&mut self.matches) {
            if !unit.has(&id, false) && !unit.has(&id, true) {
                let message = format!("no segment or annotation of the unit has the id {id}");
                faults.add(&MTC_REF, at, message);
            }
        }
        for (at, id) in std::mem::take(&mut self.size_refs) {
            if !self.sizes.contains(&id) {
                let message = format!("no slr:data of the file has something with the id {id}");
                faults.add(&SLR_REF, at, message);
            }
        }
    }
}

/// `name,value\name,value`, where `\` before a comma or itself takes its meaning.
fn is_sub_format(text: &str) -> bool {
    let mut commas = 0;
    let mut chars = text.chars().peekable();
    let mut in_name = 0;
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some(',' | '\\')) => {
                chars.next();
                in_name += 1;
            }
            '\\' => {
                if commas != 1 {
                    return false;
                }
                (commas, in_name) = (0, 0);
            }
            ',' if commas == 0 && in_name == 0 => return false,
            ',' => commas += 1,
            _ => in_name += 1,
        }
    }
    commas == 1
}

/// A rule of the validation module.
fn rule(node: &Node<'_>, faults: &mut Faults<'_>) {
    let tests = ["isPresent", "isNotPresent", "startsWith", "endsWith"];
    let count = tests.iter().filter(|name| node.get(name).is_some()).count();
    let others = node
        .attributes
        .iter()
        .filter(|(name, _)| name.starts_with('{'))
        .count();
    if count > 1 || (count == 0 && others == 0) {
        let message = format!("the rule tests {count} things and must test one");
        faults.add(&VAL_ONE, node.at, message);
    }
    let presence = node.get("isPresent").or(node.get("isNotPresent"));
    if node.get("occurs").is_some() && presence.is_none() {
        faults.add(&VAL_OCCURS, node.at, "occurs stands here without isPresent");
    }
    let fits = count == 1 && node.get("isNotPresent").is_none();
    if node.get("existsInSource").is_some() && !fits {
        let message = "existsInSource stands here without isPresent, startsWith or endsWith";
        faults.add(&VAL_SOURCE, node.at, message);
    }
}
