//! In which line of a project's files a segment of a document stands: what a code host shows a
//! finding beside.

use std::path::Path;

use super::{Row, Text};
use crate::work::manifest::DocumentTable;
use crate::work::project::Project;

/// So much of a segment tells it from others: its lines may be broken anew.
const TELLING: usize = 24;

impl Text {
    /// Gives the rows their lines in the file of the translation, where the text is a document of
    /// the project that has one, else of the source; the findings are that file's then. A file that
    /// is no text has no lines, and a text that is none of the project's stays as it is.
    pub fn place(&mut self, project: &Project) {
        let mut tables = project.manifest.documents.iter();
        let Some(table) = tables.find(|table| table.name() == self.name) else {
            return;
        };
        let DocumentTable { source, target, .. } = table;
        let file = target.as_ref().unwrap_or(source);
        let path = project.folder.join(file);
        self.file = from_here(&path).display().to_string();
        let Ok(content) = std::fs::read_to_string(&path) else {
            return;
        };
        let text = |row: &Row| match target {
            Some(_) => row.target_text().to_owned(),
            None => row.source.text.clone(),
        };
        let (mut at, mut line) = (0, 1);
        for row in &mut self.rows {
            let text = text(row);
            let begins: String = text
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .take(TELLING)
                .collect();
            let rest = content.get(at..).unwrap_or_default();
            let Some(found) = rest.find(&begins).filter(|_| !begins.is_empty()) else {
                continue;
            };
            let before = rest.get(..found).unwrap_or_default();
            line += before.bytes().map(|b| u64::from(b == b'\n')).sum::<u64>();
            row.line = Some(line);
            at += found + begins.len();
        }
    }
}

/// A path as it is from the folder one is in.
fn from_here(path: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path)
}
