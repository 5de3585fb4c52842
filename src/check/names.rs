//! Q38: names of countries and territories, and whatever names a client prescribes.
//!
//! The countries are those of which the English name means nothing else: Chad, Georgia, Guinea,
//! Jordan, Niger and Turkey are left to a client's own list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Check, Reading, in_source};
use crate::text::near::head;
use crate::unit::{Finding, Severity};

/// Prescribed names.
pub(super) struct Names;

/// A name, and the Chinese forms.
type Country = (&'static str, Vec<&'static str>);

/// The countries by the first word of their English name: the name, and the Chinese forms. The
/// longer names of one first word stand first.
static COUNTRIES: LazyLock<HashMap<&str, Vec<Country>>> = LazyLock::new(|| {
    let mut countries: HashMap<&str, Vec<Country>> = HashMap::new();
    for line in include_str!("language/countries.tsv").lines() {
        if let Some((name, forms)) = line.split_once('\t') {
            let first = name.split(' ').next().unwrap_or(name);
            let row = (name, forms.split('|').collect());
            countries.entry(first).or_default().push(row);
        }
    }
    for rows in countries.values_mut() {
        rows.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }
    countries
});

impl Check for Names {
    fn id(&self) -> &'static str {
        "Q38"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        for (name, forms) in &pair.settings.names {
            for range in super::words::places(pair.source, name) {
                let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
                demand(pair, range.start, name, &forms, findings);
            }
        }
        if !pair.target_lang.is_chinese() || pair.source_lang.language() != "en" {
            return;
        }
        let mut beyond = 0;
        for (at, word) in capitalized(pair.source) {
            let rest = pair.source.get(at..).unwrap_or_default();
            let Some((name, forms)) = COUNTRIES
                .get(word)
                .filter(|_| at >= beyond)
                .and_then(|rows| rows.iter().find(|(name, _)| rest.starts_with(name)))
            else {
                continue;
            };
            beyond = at + name.len();
            let joined = pair
                .source
                .get(beyond..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'));
            let before = pair.source.get(..at).unwrap_or_default();
            let of_a_name = before.ends_with(['-', '/', '.', '@']) || before.ends_with("New ");
            if !joined && !of_a_name && !pair.settings.names.contains_key(*name) {
                demand(pair, at, name, forms, findings);
            }
        }
    }
}

/// Whether a name is that of a country, and stands in the target in one of its Chinese forms.
pub(super) fn is_rendered(pair: &Reading<'_>, name: &str) -> bool {
    pair.target_lang.is_chinese()
        && name
            .split(' ')
            .next()
            .and_then(|first| COUNTRIES.get(first))
            .is_some_and(|rows| {
                rows.iter()
                    .any(|(country, forms)| *country == name && is_named(pair.target, forms))
            })
}

/// Whether one of the forms of a name stands in a text. A form of one character does not where
/// the full one is begun and not ended: 哈萨克.
fn is_named(text: &str, forms: &[&str]) -> bool {
    let begun = |short: &str| {
        let long = forms.iter().filter(|form| form.starts_with(short));
        long.filter_map(|form| {
            form.char_indices()
                .nth(2)
                .and_then(|(at, _)| form.get(..at))
        })
        .any(|begin| begin.len() > short.len() && text.contains(begin))
    };
    forms.iter().any(|form| {
        let of_one = form.chars().count() == 1;
        text.contains(form) && !(of_one && begun(form))
    })
}

/// Demands one of the forms of a name.
fn demand(pair: &Reading<'_>, at: usize, name: &str, forms: &[&str], findings: &mut Vec<Finding>) {
    let termed = pair
        .source_terms
        .iter()
        .any(|hit| hit.range.contains(&at) && hit.range.len() > name.len());
    // A term of the termbase that holds the name answers for it.
    if termed || is_named(pair.target, forms) || pair.target.contains(name) {
        return;
    }
    findings.push(in_source(
        "Q38",
        Severity::Warning,
        at..at + name.len(),
        said!(
            "{name} is {0} in the translation",
            "{name}应译作“{0}”",
            forms.first().copied().unwrap_or_default()
        ),
    ));
}

/// How many bytes of a word are looked at: no country's is longer.
const LONGEST: usize = 100;

/// The words with a capital letter, and where they begin.
fn capitalized(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut last = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_uppercase() && !last.is_alphanumeric();
        last = c;
        let rest = head(text.get(at..).filter(|_| begins)?, LONGEST);
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''))
            .unwrap_or(rest.len());
        Some((at, rest.get(..end)?.trim_end_matches("'s")))
    })
}
