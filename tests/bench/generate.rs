//! Memories of any size, made with a seed: the same seed gives the same bytes.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::corpus::{Corpus, Pair};
use crate::edit::{edited, spliced};
use crate::random::Random;

/// The units of a memory, one after the other, without end.
///
/// As in real memories most are nearly others: of a hundred, thirty are sentences of the corpus
/// (while there are any that were not taken), a quarter splices of two, the rest sentences with 1
/// to 4 words or numbers changed.
pub(crate) struct Units<'c> {
    corpus: &'c Corpus,
    random: Random,
    taken: usize,
}

impl<'c> Units<'c> {
    pub(crate) fn new(corpus: &'c Corpus, seed: u64) -> Self {
        Self {
            corpus,
            random: Random::new(seed),
            taken: 0,
        }
    }
}

impl Iterator for Units<'_> {
    type Item = Pair;

    fn next(&mut self) -> Option<Pair> {
        let (pairs, random) = (&self.corpus.pairs, &mut self.random);
        let kind = random.below(100);
        if kind < 30
            && let Some(pair) = pairs.get(self.taken)
        {
            self.taken += 1;
            return Some(pair.clone());
        }
        let one = random.pick(pairs);
        Some(if kind < 55 {
            spliced(one, random.pick(pairs), random)
        } else {
            let edits = 1 + random.below(4);
            edited(one, edits, pairs, random)
        })
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Written {
    pub(crate) units: usize,
    pub(crate) bytes: u64,
    /// Characters of English in all.
    pub(crate) english: usize,
    /// Characters of Chinese in all.
    pub(crate) chinese: usize,
}

const PEOPLE: [&str; 8] = [
    "chen.w",
    "li.na",
    "wang.y",
    "zhao.m",
    "TM-SERVER",
    "liu.q",
    "sun.h",
    "agency-03",
];

/// Writes a memory as a TMX file of level 1, in the form that tools give it.
pub(crate) fn write_tmx(
    path: &Path,
    corpus: &Corpus,
    units: usize,
    seed: u64,
) -> io::Result<Written> {
    let mut written = Written {
        units,
        ..Written::default()
    };
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    // What is said about units shall not change what they are.
    let mut random = Random::new(!seed);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
        <tmx version=\"1.4\">\n<header creationtool=\"bench\" creationtoolversion=\"1\" \
        segtype=\"sentence\" o-tmf=\"bench\" adminlang=\"en-US\" srclang=\"en-US\" \
        datatype=\"plaintext\"></header>\n<body>\n",
    )?;
    for (nth, pair) in Units::new(corpus, seed).take(units).enumerate() {
        written.english += pair.english.chars().count();
        written.chinese += pair.chinese.chars().count();
        write!(out, "<tu tuid=\"{}\"", nth + 1)?;
        made(&mut out, "creation", &mut random)?;
        if random.percent(30) {
            made(&mut out, "change", &mut random)?;
        }
        out.write_all(b">\n<tuv xml:lang=\"en-US\"><seg>")?;
        escaped(&mut out, &pair.english)?;
        out.write_all(b"</seg></tuv>\n<tuv xml:lang=\"zh-CN\"><seg>")?;
        escaped(&mut out, &pair.chinese)?;
        out.write_all(b"</seg></tuv>\n</tu>\n")?;
    }
    out.write_all(b"</body>\n</tmx>\n")?;
    let file = out.into_inner()?;
    written.bytes = file.metadata()?.len();
    Ok(written)
}

/// When and by whom.
fn made(out: &mut impl Write, what: &str, random: &mut Random) -> io::Result<()> {
    let (year, month, day) = (
        2015 + random.below(10),
        1 + random.below(12),
        1 + random.below(28),
    );
    let (hour, minute, second) = (random.below(24), random.below(60), random.below(60));
    let who = random.pick(&PEOPLE);
    write!(
        out,
        " {what}date=\"{year}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z\" {what}id=\"{who}\""
    )
}

fn escaped(out: &mut impl Write, text: &str) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        out.write_all(&rest.as_bytes()[..at])?;
        out.write_all(match rest.as_bytes()[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            _ => b"&gt;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest.as_bytes())
}
