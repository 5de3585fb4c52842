//! The seeds of `tests/fuzz`, replayed, and some files made of each by chance with a fixed
//! beginning. `cargo bench --bench fuzz` goes on as long as one likes.

#[path = "bench/random.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod random;

#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/seeds.rs"]
mod seeds;
#[path = "fuzz/targets.rs"]
mod targets;

use random::Random;

/// How many files are made of each seed.
const EACH: usize = 60;

#[test]
fn no_reader_is_brought_down_by_a_damaged_file() {
    for target in targets::TARGETS {
        let seeds = seeds::of(target.name);
        let mut random = Random::new(7);
        for (name, bytes) in &seeds {
            println!("{}/{name}", target.name);
            (target.run)(bytes);
            for nth in 0..EACH {
                let other = random.pick(&seeds).clone();
                let mutated = mutate::mutated(bytes, &other.1, &mut random);
                println!("{}/{name}, file {nth}", target.name);
                (target.run)(&mutated);
            }
        }
    }
}
