//! What a reviewer does to a file of Word, done to what is packed in it.

use std::fs;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::folder::Folder;

const DOCUMENT: &str = "word/document.xml";

/// The parts of a file, each with its name.
type Parts = Vec<(String, Vec<u8>)>;

fn unpacked(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let places = 0..archive.len();
    places
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document of Word with one paragraph.
pub(super) fn letter() -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    packed(&vec![
        (
            "_rels/.rels".to_owned(),
            format!("<Relationships><Relationship Type=\"{office}/officeDocument\" Target=\"{DOCUMENT}\"/></Relationships>")
                .into_bytes(),
        ),
        (
            DOCUMENT.to_owned(),
            b"<w:document><w:body><w:p><w:r><w:t>Dear Sir,</w:t></w:r></w:p></w:body></w:document>".to_vec(),
        ),
    ])
}

/// A document of Word in which a word was put in, and nobody has accepted that.
pub(super) fn tracked() -> Vec<u8> {
    word(
        "<w:r><w:t xml:space=\"preserve\">The </w:t></w:r>\
         <w:r><w:rPr><w:b/></w:rPr><w:t>Director General</w:t></w:r><w:ins w:id=\"1\"><w:r>\
         <w:t xml:space=\"preserve\"> also</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> met officials.</w:t></w:r>",
    )
}

/// A document of Word with a paragraph of some runs.
pub(super) fn word(runs: &str) -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let list = format!(
        "<Types><Override PartName=\"/{DOCUMENT}\" ContentType=\"wordprocessingml.document.main+xml\"/></Types>"
    );
    let body =
        format!("<w:document xmlns:w=\"{word}\"><w:body><w:p>{runs}</w:p></w:body></w:document>");
    packed(&vec![
        ("[Content_Types].xml".to_owned(), list.into_bytes()),
        (DOCUMENT.to_owned(), body.into_bytes()),
    ])
}

/// A spreadsheet of terms.
pub(super) fn spreadsheet() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "English").unwrap();
    sheet.write_string(0, 1, "Chinese").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// What stands in the body of a document of Word.
pub(super) fn body(folder: &Folder, name: &str) -> String {
    let mut document = Review::open(folder, name);
    String::from_utf8(document.document().clone()).unwrap()
}

/// What a reviewer does to a table.
pub(super) struct Review {
    parts: Parts,
    comments: Vec<String>,
}

impl Review {
    /// Opens a table.
    pub(super) fn open(folder: &Folder, name: &str) -> Self {
        Self {
            parts: unpacked(&fs::read(folder.path(name)).unwrap()),
            comments: Vec::new(),
        }
    }

    fn document(&mut self) -> &mut Vec<u8> {
        let part = self.parts.iter_mut().find(|(name, _)| name == DOCUMENT);
        &mut part.unwrap().1
    }

    fn change(mut self, change: impl FnOnce(String) -> String) -> Self {
        let document = self.document();
        *document = change(String::from_utf8(document.clone()).unwrap()).into_bytes();
        self
    }

    /// Writes other text where `old` stands, once, and no change is tracked.
    pub(super) fn write(self, old: &str, new: &str) -> Self {
        self.change(|document| {
            assert_eq!(document.matches(old).count(), 1, "{old}");
            document.replace(old, new)
        })
    }

    /// Writes other text for a whole cell as a tracked change.
    pub(super) fn track(self, old: &str, new: &str, by: &str) -> Self {
        let who = format!("w:author=\"{by}\" w:date=\"2024-09-18T10:05:00Z\"");
        self.in_run(old, |run| {
            format!(
                "<w:del w:id=\"801\" {who}>{}</w:del><w:ins w:id=\"802\" {who}>{}</w:ins>",
                run.replace("w:t>", "w:delText>")
                    .replace("<w:t ", "<w:delText "),
                run.replace(old, new)
            )
        })
    }

    /// Comments on a text.
    pub(super) fn comment(mut self, on: &str, text: &str, by: &str) -> Self {
        let id = self.comments.len();
        self.comments.push(format!(
            "<w:comment w:id=\"{id}\" w:author=\"{by}\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        ));
        self.in_run(on, |run| {
            format!("{run}<w:r><w:commentReference w:id=\"{id}\"/></w:r>")
        })
    }

    /// Writes into the column of comments of the row in which `text` stands.
    pub(super) fn note(self, text: &str, note: &str) -> Self {
        self.in_row(text, |row| {
            let at = row.rfind("<w:p/>").unwrap();
            let cell = format!("<w:p><w:r><w:t>{note}</w:t></w:r></w:p>");
            format!("{}{cell}{}", &row[..at], &row[at + "<w:p/>".len()..])
        })
    }

    /// Chooses another status for the row in which `text` stands.
    pub(super) fn status(self, text: &str, old: &str, new: &str) -> Self {
        self.in_row(text, |row| {
            let (from, to) = (format!(">{old}</w:t>"), format!(">{new}</w:t>"));
            assert_eq!(row.matches(&from).count(), 1, "{row}");
            row.replace(&from, &to)
        })
    }

    /// Merges the first two cells of the row in which `text` stands.
    pub(super) fn merge(self, text: &str) -> Self {
        self.in_row(text, |row| {
            row.replacen("<w:tcPr>", "<w:tcPr><w:gridSpan w:val=\"2\"/>", 1)
        })
    }

    /// Takes out the row in which `text` stands.
    pub(super) fn take_out(self, text: &str) -> Self {
        self.in_row(text, |_| String::new())
    }

    /// Puts the row in which `text` stands, changed, before the others once more.
    pub(super) fn copy(self, text: &str, old: &str, new: &str) -> Self {
        self.in_row(text, |row| format!("{row}{}", row.replace(old, new)))
    }

    /// Takes the marks away, as a program that keeps no links would.
    pub(super) fn unmark(self) -> Self {
        self.change(|document| document.replace("\"_y", "\"x"))
    }

    fn in_row(self, text: &str, change: impl FnOnce(&str) -> String) -> Self {
        self.around(text, "<w:tr>", "</w:tr>", change)
    }

    fn in_run(self, text: &str, change: impl FnOnce(&str) -> String) -> Self {
        self.around(text, "<w:r>", "</w:r>", change)
    }

    fn around(
        self,
        text: &str,
        start: &str,
        end: &str,
        change: impl FnOnce(&str) -> String,
    ) -> Self {
        self.change(|document| {
            let at = document.find(text).unwrap_or_else(|| panic!("no {text}"));
            let from = document[..at].rfind(start).unwrap();
            let to = at + document[at..].find(end).unwrap() + end.len();
            let changed = change(&document[from..to]);
            format!("{}{changed}{}", &document[..from], &document[to..])
        })
    }

    /// Saves the table.
    pub(super) fn save(mut self, folder: &Folder, name: &str) {
        if !self.comments.is_empty() {
            let comments = format!("<w:comments>{}</w:comments>", self.comments.concat());
            self.parts
                .push(("word/comments.xml".to_owned(), comments.into_bytes()));
            let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            let relation = format!(
                "<Relationship Id=\"rId9\" Type=\"{office}/comments\" Target=\"comments.xml\"/></Relationships>"
            );
            for (name, content) in &mut self.parts {
                if name == "word/_rels/document.xml.rels" {
                    let text = String::from_utf8(content.clone()).unwrap();
                    *content = text.replace("</Relationships>", &relation).into_bytes();
                }
            }
        }
        folder.write(name, packed(&self.parts));
    }
}
