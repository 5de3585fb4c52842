//! Reading on one thread and writing on another, where either takes about as long as the other.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
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
    used: Vec<T>,
    back: Receiver<Vec<T>>,
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

    /// A value that the other thread is done with, to be filled again.
    pub(super) fn used(&mut self) -> Option<T> {
        if self.used.is_empty()
            && let Ok(batch) = self.back.try_recv()
        {
            self.used = batch;
        }
        self.used.pop()
    }

    fn flush(&mut self) -> Result<(), Stopped> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.to.send(batch).map_err(|_| Stopped)
    }
}

/// What the other thread hands on.
pub(super) struct Batches<T> {
    from: Receiver<Vec<T>>,
    back: SyncSender<Vec<T>>,
}

impl<T> Batches<T> {
    /// The values, to be kept.
    pub(super) fn into_values(self) -> impl Iterator<Item = T> {
        self.from.into_iter().flatten()
    }

    /// Shows the values to `each`; then they go back, for [`Sender::used`].
    pub(super) fn each<E>(self, mut each: impl FnMut(&mut T) -> Result<(), E>) -> Result<(), E> {
        for mut batch in self.from {
            batch.iter_mut().try_for_each(&mut each)?;
            // Where there are enough, or nobody reads any more, they are of no use.
            let (Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_))) =
                self.back.try_send(batch);
        }
        Ok(())
    }
}

/// Runs `read` here, and meanwhile `write` on another thread with what it sends.
///
/// Where writing fails, reading is told to stop by [`Stopped`], and the error of `write` is what
/// counts; what `read` returns tells whether all was read.
pub(super) fn pipe<T: Send, E, R: Send>(
    read: impl FnOnce(&mut Sender<T>) -> Result<(), E>,
    write: impl FnOnce(Batches<T>) -> R + Send,
) -> (Result<(), E>, R) {
    thread::scope(|scope| {
        let (to, from) = sync_channel(WAITING);
        let (give, back) = sync_channel(WAITING);
        let writing = scope.spawn(move || write(Batches { from, back: give }));
        let mut sender = Sender {
            batch: Vec::with_capacity(BATCH),
            to,
            used: Vec::new(),
            back,
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
