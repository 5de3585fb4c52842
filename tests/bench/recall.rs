//! How fast a memory answers, and that it finds everything.
//!
//! ```sh
//! cargo bench --bench recall -- --units 10000,100000,1000000
//! cargo bench --bench recall -- --only lookup --only recall --folder FOLDER
//! cargo bench --bench recall -- generate FILE --units N --seed S
//! ```
//!
//! Times are those of the processor, in user code and in the system, unless they say wall: other
//! work on the machine does not change them much. Nothing is asserted of times. What was found
//! stands beside each, and the benchmark fails where a match is missed or made up, or where
//! nothing is found at all.

mod bed;
mod client;
mod corpus;
mod edit;
mod generate;
mod measure;
mod random;
mod rows;
mod sentences;
#[path = "../../src/recall/tests/slow.rs"]
mod slow;
mod table;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use yiku::text::script::is_han;
use yiku::text::traditional::simplified;

use bed::Bed;
use corpus::Corpus;
use rows::Row;
use table::{Measured, thousands};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measure yiku on memories made for it.
#[derive(Debug, Parser)]
#[command(
    name = "cargo bench --bench recall --",
    args_conflicts_with_subcommands = true
)]
struct Args {
    #[command(subcommand)]
    task: Option<Task>,
    /// How many units; several sizes stand side by side.
    #[arg(
        long,
        value_name = "N",
        value_delimiter = ',',
        default_value = "100000"
    )]
    units: Vec<usize>,
    /// What to measure, instead of all.
    #[arg(long, value_name = "ROW")]
    only: Vec<Row>,
    /// What chance begins with.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Where files are kept, and taken from the next time: a memory that is there is not imported
    /// again unless that is what is measured.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// The Python that has rapidfuzz, and translate-toolkit[tmserver,levenshtein].
    #[arg(long, default_value = "python3")]
    python: String,
    /// Print the table in Markdown.
    #[arg(long)]
    markdown: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write a memory alone, as a TMX file.
    Generate {
        /// The file.
        file: PathBuf,
        /// How many units.
        #[arg(long, value_name = "N", default_value_t = 100_000)]
        units: usize,
        /// What chance begins with: the same seed gives the same file.
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// What cargo says to every benchmark.
        #[arg(long, hide = true)]
        bench: bool,
    },
    /// Run a program for the benchmark, and write what it cost.
    #[command(hide = true)]
    StandBy {
        said: PathBuf,
        program: PathBuf,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    let args = Args::parse();
    let done = match &args.task {
        Some(Task::Generate {
            file, units, seed, ..
        }) => generate(file, *units, *seed),
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
    let temporary = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = args.folder.as_deref().unwrap_or(temporary.path());
    let corpus = Corpus::load();
    eprintln!("Memories are made of {}.", corpus.source);
    let mut measured = Measured::default();
    for &units in &args.units {
        eprintln!("\n{} units:", thousands(units));
        measured.size(units);
        let bed = Bed::new(&corpus, folder, units, args.seed, &args.python)?;
        for row in Row::value_variants() {
            if args.only.is_empty() || args.only.contains(row) {
                row.measure(&bed, &mut measured)?;
            }
        }
    }
    println!("{}", measured.table(args.markdown));
    for fault in &measured.faults {
        println!("WRONG: {fault}");
    }
    Ok(match measured.faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn generate(file: &Path, units: usize, seed: u64) -> io::Result<ExitCode> {
    let corpus = Corpus::load();
    let written = generate::write_tmx(file, &corpus, units, seed)?;
    let mean = |all: usize| all / written.units.max(1);
    println!(
        "{}: {} units from {}; {:.1} MB, {} bytes a unit; English {} characters in the mean, Chinese {}",
        file.display(),
        thousands(written.units),
        corpus.source,
        written.bytes as f64 / 1e6,
        written.bytes / written.units.max(1) as u64,
        mean(written.english),
        mean(written.chinese),
    );
    Ok(ExitCode::SUCCESS)
}
