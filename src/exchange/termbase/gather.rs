//! Gathering concepts from the rows of a table, whichever kind it is.

use std::collections::HashMap;

use super::Termbase;
use crate::exchange::Mend;
use crate::term::{Concept, Term, TermMatch, TermStatus};
use crate::text::LangTag;

const PARTS_OF_SPEECH: [&str; 6] = ["noun", "properNoun", "verb", "adjective", "adverb", "other"];
const TERM_TYPES: [&str; 6] = [
    "fullForm",
    "acronym",
    "abbreviation",
    "shortForm",
    "variant",
    "phrase",
];

/// A termbase that is being read.
#[derive(Default)]
pub(super) struct Gathering {
    termbase: Termbase,
    by_id: HashMap<String, usize>,
}

impl Gathering {
    /// One of which something was mended already.
    pub(super) fn new(mended: Vec<Mend>) -> Self {
        Self {
            termbase: Termbase {
                mended,
                ..Termbase::default()
            },
            ..Self::default()
        }
    }

    pub(super) fn mend(&mut self, line: u64, message: String) {
        self.termbase.mended.push(Mend::on_line(line, message));
    }

    /// The id of the concept that came last.
    pub(super) fn last(&self) -> Option<&str> {
        let last = self.termbase.concepts.last();
        last.map(|concept| concept.id.as_str())
    }

    /// Whether an id has its concept.
    pub(super) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// The place of the concept of an id, which is new where there was none.
    pub(super) fn place(&mut self, id: &str) -> usize {
        if let Some(place) = self.by_id.get(id) {
            return *place;
        }
        let place = self.termbase.concepts.len();
        self.by_id.insert(id.to_owned(), place);
        self.termbase.concepts.push(Concept {
            id: id.to_owned(),
            domain: String::new(),
            kind: String::new(),
            definition: String::new(),
            note: String::new(),
            source: String::new(),
            terms: Vec::new(),
        });
        place
    }

    pub(super) fn concept(&mut self, place: usize) -> Option<&mut Concept> {
        self.termbase.concepts.get_mut(place)
    }

    /// A term with what `cell` says of it, column by column; its status is for [`Self::add`].
    pub(super) fn term<'a>(
        &mut self,
        line: u64,
        lang: LangTag,
        text: &str,
        cell: &dyn Fn(&str) -> &'a str,
    ) -> Term {
        Term {
            lang,
            text: text.to_owned(),
            status: TermStatus::Admitted, // set when the other terms are known
            part_of_speech: self.known(line, "part_of_speech", cell, &PARTS_OF_SPEECH),
            term_type: self.known(line, "term_type", cell, &TERM_TYPES),
            exact_case: self.choice(
                line,
                "case",
                cell,
                "any",
                &[
                    ("any", false),
                    ("exact", true),
                    ("no", false),
                    ("yes", true),
                    ("false", false),
                    ("true", true),
                ],
            ),
            match_: self.choice(
                line,
                "match",
                cell,
                "word",
                &TermMatch::ALL.map(|match_| (match_.as_str(), match_)),
            ),
            label: cell("label").to_owned(),
            note: String::new(),
        }
    }

    /// A cell that should hold a word of a list; another word is kept and said.
    fn known<'a>(
        &mut self,
        line: u64,
        column: &str,
        cell: &dyn Fn(&str) -> &'a str,
        list: &[&str],
    ) -> String {
        let given = cell(column);
        if let Some(known) = list.iter().find(|known| known.eq_ignore_ascii_case(given)) {
            return (*known).to_owned();
        }
        if !given.is_empty() {
            let list = list.join(", ");
            self.mend(
                line,
                format!("“{column}” is “{given}”, which is none of {list}; kept"),
            );
        }
        given.to_owned()
    }

    /// A cell that must hold a word of a list; another word is replaced by the `default` and said.
    fn choice<'a, T: Copy + Default>(
        &mut self,
        line: u64,
        column: &str,
        cell: &dyn Fn(&str) -> &'a str,
        default: &str,
        list: &[(&str, T)],
    ) -> T {
        let given = cell(column);
        let find = |name: &str| {
            let found = list
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, value)| *value)
        };
        find(given).unwrap_or_else(|| {
            if !given.is_empty() {
                self.mend(
                    line,
                    format!("“{column}” is “{given}”, which is not known; taken for “{default}”"),
                );
            }
            find(default).unwrap_or_default()
        })
    }

    /// Adds a term with its status, which `given` says: one preferred form in each language.
    pub(super) fn add(&mut self, place: usize, mut term: Term, given: &str, line: u64) {
        let known = status(given);
        let Some(concept) = self.termbase.concepts.get_mut(place) else {
            return;
        };
        let mut messages = Vec::new();
        let said = format!("“{}” ({})", term.text, term.lang);
        let mut same_lang = concept.terms.iter().filter(|other| other.lang == term.lang);
        let preferred = same_lang
            .clone()
            .find(|other| other.status == TermStatus::Preferred);
        term.status = match (known, preferred) {
            (Some(TermStatus::Preferred), Some(other)) => {
                messages.push(format!(
                    "{said} is preferred, and so is “{}” above; taken for admitted",
                    other.text
                ));
                TermStatus::Admitted
            }
            (Some(status), _) => status,
            (None, None) if given.is_empty() => TermStatus::Preferred,
            (None, _) => {
                if !given.is_empty() {
                    messages.push(format!(
                        "“status” is “{given}”, which is not known; taken for “admitted”"
                    ));
                }
                TermStatus::Admitted
            }
        };
        if same_lang.any(|other| other.text == term.text) {
            messages.push(format!("{said} stands twice in “{}”; left out", concept.id));
        } else {
            concept.terms.push(term);
        }
        for message in messages {
            self.mend(line, message);
        }
    }

    /// What was read. What was left of a concept may be nothing; that was said row by row.
    pub(super) fn finish(self) -> Termbase {
        let mut termbase = self.termbase;
        termbase
            .concepts
            .retain(|concept| !concept.terms.is_empty());
        termbase
    }
}

/// The status of that name: ours, those of ISO 12616, those of TBX, or what people write.
fn status(name: &str) -> Option<TermStatus> {
    let name = name.to_lowercase();
    let name = name.trim_end_matches("-admn-sts").trim_end_matches("term");
    match name.trim() {
        "preferred" | "approved" | "standard" | "standardized" | "首选" | "推荐" => {
            Some(TermStatus::Preferred)
        }
        "admitted" | "allowed" | "alternative" | "synonym" | "variant" | "可用" | "备选" => {
            Some(TermStatus::Admitted)
        }
        "forbidden" | "deprecated" | "superseded" | "obsolete" | "do not use"
        | "not recommended" | "禁用" | "弃用" | "不推荐" => Some(TermStatus::Forbidden),
        _ => None,
    }
}
