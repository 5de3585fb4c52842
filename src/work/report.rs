//! The review page: source and translation side by side, for reading in a browser or on paper.
//!
//! One HTML file that needs nothing else: no script, no font, no network. A pure function of a
//! plain value, so that the same memory gives the same page.

use std::collections::BTreeMap;
use std::ops::Range;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::text::LangTag;
use crate::text::script::char_offset;
use crate::unit::{Finding, MadeBy, Severity, Side, State};

/// What a page shows.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the page is about.
    pub title: String,
    /// The language of the sources.
    pub source_lang: LangTag,
    /// The language of the translations.
    pub target_lang: LangTag,
    /// Further counts for the top, as label and value: `Words`, `1,612`. What the rows tell by
    /// themselves (segments, states, findings, terms) is counted here.
    pub counts: Vec<(String, String)>,
    /// The documents, in order.
    pub documents: Vec<ReportDocument>,
    /// Who and what is to be named at the foot, a line each.
    pub attribution: Vec<String>,
}

/// A document on the page.
#[derive(Clone, Debug)]
pub struct ReportDocument {
    /// Its name.
    pub name: String,
    /// Its segments, in order.
    pub rows: Vec<ReportRow>,
    /// Translations that no source segment was found for.
    pub left_over: Vec<String>,
}

/// A segment on the page.
#[derive(Clone, Debug)]
pub struct ReportRow {
    /// Its number in the document, from 1.
    pub number: u32,
    /// Whether a paragraph begins with it.
    pub paragraph_start: bool,
    /// The source text.
    pub source: String,
    /// The translation; empty where there is none.
    pub target: String,
    /// How far the translation is; `None` for untranslated.
    pub state: Option<State>,
    /// How it came about.
    pub made_by: Option<MadeBy>,
    /// The confidence or score it was made with, in percent.
    pub confidence: Option<u8>,
    /// The terms in the source, not overlapping.
    pub source_terms: Vec<ReportTerm>,
    /// Where terms stand in the target, in bytes, not overlapping.
    pub target_terms: Vec<Range<usize>>,
    /// What the checks found.
    pub findings: Vec<Finding>,
}

/// A term in a source text.
#[derive(Clone, Debug)]
pub struct ReportTerm {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its translation as the termbase has it; several forms parted as they shall be read.
    pub translation: String,
}

/// A source of at most so many characters, alone in its paragraph and without a final mark, is
/// shown as a heading.
const HEADING: usize = 120;

/// The page, as one HTML document.
#[must_use]
pub fn page(report: &Report) -> String {
    let (from, to) = (&report.source_lang, &report.target_lang);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (report.title) }
                style { (PreEscaped(include_str!("report.css"))) }
            }
            body {
                header.page {
                    h1 { (report.title) }
                    p.languages {
                        (from.name()) " (" (from.canonical()) ") → " (to.name()) " (" (to.canonical()) ")"
                    }
                    (counts(report))
                    p.legend {
                        "In the texts: " span.term { "dotted line" } ", a term of the termbase; "
                        mark.error { "double line" } ", an error; "
                        mark.warning { "thick line" } ", a warning; "
                        mark.info { "thin line" } ", worth a look."
                    }
                    (places(report))
                }
                main {
                    @for (at, document) in report.documents.iter().enumerate() {
                        (section(report, at, document))
                    }
                }
                @if !report.attribution.is_empty() {
                    footer { div { @for line in &report.attribution { p { (line) } } } }
                }
            }
        }
    }
    .into_string()
}

/// All rows with the place of their document.
fn rows(report: &Report) -> impl Iterator<Item = (usize, &ReportRow)> {
    report
        .documents
        .iter()
        .enumerate()
        .flat_map(|(at, document)| document.rows.iter().map(move |row| (at, row)))
}

fn findings(report: &Report) -> impl Iterator<Item = &Finding> {
    rows(report).flat_map(|(_, row)| &row.findings)
}

/// The figures at the top.
fn counts(report: &Report) -> Markup {
    let all = rows(report).count();
    let confirmed = rows(report)
        .filter(|(_, row)| row.state.is_some_and(State::is_confirmed))
        .count();
    let untranslated = rows(report)
        .filter(|(_, row)| row.target.is_empty())
        .count();
    let unconfirmed = all.saturating_sub(confirmed + untranslated);
    let terms: usize = rows(report).map(|(_, row)| row.source_terms.len()).sum();
    let left_over: usize = report.documents.iter().map(|d| d.left_over.len()).sum();
    let of = |severity| findings(report).filter(|f| f.severity == severity).count();
    let tile = |label: &str, value: &str, class: &str| {
        html! { div class=(class) { dt { (label) } dd { (value) } } }
    };
    let always = [
        ("Segments", all, ""),
        ("Confirmed", confirmed, ""),
        ("Not confirmed", unconfirmed, ""),
        ("Untranslated", untranslated, ""),
        ("Terms", terms, ""),
    ];
    let found = |severity: Severity, label: &'static str| {
        let count = of(severity);
        let class = if count > 0 { severity.as_str() } else { "" };
        (label, count, class)
    };
    let found = [
        found(Severity::Error, "✕ Errors"),
        found(Severity::Warning, "▲ Warnings"),
        found(Severity::Info, "ⓘ Worth a look"),
    ];
    let percent = |part: usize| format!("width: {:.2}%", part as f64 * 100.0 / all.max(1) as f64);
    html! {
        dl.counts {
            @for (label, count, class) in always.iter().chain(&found) {
                (tile(label, &count.to_string(), class))
            }
            @if left_over > 0 {
                (tile("Without source", &left_over.to_string(), ""))
            }
            @for (label, value) in &report.counts { (tile(label, value, "")) }
        }
        div.bar aria-hidden="true" {
            div.done style=(percent(confirmed)) {}
            div.draft style=(percent(unconfirmed)) {}
        }
    }
}

/// The list of errors and warnings, each leading to its segment.
fn places(report: &Report) -> Markup {
    let grave: Vec<(usize, &ReportRow, &Finding)> = rows(report)
        .flat_map(|(at, row)| row.findings.iter().map(move |finding| (at, row, finding)))
        .filter(|(_, _, finding)| finding.severity > Severity::Info)
        .collect();
    html! {
        @if !grave.is_empty() {
            nav.places aria-label="Errors and warnings" {
                h2 { "To mend or to accept" }
                ul {
                    @for (at, row, finding) in grave {
                        li class=(finding.severity.as_str()) {
                            (severity(finding.severity)) " "
                            a href={ "#" (anchor(at, row)) } { "segment " (row.number) }
                            ": " (finding.message.english)
                        }
                    }
                }
            }
        }
    }
}

fn section(report: &Report, at: usize, document: &ReportDocument) -> Markup {
    let (from, to) = (&report.source_lang, &report.target_lang);
    html! {
        section {
            h2 { (document.name) }
            div.heads aria-hidden="true" {
                span { (from.name()) }
                span { (to.name()) }
            }
            ol.segments {
                @for (place, row) in document.rows.iter().enumerate() {
                    (segment(report, at, row, is_heading(&document.rows, place)))
                }
            }
            @if !document.left_over.is_empty() {
                div.left-over {
                    h3 { "Translations without a source" }
                    ol {
                        @for text in &document.left_over {
                            li { p.text lang=(to.canonical()) dir="auto" { (text) } }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a row is a heading: alone in its paragraph, short, and without a final mark.
fn is_heading(rows: &[ReportRow], at: usize) -> bool {
    let ends = rows.get(at + 1).is_none_or(|next| next.paragraph_start);
    rows.get(at).is_some_and(|row| {
        let source = row.source.trim_end();
        row.paragraph_start
            && ends
            && char_offset(source, source.len()) <= HEADING
            && !source.ends_with([
                '.', '!', '?', ':', ';', '。', '！', '？', '：', '；', '”', '"',
            ])
    })
}

/// The id of a segment on the page.
fn anchor(document: usize, row: &ReportRow) -> String {
    format!("d{}s{}", document + 1, row.number)
}

fn segment(report: &Report, at: usize, row: &ReportRow, heading: bool) -> Markup {
    let class = match (row.paragraph_start, heading) {
        (_, true) => "segment paragraph heading",
        (true, false) => "segment paragraph",
        (false, false) => "segment",
    };
    let id = anchor(at, row);
    html! {
        li class=(class) id=(id) {
            a.number href={ "#" (id) } aria-label={ "segment " (row.number) } { (row.number) }
            p.text.source lang=(report.source_lang.canonical()) dir="auto" {
                (text(row, Side::Source))
            }
            @if row.target.is_empty() {
                p.target.empty { "not translated" }
            } @else {
                p.text.target lang=(report.target_lang.canonical()) dir="auto" {
                    (text(row, Side::Target))
                }
            }
            @if !row.findings.is_empty() {
                ul.findings {
                    @for finding in &row.findings {
                        li class={ "finding " (finding.severity.as_str()) } {
                            (severity(finding.severity)) ": " (finding.message.english) " "
                            span.check { (finding.check) }
                        }
                    }
                }
            }
            (about(report, row))
        }
    }
}

/// The small line under a segment: its terms to fold out, its state.
fn about(report: &Report, row: &ReportRow) -> Markup {
    let mut terms: Vec<(&str, &str)> = Vec::new();
    for term in &row.source_terms {
        let found = row.source.get(term.range.clone()).unwrap_or_default();
        if !found.is_empty() && !terms.iter().any(|(_, other)| *other == term.translation) {
            terms.push((found, &term.translation));
        }
    }
    html! {
        div.about {
            @if !terms.is_empty() {
                details {
                    summary { @if terms.len() == 1 { "1 term" } @else { (terms.len()) " terms" } }
                    ul.glossary {
                        @for (term, translation) in terms {
                            li {
                                span lang=(report.source_lang.canonical()) { (term) } " → "
                                span lang=(report.target_lang.canonical()) { (translation) }
                            }
                        }
                    }
                }
            }
            @if !row.target.is_empty() {
                @let confirmed = row.state.is_some_and(State::is_confirmed);
                span class=(if confirmed { "state" } else { "state unconfirmed" }) {
                    b { (row.state.map_or("no state", State::as_str)) }
                    @if let Some(made_by) = row.made_by { " · " (made_by.as_str()) }
                    @if let Some(confidence) = row.confidence { " " (confidence) " %" }
                }
            }
        }
    }
}

/// The sign and the word of a severity: neither needs colour.
fn severity(severity: Severity) -> Markup {
    let (sign, word) = match severity {
        Severity::Error => ("✕", "Error"),
        Severity::Warning => ("▲", "Warning"),
        Severity::Info => ("ⓘ", "Worth a look"),
    };
    html! { span.severity { span aria-hidden="true" { (sign) " " } (word) } }
}

/// A text with its terms and the places of its findings marked.
///
/// The text is cut wherever a term or a finding begins or ends; a term keeps its pieces together,
/// and a finding is marked piece by piece within. Ranges that are not of the text are left out.
fn text(row: &ReportRow, side: Side) -> Markup {
    let (text, terms): (&str, Vec<(Range<usize>, &str)>) = match side {
        Side::Source => (
            &row.source,
            row.source_terms
                .iter()
                .map(|term| (term.range.clone(), term.translation.as_str()))
                .collect(),
        ),
        Side::Target => (
            &row.target,
            row.target_terms
                .iter()
                .map(|range| (range.clone(), ""))
                .collect(),
        ),
    };
    let real = |range: &Range<usize>| text.get(range.clone()).is_some_and(|part| !part.is_empty());
    let terms: Vec<(Range<usize>, &str)> =
        terms.into_iter().filter(|(range, _)| real(range)).collect();
    // A finding on the whole text says so in words; marking all of it would mark nothing.
    let marks: Vec<(&Range<usize>, Severity)> = row
        .findings
        .iter()
        .filter(|f| f.side == side && real(&f.range) && f.range != (0..text.len()))
        .map(|f| (&f.range, f.severity))
        .collect();
    let mut cuts: Vec<usize> = terms
        .iter()
        .map(|(range, _)| range)
        .chain(marks.iter().map(|(range, _)| *range))
        .flat_map(|range| [range.start, range.end])
        .chain([0, text.len()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let worst = worst_of(&cuts, &marks);
    let pieces = |from: usize, to: usize| -> Markup {
        let first = cuts.partition_point(|cut| *cut < from);
        let all = cuts.windows(2).zip(&worst).skip(first);
        html! {
            @for (two, worst) in all.take_while(|(two, _)| two[1] <= to) {
                @let part = text.get(two[0]..two[1]).unwrap_or_default();
                @if let Some(severity) = worst {
                    mark class=(severity.as_str()) { (part) }
                } @else {
                    (part)
                }
            }
        }
    };
    let mut at = 0;
    html! {
        @for (range, translation) in &terms {
            @if range.start >= at {
                (pieces(at, range.start))
                @if translation.is_empty() {
                    span.term { (pieces(range.start, range.end)) }
                } @else {
                    span.term title=(translation) { (pieces(range.start, range.end)) }
                }
                @let () = at = range.end;
            }
        }
        (pieces(at, text.len()))
    }
}

/// How bad the worst of the marks is, of each piece between two cuts. It is found in one pass: a
/// text may have a mark at each of its signs.
fn worst_of(cuts: &[usize], marks: &[(&Range<usize>, Severity)]) -> Vec<Option<Severity>> {
    let both = marks.iter().flat_map(|(range, severity)| {
        [
            (range.start, *severity, true),
            (range.end, *severity, false),
        ]
    });
    let mut ends: Vec<(usize, Severity, bool)> = both.collect();
    ends.sort_unstable_by_key(|(at, ..)| *at);
    let mut ends = ends.into_iter().peekable();
    let mut open: BTreeMap<Severity, i64> = BTreeMap::new();
    let mut worst = Vec::with_capacity(cuts.len());
    for from in cuts {
        while let Some((_, severity, begins)) = ends.next_if(|(at, ..)| at <= from) {
            *open.entry(severity).or_default() += if begins { 1 } else { -1 };
        }
        let mut worse = open.iter().rev();
        worst.push(
            worse
                .find(|(_, count)| **count > 0)
                .map(|(severity, _)| *severity),
        );
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Message;

    fn report() -> Report {
        let source = "The PCT & “WIPO <GREEN>”, 51,000 marks";
        let target = "《专利合作条约》和5100件";
        let place = |text: &str, part: &str| {
            let at = text.find(part).unwrap();
            at..at + part.len()
        };
        let row = ReportRow {
            number: 1,
            paragraph_start: true,
            source: source.to_owned(),
            target: target.to_owned(),
            state: Some(State::Draft),
            made_by: Some(MadeBy::Aligned),
            confidence: Some(64),
            source_terms: vec![ReportTerm {
                range: place(source, "PCT"),
                translation: "《专利合作条约》 / PCT".to_owned(),
            }],
            target_terms: vec![place(target, "专利合作条约")],
            findings: vec![Finding {
                check: "Q01",
                severity: Severity::Error,
                side: Side::Target,
                range: place(target, "5100"),
                message: Message {
                    english: "5100 in the translation, 51,000 in the source".to_owned(),
                    ..Message::default()
                },
                fix: None,
            }],
        };
        let mut untranslated = row.clone();
        untranslated.number = 2;
        untranslated.paragraph_start = false;
        untranslated.target.clear();
        untranslated.state = None;
        Report {
            title: "A <release>".to_owned(),
            source_lang: "en".parse().unwrap(),
            target_lang: "zh-Hans".parse().unwrap(),
            counts: vec![("Words".to_owned(), "1,612".to_owned())],
            documents: vec![ReportDocument {
                name: "release".to_owned(),
                rows: vec![row, untranslated],
                left_over: vec!["多出的一句。".to_owned()],
            }],
            attribution: vec!["© WIPO".to_owned()],
        }
    }

    #[test]
    fn the_page_shows_texts_terms_and_findings() {
        let page = page(&report());
        for part in [
            "<title>A &lt;release&gt;</title>",
            "lang=\"zh-Hans\"",
            "<span class=\"term\" title=\"《专利合作条约》 / PCT\">PCT</span>",
            "WIPO &lt;GREEN&gt;",
            "《<span class=\"term\">专利合作条约</span>》",
            "<mark class=\"error\">5100</mark>",
            "<li class=\"finding error\">",
            "Error</span>: 5100 in the translation",
            "not translated",
            "多出的一句。",
            "href=\"#d1s1\"",
            "aligned",
            "© WIPO",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        assert!(!page.contains("<script") && !page.contains("http:"));
    }

    #[test]
    fn a_place_with_several_findings_is_marked_by_the_worst() {
        let (all, end) = (0..6, 2..4);
        let marks = [(&all, Severity::Info), (&end, Severity::Error)];
        let (info, error) = (Some(Severity::Info), Some(Severity::Error));
        assert_eq!(
            worst_of(&[0, 2, 4, 6, 9], &marks),
            [info, error, info, None, None]
        );
    }

    #[test]
    fn the_same_report_is_the_same_page() {
        assert_eq!(page(&report()), page(&report()));
    }

    #[test]
    fn the_text_stands_whole_between_its_marks() {
        let mut report = report();
        let row = &mut report.documents[0].rows[0];
        // Overlapping, crossing, outside, inside a character: nothing is lost or doubled.
        row.target_terms = vec![0..9, 6..12, 1..4, 900..901, 24..30];
        row.findings.extend((0..6).map(|n| Finding {
            check: "Q99",
            severity: Severity::Info,
            side: Side::Target,
            range: n * 3..n * 6 + 3,
            message: Message::default(),
            fix: None,
        }));
        let markup = text(row, Side::Target).into_string();
        let mut bare = String::new();
        let mut inside = false;
        for c in markup.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => bare.push(c),
                _ => {}
            }
        }
        assert_eq!(bare, row.target);
    }
}
