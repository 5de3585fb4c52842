//! A review table as a DOCX file (ECMA-376 part 1, §17), for Word, LibreOffice and WPS.

use super::status;
use super::{INSTRUCTIONS, Row, Whole, Written};
use crate::exchange::Error;
use crate::exchange::package::pack;
use crate::exchange::xml::{Element, XmlWriter};
use crate::text::LangTag;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// The widths of the columns, in twentieths of a point: together what an A4 page on its side has
/// between margins of 1.27 cm.
const WIDTHS: [u32; 5] = [1000, 5200, 5200, 1450, 2540];

type Xml = XmlWriter<Vec<u8>>;

/// The bytes of the file; the same table is the same bytes.
pub(super) fn docx(table: &Written) -> Result<Vec<u8>, Error> {
    pack(&[
        ("[Content_Types].xml", content_types()?),
        ("_rels/.rels", package_relations()?),
        ("docProps/core.xml", core(table)?),
        ("word/_rels/document.xml.rels", document_relations()?),
        ("word/document.xml", document(table)?),
        ("word/settings.xml", settings()?),
        ("word/styles.xml", styles(table)?),
    ])
}

fn xml() -> Result<Xml, Error> {
    Ok(XmlWriter::new(Vec::new())?)
}

fn content_types() -> Result<Vec<u8>, Error> {
    let mut xml = xml()?;
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.open(Element::new("Types").with("xmlns", types))?;
    let package = "application/vnd.openxmlformats-package";
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    for (extension, kind) in [
        ("rels", format!("{package}.relationships+xml")),
        ("xml", "application/xml".to_owned()),
    ] {
        let default = Element::new("Default").with("Extension", extension);
        xml.empty(default.with("ContentType", kind))?;
    }
    for (part, kind) in [
        (
            "/docProps/core.xml",
            format!("{package}.core-properties+xml"),
        ),
        ("/word/document.xml", format!("{word}.document.main+xml")),
        ("/word/settings.xml", format!("{word}.settings+xml")),
        ("/word/styles.xml", format!("{word}.styles+xml")),
    ] {
        let part = Element::new("Override").with("PartName", part);
        xml.empty(part.with("ContentType", kind))?;
    }
    Ok(xml.finish()?)
}

fn relations(targets: &[(&str, String)]) -> Result<Vec<u8>, Error> {
    let mut xml = xml()?;
    xml.open(Element::new("Relationships").with("xmlns", RELATIONS))?;
    for (number, (target, kind)) in (1..).zip(targets) {
        let relation = Element::new("Relationship").with("Id", format!("rId{number}"));
        xml.empty(relation.with("Type", kind).with("Target", *target))?;
    }
    Ok(xml.finish()?)
}

fn package_relations() -> Result<Vec<u8>, Error> {
    relations(&[
        ("word/document.xml", format!("{OFFICE}/officeDocument")),
        ("docProps/core.xml", CORE_RELATION.to_owned()),
    ])
}

fn document_relations() -> Result<Vec<u8>, Error> {
    relations(&[
        ("styles.xml", format!("{OFFICE}/styles")),
        ("settings.xml", format!("{OFFICE}/settings")),
    ])
}

fn core(table: &Written) -> Result<Vec<u8>, Error> {
    let mut xml = xml()?;
    let root = Element::new("cp:coreProperties").with("xmlns:cp", CORE);
    xml.open(root.with("xmlns:dc", "http://purl.org/dc/elements/1.1/"))?;
    xml.text(Element::new("dc:title"), &table.title())?;
    xml.text(Element::new("dc:creator"), "yiku")?;
    Ok(xml.finish()?)
}

/// What the reviewer changes is tracked from the first key on.
fn settings() -> Result<Vec<u8>, Error> {
    let mut xml = xml()?;
    xml.open(Element::new("w:settings").with("xmlns:w", MAIN))?;
    xml.empty(Element::new("w:trackRevisions"))?;
    xml.open(Element::new("w:compat"))?;
    // Without it Word opens the file in the mode of Word 2007.
    let mode = Element::new("w:compatSetting").with("w:name", "compatibilityMode");
    let mode = mode.with("w:uri", "http://schemas.microsoft.com/office/word");
    xml.empty(mode.with("w:val", "15"))?;
    Ok(xml.finish()?)
}

fn styles(table: &Written) -> Result<Vec<u8>, Error> {
    let mut xml = xml()?;
    xml.open(Element::new("w:styles").with("xmlns:w", MAIN))?;
    xml.open(Element::new("w:docDefaults"))?;
    xml.open(Element::new("w:rPrDefault"))?;
    xml.open(Element::new("w:rPr"))?;
    let fonts = Element::new("w:rFonts")
        .with("w:ascii", "Calibri")
        .with("w:hAnsi", "Calibri")
        .with("w:eastAsia", "SimSun")
        .with("w:cs", "Calibri");
    xml.empty(fonts)?;
    xml.empty(Element::new("w:sz").with("w:val", "20"))?;
    xml.empty(language(&table.header.source, &table.header.target))?;
    for _ in ["rPr", "rPrDefault"] {
        xml.close()?;
    }
    xml.open(Element::new("w:pPrDefault"))?;
    xml.open(Element::new("w:pPr"))?;
    xml.empty(Element::new("w:spacing").with("w:after", "40"))?;
    for _ in ["pPr", "pPrDefault", "docDefaults"] {
        xml.close()?;
    }
    let normal = Element::new("w:style").with("w:type", "paragraph");
    let normal = normal.with("w:default", "1").with("w:styleId", "Normal");
    xml.open(normal)?;
    xml.empty(Element::new("w:name").with("w:val", "Normal"))?;
    Ok(xml.finish()?)
}

/// The languages of the table, for spelling: Word wants regions.
fn language(source: &LangTag, target: &LangTag) -> Element<'static> {
    let language = Element::new("w:lang");
    let (western, eastern) = match (source.is_chinese(), target.is_chinese()) {
        (true, _) => (target, Some(source)),
        (false, true) => (source, Some(target)),
        (false, false) => (source, None),
    };
    language
        .with("w:val", with_region(western))
        .maybe("w:eastAsia", eastern.map(with_region))
}

fn with_region(lang: &LangTag) -> String {
    match (lang.language(), lang.region(), lang.script()) {
        (language, Some(region), _) => format!("{language}-{region}"),
        ("zh", None, Some("Hant")) => "zh-TW".to_owned(),
        ("zh", None, _) => "zh-CN".to_owned(),
        ("en", None, _) => "en-US".to_owned(),
        _ => lang.canonical(),
    }
}

fn document(table: &Written) -> Result<Vec<u8>, Error> {
    let mut xml = xml()?;
    xml.open(Element::new("w:document").with("xmlns:w", MAIN))?;
    xml.open(Element::new("w:body"))?;
    paragraph(&mut xml, &table.title(), &Look::TITLE)?;
    for instruction in INSTRUCTIONS {
        paragraph(&mut xml, instruction, &Look::PLAIN)?;
    }
    xml.open(Element::new("w:tbl"))?;
    table_properties(&mut xml)?;
    heading(&mut xml, table)?;
    let several = table.documents().len() > 1;
    for (number, row) in (1..).zip(&table.rows) {
        body_row(&mut xml, table, row, number, several)?;
    }
    xml.close()?;
    // A table must not be the last thing in a document.
    xml.empty(Element::new("w:p"))?;
    xml.open(Element::new("w:sectPr"))?;
    let size = Element::new("w:pgSz")
        .with("w:w", "16838")
        .with("w:h", "11906");
    xml.empty(size.with("w:orient", "landscape"))?;
    let mut margins = Element::new("w:pgMar");
    for side in ["w:top", "w:right", "w:bottom", "w:left"] {
        margins = margins.with(side, "720");
    }
    for part in ["w:header", "w:footer"] {
        margins = margins.with(part, "360");
    }
    xml.empty(margins.with("w:gutter", "0"))?;
    Ok(xml.finish()?)
}

fn table_properties(xml: &mut Xml) -> Result<(), Error> {
    xml.open(Element::new("w:tblPr"))?;
    let whole: u32 = WIDTHS.iter().sum();
    let width = Element::new("w:tblW").with("w:w", whole.to_string());
    xml.empty(width.with("w:type", "dxa"))?;
    xml.open(Element::new("w:tblBorders"))?;
    for side in [
        "w:top",
        "w:left",
        "w:bottom",
        "w:right",
        "w:insideH",
        "w:insideV",
    ] {
        let border = Element::new(side).with("w:val", "single").with("w:sz", "4");
        xml.empty(border.with("w:space", "0").with("w:color", "A6A6A6"))?;
    }
    xml.close()?;
    xml.empty(Element::new("w:tblLayout").with("w:type", "fixed"))?;
    xml.close()?;
    xml.open(Element::new("w:tblGrid"))?;
    for width in WIDTHS {
        xml.empty(Element::new("w:gridCol").with("w:w", width.to_string()))?;
    }
    Ok(xml.close()?)
}

/// The row of titles, which every page repeats.
fn heading(xml: &mut Xml, table: &Written) -> Result<(), Error> {
    xml.open(Element::new("w:tr"))?;
    xml.open(Element::new("w:trPr"))?;
    xml.empty(Element::new("w:cantSplit"))?;
    xml.empty(Element::new("w:tblHeader"))?;
    xml.close()?;
    let whole = Whole {
        rows: table.rows.len(),
    };
    for (column, title) in table.titles().into_iter().enumerate() {
        open_cell(xml, column, Some("D9D9D9"))?;
        match column {
            0 => marked(xml, title, &whole.written(), 0, &Look::BOLD)?,
            _ => paragraph(xml, title, &Look::BOLD)?,
        }
        xml.close()?;
    }
    Ok(xml.close()?)
}

fn body_row(
    xml: &mut Xml,
    table: &Written,
    row: &Row,
    number: usize,
    several: bool,
) -> Result<(), Error> {
    const GREY: Option<&str> = Some("F2F2F2");
    let header = &table.header;
    xml.open(Element::new("w:tr"))?;
    xml.open(Element::new("w:trPr"))?;
    xml.empty(Element::new("w:cantSplit"))?;
    xml.close()?;
    open_cell(xml, 0, GREY)?;
    marked(
        xml,
        &row.name(several),
        &row.mark.written(),
        number,
        &Look::PLAIN,
    )?;
    xml.close()?;
    open_cell(xml, 1, GREY)?;
    paragraph(xml, &row.source, &Look::of(&header.source))?;
    xml.close()?;
    open_cell(xml, 2, None)?;
    paragraph(xml, &row.target, &Look::of(&header.target))?;
    xml.close()?;
    open_cell(xml, 3, None)?;
    dropdown(xml, status::word(row.state))?;
    xml.close()?;
    open_cell(xml, 4, None)?;
    for note in &row.notes {
        paragraph(xml, note, &Look::PLAIN)?;
    }
    if row.notes.is_empty() {
        xml.empty(Element::new("w:p"))?;
    }
    xml.close()?;
    Ok(xml.close()?)
}

fn open_cell(xml: &mut Xml, column: usize, fill: Option<&str>) -> Result<(), Error> {
    xml.open(Element::new("w:tc"))?;
    xml.open(Element::new("w:tcPr"))?;
    let width = WIDTHS.get(column).copied().unwrap_or_default();
    let width = Element::new("w:tcW").with("w:w", width.to_string());
    xml.empty(width.with("w:type", "dxa"))?;
    if fill.is_some() {
        let shade = Element::new("w:shd").with("w:val", "clear");
        xml.empty(shade.with("w:color", "auto").maybe("w:fill", fill))?;
    }
    Ok(xml.close()?)
}

/// How a text looks.
struct Look {
    bold: bool,
    large: bool,
    /// Its language, where that is not what the whole document is set in.
    lang: Option<String>,
    is_chinese: bool,
}

impl Look {
    const PLAIN: Self = Self {
        bold: false,
        large: false,
        lang: None,
        is_chinese: false,
    };
    const BOLD: Self = Self {
        bold: true,
        ..Self::PLAIN
    };
    const TITLE: Self = Self {
        large: true,
        ..Self::BOLD
    };

    fn of(lang: &LangTag) -> Self {
        Self {
            lang: Some(with_region(lang)),
            is_chinese: lang.is_chinese(),
            ..Self::PLAIN
        }
    }
}

fn run_properties(xml: &mut Xml, look: &Look) -> Result<(), Error> {
    xml.open(Element::new("w:rPr"))?;
    if look.is_chinese {
        // Quotation marks and the like take the Chinese font then.
        xml.empty(Element::new("w:rFonts").with("w:hint", "eastAsia"))?;
    }
    if look.bold {
        xml.empty(Element::new("w:b"))?;
    }
    if look.large {
        xml.empty(Element::new("w:sz").with("w:val", "28"))?;
    }
    if let Some(lang) = &look.lang {
        let key = if look.is_chinese {
            "w:eastAsia"
        } else {
            "w:val"
        };
        xml.empty(Element::new("w:lang").with(key, lang))?;
    }
    Ok(xml.close()?)
}

/// A run: its lines with breaks between, its tabs as such.
fn run(xml: &mut Xml, text: &str, look: &Look) -> Result<(), Error> {
    xml.open(Element::new("w:r"))?;
    run_properties(xml, look)?;
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            xml.empty(Element::new("w:br"))?;
        }
        for (number, piece) in line.split('\t').enumerate() {
            if number > 0 {
                xml.empty(Element::new("w:tab"))?;
            }
            if !piece.is_empty() {
                xml.text(Element::new("w:t").with("xml:space", "preserve"), piece)?;
            }
        }
    }
    Ok(xml.close()?)
}

fn paragraph(xml: &mut Xml, text: &str, look: &Look) -> Result<(), Error> {
    xml.open(Element::new("w:p"))?;
    run(xml, text, look)?;
    Ok(xml.close()?)
}

/// A number that carries a mark: as a link to itself, which goes with its text wherever that is
/// sorted, moved or copied, and the bookmark that the link leads to.
fn marked(xml: &mut Xml, text: &str, mark: &str, id: usize, look: &Look) -> Result<(), Error> {
    let id = id.to_string();
    xml.open(Element::new("w:p"))?;
    let bookmark = Element::new("w:bookmarkStart").with("w:id", &id);
    xml.empty(bookmark.with("w:name", mark))?;
    let link = Element::new("w:hyperlink").with("w:anchor", mark);
    xml.open(link.with("w:history", "0"))?;
    run(xml, text, look)?;
    xml.close()?;
    xml.empty(Element::new("w:bookmarkEnd").with("w:id", &id))?;
    Ok(xml.close()?)
}

/// The status: a list to choose from.
fn dropdown(xml: &mut Xml, word: &str) -> Result<(), Error> {
    xml.open(Element::new("w:p"))?;
    xml.open(Element::new("w:sdt"))?;
    xml.open(Element::new("w:sdtPr"))?;
    xml.open(Element::new("w:dropDownList"))?;
    for choice in status::choices() {
        let item = Element::new("w:listItem").with("w:displayText", choice);
        xml.empty(item.with("w:value", choice))?;
    }
    xml.close()?;
    xml.close()?;
    xml.open(Element::new("w:sdtContent"))?;
    run(xml, word, &Look::PLAIN)?;
    for _ in ["sdtContent", "sdt"] {
        xml.close()?;
    }
    Ok(xml.close()?)
}
