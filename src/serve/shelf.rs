//! The memories, open on threads of their own: some that read, one that writes.
//!
//! A thread that reads holds the memories as they are at one moment, with their indexes ready, and
//! answers one question after another from that; once somebody changed a memory it looks again.
//! So a question costs the looking up alone, and readers never wait for who writes.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use tokio::sync::oneshot;

use super::error::Refusal;
use crate::recall::Scratch;
use crate::store::{self, Document, Memory, SharedParts};
use crate::text::LangTag;
use crate::work::check::Terms;
use crate::work::fill;
use crate::work::fragments::{self, Fragment};
use crate::work::matches::{Answer, Query, Wanted};
use crate::work::memories::{Asked, Memories, Standing};

/// How many questions may wait for a thread; who asks more is told to come again.
const WAITING: usize = 1024;

/// After so long without a question a thread looks whether its memories were changed, so that what
/// it holds of the past does not grow.
const IDLE: Duration = Duration::from_secs(1);

/// The memories as they are at one moment.
pub(super) struct Open<'r> {
    asked: &'r [Asked<'r>],
    lookups: HashMap<(LangTag, LangTag), Memories<'r>>,
    scratch: Scratch,
}

impl<'r> Open<'r> {
    /// The memories, the working one first.
    pub(super) fn asked(&self) -> &'r [Asked<'r>] {
        self.asked
    }

    /// What the memories have for a text.
    pub(super) fn find(
        &mut self,
        languages: (&LangTag, &LangTag),
        query: &Query<'_>,
        wanted: &Wanted,
    ) -> Result<Answer, store::Error> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let answer = self.memories(languages)?.find(query, wanted, &mut scratch);
        self.scratch = scratch;
        answer
    }

    /// The pieces of a text that are known.
    pub(super) fn fragments(
        &mut self,
        languages: (&LangTag, &LangTag),
        text: &str,
    ) -> Result<Vec<Fragment>, store::Error> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let memories = self.memories(languages)?;
        let found = fragments::fragments(memories, text, languages.1, &mut scratch);
        self.scratch = scratch;
        found
    }

    /// The termbase, ready for the languages of a document.
    pub(super) fn terms(&mut self, document: &Document) -> Result<&Terms, store::Error> {
        self.memories((&document.source_lang, &document.target_lang))?
            .terms()
    }

    /// The memories, ready to be asked from one language to another.
    fn memories(
        &mut self,
        (from, to): (&LangTag, &LangTag),
    ) -> Result<&Memories<'r>, store::Error> {
        let key = (from.clone(), to.clone());
        // Languages that nobody has are asked for at will.
        if self.lookups.len() >= LANGUAGES && !self.lookups.contains_key(&key) {
            self.lookups.clear();
        }
        Ok(match self.lookups.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Memories::new(self.asked, from, to)?),
        })
    }
}

/// The memory that is worked in.
pub(super) fn working<'r>(open: &Open<'r>) -> Result<&'r store::Reader<'r>, Refusal> {
    let asked = open.asked().first();
    asked.map(|asked| &asked.reader).ok_or(Refusal::Busy)
}

/// A document of the working memory.
pub(super) fn document(reader: &store::Reader<'_>, name: &str) -> Result<Document, Refusal> {
    let document = fill::documents(reader, Some(name))?.into_iter().next();
    document.ok_or_else(|| Refusal::Asked(format!("which document is {name}?")))
}

/// For so many pairs of languages a thread holds indexes ready.
const LANGUAGES: usize = 16;

type Question = Box<dyn FnOnce(Result<&mut Open<'_>, store::Error>) + Send>;
type Order = Box<dyn FnOnce(&mut Memory) + Send>;

/// The memories, to be asked and changed from anywhere.
#[derive(Clone)]
pub(super) struct Shelf {
    questions: Sender<Question>,
    orders: Sender<Order>,
}

impl Shelf {
    /// Opens the memories on `readers` threads, and the first to be changed on one more.
    pub(super) fn open(
        memories: &[(PathBuf, Standing)],
        readers: usize,
    ) -> Result<Self, store::Error> {
        let (questions, asked) = bounded(WAITING);
        let shared: Vec<SharedParts> = memories.iter().map(|_| SharedParts::default()).collect();
        for _ in 0..readers.max(1) {
            let open: Vec<Place> = memories
                .iter()
                .zip(&shared)
                .map(|((path, standing), parts)| Place::open(path, standing, parts))
                .collect::<Result<_, _>>()?;
            let asked = asked.clone();
            thread::spawn(move || read(&open, &asked));
        }
        let (orders, given) = bounded::<Order>(WAITING);
        if let Some((path, _)) = memories.first() {
            let mut memory = Memory::open(path)?;
            thread::spawn(move || {
                for order in given {
                    order(&mut memory);
                }
            });
        }
        Ok(Self { questions, orders })
    }

    /// Asks the memories.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Open<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (answer, answered) = oneshot::channel();
        let question: Question = Box::new(move |open| {
            let answered = match open {
                Ok(open) => question(open),
                Err(error) => Err(error.into()),
            };
            // Who asked may have gone.
            let _ = answer.send(answered);
        });
        self.questions
            .try_send(question)
            .map_err(|_| Refusal::Busy)?;
        answered.await.map_err(|_| Refusal::Busy)?
    }

    /// Changes the working memory, after those who came before.
    pub(super) async fn change<T: Send + 'static>(
        &self,
        order: impl FnOnce(&mut Memory) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (answer, answered) = oneshot::channel();
        let order: Order = Box::new(move |memory| {
            let _ = answer.send(order(memory));
        });
        self.orders.try_send(order).map_err(|_| Refusal::Busy)?;
        answered.await.map_err(|_| Refusal::Busy)?
    }
}

/// A memory of a thread that reads.
struct Place {
    memory: Memory,
    standing: Standing,
    /// The same file once more: a memory that is being read does not say that it was changed.
    watch: Memory,
}

impl Place {
    fn open(path: &Path, standing: &Standing, parts: &SharedParts) -> Result<Self, store::Error> {
        let mut memory = Memory::open(path)?;
        memory.share_parts(parts);
        Ok(Self {
            memory,
            standing: standing.clone(),
            watch: Memory::open(path)?,
        })
    }
}

fn versions(places: &[Place]) -> Result<Vec<i64>, store::Error> {
    places.iter().map(|place| place.watch.version()).collect()
}

/// Answers questions until nobody can ask any more.
fn read(places: &[Place], questions: &Receiver<Question>) {
    let mut next: Option<Question> = None;
    loop {
        let look = || -> Result<(Vec<i64>, Vec<Asked<'_>>), store::Error> {
            // In this order: what changes between the two is looked at once more.
            let versions = versions(places)?;
            let asked = places.iter().map(|place| {
                Ok(Asked {
                    reader: place.memory.read()?,
                    standing: place.standing.clone(),
                })
            });
            Ok((versions, asked.collect::<Result<_, store::Error>>()?))
        };
        let (seen, asked) = match look() {
            Ok(looked) => looked,
            Err(error) => {
                let Some(question) = next.take().or_else(|| questions.recv().ok()) else {
                    return;
                };
                question(Err(error));
                continue;
            }
        };
        let mut open = Open {
            asked: &asked,
            lookups: HashMap::new(),
            scratch: Scratch::default(),
        };
        if let Some(question) = next.take() {
            question(Ok(&mut open));
        }
        loop {
            let received = questions.recv_timeout(IDLE);
            let is_as_seen = versions(places).is_ok_and(|now| now == seen);
            match received {
                Ok(question) if is_as_seen => question(Ok(&mut open)),
                Ok(question) => {
                    next = Some(question);
                    break;
                }
                Err(RecvTimeoutError::Timeout) if is_as_seen => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}
