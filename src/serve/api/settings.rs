//! The file of the project: shown, and put in place of what it was.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::serve::error::Refusal;
use crate::serve::{Client, Counter};
use crate::work::project::{MANIFEST, Project};

/// What the project says, and where: nothing where there is no project.
pub(in crate::serve) fn manifest(counter: &Counter) -> Result<Option<(PathBuf, String)>, Refusal> {
    let Some(project) = counter.project() else {
        return Ok(None);
    };
    let path = project.folder.join(MANIFEST);
    let text = std::fs::read_to_string(&path).map_err(Refusal::Command)?;
    Ok(Some((path, text)))
}

pub(super) async fn show(State(counter): State<Arc<Counter>>) -> Result<Json<Value>, Refusal> {
    let text = manifest(&counter)?.map(|(_, text)| text);
    Ok(Json(json!({ "text": text })))
}

/// What the project is to say.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// The whole text of its file, `yiku.toml`.
    text: String,
    /// What it said when whoever changes it read it.
    seen: String,
}

/// Puts another text in the place of the project's file, where it can be understood; how texts are
/// checked follows at once, all else when yiku begins again.
pub(super) async fn set(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Json(Settings { text, seen }): Json<Settings>,
) -> Result<Json<Value>, Refusal> {
    client.occasion()?;
    let Some((path, now)) = manifest(&counter)? else {
        return Err(Refusal::Asked("there is no project here".to_owned()));
    };
    // A browser writes the ends of lines as the web does.
    let text = text.replace("\r\n", "\n");
    if now != seen.replace("\r\n", "\n") {
        return Err(Refusal::Asked(format!(
            "{} was changed meanwhile; open this page anew",
            path.display()
        )));
    }
    let folder = path.parent().unwrap_or(&path);
    let project = Project::rewrite(folder, &text)?;
    let settings = project.manifest.check.clone();
    counter.check_by(|policy| policy.settings = settings);
    *counter
        .project
        .write()
        .unwrap_or_else(PoisonError::into_inner) = Some(project);
    Ok(Json(json!({ "changed": text != now })))
}
