//! The ZIP archive that an office document is (ECMA-376 part 2, Open Packaging Conventions; ODF
//! 1.3 part 2).
//!
//! Nothing is unpacked onto a disk and nothing in it is run: a part is a piece of memory, whatever
//! its name.

use std::borrow::Cow;
use std::io::{Cursor, ErrorKind, Read, Seek, Write};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::exchange::Error;
use crate::exchange::xml::{Token, XmlReader};

/// How many bytes a part may have when it is unpacked, and all of them that are read. A table of
/// 10,000 rows that Word saved with tracked changes has some 60 MB, the text of a book of 1000
/// pages some 20 MB.
const SIZE: u64 = 1 << 28;
/// How many times as large as its packed form a part may be; that of Word's XML is below 100.
const RATIO: u64 = 200;
/// Below this no part is refused, whatever its ratio.
const SMALL: u64 = 1 << 22;
/// How many parts there may be.
const PARTS: usize = 20_000;
/// What a file begins with that Office has encrypted, or that is of Office 97 to 2003.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// Packs parts, each with its name; the same parts are the same bytes.
pub(crate) fn pack(parts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, Error> {
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
pub(crate) struct Package<R> {
    archive: ZipArchive<R>,
    names: Vec<String>,
    /// How many bytes may still be unpacked.
    left: u64,
}

/// What a part says of another: its relation to it, and which part it is.
pub(crate) struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    /// What the part calls the other, and which that is.
    pub(crate) fn named(&self) -> (&str, &str) {
        (&self.id, &self.target)
    }
}

impl<R: Read + Seek> Package<R> {
    /// Opens a package.
    pub(crate) fn open(mut input: R) -> Result<Self, Error> {
        let mut head = [0; 4];
        let read = input.read(&mut head).map_err(Error::Read)?;
        input.rewind().map_err(Error::Read)?;
        if head.get(..read) == Some(COMPOUND) {
            return Err(packed(
                "it has a password, or is of Office 97 to 2003; open it and save it without a \
                 password, in the format of today",
            ));
        }
        let archive = ZipArchive::new(input).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => Error::Read(error),
            _ => packed("it is damaged, or no office document"),
        })?;
        if archive.len() > PARTS {
            return Err(packed("it has more parts than an office document has"));
        }
        let names = archive.file_names().map(|name| name.map(Cow::into_owned));
        let names: Vec<String> = names
            .collect::<Result<_, _>>()
            .map_err(|_| packed("it is damaged: a part of it has no name that can be read"))?;
        Ok(Self {
            archive,
            names,
            left: SIZE,
        })
    }

    /// The names of its parts, in order.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// A part, unpacked; `None` where there is none of that name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let content = self.unpacked(name)?;
        self.left -= content.as_ref().map_or(0, Vec::len) as u64;
        Ok(content)
    }

    /// The text of a part, without a byte order mark; `None` where there is none of that name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(content) = self.part(name)? else {
            return Ok(None);
        };
        let (encoding, mark) = encoding(&content);
        let body = content.get(mark..).unwrap_or_default();
        let text = encoding.decode_without_bom_handling_and_without_replacement(body);
        let text = text.ok_or_else(|| damaged(name))?;
        Ok(Some(text.into_owned()))
    }

    fn unpacked(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(place) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let raw = self.archive.by_index_raw(place);
        let raw = raw.map_err(|_| damaged(name))?;
        if raw.encrypted() {
            return Err(packed("it has a password; open it and save it without one"));
        }
        let size = raw.compressed_size();
        drop(raw);
        let limit = self.left.min(SMALL.max(size.saturating_mul(RATIO)));
        let file = self.archive.by_index(place).map_err(|_| damaged(name))?;
        let mut content = Vec::new();
        let read = file.take(limit + 1).read_to_end(&mut content);
        read.map_err(|_| damaged(name))?;
        if content.len() as u64 > limit {
            return Err(packed("it grows beyond all measure when it is unpacked"));
        }
        Ok(Some(content))
    }

    /// Unpacks every part and throws it away: so it is known that none grows beyond all measure,
    /// before a reader is let at them that does not look.
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        let names = std::mem::take(&mut self.names);
        let sound = names
            .iter()
            .try_for_each(|name| self.unpacked(name).map(drop));
        self.names = names;
        sound
    }

    /// The package with the text of some parts changed, each in the encoding that it had, and others
    /// that are no text in the place of some; all else is copied as it is packed, in order.
    pub(crate) fn with(
        mut self,
        changed: &[(String, String)],
        others: &[(String, Vec<u8>)],
    ) -> Result<Vec<u8>, Error> {
        let failed = |_| packed("it is damaged, and cannot be written again");
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for place in 0..self.archive.len() {
            let file = self.archive.by_index_raw(place).map_err(failed)?;
            let name = file.name().map_err(failed)?.into_owned();
            if let Some((_, content)) = others.iter().find(|(other, _)| *other == name) {
                let options = file.options();
                drop(file);
                zip.start_file(name, options).map_err(failed)?;
                let written = zip.write_all(content);
                written.map_err(|error| failed(error.into()))?;
                continue;
            }
            let Some((_, text)) = changed.iter().find(|(changed, _)| *changed == name) else {
                zip.raw_copy_file(file).map_err(failed)?;
                continue;
            };
            let options = file.options();
            drop(file);
            let mut head = Vec::new();
            let file = self.archive.by_index(place).map_err(failed)?;
            let read = file.take(MARK).read_to_end(&mut head);
            read.map_err(|error| failed(error.into()))?;
            zip.start_file(name, options).map_err(failed)?;
            let written = zip.write_all(&encoded(text, &head));
            written.map_err(|error| failed(error.into()))?;
        }
        Ok(zip.finish().map_err(failed)?.into_inner())
    }

    /// The part that `from` calls its `kind` (the last word of the relation's name, which differs
    /// between the transitional and the strict form); `""` is the package itself.
    pub(crate) fn related(&mut self, from: &str, kind: &str) -> Result<Option<String>, Error> {
        Ok(self.all_related(from, kind)?.into_iter().next())
    }

    /// All parts that `from` calls so, in order.
    pub(crate) fn all_related(&mut self, from: &str, kind: &str) -> Result<Vec<String>, Error> {
        let relations = self.relations(from)?.into_iter();
        let of_kind = relations.filter(|relation| relation.kind.rsplit('/').next() == Some(kind));
        Ok(of_kind.map(|relation| relation.target).collect())
    }

    /// The part to which `from` has the relation of that id.
    pub(crate) fn related_by_id(&mut self, from: &str, id: &str) -> Result<Option<String>, Error> {
        let found = self
            .relations(from)?
            .into_iter()
            .find(|relation| relation.id == id);
        Ok(found.map(|relation| relation.target))
    }

    /// The relations that a part has to others in the package.
    pub(crate) fn relations(&mut self, from: &str) -> Result<Vec<Relation>, Error> {
        let (folder, name) = from.rsplit_once('/').unwrap_or(("", from));
        let slash = if folder.is_empty() { "" } else { "/" };
        let part = self.text(&format!("{folder}{slash}_rels/{name}.rels"))?;
        let mut relations = relations(part.unwrap_or_default().as_bytes())?;
        for relation in &mut relations {
            relation.target = resolved(folder, &relation.target);
        }
        Ok(relations)
    }

    /// Who saved the file last, where it says so (part 2, §11.1).
    pub(crate) fn saved_by(&mut self) -> Result<Option<String>, Error> {
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
pub(crate) fn person(name: Option<String>) -> Option<String> {
    let name = name?.trim().to_owned();
    (!name.is_empty() && name != NOBODY).then_some(name)
}

/// A name without its prefix: the transitional and the strict form differ only in namespaces.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The attribute of that local name.
pub(crate) fn local_attribute(xml: &XmlReader<&[u8]>, name: &str) -> Option<String> {
    let found = xml.attributes().find(|(key, _)| local(key) == name);
    found.map(|(_, value)| value.to_owned())
}

/// A line of what is packed in a file means nothing to people.
pub(crate) fn without_line(error: Error) -> Error {
    match error {
        Error::Malformed { message, .. } => packed(format!("it is damaged: {message}")),
        other => other,
    }
}

/// The package cannot be read, for a reason.
pub(crate) fn packed(message: impl Into<String>) -> Error {
    Error::Packed {
        message: message.into(),
    }
}

fn damaged(part: &str) -> Error {
    packed(format!("it is damaged: {part} in it cannot be read"))
}

/// How many bytes a byte order mark has at most.
const MARK: u64 = 3;

/// The encoding of a part by its byte order mark, and how long that is: an office program reads
/// UTF-8 and UTF-16 (part 2 §8.1.4).
fn encoding(head: &[u8]) -> (&'static Encoding, usize) {
    Encoding::for_bom(head).unwrap_or((UTF_8, 0))
}

/// Text as a part that began with `head` holds it.
fn encoded<'t>(text: &'t str, head: &[u8]) -> Cow<'t, [u8]> {
    let units = || std::iter::once(0xFEFF).chain(text.encode_utf16());
    match encoding(head) {
        (of, _) if of == UTF_16LE => units().flat_map(u16::to_le_bytes).collect(),
        (of, _) if of == UTF_16BE => units().flat_map(u16::to_be_bytes).collect(),
        (_, 0) => Cow::Borrowed(text.as_bytes()),
        _ => Cow::Owned(format!("\u{FEFF}{text}").into_bytes()),
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
