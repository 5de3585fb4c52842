//! The ZIP archive that an office document is (ECMA-376 part 2, Open Packaging Conventions; ODF
//! 1.3 part 2).
//!
//! Nothing is unpacked onto a disk and nothing in it is run: a part is a piece of memory, whatever
//! its name.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::{ZipArchive, ZipWriter};

use crate::document::Error;
use crate::document::filter::Fault;

/// How many bytes a part may have when it is unpacked, and all of them that are read. The text of
/// a book of 1000 pages has some 20 MB.
const SIZE: u64 = 1 << 28;
/// How many times as large as its packed form a part may be; that of Word's XML is below 100.
const RATIO: u64 = 200;
/// Below this no part is refused, whatever its ratio.
const SMALL: u64 = 1 << 22;
/// How many parts there may be.
const PARTS: usize = 20_000;
/// What a file begins with that Office has encrypted, or that is of Word 97 to 2003.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// A package that is open for reading.
pub(super) struct Package<'a> {
    path: &'a Path,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(path: &'a Path, bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.starts_with(COMPOUND) {
            return Err(refused(
                path,
                "it has a password, or is of Office 97 to 2003; open it and save it without a \
                 password, in the format of today",
            ));
        }
        let damaged = || refused(path, "it is damaged, or no office document");
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > PARTS {
            return Err(refused(
                path,
                "it has more parts than an office document has",
            ));
        }
        let names = archive.file_names().map(|name| name.map(Cow::into_owned));
        let names: Result<Vec<String>, _> = names.collect();
        Ok(Self {
            path,
            names: names.map_err(|_| damaged())?,
            archive,
            left: SIZE,
        })
    }

    /// It cannot be read, for a reason.
    pub(super) fn refused(&self, message: &str) -> Error {
        refused(self.path, message)
    }

    /// A part of it is not what it should be.
    pub(super) fn damaged(&self, part: &str, fault: &Fault) -> Error {
        let Fault { at, message } = fault;
        self.refused(&format!("it is damaged: {part}, byte {at}: {message}"))
    }

    /// The names of its parts, in order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The text of a part, without a byte order mark; `None` where there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(place) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let path = self.path;
        let damaged = || {
            let message = format!("it is damaged: {name} in it cannot be read");
            refused(path, &message)
        };
        let raw = self.archive.by_index_raw(place).map_err(|_| damaged())?;
        if raw.encrypted() {
            let message = "it has a password; open it and save it without one";
            return Err(refused(path, message));
        }
        let packed = raw.compressed_size();
        drop(raw);
        let limit = self.left.min(SMALL.max(packed.saturating_mul(RATIO)));
        let file = self.archive.by_index(place).map_err(|_| damaged())?;
        let mut content = Vec::new();
        let read = file.take(limit + 1).read_to_end(&mut content);
        read.map_err(|_| damaged())?;
        let size = content.len() as u64;
        if size > limit {
            let message = "it grows beyond all measure when it is unpacked";
            return Err(refused(path, message));
        }
        self.left -= size;
        let text = String::from_utf8(content).map_err(|_| damaged())?;
        let bare = text.strip_prefix('\u{FEFF}').map(str::to_owned);
        Ok(Some(bare.unwrap_or(text)))
    }

    /// The package with some parts changed; all others are copied as they are packed, in order.
    pub(super) fn with(mut self, changed: &[(String, String)]) -> Result<Vec<u8>, Error> {
        let path = self.path;
        let failed = |_| refused(path, "it is damaged, and cannot be written again");
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for place in 0..self.archive.len() {
            let file = self.archive.by_index_raw(place).map_err(failed)?;
            let name = file.name().map_err(failed)?.into_owned();
            match changed.iter().find(|(changed, _)| *changed == name) {
                None => zip.raw_copy_file(file).map_err(failed)?,
                Some((_, content)) => {
                    let options = file.options();
                    drop(file);
                    zip.start_file(name, options).map_err(failed)?;
                    let written = zip.write_all(content.as_bytes());
                    written.map_err(|error| failed(error.into()))?;
                }
            }
        }
        Ok(zip.finish().map_err(failed)?.into_inner())
    }
}

/// Why a package cannot be read.
fn refused(path: &Path, message: &str) -> Error {
    Error::Package {
        path: path.to_owned(),
        message: message.to_owned(),
    }
}
