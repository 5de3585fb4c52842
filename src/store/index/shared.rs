//! Parts that several readers of one memory hold together.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::room::Room;
use crate::store::Memory;

/// The bytes of parts that were read whole, for every [`Memory`] of one file that is given them: a
/// server reads again after each change, and nearly all parts are what they were. A part is never
/// changed, and its number never given to another.
#[derive(Clone, Debug, Default)]
pub struct SharedParts(Arc<Mutex<HashMap<i64, Arc<Room>>>>);

impl SharedParts {
    fn held(&self) -> MutexGuard<'_, HashMap<i64, Arc<Room>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, part: i64) -> Option<Arc<Room>> {
        self.held().get(&part).cloned()
    }

    pub(super) fn put(&self, part: i64, bytes: &Arc<Room>) {
        self.held().insert(part, Arc::clone(bytes));
    }

    /// Lets go of parts that are no more.
    pub(super) fn keep(&self, is: impl Fn(i64) -> bool) {
        self.held().retain(|part, _| is(*part));
    }
}

impl Memory {
    /// Holds parts of the index together with others that read the same file.
    pub fn share_parts(&mut self, parts: &SharedParts) {
        self.parts = Some(parts.clone());
    }
}
