//! What was probably meant by a name that is not there.

use std::path::{Path, PathBuf};

/// How alike two names must be, from 0 to 1: `launch.txt` and `launch.en.txt` are 0.77.
const ALIKE: f64 = 0.6;

/// What stands at the ends of a path that was copied from somewhere.
const AROUND: [char; 9] = ['"', '\'', '`', '“', '”', '‘', '’', '《', '》'];

/// The name most like `given`, where one is like it (Damerau–Levenshtein, case aside).
pub(super) fn name<'n>(given: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let given = given.to_lowercase();
    known
        .map(|name| {
            let alike = strsim::normalized_damerau_levenshtein(&given, &name.to_lowercase());
            (alike, name)
        })
        .filter(|(alike, _)| *alike >= ALIKE)
        // Of names equally alike, the first in their order.
        .max_by(|(a, first), (b, second)| a.total_cmp(b).then(second.cmp(first)))
        .map(|(_, name)| name)
}

/// The file that was probably meant by a path that is not there: without quotation marks and
/// blanks around it, or the one in its folder with the most similar name.
pub(super) fn file(path: &Path) -> Option<PathBuf> {
    let given = path.to_string_lossy();
    let bare = given.trim_matches(|c: char| c.is_whitespace() || AROUND.contains(&c));
    let bare = Path::new(bare);
    if bare.is_file() {
        return Some(bare.to_owned());
    }
    let folder = bare.parent()?;
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let files: Vec<String> = std::fs::read_dir(here)
        .ok()?
        .filter_map(Result::ok)
        .filter(|found| found.path().is_file())
        .map(|found| found.file_name().to_string_lossy().into_owned())
        .collect();
    let wanted = bare.file_name()?.to_string_lossy();
    name(&wanted, files.iter().map(String::as_str)).map(|name| folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_similar_name_was_meant() {
        let known = ["launch.en.txt", "launch.zh.txt", "terms.csv"];
        let name = |given| name(given, known.into_iter());
        assert_eq!(name("launch.txt"), Some("launch.en.txt"));
        assert_eq!(name("Launch.ZH.txt"), Some("launch.zh.txt"));
        assert_eq!(name("report.docx"), None);
    }
}
