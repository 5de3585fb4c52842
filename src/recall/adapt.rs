//! Putting right what differs only in value: where a text is a match of another but for its
//! numbers, dates, percentages, addresses and codes with digits, the translation of the one is
//! that of the other once these are changed in it.
//!
//! Nothing is guessed. Each value that changes must stand in the translation, as often as in its
//! source or less, and must be able to be written in the form it has there (1.2万 becomes 1.5万);
//! the outcome is read again, and must hold just the values that it should. Numbers in words are
//! words.

use std::ops::Range;

use crate::text::LangTag;
use crate::text::fold::identity;
use crate::text::number::{Date, Number, NumberKind, Value, numbers, written_like};

/// What became of the attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adaptation {
    /// The two texts differ in more than values.
    Words,
    /// They differ only in values, and one of these cannot be put right with certainty.
    Unsure,
    /// The translation with the values of the other text.
    Done(Adapted),
}

/// A translation whose values were put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adapted {
    /// The translation.
    pub text: String,
    /// What was changed in it, by place; nothing where the two texts only write the same values
    /// otherwise.
    pub changes: Vec<Change>,
}

/// A value that was changed in a translation, as it is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where that was, in bytes of the translation.
    pub at: Range<usize>,
    /// What stood there: 2023年.
    pub from: String,
    /// What stands there now: 2024年.
    pub to: String,
}

impl Adapted {
    /// Where what stood at a byte of the translation stands now; `None` where that was inside
    /// something that was changed.
    #[must_use]
    pub fn moved(&self, at: usize) -> Option<usize> {
        let mut moved = at;
        for change in self
            .changes
            .iter()
            .take_while(|change| change.at.start < at)
        {
            if at < change.at.end {
                return None;
            }
            moved = (moved + change.to.len()).saturating_sub(change.at.len());
        }
        Some(moved)
    }
}

impl std::fmt::Display for Change {
    /// `2023年 → 2024年`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} → {}", self.from, self.to)
    }
}

/// Makes `target`, the translation of `source` in the language `lang`, that of `query`.
#[must_use]
pub fn adapt(query: &str, source: &str, target: &str, lang: &LangTag) -> Adaptation {
    let (ours, theirs) = (pieces(query), pieces(source));
    let same = ours.len() == theirs.len()
        && ours
            .iter()
            .map(Piece::kind)
            .eq(theirs.iter().map(Piece::kind))
        && skeleton(query, &ours) == skeleton(source, &theirs);
    if !same {
        return Adaptation::Words;
    }
    let pairs = Pairs {
        query,
        source,
        pieces: ours.into_iter().zip(theirs).collect(),
    };
    match pairs.apply(target, lang) {
        Some(adapted) => Adaptation::Done(adapted),
        None => Adaptation::Unsure,
    }
}

/// Something in a text that can be changed without its words being other ones.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    range: Range<usize>,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// A web or mail address.
    Address,
    /// Letters and digits that name something: G20, ISO 9001:2015.
    Code,
    /// A number with a value.
    Number(Number),
}

/// What of a piece must be the same for it to be of the same kind as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Address,
    Code,
    Number(NumberKind),
    Date { year: bool, day: bool },
}

impl Piece {
    fn kind(&self) -> Kind {
        match &self.what {
            What::Address => Kind::Address,
            What::Code => Kind::Code,
            What::Number(number) => match number.value {
                Value::Date(date) => Kind::Date {
                    year: date.year.is_some(),
                    day: date.day.is_some(),
                },
                _ => Kind::Number(number.kind),
            },
        }
    }

    fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// The pieces of a text, by place.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = addresses(text)
        .into_iter()
        .map(|range| Piece {
            range,
            what: What::Address,
        })
        .collect();
    let overlaps = |pieces: &[Piece], range: &Range<usize>| {
        pieces
            .iter()
            .any(|piece| piece.range.start < range.end && range.start < piece.range.end)
    };
    for number in numbers(text) {
        let written = text.get(number.range.clone()).unwrap_or_default();
        let counts = number.kind == NumberKind::Date || written.contains(is_digit);
        if counts && !overlaps(&pieces, &number.range) {
            pieces.push(Piece {
                range: number.range.clone(),
                what: What::Number(number),
            });
        }
    }
    for range in codes(text) {
        if !overlaps(&pieces, &range) {
            pieces.push(Piece {
                range,
                what: What::Code,
            });
        }
    }
    pieces.sort_by_key(|piece| piece.range.start);
    pieces
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Where web and mail addresses stand.
fn addresses(text: &str) -> Vec<Range<usize>> {
    const STARTS: [&str; 4] = ["http://", "https://", "ftp://", "www."];
    let in_address =
        |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\'' | '(' | ')' | '`');
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let run = rest.find(|c| !in_address(c)).unwrap_or(rest.len());
        let (run_text, _) = rest.split_at(run);
        let start = STARTS.iter().filter_map(|start| run_text.find(start)).min();
        let mail = run_text.find('@').filter(|at| {
            *at > 0
                && run_text
                    .get(at + 1..)
                    .is_some_and(|host| host.contains('.'))
        });
        if let Some(start) = start.or(mail.map(|_| 0)) {
            let address = run_text.get(start..).unwrap_or_default();
            let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ']', '}']);
            found.push(at + start..at + start + address.len());
        }
        at += run;
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    }
    found
}

/// Where words of ASCII letters and digits stand that hold a digit, with the marks inside them.
fn codes(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_word(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_word(at)
            || matches!(bytes.get(at), Some(b'-' | b'.' | b'_' | b'/' | b':')) && is_word(at + 1)
        {
            at += 1;
        }
        let word = bytes.get(start..at).unwrap_or_default();
        if word.iter().any(u8::is_ascii_digit) {
            found.push(start..at);
        }
    }
    found
}

/// A text with a sign in place of each of its pieces.
fn skeleton(text: &str, pieces: &[Piece]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for piece in pieces {
        out.push_str(text.get(end..piece.range.start).unwrap_or_default());
        out.push('\0');
        end = piece.range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    identity(&out)
}

/// Two texts that differ in their pieces only.
struct Pairs<'a> {
    query: &'a str,
    source: &'a str,
    /// Each piece of the query with that of the source which stands in its place.
    pieces: Vec<(Piece, Piece)>,
}

/// A piece of the target that is to be written anew.
struct Edit {
    /// Which piece.
    nth: usize,
    /// How it is to be written.
    text: String,
    /// Which value that is; `None` for what has none.
    value: Option<Value>,
}

impl Pairs<'_> {
    fn apply(&self, target: &str, lang: &LangTag) -> Option<Adapted> {
        let places = pieces(target);
        let mut edits: Vec<Edit> = Vec::new();
        let mut done: Vec<&Piece> = Vec::new();
        for (ours, theirs) in &self.pieces {
            let is_done = done.iter().any(|piece| self.is_same(piece, theirs));
            if is_done || self.is_unchanged(ours, theirs) {
                continue;
            }
            let alike = self.pieces.iter();
            let alike: Vec<&Piece> = alike
                .filter(|(_, other)| self.is_same(other, theirs))
                .map(|(new, _)| new)
                .collect();
            // What was the same must become the same.
            let differs = |new: &&Piece| match (&new.what, &ours.what) {
                (What::Number(a), What::Number(b)) => a.value != b.value,
                _ => new.text(self.query) != ours.text(self.query),
            };
            if alike.iter().any(differs) || self.is_in_words(theirs, target, &places) {
                return None;
            }
            let before = edits.len();
            for (nth, place) in places.iter().enumerate() {
                if self.is_translation(place, target, theirs) {
                    edits.push(self.edit(nth, place, target, (ours, theirs), lang)?);
                }
            }
            if !(1..=alike.len()).contains(&(edits.len() - before)) {
                return None;
            }
            done.push(theirs);
        }
        edits.sort_by_key(|edit| edit.nth);
        let adapted = edited(target, &places, &edits);
        is_as_meant(&adapted.text, target, &places, &edits).then_some(adapted)
    }

    /// Whether two pieces of the source say the same.
    fn is_same(&self, a: &Piece, b: &Piece) -> bool {
        match (&a.what, &b.what) {
            (What::Number(a), What::Number(b)) => (a.value, a.kind) == (b.value, b.kind),
            _ => a.kind() == b.kind() && a.text(self.source) == b.text(self.source),
        }
    }

    fn is_unchanged(&self, ours: &Piece, theirs: &Piece) -> bool {
        match (&ours.what, &theirs.what) {
            (What::Number(a), What::Number(b)) => a.value == b.value,
            _ => ours.text(self.query) == theirs.text(self.source),
        }
    }

    /// Whether the target says a number in words that the source has in digits.
    fn is_in_words(&self, theirs: &Piece, target: &str, places: &[Piece]) -> bool {
        let What::Number(number) = &theirs.what else {
            return false;
        };
        let in_words = |text: &str, pieces: &mut dyn Iterator<Item = &Piece>| {
            let alike = |other: &Number| other.value == number.value;
            let digits = pieces.filter(|piece| match &piece.what {
                What::Number(other) => alike(other),
                _ => false,
            });
            let all = numbers(text).iter().filter(|other| alike(other)).count();
            all.saturating_sub(digits.count())
        };
        let theirs = &mut self.pieces.iter().map(|(_, theirs)| theirs);
        in_words(target, &mut places.iter()) > in_words(self.source, theirs)
    }

    /// Whether a piece of the target says what a piece of the source says.
    fn is_translation(&self, place: &Piece, target: &str, theirs: &Piece) -> bool {
        match (&place.what, &theirs.what) {
            (What::Number(place), What::Number(number)) => {
                place.kind == number.kind && place.value == as_full_as(place.value, number.value)
            }
            _ => place.kind() == theirs.kind() && place.text(target) == theirs.text(self.source),
        }
    }

    /// The piece of the target at `nth` with what is new; `None` where it cannot be written.
    fn edit(
        &self,
        nth: usize,
        place: &Piece,
        target: &str,
        (ours, theirs): (&Piece, &Piece),
        lang: &LangTag,
    ) -> Option<Edit> {
        let model = ours.text(self.query);
        let (What::Number(form), What::Number(new), What::Number(old)) =
            (&place.what, &ours.what, &theirs.what)
        else {
            return Some(Edit {
                nth,
                text: model.to_owned(),
                value: None,
            });
        };
        if !lang.is_chinese() {
            // `a company`, `an 8 % rise`: another number wants other words.
            let is_one = |number: &Number| number.value == Value::Decimal(1.into());
            let before = target.get(..place.range.start).unwrap_or_default();
            let mut words = before.split(|c: char| !c.is_ascii_alphabetic()).rev();
            let article = words.find(|word| !word.is_empty()).is_some_and(|word| {
                word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an")
            });
            if is_one(old) != is_one(new) || article {
                return None;
            }
        }
        // A year that the translation leaves unsaid must still be the same one.
        let unsaid = as_full_as(form.value, old.value) != old.value;
        if unsaid && year(old.value) != year(new.value) {
            return None;
        }
        let value = as_full_as(form.value, new.value);
        let new = Number {
            value,
            ..new.clone()
        };
        Some(Edit {
            nth,
            text: written_like(place.text(target), form, &new, model)?,
            value: Some(value),
        })
    }
}

/// A value without the year, where it is a date and `form` one that does not say its year.
fn as_full_as(form: Value, value: Value) -> Value {
    match (form, value) {
        (Value::Date(form), Value::Date(date)) if form.year.is_none() => {
            Value::Date(Date { year: None, ..date })
        }
        _ => value,
    }
}

fn year(value: Value) -> Option<u16> {
    match value {
        Value::Date(date) => date.year,
        _ => None,
    }
}

/// A target with its edits, which are in order.
fn edited(target: &str, places: &[Piece], edits: &[Edit]) -> Adapted {
    let mut text = String::with_capacity(target.len());
    let mut changes = Vec::new();
    let mut end = 0;
    for edit in edits {
        let Some(place) = places.get(edit.nth) else {
            continue;
        };
        text.push_str(target.get(end..place.range.start).unwrap_or_default());
        text.push_str(&edit.text);
        end = place.range.end;
        changes.push(Change {
            at: place.range.clone(),
            from: place.text(target).to_owned(),
            to: edit.text.clone(),
        });
    }
    text.push_str(target.get(end..).unwrap_or_default());
    Adapted { text, changes }
}

/// Whether an edited target reads as it was meant: what was written anew says its new value, and
/// all else what it said.
fn is_as_meant(text: &str, target: &str, places: &[Piece], edits: &[Edit]) -> bool {
    let read = pieces(text);
    let stands = |(nth, (now, before)): (usize, (&Piece, &Piece))| {
        let edit = edits.iter().find(|edit| edit.nth == nth);
        let meant = edit.map_or(before.text(target), |edit| &edit.text);
        let value = match &before.what {
            What::Number(number) => edit.map_or(Some(number.value), |edit| edit.value),
            _ => None,
        };
        let reads = match &now.what {
            What::Number(number) => Some(number.value),
            _ => None,
        };
        now.kind() == before.kind() && now.text(text) == meant && reads == value
    };
    read.len() == places.len()
        && numbers(text).len() == numbers(target).len()
        && read.iter().zip(places).enumerate().all(stands)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adapted(query: &str, source: &str, target: &str) -> Adaptation {
        let lang = if target.is_ascii() { "en" } else { "zh-Hans" };
        adapt(query, source, target, &LangTag::parse(lang).unwrap())
    }

    /// The target with the values of the query.
    fn done(query: &str, source: &str, target: &str) -> (String, Vec<String>) {
        match adapted(query, source, target) {
            Adaptation::Done(adapted) => {
                let changes = adapted.changes.iter().map(ToString::to_string);
                (adapted.text, changes.collect())
            }
            other => panic!("{query}: {other:?}"),
        }
    }

    const PATENTS: &str =
        "As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.";
    const PATENTS_ZH: &str = "截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。";

    #[test]
    fn values_that_differ_are_put_right_in_the_form_of_the_translation() {
        let query = PATENTS
            .replace("2024", "2025")
            .replace("40,000", "45,000")
            .replace("51,000", "63,500");
        assert_eq!(
            done(&query, PATENTS, PATENTS_ZH),
            (
                "截至2025年年中，小米已获得4.5万多件专利授权和6.35万件商标注册。".to_owned(),
                vec![
                    "2024年 → 2025年".to_owned(),
                    "4万 → 4.5万".to_owned(),
                    "5.1万 → 6.35万".to_owned()
                ]
            )
        );
        let (text, changes) = done(
            "On October 3, 2025, the fair opened.",
            "On September 14, 2024, the fair opened.",
            "2024年9月14日，展会开幕。",
        );
        assert_eq!(text, "2025年10月3日，展会开幕。");
        assert_eq!(changes, ["2024年9月14日 → 2025年10月3日"]);
        assert_eq!(
            done("It rose by 12.5%.", "It rose by 8%.", "增长8%。").0,
            "增长12.5%。"
        );
        assert_eq!(
            done(
                "2025年10月3日开幕。",
                "2024年9月14日开幕。",
                "It opened on September 14, 2024."
            )
            .0,
            "It opened on October 3, 2025."
        );
        assert_eq!(
            done(
                "See https://www.wipo.int/a/2025.html and G21.",
                "See https://www.wipo.int/a/2024.html and G20.",
                "见 https://www.wipo.int/a/2024.html 和G20。"
            )
            .0,
            "见 https://www.wipo.int/a/2025.html 和G21。"
        );
        assert_eq!(
            done(
                "Sept. 13–15, 2025",
                "Sept. 11–13, 2024",
                "2024年9月11日至13日"
            )
            .0,
            "2025年9月13日至15日"
        );
    }

    #[test]
    fn the_same_values_written_otherwise_change_nothing() {
        let (text, changes) = done("12000 firms", "12,000 firms", "1.2万家企业");
        assert_eq!((text.as_str(), changes.len()), ("1.2万家企业", 0));
    }

    #[test]
    fn nothing_is_guessed() {
        for (query, source, target) in [
            // Which of the two is it?
            ("5 of 7 members", "5 of 5 members", "5个成员中的5个"),
            (
                "10 of 10 members",
                "10 of 5 members",
                "5个成员中的10个和5个观察员",
            ),
            // Not in the translation, or not in digits, or there in words too.
            ("14 cities", "12 cities", "多个城市"),
            ("14 cities", "12 cities", "十二个城市"),
            ("7 days, 7 nights", "6 days, 6 nights", "6天六夜"),
            // The year stands for itself only as long as it is the same.
            ("On September 14, 2025", "On September 14, 2024", "9月14日"),
            // Nobody writes 0.09万 or 1.5343万.
            ("900 firms", "12,000 firms", "1.2万家企业"),
            ("15,343 firms", "12,000 firms", "1.2万家企业"),
            // Chinese has no plural.
            ("1家企业", "2家企业", "2 firms"),
            ("增长9%", "增长8%", "an 8% rise"),
            // The address is another one in Chinese.
            (
                "See www.wipo.int/en/2",
                "See www.wipo.int/en/1",
                "见www.wipo.int/zh/1",
            ),
        ] {
            assert_eq!(
                adapted(query, source, target),
                Adaptation::Unsure,
                "{query}"
            );
        }
        for (query, source) in [
            ("14 towns", "12 cities"),
            ("14 cities!", "12 cities"),
            ("On September 14", "On September 14, 2024"),
            ("12% of firms", "12 of firms"),
            ("seven cities", "six cities"),
        ] {
            assert_eq!(adapted(query, source, "12"), Adaptation::Words, "{query}");
        }
    }

    #[test]
    fn a_year_left_unsaid_may_stay_so_while_it_is_the_same() {
        assert_eq!(
            done("On October 3, 2024", "On September 14, 2024", "9月14日").0,
            "10月3日"
        );
    }

    proptest::proptest! {
        #[test]
        fn what_comes_out_has_the_values_of_the_query(
            old in proptest::collection::vec(1_u32..3_000_000, 1..4),
            new in proptest::collection::vec(1_u32..3_000_000, 3),
        ) {
            let text = |n: &[u32]| n.iter().map(|n| format!("x {n} y ")).collect::<String>();
            let (query, source) = (text(&new[..old.len()]), text(&old));
            let target: String = old.iter().rev().map(|n| format!("乙{n}件")).collect();
            if let Adaptation::Done(adapted) = adapted(&query, &source, &target) {
                let values = |text: &str| {
                    let mut values: Vec<Value> = numbers(text).iter().map(|n| n.value).collect();
                    values.sort();
                    values
                };
                proptest::prop_assert_eq!(values(&adapted.text), values(&query));
            }
        }

        #[test]
        fn any_text_is_taken(query in "\\PC{0,40}", source in "\\PC{0,40}", target in "\\PC{0,40}") {
            let _ = adapted(&query, &source, &target);
            let _ = adapted(&query, &query, &target);
        }
    }
}
