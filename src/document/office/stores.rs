//! What the controls of a form are bound to (ECMA-376 part 1 §17.5.2.6): Word shows in one what another
//! part of the package says, the title among the properties of the document or a part of data, and not
//! what stands in it.

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::damaged;
use super::runs::WORD;
use super::sheets::edited;
use super::xml::{Node, Token, Xml, attribute, local};
use crate::document::filter::Fault;
use crate::exchange::Error;
use crate::exchange::package::Package;

/// The element that says what a control is bound to.
const BINDING: &str = "dataBinding";

/// The properties of a document that are stores, by their relations to the package, and how each is
/// called.
const PROPERTIES: &[(&str, &str)] = &[
    ("core-properties", "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"),
    (
        "extended-properties",
        "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
    ),
];

/// What controls say now, by the element they are bound to, or its attribute, and what they said.
type Words = HashMap<(String, String), String>;

/// What the controls of a document say now, by the stores they are bound to.
#[derive(Default)]
pub(super) struct Bound {
    words: HashMap<String, Words>,
}

impl Bound {
    /// Notes what the controls of a part say that is `new` now. Of those that are bound to one thing, in
    /// whatever order they stand now, the first that says another thing is heard.
    pub(super) fn note(&mut self, part: &str, [was, is]: [&str; 2]) -> Result<(), Error> {
        if !was.contains(BINDING) || was == is {
            return Ok(());
        }
        let said = |text| controls(text).map_err(|fault| damaged(part, &fault));
        let mut now = said(is)?;
        for (binding, old) in said(was)? {
            let same = now.iter().position(|(other, _)| *other == binding);
            let new = same.map(|at| now.remove(at).1).unwrap_or_default();
            if !old.trim().is_empty() && !new.is_empty() && new != old {
                let [store, path] = binding;
                let words = self.words.entry(store.to_ascii_uppercase()).or_default();
                words.entry((element(&path), old)).or_insert(new);
            }
        }
        Ok(())
    }

    /// The parts to which controls are bound, each as it is now.
    pub(super) fn written(&self, package: &mut Package<impl Read + Seek>) -> Vec<(String, String)> {
        let is_store = |name: &&String| {
            let is_data = name.starts_with("customXml/item") && !name.contains("itemProps");
            name.ends_with(".xml") && (is_data || name.starts_with("docProps/"))
        };
        let names: Vec<String> = match self.words.is_empty() {
            true => Vec::new(),
            false => package.names().iter().filter(is_store).cloned().collect(),
        };
        let stores = names.into_iter().map(|name| {
            let id = id(package, &name).unwrap_or_default();
            (name, id.to_ascii_uppercase())
        });
        let stores: Vec<(String, String)> = stores.collect();
        let mut written = Vec::new();
        for (name, id) in &stores {
            // What is bound to a store that is not there is bound to any.
            let is_there = |other: &String| {
                let mut stores = stores.iter();
                !other.is_empty() && stores.any(|(_, id)| id == other)
            };
            let words = self.words.iter();
            let words = words.filter(|(store, _)| *store == id || !is_there(store));
            let words: Vec<&Words> = words.map(|(_, words)| words).collect();
            // What is broken in such a part is no matter of the text.
            if let Ok(Some(text)) = package.text(name)
                && let Ok(new) = in_store(&text, &words)
                && new != text
            {
                written.push((name.clone(), new));
            }
        }
        written
    }
}

/// How a store is called.
fn id(package: &mut Package<impl Read + Seek>, store: &str) -> Option<String> {
    for (kind, id) in PROPERTIES {
        if package.related("", kind).ok().flatten().as_deref() == Some(store) {
            return Some((*id).to_owned());
        }
    }
    let properties = package.related(store, "customXmlProps").ok()??;
    let properties = package.text(&properties).ok()??;
    let mut xml = Xml::new(&properties, &[]);
    while let Some(token) = xml.next().ok()? {
        if matches!(token, Token::Start) && local(xml.name()) == "datastoreItem" {
            let tag = properties.get(xml.range())?;
            return attribute(tag, 0, "itemID").map(|(id, _)| id);
        }
    }
    None
}

/// A part with the texts that some control says.
fn in_store(text: &str, words: &[&Words]) -> Result<String, Fault> {
    let new = |said: &(String, String)| words.iter().find_map(|words| words.get(said));
    let attributes = words.iter().flat_map(|words| words.iter());
    let attributes =
        attributes.filter_map(|((name, old), new)| Some((name.strip_prefix('@')?, old, new)));
    let attributes: Vec<_> = attributes.collect();
    let mut edits = Vec::new();
    let mut xml = Xml::new(text, &[]);
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let root = xml.node()?;
        let mut waiting = vec![&root];
        while let Some(node) = waiting.pop() {
            waiting.extend(node.nodes());
            // With a reference in it, a text is several.
            let is_text = node.nodes().next().is_none();
            let said = || (node.local().to_owned(), node.text());
            if let Some(new) = is_text.then(|| new(&said())).flatten() {
                edits.push((node.tag.end..node.end.start, new.clone()));
            }
            let tag = text.get(node.tag.clone()).unwrap_or_default();
            edits.extend(attributes.iter().filter_map(|(name, old, new)| {
                let (value, at) = attribute(tag, node.tag.start, name)?;
                (value == **old).then(|| (at, (*new).clone()))
            }));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    Ok(edited(text, edits))
}

/// The controls of a part that are bound to something: to what, and what each says.
fn controls(text: &str) -> Result<Vec<([String; 2], String)>, Fault> {
    let mut controls = Vec::new();
    let mut xml = WORD.read(text);
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) || xml.name() != "sdt" {
            continue;
        }
        let node = xml.node()?;
        let mut waiting = vec![&node];
        while let Some(node) = waiting.pop() {
            match node.first("sdtPr").and_then(|props| binding(text, props)) {
                Some(binding) => controls.push((binding, said(node))),
                None => waiting.extend(node.nodes()),
            }
        }
    }
    Ok(controls)
}

/// What a control is bound to: in which store, and by which path. One that has a list to choose from
/// is bound to what stands in that, which is not what it says (§17.5.2.29).
fn binding(text: &str, props: &Node<'_>) -> Option<[String; 2]> {
    let has_list = |node: &Node<'_>| matches!(node.name, "dropDownList" | "comboBox" | "date");
    let tag = &props.first(BINDING)?.tag;
    let tag = text
        .get(tag.clone())
        .filter(|_| !props.nodes().any(has_list))?;
    let of = |name| attribute(tag, 0, name).map(|(value, _)| value);
    Some([of("storeItemID"), of("xpath")].map(Option::unwrap_or_default))
}

/// The name, without a prefix, of the element that a path leads to: `fee` of `/a:x[1]/a:fee[@id="a/b"]`;
/// of an attribute with its sign: `@kind`.
fn element(path: &str) -> String {
    let mut open = 0_usize;
    let mut step = String::new();
    for c in path.chars() {
        match c {
            '[' => open += 1,
            ']' => open = open.saturating_sub(1),
            _ if open > 0 => {}
            '/' => step.clear(),
            c => step.push(c),
        }
    }
    let step = step.trim();
    let sign = if step.starts_with('@') { "@" } else { "" };
    let name = local(step.trim_start_matches('@'));
    format!("{sign}{name}")
}

/// What stands in a control.
fn said(control: &Node<'_>) -> String {
    let mut said = String::new();
    let mut waiting: Vec<&Node<'_>> = control.first("sdtContent").into_iter().collect();
    while let Some(node) = waiting.pop() {
        match node.name {
            "t" => said.push_str(&node.text()),
            "br" | "cr" => said.push('\n'),
            _ => {}
        }
        let first = waiting.len();
        waiting.extend(node.nodes());
        if let Some(inside) = waiting.get_mut(first..) {
            inside.reverse();
        }
    }
    said
}
