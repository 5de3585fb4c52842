//! What the checks know of languages: tables, so that a language is added by adding rows.

mod chinese;
mod english;
mod others;

use crate::text::LangTag;

/// How a language is written, as far as checks ask.
#[derive(Clone, Copy)]
pub(super) struct Conventions {
    /// Half-width marks that have a full-width form of their own beside Han characters.
    pub(super) full_width: &'static [(char, &'static str)],
    /// Whether words of Latin letters and digits stand in the text without spaces round them.
    pub(super) tight: bool,
    /// Whether sentences end with a mark.
    pub(super) ends_sentences: bool,
    /// Doubled strings that are slips of the keyboard.
    pub(super) doubled: &'static [Doubled],
    /// What quotes or names a work: the opening and the closing mark.
    pub(super) quotes: &'static [(char, char)],
    /// Words of which one stands in most questions.
    pub(super) asking: &'static [&'static str],
    /// How it denies.
    pub(super) negation: Negation,
    /// How it leaves a number open.
    pub(super) vague: &'static [Vague],
    /// Words that hold one of these, and leave no number open: 以来, 通过.
    pub(super) vague_innocent: &'static [&'static str],
    /// How it obliges and permits.
    pub(super) modals: Modals,
    /// Strings that are slips for another word, and that word.
    pub(super) confused: &'static [(&'static str, &'static str)],
    /// Words that are right elsewhere, and slips where the source says so.
    pub(super) confused_for: &'static [Confusion],
}

/// A word for another, told by the source.
pub(super) struct Confusion {
    /// What the source has one of, as the beginning of a word.
    pub(super) source: &'static [&'static str],
    /// What it has none of.
    pub(super) unless: &'static [&'static str],
    /// The wrong word.
    pub(super) wrong: &'static str,
    /// The right one.
    pub(super) right: &'static str,
}

/// How a language denies.
#[derive(Clone, Copy)]
pub(super) struct Negation {
    /// What denies the main verb: a translation without negation is wrong.
    pub(super) strong: &'static [&'static str],
    /// What denies a part of the sentence: a translation may put it otherwise.
    pub(super) weak: &'static [&'static str],
    /// What looks like a negation and is none, or is translated without one: `no later than`.
    pub(super) apparent: &'static [&'static str],
    /// Whatever in a translation may render a negation; part of a word will do.
    pub(super) said: &'static [&'static str],
    /// Words that hold one of these and render none: 人才, 空间.
    pub(super) innocent: &'static [&'static str],
}

/// What a word does to the number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Over 12,000.
    More,
    /// At least 12,000.
    AtLeast,
    /// Nearly 12,000.
    Nearly,
    /// Up to 12,000.
    AtMost,
    /// Less than 12,000.
    Less,
    /// About 12,000.
    About,
}

/// The words for a bound.
pub(super) struct Vague {
    /// What they do.
    pub(super) bound: Bound,
    /// Those that stand before the number.
    pub(super) before: &'static [&'static str],
    /// Those that stand behind it, or behind its measure word.
    pub(super) after: &'static [&'static str],
    /// Those that may stand somewhere beside it in a translation, besides.
    pub(super) beside: &'static [&'static str],
}

/// How a language obliges and permits.
#[derive(Clone, Copy)]
pub(super) struct Modals {
    /// Words that oblige.
    pub(super) must: &'static [&'static str],
    /// What a translation may have for them besides.
    pub(super) must_said: &'static [&'static str],
    /// Words that permit.
    pub(super) may: &'static [&'static str],
    /// What a translation may have for them besides.
    pub(super) may_said: &'static [&'static str],
    /// Words that hold one of these and are none: 供应, 许可.
    pub(super) compounds: &'static [&'static str],
}

/// A doubled string that is wrong, except where it is part of two words that meet.
pub(super) struct Doubled {
    /// The string: 的的.
    pub(super) text: &'static str,
    /// Characters before which it is right: 目 in 目的的.
    pub(super) right_after: &'static str,
    /// Characters after which it is right: 解 in 为了了解.
    pub(super) right_before: &'static str,
}

const fn doubled(
    text: &'static str,
    right_after: &'static str,
    right_before: &'static str,
) -> Doubled {
    Doubled {
        text,
        right_after,
        right_before,
    }
}

/// A language of which nothing else is known.
pub(super) const PLAIN: Conventions = Conventions {
    full_width: &[],
    tight: false,
    ends_sentences: true,
    doubled: &[],
    quotes: &[('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')],
    asking: &[],
    negation: Negation {
        strong: &[],
        weak: &[],
        apparent: &[],
        said: &[],
        innocent: &[],
    },
    vague: &[],
    vague_innocent: &[],
    modals: Modals {
        must: &[],
        must_said: &[],
        may: &[],
        may_said: &[],
        compounds: &[],
    },
    confused: &[],
    confused_for: &[],
};

/// The conventions of a language.
pub(super) fn conventions(lang: &LangTag) -> &'static Conventions {
    match lang.language() {
        "zh" => &chinese::CHINESE,
        "en" => &english::ENGLISH,
        "fr" => &others::FRENCH,
        "de" => &others::GERMAN,
        "ja" => &others::JAPANESE,
        "th" | "lo" | "km" | "my" => &others::WITHOUT_STOPS,
        _ => &PLAIN,
    }
}

/// How long a translation is for its source.
pub(super) struct LengthModel {
    /// Below this ratio of target to source something is missing.
    pub(super) least: f64,
    /// And this one in whatever text it be.
    pub(super) least_of_all: f64,
    /// Above this ratio something is too much.
    pub(super) most: f64,
    /// The ratio above which even a short segment holds something that is not its own.
    pub(super) most_short: f64,
}

/// The model of a pair of languages, where there is one.
///
/// English to Chinese was measured on press releases: 0.29 Han characters for each English
/// character, standard deviation 0.042 in segments of 60 and more; the bounds leave room for
/// other kinds of text (of six hundred sentences of novels one in twelve is shorter; a text of some
/// length tells its own). Chinese to English is its inverse.
pub(super) fn length_model(source: &LangTag, target: &LangTag) -> Option<LengthModel> {
    match (source.language(), target.language()) {
        ("en", "zh") => Some(LengthModel {
            least: 0.14,
            least_of_all: 0.09,
            most: 0.50,
            most_short: 1.2,
        }),
        ("zh", "en") => Some(LengthModel {
            least: 2.0,
            least_of_all: 1.8,
            most: 8.0,
            most_short: 12.0,
        }),
        _ => None,
    }
}
