//! What stands beside a segment: findings, matches, terms, notes, history.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::findings;
use super::home::when;
use super::row::{about, code, pieces, text};
use crate::exchange::KnownTerm;
use crate::exchange::review::line_of;
use crate::serve::error::Refusal;
use crate::serve::shelf::{Open, document, working};
use crate::serve::wholes::Wholes;
use crate::serve::words::Words;
use crate::serve::{Client, Counter, wanted};
use crate::store::Earlier;
use crate::text::LangTag;
use crate::unit::{Finding, Side, State as UnitState};
use crate::work::check::{Checker, Policy};
use crate::work::correct::Correction;
use crate::work::difference::{Piece, difference};
use crate::work::fill::Segments;
use crate::work::matches::{Answer, Match, Query as MatchQuery};

/// The lowest match that is shown, in percent.
const LOWEST: u8 = 60;

/// How many matches are shown.
const MATCHES: usize = 5;

/// What is known of a segment.
struct Known {
    segments: Segments,
    number: usize,
    answer: Answer,
    marked: Vec<(std::ops::Range<usize>, String)>,
    terms: Vec<KnownTerm>,
    findings: Vec<Finding>,
    earlier: Vec<Earlier>,
}

impl Known {
    fn of(
        open: &mut Open<'_>,
        wholes: &Wholes,
        policy: &Policy,
        name: &str,
        number: usize,
    ) -> Result<Self, Refusal> {
        let reader = working(open)?;
        let segments = Segments::around(reader, document(reader, name)?, number)?;
        let placed = segments.number(number)?;
        let beside = |number: Option<usize>| {
            let placed = number.and_then(|number| segments.number(number).ok());
            placed.map_or("", |placed| segments.source(placed))
        };
        let source = placed.stored.unit.source();
        let codes = source.map_or(&[][..], |source| &source.codes);
        let query = MatchQuery {
            text: segments.source(placed),
            codes,
            inside: codes,
            previous: Some(beside(number.checked_sub(1))),
            next: Some(beside(number.checked_add(1))),
        };
        let languages = (
            &segments.document.source_lang,
            &segments.document.target_lang,
        );
        // One more, since the segment itself may be among them.
        let mut answer = open.find(languages, &query, &wanted(LOWEST, MATCHES + 1))?;
        let own = placed.stored.unit.id;
        answer
            .matches
            .retain(|found| found.unit != own || found.places.len() > 1);
        answer.matches.truncate(MATCHES);
        let terms = open.terms(&segments.document)?;
        let hits = terms.in_source(query.text);
        let marked = hits
            .iter()
            .filter_map(|hit| {
                let concept = terms.concepts().get(hit.concept)?;
                let form = concept.preferred(&segments.document.target_lang)?;
                Some((hit.range.clone(), form.text.clone()))
            })
            .collect();
        let known = terms.known(&hits);
        let checker = Checker { terms, policy };
        Ok(Self {
            number,
            marked,
            terms: known,
            findings: wholes.check_segment(&checker, &segments, number),
            earlier: working(open)?.earlier(placed.stored.row)?,
            answer,
            segments,
        })
    }
}

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let policy = counter.policy();
    let wholes = Arc::clone(&counter.wholes);
    let known = counter
        .shelf
        .ask(move |open| Known::of(open, &wholes, &policy, &name, number));
    let known = known.await?;
    let may_change = client.may_change();
    let policy = counter
        .project()
        .map(|project| project.manifest.pretranslate);
    let min_net = policy.unwrap_or_default().min_net;
    let segments = &known.segments;
    let placed = segments.number(known.number)?;
    let target = segments.target(placed);
    let codes = placed.stored.unit.source();
    let codes = codes.map_or(&[][..], |source| &source.codes);
    let source = segments.source(placed);
    let shown = segments.shown(placed);
    let document = &segments.document;
    let unit = &placed.stored.unit;
    let notes = target.map_or(&[][..], |target| &target.notes);
    let others: Vec<&str> = unit
        .alternatives(&document.target_lang)
        .skip(1)
        .map(|variant| variant.text.as_str())
        .collect();
    Ok(super::html(html! {
        div hidden data-marked {
            @if codes.is_empty() { (marked(source, &known.marked)) } @else { (text(&shown.source, codes)) }
        }
        section aria-labelledby="p-findings" {
            h2 #p-findings { (words.say("Warnings", "警告")) }
            div #findings aria-live="polite" {
                (findings::list(words, &known.findings, target.map_or("", |target| &target.text), findings::May::of(&counter, &client)))
            }
        }
        @if !codes.is_empty() {
            section aria-labelledby="p-codes" {
                h2 #p-codes { (words.say("Codes", "代码")) }
                ul.codes { @for label in pieces(&shown.source).into_iter().filter_map(Result::err) {
                    li {
                        button.code type="button" data-insert={ "{" (label) "}" } data-code { (label) }
                        @if let Some(code) = code(&label, codes) { " " span.soft { (about(code)) } }
                    }
                } }
            }
        }
        section aria-labelledby="p-matches" {
            h2 #p-matches { (words.say("Matches", "匹配")) }
            @if known.answer.matches.is_empty() {
                p.soft { (words.say("No segment of the memories is like this one.", "记忆库中没有相似的句段。")) }
            }
            ol.matches {
                @for (place, found) in known.answer.matches.iter().enumerate() {
                    (match_of(
                        words, place + 1, found, source,
                        place == 0 && target.is_none() && known.answer.exact == 1
                            && found.score.percent >= 100 && found.net >= min_net,
                        (&document.source_lang, &document.target_lang),
                    ))
                }
            }
            @if known.answer.exact > 1 {
                p.soft { (words.say("This very text has several translations.", "同一原文有多种译文。")) }
            }
        }
        section aria-labelledby="p-terms" {
            h2 #p-terms { (words.say("Terms", "术语")) }
            (terms_of(words, &known.terms, &document.target_lang))
        }
        section aria-labelledby="p-fragments" {
            h2 #p-fragments { (words.say("Pieces", "片段")) }
            div #fragments { p.soft { "…" } }
        }
        section aria-labelledby="p-search" {
            h2 #p-search { (words.say("Search the memories", "检索")) }
            form #concordance role="search" {
                input type="search" name="q" aria-label=(words.say("Words in either language", "任一语言的词语"));
                button { (words.say("Search", "检索")) }
            }
            div #hits aria-live="polite" {}
        }
        @if !notes.is_empty() || !unit.notes.is_empty() {
            section aria-labelledby="p-notes" {
                h2 #p-notes { (words.say("Notes and queries", "备注与询问")) }
                ul.plain {
                    @for note in &unit.notes {
                        li { @if note.from.is_some() { strong { "? " } } (line_of(note)) }
                    }
                    @for note in notes { li { (line_of(note)) } }
                }
            }
        }
        @if !others.is_empty() {
            section aria-labelledby="p-others" {
                h2 #p-others { (words.say("The file has", "文件中的译文")) }
                @for other in others {
                    p lang=(document.target_lang.canonical()) {
                        (other) " "
                        button type="button" data-replace=(other) { (words.say("Use", "采用")) }
                    }
                }
            }
        }
        @if may_change {
            (actions(words))
        }
        (history(words, &known.earlier, target.map_or("", |target| &target.text), &document.target_lang))
    }))
}

/// A source text with its terms marked, each saying what to write for it.
fn marked(source: &str, terms: &[(std::ops::Range<usize>, String)]) -> Markup {
    let mut from = 0;
    let mut out = Vec::new();
    for (range, translation) in terms {
        let (before, term) = (source.get(from..range.start), source.get(range.clone()));
        if let (Some(before), Some(term)) = (before, term) {
            out.push(html! { (before) span.term title=(translation) { (term) } });
            from = range.end;
        }
    }
    html! { @for piece in out { (piece) } (source.get(from..).unwrap_or_default()) }
}

fn match_of(
    words: Words,
    place: usize,
    found: &Match,
    source: &str,
    fills: bool,
    (from, to): (&LangTag, &LangTag),
) -> Markup {
    let (theirs, translation) = match found.translation {
        Side::Target => (&found.source, &found.target),
        Side::Source => (&found.target, &found.source),
    };
    let pieces = difference(theirs.text.trim(), source.trim(), from);
    let places: Vec<String> = found
        .places
        .iter()
        .map(|place| words.said(&place.to_string()).into_owned())
        .collect();
    html! {
        li {
            div.score {
                kbd aria-hidden="true" { (place) } " "
                strong { (found.score.percent) " %" }
                span.soft { " · " (words.said(found.score.band().as_str())) }
                @if found.score.previous_equal && found.score.next_equal {
                    span.soft { " · " (words.say("same neighbours", "上下文相同")) }
                }
                @for penalty in &found.penalties {
                    span.soft { " · −" (penalty.points) " " (words.said(&penalty.reason.to_string())) }
                }
            }
            p.theirs lang=(from.canonical()) dir="auto" {
                @match pieces {
                    None => (theirs.text.trim()),
                    Some(pieces) => @for (piece, text) in pieces {
                        @match piece {
                            Piece::Same => (text),
                            Piece::Gone => del { (text) },
                            Piece::New => ins { (text) },
                        }
                    },
                }
            }
            p.translation lang=(to.canonical()) dir="auto" { (translation.text) }
            p.soft {
                button type="button" data-match=(place) data-replace=(translation.text) data-fill[fills] { (words.say("Insert", "插入")) }
                " " (places.join("; "))
                @if let Some(author) = &translation.author { " · " (author) }
                @if let Some(date) = &translation.date { " · " (when(date)) }
                " · " (words.state(translation.state))
            }
        }
    }
}

fn terms_of(words: Words, terms: &[KnownTerm], to: &LangTag) -> Markup {
    html! {
        @if terms.is_empty() {
            p.soft { (words.say("No term of the termbase is in it.", "此段没有术语库中的术语。")) }
        }
        dl.terms {
            @for term in terms {
                div {
                    dt { (term.source) }
                    dd lang=(to.canonical()) {
                        @for (place, target) in term.targets.iter().enumerate() {
                            button type="button" data-insert=(target) {
                                @if place == 0 { "✓ " } (target)
                            } " "
                        }
                        @for form in &term.forbidden {
                            s.forbidden title=(words.say("must not be used", "禁用")) { "✗ " (form) } " "
                        }
                    }
                    @if !term.definition.is_empty() { dd.soft { (term.definition) } }
                }
            }
        }
    }
}

fn actions(words: Words) -> Markup {
    html! {
        section aria-labelledby="p-state" {
            h2 #p-state { (words.say("State and pairing", "状态与配对")) }
            p.buttons {
                button type="button" data-mark="translated" { (UnitState::Translated.sign()) " " (words.say("Confirm", "确认")) }
                button type="button" data-mark="reviewed" { (UnitState::Reviewed.sign()) " " (words.say("Reviewed", "已审")) }
                button type="button" data-mark="final" { (UnitState::Final.sign()) " " (words.say("Final", "定稿")) }
                button type="button" data-mark="rejected" { (UnitState::Rejected.sign()) " " (words.say("Reject…", "退回……")) }
                button type="button" data-say="comment" { (words.say("Note…", "备注……")) }
                button type="button" data-say="query" { (words.say("Query to the client…", "询问客户……")) }
            }
            p.buttons {
                @for way in Correction::ALL {
                    button type="button" data-pairing=(way.as_str()) {
                        @match way {
                            Correction::Split => (words.say("Split", "拆分")),
                            Correction::Merge => (words.say("Join with the next", "与下一段合并")),
                            Correction::Up => (words.say("First sentence of the target up", "译文首句上移")),
                            Correction::Down => (words.say("Last sentence of the target down", "译文末句下移")),
                            Correction::Swap => (words.say("Swap with the next", "与下一段译文互换")),
                            Correction::Take => (words.say("Take the loose piece beside it", "并入相邻的无主译文")),
                        }
                    }
                }
            }
        }
    }
}

fn history(words: Words, earlier: &[Earlier], now: &str, to: &LangTag) -> Markup {
    html! {
        @if !earlier.is_empty() {
            section aria-labelledby="p-history" {
                h2 #p-history { (words.say("Earlier", "历史")) }
                ol.history {
                    @for old in earlier {
                        li {
                            p.soft {
                                @if let Some(author) = &old.author { (author) " · " }
                                (words.state(old.state)) " · "
                                (words.say("until ", "至 ")) (when(&old.at)) " (" (old.who) ")"
                            }
                            p lang=(to.canonical()) dir="auto" {
                                @match difference(&old.text, now, to) {
                                    None => (old.text),
                                    Some(pieces) => @for (piece, text) in pieces {
                                        @match piece {
                                            Piece::Same => (text),
                                            Piece::Gone => del { (text) },
                                            Piece::New => ins { (text) },
                                        }
                                    },
                                }
                            }
                            button type="button" data-replace=(old.text) { (words.say("Use again", "恢复")) }
                        }
                    }
                }
            }
        }
    }
}
