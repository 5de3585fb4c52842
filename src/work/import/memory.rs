//! Importing a memory: the units of an exchange file, as a stream.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::{Error, file_name, restore};
use crate::exchange::{self, Content, Mends, Occurrences, ReadOptions, UnitReader, jsonl, table};
use crate::store::{ImportedMemory, Row, Writer};
use crate::text::LangTag;
use crate::unit::{Origin, State, Unit, Variant};

/// A memory to import: a file that is read while it is imported.
#[derive(Clone, Debug)]
pub struct IncomingMemory {
    /// The file.
    pub path: PathBuf,
    /// The language translated from, where the file does not say it.
    pub source_lang: LangTag,
    /// The language translated into.
    pub target_lang: LangTag,
    /// Which columns of a table hold what, where their titles do not say it.
    pub columns: table::Mapping,
    /// The encoding of a table or of PO, where it is not what it seems to be.
    pub encoding: Option<String>,
    /// Whether what stands before a fault in the file is taken.
    pub partial: bool,
}

/// What importing a memory did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryOutcome {
    /// Its name: that of its file.
    pub name: String,
    /// Whether the file is as it was imported before.
    pub unchanged: bool,
    /// How many units were read.
    pub units: u64,
    /// How many of them are new.
    pub new: u64,
    /// How many changed.
    pub changed: u64,
    /// How many went: the file does not have them any more.
    pub gone: u64,
    /// How many units have no translation: of XLIFF, where they are work to do, they are left out.
    pub untranslated: u64,
    /// What was mended or left out in the file.
    pub mends: Mends,
    /// The fault that ended the file early, where `partial` was asked for.
    pub ended: Option<String>,
}

/// Brings the units of a file into the memory, or up to date there. `progress` is told the bytes
/// read of the file.
///
/// # Errors
/// [`Error`] where the file cannot be read or the memory refuses; then nothing is changed.
pub fn memory(
    writer: &Writer<'_>,
    incoming: &IncomingMemory,
    progress: &dyn Fn(u64),
) -> Result<MemoryOutcome, Error> {
    let name = file_name(&incoming.path);
    let hash = hash(&incoming.path)?;
    let known = writer
        .memories()?
        .into_iter()
        .find(|known| known.name == name);
    // The same bytes in another encoding, or from other columns, are another text.
    let is_read_anew = incoming.encoding.is_some() || incoming.columns != table::Mapping::default();
    let same = |known: &&ImportedMemory| known.hash == Some(hash) && !is_read_anew;
    if let Some(known) = known.as_ref().filter(same) {
        let units = known.row.map_or(Ok(0), |row| writer.count_units(row))?;
        return Ok(MemoryOutcome {
            name,
            unchanged: true,
            units,
            ..MemoryOutcome::default()
        });
    }
    let file = open(&incoming.path)?;
    let bytes = file.metadata().map_or(0, |data| data.len());
    let counted = Counted {
        inner: file,
        bytes: 0,
        progress,
    };
    let options = ReadOptions {
        source: incoming.source_lang.clone(),
        target: incoming.target_lang.clone(),
        columns: incoming.columns.clone(),
        encoding: incoming.encoding.clone(),
    };
    let opened = exchange::open(&incoming.path, counted);
    let mut skips_untranslated = false;
    let read = opened.and_then(|opened| {
        let format = match opened.content {
            Some(Content::Units(format)) => format,
            // The reader of TMX says best what is wrong with a file that was taken for one.
            _ => exchange::Format::Tmx,
        };
        skips_untranslated = matches!(
            format,
            exchange::Format::Xliff12 | exchange::Format::Xliff2(_)
        );
        let bytes = BufReader::new(opened.bytes);
        if format == exchange::Format::Jsonl {
            let mut lines = jsonl::Lines::new(bytes);
            return Ok(match lines.is_whole_memory()? {
                true => Found::Whole(lines),
                false => Found::Units(Box::new(jsonl::Reader::of(lines)?)),
            });
        }
        Ok(Found::Units(exchange::reader(format, bytes, &options)?))
    });
    let mut reader = match read.map_err(|source| exchange(incoming, source))? {
        Found::Units(reader) => reader,
        Found::Whole(lines) => {
            return restore::restore(writer, &incoming.path, lines, incoming.partial);
        }
    };
    let source_lang = reader.header().source.clone();
    let mut described = ImportedMemory {
        row: None,
        name: name.clone(),
        source_lang: source_lang.unwrap_or_else(|| incoming.source_lang.clone()),
        target_lang: incoming.target_lang.clone(),
        hash: Some(hash),
    };
    let row = writer.put_memory(&described)?;
    let mut import = Import {
        writer,
        row,
        origin: Origin::Memory(name.clone()),
        ids: Occurrences::default(),
        stale: match known {
            Some(_) => writer.unit_rows(row)?.into_iter().collect(),
            None => HashSet::new(),
        },
        wanted: incoming.target_lang.clone(),
        target_lang: None,
        skips_untranslated,
        newest: None,
        whole: true,
        new: Vec::with_capacity(AT_ONCE),
        outcome: MemoryOutcome {
            name,
            ..MemoryOutcome::default()
        },
    };
    let mut feed = || {
        for unit in &mut reader {
            match unit {
                Ok(unit) => import.unit(unit)?,
                Err(error @ exchange::Error::Malformed { .. }) if incoming.partial => {
                    import.outcome.ended = Some(error.to_string());
                }
                Err(error) => return Err(exchange(incoming, error)),
            }
        }
        import.add_new()
    };
    match known {
        Some(_) => feed()?,
        None => writer.fill(bytes / BYTES_A_UNIT, feed)?,
    }
    import.outcome.mends = reader.mends().clone();
    if import.outcome.ended.is_some() {
        // The whole file, when it comes, is another one; and what was not read is not gone.
        described.hash = None;
        import.stale.clear();
    }
    if let Some(lang) = import.target_lang {
        described.target_lang = lang;
    }
    writer.put_memory(&described)?;
    if import.whole {
        writer.note_newest(row, import.newest.as_deref())?;
    }
    import.outcome.gone = import.stale.len() as u64;
    for row in import.stale {
        writer.remove_unit(row)?;
    }
    Ok(import.outcome)
}

/// What is in a file of units.
enum Found<'r> {
    /// Units, which become a memory of the file's name.
    Units(Box<dyn UnitReader + 'r>),
    /// A whole memory in its text form.
    Whole(jsonl::Lines<BufReader<Box<dyn Read + 'r>>>),
}

/// An import under way.
struct Import<'a> {
    writer: &'a Writer<'a>,
    row: Row,
    origin: Origin,
    ids: Occurrences,
    /// Units of an earlier state of the file that were not met yet.
    stale: HashSet<Row>,
    /// The language that translations are wanted in.
    wanted: LangTag,
    /// The one they are in: what was wanted where there is any, else the first that was met.
    target_lang: Option<LangTag>,
    /// Whether units without a translation are left out.
    skips_untranslated: bool,
    /// The date of the newest text.
    newest: Option<String>,
    /// Whether every unit has its source and a confirmed translation in the language that is
    /// wanted, and none that is not confirmed: so that all of it goes out again.
    whole: bool,
    /// Units that the memory does not have yet, to be added together.
    new: Vec<Unit>,
    outcome: MemoryOutcome,
}

/// What a unit takes in a file at least, about: to guess how many there may be, which no file says.
const BYTES_A_UNIT: u64 = 256;

/// How many units are added together.
const AT_ONCE: usize = 64;

impl Import<'_> {
    fn note_language(&mut self, unit: &Unit) {
        if self
            .target_lang
            .as_ref()
            .is_some_and(|lang| self.wanted.covers(lang))
        {
            return;
        }
        let langs = unit.variants.iter().map(|variant| &variant.lang);
        let mut targets = langs.filter(|lang| **lang != unit.source_lang);
        let wanted = targets.clone().find(|lang| self.wanted.covers(lang));
        if let Some(lang) = wanted {
            self.target_lang = Some(lang.clone());
        } else if self.target_lang.is_none() {
            self.target_lang = targets.next().cloned();
        }
    }

    fn add_new(&mut self) -> Result<(), Error> {
        self.writer.add_units(self.row, &self.new)?;
        self.new.clear();
        Ok(())
    }

    fn unit(&mut self, incoming: exchange::Incoming) -> Result<(), Error> {
        if self.skips_untranslated && incoming.variants.len() < 2 {
            self.outcome.untranslated += 1;
            return Ok(());
        }
        let id = self.ids.id(&self.origin, incoming.identity());
        let mut unit = incoming.confirmed().into_unit(self.origin.clone(), id);
        self.note_language(&unit);
        let mut langs = unit.variants.iter().map(|variant| &variant.lang);
        self.whole &= unit.source().is_some() && langs.any(|lang| self.wanted.covers(lang));
        for variant in &unit.variants {
            self.whole &= variant.state.is_none_or(State::is_confirmed);
            if self.newest < variant.date {
                self.newest.clone_from(&variant.date);
            }
        }
        self.outcome.units += 1;
        let known = if self.stale.is_empty() {
            None
        } else {
            self.writer.unit_by_id(id)?
        };
        let Some(mut known) = known else {
            self.outcome.new += 1;
            self.new.push(unit);
            if self.new.len() >= AT_ONCE {
                self.add_new()?;
            }
            return Ok(());
        };
        self.stale.remove(&known.row);
        unit.source_first();
        if known.unit == unit {
            return Ok(());
        }
        self.outcome.changed += 1;
        let texts = std::mem::take(&mut known.unit.variants);
        for (lang, nth) in numbered(&texts) {
            if nth == 0 {
                let left = unit.variants.iter().filter(|variant| variant.lang == *lang);
                let left = i64::try_from(left.count()).unwrap_or(i64::MAX);
                self.writer.remove_variants(known.row, lang, left)?;
            }
        }
        for ((_, nth), variant) in numbered(&unit.variants).zip(&unit.variants) {
            self.writer.put_variant(known.row, nth, variant)?;
        }
        known.unit = unit;
        self.writer.update_unit(&known)?;
        Ok(())
    }
}

/// Each text's language, and which of the texts in it the text is.
fn numbered(variants: &[Variant]) -> impl Iterator<Item = (&LangTag, i64)> {
    variants.iter().enumerate().map(|(place, variant)| {
        let before = variants.iter().take(place);
        let nth = before.filter(|other| other.lang == variant.lang).count();
        (&variant.lang, i64::try_from(nth).unwrap_or(i64::MAX))
    })
}

/// What a file is, by how it begins; `None` where it is no exchange file that is known.
///
/// # Errors
/// [`Error`] where it cannot be read.
pub fn content(path: &Path) -> Result<Option<Content>, Error> {
    let opened = exchange::open(path, open(path)?);
    let opened = opened.map_err(|source| Error::Memory {
        path: path.to_owned(),
        source,
    })?;
    Ok(opened.content)
}

fn exchange(incoming: &IncomingMemory, source: exchange::Error) -> Error {
    Error::Memory {
        path: incoming.path.clone(),
        source,
    }
}

pub(super) fn open(path: &Path) -> Result<File, Error> {
    crate::document::open(path).map_err(Error::from)
}

/// BLAKE3 of a file, read as a stream.
fn hash(path: &Path) -> Result<[u8; 32], Error> {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update_reader(open(path)?)
        .map_err(|source| crate::document::Error::Io {
            path: path.to_owned(),
            source,
        })?;
    Ok(*hasher.finalize().as_bytes())
}

/// A reader that says how far it is.
struct Counted<'p> {
    inner: File,
    bytes: u64,
    progress: &'p dyn Fn(u64),
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        (self.progress)(self.bytes);
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes = self.inner.seek(to)?;
        Ok(self.bytes)
    }
}
