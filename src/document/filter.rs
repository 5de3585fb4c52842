//! Taking a document apart, and putting it together with other text.

use std::borrow::Borrow;
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::block::{Block, Filled};
use super::blocks::Blocks;
use super::file::{self, Error, FileText};
use super::format::Format;
use super::more::More;
use super::splice::{Found, Take, splice};
use super::{html, markdown, office, subtitles, values};
use crate::text::LangTag;

/// A document as it came.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a> {
    /// Its file, for messages.
    pub path: &'a Path,
    /// What it is.
    pub format: Format,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its encoding, where it is not what it seems to be.
    pub encoding: Option<&'a str>,
    /// What is read of it beside its text.
    pub more: More,
}

/// What a reader sees of a document.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// The texts of its blocks, a line end between two.
    pub text: String,
    /// What else is known of its blocks, in order.
    pub blocks: Blocks,
    /// The name of its encoding: `UTF-8`.
    pub encoding: &'static str,
    /// Whether the encoding was guessed, with nothing in the file to say so.
    pub guessed: bool,
    /// BLAKE3 of its bytes.
    pub hash: [u8; 32],
    /// What is to be said of how it was read, each as half a sentence.
    pub remarks: Vec<&'static str>,
}

impl Extracted {
    /// Its blocks, in order.
    #[must_use]
    pub fn to_blocks(&self) -> Vec<Block> {
        self.blocks.iter(&self.text).collect()
    }
}

/// How many bytes a block of a text has at least, mostly: room for blocks is made for so many, since
/// to move them later costs more than room that is never touched.
const SHORTEST: usize = 48;

/// Blocks of which no more is kept than what a reader sees: their text, and what is known of them.
#[derive(Default)]
struct Seen(String, Blocks);

impl Take for Seen {
    fn take(&mut self, found: Found) {
        self.1.push(&mut self.0, &found.block);
    }

    fn forget(&mut self) {
        *self = Self::default();
    }
}

/// A document with other text in it.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its encoding: that of the original, or UTF-8 where that has not all of the characters.
    pub encoding: &'static str,
}

/// Why a document cannot be taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The byte of its text where it was seen.
    pub(super) at: usize,
    /// What is wrong, as half a sentence.
    pub(super) message: String,
}

/// A document that is taken apart, to be put together with other text.
#[derive(Debug)]
pub struct Taken {
    format: Format,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    Text(Box<FileText>, Vec<Found>),
    Package(office::Taken),
}

impl Taken {
    /// Takes a document apart.
    ///
    /// # Errors
    /// [`Error`] where it is no text, or not what its format says.
    pub fn of(original: &Original<'_>) -> Result<Self, Error> {
        let format = original.format;
        let inside = match format.is_package() {
            true => Inside::Package(office::Taken::of(original)?),
            false => {
                let file = text(original)?;
                let mut found = Vec::with_capacity(file.text.len() / SHORTEST);
                find(original, &file.text, &mut found)?;
                Inside::Text(Box::new(file), found)
            }
        };
        Ok(Self { format, inside })
    }

    /// Its blocks, in order.
    #[must_use]
    pub fn blocks(&self) -> Vec<&Block> {
        match &self.inside {
            Inside::Text(_, found) => found.iter().map(|found| &found.block).collect(),
            Inside::Package(taken) => taken.blocks().collect(),
        }
    }

    /// The name of its encoding: `UTF-8`.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        match &self.inside {
            Inside::Text(file, _) => file.encoding,
            Inside::Package(_) => UTF_8.name(),
        }
    }

    /// The document with what `fill` gives for each block, by its number from 0, in its place; where
    /// it gives nothing the block stays. Every byte around the blocks is as it was, but that a document
    /// which says its language says `lang` where one is given.
    /// `original` is the document that it was taken out of.
    ///
    /// # Errors
    /// [`Error`] where a package cannot be written again.
    pub fn merge<F: Borrow<Filled>>(
        &self,
        original: &Original<'_>,
        lang: Option<&LangTag>,
        fill: impl FnMut(usize) -> Option<F>,
    ) -> Result<Merged, Error> {
        let (file, found) = match &self.inside {
            Inside::Text(file, found) => (file, found),
            Inside::Package(taken) => {
                return Ok(Merged {
                    bytes: taken.merge(original, lang, fill)?,
                    encoding: UTF_8.name(),
                });
            }
        };
        let mut text = splice(&file.text, found, fill);
        if let Some(lang) = lang {
            let said = match self.format {
                Format::Yaml => values::yaml::language(&text),
                Format::Arb => values::json::language(&text),
                Format::Vtt => subtitles::language(&text),
                _ => None,
            };
            if self.format == Format::Html {
                text = html::in_language(text, lang);
            }
            if let Some(place) = said {
                let parted = text
                    .get(place.clone())
                    .is_some_and(|said| said.contains('_'));
                // An ARB has `zh_Hans`.
                let name = match parted || self.format == Format::Arb {
                    true => lang.given().replace('-', "_"),
                    false => lang.given().to_owned(),
                };
                text.replace_range(place, &name);
            }
        }
        text.insert_str(0, file.mark);
        Ok(encoded(text, file.encoding, self.format == Format::Html))
    }
}

/// What a reader sees of a document.
///
/// # Errors
/// [`Error`] where it is no text, or not what its format says.
pub fn extract(original: &Original<'_>) -> Result<Extracted, Error> {
    if original.format.is_package() {
        let mut seen = Seen::default();
        let taken = office::Taken::of(original)?;
        taken
            .blocks()
            .for_each(|block| seen.1.push(&mut seen.0, block));
        return Ok(Extracted {
            text: seen.0,
            blocks: seen.1,
            encoding: UTF_8.name(),
            guessed: false,
            hash: *blake3::hash(original.bytes).as_bytes(),
            remarks: taken.remarks(),
        });
    }
    let file = text(original)?;
    let mut seen = Seen(
        String::with_capacity(file.text.len()),
        Blocks::of(file.text.len()),
    );
    find(original, &file.text, &mut seen)?;
    Ok(Extracted {
        text: seen.0,
        blocks: seen.1,
        encoding: file.encoding,
        guessed: file.guessed,
        hash: file.hash,
        remarks: Vec::new(),
    })
}

/// A document taken apart and put together again at once: see [`Taken::merge`].
///
/// # Errors
/// As [`extract`], and as [`Taken::merge`].
pub fn merge<F: Borrow<Filled>>(
    original: &Original<'_>,
    lang: Option<&LangTag>,
    fill: impl FnMut(usize) -> Option<F>,
) -> Result<Merged, Error> {
    Taken::of(original)?.merge(original, lang, fill)
}

/// The text of a document, in the encoding that it says it is in.
fn text(original: &Original<'_>) -> Result<FileText, Error> {
    let said = match (original.encoding, original.format) {
        (None, Format::Html) => html::encoding(original.bytes),
        (given, _) => given.map(str::to_owned),
    };
    file::from_bytes(original.path, original.bytes, said.as_deref())
}

/// Finds the blocks of a text.
fn find(original: &Original<'_>, text: &str, taker: &mut dyn Take) -> Result<(), Error> {
    let mut marked = |find: fn(&str, &mut dyn Take)| {
        find(text, taker);
        Ok(Vec::new())
    };
    let found: Result<Vec<Found>, Fault> = match original.format {
        Format::Markdown => marked(markdown::find),
        Format::Mdx => marked(markdown::find_mdx),
        Format::Html => marked(html::find),
        Format::Srt => Ok(subtitles::srt(text)),
        Format::Vtt => Ok(subtitles::vtt(text)),
        Format::Json => values::json::find(text),
        Format::Arb => values::json::arb(text),
        Format::Properties => Ok(values::properties::find(text)),
        Format::Strings => values::strings::find(text),
        Format::Android => values::xml::android(text),
        Format::Resx => values::xml::resx(text),
        Format::Yaml => values::yaml::find(text),
        Format::Fluent => Ok(values::fluent::find(text)),
        Format::Docx | Format::Pptx | Format::Xlsx | Format::Odf => Ok(Vec::new()),
    };
    let found = found.map_err(|fault| Error::Malformed {
        path: original.path.to_owned(),
        line: 1 + text
            .bytes()
            .take(fault.at)
            .filter(|byte| *byte == b'\n')
            .count(),
        message: fault.message,
    })?;
    found.into_iter().for_each(|found| taker.take(found));
    Ok(())
}

/// The bytes of a text, with its byte order mark, in an encoding. With `numbered`, characters that it
/// has not are written by their numbers, as a page of the web does; else all is in UTF-8 then.
#[must_use]
pub fn encoded(text: String, encoding: &str, numbered: bool) -> Merged {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    let (bytes, encoding) = if encoding == UTF_16LE {
        (
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            encoding,
        )
    } else if encoding == UTF_16BE {
        (
            text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            encoding,
        )
    } else if encoding == UTF_8 {
        (text.into_bytes(), encoding)
    } else {
        match encoding.encode(&text) {
            (_, _, true) if !numbered => (text.into_bytes(), UTF_8),
            (bytes, _, _) => (bytes.into_owned(), encoding),
        }
    };
    Merged {
        bytes,
        encoding: encoding.name(),
    }
}
