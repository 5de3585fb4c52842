//! A run of commands beside a model of what they must do: what was there before each of them, the
//! texts as they were imported, and what must hold whatever was done.

use std::collections::{BTreeMap, HashMap, HashSet};

use yiku::segment::{self, Options};
use yiku::store::{Reader, StoredUnit};
use yiku::text::fold::identity;
use yiku::unit::{MadeBy, Side, State, UnitId, Variant};
use yiku::work::{fill, import, status};

use super::bench::{Bench, all_units, incoming, joined, tag};
use super::pool::{
    DOCUMENTS, Edit, POOL, Paragraphs, chinese, edit, english, file_text, first_text,
};
use super::terms::{concept_of, termbase};

/// A command.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// A document, changed since the last time; with the translation of the text, itself changed,
    /// or without. The form of the files by bits.
    Import(usize, Vec<Edit>, Option<Vec<Edit>>, u8),
    Set(usize, usize, usize),
    Confirm(usize, usize),
    Reject(usize, usize),
    AddTerm(usize, usize),
    RemoveTerm(usize),
    LoadTerms(usize, usize),
    Undo,
    Redo,
}

/// A unit with a translation that a person wrote or judged.
struct ByHand {
    source: String,
    target: Variant,
    placed: bool,
}

fn by_hand(reader: &Reader<'_>, document: &str) -> BTreeMap<UnitId, ByHand> {
    let hand = |(stored, name, placed): (StoredUnit, String, bool)| {
        let target = stored.unit.variant(&tag("zh-Hans"))?.clone();
        (name == document && target.made_by == Some(MadeBy::Human)).then(|| {
            let source = stored.unit.source().unwrap().text.clone();
            (
                stored.unit.id,
                ByHand {
                    source,
                    target,
                    placed,
                },
            )
        })
    };
    all_units(reader).into_iter().filter_map(hand).collect()
}

/// How often a text stands in another as a run of whole sentences.
fn count_runs(text: &str, sought: &str) -> usize {
    let options = Options::default();
    let text = text.trim_start_matches('\u{FEFF}');
    let sentences = segment::segments(text, &tag("en"), &options);
    let run = segment::segments(sought, &tag("en"), &options).len();
    (sentences.windows(run))
        .filter(|run| {
            let whole = run[0].range.start..run[run.len() - 1].range.end;
            identity(&text[whole]) == identity(sought)
        })
        .count()
}

/// The commands of one test with what is expected of them.
pub(super) struct Trial {
    pub(super) bench: Bench,
    texts: [Option<Paragraphs>; 2],
    /// The text of each document as it was last imported.
    pub(super) imported: [Option<String>; 2],
    /// What the exports were before each command that stands, with the texts.
    past: Vec<(String, [Option<String>; 2])>,
    /// What they were before each undo that can be done again.
    future: Vec<(String, [Option<String>; 2])>,
    /// The source of every id ever seen.
    ids: HashMap<UnitId, String>,
}

impl Trial {
    pub(super) fn new() -> Self {
        Self {
            bench: Bench::new(),
            texts: [None, None],
            imported: [None, None],
            past: Vec::new(),
            future: Vec::new(),
            ids: HashMap::new(),
        }
    }

    pub(super) fn run(acts: &[Act]) {
        let mut trial = Self::new();
        for act in acts {
            trial.step(act);
        }
        let mut undone = 0;
        while !trial.past.is_empty() {
            trial.step(&Act::Undo);
            undone += 1;
        }
        assert_eq!(
            trial.bench.exports(),
            "",
            "everything undone, yet something stands"
        );
        trial.step(&Act::Undo);
        for _ in 0..undone {
            trial.step(&Act::Redo);
        }
    }

    pub(super) fn step(&mut self, act: &Act) {
        let before = (self.bench.exports(), self.imported.clone());
        let changed = match act {
            Act::Import(document, edits, target, form) => {
                self.import(*document, edits, target.as_deref(), *form)
            }
            Act::Set(document, at, text) => {
                let text = format!("译文{}：{}", text % 3, POOL[text % POOL.len()].1);
                self.at(*document, *at)
                    .is_some_and(|segment| self.bench.set(&segment, &text))
            }
            Act::Confirm(document, at) => (self.at(*document, *at))
                .is_some_and(|segment| self.bench.mark(&segment, State::Translated)),
            Act::Reject(document, at) => (self.at(*document, *at))
                .is_some_and(|segment| self.bench.mark(&segment, State::Rejected)),
            Act::AddTerm(concept, text) => {
                let concept = concept_of(*concept, *text);
                self.bench
                    .change(|writer| writer.put_concept(&concept).unwrap())
            }
            Act::RemoveTerm(concept) => {
                let id = concept_of(*concept, 0).id;
                self.bench.change(|writer| {
                    writer.remove_concept(&id).unwrap();
                })
            }
            Act::LoadTerms(file, edition) => {
                let incoming = termbase(*file, *edition);
                let mut load = || {
                    self.bench.change(|writer| {
                        import::termbase(writer, &incoming).unwrap();
                    })
                };
                let changed = load();
                assert!(!load(), "loading a termbase again changed something");
                changed
            }
            Act::Undo => {
                let undone = self.bench.undo(None);
                assert_eq!(undone, self.past.last().map(|_| Vec::new()));
                if let Some((exports, texts)) = self.past.pop() {
                    assert_eq!(self.bench.exports(), exports, "undo");
                    self.imported = texts;
                    self.future.push(before);
                }
                return self.check();
            }
            Act::Redo => {
                let redone = self.bench.redo();
                assert_eq!(redone, self.future.last().map(|_| Vec::new()));
                if let Some((exports, texts)) = self.future.pop() {
                    assert_eq!(self.bench.exports(), exports, "redo");
                    self.imported = texts;
                    self.past.push(before);
                }
                return self.check();
            }
        };
        if changed {
            self.past.push(before);
            self.future.clear();
        } else {
            assert_eq!(
                self.bench.exports(),
                before.0,
                "nothing changed, yet the exports did"
            );
        }
        self.check();
    }

    /// A segment that there is, as people name it.
    fn at(&self, document: usize, at: usize) -> Option<String> {
        let name = DOCUMENTS[document % 2];
        let reader = self.bench.memory.read().unwrap();
        let row = reader.document(name).unwrap()?.row.unwrap();
        let segments = reader.placed(row).unwrap().len();
        Some(format!("{name}:{}", 1 + at % segments))
    }

    fn import(
        &mut self,
        document: usize,
        edits: &[Edit],
        target: Option<&[Edit]>,
        form: u8,
    ) -> bool {
        let document = document % 2;
        let name = DOCUMENTS[document];
        let paragraphs = self.texts[document].get_or_insert_with(|| first_text(document));
        for one in edits {
            edit(paragraphs, *one);
        }
        if paragraphs.is_empty() {
            *paragraphs = first_text(document);
        }
        let source = file_text(paragraphs, english, " ", form);
        let target = target.map(|edits| {
            let mut paragraphs = paragraphs.clone();
            for one in edits {
                edit(&mut paragraphs, *one);
            }
            if paragraphs.is_empty() {
                paragraphs = first_text(document);
            }
            file_text(&paragraphs, chinese, "", form >> 4)
        });
        let old_source = self.imported[document].clone().unwrap_or_default();
        let hands = by_hand(&self.bench.memory.read().unwrap(), name);
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (stored, of, _) in all_units(&self.bench.memory.read().unwrap()) {
            if let Some(source) = stored.unit.source().filter(|_| of == name) {
                *counts.entry(identity(&source.text)).or_default() += 1;
            }
        }
        let incoming = incoming(name, &source, target.as_deref());
        let (outcome, changed) = self.bench.import(&incoming);
        assert!(!outcome.unchanged || !changed);
        self.imported[document] = Some(source.clone());
        let (_, again) = self.bench.import(&incoming);
        assert!(!again, "importing the same again changed something");

        let reader = self.bench.memory.read().unwrap();
        assert_eq!(joined(&reader, name, Side::Source), source);
        if let Some(target) = target {
            assert_eq!(joined(&reader, name, Side::Target), target);
        }
        let now = by_hand(&reader, name);
        for (id, hand) in &hands {
            let kept = now.get(id).expect("what is by hand stays in the memory");
            assert_eq!(
                (&kept.target.text, kept.target.state),
                (&hand.target.text, hand.target.state)
            );
            let shared = hands.values().any(|other| {
                identity(&other.source) != identity(&hand.source)
                    && (count_runs(&other.source, &hand.source) > 0
                        || count_runs(&hand.source, &other.source) > 0)
            });
            if shared {
                continue; // the sentence may stand within another unit that is by hand
            }
            let (was, is) = (
                count_runs(&old_source, &hand.source),
                count_runs(&source, &hand.source),
            );
            let stands = hand.placed && is > 0 && is >= was;
            let comes_back = !hand.placed && is >= counts[&identity(&hand.source)] && is > was;
            if stands || comes_back {
                assert!(
                    kept.placed,
                    "“{}” lost its place (was {was}, is {is})",
                    hand.source
                );
            }
        }
        changed
    }

    /// What must hold whatever was done.
    fn check(&mut self) {
        self.bench.assert_sound();
        let reader = self.bench.memory.read().unwrap();
        let mut seen = HashSet::new();
        for (stored, document, _) in all_units(&reader) {
            let unit = &stored.unit;
            assert!(seen.insert(unit.id), "an id stands twice");
            let text = unit.source().or(unit.variants.first()).unwrap();
            let text = format!("{document} {}", identity(&text.text));
            let known = self.ids.entry(unit.id).or_insert_with(|| text.clone());
            assert_eq!(*known, text, "an id speaks of another text");
        }
        for (name, text) in DOCUMENTS.iter().zip(&self.imported) {
            match text {
                Some(text) => assert_eq!(joined(&reader, name, Side::Source), *text),
                None => assert!(reader.document(name).unwrap().is_none()),
            }
        }
        for document in fill::documents(&reader, None).unwrap_or_default() {
            let segments = fill::Segments::of(&reader, document).unwrap();
            status::progress(&reader, &segments).unwrap();
        }
    }
}
