//! Reading on one thread and writing on another, where either takes about as long as the other.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many values go from one thread to the other at once.
const BATCH: usize = 512;
/// How many such batches may wait. Few enough that what one thread wrote the other finds in the
/// cache.
const WAITING: usize = 4;

/// Nobody takes what is handed on any more: what was written to has failed.
#[derive(Debug)]
pub(super) struct Stopped;

/// Hands values on in batches.
pub(super) struct Sender<T> {
    batch: Vec<T>,
    to: SyncSender<Vec<T>>,
}

impl<T> Sender<T> {
    /// Hands on a value.
    pub(super) fn send(&mut self, value: T) -> Result<(), Stopped> {
        self.batch.push(value);
        if self.batch.len() >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Stopped> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.to.send(batch).map_err(|_| Stopped)
    }
}

/// Runs `read` here, and meanwhile `write` on another thread with what it sends.
///
/// Where writing fails, reading is told to stop by [`Stopped`], and the error of `write` is what
/// counts; what `read` returns tells whether all was read.
pub(super) fn pipe<T: Send, E, R: Send>(
    read: impl FnOnce(&mut Sender<T>) -> Result<(), E>,
    write: impl FnOnce(&mut dyn Iterator<Item = T>) -> R + Send,
) -> (Result<(), E>, R) {
    thread::scope(|scope| {
        let (to, from): (_, Receiver<Vec<T>>) = sync_channel(WAITING);
        let writing = scope.spawn(move || write(&mut from.into_iter().flatten()));
        let mut sender = Sender {
            batch: Vec::with_capacity(BATCH),
            to,
        };
        let read = read(&mut sender);
        // Where nobody takes the rest, the other thread says why.
        let _ = sender.flush();
        drop(sender);
        let written = match writing.join() {
            Ok(written) => written,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        (read, written)
    })
}
