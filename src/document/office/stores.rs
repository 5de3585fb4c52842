//! What the controls of a form are bound to (ECMA-376 part 1 §17.5.2.6): Word shows in one what another
//! part of the package says, the title among the properties of the document or a part of data, and not
//! what stands in it.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::echoes::Echo;
use super::labels::bare;
use super::runs::WORD;
use super::types::Reading;
use super::xml::{Node, Token, Xml};
use super::{Part, damaged};
use crate::document::block::BlockKind;
use crate::document::filter::Fault;
use crate::exchange::Error;
use crate::exchange::package::Package;

/// The element that says what a control is bound to.
const BINDING: &str = "dataBinding";

/// The parts that say what the controls of some parts of Word show, and nothing else of them.
pub(super) fn parts(
    package: &mut Package<impl Read + Seek>,
    parts: &[Part],
) -> Result<Vec<Part>, Error> {
    let mut words = HashSet::new();
    for part in parts.iter().filter(|part| part.text.contains(BINDING)) {
        let bound = bound(&part.text, &mut words);
        bound.map_err(|fault| damaged(&part.name, &fault))?;
    }
    let mut stores = Vec::new();
    if words.is_empty() {
        return Ok(stores);
    }
    let is_store = |name: &&String| {
        let is_data = name.starts_with("customXml/item") && !name.contains("itemProps");
        name.ends_with(".xml") && (is_data || name.starts_with("docProps/"))
    };
    let names: Vec<String> = package.names().iter().filter(is_store).cloned().collect();
    for name in names {
        // What is broken in such a part is no matter of the text.
        if let Ok(Some(text)) = package.text(&name)
            && let Ok(read) = find(&text, &words)
            && !read.found.is_empty()
        {
            stores.push(Part {
                name,
                text,
                read,
                is_chart: false,
                fills: Vec::new(),
            });
        }
    }
    Ok(stores)
}

/// Notes the words of the controls in a part that are bound to something.
fn bound(text: &str, words: &mut HashSet<String>) -> Result<(), Fault> {
    let mut xml = WORD.read(text);
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) || xml.name() != "sdt" {
            continue;
        }
        let node = xml.node()?;
        let mut waiting = vec![&node];
        while let Some(node) = waiting.pop() {
            let is_bound = |props: &Node<'_>| props.nodes().any(|node| node.name == BINDING);
            match node.first("sdtPr").is_some_and(is_bound) {
                true => words.extend(Some(said(node)).filter(|said| !said.is_empty())),
                false => waiting.extend(node.nodes()),
            }
        }
    }
    Ok(())
}

/// What stands in a control.
fn said(control: &Node<'_>) -> String {
    let mut said = String::new();
    let mut waiting: Vec<&Node<'_>> = control.first("sdtContent").into_iter().collect();
    while let Some(node) = waiting.pop() {
        if node.name == "t" {
            said.push_str(&node.text());
        }
        let first = waiting.len();
        waiting.extend(node.nodes());
        if let Some(inside) = waiting.get_mut(first..) {
            inside.reverse();
        }
    }
    said
}

/// The texts of a part that are some words.
fn find(text: &str, words: &HashSet<String>) -> Result<Reading, Fault> {
    let mut read = Reading::default();
    let mut xml = Xml::new(text, &[]);
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let root = xml.node()?;
        let mut waiting = vec![&root];
        while let Some(node) = waiting.pop() {
            waiting.extend(node.nodes());
            let found = bare(node, BlockKind::Label);
            read.found
                .extend(found.filter(|found| words.contains(&found.block.text)));
        }
    }
    read.found.sort_by_key(|found| found.span.start);
    read.echoes.push(Echo {
        range: 0..text.len(),
        is_text: false,
        in_any_case: false,
    });
    Ok(read)
}
