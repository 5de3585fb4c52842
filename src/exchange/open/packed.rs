//! Files that come packed: gzip, and ZIP archives of one file.

use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flate2::CrcReader;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use zip::CompressionMethod;

use crate::exchange::Error;

/// How many times as large as its packed form a file may be: exchange files shrink to a tenth or
/// a twentieth, and the worst that real ones reach is below a hundred.
const RATIO: u64 = 200;
/// Below this nothing is refused, whatever its ratio: an almost empty file shrinks to nothing.
const SMALL: u64 = 1 << 26;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zip,
}

/// How a file that begins with `head` is packed.
pub(super) fn of(head: &[u8]) -> Option<Packing> {
    if head.starts_with(b"\x1F\x8B") {
        Some(Packing::Gzip)
    } else if [b"PK\x03\x04", b"PK\x05\x06"]
        .iter()
        .any(|signature| head.starts_with(*signature))
    {
        Some(Packing::Zip)
    } else {
        None
    }
}

/// The name of a file without what says that it is packed: `a.tmx.gz` → `a.tmx`.
pub(super) fn name_inside(name: &Path) -> PathBuf {
    let packed = name.extension().is_some_and(|ending| {
        ["gz", "zip"]
            .iter()
            .any(|packed| ending.eq_ignore_ascii_case(packed))
    });
    if packed {
        name.with_extension("")
    } else {
        name.to_owned()
    }
}

/// The bytes of the one file in a packed one.
pub(super) fn unpack<'r>(
    packing: Packing,
    input: impl Read + Seek + 'r,
) -> Result<Box<dyn Read + 'r>, Error> {
    match packing {
        Packing::Gzip => {
            let packed = Rc::new(Cell::new(0));
            let counted = Counted {
                input,
                read: Rc::clone(&packed),
            };
            Ok(Box::new(Bounded {
                unpacked: MultiGzDecoder::new(BufReader::new(counted)),
                packed,
                read: 0,
            }))
        }
        Packing::Zip => unzip(input),
    }
}

fn unzip<'r>(mut input: impl Read + Seek + 'r) -> Result<Box<dyn Read + 'r>, Error> {
    let damaged = |error: zip::result::ZipError| Error::Packed {
        message: format!("the ZIP archive is damaged: {error}"),
    };
    let mut archive = zip::ZipArchive::new(&mut input).map_err(damaged)?;
    let names = archive.file_names().map(|name| Ok(name?.into_owned()));
    let names: Vec<String> = names.collect::<Result<_, _>>().map_err(damaged)?;
    // What a system of the packer put beside the file is not asked for.
    let is_file = |name: &&String| {
        !name.ends_with('/') && !name.starts_with("__MACOSX/") && !name.ends_with(".DS_Store")
    };
    let files: Vec<&String> = names.iter().filter(is_file).collect();
    let [name] = files.as_slice() else {
        const SHOWN: usize = 5;
        let mut shown: Vec<&str> = files.iter().take(SHOWN).map(|name| name.as_str()).collect();
        if files.len() > SHOWN {
            shown.push("…");
        }
        return Err(Error::Packed {
            message: match files.len() {
                0 => "the ZIP archive holds no file".to_owned(),
                count => format!(
                    "the ZIP archive holds {count} files ({}); unpack it, and take them one by one",
                    shown.join(", ")
                ),
            },
        });
    };
    let place = archive.index_for_name(name).unwrap_or_default();
    let file = archive.by_index_raw(place).map_err(damaged)?;
    if file.encrypted() {
        return Err(Error::Packed {
            message: format!("{name} in the ZIP archive has a password; unpack it first"),
        });
    }
    let (method, size, sum) = (file.compression(), file.compressed_size(), file.crc32());
    let start = file.data_start().ok_or_else(|| Error::Packed {
        message: "the ZIP archive is damaged: it does not say where its file begins".to_owned(),
    })?;
    drop(file);
    drop(archive);
    input.seek(SeekFrom::Start(start)).map_err(Error::Read)?;
    let packed = Rc::new(Cell::new(0));
    let counted = Counted {
        input: input.take(size),
        read: Rc::clone(&packed),
    };
    let unpacked: Box<dyn Read + 'r> = match method {
        CompressionMethod::Stored => Box::new(counted),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(BufReader::new(counted))),
        other => {
            return Err(Error::Packed {
                message: format!(
                    "{name} in the ZIP archive is packed by {other}, which is not known; \
                     unpack it first"
                ),
            });
        }
    };
    Ok(Box::new(Bounded {
        unpacked: Summed {
            input: CrcReader::new(unpacked),
            sum,
        },
        packed,
        read: 0,
    }))
}

/// Counts the bytes that are read.
struct Counted<R> {
    input: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

/// Refuses to end with another sum than the archive says.
struct Summed<R: Read> {
    input: CrcReader<R>,
    sum: u32,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        if count == 0 && !buffer.is_empty() && self.input.crc().sum() != self.sum {
            let message = "the ZIP archive is damaged: its file is not what was packed";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(count)
    }
}

/// Refuses to unpack what was made to fill a disk.
struct Bounded<R> {
    unpacked: R,
    packed: Rc<Cell<u64>>,
    read: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.unpacked.read(buffer)?;
        self.read += count as u64;
        if self.read > SMALL && self.read / RATIO > self.packed.get() {
            let message = "the packed file grows beyond all measure when it is unpacked";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(count)
    }
}
