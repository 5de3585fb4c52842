//! The index against the texts themselves, whatever was done to a memory.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::store::{Command, ImportedMemory, Memory, Row, StoredUnit, Writer};
use crate::text::fold::push_search_text;
use crate::unit::{Fields, Origin, State, Unit, UnitId, Variant};

const ENGLISH: &[&str] = &[
    "The Director General visited Beijing in 2024.",
    "Patent applications grew by 5 % last year",
    "WIPO",
    "The Madrid System covers 131 countries.",
    "The Madrid System covers many countries, and the Hague System more than 90.",
    "IP is important",
    "12:30",
    "He met the Mayor of Shanghai and the Commissioner of CNIPA to talk about innovation clusters.",
];
const CHINESE: &[&str] = &[
    "总干事于2024年访问了北京。",
    "去年专利申请增长了5%",
    "世界知识产权组织",
    "马德里体系覆盖131个国家。",
    "馬德里體系覆蓋許多國家，海牙體系超過90個。",
    "知识产权很重要",
    "12:30",
    "他会见了上海市市长和国家知识产权局局长，讨论了创新集群。",
];
const WORDS: &[&str] = &[
    "the", "patent", "北", "专利", "創新", "new", "of", "2025", "，", "system",
];

const MEMORIES: [&str; 2] = ["client.tmx", "other.tmx"];

/// A day, or none.
fn date(seed: u64) -> Option<String> {
    (!seed.is_multiple_of(7)).then(|| format!("2024-01-{:02}T00:00:00Z", seed % 29 + 1))
}

/// What is done to a memory.
#[derive(Clone, Debug)]
enum Step {
    Add { texts: Vec<(usize, u64)> },
    Change { nth: usize, text: (usize, u64) },
    Remove { nth: usize, count: usize },
    Undo,
    Redo,
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    let text = || (0..ENGLISH.len(), any::<u64>());
    prop_oneof![
        4 => prop::collection::vec(text(), 1..30).prop_map(|texts| Step::Add { texts }),
        3 => (any::<usize>(), text()).prop_map(|(nth, text)| Step::Change { nth, text }),
        2 => (any::<usize>(), 1..12usize).prop_map(|(nth, count)| Step::Remove { nth, count }),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Rebuild),
    ]
}

/// A text with some words or characters put in, left out or replaced.
fn edited(text: &str, mut seed: u64) -> String {
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % below.max(1)
    };
    let spaced = text.contains(' ');
    let mut tokens: Vec<String> = match spaced {
        true => text.split(' ').map(str::to_owned).collect(),
        false => text.chars().map(String::from).collect(),
    };
    for _ in 0..next(4) {
        let at = next(tokens.len());
        match next(3) {
            0 if tokens.len() > 1 => drop(tokens.remove(at)),
            1 => tokens.insert(at, WORDS[next(WORDS.len())].to_owned()),
            _ => tokens[at] = WORDS[next(WORDS.len())].to_owned(),
        }
    }
    tokens.join(if spaced { " " } else { "" })
}

fn tag(given: &str) -> LangTag {
    LangTag::parse(given).unwrap()
}

fn command() -> Command {
    Command {
        verb: "import".to_owned(),
        arguments: Vec::new(),
        who: "li".to_owned(),
        at: "2024-09-17T00:00:00Z".to_owned(),
    }
}

/// A memory that units are imported into, and how many were.
struct Trial {
    _folder: tempfile::TempDir,
    memory: Memory,
    made: usize,
}

impl Trial {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.yiku");
        Self {
            memory: Memory::open_or_create(&path).unwrap(),
            _folder: folder,
            made: 0,
        }
    }

    fn change(&mut self, memory: &str, work: impl FnOnce(&Writer<'_>, Row)) {
        let described = ImportedMemory {
            row: None,
            name: memory.to_owned(),
            source_lang: tag("en"),
            target_lang: tag("zh-CN"),
            hash: None,
        };
        self.memory
            .change(&command(), |writer| {
                let row = writer.put_memory(&described)?;
                work(writer, row);
                Ok::<_, Error>(())
            })
            .unwrap();
    }

    fn units(&self) -> Vec<StoredUnit> {
        let reader = self.memory.read().unwrap();
        let mut units = Vec::new();
        for memory in reader.memories().unwrap() {
            let each = |stored: &mut StoredUnit| {
                units.push(stored.clone());
                Ok::<_, Error>(())
            };
            reader.each_unit(memory.row.unwrap(), each).unwrap();
        }
        units
    }

    fn run(&mut self, step: &Step) {
        match step {
            Step::Add { texts } => {
                let made = self.made;
                self.made += texts.len();
                let memory = MEMORIES[texts.len() % 2];
                self.change(memory, |writer, row| {
                    let dates = texts.iter().filter_map(|(_, seed)| date(*seed));
                    writer.note_newest(row, dates.max().as_deref()).unwrap();
                    let unit = |(nth, (which, seed)): (usize, &(usize, u64))| {
                        let origin = Origin::Memory(memory.to_owned());
                        let id = UnitId::new(&origin, &(made + nth).to_string(), 0);
                        let english = edited(ENGLISH[*which], *seed);
                        let chinese = edited(CHINESE[*which], seed.rotate_left(20));
                        let lang = if seed % 5 == 0 { "zh-TW" } else { "zh-CN" };
                        Unit {
                            id,
                            origin,
                            source_lang: tag("en"),
                            variants: vec![
                                Variant::new(tag("en"), english),
                                Variant {
                                    state: Some(State::Translated),
                                    date: date(*seed),
                                    ..Variant::new(tag(lang), chinese)
                                },
                            ],
                            cuts: Vec::new(),
                            fields: Fields::default(),
                            notes: Vec::new(),
                            properties: Vec::new(),
                        }
                    };
                    let units: Vec<Unit> = texts.iter().enumerate().map(unit).collect();
                    writer.add_units(row, &units).unwrap();
                });
            }
            Step::Change { nth, text } => {
                let units = self.units();
                let Some(stored) = units.get(nth % units.len().max(1)) else {
                    return;
                };
                let mut variant = stored.unit.variants[nth % 2].clone();
                let texts = [ENGLISH, CHINESE][usize::from(variant.lang.is_chinese())];
                variant.text = edited(texts[text.0], text.1);
                variant.date = date(text.1);
                self.change(MEMORIES[0], |writer, _| {
                    writer.put_variant(stored.row, 0, &variant).unwrap();
                });
            }
            Step::Remove { nth, count } => {
                let units = self.units();
                let from = nth % units.len().max(1);
                self.change(MEMORIES[0], |writer, _| {
                    for stored in units.iter().skip(from).take(*count) {
                        writer.remove_unit(stored.row).unwrap();
                    }
                });
            }
            Step::Undo => drop(self.memory.undo(&command(), None).unwrap()),
            Step::Redo => drop(self.memory.redo(&command()).unwrap()),
            Step::Rebuild => self.memory.rebuild_index().unwrap(),
        }
    }

    /// The variants of a language, by row, as they stand in the file.
    fn variants(reader: &Reader<'_>, language: &str) -> Vec<(u64, i64, String)> {
        let all = reader
            .rows("SELECT id, unit, lang, text FROM variant", [], |row| {
                let id: i64 = row.get(0)?;
                let lang: LangTag = row.get(2)?;
                Ok((lang, (id.unsigned_abs(), row.get(1)?, row.get(3)?)))
            })
            .unwrap();
        let of_language = all
            .into_iter()
            .filter(|(lang, _)| lang.language() == language);
        of_language.map(|(_, variant)| variant).collect()
    }

    fn check(&self, query: &str, from: &str, min: u8) {
        let reader = self.memory.read().unwrap();
        let index = reader.index(&tag(from)).unwrap();
        let ask = Ask {
            min,
            ..Ask::default()
        };
        let expected: BTreeSet<u64> = Self::variants(&reader, from)
            .into_iter()
            .filter(|(_, _, text)| slow_score(query, text).is_some_and(|score| score >= min))
            .map(|(id, ..)| id)
            .collect();
        // Again and again: read here and there, then whole.
        for _ in 0..=MANY_QUERIES {
            let hits = index.find(&Content::of(query), &ask, &mut Scratch::default());
            let found: Vec<u64> = hits.unwrap().iter().map(|hit| hit.record).collect();
            let set: BTreeSet<u64> = found.iter().copied().collect();
            assert_eq!(found.len(), set.len(), "found twice");
            assert_eq!(set, expected, "{query} at {min}");
        }
    }

    fn check_streams(&self) {
        let units = self.units();
        let reader = self.memory.read().unwrap();
        for memory in reader.memories().unwrap() {
            let of_it = units
                .iter()
                .filter(|stored| stored.unit.origin.name() == memory.name);
            let variants = of_it.clone().flat_map(|stored| &stored.unit.variants);
            let newest = variants.filter_map(|variant| variant.date.clone()).max();
            // As a stream they are what they are one by one.
            let mut streamed: Vec<_> = of_it.cloned().collect();
            let mut single = Vec::new();
            let each = |stored: &mut StoredUnit| {
                single.push(stored.clone());
                Ok::<_, Error>(())
            };
            reader.each_unit_by_id(memory.row.unwrap(), each).unwrap();
            single.sort_by_key(|stored| stored.row);
            streamed.sort_by_key(|stored| stored.row);
            assert_eq!(streamed, single);
            if let Some(noted) = reader.noted_date(memory.row.unwrap()).unwrap() {
                assert_eq!(Some(noted), newest);
            }
        }
    }

    fn check_words(&self) {
        let reader = self.memory.read().unwrap();
        assert_eq!(reader.verify_index(&|_| ()).unwrap(), []);
        for (word, from) in [
            ("专利", "zh"),
            ("the", "en"),
            ("体", "zh"),
            ("5", "en"),
            ("。", "zh"),
        ] {
            let holds = |text: &str| {
                let mut key = String::new();
                push_search_text(text, &mut key);
                key.contains(word)
            };
            let expected: BTreeSet<Row> = Self::variants(&reader, from)
                .into_iter()
                .filter(|(_, _, text)| holds(text))
                .map(|(_, unit, _)| Row(unit))
                .collect();
            let found = reader.units_with(word, Some(&tag(from))).unwrap();
            assert_eq!(found, expected, "{word}");
        }
    }
}

/// DESIGN's score of two texts by the plainest way there is; 100 stands for equal contents.
/// `None` where there is nothing to compare.
fn slow_score(a: &str, b: &str) -> Option<u8> {
    let (a, b) = (Content::of(a), Content::of(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.tokens().collect(), b.tokens().collect());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(100);
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = (corner + usize::from(x != y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = cost;
        }
    }
    let longer = a.len().max(b.len());
    u8::try_from((100 * (longer - row[b.len()]) / longer).min(94)).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_the_texts_say(
        steps in prop::collection::vec(step(), 1..24),
        queries in prop::collection::vec((0..ENGLISH.len(), any::<u64>()), 3),
    ) {
        let mut trial = Trial::new();
        for step in &steps {
            trial.run(step);
            trial.check_streams();
        }
        for (which, seed) in queries {
            for min in [50, 70, 85] {
                trial.check(&edited(ENGLISH[which], seed), "en", min);
                trial.check(&edited(CHINESE[which], seed), "zh", min);
            }
        }
        trial.check_words();
    }
}

#[test]
fn a_long_history_has_few_parts_and_loses_nothing() {
    let mut trial = Trial::new();
    let mut most = 0;
    for round in 0..60u64 {
        let texts = (0..10).map(|nth| (nth % ENGLISH.len(), round * 31 + nth as u64));
        trial.run(&Step::Add {
            texts: texts.collect(),
        });
        trial.run(&Step::Change {
            nth: usize::try_from(round).unwrap() * 7,
            text: (3, round),
        });
        let reader = trial.memory.read().unwrap();
        let count = "SELECT count(*) FROM index_part WHERE language = 'en'";
        let parts = reader.row(count, [], |row| row.get(0)).unwrap();
        most = most.max(parts.unwrap_or(0));
    }
    assert!((2..=6).contains(&most), "{most} parts");
    trial.check(ENGLISH[3], "en", 60);
    trial.check(CHINESE[7], "zh", 60);
}

#[test]
fn what_an_undo_takes_back_is_not_found_and_a_redo_finds_it_again() {
    let mut trial = Trial::new();
    let add = |seed| Step::Add {
        texts: (0..40)
            .map(|nth| (nth % ENGLISH.len(), seed + nth as u64))
            .collect(),
    };
    trial.run(&add(1));
    trial.run(&add(1000));
    for step in [Step::Undo, Step::Redo, Step::Undo, Step::Undo, Step::Redo] {
        trial.run(&step);
        trial.check(ENGLISH[4], "en", 50);
        trial.check(CHINESE[4], "zh", 50);
        trial.check_words();
    }
}

#[test]
fn a_piece_that_is_gone_or_changed_is_told_as_damage() {
    let mut trial = Trial::new();
    let texts = (0..40)
        .map(|nth| (nth % ENGLISH.len(), nth as u64))
        .collect();
    trial.run(&Step::Add { texts });
    for damage in [
        "UPDATE index_piece SET bytes = x'00' WHERE id = (SELECT min(id) FROM index_piece)",
        "DELETE FROM index_piece",
    ] {
        trial.memory.connection.execute(damage, []).unwrap();
        let reader = trial.memory.read().unwrap();
        assert!(matches!(reader.index(&tag("en")), Err(Error::Index { .. })));
    }
    trial.memory.rebuild_index().unwrap();
    trial.check(ENGLISH[0], "en", 70);
}

#[test]
fn an_index_of_another_version_is_made_anew() {
    let mut trial = Trial::new();
    let texts = (0..40)
        .map(|nth| (nth % ENGLISH.len(), nth as u64))
        .collect();
    trial.run(&Step::Add { texts });
    let connection = &trial.memory.connection;
    connection
        .execute("UPDATE index_round SET version = 1", [])
        .unwrap();
    connection
        .execute("UPDATE index_piece SET bytes = x'01'", [])
        .unwrap();
    // Until then the texts themselves are read.
    trial.check(ENGLISH[0], "en", 70);
    trial.check_words();
    trial.memory.keep_index().unwrap();
    let reader = trial.memory.read().unwrap();
    assert_ne!(reader.round().unwrap().id, 0);
    drop(reader);
    trial.check(ENGLISH[0], "en", 70);
    trial.check_words();
}

#[test]
fn whatever_is_changed_behind_the_back_of_the_index_is_told() {
    let damages = [
        (
            "UPDATE index_piece SET bytes = zeroblob(200) WHERE id = (SELECT min(id) FROM index_piece)",
            "Damaged",
        ),
        (
            "DELETE FROM index_piece WHERE id = (SELECT max(id) FROM index_piece)",
            "Unsearchable",
        ),
        (
            "DELETE FROM index_piece WHERE id % (1 << 24) >= 1 << 23",
            "Unsearchable",
        ),
        (
            "DROP TRIGGER index_update; UPDATE variant SET text = 'Quite another text' WHERE id = 7",
            "Missing(1)",
        ),
        (
            "DROP TRIGGER index_delete; DELETE FROM variant WHERE id = 7",
            "Wrong(2)",
        ),
        (
            "UPDATE index_part SET language = 'de' WHERE language = 'zh'",
            "Missing",
        ),
        ("INSERT INTO index_stale VALUES (7, 0)", ""),
        (
            "INSERT INTO index_stale VALUES (7, 1); INSERT INTO index_round VALUES (2, 80, (SELECT version FROM index_round))",
            "Missing(1)",
        ),
    ];
    for (damage, told) in damages {
        let mut trial = Trial::new();
        let texts = (0..40).map(|nth| (nth % ENGLISH.len(), 0)).collect();
        trial.run(&Step::Add { texts });
        trial.memory.connection.execute_batch(damage).unwrap();
        let reader = trial.memory.read().unwrap();
        let faults = format!("{:?}", reader.verify_index(&|_| ()).unwrap());
        assert!(faults.contains(told), "{damage}: {faults}");
        assert_eq!(faults == "[]", told.is_empty(), "{damage}: {faults}");
        drop(reader);
        trial.memory.rebuild_index().unwrap();
        let reader = trial.memory.read().unwrap();
        assert_eq!(reader.verify_index(&|_| ()).unwrap(), [], "{damage}");
    }
}
