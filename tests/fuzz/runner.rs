//! Tries every reader with damaged files, as long as one likes; a fault is kept as a seed.
//!
//! ```sh
//! cargo bench --bench fuzz -- units --seconds 600
//! ```
//!
//! `cargo test` replays the seeds, and what was made of each by chance with a fixed beginning.

#[path = "../bench/random.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod random;

mod mutate;
mod seeds;
mod targets;

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;

use random::Random;

/// Try readers with damaged files.
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench fuzz --")]
struct Args {
    /// What to try; all, without it
    target: Option<String>,
    /// How long each is tried
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// What chance begins with
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Said by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut faults = 0;
    for target in targets::TARGETS {
        if args
            .target
            .as_deref()
            .is_some_and(|name| name != target.name)
        {
            continue;
        }
        let seeds = seeds::of(target.name);
        let mut random = Random::new(args.seed);
        let (begun, mut tried) = (Instant::now(), 0_u64);
        let mut slowest = Duration::ZERO;
        while begun.elapsed().as_secs() < args.seconds {
            let seed = random.pick(&seeds).clone();
            let other = random.pick(&seeds).clone();
            let bytes = mutate::mutated(&seed.1, &other.1, &mut random);
            let began = Instant::now();
            let run = target.run;
            if catch_unwind(|| run(&bytes)).is_err() {
                faults += 1;
                eprintln!(
                    "{}: a fault, kept as {}",
                    target.name,
                    seeds::keep(target.name, &bytes)
                );
            }
            slowest = slowest.max(began.elapsed());
            tried += 1;
        }
        println!(
            "{}: {tried} files tried, {faults} faults, the slowest in {} ms",
            target.name,
            slowest.as_millis()
        );
    }
    match faults {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
