//! XLIFF 2.0, 2.1 and 2.2.

use std::collections::HashSet;

use super::codes::visit;
use super::format::{Absent, Defaults, Format};
use super::ids::Ids;
use super::remedy::{CODE, ID, Log, REFERENCE, WORTHLESS};
use super::tree::{Branch, Tag};
use crate::exchange::validate::OTHER;

const DEFAULTS: Defaults = &[
    ("xliff", "version", Absent::Is("2.0")),
    ("xliff", "srcLang", Absent::Is("und")),
    ("*", "id", Absent::Later),
];

/// What is known of a document.
#[derive(Debug, Default)]
pub(super) struct Xliff2 {
    files: Ids,
    groups: Ids,
    units: Ids,
}

impl Format for Xliff2 {
    fn streamed(&self) -> &'static [&'static str] {
        &["xliff", "file", "group"]
    }

    fn units(&self) -> &'static [&'static str] {
        &["unit"]
    }

    fn defaults(&self) -> Defaults {
        DEFAULTS
    }

    fn begin(&mut self, tag: &mut Tag, log: &mut Log<'_>) {
        if tag.is("file") {
            self.files.give(tag, "id", "f1", log);
            self.groups.clear();
            self.units.clear();
        }
        if tag.is("group") {
            self.groups.give(tag, "id", "g1", log);
        }
    }

    fn after(&mut self, branch: &mut Branch, log: &mut Log<'_>) -> bool {
        notes(branch, log);
        if branch.tag.is("unit") {
            self.units.give(&mut branch.tag, "id", "u1", log);
            unit(branch, log);
        }
        true
    }
}

/// The ids of notes are unique among them.
fn notes(branch: &mut Branch, log: &mut Log<'_>) {
    if branch.tag.is("notes") {
        let mut ids = Ids::default();
        for note in branch.elements_mut() {
            if note.tag.get("id").is_some() {
                ids.give(&mut note.tag, "id", "n1", log);
            }
        }
    }
    for inner in branch.elements_mut() {
        notes(inner, log);
    }
}

/// The codes of a unit, and of the matches in it, which are texts of their own.
fn unit(holder: &mut Branch, log: &mut Log<'_>) {
    let mut data = Ids::default();
    let originals = holder
        .elements_mut()
        .filter(|inner| inner.tag.is("originalData"));
    for datum in originals.flat_map(Branch::elements_mut) {
        data.give(&mut datum.tag, "id", "d1", log);
    }
    for part in holder.elements_mut() {
        state(part, log);
    }
    let mut parts = HashSet::new();
    for part in holder.elements() {
        parts.extend(part.tag.get("id").map(str::to_owned));
    }
    let mut pairs = HashSet::new();
    for side in ["source", "target"] {
        let mut texts = texts(holder, side);
        number(&mut texts, &parts, log);
        pairs = ends(&mut texts, &pairs, log);
        for text in texts {
            visit(text, &|_| true, &mut |tag| refer(tag, &data, log));
        }
    }
    for matched in holder
        .elements_mut()
        .filter(|inner| inner.tag.is("mtc:matches"))
    {
        for matched in matched.elements_mut() {
            unit(matched, log);
        }
    }
}

/// The texts of one side: of all segments of a unit, or of a match.
fn texts<'b>(holder: &'b mut Branch, side: &str) -> Vec<&'b mut Branch> {
    let mut texts = Vec::new();
    for part in holder.elements_mut() {
        if part.tag.is(side) {
            texts.push(part);
        } else if matches!(part.tag.name, Some("segment" | "ignorable")) {
            texts.extend(part.elements_mut().filter(|inner| inner.tag.is(side)));
        }
    }
    texts
}

/// A state without a translation, and a part of a state without one, say nothing.
fn state(part: &mut Branch, log: &mut Log<'_>) {
    let translated = part.elements().any(|inner| inner.tag.is("target"));
    let tag = &mut part.tag;
    if !tag.is("segment") {
        return;
    }
    let is_initial = |tag: &Tag| tag.get("state").is_none_or(|state| state == "initial");
    let names: &[&str] = match (translated || is_initial(tag), tag.get("state")) {
        (false, _) => &["state", "subState"],
        (true, None) => &["subState"],
        (true, Some(_)) => &[],
    };
    for name in names {
        if let Some(was) = tag.remove(name) {
            log.gone(WORTHLESS, tag.at, &format!("{name}=\"{was}\" in segment"));
        }
    }
}

/// Gives the codes that have no id one; the same to the same codes of source and target, where
/// both lack them in the same order.
fn number(texts: &mut [&mut Branch], parts: &HashSet<String>, log: &mut Log<'_>) {
    let mut ids = Ids::default();
    for id in parts {
        ids.take(id);
    }
    for text in texts.iter_mut() {
        text.each(&mut |tag| {
            if let Some(id) = tag.get("id") {
                ids.take(id);
            }
        });
    }
    for text in texts.iter_mut() {
        visit(text, &|_| true, &mut |tag| {
            let needs = matches!(tag.name, Some("ph" | "pc" | "sc" | "mrk" | "sm"))
                || (tag.is("ec") && tag.get("startRef").is_none());
            if needs && tag.get("id").is_none() {
                let id = ids.take("c1");
                log.now(ID, tag.at, "", &format!("id=\"{id}\" in {}", tag.written));
                tag.set("id", id);
            }
        });
    }
}

/// What begins and does not end in the unit, or ends and did not begin, is isolated, and then no
/// code of `pairs`, those of the source; an annotation that does not end marks nothing. Gives the
/// pairs.
fn ends(texts: &mut [&mut Branch], pairs: &HashSet<String>, log: &mut Log<'_>) -> HashSet<String> {
    let mut begun: HashSet<String> = HashSet::new();
    let mut ended: HashSet<String> = HashSet::new();
    let mut taken = Ids::default();
    for text in texts.iter_mut() {
        text.each(&mut |tag| {
            if let Some(id) = tag.get("id") {
                taken.take(id);
            }
            let id = tag
                .get("id")
                .filter(|_| matches!(tag.name, Some("sc" | "sm")));
            begun.extend(id.map(|id| key(tag, id)));
            let of = tag
                .get("startRef")
                .filter(|_| matches!(tag.name, Some("ec" | "em")));
            let of = of.map(|of| key(tag, of));
            ended.extend(of.filter(|of| begun.contains(of)));
        });
    }
    let mut seen: HashSet<String> = HashSet::new();
    for text in texts.iter_mut() {
        text.retain(&mut |tag| {
            let id = tag.get("id").map(|id| key(tag, id)).unwrap_or_default();
            let of = tag.get("startRef").map(|of| key(tag, of));
            let fine = match tag.name {
                Some("sc" | "sm") => {
                    seen.insert(id.clone());
                    ended.contains(&id)
                }
                Some("ec" | "em") => of.is_some_and(|of| seen.contains(&of)),
                _ => return true,
            };
            let shared = !fine && pairs.contains(&id);
            if shared && let Some(id) = tag.get("id").map(str::to_owned) {
                tag.set("id", taken.take(&id));
            }
            isolate(tag, fine, &mut taken, log)
        });
    }
    ended
}

/// A pair's key: codes and annotations are of two kinds.
fn key(tag: &Tag, id: &str) -> String {
    let kind = if matches!(tag.name, Some("sm" | "em")) {
        'm'
    } else {
        'c'
    };
    format!("{kind}{id}")
}

/// Says of a half whether it is isolated; `false` where it is of an annotation and alone.
fn isolate(tag: &mut Tag, paired: bool, taken: &mut Ids, log: &mut Log<'_>) -> bool {
    let was = format!("{}>", tag.text());
    if matches!(tag.name, Some("sm" | "em")) {
        if !paired {
            log.gone(CODE, tag.at, &was);
        }
        return paired;
    }
    let isolated = tag.get("isolated") == Some("yes");
    let ends = tag.is("ec");
    if paired {
        if isolated {
            tag.remove("isolated");
        }
        if ends {
            tag.remove("id");
            tag.remove("dir");
        }
    } else {
        tag.set("isolated", "yes");
        if ends {
            tag.remove("startRef");
            if tag.get("id").is_none() {
                let id = taken.take("e1");
                tag.set("id", id);
            }
        }
    }
    let now = format!("{}>", tag.text());
    if was != now {
        log.now(CODE, tag.at, &was, &now);
    }
    true
}

/// References to original data lead to some.
fn refer(tag: &mut Tag, data: &Ids, log: &mut Log<'_>) {
    if tag.is(OTHER) {
        return;
    }
    for name in ["dataRef", "dataRefStart", "dataRefEnd"] {
        if tag.get(name).is_some_and(|id| !data.contains(id.trim()))
            && let Some(was) = tag.remove(name)
        {
            let was = format!("{name}=\"{was}\" in {}", tag.written);
            log.gone(REFERENCE, tag.at, &was);
        }
    }
}
