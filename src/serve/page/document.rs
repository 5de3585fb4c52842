//! The grid: a document, segment by segment.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::{Markup, html};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::files::exports;
use super::frame::{messages, page};
use super::keys;
use super::row::{Beside, is_heading, is_paragraph, repetitions, row};
use crate::document::ANCHOR;
use crate::serve::error::Refusal;
use crate::serve::shelf::{document, working};
use crate::serve::words::Words;
use crate::serve::{Client, Counter};
use crate::store::{Draft, Reader};
use crate::unit::State as UnitState;
use crate::work::check::Checker;
use crate::work::fill::Segments;

/// What a name may not hold where it stands in an address.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\');

/// A name as it stands in an address.
pub(in crate::serve) fn in_address(name: &str) -> String {
    utf8_percent_encode(name, RESERVED).to_string()
}

/// The address of the page, with the secret that opens it: of a segment of a document, or the list
/// of documents.
pub fn page_address(at: SocketAddr, secret: &str, place: Option<(&str, Option<usize>)>) -> String {
    let path = match place {
        None => String::new(),
        Some((document, _)) => format!("documents/{}", in_address(document)),
    };
    let segment = match place {
        Some((_, Some(number))) => format!("#s{number}"),
        _ => String::new(),
    };
    format!("http://{at}/{path}?key={secret}{segment}")
}

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path(name): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refusal> {
    if let Some(entered) = super::enter(&headers, &uri) {
        return Ok(entered);
    }
    let words = Words::of(&headers);
    let policy = counter.policy();
    let wholes = Arc::clone(&counter.wholes);
    let asked = name.clone();
    let who = client.name.clone();
    let grid = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let segments = Segments::of(reader, document(reader, &asked)?)?;
        let drafts = drafts(reader, &segments)?;
        let terms = open.terms(&segments.document)?;
        let checker = Checker {
            terms,
            policy: &policy,
        };
        let (findings, whole) = wholes.check_document(reader, &checker, &policy, &segments)?;
        let counts = repetitions(&segments);
        let rows = segments.numbered().zip(&findings);
        Ok(html! {
            @for ((number, placed), findings) in rows {
                (row(words, &segments, number, placed, &Beside {
                    findings,
                    across: whole.count(number),
                    drafts: drafts.get(&number).map_or(&[][..], Vec::as_slice),
                    repetitions: counts.get(segments.source(placed)).copied(),
                    paragraph: is_paragraph(&segments, number),
                    heading: is_heading(&segments, number),
                    who: who.as_deref(),
                }))
            }
        })
    });
    let grid = grid.await?;
    let may_change = client.may_change();
    let content = html! {
        main #content.work data-document=(name) data-may-change[may_change] {
            div.tools {
                h1 { (name) }
                span #progress.progress {
                    meter min="0" value="0" aria-label=(words.say("Confirmed", "已确认")) {}
                    span {}
                    span.soft {}
                }
                (filter(words))
                (menu(words, &name))
            }
            div.sides {
                div #grid role="table" aria-label=(words.say("Segments", "句段")) { (grid) }
                aside #panel aria-label=(words.say("About the segment", "句段信息")) {
                    p.soft { (words.say(
                        "Choose a segment: its matches, terms and warnings appear here.",
                        "选择一段，这里会显示匹配、术语和警告。"
                    )) }
                }
                section #preview hidden aria-label=(words.say("Preview", "预览")) {
                    iframe sandbox title=(words.say("The document, translated so far", "文档预览（当前译文）"))
                        data-address={ "/documents/" (in_address(&name)) "/preview" }
                        data-anchor=(ANCHOR) {}
                }
            }
        }
        (keys::dialog(words))
        (messages(words, SAID))
    };
    Ok(super::html(page(words, &name, "grid.js", "grid", &content)))
}

/// What is being typed into a document, by the numbers of its segments.
pub(super) fn drafts(
    reader: &Reader<'_>,
    segments: &Segments,
) -> Result<HashMap<usize, Vec<Draft>>, Refusal> {
    let mut drafts = HashMap::new();
    if let Some(row) = segments.document.row {
        for number in reader.drafted(row)? {
            let unit = segments.number(number)?.stored.row;
            drafts.insert(number, reader.drafts(unit, &segments.document.target_lang)?);
        }
    }
    Ok(drafts)
}

fn filter(words: Words) -> Markup {
    let states = [None]
        .into_iter()
        .chain(UnitState::ALL.into_iter().map(Some));
    html! {
        form #filter role="search" aria-label=(words.say("Show only", "筛选")) {
            label { (words.say("State", "状态"))
                select name="state" {
                    option value="" { (words.say("all", "全部")) }
                    option value="open" { (words.say("not confirmed", "未确认")) }
                    @for state in states {
                        option value=(state.map_or("untranslated", UnitState::as_str)) { (words.state(state)) }
                    }
                    option value="findings" { (words.say("with warnings", "有警告")) }
                    option value="repetitions" { (words.say("repetitions", "重复")) }
                    option value="notes" { (words.say("with notes or queries", "有备注或询问")) }
                    option value="draft-here" { (words.say("being written", "正在编辑")) }
                }
            }
            label { (words.say("Text", "文字"))
                input type="search" name="text" size="13"
                    placeholder=(words.say("source or target", "原文或译文")); }
            label.check { input type="checkbox" name="pattern"; (words.say("pattern", "正则")) }
            label { (words.say("Go to", "转到"))
                input type="text" inputmode="numeric" name="number" size="4"; }
            output name="shown" {}
        }
    }
}

fn menu(words: Words, name: &str) -> Markup {
    html! {
        button type="button" #show-preview aria-expanded="false" aria-controls="preview" { (words.say("Preview", "预览")) }
        (keys::button(words))
        (exports(words, name))
    }
}

/// What the script says.
const SAID: &[(&str, &str, &str)] = &[
    ("translated", "Segment {0} confirmed.", "第 {0} 段已确认。"),
    (
        "reviewed",
        "Segment {0} marked as reviewed.",
        "第 {0} 段已标为已审。",
    ),
    ("final", "Segment {0} marked as final.", "第 {0} 段已定稿。"),
    ("rejected", "Segment {0} rejected.", "第 {0} 段已退回。"),
    (
        "spread",
        "Segment {0} confirmed; repetitions confirmed with it: {1}.",
        "第 {0} 段已确认，并填入 {1} 处重复。",
    ),
    (
        "all",
        "Every segment shown is confirmed.",
        "显示的句段均已确认。",
    ),
    ("kept", "Draft kept.", "草稿已保存。"),
    (
        "changed",
        "Somebody changed this segment meanwhile. Theirs: {0}",
        "其他人已修改此段。对方译文：{0}",
    ),
    ("keep", "Keep mine", "保留我的"),
    ("take", "Take theirs", "采用对方的"),
    ("undone", "Taken back: {0}", "已撤销：{0}"),
    ("redone", "Done again: {0}", "已重做：{0}"),
    (
        "nothing",
        "There is nothing of yours to take back.",
        "没有可撤销的更改。",
    ),
    (
        "restored",
        "What you typed before was kept and stands here again.",
        "先前输入的内容已恢复。",
    ),
    ("shown", "{0} of {1}", "{0}/{1}"),
    ("left", "{0} words left", "剩余 {0} 字"),
    (
        "pattern",
        "This pattern cannot be read.",
        "无法识别该正则表达式。",
    ),
    ("none", "There is no segment {0}.", "没有第 {0} 段。"),
    (
        "translation",
        "Translation of segment {0}",
        "第 {0} 段的译文",
    ),
    (
        "select",
        "Select a term in the source and its translation first.",
        "请先选中原文术语及其译文。",
    ),
    ("added", "Term added: {0}", "已添加术语：{0}"),
    (
        "why",
        "Why is it rejected? (for the translator)",
        "退回的理由（给译者）",
    ),
    ("locked", "This segment is locked.", "此段已锁定。"),
    ("suggestions", "Suggestions", "建议"),
];
