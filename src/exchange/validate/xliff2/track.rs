//! The modules of XLIFF 2 for change tracking and for ITS.

use std::collections::HashSet;

use super::GRAMMAR;
use super::rules::{
    CTR_PROPERTY, CTR_REF, ITS_ANNOTATORS, ITS_BOTH, ITS_RECORD, ITS_REF, ITS_TEXT_ANALYSIS,
    ITS_TYPE, ITS_VERSION,
};
use crate::exchange::Position;
use crate::exchange::validate::fault::Faults;
use crate::exchange::validate::grammar::Grammar;
use crate::exchange::validate::walk::Node;

/// Changes, which stand before what was changed.
#[derive(Debug, Default)]
pub(super) struct Track {
    revisions: Vec<Revisions>,
    /// The elements in what is open and has changes: name and id.
    elements: Vec<(&'static str, Option<String>)>,
    properties: Vec<String>,
    item: Option<(Position, String, String)>,
}

/// The revisions of one element.
#[derive(Debug)]
struct Revisions {
    /// How deep the element lies that they stand in.
    depth: usize,
    at: Position,
    of: String,
    id: Option<String>,
}

impl Track {
    pub(super) fn start(&mut self, node: &Node<'_>) {
        let name = node.name;
        match name {
            "ctr:revisions" => self.revisions.push(Revisions {
                depth: node.path.len().saturating_sub(2),
                at: node.at,
                of: node.get("appliesTo").unwrap_or_default().to_owned(),
                id: node.get("ref").map(str::to_owned),
            }),
            "ctr:revision" => self.properties.clear(),
            "ctr:item" => {
                let property = node.get("property").unwrap_or_default().to_owned();
                self.item = Some((node.at, property, String::new()));
            }
            _ if !self.revisions.is_empty() && !node.is_in("ctr:changeTrack") => {
                let id = node.get("id").map(str::to_owned);
                self.elements.push((name, id));
            }
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some((_, _, value)) = &mut self.item {
            value.push_str(text);
        }
    }

    pub(super) fn end(&mut self, name: &str, path: &[&'static str], faults: &mut Faults<'_>) {
        match name {
            "ctr:item" => {
                if let Some((at, property, value)) = self.item.take() {
                    let of = self.revisions.last().map_or("", |last| last.of.as_str());
                    if let Some(wrong) = wrong_property(of, &property, &value) {
                        faults.add(&CTR_PROPERTY, at, wrong);
                    } else if self.properties.contains(&property) {
                        let message = format!("{property} stands twice in the revision");
                        faults.add(&CTR_PROPERTY, at, message);
                    }
                    self.properties.push(property);
                }
            }
            "file" | "group" | "unit" => self.holder_ends(path.len(), faults),
            _ => {}
        }
    }

    fn holder_ends(&mut self, depth: usize, faults: &mut Faults<'_>) {
        for revisions in self.revisions.extract_if(.., |known| known.depth == depth) {
            let Revisions { at, of, id, .. } = revisions;
            if let Some(id) = &id {
                if !self
                    .elements
                    .iter()
                    .any(|(_, known)| known.as_ref() == Some(id))
                {
                    let message = format!("nothing here has the id {id}");
                    faults.add(&CTR_REF, at, message);
                }
                continue;
            }
            let same = || self.elements.iter().filter(|(name, _)| *name == of);
            if same().count() > 1 && same().all(|(_, id)| id.is_some()) {
                let message = format!("there is more than one {of} here; a ref must say which");
                faults.add(&CTR_REF, at, message);
            }
        }
        if self.revisions.is_empty() {
            self.elements.clear();
        }
    }
}

fn wrong_property(of: &str, property: &str, value: &str) -> Option<String> {
    if property == "content" {
        return None;
    }
    let grammar = Grammar::of(GRAMMAR);
    let element = grammar.elements.get(of)?;
    let known = element
        .attributes
        .iter()
        .find(|known| known.name == property);
    match known {
        None if element.open && property.contains(':') => None,
        None => Some(format!("{of} has no attribute {property}")),
        Some(known) if !known.datatype.allows(value.trim()) => {
            let demands = known.datatype.demands();
            Some(format!("{property} is “{value}” and must be {demands}"))
        }
        Some(_) => None,
    }
}

/// What ITS says of texts.
#[derive(Debug, Default)]
pub(super) struct Its {
    /// Whether the elements that are open know the version.
    versions: Vec<bool>,
    ids: HashSet<String>,
    awaited: Vec<(Position, String)>,
}

const ISSUE: &[&str] = &[
    "its:locQualityIssueType",
    "its:locQualityIssueComment",
    "its:locQualityIssueSeverity",
    "its:locQualityIssueProfileRef",
    "its:locQualityIssueEnabled",
];
const PROVENANCE: &[&str] = &[
    "its:org",
    "its:orgRef",
    "its:person",
    "its:personRef",
    "its:revOrg",
    "its:revOrgRef",
    "its:revPerson",
    "its:revPersonRef",
    "its:revTool",
    "its:revToolRef",
    "its:tool",
    "its:toolRef",
];
const CATEGORIES: &[&str] = &[
    "allowed-characters",
    "directionality",
    "domain",
    "elements-within-text",
    "external-resource",
    "id-value",
    "language-information",
    "locale-filter",
    "localization-note",
    "localization-quality-issue",
    "localization-quality-rating",
    "mt-confidence",
    "preserve-space",
    "provenance",
    "storage-size",
    "target-pointer",
    "terminology",
    "text-analysis",
    "translate",
];

impl Its {
    pub(super) fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let at = node.at;
        let has = |name: &str| node.get(name).is_some();
        let any = |names: &[&str]| names.iter().any(|name| has(name));
        let versioned = self.versions.last() == Some(&true) || has("its:version");
        self.versions.push(versioned);
        let is_record = matches!(
            node.name,
            "its:locQualityIssues"
                | "its:provenanceRecords"
                | "its:locQualityIssue"
                | "its:provenanceRecord"
        );
        if is_record {
            return self.record(node, faults);
        }
        let is_its =
            |(name, _): &(String, String)| name.starts_with("its:") || name.starts_with("itsm:");
        let is_foreign = node.name == crate::exchange::validate::grammar::OTHER;
        if is_foreign || !node.attributes.iter().any(is_its) {
            return;
        }
        if !versioned {
            faults.add(&ITS_VERSION, at, "there is no its:version here or above");
        }
        let refers_issue = has("its:locQualityIssuesRef");
        if refers_issue && any(ISSUE) {
            faults.add(
                &ITS_BOTH,
                at,
                "an issue stands here by reference and in place",
            );
        }
        if has("its:provenanceRecordsRef") && any(PROVENANCE) {
            faults.add(
                &ITS_BOTH,
                at,
                "provenance stands here by reference and in place",
            );
        }
        let of_text = has("its:taSource") || has("its:taIdent");
        if has("its:taIdentRef") && of_text {
            faults.add(
                &ITS_BOTH,
                at,
                "taIdentRef stands here with taSource or taIdent",
            );
        }
        if has("its:taSource") != has("its:taIdent") {
            faults.add(
                &ITS_TEXT_ANALYSIS,
                at,
                "taSource and taIdent need each other",
            );
        }
        if has("its:locQualityRatingScore") && has("its:locQualityRatingVote") {
            faults.add(&ITS_BOTH, at, "a rating is a score or a vote, and not both");
        }
        if matches!(node.name, "mrk" | "sm") {
            let kind = node.get("type").unwrap_or("generic");
            let terms = ["its:termConfidence", "its:annotatorsRef", "its:version"];
            let only_terms = node
                .attributes
                .iter()
                .filter(|pair| is_its(pair))
                .all(|(name, _)| terms.contains(&name.as_str()));
            let fits = matches!(kind, "generic" | "its:any" | "its:generic")
                || (only_terms && matches!(kind, "term" | "its:term-no" | "its:term"));
            if !fits && !kind.contains(':') {
                let message = format!("the type is {kind} and must be generic or its:any");
                faults.add(&ITS_TYPE, at, message);
            }
        }
        if let Some(tools) = node.get("its:annotatorsRef") {
            let mut seen = Vec::new();
            for tool in tools.split_whitespace() {
                let (category, tool) = tool.split_once('|').unwrap_or((tool, ""));
                if !CATEGORIES.contains(&category) || tool.is_empty() || seen.contains(&category) {
                    let message = format!("“{tools}” must be data-category|tool, each once");
                    faults.add(&ITS_ANNOTATORS, at, message);
                    break;
                }
                seen.push(category);
            }
        }
        for name in ["its:locQualityIssuesRef", "its:provenanceRecordsRef"] {
            let id = node.get(name).and_then(|text| text.strip_prefix("#its="));
            self.awaited.extend(id.map(|id| (at, id.to_owned())));
        }
    }

    fn record(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        self.ids.extend(node.get("xml:id").map(str::to_owned));
        let wanted = match node.name {
            "its:locQualityIssue" => ISSUE.get(..2).unwrap_or_default(),
            "its:provenanceRecord" => PROVENANCE,
            _ => return,
        };
        let has = |name: &&str| node.get(name.trim_start_matches("its:")).is_some();
        if !wanted.iter().any(has) {
            faults.add(&ITS_RECORD, node.at, "the record says nothing");
        }
    }

    pub(super) fn end(&mut self, name: &str, faults: &mut Faults<'_>) {
        self.versions.pop();
        if name == "file" {
            for (at, id) in std::mem::take(&mut self.awaited) {
                if !self.ids.contains(&id) {
                    let message = format!("there are no records with the id {id}");
                    faults.add(&ITS_REF, at, message);
                }
            }
            self.ids.clear();
        }
    }
}
