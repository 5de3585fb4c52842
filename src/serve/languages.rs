//! What clients call languages.

use crate::text::LangTag;
use crate::text::lang::InvalidTag;

/// Languages by their codes of three letters (ISO 639-3), where the code of two says the same.
const THREE: &[(&str, &str)] = &[
    ("eng", "en"),
    ("zho", "zh"),
    ("cmn", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("fra", "fr"),
    ("deu", "de"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("rus", "ru"),
    ("ara", "ar"),
];

/// The language that a client means: any spelling of a tag, or a code of three letters.
pub(super) fn language(given: &str) -> Result<LangTag, InvalidTag> {
    let lower = given.trim().to_ascii_lowercase();
    match THREE.iter().find(|(three, _)| *three == lower) {
        Some((_, two)) => LangTag::parse(two),
        None => LangTag::parse(given.trim()),
    }
}

/// The code of three letters of a language, where there is one.
pub(super) fn three_letters(lang: &LangTag) -> &str {
    let two = lang.language();
    THREE
        .iter()
        .find(|(_, other)| *other == two)
        .map_or(two, |(three, _)| three)
}

/// A tag as most web services write it: `zh-Hans` for Chinese in simplified characters, else the
/// tag as it stands in the memory.
pub(super) fn posix(lang: &LangTag) -> String {
    lang.given().replace('-', "_").to_ascii_lowercase()
}
