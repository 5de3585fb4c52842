//! The evidence of length: a translation of twice as many characters is twice as long.
//!
//! After Gale & Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), as a
//! likelihood ratio against two segments that have nothing to do with each other.

/// Variance of the target's length per character of the pair, until pairs show their own. From
/// English to Chinese, essays and reports have 0.5 to 1.1, novels 1.1 to 3.5.
const VARIANCE: f64 = 1.8;
/// How many pairs that counts for beside those of the text.
const PAIRS: f64 = 20.0;

/// What the lengths of two texts say of their segments.
#[derive(Clone, Debug)]
pub(super) struct LengthModel {
    /// Characters of target per character of source.
    ratio: f64,
    /// Of the target's length, per character of the pair.
    variance: f64,
    target_mean: f64,
    target_variance: f64,
}

fn log_normal(x: f64, mean: f64, variance: f64) -> f64 {
    let variance = variance.max(1.0);
    -0.5 * ((x - mean).powi(2) / variance + variance.ln())
}

impl LengthModel {
    /// Estimated from the pairs of lengths that are thought to belong together (at first, the two
    /// whole texts), and from all segments of the target.
    pub(super) fn new(pairs: &[(f64, f64)], target: &[f64]) -> Self {
        let (source_total, target_total) = pairs
            .iter()
            .fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
        // A ratio beyond any known pair of languages comes from one side being cut off.
        let ratio = if source_total > 0.0 && target_total > 0.0 {
            (target_total / source_total).clamp(0.05, 20.0)
        } else {
            1.0
        };
        let off =
            |(x, y): &(f64, f64)| (y - ratio * x).powi(2) / f64::midpoint(ratio * x, *y).max(1.0);
        let off: f64 = pairs.iter().map(off).sum();
        // What the first pair shows went into the ratio.
        let free = pairs.len().saturating_sub(1) as f64;
        let n = target.len().max(1) as f64;
        let target_mean = target.iter().sum::<f64>() / n;
        let target_variance = target
            .iter()
            .map(|x| (x - target_mean).powi(2))
            .sum::<f64>()
            / n;
        Self {
            ratio,
            variance: (off + PAIRS * VARIANCE) / (free + PAIRS),
            target_mean,
            target_variance: target_variance.max(4.0),
        }
    }

    /// The logarithm of how likely `source` characters become `target` characters, but for a
    /// constant.
    pub(super) fn likelihood(&self, source: f64, target: f64) -> f64 {
        let expected = self.ratio * source;
        let spread = self.variance * f64::midpoint(expected, target);
        log_normal(target, expected, spread)
    }

    /// The same for so many characters of one side having become as many as they mostly do.
    pub(super) fn usual(&self, length: f64, in_source: bool) -> f64 {
        let source = if in_source {
            length
        } else {
            length / self.ratio
        };
        self.likelihood(source, self.ratio * source)
    }

    /// The logarithm of how likely so many segments of the target have `target` characters, whatever
    /// they are beside, but for a constant.
    pub(super) fn alone(&self, target: f64, segments: usize) -> f64 {
        let b = segments as f64;
        log_normal(target, b * self.target_mean, b * self.target_variance)
    }

    /// The log-likelihood ratio of `source` characters having become `target` characters, against
    /// how likely these are alone.
    pub(super) fn against(&self, source: f64, target: f64, alone: f64) -> f64 {
        (self.likelihood(source, target) - alone).clamp(-30.0, 12.0)
    }

    /// The log-likelihood ratio of `source` characters having become the `target` characters of
    /// `segments` segments.
    pub(super) fn score(&self, source: f64, target: f64, segments: usize) -> f64 {
        self.against(source, target, self.alone(target, segments))
    }
}

/// How long translations are for their texts in a pair of languages, learned from pairs that are
/// thought to belong together.
#[derive(Clone, Debug)]
pub struct Lengths(LengthModel);

impl Lengths {
    /// Below this [`fit`](Self::fit) a text and its translation hardly belong together.
    ///
    /// Of 101,984 pairs of software documentation (English, Chinese) 0.07 % are below, most of
    /// them with sentences that the other side has not; of the same texts paired at random, 32 %.
    pub const ASTRAY: f64 = -10.0;

    /// The variance that the fit is measured with: wider than that of any one text, as a memory
    /// holds texts of many hands.
    const VARIANCE: f64 = 4.0;

    /// From so many pairs on there is something to learn.
    pub const ENOUGH: usize = 100;

    /// Learns from the lengths of texts and their translations; `None` where there are too few.
    #[must_use]
    pub fn learn(pairs: &[(f64, f64)]) -> Option<Self> {
        let targets: Vec<f64> = pairs.iter().map(|(_, target)| *target).collect();
        (pairs.len() >= Self::ENOUGH).then(|| {
            Self(LengthModel {
                variance: Self::VARIANCE,
                ..LengthModel::new(pairs, &targets)
            })
        })
    }

    /// The length of a text: its characters other than white space.
    #[must_use]
    pub fn of(text: &str) -> f64 {
        text.chars().filter(|c| !c.is_whitespace()).count() as f64
    }

    /// The logarithm of how much more likely two lengths are of a text and its translation than
    /// of two texts that have nothing to do with each other.
    #[must_use]
    pub fn fit(&self, source: f64, target: f64) -> f64 {
        self.0.score(source, target, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_far_too_long_or_short_is_astray_and_what_varies_is_not() {
        // English of 20 to 219 characters, with a third of that in Chinese.
        let pairs: Vec<(f64, f64)> = (20..220)
            .map(|n| (f64::from(n), f64::from(n / 3)))
            .collect();
        let lengths = Lengths::learn(&pairs).unwrap();
        let astray = |source, target| lengths.fit(source, target) < Lengths::ASTRAY;
        assert!(astray(400.0, 12.0) && astray(15.0, 120.0));
        for (source, target) in [(120.0, 30.0), (120.0, 60.0), (4.0, 6.0), (2.0, 8.0)] {
            assert!(!astray(source, target), "{source} {target}");
        }
        assert!(Lengths::learn(&pairs[..50]).is_none());
    }
}
