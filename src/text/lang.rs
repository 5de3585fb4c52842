//! Language tags (BCP 47), as tools write them and as people mean them.
//!
//! `zh-CN`, `zh_CN`, `zh-Hans`, `zh_hans` and `ZH` name one thing. A [`LangTag`] keeps what was
//! given and compares by (language, script, region), with the script that a region implies for
//! Chinese filled in: zh, zh-CN, zh-SG, zh-MY are Hans; zh-TW, zh-HK, zh-MO are Hant.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use oxilangtag::LanguageTag;

/// A language tag: the text that was given, and what it means.
///
/// Two tags are equal when they mean the same language, script and region, however they were
/// written; [`LangTag::covers`] is the looser comparison that people expect of a filter. Copies are
/// cheap: a memory holds millions of the same few.
#[derive(Clone)]
pub struct LangTag(Arc<Parts>);

/// What a tag says.
#[derive(Debug)]
struct Parts {
    given: String,
    language: String,
    script: Option<String>,
    region: Option<String>,
}

/// How many tags are remembered.
const REMEMBERED: usize = 64;

thread_local! {
    /// Tags that were read before. A memory names two languages millions of times, and reading a
    /// tag costs more than all else of a short text.
    static KNOWN: RefCell<Vec<LangTag>> = const { RefCell::new(Vec::new()) };
}

/// A tag that is no language tag by BCP 47 (RFC 5646 §2.1), even read forgivingly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not a language tag")]
pub struct InvalidTag {
    /// The text that was given.
    pub given: String,
}

impl LangTag {
    /// Reads a tag in any case, with `-` or `_`; a POSIX locale (`zh_CN.UTF-8`) and the old .NET
    /// names of Chinese (`zh-CHS`) too.
    ///
    /// # Errors
    /// [`InvalidTag`] where the text is no BCP 47 tag; `x-…` and grandfathered tags are taken. The
    /// name of a language (`Chinese`) is none: RFC 5646 §2.2.1 lets a primary subtag have 5 to 8
    /// letters only when it is registered, and none is.
    pub fn parse(given: &str) -> Result<Self, InvalidTag> {
        let known = KNOWN.with_borrow(|known| {
            let found = known.iter().find(|tag| tag.given() == given);
            found.cloned()
        });
        if let Some(known) = known {
            return Ok(known);
        }
        let tag = Self::read(given)?;
        // What stands in white space is kept without it.
        if tag.given() == given {
            KNOWN.with_borrow_mut(|known| {
                if known.len() < REMEMBERED {
                    known.push(tag.clone());
                }
            });
        }
        Ok(tag)
    }

    fn read(given: &str) -> Result<Self, InvalidTag> {
        let invalid = || InvalidTag {
            given: given.to_owned(),
        };
        let dashed = dashed(given);
        let tag = LanguageTag::parse_and_normalize(&dashed).map_err(|_| invalid())?;
        if dashed
            .split('-')
            .next()
            .is_none_or(|primary| primary.len() > 3)
        {
            return Err(invalid());
        }
        let mut language = tag.primary_language().to_ascii_lowercase();
        if language.is_empty() {
            language = dashed.to_ascii_lowercase();
        }
        if language == "cmn" {
            "zh".clone_into(&mut language);
        }
        let region = tag.region().map(str::to_owned);
        let script = tag
            .script()
            .map(str::to_owned)
            .or_else(|| implied_script(&language, region.as_deref()).map(str::to_owned));
        Ok(Self(Arc::new(Parts {
            given: given.trim().to_owned(),
            language,
            script,
            region,
        })))
    }

    /// The tag as it was given.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.0.given
    }

    /// The primary language, in lower case: `en`, `zh`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.0.language
    }

    /// The script, given or implied: `Hans`, `Hant`.
    #[must_use]
    pub fn script(&self) -> Option<&str> {
        self.0.script.as_deref()
    }

    /// The region in upper case: `US`, `CN`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0.region.as_deref()
    }

    /// The tag in canonical case with `-`, as exchange files want it: `en`, `zh-Hans`, `zh-CN`.
    #[must_use]
    pub fn canonical(&self) -> String {
        let dashed = dashed(self.given());
        LanguageTag::parse_and_normalize(&dashed).map_or(dashed, |tag| tag.as_str().to_owned())
    }

    /// Whether a text in `other` answers a wish for this language: same language, same script
    /// where both are known, same region where this tag names one and `other` does too.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        fn agree(a: Option<&str>, b: Option<&str>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        self.language() == other.language()
            && agree(self.script(), other.script())
            && agree(self.region(), other.region())
    }

    /// Whether this is written in Han characters without spaces (Chinese of any script).
    #[must_use]
    pub fn is_chinese(&self) -> bool {
        self.language() == "zh"
    }

    /// What a person calls the language in English: `English`, `Chinese`; the tag where unknown.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.language() {
            "en" => "English",
            "zh" => "Chinese",
            "ja" => "Japanese",
            "ko" => "Korean",
            "fr" => "French",
            "de" => "German",
            "es" => "Spanish",
            "ru" => "Russian",
            "ar" => "Arabic",
            "pt" => "Portuguese",
            "it" => "Italian",
            _ => self.given(),
        }
    }
}

/// What was given as BCP 47 writes it: with `-`, without the encoding and the modifier of a POSIX
/// locale (IEEE Std 1003.1, §8.2: `language_territory.codeset@modifier`), and with the script where
/// .NET Framework wrote `zh-CHS` (simplified) or `zh-CHT` (traditional).
fn dashed(given: &str) -> String {
    let locale = given.trim().split(['.', '@']).next().unwrap_or_default();
    match locale.to_ascii_lowercase().replace('_', "-").as_str() {
        "zh-chs" => "zh-Hans".to_owned(),
        "zh-cht" => "zh-Hant".to_owned(),
        _ => locale.replace('_', "-"),
    }
}

/// The script that a Chinese tag means without saying it.
fn implied_script(language: &str, region: Option<&str>) -> Option<&'static str> {
    match (language, region) {
        ("zh", Some("TW" | "HK" | "MO")) => Some("Hant"),
        ("zh", _) => Some("Hans"),
        _ => None,
    }
}

impl PartialEq for LangTag {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.key() == other.key()
    }
}

impl Eq for LangTag {}

impl std::hash::Hash for LangTag {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for LangTag {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LangTag {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl LangTag {
    /// What two tags are compared by. A Chinese region that only repeats its script is left out,
    /// so that zh, zh-CN and zh-Hans are one and zh-TW and zh-Hant are one.
    fn key(&self) -> (&str, Option<&str>, Option<&str>) {
        let region = match (self.language(), self.script(), self.region()) {
            ("zh", Some("Hans"), Some("CN")) | ("zh", Some("Hant"), Some("TW")) => None,
            (_, _, region) => region,
        };
        (self.language(), self.script(), region)
    }
}

impl fmt::Debug for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.given())
    }
}

impl std::str::FromStr for LangTag {
    type Err = InvalidTag;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::parse(s)
    }
}

impl serde::Serialize for LangTag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.given())
    }
}

impl<'de> serde::Deserialize<'de> for LangTag {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&given).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    #[test]
    fn the_names_tools_give_simplified_chinese_are_one() {
        for given in [
            "zh",
            "ZH",
            "zh-CN",
            "zh_CN",
            "zh-Hans",
            "zh_hans",
            "cmn-Hans",
            "zh-Hans-CN",
            "zh-CHS",
            "zh_CN.UTF-8",
            "zh_CN.GB18030@radical",
        ] {
            assert_eq!(tag(given), tag("zh-Hans"), "{given}");
            assert_eq!(tag(given).given(), given);
        }
    }

    #[test]
    fn traditional_is_another_script() {
        for given in ["zh-TW", "zh_Hant", "zh-Hant-TW", "zh-CHT", "zh_TW.UTF-8"] {
            assert_eq!(tag(given), tag("zh-Hant"));
            assert!(!tag("zh-Hans").covers(&tag(given)));
        }
        assert!(tag("zh-Hant").covers(&tag("zh-HK")));
        assert_ne!(tag("zh-Hant"), tag("zh-HK"));
    }

    #[test]
    fn a_bare_language_covers_its_regions() {
        assert!(tag("en").covers(&tag("en-US")));
        assert!(!tag("en-GB").covers(&tag("en-US")));
        assert!(!tag("en").covers(&tag("zh")));
    }

    #[test]
    fn canonical_case_is_what_validators_want() {
        assert_eq!(tag("zh_hans").canonical(), "zh-Hans");
        assert_eq!(tag("EN-us").canonical(), "en-US");
        assert_eq!(tag("zh-cht").canonical(), "zh-Hant");
        assert_eq!(tag("en_GB.UTF-8").canonical(), "en-GB");
    }

    #[test]
    fn a_tag_read_again_is_the_same() {
        for given in [" zh-CN ", "zh-CN", "zh_CN", "Chinese"] {
            let [first, second] = [(); 2].map(|()| LangTag::parse(given));
            assert_eq!(first, second);
            let kept = |tag: &LangTag| (tag.given().to_owned(), tag.canonical());
            assert_eq!(first.as_ref().map(kept), second.as_ref().map(kept));
        }
        assert_eq!(tag(" zh-CN ").given(), "zh-CN");
    }

    #[test]
    fn nonsense_is_refused_by_name() {
        assert!(LangTag::parse("*all*").is_err());
        assert!(LangTag::parse("").is_err());
        assert!(LangTag::parse(".UTF-8").is_err());
    }

    #[test]
    fn the_name_of_a_language_is_no_tag() {
        for given in ["Chinese", "english", "Chinese-Simplified", "Hans"] {
            assert!(LangTag::parse(given).is_err(), "{given}");
        }
        for given in ["x-house", "i-klingon", "art-lojban", "yue", "zh-min-nan"] {
            assert!(LangTag::parse(given).is_ok(), "{given}");
        }
    }
}
