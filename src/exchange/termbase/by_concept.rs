//! Tables with a row a concept: a column a language, and glossaries without titles.

use std::collections::HashMap;

use super::gather::Gathering;
use super::titles::{Meaning, Side, Titled, What, not_read};
use super::{Layout, Options, Termbase};
use crate::exchange::Error;
use crate::exchange::table::{self, Row, shown};
use crate::term::{Concept, TermStatus};
use crate::text::LangTag;
use crate::text::fold::fold;
use crate::text::script::{is_foreign, is_han};

/// How many rows are looked at to know in which languages their columns are.
const AHEAD: usize = 50;

/// What parts the terms of one cell, beside a line break.
const PARTING: [char; 3] = ['|', ';', '；'];

/// A column of terms, with the columns that speak of them.
struct Texts {
    place: usize,
    lang: LangTag,
    status: Option<TermStatus>,
    /// What is said of these terms, by the name of the field.
    said: HashMap<&'static str, usize>,
}

/// What the columns of a table hold.
#[derive(Default)]
struct Columns {
    texts: Vec<Texts>,
    /// What is said of the concept, in the order of the columns.
    concept: Vec<(&'static str, usize)>,
    has_heading: bool,
    told: Vec<String>,
}

/// Reads a table.
///
/// # Errors
/// [`Error::Columns`] where nothing tells which columns hold the terms.
pub(super) fn read(rows: &[Row], layout: Layout, options: &Options) -> Result<Termbase, Error> {
    let columns = Columns::of(rows, layout, options)?;
    let mut gathering = Gathering::default();
    for message in &columns.told {
        gathering.mend(1, message.clone());
    }
    // Lines of a glossary with one source term are one concept.
    let mut by_source = HashMap::new();
    for row in rows.iter().skip(usize::from(columns.has_heading)) {
        columns.row(&mut gathering, row, layout, &mut by_source);
    }
    Ok(gathering.finish())
}

impl Columns {
    fn of(rows: &[Row], layout: Layout, options: &Options) -> Result<Self, Error> {
        let heading = rows.first().map_or(&[][..], |row| row.cells.as_slice());
        let titles = options.columns.meanings(heading)?;
        let known = |column: &Titled| column.meaning.is_some() && !column.by_hand;
        let mut columns = Self {
            has_heading: titles.iter().any(|column| known(column) || column.by_title),
            ..Self::default()
        };
        columns.of_titles(&titles, options);
        if columns.texts.is_empty() {
            columns.of_texts(rows, layout, options);
        }
        match columns.texts.as_slice() {
            [] => Err(Error::Columns {
                shown: shown(&[heading.to_vec()]),
            }),
            _ => Ok(columns),
        }
    }

    /// What the titles say. A field beside terms speaks of those before it, where the table has it
    /// more than once; else of the concept, or of all the terms that it can be meant for.
    fn of_titles(&mut self, titles: &[Titled], options: &Options) {
        let meanings = || titles.iter().filter_map(|column| column.meaning.as_ref());
        let has_target = meanings().any(|meaning| meaning.side == Some(Side::Target));
        let has_languages = meanings().any(|meaning| matches!(meaning.side, Some(Side::Lang(_))));
        let count = |name: &str| {
            let same = |meaning: &&Meaning| matches!(meaning.what, What::Field(own) if own == name);
            meanings().filter(same).count()
        };
        let mut fields = Vec::new();
        for (place, column) in titles.iter().enumerate() {
            let Some(Meaning { side, what }) = &column.meaning else {
                if self.has_heading && !column.title.is_empty() {
                    self.told.push(not_read(&column.title));
                }
                continue;
            };
            // Beside columns with languages, `Source` says where a term was seen.
            let seen_in = *side == Some(Side::Source) && !has_target && has_languages;
            match what {
                What::Term(_) if seen_in => self.concept.push(("source", place)),
                What::Term(status) => self.texts.push(Texts {
                    place,
                    lang: match side {
                        Some(Side::Lang(lang)) => lang.clone(),
                        Some(Side::Target) => options.target.clone(),
                        None if *status == Some(TermStatus::Forbidden) => options.target.clone(),
                        Some(Side::Source) | None => options.source.clone(),
                    },
                    status: *status,
                    said: HashMap::new(),
                }),
                What::Field(name @ ("concept" | "domain" | "kind" | "definition" | "source")) => {
                    self.concept.push((name, place));
                }
                What::Field("note") if side.is_none() && count("note") == 1 => {
                    self.concept.push(("note", place));
                }
                What::Field(name) => {
                    let after = self.texts.len();
                    fields.push((*name, place, side.clone(), after, count(name) == 1));
                }
                What::Passed => {}
            }
        }
        for (name, place, side, after, is_only) in fields {
            self.say(name, place, side.as_ref(), after, is_only, options);
        }
    }

    /// Gives a field to the terms that it speaks of; `after` columns of terms stand before it.
    fn say(
        &mut self,
        name: &'static str,
        place: usize,
        side: Option<&Side>,
        after: usize,
        is_only: bool,
        options: &Options,
    ) {
        let lang = match side {
            Some(Side::Lang(lang)) => Some(lang),
            Some(Side::Source) => Some(&options.source),
            Some(Side::Target) => Some(&options.target),
            None => None,
        };
        let is_source = |lang: &LangTag| options.source.covers(lang);
        let before = after.checked_sub(1);
        let mut found = false;
        for (index, texts) in self.texts.iter_mut().enumerate() {
            let is_meant = match (lang, name) {
                (Some(lang), _) => texts.lang == *lang && !texts.said.contains_key(name),
                (None, _) if !is_only => Some(index) == before,
                (None, "part_of_speech" | "term_type" | "info") => true,
                (None, "case" | "match") => is_source(&texts.lang),
                (None, _) => !is_source(&texts.lang),
            };
            if is_meant {
                found = true;
                texts.said.insert(name, place);
            }
        }
        if !found && name == "note" {
            self.concept.push((name, place));
        }
    }

    /// What the texts themselves tell, where there are no titles: two columns by their script; in
    /// a glossary, by their order. A third one is a comment.
    fn of_texts(&mut self, rows: &[Row], layout: Layout, options: &Options) {
        if self.has_heading {
            return;
        }
        let rows = rows.get(..AHEAD.min(rows.len())).unwrap_or_default();
        let (head, below) = rows.split_at(1.min(rows.len()));
        if Order::of(below, options).is_some() && is_title(head, options) {
            self.has_heading = true;
            self.told
                .push("the first line was taken for titles".to_owned());
        }
        let texts = if self.has_heading { below } else { rows };
        let has_two = rows.iter().any(|row| row.cells.len() > 1);
        let order = match Order::of(texts, options) {
            Some(order) => order,
            None if layout == Layout::Glossary && has_two => Order::SourceFirst,
            None => return,
        };
        let (source, target) = (&options.source, &options.target);
        let langs = match order {
            Order::SourceFirst => [source, target],
            Order::TargetFirst => [target, source],
        };
        if layout == Layout::Glossary && order == Order::TargetFirst {
            self.told.push(format!(
                "the first column is {}, and was taken for it; the second for {}",
                target.name(),
                source.name()
            ));
        }
        let texts = (0..).zip(langs).map(|(place, lang)| Texts {
            place,
            lang: lang.clone(),
            status: None,
            said: HashMap::new(),
        });
        self.texts = texts.collect();
        self.concept = vec![("note", 2)];
    }
}

/// Which of two columns is in which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    SourceFirst,
    TargetFirst,
}

impl Order {
    /// What the script of the texts in the first two columns tells.
    fn of(rows: &[Row], options: &Options) -> Option<Self> {
        let column = |place: usize| -> String {
            let cells = rows.iter().filter_map(|row| row.cells.get(place));
            cells.map(|cell| format!("{cell}\n")).collect()
        };
        let fits = |text: &str, own: &LangTag, other: &LangTag| {
            text.chars().any(char::is_alphabetic)
                && !is_foreign(text, own)
                && is_foreign(text, other)
        };
        let (source, target) = (&options.source, &options.target);
        let (a, b) = (column(0), column(1));
        match () {
            () if fits(&a, source, target) && fits(&b, target, source) => Some(Self::SourceFirst),
            () if fits(&a, target, source) && fits(&b, source, target) => Some(Self::TargetFirst),
            () => None,
        }
    }
}

/// Whether a row holds titles in words that are not known: two that differ, in one language, where
/// the texts below are in two. An acronym may stand in both languages, and is no title.
fn is_title(row: &[Row], options: &Options) -> bool {
    let cells = row.first().map_or(&[][..], |row| row.cells.as_slice());
    let [a, b, ..] = cells else {
        return false;
    };
    let is_word = |cell: &String| cell.chars().any(|c| c.is_lowercase() || is_han(c));
    Order::of(row, options).is_none() && a != b && is_word(a) && is_word(b)
}

impl Columns {
    fn row(
        &self,
        gathering: &mut Gathering,
        row: &Row,
        layout: Layout,
        by_source: &mut HashMap<String, String>,
    ) {
        let line = row.at.line;
        let cell = |place: usize| row.cells.get(place).map_or("", |cell| cell.trim());
        if layout != Layout::Table(table::Layout::Xlsx)
            && let Some(long) = (self.texts.iter())
                .map(|texts| cell(texts.place))
                .find(|cell| cell.contains('\n'))
        {
            let first = long.lines().next().unwrap_or_default();
            gathering.mend(
                line,
                format!("a term that begins “{first}” goes over several lines: a quotation mark is missing there; left out"),
            );
            return;
        }
        let terms: Vec<(&Texts, &str)> = (self.texts.iter())
            .flat_map(|texts| forms(cell(texts.place)).map(move |form| (texts, form)))
            .collect();
        let Some((first, name)) = terms.first().copied() else {
            gathering.mend(line, "the row has no term; left out".to_owned());
            return;
        };
        let key = format!("{}\t{}", first.lang.given(), fold(name));
        let given = (self.concept.iter())
            .find_map(|(field, place)| (*field == "concept").then(|| cell(*place)))
            .filter(|id| !id.is_empty());
        let id = match (given, by_source.get(&key)) {
            (Some(id), _) => id.to_owned(),
            (None, Some(id)) => id.clone(),
            (None, None) => Concept::id_for(name, |id| gathering.has(id)),
        };
        by_source.entry(key).or_insert_with(|| id.clone());
        let place = gathering.place(&id);
        self.concept_cells(gathering, place, &cell);
        for (texts, form) in terms {
            let known = gathering.concept(place).is_some_and(|concept| {
                let mut terms = concept.terms.iter();
                let is_name = |text: &str| texts.place == first.place && fold(text) == fold(name);
                terms.any(|term| {
                    term.lang == texts.lang
                        && (term.text == form || is_name(form) && is_name(&term.text))
                })
            });
            // The source term stands on every line of its concept.
            if !known {
                texts.add(gathering, place, form, line, &cell);
            }
        }
    }

    /// What is said of the concept, all of it, in the order of the columns and rows.
    fn concept_cells<'a>(
        &self,
        gathering: &mut Gathering,
        place: usize,
        cell: &dyn Fn(usize) -> &'a str,
    ) {
        let Some(concept) = gathering.concept(place) else {
            return;
        };
        for (field, at) in &self.concept {
            let said = match *field {
                "domain" => &mut concept.domain,
                "kind" => &mut concept.kind,
                "definition" => &mut concept.definition,
                "note" => &mut concept.note,
                "source" => &mut concept.source,
                _ => continue,
            };
            let given = cell(*at);
            if said.is_empty() {
                given.clone_into(said);
            } else if !given.is_empty() && !said.split("; ").any(|part| part == given) {
                said.push_str("; ");
                said.push_str(given);
            }
        }
    }
}

impl Texts {
    fn add<'a>(
        &self,
        gathering: &mut Gathering,
        place: usize,
        form: &str,
        line: u64,
        cell: &dyn Fn(usize) -> &'a str,
    ) {
        let said = |field: &str| self.said.get(field).map_or("", |place| cell(*place));
        let mut term = gathering.term(line, self.lang.clone(), form, &said);
        said("note").clone_into(&mut term.note);
        // memoQ: `CaseSense;Exact;Forbidden` in one cell.
        let info = said("info").to_lowercase();
        let has = |word: &str| info.split(';').any(|part| part.contains(word));
        term.exact_case |= has("casesense");
        let status = match self.status {
            _ if has("forbid") => TermStatus::Forbidden.as_str(),
            Some(status) => status.as_str(),
            None => said("status"),
        };
        gathering.add(place, term, status, line);
    }
}

/// The terms of a cell.
fn forms(cell: &str) -> impl Iterator<Item = &str> {
    let forms = cell.split(|c| PARTING.contains(&c) || c == '\n');
    forms.map(str::trim).filter(|form| !form.is_empty())
}
