//! What commands and errors say, in Chinese.
//!
//! They speak English alone, in sentences that are known beforehand. `sayings.tsv` has them: English,
//! Chinese, a tab between. A sentence is known by its words. Its gaps are `{a}` for a name, which stays
//! as it is, `{#n}` for a number, and `{*what}` for something said that has a line of its own; `(s)` is
//! an ending that need not be there.

use std::borrow::Cow;
use std::sync::LazyLock;

/// What stands before a sentence that a command says.
const LABELS: &[(&str, &str)] = &[
    ("error: ", "错误："),
    ("warning: ", "警告："),
    ("hint: ", "提示："),
    ("  because: ", "  原因："),
];

/// What is longer is no sentence of ours.
const LONGEST: usize = 2000;

static SAYINGS: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    let lines = include_str!("sayings.tsv").lines();
    let mut sayings: Vec<Saying> = lines.filter_map(Saying::read).collect();
    // The more words a sentence has of its own, the surer it is the one that was said.
    sayings.sort_by_key(|saying| std::cmp::Reverse(saying.weight));
    sayings
});

/// A piece of an English sentence.
#[derive(Debug)]
enum Piece {
    Words(&'static str),
    Ending,
    Gap(Gap),
}

/// A gap in a sentence.
#[derive(Clone, Copy, Debug)]
struct Gap {
    name: &'static str,
    is_number: bool,
    is_said: bool,
}

impl Gap {
    fn read(given: &'static str) -> Self {
        Self {
            name: given.trim_start_matches(['#', '*']),
            is_number: given.starts_with('#'),
            is_said: given.starts_with('*'),
        }
    }
}

/// A sentence in both languages.
#[derive(Debug)]
struct Saying {
    english: Vec<Piece>,
    chinese: &'static str,
    weight: usize,
}

impl Saying {
    fn read(line: &'static str) -> Option<Self> {
        let (english, chinese) = line.split_once('\t')?;
        let mut pieces = Vec::new();
        let words = |text: &'static str, pieces: &mut Vec<Piece>| {
            for (place, part) in text.split("(s)").enumerate() {
                if place > 0 {
                    pieces.push(Piece::Ending);
                }
                if !part.is_empty() {
                    pieces.push(Piece::Words(part));
                }
            }
        };
        let mut rest = english;
        while let Some((before, after)) = rest.split_once('{') {
            words(before, &mut pieces);
            let (name, after) = after.split_once('}')?;
            pieces.push(Piece::Gap(Gap::read(name)));
            rest = after;
        }
        words(rest, &mut pieces);
        let weight = |piece: &Piece| match piece {
            Piece::Words(words) => words.len(),
            Piece::Ending | Piece::Gap(_) => 0,
        };
        Some(Self {
            weight: pieces.iter().map(weight).sum(),
            english: pieces,
            chinese,
        })
    }

    /// The sentence in Chinese, where it is this one.
    fn said(&self, sentence: &str) -> Option<String> {
        let mut said = self.chinese.to_owned();
        for (gap, filling) in fillings(&self.english, sentence)? {
            let filling = match gap.is_said {
                true => chinese(filling),
                false => Cow::Borrowed(filling),
            };
            said = said.replace(&format!("{{{}}}", gap.name), &filling);
        }
        Some(said)
    }
}

/// What fills the gaps of a sentence, the last first; `None` where it is another sentence.
fn fillings<'t>(pieces: &[Piece], text: &'t str) -> Option<Vec<(Gap, &'t str)>> {
    let Some((piece, rest)) = pieces.split_first() else {
        return text.is_empty().then(Vec::new);
    };
    match piece {
        Piece::Words(words) => fillings(rest, text.strip_prefix(words)?),
        Piece::Ending => (text.strip_prefix('s').and_then(|text| fillings(rest, text)))
            .or_else(|| fillings(rest, text)),
        Piece::Gap(gap) => {
            let mut ends = text.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
            loop {
                let (end, last) = ends.next()?;
                if gap.is_number && !last.is_ascii_digit() && !matches!(last, '.' | ',') {
                    return None;
                }
                let (filling, after) = text.split_at(end);
                // A name does not go from one sentence into another.
                if !gap.is_said && filling.ends_with("; ") {
                    return None;
                }
                // Most ends are none, and are seen to be so at once.
                if let Some(Piece::Words(words)) = rest.first()
                    && !after.starts_with(words)
                {
                    continue;
                }
                if let Some(mut found) = fillings(rest, after) {
                    found.push((*gap, filling));
                    return Some(found);
                }
            }
        }
    }
}

/// What was said, in Chinese as far as it is known: line for line.
pub(super) fn in_chinese(said: &str) -> String {
    let line = |line: &str| {
        let label = LABELS.iter().find(|(english, _)| line.starts_with(english));
        match label {
            Some((english, label)) => format!("{label}{}", chinese(line.split_at(english.len()).1)),
            None => chinese(line).into_owned(),
        }
    };
    said.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A sentence, or several with semicolons between; what is not known stays as it is.
fn chinese(said: &str) -> Cow<'_, str> {
    if said.len() > LONGEST || !said.contains(|c: char| c.is_ascii_lowercase()) {
        return Cow::Borrowed(said);
    }
    if let Some(known) = SAYINGS.iter().find_map(|saying| saying.said(said)) {
        return Cow::Owned(known);
    }
    if !said.contains("; ") {
        return Cow::Borrowed(said);
    }
    let parts: Vec<Cow<'_, str>> = said.split("; ").map(chinese).collect();
    Cow::Owned(parts.join("；"))
}

#[cfg(test)]
mod tests;
