//! What candidates are called in the other language: the piece of the translations that stands in
//! those of their segments and in no others (Dice's coefficient); of pieces that nearly all fit as
//! well, the longest, since each part of a term fits as well as the whole.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{float, spaced, unspaced};
use crate::term::Writing;
use crate::text::LangTag;
use crate::text::script::is_han;

/// How many segments of a candidate are looked into.
const SEGMENTS: usize = 300;
/// How many pieces of a candidate are kept for the second look.
const PIECES: usize = 200;
/// What fits less is not told.
const LEAST: f64 = 0.4;
/// How near to the best a longer piece must come.
const NEAR: f64 = 0.9;

/// For each candidate, by all that it is counted by, what it is called, and how well that fits.
pub(super) fn find(
    names: &[Vec<String>],
    pairs: &[(&str, &str)],
    source: &LangTag,
    target: &LangTag,
) -> Vec<Option<(String, f64)>> {
    let segments = segments(names, pairs, source);
    // In the first look, what stands in the segments of a candidate; in the second, where else.
    let shared: Vec<Vec<(String, usize)>> = (names.iter().zip(&segments))
        .map(|(names, segments)| shared(names, segments, pairs, target))
        .collect();
    let wanted: HashSet<&str> = shared
        .iter()
        .flatten()
        .map(|(piece, _)| piece.as_str())
        .collect();
    let mut everywhere: HashMap<&str, usize> = HashMap::new();
    for (_, target_text) in pairs {
        for piece in pieces(target_text, target) {
            if let Some(piece) = wanted.get(piece.as_str()) {
                *everywhere.entry(piece).or_default() += 1;
            }
        }
    }
    (shared.iter().zip(&segments).zip(names))
        .map(|((shared, segments), names)| {
            let all = segments.len();
            let fits = shared.iter().map(|(piece, together)| {
                // Where only some segments were looked into, the others are taken to be like them.
                let together = float(*together) * float(all) / float(all.min(SEGMENTS));
                let elsewhere = everywhere.get(piece.as_str()).copied().unwrap_or(0);
                ((2.0 * together / float(all + elsewhere)).min(1.0), piece)
            });
            let (piece, fit) = best(fits.collect(), names)?;
            // Few segments are little evidence, however well they agree.
            let fit = fit * float(all) / float(all + 1);
            let here = segments.iter().filter_map(|at| pairs.get(*at));
            let written = here.map(|(_, text)| written(text, &piece, target));
            Some((written.flatten().next().unwrap_or(piece), fit))
        })
        .collect()
}

/// How a text writes a piece.
fn written(text: &str, piece: &str, lang: &LangTag) -> Option<String> {
    match Writing::of(lang) {
        Writing::Unspaced => None,
        Writing::Spaced => {
            let mut pieces = spaced::pieces(text).into_iter();
            let found = pieces.find(|found| found.key == piece);
            found.map(|found| found.surface)
        }
    }
}

/// The numbers of the segments that each candidate stands in.
fn segments(names: &[Vec<String>], pairs: &[(&str, &str)], lang: &LangTag) -> Vec<Vec<usize>> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, names) in names.iter().enumerate() {
        for name in names {
            by_name.entry(name).or_default().push(number);
        }
    }
    let mut segments = vec![Vec::new(); names.len()];
    for (at, (text, _)) in pairs.iter().enumerate() {
        let here: BTreeSet<usize> = (pieces(text, lang).iter())
            .filter_map(|piece| by_name.get(piece.as_str()))
            .flatten()
            .copied()
            .collect();
        for number in here {
            if let Some(segments) = segments.get_mut(number) {
                segments.push(at);
            }
        }
    }
    segments
}

/// The pieces of the translations of a candidate's segments that stand in two of them at least,
/// with the number of segments, the commonest and longest first.
fn shared(
    names: &[String],
    segments: &[usize],
    pairs: &[(&str, &str)],
    lang: &LangTag,
) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for at in segments.iter().take(SEGMENTS) {
        let (_, text) = pairs.get(*at).copied().unwrap_or_default();
        for piece in pieces(text, lang) {
            *counts.entry(piece).or_default() += 1;
        }
    }
    let has_digit = |text: &str| text.contains(|c: char| c.is_numeric());
    let numbered = names.iter().any(|name| has_digit(name));
    let mut counts: Vec<_> = (counts.into_iter())
        .filter(|(piece, count)| *count > 1 && (numbered || !has_digit(piece)))
        .collect();
    counts.sort_by(|(a, m), (b, n)| (n, b.len(), b).cmp(&(m, a.len(), a)));
    counts.truncate(PIECES);
    counts
}

/// The longest piece among those that fit best and can be as long as the names are.
fn best(fits: Vec<(f64, &String)>, names: &[String]) -> Option<(String, f64)> {
    // Two words are no sentence in the other language, and three are no word of two characters.
    let words = names.iter().map(|name| length(name)).max().unwrap_or(1);
    let meant = names
        .iter()
        .map(|name| spaced::meant(name))
        .max()
        .unwrap_or(1);
    let most = 3 * words + 4;
    let can_be = |piece: &str| {
        let length = length(piece);
        length <= most && (length >= meant || !piece.contains(is_han))
    };
    let fits: Vec<_> = fits
        .into_iter()
        .filter(|(_, piece)| can_be(piece))
        .collect();
    let best = fits.iter().map(|(fit, _)| *fit).fold(0.0, f64::max);
    (fits.into_iter())
        .filter(|(fit, _)| *fit >= LEAST.max(NEAR * best))
        .max_by(|(a, piece), (b, other)| {
            let lengths = length(piece).cmp(&length(other));
            lengths.then(a.total_cmp(b)).then_with(|| other.cmp(piece))
        })
        .map(|(fit, piece)| (piece.clone(), fit))
}

/// How long a piece is: in characters of Chinese, in words of other languages.
fn length(piece: &str) -> usize {
    piece.split(' ').flat_map(unspaced::runs).flatten().count()
}

/// Everything in a text that could be a term, once.
fn pieces(text: &str, lang: &LangTag) -> BTreeSet<String> {
    match Writing::of(lang) {
        Writing::Unspaced => unspaced::pieces(text, unspaced::LONG).into_iter().collect(),
        Writing::Spaced => {
            let pieces = spaced::pieces(text).into_iter();
            pieces.map(|piece| piece.key).collect()
        }
    }
}
