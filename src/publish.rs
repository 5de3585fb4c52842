//! Giving files their names: each is there whole, or not at all.
//!
//! A [`Beside`] is a file under another name in the same folder. It is written, synced, and only
//! then takes its name; until then what was there before is untouched. Whoever ends the process
//! on purpose (Ctrl-C) calls [`end`] first, and so leaves no file beside.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const PREFIX: &str = ".yiku-";
const SUFFIX: &str = ".tmp";

/// After this long a file beside is not being written any more: its process was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// How much of two files is compared at once, in bytes.
const COMPARED: usize = 1 << 18;

/// Whether a file is being given its name, or the process ends.
static UNDER_WAY: Mutex<bool> = Mutex::new(false);
static NO_MORE: Condvar = Condvar::new();

/// Files that take their time, and keep nobody waiting.
static UNHURRIED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A name that people gave as that of a file, in whatever system: it leads into no folder.
#[must_use]
pub fn file_name(name: &str) -> String {
    let plain = |c: char| {
        if r#"/\:*?"<>|"#.contains(c) || c.is_control() {
            '_'
        } else {
            c
        }
    };
    name.chars().map(plain).collect()
}

/// Keeps others from giving a file its name while it lives. Unlike the guard of a lock it goes
/// where its file goes, to another thread too.
#[derive(Debug)]
pub struct UnderWay(());

impl UnderWay {
    /// Waits until no file is being given its name.
    fn begin() -> Self {
        let under_way = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = NO_MORE.wait_while(under_way, |under_way| *under_way);
        *wait.unwrap_or_else(PoisonError::into_inner) = true;
        Self(())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        *UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner) = false;
        NO_MORE.notify_one();
    }
}

fn unhurried() -> MutexGuard<'static, Vec<PathBuf>> {
    UNHURRIED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gets ready for the end of the process: waits until no file is being given its name, keeps
/// others from beginning while the result lives, and takes away what would be left beside.
pub fn end() -> UnderWay {
    let under_way = UnderWay::begin();
    leave_nothing();
    under_way
}

/// Takes away what would be left beside, for a process that ends at once: none of these files is
/// being given its name.
pub fn leave_nothing() {
    for path in unhurried().drain(..) {
        let _ = fs::remove_file(path);
    }
}

/// Does what must not be ended on purpose half way; it gives no file its name.
pub fn uninterrupted<T>(work: impl FnOnce() -> T) -> T {
    let _under_way = UnderWay::begin();
    work()
}

/// Whether two paths are one file that is there.
#[must_use]
pub fn is_one_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// A file beside the one it will be; gone again unless it takes its name.
#[derive(Debug)]
pub struct Beside {
    file: tempfile::NamedTempFile,
    under_way: Option<UnderWay>,
}

impl Beside {
    /// Makes an empty file in the folder of `path`, and the folder where there is none.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(path: &Path) -> io::Result<Self> {
        let under_way = UnderWay::begin();
        Ok(Self {
            file: Self::file(path)?,
            under_way: Some(under_way),
        })
    }

    /// Likewise, for a file that takes long to write: others go on meanwhile, and [`end`] need
    /// not wait for it.
    ///
    /// # Errors
    /// What the system says.
    pub fn unhurried(path: &Path) -> io::Result<Self> {
        let _under_way = UnderWay::begin();
        let file = Self::file(path)?;
        unhurried().push(file.path().to_owned());
        Ok(Self {
            file,
            under_way: None,
        })
    }

    fn file(path: &Path) -> io::Result<tempfile::NamedTempFile> {
        let folder = folder(path);
        make_folder(folder)?;
        sweep(folder);
        tempfile::Builder::new()
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .tempfile_in(folder)
    }

    /// The file itself.
    pub fn as_file_mut(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Where it is for now.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Whether the file `path` holds the same.
    ///
    /// # Errors
    /// What the system says of the file beside; a `path` that cannot be read holds something else.
    pub fn is_same(&self, path: &Path) -> io::Result<bool> {
        let ours = File::open(self.path())?;
        let Ok(theirs) = File::open(path) else {
            return Ok(false);
        };
        let length = |file: &File| file.metadata().map(|data| data.len());
        if length(&ours)? != length(&theirs)? {
            return Ok(false);
        }
        let reader = |file| BufReader::with_capacity(COMPARED, file);
        let (mut ours, mut theirs) = (reader(ours), reader(theirs));
        loop {
            let (a, b) = (ours.fill_buf()?, theirs.fill_buf()?);
            let both = a.len().min(b.len());
            if a.get(..both) != b.get(..both) {
                return Ok(false);
            }
            if both == 0 {
                return Ok(a.len() == b.len());
            }
            ours.consume(both);
            theirs.consume(both);
        }
    }

    /// Takes the name `path`, durably, unless a file has it.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`], or what the system says.
    pub fn create(mut self, path: &Path) -> io::Result<()> {
        self.open_up(0o644)?;
        self.file.as_file().sync_all()?;
        self.under_way.get_or_insert_with(UnderWay::begin);
        unhurried().retain(|unhurried| unhurried != self.file.path());
        self.file
            .persist_noclobber(path)
            .map_err(|error| error.error)?;
        sync_folder(path)
    }

    /// Takes the name `path`, durably, in place of the file that has it, with its permissions.
    ///
    /// # Errors
    /// What the system says; then the old file is as it was.
    pub fn replace(mut self, path: &Path) -> io::Result<()> {
        self.open_up(mode_of(path))?;
        self.file.as_file().sync_all()?;
        self.under_way.get_or_insert_with(UnderWay::begin);
        unhurried().retain(|unhurried| unhurried != self.file.path());
        self.file.persist(path).map_err(|error| error.error)?;
        sync_folder(path)
    }
}

impl Beside {
    /// Gives the file its permissions: a temporary file is for its owner alone, what a person
    /// asked for is not.
    #[cfg(unix)]
    fn open_up(&self, mode: u32) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        self.file
            .as_file()
            .set_permissions(fs::Permissions::from_mode(mode))
    }

    #[cfg(not(unix))]
    fn open_up(&self, _mode: u32) -> io::Result<()> {
        Ok(())
    }
}

impl Write for Beside {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        self.file.write(content)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The permissions of a file, or those of a new one.
fn mode_of(path: &Path) -> u32 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).map_or(0o644, |old| old.permissions().mode())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        0
    }
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a folder, and those above it, where there is none, durably: a file is not safe in a
/// folder that the power can take away. Each is synced before one is made in it.
///
/// # Errors
/// What the system says.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        // Who made it may have been killed before syncing it. Where the folder above cannot be
        // read, others made it.
        return match sync_folder(path) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            result => result,
        };
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        make_folder(above)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
        result => result?,
    }
    sync_folder(path)
}

/// Makes the name of a file durable, which it is only once the folder that it is in is synced.
///
/// # Errors
/// What the system says.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder(path))?.sync_all() {
        // The file system cannot sync folders (fsync(2)).
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}

/// Takes away what killed processes left in a folder. What cannot be taken away stays.
fn sweep(folder: &Path) {
    for path in beside_in(folder) {
        let age = || path.metadata().ok()?.modified().ok()?.elapsed().ok();
        if age().is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The files beside `path` that do not have their names: being written, or left by processes that
/// were killed.
#[must_use]
pub fn left_beside(path: &Path) -> Vec<PathBuf> {
    let mut left: Vec<PathBuf> = beside_in(folder(path)).collect();
    left.sort();
    left
}

fn beside_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    found.filter_map(|found| {
        let name = found.file_name();
        let name = name.to_string_lossy();
        // With what SQLite keeps beside a memory that is being made: `.tmp-journal`, `.tmp-wal`.
        let ours = name.starts_with(PREFIX) && name.contains(SUFFIX);
        ours.then(|| found.path())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_where_there_are_none() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("my/memories");
        make_folder(&path).unwrap();
        make_folder(&path).unwrap();
        assert!(path.is_dir());
        let file = path.join("file");
        fs::write(&file, "mine").unwrap();
        assert!(make_folder(&file).is_err());
        assert!(make_folder(&file.join("below")).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
}
