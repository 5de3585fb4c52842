//! How people say that a file is to be written, and what that means.

use super::{Error, Exported, Kind, Request};
use crate::exchange::{Dialect, Format, Options, Tags, Tool};
use crate::text::LangTag;

/// How people say a file is to be written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// The tool it is for, by name.
    pub tool: Option<&'a str>,
    /// Language tags, over those of the tool: `en=en-US,zh-Hans=zh-CN`.
    pub tags: Option<&'a str>,
    /// Whose ways to note neighbours, over that of the tool: `memoq,omegat`.
    pub context: Option<&'a str>,
    /// The level of a TMX, 1 or 2.
    pub level: Option<u8>,
    /// The encoding of a TMX: `utf-8` or `utf-16`.
    pub encoding: Option<&'a str>,
}

impl Wishes<'_> {
    /// The options and tags that say the same.
    ///
    /// # Errors
    /// [`Error`] where a name is not known, or the wish is about another kind of file.
    pub fn read(self, kind: Kind) -> Result<(Options, Tags), Error> {
        let tool = self.tool.map(tool).transpose()?;
        let mut options = tool.map(Options::for_tool).unwrap_or_default();
        let mut tags = tool.map(Tool::tags).unwrap_or_default();
        if let Some(given) = self.tags {
            for one in renamed(given) {
                let (lang, written) = one?;
                tags.rename(lang, written);
            }
        }
        let of_tmx = [
            ("context", self.context.is_some()),
            ("level", self.level.is_some()),
            ("encoding", self.encoding.is_some()),
        ];
        if let Some((wish, _)) = of_tmx.iter().find(|(_, given)| *given)
            && kind != Kind::Units(Format::Tmx)
        {
            return Err(Error::OnlyTmx { wish });
        }
        if let Some(names) = self.context {
            let dialects = names.split(',').map(|name| {
                Dialect::from_name(name).ok_or_else(|| Error::Unknown {
                    what: "way to note contexts",
                    name: name.trim().to_owned(),
                    known: Dialect::ALL.map(Dialect::as_str).join(", "),
                })
            });
            options.contexts = dialects.collect::<Result<_, _>>()?;
        }
        match self.level {
            None => {}
            Some(level @ (1 | 2)) => options.flat = level == 1,
            Some(level) => {
                return Err(Error::Unknown {
                    what: "level of TMX",
                    name: level.to_string(),
                    known: "1 (text only), 2 (with inline codes)".to_owned(),
                });
            }
        }
        if let Some(name) = self.encoding {
            options.utf16 = match name.to_ascii_lowercase().as_str() {
                "utf-8" | "utf8" => false,
                "utf-16" | "utf16" => true,
                _ => {
                    return Err(Error::Unknown {
                        what: "encoding of TMX",
                        name: name.to_owned(),
                        known: "utf-8, utf-16".to_owned(),
                    });
                }
            };
        }
        Ok((options, tags))
    }

    /// What of this, and of the request made of it, has no effect on what was exported.
    #[must_use]
    pub fn idle(self, request: &Request, exported: &Exported) -> Vec<Idle> {
        let units = matches!(request.kind, Kind::Units(_));
        let terms = matches!(request.kind, Kind::Tbx(_) | Kind::Terms(_) | Kind::Glossary);
        let has_tags = units || matches!(request.kind, Kind::Tbx(_));
        let is_document = request.kind == Kind::Document;
        let name = request.kind.name().unwrap_or("this format");
        let options = [
            ("document", request.document.is_some(), !terms),
            ("state", request.states.is_some(), units),
            ("line-length", request.line_length.is_some(), is_document),
            ("for", self.tool.is_some(), has_tags),
            ("tags", self.tags.is_some(), has_tags),
        ];
        let of_kind = options.into_iter().filter(|(_, given, has)| *given && !has);
        let mut idle: Vec<Idle> = of_kind
            .map(|(option, ..)| Idle {
                option,
                value: None,
                why: format!("it is not for {name}"),
            })
            .collect();
        if request.line_length.is_some() && is_document && !exported.is_subtitles {
            idle.push(Idle {
                option: "line-length",
                value: None,
                why: "the document is no subtitles".to_owned(),
            });
        }
        if has_tags {
            idle.extend(self.idle_tags(&exported.langs));
        }
        idle
    }

    /// Which tags are given to languages of which nothing went out, `langs` being those that did.
    #[must_use]
    pub fn idle_tags(self, langs: &[LangTag]) -> Vec<Idle> {
        let asked = renamed(self.tags.unwrap_or_default()).flatten();
        let idle = asked.filter(|(lang, _)| !langs.is_empty() && !langs.contains(lang));
        let of = |(lang, written): (LangTag, LangTag)| {
            let langs: Vec<&str> = langs.iter().map(LangTag::given).collect();
            Idle {
                option: "tags",
                value: Some(format!("{}={}", lang.given(), written.given())),
                why: format!("what is written is in {}", langs.join(", ")),
            }
        };
        idle.map(of).collect()
    }
}

/// A wish without effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// The option, as it is called on the command line, without its dashes.
    pub option: &'static str,
    /// What of several that were given, where the others have an effect.
    pub value: Option<String>,
    /// Why it has none, as half a sentence.
    pub why: String,
}

fn tool(name: &str) -> Result<Tool, Error> {
    Tool::from_name(name).ok_or_else(|| Error::Unknown {
        what: "tool",
        name: name.to_owned(),
        known: Tool::ALL.map(Tool::as_str).join(", "),
    })
}

/// Reads `en=en-US,zh-Hans=zh-CN`.
///
/// # Errors
/// [`Error::Tags`], [`Error::Tag`] where it cannot be read.
fn renamed(given: &str) -> impl Iterator<Item = Result<(LangTag, LangTag), Error>> {
    let given = given.split(',').filter(|one| !one.trim().is_empty());
    given.map(|one| {
        let (lang, written) = one.split_once('=').ok_or_else(|| Error::Tags {
            given: one.to_owned(),
        })?;
        Ok((LangTag::parse(lang)?, LangTag::parse(written)?))
    })
}
