//! Files of text, read as what they are.
//!
//! [`read`] takes a file of any encoding and says which it took it for; what is no text is
//! refused with a word on what it seems to be.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text that was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// The text, without a byte order mark.
    pub text: String,
    /// The byte order mark, where the file began with one; joined with `text` it is the file.
    pub mark: &'static str,
    /// The name of the encoding: `UTF-8`.
    pub encoding: &'static str,
    /// Whether the encoding was guessed from the text, with nothing in the file to say so.
    pub guessed: bool,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
    /// What it was taken out of, where it is not the file itself.
    pub form: Option<super::Form>,
    /// What is to be said of how it was read, each as half a sentence.
    pub remarks: Vec<String>,
}

/// A file that could not be read as text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("there is no file {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It is a folder.
    #[error("{} is a folder", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// It cannot be read.
    #[error("there is no permission to read {}", path.display())]
    Permission {
        /// The file.
        path: PathBuf,
    },
    /// What it becomes cannot be written.
    #[error("the translation of {} could not be written", path.display())]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system refused something else.
    #[error("{} cannot be read", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The file is no text.
    #[error("{}, line {line}: this is not a text file{}", path.display(), seems.map(|s| format!(" (it seems to be {s})")).unwrap_or_default())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The line of the first byte that no text holds.
        line: usize,
        /// What it seems to be.
        seems: Option<&'static str>,
    },
    /// The file is not in the encoding it was said to be in.
    #[error("{}, line {line}: this is not {encoding} text", path.display())]
    NotEncoding {
        /// The file.
        path: PathBuf,
        /// The line of the first byte that does not fit.
        line: usize,
        /// The encoding.
        encoding: &'static str,
    },
    /// No encoding of that name is known.
    #[error("there is no encoding “{name}”")]
    UnknownEncoding {
        /// The name that was given.
        name: String,
    },
    /// The file is not what its format says.
    #[error("{}, line {line}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line where it was seen.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The file is no office document that can be read.
    #[error("{}: {message}", path.display())]
    Package {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// Another program would read the file, and is not installed.
    #[error("{} is read by {program}, which is not installed", path.display())]
    NoProgram {
        /// The file.
        path: PathBuf,
        /// The program.
        program: &'static str,
        /// What it is got as.
        package: &'static str,
    },
    /// The file is of no kind that is read, or another program could not read it.
    #[error("{}: {message}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// What is to be said of it.
        message: String,
    },
    /// The file is larger than a document may be.
    #[error("{} is larger than 1 GiB, which is the most that a document may have", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file holds nothing but white space.
    #[error("{} is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

/// The first bytes of what people take for text, and what it is.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xD0\xCF\x11\xE0", "an old Word or Excel file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1F\x8B", "a gzip file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"\x7FELF", "a program"),
];

/// Reads a file as text: in `encoding` where one is given, else by its byte order mark, else as
/// UTF-8, else in the encoding that its bytes look most like (WHATWG names).
///
/// # Errors
/// [`Error`] where the file cannot be read, is empty, or is no text.
pub fn read(path: &Path, encoding: Option<&str>) -> Result<FileText, Error> {
    from_bytes(path, &bytes(path)?, encoding)
}

/// Reads bytes as text, as [`read`] does; `path` is for the messages.
///
/// # Errors
/// [`Error`] where they are empty, or no text.
pub fn from_bytes(path: &Path, bytes: &[u8], encoding: Option<&str>) -> Result<FileText, Error> {
    let decoded = decode(path, bytes, encoding)?;
    Ok(FileText {
        text: decoded.text.into_owned(),
        mark: decoded.mark,
        encoding: decoded.encoding,
        guessed: decoded.guessed,
        hash: *blake3::hash(bytes).as_bytes(),
        form: None,
        remarks: Vec::new(),
    })
}

/// The text that bytes are.
pub(super) struct Decoded<'b> {
    /// Without a byte order mark. Where the encoding is UTF-8, it is those bytes.
    pub(super) text: Cow<'b, str>,
    /// The byte order mark, where they begin with one.
    pub(super) mark: &'static str,
    /// The name of the encoding.
    pub(super) encoding: &'static str,
    /// Whether it was guessed.
    pub(super) guessed: bool,
}

/// Opens a file to be read as a stream.
///
/// # Errors
/// [`Error`] where it cannot be read.
pub fn open(path: &Path) -> Result<fs::File, Error> {
    if path.is_dir() {
        return Err(Error::Folder {
            path: path.to_owned(),
        });
    }
    fs::File::open(path).map_err(|source| Error::from_io(path, source))
}

/// How many bytes a file may have that is read whole. The memory keeps it, and SQLite keeps no value
/// that is much larger (<https://sqlite.org/limits.html>).
const LARGEST: u64 = 1 << 30;

/// Reads a file as it is.
///
/// # Errors
/// [`Error`] where it cannot be read, or is larger than 1 GiB.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let file = open(path)?;
    let length = file.metadata().map_or(0, |file| file.len());
    if length > LARGEST {
        return Err(Error::TooLarge {
            path: path.to_owned(),
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|source| Error::from_io(path, source))?;
    Ok(bytes)
}

impl Error {
    fn from_io(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::Missing { path },
            std::io::ErrorKind::PermissionDenied => Self::Permission { path },
            _ => Self::Io { path, source },
        }
    }
}

/// Takes bytes for text, as [`from_bytes`] does.
pub(super) fn decode<'b>(
    path: &Path,
    bytes: &'b [u8],
    encoding: Option<&str>,
) -> Result<Decoded<'b>, Error> {
    let forced = encoding
        .map(|name| {
            Encoding::for_label(name.trim().as_bytes()).ok_or_else(|| Error::UnknownEncoding {
                name: name.to_owned(),
            })
        })
        .transpose()?;
    let not_text = |at: usize| Error::NotText {
        path: path.to_owned(),
        line: line_of(bytes, at),
        seems: SIGNATURES
            .iter()
            .find(|(signature, _)| bytes.starts_with(signature))
            .map(|(_, name)| *name),
    };
    if SIGNATURES
        .iter()
        .any(|(signature, _)| bytes.starts_with(signature))
    {
        return Err(not_text(0));
    }
    let marked = Encoding::for_bom(bytes);
    let (encoding, mark_len, guessed) = match (forced, marked) {
        (Some(encoding), Some((by_mark, len))) if encoding == by_mark => (encoding, len, false),
        (Some(encoding), _) => (encoding, 0, false),
        (None, Some((encoding, len))) => (encoding, len, false),
        (None, None) => match utf16_without_mark(bytes) {
            Some(encoding) => (encoding, 0, true),
            None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0, false),
            None => {
                if let Some(at) = first_control(bytes) {
                    return Err(not_text(at));
                }
                (guess(bytes), 0, true)
            }
        },
    };
    let body = bytes.get(mark_len..).unwrap_or_default();
    let text = if encoding == UTF_8 {
        std::str::from_utf8(body)
            .map(Cow::Borrowed)
            .map_err(|error| line_of(body, error.valid_up_to()))
    } else {
        match encoding.decode_without_bom_handling(body) {
            (text, false) => Ok(text),
            // The place is one of the decoded text, and so its line.
            (text, true) => Err(line_of(text.as_bytes(), text.find('\u{FFFD}').unwrap_or(0))),
        }
    };
    let text = match text {
        Ok(text) => text,
        Err(_) if guessed => return Err(not_text(0)),
        Err(line) => {
            return Err(Error::NotEncoding {
                path: path.to_owned(),
                line,
                encoding: encoding.name(),
            });
        }
    };
    if let Some(at) = first_control(text.as_bytes()) {
        return Err(Error::NotText {
            path: path.to_owned(),
            line: line_of(text.as_bytes(), at),
            seems: None,
        });
    }
    if text.trim().is_empty() {
        return Err(Error::Empty {
            path: path.to_owned(),
        });
    }
    Ok(Decoded {
        text,
        mark: if mark_len > 0 { "\u{FEFF}" } else { "" },
        encoding: encoding.name(),
        guessed,
    })
}

/// The place of the first byte that stands in no text: NUL and its like.
fn first_control(bytes: &[u8]) -> Option<usize> {
    /// So many are looked at together.
    const TOGETHER: usize = 256;
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    let mut at = 0;
    for some in bytes.chunks(TOGETHER) {
        if some.iter().fold(false, |any, byte| any | is_control(byte)) {
            return some.iter().position(is_control).map(|within| at + within);
        }
        at += some.len();
    }
    None
}

/// UTF-16 that does not say so: of text with ASCII in it, every other byte is mostly NUL, and few of
/// the others are (“一”, U+4E00, has one).
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    let count = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = sample.len() / 2;
    match (count(0), count(1)) {
        (even, odd) if half >= 2 && even * 4 > half && odd * 4 < even => Some(UTF_16BE),
        (even, odd) if half >= 2 && odd * 4 > half && even * 4 < odd => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that bytes look most like; in doubt a Chinese one.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"cn"), chardetng::Utf8Detection::Allow)
}

/// The line of a byte, from 1.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests;
