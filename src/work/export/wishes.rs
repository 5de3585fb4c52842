//! How people say that a file is to be written, and what that means.

use super::{Error, Kind};
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
            rename(&mut tags, given)?;
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
}

fn tool(name: &str) -> Result<Tool, Error> {
    Tool::from_name(name).ok_or_else(|| Error::Unknown {
        what: "tool",
        name: name.to_owned(),
        known: Tool::ALL.map(Tool::as_str).join(", "),
    })
}

/// Reads `en=en-US,zh-Hans=zh-CN` into tags, over those that are there.
///
/// # Errors
/// [`Error::Tags`], [`Error::Tag`] where it cannot be read.
fn rename(tags: &mut Tags, given: &str) -> Result<(), Error> {
    for one in given.split(',').filter(|one| !one.trim().is_empty()) {
        let (lang, written) = one.split_once('=').ok_or_else(|| Error::Tags {
            given: one.to_owned(),
        })?;
        tags.rename(LangTag::parse(lang)?, LangTag::parse(written)?);
    }
    Ok(())
}
