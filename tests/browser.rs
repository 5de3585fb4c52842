//! The editing page in a real browser: `tests/browser/page.mjs` says what is tried.
//!
//! It needs chromium, node, and playwright-core and axe-core in the folder that
//! `YIKU_NODE_MODULES` names. Where they are not, the tests are left to `.ci/run`, which installs
//! them, and this says so; with `YIKU_BROWSER=1` that is a failure.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    // Whoever lists or picks tests means those of others.
    if std::env::args().skip(1).any(|word| word == "--list") {
        return ExitCode::SUCCESS;
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = std::env::var_os("YIKU_NODE_MODULES")
        .map_or_else(|| here.join("target/outside"), PathBuf::from);
    let chromium = std::env::var_os("YIKU_CHROMIUM")
        .map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    let is_there = modules.join("node_modules/playwright-core").is_dir()
        && modules.join("node_modules/axe-core").is_dir()
        && chromium.is_file();
    if !is_there {
        println!("\nThe editing page in a browser: left to .ci/run, which has one:");
        for name in names(here) {
            println!("  not run: {name}");
        }
        return match std::env::var_os("YIKU_BROWSER") {
            Some(_) => ExitCode::FAILURE,
            None => ExitCode::SUCCESS,
        };
    }
    let status = Command::new("node")
        .arg(here.join("tests/browser/page.mjs"))
        .arg(env!("CARGO_BIN_EXE_yiku"))
        .env("YIKU_NODE_MODULES", modules)
        .env("YIKU_CHROMIUM", chromium)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            println!("node cannot be run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What the tests are called.
fn names(here: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(here.join("tests/browser/page.mjs")).unwrap_or_default();
    let names = text.lines().filter_map(|line| {
        let call = line.trim().strip_prefix("test(")?;
        let (quote, rest) = (call.chars().next()?, call.get(1..)?);
        rest.split(quote).next().map(str::to_owned)
    });
    names.collect()
}
