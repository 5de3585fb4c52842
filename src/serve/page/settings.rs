//! What the project says: as its file has it, since that file is reviewed like all else. Without a
//! project, what the memory itself keeps.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::frame::{messages, page};
use super::keys;
use crate::check::Profile;
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
    let (from, to) = &counter.languages();
    let content = html! {
        main #content {
            h1 { (title) }
            dl.facts {
                @if settings.is_some() {
                dt { (words.say("From", "原文语言")) } dd { (words.said(from.name())) " (" (from.given()) ")" }
                dt { (words.say("To", "译文语言")) } dd { (words.said(to.name())) " (" (to.given()) ")" }
                }
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
                None => (of_memory(words, &counter, client.may_change())),
            }
            h2 { (words.say("Keys", "快捷键")) }
            p.soft { (words.say("Kept by this browser, for every document.", "由此浏览器保存，适用于所有文档。")) }
            p { (keys::button(words)) }
            (keys::dialog(words))
            (messages(words, SAID))
        }
    };
    Ok(super::html(page(
        words, title, "home.js", "plain", &content,
    )))
}

/// What its script says.
const SAID: &[(&str, &str, &str)] = &[
    ("saved", "Saved.", "已保存。"),
    (
        "unchanged",
        "Nothing was changed: all is as it was.",
        "未作任何更改。",
    ),
];

/// What a memory without a project is worked by.
fn of_memory(words: Words, counter: &Counter, may_change: bool) -> Markup {
    let (from, to) = &counter.languages();
    let profile = counter.policy().settings.profile;
    html! {
        h2 { (words.say("This memory", "此记忆库")) }
        p.soft { (words.say(
            "There is no project here: these are kept in the memory itself, and hold at once. A yiku.toml, which `yiku init` makes, can say more.",
            "此处没有项目：以下设置保存在记忆库文件内，立即生效。如需更多设置，可用 yiku init 建立项目文件 yiku.toml。"
        )) }
        // What stands here is what holds, also when the page is loaded again.
        form #settings autocomplete="off" {
            fieldset.fields disabled[!may_change] {
                label { (words.say("From", "原文语言"))
                    input type="text" name="from" value=(from.given()) size="8" required; }
                label { (words.say("To", "译文语言"))
                    input type="text" name="to" value=(to.given()) size="8" required; }
                label { (words.say("Kind of text, for the checks", "文体（检查依据）"))
                    select name="profile" {
                        option value="" { (words.say("as each text looks", "按文本自动判断")) }
                        @for kind in Profile::ALL {
                            option value=(kind.as_str()) selected[profile == Some(kind)] { (kind_of_text(words, kind)) }
                        }
                    }
                }
            }
            @if may_change { p { button type="submit" { (words.say("Save", "保存")) } } }
        }
    }
}

fn kind_of_text(words: Words, kind: Profile) -> &'static str {
    match kind {
        Profile::Press => words.say("press releases", "新闻稿"),
        Profile::Un => words.say("documents of the United Nations", "联合国文件"),
        Profile::Contract => words.say("contracts and laws", "合同与法律"),
        Profile::Patent => words.say("patents", "专利"),
        Profile::Software => words.say("software", "软件"),
    }
}
