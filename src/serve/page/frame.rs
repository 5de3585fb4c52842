//! What every page has around it.

use maud::{DOCTYPE, Markup, html};

use crate::serve::words::Words;

/// A page with its title, its script and its content.
pub(super) fn page(
    words: Words,
    title: &str,
    script: &str,
    class: &str,
    content: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · 译库 yiku" }
                link rel="stylesheet" href="/assets/page.css";
                link rel="icon" href="data:,";
                // Shown once it answers: what is pressed before that would be lost.
                @if !script.is_empty() {
                    script type="module" blocking="render" src={ "/assets/" (script) } {}
                }
            }
            body class=(class) {
                a.skip href="#content" { (words.say("To the content", "跳到正文")) }
                header.site {
                    nav aria-label=(words.say("Pages", "页面")) {
                        a.name href="/" { span lang="zh-Hans" { "译库" } " yiku" }
                        a href="/" { (words.say("Documents", "文档")) }
                        a href="/terms" { (words.say("Terms", "术语")) }
                        a href="/settings" { (words.say("Settings", "设置")) }
                    }
                    @match words {
                        Words::English => a.other href="/words/zh" lang="zh-Hans" { "中文" },
                        Words::Chinese => a.other href="/words/en" lang="en" { "English" },
                    }
                }
                (content)
                div #said role="status" aria-live="polite" {}
                (messages(words, SAID))
            }
        }
    }
}

/// What the scripts of every page say.
const SAID: &[(&str, &str, &str)] = &[
    (
        "lost",
        "yiku does not answer. What you typed is kept in this browser; start `yiku edit` again and open its address.",
        "yiku 没有响应。您输入的内容保存在此浏览器中；请重新运行 yiku edit 并打开其地址。",
    ),
    ("working", "{0} … {1} s", "{0}……{1} 秒"),
    ("cancel", "Stop", "停止"),
    (
        "stopped",
        "Stopped; nothing was changed.",
        "已停止，未作任何更改。",
    ),
    ("close", "Close", "关闭"),
];

/// What scripts say, in the language of the page.
pub(super) fn messages(words: Words, messages: &[(&str, &'static str, &'static str)]) -> Markup {
    html! {
        div hidden {
            @for (name, english, chinese) in messages {
                span data-name=(name) { (words.say(english, chinese)) }
            }
        }
    }
}

/// A share of a whole, as a bar and in words.
pub(super) fn bar(words: Words, done: usize, drafts: usize, all: usize) -> Markup {
    let percent = |part: usize| part * 100 / all.max(1);
    let label = match words {
        Words::English => format!("{done} of {all} confirmed"),
        Words::Chinese => format!("{all} 段中已确认 {done} 段"),
    };
    html! {
        span.progress {
            meter min="0" max=(all.max(1)) value=(done) aria-label=(label) title=(label) {}
            span { (percent(done)) " %" }
            @if drafts > 0 {
                span.soft { " · " (drafts) " " (words.say("drafts", "份草稿")) }
            }
        }
    }
}
