//! Telling texts from options on the command line: a text may begin with a dash.

use std::ffi::OsString;

use clap::{Arg, Command};

/// The arguments, with those that can only be texts marked as such, for clap takes whatever begins
/// with a dash for an option: `- Good morning.` goes behind a `--`, after all options, or to the
/// option that it is for.
pub(super) fn told_apart(given: Vec<OsString>, command: impl FnOnce() -> Command) -> Vec<OsString> {
    if !given.iter().any(|word| is_text(&word.to_string_lossy())) {
        return given;
    }
    let command = command();
    let mut given = given.into_iter();
    let mut options: Vec<OsString> = Vec::new();
    let mut texts: Vec<OsString> = Vec::new();
    let mut awaits_value = false;
    for word in given.by_ref() {
        let shown = word.to_string_lossy();
        if word == "--" {
            if texts.is_empty() {
                texts.push(word);
            }
            break;
        }
        let is_text = is_text(&shown);
        if awaits_value {
            awaits_value = false;
            match options.last_mut().filter(|_| is_text) {
                Some(option) => {
                    option.push("=");
                    option.push(word);
                }
                None => options.push(word),
            }
        } else if is_text || (!texts.is_empty() && (word == "-" || !shown.starts_with('-'))) {
            if texts.is_empty() {
                texts.push("--".into());
            }
            texts.push(word);
        } else {
            awaits_value = takes_value(&command, &shown);
            options.push(word);
        }
    }
    options.into_iter().chain(texts).chain(given).collect()
}

/// Whether a word begins with a dash and is no option for all that: no letter follows, or a space
/// stands in it before any `=`.
fn is_text(word: &str) -> bool {
    let Some(name) = word.strip_prefix('-') else {
        return false;
    };
    let name = name.strip_prefix('-').unwrap_or(name);
    let head = name.split('=').next().unwrap_or(name);
    match name.chars().next() {
        None => false,
        Some(first) => !first.is_ascii_alphabetic() || head.contains(char::is_whitespace),
    }
}

/// Whether a word is an option of some command that takes a value, and has none yet.
fn takes_value(command: &Command, word: &str) -> bool {
    let is_it = |option: &Arg| match word.strip_prefix("--") {
        Some(name) => option.get_long() == Some(name),
        None => option
            .get_short()
            .is_some_and(|short| word == format!("-{short}")),
    };
    let mut options = command.get_arguments();
    options.any(|option| is_it(option) && option.get_action().takes_values())
        || command
            .get_subcommands()
            .any(|command| takes_value(command, word))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn told(words: &[&str]) -> Vec<String> {
        let words = words.iter().map(OsString::from).collect();
        let told = told_apart(words, Cli::command);
        told.into_iter()
            .map(|word| word.into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_text_that_begins_with_a_dash_is_no_option() {
        for (given, expected) in [
            (
                vec!["set", "2", "- 早上好。"],
                vec!["set", "2", "--", "- 早上好。"],
            ),
            (vec!["set", "2", "-他说"], vec!["set", "2", "--", "-他说"]),
            (
                vec!["set", "2", "-5", "°C"],
                vec!["set", "2", "--", "-5", "°C"],
            ),
            (
                vec!["match", "Yes.", "--previous", "- No.", "--json"],
                vec!["match", "Yes.", "--previous=- No.", "--json"],
            ),
            (
                vec!["set", "2", "--json", "- No."],
                vec!["set", "2", "--json", "--", "- No."],
            ),
        ] {
            assert_eq!(told(&given), expected);
        }
    }

    #[test]
    fn options_and_what_is_marked_already_stay_as_they_are() {
        for given in [
            vec!["set", "2", "-"],
            vec!["match", "Thank you.", "--json", "-q"],
            vec!["export", "--tags=en=en US", "-o", "a b.tmx"],
            vec!["set", "2", "--", "- No.", "--json"],
        ] {
            assert_eq!(told(&given), given);
        }
    }
}
