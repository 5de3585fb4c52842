//! Exchange files: streams of units in and out, strict when written.
//!
//! Every writer takes the same stream: a [`Header`], then [`Outgoing`] units one by one, then the
//! end ([`UnitWriter`]). A writer holds nothing of the stream but what its format needs. Which
//! units go out, and in which order, is the caller's to say; what a format cannot keep is counted
//! in the [`Report`].
//!
//! Every reader yields the same stream: a [`ReadHeader`], then [`Incoming`] units one by one
//! ([`UnitReader`]). A reader takes what real tools write; what it mended or left out stands in
//! its [`Mends`], with the place in the file.
//!
//! A file that a translator sends back where it came from is not read as units and written anew, but
//! changed in places: [`xliff`], [`po`].
//!
//! What each format keeps is promised on its page under `schemas/`.

mod annotation;
mod context;
mod edit;
mod incoming;
mod inline;
pub mod jsonl;
mod layout;
mod mend;
mod numbering;
pub mod omegat;
mod open;
pub(crate) mod package;
pub mod po;
mod profile;
pub mod repair;
mod report;
pub mod retouch;
pub mod review;
pub mod sheet;
pub mod shown;
pub mod srx;
pub mod table;
pub mod tbx;
pub mod termbase;
pub mod tmx;
pub mod validate;
pub mod weblate;
pub mod xliff;
pub mod xliff12;
pub mod xliff2;
pub(crate) mod xml;

#[cfg(test)]
mod testing;

use std::collections::BTreeMap;
use std::io::Write;

pub use context::{Dialect, noted};
pub use incoming::{CONTEXT, DOCUMENT, Incoming, Occurrences, ReadHeader, UnitReader};
pub use layout::{Content as FileContent, DocumentHead, Layout, MemoryHead, OriginalHead};
pub use mend::{Mend, Mends, Position};
pub use open::{Content, Opened, ReadOptions, open, reader};
pub use profile::{Options, Tool};
pub use report::{Loss, Report};

use smallvec::SmallVec;

use crate::text::LangTag;
use crate::unit::{Fields, Origin, Unit, Variant};

/// The language tags an exchange file writes instead of the memory's: `en` → `en-US`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(BTreeMap<LangTag, LangTag>);

impl Tags {
    /// Writes `lang` as `written`.
    pub fn rename(&mut self, lang: LangTag, written: LangTag) {
        self.0.insert(lang, written);
    }

    /// Writes languages as `others` says, over what was said before.
    pub fn extend(&mut self, others: &Self) {
        self.0.extend(
            others
                .0
                .iter()
                .map(|(lang, written)| (lang.clone(), written.clone())),
        );
    }

    /// The tag to write for `lang`, in canonical case.
    #[must_use]
    pub fn written(&self, lang: &LangTag) -> String {
        self.0.get(lang).unwrap_or(lang).canonical()
    }
}

/// What stands at the head of an exchange file.
#[derive(Clone, Debug)]
pub struct Header {
    /// The source language.
    pub source: LangTag,
    /// The target language.
    pub target: LangTag,
    /// The tags to write.
    pub tags: Tags,
    /// When the newest text in the file was made, as RFC 3339 in UTC; `None` where no text has
    /// a date. Never the time of the export.
    pub date: Option<String>,
}

impl Header {
    /// The source language as the file writes it.
    fn source_tag(&self) -> String {
        self.tags.written(&self.source)
    }

    /// The target language as the file writes it.
    fn target_tag(&self) -> String {
        self.tags.written(&self.target)
    }
}

/// Where a unit stands in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name of the document: `release`.
    pub document: &'a str,
    /// The file it came from: `release.en.txt`.
    pub file: &'a str,
    /// Its number there, from 1: what people call it.
    pub number: usize,
    /// Its paragraph, from 1.
    pub paragraph: usize,
}

/// The source texts before and after a unit, for tools whose memories know context matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The source text before; `None` at the start of the document.
    pub previous: Option<&'a str>,
    /// The source text after; `None` at the end of the document.
    pub next: Option<&'a str>,
}

/// A term of a unit with what to write for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTerm {
    /// The form as it stands in the termbase, in the source language.
    pub source: String,
    /// The forms to use in the target language, the preferred one first.
    pub targets: Vec<String>,
    /// Forms not to use.
    pub forbidden: Vec<String>,
    /// What the concept is; may be empty.
    pub definition: String,
}

impl KnownTerm {
    /// The term in one line for a translator: `CNIPA = 国家知识产权局; not 中国专利局`.
    #[must_use]
    pub fn line(&self) -> String {
        let mut parts = Vec::new();
        if let Some((preferred, others)) = self.targets.split_first() {
            parts.push(format!("{} = {preferred}", self.source));
            if !others.is_empty() {
                parts.push(format!("also {}", others.join(", ")));
            }
        } else {
            parts.push(self.source.clone());
        }
        if !self.forbidden.is_empty() {
            parts.push(format!("not {}", self.forbidden.join(", ")));
        }
        parts.join("; ")
    }
}

/// A unit on its way into a file.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Where it stands in a document, if it does.
    pub place: Option<Place<'a>>,
    /// Its neighbours, where they are to go into the file.
    pub context: Option<Context<'a>>,
    /// The terms in its source.
    pub terms: &'a [KnownTerm],
    /// How it stands in its document.
    pub layout: Layout<'a>,
}

impl<'a> Outgoing<'a> {
    /// A unit of which no more is known than what it says itself.
    #[must_use]
    pub fn alone(unit: &'a Unit) -> Self {
        Self {
            unit,
            place: None,
            context: None,
            terms: &[],
            layout: Layout::default(),
        }
    }

    /// The texts of the unit that a file of one language pair holds.
    fn pair(&self, header: &Header) -> Pair<'a> {
        // Exactly the language asked for; only where there is none, what it covers.
        let texts = &self.unit.variants;
        let is_source = |v: &&Variant| v.lang == header.source;
        let source = texts
            .iter()
            .find(is_source)
            .or_else(|| texts.iter().find(|v| header.source.covers(&v.lang)));
        let rest = || {
            let is_other = |v: &&Variant| !source.is_some_and(|source| std::ptr::eq(source, *v));
            texts.iter().filter(|v| !is_source(v)).filter(is_other)
        };
        let exactly = rest().any(|v| v.lang == header.target);
        let mut pair = Pair {
            source: source.filter(|v| has_text(v)),
            targets: SmallVec::new(),
            others: texts.iter().filter(is_source).count().saturating_sub(1),
        };
        for variant in rest() {
            let is_target = match exactly {
                true => variant.lang == header.target,
                false => header.target.covers(&variant.lang),
            };
            if !is_target {
                pair.others += 1;
            } else if has_text(variant) {
                pair.targets.push(variant);
            }
        }
        pair
    }

    /// The name of the document the unit comes from, if it comes from one.
    fn document(&self) -> Option<&'a str> {
        match (self.place, &self.unit.origin) {
            (Some(place), _) => Some(place.document),
            (None, Origin::Document(name)) => Some(name),
            (None, Origin::Memory(_)) => None,
        }
    }
}

/// Whether a variant says anything; an empty target is an untranslated one.
fn has_text(variant: &Variant) -> bool {
    variant.text.contains(|c: char| !c.is_whitespace())
}

/// What a file of one language pair holds of a unit.
struct Pair<'a> {
    /// The source text.
    source: Option<&'a Variant>,
    /// The translation and its alternatives, in order; the empty ones are left out.
    targets: SmallVec<[&'a Variant; 1]>,
    /// How many texts are neither.
    others: usize,
}

/// Writes a stream of units in one format. Made by the `Writer::new` of a format, or by
/// [`writer`] where the format is known only when the program runs.
pub trait UnitWriter<W> {
    /// Writes a unit, or counts why it cannot be written.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error>;

    /// Writes what is known of a document, before its units, where the format keeps that.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    fn document(&mut self, _document: &DocumentHead) -> Result<(), Error> {
        Ok(())
    }

    /// Writes what is known of an imported memory, before its units, where the format keeps that.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    fn memory(&mut self, _memory: &MemoryHead) -> Result<(), Error> {
        Ok(())
    }

    /// Writes the end of the file, and gives back what was written to and what was lost.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write; [`Error::Empty`] where the format does not
    /// allow a file without a unit.
    fn finish(self: Box<Self>) -> Result<(W, Report), Error>;
}

/// The formats that hold units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TMX 1.4b, level 1.
    Tmx,
    /// XLIFF 1.2.
    Xliff12,
    /// XLIFF 2.0, 2.1 or 2.2.
    Xliff2(xliff2::Version),
    /// JSON Lines, yiku's own text form.
    Jsonl,
    /// Weblate's translation memory in JSON.
    Weblate,
    /// The table for reviewers.
    Review(review::Layout),
    /// PO, the files of gettext.
    Po,
    /// A table, a unit a row.
    Table(table::Layout),
}

impl Format {
    /// The format of that name, as people write it: `tmx`, `xliff`, `xliff2.2`, `jsonl`,
    /// `weblate`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "tmx" => Some(Self::Tmx),
            "xliff" | "xliff1.2" | "xliff12" => Some(Self::Xliff12),
            "xliff2.0" | "xliff20" => Some(Self::Xliff2(xliff2::Version::V20)),
            "xliff2" | "xliff2.1" | "xliff21" => Some(Self::Xliff2(xliff2::Version::V21)),
            "xliff2.2" | "xliff22" => Some(Self::Xliff2(xliff2::Version::V22)),
            "jsonl" => Some(Self::Jsonl),
            "weblate" => Some(Self::Weblate),
            "po" => Some(Self::Po),
            name => table::Layout::from_name(name).map(Self::Table),
        }
    }

    /// The format as people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmx => "TMX",
            Self::Xliff12 => "XLIFF 1.2",
            Self::Xliff2(version) => version.name(),
            Self::Jsonl => "JSONL",
            Self::Weblate => "Weblate JSON",
            Self::Review(_) => "the review table",
            Self::Po => "PO",
            Self::Table(layout) => layout.name(),
        }
    }
}

/// A writer of `format` to `out`, which should be buffered: it is written to in small pieces.
///
/// # Errors
/// [`Error::Write`] where the system cannot write.
pub fn writer<'w, W: Write + Send + 'w>(
    format: Format,
    out: W,
    header: &Header,
    options: &Options,
) -> Result<Box<dyn UnitWriter<W> + Send + 'w>, Error> {
    Ok(match format {
        Format::Tmx => Box::new(tmx::Writer::new(out, header, options)?),
        Format::Xliff12 => Box::new(xliff12::Writer::new(out, header, options)?),
        Format::Xliff2(version) => Box::new(xliff2::Writer::new(out, header, version)?),
        Format::Jsonl => Box::new(jsonl::Writer::new(out, header)?),
        Format::Weblate => Box::new(weblate::Writer::new(out, header)?),
        Format::Review(layout) => Box::new(review::Writer::new(out, header, layout)),
        Format::Po => Box::new(po::Writer::new(out, header)?),
        Format::Table(layout) => Box::new(table::Writer::new(out, header, layout)?),
    })
}

/// How many fields of a unit say something.
fn field_count(fields: &Fields) -> usize {
    [
        &fields.client,
        &fields.project,
        &fields.domain,
        &fields.subject,
    ]
    .into_iter()
    .filter(|field| !field.is_empty())
    .count()
}

/// A date in another form (a `strftime` format), in UTC; `None` where it is not RFC 3339.
fn date_as(rfc3339: &str, format: &str) -> Option<String> {
    let date: jiff::Timestamp = rfc3339.parse().ok()?;
    Some(date.strftime(format).to_string())
}

/// A file that could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Writing came to an error of the system (disk full, no permission).
    #[error("the file could not be written")]
    Write(#[from] std::io::Error),
    /// The format does not allow an empty file.
    #[error("there is nothing to write: {format} needs at least one {what}")]
    Empty {
        /// The format, as people write it.
        format: &'static str,
        /// What it needs one of.
        what: &'static str,
    },
    /// A termbase lacks a column that it cannot be without.
    #[error("the termbase has no column “{column}”; its first line must name concept, lang, term")]
    MissingColumn {
        /// The name of the column.
        column: &'static str,
    },
    /// Reading came to an error of the system.
    #[error("the file could not be read")]
    Read(#[source] std::io::Error),
    /// The file is damaged, of another kind, or beyond a limit; nothing after this place can be
    /// read.
    #[error(
        "line {}, column {}{}: {message}; {fine} {} before it can be read",
        at.line,
        at.column,
        mend::in_unit(*unit),
        if *fine == 1 { "unit" } else { "units" }
    )]
    Malformed {
        /// Where.
        at: Position,
        /// The number of the unit that cannot be read, from 1, where it stands in one.
        unit: Option<u64>,
        /// How many units before it were whole.
        fine: u64,
        /// What is wrong.
        message: String,
    },
    /// Nothing tells which columns of a table hold the texts.
    #[error("which columns hold the source and the translation cannot be told: {shown}")]
    Columns {
        /// The columns, by their letter and their first cell.
        shown: String,
    },
    /// A table has no such column.
    #[error("there is no column “{column}”; there are {shown}")]
    NoColumn {
        /// The column.
        column: String,
        /// The columns that it has.
        shown: String,
    },
    /// What the columns hold was said in a way that cannot be understood.
    #[error("“{given}” does not say which column holds what")]
    Mapping {
        /// What was said.
        given: String,
    },
    /// yiku writes the format and does not read it.
    #[error("{format} is written here, and not read yet")]
    NotRead {
        /// The format, as people write it.
        format: &'static str,
    },
    /// An archive cannot be unpacked.
    #[error("{message}")]
    Packed {
        /// Why not.
        message: String,
    },
    /// The file has bytes that are no character of its encoding: it cannot be written again with
    /// only what is new in it changed.
    #[error("it has bytes that are no character in its encoding ({encoding})")]
    Encoding {
        /// The encoding that it has.
        encoding: &'static str,
    },
    /// A text cannot be written in the encoding that the file has.
    #[error("its encoding ({encoding}) has no “{character}”, which stands in a translation")]
    Character {
        /// The character.
        character: char,
        /// The encoding.
        encoding: &'static str,
    },
    /// A line that cannot be read.
    #[error("line {line}: {message}")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        message: String,
    },
}

impl Error {
    /// A file that is no text, without its name: the caller knows it.
    fn no_text(error: crate::document::Error) -> Self {
        use crate::document::Error as Text;
        match error {
            Text::NotText { line, .. } => Self::Line {
                line: line as u64,
                message: "this is no text".to_owned(),
            },
            Text::NotEncoding { line, encoding, .. } => Self::Line {
                line: line as u64,
                message: format!("this is not {encoding} text"),
            },
            error @ Text::UnknownEncoding { .. } => Self::Packed {
                message: error.to_string(),
            },
            _ => Self::Packed {
                message: "it is empty".to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::testing::{header, named, read_back, tag};
    use super::*;
    use crate::unit::{CodeKind, InlineCode, MadeBy, Note, State, UnitId};

    fn code() -> impl Strategy<Value = InlineCode> {
        let kind = prop_oneof![
            Just(CodeKind::Opening),
            Just(CodeKind::Closing),
            Just(CodeKind::Alone)
        ];
        let word = proptest::option::of("[ab<é ]{0,3}");
        let type_ = prop_oneof![word.clone(), Just(Some("mark:term".to_owned()))];
        (0_u32..9, kind, "[12]", type_, word).prop_map(|(at, kind, id, type_, data)| InlineCode {
            at,
            kind,
            id: id.into(),
            pair: None,
            type_: type_.map(Into::into),
            data: data.map(Into::into),
        })
    }

    fn variant(lang: &'static str) -> impl Strategy<Value = Variant> {
        (
            "[a&<>\\]中𠮷 \u{0}\u{1A}\r\n\t\u{FFFE}\"']{0,6}",
            proptest::collection::vec(code(), 0..5),
            proptest::option::of(0..State::ALL.len()),
            proptest::option::of(0..MadeBy::ALL.len()),
            proptest::option::of("[a<\u{1}]{0,2}"),
        )
            .prop_map(move |(text, codes, state, made_by, word)| {
                let mut variant = Variant::new(tag(lang), text);
                variant.codes = codes;
                variant.state = state.map(|index| State::ALL[index]);
                variant.made_by = made_by.map(|index| MadeBy::ALL[index]);
                variant.locked = word.clone();
                variant.author = word.clone();
                variant
                    .notes
                    .extend(word.map(|text| Note { text, from: None }));
                variant
            })
    }

    prop_compose! {
        pub(super) fn unit()(
            variants in proptest::collection::vec(
                prop_oneof![variant("en"), variant("zh-CN"), variant("zh-Hant"), variant("en-US")],
                0..4,
            ),
            memory in any::<bool>(),
        ) -> Unit {
            let origin = if memory {
                Origin::Memory("m".to_owned())
            } else {
                Origin::Document("d".to_owned())
            };
            Unit {
                id: UnitId::new(&origin, "", 0),
                origin,
                source_lang: tag("en"),
                variants,
                cuts: Vec::new(),
                fields: Fields::default(),
                notes: Vec::new(),
                properties: Vec::new(),
            }
        }
    }

    fn outgoing(unit: &Unit, number: usize) -> Outgoing<'_> {
        Outgoing {
            place: (number > 0).then_some(Place {
                document: "d",
                file: "d.txt",
                number,
                paragraph: 1,
            }),
            ..Outgoing::alone(unit)
        }
    }

    proptest! {
        #[test]
        fn any_units_give_a_well_formed_file_with_every_source_once(
            units in proptest::collection::vec((unit(), 0_usize..3), 1..5),
            copy_source: bool,
        ) {
            let options = Options { copy_source, ..Options::default() };
            let version = xliff2::Version::V22;
            for format in [Format::Tmx, Format::Xliff12, Format::Xliff2(version)] {
                let mut writer = writer(format, Vec::new(), &header(), &options).unwrap();
                for (unit, number) in &units {
                    writer.unit(&outgoing(unit, *number)).unwrap();
                }
                let Ok((bytes, report)) = writer.finish() else {
                    continue; // XLIFF without a segment
                };
                let elements = read_back(std::str::from_utf8(&bytes).unwrap());
                let name = if format == Format::Tmx { "tu" } else { "source" };
                prop_assert_eq!(named(&elements, name).len() as u64, report.written);
                let lost = report.lost(Loss::NoSource) + report.lost(Loss::NoTarget);
                prop_assert_eq!(report.written + lost, units.len() as u64);
            }
        }
    }

    #[test]
    fn the_source_is_never_taken_for_its_own_translation() {
        let unit = Unit {
            id: UnitId([0; 16]),
            origin: Origin::Memory("m".to_owned()),
            source_lang: tag("en"),
            variants: vec![
                Variant::new(tag("en"), "colour"),
                Variant::new(tag("zh"), "颜色"),
            ],
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties: Vec::new(),
        };
        for target in ["en-GB", "en"] {
            let mut header = header();
            header.target = tag(target);
            let pair = outgoing(&unit, 0).pair(&header);
            assert_eq!((pair.targets.len(), pair.others), (0, 1), "{target}");
        }
        let mut header = header();
        header.source = tag("en-US");
        let pair = outgoing(&unit, 0).pair(&header);
        assert_eq!(pair.source.map(|v| v.text.as_str()), Some("colour"));
        assert_eq!(pair.targets.len(), 1);
    }
}
