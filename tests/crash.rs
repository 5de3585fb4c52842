//! Nothing confirmed is lost: the power is cut at 500 points of `import`, `set` and `build`, and
//! the memory is opened again.
//!
//! `crash/powercut.c` is preloaded into the real program and knows, call by call, what a disk
//! would hold. A point is a command, one of its calls (or its end: the command said that it was
//! done, and then the power failed), what becomes of what was not synced, and a seed. After each
//! the memory is opened by the program, must be sound, hold all that earlier commands were said
//! to have done, and the interrupted command wholly or not at all; no file may be half there; and
//! the command given again must end as if nothing had happened.
//!
//! `crash/interrupt.rs` ends commands on purpose, as Ctrl-C does.
//!
//! `YIKU_CRASH_SEED` and `YIKU_CRASH_POINTS` choose other points, and more.

#[cfg(target_os = "linux")]
#[path = "crash/interrupt.rs"]
mod interrupt;

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod crash {
    mod cuts;
    mod point;
    mod powercut;
    mod scenario;
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
#[test]
fn power_cuts_are_simulated_elsewhere() {
    println!("not run: power cuts are simulated on Linux on x86-64 and AArch64 only");
}
