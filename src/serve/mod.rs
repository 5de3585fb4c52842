//! The memory over HTTP: the protocols that clients speak, and one of our own.
//!
//! - `shelf` holds the memories open, on threads that read and one that writes.
//! - `access` says who may ask and who may change.
//! - `wholes` keeps what only whole documents tell of their segments.
//! - `news` tells who listens what changes.
//! - `page` is the editing page; `words` the language in which it and our own answers speak.
//! - `tmserver`, `apertium`, `libretranslate` speak as others do; `api` as we do, in the objects of
//!   `--json`.
//!
//! Nothing here decides what a match or a translation is: that is [`work`](crate::work).

mod access;
mod apertium;
mod api;
mod command;
mod error;
mod files;
mod languages;
mod libretranslate;
mod news;
mod page;
mod shelf;
mod tmserver;
mod wholes;
mod words;

pub use access::{Access, Error as AccessError, Right};
pub use page::page_address;

use std::ffi::OsString;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use jiff::Timestamp;
use tokio::runtime;
use tokio::sync::broadcast;

use crate::check::Settings;
use crate::recall::Scoring;
use crate::segment::Segmenter;
use crate::store;
use crate::text::LangTag;
use crate::work::check::Policy;
use crate::work::matches::Wanted;
use crate::work::memories::Standing;
use crate::work::project::{Occasion, Project};
use error::Refusal;
use shelf::Shelf;
use wholes::Wholes;
use words::Words;

/// The largest body of a request, in bytes.
const MOST_BODY: usize = 16 << 20;

/// The longest that a refusal is, in bytes.
const MOST_SAID: usize = 4096;

/// The longest that a request may take.
const LONGEST: Duration = Duration::from_secs(30);

/// The longest that a file may take to come, and to be made.
const LONGEST_FILE: Duration = Duration::from_secs(3600);

/// What is served, and to whom.
#[derive(Clone, Debug)]
pub struct Service {
    /// The memories, the working one first.
    pub memories: Vec<(PathBuf, Standing)>,
    /// The languages, where a request does not name them.
    pub languages: (LangTag, LangTag),
    /// Who may ask and change.
    pub access: Access,
    /// What the lowest score is, in percent, of a match that goes out where a client takes it for
    /// a translation and shows no score.
    pub least: u8,
    /// How texts are checked.
    pub policy: Policy,
    /// How texts are cut.
    pub segmenter: Segmenter,
    /// The project, where there is one.
    pub project: Option<Project>,
    /// yiku itself, with what it is to be told before any command so that it works on the same
    /// memory: files go in and out by its commands.
    pub program: Vec<OsString>,
}

/// What every handler has at hand.
struct Counter {
    shelf: Shelf,
    memories: Vec<(PathBuf, Standing)>,
    languages: RwLock<(LangTag, LangTag)>,
    access: Access,
    least: u8,
    policy: RwLock<Arc<Policy>>,
    segmenter: Arc<Segmenter>,
    project: RwLock<Option<Project>>,
    program: Vec<OsString>,
    wholes: Arc<Wholes>,
    news: broadcast::Sender<Arc<str>>,
}

impl Counter {
    /// How texts are checked.
    fn policy(&self) -> Arc<Policy> {
        let policy = self.policy.read();
        Arc::clone(&policy.unwrap_or_else(PoisonError::into_inner))
    }

    /// The languages, where a request does not name them.
    fn languages(&self) -> (LangTag, LangTag) {
        let languages = self.languages.read();
        languages.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The project, where there is one.
    fn project(&self) -> Option<Project> {
        let project = self.project.read();
        project.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Works from now on as a memory without a project says.
    fn follow(&self, languages: (LangTag, LangTag), settings: Settings) {
        self.check_by(|policy| policy.settings = settings);
        *self
            .languages
            .write()
            .unwrap_or_else(PoisonError::into_inner) = languages;
    }

    /// Checks texts otherwise from now on.
    fn check_by(&self, change: impl FnOnce(&mut Policy)) {
        let mut policy = self.policy.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut policy));
    }
}

/// Who gave a request.
#[derive(Clone, Debug)]
struct Client {
    name: Option<String>,
    right: Right,
}

impl Client {
    /// Whether they may change anything.
    fn may_change(&self) -> bool {
        self.name.is_some() && self.right == Right::Write
    }

    /// Who changes something, and when.
    fn occasion(&self) -> Result<Occasion, Refusal> {
        Ok(Occasion {
            who: self.may_write()?.to_owned(),
            at: Timestamp::now(),
        })
    }

    /// Nothing is changed without a token that says so.
    fn may_write(&self) -> Result<&str, Refusal> {
        match (&self.name, self.right) {
            (Some(name), Right::Write) => Ok(name),
            (Some(_), Right::Read) => Err(Refusal::Forbidden("this token may only read")),
            (None, _) => Err(Refusal::Forbidden(
                "without --token nothing is changed over the network",
            )),
        }
    }
}

/// Why a service cannot be given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A memory cannot be opened.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The address cannot be used.
    #[error("{address} cannot be used: {source}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// An address that others can reach, without tokens.
    #[error("{0} can be reached from other computers, and there are no tokens")]
    Open(SocketAddr),
    /// The system refused.
    #[error("the service cannot run: {0}")]
    Run(std::io::Error),
}

/// Serves until the process is told to end. `ready` hears the address, whose port the system
/// chooses where it is given as 0.
///
/// # Errors
/// [`Error`].
pub fn serve(
    service: Service,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), Error> {
    if !address.ip().is_loopback() && !service.access.is_by_token() {
        return Err(Error::Open(address));
    }
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let shelf = Shelf::open(&service.memories, threads)?;
    let news = news::listen(&service.memories)?;
    let bind = |source| Error::Bind { address, source };
    let listener = TcpListener::bind(address).map_err(bind)?;
    listener.set_nonblocking(true).map_err(bind)?;
    let here = listener.local_addr().map_err(bind)?;
    let router = router(Counter {
        shelf,
        languages: RwLock::new(service.languages),
        access: service.access,
        least: service.least,
        policy: RwLock::new(Arc::new(service.policy)),
        segmenter: Arc::new(service.segmenter),
        memories: service.memories,
        project: RwLock::new(service.project),
        program: service.program,
        wholes: Arc::default(),
        news,
    });
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .map_err(Error::Run)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(Error::Run)?;
        ready(here);
        axum::serve(listener, router).await.map_err(Error::Run)
    })
}

fn router(counter: Counter) -> Router {
    let counter = Arc::new(counter);
    Router::new()
        .nest("/tmserver", tmserver::routes())
        .merge(apertium::routes())
        .merge(libretranslate::routes())
        .nest("/api/v1", api::routes())
        .merge(page::routes())
        .layer(middleware::from_fn_with_state(Arc::clone(&counter), guard))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .with_state(counter)
}

/// Lets in who may come in, and nobody for ever.
async fn guard(State(counter): State<Arc<Counter>>, request: Request, next: Next) -> Response {
    let words = Words::of(request.headers());
    let is_page = page::is_wanted(request.headers());
    let mut response = answer(&counter, request, next).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        response = match is_page {
            true => page::refused(words, response).await,
            false => refused(words, response).await,
        };
    }
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn answer(counter: &Counter, mut request: Request, next: Next) -> Response {
    match client(counter, request).await {
        Ok((client, asked)) => {
            request = asked;
            request.extensions_mut().insert(client);
        }
        Err(refusal) => return refusal.into_response(),
    }
    // Who sends or fetches a large file, or listens, may take their time.
    let longest = match request.uri().path() {
        "/api/v1/import" | "/api/v1/export" | "/api/v1/pretranslate" | "/export" | "/analyze" => {
            LONGEST_FILE
        }
        _ => LONGEST,
    };
    let mut response = match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::Busy.into_response(),
    };
    if response.status().is_client_error() && !is_json(&response) {
        response = in_json(response).await;
    }
    response
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// What the frame around the handlers refused, in the form that they refuse in.
async fn in_json(response: Response) -> Response {
    let status = response.status();
    let said = said(response).await;
    let said = match said.is_empty() {
        true => status.canonical_reason().unwrap_or_default().to_owned(),
        false => said,
    };
    (status, Json(serde_json::json!({ "error": said }))).into_response()
}

/// A refusal in the language of whoever is refused.
async fn refused(words: Words, response: Response) -> Response {
    if words == Words::English || !is_json(&response) {
        return response;
    }
    let status = response.status();
    // What stands in the segment now is said with it, as long as it is.
    let body = axum::body::to_bytes(response.into_body(), MOST_BODY).await;
    let mut body: serde_json::Value =
        serde_json::from_slice(&body.unwrap_or_default()).unwrap_or_default();
    if let Some(error) = body.get_mut("error") {
        *error = words.said(error.as_str().unwrap_or_default()).into();
    }
    (status, Json(body)).into_response()
}

/// The text of a refusal.
async fn said(response: Response) -> String {
    let said = axum::body::to_bytes(response.into_body(), MOST_SAID).await;
    String::from_utf8_lossy(&said.unwrap_or_default()).into_owned()
}

/// Who gives a request; and the request.
async fn client(counter: &Counter, mut request: Request) -> Result<(Client, Request), Refusal> {
    // A page of another site may send a form, and a browser sends its cookies with it.
    let is_plain = request.method() == Method::GET || request.method() == Method::HEAD;
    if !is_plain && !access::is_from_here(request.headers()) {
        return Err(Refusal::Forbidden("this page is of another site"));
    }
    if counter.access.is_by_token() {
        let mut secret = access::secret_of(request.headers(), request.uri());
        if secret.is_none() && libretranslate::has_key_within(&request) {
            (secret, request) = libretranslate::key_within(request).await?;
        }
        let holder = secret.and_then(|secret| {
            let (name, right) = counter.access.holder(&secret)?;
            Some((name.to_owned(), right))
        });
        let (name, right) = holder.ok_or(Refusal::Unknown)?;
        let client = Client {
            name: Some(name),
            right,
        };
        return Ok((client, request));
    }
    if !access::is_for_this_computer(request.headers(), request.uri()) {
        return Err(Refusal::Forbidden(
            "this address answers under the names of this computer only",
        ));
    }
    let client = Client {
        name: None,
        right: Right::Read,
    };
    Ok((client, request))
}

/// The matches that are wanted, from how many percent on, and how many.
fn wanted(min: u8, max: usize) -> Wanted {
    Wanted {
        min,
        max,
        scoring: Scoring::Capped,
        exhaustive: false,
    }
}
