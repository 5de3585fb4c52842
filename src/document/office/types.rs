//! Which parts of a package hold text to read, and how.

use std::collections::{HashMap, HashSet};
use std::io::{self, Seek};
use std::ops::Range;

use super::runs::{CHART, DRAWING, Dialect, SHEET, Search, WORD};
use super::xml::{Token, Xml, attribute, local};
use super::{comments, damaged, odf, sheets};
use crate::document::block::BlockKind;
use crate::document::filter::Fault;
use crate::document::format::Format;
use crate::document::more::More;
use crate::document::splice::Found;
use crate::exchange::Error;
use crate::exchange::package::{Package, Relation, packed};

/// How a part holds text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    /// In runs, its paragraphs of a kind.
    Runs(&'static Dialect, BlockKind),
    /// As OpenDocument does, with what more is asked for.
    Odf(More),
    /// The names of the sheets of a workbook.
    Sheets,
    /// Comments of slides that are plain text.
    Comments,
}

/// What was read of a part.
pub(super) struct Read {
    pub(super) found: Vec<Found>,
    /// Whether there are changes in it that wait to be accepted.
    pub(super) tracked: bool,
    /// Where an older program finds what it shows in the place of what stands beside it.
    pub(super) fallbacks: Vec<Range<usize>>,
    /// Where the names of sheets stand, in order.
    pub(super) names: Vec<Range<usize>>,
}

/// What is in the name of the type of a part with comments.
const COMMENTS: &str = ".comments+xml";

/// What is in the name of the type of the part that all others belong to.
const MAIN: &str = ".main+xml";

/// Where the parts of a package are listed with their types (ECMA-376 part 2 §10.1.2).
const LIST: &str = "[Content_Types].xml";

const WORDS: Content = Content::Runs(&WORD, BlockKind::Paragraph);
const NOTES: Content = Content::Runs(&WORD, BlockKind::Footnote);
const DRAWN: Content = Content::Runs(&DRAWING, BlockKind::Paragraph);
const CHARTED: Content = Content::Runs(&CHART, BlockKind::Paragraph);
const DRAWN_NOTES: Content = Content::Runs(&DRAWING, BlockKind::Footnote);
const CELLS: Content = Content::Runs(&SHEET, BlockKind::Cell);

/// The types of parts that are read, by what is in their names, in the order in which they are.
const TYPES: &[(Format, &str, Content)] = &[
    (Format::Docx, "wordprocessingml.document.main+xml", WORDS),
    (Format::Docx, "wordprocessingml.template.main+xml", WORDS),
    (Format::Docx, "word.document.macroEnabled.main+xml", WORDS),
    (
        Format::Docx,
        "word.template.macroEnabledTemplate.main+xml",
        WORDS,
    ),
    (Format::Docx, "wordprocessingml.header+xml", WORDS),
    (Format::Docx, "wordprocessingml.footer+xml", WORDS),
    (Format::Docx, "wordprocessingml.footnotes+xml", NOTES),
    (Format::Docx, "wordprocessingml.endnotes+xml", NOTES),
    (Format::Docx, "wordprocessingml.comments+xml", NOTES),
    (Format::Docx, "wordprocessingml.numbering+xml", WORDS),
    (Format::Pptx, "presentationml.slide+xml", DRAWN),
    (Format::Pptx, "presentationml.notesSlide+xml", DRAWN),
    (
        Format::Pptx,
        "presentationml.comments+xml",
        Content::Comments,
    ),
    (Format::Pptx, "ms-powerpoint.comments+xml", DRAWN_NOTES),
    (Format::Xlsx, "sheet.main+xml", Content::Sheets),
    (Format::Xlsx, "sheet.macroEnabled.main+xml", Content::Sheets),
    (Format::Xlsx, "spreadsheetml.sharedStrings+xml", CELLS),
    (Format::Xlsx, "spreadsheetml.worksheet+xml", CELLS),
    (Format::Xlsx, "spreadsheetml.comments+xml", CELLS),
    (Format::Xlsx, "officedocument.drawing+xml", DRAWN),
    (Format::Docx, "drawingml.chart+xml", CHARTED),
    (Format::Pptx, "drawingml.chart+xml", CHARTED),
    // Its table is a sheet, whose cells are read.
    (Format::Xlsx, "drawingml.chart+xml", DRAWN),
    (Format::Docx, "drawingml.diagramData+xml", DRAWN),
    (Format::Pptx, "drawingml.diagramData+xml", DRAWN),
    (Format::Xlsx, "drawingml.diagramData+xml", DRAWN),
];

/// The parts that say which language text is in, and hold none.
const SETTINGS: &[&str] = &["word/styles.xml", "word/settings.xml"];

impl Content {
    /// What is read of a part.
    pub(super) fn find(self, text: &str) -> Result<Read, Fault> {
        match self {
            Self::Runs(dialect, kind) => {
                let mut search = Search::new(text, dialect, kind);
                search.run()?;
                Ok(Read {
                    found: search.found,
                    tracked: search.tracked,
                    fallbacks: search.fallbacks,
                    names: Vec::new(),
                })
            }
            Self::Sheets => {
                let found = sheets::find(text)?;
                Ok(Read {
                    names: found.iter().map(|found| found.span.clone()).collect(),
                    found,
                    tracked: false,
                    fallbacks: Vec::new(),
                })
            }
            Self::Comments => Ok(Read {
                found: comments::find(text)?,
                tracked: false,
                fallbacks: Vec::new(),
                names: Vec::new(),
            }),
            Self::Odf(more) => {
                let read = odf::find(text, more)?;
                Ok(Read {
                    found: read.found,
                    tracked: read.tracked,
                    fallbacks: Vec::new(),
                    names: read.names,
                })
            }
        }
    }
}

/// The parts of a package that are read, in order.
pub(super) fn parts(
    format: Format,
    more: More,
    package: &mut Package<impl io::Read + Seek>,
) -> Result<Vec<(String, Content)>, Error> {
    if format == Format::Odf {
        return odf_parts(more, package);
    }
    let list = package.text(LIST)?.unwrap_or_default();
    let listed = said_of(&list, "Override", ["PartName", "ContentType"]);
    let listed = listed.map_err(|fault| damaged(LIST, &fault))?;
    let mut parts: Vec<(usize, String, Content)> = Vec::new();
    for [name, type_] in listed {
        let name = name.trim_start_matches('/').to_owned();
        if type_.contains(MAIN) && !package.names().contains(&name) {
            return Err(packed(format!("it is damaged: {name} is missing in it")));
        }
        let mut types = TYPES.iter().enumerate();
        let known = types.find(|(_, (of, known, _))| *of == format && type_.contains(known));
        let is_asked_for = |(_, (_, _, content)): &(usize, &(Format, &str, Content))| match content
        {
            Content::Sheets => more.sheet_names,
            _ => more.comments || !type_.contains(COMMENTS),
        };
        let known = known.filter(is_asked_for);
        if let Some((order, (_, _, content))) = known {
            parts.push((order, name, *content));
        }
    }
    if parts.is_empty() {
        return Err(packed("it holds no text, or is not what its name says"));
    }
    let shown = match format {
        Format::Pptx => shown(package)?,
        _ => HashMap::new(),
    };
    // A slide, its notes and its comments stand where they are shown; `header2` stands before `header10`.
    parts.sort_by_cached_key(|(order, name, _)| {
        let place = shown.get(name).copied().unwrap_or(usize::MAX);
        (place, *order, name.len(), name.clone())
    });
    Ok(parts
        .into_iter()
        .map(|(_, name, content)| (name, content))
        .collect())
}

/// The slides of a presentation, their notes and comments, each with its place in the order in which they are
/// shown.
fn shown(package: &mut Package<impl io::Read + Seek>) -> Result<HashMap<String, usize>, Error> {
    let mut shown = HashMap::new();
    let Some(main) = package.related("", "officeDocument")? else {
        return Ok(shown);
    };
    let text = package.text(&main)?.unwrap_or_default();
    let slides = said_of(&text, "sldId", ["r:id", "r:id"]);
    let slides = slides.map_err(|fault| damaged(&main, &fault))?;
    let parts = package.relations(&main)?;
    let parts: HashMap<&str, &str> = parts.iter().map(Relation::named).collect();
    for (place, [id, _]) in slides.iter().enumerate() {
        let Some(slide) = parts.get(id.as_str()) else {
            continue;
        };
        let notes = package.related(slide, "notesSlide")?;
        let comments = package.related(slide, "comments")?;
        let beside = notes.into_iter().chain(comments);
        for part in beside.chain([(*slide).to_owned()]) {
            shown.entry(part).or_insert(place);
        }
    }
    Ok(shown)
}

/// The parts of OpenDocument that are read: what was written, and what stands at the head and foot
/// of its pages.
fn odf_parts(
    more: More,
    package: &mut Package<impl io::Read + Seek>,
) -> Result<Vec<(String, Content)>, Error> {
    let content = Content::Odf(more);
    let manifest = package.text("META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(packed("it has a password; open it and save it without one"));
    }
    let is_read = |name: &&&str| package.names().iter().any(|own| own == **name);
    let parts = ["content.xml", "styles.xml"].iter().filter(is_read);
    let parts: Vec<_> = (parts.map(|name| ((*name).to_owned(), content))).collect();
    match parts.is_empty() {
        true => Err(packed("it holds no text, or is not what its name says")),
        false => Ok(parts),
    }
}

/// The texts by which tables of a workbook call their columns. Formulas name them so too, and Excel
/// takes a table whose head says another thing for damaged.
pub(super) fn column_names(
    package: &mut Package<impl io::Read + Seek>,
) -> Result<HashSet<String>, Error> {
    let is_table = |name: &&String| name.starts_with("xl/tables/");
    let tables: Vec<String> = package.names().iter().filter(is_table).cloned().collect();
    let mut names = HashSet::new();
    for name in tables {
        let table = package.text(&name)?.unwrap_or_default();
        let columns = said_of(&table, "tableColumn", ["name", "id"]);
        let columns = columns.map_err(|fault| damaged(&name, &fault))?;
        names.extend(columns.into_iter().map(|[name, _]| name));
    }
    Ok(names)
}

/// The parts that say which language text is in, and hold none.
pub(super) fn settings(package: &Package<impl io::Read + Seek>) -> Vec<String> {
    let is_setting = |name: &&String| SETTINGS.contains(&name.as_str());
    package.names().iter().filter(is_setting).cloned().collect()
}

/// What the elements of a name say in two attributes.
fn said_of(text: &str, element: &str, names: [&str; 2]) -> Result<Vec<[String; 2]>, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut said = Vec::new();
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) || local(xml.name()) != element {
            continue;
        }
        let tag = text.get(xml.range()).unwrap_or_default();
        let value = |name| attribute(tag, 0, name).map(|(value, _)| value);
        if let [Some(one), Some(other)] = names.map(value) {
            said.push([one, other]);
        }
    }
    Ok(said)
}
