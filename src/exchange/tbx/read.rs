//! Reading TBX as tools write it: version 3 (ISO 30042:2019) in either style, version 2 (martif,
//! ISO 30042:2008) in any dialect.
//!
//! Both versions and both styles say the same things in other words: a data category is an
//! element's `type` or the element itself, and stands on the concept, the language or the term.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::exchange::termbase::Termbase;
use crate::exchange::xml::{Node, Token, XmlReader};
use crate::exchange::{Error, Mend, Mends};
use crate::term::{Concept, Term, TermMatch, TermStatus};
use crate::text::LangTag;

const NO_TERM: &str = "a concept without a term was left out";
const NO_LANGUAGE: &str = "terms of no known language were left out";
const EMPTY: &str = "an empty term was left out";
const NO_PLACE: &str = "a kind of information that a termbase here has no place for was left out";
const VALUE: &str = "a value that is not known was left out";
const SAME_ID: &str = "an id that another concept has was numbered";

/// Reads a termbase.
///
/// # Errors
/// [`Error::Malformed`] where the file is damaged or no TBX; [`Error::Read`] where the system
/// cannot read.
pub fn read(input: impl Read) -> Result<Termbase, Error> {
    let mut xml = XmlReader::new(input);
    let prefix = root(&mut xml)?;
    let mut reading = Reading::default();
    loop {
        match xml.next()? {
            Token::Start => {
                let name = xml.name();
                let local = name.strip_prefix(prefix.as_str()).unwrap_or(name);
                match local {
                    "conceptEntry" | "termEntry" => {
                        xml.begin_unit();
                        let node = Node::read(&mut xml, &prefix)?;
                        reading.concept(&node, &mut xml);
                        xml.end_part();
                    }
                    "text" | "body" => {}
                    _ => xml.skip()?,
                }
            }
            Token::Eof if xml.depth() > 0 => return Err(xml.truncated()),
            Token::Eof => break,
            Token::Text | Token::End => {}
        }
    }
    Ok(Termbase {
        concepts: reading.concepts,
        mended: told(xml.mends()),
    })
}

/// Every kind of mend in a line, with how often and where first.
fn told(mends: &Mends) -> Vec<Mend> {
    let lines = mends.kinds().filter_map(|(kind, count)| {
        let first = mends
            .listed()
            .iter()
            .find(|mend| mend.message.starts_with(kind))?;
        let message = match count {
            1 => first.message.clone(),
            _ => format!("{count} × {}", first.message),
        };
        Some(Mend {
            message,
            ..first.clone()
        })
    });
    lines.collect()
}

fn root<R: Read>(xml: &mut XmlReader<R>) -> Result<String, Error> {
    loop {
        match xml.next()? {
            Token::Start => break,
            Token::Eof => return Err(xml.malformed("there is no TBX in it")),
            Token::Text | Token::End => {}
        }
    }
    let name = xml.name();
    let (prefix, local) = name.split_at(name.rfind(':').map_or(0, |colon| colon + 1));
    if !matches!(local, "tbx" | "martif") {
        let message = format!("this is no TBX: it begins with <{name}>");
        return Err(xml.malformed(message));
    }
    Ok(prefix.to_owned())
}

#[derive(Default)]
struct Reading {
    concepts: Vec<Concept>,
    ids: BTreeSet<String>,
}

impl Reading {
    fn concept<R: Read>(&mut self, node: &Node, xml: &mut XmlReader<R>) {
        let mut said = Said::of(node);
        let mut terms: Vec<Term> = Vec::new();
        for section in node
            .nodes()
            .filter(|node| matches!(node.name.as_str(), "langSec" | "langSet"))
        {
            let given = section.get("xml:lang").or_else(|| section.get("lang"));
            let Some(lang) = given.and_then(|given| LangTag::parse(given).ok()) else {
                let given = given.unwrap_or_default().to_owned();
                xml.mend(NO_LANGUAGE, |_| given);
                continue;
            };
            said.also(Said::of(section));
            language(section, &lang, &mut terms, xml);
        }
        said.mend(xml);
        if terms.is_empty() {
            xml.mend(NO_TERM, |_| node.get("id").unwrap_or_default().to_owned());
            return;
        }
        // By language and status, the best form first, as every termbase here has them.
        terms.sort_by(|a, b| (a.lang.given(), a.status).cmp(&(b.lang.given(), b.status)));
        let id = self.id(node, xml);
        self.concepts.push(Concept {
            id,
            domain: said.take("subjectField"),
            kind: String::new(),
            definition: said.take("definition"),
            note: said.take("note"),
            source: said.take("source"),
            terms,
        });
    }

    fn id<R: Read>(&mut self, node: &Node, xml: &mut XmlReader<R>) -> String {
        let number = self.concepts.len() + 1;
        let given = node.get("id").map(str::trim).filter(|id| !id.is_empty());
        let wanted = given.map_or_else(|| format!("concept-{number}"), str::to_owned);
        let mut id = wanted.clone();
        let mut nth = 1;
        while !self.ids.insert(id.clone()) {
            nth += 1;
            id = format!("{wanted}-{nth}");
        }
        if id != wanted {
            xml.mend(SAME_ID, |_| wanted);
        }
        id
    }
}

/// The terms of a language: `termSec` (3), `tig` and `ntig` (2).
fn language<R: Read>(
    section: &Node,
    lang: &LangTag,
    terms: &mut Vec<Term>,
    xml: &mut XmlReader<R>,
) {
    let before = terms.len();
    for node in section.nodes() {
        let node = match node.name.as_str() {
            "termSec" | "tig" => node,
            // What is said of the term stands in its group, and beside it.
            "ntig" => node,
            _ => continue,
        };
        let group = node.first("termGrp");
        let term = node.first("term").or_else(|| group?.first("term"));
        let text = term.map(Node::text).unwrap_or_default();
        let text = in_one_line(&text);
        if text.is_empty() {
            xml.mend(EMPTY, |_| lang.given().to_owned());
            continue;
        }
        let mut said = Said::of(node);
        if let Some(group) = group {
            said.also(Said::of(group));
        }
        let is_first = terms.len() == before;
        terms.push(said.term(lang, text, is_first, xml));
        said.mend(xml);
    }
}

/// What is said of a concept, a language or a term, by data category.
#[derive(Default)]
struct Said(BTreeMap<String, Vec<String>>);

impl Said {
    /// What stands in an element, not counting what stands in its languages and terms.
    fn of(node: &Node) -> Self {
        let mut said = Self::default();
        said.read(node);
        said
    }

    fn read(&mut self, node: &Node) {
        for node in node.nodes() {
            let category = match node.name.as_str() {
                "langSec" | "langSet" | "termSec" | "tig" | "ntig" | "termGrp" | "term" => continue,
                // Who changed what, when, and pictures and links: not what a term is.
                "transacGrp" | "transac" | "date" | "xref" | "ref" => continue,
                group if group.ends_with("Grp") => {
                    self.read(node);
                    continue;
                }
                "note" => "note",
                "descrip" | "admin" | "termNote" | "descripNote" | "adminNote" => {
                    node.get("type").unwrap_or("note")
                }
                // Style DCT: the category is the element, in the namespace of a module.
                name => name.rsplit_once(':').map_or(name, |(_, local)| local),
            };
            let text = node.text();
            let text = in_one_line(&text);
            if !text.is_empty() {
                self.0.entry(category.to_owned()).or_default().push(text);
            }
        }
    }

    /// Adds what is said elsewhere, behind what is said already.
    fn also(&mut self, other: Self) {
        for (category, values) in other.0 {
            self.0.entry(category).or_default().extend(values);
        }
    }

    /// All that is said in a category, in one line.
    fn take(&mut self, category: &str) -> String {
        let mut values = self.0.remove(category).unwrap_or_default();
        let mut seen = BTreeSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values.join("; ")
    }

    fn term<R: Read>(
        &mut self,
        lang: &LangTag,
        text: String,
        is_first: bool,
        xml: &mut XmlReader<R>,
    ) -> Term {
        let (kind, by_kind) = self.kind(xml);
        let status = self.status(xml).or(by_kind);
        Term {
            lang: lang.clone(),
            text,
            status: status.unwrap_or(match is_first {
                true => TermStatus::Preferred,
                false => TermStatus::Admitted,
            }),
            part_of_speech: self.part_of_speech(xml),
            exact_case: matches!(kind.as_str(), "acronym" | "abbreviation"),
            term_type: kind,
            match_: TermMatch::default(),
            label: self.take("geographicalUsage"),
            note: self.take("note"),
        }
    }

    /// `administrativeStatus` of either version; what dialects and tools say in its place.
    fn status<R: Read>(&mut self, xml: &mut XmlReader<R>) -> Option<TermStatus> {
        let given = [
            "administrativeStatus",
            "usageStatus",
            "normativeAuthorization",
        ]
        .map(|category| self.take(category));
        let given = given.into_iter().find(|given| !given.is_empty())?;
        let word = given.to_ascii_lowercase();
        let known = [
            ("preferred", TermStatus::Preferred),
            ("standard", TermStatus::Preferred),
            ("admitted", TermStatus::Admitted),
            ("regulated", TermStatus::Admitted),
            ("legal", TermStatus::Admitted),
            ("deprecated", TermStatus::Forbidden),
            ("superseded", TermStatus::Forbidden),
            ("obsolete", TermStatus::Forbidden),
            ("notrecommended", TermStatus::Forbidden),
            ("forbidden", TermStatus::Forbidden),
        ];
        let found = known.iter().find(|(begin, _)| word.starts_with(begin));
        if found.is_none() {
            xml.mend(VALUE, |_| format!("status {given}"));
        }
        found.map(|(_, status)| *status)
    }

    /// `termType`; `entryTerm` and `synonym` of version 2 say which form is meant first.
    fn kind<R: Read>(&mut self, xml: &mut XmlReader<R>) -> (String, Option<TermStatus>) {
        let given = self.take("termType");
        let kind = match given.as_str() {
            "fullForm" | "acronym" | "abbreviation" | "shortForm" | "variant" | "phrase" => &given,
            "initialism" => "acronym",
            "phraseologicalUnit" | "collocation" | "setPhrase" => "phrase",
            "entryTerm" => return (String::new(), Some(TermStatus::Preferred)),
            "synonym" => return (String::new(), Some(TermStatus::Admitted)),
            "" => "",
            _ => {
                xml.mend(VALUE, |_| format!("termType {given}"));
                ""
            }
        };
        (kind.to_owned(), None)
    }

    fn part_of_speech<R: Read>(&mut self, xml: &mut XmlReader<R>) -> String {
        let given = self.take("partOfSpeech");
        let word = match given.to_lowercase().as_str() {
            "" => "",
            "noun" | "n" | "n." | "nom" | "substantiv" | "名词" => "noun",
            "propernoun" | "proper noun" => "properNoun",
            "verb" | "v" | "v." | "verbe" | "动词" => "verb",
            "adjective" | "adj" | "adj." | "adjectif" | "形容词" => "adjective",
            "adverb" | "adv" | "adv." | "adverbe" | "副词" => "adverb",
            "other" => "other",
            _ => {
                xml.mend(VALUE, |_| format!("partOfSpeech {given}"));
                ""
            }
        };
        word.to_owned()
    }

    /// Says what is left over.
    fn mend<R: Read>(&self, xml: &mut XmlReader<R>) {
        const PLACED: [&str; 4] = ["subjectField", "definition", "note", "source"];
        for category in self
            .0
            .keys()
            .filter(|name| !PLACED.contains(&name.as_str()))
        {
            let name = category.clone();
            xml.mend(NO_PLACE, |_| name);
        }
    }
}

/// A text with the white space of XML (production S) as one blank; a no-break space is a character.
fn in_one_line(text: &str) -> String {
    let words = text.split([' ', '\t', '\r', '\n']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
