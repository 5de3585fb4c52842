//! The score by a second, slow, obvious implementation; and the index against it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::script::is_han;
use crate::text::traditional::simplified;
use crate::unit::{CodeKind, InlineCode};

mod slow;

/// The score of two texts by the slow implementation; 95 for 95 to 99.
fn slow_percent(a: &str, b: &str, cap: usize) -> usize {
    let trimmed = |text: &str| text.trim().nfc().collect::<String>();
    if trimmed(a) == trimmed(b) {
        return 100;
    }
    let (x, y) = (slow::content(a), slow::content(b));
    let without_words = x.iter().any(|token| token.starts_with("no word"));
    slow::percent_of_contents(&x, &y, without_words, cap)
}

fn score(a: &str, b: &str) -> Score {
    let score = Segment::new(a, &[]).score(&Segment::new(b, &[]), Scoring::Capped);
    let back = Segment::new(b, &[]).score(&Segment::new(a, &[]), Scoring::Capped);
    assert_eq!(score, back, "{a} / {b}");
    score
}

fn percent(a: &str, b: &str) -> u8 {
    score(a, b).percent
}

#[test]
fn english_scores() {
    // One word of eleven: 100·10/11 = 90.9.
    assert_eq!(
        percent(
            "The applicant shall file the application with the receiving Office today.",
            "The applicant shall file the application with the designated Office today.",
        ),
        90
    );
    // Two words added to five: 100·5/7 = 71.4.
    assert_eq!(
        percent(
            "Save the file to disk.",
            "Save the open file to local disk."
        ),
        71
    );
    // One word of forty: 97.5, and no more than 94.
    let long = "word ".repeat(39);
    assert_eq!(percent(&format!("{long}one"), &format!("{long}two")), 94);
    // Two words changed places: two changes of three, 33.3.
    assert_eq!(percent("patent office action", "office patent action"), 33);
    assert_eq!(percent("one", "two"), 0);
    assert_eq!(percent("color", "colour"), 0);
}

#[test]
fn chinese_scores() {
    // 专利申请人应当提交申请书: 12 characters; 商标 for 专利 changes two: 100·10/12 = 83.3.
    assert_eq!(
        percent("专利申请人应当提交申请书。", "商标申请人应当提交申请书。"),
        83
    );
    // One character put in, 12 to 13: 100·12/13 = 92.3.
    assert_eq!(
        percent("专利申请人应当提交申请书。", "专利申请人应当先提交申请书。"),
        92
    );
    // Characters and a word count alike: 5 and 1; the word differs: 100·5/6 = 83.3.
    assert_eq!(percent("请打开 PCT 门户", "请打开 ePCT 门户"), 83);
    assert_eq!(percent("專利合作條約", "专利合作协定"), 66); // two of six: 66.6
}

#[test]
fn equal_contents_score_by_what_differs() {
    use Difference::{Case, Codes, Form, Numbers, Punctuation};
    let found = |a, b| {
        let score = score(a, b);
        (score.percent, score.differences)
    };
    assert_eq!(found("Save file", "Save file"), (100, vec![]));
    assert_eq!(
        found(" Save cafe\u{301}\r\nx", "Save café\nx\n"),
        (100, vec![])
    );
    assert_eq!(found("Save file", "save file"), (99, vec![Case]));
    assert_eq!(found("Save file", "Save  file"), (99, vec![Form]));
    assert_eq!(found("Save file", "Save\u{200B} file"), (99, vec![Form]));
    assert_eq!(found("使用API接口", "使用 API 接口"), (99, vec![Form]));
    assert_eq!(found("使用API接口", "使用ＡＰＩ接口"), (99, vec![Form]));
    assert_eq!(found("好，对", "好,对"), (99, vec![Form]));
    assert_eq!(found("專利", "专利"), (99, vec![Form]));
    assert_eq!(found("Save file", "Save file."), (99, vec![Punctuation]));
    assert_eq!(found("a-b", "a – b"), (98, vec![Form, Punctuation]));
    assert_eq!(found("In 2024", "In 2025"), (99, vec![Numbers]));
    assert_eq!(
        found("In 40,000 files", "In 40000 files"),
        (99, vec![Numbers])
    );
    assert_eq!(found("共3万件", "共 3 亿件"), (98, vec![Form, Numbers]));
    assert_eq!(found("共3万件", "共3 万件"), (99, vec![Form]));
    assert_eq!(
        found("In 2024: SAVE", "in  2025 save"),
        (97, vec![Case, Punctuation, Numbers])
    );
    assert_eq!(
        found("增长５％。", "增长 6%."),
        (97, vec![Form, Punctuation, Numbers])
    );

    let bold = |kind, at| InlineCode {
        at,
        kind,
        id: at.to_string().into(),
        pair: None,
        type_: None,
        data: Some("<b>".into()),
    };
    let codes = [bold(CodeKind::Opening, 0), bold(CodeKind::Closing, 4)];
    let moved = [bold(CodeKind::Opening, 1), bold(CodeKind::Closing, 5)];
    let with = |codes| Segment::new("Save file", codes);
    let compare = |a: &Segment<'_>, b: &Segment<'_>| a.score(b, Scoring::Capped);
    assert_eq!(compare(&with(&codes), &with(&moved)).percent, 100);
    let without = compare(&with(&codes), &with(&[]));
    assert_eq!((without.percent, without.differences), (99, vec![Codes]));
    let half = compare(&with(&codes), &Segment::new("save file", &codes[..1]));
    assert_eq!((half.percent, half.differences), (98, vec![Case, Codes]));
}

#[test]
fn texts_without_words_are_never_nearly_equal() {
    assert_eq!(percent("10:30", "10:30 "), 100);
    assert_eq!(percent("10:30", "１０:30"), 94); // equal once folded
    assert_eq!(percent("10:30", "10:31"), 80); // one of five
    assert_eq!(percent("!!!", "!?"), 33);
    assert_eq!(percent("🎉", "🎊"), 0);
    assert_eq!(percent("🎉🎉", "🎉 🎉"), 94);
    assert_eq!(percent("...", "a"), 0);
    assert_eq!(percent("3十", "十"), 0);
    assert_eq!(percent("", "  \n"), 100);
    assert_eq!(percent("", "a"), 0);
    let plain = Segment::new("10:30", &[]).score(&Segment::new("１０:30", &[]), Scoring::Plain);
    assert_eq!(plain.percent, 99);
}

#[test]
fn contexts_lift_an_exact_match() {
    let key = |text| Some(Key::of_text(text));
    let ours = Context {
        previous: Some(Key::START),
        next: key("Next."),
    };
    let other = Context {
        previous: Some(Key::START),
        next: key("Another."),
    };
    let exact = || score("Save", "Save");
    assert_eq!(exact().in_context(&ours, &ours, false).percent, 101);
    assert_eq!(exact().in_context(&ours, &ours, true).percent, 102);
    let one = exact().in_context(&ours, &other, true);
    assert_eq!(
        (one.percent, one.previous_equal, one.next_equal),
        (100, true, false)
    );
    assert_eq!(
        score("Save", "save").in_context(&ours, &ours, true).percent,
        99
    );
    let unknown = Context::default();
    assert_eq!(exact().in_context(&unknown, &unknown, true).percent, 100);
}

#[test]
fn bands_are_those_that_reports_count() {
    let names: Vec<&str> = [102, 101, 100, 99, 95, 94, 85, 84, 75, 74, 50, 49, 0]
        .map(|percent| Band::of(percent).as_str())
        .into();
    assert_eq!(
        names,
        [
            "101", "101", "100", "95-99", "95-99", "85-94", "85-94", "75-84", "75-84", "50-74",
            "50-74", "new", "new"
        ]
    );
}

#[test]
fn plain_scores_have_no_cap_of_94() {
    let long = "word ".repeat(39);
    let (a, b) = (format!("{long}one"), format!("{long}two"));
    let plain = Segment::new(&a, &[]).score(&Segment::new(&b, &[]), Scoring::Plain);
    assert_eq!(plain.percent, 97); // 100·39/40 = 97.5
}

#[test]
fn likeness_is_by_character() {
    assert_eq!(Likeness::to("Save").of("Save "), 1000);
    assert_eq!(Likeness::to("color").of("colour"), 833); // 5 of 6
    assert_eq!(Likeness::to("").of(""), 1000);
    assert_eq!(Likeness::to("a").of(""), 0);
}

/// A memory in several parts and a tail, some of its records dead.
struct Memory {
    texts: Vec<String>,
    parts: Vec<Vec<u8>>,
    tail: Tail,
}

impl Memory {
    fn new(texts: Vec<String>) -> Self {
        let mut builders = [Builder::new(), Builder::new()];
        let mut tail = Tail::new();
        for (record, text) in texts.iter().enumerate() {
            let content = Content::of(text);
            match builders.get_mut(record % 5 / 2) {
                Some(builder) => builder.push(record as u64, &content).unwrap(),
                None => tail.push(record as u64, &content),
            }
        }
        Self {
            texts,
            parts: builders.map(Builder::to_bytes).into(),
            tail,
        }
    }

    fn is_dead(record: u64) -> bool {
        record % 7 == 3
    }

    fn penalty(record: u64) -> u8 {
        if record.is_multiple_of(4) { 5 } else { 0 }
    }

    fn find(&self, query: &str, ask: &Ask) -> Vec<Hit> {
        let parts: Vec<Part<&[u8]>> = self
            .parts
            .iter()
            .map(|bytes| Part::from_bytes(&bytes[..]).unwrap())
            .collect();
        let mut judge = |record| (!Self::is_dead(record)).then(|| Self::penalty(record));
        let content = Content::of(query);
        let mut scratch = Scratch::default();
        find(&content, &parts, &self.tail, ask, &mut judge, &mut scratch).unwrap()
    }

    /// The records that score enough, by the texts of what was found.
    fn found(&self, query: &str, ask: &Ask) -> BTreeMap<u64, u8> {
        let mut found = BTreeMap::new();
        for hit in self.find(query, ask) {
            let text = &self.texts[usize::try_from(hit.record).unwrap()];
            let score = Segment::new(query, &[]).score(&Segment::new(text, &[]), ask.scoring);
            assert_eq!((hit.distance, hit.length), (score.distance, score.length));
            if hit.is_equal() {
                assert!(hit.percent <= score.percent);
            } else {
                assert_eq!(hit.percent, score.percent);
            }
            assert_eq!(hit.penalty, Self::penalty(hit.record));
            if score.percent >= ask.min {
                assert!(
                    found.insert(hit.record, score.percent).is_none(),
                    "found twice"
                );
            }
        }
        found
    }

    /// The same by comparing with every record, slowly.
    fn slowly(&self, query: &str, ask: &Ask) -> BTreeMap<u64, usize> {
        let cap = if ask.scoring == Scoring::Plain {
            99
        } else {
            94
        };
        let score = |text: &String| slow_percent(query, text, cap);
        let all = (0..).zip(self.texts.iter().map(score));
        all.filter(|&(record, percent)| {
            !Self::is_dead(record) && (percent >= ask.min.into() || percent == 95 && ask.min < 100)
        })
        .collect()
    }

    fn agrees(&self, query: &str, ask: Ask) {
        let found = self.found(query, &ask);
        let mut truth = self.slowly(query, &ask);
        // The slow score does not tell 95 from 99.
        let unsure = |record: &u64| truth.get(record) == Some(&95) && ask.min > 95;
        let sure: Vec<u64> = found
            .keys()
            .copied()
            .filter(|record| !unsure(record))
            .collect();
        truth.retain(|_, percent| *percent != 95 || ask.min <= 95);
        assert_eq!(
            sure,
            truth.keys().copied().collect::<Vec<_>>(),
            "{query:?} {ask:?}"
        );
        for (record, percent) in truth {
            let found = usize::from(found[&record]);
            let equal = percent == 95 && (95..100).contains(&found);
            assert!(equal || percent == found, "{query:?} {record}");
        }
    }

    /// Whether what is found with `max` holds the best, with all that is as good as the last.
    fn agrees_on_the_best(&self, query: &str, min: u8, max: usize) {
        let ask = Ask {
            min,
            max,
            ..Ask::default()
        };
        let all = self.found(query, &Ask { max: 0, ..ask });
        let some = self.found(query, &ask);
        let net = |(record, percent): (&u64, &u8)| percent.saturating_sub(Self::penalty(*record));
        let mut nets: BTreeMap<String, u8> = BTreeMap::new();
        for hit in &all {
            let text = &self.texts[usize::try_from(*hit.0).unwrap()];
            let best = nets
                .entry(Content::of(text).as_str().to_owned())
                .or_default();
            *best = (*best).max(net(hit));
        }
        let mut nets: Vec<u8> = nets.into_values().collect();
        nets.sort_unstable_by(|a, b| b.cmp(a));
        let last = nets.get(max - 1).copied().unwrap_or(0);
        for hit in &all {
            assert!(
                net(hit) < last || some.contains_key(hit.0),
                "{query:?} {hit:?} {max}"
            );
        }
        for (record, percent) in &some {
            assert_eq!(all.get(record), Some(percent));
        }
    }
}

const ENGLISH: &[&str] = &[
    "the",
    "The",
    "of",
    "a",
    "to",
    "patent",
    "application",
    "applicant",
    "office",
    "shall",
    "file",
    "filed",
    "don't",
    "PCT",
    "trademark",
    "2024",
    "1,000",
    "state-of-the-art",
    "(",
    ").",
    ",",
    "international",
    "Straße",
    "42%",
    "—",
    "ＷＩＰＯ",
];
const CHINESE: &[&str] = &[
    "的", "专", "利", "專", "商", "标", "申", "请", "人", "国", "际", "应", "当", "，", "。", "《",
    "2024", "3万", "年", "PCT", " ", "（", "A", "局", "知", "识", "产", "权", "十",
];

/// A text of some pieces, and texts made of it by edits.
fn family(
    pieces: &'static [&'static str],
    joint: &'static str,
    longest: usize,
) -> impl Strategy<Value = Vec<String>> {
    let piece = prop::sample::select(pieces);
    let edit = (any::<prop::sample::Index>(), piece.clone(), 0u8..4);
    let edits = prop::collection::vec(prop::collection::vec(edit, 0..=longest / 5 + 2), 4..9);
    (prop::collection::vec(piece, 1..=longest), edits).prop_map(move |(base, edits)| {
        let mut texts = vec![base.join(joint)];
        for edits in edits {
            let mut text = base.clone();
            for (at, piece, kind) in edits {
                let at = at.index(text.len() + 1);
                match kind {
                    0 => text.insert(at, piece),
                    1 if at < text.len() => drop(text.remove(at)),
                    2 if at + 1 < text.len() => text.swap(at, at + 1),
                    _ if at < text.len() => text[at] = piece,
                    _ => {}
                }
            }
            texts.push(text.join(joint));
        }
        texts
    })
}

fn families() -> impl Strategy<Value = Vec<String>> {
    let of = |longest| prop_oneof![family(ENGLISH, " ", longest), family(CHINESE, "", longest)];
    let few = prop::collection::vec(prop_oneof![4 => of(12), 2 => of(40), 1 => of(150)], 1..5);
    few.prop_map(|families| families.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_index_finds_what_a_slow_comparison_finds(
        texts in families(),
        query in any::<prop::sample::Index>(),
        plain in any::<bool>(),
    ) {
        let query = query.get(&texts).clone();
        let memory = Memory::new(texts);
        let scoring = if plain { Scoring::Plain } else { Scoring::Capped };
        for min in (50..=100).step_by(3).chain([69, 70, 71, 94, 95, 100]) {
            for exhaustive in [false, true] {
                memory.agrees(&query, Ask { min, scoring, exhaustive, max: 0 });
            }
        }
    }

    #[test]
    fn the_best_are_among_what_is_found(
        texts in families(),
        query in any::<prop::sample::Index>(),
        min in 50u8..95,
        max in 1usize..8,
    ) {
        let query = query.get(&texts).clone();
        Memory::new(texts).agrees_on_the_best(&query, min, max);
    }

    #[test]
    fn any_text_scores_as_slowly(a in "[a-z'’ßA-D 0-9,.％十万の專专〇éÉ!-]{0,14}", b in "[a-b'’ßA-D 0-9,.%十万の專专〇é!-]{0,14}") {
        for (a, b) in [(&a, &b), (&a, &format!("{a}{b}")), (&a, &a.to_uppercase())] {
            let fast = usize::from(percent(a, b));
            let slow = slow_percent(a, b, 94);
            let equal = slow == 95 && (95..100).contains(&fast);
            prop_assert!(equal || slow == fast, "{:?} {:?}: {} {}", a, b, fast, slow);
        }
    }

    #[test]
    fn damaged_bytes_never_panic(
        texts in family(CHINESE, "", 20),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let memory = Memory::new(texts);
        let mut bytes = memory.parts[0].clone();
        let at = at.index(bytes.len());
        let changed = bytes[at] != byte;
        bytes[at] = byte;
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(part) = Part::from_bytes(&bytes[..]) {
            prop_assert!(part.verify().is_err() || !changed || (8..48).contains(&at));
            for exhaustive in [true, false] {
                for min in [50, 80] {
                    let ask = Ask { min, exhaustive, ..Ask::default() };
                    let content = Content::of(&memory.texts[0]);
                    let parts = [part.clone()];
                    let scratch = &mut Scratch::default();
                    let _ = find(&content, &parts, &Tail::new(), &ask, &mut |_| Some(0), scratch);
                }
            }
        } else {
            prop_assert!(changed || cut.is_some());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn long_texts_are_found_too(
        texts in prop_oneof![family(ENGLISH, " ", 400), family(CHINESE, "", 2000)],
        min in 50u8..95,
    ) {
        let query = texts[0].clone();
        let memory = Memory::new(texts);
        memory.agrees(&query, Ask { min, ..Ask::default() });
    }
}

#[test]
fn strange_queries_have_answers() {
    let mut texts: Vec<String> = ["", " ", "…", "🎉🎉", "10:30", "!!!", "\u{202E}abc", "专利"]
        .map(str::to_owned)
        .into();
    texts.extend(texts.clone());
    texts.push("专利商标 ".repeat(25_000));
    texts.push("patent ".repeat(14_000));
    let memory = Memory::new(texts);
    for query in [
        "",
        "   ",
        "……",
        "🎉🎉🎉",
        "10:31",
        "!!",
        "\u{202E}\u{0}abc\u{7}",
        "\u{301}",
        "专利",
    ] {
        for min in [50, 70, 95, 100] {
            memory.agrees(
                query,
                Ask {
                    min,
                    ..Ask::default()
                },
            );
        }
    }
    let long = "专利商标 ".repeat(24_990) + "局";
    let hits = memory.find(
        &long,
        &Ask {
            min: 90,
            ..Ask::default()
        },
    );
    assert_eq!(
        hits.iter().map(|hit| hit.distance).collect::<Vec<_>>(),
        [40]
    );
    assert!(
        memory
            .find(&"x ".repeat(50_000), &Ask::default())
            .is_empty()
    );
}

#[test]
fn equal_contents_are_kept_once_and_all_their_records_found() {
    let mut builder = Builder::new();
    for (record, text) in ["Save 1", "save 2.", "Load", "SAVE"].iter().enumerate() {
        builder.push(record as u64, &Content::of(text)).unwrap();
    }
    let bytes = builder.to_bytes();
    let part = Part::from_bytes(&bytes[..]).unwrap();
    part.verify().unwrap();
    assert_eq!(part.contents(), 2);
    let mut records = part.records().unwrap();
    records.sort_unstable();
    assert_eq!(records, [0, 1, 2, 3]);
    let ask = Ask {
        max: 1,
        ..Ask::default()
    };
    let mut judge = |record| (record != 1).then_some(0);
    let scratch = &mut Scratch::default();
    let hits = find(
        &Content::of("Save"),
        &[part],
        &Tail::new(),
        &ask,
        &mut judge,
        scratch,
    )
    .unwrap();
    let records: Vec<u64> = hits.iter().map(|hit| hit.record).collect();
    assert_eq!(records, [0, 3]);
}

/// Bytes that are read in stretches, as from a file.
struct Stretches<'a>(&'a [u8]);

impl Bytes for Stretches<'_> {
    fn size(&self) -> usize {
        self.0.len()
    }

    fn read(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Owned(self.0.get(range)?.to_vec()))
    }
}

#[test]
fn a_part_may_be_read_in_stretches() {
    let mut builder = Builder::new();
    for record in 0..200u64 {
        let text = format!(
            "Save {} file to disk {}",
            ["the", "a", "no"][record as usize % 3],
            "now ".repeat(record as usize % 7)
        );
        builder.push(record, &Content::of(&text)).unwrap();
    }
    let bytes = builder.to_bytes();
    let (whole, stretches) = (
        Part::from_bytes(&bytes[..]).unwrap(),
        Part::from_bytes(Stretches(&bytes)).unwrap(),
    );
    stretches.verify().unwrap();
    let content = Content::of("save the file to a disk now");
    let scratch = &mut Scratch::default();
    for min in [50, 70, 90] {
        let ask = Ask {
            min,
            ..Ask::default()
        };
        let one = find(
            &content,
            std::slice::from_ref(&whole),
            &Tail::new(),
            &ask,
            &mut |_| Some(0),
            scratch,
        );
        let other = find(
            &content,
            std::slice::from_ref(&stretches),
            &Tail::new(),
            &ask,
            &mut |_| Some(0),
            scratch,
        );
        assert_eq!(one, other);
        assert_eq!(one.unwrap().is_empty(), min == 90);
    }
}

#[test]
fn an_index_of_another_version_is_known() {
    let mut bytes = Builder::new().to_bytes();
    assert!(Part::from_bytes(&bytes[..]).is_ok());
    bytes[8] ^= 0xFF;
    assert_eq!(Part::from_bytes(&bytes[..]).err(), Some(PartError::Version));
    assert_eq!(
        Part::from_bytes(&b""[..]).err(),
        Some(PartError::Damaged(Damaged))
    );
}
