//! A memory under test: its file, what is in it, and what it is asked.

use std::cell::OnceCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::corpus::{Corpus, Pair};
use crate::edit::edited;
use crate::generate::{Units, write_tmx};
use crate::measure::{Program, Ran};
use crate::random::Random;

/// One of the two languages, as the one that is translated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    English,
    Chinese,
}

impl From {
    pub(crate) const BOTH: [Self; 2] = [Self::English, Self::Chinese];

    /// The way it is translated, for people.
    pub(crate) fn way(self) -> &'static str {
        match self {
            Self::English => "English→Chinese",
            Self::Chinese => "Chinese→English",
        }
    }

    /// The language tags from and to.
    pub(crate) fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::English => ("en", "zh-Hans"),
            Self::Chinese => ("zh-Hans", "en"),
        }
    }

    /// The text of a pair that is asked for, and the other.
    pub(crate) fn texts(self, pair: &Pair) -> (&str, &str) {
        match self {
            Self::English => (&pair.english, &pair.chinese),
            Self::Chinese => (&pair.chinese, &pair.english),
        }
    }
}

/// A memory under test, in a folder of its own.
pub(crate) struct Bed<'c> {
    pub(crate) corpus: &'c Corpus,
    pub(crate) folder: PathBuf,
    pub(crate) units: usize,
    pub(crate) seed: u64,
    pub(crate) python: String,
    pairs: OnceCell<Vec<Pair>>,
    queries: OnceCell<Vec<Pair>>,
}

/// How many queries there are.
const QUERIES: usize = 1_000;

impl<'c> Bed<'c> {
    pub(crate) fn new(
        corpus: &'c Corpus,
        folder: &Path,
        units: usize,
        seed: u64,
        python: &str,
    ) -> io::Result<Self> {
        let folder = folder.join(format!("{units}-{seed}"));
        fs::create_dir_all(&folder)?;
        Ok(Self {
            corpus,
            folder,
            units,
            seed,
            python: python.to_owned(),
            pairs: OnceCell::new(),
            queries: OnceCell::new(),
        })
    }

    /// What is in the memory.
    pub(crate) fn pairs(&self) -> &[Pair] {
        self.pairs.get_or_init(|| {
            Units::new(self.corpus, self.seed)
                .take(self.units)
                .collect()
        })
    }

    /// What the memory is asked: of a hundred, ninety are units of it, most of them with 1 to 4
    /// words changed, ten what no memory has.
    pub(crate) fn queries(&self) -> &[Pair] {
        self.queries.get_or_init(|| {
            let pairs = self.pairs();
            let mut random = Random::new(self.seed.wrapping_add(77));
            let query = |_| {
                if random.percent(10) {
                    return random.pick(&self.corpus.unseen).clone();
                }
                let pair = random.pick(pairs);
                let edits = random.below(5);
                edited(pair, edits, &self.corpus.pairs, &mut random)
            };
            (0..QUERIES).map(query).collect()
        })
    }

    /// The memory as a TMX file; `other` gives it other units.
    pub(crate) fn tmx(&self, other: bool) -> io::Result<PathBuf> {
        let path = self
            .folder
            .join(if other { "other.tmx" } else { "units.tmx" });
        if !path.exists() {
            let seed = self.seed + if other { 1_000 } else { 0 };
            write_tmx(&path, self.corpus, self.units, seed)?;
            // What is read next is not to wait for what was written.
            fs::File::open(&path)?.sync_all()?;
        }
        Ok(path)
    }

    /// Where the memory is.
    pub(crate) fn memory(&self) -> PathBuf {
        self.folder.join("memory.yiku")
    }

    /// The memory, imported if it is not there.
    pub(crate) fn imported(&self) -> io::Result<PathBuf> {
        let memory = self.memory();
        if !memory.exists() {
            self.import(&memory, &self.tmx(false)?)?;
        }
        Ok(memory)
    }

    /// Imports a file into a memory.
    pub(crate) fn import(&self, memory: &Path, file: &Path) -> io::Result<Ran> {
        let file = file.display().to_string();
        let ran = self.yiku(memory, &["import", &file], None)?;
        match ran.code {
            Some(0) => Ok(ran),
            _ => Err(io::Error::other(ran.errors)),
        }
    }

    /// Runs yiku on a memory.
    pub(crate) fn yiku(
        &self,
        memory: &Path,
        args: &[&str],
        input: Option<PathBuf>,
    ) -> io::Result<Ran> {
        let memory = memory.display().to_string();
        let args = ["--memory", &memory]
            .into_iter()
            .chain(args.iter().copied());
        let program = Program {
            path: Path::new(env!("CARGO_BIN_EXE_yiku")),
            args: args.map(str::to_owned).collect(),
            input,
        };
        program.run()
    }

    /// A file with a text a line.
    pub(crate) fn lines<'t>(
        &self,
        name: &str,
        texts: impl Iterator<Item = &'t str>,
    ) -> io::Result<PathBuf> {
        let path = self.folder.join(name);
        let mut all = String::new();
        for text in texts {
            all.push_str(text);
            all.push('\n');
        }
        fs::write(&path, all)?;
        Ok(path)
    }
}

/// Takes away a memory's files.
pub(crate) fn remove(memory: &Path) {
    for ending in ["yiku", "yiku-wal", "yiku-shm"] {
        // What is not there need not be removed.
        let _ = fs::remove_file(memory.with_extension(ending));
    }
}

/// The bytes of a memory's files together.
pub(crate) fn bytes(memory: &Path) -> u64 {
    let name = memory.file_name().unwrap_or_default().to_string_lossy();
    let files = memory.parent().map(fs::read_dir);
    let files = files.into_iter().flatten().flatten().flatten();
    files
        .filter(|file| file.file_name().to_string_lossy().starts_with(&*name))
        .filter_map(|file| file.metadata().ok())
        .map(|data| data.len())
        .sum()
}
