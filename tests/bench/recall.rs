//! How fast a memory answers, and that it finds everything.
//!
//! ```sh
//! cargo bench --bench recall -- generate FILE --units N --seed S
//! ```

mod corpus;
mod edit;
mod generate;
mod random;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use corpus::Corpus;

/// Measure yiku on a memory made for it.
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench recall --")]
struct Args {
    #[command(subcommand)]
    command: Option<Task>,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write the memory alone, as a TMX file.
    Generate {
        /// The file.
        file: PathBuf,
        /// How many units.
        #[arg(long, value_name = "N", default_value_t = 100_000)]
        units: usize,
        /// What chance begins with: the same seed gives the same file.
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> ExitCode {
    let args = Args::parse();
    match args.command {
        Some(Task::Generate { file, units, seed }) => generate(&file, units, seed),
        None => ExitCode::SUCCESS,
    }
}

fn generate(file: &std::path::Path, units: usize, seed: u64) -> ExitCode {
    let corpus = Corpus::load();
    match generate::write_tmx(file, &corpus, units, seed) {
        Ok(written) => {
            let mean = |all: usize| all / written.units.max(1);
            println!(
                "{}: {} units from {}; {:.1} MB, {} bytes a unit; English {} characters in the mean, Chinese {}",
                file.display(),
                written.units,
                corpus.source,
                written.bytes as f64 / 1e6,
                written.bytes / written.units.max(1) as u64,
                mean(written.english),
                mean(written.chinese),
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            ExitCode::from(2)
        }
    }
}
