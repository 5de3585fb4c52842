//! TBX of both editions, each kept in its own.

use super::format::{Absent, Defaults, Format};
use super::ids::Ids;
use super::remedy::Log;
use super::tree::{Branch, Tag};

const DEFAULTS: Defaults = &[
    ("tbx", "style", Absent::Is("dca")),
    ("tbx", "type", Absent::Is("TBX-Basic")),
    ("tbx", "xml:lang", Absent::Is("en")),
    ("martif", "type", Absent::Is("TBX")),
    ("martif", "xml:lang", Absent::Is("en")),
    ("conceptEntry", "id", Absent::Later),
];

/// What is known of a file.
#[derive(Debug, Default)]
pub(super) struct Tbx {
    ids: Ids,
}

impl Format for Tbx {
    fn streamed(&self) -> &'static [&'static str] {
        &["tbx", "martif", "text", "body"]
    }

    fn units(&self) -> &'static [&'static str] {
        &["conceptEntry", "termEntry"]
    }

    fn supplied(&self) -> &'static [&'static str] {
        &["tbxHeader", "martifHeader", "fileDesc", "sourceDesc", "p"]
    }

    fn defaults(&self) -> Defaults {
        DEFAULTS
    }

    fn begin(&mut self, tag: &mut Tag, log: &mut Log<'_>) {
        self.id(tag, log);
    }

    fn after(&mut self, branch: &mut Branch, log: &mut Log<'_>) -> bool {
        branch.each(&mut |tag| self.id(tag, log));
        true
    }
}

impl Tbx {
    fn id(&mut self, tag: &mut Tag, log: &mut Log<'_>) {
        if tag.get("id").is_some() || tag.is("conceptEntry") {
            self.ids.give(tag, "id", "c1", log);
        }
    }
}
