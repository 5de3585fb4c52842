//! Who listens is told what changes, whoever changed it: this service, or another program.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tokio::sync::broadcast;

use crate::store::{self, Memory};
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
    // In this order: what changes between the two is told twice rather than never.
    let mut seen = (memory.version()?, memory.read()?.last_change()?);
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

/// What changed since `seen`, as it is told: the version of the file, and the number of the last
/// change.
fn said(memory: &Memory, seen: &mut (i64, i64)) -> Result<Option<String>, store::Error> {
    let version = memory.version()?;
    let (known, since) = *seen;
    if known == version {
        return Ok(None);
    }
    let news = memory.read()?.news(since, MOST + 1)?;
    *seen = (version, news.last);
    if news.last == since {
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
        })
        .to_string(),
    ))
}
