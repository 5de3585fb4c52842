//! What is worked by: the file of the project, shown and put in place of what it was; without a
//! project, what the memory itself keeps.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::check::{Profile, Settings};
use crate::serve::error::Refusal;
use crate::serve::shelf::working;
use crate::serve::{Client, Counter};
use crate::text::LangTag;
use crate::work::check::{PROFILE, Policy};
use crate::work::project::{MANIFEST, Project, USUAL};

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
    let (from, to) = counter.languages();
    let profile = counter.policy().settings.profile.map(Profile::as_str);
    Ok(Json(
        json!({ "text": text, "from": from.given(), "to": to.given(), "profile": profile }),
    ))
}

/// What the log calls a change of what the memory is worked by.
pub(super) const COMMAND: &str = "settings";

/// What is to be worked by.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Wanted {
    /// What the project is to say.
    Project {
        /// The whole text of its file, `yiku.toml`.
        text: String,
        /// What it said when whoever changes it read it.
        seen: String,
    },
    /// What the memory is to keep, where there is no project.
    Memory {
        /// The language that is translated from.
        from: String,
        /// The language that is translated into.
        to: String,
        /// The kind of text, `press un contract patent software`; empty: as each text looks.
        profile: String,
    },
}

pub(super) async fn set(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Json(wanted): Json<Wanted>,
) -> Result<Json<Value>, Refusal> {
    client.may_write()?;
    let changed = match wanted {
        Wanted::Project { text, seen } => rewrite(&counter, &text, &seen)?,
        Wanted::Memory { from, to, profile } => {
            keep(&counter, &client, [&from, &to], &profile).await?
        }
    };
    Ok(Json(json!({ "changed": changed })))
}

/// Puts another text in the place of the project's file, where it can be understood; how texts are
/// checked follows at once, all else when yiku begins again.
fn rewrite(counter: &Counter, text: &str, seen: &str) -> Result<bool, Refusal> {
    let Some((path, now)) = manifest(counter)? else {
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
    Ok(text != now)
}

/// Keeps in the memory itself what it is to be worked by, and follows at once.
async fn keep(
    counter: &Counter,
    client: &Client,
    languages: [&str; 2],
    profile: &str,
) -> Result<bool, Refusal> {
    if counter.project().is_some() {
        return Err(Refusal::Asked("the project's file says that".to_owned()));
    }
    let [from, to] = languages.map(|given| LangTag::parse(given.trim()));
    let (from, to) = (from?, to?);
    if from.canonical() == to.canonical() {
        return Err(Refusal::Asked("the two languages are the same".to_owned()));
    }
    let profile = match profile {
        "" => None,
        name => Some(
            Profile::from_name(name)
                .ok_or_else(|| Refusal::Asked(format!("there is no kind of text “{name}”")))?,
        ),
    };
    let name = profile.map_or("", Profile::as_str);
    let told = vec![
        from.given().to_owned(),
        to.given().to_owned(),
        name.to_owned(),
    ];
    let command = client.occasion()?.command(COMMAND, told.clone());
    let changed = counter.shelf.change(move |memory| {
        let (changed, _) = memory.change(&command, |writer| {
            let mut changed = false;
            for (setting, value) in ["from", "to", PROFILE].into_iter().zip(&told) {
                changed |= writer.setting(setting)?.unwrap_or_default() != *value;
                writer.set_setting(setting, value)?;
            }
            writer.describe(told.join(" ").trim_end());
            Ok::<_, crate::store::Error>(changed)
        })?;
        Ok(changed)
    });
    let changed = changed.await?;
    let settings = Settings {
        profile,
        ..Settings::default()
    };
    counter.follow((from, to), settings);
    Ok(changed)
}

/// Follows the memory where something was taken back, or done again, that it is worked by.
pub(super) async fn follow(counter: &Counter) -> Result<(), Refusal> {
    if counter.project().is_some() {
        return Ok(());
    }
    let kept = counter.shelf.ask(|open| {
        let reader = working(open)?;
        let lang = |name, usual: &str| -> Result<LangTag, Refusal> {
            let given = reader.setting(name)?;
            Ok(LangTag::parse(given.as_deref().unwrap_or(usual))?)
        };
        let languages = (lang("from", USUAL[0])?, lang("to", USUAL[1])?);
        Ok((languages, Policy::kept(reader)?.settings))
    });
    let (languages, settings) = kept.await?;
    counter.follow(languages, settings);
    Ok(())
}
