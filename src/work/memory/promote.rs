//! Carrying what is confirmed to another memory: the client's.

use std::path::Path;

use super::arrivals::{Arrived, Plan, Same, Sender};
use super::walk::Origins;
use super::{Error, check_new, file_name};
use crate::publish;
use crate::store::{Command, Memory, Reader};
use crate::unit::State;
use crate::work::fill;

/// What is carried, and where to.
#[derive(Clone, Debug)]
pub struct Promotion<'a> {
    /// The memory that is written; made where it is not there.
    pub to: &'a Path,
    /// What the imported memory there is called that the pairs come into; without it, as the file
    /// of this memory.
    pub name: Option<&'a str>,
    /// Only what has a place in this document.
    pub document: Option<&'a str>,
    /// The lowest state that is carried; nothing below translated is.
    pub least: State,
    /// How many of the texts that are translated otherwise there are told.
    pub listed: usize,
}

/// Carries confirmed pairs to another memory, as one change there; or says what that would do.
///
/// # Errors
/// [`Error`]; then nothing is changed.
pub fn promote(
    memory: &Memory,
    promotion: &Promotion<'_>,
    command: &Command,
    dry_run: bool,
) -> Result<Arrived, Error> {
    let to = promotion.to;
    if publish::is_one_file(memory.path(), to) {
        return Err(Error::Same {
            path: to.to_owned(),
        });
    }
    let reader = memory.read()?;
    let mut origins = Origins::of(&reader)?;
    if let Some(name) = promotion.document {
        for document in fill::documents(&reader, Some(name))? {
            origins = origins.only(&document.name);
        }
    }
    let from = [Sender {
        reader: &reader,
        origins,
        name: promotion
            .name
            .map_or_else(|| file_name(memory), str::to_owned),
    }];
    let least = promotion.least.max(State::Translated);
    let plan = |into: Option<&Reader<'_>>| {
        let (listed, same) = (promotion.listed, Same::InContext);
        Plan::new(&from, into, listed, same, |spot, target| {
            target.state >= Some(least) && (promotion.document.is_none() || spot.is_placed())
        })
    };
    let is_new = !to.exists();
    if is_new {
        check_new(to)?;
        // Where nothing goes there, no memory is made.
        let plan = plan(None)?;
        if dry_run || plan.is_empty() {
            return Ok(plan.outcome);
        }
    }
    if dry_run {
        let into = Memory::open(to)?;
        return Ok(plan(Some(&into.read()?))?.outcome);
    }
    let mut into = Memory::open_or_create(to)?;
    let (outcome, _) = into.change(command, |writer| {
        let plan = plan(Some(writer))?;
        plan.carry_out(writer, &from)?;
        writer.describe(plan.outcome.summary());
        Ok::<_, Error>(plan.outcome)
    })?;
    Ok(outcome)
}
