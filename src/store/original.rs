//! The files of documents that are more than their text, as they came.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{MAIN_DB, params};

use super::{Error, Reader, Row, Writer};

/// The file of a document, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original<'b> {
    /// The name of its format: `html`.
    pub format: String,
    /// The encoding that it was said to be in, where somebody had to say it.
    pub encoding: Option<String>,
    /// Its bytes.
    pub bytes: Cow<'b, [u8]>,
}

/// The bytes of a file that the memory is to keep, which take less room once they are packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    bytes: Vec<u8>,
    is_packed: bool,
}

impl Packed {
    /// Bytes that are not packed yet.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            is_packed: false,
        }
    }

    /// Packs them, where that makes them fewer.
    pub fn pack(&mut self) {
        if !self.is_packed
            && let Some(packed) = packed(&self.bytes)
        {
            *self = Self {
                bytes: packed,
                is_packed: true,
            };
        }
    }
}

/// Bytes packed, where that makes them fewer.
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    // Most of the room of a document is that of its segments and their index. To pack its file as
    // small as can be would be a fifth of the time of an import, for three hundredths of the room.
    // To move what is packed of a large one would need room for it twice; room that is never touched
    // costs nothing.
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len()), Compression::fast());
    let packed = (encoder.write_all(bytes)).and_then(|()| encoder.finish());
    packed.ok().filter(|packed| packed.len() < bytes.len())
}

impl Reader<'_> {
    /// The name of the format of a document's file; `None` where the document is plain text.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be read.
    pub fn original_format(&self, document: Row) -> Result<Option<String>, Error> {
        self.row(
            "SELECT format FROM file WHERE origin = ?1",
            [document],
            |row| row.get(0),
        )
    }

    /// The file of a document; `None` where the document is plain text, and needs none.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be read, or what it holds of the file is damaged.
    pub fn original(&self, document: Row) -> Result<Option<Original<'static>>, Error> {
        let found = self.row(
            "SELECT id, format, encoding, packed FROM file WHERE origin = ?1",
            [document],
            |row| {
                let said = (row.get(1)?, row.get(2)?);
                Ok((row.get(0)?, said, row.get(3)?))
            },
        )?;
        let Some((id, (format, encoding), is_packed)) = found else {
            return Ok(None);
        };
        let bytes = self.bytes(id, is_packed).map_err(|error| {
            match error.downcast::<rusqlite::Error>() {
                Ok(source) => self.error(source),
                Err(_) => self.value_error("the file of a document"),
            }
        })?;
        Ok(Some(Original {
            format,
            encoding,
            bytes: Cow::Owned(bytes),
        }))
    }

    /// The bytes of a file, unpacked while they are read: packed they may be hundreds of megabytes.
    fn bytes(&self, id: i64, is_packed: bool) -> io::Result<Vec<u8>> {
        /// How many times as large as it is packed a file may well be. To move it later would need
        /// room for it twice; room that is never touched costs nothing.
        const TIMES: usize = 8;
        let mut kept = self
            .unmapped()
            .and_then(|()| {
                self.transaction
                    .blob_open(MAIN_DB, c"file", c"bytes", id, true)
            })
            .map_err(io::Error::other)?;
        let mut bytes = Vec::new();
        match is_packed {
            true => {
                bytes.reserve_exact(kept.len().saturating_mul(TIMES));
                ZlibDecoder::new(kept).read_to_end(&mut bytes)?;
            }
            false => {
                bytes.reserve_exact(kept.len());
                kept.read_to_end(&mut bytes)?;
            }
        }
        Ok(bytes)
    }

    /// The documents whose file is not the one that was imported: it is damaged. By their names.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be read.
    pub fn damaged_originals(&self) -> Result<Vec<String>, Error> {
        let mut damaged = Vec::new();
        for document in self.documents()? {
            let original = match document.row {
                Some(row) => self.original(row),
                None => Ok(None),
            };
            let is_sound = match original {
                Ok(None) => true,
                Ok(Some(file)) => *blake3::hash(&file.bytes).as_bytes() == document.source_hash,
                Err(Error::Value { .. }) => false,
                Err(error) => return Err(error),
            };
            if !is_sound {
                damaged.push(document.name);
            }
        }
        Ok(damaged)
    }
}

impl Writer<'_> {
    /// Keeps the file of a document, in the place of an earlier one; `None` is plain text.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be written.
    pub fn put_original(
        &self,
        document: Row,
        original: Option<&Original<'_>>,
    ) -> Result<(), Error> {
        let Some(original) = original else {
            self.execute("DELETE FROM file WHERE origin = ?1", [document])?;
            return Ok(());
        };
        let packed = packed(&original.bytes);
        let is_packed = packed.is_some();
        let bytes = packed.as_deref().unwrap_or(&original.bytes);
        let encoding = original.encoding.as_deref();
        self.put_file(document, &original.format, encoding, (bytes, is_packed))
    }

    /// Keeps the file of a document as [`put_original`](Self::put_original) does, its bytes packed or
    /// not as they are.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be written.
    pub fn put_packed(
        &self,
        document: Row,
        (format, encoding): (&str, Option<&str>),
        packed: &Packed,
    ) -> Result<(), Error> {
        let bytes = (packed.bytes.as_slice(), packed.is_packed);
        self.put_file(document, format, encoding, bytes)
    }

    fn put_file(
        &self,
        document: Row,
        format: &str,
        encoding: Option<&str>,
        (bytes, is_packed): (&[u8], bool),
    ) -> Result<(), Error> {
        self.execute(
            "INSERT INTO file (origin, format, encoding, packed, bytes, added, change)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
             ON CONFLICT (origin) DO UPDATE SET format = excluded.format,
               encoding = excluded.encoding, packed = excluded.packed, bytes = excluded.bytes,
               change = excluded.change
             WHERE (format, encoding, packed, bytes)
               IS NOT (excluded.format, excluded.encoding, excluded.packed, excluded.bytes)",
            params![document, format, encoding, is_packed, bytes, self.number()],
        )?;
        Ok(())
    }
}
