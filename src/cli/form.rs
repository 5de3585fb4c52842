//! How an exchange file is to be written: what `export` and `convert` are both told.

use clap::Args;

use super::ui::Ui;
use crate::work::export::{Idle, Wishes};

/// How an exchange file is to be written.
#[derive(Debug, Args)]
pub(super) struct FormArgs {
    /// The tool it is for: trados, memoq, omegat, weblate, phrase, okapi
    #[arg(long = "for", value_name = "TOOL")]
    pub(super) tool: Option<String>,
    /// Language tags to write: en=en-US,zh-Hans=zh-CN
    #[arg(long)]
    pub(super) tags: Option<String>,
    /// How the segments around one are noted in TMX: memoq, omegat, phrase, xtm, wordfast; several
    /// with commas (default: as the tool of --for reads it)
    #[arg(long, value_name = "TOOL,…")]
    context: Option<String>,
    /// The level of TMX: 2 with inline codes, 1 without (default: 2; 1 for weblate)
    #[arg(long, value_name = "1|2")]
    level: Option<u8>,
    /// The encoding of TMX: utf-8 or utf-16 (default: utf-8)
    #[arg(long)]
    encoding: Option<String>,
}

/// Says which options changed nothing, each written as `option` writes it.
pub(super) fn say_idle(ui: &mut Ui, idle: &[Idle], option: impl Fn(&str) -> String) {
    for Idle {
        option: name,
        value,
        why,
    } in idle
    {
        let value = value.iter().map(|value| format!(" {value}"));
        let value: String = value.collect();
        let name = option(name);
        ui.warn(&format!("{name}{value} changes nothing here: {why}"));
    }
}

/// An option as the command line has it.
pub(super) fn dashed(name: &str) -> String {
    format!("--{name}")
}

impl FormArgs {
    /// The same, to be understood.
    pub(super) fn wishes(&self) -> Wishes<'_> {
        Wishes {
            tool: self.tool.as_deref(),
            tags: self.tags.as_deref(),
            context: self.context.as_deref(),
            level: self.level,
            encoding: self.encoding.as_deref(),
        }
    }
}
