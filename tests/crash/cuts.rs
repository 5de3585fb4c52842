//! The points, and what is asked of them.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::point::{Mode, Phase, Point, random};
use super::powercut::Powercut;
use super::scenario::Scenario;

/// A number from the environment, or another.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

/// Tries points on every core; returns what went wrong at which.
fn try_all(scenario: &Scenario, points: &[Point], fault: bool) -> Vec<(usize, String)> {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(point) = points.get(at) else { return };
                    if let Err(what) = scenario.try_point(at, point, fault) {
                        failures.lock().unwrap().push((at, what));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    failures
}

/// Chooses points: each command in each of its phases in turn, and there any call.
fn choose(
    scenario: &Scenario,
    seed: u64,
    count: usize,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Point> {
    let mut state = seed;
    // Of each command and phase, its calls: the step, and the number of the call in it.
    type Calls = Vec<(usize, Option<u64>)>;
    let mut places: BTreeMap<(&str, Phase), Calls> = BTreeMap::new();
    for (number, step) in scenario.steps.iter().enumerate() {
        if !wanted(step.verb()) {
            continue;
        }
        for (phase, call) in &step.calls {
            places
                .entry((step.verb(), *phase))
                .or_default()
                .push((number, Some(*call)));
        }
        places
            .entry((step.verb(), Phase::Done))
            .or_default()
            .push((number, None));
    }
    let places: Vec<_> = places.into_iter().collect();
    (0..count)
        .map(|at| {
            let ((_, phase), calls) = &places[at % places.len()];
            let (step, call) = calls[random(&mut state) as usize % calls.len()];
            // Killing a program that has ended is no test.
            let modes: &[Mode] = match call {
                Some(_) => &[
                    Mode::Lose,
                    Mode::Lose,
                    Mode::Order,
                    Mode::Scatter,
                    Mode::Keep,
                ],
                None => &[Mode::Lose, Mode::Order, Mode::Scatter],
            };
            Point {
                step,
                call,
                phase: *phase,
                mode: modes[random(&mut state) as usize % modes.len()],
                seed: random(&mut state) >> 1,
            }
        })
        .collect()
}

fn print_tally(scenario: &Scenario, points: &[Point]) {
    let mut by_phase: BTreeMap<(&str, Phase), usize> = BTreeMap::new();
    let mut by_mode: BTreeMap<(&str, Mode), usize> = BTreeMap::new();
    for point in points {
        let verb = scenario.steps[point.step].verb();
        *by_phase.entry((verb, point.phase)).or_default() += 1;
        *by_mode.entry((verb, point.mode)).or_default() += 1;
    }
    for verb in ["import", "set", "build"] {
        let calls: usize = scenario
            .steps
            .iter()
            .filter(|step| step.verb() == verb)
            .map(|step| step.calls.len())
            .sum();
        print!("{verb:>8} ({calls} calls):");
        for phase in Phase::ALL {
            print!(" {phase:?} {}", by_phase.get(&(verb, phase)).unwrap_or(&0));
        }
        print!(" |");
        for mode in Mode::ALL {
            print!(" {mode:?} {}", by_mode.get(&(verb, mode)).unwrap_or(&0));
        }
        println!();
    }
}

fn describe(scenario: &Scenario, points: &[Point], failures: &[(usize, String)]) -> String {
    let shown = failures.iter().take(20).map(|(at, what)| {
        let point = &points[*at];
        format!("{}: {point:?}\n    {what}", scenario.steps[point.step].name)
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_power_cut_loses_nothing_that_was_confirmed() {
    let scenario = Scenario::new(Powercut::compile());
    let seed = setting("YIKU_CRASH_SEED", 20_240_916);
    let count = setting("YIKU_CRASH_POINTS", 500) as usize;
    let points = choose(&scenario, seed, count, |_| true);
    print_tally(&scenario, &points);
    for phase in Phase::ALL {
        assert!(
            count < 500 || points.iter().any(|point| point.phase == phase),
            "no point in {phase:?}"
        );
    }
    let failures = try_all(&scenario, &points, false);
    assert!(
        failures.is_empty(),
        "{} of {count} points (seed {seed}) failed:\n{}",
        failures.len(),
        describe(&scenario, &points, &failures)
    );
}

#[test]
fn without_syncing_the_loss_is_seen() {
    let scenario = Scenario::new(Powercut::compile());
    for (verb, count) in [("import", 20), ("set", 20), ("build", 20)] {
        let points = choose(&scenario, 7, count, |other| other == verb);
        let failures = try_all(&scenario, &points, true);
        println!("{verb}: loss seen at {} of {count} points", failures.len());
        // A command that said it was done, and nothing of it on the disk: always seen.
        for (at, point) in points.iter().enumerate() {
            let lost = point.phase == Phase::Done && point.mode == Mode::Lose;
            assert!(
                !lost || failures.iter().any(|(failed, _)| *failed == at),
                "{verb}: a loss was not seen at {point:?}"
            );
        }
        assert!(!failures.is_empty(), "{verb}: no loss was seen");
    }
}
