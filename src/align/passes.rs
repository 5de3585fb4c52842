//! The passes over texts, one or several: what all of them teach of words in one pass, each knows
//! in the next.

use std::ops::Range;

use super::band::{Band, LEAST};
use super::beads::Priors;
use super::clauses::Clauses;
use super::estimate::{self, Link};
use super::evidence::{Evidence, Paragraphs};
use super::figures::Figures;
use super::length::LengthModel;
use super::lexicon::{EXPLAINED, Lexicon};
use super::pairing::Pairing;
use super::quotes::Quotes;
use super::tokens::Corpus;
use super::vectors::{InBand, Likeness};
use super::{Bead, Knowledge, SideText, anchors, confidence, crossing, dynamic};

/// The most places of a band that are looked at in every pass.
const MANY_PLACES: usize = 300_000;
/// The most passes; most texts settle before.
const PASSES: usize = 5;
/// Passes over a long text.
const PASSES_WHERE_LONG: usize = 2;
/// The half width of the band round the path of an earlier pass.
const ROUND_PATH: usize = 15;

/// How often the clauses of a path's beads are looked at, and a better path is found.
const ROUNDS: usize = 2;

/// How closely a usual translation keeps to its text: the share of words that the other side
/// explains, as far as they are known beforehand. Novels have 0.35 to 0.45, reports 0.6.
const USUAL: f32 = 0.5;
/// How much of their words translations are expected to explain that keep to the text more closely
/// than usual, or less.
const BY_CLOSENESS: f32 = 2.0;
/// How much likelier it is there, as a logarithm, that a sentence which nothing explains was left
/// out and not put freely; and the most and least of that.
const SKIPS_BY_CLOSENESS: f64 = 20.0;
const SKIPS: (f64, f64) = (-3.0, 0.8);

/// A text and its translation.
type Sides<'a> = (SideText<'a>, SideText<'a>);

/// Aligns texts in the same two languages.
pub(super) fn align(sides: &[Sides<'_>], knowledge: Knowledge<'_>) -> Vec<Vec<Bead>> {
    let Some((source, target)) = sides.first() else {
        return Vec::new();
    };
    let sources: Vec<&str> = sides
        .iter()
        .flat_map(|(s, _)| s.segments)
        .copied()
        .collect();
    let targets: Vec<&str> = sides
        .iter()
        .flat_map(|(_, t)| t.segments)
        .copied()
        .collect();
    let all = Corpus::new(
        &SideText::new(source.lang, &sources),
        &SideText::new(target.lang, &targets),
        &knowledge,
    );
    let (mut source, mut target) = (0, 0);
    let begin = |sides: &Sides<'_>| {
        let place = (
            next(&mut source, sides.0.segments.len()),
            next(&mut target, sides.1.segments.len()),
        );
        Text::new(place, &all, &knowledge)
    };
    let mut texts: Vec<Text> = sides.iter().map(begin).collect();
    let mut lexicon = None;
    let mut priors = Priors::default();
    for pass in 1..=PASSES {
        for (text, sides) in texts.iter_mut().zip(sides) {
            if text.beads.is_none() {
                text.pass(sides, &all, (lexicon.as_ref(), &priors), pass);
            }
        }
        if texts.iter().all(|text| text.beads.is_some()) {
            break;
        }
        let links: Vec<Link> = texts.iter().flat_map(Text::links_among_all).collect();
        lexicon = Some(estimate::learn(&all, &links));
        let shapes: Vec<_> = links.iter().map(|(s, t)| (s.len(), t.len())).collect();
        priors = Priors::from_counts(&shapes);
    }
    let beads = texts.into_iter().map(|text| text.beads.unwrap_or_default());
    beads.collect()
}

/// The range of so many segments after those before.
fn next(done: &mut usize, count: usize) -> Range<usize> {
    let start = *done;
    *done += count;
    start..*done
}

/// A text that is being aligned.
struct Text {
    /// Where its segments stand among those of all texts.
    place: Link,
    fixed: Vec<(usize, usize)>,
    /// The fixed pairs, and those of the likely ones that ascend with them.
    held: Vec<(usize, usize)>,
    band: Band,
    /// Whether all its places are too many to be looked at more than once.
    long: bool,
    length: LengthModel,
    /// How closely the translation keeps to it, once a pass has shown it.
    closeness: f32,
    /// What the last pass found.
    links: Vec<Link>,
    /// The outcome, once it is settled.
    beads: Option<Vec<Bead>>,
}

impl Text {
    fn new(place: Link, all: &Corpus, knowledge: &Knowledge<'_>) -> Self {
        let corpus = all.part(&place);
        let sizes @ (n, m) = (place.0.len(), place.1.len());
        let fixed = ascending(knowledge.fixed, sizes);
        let held = held(&fixed, &ascending(knowledge.likely, sizes));
        let mut band = Band::diagonal(n, m, LEAST.max(m / 5));
        let long = band.len() > MANY_PLACES;
        if long {
            band = anchors::band(&corpus);
        }
        Self {
            band: band.through(&held, m),
            length: LengthModel::new(&[whole(&corpus)], &corpus.target.lengths),
            place,
            fixed,
            held,
            long,
            closeness: USUAL,
            links: Vec::new(),
            beads: None,
        }
    }

    /// Finds the best links; where they are settled, the beads too. Without a lexicon that was
    /// learned, what is known beforehand has to do.
    fn pass(
        &mut self,
        (source, target): &Sides<'_>,
        all: &Corpus,
        (lexicon, priors): (Option<&Lexicon>, &Priors),
        pass: usize,
    ) {
        let sizes = (self.place.0.len(), self.place.1.len());
        let corpus = all.part(&self.place);
        let mut lexicon = match lexicon {
            Some(learned) => learned.part(&self.place),
            None => Lexicon::known(&corpus),
        };
        let off = self.closeness - USUAL;
        lexicon.explained = (EXPLAINED + BY_CLOSENESS * off).clamp(0.2, 0.8);
        let skips = SKIPS_BY_CLOSENESS * f64::from(off);
        let priors = priors.with_skips(skips.clamp(SKIPS.0, SKIPS.1));
        if self.long && pass > 1 {
            let band = Band::around(&path(&self.links, sizes.0), sizes.1, ROUND_PATH);
            self.band = band.through(&self.held, sizes.1);
        }
        let paragraphs = Paragraphs::new(source.paragraphs, target.paragraphs, sizes);
        let quotes = Quotes::new(source.segments, target.segments);
        let figures = Figures::new(&corpus);
        let likeness = (source.vectors.zip(target.vectors))
            .map(|vectors| Likeness::new(vectors, sizes, &self.links));
        let alike = likeness
            .as_ref()
            .map(|likeness| InBand::new(likeness, &self.band, sizes));
        let (band, length) = (&self.band, &self.length);
        let mut evidence = Evidence::new(
            &corpus,
            &lexicon,
            band,
            &priors,
            length,
            (&paragraphs, &quotes, &figures),
        );
        evidence.fix(&self.held);
        evidence.compare(alike.as_ref());
        let pairing = Pairing::new(&corpus, &lexicon, length, (&figures, likeness.as_ref()));
        let mut found = dynamic::best_path(&evidence, band, sizes);
        let clauses = Clauses::new(&pairing);
        for _ in 0..ROUNDS {
            if !clauses.look(&mut evidence, &found) {
                break;
            }
            // What was looked at stands near the path, and so does what is better than it.
            let near = Band::around(&path(&found, sizes.0), sizes.1, ROUND_PATH);
            found = dynamic::best_path(&evidence, &band.within(&near), sizes);
        }
        if pass == 1 {
            // Later, the words of the text itself are known, and explain themselves.
            self.closeness = pairing.explained(&found);
        }
        let passes = if self.long { PASSES_WHERE_LONG } else { PASSES };
        if found == self.links || pass == passes {
            let posteriors = dynamic::posteriors(&evidence, band, sizes, &found);
            let related = confidence::relatedness(&pairing, &found);
            let mut beads = crossing::beads(&pairing, found.clone(), &related, &posteriors);
            for bead in &mut beads {
                if let ([s], [t]) = (bead.source.as_slice(), bead.target.as_slice())
                    && self.fixed.binary_search(&(*s, *t)).is_ok()
                {
                    bead.confidence = 1.0;
                }
            }
            self.beads = Some(beads);
        }
        self.links = found;
        self.length = LengthModel::new(&lengths(&corpus, &self.links), &corpus.target.lengths);
    }

    /// What the last pass found, by where the segments stand among those of all texts.
    fn links_among_all(&self) -> impl Iterator<Item = Link> {
        let (source, target) = (self.place.0.start, self.place.1.start);
        let moved = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
        let links = self.links.iter();
        links.map(move |(s, t)| (moved(s, source), moved(t, target)))
    }
}

/// The lengths of two whole texts.
fn whole(corpus: &Corpus) -> (f64, f64) {
    (
        corpus.source.lengths.iter().sum(),
        corpus.target.lengths.iter().sum(),
    )
}

/// Those of the pairs that a text has and that ascend on both sides.
fn ascending(pairs: &[(usize, usize)], (n, m): (usize, usize)) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(pairs.len());
    for (s, t) in pairs.iter().copied().filter(|(s, t)| *s < n && *t < m) {
        if kept.last().is_none_or(|last| last.0 < s && last.1 < t) {
            kept.push((s, t));
        }
    }
    kept
}

/// The pairs that are fixed, and those of the likely ones that ascend with them.
fn held(fixed: &[(usize, usize)], likely: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let fits = |(s, t): &&(usize, usize)| {
        let (before, after) = fixed.split_at(fixed.partition_point(|(fixed, _)| fixed < s));
        before.last().is_none_or(|(_, last)| last < t)
            && after
                .first()
                .is_none_or(|(next, other)| s < next && t < other)
    };
    let likely = likely.iter().filter(fits);
    let mut held: Vec<(usize, usize)> = fixed.iter().chain(likely).copied().collect();
    held.sort_unstable();
    held
}

/// The lengths of both sides of each link that has two.
fn lengths(corpus: &Corpus, links: &[Link]) -> Vec<(f64, f64)> {
    let sum = |lengths: &[f64], range: &Range<usize>| -> f64 {
        lengths.get(range.clone()).into_iter().flatten().sum()
    };
    links
        .iter()
        .filter(|(s, t)| !s.is_empty() && !t.is_empty())
        .map(|(s, t)| {
            (
                sum(&corpus.source.lengths, s),
                sum(&corpus.target.lengths, t),
            )
        })
        .collect()
}

/// For each number of source segments done, the first and last number of target segments done.
fn path(links: &[Link], sources: usize) -> Vec<(usize, usize)> {
    let mut path = vec![(0, 0); sources + 1];
    for (s, t) in links {
        for at in s.start + 1..=s.end {
            if let Some(place) = path.get_mut(at) {
                *place = (if at == s.end { t.end } else { t.start }, t.end);
            }
        }
        if s.is_empty()
            && let Some(place) = path.get_mut(s.start)
        {
            place.1 = t.end;
        }
    }
    path
}
