//! SRX: version 1.0 becomes 2.0.

use std::collections::HashSet;

use super::format::{Absent, Defaults, Format};
use super::ids::Ids;
use super::remedy::{Log, REFERENCE, REPEATED};
use super::tree::Branch;

/// What version 1.0 has no word for is what it does.
const DEFAULTS: Defaults = &[
    ("srx", "version", Absent::Is("2.0")),
    ("header", "segmentsubflows", Absent::Is("yes")),
    ("header", "cascade", Absent::Is("no")),
    ("formathandle", "include", Absent::Is("no")),
    ("languagerule", "languagerulename", Absent::Later),
];

/// What is known of a file.
#[derive(Debug, Default)]
pub(super) struct Srx {
    names: Ids,
}

impl Format for Srx {
    fn streamed(&self) -> &'static [&'static str] {
        &["srx", "body", "languagerules", "maprules"]
    }

    fn units(&self) -> &'static [&'static str] {
        &["languagerule"]
    }

    fn defaults(&self) -> Defaults {
        DEFAULTS
    }

    fn supplied(&self) -> &'static [&'static str] {
        &["header"]
    }

    fn wrappers(&self) -> &'static [&'static str] {
        &["maprule"]
    }

    fn after(&mut self, branch: &mut Branch, log: &mut Log<'_>) -> bool {
        match branch.tag.name {
            Some("languagerule") => {
                self.names
                    .give(&mut branch.tag, "languagerulename", "rules", log);
            }
            Some("header") => {
                let mut kinds = HashSet::new();
                branch.retain(&mut |tag| {
                    let again =
                        tag.is("formathandle") && !kinds.insert(tag.get("type").map(str::to_owned));
                    if again {
                        log.gone(REPEATED, tag.at, &format!("{}/>", tag.text()));
                    }
                    !again
                });
            }
            Some("languagemap") => {
                let name = branch.tag.get("languagerulename").unwrap_or_default();
                if !self.names.contains(name) {
                    log.gone(
                        REFERENCE,
                        branch.tag.at,
                        &format!("{}/>", branch.tag.text()),
                    );
                    return false;
                }
            }
            _ => {}
        }
        true
    }
}
