//! The command line: a file for each command, with its arguments and its printing.
//!
//! Data goes to standard output, all else to standard error. Exit codes: 0 done; 1 done, but
//! findings or nothing found; 2 could not; 130 interrupted.

mod align;
mod analyze;
mod beside;
mod build;
mod check;
mod confirm;
mod convert;
mod desk;
mod doctor;
mod edit;
mod error;
mod export;
mod form;
mod history;
mod import;
mod init;
mod lexicon;
mod list;
mod match_;
mod memory;
mod nearest;
mod pretranslate;
mod repair;
mod rules;
mod search;
mod segment;
mod segments;
mod serve;
mod set;
mod show;
mod status;
mod term;
mod ui;
mod validate;
mod words;

use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

use self::desk::Desk;
use self::error::Failure;
use self::ui::Ui;
use crate::text::LangTag;

/// A translation memory: English texts into segments, with their Chinese, for CAT tools
///
/// yiku (译库) keeps segments, their translations and terms in one file, memory.yiku, and writes
/// TMX, XLIFF and TBX that CAT tools read. Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "yiku", version, max_term_width = 100, after_long_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  yiku build tm/wipo-dg-china-2024     a whole project, from its texts to TMX, XLIFF and TBX
  yiku init                            a new project here
  yiku import release.en.txt           a text into segments
  yiku next                            the next segment to translate
  yiku set 12 -                        its translation, read from the keyboard

Exit codes: 0 done; 1 done, but with findings or nothing found; 2 could not; 130 interrupted.";

/// What every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "For every command")]
struct Global {
    /// The memory to use, instead of the project's; named again, others that are only read, where
    /// FILE:5 takes 5 % off the matches of one
    #[arg(long, global = true, value_name = "FILE", env = "YIKU_MEMORY")]
    memory: Vec<desk::MemoryArg>,
    /// The language translated from, such as en
    #[arg(short = 's', long, global = true, value_name = "LANG")]
    from: Option<LangTag>,
    /// The language translated into, such as zh-Hans
    #[arg(short = 't', long, global = true, value_name = "LANG")]
    to: Option<LangTag>,
    /// Print one JSON object a line
    #[arg(long, global = true)]
    json: bool,
    /// Print nothing but data and errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Colour: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ui::Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArgs),
    Init(init::InitArgs),
    Import(import::ImportArgs),
    Status(status::StatusArgs),
    Segment(segment::SegmentArgs),
    Align(align::AlignArgs),
    List(list::ListArgs),
    Next(list::NextArgs),
    Show(show::ShowArgs),
    Set(set::SetArgs),
    Confirm(confirm::ConfirmArgs),
    Reject(confirm::RejectArgs),
    Match(match_::MatchArgs),
    Search(search::SearchArgs),
    Analyze(analyze::AnalyzeArgs),
    Pretranslate(pretranslate::PretranslateArgs),
    Term(term::TermArgs),
    Check(check::CheckArgs),
    Export(export::ExportArgs),
    Convert(convert::ConvertArgs),
    Validate(validate::ValidateArgs),
    Repair(repair::RepairArgs),
    Memory(memory::MemoryArgs),
    Edit(edit::EditArgs),
    Serve(serve::ServeArgs),
    Log(history::LogArgs),
    Undo(history::UndoArgs),
    Redo(history::RedoArgs),
    Backup(history::BackupArgs),
    Doctor(doctor::DoctorArgs),
    Completions(CompletionsArgs),
}

/// Print what your shell needs to complete yiku's commands
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku completions bash > ~/.local/share/bash-completion/completions/yiku
  yiku completions zsh > ~/.zfunc/_yiku")]
struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

/// How a command ended, where it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// Done, but with findings, or nothing found.
    Findings,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let words = words::told_apart(std::env::args_os().collect(), Cli::command);
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    interruptible();
    let mut ui = Ui::new(&cli.global);
    match run(cli, &mut ui) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            ui.failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli, ui: &mut Ui) -> Result<Outcome, Failure> {
    let desk = Desk::new(cli.global)?;
    match cli.command {
        Command::Build(args) => build::run(&desk, ui, &args),
        Command::Init(args) => init::run(&desk, ui, &args),
        Command::Import(args) => import::run(&desk, ui, &args),
        Command::Status(args) => status::run(&desk, ui, &args),
        Command::Segment(args) => segment::run(&desk, ui, &args),
        Command::Align(args) => align::run(&desk, ui, &args),
        Command::List(args) => list::run(&desk, ui, &args),
        Command::Next(args) => list::next(&desk, ui, &args),
        Command::Show(args) => show::run(&desk, ui, &args),
        Command::Set(args) => set::run(&desk, ui, &args),
        Command::Confirm(args) => confirm::confirm(&desk, ui, &args),
        Command::Reject(args) => confirm::reject(&desk, ui, &args),
        Command::Match(args) => match_::run(&desk, ui, &args),
        Command::Search(args) => search::run(&desk, ui, &args),
        Command::Analyze(args) => analyze::run(&desk, ui, &args),
        Command::Pretranslate(args) => pretranslate::run(&desk, ui, &args),
        Command::Term(args) => term::run(&desk, ui, &args),
        Command::Check(args) => check::run(&desk, ui, &args),
        Command::Export(args) => export::run(&desk, ui, &args),
        Command::Validate(args) => validate::run(&desk, ui, &args),
        Command::Repair(args) => repair::run(ui, &args),
        Command::Memory(args) => memory::run(&desk, ui, &args),
        Command::Log(args) => history::log(&desk, ui, &args),
        Command::Undo(args) => history::undo(&desk, ui, &args),
        Command::Redo(args) => history::redo(&desk, ui, &args),
        Command::Backup(args) => history::backup(&desk, ui, &args),
        Command::Convert(args) => convert::run(&desk, ui, &args),
        Command::Edit(args) => edit::run(&desk, ui, &args),
        Command::Serve(args) => serve::run(&desk, ui, &args),
        Command::Doctor(args) => doctor::run(&desk, ui, &args),
        Command::Completions(args) => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "yiku", &mut script);
            ui.bytes(&script)?;
            Ok(Outcome::Done)
        }
    }
}

/// Ends the process on Ctrl-C between two files, never within one; a change of the memory that
/// is under way is not in it then. A second Ctrl-C does not wait.
fn interruptible() {
    fn leave() -> ! {
        use std::io::Write as _;

        const INTERRUPTED: i32 = 130;
        // Nobody may be there to read it.
        let _ = writeln!(
            anstream::stderr(),
            "Interrupted. What was not finished has left nothing behind."
        );
        std::process::exit(INTERRUPTED)
    }
    static ONCE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
    // Without a handler Ctrl-C ends the process all the same.
    let _ = ctrlc::set_handler(|| {
        if ONCE.swap(true, std::sync::atomic::Ordering::Relaxed) {
            crate::publish::leave_nothing();
            leave();
        }
        std::thread::spawn(|| {
            let _whole = crate::publish::end();
            leave();
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        fn examples(command: &clap::Command) {
            let help = command.get_after_long_help().map(ToString::to_string);
            assert!(
                help.is_some_and(|help| help.contains("Examples:")),
                "{} has no examples",
                command.get_name()
            );
            command.get_subcommands().for_each(examples);
        }
        examples(&Cli::command());
    }
}
