//! The `yiku` command: parse, run, print the error, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    yiku::cli::main()
}
