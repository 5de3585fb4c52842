//! The words that texts are paired with their translations by.

use std::path::PathBuf;

use super::desk::Desk;
use super::error::Failure;
use super::ui::Ui;
use crate::work::align::Lexicon;

/// The project's words and those of `files`, beside ours.
pub(super) fn read(desk: &Desk, files: &[PathBuf]) -> Result<Lexicon, Failure> {
    Ok(match &desk.project {
        Some(project) => project.lexicon(files)?,
        None => Lexicon::read(files)?,
    })
}

/// Says what each file of words gave.
pub(super) fn tell(ui: &mut Ui, lexicon: &Lexicon) {
    for (file, read) in &lexicon.read {
        ui.say(&format!("{}: {} words.", file.display(), read.entries));
        if let Some(first) = read.unread.first() {
            ui.warn(&format!(
                "{}, line {first}: no word with its translation, and so {} lines in all; a tab parts them",
                file.display(),
                read.unread.len()
            ));
        }
    }
}
