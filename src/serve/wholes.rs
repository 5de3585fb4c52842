//! What only whole documents tell of their segments, kept until the memory changes: so that one
//! segment is checked in a moment, however long its document is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::{self, Reader};
use crate::unit::Finding;
use crate::work::check::{Checker, Policy, Whole};
use crate::work::fill::Segments;

/// Of so many documents it is kept.
const KEPT: usize = 64;

/// What is kept, by the name of the document.
#[derive(Default)]
pub(super) struct Wholes(Mutex<HashMap<String, Kept>>);

/// What a document told, at the last change then, and by the policy then.
struct Kept {
    change: i64,
    policy: Arc<Policy>,
    whole: Arc<Whole>,
}

impl Wholes {
    /// What the checks find in a document, by segment; `segments` are all of it.
    pub(super) fn check_document(
        &self,
        reader: &Reader<'_>,
        checker: &Checker<'_>,
        policy: &Arc<Policy>,
        segments: &Segments,
    ) -> Result<(Vec<Vec<Finding>>, Arc<Whole>), store::Error> {
        let change = reader.last_change()?;
        let (findings, whole) = checker.check_whole(segments);
        let whole = Arc::new(whole);
        self.keep(&segments.document.name, change, policy, &whole);
        Ok((findings, whole))
    }

    /// What a document tells as it is now; `segments` are all of it.
    pub(super) fn now(
        &self,
        reader: &Reader<'_>,
        checker: &Checker<'_>,
        policy: &Arc<Policy>,
        segments: &Segments,
    ) -> Result<Arc<Whole>, store::Error> {
        let change = reader.last_change()?;
        let name = &segments.document.name;
        let known = |kept: &Kept| kept.change == change && Arc::ptr_eq(&kept.policy, policy);
        if let Some(kept) = self.locked().get(name).filter(|kept| known(kept)) {
            return Ok(Arc::clone(&kept.whole));
        }
        let whole = Arc::new(checker.whole(segments));
        self.keep(name, change, policy, &whole);
        Ok(whole)
    }

    /// What the checks find in one segment, with what its document told when it was last looked at:
    /// who goes from segment to segment does not wait for all of a long one.
    pub(super) fn check_segment(
        &self,
        checker: &Checker<'_>,
        segments: &Segments,
        number: usize,
    ) -> Vec<Finding> {
        let kept = self
            .locked()
            .get(&segments.document.name)
            .map(|kept| Arc::clone(&kept.whole));
        match kept {
            Some(whole) => checker.check_within(&whole, segments, number),
            None => checker.check_segment(segments, number),
        }
    }

    fn keep(&self, name: &str, change: i64, policy: &Arc<Policy>, whole: &Arc<Whole>) {
        let mut kept = self.locked();
        if kept.len() >= KEPT && !kept.contains_key(name) {
            kept.clear();
        }
        let now = Kept {
            change,
            policy: Arc::clone(policy),
            whole: Arc::clone(whole),
        };
        kept.insert(name.to_owned(), now);
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<String, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
