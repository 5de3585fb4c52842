//! The `yiku` command: parse, run, print the error, exit code.

fn main() {}
