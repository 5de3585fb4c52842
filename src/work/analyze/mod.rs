//! Analysis: what translators are paid by. Each segment of some texts is counted in one row, by
//! the best that is known of it: the memory, or what stands before it in the texts themselves.
//!
//! - [`Text`]: what is analyzed, from a file or a document of the memory.
//! - [`analyze`]: the rows of each text, as [`Analysis`].
//! - [`Rates`]: what of the full price a row is paid.
//! - [`Report`]: all of it with what it rests on, for tables, JSON and spreadsheets.

mod earlier;
mod rates;
mod report;
mod row;
mod tally;

pub use rates::{Rates, RatesTable};
pub use report::{Basis, Line, Report, decimals};
pub use row::Row;
pub use tally::{Analysis, Tally};

use std::collections::HashMap;
use std::path::Path;

use self::earlier::Earlier;
use super::fill::Segments;
use super::import;
use super::matches::{Match, Query, Wanted};
use super::memories::Memories;
use crate::document::FileText;
use crate::exchange::xliff::Place;
use crate::recall::{Band, Content, Damaged, Key, PartError, Scoring, Scratch};
use crate::segment::Segmenter;
use crate::store::{self, Document, Reader};
use crate::text::LangTag;
use crate::unit::InlineCode;

/// Why there is no analysis.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The index of the texts themselves does not read as it was made.
    #[error(transparent)]
    Index(#[from] PartError),
}

impl From<Damaged> for Error {
    fn from(damaged: Damaged) -> Self {
        Self::Index(damaged.into())
    }
}

/// A text to analyze.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// What people call it: its file or its document.
    pub name: String,
    /// Its segments, in order.
    pub segments: Vec<Segment>,
}

/// A segment of a text to analyze.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// Its source text.
    pub text: String,
    /// Its inline codes.
    pub codes: Vec<InlineCode>,
    /// Those of them that do not stand around it.
    pub inside: Vec<InlineCode>,
    /// Whether its translation is not to be changed.
    pub locked: bool,
    /// Whether it has a confirmed translation where it stands, whatever the memory has.
    pub translated: bool,
}

impl Segment {
    /// A segment to be translated. That it is already, the memory knows.
    fn new(text: &str, codes: Vec<InlineCode>) -> Self {
        let inside = match codes.as_slice() {
            [] => Vec::new(),
            codes => Place::of_text(text, codes).inside(),
        };
        Self {
            text: text.to_owned(),
            codes,
            inside,
            ..Self::default()
        }
    }
}

impl Text {
    /// The text of a file, cut into segments as an import cuts it.
    ///
    /// # Errors
    /// [`import::Error::TooLong`] where a segment is too long to be one.
    pub fn of_file(
        path: &Path,
        file: &FileText,
        lang: &LangTag,
        segmentation: &Segmenter,
    ) -> Result<Self, import::Error> {
        let segments = import::cut(path, file, lang, segmentation)?;
        let codes = import::inline_codes(file, &segments);
        let segments = segments.into_iter().zip(codes).map(|(segment, codes)| {
            let text = file.text.get(segment.range).unwrap_or_default();
            Segment::new(text, codes)
        });
        Ok(Self {
            name: path.display().to_string(),
            segments: segments.collect(),
        })
    }

    /// A document of the memory.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn of_document(reader: &Reader<'_>, document: Document) -> Result<Self, store::Error> {
        let segments = Segments::of(reader, document)?;
        let of = segments.placed.iter().map(|placed| {
            let source = placed.stored.unit.source();
            let codes = source.map_or_else(Vec::new, |source| source.codes.clone());
            Segment {
                locked: segments
                    .target(placed)
                    .is_some_and(|target| target.locked.is_some()),
                ..Segment::new(segments.source(placed), codes)
            }
        });
        Ok(Self {
            segments: of.collect(),
            name: segments.document.name.clone(),
        })
    }
}

/// How texts are analyzed.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The lowest score that counts as a match, in percent: 50 or more.
    pub min: u8,
    /// How texts with different words are scored.
    pub scoring: Scoring,
    /// Count a match by its score less its penalties.
    pub net: bool,
    /// Compare segments with those before them in the texts too.
    pub internal: bool,
}

/// Counts the segments of `texts`, in that order, in their rows: those in `lang` against the
/// memory, where there is one. `told` hears how many segments are done.
///
/// The rows in order of precedence: locked; no words; context; repetition; the memory's best, or
/// a better one before it in the texts. The first of equal segments is counted by the memory, the
/// others are repetitions, of the same file where it had the text already.
///
/// # Errors
/// [`Error`] where the memory cannot be read.
pub fn analyze(
    texts: &[Text],
    lang: &LangTag,
    memories: Option<&Memories<'_>>,
    options: &Options,
    told: &dyn Fn(usize),
) -> Result<Vec<Analysis>, Error> {
    let earlier = options.internal.then(|| Earlier::new(texts));
    let mut memory = Memory {
        memories,
        options,
        scratch: Scratch::default(),
    };
    let mut met: HashMap<Key, Met> = HashMap::new();
    let mut done = 0;
    let mut analyses = Vec::with_capacity(texts.len());
    for (number, text) in texts.iter().enumerate() {
        let mut analysis = Analysis::new(&text.name);
        for (place, segment) in text.segments.iter().enumerate() {
            let row = if segment.locked {
                Row::Locked
            } else if is_without_words(&segment.text) {
                Row::NumbersOnly
            } else {
                let query = query(text, place);
                let next = met.len();
                match met.get_mut(&Key::of_text(&segment.text)) {
                    Some(known) => {
                        let same_file = std::mem::replace(&mut known.last, number) == number;
                        if known.exact && (segment.translated || memory.has_in_context(&query)?) {
                            Row::Context
                        } else if same_file {
                            Row::Repetition
                        } else {
                            Row::AcrossFiles
                        }
                    }
                    None => {
                        let score = match segment.translated {
                            true => CONTEXT,
                            false => memory.best(&query)?,
                        };
                        let known = Met {
                            last: number,
                            exact: score >= EXACT,
                        };
                        met.insert(Key::of_text(&segment.text), known);
                        let least = options.min.max(score.saturating_add(1));
                        let inside = match &earlier {
                            Some(earlier) if least <= EXACT => {
                                earlier.best(next, least, options.scoring, &mut memory.scratch)?
                            }
                            _ => None,
                        };
                        match inside {
                            Some(inside) => Row::internal(Band::of(inside)),
                            None => Row::of(Band::of(score)),
                        }
                    }
                }
            };
            analysis.add(row, &Tally::of(&segment.text, lang));
            done += 1;
            told(done);
        }
        analyses.push(analysis);
    }
    Ok(analyses)
}

/// The score of a match between the same neighbours.
const CONTEXT: u8 = 101;
/// The score of a match with the same text.
const EXACT: u8 = 100;

/// A text that was met before.
struct Met {
    /// The last text it stood in.
    last: usize,
    /// Whether the memory has it.
    exact: bool,
}

fn is_without_words(text: &str) -> bool {
    Content::of(text).is_without_words()
}

/// A segment with its neighbours.
fn query(text: &Text, place: usize) -> Query<'_> {
    let at = |place: Option<usize>| {
        let segment = place.and_then(|place| text.segments.get(place));
        Some(segment.map_or("", |segment| segment.text.as_str()))
    };
    let segment = text.segments.get(place);
    let codes =
        |codes: fn(&Segment) -> &Vec<InlineCode>| segment.map_or(&[] as &[_], |it| codes(it));
    Query {
        text: at(Some(place)).unwrap_or_default(),
        codes: codes(|segment| &segment.codes),
        inside: codes(|segment| &segment.inside),
        previous: at(place.checked_sub(1)),
        next: at(Some(place + 1)),
    }
}

/// The memories, asked for no more than a report needs.
struct Memory<'l, 'r> {
    memories: Option<&'l Memories<'r>>,
    options: &'l Options,
    scratch: Scratch,
}

impl Memory<'_, '_> {
    /// The score of the best match, 0 where there is none.
    fn best(&mut self, query: &Query<'_>) -> Result<u8, Error> {
        // The best by what is left after penalties.
        let first = self.highest(query, self.options.min, 1)?;
        if self.options.net || first == 0 || first >= CONTEXT {
            return Ok(first);
        }
        // One that scores more may stand behind it, with more taken off; there are few.
        Ok(first.max(self.highest(query, first + 1, 0)?))
    }

    /// Whether the memory has a text between the same neighbours.
    fn has_in_context(&mut self, query: &Query<'_>) -> Result<bool, Error> {
        Ok(Band::of(self.highest(query, CONTEXT, 0)?) == Band::Context)
    }

    /// The highest score that counts among the `max` first matches of `min` percent or more; 0
    /// where there is none, or it counts for less than a match must.
    fn highest(&mut self, query: &Query<'_>, min: u8, max: usize) -> Result<u8, Error> {
        let Some(memories) = self.memories else {
            return Ok(0);
        };
        let wanted = Wanted {
            min,
            max,
            scoring: self.options.scoring,
            exhaustive: false,
        };
        let answer = memories.find(query, &wanted, &mut self.scratch)?;
        let score = |found: &Match| match self.options.net {
            true => found.net,
            false => found.score.percent,
        };
        let highest = answer.matches.iter().map(score).max().unwrap_or(0);
        Ok(if highest < self.options.min {
            0
        } else {
            highest
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::document;
    use crate::store::{Command, Memory as Store};
    use crate::unit::Fields;
    use crate::work::import::{Incoming, IncomingMemory};
    use crate::work::manifest::Role;
    use crate::work::memories::{Asked, Standing};

    /// A client's memory: a machine's draft of one text beside a person's translation of a longer
    /// one, and a text with another number.
    const CLIENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>
  <body>
    <tu><tuv xml:lang="en"><seg>All applications are filed online by the office in one single day.</seg></tuv>
      <tuv xml:lang="zh-CN"><prop type="x-state">draft</prop><prop type="x-origin">machine</prop><seg>所有申请由该局在一天之内在线提交。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>All applications are always filed online by the office in one single day.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>所有申请一向由该局在一天之内在线提交。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>It had 12 members.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>它有12个成员。</seg></tuv></tu>
  </body>
</tmx>
"#;

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    fn file(text: &str) -> FileText {
        document::from_bytes(Path::new("a.txt"), text.as_bytes(), None).unwrap()
    }

    /// A memory with the client's, and a document of three lines, the first and the last the same.
    fn memory(folder: &Path) -> Store {
        let path = folder.join("client.tmx");
        std::fs::write(&path, CLIENT).unwrap();
        let mut memory = Store::open_or_create(&folder.join("memory.yiku")).unwrap();
        let command = Command {
            verb: "import".to_owned(),
            arguments: Vec::new(),
            who: "li".to_owned(),
            at: "2024-09-16T00:00:00Z".to_owned(),
        };
        let client = IncomingMemory {
            path,
            source_lang: tag("en"),
            target_lang: tag("zh-Hans"),
            columns: crate::exchange::table::Mapping::default(),
            encoding: None,
            partial: false,
        };
        let document = Incoming {
            name: "letter".to_owned(),
            path: PathBuf::from("letter.txt"),
            source: file("Thank you.\nThe office grants patents.\nThank you.\n"),
            target: Some((
                PathBuf::from("letter.zh.txt"),
                file("谢谢。\n该局授予专利。\n谢谢。\n"),
            )),
            source_lang: tag("en"),
            target_lang: tag("zh-Hans"),
            segmentation: Segmenter::default(),
            lexicon: std::sync::Arc::default(),
            embeddings: None,
            date: None,
            fields: Fields::default(),
        };
        let changed = memory.change(&command, |writer| {
            import::memory(writer, &client, &|_| {})?;
            import::document(writer, &document)
        });
        changed.unwrap();
        memory
    }

    fn text(name: &str, segments: &[&str]) -> Text {
        let segment = |text: &&str| Segment {
            text: text.trim_start_matches(['!', '=']).to_owned(),
            locked: text.starts_with('!'),
            translated: text.starts_with('='),
            ..Segment::default()
        };
        Text {
            name: name.to_owned(),
            segments: segments.iter().map(segment).collect(),
        }
    }

    const OPTIONS: Options = Options {
        min: 50,
        scoring: Scoring::Capped,
        net: false,
        internal: false,
    };

    /// The rows that have segments, with their number, for each text.
    fn rows(memory: Option<&Store>, texts: &[Text], options: Options) -> Vec<Vec<(Row, usize)>> {
        let standing = Standing {
            name: "memory.yiku".to_owned(),
            role: Role::Working,
            points: 0,
        };
        let asked = memory.map(|memory| Asked {
            reader: memory.read().unwrap(),
            standing,
        });
        let asked: Vec<Asked<'_>> = asked.into_iter().collect();
        let (from, to) = (tag("en"), tag("zh-Hans"));
        let memories = Memories::new(&asked, &from, &to).unwrap();
        let memories = memory.map(|_| &memories);
        let analyses = analyze(texts, &from, memories, &options, &|_| {}).unwrap();
        let filled = |analysis: &Analysis| {
            let rows = Row::ALL.into_iter();
            let counted = rows.map(|row| (row, analysis.row(row).segments));
            counted.filter(|(_, segments)| *segments > 0).collect()
        };
        analyses.iter().map(filled).collect()
    }

    #[test]
    fn a_segment_is_counted_once_by_the_best_that_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let memory = memory(folder.path());
        let letter = ["Thank you.", "The office grants patents.", "Thank you."];
        let texts = [
            text("letter", &letter),
            // The neighbours differ, but for the last: the same before, the end after.
            text(
                "more",
                &[
                    "It had 14 members.",
                    "Thank you.",
                    "2024",
                    "Nobody said so.",
                    "nobody said so.",
                    "Nobody said so.",
                    "!Never to be changed.",
                    "The office grants patents.",
                    "Thank you.",
                ],
            ),
        ];
        assert_eq!(
            rows(Some(&memory), &texts, OPTIONS),
            [
                vec![(Row::Context, 3)],
                vec![
                    (Row::Context, 1),
                    (Row::Repetition, 1),
                    (Row::AcrossFiles, 2),
                    (Row::From95, 1),
                    (Row::New, 2),
                    (Row::NumbersOnly, 1),
                    (Row::Locked, 1),
                ]
            ]
        );
        // What differs in case alone is an internal match, and the memory's are as they were.
        let internal = Options {
            internal: true,
            ..OPTIONS
        };
        let with = rows(Some(&memory), &texts, internal);
        assert!(with[1].contains(&(Row::Internal95, 1)) && with[1].contains(&(Row::New, 1)));
        assert!(with[1].contains(&(Row::From95, 1)));
    }

    #[test]
    fn what_is_translated_where_it_stands_is_in_its_context_without_a_memory() {
        let texts = [text(
            "back.xlf",
            &[
                "=Thank you.",
                "It was late.",
                "=Thank you.",
                "Thank you.",
                "!Final.",
            ],
        )];
        assert_eq!(
            rows(None, &texts, OPTIONS),
            [vec![
                (Row::Context, 2),
                (Row::Repetition, 1),
                (Row::New, 1),
                (Row::Locked, 1),
            ]]
        );
    }

    #[test]
    fn the_highest_score_counts_or_the_highest_net_score() {
        let folder = tempfile::tempdir().unwrap();
        let memory = memory(folder.path());
        let texts = [text(
            "a",
            &["All applications are filed online by the office in one single day."],
        )];
        // The machine's draft: 100, net 80. The person's: 92.
        assert_eq!(rows(Some(&memory), &texts, OPTIONS), [[(Row::Exact, 1)]]);
        let net = Options {
            net: true,
            ..OPTIONS
        };
        assert_eq!(rows(Some(&memory), &texts, net), [[(Row::From85, 1)]]);
        let high = Options { min: 95, ..net };
        assert_eq!(rows(Some(&memory), &texts, high), [[(Row::New, 1)]]);
    }

    #[test]
    fn a_better_match_inside_comes_before_the_memory_and_only_what_stands_before() {
        let folder = tempfile::tempdir().unwrap();
        let memory = memory(folder.path());
        let internal = Options {
            internal: true,
            ..OPTIONS
        };
        let long = "The office grants patents and trademarks to all who ask.";
        let texts = [
            text("a", &["The office grants new patents.", long]),
            text("b", &["The office grants patents and trademarks to all."]),
        ];
        // 4 of 5 words and then 4 of 10 in the memory; 8 of 10 words of the text before.
        assert_eq!(
            rows(Some(&memory), &texts, internal),
            [
                vec![(Row::From75, 1), (Row::New, 1)],
                vec![(Row::Internal75, 1)]
            ]
        );
        assert_eq!(
            rows(None, &texts, OPTIONS),
            [vec![(Row::New, 2)], vec![(Row::New, 1)]]
        );
    }
}
