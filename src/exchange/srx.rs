//! SRX (Segmentation Rules eXchange): the rules by which texts are cut into segments; read in
//! versions 1.0 and 2.0, written as 2.0.
//!
//! What is kept and what is not: `schemas/srx.md`.

use std::io::{self, Read, Write};

use super::xml::{Element, Token, XmlReader, XmlWriter};
use super::{Error, Mends};
use crate::segment::srx::{Document, Handles, Map, Rule, Set};

/// The namespace of SRX 2.0.
const NAMESPACE: &str = "http://www.lisa.org/srx20";

const OTHERS: &str = "an instruction for another tool was left out";
const UNKNOWN: &str = "an element that SRX does not have was left out";
const VERSION: &str = "the version is neither 1.0 nor 2.0; it was read as 2.0";
const VALUE: &str = "a value that SRX does not have was taken as its default";
const SAME_NAME: &str = "rules whose name others have were added to these";
const OTHER_MAPS: &str = "language maps after the first group of them were left out";
const TWICE: &str = "a pattern stands twice in a rule; the first was read";

/// What was read.
#[derive(Clone, Debug)]
pub struct ReadSrx {
    /// The rules.
    pub document: Document,
    /// What was mended or left out in the file.
    pub mends: Mends,
}

/// Reads the rules of an SRX file.
///
/// # Errors
/// [`Error::Malformed`] where the file is damaged or no SRX; [`Error::Read`] where the system
/// cannot read.
pub fn read(input: impl Read) -> Result<ReadSrx, Error> {
    let mut xml = XmlReader::new(input);
    let (prefix, first_version) = root(&mut xml)?;
    let mut document = Document::default();
    // The set that a rule stands in.
    let mut set = None;
    // SRX 1.0 may have several groups of maps, of which a tool names one; here it is the first.
    let mut groups = 0;
    loop {
        match xml.next()? {
            Token::Start => {}
            Token::Eof if xml.depth() > 0 => return Err(xml.truncated()),
            Token::Eof => break,
            Token::Text | Token::End => continue,
        }
        let Some(name) = xml.name().strip_prefix(prefix.as_str()) else {
            xml.mend(OTHERS, |xml| format!("<{}>", xml.name()));
            xml.skip()?;
            continue;
        };
        match name {
            "body" | "languagerules" | "maprules" => {}
            "header" => {
                // Version 1.0 has no such attribute, and the first map counts. In 2.0 OmegaT leaves
                // it out, and means that all do.
                document.cascade = switch(&mut xml, "cascade", !first_version);
                document.segment_subflows = switch(&mut xml, "segmentsubflows", true);
            }
            "formathandle" => {
                let include = switch(&mut xml, "include", false);
                match xml.attribute("type") {
                    Some("start") => document.handles.start = include,
                    Some("end") => document.handles.end = include,
                    Some("isolated") => document.handles.isolated = include,
                    _ => xml.mend(UNKNOWN, |_| "<formathandle> of no known type".to_owned()),
                }
                xml.skip()?;
            }
            "languagerule" => set = Some(begin_set(&mut document, &mut xml)),
            "rule" => {
                let rule = rule(&mut xml, &prefix)?;
                let place = set.and_then(|set: usize| document.sets.get_mut(set));
                match place {
                    Some(set) => set.rules.push(rule),
                    None => xml.mend(UNKNOWN, |_| "<rule> outside of <languagerule>".to_owned()),
                }
            }
            "maprule" => groups += 1,
            "languagemap" if groups > 1 => {
                xml.mend(OTHER_MAPS, |_| String::new());
                xml.skip()?;
            }
            "languagemap" => {
                let line = xml.position().line;
                let value = |name| xml.attribute(name).unwrap_or_default().to_owned();
                document.maps.push(Map {
                    pattern: value("languagepattern"),
                    set: value("languagerulename"),
                    line,
                });
                xml.skip()?;
            }
            _ => {
                let kind = if xml.name().contains(':') {
                    OTHERS
                } else {
                    UNKNOWN
                };
                xml.mend(kind, |xml| format!("<{}>", xml.name()));
                xml.skip()?;
            }
        }
    }
    if document.sets.iter().all(|set| set.rules.is_empty()) {
        return Err(xml.malformed("there is no rule in it"));
    }
    let mends = xml.mends().clone();
    Ok(ReadSrx { document, mends })
}

/// Reads to the root; the prefix of SRX's elements, and whether the version is 1.0.
fn root<R: Read>(xml: &mut XmlReader<R>) -> Result<(String, bool), Error> {
    loop {
        match xml.next()? {
            Token::Start => break,
            Token::Eof => return Err(xml.malformed("there is no SRX in it")),
            Token::Text | Token::End => {}
        }
    }
    let name = xml.name();
    let (prefix, local) = name.split_at(name.rfind(':').map_or(0, |colon| colon + 1));
    if local != "srx" {
        let message = format!("this is no SRX: it begins with <{name}>");
        return Err(xml.malformed(message));
    }
    let prefix = prefix.to_owned();
    let version = xml.attribute("version").unwrap_or_default();
    let first_version = version == "1.0";
    if !first_version && version != "2.0" {
        xml.mend(VERSION, |xml| {
            xml.attribute("version").unwrap_or_default().to_owned()
        });
    }
    Ok((prefix, first_version))
}

/// An attribute that is yes or no.
fn switch<R: Read>(xml: &mut XmlReader<R>, name: &str, default: bool) -> bool {
    match xml.attribute(name) {
        None => default,
        Some("yes") => true,
        Some("no") => false,
        Some(_) => {
            xml.mend(VALUE, |xml| {
                let value = xml.attribute(name).unwrap_or_default();
                format!("{name}=\"{value}\"")
            });
            default
        }
    }
}

/// Begins a set of rules, or goes on with the one of the same name; its place.
fn begin_set<R: Read>(document: &mut Document, xml: &mut XmlReader<R>) -> usize {
    let name = xml
        .attribute("languagerulename")
        .unwrap_or_default()
        .to_owned();
    if let Some(place) = document.sets.iter().position(|set| set.name == name) {
        xml.mend(SAME_NAME, |_| name);
        return place;
    }
    document.sets.push(Set {
        name,
        rules: Vec::new(),
    });
    document.sets.len() - 1
}

fn rule<R: Read>(xml: &mut XmlReader<R>, prefix: &str) -> Result<Rule, Error> {
    let cuts = switch(xml, "break", true);
    let line = xml.position().line;
    let depth = xml.depth();
    let (mut before, mut after) = (None, None);
    loop {
        match xml.next()? {
            Token::End if xml.depth() < depth => break,
            Token::Eof => return Err(xml.truncated()),
            Token::Text | Token::End => continue,
            Token::Start => {}
        }
        let side = match xml.name().strip_prefix(prefix) {
            Some("beforebreak") => &mut before,
            Some("afterbreak") => &mut after,
            _ => {
                xml.mend(UNKNOWN, |xml| format!("<{}>", xml.name()));
                xml.skip()?;
                continue;
            }
        };
        let pattern = xml.text_to_end()?;
        if side.is_none() {
            *side = Some(pattern);
        } else {
            xml.mend(TWICE, |_| pattern);
        }
    }
    Ok(Rule {
        cuts,
        before: before.unwrap_or_default(),
        after: after.unwrap_or_default(),
        line,
    })
}

/// Writes rules as SRX 2.0.
///
/// # Errors
/// What the system says where it cannot write.
pub fn write<W: Write>(out: W, document: &Document) -> io::Result<W> {
    let mut xml = XmlWriter::new(out)?;
    let yes_or_no = |value| if value { "yes" } else { "no" };
    let root = Element::new("srx").with("version", "2.0");
    xml.open(root.with("xmlns", NAMESPACE))?;
    let header = Element::new("header")
        .with("segmentsubflows", yes_or_no(document.segment_subflows))
        .with("cascade", yes_or_no(document.cascade));
    xml.open(header)?;
    let Handles {
        start,
        end,
        isolated,
    } = document.handles;
    for (kind, include) in [("start", start), ("end", end), ("isolated", isolated)] {
        let handle = Element::new("formathandle").with("type", kind);
        xml.empty(handle.with("include", yes_or_no(include)))?;
    }
    xml.close()?;
    xml.open(Element::new("body"))?;
    xml.open(Element::new("languagerules"))?;
    for set in &document.sets {
        xml.open(Element::new("languagerule").with("languagerulename", &set.name))?;
        for rule in &set.rules {
            xml.open(Element::new("rule").with("break", yes_or_no(rule.cuts)))?;
            xml.text(Element::new("beforebreak"), &rule.before)?;
            xml.text(Element::new("afterbreak"), &rule.after)?;
            xml.close()?;
        }
        xml.close()?;
    }
    xml.close()?;
    xml.open(Element::new("maprules"))?;
    for map in &document.maps {
        let element = Element::new("languagemap").with("languagepattern", &map.pattern);
        xml.empty(element.with("languagerulename", &map.set))?;
    }
    xml.close()?;
    xml.close()?;
    xml.close()?;
    xml.finish()
}

#[cfg(test)]
mod tests;
