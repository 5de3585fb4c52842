//! How fast exchange files are read, converted and validated, and in how much memory, beside what
//! others do with the same file.
//!
//! ```sh
//! cargo bench --bench exchange -- --python target/outside/bin/python
//! cargo bench --bench exchange -- --units 2400000,12000000 --only convert
//! ```
//!
//! Nothing is asserted of times; what was found stands beside each, and the benchmark fails where
//! not all units were.

#[allow(dead_code, reason = "the benchmark of recall uses more of it")]
mod corpus;
mod edit;
mod generate;
#[allow(dead_code, reason = "the benchmark of recall uses more of it")]
mod measure;
mod random;
mod sentences;
#[allow(dead_code, reason = "the benchmark of recall uses more of it")]
mod table;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use yiku::exchange::tmx;

use corpus::Corpus;
use measure::{Cost, Program, Ran, cost};
use table::{Measured, time};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measure reading, converting and validating.
#[derive(Debug, Parser)]
#[command(
    name = "cargo bench --bench exchange --",
    args_conflicts_with_subcommands = true
)]
struct Args {
    #[command(subcommand)]
    task: Option<Task>,
    /// How many units the file has; 240,000 are 100 MB.
    #[arg(
        long,
        value_name = "N",
        value_delimiter = ',',
        default_value = "240000"
    )]
    units: Vec<usize>,
    /// What to measure, instead of all.
    #[arg(long, value_name = "ROW")]
    only: Vec<Row>,
    /// What chance begins with.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Where the files are made, and deleted.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// The Python that has lxml and translate-toolkit.
    #[arg(long, default_value = "python3")]
    python: String,
    /// The schema for xmllint.
    #[arg(
        long,
        default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/schemas/xliff12/xliff-core-1.2-strict.xsd")
    )]
    schema: PathBuf,
    /// Print the table in Markdown.
    #[arg(long)]
    markdown: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run a program for the benchmark, and write what it cost.
    #[command(hide = true)]
    StandBy {
        said: PathBuf,
        program: PathBuf,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Row {
    /// Reading TMX, and lxml doing so
    Read,
    /// TMX to JSON Lines
    Convert,
    /// The same by lxml and by translate-toolkit, in Python
    Others,
    /// Validating XLIFF, and xmllint doing so
    Validate,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let done = match &args.task {
        Some(Task::StandBy {
            said,
            program,
            args,
        }) => measure::stand_by(said, program, args),
        None => measure_all(&args),
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::from(2)
    })
}

fn measure_all(args: &Args) -> io::Result<ExitCode> {
    let home = args.folder.as_deref();
    let home = home.unwrap_or(Path::new(env!("CARGO_TARGET_TMPDIR")));
    let folder = tempfile::tempdir_in(home)?;
    let corpus = Corpus::load();
    eprintln!("Files are made of {}.", corpus.source);
    let mut measured = Measured::default();
    for &units in &args.units {
        measured.size(units);
        let tmx = folder.path().join("bench.tmx");
        let written = generate::write_tmx(&tmx, &corpus, units, args.seed)?;
        let bed = Bed {
            args,
            units: written.units,
            bytes: written.bytes,
            tmx,
            out: folder.path().join("out"),
        };
        measured.row("the TMX file", table::size(bed.bytes));
        for row in Row::value_variants() {
            if !args.only.is_empty() && !args.only.contains(row) {
                continue;
            }
            match row {
                Row::Read => read(&bed, &mut measured)?,
                Row::Convert => convert(&bed, &mut measured)?,
                Row::Others => others(&bed, &mut measured)?,
                Row::Validate => validate(&bed, &mut measured)?,
            }
        }
        fs::remove_file(&bed.tmx)?;
    }
    println!("{}", measured.table(args.markdown));
    Ok(match measured.faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// A file that is measured, and where what comes of it goes.
struct Bed<'a> {
    args: &'a Args,
    units: usize,
    bytes: u64,
    tmx: PathBuf,
    out: PathBuf,
}

impl Bed<'_> {
    fn yiku(&self, args: &[&str]) -> io::Result<Ran> {
        self.run(Path::new(env!("CARGO_BIN_EXE_yiku")), args)
    }

    fn run(&self, path: &Path, args: &[&str]) -> io::Result<Ran> {
        let program = Program {
            path,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            input: None,
        };
        program.run()
    }

    fn python(&self, script: &str, args: &[&str]) -> io::Result<Ran> {
        let args = [&["-c", script], args].concat();
        self.run(Path::new(&self.args.python), &args)
    }

    fn tmx(&self) -> String {
        self.tmx.display().to_string()
    }

    /// Where a file of this kind is made.
    fn out(&self, ending: &str) -> String {
        self.out.with_extension(ending).display().to_string()
    }

    /// Notes that not all units were found.
    fn all(&self, measured: &mut Measured, name: &str, units: usize) {
        if units != self.units {
            measured.fault(format!("{name}: {units} units of {}", self.units));
        }
    }
}

/// What it cost and how fast that is: by the processor, and by the clock for who works on several.
fn rate(bytes: u64, cost: &Cost) -> String {
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9);
    let mut said = format!(
        "{}, {:.0} MB/s (wall {}, {:.0} MB/s)",
        time(cost.cpu),
        rate(cost.cpu),
        time(cost.wall),
        rate(cost.wall)
    );
    if cost.memory > 0 {
        said.push_str(&format!(", {} of memory", table::size(cost.memory)));
    }
    said
}

/// Reading alone: the file to units, which are thrown away.
fn read(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let file = File::open(&bed.tmx)?;
    let (units, spent) =
        cost(|| tmx::Reader::new(file).map(|reader| reader.filter(Result::is_ok).count()));
    let units = units.map_err(io::Error::other)?;
    measured.row("read TMX", rate(bed.bytes, &spent));
    bed.all(measured, "read TMX", units);
    let ran = bed.python(include_str!("python/iterparse.py"), &[&bed.tmx()])?;
    of_others(bed, measured, "· lxml, iterparse", &ran);
    Ok(())
}

fn of_others(bed: &Bed<'_>, measured: &mut Measured, name: &str, ran: &Ran) {
    if ran.code != Some(0) {
        let why = ran.errors.trim().lines().last().unwrap_or_default();
        measured.row(name, format!("skipped: {why}"));
        return;
    }
    measured.row(name, rate(bed.bytes, &ran.cost));
    bed.all(measured, name, ran.output.trim().parse().unwrap_or(0));
}

fn convert(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let out = bed.out("jsonl");
    let ran = bed.yiku(&["convert", &bed.tmx(), &out])?;
    let name = "yiku convert, TMX to JSON Lines";
    measured.row(name, rate(bed.bytes, &ran.cost));
    let said = format!("({} of {} units)", bed.units, bed.units);
    if !ran.errors.contains(&said) {
        measured.fault(format!("{name} says: {}", ran.errors));
    }
    fs::remove_file(out)
}

fn others(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let out = bed.out("jsonl");
    for (name, script) in [
        (
            "· lxml, iterparse to JSON Lines",
            include_str!("python/iterparse.py"),
        ),
        (
            "· translate-toolkit to JSON Lines",
            include_str!("python/toolkit.py"),
        ),
    ] {
        let ran = bed.python(script, &[&bed.tmx(), &out])?;
        of_others(bed, measured, name, &ran);
        let _ = fs::remove_file(&out);
    }
    Ok(())
}

/// XLIFF 1.2 as we write it, which is valid for both.
fn validate(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let xliff = bed.out("xlf");
    let made = bed.yiku(&["convert", &bed.tmx(), &xliff])?;
    if made.code != Some(0) {
        measured.fault(made.errors);
        return Ok(());
    }
    let bytes = fs::metadata(&xliff)?.len();
    measured.row("the XLIFF file", table::size(bytes));
    let name = "yiku validate, XLIFF 1.2";
    let ran = bed.yiku(&["validate", &xliff])?;
    measured.row(name, rate(bytes, &ran.cost));
    if ran.code != Some(0) {
        measured.fault(format!("{name}: {}{}", ran.output, ran.errors));
    }
    let schema = bed.args.schema.display().to_string();
    for (name, more) in [
        ("· xmllint, with the schema", &[][..]),
        ("· xmllint, with the schema, --stream", &["--stream"][..]),
    ] {
        let args = [
            &["--nonet", "--noout", "--huge", "--schema", &schema],
            more,
            &[&xliff],
        ]
        .concat();
        match bed.run(Path::new("xmllint"), &args) {
            Ok(ran) if ran.code == Some(0) => measured.row(name, rate(bytes, &ran.cost)),
            Ok(ran) => {
                let why = ran.errors.trim().lines().last().unwrap_or_default();
                measured.row(name, format!("skipped: {why}"));
            }
            Err(error) => measured.row(name, format!("skipped: {error}")),
        }
    }
    fs::remove_file(xliff)
}
