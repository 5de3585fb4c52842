//! Opening a file of units: unpacked where it is packed, known by what is in it, and read by the
//! reader of its format.

mod packed;
mod sniff;

use std::io::{Chain, Cursor, Read, Seek};
use std::path::Path;

use super::{Error, Format, UnitReader, jsonl, po, table, tmx, weblate, xliff};
use crate::text::LangTag;

pub use sniff::Content;

/// How many bytes are looked at to know what a file is.
const HEAD: u64 = 1 << 13;

/// What a reader needs to know that a file may not say.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The language translated from, where the file does not say it.
    pub source: LangTag,
    /// The language translated into, likewise.
    pub target: LangTag,
    /// Which columns of a table hold what, where their titles do not say it.
    pub columns: table::Mapping,
    /// The encoding of a table or of PO, where it is not the one that its bytes or its head show.
    pub encoding: Option<String>,
}

/// A file that is open: what it is, and its bytes, unpacked, from the start.
pub struct Opened<'r> {
    /// What it is; `None` where nothing is known that looks like it.
    pub content: Option<Content>,
    /// Its bytes.
    pub bytes: Box<dyn Read + 'r>,
}

/// Opens a file for reading: `name` is what it is called, which tells what its bytes leave open.
///
/// A gzip file is unpacked, and a ZIP archive that holds one file; both while they are read.
///
/// # Errors
/// [`Error::Packed`] where an archive is damaged or holds more than one file;
/// [`Error::Read`] where the system cannot read.
pub fn open<'r>(name: &Path, input: impl Read + Seek + 'r) -> Result<Opened<'r>, Error> {
    let input = with_head(input)?;
    let name = packed::name_inside(name);
    let bytes: Box<dyn Read + 'r> = match packed::of(input.head()) {
        None => Box::new(input.into_whole()),
        Some(_) if sniff::is_office(&name) => Box::new(input.into_whole()),
        Some(packing) => packed::unpack(packing, input.into_inner()?)?,
    };
    let unpacked = with_head(bytes)?;
    Ok(Opened {
        content: sniff::content(&name, unpacked.head()),
        bytes: Box::new(unpacked.into_whole()),
    })
}

/// The reader of `format` for `bytes`.
///
/// # Errors
/// [`Error::NotRead`] where yiku only writes the format; else what the reader says of the head of
/// the file.
pub fn reader<'r>(
    format: Format,
    bytes: impl Read + 'r,
    options: &ReadOptions,
) -> Result<Box<dyn UnitReader + 'r>, Error> {
    Ok(match format {
        Format::Tmx => Box::new(tmx::Reader::new(bytes)?),
        Format::Jsonl => Box::new(jsonl::Reader::new(bytes)?),
        Format::Weblate => Box::new(weblate::Reader::new(bytes)?),
        Format::Xliff12 | Format::Xliff2(_) => Box::new(xliff::Reader::new(bytes, options)?),
        Format::Po => Box::new(po::Reader::new(bytes, options)?),
        Format::Table(layout) => Box::new(table::Reader::new(layout, bytes, options)?),
        Format::Review(_) => {
            return Err(Error::NotRead {
                format: format.name(),
            });
        }
    })
}

/// An input of which the first bytes were looked at.
struct Looked<R> {
    head: Vec<u8>,
    rest: R,
}

fn with_head<R: Read>(mut input: R) -> Result<Looked<R>, Error> {
    let mut head = Vec::new();
    let mut first = input.by_ref().take(HEAD);
    first.read_to_end(&mut head).map_err(Error::Read)?;
    Ok(Looked { head, rest: input })
}

impl<R: Read> Looked<R> {
    fn head(&self) -> &[u8] {
        &self.head
    }

    /// The input, from its start.
    fn into_whole(self) -> Chain<Cursor<Vec<u8>>, R> {
        Cursor::new(self.head).chain(self.rest)
    }
}

impl<R: Seek> Looked<R> {
    /// The input itself, wound back.
    fn into_inner(mut self) -> Result<R, Error> {
        self.rest.rewind().map_err(Error::Read)?;
        Ok(self.rest)
    }
}

#[cfg(test)]
mod tests;
