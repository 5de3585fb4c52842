//! Vectors of segments, as a program of somebody's own makes them: the more two segments have the
//! same meaning, the smaller the angle between theirs.
//!
//! How small it is for segments that belong together, and how large for others, is another matter
//! for every such program, and is learned from the text at hand: one whose vectors say nothing
//! proves nothing.

use std::ops::Range;

use super::band::Band;
use super::beads::MAX_SPAN;
use super::estimate::Link;

/// The most that the vectors of a pair of segments may prove.
const MOST: f64 = 15.0;
/// How many segments are looked at, and beside each how many of the other text.
const SAMPLES: usize = 200;
/// The least spread of cosines that is believed.
const LEAST_SPREAD: f64 = 0.02;

/// One vector a segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vectors {
    /// How many numbers each has.
    size: usize,
    /// All numbers, one vector after the other, each of length 1 (or 0).
    values: Vec<f32>,
}

impl Vectors {
    /// Of vectors with `size` numbers each.
    #[must_use]
    pub fn new<'v>(size: usize, vectors: impl Iterator<Item = &'v [f32]>) -> Self {
        let mut values = Vec::new();
        for vector in vectors {
            let length = dot(vector, vector).sqrt().max(f32::MIN_POSITIVE);
            let numbers = vector.iter().copied().chain(std::iter::repeat(0.0));
            values.extend(numbers.take(size).map(|number| number / length));
        }
        Self { size, values }
    }

    fn of(&self, segment: usize) -> &[f32] {
        let start = segment.saturating_mul(self.size);
        self.values
            .get(start..start + self.size)
            .unwrap_or_default()
    }

    /// The vector of several segments, as if they were one.
    fn sum(&self, segments: &Range<usize>) -> Vec<f32> {
        let mut sum = vec![0.0; self.size];
        for segment in segments.clone() {
            for (sum, number) in sum.iter_mut().zip(self.of(segment)) {
                *sum += number;
            }
        }
        sum
    }
}

/// What vectors say of segments that belong together.
#[derive(Debug)]
pub(super) struct Likeness<'v> {
    source: &'v Vectors,
    target: &'v Vectors,
    /// The cosine that says nothing either way, and how fast one that differs proves more.
    even: f64,
    slope: f64,
}

impl<'v> Likeness<'v> {
    /// Learns what the cosines of pairs of segments mean: of those that are `linked`, where some
    /// are known, and of any others.
    pub(super) fn new(
        (source, target): (&'v Vectors, &'v Vectors),
        sizes: (usize, usize),
        links: &[Link],
    ) -> Self {
        let mut likeness = Self {
            source,
            target,
            even: 0.0,
            slope: 0.0,
        };
        // Evenly spread over both texts, the same at every run.
        let step = (sizes.0 / SAMPLES).max(1);
        let sources = (0..sizes.0).step_by(step);
        let mut others = Spread::default();
        let mut nearest = Spread::default();
        for s in sources {
            let mut best = f64::MIN;
            let near = s * sizes.1 / sizes.0.max(1);
            let targets = near.saturating_sub(SAMPLES / 2)..(near + SAMPLES / 2).min(sizes.1);
            for t in targets {
                let cosine = f64::from(dot(source.of(s), target.of(t)));
                others.add(cosine);
                best = best.max(cosine);
            }
            nearest.add(best.max(-1.0));
        }
        let mut linked = Spread::default();
        for (s, t) in links.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()) {
            linked.add(likeness.cosine(s, t));
        }
        // Before any are linked, what is nearest round the same place counts.
        let linked = if links.is_empty() { nearest } else { linked };
        let (apart, spread) = (linked.mean() - others.mean(), others.deviation());
        if apart > 0.0 {
            likeness.even = (linked.mean() + others.mean()) / 2.0;
            let variance = (spread.powi(2) + linked.deviation().powi(2)) / 2.0;
            likeness.slope = apart / variance.max(LEAST_SPREAD * LEAST_SPREAD);
        }
        likeness
    }

    fn cosine(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let (a, b) = (self.source.sum(source), self.target.sum(target));
        let length = (dot(&a, &a) * dot(&b, &b)).sqrt();
        f64::from(dot(&a, &b) / length.max(f32::MIN_POSITIVE))
    }

    /// The log-likelihood ratio of two ranges belonging together.
    pub(super) fn score(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        self.proof(self.cosine(source, target), source.len() + target.len())
    }

    /// What a cosine proves of so many segments.
    fn proof(&self, cosine: f64, segments: usize) -> f64 {
        let proof = self.slope * (cosine - self.even);
        // Several together prove as much as in pairs.
        segments as f64 / 2.0 * proof.clamp(-MOST, MOST)
    }
}

/// The cosines of all that may be a bead within a band.
#[derive(Debug)]
pub(super) struct InBand<'v> {
    likeness: &'v Likeness<'v>,
    band: &'v Band,
    /// By place of the band: the product of the vectors of the segments there.
    products: Vec<f32>,
    /// The squared length of the vector of segments, by the first, and by how many follow it.
    source: Vec<[f32; MAX_SPAN]>,
    target: Vec<[f32; MAX_SPAN]>,
}

impl<'v> InBand<'v> {
    pub(super) fn new(likeness: &'v Likeness<'v>, band: &'v Band, (n, m): (usize, usize)) -> Self {
        let squares = |vectors: &Vectors, count: usize| -> Vec<[f32; MAX_SPAN]> {
            let square = |start: usize| {
                let mut square = 0.0;
                std::array::from_fn(|further| {
                    let new = vectors.of(start + further);
                    for other in start..start + further {
                        square += 2.0 * dot(vectors.of(other), new);
                    }
                    square += dot(new, new);
                    square
                })
            };
            (0..count).map(square).collect()
        };
        let products = (0..=n).flat_map(|i| band.row(i).map(move |j| (i, j)));
        let product = |(i, j)| dot(likeness.source.of(i), likeness.target.of(j));
        Self {
            likeness,
            band,
            products: products.map(product).collect(),
            source: squares(likeness.source, n),
            target: squares(likeness.target, m),
        }
    }

    /// The log-likelihood ratio of a bead of `a` source and `b` target segments from (`i`, `j`) on.
    pub(super) fn score(&self, (i, j): (usize, usize), (a, b): (usize, usize)) -> f64 {
        let mut product = 0.0;
        for s in i..i + a {
            for t in j..j + b {
                let known = self
                    .band
                    .cell(s, t)
                    .and_then(|cell| self.products.get(cell));
                product += known
                    .copied()
                    .unwrap_or_else(|| dot(self.likeness.source.of(s), self.likeness.target.of(t)));
            }
        }
        let square = |side: &[[f32; MAX_SPAN]], at: usize, count: usize| {
            let square = side
                .get(at)
                .and_then(|squares| squares.get(count.checked_sub(1)?));
            square.copied().unwrap_or(0.0)
        };
        let length = (square(&self.source, i, a) * square(&self.target, j, b)).sqrt();
        let cosine = f64::from(product / length.max(f32::MIN_POSITIVE));
        self.likeness.proof(cosine, a + b)
    }
}

/// The mean of numbers, and how far they are from it.
#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, number: f64) {
        self.count += 1.0;
        self.sum += number;
        self.squares += number * number;
    }

    fn mean(&self) -> f64 {
        self.sum / self.count.max(1.0)
    }

    fn deviation(&self) -> f64 {
        (self.squares / self.count.max(1.0) - self.mean().powi(2))
            .max(0.0)
            .sqrt()
    }
}

/// The sum of the products, in eight lanes, which processors do at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}
