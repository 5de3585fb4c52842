//! What README shows is true: its session is run, line by line, and its output compared.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The commands of the session, each with what README says it prints.
fn session(readme: &str) -> Vec<(String, String)> {
    let block = readme
        .split("```console\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("README has a session");
    let mut steps: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push((command.to_owned(), String::new())),
            (None, Some((_, output))) => {
                output.push_str(line);
                output.push('\n');
            }
            (None, None) => panic!("README's session begins with a command"),
        }
    }
    steps
}

/// Runs a line of the session in a shell, with `yiku` on its path.
fn run(line: &str, folder: &Path) -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_yiku"));
    let programs = program.parent().expect("the program lies in a folder");
    let path = std::env::join_paths(std::iter::once(programs.to_owned()).chain(
        std::env::split_paths(&std::env::var_os("PATH").expect("a PATH")),
    ))
    .expect("a PATH");
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {line}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("YIKU_USER", "li")
        .env("SOURCE_DATE_EPOCH", "1726560000")
        .env_remove("YIKU_MEMORY")
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{line}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_session_prints_what_readme_shows() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README");
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path();
    let shipped = root().join("tm/wipo-dg-china-2024");
    for name in ["terms.csv", "release.en.txt"] {
        std::fs::copy(shipped.join(name), project.join(name)).expect("a shipped file");
    }
    let steps = session(&readme);
    assert!(steps.len() >= 10, "a session of ten lines");
    let mut printed = String::new();
    let mut shown = String::new();
    for (line, output) in steps {
        if line.contains("release.zh-Hans.txt") {
            // The translation comes in later, as in life.
            let name = "release.zh-Hans.txt";
            std::fs::copy(shipped.join(name), project.join(name)).expect("a shipped file");
        }
        printed.push_str(&format!("$ {line}\n{}", run(&line, project)));
        shown.push_str(&format!("$ {line}\n{output}"));
    }
    assert_eq!(printed, shown, "README shows what is not so");
}

#[test]
fn every_command_of_the_program_is_in_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README");
    let help = Command::new(env!("CARGO_BIN_EXE_yiku"))
        .arg("--help")
        .output()
        .expect("yiku runs");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let commands = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            line.strip_prefix("  ")
                .filter(|line| !line.starts_with(' '))
        })
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| *word != "help");
    let mut count = 0;
    for command in commands {
        count += 1;
        assert!(
            readme.contains(&format!("`yiku {command}")) || readme.contains(&format!("`{command}")),
            "README does not name `yiku {command}`"
        );
    }
    assert!(count > 15, "the help lists the commands");
}
