//! The tools that files are made for, and what each wants.

use crate::exchange::{Dialect, Tags};
use crate::text::LangTag;

/// A translation tool that an export is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tool {
    /// Trados Studio: memories are exact to the region.
    Trados,
    /// memoQ: regions, and contexts as properties of the source.
    MemoQ,
    /// OmegaT.
    OmegaT,
    /// Weblate.
    Weblate,
    /// Phrase TMS (formerly Memsource).
    Phrase,
    /// Okapi: Rainbow, Tikal.
    Okapi,
}

impl Tool {
    /// All tools, in the order they are named to people.
    pub const ALL: [Self; 6] = [
        Self::Trados,
        Self::MemoQ,
        Self::OmegaT,
        Self::Weblate,
        Self::Phrase,
        Self::Okapi,
    ];

    /// The name on the command line: `trados`, `memoq` …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trados => "trados",
            Self::MemoQ => "memoq",
            Self::OmegaT => "omegat",
            Self::Weblate => "weblate",
            Self::Phrase => "phrase",
            Self::Okapi => "okapi",
        }
    }

    /// The tool of that name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|tool| tool.as_str().eq_ignore_ascii_case(name))
    }

    /// The language tags that the tool's memories go by. Trados and memoQ want a region; the
    /// others take the canonical tag as it is.
    #[must_use]
    pub fn tags(self) -> Tags {
        let mut tags = Tags::default();
        if matches!(self, Self::Trados | Self::MemoQ) {
            for (lang, written) in [("en", "en-US"), ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW")] {
                if let (Ok(lang), Ok(written)) = (LangTag::parse(lang), LangTag::parse(written)) {
                    tags.rename(lang, written);
                }
            }
        }
        tags
    }
}

/// How a file is to be written, where its format leaves a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the neighbours of units are noted (TMX); in several ways at once, if so wished.
    pub contexts: Vec<Dialect>,
    /// Whether inline codes are left out, for tools that would take them for text (TMX level 1).
    pub flat: bool,
    /// Whether the file is in UTF-16 instead of UTF-8 (TMX).
    pub utf16: bool,
    /// Whether an untranslated target holds the source text in state `needs-translation`, as
    /// OmegaT wants it, instead of being absent (XLIFF 1.2).
    pub copy_source: bool,
    /// Whether no translation goes into the file, since the tool has them from a memory
    /// (XLIFF 1.2).
    pub source_only: bool,
}

impl Options {
    /// What suits a tool.
    #[must_use]
    pub fn for_tool(tool: Tool) -> Self {
        Self {
            contexts: Dialect::of_tool(tool).into_iter().collect(),
            // The Translate Toolkit, and so Weblate, takes native codes for text.
            flat: tool == Tool::Weblate,
            utf16: false,
            copy_source: tool == Tool::OmegaT,
            source_only: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trados_and_memoq_get_regions_and_weblate_the_canonical_tag() {
        let written = |tool: Tool, lang: &str| tool.tags().written(&LangTag::parse(lang).unwrap());
        assert_eq!(written(Tool::Trados, "en"), "en-US");
        assert_eq!(written(Tool::MemoQ, "zh_Hans"), "zh-CN");
        assert_eq!(written(Tool::Trados, "zh-Hant"), "zh-TW");
        assert_eq!(written(Tool::Trados, "en-GB"), "en-GB");
        assert_eq!(written(Tool::Weblate, "zh_hans"), "zh-Hans");
    }

    #[test]
    fn each_tool_gets_the_tags_the_level_and_the_contexts_of_its_page() {
        for (tool, lang, flat, contexts) in [
            (Tool::Trados, "zh-CN", false, &[][..]),
            (Tool::MemoQ, "zh-CN", false, &[Dialect::MemoQ]),
            (Tool::Phrase, "zh-Hans", false, &[Dialect::Phrase]),
            (Tool::OmegaT, "zh-Hans", false, &[Dialect::OmegaT]),
            (Tool::Weblate, "zh-Hans", true, &[]),
            (Tool::Okapi, "zh-Hans", false, &[]),
        ] {
            let chinese = LangTag::parse("zh-Hans").unwrap();
            assert_eq!(tool.tags().written(&chinese), lang, "{tool:?}");
            let options = Options::for_tool(tool);
            assert_eq!(options.flat, flat, "{tool:?}");
            assert_eq!(options.contexts, contexts, "{tool:?}");
        }
    }

    #[test]
    fn every_tool_is_found_by_its_name() {
        for tool in Tool::ALL {
            assert_eq!(Tool::from_name(&tool.as_str().to_uppercase()), Some(tool));
        }
        assert_eq!(Tool::from_name("word"), None);
    }
}
