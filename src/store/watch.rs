//! Whoever hears what takes its time in a memory.

use super::Memory;

/// What takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another process is writing, and is waited for.
    Waiting,
    /// Much of the index has to be made: how many texts are done, and how many there are.
    Indexing {
        /// Texts that are done.
        done: u64,
        /// All texts.
        all: u64,
    },
}

/// Who hears it.
#[derive(Default)]
pub(super) struct Watching(Option<Box<dyn Fn(Event) + Send>>);

impl Watching {
    pub(super) fn tell(&self, event: Event) {
        if let Some(watch) = &self.0 {
            watch(event);
        }
    }
}

impl std::fmt::Debug for Watching {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Watching" } else { "-" })
    }
}

impl Memory {
    /// Says to `watch`, in place of who heard it before, what takes its time.
    pub fn watch(&mut self, watch: impl Fn(Event) + Send + 'static) {
        self.watch = Watching(Some(Box::new(watch)));
    }
}
