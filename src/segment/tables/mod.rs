//! What the scanner knows of each language, as tables.
//!
//! A language is a [`Table`]; adding one is adding a file and a line in [`of`]. Words stand in
//! lower case, with the full stops inside them but not the last one. A word that stands with a
//! capital is meant only with one: `Mass` is the state, `mass` is not.

mod cjk;
mod de;
mod en;
mod fr;
mod latin;
mod written;

pub(super) use written::document;

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// What an abbreviation does to the full stop after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Stands before a name and never ends a sentence: Mr.
    Title,
    /// Never ends a sentence: e.g., cf.
    Abbreviation,
    /// Ends one only before a word that opens one: Inc., U.S.
    MayEnd,
    /// Goes on with a number, and else ends a sentence only before an opener: Art., Fig.
    Number,
    /// Goes on with a number; without one it is an ordinary word: no., sun.
    NumberWord,
    /// A month or a weekday: goes on in a date.
    Month,
    /// The half of the day: a.m., p.m.
    Time,
}

/// The words of one language.
#[derive(Clone, Copy)]
struct Table {
    titles: &'static [&'static str],
    abbreviations: &'static [&'static str],
    may_end: &'static [&'static str],
    numbers: &'static [&'static str],
    number_words: &'static [&'static str],
    months: &'static [&'static str],
    times: &'static [&'static str],
    /// Words that with a capital open a sentence. Where there are none, every capital does.
    openers: &'static [&'static str],
    /// Openers that are also surnames, and so may follow an initial.
    surnames: &'static [&'static str],
    /// Words that show that a month, and no name, follows: since Jan.
    date_leads: &'static [&'static str],
    /// Words that the hour goes on with: 5 p.m. Eastern.
    time_tails: &'static [&'static str],
    /// Words that say that somebody spoke.
    reporting: &'static [&'static str],
    /// Names that end in a mark: Yahoo!
    names_with_mark: &'static [&'static str],
    /// Words that a number follows in a heading: Section 1.
    numbered_heads: &'static [&'static str],
    /// Words that a letter begins with, before a name.
    greetings: &'static [&'static str],
    /// Words that a letter ends with, above a name.
    closings: &'static [&'static str],
    /// Words that join the last of several things to those before it.
    conjunctions: &'static [&'static str],
    /// Abbreviations that open a sentence, as references do: Cf. Smith.
    signals: &'static [&'static str],
    /// Words after which “I.” is the pronoun.
    before_pronoun: &'static [&'static str],
    /// Abbreviations that stand behind a name and before none: et al., Ph.D.
    after_names: &'static [&'static str],
    /// Verbs that follow what a sentence begins with, whatever that is: was, has.
    predicates: &'static [&'static str],
    /// Whether ordinal numbers are written with a full stop: 5. Mai.
    ordinals: bool,
    /// Whether a full stop may end a sentence with a CJK character right after it.
    stops_before_cjk: bool,
    /// Whether people write whole texts in small letters, and “i” for “I”, where they chat.
    small_pronoun: bool,
    /// What a sentence goes on with after a closing quote or bracket.
    goes_on_with: &'static [&'static str],
    /// The same after a quotation that no colon announced: then it is a word of the sentence.
    ties_with: &'static [&'static str],
    /// Words that begin like one of those and are others: 便利店 is no 便.
    no_ties: &'static [&'static str],
}

/// A table with nothing in it, for those that hold little to begin from.
const EMPTY: Table = Table {
    titles: &[],
    abbreviations: &[],
    may_end: &[],
    numbers: &[],
    number_words: &[],
    months: &[],
    times: &[],
    openers: &[],
    surnames: &[],
    date_leads: &[],
    time_tails: &[],
    reporting: &[],
    names_with_mark: &[],
    numbered_heads: &[],
    greetings: &[],
    closings: &[],
    conjunctions: &[],
    signals: &[],
    before_pronoun: &[],
    after_names: &[],
    predicates: &[],
    ordinals: false,
    stops_before_cjk: true,
    small_pronoun: false,
    goes_on_with: &[],
    ties_with: &[],
    no_ties: &[],
};

/// What else a word can be, as bits.
mod role {
    pub(super) const OPENER: u16 = 1;
    pub(super) const SURNAME: u16 = 1 << 1;
    pub(super) const DATE_LEAD: u16 = 1 << 2;
    pub(super) const TIME_TAIL: u16 = 1 << 3;
    pub(super) const REPORTING: u16 = 1 << 4;
    pub(super) const NAME_WITH_MARK: u16 = 1 << 5;
    pub(super) const NUMBERED_HEAD: u16 = 1 << 6;
    pub(super) const BEFORE_PRONOUN: u16 = 1 << 7;
    pub(super) const SIGNAL: u16 = 1 << 8;
    pub(super) const CONJUNCTION: u16 = 1 << 9;
    pub(super) const GREETING: u16 = 1 << 10;
    pub(super) const AFTER_NAME: u16 = 1 << 11;
    pub(super) const PREDICATE: u16 = 1 << 12;
}

/// The longest word of the tables, in bytes.
const LONGEST: usize = 24;

/// Words of the tables, with what each is. They are looked up at every full stop, and are ours: a
/// hash that withstands attacks is not needed.
type Words<T> = HashMap<&'static str, T, FixedState>;

/// The tables of one language, made ready for looking up.
pub(super) struct Lexicon {
    classes: Words<Class>,
    roles: Words<u16>,
    any_opens: bool,
    /// Whether ordinal numbers are written with a full stop.
    pub has_ordinals: bool,
    /// Whether a full stop may end a sentence with a CJK character right after it.
    pub stops_before_cjk: bool,
    /// Whether whole texts are written in small letters where people chat.
    pub has_small_pronoun: bool,
    goes_on_with: &'static [&'static str],
    ties_with: &'static [&'static str],
    no_ties: &'static [&'static str],
    closings: &'static [&'static str],
    /// Whether it is known how letters begin and end.
    pub knows_letters: bool,
}

/// The tables for a primary language subtag; those of the Latin script where it has none.
pub(super) fn of(language: &str) -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[&en::TABLE]));
    static CJK: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[&cjk::TABLE, &en::TABLE]));
    static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[&de::TABLE, &latin::TABLE]));
    static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[&fr::TABLE, &latin::TABLE]));
    static ORDINAL: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[&latin::WITH_ORDINALS]));
    static LATIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[&latin::TABLE]));
    match language {
        "en" => &ENGLISH,
        "zh" | "yue" | "wuu" | "lzh" | "ja" => &CJK,
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "cs" | "da" | "et" | "fi" | "hr" | "hu" | "lv" | "nb" | "nn" | "no" | "sk" | "sl"
        | "sr" => &ORDINAL,
        _ => &LATIN,
    }
}

impl Lexicon {
    /// Joins tables; the first settles the switches, and what a word is where both have it.
    fn new(tables: &[&Table]) -> Self {
        let first = tables.first().copied().unwrap_or(&EMPTY);
        let mut lexicon = Self {
            classes: Words::default(),
            roles: Words::default(),
            any_opens: tables.iter().all(|table| table.openers.is_empty()),
            has_ordinals: first.ordinals,
            stops_before_cjk: first.stops_before_cjk,
            has_small_pronoun: first.small_pronoun,
            goes_on_with: first.goes_on_with,
            ties_with: first.ties_with,
            no_ties: first.no_ties,
            closings: first.closings,
            knows_letters: !first.greetings.is_empty(),
        };
        for table in tables {
            lexicon.add_classes(table);
            lexicon.add_roles(table);
        }
        lexicon
    }

    fn add_classes(&mut self, table: &Table) {
        for (words, class) in [
            (table.titles, Class::Title),
            (table.abbreviations, Class::Abbreviation),
            (table.may_end, Class::MayEnd),
            (table.numbers, Class::Number),
            (table.number_words, Class::NumberWord),
            (table.months, Class::Month),
            (table.times, Class::Time),
        ] {
            for word in words {
                self.classes.entry(word).or_insert(class);
            }
        }
    }

    fn add_roles(&mut self, table: &Table) {
        for (words, bit) in [
            (table.openers, role::OPENER),
            (table.surnames, role::SURNAME),
            (table.date_leads, role::DATE_LEAD),
            (table.time_tails, role::TIME_TAIL),
            (table.reporting, role::REPORTING),
            (table.names_with_mark, role::NAME_WITH_MARK),
            (table.numbered_heads, role::NUMBERED_HEAD),
            (table.before_pronoun, role::BEFORE_PRONOUN),
            (table.signals, role::SIGNAL),
            (table.conjunctions, role::CONJUNCTION),
            (table.greetings, role::GREETING),
            (table.after_names, role::AFTER_NAME),
            (table.predicates, role::PREDICATE),
        ] {
            for word in words {
                *self.roles.entry(word).or_insert(0) |= bit;
            }
        }
    }

    /// What the full stop after `word` is; none where it is an ordinary one.
    pub(super) fn class(&self, word: &str) -> Option<Class> {
        // A single capital is an initial: Henry V., J. Smith.
        if word.len() == 1 && word.starts_with(char::is_uppercase) {
            return None;
        }
        let is_simple = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let part = |of: &'static [char]| {
            let word = (!is_simple).then_some(word)?;
            let bare = word.rsplit_once(of).map(|(_, bare)| bare);
            bare.filter(|bare| bare.len() > 1)
                .and_then(|bare| find(&self.classes, bare))
        };
        find(&self.classes, word)
            // l’art. is art. with an article before it.
            .or_else(|| part(&['\'', '’']))
            // Tuesday.Mr. and Prof.Dr. lack the space.
            .or_else(|| part(&['.']).filter(|class| *class == Class::Title))
    }

    fn is(&self, word: &str, bit: u16) -> bool {
        find(&self.roles, word).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether a word, written with a capital, opens a sentence.
    pub(super) fn is_opener(&self, word: &str) -> bool {
        self.any_opens && !word.is_empty() || self.is(word, role::OPENER)
    }

    /// Whether a word, written with a capital, opens a sentence, be it as a reference does.
    pub(super) fn opens(&self, word: &str) -> bool {
        self.any_opens && !word.is_empty() || self.is(word, role::OPENER | role::SIGNAL)
    }

    /// Whether an opener is a surname too.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.any_opens || self.is(word, role::SURNAME)
    }

    /// Whether a word shows that a month follows.
    pub(super) fn is_date_lead(&self, word: &str) -> bool {
        self.is(word, role::DATE_LEAD)
    }

    /// Whether the hour of the day goes on with a word.
    pub(super) fn is_time_tail(&self, word: &str) -> bool {
        self.is(word, role::TIME_TAIL)
    }

    /// Whether a word says that somebody spoke.
    pub(super) fn is_reporting(&self, word: &str) -> bool {
        self.is(word, role::REPORTING)
    }

    /// Whether a word is a name that is written with an exclamation mark, in whatever case.
    pub(super) fn is_name_with_mark(&self, word: &str) -> bool {
        self.is(word, role::NAME_WITH_MARK)
    }

    /// Whether a number follows a word in headings.
    pub(super) fn is_numbered_head(&self, word: &str) -> bool {
        self.is(word, role::NUMBERED_HEAD)
    }

    /// Whether an abbreviation stands behind a name and before none.
    pub(super) fn is_after_name(&self, word: &str) -> bool {
        self.is(word, role::AFTER_NAME)
    }

    /// Whether a word is a verb that tells what stands before it as the beginning of a sentence.
    pub(super) fn is_predicate(&self, word: &str) -> bool {
        self.is(word, role::PREDICATE)
    }

    /// Whether a letter begins with a word, before a name.
    pub(super) fn is_greeting(&self, word: &str) -> bool {
        self.is(word, role::GREETING)
    }

    /// Whether a letter ends with some words, above a name.
    pub(super) fn is_closing(&self, words: &str) -> bool {
        self.closings
            .iter()
            .any(|closing| words.eq_ignore_ascii_case(closing))
    }

    /// Whether a word joins the last of several things to those before it.
    pub(super) fn is_conjunction(&self, word: &str) -> bool {
        self.is(word, role::CONJUNCTION)
    }

    /// Whether an abbreviation with a capital opens a sentence.
    pub(super) fn is_signal(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.is(word, role::SIGNAL)
    }

    /// Whether an I after a word is the pronoun.
    pub(super) fn is_before_pronoun(&self, word: &str) -> bool {
        self.is(word, role::BEFORE_PRONOUN)
    }

    /// Whether a sentence goes on with `rest` after a closing quote or bracket.
    pub(super) fn goes_on_with(&self, rest: &str) -> bool {
        begins_with(rest, self.goes_on_with) && !begins_with(rest, self.no_ties)
    }

    /// Whether a text begins with what a sentence goes on with after a quotation within it.
    pub(super) fn ties_with(&self, rest: &str) -> bool {
        begins_with(rest, self.ties_with) && !begins_with(rest, self.no_ties)
    }
}

fn begins_with(rest: &str, words: &[&str]) -> bool {
    words.iter().any(|word| rest.starts_with(word))
}

/// A word made ready for looking up, without memory of its own for each: in lower case, with straight
/// apostrophes.
struct Folded {
    bytes: [u8; LONGEST],
    len: usize,
    /// Whether it is written with a capital.
    capital: bool,
}

impl Folded {
    /// None where the word is longer than any in the tables.
    fn new(word: &str) -> Option<Self> {
        let mut folded = Self {
            bytes: [0; LONGEST],
            len: 0,
            capital: word.starts_with(char::is_uppercase),
        };
        if word.is_ascii() {
            let bytes = folded.bytes.get_mut(..word.len())?;
            bytes.copy_from_slice(word.as_bytes());
            bytes.make_ascii_lowercase();
            folded.len = word.len();
            return Some(folded);
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            folded.push(if c == '’' { '\'' } else { c })?;
        }
        Some(folded)
    }

    fn push(&mut self, c: char) -> Option<()> {
        let end = self.len + c.len_utf8();
        c.encode_utf8(self.bytes.get_mut(self.len..end)?);
        self.len = end;
        Some(())
    }

    fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.get(..self.len)?).ok()
    }

    /// What it is listed as: with its capital where it has one, else in lower case.
    fn find<T: Copy>(mut self, words: &Words<T>) -> Option<T> {
        if self.capital {
            // A word of the tables has a capital of ASCII.
            let lower = *self.bytes.first()?;
            self.bytes.first_mut()?.make_ascii_uppercase();
            if let Some(found) = words.get(self.as_str()?) {
                return Some(*found);
            }
            *self.bytes.first_mut()? = lower;
        }
        words.get(self.as_str()?).copied()
    }
}

fn find<T: Copy>(words: &Words<T>, word: &str) -> Option<T> {
    Folded::new(word)?.find(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_meant_with_a_capital_is_found_only_with_one() {
        let english = of("en");
        assert_eq!(english.class("Mass"), Some(Class::MayEnd));
        assert_eq!(english.class("MASS"), Some(Class::MayEnd));
        assert_eq!(english.class("mass"), None);
        assert_eq!(english.class("No"), Some(Class::NumberWord));
        assert_eq!(english.class("NO"), Some(Class::NumberWord));
        assert_eq!(english.class("Dep’t"), Some(Class::MayEnd));
    }

    #[test]
    fn no_word_stands_in_two_classes_of_one_table() {
        for table in [
            &en::TABLE,
            &de::TABLE,
            &fr::TABLE,
            &latin::TABLE,
            &cjk::TABLE,
        ] {
            let mut seen = std::collections::HashSet::new();
            for words in [
                table.titles,
                table.abbreviations,
                table.may_end,
                table.numbers,
                table.number_words,
                table.months,
                table.times,
            ] {
                for word in words {
                    assert!(seen.insert(*word), "{word} twice");
                    assert!(word.len() <= LONGEST, "{word} is never found");
                }
            }
        }
    }

    #[test]
    fn any_word_can_be_looked_up() {
        let english = of("en");
        for word in ["", "İ", "ﬃ", "a\u{301}", "abcdefghijklmnopqrstuvwxyzabcdef"] {
            assert_eq!(english.class(word), None);
        }
    }
}
