//! Converting: the units of one exchange file into another, with no memory in between.

use std::collections::{BTreeSet, VecDeque};
use std::io::Write;

use super::pipe::{Stopped, pipe};
use crate::exchange::{
    self, Format, Header, Incoming, Mends, Occurrences, Options, Outgoing, ReadHeader, ReadOptions,
    Report, Tags, UnitReader, UnitWriter, table,
};
use crate::text::LangTag;
use crate::unit::{Origin, Unit, UnitId};

/// How many units are looked at to know what a file is translated into.
const AHEAD: usize = 100;

/// What to convert into.
#[derive(Clone, Debug)]
pub struct Request {
    /// The format.
    pub format: Format,
    /// How it is written, where it leaves a choice.
    pub options: Options,
    /// Language tags to write instead of the file's.
    pub tags: Tags,
    /// The source language, where the file's own is not meant.
    pub source: Option<LangTag>,
    /// The target language, where it is not the first other one in the file.
    pub target: Option<LangTag>,
    /// Which columns of a table hold what, where their titles do not say it.
    pub columns: table::Mapping,
    /// The encoding of a table or of PO, where it is not what it seems to be.
    pub encoding: Option<String>,
    /// What the units without a document are said to come from: the name of the file.
    pub name: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// How many units were read.
    pub units: u64,
    /// What was mended or left out in reading.
    pub mends: Mends,
    /// What was written and what could not be kept.
    pub report: Report,
    /// The languages that were written, where tags were given.
    pub langs: Vec<LangTag>,
}

/// What converting could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read or written.
    #[error(transparent)]
    Exchange(#[from] exchange::Error),
    /// The file has no unit.
    #[error("there is no unit in it")]
    Nothing,
    /// Nothing says what the file is translated into.
    #[error("it has texts in one language only ({})", lang.given())]
    OneLanguage {
        /// The language.
        lang: LangTag,
    },
}

/// Reads the units of `reader` and writes them to `out`, both at the same time.
///
/// # Errors
/// [`Error`]; then what was written is to be thrown away.
pub fn convert<W: Write + Send>(
    mut reader: Box<dyn UnitReader + '_>,
    request: &Request,
    out: W,
) -> Result<Converted, Error> {
    let mut first = VecDeque::new();
    while first.len() < AHEAD
        && let Some(unit) = reader.next()
    {
        first.push_back(unit?);
    }
    let header = header(reader.header(), &first, request)?;
    let mut writer = exchange::writer(request.format, out, &header, &request.options)?;
    // A text form holds them all.
    let keeps_all = request.format == Format::Jsonl && request.tags != Tags::default();
    let mut langs = match keeps_all {
        true => BTreeSet::new(),
        false => BTreeSet::from([header.source.clone(), header.target.clone()]),
    };
    let mut named = Named::new(&request.name);
    let mut count = 0;
    let (read, written) = pipe(
        |units| {
            for unit in first.into_iter().map(Ok).chain(&mut reader) {
                count += 1;
                units.send(unit?)?;
            }
            Ok(())
        },
        |units| {
            let mut units = units.map(|unit| {
                let unit = named.unit(unit);
                if keeps_all {
                    langs.extend(unit.variants.iter().map(|variant| variant.lang.clone()));
                }
                unit
            });
            write(&mut units, &mut *writer)
        },
    );
    match (read, written) {
        (Err(Ended::Unread(error)), _) | (_, Err(error)) => return Err(error.into()),
        (Err(Ended::Unwritten) | Ok(()), Ok(())) => {}
    }
    let (_, report) = writer.finish()?;
    Ok(Converted {
        units: count,
        mends: reader.mends().clone(),
        report,
        langs: langs.into_iter().collect(),
    })
}

/// What reading needs to know that a file may not say.
#[must_use]
pub fn read_options(request: &Request, languages: (LangTag, LangTag)) -> ReadOptions {
    ReadOptions {
        source: request.source.clone().unwrap_or(languages.0),
        target: request.target.clone().unwrap_or(languages.1),
        columns: request.columns.clone(),
        encoding: request.encoding.clone(),
    }
}

/// The head of the new file: what the old one says, and what its first units show.
fn header(
    read: &ReadHeader,
    first: &VecDeque<Incoming>,
    request: &Request,
) -> Result<Header, Error> {
    let unit = first.front().ok_or(Error::Nothing)?;
    let source = (request.source.clone())
        .or_else(|| read.source.clone())
        .unwrap_or_else(|| unit.source_lang.clone());
    let langs = first
        .iter()
        .flat_map(|unit| unit.variants.iter().map(|variant| &variant.lang));
    let is_other = |lang: &&LangTag| {
        **lang != source && !source.covers(lang) && lang.language() != source.language()
    };
    let mut others = langs.clone().filter(is_other);
    // A text form keeps every language, a file of one pair needs two.
    let target = request.target.clone().or_else(|| others.next().cloned());
    let target = target.or_else(|| langs.clone().find(|lang| **lang != source).cloned());
    // The tag that the texts have: a header may say `EN` where they say `EN-US`.
    let source = match langs.clone().find(|lang| **lang == source) {
        Some(_) => source,
        None => langs
            .clone()
            .find(|lang| source.covers(lang) || lang.language() == source.language())
            .cloned()
            .unwrap_or(source),
    };
    let target = match target {
        Some(target) => target,
        None if request.format == Format::Jsonl => source.clone(),
        None => return Err(Error::OneLanguage { lang: source }),
    };
    Ok(Header {
        source,
        target,
        tags: request.tags.clone(),
        date: read.date.clone(),
    })
}

/// Gives units their origin and their id: that of ours which they have, else one of their text. In
/// flat memory, however large the file is.
struct Named<'n> {
    file: &'n str,
    ids: Occurrences,
}

impl<'n> Named<'n> {
    fn new(file: &'n str) -> Self {
        Self {
            file,
            ids: Occurrences::bounded(),
        }
    }

    fn unit(&mut self, incoming: Incoming) -> Unit {
        let origin = match &incoming.document {
            Some(document) => Origin::Document(document.clone()),
            None => Origin::Memory(self.file.to_owned()),
        };
        let given = incoming.given_id.as_deref().and_then(UnitId::from_hex);
        let id = given.unwrap_or_else(|| self.ids.id(&origin, incoming.identity()));
        incoming.confirmed().into_unit(origin, id)
    }
}

fn write<W>(
    units: &mut dyn Iterator<Item = Unit>,
    writer: &mut (dyn UnitWriter<W> + Send + '_),
) -> Result<(), exchange::Error> {
    for unit in units {
        writer.unit(&Outgoing::alone(&unit))?;
    }
    Ok(())
}

/// Why reading came to an end before the file did.
enum Ended {
    /// It cannot be read further.
    Unread(exchange::Error),
    /// The other file cannot be written, and the other thread says why.
    Unwritten,
}

impl From<exchange::Error> for Ended {
    fn from(error: exchange::Error) -> Self {
        Self::Unread(error)
    }
}

impl From<Stopped> for Ended {
    fn from(Stopped: Stopped) -> Self {
        Self::Unwritten
    }
}
