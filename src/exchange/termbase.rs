//! The termbase as a table: CSV (RFC 4180), UTF-8, one row a term.
//!
//! Columns, in the order they are written: `concept lang term status part_of_speech term_type
//! case match label domain kind definition note source`. `domain`, `kind`, `definition` and
//! `source` belong to the concept and stand on its first row; `note` there says how to use the
//! concept, further down how to use the form of its row. Only `concept`, `lang` and `term` are
//! needed when read; columns stand in any order.

use std::collections::HashMap;
use std::io::Write;

use super::sheet::{guarded, unguarded};
use super::table::delimiter;
use super::{Error, Loss, Mend, Report};
use crate::term::{Concept, Term, TermMatch, TermStatus};
use crate::text::LangTag;

const COLUMNS: [&str; 14] = [
    "concept",
    "lang",
    "term",
    "status",
    "part_of_speech",
    "term_type",
    "case",
    "match",
    "label",
    "domain",
    "kind",
    "definition",
    "note",
    "source",
];
const PARTS_OF_SPEECH: [&str; 6] = ["noun", "properNoun", "verb", "adjective", "adverb", "other"];
const TERM_TYPES: [&str; 6] = [
    "fullForm",
    "acronym",
    "abbreviation",
    "shortForm",
    "variant",
    "phrase",
];

/// A termbase that was read, and what was mended in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Termbase {
    /// The concepts, in the order of their first rows.
    pub concepts: Vec<Concept>,
    /// What was not as it should be, and what was done about it, in the order of the lines.
    pub mended: Vec<Mend>,
}

/// Reads a termbase. Commas, semicolons or tabs may stand between the columns, as the first line
/// has it.
///
/// A row that cannot be a term (no term, a language tag that is none) is left out and said; a
/// value that is not known is replaced and said. Where `status` says nothing, the first form of a
/// language is preferred and the others are admitted.
///
/// # Errors
/// [`Error::MissingColumn`] where the first line does not name `concept`, `lang` and `term`;
/// [`Error::Line`] where a line is no CSV.
pub fn read(text: &str) -> Result<Termbase, Error> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let mut reading = Reading::default();
    let columns = match rows.next() {
        Some(first) => Columns::new(&first.map_err(line_error)?, &mut reading)?,
        None => Columns::new(&csv::StringRecord::new(), &mut reading)?,
    };
    for row in rows {
        let record = row.map_err(line_error)?;
        let line = record.position().map_or(0, csv::Position::line);
        reading.row(&Row {
            columns: &columns,
            record: &record,
            line,
        });
    }
    // What was left of a concept may be nothing; that was said row by row.
    let mut termbase = reading.termbase;
    termbase
        .concepts
        .retain(|concept| !concept.terms.is_empty());
    Ok(termbase)
}

/// Writes a termbase. Concepts without a term are left out and counted.
///
/// # Errors
/// [`Error::Write`] where the system cannot write.
pub fn write<W: Write>(out: W, concepts: &[Concept]) -> Result<(W, Report), Error> {
    let mut report = Report::default();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(out);
    writer.write_record(COLUMNS).map_err(std::io::Error::from)?;
    for concept in concepts {
        report.lose(Loss::NoTerm, usize::from(concept.terms.is_empty()));
        report.written += u64::from(!concept.terms.is_empty());
        for (index, term) in concept.terms.iter().enumerate() {
            let first = |text| if index == 0 { text } else { "" };
            // The first row has one place for two notes.
            let notes = [first(&concept.note), term.note.as_str()];
            let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
            let row = [
                concept.id.as_str(),
                term.lang.given(),
                &term.text,
                term.status.as_str(),
                &term.part_of_speech,
                &term.term_type,
                if term.exact_case { "exact" } else { "any" },
                term.match_.as_str(),
                &term.label,
                first(&concept.domain),
                first(&concept.kind),
                first(&concept.definition),
                &notes.join(" "),
                first(&concept.source),
            ];
            let row = row.into_iter().map(guarded);
            let cells = row.map(|cell| cell.into_owned());
            writer.write_record(cells).map_err(std::io::Error::from)?;
        }
    }
    let out = writer
        .into_inner()
        .map_err(|error| Error::Write(error.into_error()))?;
    Ok((out, report))
}

fn line_error(error: csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line);
    Error::Line {
        line,
        message: error.to_string(),
    }
}

/// Where each known column stands.
struct Columns(HashMap<&'static str, usize>);

impl Columns {
    fn new(names: &csv::StringRecord, reading: &mut Reading) -> Result<Self, Error> {
        let mut columns = HashMap::new();
        for (index, given) in names.iter().enumerate() {
            let name = given.trim().to_lowercase().replace([' ', '-'], "_");
            match COLUMNS.into_iter().find(|known| *known == name) {
                Some(known) if columns.contains_key(known) => {
                    reading.mend(
                        1,
                        format!("column “{known}” stands twice; the first is read"),
                    );
                }
                Some(known) => {
                    columns.insert(known, index);
                }
                None if name.is_empty() => {}
                None => reading.mend(1, format!("column “{given}” is not known and not read")),
            }
        }
        for column in ["concept", "lang", "term"] {
            if !columns.contains_key(column) {
                return Err(Error::MissingColumn { column });
            }
        }
        Ok(Self(columns))
    }
}

struct Row<'a> {
    columns: &'a Columns,
    record: &'a csv::StringRecord,
    line: u64,
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> &'a str {
        let index = self.columns.0.get(column);
        index
            .and_then(|index| self.record.get(*index))
            .map(unguarded)
            .unwrap_or_default()
            .trim()
    }
}

#[derive(Default)]
struct Reading {
    termbase: Termbase,
    by_id: HashMap<String, usize>,
}

impl Reading {
    fn mend(&mut self, line: u64, message: String) {
        self.termbase.mended.push(Mend::on_line(line, message));
    }

    fn row(&mut self, row: &Row<'_>) {
        if row.record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let id = match row.cell("concept") {
            "" => match self.termbase.concepts.last() {
                Some(above) => {
                    let id = above.id.clone();
                    self.mend(
                        row.line,
                        format!("the row names no concept; taken for “{id}” as above"),
                    );
                    id
                }
                None => {
                    self.mend(row.line, "the row names no concept; left out".to_owned());
                    return;
                }
            },
            id => id.to_owned(),
        };
        let is_first = !self.by_id.contains_key(&id);
        let next = self.termbase.concepts.len();
        let index = *self.by_id.entry(id.clone()).or_insert(next);
        if is_first {
            self.termbase.concepts.push(Concept {
                id: id.clone(),
                domain: String::new(),
                kind: String::new(),
                definition: String::new(),
                note: row.cell("note").to_owned(),
                source: String::new(),
                terms: Vec::new(),
            });
        }
        self.concept_cells(index, row);
        if let Some(mut term) = self.term(row) {
            if !is_first {
                row.cell("note").clone_into(&mut term.note);
            }
            self.add(index, term, row);
        }
    }

    /// The cells that belong to the concept, on whichever row they stand.
    fn concept_cells(&mut self, index: usize, row: &Row<'_>) {
        let mut clashes = Vec::new();
        let Some(concept) = self.termbase.concepts.get_mut(index) else {
            return;
        };
        for (column, value) in [
            ("domain", &mut concept.domain),
            ("kind", &mut concept.kind),
            ("definition", &mut concept.definition),
            ("source", &mut concept.source),
        ] {
            let given = row.cell(column);
            if value.is_empty() {
                given.clone_into(value);
            } else if !given.is_empty() && given != value {
                clashes.push(format!(
                    "“{column}” of “{}” is “{value}” on an earlier line; “{given}” is left out",
                    concept.id
                ));
            }
        }
        for clash in clashes {
            self.mend(row.line, clash);
        }
    }

    fn term(&mut self, row: &Row<'_>) -> Option<Term> {
        let text = row.cell("term");
        if text.is_empty() {
            self.mend(row.line, "the row has no term; left out".to_owned());
            return None;
        }
        if text.contains(['\n', '\r']) {
            let first = text.lines().next().unwrap_or_default();
            self.mend(
                row.line,
                format!("a term that begins “{first}” goes over several lines: a quotation mark is missing there; left out"),
            );
            return None;
        }
        let lang = match LangTag::parse(row.cell("lang")) {
            Ok(lang) => lang,
            Err(error) => {
                self.mend(row.line, format!("{error}; the term “{text}” is left out"));
                return None;
            }
        };
        Some(Term {
            lang,
            text: text.to_owned(),
            status: TermStatus::Admitted, // set when the other terms are known
            part_of_speech: self.known(row, "part_of_speech", &PARTS_OF_SPEECH),
            term_type: self.known(row, "term_type", &TERM_TYPES),
            exact_case: self.choice(row, "case", "any", &[("any", false), ("exact", true)]),
            match_: self.choice(
                row,
                "match",
                "word",
                &TermMatch::ALL.map(|match_| (match_.as_str(), match_)),
            ),
            label: row.cell("label").to_owned(),
            note: String::new(),
        })
    }

    /// A cell that should hold a word of a list; another word is kept and said.
    fn known(&mut self, row: &Row<'_>, column: &str, list: &[&str]) -> String {
        let given = row.cell(column);
        if let Some(known) = list.iter().find(|known| known.eq_ignore_ascii_case(given)) {
            return (*known).to_owned();
        }
        if !given.is_empty() {
            let list = list.join(", ");
            self.mend(
                row.line,
                format!("“{column}” is “{given}”, which is none of {list}; kept"),
            );
        }
        given.to_owned()
    }

    /// A cell that must hold a word of a list; another word is replaced by the `default` and said.
    fn choice<T: Copy + Default>(
        &mut self,
        row: &Row<'_>,
        column: &str,
        default: &str,
        list: &[(&str, T)],
    ) -> T {
        let given = row.cell(column);
        let find = |name: &str| {
            let found = list
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, value)| *value)
        };
        find(given).unwrap_or_else(|| {
            if !given.is_empty() {
                self.mend(
                    row.line,
                    format!("“{column}” is “{given}”, which is not known; taken for “{default}”"),
                );
            }
            find(default).unwrap_or_default()
        })
    }

    /// Adds a term with its status: one preferred form in each language.
    fn add(&mut self, index: usize, mut term: Term, row: &Row<'_>) {
        let given = row.cell("status");
        let known = status(given);
        let Some(concept) = self.termbase.concepts.get_mut(index) else {
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
            self.mend(row.line, message);
        }
    }
}

/// The status of that name: ours, those of ISO 12616, or those of TBX.
fn status(name: &str) -> Option<TermStatus> {
    let name = name.to_ascii_lowercase();
    let name = name.trim_end_matches("-admn-sts").trim_end_matches("term");
    match name {
        "preferred" => Some(TermStatus::Preferred),
        "admitted" => Some(TermStatus::Admitted),
        "forbidden" | "deprecated" | "superseded" => Some(TermStatus::Forbidden),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> String {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tm/wipo-dg-china-2024/terms.csv"
        );
        std::fs::read_to_string(path).unwrap()
    }

    fn written(concepts: &[Concept]) -> String {
        String::from_utf8(write(Vec::new(), concepts).unwrap().0).unwrap()
    }

    #[test]
    fn a_missing_quotation_mark_is_said_and_makes_no_long_term() {
        let text = "concept,lang,term\nport,en,port\nwind,en,\"wind\nwind,zh-Hans,风\n";
        let termbase = read(text).unwrap();
        let terms: Vec<_> = termbase
            .concepts
            .iter()
            .flat_map(|concept| &concept.terms)
            .collect();
        assert_eq!(terms.len(), 1);
        assert!(
            termbase
                .mended
                .iter()
                .any(|mend| mend.line == 3 && mend.message.contains("quotation mark"))
        );
    }

    #[test]
    fn the_shipped_termbase_comes_back_byte_for_byte() {
        let text = shipped();
        let termbase = read(&text).unwrap();
        assert_eq!(termbase.mended, []);
        assert!(termbase.concepts.len() > 400);
        assert_eq!(written(&termbase.concepts), text);
    }

    #[test]
    fn columns_stand_in_any_order_and_most_may_lack() {
        let text = "\u{FEFF}Term;LANG;concept;Remark\r\nCNIPA;en;cnipa;x\r\n国家知识产权局;zh_CN;cnipa;\r\n国知局;zh-Hans;cnipa;\r\n";
        let termbase = read(text).unwrap();
        let [concept] = termbase.concepts.as_slice() else {
            panic!("one concept: {termbase:?}");
        };
        let statuses: Vec<_> = concept.terms.iter().map(|term| term.status).collect();
        assert_eq!(
            statuses,
            [
                TermStatus::Preferred,
                TermStatus::Preferred,
                TermStatus::Admitted
            ]
        );
        assert_eq!(termbase.mended.len(), 1);
        assert!(termbase.mended[0].message.contains("Remark"));
    }

    #[test]
    fn bad_rows_are_said_with_their_line_and_the_others_kept() {
        let text = "concept,lang,term,status,case,domain\n\
            ip,en,intellectual property,preferred,any,general IP\n\
            ip,中文,知识产权,preferred,any,\n\
            ip,zh-Hans,知识产权,best,any,\n\
            ip,zh-Hans,,preferred,any,\n\
            ip,en,IP,preferred,upper,patent\n\
            ip,en,IP\n\
            ,en,IPR,deprecatedTerm-admn-sts\n";
        let termbase = read(text).unwrap();
        let concept = &termbase.concepts[0];
        let terms: Vec<_> = concept
            .terms
            .iter()
            .map(|term| (term.text.as_str(), term.status))
            .collect();
        assert_eq!(
            terms,
            [
                ("intellectual property", TermStatus::Preferred),
                ("知识产权", TermStatus::Admitted),
                ("IP", TermStatus::Admitted),
                ("IPR", TermStatus::Forbidden),
            ]
        );
        assert_eq!(concept.domain, "general IP");
        let lines: Vec<_> = termbase.mended.iter().map(|mend| mend.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 6, 6, 7, 8]);
    }

    #[test]
    fn a_table_without_its_columns_is_refused_by_name() {
        for (text, missing) in [("", "concept"), ("concept,lang\na,b\n", "term")] {
            let error = read(text).unwrap_err();
            assert!(error.to_string().contains(missing), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic_and_what_was_read_is_stable(
            rows in "(concept,lang,term,status,note\n)?([ab]?,(en|zh|x!)?,[ab国\"\n]{0,3},[a-z]{0,3},[ab]?\n){0,6}"
        ) {
            if let Ok(termbase) = read(&rows) {
                let text = written(&termbase.concepts);
                let again = read(&text).unwrap();
                proptest::prop_assert_eq!(written(&again.concepts), text);
            }
        }
    }
}
