//! The first page: the documents, with what can be done with them, and the way in for more.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::{Markup, html};

use super::files::exports;
use super::frame::{bar, page};
use crate::serve::error::Refusal;
use crate::serve::shelf::working;
use crate::serve::words::Words;
use crate::serve::{Client, Counter};
use crate::store::{Change, ImportedMemory};
use crate::work::fill::Segments;
use crate::work::status::{self, Progress};

/// How many of the last changes are shown.
const CHANGES: usize = 12;

struct Shown {
    documents: Vec<(Progress, String)>,
    memories: Vec<(ImportedMemory, u64)>,
    changes: Vec<Change>,
    concepts: usize,
}

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refusal> {
    if let Some(entered) = super::enter(&headers, &uri) {
        return Ok(entered);
    }
    let words = Words::of(&headers);
    let shown = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let mut documents = Vec::new();
        for document in reader.documents()? {
            let (from, to) = (&document.source_lang, &document.target_lang);
            let languages = format!("{} → {}", words.said(from.name()), words.said(to.name()));
            let segments = Segments::of(reader, document)?;
            documents.push((status::progress(reader, &segments)?, languages));
        }
        let mut memories = Vec::new();
        for memory in reader.memories()? {
            let count = memory.row.map_or(Ok(0), |row| reader.count_units(row))?;
            memories.push((memory, count));
        }
        let mut changes = reader.changes()?;
        changes.reverse();
        changes.truncate(CHANGES);
        Ok(Shown {
            documents,
            memories,
            changes,
            concepts: reader.concepts()?.len(),
        })
    });
    let shown = shown.await?;
    let content = html! {
        main #content {
            h1 { (words.say("Documents", "文档")) }
            (documents(words, &shown.documents))
            @if client.may_change() {
                (import(words, &counter))
            } @else {
                p.soft { (words.say(
                    "This page shows the memory; whoever may change it opens it with `yiku edit`, or with a token.",
                    "本页仅供查看；要修改，请用 yiku edit 打开，或使用令牌。"
                )) }
            }
            (memories(words, &shown))
            (changes(words, &shown.changes, client.may_change()))
        }
    };
    let title = words.say("Documents", "文档");
    Ok(super::html(page(words, title, "home.js", "home", &content)))
}

fn documents(words: Words, documents: &[(Progress, String)]) -> Markup {
    html! {
        @if documents.is_empty() {
            p { (words.say(
                "There is no document yet. Choose a text below, with its translation if you have one.",
                "还没有文档。请在下面选择原文；如有译文，可一并选择。"
            )) }
        } @else {
            table.list {
                thead {
                    tr {
                        th scope="col" { (words.say("Document", "文档")) }
                        th scope="col" { (words.say("Languages", "语言")) }
                        th.figure scope="col" { (words.say("Segments", "段")) }
                        th.figure scope="col" { (words.say("Words", "字数")) }
                        th.figure scope="col" { (words.say("Words left", "剩余字数")) }
                        th scope="col" { (words.say("Confirmed", "已确认")) }
                        th scope="col" { (words.say("To do", "操作")) }
                    }
                }
                tbody {
                    @for (progress, languages) in documents {
                        tr {
                            th scope="row" {
                                a href={ "/documents/" (super::document::in_address(&progress.document)) } {
                                    (progress.document)
                                }
                            }
                            td { (languages) }
                            td.figure { (progress.segments) }
                            td.figure { (progress.words) }
                            td.figure { (progress.words_left) }
                            td { (bar(words, progress.confirmed, progress.drafts, progress.segments)) }
                            td { div.buttons { (todo(words, &progress.document)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What can be done with a document.
fn todo(words: Words, document: &str) -> Markup {
    html! {
        (exports(words, document))
        button type="button" data-pretranslate=(document) {
            (words.say("Fill from the memories", "用记忆库预翻译"))
        }
        a href={ "/analyze?document=" (super::document::in_address(document)) } {
            (words.say("Analyze", "统计分析"))
        }
    }
}

fn import(words: Words, counter: &Counter) -> Markup {
    let (from, to) = &counter.languages();
    html! {
        form.card #import autocomplete="off" aria-labelledby="import-title" {
            h2 #import-title { (words.say("Import", "导入")) }
            p.soft { (words.say(
                "A document to translate (text, Word, PowerPoint, web page, Markdown, subtitles …); a memory (TMX, XLIFF, PO, a table); a termbase (TBX, a table of terms); a review table that came back.",
                "待译文档（文本、Word、PowerPoint、网页、Markdown、字幕等）；记忆库（TMX、XLIFF、PO、表格）；术语库（TBX、术语表）；返回的审校表。"
            )) }
            div.fields {
                label { (words.say("File", "文件"))
                    input type="file" name="file" required; }
                label { (words.say("Its translation, if there is one", "译文（可选）"))
                    input type="file" name="target"; }
                label { (words.say("What it is", "文件类型"))
                    select name="as" {
                        option value="" { (words.say("as yiku sees it", "自动识别")) }
                        option value="document" { (words.say("a document (Excel: its cells)", "待译文档（Excel：译单元格）")) }
                        option value="units" { (words.say("a table with translations", "双语对照表")) }
                        option value="terms" { (words.say("a termbase", "术语表")) }
                    }
                }
                label { (words.say("Call it (else as the file)", "名称（默认同文件名）"))
                    input type="text" name="name" size="14"; }
                label { (words.say("From", "原文语言"))
                    input type="text" name="from" value=(from.given()) size="8" required; }
                label { (words.say("To", "译文语言"))
                    input type="text" name="to" value=(to.given()) size="8" required; }
            }
            button type="submit" { (words.say("Import", "导入")) }
        }
    }
}

fn memories(words: Words, shown: &Shown) -> Markup {
    html! {
        h2 { (words.say("Memories and terms", "记忆库与术语")) }
        ul.plain {
            @for (memory, count) in &shown.memories {
                li { (memory.name) span.soft { " · " (count) " " (words.say("units", "条")) } }
            }
            li {
                a href="/terms" { (words.say("Termbase", "术语库")) }
                span.soft { " · " (shown.concepts) " " (words.say("concepts", "个概念")) }
            }
            li {
                (words.say("Export everything:", "导出全部：")) " "
                a href="/export?format=tmx" { "TMX" } " · "
                a href="/export?format=tbx" { "TBX" } " · "
                a href="/export?format=jsonl" { "JSONL" }
            }
        }
    }
}

fn changes(words: Words, changes: &[Change], may_change: bool) -> Markup {
    html! {
        h2 { (words.say("Last changes", "最近的更改")) }
        @if changes.is_empty() {
            p.soft { (words.say("Nothing has changed this memory yet.", "记忆库尚无更改。")) }
        } @else {
            @if may_change {
                p {
                    button type="button" data-undo="undo" { (words.say("Take back my last change", "撤销我的上一次更改")) } " "
                    button type="button" data-undo="redo" { (words.say("Do it again", "重做")) }
                }
            }
            table.list {
                thead {
                    tr {
                        th scope="col" { (words.say("When", "时间")) }
                        th scope="col" { (words.say("Who", "谁")) }
                        th scope="col" { (words.say("Command", "命令")) }
                        th scope="col" { (words.say("What", "内容")) }
                    }
                }
                tbody {
                    @for change in changes {
                        tr {
                            td { (when(&change.at)) }
                            td { (change.who) }
                            td { (words.said(&change.command)) }
                            td {
                                (words.said(&change.summary))
                                @if change.reversed_by.is_some() {
                                    span.soft { " · " (words.say("taken back", "已撤销")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A moment to the minute, which the script shows in the reader's own time.
pub(super) fn when(at: &str) -> Markup {
    let minute = at.get(..16).unwrap_or(at).replace('T', " ");
    html! { time datetime=(at) { (minute) } }
}
