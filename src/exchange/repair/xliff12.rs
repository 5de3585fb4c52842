//! XLIFF 1.2, as its transitional schema has it: the extensions of tools stay.

use super::codes::{Fate, Half, fates, visit};
use super::format::{Absent, Defaults, Format};
use super::ids::Ids;
use super::remedy::{CODE, ID, Log, NUMBER, REFERENCE, SUPPLIED, TAKEN};
use super::tree::{Branch, Child, Tag};
use crate::exchange::validate::OTHER;

const DEFAULTS: Defaults = &[
    ("xliff", "version", Absent::Is("1.2")),
    ("file", "original", Absent::Is("unknown")),
    ("file", "source-language", Absent::Is("und")),
    ("file", "datatype", Absent::Is("plaintext")),
    ("tool", "tool-id", Absent::Later),
    ("tool", "tool-name", Absent::Is("unknown")),
    ("phase", "phase-name", Absent::Later),
    ("phase", "process-name", Absent::Is("unknown")),
    ("count-group", "name", Absent::Later),
    ("context", "context-type", Absent::Is("x-unknown")),
    ("prop", "prop-type", Absent::Is("x-unknown")),
    (
        "bin-unit",
        "mime-type",
        Absent::Is("application/octet-stream"),
    ),
    ("it", "pos", Absent::Is("open")),
    ("mrk", "mtype", Absent::Is("x-unknown")),
    ("*", "id", Absent::Later),
];

/// What is known of the file of the document that is being copied.
#[derive(Debug, Default)]
pub(super) struct Xliff12 {
    units: Ids,
    groups: Ids,
    contexts: Ids,
    counts: Ids,
    tools: Ids,
    phases: Ids,
    externals: Ids,
    /// The tool that the file says made it, until the header has it.
    tool: Option<String>,
}

impl Format for Xliff12 {
    fn streamed(&self) -> &'static [&'static str] {
        &["xliff", "file", "body", "group"]
    }

    fn units(&self) -> &'static [&'static str] {
        &["trans-unit", "bin-unit"]
    }

    fn defaults(&self) -> Defaults {
        DEFAULTS
    }

    fn supplied(&self) -> &'static [&'static str] {
        &["header", "body"]
    }

    fn demands(&self, name: &str) -> bool {
        name == "header" && self.tool.is_some()
    }

    fn begin(&mut self, tag: &mut Tag, log: &mut Log<'_>) {
        if tag.is("file") {
            *self = Self {
                tool: tag.get("tool-id").map(str::to_owned),
                ..Self::default()
            };
        }
        if tag.is("group") && tag.get("id").is_some() {
            self.groups.give(tag, "id", "g1", log);
        }
    }

    fn after(&mut self, branch: &mut Branch, log: &mut Log<'_>) -> bool {
        if branch.tag.is("header") {
            self.header(branch, log);
        }
        branch.each(&mut |tag| self.tag(tag, log));
        texts(branch, log);
        segments(branch, log);
        true
    }
}

impl Xliff12 {
    /// The tools that the file and its phases name are in the header.
    fn header(&mut self, header: &mut Branch, log: &mut Log<'_>) {
        let mut tools: Vec<String> = self.tool.take().into_iter().collect();
        header.each(&mut |tag| {
            if tag.is("phase") {
                tools.extend(tag.get("tool-id").map(str::to_owned));
            }
        });
        for tool in tools {
            let is_it =
                |inner: &Branch| inner.tag.is("tool") && inner.tag.get("tool-id") == Some(&tool);
            if !header.elements().any(is_it) {
                Self::supply(header, tool, log);
            }
        }
    }

    fn supply(header: &mut Branch, tool: String, log: &mut Log<'_>) {
        let written = format!("{}tool", header.tag.prefix());
        let mut tag = Tag::new(written, "tool", header.tag.at);
        tag.set("tool-id", tool.clone());
        tag.set("tool-name", tool);
        log.now(SUPPLIED, tag.at, "", &format!("{}> in header", tag.text()));
        let is_other =
            |child: &Child| matches!(child, Child::Element(inner) if inner.tag.is(OTHER));
        let at = header.children.iter().position(is_other);
        let at = at.unwrap_or(header.children.len());
        header.children.insert(at, Child::Element(Branch::new(tag)));
    }

    /// Ids, and what refers to them; what is of others refers to what they say.
    fn tag(&mut self, tag: &mut Tag, log: &mut Log<'_>) {
        match tag.name {
            Some(OTHER) => return,
            Some("trans-unit" | "bin-unit") => {
                self.units.give(tag, "id", "1", log);
            }
            Some("group") if tag.get("id").is_some() => {
                self.groups.give(tag, "id", "g1", log);
            }
            Some("count-group") => {
                self.counts.give(tag, "name", "counts", log);
            }
            Some("context-group") if tag.get("name").is_some() => {
                self.contexts.give(tag, "name", "contexts", log);
            }
            Some("external-file") => {
                let uid = tag.get("uid").map(str::to_owned);
                if let Some(uid) = uid
                    && self.externals.take(&uid) != uid
                {
                    tag.remove("uid");
                    let was = format!("uid=\"{uid}\" in {}", tag.written);
                    log.gone(TAKEN, tag.at, &was);
                }
            }
            Some("tool") => {
                self.tools.give(tag, "tool-id", "tool", log);
            }
            Some("phase") => {
                self.phases.give(tag, "phase-name", "phase", log);
                return;
            }
            _ => {}
        }
        let alternative = tag.is("alt-trans");
        for (name, known) in [("tool-id", &self.tools), ("phase-name", &self.phases)] {
            let refers = alternative || name == "phase-name";
            if refers && tag.get(name).is_some_and(|id| !known.contains(id)) {
                let was = tag.remove(name).unwrap_or_default();
                let was = format!("{name}=\"{was}\" in {}", tag.written);
                log.gone(REFERENCE, tag.at, &was);
            }
        }
    }
}

/// The segments of a target are segments of its seg-source.
fn segments(branch: &mut Branch, log: &mut Log<'_>) {
    let mut mids = Ids::default();
    for inner in branch.elements_mut() {
        let is_target = inner.tag.is("target");
        if inner.tag.is("seg-source") || is_target {
            let marks = inner.elements_mut().filter(|mark| mark.tag.is("mrk"));
            for Branch { tag, .. } in marks {
                let Some(mid) = tag.get("mid").map(str::to_owned) else {
                    continue;
                };
                if !is_target {
                    mids.give(tag, "mid", "1", log);
                } else if !mids.contains(&mid) {
                    tag.remove("mid");
                    log.gone(REFERENCE, tag.at, &format!("mid=\"{mid}\" in target"));
                }
            }
        } else {
            let mid = inner.tag.get("mid").filter(|_| inner.tag.is("alt-trans"));
            if let Some(mid) = mid.filter(|mid| !mids.contains(mid)) {
                let was = format!("mid=\"{mid}\" in {}", inner.tag.written);
                log.gone(REFERENCE, inner.tag.at, &was);
                inner.tag.remove("mid");
            }
            segments(inner, log);
        }
    }
}

/// Numbers and pairs the codes of each text.
fn texts(branch: &mut Branch, log: &mut Log<'_>) {
    if matches!(branch.tag.name, Some("source" | "seg-source" | "target")) {
        number(branch, log);
        pair(branch, log);
        return;
    }
    for inner in branch.elements_mut() {
        texts(inner, log);
    }
}

const CODES: &[&str] = &["g", "x", "bx", "ex", "ph", "bpt", "ept", "it"];

fn everywhere(_: &Tag) -> bool {
    true
}

/// Gives the codes of a text that have no id one.
fn number(text: &mut Branch, log: &mut Log<'_>) {
    let mut ids = Ids::default();
    text.each(&mut |tag| {
        if let Some(id) = tag.get("id") {
            ids.take(id);
        }
    });
    visit(text, &everywhere, &mut |tag| {
        let is_code = tag.name.is_some_and(|name| CODES.contains(&name));
        if is_code && tag.get("id").is_none() {
            let id = ids.take("1");
            log.now(ID, tag.at, "", &format!("id=\"{id}\" in {}", tag.written));
            tag.set("id", id);
        }
    });
}

fn pair(text: &mut Branch, log: &mut Log<'_>) {
    let mut halves = Vec::new();
    visit(text, &everywhere, &mut |tag| {
        halves.extend(kind(tag).map(|kind| Half {
            begins: matches!(tag.name, Some("bpt" | "bx")),
            kind,
            key: tag.get("rid").or(tag.get("id")).map(str::to_owned),
        }));
    });
    let mut fates = fates(&halves, |_| true).into_iter();
    visit(text, &everywhere, &mut |tag| {
        if kind(tag).is_none() {
            return;
        }
        let was = format!("{}>", tag.text());
        match fates.next() {
            Some(Fate::Keyed(rid)) => {
                tag.set("rid", rid);
                log.now(NUMBER, tag.at, &was, &format!("{}>", tag.text()));
            }
            Some(Fate::Alone) => {
                alone(tag);
                log.now(CODE, tag.at, &was, &format!("{}>", tag.text()));
            }
            Some(Fate::Paired) | None => {}
        }
    });
}

fn kind(tag: &Tag) -> Option<&'static str> {
    match tag.name {
        Some("bpt" | "ept") => Some("bpt"),
        Some("bx" | "ex") => Some("bx"),
        _ => None,
    }
}

/// Makes half of a pair a code that stands alone. What is formatting of a pair is a kind of its own
/// in an x.
fn alone(tag: &mut Tag) {
    let pos = match tag.name {
        Some("bpt") => Some("open"),
        Some("ept") => Some("close"),
        _ => None,
    };
    let name = if pos.is_some() { "it" } else { "x" };
    tag.written = format!("{}{name}", tag.prefix());
    tag.name = Some(name);
    match pos {
        Some(pos) => {
            tag.set("pos", pos);
        }
        None => {
            tag.remove("rid");
            if let Some(ctype) = tag.get("ctype").filter(|ctype| !ctype.starts_with("x-")) {
                let ctype = format!("x-{ctype}");
                tag.set("ctype", ctype);
            }
        }
    }
}
