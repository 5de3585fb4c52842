use super::*;
use crate::exchange::testing::{header, tag, units, written};
use crate::exchange::{Incoming, UnitReader};
use crate::unit::State;

fn read(text: &str) -> (Vec<Incoming>, Vec<String>) {
    let mut reader = Reader::new(text.as_bytes()).unwrap();
    let units = (&mut reader).map(|unit| unit.unwrap()).collect();
    let mends = reader.mends().listed().iter();
    (
        units,
        mends
            .map(|mend| format!("{}: {}", mend.line, mend.message))
            .collect(),
    )
}

/// What Weblate's own dump looks like.
const DUMP: &str = r#"[
    {"source": "Hello {name}", "target": "你好，{name}", "source_language": "en",
     "target_language": "zh_Hans", "origin": "app/main", "category": 10000007, "status": 1,
     "context": "Greeting [short]"},
    {"source": "Say \"}\"", "target": "说“}”\\", "source_language": "en",
     "target_language": "zh_Hans", "origin": "", "category": 1, "status": 0},
    {"source": "", "target": "空", "source_language": "en", "target_language": "zh_Hans",
     "origin": "a.tmx", "category": 1}
]
"#;

#[test]
fn a_dump_is_read_with_its_contexts_categories_and_states() {
    let (units, mends) = read(DUMP);
    let [greeting, quoted] = units.as_slice() else {
        panic!("{units:?}");
    };
    assert_eq!(greeting.source_lang, tag("en"));
    assert_eq!(greeting.variants[0].text, "Hello {name}");
    assert_eq!(greeting.variants[1].text, "你好，{name}");
    assert_eq!(greeting.variants[1].lang.given(), "zh_Hans");
    assert_eq!(greeting.variants[1].state, Some(State::Translated));
    assert_eq!(greeting.document.as_deref(), Some("app/main"));
    assert_eq!(
        greeting.properties,
        [
            property("context", "Greeting [short]".to_owned()),
            property("category", "10000007".to_owned()),
        ]
    );
    assert_eq!(quoted.variants[0].text, "Say \"}\"");
    assert_eq!(quoted.variants[1].text, "说“}”\\");
    assert_eq!(quoted.variants[1].state, Some(State::Draft));
    assert_eq!((quoted.at.line, quoted.document.as_deref()), (5, None));
    assert_eq!(mends, ["7: a pair with an empty text was left out"]);
}

#[test]
fn every_pair_is_written_and_what_has_no_place_is_counted() {
    let (text, report) = written(Box::new(Writer::new(Vec::new(), &header()).unwrap()));
    let (found, mends) = read(&text);
    assert_eq!(mends, [""; 0]);
    let pairs: Vec<_> = (found.iter())
        .map(|unit| (unit.variants[0].text.clone(), unit.variants[1].text.clone()))
        .collect();
    let expected: Vec<_> = (units().iter())
        .filter_map(|unit| Some((unit.source()?.text.clone(), unit)))
        .flat_map(|(source, unit)| {
            let targets = unit
                .variants
                .iter()
                .filter(|text| text.lang == tag("zh-Hans"));
            targets.map(move |target| (source.clone(), target.text.clone()))
        })
        .filter(|(_, target)| !target.is_empty())
        .collect();
    assert_eq!(pairs, expected);
    assert_eq!((pairs.len(), report.written), (9, 8));
    assert_eq!(found[0].document.as_deref(), Some("release"));
    assert_eq!(
        found.last().unwrap().document.as_deref(),
        Some("client.tmx")
    );
    for (loss, count) in [
        (Loss::InlineCode, 8),
        (Loss::Note, 2),
        (Loss::Field, 4),
        (Loss::Property, 1),
        (Loss::Language, 1),
        (Loss::NoSource, 1),
        (Loss::NoTarget, 1),
    ] {
        assert_eq!(report.lost(loss), count, "{loss}");
    }
}

#[test]
fn contexts_categories_and_drafts_are_written_as_they_were_read() {
    let (found, _) = read(DUMP);
    let mut header = header();
    header.target = tag("zh_Hans");
    let mut writer = Writer::new(Vec::new(), &header).unwrap();
    for incoming in found.clone() {
        let origin = match &incoming.document {
            Some(name) => Origin::Document(name.clone()),
            None => Origin::Memory("dump.json".to_owned()),
        };
        let id = crate::unit::UnitId::new(&origin, incoming.identity(), 0);
        writer
            .unit(&Outgoing::alone(&incoming.into_unit(origin, id)))
            .unwrap();
    }
    let (bytes, report) = Box::new(writer).finish().unwrap();
    assert_eq!(report.losses().count(), 0);
    let (again, _) = read(std::str::from_utf8(&bytes).unwrap());
    for (unit, known) in again.iter().zip(&found) {
        let texts = |unit: &Incoming| {
            let texts = unit.variants.iter();
            texts
                .map(|text| (text.text.clone(), text.state))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(unit), texts(known));
        assert_eq!(unit.properties, known.properties);
    }
    assert_eq!(again.len(), 2);
}

#[test]
fn an_empty_list_is_written_and_read() {
    let writer = Box::new(Writer::new(Vec::new(), &header()).unwrap());
    let (bytes, _) = UnitWriter::finish(writer).unwrap();
    assert_eq!(read(std::str::from_utf8(&bytes).unwrap()).0, []);
}

#[test]
fn a_damaged_file_is_named_with_its_place() {
    for (text, words) in [
        ("{}", "line 1, column 2: this is no list"),
        (
            "[\n{\"source\": \"a\"}]",
            "line 2, column 1: this is no pair",
        ),
        (
            "[\n  {\"source\": \"a",
            "line 2, column 3: the file ends within this pair",
        ),
        ("[", "line 1, column 2: the file ends within the list"),
        ("[1]", "here a pair should stand"),
    ] {
        let error = match Reader::new(text.as_bytes()) {
            Ok(mut reader) => reader.next().unwrap().unwrap_err(),
            Err(error) => error,
        };
        assert!(error.to_string().contains(words), "{error}");
    }
}
