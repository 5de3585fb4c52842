//! What the checks know of languages: tables, so that a language is added by adding rows.

use crate::text::LangTag;

/// How a language is written, as far as checks ask.
pub(super) struct Conventions {
    /// Half-width marks that have a full-width form of their own beside Han characters.
    pub(super) full_width: &'static [(char, &'static str)],
    /// Whether words of Latin letters and digits stand in the text without spaces round them.
    pub(super) tight: bool,
    /// Whether sentences end with a mark.
    pub(super) ends_sentences: bool,
    /// Doubled strings that are slips of the keyboard.
    pub(super) doubled: &'static [Doubled],
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

/// Full-width punctuation by GB/T 15834—2011 and no space beside Latin letters, as WIPO, the UN
/// and the national press print.
static CHINESE: Conventions = Conventions {
    full_width: &[
        (',', "，"),
        ('.', "。"),
        (';', "；"),
        (':', "："),
        ('?', "？"),
        ('!', "！"),
        ('(', "（"),
        (')', "）"),
        ('"', "“”"),
        ('\'', "‘’"),
    ],
    tight: true,
    ends_sentences: true,
    doubled: &[
        doubled("的的", "目标有是", "确士"),
        doubled("了了", "除为罢不", "解如却结断事然"),
        doubled("在在", "现存所实内潜正自好旨外健", "职线校读场座"),
        doubled("和和", "温共饱总缓调随祥柔", "平谐解睦声气约"),
        doubled("是是", "还可但就只总凡于要若", "否非"),
        doubled("与与", "参给赋", "会"),
        doubled("及及", "普涉波顾提触危遍", "时格早物其"),
        doubled("为为", "行认作成称视人", "了何此期"),
        doubled("将将", "", "来军士领近要会"),
        doubled("对对", "相绝面反针应", "方手象子错外内立照抗话称策"),
        doubled("被被", "", "告保"),
        doubled("从从", "服遵", "事业来前不而"),
        doubled("并并", "合一", "购行入列联"),
        doubled("以以", "所可难足予给加得", "色前下上后及往外内来太便"),
        doubled("，，", "", ""),
        doubled("。。", "", ""),
        doubled("、、", "", ""),
        doubled("；；", "", ""),
        doubled("：：", "", ""),
    ],
};

static ENGLISH: Conventions = Conventions {
    full_width: &[],
    tight: false,
    ends_sentences: true,
    doubled: &[
        doubled("the the", "", ""),
        doubled("of of", "", ""),
        doubled("and and", "", ""),
        doubled("an an", "", ""),
        doubled("with with", "", ""),
        doubled("from from", "", ""),
        doubled("for for", "", ""),
        doubled("are are", "", ""),
        doubled("by by", "", ""),
        doubled("at at", "", ""),
    ],
};

static OTHER: Conventions = Conventions {
    full_width: &[],
    tight: false,
    ends_sentences: true,
    doubled: &[],
};

/// Languages whose sentences end with a space or nothing.
static WITHOUT_STOPS: Conventions = Conventions {
    full_width: &[],
    tight: false,
    ends_sentences: false,
    doubled: &[],
};

/// The conventions of a language.
pub(super) fn conventions(lang: &LangTag) -> &'static Conventions {
    match lang.language() {
        "zh" => &CHINESE,
        "en" => &ENGLISH,
        "th" | "lo" | "km" | "my" => &WITHOUT_STOPS,
        _ => &OTHER,
    }
}

/// How long a translation is for its source.
pub(super) struct LengthModel {
    /// Below this ratio of target to source something is missing.
    pub(super) least: f64,
    /// Above this ratio something is too much.
    pub(super) most: f64,
    /// Sources of fewer characters than this are only held against `most_short`.
    pub(super) long: usize,
    /// The ratio above which even a short segment holds something that is not its own.
    pub(super) most_short: f64,
}

/// The model of a pair of languages, where there is one.
///
/// English to Chinese was measured on press releases: 0.29 Han characters for each English
/// character, standard deviation 0.042 in segments of 60 and more; the bounds leave room for
/// other kinds of text (dialogue in novels goes down to 0.13). Chinese to English is its inverse.
pub(super) fn length_model(source: &LangTag, target: &LangTag) -> Option<LengthModel> {
    match (source.language(), target.language()) {
        ("en", "zh") => Some(LengthModel {
            least: 0.12,
            most: 0.50,
            long: 60,
            most_short: 1.2,
        }),
        ("zh", "en") => Some(LengthModel {
            least: 2.0,
            most: 8.0,
            long: 18,
            most_short: 12.0,
        }),
        _ => None,
    }
}
