//! The pieces of a long text, read by several threads ahead of who takes what stands in them.

use std::num::NonZero;
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::named::Read;
use super::pieces::{Names, each};
use super::reader::Reader;

/// How many threads read at most: who takes what they read is not so much quicker than they are.
const MOST: usize = 4;

/// How many pieces each of them may have read that nobody has taken.
const WAITING: usize = 8;

/// Reads the pieces of a text that may be cut at some places, each thread with a reader of its own, and
/// gives what was read in order.
pub(super) fn read<'t>(
    cuts: &[usize],
    reader: impl Fn() -> Reader<'t> + Sync,
    names: &Names<'_>,
    mut take: impl FnMut(Read),
) {
    let threads = match cuts {
        [] | [_] | [_, _] => 0, // there is one piece
        _ => thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(MOST),
    };
    thread::scope(|scope| {
        let mut ahead = Ahead {
            cuts,
            next: 0,
            read: Vec::new(),
        };
        for nth in 0..threads {
            let (sender, receiver) = sync_channel(WAITING);
            let reader = &reader;
            scope.spawn(move || every(cuts, (nth, threads), reader(), names, &sender));
            ahead.read.push(receiver);
        }
        let mut own = reader();
        each(cuts, |piece| {
            let read = (ahead.piece(&piece)).unwrap_or_else(|| own.piece(&piece, names));
            read.map(&mut take).is_some()
        });
    });
}

/// Reads every piece that is a thread's, as if each ended at the next place where it may, until nobody
/// takes what was read.
fn every(
    cuts: &[usize],
    (nth, threads): (usize, usize),
    mut reader: Reader<'_>,
    names: &Names<'_>,
    sender: &SyncSender<Option<Read>>,
) {
    for piece in cuts.windows(2).skip(nth).step_by(threads) {
        if let [start, end] = piece
            && sender.send(reader.piece(&(*start..*end), names)).is_err()
        {
            break;
        }
    }
}

/// What the threads have read.
struct Ahead<'c> {
    cuts: &'c [usize],
    /// Which piece comes next.
    next: usize,
    /// From each thread its pieces, in order: nothing of one that does not end where it seems to.
    read: Vec<Receiver<Option<Read>>>,
}

impl Ahead<'_> {
    /// What was read of a piece; nothing where no thread reads it. What stands before it is passed over.
    fn piece(&mut self, piece: &Range<usize>) -> Option<Option<Read>> {
        loop {
            let [start, end] = *self.cuts.get(self.next..self.next + 2)? else {
                return None;
            };
            if start > piece.start {
                return None;
            }
            let from = self.next.checked_rem(self.read.len())?;
            let read = self.read.get(from)?.recv().ok()?;
            self.next += 1;
            if (start..end) == *piece {
                return Some(read);
            }
        }
    }
}
