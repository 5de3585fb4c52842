//! Texts of which only it is known which paragraph is the translation of which: beads within a
//! paragraph are right however its sentences are paired. And the same paragraphs as segments, some
//! of them left out or joined on either side.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use yiku::segment::Segmenter;

use super::alignment::{Gold, Pair, tag};

/// Paragraphs of a text: as long as a chapter, and long enough to have a bad passage.
const PARAGRAPHS: usize = 700;
/// Stretches of it that are taken, far apart.
const STRETCHES: usize = 6;
/// How often a stretch is left out of and joined, each time elsewhere.
const ROUNDS: usize = 3;

/// How many short paragraphs and how many English ones of any length a long text has.
const VERSES: usize = 5_000;
const ENGLISH: usize = 30_000;

/// The paragraphs that each segment of the two sides is in.
pub(super) type Blocks = [Vec<usize>; 2];

/// What stands in a file of pairs; packed by xz where its name says so.
fn read(file: &Path) -> io::Result<String> {
    if file.extension().is_none_or(|end| end != "xz") {
        return fs::read_to_string(file);
    }
    let mut xz = Command::new("xz");
    let unpacked = xz.arg("-dc").arg(file).stderr(Stdio::null()).output()?;
    Ok(String::from_utf8_lossy(&unpacked.stdout).into_owned())
}

/// The pairs of a file, in the order of their texts, a tab between the two sides.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let pairs = text.lines().filter_map(|line| line.split_once('\t'));
    pairs
        .map(|(english, chinese)| (english.trim(), chinese.trim()))
        .filter(|(english, chinese)| !english.is_empty() && !chinese.is_empty())
        .collect()
}

/// Long texts made of a file of pairs: short ones, as many as a book of scripture has verses, left
/// out and joined; and those of any length, with passages and sentences that one side has not.
pub(super) fn long(file: &Path) -> io::Result<Vec<Gold>> {
    let text = read(file)?;
    let pairs = pairs(&text);
    let short = pairs
        .iter()
        .filter(|(english, _)| (25..150).contains(&english.len()));
    let short: Vec<_> = short.copied().take(VERSES).collect();
    Ok(vec![
        damaged(format!("{VERSES} short ones"), &short, 0),
        with_passages(format!("{ENGLISH} with passages"), &pairs),
    ])
}

/// A text of [`ENGLISH`] paragraphs and some 42,000 Chinese ones: of every 200, the Chinese has 52
/// in a row that the English has not and 7 by themselves, and has not got 3.
fn with_passages(group: String, pairs: &[(&str, &str)]) -> Gold {
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    let mut beads = BTreeSet::new();
    let mut pairs = pairs.iter().enumerate();
    while let Some((at, (one, other))) = pairs.next().filter(|_| english.len() < ENGLISH) {
        let place = at % 200;
        let (e, z) = (english.len(), chinese.len());
        let surplus = (100..152).contains(&place) || place % 20 == 9;
        if !surplus {
            english.push((*one).to_owned());
        }
        if surplus || place % 50 != 30 {
            chinese.push((*other).to_owned());
        }
        beads.insert(((e..english.len()).collect(), (z..chinese.len()).collect()));
    }
    Gold {
        group,
        english,
        chinese,
        beads,
        blocks: None,
    }
}

/// The texts of a file of pairs.
pub(super) fn texts(file: &Path) -> io::Result<Vec<Gold>> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = name.trim_end_matches(".tsv");
    let text = read(file)?;
    let pairs = pairs(&text);
    let mended: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(english, chinese)| (without_next_row(english), without_next_row(chinese)))
        .collect();
    let apart = (pairs.len() / STRETCHES).max(PARAGRAPHS);
    let mut texts = Vec::new();
    for (stretch, as_mended) in pairs.chunks(apart).zip(mended.chunks(apart)) {
        let stretch = stretch.get(..PARAGRAPHS).unwrap_or(stretch);
        texts.push(cut(format!("{name}, by paragraph"), stretch)?);
        if mended != pairs {
            let as_mended = as_mended.get(..PARAGRAPHS).unwrap_or(as_mended);
            let group = format!("{name}, by paragraph, next rows off");
            texts.push(cut(group, as_mended)?);
        }
        for round in 0..ROUNDS {
            let group = format!("{name}, left out of and joined");
            texts.push(damaged(group, stretch, round));
        }
    }
    Ok(texts)
}

/// A paragraph without the head of the next row of its table (`… </tr> <tr><td>name</td>`), which
/// some corpora left at the end of one side only: it belongs to the next paragraph.
fn without_next_row(paragraph: &str) -> &str {
    match paragraph.rfind("<tr>").map(|at| paragraph.split_at(at)) {
        Some((before, row)) if !row.contains("</tr>") && !before.trim().is_empty() => before.trim(),
        _ => paragraph,
    }
}

/// Each paragraph cut into segments.
fn cut(group: String, pairs: &[(&str, &str)]) -> io::Result<Gold> {
    let segmenter = Segmenter::default();
    let side = |lang: &str, of: fn(&(&str, &str)) -> String| -> io::Result<_> {
        let lang = tag(lang)?;
        let (mut texts, mut blocks) = (Vec::new(), Vec::new());
        for (block, pair) in pairs.iter().enumerate() {
            let text = of(pair);
            for segment in segmenter.segments(&text, &lang) {
                texts.push(text[segment.range].to_owned());
                blocks.push(block);
            }
        }
        Ok((texts, blocks))
    };
    let (english, in_english) = side("en", |pair| pair.0.to_owned())?;
    let (chinese, in_chinese) = side("zh-Hans", |pair| pair.1.to_owned())?;
    let mut beads: BTreeMap<usize, Pair> = BTreeMap::new();
    for (segment, block) in in_english.iter().enumerate() {
        beads.entry(*block).or_default().0.push(segment);
    }
    for (segment, block) in in_chinese.iter().enumerate() {
        beads.entry(*block).or_default().1.push(segment);
    }
    Ok(Gold {
        group,
        english,
        chinese,
        beads: beads.into_values().collect(),
        blocks: Some([in_english, in_chinese]),
    })
}

/// Each paragraph a segment; of a hundred, four are missing on one side, four on the other, and
/// eight joined with the next on either, elsewhere in each round.
fn damaged(group: String, pairs: &[(&str, &str)], round: usize) -> Gold {
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    let mut beads = BTreeSet::new();
    let mut rest = pairs.iter().enumerate();
    while let Some((at, pair)) = rest.next() {
        let (e, z) = (english.len(), chinese.len());
        let what = (at * 61 + round * 29) % 100;
        let next = match what {
            8..24 => rest.next().map(|(_, next)| next),
            _ => None,
        };
        let bead = match (what, next) {
            (0..4, _) => (vec![e], vec![]),
            (4..8, _) => (vec![], vec![z]),
            (8..16, Some(_)) => (vec![e], vec![z, z + 1]),
            (16..24, Some(_)) => (vec![e, e + 1], vec![z]),
            _ => (vec![e], vec![z]),
        };
        let texts = |of: fn(&(&str, &str)) -> String, count: usize, between: &str| match next {
            _ if count == 0 => Vec::new(),
            Some(next) if count == 1 => vec![format!("{}{between}{}", of(pair), of(next))],
            Some(next) => vec![of(pair), of(next)],
            None => vec![of(pair)],
        };
        english.extend(texts(|pair| pair.0.to_owned(), bead.0.len(), " "));
        chinese.extend(texts(|pair| pair.1.to_owned(), bead.1.len(), ""));
        beads.insert(bead);
    }
    Gold {
        group,
        english,
        chinese,
        beads,
        blocks: None,
    }
}

/// Beads within one paragraph that follow each other are one.
pub(super) fn joined(beads: &BTreeSet<Pair>, [english, chinese]: &Blocks) -> BTreeSet<Pair> {
    let mut in_order: Vec<&Pair> = beads.iter().collect();
    // By where they begin; what has one side only stands behind what is before it on that side.
    let place = |pair: &Pair| {
        let block =
            |numbers: &[usize], of: &[usize]| numbers.first().and_then(|n| of.get(*n)).copied();
        let at = block(&pair.0, english).or_else(|| block(&pair.1, chinese));
        (at, pair.0.first().copied(), pair.1.first().copied())
    };
    in_order.sort_by_key(|pair| place(pair));
    let mut all = BTreeSet::new();
    let mut last: Option<(usize, Pair)> = None;
    for pair in in_order {
        let blocks: BTreeSet<usize> = (pair.0.iter().filter_map(|n| english.get(*n)))
            .chain(pair.1.iter().filter_map(|n| chinese.get(*n)))
            .copied()
            .collect();
        let one = (blocks.len() == 1)
            .then(|| blocks.first().copied())
            .flatten();
        match (&mut last, one) {
            (Some((block, joint)), Some(same)) if *block == same => {
                joint.0.extend(&pair.0);
                joint.1.extend(&pair.1);
            }
            (_, Some(block)) => {
                let before = last.replace((block, pair.clone()));
                all.extend(before.map(|(_, joint)| joint));
            }
            (_, None) => {
                all.insert(pair.clone());
            }
        }
    }
    all.extend(last.map(|(_, joint)| joint));
    all.into_iter()
        .map(|(mut english, mut chinese)| {
            english.sort_unstable();
            chinese.sort_unstable();
            (english, chinese)
        })
        .collect()
}
