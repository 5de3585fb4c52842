//! A document as one running text, block after block, for those who work on texts.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;

use smol_str::ToSmolStr;

use super::block::Block;
use super::blocks::Blocks;
use super::codes::{inner, partners, with_words};
use super::file::{self, Error, FileText};
use super::filter::{Original, extract};
use super::format::{Format, plain, unread};
use super::more::More;
use super::outside::Program;
use crate::store::Packed;
use crate::unit::InlineCode;

/// What a text was taken out of: a document of which it holds the blocks, a line end between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The format of the document.
    pub format: Format,
    /// The encoding that it was said to be in, where somebody had to say it.
    pub encoding: Option<String>,
    /// What was read of it beside its text.
    pub more: More,
    /// Its bytes, as they came.
    pub bytes: Packed,
    /// What is known of its blocks beside their text, in order.
    pub blocks: Blocks,
}

/// The codes of a stretch of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Which of the block's codes belong to it, as indices.
    pub codes: Range<usize>,
    /// These, as codes of a text that is the stretch: by place in it, their ids the numbers that
    /// people call them by.
    pub own: Vec<InlineCode>,
    /// How its text looks where none of these says another thing, as [`Block::look`] does: by its
    /// block, and the codes around all of it.
    pub look: BTreeSet<String>,
}

/// Reads a document of any format as text: what is taken apart as its blocks, PDF and the like by
/// another program, all else as [`read`](super::read) does.
///
/// # Errors
/// [`Error`] where the file cannot be read, is empty, or is not what its format says.
pub fn load(path: &Path, encoding: Option<&str>, more: More) -> Result<FileText, Error> {
    let bytes = file::bytes(path)?;
    if let Some(program) = Program::of(path, &bytes) {
        return program.read(path);
    }
    match Format::of(path, &bytes) {
        Some(format) => taken_apart(path, (format, more), bytes, encoding),
        None => match unread(path, &bytes) {
            Some(message) => Err(Error::Unread {
                path: path.to_owned(),
                message: message.to_owned(),
            }),
            None => Ok(FileText {
                remarks: plain(path).into_iter().collect(),
                ..file::from_bytes(path, &bytes, encoding)?
            }),
        },
    }
}

/// The text of a document of a format, with what more is asked for.
///
/// # Errors
/// As [`load`].
pub fn taken_apart(
    path: &Path,
    (format, more): (Format, More),
    bytes: Vec<u8>,
    encoding: Option<&str>,
) -> Result<FileText, Error> {
    let original = Original {
        path,
        format,
        bytes: &bytes,
        encoding,
        more,
    };
    let extracted = extract(&original)?;
    if extracted.blocks.is_empty() {
        return Err(Error::Empty {
            path: path.to_owned(),
        });
    }
    Ok(FileText {
        text: extracted.text,
        mark: "",
        encoding: extracted.encoding,
        guessed: extracted.guessed,
        hash: extracted.hash,
        form: Some(Form {
            format,
            encoding: encoding.map(str::to_owned),
            more,
            blocks: extracted.blocks,
            bytes: Packed::new(bytes),
        }),
        remarks: extracted.remarks,
    })
}

impl Form {
    /// The format of the document as the memory calls it, with what more was read of it.
    #[must_use]
    pub fn name(&self) -> String {
        self.more.named(self.format)
    }

    /// Where each block stands in the text.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.blocks.ranges()
    }
}

impl Block {
    /// A stretch of its text with the codes that are words before and after it: between it and
    /// `from`, where the one before it ends, and up to `to`, where nothing but white space follows.
    #[must_use]
    pub fn with_words(&self, from: usize, stretch: Range<usize>, to: usize) -> Range<usize> {
        with_words(&self.codes, from, stretch, to)
    }

    /// The codes that belong to each of some stretches of its text, in order.
    #[must_use]
    pub fn stretches(&self, ranges: &[Range<usize>]) -> Vec<Stretch> {
        let partners = partners(&self.codes);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut taken = 0;
        let stretches = ranges.iter().map(|range| {
            let codes = inner(&self.codes, &partners, place(range.start)..place(range.end));
            // One between two stretches is of the first.
            let codes = codes.start.max(taken)..codes.end.max(taken);
            taken = codes.end;
            let own = self.codes.get(codes.clone()).unwrap_or_default();
            // The two of a pair have the number of the first.
            let mut numbers: HashMap<&str, usize> = HashMap::new();
            let own = (1..).zip(own).map(|(number, code)| InlineCode {
                at: code.at.saturating_sub(place(range.start)),
                id: numbers.entry(&code.id).or_insert(number).to_smolstr(),
                ..code.clone()
            });
            let own = own.collect();
            let look = self.look_around(&codes, &partners);
            Stretch { codes, own, look }
        });
        stretches.collect()
    }

    /// How text looks that has some of its codes, where none of these says another thing.
    fn look_around(&self, codes: &Range<usize>, partners: &[Option<usize>]) -> BTreeSet<String> {
        let words = self.look.iter().flat_map(|look| look.split(' '));
        let mut look: BTreeSet<String> = words.map(str::to_owned).collect();
        let before = self.codes.iter().zip(partners).take(codes.start);
        for (code, partner) in before {
            let is_around = partner.is_some_and(|partner| partner >= codes.end);
            let Some(type_) = code.type_.as_ref().filter(|_| is_around) else {
                continue;
            };
            // What is one of many colors is not that of the text around it.
            look.retain(|word| word.split_once('=').is_none_or(|(name, _)| name != type_));
            // In bold text, what is marked is not.
            if !look.remove(type_.as_str()) && code.changes_look() {
                look.insert(type_.to_string());
            }
        }
        look
    }
}
