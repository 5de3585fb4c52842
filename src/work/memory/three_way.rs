//! Two changed copies of a memory's text form, and what both came from, to one: the three-way
//! merge that version control asks for.
//!
//! Works on the lines of `export --format jsonl`, which carry their own keys, and knows of a unit
//! only what merging needs: that a text with all that is said of it is changed as a whole. What
//! both sides changed otherwise is a conflict. Then both texts are kept, ours before theirs, so
//! that the file is whole and nothing is lost; and it is told.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::publish::Beside;

/// The merged text, and what came together in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The lines.
    pub text: String,
    /// What both sides changed, each in another way.
    pub conflicts: Vec<Conflict>,
    /// How many lines are as theirs has them, and not as ours had them.
    pub taken: usize,
}

/// What both sides changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The segment as people call it (`release:12`), or the id of its unit.
    pub name: String,
    /// Its source text; empty where it has none.
    pub source: String,
    /// What was changed.
    pub what: Changed,
}

/// What both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A text: ours, and theirs, which stands beside it as an alternative.
    Text {
        /// Its language.
        lang: String,
        /// Ours.
        ours: String,
        /// Theirs.
        theirs: String,
    },
    /// Something else that is said of the unit, by its name in the file; ours stays.
    Field(String),
    /// One side took the unit out and the other changed it; it stays, as it was changed.
    Gone,
}

/// A line that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Which of the three: 0 the base, 1 ours, 2 theirs.
    pub file: usize,
    /// The line, from 1.
    pub line: usize,
}

/// Merges `ours` and `theirs`, which both came from `base`. An empty base is one that there was
/// not.
///
/// # Errors
/// [`Unreadable`] for a line that is not one of the text form.
pub fn three_way(base: &str, ours: &str, theirs: &str) -> Result<Merged, Unreadable> {
    let [base, ours, theirs] = [lines(base, 0)?, lines(ours, 1)?, lines(theirs, 2)?];
    let mut merge = Merge::default();
    let keys = order(&ours, &theirs);
    for key in keys {
        let sides = [&base, &ours, &theirs].map(|lines| lines.get(key));
        if let Some(line) = merge.line(sides) {
            merge.merged.text.push_str(&line);
            merge.merged.text.push('\n');
        }
    }
    Ok(merge.merged)
}

/// Whether a file is a memory's text form, or empty as the base of what two people added is.
#[must_use]
pub fn is_text_form(path: &Path) -> bool {
    let mut head = [0; 1];
    match File::open(path).and_then(|mut file| file.read(&mut head)) {
        Ok(0) => true,
        Ok(_) => head == *b"{",
        Err(_) => false,
    }
}

/// Merges three files, base, ours and theirs, into the second; a dry run leaves it.
///
/// # Errors
/// [`Error`] where a file cannot be read as the text form, or ours not be written; then it is as
/// it was.
pub fn files(files: [&Path; 3], dry_run: bool) -> Result<Merged, Error> {
    let system = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::System { path, source }
    };
    let mut texts = Vec::with_capacity(files.len());
    for path in files {
        texts.push(fs::read_to_string(path).map_err(system(path))?);
    }
    let [base, ours, theirs] = texts.as_slice() else {
        return Ok(Merged::default());
    };
    let merged = three_way(base, ours, theirs).map_err(|fault| Error::Line {
        path: files
            .get(fault.file)
            .copied()
            .unwrap_or(files[1])
            .to_owned(),
        line: fault.line,
    })?;
    if !dry_run && merged.text != *ours {
        let path = files[1];
        let mut beside = Beside::new(path).map_err(system(path))?;
        beside
            .write_all(merged.text.as_bytes())
            .map_err(system(path))?;
        beside.replace(path).map_err(system(path))?;
    }
    Ok(merged)
}

/// What merging versions could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read or written.
    #[error("{} cannot be read or written", path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line is none of the text form.
    #[error("{}, line {line}: this is not a line of a memory's text form", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

/// The lines of a file, in order and by key.
#[derive(Default)]
struct Lines<'t> {
    by_key: HashMap<String, Line<'t>>,
    keys: Vec<String>,
}

struct Line<'t> {
    raw: &'t str,
    value: Map<String, Value>,
}

impl<'t> Lines<'t> {
    fn get(&self, key: &str) -> Option<&Line<'t>> {
        self.by_key.get(key)
    }

    /// Where a line stands in the form: by its place in its document, else by its id.
    fn rank(&self, key: &str) -> (u64, String) {
        let number = self.get(key).and_then(|line| {
            let place = line.value.get("place")?;
            place.get("number")?.as_u64()
        });
        match number {
            Some(number) => (number, String::new()),
            None => (u64::MAX, key.to_owned()),
        }
    }
}

fn lines(text: &str, file: usize) -> Result<Lines<'_>, Unreadable> {
    let mut lines = Lines::default();
    for (at, raw) in text.lines().enumerate() {
        if raw.trim().is_empty() {
            continue;
        }
        let unreadable = Unreadable { file, line: at + 1 };
        let Ok(Value::Object(value)) = serde_json::from_str(raw) else {
            return Err(unreadable);
        };
        let key = key(&value).ok_or(unreadable)?;
        lines.keys.push(key.clone());
        lines.by_key.insert(key, Line { raw, value });
    }
    Ok(lines)
}

/// What a line is known again by: its type, and the id or name of what it says something of.
fn key(line: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| line.get(name).and_then(Value::as_str);
    let kind = text("type")?;
    let name = text("id").or_else(|| text("name")).unwrap_or_default();
    Some(format!("{kind} {name}"))
}

/// The keys of both, as ours has them in order; what only theirs has stands behind what it stands
/// behind there, among what only ours has there by its place or id.
fn order<'l>(ours: &'l Lines<'_>, theirs: &'l Lines<'_>) -> Vec<&'l str> {
    let mut after: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut before = "";
    for key in &theirs.keys {
        if ours.by_key.contains_key(key) {
            before = key;
        } else {
            after.entry(before).or_default().push(key);
        }
    }
    let mut keys: Vec<&str> = Vec::with_capacity(ours.keys.len());
    let mut waiting: VecDeque<&str> = after.remove("").unwrap_or_default().into();
    for key in &ours.keys {
        let is_shared = theirs.by_key.contains_key(key);
        let goes_before = |waiting: &&str| is_shared || theirs.rank(waiting) < ours.rank(key);
        while let Some(first) = waiting.front().copied().filter(goes_before) {
            keys.push(first);
            waiting.pop_front();
        }
        keys.push(key);
        waiting.extend(after.remove(key.as_str()).unwrap_or_default());
    }
    keys.extend(waiting);
    // A key stands once, however often a file has it.
    let mut seen = HashSet::new();
    keys.retain(|key| seen.insert(*key));
    keys
}

#[derive(Default)]
struct Merge {
    merged: Merged,
}

impl Merge {
    /// What becomes of a line that the base, ours and theirs have or have not.
    fn line(&mut self, [base, ours, theirs]: [Option<&Line<'_>>; 3]) -> Option<String> {
        let was = |side: &Line<'_>| base.is_some_and(|base| base.value == side.value);
        match (ours, theirs) {
            (None, None) => None,
            (Some(ours), Some(theirs)) if ours.value == theirs.value => Some(ours.raw.to_owned()),
            (Some(ours), Some(theirs)) if was(theirs) => Some(ours.raw.to_owned()),
            (Some(ours), Some(theirs)) if was(ours) => {
                self.merged.taken += 1;
                Some(theirs.raw.to_owned())
            }
            (Some(ours), Some(theirs)) => {
                self.merged.taken += 1;
                let empty = Map::new();
                let base = base.map_or(&empty, |base| &base.value);
                let merged = self.object(base, &ours.value, &theirs.value);
                Some(Value::Object(merged).to_string())
            }
            (Some(only), None) | (None, Some(only)) => {
                let theirs_only = ours.is_none();
                match base {
                    // Added on one side.
                    None => {}
                    // Taken out on the other.
                    Some(_) if was(only) => {
                        self.merged.taken += usize::from(!theirs_only);
                        return None;
                    }
                    Some(_) => self.conflict(&only.value, Changed::Gone),
                }
                self.merged.taken += usize::from(theirs_only);
                Some(only.raw.to_owned())
            }
        }
    }

    fn object(
        &mut self,
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut merged = Map::new();
        // The order of keys is that of the form: theirs may have one that ours has not.
        let names = || {
            let only_theirs = theirs.keys().filter(|name| !ours.contains_key(*name));
            ours.keys().chain(only_theirs)
        };
        for name in names() {
            let sides = [base.get(name), ours.get(name), theirs.get(name)];
            let value = match name.as_str() {
                "variants" => Some(self.texts(sides, ours)),
                "notes" | "properties" => Some(Value::Array(union(sides))),
                // A file is as new as its newest text.
                "date" => sides[1].max_by_text(sides[2]).cloned(),
                _ => self.field(name, sides, ours),
            };
            if let Some(value) = value.filter(|value| !is_nothing(value)) {
                merged.insert(name.clone(), value);
            }
        }
        merged
    }

    /// Something that is one value, or an object of such.
    fn field(
        &mut self,
        name: &str,
        [base, ours, theirs]: [Option<&Value>; 3],
        unit: &Map<String, Value>,
    ) -> Option<Value> {
        if theirs == base || ours == theirs {
            return ours.cloned();
        }
        if ours == base {
            return theirs.cloned();
        }
        if let (Some(Value::Object(ours)), Some(Value::Object(theirs))) = (ours, theirs) {
            let empty = Map::new();
            let base = base.and_then(Value::as_object).unwrap_or(&empty);
            let only_theirs = theirs.keys().filter(|name| !ours.contains_key(*name));
            let names: Vec<&String> = ours.keys().chain(only_theirs).collect();
            let inner = names.into_iter().filter_map(|name| {
                let sides = [base.get(name), ours.get(name), theirs.get(name)];
                Some((name.clone(), self.field(name, sides, unit)?))
            });
            return Some(Value::Object(inner.collect()));
        }
        self.conflict(unit, Changed::Field(name.to_owned()));
        ours.or(theirs).cloned()
    }

    /// The texts of a unit: each language's first, second … text is one thing, changed as a whole.
    fn texts(
        &mut self,
        [base, ours, theirs]: [Option<&Value>; 3],
        unit: &Map<String, Value>,
    ) -> Value {
        let [base, ours, theirs] = [base, ours, theirs].map(numbered);
        let mut merged: Vec<Value> = Vec::new();
        // A text of theirs that stands beside ours comes behind all that are there.
        let mut beside: Vec<Value> = Vec::new();
        let find = |texts: &[((String, usize), &Value)], key: &(String, usize)| {
            let found = texts.iter().find(|(other, _)| other == key);
            found.map(|(_, text)| (*text).clone())
        };
        let only_theirs = theirs.iter().filter(|(key, _)| find(&ours, key).is_none());
        for (key, _) in ours.iter().chain(only_theirs) {
            let sides = [&base, &ours, &theirs].map(|texts| find(texts, key));
            match sides {
                [_, Some(ours), Some(theirs)] if ours == theirs => merged.push(ours),
                [Some(base), Some(ours), Some(theirs)] if base == theirs => merged.push(ours),
                [Some(base), Some(ours), Some(theirs)] if base == ours => merged.push(theirs),
                [_, Some(ours), Some(theirs)] if text(&ours) == text(&theirs) => {
                    merged.push(higher(ours, theirs));
                }
                [_, Some(ours), Some(theirs)] => {
                    let changed = Changed::Text {
                        lang: key.0.clone(),
                        ours: text(&ours).to_owned(),
                        theirs: text(&theirs).to_owned(),
                    };
                    self.conflict(unit, changed);
                    merged.push(ours);
                    beside.push(theirs);
                }
                // Taken out on one side, and as it was on the other.
                [Some(base), Some(only), None] | [Some(base), None, Some(only)] if base == only => {
                }
                [was, Some(only), None] | [was, None, Some(only)] => {
                    if was.is_some() {
                        self.conflict(unit, Changed::Field("variants".to_owned()));
                    }
                    merged.push(only);
                }
                [_, None, None] => {}
            }
        }
        for text in beside {
            let same = |other: &Value| lang(other) == lang(&text);
            let said = |other: &Value| self::text(other) == self::text(&text);
            if merged.iter().any(|other| same(other) && said(other)) {
                continue;
            }
            let behind = merged
                .iter()
                .rposition(same)
                .map_or(merged.len(), |at| at + 1);
            merged.insert(behind, text);
        }
        Value::Array(merged)
    }

    fn conflict(&mut self, unit: &Map<String, Value>, what: Changed) {
        let place = unit.get("place").and_then(|place| {
            let document = place.get("document")?.as_str()?;
            Some(format!("{document}:{}", place.get("number")?.as_u64()?))
        });
        let id = || {
            unit.get("id")
                .and_then(Value::as_str)
                .unwrap_or("the file")
                .to_owned()
        };
        let source_lang = unit.get("source_lang");
        let texts = unit.get("variants").and_then(Value::as_array);
        let source = texts
            .into_iter()
            .flatten()
            .find(|text| text.get("lang") == source_lang);
        self.merged.conflicts.push(Conflict {
            name: place.unwrap_or_else(id),
            source: source.map(text).unwrap_or_default().to_owned(),
            what,
        });
    }
}

/// The later of two dates, or whatever compares as text.
trait MaxByText {
    fn max_by_text(self, other: Self) -> Self;
}

impl MaxByText for Option<&Value> {
    fn max_by_text(self, other: Self) -> Self {
        let text = |value: Self| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        if text(other) > text(self) {
            other
        } else {
            self
        }
    }
}

fn lang(text: &Value) -> &str {
    text.get("lang").and_then(Value::as_str).unwrap_or_default()
}

fn text(text: &Value) -> &str {
    text.get("text").and_then(Value::as_str).unwrap_or_default()
}

/// Each text with its language and which one in that it is.
fn numbered(texts: Option<&Value>) -> Vec<((String, usize), &Value)> {
    let texts = texts.and_then(Value::as_array);
    let mut count: HashMap<&str, usize> = HashMap::new();
    let mut numbered = Vec::new();
    for text in texts.into_iter().flatten() {
        let nth = count.entry(lang(text)).or_default();
        numbered.push(((lang(text).to_owned(), *nth), text));
        *nth += 1;
    }
    numbered
}

/// Of two that say the same, the one that is further; of equals, ours.
fn higher(ours: Value, theirs: Value) -> Value {
    let rank = |value: &Value| {
        let state = value.get("state").and_then(Value::as_str);
        state.and_then(crate::unit::State::from_name)
    };
    if rank(&theirs) > rank(&ours) {
        theirs
    } else {
        ours
    }
}

/// Ours, without what theirs took out, and with what theirs added.
fn union([base, ours, theirs]: [Option<&Value>; 3]) -> Vec<Value> {
    let [base, ours, theirs] = [base, ours, theirs].map(|list| {
        let list = list.and_then(Value::as_array);
        list.map(Vec::as_slice).unwrap_or_default()
    });
    let kept = ours
        .iter()
        .filter(|one| theirs.contains(one) || !base.contains(one));
    let added = theirs
        .iter()
        .filter(|one| !ours.contains(one) && !base.contains(one));
    kept.chain(added).cloned().collect()
}

/// Whether a value is one that the form leaves out.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"{"type":"memory","version":1,"source":"en","target":"zh-Hans","date":"2024-09-16T00:00:00Z"}"#;

    fn unit(number: usize, target: &str) -> String {
        format!(
            r#"{{"type":"unit","id":"{number:032}","origin":{{"document":"release"}},"place":{{"document":"release","file":"r.txt","number":{number},"paragraph":1}},"source_lang":"en","variants":[{{"lang":"en","text":"Sentence {number}."}}{target}]}}"#
        )
    }

    fn zh(text: &str, state: &str) -> String {
        format!(r#",{{"lang":"zh-Hans","text":"{text}","state":"{state}"}}"#)
    }

    fn file(units: &[String]) -> String {
        let mut text = format!("{HEAD}\n");
        for unit in units {
            text.push_str(unit);
            text.push('\n');
        }
        text
    }

    #[test]
    fn what_only_one_side_changed_is_taken_from_it() {
        let base = file(&[unit(1, ""), unit(2, &zh("二", "draft")), unit(3, "")]);
        let ours = file(&[
            unit(1, &zh("一", "translated")),
            unit(2, &zh("二", "draft")),
            unit(3, ""),
        ]);
        let theirs = file(&[unit(1, ""), unit(2, &zh("二", "reviewed")), unit(4, "")]);
        let merged = three_way(&base, &ours, &theirs).unwrap();
        assert_eq!(
            merged.text,
            file(&[
                unit(1, &zh("一", "translated")),
                unit(2, &zh("二", "reviewed")),
                unit(4, ""),
            ])
        );
        assert_eq!(merged.conflicts, []);
    }

    #[test]
    fn two_translations_of_one_text_are_both_kept_and_told() {
        let base = file(&[unit(1, &zh("旧", "draft"))]);
        let ours = file(&[unit(1, &zh("我们的", "translated"))]);
        let theirs = file(&[unit(1, &zh("他们的", "reviewed"))]);
        let merged = three_way(&base, &ours, &theirs).unwrap();
        let both = format!("{}{}", zh("我们的", "translated"), zh("他们的", "reviewed"));
        assert_eq!(merged.text, file(&[unit(1, &both)]));
        assert_eq!(
            merged.conflicts,
            [Conflict {
                name: "release:1".to_owned(),
                source: "Sentence 1.".to_owned(),
                what: Changed::Text {
                    lang: "zh-Hans".to_owned(),
                    ours: "我们的".to_owned(),
                    theirs: "他们的".to_owned(),
                },
            }]
        );
        // Merged once more with the same, nothing is doubled.
        let again = three_way(&base, &merged.text, &theirs).unwrap();
        assert_eq!(again.text, merged.text);
    }

    #[test]
    fn the_same_translation_in_two_states_has_the_higher_one() {
        let base = file(&[unit(1, "")]);
        let ours = file(&[unit(1, &zh("一", "reviewed"))]);
        let theirs = file(&[unit(1, &zh("一", "translated"))]);
        for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
            let merged = three_way(&base, ours, theirs).unwrap();
            assert_eq!(merged.text, file(&[unit(1, &zh("一", "reviewed"))]));
            assert_eq!(merged.conflicts, []);
        }
    }

    #[test]
    fn what_one_side_took_out_and_the_other_changed_stays_and_is_told() {
        let base = file(&[unit(1, ""), unit(2, "")]);
        let changed = file(&[unit(1, &zh("一", "translated")), unit(2, "")]);
        let less = file(&[unit(2, "")]);
        for (ours, theirs) in [(&changed, &less), (&less, &changed)] {
            let merged = three_way(&base, ours, theirs).unwrap();
            assert_eq!(merged.text, changed);
            assert_eq!(merged.conflicts.len(), 1);
            assert_eq!(merged.conflicts[0].what, Changed::Gone);
        }
    }

    #[test]
    fn notes_and_properties_of_both_come_together() {
        let with =
            |notes: &str| file(&[unit(1, "").replace("]}", &format!("],\"notes\":[{notes}]}}"))]);
        let [a, b, c] = ["a", "b", "c"].map(|text| format!("{{\"text\":\"{text}\"}}"));
        let merged = three_way(
            &with(&format!("{a},{b}")),
            &with(&format!("{a},{b},{c}")),
            &with(&b),
        );
        assert_eq!(merged.unwrap().text, with(&format!("{b},{c}")));
    }

    #[test]
    fn without_a_base_both_are_united_and_a_line_that_is_none_is_named() {
        let merged = three_way("", &file(&[unit(1, "")]), &file(&[unit(2, "")])).unwrap();
        assert_eq!(merged.text, file(&[unit(1, ""), unit(2, "")]));
        let error = three_way("", &file(&[]), "{\"type\":\"memory\"}\n<<<<<<<\n").unwrap_err();
        assert_eq!(error, Unreadable { file: 2, line: 2 });
    }
}
