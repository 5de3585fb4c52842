//! Tables with a row a term.

use std::collections::HashMap;

use super::Termbase;
use super::gather::Gathering;
use super::titles::{Mapping, Meaning, Side, What, fold, not_read};
use crate::exchange::table::Row;
use crate::exchange::{Error, Mend};
use crate::text::LangTag;

/// Where each known column stands.
pub(super) type Columns = HashMap<&'static str, usize>;

/// The columns of a table with a row a term, and what was mended; `None` where it is none.
///
/// # Errors
/// [`Error::MissingColumn`] where it lacks one it cannot be without.
pub(super) fn columns(
    heading: &[String],
    mapping: &Mapping,
) -> Result<Option<(Columns, Vec<Mend>)>, Error> {
    let meanings = mapping.meanings(heading)?;
    let mut columns = Columns::new();
    let mut mended = Vec::new();
    let mut mend = |message: String| mended.push(Mend::on_line(1, message));
    let mut has_target = false;
    for (place, column) in meanings.iter().enumerate() {
        has_target |= matches!(&column.meaning, Some(Meaning { side: Some(side), .. }) if *side != Side::Source);
        let known = match &column.meaning {
            Some(Meaning {
                side: Some(Side::Source),
                what: What::Term(None),
            }) if fold(&column.title) == "source" => Some("source"),
            Some(Meaning { side: None, what }) => match what {
                What::Term(None) => Some("term"),
                What::Field(name) => Some(*name),
                What::Passed => continue,
                What::Term(_) => None,
            },
            _ => None,
        };
        match known {
            Some(known) if columns.contains_key(known) => {
                mend(format!("column “{known}” stands twice; the first is read"));
            }
            Some(known) => {
                columns.insert(known, place);
            }
            None if column.title.is_empty() => {}
            None => mend(not_read(&column.title)),
        }
    }
    let has = |column| columns.contains_key(column);
    let is_by_term = match has("lang") {
        true => has("term") || has("concept"),
        false => has("concept") && has("term") && !has_target,
    };
    if !is_by_term {
        return Ok(None);
    }
    for column in ["concept", "lang", "term"] {
        if !has(column) {
            return Err(Error::MissingColumn { column });
        }
    }
    Ok(Some((columns, mended)))
}

/// Whether the first line of a table is that of a row a term.
pub(in crate::exchange) fn has_titles(heading: &str) -> bool {
    let titles = heading.split([',', ';', '\t']);
    let titles = titles.map(|title| title.trim_matches('"').to_owned());
    !matches!(
        columns(&titles.collect::<Vec<_>>(), &Mapping::default()),
        Ok(None)
    )
}

/// Reads the rows below the titles.
pub(super) fn read(rows: &[Row], columns: &Columns, mended: Vec<Mend>) -> Termbase {
    let mut gathering = Gathering::new(mended);
    for row in rows {
        read_row(&mut gathering, row, columns);
    }
    gathering.finish()
}

fn read_row(gathering: &mut Gathering, row: &Row, columns: &Columns) {
    let line = row.at.line;
    let cell = |column: &str| {
        let place = columns.get(column);
        let cell = place.and_then(|place| row.cells.get(*place));
        cell.map_or("", |cell| cell.trim())
    };
    let id = match (cell("concept"), gathering.last()) {
        ("", Some(above)) => {
            let id = above.to_owned();
            gathering.mend(
                line,
                format!("the row names no concept; taken for “{id}” as above"),
            );
            id
        }
        ("", None) => {
            gathering.mend(line, "the row names no concept; left out".to_owned());
            return;
        }
        (id, _) => id.to_owned(),
    };
    let is_first = !gathering.has(&id);
    let place = gathering.place(&id);
    concept_cells(gathering, place, line, is_first, &cell);
    let text = cell("term");
    let Some(lang) = lang_of(gathering, line, text, cell("lang")) else {
        return;
    };
    let mut term = gathering.term(line, lang, text, &cell);
    if !is_first {
        cell("note").clone_into(&mut term.note);
    }
    gathering.add(place, term, cell("status"), line);
}

/// The cells that belong to the concept, on whichever row they stand.
fn concept_cells<'a>(
    gathering: &mut Gathering,
    place: usize,
    line: u64,
    is_first: bool,
    cell: &dyn Fn(&str) -> &'a str,
) {
    let mut clashes = Vec::new();
    let Some(concept) = gathering.concept(place) else {
        return;
    };
    if is_first {
        cell("note").clone_into(&mut concept.note);
    }
    for (column, value) in [
        ("domain", &mut concept.domain),
        ("kind", &mut concept.kind),
        ("definition", &mut concept.definition),
        ("source", &mut concept.source),
    ] {
        let given = cell(column);
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
        gathering.mend(line, clash);
    }
}

/// The language of a row, where it can be a term.
fn lang_of(gathering: &mut Gathering, line: u64, text: &str, given: &str) -> Option<LangTag> {
    if text.is_empty() {
        gathering.mend(line, "the row has no term; left out".to_owned());
        return None;
    }
    if text.contains(['\n', '\r']) {
        let first = text.lines().next().unwrap_or_default();
        gathering.mend(
            line,
            format!("a term that begins “{first}” goes over several lines: a quotation mark is missing there; left out"),
        );
        return None;
    }
    match LangTag::parse(given) {
        Ok(lang) => Some(lang),
        Err(error) => {
            gathering.mend(line, format!("{error}; the term “{text}” is left out"));
            None
        }
    }
}
