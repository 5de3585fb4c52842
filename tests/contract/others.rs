//! What is no stream of units, tried with the same texts: review tables and termbases.

use std::io::Cursor;

use yiku::exchange::review::{self, plain};
use yiku::exchange::shown::Shown;
use yiku::exchange::table::Layout;
use yiku::exchange::{self, Format, Options, Outgoing, Place, Tags, tbx, termbase};
use yiku::term::{Concept, Term, TermMatch, TermStatus};
use yiku::unit::Unit;

use super::{difficult, header, tag, texts, with_codes};

/// The rows of a review table of units, as it is read again.
fn rows(layout: review::Layout, units: &[Unit]) -> Vec<review::ReviewRow> {
    let format = Format::Review(layout);
    let mut writer = exchange::writer(format, Vec::new(), &header(), &Options::default()).unwrap();
    for (number, unit) in (1..).zip(units) {
        let place = Some(Place {
            document: "release",
            file: "release.en.txt",
            number,
            paragraph: number,
        });
        let outgoing = Outgoing {
            place,
            ..Outgoing::alone(unit)
        };
        writer.unit(&outgoing).unwrap();
    }
    let (bytes, report) = writer.finish().unwrap();
    assert_eq!(report.written, units.len() as u64);
    let table = review::read(layout, Cursor::new(bytes)).unwrap().unwrap();
    table.rows
}

#[test]
fn a_review_table_has_every_text_as_a_reviewer_sees_it() {
    let units = difficult();
    for layout in review::Layout::ALL {
        let rows = rows(layout, &units);
        assert_eq!(rows.len(), units.len());
        for ((name, _), (row, unit)) in texts().iter().zip(rows.iter().zip(&units)) {
            let [source, target] = [0, 1].map(|nth| unit.variants[nth].text.as_str());
            assert_eq!(row.source, plain(source), "{layout:?}: {name}");
            assert_eq!(row.target, plain(target), "{layout:?}: {name}");
            let mark = row.mark.as_ref().unwrap();
            assert_eq!(mark.unit, unit.id, "{layout:?}: {name}");
            assert!(mark.had_source(source) && mark.had_target(target), "{name}");
        }
    }
}

#[test]
fn a_review_table_gives_every_code_back() {
    let units = with_codes();
    for layout in review::Layout::ALL {
        for (row, unit) in rows(layout, &units).iter().zip(&units) {
            let (source, target) = (&unit.variants[0], &unit.variants[1]);
            let shown = Shown::new(Some(source), Some(target));
            let (text, codes) = shown.understood(&row.target).unwrap();
            assert_eq!((&text, &codes), (&target.text, &target.codes), "{layout:?}");
        }
    }
}

/// A concept for each difficult text: what it is, and a form of it.
fn concepts() -> Vec<Concept> {
    let concepts = texts().into_iter().enumerate().map(|(nth, (name, text))| {
        let term = |lang: &str, text: String| Term {
            lang: tag(lang),
            // A term is one line.
            text: seen(&text),
            status: TermStatus::Preferred,
            part_of_speech: "noun".to_owned(),
            term_type: "fullForm".to_owned(),
            exact_case: false,
            match_: TermMatch::default(),
            label: String::new(),
            note: String::new(),
        };
        Concept {
            id: format!("c{nth}"),
            domain: name.to_owned(),
            kind: String::new(),
            definition: format!("a {text} b"),
            note: String::new(),
            source: String::new(),
            terms: vec![
                term("en", format!("term {nth}{text}x")),
                term("zh-Hans", format!("词 {nth}{text}。")),
            ],
        }
    });
    concepts.collect()
}

/// What a person sees of a text: its white space as one blank.
fn seen(text: &str) -> String {
    let words = text.split([' ', '\t', '\r', '\n']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The terms of concepts with what these are, as a person sees them.
fn same(way: &str, read: &[Concept], concepts: &[Concept]) {
    let ids = |concepts: &[Concept]| -> Vec<String> {
        concepts.iter().map(|concept| concept.id.clone()).collect()
    };
    assert_eq!(ids(read), ids(concepts), "{way}");
    for (read, concept) in read.iter().zip(concepts) {
        let all = |concept: &Concept| -> Vec<String> {
            let texts = concept.terms.iter().map(|term| &term.text);
            texts
                .chain([&concept.definition])
                .map(|text| seen(text))
                .collect()
        };
        assert_eq!(all(read), all(concept), "{way}: {}", concept.domain);
    }
}

#[test]
fn a_termbase_has_every_text_in_tbx() {
    let concepts = concepts();
    for style in [tbx::Style::Dca, tbx::Style::Dct, tbx::Style::V2] {
        let (bytes, report) = tbx::write(Vec::new(), &concepts, &Tags::default(), style).unwrap();
        assert_eq!(report.written, concepts.len() as u64);
        let read = tbx::read(bytes.as_slice()).unwrap();
        same(&format!("{style:?}"), &read.concepts, &concepts);
    }
}

#[test]
fn a_termbase_has_every_text_in_a_table() {
    let concepts = concepts();
    let options = termbase::Options {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns: termbase::Mapping::default(),
    };
    for layout in [Layout::Csv, Layout::Tsv, Layout::Xlsx] {
        let (bytes, _) = termbase::write(Vec::new(), &concepts, layout).unwrap();
        let read = match layout {
            Layout::Xlsx => termbase::read_book(bytes.as_slice(), &options),
            _ => {
                let text = String::from_utf8(bytes).unwrap();
                let text = text.trim_start_matches('\u{FEFF}');
                termbase::read(text, termbase::Layout::Table(layout), &options)
            }
        };
        same(layout.name(), &read.unwrap().concepts, &concepts);
    }
}
