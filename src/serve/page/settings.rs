//! What the project says: shown as its file has it, since that file is reviewed like all else.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::html;

use super::frame::page;
use super::words::Words;
use crate::serve::Counter;
use crate::serve::error::Refusal;

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let title = words.say("Settings", "设置");
    let settings = match &counter.manifest {
        Some(path) => Some((
            path,
            std::fs::read_to_string(path).map_err(Refusal::Command)?,
        )),
        None => None,
    };
    let (from, to) = &counter.languages;
    let content = html! {
        main #content {
            h1 { (title) }
            dl.facts {
                dt { (words.say("From", "原文语言")) } dd { (from.name()) " (" (from.given()) ")" }
                dt { (words.say("To", "译文语言")) } dd { (to.name()) " (" (to.given()) ")" }
                dt { (words.say("Memories", "记忆库")) }
                @for (path, standing) in &counter.memories {
                    dd { (standing.name) " · " (path.display().to_string()) }
                }
            }
            @match settings {
                Some((path, text)) => {
                    h2 { (path.display().to_string()) }
                    p.soft { (words.say(
                        "The project's file. Change it in any editor; it is read when yiku begins.",
                        "项目文件。可用任意编辑器修改；yiku 启动时读取。"
                    )) }
                    pre { (text) }
                }
                None => p.soft { (words.say(
                    "There is no project here: every check is on as it comes. `yiku init` makes a yiku.toml with all settings explained.",
                    "此处没有项目，所有检查按默认设置。yiku init 可生成带说明的 yiku.toml。"
                )) },
            }
        }
    };
    Ok(super::html(page(
        words, title, "home.js", "plain", &content,
    )))
}
