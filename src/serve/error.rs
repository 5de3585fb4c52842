//! Why a request is refused, and what its client is told.

use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::store;
use crate::text::lang::InvalidTag;
use crate::work::check::waivers;
use crate::work::{correct, export, fill, manifest, term};

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is no such segment or document, or it is not to be changed.
    #[error(transparent)]
    Fill(#[from] fill::Error),
    /// The pairing cannot be corrected so.
    #[error(transparent)]
    Correct(#[from] correct::Error),
    /// The concept is another by now, or there is none.
    #[error(transparent)]
    Term(#[from] term::Error),
    /// It cannot be written in that format.
    #[error(transparent)]
    Export(#[from] export::Error),
    /// A language is none.
    #[error(transparent)]
    Language(#[from] InvalidTag),
    /// What is accepted cannot be kept.
    #[error(transparent)]
    Waivers(#[from] waivers::Error),
    /// The file of a project cannot be understood, or not be written.
    #[error(transparent)]
    Manifest(#[from] manifest::Error),
    /// A form that cannot be understood.
    #[error(transparent)]
    Form(#[from] MultipartError),
    /// A file could not be handled, or a command not be given.
    #[error("a file could not be used: {0}")]
    Command(std::io::Error),
    /// What was asked cannot be answered.
    #[error("{0}")]
    Asked(String),
    /// The segment is another one than who changes it has seen.
    #[error("somebody changed this segment meanwhile")]
    Changed {
        /// What it is now.
        now: serde_json::Value,
    },
    /// Who asks is not known.
    #[error("a token is needed: Authorization: Bearer …")]
    Unknown,
    /// Who asks may not do this.
    #[error("{0}")]
    Forbidden(&'static str),
    /// There is more to do than can be done.
    #[error("too many requests are waiting; try again in a moment")]
    Busy,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Store(store::Error::Busy { .. }) | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Export(_) | Self::Waivers(_) | Self::Command(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::Fill(fill::Error::Store(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Fill(
                fill::Error::NoDocument { .. }
                | fill::Error::UnknownDocument { .. }
                | fill::Error::NoSegment { .. },
            ) => StatusCode::NOT_FOUND,
            Self::Term(term::Error::Store(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Term(term::Error::Unknown { .. }) => StatusCode::NOT_FOUND,
            // It is there, and is not to be changed so.
            Self::Term(_) | Self::Fill(_) | Self::Correct(_) => StatusCode::CONFLICT,
            Self::Form(error) => error.status(),
            Self::Language(_) | Self::Manifest(_) | Self::Asked(_) => StatusCode::BAD_REQUEST,
            Self::Changed { .. } => StatusCode::CONFLICT,
            Self::Unknown => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({ "error": self.to_string() });
        if let Self::Changed { now } = &self {
            body["now"] = now.clone();
        }
        (self.status(), Json(body)).into_response()
    }
}
