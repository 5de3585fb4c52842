//! Who listens is told what changes, whoever changed it: this service, or another program.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tokio::sync::broadcast;

use crate::store::{self, Memory, Typed};
use crate::work::memories::Standing;

/// How long it takes at most until a change is told.
const MOMENT: Duration = Duration::from_millis(150);

/// How many are told before who does not listen misses some.
const KEPT: usize = 64;

/// Of how many segments it is told that they changed; of more, that everything did.
const MOST: usize = 500;

/// Watches the working memory from a thread of its own, while anybody listens.
pub(super) fn listen(
    memories: &[(PathBuf, Standing)],
) -> Result<broadcast::Sender<Arc<str>>, store::Error> {
    let (news, _) = broadcast::channel::<Arc<str>>(KEPT);
    let Some((path, _)) = memories.first() else {
        return Ok(news);
    };
    let memory = Memory::open(path)?;
    let tell = news.clone();
    let mut seen = Seen::of(&memory)?;
    thread::spawn(move || {
        loop {
            thread::sleep(MOMENT);
            // Where the file is busy or damaged, whoever works with it hears of that.
            if let Ok(Some(said)) = said(&memory, &mut seen)
                && tell.receiver_count() > 0
            {
                // Who listened may have gone.
                let _ = tell.send(said.into());
            }
        }
    });
    Ok(news)
}

/// What was told of already.
struct Seen {
    /// The version of the file.
    version: i64,
    /// The number of the last change.
    change: i64,
    typed: Typed,
}

impl Seen {
    fn of(memory: &Memory) -> Result<Self, store::Error> {
        // In this order: what changes between the two is told twice rather than never.
        let version = memory.version()?;
        let reader = memory.read()?;
        Ok(Self {
            version,
            change: reader.last_change()?,
            typed: reader.typed()?,
        })
    }
}

/// What changed since `seen`, as it is told.
fn said(memory: &Memory, seen: &mut Seen) -> Result<Option<String>, store::Error> {
    let version = memory.version()?;
    if seen.version == version {
        return Ok(None);
    }
    let reader = memory.read()?;
    let (news, typed) = (reader.news(seen.change, MOST + 1)?, reader.typed()?);
    let drafts: BTreeSet<String> = [(&seen.typed, &typed), (&typed, &seen.typed)]
        .into_iter()
        .flat_map(|(these, those)| {
            let other = these
                .iter()
                .filter(move |(key, text)| those.get(*key) != Some(*text));
            other.map(|((document, number, _), _)| format!("{document}:{number}"))
        })
        .collect();
    let since = seen.change;
    *seen = Seen {
        version,
        change: news.last,
        typed,
    };
    if news.last == since && drafts.is_empty() {
        return Ok(None);
    }
    let segments: Vec<String> = news
        .segments
        .iter()
        .map(|(document, number)| format!("{document}:{number}"))
        .collect();
    let everything = segments.len() > MOST;
    Ok(Some(
        json!({
            "change": news.last,
            "segments": if everything { Vec::new() } else { segments },
            "documents": news.documents,
            "everything": everything,
            "drafts": drafts,
        })
        .to_string(),
    ))
}
