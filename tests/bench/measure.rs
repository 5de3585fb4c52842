//! What a piece of work costs.
//!
//! A process that is measured is started by one that does nothing else ([`stand_by`]): what the
//! system says of children is then what it says of this one, and the memory of the benchmark,
//! which a child has for a moment when it is made, does not count as the child's.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::time::{ClockId, clock_gettime};

/// What something cost.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Time of processors, on all of them and in the system.
    pub(crate) cpu: Duration,
    /// Time that went by.
    pub(crate) wall: Duration,
    /// The most memory it had at once, in bytes; 0 where that is not measured.
    pub(crate) memory: u64,
}

/// The processor time of this process until now.
fn cpu() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// Does a piece of work in this process.
pub(crate) fn cost<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (before, begun) = (cpu(), Instant::now());
    let done = work();
    let cost = Cost {
        cpu: cpu().saturating_sub(before),
        wall: begun.elapsed(),
        memory: 0,
    };
    (done, cost)
}

/// A program that is to be run and measured.
pub(crate) struct Program<'p> {
    pub(crate) path: &'p Path,
    pub(crate) args: Vec<String>,
    /// What it reads, if anything.
    pub(crate) input: Option<PathBuf>,
}

/// What a program that ran printed, and what it cost.
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) errors: String,
    pub(crate) code: Option<i32>,
    pub(crate) cost: Cost,
}

impl Ran {
    /// How many lines of its output hold this.
    pub(crate) fn lines_with(&self, what: &str) -> usize {
        let lines = self.output.lines();
        lines.filter(|line| line.contains(what)).count()
    }
}

impl Program<'_> {
    pub(crate) fn run(&self) -> io::Result<Ran> {
        let said = tempfile::NamedTempFile::new()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("stand-by").arg(said.path());
        command.arg(self.path).args(&self.args);
        command.stdin(match &self.input {
            Some(path) => Stdio::from(File::open(path)?),
            None => Stdio::null(),
        });
        let output = command.output()?;
        let said = std::fs::read_to_string(said.path())?;
        let mut numbers = said.split_whitespace().map(|number| number.parse::<u64>());
        let mut number = || numbers.next().and_then(Result::ok).unwrap_or(0);
        Ok(Ran {
            cost: Cost {
                cpu: Duration::from_micros(number()),
                wall: Duration::from_micros(number()),
                memory: number(),
            },
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code(),
        })
    }
}

/// Runs a program as the only child of this process, and writes to `said` what it cost.
pub(crate) fn stand_by(said: &Path, program: &Path, args: &[String]) -> io::Result<ExitCode> {
    let begun = Instant::now();
    let status = Command::new(program).args(args).status()?;
    let wall = begun.elapsed().as_micros();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    let cpu = micros(usage.user_time()) + micros(usage.system_time());
    // In KiB, but for macOS, which has bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    std::fs::write(said, format!("{cpu} {wall} {}", usage.max_rss() * unit))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}

/// The middle of several times, and what ninety-nine of a hundred do not exceed.
pub(crate) fn median_and_p99(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    let at = |share: usize| {
        let nth = (times.len() * share).div_ceil(100).saturating_sub(1);
        times.get(nth).copied().unwrap_or_default()
    };
    (at(50), at(99))
}

/// The mean of several times.
pub(crate) fn mean(times: &[Duration]) -> Duration {
    let count = u32::try_from(times.len()).unwrap_or(u32::MAX).max(1);
    times.iter().sum::<Duration>() / count
}
