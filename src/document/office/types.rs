//! Which parts of a package hold text to read, and how.

use std::collections::{HashMap, HashSet};
use std::io::{self, Seek};
use std::ops::Range;

use super::echoes::Echo;
use super::runs::{BEHIND_SLIDE, CHART, DRAWING, Dialect, SHEET, SHEET_CHART, Search, WORD};
use super::xml::{Token, Xml, attribute, local};
use super::{comments, damaged, literals, odf, sheets};
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
    /// In runs, which say again what stands in other parts.
    Again(&'static Dialect),
    /// As OpenDocument does.
    Odf,
    /// As a chart of OpenDocument does that has the table of its sheet once more.
    Charted,
    /// The names of the sheets of a workbook.
    Sheets,
    /// The words around the numbers of a workbook.
    Styles,
    /// Comments of slides that are plain text.
    Comments,
}

/// What was read of a part.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) found: Vec<Found>,
    /// Whether there are changes in it that wait to be accepted.
    pub(super) tracked: bool,
    /// Whether there are formulas in it that put texts together.
    pub(super) has_formulas: bool,
    /// Where it says again what stands elsewhere, in order.
    pub(super) echoes: Vec<Echo>,
    /// Where the names of sheets stand, in order.
    pub(super) names: Vec<Range<usize>>,
}

impl Reading {
    /// Adds what says again what stands elsewhere; whether it is a text of its own where nothing does.
    pub(super) fn say_again(&mut self, found: Vec<Found>, is_text: bool) {
        self.echo(found, is_text, false);
    }

    /// The same of what Excel compares with a cell, capitals or not: `"yes"` is a cell that says `Yes`.
    pub(super) fn compare(&mut self, found: Vec<Found>, is_text: bool) {
        self.echo(found, is_text, true);
    }

    fn echo(&mut self, found: Vec<Found>, is_text: bool, in_any_case: bool) {
        self.echoes.extend(found.iter().map(|found| Echo {
            range: found.span.clone(),
            is_text,
            in_any_case,
        }));
        self.found.extend(found);
    }
}

/// What is in the name of the type of a part with comments.
const COMMENTS: &str = "comments+xml";

/// A chart of a kind that there is since Office 2016.
const CHART_OF_TODAY: &str = "ms-office.chartex+xml";

/// What is drawn on a chart.
const CHART_SHAPES: &str = "drawingml.chartshapes+xml";

/// What a diagram says, and how Office has drawn it last.
const DIAGRAM: &str = "drawingml.diagramData+xml";
const DIAGRAM_SHOWN: &str = "drawingml.diagramDrawing+xml";

/// What is in the name of the type of the part that all others belong to.
const MAIN: &str = ".main+xml";

/// Where the parts of a package are listed with their types (ECMA-376 part 2 §10.1.2).
const LIST: &str = "[Content_Types].xml";

/// Where the parts of an OpenDocument package are listed with their types (ODF 1.3 part 2 §4).
const MANIFEST: &str = "META-INF/manifest.xml";

const WORDS: Content = Content::Runs(&WORD, BlockKind::Paragraph);
const NOTES: Content = Content::Runs(&WORD, BlockKind::Footnote);
const DRAWN: Content = Content::Runs(&DRAWING, BlockKind::Paragraph);
const CHARTED: Content = Content::Runs(&CHART, BlockKind::Paragraph);
const SHEET_CHARTED: Content = Content::Runs(&SHEET_CHART, BlockKind::Paragraph);
const DRAWN_AGAIN: Content = Content::Again(&DRAWING);
const BEHIND: Content = Content::Runs(&BEHIND_SLIDE, BlockKind::Paragraph);
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
    // What a form shows where nothing was entered, and texts that somebody may put in.
    (Format::Docx, "document.glossary+xml", Content::Again(&WORD)),
    (Format::Pptx, "presentationml.slide+xml", DRAWN),
    (Format::Pptx, "presentationml.notesSlide+xml", DRAWN),
    (
        Format::Pptx,
        "presentationml.comments+xml",
        Content::Comments,
    ),
    (Format::Pptx, "ms-powerpoint.comments+xml", DRAWN_NOTES),
    (Format::Pptx, "presentationml.slideLayout+xml", BEHIND),
    (Format::Pptx, "presentationml.slideMaster+xml", BEHIND),
    (Format::Xlsx, "sheet.main+xml", Content::Sheets),
    (Format::Xlsx, "sheet.macroEnabled.main+xml", Content::Sheets),
    (Format::Xlsx, "template.main+xml", Content::Sheets),
    (
        Format::Xlsx,
        "template.macroEnabled.main+xml",
        Content::Sheets,
    ),
    (Format::Xlsx, "spreadsheetml.sharedStrings+xml", CELLS),
    (Format::Xlsx, "spreadsheetml.styles+xml", Content::Styles),
    (Format::Xlsx, "spreadsheetml.worksheet+xml", CELLS),
    (Format::Xlsx, "spreadsheetml.chartsheet+xml", CELLS),
    (Format::Xlsx, "spreadsheetml.comments+xml", CELLS),
    (
        Format::Xlsx,
        "ms-excel.threadedcomments+xml",
        Content::Comments,
    ),
    (Format::Xlsx, "ms-excel.slicer+xml", CELLS),
    (Format::Xlsx, "ms-excel.timeline+xml", CELLS),
    (Format::Xlsx, "officedocument.drawing+xml", DRAWN),
    (Format::Docx, "drawingml.chart+xml", CHARTED),
    (Format::Pptx, "drawingml.chart+xml", CHARTED),
    (Format::Docx, CHART_OF_TODAY, CHARTED),
    (Format::Pptx, CHART_OF_TODAY, CHARTED),
    // What somebody has drawn on a chart.
    (Format::Docx, CHART_SHAPES, DRAWN),
    (Format::Pptx, CHART_SHAPES, DRAWN),
    (Format::Xlsx, CHART_SHAPES, DRAWN),
    // Its table is a sheet, whose cells are read.
    (Format::Xlsx, "drawingml.chart+xml", SHEET_CHARTED),
    (Format::Xlsx, CHART_OF_TODAY, DRAWN),
    (Format::Docx, DIAGRAM, DRAWN),
    (Format::Pptx, DIAGRAM, DRAWN),
    (Format::Xlsx, DIAGRAM, DRAWN),
    (Format::Docx, DIAGRAM_SHOWN, DRAWN_AGAIN),
    (Format::Pptx, DIAGRAM_SHOWN, DRAWN_AGAIN),
    (Format::Xlsx, DIAGRAM_SHOWN, DRAWN_AGAIN),
];

/// The parts that say which language text is in, and hold none.
const SETTINGS: &[&str] = &["word/styles.xml", "word/settings.xml"];

impl Content {
    /// Whether a part stands behind slides.
    pub(super) fn is_behind(self) -> bool {
        matches!(self, Self::Runs(dialect, _) if dialect.is_behind)
    }

    /// Whether a part is a chart that has a table of its own.
    pub(super) fn is_chart_with_table(self) -> bool {
        matches!(self, Self::Runs(dialect, _) if dialect.holds_table())
    }

    /// What is read of a part, with what more is asked for.
    pub(super) fn find(self, text: &str, more: More) -> Result<Reading, Fault> {
        match self {
            Self::Runs(dialect, kind) => Search::new(text, dialect, kind, more).run(),
            Self::Again(dialect) => {
                let read = Search::new(text, dialect, BlockKind::Paragraph, more).run()?;
                let whole = Echo {
                    range: 0..text.len(),
                    is_text: true,
                    in_any_case: false,
                };
                Ok(Reading {
                    echoes: vec![whole],
                    ..read
                })
            }
            Self::Sheets => {
                let found = sheets::find(text)?;
                let names = found.iter().map(|found| found.span.clone()).collect();
                Ok(Reading {
                    found,
                    names,
                    ..Reading::default()
                })
            }
            Self::Comments => Ok(Reading {
                found: comments::find(text)?,
                ..Reading::default()
            }),
            Self::Styles => Ok(Reading {
                found: literals::in_styles(text)?,
                ..Reading::default()
            }),
            Self::Odf => odf::find(text, more),
            Self::Charted => odf::find_chart(text),
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
        return odf_parts(package);
    }
    let list = package.text(LIST)?.unwrap_or_default();
    let said = |element, name| {
        let said = said_of(&list, element, [name, "ContentType"]);
        said.map_err(|fault| damaged(LIST, &fault))
    };
    let mut listed = said("Override", "PartName")?;
    let by_ending = said("Default", "Extension")?;
    let named: HashSet<&str> = listed
        .iter()
        .map(|[name, _]| name.trim_start_matches('/'))
        .collect();
    let others = package
        .names()
        .iter()
        .filter(|name| !named.contains(name.as_str()));
    let others = others.filter_map(|name| {
        let (_, ending) = name.rsplit_once('.')?;
        let mut types = by_ending.iter();
        let [_, type_] = types.find(|[known, _]| known.eq_ignore_ascii_case(ending))?;
        Some([name.clone(), type_.clone()])
    });
    let others: Vec<_> = others.collect();
    listed.extend(others);
    let mut parts: Vec<(usize, String, Content)> = Vec::new();
    for [name, type_] in &listed {
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
        let types = listed.iter().map(|[_, type_]| type_.as_str());
        return Err(nothing_in(package, types));
    }
    let shown = match format {
        Format::Pptx => shown(package)?,
        _ => HashMap::new(),
    };
    // What stands behind no slide is seen by nobody.
    parts.retain(|(_, name, content)| !content.is_behind() || shown.contains_key(name));
    // A slide and what belongs to it stand where they are shown; `header2` stands before `header10`.
    parts.sort_by_cached_key(|(order, name, _)| {
        let place = shown.get(name).copied().unwrap_or(usize::MAX);
        (place, *order, name.len(), name.clone())
    });
    Ok(parts
        .into_iter()
        .map(|(_, name, content)| (name, content))
        .collect())
}

/// The slides of a presentation and what belongs to them, such as their notes, each with its place in
/// the order in which they are shown.
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
        shown.entry((*slide).to_owned()).or_insert(place);
        for beside in package.relations(slide)? {
            let beside = beside.named().1;
            if parts.values().any(|other| *other == beside) {
                continue; // a link to another slide
            }
            if let Some(master) = package.related(beside, "slideMaster")? {
                shown.entry(master).or_insert(place);
            }
            shown.entry(beside.to_owned()).or_insert(place);
        }
    }
    Ok(shown)
}

/// The parts of OpenDocument that are read: what was written, and what stands at the head and foot
/// of its pages.
fn odf_parts(package: &mut Package<impl io::Read + Seek>) -> Result<Vec<(String, Content)>, Error> {
    let manifest = package.text(MANIFEST)?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(packed("it has a password; open it and save it without one"));
    }
    let files = said_of(&manifest, "file-entry", ["full-path", "media-type"]);
    let files = files.map_err(|fault| damaged(MANIFEST, &fault))?;
    let is_sheet = |[path, type_]: &[String; 2]| path == "/" && type_.contains("spreadsheet");
    let charted = match files.iter().any(is_sheet) {
        true => Content::Charted,
        false => Content::Odf,
    };
    let charts = files
        .iter()
        .filter(|[_, type_]| type_.contains("opendocument.chart"));
    let charts = charts.map(|[folder, _]| (format!("{folder}content.xml"), charted));
    let own = ["content.xml", "styles.xml"].map(|name| (name.to_owned(), Content::Odf));
    let is_there = |(name, _): &(String, Content)| package.names().contains(name);
    let parts: Vec<_> = own.into_iter().chain(charts).filter(is_there).collect();
    match parts.is_empty() {
        true => {
            let list = package.text(LIST)?.unwrap_or_default();
            Err(nothing_in(package, std::iter::once(list.as_str())))
        }
        false => Ok(parts),
    }
}

/// Why nothing is read of a package that lists parts of some types: its name may say another thing than
/// it is.
fn nothing_in<'t>(
    package: &Package<impl io::Read + Seek>,
    mut types: impl Iterator<Item = &'t str>,
) -> Error {
    let known = types.find_map(|listed| {
        let mut types = TYPES.iter();
        types.find(|(_, type_, _)| listed.contains(type_))
    });
    let is_odf = || package.names().iter().any(|name| name == "content.xml");
    packed(match known {
        Some((Format::Docx, ..)) => "it is a document of Word; let its name end in .docx",
        Some((Format::Pptx, ..)) => "it is a presentation of PowerPoint; let its name end in .pptx",
        Some((Format::Xlsx, ..)) => "it is a workbook of Excel; let its name end in .xlsx",
        _ if is_odf() => "it is of OpenDocument; let its name end in .odt, .ods or .odp",
        _ => "it holds no text, or is not what its name says",
    })
}

/// The parts that say which language text is in, and hold none.
pub(super) fn settings(package: &Package<impl io::Read + Seek>) -> Vec<String> {
    let is_setting = |name: &&String| SETTINGS.contains(&name.as_str());
    package.names().iter().filter(is_setting).cloned().collect()
}

/// What the elements of a name say in two attributes.
pub(super) fn said_of(
    text: &str,
    element: &str,
    names: [&str; 2],
) -> Result<Vec<[String; 2]>, Fault> {
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
