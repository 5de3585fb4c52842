//! TMX: every version becomes 1.4.

use std::collections::{HashMap, HashSet};

use super::codes::{Fate, Half, fates, visit};
use super::format::{Absent, Defaults, Format};
use super::remedy::{CODE, Log, NUMBER, REQUIRED, SOURCE, TAKEN};
use super::tree::{Branch, Tag};
use crate::text::LangTag;

/// `unknown` is what is known of who made a file that does not say it.
const DEFAULTS: Defaults = &[
    ("tmx", "version", Absent::Is("1.4")),
    ("header", "creationtool", Absent::Is("unknown")),
    ("header", "creationtoolversion", Absent::Is("unknown")),
    ("header", "segtype", Absent::Is("sentence")),
    ("header", "o-tmf", Absent::Is("unknown")),
    ("header", "adminlang", Absent::Is("en")),
    ("header", "srclang", Absent::Is("*all*")),
    ("header", "datatype", Absent::Is("unknown")),
    ("prop", "type", Absent::Is("x-unknown")),
    ("ude", "name", Absent::Is("unknown")),
    ("it", "pos", Absent::Is("begin")),
    ("bpt", "i", Absent::Later),
    ("ept", "i", Absent::Later),
];

/// What is known of a file.
#[derive(Debug, Default)]
pub(super) struct Tmx {
    /// The language that the header says is translated from.
    source: String,
    /// The tuids of the units so far.
    tuids: HashSet<String>,
}

impl Format for Tmx {
    fn streamed(&self) -> &'static [&'static str] {
        &["tmx", "body"]
    }

    fn units(&self) -> &'static [&'static str] {
        &["tu"]
    }

    fn defaults(&self) -> Defaults {
        DEFAULTS
    }

    fn supplied(&self) -> &'static [&'static str] {
        &["header", "body"]
    }

    fn before(&mut self, branch: &mut Branch, log: &mut Log<'_>) {
        if branch.tag.is("tu") {
            number(branch, log);
        }
    }

    fn after(&mut self, branch: &mut Branch, log: &mut Log<'_>) -> bool {
        match branch.tag.name {
            Some("header") => {
                let source = branch.tag.get("srclang").unwrap_or("*all*");
                source.clone_into(&mut self.source);
                for ude in branch.elements_mut().filter(|inner| inner.tag.is("ude")) {
                    base(ude, log);
                }
            }
            Some("tu") => {
                let tuid = branch.tag.get("tuid").map(str::to_owned);
                if let Some(tuid) = tuid
                    && !self.tuids.insert(tuid)
                {
                    forget("tuid", &mut branch.tag, log);
                }
                texts(branch, log);
                matches(branch, log);
                self.source(branch, log);
            }
            _ => {}
        }
        true
    }
}

impl Tmx {
    /// Where no text is in the language that the unit is said to be translated from, it is that of
    /// the text nearest to it, or any.
    fn source(&self, unit: &mut Branch, log: &mut Log<'_>) {
        let wanted = unit.tag.get("srclang").unwrap_or(&self.source).to_owned();
        let langs = unit.elements().filter(|inner| inner.tag.is("tuv"));
        let langs: Vec<&str> = langs.filter_map(|tuv| tuv.tag.get("xml:lang")).collect();
        let is_it = |lang: &&str| lang.eq_ignore_ascii_case(&wanted);
        if wanted.eq_ignore_ascii_case("*all*") || langs.iter().any(is_it) {
            return;
        }
        let language = |tag: &str| Some(LangTag::parse(tag).ok()?.language().to_owned());
        let of = language(&wanted);
        let alike = langs
            .iter()
            .find(|lang| language(lang) == of && of.is_some());
        let new = alike.map_or("*all*", |lang| *lang).to_owned();
        let now = format!("srclang=\"{new}\"");
        log.now(SOURCE, unit.tag.at, &format!("srclang=\"{wanted}\""), &now);
        unit.tag.set("srclang", new);
    }
}

/// Where a map has a code, the ude that it stands in has a base (TMX 1.4b, ude).
fn base(ude: &mut Branch, log: &mut Log<'_>) {
    let has_code = ude.elements().any(|map| map.tag.get("code").is_some());
    if has_code && ude.tag.get("base").is_none() {
        log.now(REQUIRED, ude.tag.at, "", "base=\"unknown\" in ude");
        ude.tag.set("base", "unknown");
    }
}

/// What `x` says becomes a number, the same wherever it says the same in the unit: it tells which
/// codes of the texts are the same.
fn number(unit: &mut Branch, log: &mut Log<'_>) {
    let is_number = |x: &str| x.trim().parse::<i64>().is_ok_and(|x| x >= 0);
    let mut taken = HashSet::new();
    unit.each(&mut |tag| taken.extend(tag.get("x").map(str::to_owned)));
    let mut numbers: HashMap<String, String> = HashMap::new();
    let mut next = 1_u64;
    unit.each(&mut |tag| {
        let Some(x) = tag.get("x").filter(|x| !is_number(x)) else {
            return;
        };
        let was = format!("x=\"{x}\" in {}", tag.written);
        let new = numbers.entry(x.to_owned()).or_insert_with(|| {
            while taken.contains(&next.to_string()) {
                next += 1;
            }
            next += 1;
            (next - 1).to_string()
        });
        log.now(NUMBER, tag.at, &was, &format!("x=\"{new}\""));
        tag.set("x", new.clone());
    });
}

/// Takes away what another has already.
fn forget(name: &str, tag: &mut Tag, log: &mut Log<'_>) {
    if let Some(was) = tag.remove(name) {
        let was = format!("{name}=\"{was}\" in {}", tag.written);
        log.gone(TAKEN, tag.at, &was);
    }
}

/// An `x` stands once in a text for a kind of code, and in all texts for one kind: the first that
/// has it keeps it. Half of a pair may stand alone in another text.
fn matches(unit: &mut Branch, log: &mut Log<'_>) {
    let mut taken: Vec<(String, &'static str, usize)> = Vec::new();
    let mut text = 0;
    unit.each(&mut |tag| {
        text += usize::from(tag.is("tuv"));
        let (Some(x), Some(name)) = (tag.get("x").map(str::to_owned), tag.name) else {
            return;
        };
        let kind = |name: &'static str| if name == "it" { "bpt" } else { name };
        let clash = taken.iter().filter(|(known, ..)| *known == x);
        let clash = clash.into_iter().any(|(_, of, at)| match *at == text {
            true => *of == name,
            false => kind(of) != kind(name),
        });
        if clash {
            forget("x", tag, log);
        } else {
            taken.push((x, name, text));
        }
    });
}

/// Pairs the codes of each text: of a seg, and of a sub, which is a text of its own.
fn texts(branch: &mut Branch, log: &mut Log<'_>) {
    if branch.tag.is("seg") || branch.tag.is("sub") {
        pair(branch, log);
    }
    for inner in branch.elements_mut() {
        texts(inner, log);
    }
}

fn pair(text: &mut Branch, log: &mut Log<'_>) {
    let enters = |tag: &Tag| tag.is("hi");
    let is_half = |tag: &Tag| tag.is("bpt") || tag.is("ept");
    let mut halves = Vec::new();
    visit(text, &enters, &mut |tag| {
        if is_half(tag) {
            halves.push(Half {
                begins: tag.is("bpt"),
                kind: "bpt",
                key: tag.get("i").map(str::to_owned),
            });
        }
    });
    let fits = |i: &str| i.parse::<i64>().is_ok_and(|i| i >= 0);
    let mut fates = fates(&halves, fits).into_iter();
    visit(text, &enters, &mut |tag| {
        if !is_half(tag) {
            return;
        }
        let was = format!("{}>", tag.text());
        match fates.next() {
            Some(Fate::Keyed(i)) => {
                tag.set("i", i);
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

/// Makes half of a pair a code that stands alone.
fn alone(tag: &mut Tag) {
    let pos = if tag.is("bpt") { "begin" } else { "end" };
    tag.written = format!("{}it", tag.prefix());
    tag.name = Some("it");
    tag.remove("i");
    tag.set("pos", pos);
}
