//! The keys: shown and changed in a dialog, kept by the browser.

use maud::{Markup, html};

use super::frame::messages;
use crate::serve::words::Words;

/// What opens the dialog.
pub(super) fn button(words: Words) -> Markup {
    html! { button type="button" #show-keys { (words.say("Keys", "快捷键")) } }
}

/// The dialog of the keys; the script fills it, since it knows which were changed.
pub(super) fn dialog(words: Words) -> Markup {
    html! {
        dialog #keys aria-labelledby="keys-title" {
            h2 #keys-title { (words.say("Keys", "快捷键")) }
            label { (words.say("As in", "方案")) " "
                select name="profile" {
                    option value="yiku" { "yiku" }
                    option value="memoq" { "memoQ" }
                    option value="trados" { "Trados" }
                    option value="omegat" { "OmegaT" }
                }
            }
            p.soft { (words.say(
                "To change a key, choose its button and press the new one; Escape leaves it.",
                "点击按键后按下新的组合键即可更改；按 Esc 取消。"
            )) }
            p role="status" {}
            table.list { tbody {} }
            form method="dialog" { button { (words.say("Close", "关闭")) } }
        }
        (messages(words, SAID))
    }
}

/// What the script says of them.
const SAID: &[(&str, &str, &str)] = &[
    ("press", "Press the new key…", "请按下新的按键……"),
    (
        "taken",
        "{0} is the key of “{1}” already.",
        "{0} 已用于“{1}”。",
    ),
    (
        "theirs",
        "{0} is the browser's own key; choose another.",
        "{0} 是浏览器自身的快捷键，请换一个。",
    ),
    (
        "k.confirm",
        "Confirm, and to the next open segment",
        "确认并转到下一未确认段",
    ),
    ("k.next", "Next segment", "下一段"),
    ("k.previous", "Previous segment", "上一段"),
    (
        "k.open",
        "Next segment that is not confirmed",
        "下一未确认段",
    ),
    ("k.match1", "Insert match 1", "插入匹配 1"),
    ("k.match2", "Insert match 2", "插入匹配 2"),
    ("k.match3", "Insert match 3", "插入匹配 3"),
    ("k.match4", "Insert match 4", "插入匹配 4"),
    ("k.match5", "Insert match 5", "插入匹配 5"),
    (
        "k.suggest",
        "Terms, numbers and pieces to insert",
        "插入术语、数字和片段",
    ),
    ("k.source", "Copy the source", "复制原文"),
    (
        "k.code",
        "Insert the next code of the source",
        "插入下一个代码",
    ),
    (
        "k.search",
        "Search the selected words in the memories",
        "在记忆库中检索所选词",
    ),
    (
        "k.term",
        "Add a term from the selections",
        "用选中文字添加术语",
    ),
    ("k.goto", "Go to a segment", "转到某段"),
    ("k.filter", "Filter by text", "按文字筛选"),
    (
        "k.split",
        "Split the segment into its sentences",
        "按句拆分",
    ),
    ("k.merge", "Join with the next segment", "与下一段合并"),
    ("k.preview", "Show or hide the preview", "显示或隐藏预览"),
    ("k.undo", "Take back my last change", "撤销我的上一次更改"),
    ("k.redo", "Do it again", "重做"),
    ("k.review", "Mark as reviewed", "标为已审"),
    ("k.reject", "Reject with a comment", "退回并附说明"),
    ("k.keys", "Show the keys", "显示快捷键"),
];
