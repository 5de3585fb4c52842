//! Blocks: what a reader of a document sees as one piece of text.

use crate::unit::InlineCode;

/// What a block is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading, by its level from 1.
    Heading(u8),
    /// A paragraph of running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A text that describes something: a picture's, the title of a link or of the page.
    Label,
    /// A footnote or an endnote.
    Footnote,
    /// A subtitle.
    Subtitle,
    /// The value of a key.
    Value,
}

/// One piece of text of a document. A segment never reaches from one into the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its text as a reader sees it. Where the format takes line ends for spaces they are spaces;
    /// `\n` is a line end that the reader sees.
    pub text: String,
    /// Its inline codes, in order, with their native data. An id stands for one code, or for the
    /// two of a pair.
    pub codes: Vec<InlineCode>,
    /// How its text looks where no code says another thing, where that is not plain: the types of the
    /// codes that would make it so, a space between two (`bold italic`).
    pub look: Option<Box<str>>,
    /// What it is.
    pub kind: BlockKind,
    /// What the document calls it: the key of a value.
    pub key: Option<String>,
    /// What the document says of it to who translates it.
    pub note: Option<String>,
}

impl Block {
    /// A text with nothing else said of it.
    #[must_use]
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            codes: Vec::new(),
            look: None,
            kind,
            key: None,
            note: None,
        }
    }
}

/// What is to stand in the place of a block. Its codes are those of the block, known by what they
/// do and by id; their native data is the block's. An [`ANCHOR`](super::ANCHOR) has its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// The codes in it, in order.
    pub codes: Vec<InlineCode>,
}

impl From<&Block> for Filled {
    fn from(block: &Block) -> Self {
        Self {
            text: block.text.clone(),
            codes: block.codes.clone(),
        }
    }
}
