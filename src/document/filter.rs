//! Taking a document apart, and putting it together with other text.

use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::block::{Block, Filled};
use super::blocks::Blocks;
use super::file::{self, Decoded, Error};
use super::format::Format;
use super::more::More;
use super::splice::{Fill, Found, Out, Splicer, Take};
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
    pub remarks: Vec<String>,
}

impl Extracted {
    /// Its blocks, in order.
    #[must_use]
    pub fn to_blocks(&self) -> Vec<Block> {
        self.blocks.iter(&self.text).collect()
    }
}

/// Blocks of which no more is kept than what a reader sees: their text, and what is known of them.
#[derive(Default)]
struct Seen {
    text: String,
    blocks: Blocks,
    /// What is to be said of how they were found.
    remarks: Vec<String>,
}

impl Seen {
    fn push(&mut self, block: &Block) {
        self.blocks.push(&mut self.text, block);
    }
}

impl Take for Seen {
    fn take(&mut self, found: Found) {
        self.push(&found.block);
    }

    fn say(&mut self, remark: String) {
        self.remarks.push(remark);
    }
}

/// A text in the bytes of an encoding.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The name of the encoding: `UTF-8`.
    pub encoding: &'static str,
}

/// What a document with other text in it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Its encoding: that of the original, or UTF-8 where that has not all of the characters.
    pub encoding: &'static str,
    /// The encoding of the original.
    pub original: &'static str,
    /// What is to be said of how it was written, each as half a sentence.
    pub remarks: Vec<String>,
}

/// Why a document cannot be taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The byte of its text where it was seen.
    pub(super) at: usize,
    /// What is wrong, as half a sentence.
    pub(super) message: String,
}

/// The first of some things, as a remark lists them, and how many more there are.
pub(super) fn listed(things: impl ExactSizeIterator<Item = String>) -> String {
    /// How many are listed.
    const LISTED: usize = 10;
    let more = match things.len().checked_sub(LISTED) {
        Some(more) if more > 0 => format!(" and {more} more"),
        _ => String::new(),
    };
    things.take(LISTED).collect::<Vec<_>>().join(", ") + &more
}

/// What a reader sees of a document.
///
/// # Errors
/// [`Error`] where it is no text, or not what its format says.
pub fn extract(original: &Original<'_>) -> Result<Extracted, Error> {
    if original.format.is_package() {
        let mut seen = Seen::default();
        let taken = office::Taken::of(original)?;
        taken.blocks().for_each(|block| seen.push(block));
        return Ok(Extracted {
            text: seen.text,
            blocks: seen.blocks,
            encoding: UTF_8.name(),
            guessed: false,
            hash: *blake3::hash(original.bytes).as_bytes(),
            remarks: taken.remarks().to_vec(),
        });
    }
    let file = decoded(original)?;
    let mut seen = Seen {
        text: String::with_capacity(file.text.len()),
        blocks: Blocks::of(file.text.len()),
        remarks: Vec::new(),
    };
    find(original, &file.text, &mut seen)?;
    Ok(Extracted {
        text: seen.text,
        blocks: seen.blocks,
        encoding: file.encoding,
        guessed: file.guessed,
        hash: *blake3::hash(original.bytes).as_bytes(),
        remarks: seen.remarks,
    })
}

/// Writes a document with what `fill` gives for each block, in order, in its place; where it gives
/// nothing the block stays. Every byte around the blocks is as it was, but that a document which says
/// its language says `lang` where one is given. A text in UTF-8 is written while it is read: then
/// little more of it is held than what is in `original`.
///
/// # Errors
/// What `fill` says, or [`Error`] where the document is no text, not what its format says, or `out`
/// takes no more. Then what was written is to be thrown away.
pub fn merge<E: From<Error>>(
    original: &Original<'_>,
    lang: Option<&LangTag>,
    out: &mut dyn Write,
    mut fill: impl FnMut(&Block) -> Result<Option<Filled>, E>,
) -> Result<Merged, E> {
    let mut written = |bytes: &[u8]| {
        out.write_all(bytes).map_err(|source| Error::Unwritten {
            path: original.path.to_owned(),
            source,
        })
    };
    if original.format.is_package() {
        let (bytes, remarks) = office::Taken::of(original)?.merge(original, lang, fill)?;
        written(&bytes)?;
        let encoding = UTF_8.name();
        return Ok(Merged {
            encoding,
            original: encoding,
            remarks,
        });
    }
    let file = decoded(original)?;
    let mut fill = |found: &Found| fill(&found.block);
    let encoding = match file.encoding == UTF_8.name() {
        true => {
            written(file.mark.as_bytes())?;
            let mut out = |text: &str| Ok(written(text.as_bytes())?);
            splice(original, &file.text, lang, &mut fill, &mut out)?;
            file.encoding
        }
        false => {
            let mut text = String::with_capacity(file.text.len());
            text.push_str(file.mark);
            let mut out = |new: &str| {
                text.push_str(new);
                Ok(())
            };
            splice(original, &file.text, lang, &mut fill, &mut out)?;
            let encoded = encoded(text, file.encoding, original.format == Format::Html);
            written(&encoded.bytes)?;
            encoded.encoding
        }
    };
    Ok(Merged {
        encoding,
        original: file.encoding,
        remarks: Vec::new(),
    })
}

/// Writes the text of a document with its blocks filled.
fn splice<E: From<Error>>(
    original: &Original<'_>,
    text: &str,
    lang: Option<&LangTag>,
    fill: &mut Fill<'_, E>,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let said = lang.map(|lang| languages(original.format, text, lang));
    let mut splicer = Splicer::new(text, fill, out).changing(said.unwrap_or_default());
    find(original, text, &mut splicer)?;
    splicer.finish()
}

/// Where a document says its language, and what it says instead where it is in `lang`, in order.
fn languages<'l>(
    format: Format,
    text: &str,
    lang: &'l LangTag,
) -> Vec<(Range<usize>, Cow<'l, str>)> {
    let place = match format {
        Format::Html => {
            let places = html::languages(text).into_iter();
            return places.map(|place| (place, lang.given().into())).collect();
        }
        Format::Yaml => values::yaml::language(text),
        Format::Arb => values::json::language(text),
        Format::Vtt => subtitles::language(text),
        _ => None,
    };
    let named = place.map(|place| {
        let said = text.get(place.clone()).unwrap_or_default();
        // As the file has it; an ARB has `zh_Hans`.
        let name = match format == Format::Arb || said.contains('_') {
            true => lang.given().replace('-', "_").into(),
            false => lang.given().into(),
        };
        (place, name)
    });
    named.into_iter().collect()
}

/// The text of a document, in the encoding that it says it is in.
fn decoded<'b>(original: &Original<'b>) -> Result<Decoded<'b>, Error> {
    let said = match (original.encoding, original.format) {
        (None, Format::Html) => html::encoding(original.bytes),
        (given, _) => given.map(str::to_owned),
    };
    file::decode(original.path, original.bytes, said.as_deref())
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
        Format::Json => values::json::find(text, original.more.code).map(|(found, remarks)| {
            remarks.into_iter().for_each(|remark| taker.say(remark));
            found
        }),
        Format::Arb => values::json::arb(text),
        Format::Properties => Ok(values::properties::find(text)),
        Format::Strings => values::strings::find(text),
        Format::Plurals => values::xml::plurals(text),
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
pub fn encoded(text: String, encoding: &str, numbered: bool) -> Encoded {
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
    Encoded {
        bytes,
        encoding: encoding.name(),
    }
}
