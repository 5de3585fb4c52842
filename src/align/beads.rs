//! Which beads there may be, and how likely each is before the texts are looked at.

/// The most segments of one side in a bead.
pub(super) const MAX_SPAN: usize = 6;

/// Beads with both sides filled, as (source segments, target segments), with their first share.
const SHAPES: [(usize, usize, f64); 19] = [
    (1, 1, 0.70),
    (1, 2, 0.08),
    (2, 1, 0.08),
    (2, 2, 0.012),
    (1, 3, 0.020),
    (3, 1, 0.020),
    (1, 4, 0.006),
    (4, 1, 0.006),
    (1, 5, 0.002),
    (5, 1, 0.002),
    (1, 6, 0.001),
    (6, 1, 0.001),
    (2, 3, 0.004),
    (3, 2, 0.004),
    (2, 4, 0.001),
    (4, 2, 0.001),
    (3, 3, 0.002),
    (3, 4, 0.0004),
    (4, 3, 0.0004),
];

/// The share of segments without counterpart, on each side.
const SKIP: f64 = 0.05;

/// How many beads the first shares count for when they are estimated again.
const PSEUDO_COUNT: f64 = 40.0;
/// The same for the share of segments without counterpart, which differs more from text to text.
const SKIP_PSEUDO_COUNT: f64 = 20.0;

/// The probability of each shape of bead, as logarithms.
#[derive(Clone, Debug)]
pub(super) struct Priors {
    /// (source segments, target segments, log probability)
    pub(super) shapes: Vec<(usize, usize, f64)>,
    /// Of a segment without counterpart.
    pub(super) skip: f64,
}

impl Default for Priors {
    fn default() -> Self {
        Self::from_counts(&[])
    }
}

impl Priors {
    /// Where segments without counterpart are likelier, by a logarithm.
    pub(super) fn with_skips(&self, likelier: f64) -> Self {
        Self {
            skip: self.skip + likelier,
            ..self.clone()
        }
    }

    /// Estimated from the shapes of the beads of an earlier pass.
    pub(super) fn from_counts(beads: &[(usize, usize)]) -> Self {
        let seen = |shape: (usize, usize)| beads.iter().filter(|b| **b == shape).count() as f64;
        let total = beads.len() as f64 + PSEUDO_COUNT;
        let shapes = SHAPES
            .iter()
            .map(|(a, b, share)| {
                let p = (seen((*a, *b)) + PSEUDO_COUNT * share) / total;
                (*a, *b, p.ln())
            })
            .collect();
        // No more than at first, or a pass that lost its way would teach the next to skip.
        let alone = beads.iter().filter(|(a, b)| *a == 0 || *b == 0).count() as f64 / 2.0;
        let skip = (alone + SKIP_PSEUDO_COUNT * SKIP) / (beads.len() as f64 + SKIP_PSEUDO_COUNT);
        Self {
            shapes,
            skip: skip.min(SKIP).ln(),
        }
    }
}
