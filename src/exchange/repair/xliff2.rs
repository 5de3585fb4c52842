//! XLIFF 2.0, 2.1 and 2.2.

use std::collections::{HashMap, HashSet};

use super::codes::visit;
use super::format::{Absent, Defaults, Format};
use super::ids::Ids;
use super::remedy::{CODE, ID, Log, OTHER_LANG, REFERENCE, SPACE, WORTHLESS};
use super::tree::{Branch, Tag};
use crate::exchange::validate::OTHER;

const DEFAULTS: Defaults = &[
    ("xliff", "version", Absent::Is("2.0")),
    ("xliff", "srcLang", Absent::Is("und")),
    ("*", "id", Absent::Later),
];

/// The sides of a text, each with the attribute of the root that says its language.
const SIDES: [(&str, &str); 2] = [("source", "srcLang"), ("target", "trgLang")];

/// What is known of a document.
#[derive(Debug, Default)]
pub(super) struct Xliff2 {
    /// The languages of sources and targets, where the root says them.
    langs: [Option<String>; 2],
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
        if tag.is("xliff") {
            self.langs = SIDES.map(|(_, lang)| tag.get(lang).map(str::to_owned));
        }
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
            self.langs(branch, log);
            unit(branch, log);
        }
        true
    }
}

impl Xliff2 {
    /// A text is in the language that the root says, whatever it says itself; and white space
    /// counts in a target where it does in its source.
    fn langs(&self, unit: &mut Branch, log: &mut Log<'_>) {
        for ((side, _), lang) in SIDES.iter().zip(&self.langs) {
            let Some(lang) = lang else { continue };
            for text in texts(unit, side) {
                let tag = &mut text.tag;
                if tag
                    .get("xml:lang")
                    .is_some_and(|own| !own.eq_ignore_ascii_case(lang))
                    && let Some(was) = tag.remove("xml:lang")
                {
                    let was = format!("xml:lang=\"{was}\" in {side}");
                    log.gone(OTHER_LANG, tag.at, &was);
                }
            }
        }
        for part in unit.elements_mut() {
            let mut of_source = None;
            for Branch { tag, .. } in part.elements_mut() {
                let own = tag.get("xml:space").map(str::to_owned);
                if tag.is("source") {
                    of_source = own;
                } else if tag.is("target")
                    && let (Some(space), Some(own)) = (&of_source, own)
                    && own != *space
                {
                    let was = tag.text();
                    tag.set("xml:space", space.clone());
                    log.now(SPACE, tag.at, &was, &tag.text());
                }
            }
        }
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
    let mut parts = Ids::default();
    for part in holder.elements_mut() {
        let is_part = matches!(part.tag.name, Some("segment" | "ignorable"));
        if is_part && part.tag.get("id").is_some() {
            parts.give(&mut part.tag, "id", "s1", log);
        }
    }
    let mut known = parts.clone();
    for (side, _) in SIDES {
        for text in texts(holder, side) {
            text.each(&mut |tag| {
                if let Some(id) = tag.get("id").filter(|id| !known.contains(id)) {
                    known.take(id);
                }
            });
        }
    }
    let mut pairs = HashSet::new();
    for (side, _) in SIDES {
        let mut texts = texts(holder, side);
        number(&mut texts, &parts, known.clone(), log);
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

/// Gives the codes of one side an id that no other has there, nor a part of the unit; `ids` are all
/// that the unit has. Where source and target lack them, or have them twice, in the same order, the
/// same codes get the same.
fn number(texts: &mut [&mut Branch], parts: &Ids, mut ids: Ids, log: &mut Log<'_>) {
    let mut seen = HashSet::new();
    // What is called like a part, and what it is called now: its end refers to it.
    let mut renamed: HashMap<String, String> = HashMap::new();
    for text in texts {
        visit(text, &|_| true, &mut |tag| {
            if !matches!(
                tag.name,
                Some("ph" | "pc" | "sc" | "ec" | "mrk" | "sm" | "em")
            ) {
                return;
            }
            if let Some(new) = tag.get("startRef").and_then(|of| renamed.get(of)) {
                tag.set("startRef", new.clone());
            }
            let refers = tag.get("startRef").is_some() || tag.is("em");
            let was = tag.get("id").map(str::to_owned);
            let new = match &was {
                None if refers => return,
                None => ids.take("c1"),
                Some(id) if parts.contains(id) && !renamed.contains_key(id) => {
                    let new = ids.take(id);
                    renamed.insert(id.clone(), new.clone());
                    new
                }
                Some(id) if parts.contains(id) || seen.contains(id) => ids.take(id),
                Some(id) => {
                    seen.insert(id.clone());
                    return;
                }
            };
            let was = was.map_or_else(String::new, |id| format!("id=\"{id}\""));
            let now = format!("id=\"{new}\" in {}", tag.written);
            log.now(ID, tag.at, &was, &now);
            tag.set("id", new);
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
