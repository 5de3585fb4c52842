//! The `yiku` command: parse, run, print the error, exit code.

use std::process::ExitCode;

/// Texts come and go by the million, often freed by another thread than the one that made them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yiku::cli::main()
}
