//! Whether a memory is sound: its file, its index, and the place it is in.

use std::fs;
use std::path::{Path, PathBuf};

use super::check::Policy;
use super::export;
use super::project::{Heading, Languages, USUAL};
use crate::exchange::{Format, Options, Tags};
use crate::store::{self, IndexFault, Memory, Reader, Risk, free_space, risk};
use crate::text::LangTag;

/// What was looked at, and what was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The memory.
    pub path: PathBuf,
    /// How large its file is, in bytes.
    pub size: u64,
    /// How much of it stands in its log still, in bytes.
    pub log: u64,
    /// How many bytes are free on its disk, where the system says so.
    pub free: Option<u64>,
    /// Why its place is not safe, where it is not.
    pub risk: Option<Risk>,
    /// What SQLite finds wrong with the file.
    pub file: Vec<String>,
    /// How many units can be read all the same, where something is wrong with the file.
    pub readable: usize,
    /// The rules that the memory should keep by itself and does not.
    pub lacking: Vec<String>,
    /// The documents of which the file that is kept here is not the one that was imported.
    pub documents: Vec<String>,
    /// What of the index does not fit the texts.
    pub index: Vec<IndexFault>,
    /// Files that killed processes left beside it.
    pub left: Vec<PathBuf>,
}

impl Report {
    /// Whether nothing is wrong with the memory itself.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.file.is_empty()
            && self.lacking.is_empty()
            && self.documents.is_empty()
            && self.index.is_empty()
    }
}

/// Looks a memory over, reading all of it. `progress` hears how many texts are done.
///
/// # Errors
/// [`store::Error`] where the file cannot be read.
pub fn examine(memory: &Memory, progress: &dyn Fn(u64)) -> Result<Report, store::Error> {
    let path = memory.path();
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let reader = memory.read()?;
    let file = match reader.verify_file() {
        Err(store::Error::Damaged { source, .. }) => vec![source.to_string()],
        file => file?,
    };
    let is_sound = file.is_empty();
    Ok(Report {
        path: path.to_owned(),
        size: size(path),
        log: size(Path::new(&log)),
        free: free_space(path),
        risk: risk(path),
        readable: match is_sound {
            true => 0,
            false => readable(&reader),
        },
        // Nothing that is read from a damaged file can be relied on.
        lacking: match is_sound {
            true => reader.lacking_rules()?,
            false => Vec::new(),
        },
        documents: match is_sound {
            true => reader.damaged_originals()?,
            false => Vec::new(),
        },
        index: match is_sound {
            true => reader.verify_index(progress)?,
            false => Vec::new(),
        },
        file,
        left: crate::publish::left_beside(path),
    })
}

/// How many units the text form of a memory would have, were it written now.
fn readable(reader: &Reader<'_>) -> usize {
    let [Ok(from), Ok(to)] = USUAL.map(LangTag::parse) else {
        return 0;
    };
    let request = export::Request {
        kind: export::Kind::Units(Format::Jsonl),
        options: Options::default(),
        tags: Tags::default(),
        document: None,
        states: None,
        languages: Languages::unasked((from, to)),
        heading: Heading::default(),
        policy: Policy::default(),
        line_length: None,
    };
    export::export(reader, &request, std::io::sink()).map_or(0, |exported| exported.count)
}
