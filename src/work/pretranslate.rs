//! Filling what is untranslated from the memories, by policy on the net score.
//!
//! First it is [planned](plan), by reading alone; then the plan is [carried out](apply) as one
//! change, leaving out what somebody changed in between. Nothing that has a translation, is locked
//! or rejected is touched, unless drafts are to be replaced.

mod bilingual;
mod pseudo;
mod round;
mod text;

pub use bilingual::{Bilingual, BilingualError};
pub use pseudo::pseudo;

use std::collections::HashMap;

use serde::Deserialize;

use self::round::Round;
use self::text::Text;
use super::fill::Segments;
use super::memories::{Asked, Memories};
use super::project::Occasion;
use super::search::Place;
use crate::recall::Scratch;
use crate::store::{self, Document, Row, Writer};
use crate::text::LangTag;
use crate::unit::Variant;

/// The property of a translation in which numbers were put right: what was changed, as
/// [`adapted`] gives it. It goes when a person sets or confirms the translation.
pub const ADAPTED: &str = "x-adapted";

/// What was put right in a translation, where that was done: `2023年 → 2024年; 4万 → 4.5万`.
#[must_use]
pub fn adapted(translation: &Variant) -> Option<&str> {
    let mut properties = translation.properties.iter();
    let marked = properties.find(|property| property.name == ADAPTED)?;
    Some(&marked.value)
}

/// Which matches become confirmed translations and not drafts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Confirm {
    /// None: all are drafts.
    None,
    /// Matches with the same neighbours.
    Context,
    /// These, other exact matches, and repetitions of what is confirmed.
    #[default]
    Exact,
}

/// What becomes of an exact match that breaks the termbase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OnTerms {
    /// It is held back.
    #[default]
    Hold,
    /// It is filled in as a draft.
    Draft,
}

/// `[pretranslate]`: what is filled in, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The lowest net score of an exact match that is filled in, in percent.
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub min_net: u8,
    /// The lowest net score of other matches, which are filled in as drafts; without it, none.
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub fuzzy: Option<u8>,
    /// Which matches become confirmed translations and not drafts.
    pub confirm: Confirm,
    /// What becomes of an exact match that breaks the termbase.
    pub terms: OnTerms,
    /// Whether drafts are replaced by something better; those of a person never are.
    pub replace_drafts: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            min_net: 95,
            fuzzy: None,
            confirm: Confirm::default(),
            terms: OnTerms::default(),
            replace_drafts: false,
        }
    }
}

/// How a segment is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// From a match with the same neighbours.
    Context,
    /// From an exact match.
    Exact,
    /// From the same text in the same document.
    Repetition,
    /// From a match whose numbers, dates or addresses were put right.
    Numbers,
    /// From a fuzzy match.
    Fuzzy,
}

impl How {
    /// All ways, the surest first.
    pub const ALL: [Self; 5] = [
        Self::Context,
        Self::Exact,
        Self::Repetition,
        Self::Numbers,
        Self::Fuzzy,
    ];

    /// The word for it: `context`, `exact`, `repetition`, `numbers`, `fuzzy`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Exact => "exact",
            Self::Repetition => "repetition",
            Self::Numbers => "numbers",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// A segment that is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Its number, from 1.
    pub number: usize,
    /// How.
    pub how: How,
    /// Its translation, as it will be.
    pub translation: Variant,
    /// The net score of the match, in percent; `None` for a repetition.
    pub net: Option<u8>,
    /// Where the match stands, the best place first; nowhere for a repetition.
    pub places: Vec<Place>,
    /// How many different translations the very text has.
    pub translations: usize,
    /// What the termbase says against it.
    pub terms: Vec<String>,
    /// Where the segment is in the memory, where it is, and what it had when this was planned.
    at: Option<Row>,
    before: Option<Variant>,
}

/// Why a match was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It breaks the termbase: what is wrong, in sentences.
    Terms(Vec<String>),
    /// Its net score is too low.
    Net,
    /// It differs in numbers only, and these cannot be put right with certainty.
    Numbers,
    /// It is the very text, but its translation is in another script: the tag of that.
    Script(String),
}

/// A segment whose best match was held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its number, from 1.
    pub number: usize,
    /// Why.
    pub why: Why,
    /// The score of the match, in percent.
    pub score: u8,
    /// The score less its penalties.
    pub net: u8,
    /// The translation that it has.
    pub target: String,
}

/// What is to be done to a document, or was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pretranslation {
    /// The document.
    pub document: String,
    /// Its segments.
    pub segments: usize,
    /// How many of them could be filled.
    pub open: usize,
    /// Those that are.
    pub fills: Vec<Fill>,
    /// Those whose match was held back.
    pub held: Vec<Held>,
    /// Those that were left, since their inline codes cannot be placed in the translation that
    /// there is, something in them must stay as it is, or nothing says where a translation goes; by
    /// number.
    pub codes: Vec<usize>,
    /// How many are locked, or marked as not to be translated (XLIFF files).
    pub locked: usize,
    /// How many have no translation after it.
    pub left: usize,
    /// Words of the source of what is not confirmed after it.
    pub words_left: usize,
}

impl Pretranslation {
    /// How many segments are filled that way.
    #[must_use]
    pub fn count(&self, how: How) -> usize {
        self.fills.iter().filter(|fill| fill.how == how).count()
    }
}

/// Plans what is to be filled in documents of the first of the memories. `tell` is told how many
/// segments of how many are done.
///
/// # Errors
/// [`store::Error`] where a memory cannot be read.
pub fn plan(
    asked: &[Asked<'_>],
    documents: Vec<Document>,
    policy: &Policy,
    occasion: &Occasion,
    tell: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Pretranslation>, store::Error> {
    let Some(working) = asked.first() else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for document in documents {
        all.push(Segments::of(&working.reader, document)?);
    }
    let total = all.iter().map(|segments| segments.placed.len()).sum();
    let mut done = 0;
    let mut ready: Vec<((LangTag, LangTag), Memories<'_>)> = Vec::new();
    let mut scratch = Scratch::default();
    let mut planned = Vec::new();
    for segments in &all {
        let document = &segments.document;
        let text = Text::of_document(segments);
        let langs = (document.source_lang.clone(), document.target_lang.clone());
        let at = match ready.iter().position(|(known, _)| *known == langs) {
            Some(at) => at,
            None => {
                let memories = Memories::new(asked, &langs.0, &langs.1)?;
                ready.push((langs, memories));
                ready.len() - 1
            }
        };
        let Some((_, memories)) = ready.get(at) else {
            continue;
        };
        let mut round = Round::new(memories, policy, occasion, &text, &mut scratch);
        for number in 1..=segments.placed.len() {
            round.segment(number)?;
            done += 1;
            tell(done, total);
        }
        planned.push(round.end());
    }
    Ok(planned)
}

/// Carries out what was planned. Returns how many segments were left out since somebody changed
/// them in between.
///
/// # Errors
/// [`store::Error`] where the memory cannot be read or written.
pub fn apply(writer: &Writer<'_>, planned: &[Pretranslation]) -> Result<usize, store::Error> {
    let mut left_out = 0;
    for plan in planned {
        let Some(document) = writer.document(&plan.document)? else {
            left_out += plan.fills.len();
            continue;
        };
        let segments = Segments::of(writer, document)?;
        let now: HashMap<Row, Option<&Variant>> = segments
            .placed
            .iter()
            .map(|placed| (placed.stored.row, segments.target(placed)))
            .collect();
        for fill in &plan.fills {
            match fill.at {
                Some(at) if now.get(&at) == Some(&fill.before.as_ref()) => {
                    writer.put_variant(at, 0, &fill.translation)?;
                }
                _ => left_out += 1,
            }
        }
    }
    Ok(left_out)
}
