//! Vectors of segments, as a command of the user's own makes them: it reads a segment a line and
//! writes a line of numbers for each.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::align::Vectors;

/// The most numbers that are kept: 1 GiB of them.
const MOST_NUMBERS: usize = 1 << 28;

/// The longest line of numbers, in bytes.
const LONGEST_LINE: u64 = 1 << 20;

/// What a command of one's own did not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It could not be started, or the system broke off what it says.
    #[error("the command “{command}” cannot be run")]
    Run {
        /// The command.
        command: String,
        /// What the system says.
        source: io::Error,
    },
    /// It ended with an error.
    #[error("the command “{command}” ended with an error ({status})")]
    Failed {
        /// The command.
        command: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// It wrote another number of lines than it was given.
    #[error("the command “{command}” was given {given} segments and wrote {}", match found { Some(found) => format!("{found} lines"), None => "more lines".to_owned() })]
    Lines {
        /// The command.
        command: String,
        /// How many segments it was given.
        given: usize,
        /// How many lines it wrote; `None` where more.
        found: Option<usize>,
    },
    /// A line is no row of numbers.
    #[error("the command “{command}”, line {line} of what it wrote: {}", match word { Some(word) => format!("“{word}” is no number"), None => "no numbers, or too many for one segment".to_owned() })]
    NoNumbers {
        /// The command.
        command: String,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        word: Option<String>,
    },
    /// A line has more or fewer numbers than those before.
    #[error(
        "the command “{command}”, line {line} of what it wrote: {found} numbers, where the lines before have {expected}"
    )]
    Uneven {
        /// The command.
        command: String,
        /// The line, from 1.
        line: usize,
        /// How many numbers it has.
        found: usize,
        /// How many the others have.
        expected: usize,
    },
    /// All vectors together are more than is held.
    #[error("{segments} segments with {size} numbers each are too much at once")]
    TooMuch {
        /// How many segments there are.
        segments: usize,
        /// How many numbers each has.
        size: usize,
    },
}

/// Vectors by segment.
#[derive(Clone, Debug)]
pub struct Embeddings {
    places: HashMap<String, usize>,
    size: usize,
    numbers: Vec<f32>,
    /// BLAKE3 of the command.
    hash: [u8; 32],
}

/// A segment as a line: what breaks it becomes a space.
fn line(segment: &str) -> String {
    segment.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Embeddings {
    /// Gives the segments to a command of the shell, each once, and reads what it writes.
    ///
    /// # Errors
    /// [`Error`] where it does not write a line of numbers for each.
    pub fn of_command<'s>(
        command: &str,
        segments: impl IntoIterator<Item = &'s str>,
    ) -> Result<Self, Error> {
        let mut lines = Vec::new();
        let mut embeddings = Self {
            places: HashMap::new(),
            size: 0,
            numbers: Vec::new(),
            hash: *blake3::hash(command.as_bytes()).as_bytes(),
        };
        for segment in segments {
            let line = line(segment);
            if !embeddings.places.contains_key(&line) {
                embeddings.places.insert(line.clone(), lines.len());
                lines.push(line);
            }
        }
        let run = |source| Error::Run {
            command: command.to_owned(),
            source,
        };
        let mut child = shell(command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(run)?;
        let read = embeddings.converse(command, &mut child, &lines);
        let status = child.wait().map_err(run)?;
        match read {
            // One that ended with an error has said why, and the lines lack for that reason.
            Ok(()) | Err(Error::Lines { found: Some(_), .. }) if !status.success() => {
                Err(Error::Failed {
                    command: command.to_owned(),
                    status,
                })
            }
            read => read.map(|()| embeddings),
        }
    }

    /// Writes the lines to the command, and reads what it answers meanwhile.
    fn converse(
        &mut self,
        command: &str,
        child: &mut Child,
        lines: &[String],
    ) -> Result<(), Error> {
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (Some(input), Some(output)) = (input, output) else {
            return Ok(());
        };
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut input = BufWriter::new(input);
                // One that stops reading answers for it with the lines that lack.
                let _ = lines.iter().try_for_each(|line| writeln!(input, "{line}"));
            });
            let read = self.read(command, BufReader::new(output), lines.len());
            let has_ended = matches!(read, Ok(()) | Err(Error::Lines { found: Some(_), .. }));
            if !has_ended {
                // What it would go on to write is of no use, and it must not wait to be read.
                let _ = child.kill();
            }
            read
        })
    }

    fn read(
        &mut self,
        command: &str,
        mut answers: impl BufRead,
        wanted: usize,
    ) -> Result<(), Error> {
        let command = || command.to_owned();
        let mut text = Vec::new();
        for number in 1.. {
            text.clear();
            let read = answers
                .by_ref()
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut text);
            let read = read.map_err(|source| Error::Run {
                command: command(),
                source,
            })?;
            let done = number - 1;
            match (read, done.cmp(&wanted)) {
                (0, std::cmp::Ordering::Equal) => break,
                (0, _) => {
                    return Err(Error::Lines {
                        command: command(),
                        given: wanted,
                        found: Some(done),
                    });
                }
                (_, std::cmp::Ordering::Less) => {}
                _ => {
                    return Err(Error::Lines {
                        command: command(),
                        given: wanted,
                        found: None,
                    });
                }
            }
            let no_numbers = |word: Option<&str>| Error::NoNumbers {
                command: command(),
                line: number,
                word: word.map(|word| word.chars().take(40).collect()),
            };
            let text = std::str::from_utf8(&text).map_err(|_| no_numbers(None))?;
            let before = self.numbers.len();
            let words = text.split([' ', '\t', ',', '\r', '\n', '[', ']']);
            for word in words.filter(|word| !word.is_empty()) {
                let value: Option<f32> = word.parse().ok();
                let value = value.filter(|value| value.is_finite());
                self.numbers
                    .push(value.ok_or_else(|| no_numbers(Some(word)))?);
            }
            let found = self.numbers.len() - before;
            if number == 1 {
                self.size = found;
            }
            if found == 0 || !text.ends_with('\n') && read as u64 == LONGEST_LINE {
                return Err(no_numbers(None));
            }
            if found != self.size {
                return Err(Error::Uneven {
                    command: command(),
                    line: number,
                    found,
                    expected: self.size,
                });
            }
            if self.size.saturating_mul(wanted) > MOST_NUMBERS {
                return Err(Error::TooMuch {
                    segments: wanted,
                    size: self.size,
                });
            }
        }
        Ok(())
    }

    /// BLAKE3 of the command that made them.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The vectors of segments, each of one sentence or of several that were joined: then it is
    /// the sum of theirs.
    #[must_use]
    pub fn vectors<'s, S>(&self, segments: impl IntoIterator<Item = S>) -> Vectors
    where
        S: IntoIterator<Item = &'s str>,
    {
        let vector = |sentences: S| {
            let mut sum = vec![0.0; self.size];
            for sentence in sentences {
                let place = self
                    .places
                    .get(&line(sentence))
                    .copied()
                    .unwrap_or(usize::MAX);
                let start = place.saturating_mul(self.size);
                let end = start.saturating_add(self.size);
                let numbers = self.numbers.get(start..end).unwrap_or_default();
                for (sum, number) in sum.iter_mut().zip(numbers) {
                    *sum += number;
                }
            }
            sum
        };
        let vectors: Vec<Vec<f32>> = segments.into_iter().map(vector).collect();
        Vectors::new(self.size, vectors.iter().map(Vec::as_slice))
    }
}

/// A command as a person would type it.
fn shell(command: &str) -> Command {
    let (shell, option) = match cfg!(windows) {
        true => ("cmd", "/C"),
        false => ("sh", "-c"),
    };
    let mut shell = Command::new(shell);
    shell.args([option, command]);
    shell
}
