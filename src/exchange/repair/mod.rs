//! Repairing exchange files: what real tools break is mended, and all else is kept as it is.
//!
//! A file is copied element by element. Each is held against the grammar that [`validate`] holds
//! files against, and mended along it ([`shape`], [`content`]); what a grammar cannot say is mended
//! by the format. Nothing becomes a unit of ours on the way, so no language and no property is
//! lost. Only the unit that is being mended is held in memory, and the ids that must be unique.
//!
//! [`validate`]: super::validate

mod balance;
mod codes;
mod content;
mod copy;
mod format;
mod frame;
mod ids;
mod remedy;
mod shape;
mod srx;
mod tbx;
mod tmx;
mod tree;
mod value;
mod xliff12;
mod xliff2;

#[cfg(test)]
mod tests;

use std::io::{Read, Write};

pub use remedy::{Mended, REMEDIES, Remedy};

use self::balance::{Balance, Step};
use self::copy::Copy;
use self::remedy::Log;
use self::shape::Shape;
use super::validate::{Kind, Vocabulary};
use super::{Error, Mends};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// What it is.
    pub kind: Kind,
    /// How many units were kept.
    pub units: u64,
    /// What was mended.
    pub mends: Mends,
}

/// Copies a file from `input` to `out`, mended, and gives each mend as it is made. XLIFF 1.2 is
/// mended along its transitional schema, which lets the extensions of tools stand. Comments are
/// not kept, and the copy is UTF-8.
///
/// `None` where the file is nothing that can be repaired.
///
/// # Errors
/// [`Error::Malformed`] where the file is beyond a limit; [`Error::Read`] and [`Error::Write`]
/// where the system cannot.
pub fn repair(
    input: impl Read,
    out: impl Write,
    each: &mut dyn FnMut(&Mended),
) -> Result<Option<Repaired>, Error> {
    let mut log = Log::new(each);
    let mut balance = Balance::new(input);
    if balance.next(&mut log)? != Step::Start {
        return Ok(None);
    }
    let name = balance.xml.name();
    let (namespace, local) = balance.spaces.resolve(name, false).unwrap_or(("", name));
    let version = balance.xml.attribute("version").unwrap_or_default();
    let Some(kind) = Kind::of(local, namespace, version, true).map(Kind::repaired) else {
        return Ok(None);
    };
    let format = format::of(kind);
    let grammar = kind.grammar();
    let shape = Shape {
        vocabulary: Vocabulary::new(&grammar, &balance.spaces, balance.xml.name()),
        namespace: kind.namespace(),
    };
    let units = Copy::new(balance, shape, format, &mut log, out).run()?;
    Ok(Some(Repaired {
        kind,
        units,
        mends: log.mends,
    }))
}
