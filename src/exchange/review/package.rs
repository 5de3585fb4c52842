//! The ZIP archive that a DOCX or XLSX file is (ECMA-376 part 2, Open Packaging Conventions).

use std::borrow::Cow;
use std::io::{Cursor, ErrorKind, Read, Seek, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::exchange::Error;
use crate::exchange::xml::{Token, XmlReader};

/// How many bytes a part may have when it is unpacked. A table of 10,000 rows that Word saved with
/// tracked changes has some 60 MB.
const PART: u64 = 1 << 28;
/// How many times as large as its packed form a part may be; that of Word's XML is below 100.
const RATIO: u64 = 200;
/// Below this no part is refused, whatever its ratio.
const SMALL: u64 = 1 << 24;
/// How many parts there may be.
const PARTS: usize = 10_000;
/// What a file begins with that Office has encrypted, or that is of Word 97 to 2003.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// Packs parts, each with its name; the same parts are the same bytes.
pub(super) fn pack(parts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let failed = |error| Error::Write(std::io::Error::other(error));
    // With the date of a clock the same table would not be the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, options).map_err(failed)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

/// A package that is open for reading.
pub(super) struct Package<R> {
    archive: ZipArchive<R>,
}

/// What a part says of another: its relation to it, and which part it is.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl<R: Read + Seek> Package<R> {
    /// Opens a package.
    pub(super) fn open(mut input: R) -> Result<Self, Error> {
        let mut head = [0; 4];
        let read = input.read(&mut head).map_err(Error::Read)?;
        input.rewind().map_err(Error::Read)?;
        if head.get(..read) == Some(COMPOUND) {
            return Err(packed(
                "it has a password, or is of Word 97 to 2003; open it in Word and save it as .docx \
                 without a password",
            ));
        }
        let archive = ZipArchive::new(input).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => Error::Read(error),
            _ => packed("it is damaged, or no office document"),
        })?;
        if archive.len() > PARTS {
            return Err(packed("it has more parts than an office document has"));
        }
        Ok(Self { archive })
    }

    /// A part, unpacked; `None` where there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(place) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let damaged = || packed(format!("it is damaged: {name} in it cannot be unpacked"));
        let file = self.archive.by_index(place).map_err(|_| damaged())?;
        let limit = PART.min(SMALL.max(file.compressed_size().saturating_mul(RATIO)));
        let mut content = Vec::new();
        let read = file.take(limit + 1).read_to_end(&mut content);
        read.map_err(|_| damaged())?;
        if content.len() as u64 > limit {
            return Err(packed("it grows beyond all measure when it is unpacked"));
        }
        Ok(Some(content))
    }

    /// Unpacks every part and throws it away: so it is known that none grows beyond all measure,
    /// before a reader is let at them that does not look.
    pub(super) fn check(&mut self) -> Result<(), Error> {
        let names = self
            .archive
            .file_names()
            .map(|name| name.map(Cow::into_owned));
        let names: Vec<String> = names
            .collect::<Result<_, _>>()
            .map_err(|_| packed("it is damaged: a part of it has no name that can be read"))?;
        for name in names {
            self.part(&name)?;
        }
        Ok(())
    }

    /// The part that `from` calls its `kind` (the last word of the relation's name, which differs
    /// between the transitional and the strict form); `""` is the package itself.
    pub(super) fn related(&mut self, from: &str, kind: &str) -> Result<Option<String>, Error> {
        self.relation(from, |relation| {
            relation.kind.rsplit('/').next() == Some(kind)
        })
    }

    /// The part to which `from` has the relation of that id.
    pub(super) fn related_by_id(&mut self, from: &str, id: &str) -> Result<Option<String>, Error> {
        self.relation(from, |relation| relation.id == id)
    }

    fn relation(
        &mut self,
        from: &str,
        is: impl Fn(&Relation) -> bool,
    ) -> Result<Option<String>, Error> {
        let (folder, name) = from.rsplit_once('/').unwrap_or(("", from));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(part) = self.part(&format!("{folder}{slash}_rels/{name}.rels"))? else {
            return Ok(None);
        };
        let found = relations(&part)?.into_iter().find(is);
        Ok(found.map(|relation| resolved(folder, &relation.target)))
    }

    /// Who saved the file last, where it says so (part 2, §11.1).
    pub(super) fn saved_by(&mut self) -> Result<Option<String>, Error> {
        let Some(name) = self.related("", "core-properties")? else {
            return Ok(None);
        };
        let part = self.part(&name)?.unwrap_or_default();
        let mut xml = XmlReader::new(part.as_slice());
        loop {
            match xml.next()? {
                Token::Eof => return Ok(None),
                Token::Start if local(xml.name()) == "lastModifiedBy" => {
                    let name = xml.text_to_end()?;
                    return Ok(person(Some(name)));
                }
                _ => {}
            }
        }
    }
}

/// The name of a part that `target` is from a part in `folder`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// What LibreOffice calls a person who has not told it a name.
const NOBODY: &str = "Unknown Author";

/// Who a name in a file is.
pub(super) fn person(name: Option<String>) -> Option<String> {
    let name = name?.trim().to_owned();
    (!name.is_empty() && name != NOBODY).then_some(name)
}

/// A name without its prefix: the transitional and the strict form differ only in namespaces.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The attribute of that local name.
pub(super) fn local_attribute(xml: &XmlReader<&[u8]>, name: &str) -> Option<String> {
    let found = xml.attributes().find(|(key, _)| local(key) == name);
    found.map(|(_, value)| value.to_owned())
}

/// A line of what is packed in a file means nothing to people.
pub(super) fn without_line(error: Error) -> Error {
    match error {
        Error::Malformed { message, .. } => packed(format!("it is damaged: {message}")),
        other => other,
    }
}

fn packed(message: impl Into<String>) -> Error {
    Error::Packed {
        message: message.into(),
    }
}

/// The relations to other parts. What is outside the package is not followed.
fn relations(part: &[u8]) -> Result<Vec<Relation>, Error> {
    let mut xml = XmlReader::new(part);
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Token::Eof => return Ok(relations),
            Token::Start if xml.attribute("TargetMode") != Some("External") => {
                if let (Some(kind), Some(target)) = (xml.attribute("Type"), xml.attribute("Target"))
                {
                    relations.push(Relation {
                        id: xml.attribute("Id").unwrap_or_default().to_owned(),
                        kind: kind.to_owned(),
                        target: target.to_owned(),
                    });
                }
            }
            _ => {}
        }
    }
}
