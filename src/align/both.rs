//! Two tasks at once that wait for nothing of each other: what one side says of the other and the
//! reverse, or two halves of a text.

use std::panic::resume_unwind;
use std::thread;

/// What two tasks give, each on a thread of its own; no other result than one after the other.
pub(super) fn both<A: Send, B>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (
            one.join().unwrap_or_else(|panic| resume_unwind(panic)),
            other,
        )
    })
}
