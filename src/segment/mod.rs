//! Cutting a text into segments: one scanner with tables by language.
//!
//! The rules are those that translators' tools share: a paragraph ends a segment, and so do the
//! full stop, question and exclamation mark with the quotes, brackets and footnote marks that
//! close after them. Where a full stop is part of an abbreviation, an initial, a number or a name,
//! what stands before it is looked up in the table of the language and weighed with the word
//! that follows.

mod brackets;
mod candidate;
mod chars;
mod follow;
mod ideographic;
mod letters;
mod lists;
mod markup;
mod quotes;
mod rule;
mod scan;
mod smiley;
pub mod srx;
mod tables;
mod western;
mod width;

#[cfg(test)]
mod cases_en;
#[cfg(test)]
mod cases_zh;
#[cfg(test)]
mod hard;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod release;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::text::LangTag;

/// What a user may switch in the cutting; kept with each document, since a memory that was cut
/// otherwise does not match.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether ； and ; end a segment.
    pub semicolon: bool,
    /// Whether ： and : end a segment.
    pub colon: bool,
    /// Whether only a blank line ends a paragraph (hard-wrapped text). Else each line is one, but
    /// for one that ends in a space and goes on in small letters.
    pub blank_line_paragraphs: bool,
    /// The user's own rules that were obeyed, where there were any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srx: Option<RulesFile>,
}

/// A file of a user's own rules: which it was, not what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RulesFile {
    /// Its name, without its folder.
    pub name: String,
    /// BLAKE3 of what stands in it, in hexadecimal figures.
    pub hash: String,
}

/// Why there is a cut at a place, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The byte where the cut is, or would have been: the end of the text before it.
    pub at: usize,
    /// Whether there is a cut.
    pub cut: bool,
    /// The name of the rule that decided, such as `paragraph`, `full-stop`, `title`, `month`; of a
    /// user's own rules, the name of the set and the number of the rule in it: `English 12`.
    pub rule: Cow<'static, str>,
}

/// A segment: where its text stands, and in which paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where the text of the segment stands, in bytes; its ends are no white space.
    pub range: Range<usize>,
    /// The paragraph it stands in, from 0; lines of white space only are not counted.
    pub paragraph: usize,
}

/// What cuts texts: the built-in rules, or a user's own where these speak of the language.
#[derive(Clone, Debug, Default)]
pub struct Segmenter {
    options: Options,
    rules: Option<Arc<srx::Rules>>,
}

impl From<Options> for Segmenter {
    /// The built-in rules.
    fn from(options: Options) -> Self {
        Self {
            options,
            rules: None,
        }
    }
}

impl Segmenter {
    /// A user's own rules from `file`. Of the `options` only what is said of paragraphs holds for
    /// them; all hold for the languages that they do not speak of.
    #[must_use]
    pub fn with_rules(mut options: Options, file: RulesFile, rules: srx::Rules) -> Self {
        options.srx = Some(file);
        Self {
            options,
            rules: Some(Arc::new(rules)),
        }
    }

    /// What is kept with each document that is cut so.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The same for text whose lines were broken for their length: only a blank line ends a
    /// paragraph.
    #[must_use]
    pub fn for_wrapped_lines(&self) -> Self {
        Self {
            options: Options {
                blank_line_paragraphs: true,
                ..self.options.clone()
            },
            rules: self.rules.clone(),
        }
    }

    /// The user's own rules.
    #[must_use]
    pub fn rules(&self) -> Option<&srx::Rules> {
        self.rules.as_deref()
    }

    /// Cuts `text` into segments. Joined with the white space between them (and at both ends),
    /// they are the text to the byte, for any input.
    ///
    /// Takes time and memory in proportion to the text. A byte order mark is text to it: the
    /// reader of the file takes it off.
    #[must_use]
    pub fn segments(&self, text: &str, lang: &LangTag) -> Vec<Segment> {
        let mut found = Vec::new();
        let Some(machine) = self.machine(lang) else {
            scan::scan(text, tables::of(lang.language()), &self.options, |step| {
                if let scan::Step::Cut {
                    segment, paragraph, ..
                } = step
                {
                    found.push(Segment {
                        range: segment,
                        paragraph,
                    });
                }
            });
            return found;
        };
        machine.scan(text, &self.options, |step| {
            if let srx::Step::Cut {
                segment, paragraph, ..
            } = step
            {
                found.push(Segment {
                    range: segment,
                    paragraph,
                });
            }
        });
        found
    }

    /// Every decision taken in cutting `text`, by place: each cut, and each place where a mark
    /// that may end a sentence did not.
    ///
    /// The cuts are the ends of what [`Segmenter::segments`] gives, in the same order: both are
    /// one scan.
    #[must_use]
    pub fn explain(&self, text: &str, lang: &LangTag) -> Vec<Decision> {
        let mut taken: Vec<Decision> = Vec::new();
        let mut take = |at, cut, rule| {
            let decision = Decision { at, cut, rule };
            // A place where a mark did not end a sentence may be cut for another reason, such as
            // the list item behind it: then that is what was decided.
            match taken.last_mut() {
                Some(last) if last.at == decision.at && !last.cut => *last = decision,
                _ => taken.push(decision),
            }
        };
        let Some(machine) = self.machine(lang) else {
            scan::scan(
                text,
                tables::of(lang.language()),
                &self.options,
                |step| match step {
                    scan::Step::Cut { segment, rule, .. } => {
                        take(segment.end, true, Cow::Borrowed(rule));
                    }
                    scan::Step::Withheld { at, rule } => take(at, false, Cow::Borrowed(rule)),
                },
            );
            return taken;
        };
        machine.scan(text, &self.options, |step| match step {
            srx::Step::Cut { segment, rule, .. } => {
                let rule = rule.map_or(Cow::Borrowed(rule::PARAGRAPH), |rule| rule.name().into());
                take(segment.end, true, rule);
            }
            srx::Step::Withheld { at, rule } => take(at, false, rule.name().into()),
        });
        taken
    }

    fn machine(&self, lang: &LangTag) -> Option<Arc<srx::Machine>> {
        self.rules.as_ref()?.machine(lang)
    }
}

/// Whether the lines of a text look broken for their length: behind many of them, but where a blank
/// line follows, the next one begins with a small letter.
#[must_use]
pub fn looks_wrapped(text: &str) -> bool {
    /// Fewer lines than this say nothing.
    const FEWEST: usize = 5;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let pairs = lines.windows(2).filter_map(|pair| match pair {
        [one, next] if !one.is_empty() => next.chars().next(),
        _ => None,
    });
    let (all, small) = pairs.fold((0_usize, 0_usize), |(all, small), first| {
        (all + 1, small + usize::from(first.is_lowercase()))
    });
    all >= FEWEST && 2 * small > all
}

/// Cuts `text` by the built-in rules: see [`Segmenter::segments`].
#[must_use]
pub fn segments(text: &str, lang: &LangTag, options: &Options) -> Vec<Segment> {
    Segmenter::from(options.clone()).segments(text, lang)
}

/// What the built-in rules decided in cutting `text`: see [`Segmenter::explain`].
#[must_use]
pub fn explain(text: &str, lang: &LangTag, options: &Options) -> Vec<Decision> {
    Segmenter::from(options.clone()).explain(text, lang)
}
