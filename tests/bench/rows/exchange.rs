//! Files in and out of a memory; how fast files alone are, `exchange.rs` measures.

use std::fs;
use std::io;
use std::path::Path;

use crate::bed::{Bed, bytes, remove};
use crate::measure::Cost;
use crate::table::{Measured, of_process, size, thousands};

/// Into a memory that is not there yet.
pub(super) fn import(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let (memory, tmx) = (bed.memory(), bed.tmx(false)?);
    remove(&memory);
    let ran = bed.import(&memory, &tmx)?;
    said(bed, measured, &ran.errors, "import TMX", &ran.cost, &memory);
    Ok(())
}

/// Other units, as many, into the memory.
pub(super) fn again(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let (memory, tmx) = (bed.imported()?, bed.tmx(true)?);
    let copy = bed.folder.join("twice.yiku");
    remove(&copy);
    fs::copy(&memory, &copy)?;
    let ran = bed.import(&copy, &tmx)?;
    said(
        bed,
        measured,
        &ran.errors,
        "import as much again",
        &ran.cost,
        &copy,
    );
    remove(&copy);
    Ok(())
}

fn said(
    bed: &Bed<'_>,
    measured: &mut Measured,
    said_so: &str,
    name: &str,
    cost: &Cost,
    memory: &Path,
) {
    let units = bed.units;
    measured.row(
        name,
        format!(
            "{}, {} of files; {} units",
            of_process(cost),
            size(bytes(memory)),
            thousands(units)
        ),
    );
    if !said_so.contains(&format!("{units} units ({units} new")) {
        measured.fault(format!("{name} says: {said_so}"));
    }
}

/// Out to a TMX file.
pub(super) fn export(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let memory = bed.imported()?;
    let file = bed.folder.join("exported.tmx");
    let name = file.display().to_string();
    let ran = bed.yiku(&memory, &["export", "-o", &name], None)?;
    let text = fs::read(&file)?;
    let units = memchr::memmem::find_iter(&text, b"<tu ").count();
    measured.row(
        "export to TMX",
        format!(
            "{}; {} units, {}",
            of_process(&ran.cost),
            thousands(units),
            size(text.len() as u64)
        ),
    );
    if units != bed.units {
        measured.fault(format!("{units} units were exported of {}", bed.units));
    }
    fs::remove_file(file)
}
