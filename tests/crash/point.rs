//! Where the power is cut, and what is left then.

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// A file is opened or read.
    Read,
    /// A file is written: the write-ahead log, or one that has no name of its own yet.
    Write,
    /// Such a file, or a folder, is synced.
    Sync,
    /// The memory's own file is written or synced: a checkpoint.
    Checkpoint,
    /// A file takes its name.
    Rename,
    /// A file or folder is made, or one is taken away.
    Name,
    /// The command has ended, and said that it was done.
    Done,
}

impl Phase {
    /// All, in order.
    pub(crate) const ALL: [Self; 7] = [
        Self::Read,
        Self::Write,
        Self::Sync,
        Self::Checkpoint,
        Self::Rename,
        Self::Name,
        Self::Done,
    ];

    /// What a call is for, by its name in the trace and its file.
    pub(crate) fn of(call: &str, path: &str) -> Self {
        let memory = path.ends_with("memory.yiku");
        match call {
            "open" | "read" => Self::Read,
            "write" | "truncate" | "sync" if memory => Self::Checkpoint,
            "write" | "truncate" => Self::Write,
            "sync" | "sync-folder" => Self::Sync,
            "rename" | "link" => Self::Rename,
            "create" | "mkdir" | "unlink" => Self::Name,
            other => panic!("what call is {other}?"),
        }
    }
}

/// What becomes of what was not synced; described in `powercut.c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    Lose,
    Keep,
    Order,
    Scatter,
}

impl Mode {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Lose, Self::Keep, Self::Order, Self::Scatter];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lose => "lose",
            Self::Keep => "keep",
            Self::Order => "order",
            Self::Scatter => "scatter",
        }
    }
}

/// One cut.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// The step of the scenario, from 0.
    pub(crate) step: usize,
    /// The number of the call, from 1; none: when the command has ended.
    pub(crate) call: Option<u64>,
    pub(crate) phase: Phase,
    pub(crate) mode: Mode,
    pub(crate) seed: u64,
}

/// splitmix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
pub(crate) fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
