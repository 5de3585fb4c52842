//! Files in and out.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use yiku::exchange::tmx;

use crate::bed::{Bed, bytes, remove};
use crate::measure::{Cost, Program, cost};
use crate::table::{Measured, of_process, size, thousands, time};

fn rate(bytes: u64, cost: &Cost) -> String {
    let rate = bytes as f64 / 1e6 / cost.cpu.as_secs_f64().max(1e-9);
    format!("{}, {rate:.0} MB/s", time(cost.cpu))
}

/// Reading alone: the file to units, which are thrown away.
pub(super) fn read(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let path = bed.tmx(false)?;
    let length = fs::metadata(&path)?.len();
    let file = File::open(&path)?;
    let (units, spent) =
        cost(|| tmx::Reader::new(file).map(|reader| reader.filter(Result::is_ok).count()));
    let units = units.map_err(io::Error::other)?;
    measured.row(
        "read TMX",
        format!("{}; {} units", rate(length, &spent), thousands(units)),
    );
    if units != bed.units {
        measured.fault(format!("{units} units were read of {}", bed.units));
    }
    let script = include_str!("../python/iterparse.py");
    let program = Program {
        path: Path::new(&bed.python),
        args: ["-c", script, &path.display().to_string()]
            .map(str::to_owned)
            .to_vec(),
        input: None,
    };
    let name = "· lxml, iterparse";
    match program.run()? {
        ran if ran.code == Some(0) => {
            let found = ran.output.trim();
            measured.row(name, format!("{}; {found} units", rate(length, &ran.cost)));
        }
        _ => measured.row(name, "skipped: no Python with lxml"),
    }
    Ok(())
}

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
