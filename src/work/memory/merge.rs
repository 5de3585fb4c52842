//! Bringing the pairs of other memories into this one.

use std::path::PathBuf;

use super::arrivals::{Arrived, Plan, Same, Sender};
use super::walk::Origins;
use super::{Error, file_name};
use crate::publish;
use crate::store::{self, Command, Memory, Reader};

/// What merging came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// What became of the pairs.
    pub pairs: Arrived,
    /// Concepts of the other memories, which are not brought in.
    pub concepts: usize,
}

/// Brings the pairs of other memories into this one, those of each as an imported memory called
/// like its file, as one change; or says what that would do. At most `listed` of the texts that
/// are translated otherwise here are told.
///
/// # Errors
/// [`Error`]; then nothing is changed.
pub fn merge(
    memory: &mut Memory,
    others: &[PathBuf],
    listed: usize,
    command: &Command,
    dry_run: bool,
) -> Result<Merged, Error> {
    let mut opened = Vec::new();
    for path in others {
        if publish::is_one_file(memory.path(), path) {
            return Err(Error::Same { path: path.clone() });
        }
        opened.push(Memory::open(path)?);
    }
    let readers = opened
        .iter()
        .map(Memory::read)
        .collect::<Result<Vec<_>, _>>()?;
    let mut from = Vec::new();
    let mut concepts = 0;
    for (memory, reader) in opened.iter().zip(&readers) {
        concepts += reader.concepts()?.len();
        from.push(Sender {
            reader,
            origins: Origins::of(reader)?,
            name: file_name(memory),
        });
    }
    let plan = |into: &Reader<'_>| Plan::new(&from, Some(into), listed, Same::Filed, |_, _| true);
    let pairs = if dry_run {
        plan(&memory.read()?)?.outcome
    } else {
        let (outcome, _) = memory.change(command, |writer| {
            let plan = plan(writer)?;
            plan.carry_out(writer, &from)?;
            writer.describe(plan.outcome.summary());
            Ok::<_, store::Error>(plan.outcome)
        })?;
        outcome
    };
    Ok(Merged { pairs, concepts })
}
