//! The score of a match: how like two segments are, in percent, and in what they differ.
//!
//! One definition (the numbers are integers, never rounded up):
//! - 102: 101, and the ids are the same; 101: 100, and both neighbours are the same.
//! - 100: the texts are equal after NFC, with line ends unified and outer white space off, and
//!   their inline codes are the same in order.
//! - 95–99: the contents are equal: 100 less one for each [`Difference`].
//! - below: ⌊100 (L − d) / L⌋, and 94 at most, where d is the Levenshtein distance of the contents
//!   and L the length of the longer.

use crate::text::fold::identity;
use crate::unit::{CodeKind, InlineCode};

use super::Content;
use super::content::{Folding, Kind, folded, is_multiplier, is_percent, scan};
use super::distance::{Columns, Pattern};
use super::hash::Context;

/// The most that unequal contents score.
const CAP: u8 = 94;
/// The most that they score without the cap.
const PLAIN_CAP: u8 = 99;

/// How contents that differ are scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scoring {
    /// 94 at most, so that 95 and more always means equal words.
    #[default]
    Capped,
    /// No cap but 99, for clients whose tool counts so.
    Plain,
}

impl Scoring {
    /// The score of two contents at a distance of `distance`, the longer of `length` tokens.
    /// Contents that are equal, which score by their differences, are at least this alike.
    pub(super) fn percent(self, distance: usize, length: usize) -> u8 {
        let cap = match self {
            Self::Capped => CAP,
            Self::Plain => PLAIN_CAP,
        };
        let same = length.saturating_sub(distance);
        let percent = (100 * same as u128)
            .checked_div(length as u128)
            .unwrap_or(100);
        u8::try_from(percent).map_or(cap, |percent| percent.min(cap))
    }

    /// The greatest distance at which contents that differ, the longer of `length` tokens, score
    /// `percent`; `None` where none does.
    pub(super) fn most_distance(self, percent: u8, length: usize) -> Option<usize> {
        let cap = match self {
            Self::Capped => CAP,
            Self::Plain => PLAIN_CAP,
        };
        // In two steps, which no length is too great for.
        let less = usize::from(100_u8.saturating_sub(percent));
        (percent <= cap).then(|| length / 100 * less + length % 100 * less / 100)
    }
}

/// In what two segments differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Difference {
    /// The words, or characters: the contents.
    Words,
    /// Upper and lower case.
    Case,
    /// The form of the same characters: full and half width, white space, traditional and
    /// simplified.
    Form,
    /// Punctuation and symbols.
    Punctuation,
    /// Numbers.
    Numbers,
    /// Inline codes.
    Codes,
}

impl Difference {
    /// The word for it, as people and files say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Case => "case",
            Self::Form => "form",
            Self::Punctuation => "punctuation",
            Self::Numbers => "numbers",
            Self::Codes => "codes",
        }
    }
}

/// How alike two segments are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// In percent, 0 to 100; 101 and 102 with the context.
    pub percent: u8,
    /// In what they differ; nothing from 100 on.
    pub differences: Vec<Difference>,
    /// The Levenshtein distance of the contents, in tokens.
    pub distance: usize,
    /// The length of the longer content, in tokens.
    pub length: usize,
    /// Whether the segment before is the same.
    pub previous_equal: bool,
    /// Whether the segment after is the same.
    pub next_equal: bool,
}

impl Score {
    /// The score of texts whose words differ, from what a comparison of their contents gave.
    #[must_use]
    pub fn of_words(percent: u8, distance: usize, length: usize) -> Self {
        Self {
            percent,
            differences: vec![Difference::Words],
            distance,
            length,
            previous_equal: false,
            next_equal: false,
        }
    }

    /// The score with what the contexts say: a score of 100 becomes 101 where both neighbours are
    /// the same, and 102 where the ids are the same too.
    #[must_use]
    pub fn in_context(mut self, ours: &Context, theirs: &Context, same_id: bool) -> Self {
        self.previous_equal = ours.previous.is_some() && ours.previous == theirs.previous;
        self.next_equal = ours.next.is_some() && ours.next == theirs.next;
        if self.percent == 100 && self.previous_equal && self.next_equal {
            self.percent = if same_id { 102 } else { 101 };
        }
        self
    }

    /// The band it is in.
    #[must_use]
    pub fn band(&self) -> Band {
        Band::of(self.percent)
    }
}

/// A band of scores, as reports count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Band {
    /// Below 50: to be translated anew.
    New,
    /// 50–74.
    From50,
    /// 75–84.
    From75,
    /// 85–94.
    From85,
    /// 95–99.
    From95,
    /// 100.
    Exact,
    /// 101 and 102.
    Context,
}

impl Band {
    /// All bands, the best first.
    pub const ALL: [Self; 7] = [
        Self::Context,
        Self::Exact,
        Self::From95,
        Self::From85,
        Self::From75,
        Self::From50,
        Self::New,
    ];

    /// The band of a score.
    #[must_use]
    pub fn of(percent: u8) -> Self {
        match percent {
            0..=49 => Self::New,
            50..=74 => Self::From50,
            75..=84 => Self::From75,
            85..=94 => Self::From85,
            95..=99 => Self::From95,
            100 => Self::Exact,
            101.. => Self::Context,
        }
    }

    /// The name of the band: `85-94`, `new`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::From50 => "50-74",
            Self::From75 => "75-84",
            Self::From85 => "85-94",
            Self::From95 => "95-99",
            Self::Exact => "100",
            Self::Context => "101",
        }
    }
}

/// A segment made ready to be compared.
#[derive(Clone, Debug)]
pub struct Segment<'a> {
    text: &'a str,
    codes: &'a [InlineCode],
    content: Content,
}

impl<'a> Segment<'a> {
    /// A text without its inline codes, and those.
    #[must_use]
    pub fn new(text: &'a str, codes: &'a [InlineCode]) -> Self {
        Self {
            text,
            codes,
            content: Content::of(text),
        }
    }

    /// The text without its inline codes.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Its inline codes.
    #[must_use]
    pub fn codes(&self) -> &'a [InlineCode] {
        self.codes
    }

    /// What of the text counts.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// How like this segment another is; the same in either direction.
    #[must_use]
    pub fn score(&self, other: &Segment<'_>, scoring: Scoring) -> Score {
        let length = self.content.len().max(other.content.len());
        let of = |percent, differences, distance| Score {
            percent,
            differences,
            distance,
            length,
            previous_equal: false,
            next_equal: false,
        };
        if self.content != other.content {
            let distance = distance(self.content.tokens(), other.content.tokens());
            return Score::of_words(scoring.percent(distance, length), distance, length);
        }
        let same_codes = same_codes(self.codes, other.codes);
        let same_text = identity(self.text) == identity(other.text);
        let mut differences = Vec::new();
        if !same_text {
            differences = Layers::of(self.text).differences(&Layers::of(other.text));
        }
        if !same_codes {
            differences.push(Difference::Codes);
        }
        let percent = if same_text && same_codes {
            100
        } else if self.content.is_without_words() {
            scoring.percent(0, length)
        } else {
            100 - u8::try_from(differences.len()).unwrap_or(5).min(5)
        };
        of(percent, differences, 0)
    }
}

/// Whether the inline codes of two texts are the same, in order.
#[must_use]
pub fn same_codes(a: &[InlineCode], b: &[InlineCode]) -> bool {
    a.iter().map(code).eq(b.iter().map(code))
}

/// What makes two inline codes the same: what they do and what they are, not their place.
fn code(code: &InlineCode) -> (CodeKind, &str) {
    let what = code.data.as_deref().or(code.type_.as_deref());
    (code.kind, what.unwrap_or(&code.id))
}

/// A sequence that others are compared with.
#[derive(Clone, Debug)]
struct Sequence<T> {
    /// What stands in it, in order, once each. Sorted, and not hashed: what is compared is short.
    known: Vec<T>,
    /// The place of each thing among those.
    symbols: Vec<u32>,
    pattern: Pattern,
}

impl<T: Ord + Copy> Sequence<T> {
    fn of(things: &[T]) -> Self {
        let mut known = things.to_vec();
        known.sort_unstable();
        known.dedup();
        let symbols: Vec<u32> = things.iter().map(|thing| symbol(&known, thing)).collect();
        Self {
            pattern: Pattern::new(&symbols, known.len()),
            known,
            symbols,
        }
    }

    /// The Levenshtein distance to another, whose things are given as symbols of this one. What is
    /// compared is mostly alike: where both begin and end with the same, only what is between
    /// can differ.
    fn distance(&self, other: &[u32]) -> usize {
        let same = |(a, b): &(&u32, &u32)| a == b;
        let begin = self.symbols.iter().zip(other).take_while(same).count();
        let (ours, theirs) = (self.symbols.get(begin..), other.get(begin..));
        let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
        let end = (ours.iter().rev().zip(theirs.iter().rev()))
            .take_while(same)
            .count();
        let most = ours.len().max(theirs.len()) - end;
        self.pattern
            .distance(other, most, &mut Columns::default())
            .unwrap_or(most)
    }
}

/// The place of a thing among those known; [`u32::MAX`] where it is not among them.
fn symbol<T: Ord>(known: &[T], thing: &T) -> u32 {
    let found = known.binary_search(thing).ok();
    found
        .and_then(|place| u32::try_from(place).ok())
        .unwrap_or(u32::MAX)
}

/// The Levenshtein distance between two sequences.
fn distance<T: Ord + Copy>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    let a = Sequence::of(&a.collect::<Vec<T>>());
    let b: Vec<u32> = b.map(|thing| symbol(&a.known, &thing)).collect();
    a.distance(&b)
}

/// How alike texts are to one text by character: what puts matches of one score in order.
#[derive(Clone, Debug)]
pub struct Likeness {
    text: Sequence<char>,
    /// The symbols of ASCII, which most characters of many texts are.
    ascii: [u32; 128],
}

impl Likeness {
    /// To this text.
    #[must_use]
    pub fn to(text: &str) -> Self {
        let text = Sequence::of(&identity(text).chars().collect::<Vec<char>>());
        let mut ascii = [u32::MAX; 128];
        for (symbol, c) in (0..).zip(&text.known) {
            if let Some(place) = ascii.get_mut(*c as usize) {
                *place = symbol;
            }
        }
        Self { text, ascii }
    }

    /// How alike another is, in thousandths.
    #[must_use]
    pub fn of(&self, text: &str) -> u16 {
        let symbol = |c: char| match self.ascii.get(c as usize) {
            Some(symbol) => *symbol,
            None => symbol(&self.text.known, &c),
        };
        let text: Vec<u32> = identity(text).chars().map(symbol).collect();
        let longer = self.text.symbols.len().max(text.len());
        let distance = self.text.distance(&text);
        let alike = (1000 * (longer - distance.min(longer)) as u128).checked_div(longer as u128);
        alike
            .and_then(|alike| u16::try_from(alike).ok())
            .unwrap_or(1000)
    }
}

/// What texts of equal content can differ in, each in a sequence of its own.
struct Layers {
    /// The tokens with their case.
    cased: Vec<String>,
    /// The tokens with their width and script.
    formed: Vec<String>,
    /// Before which tokens, and whether at the end, white space stands.
    spaces: Vec<bool>,
    /// Punctuation and symbols, folded and as written.
    marks: (String, String),
    /// Numbers, folded and as written.
    numbers: (String, String),
}

impl Layers {
    fn of(text: &str) -> Self {
        let text = identity(text);
        let cased = folded(
            &text,
            Folding {
                case: false,
                form: true,
            },
        );
        let formed = folded(
            &text,
            Folding {
                case: true,
                form: false,
            },
        );
        Self {
            spaces: spaces(&cased),
            marks: (chars(&cased, Kind::Mark), chars(&text, Kind::Mark)),
            numbers: (numbers(&cased), numbers(&text)),
            cased: tokens(&cased),
            formed: tokens(&formed),
        }
    }

    /// In what two texts differ that are not equal and whose contents are.
    fn differences(&self, other: &Self) -> Vec<Difference> {
        let case = self.cased != other.cased;
        let punctuation = self.marks.0 != other.marks.0;
        let numbers = self.numbers.0 != other.numbers.0;
        let form = self.formed != other.formed
            || self.spaces != other.spaces
            || !punctuation && self.marks.1 != other.marks.1
            || !numbers && self.numbers.1 != other.numbers.1
            // Two spaces for one, a soft hyphen: nothing else is left.
            || !(case || punctuation || numbers);
        [
            (case, Difference::Case),
            (form, Difference::Form),
            (punctuation, Difference::Punctuation),
            (numbers, Difference::Numbers),
        ]
        .into_iter()
        .filter_map(|(differs, what)| differs.then_some(what))
        .collect()
    }
}

/// The tokens of a text, without folding it.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    scan(text, &mut |kind, piece| match (kind, tokens.last_mut()) {
        (Kind::TokenGoesOn, Some(token)) => token.push_str(piece),
        (Kind::Token | Kind::TokenGoesOn, _) => tokens.push(piece.into()),
        _ => {}
    });
    tokens
}

/// Whether white space stands before each token, and after the last.
fn spaces(text: &str) -> Vec<bool> {
    let mut spaces = Vec::new();
    let mut space = false;
    scan(text, &mut |kind, _| match kind {
        Kind::Space => space = true,
        Kind::Token => spaces.push(std::mem::take(&mut space)),
        _ => {}
    });
    spaces.push(space);
    spaces
}

/// The characters of one kind.
fn chars(text: &str, wanted: Kind) -> String {
    let mut chars = String::new();
    scan(text, &mut |kind, piece| {
        if kind == wanted {
            chars.push_str(piece);
        }
    });
    chars
}

/// The numbers of a text, a space between two.
fn numbers(text: &str) -> String {
    let mut numbers = String::new();
    let mut apart = false;
    scan(text, &mut |kind, piece| {
        apart |= !matches!(kind, Kind::Number | Kind::Unseen);
        if kind == Kind::Number {
            // 3 万 is one number.
            if apart && !piece.starts_with(is_multiplier) && !piece.starts_with(is_percent) {
                numbers.push(' ');
            }
            numbers.push_str(piece);
            apart = false;
        }
    });
    numbers
}
