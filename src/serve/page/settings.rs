//! What the project says: as its file has it, since that file is reviewed like all else.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::html;

use super::frame::page;
use crate::serve::api::settings::manifest;
use crate::serve::error::Refusal;
use crate::serve::words::Words;
use crate::serve::{Client, Counter};

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let title = words.say("Settings", "设置");
    let settings = manifest(&counter)?;
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
                    h2 #file { (path.display().to_string()) }
                    p.soft { (words.say(
                        "The project's file. How texts are checked follows at once, all else when yiku begins again.",
                        "项目文件。检查设置立即生效，其他设置在 yiku 下次启动时生效。"
                    )) }
                    @if client.may_change() {
                        form #settings {
                            textarea name="text" rows="24" spellcheck="false" aria-labelledby="file" { "\n" (text) }
                            textarea name="seen" hidden aria-hidden="true" { "\n" (text) }
                            p { button type="submit" { (words.say("Save", "保存")) } }
                        }
                    } @else {
                        pre tabindex="0" { (text) }
                    }
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
