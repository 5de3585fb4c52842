//! Aligning by length alone: Gale and Church, "A program for aligning sentences in bilingual
//! corpora" (Computational Linguistics 19, 1993), the baseline that every paper has.

use yiku::align::Bead;

/// Shapes with the logarithm of their probability (table 5).
const SHAPES: [(usize, usize, f64); 6] = [
    (1, 1, 0.89),
    (1, 0, 0.0099),
    (0, 1, 0.0099),
    (2, 1, 0.089),
    (1, 2, 0.089),
    (2, 2, 0.011),
];
/// The variance of the length of a translation, a character.
const VARIANCE: f64 = 6.8;

/// Aligns segments of these lengths, in characters; one of the target for `ratio` of the source.
pub(crate) fn align(source: &[f64], target: &[f64]) -> Vec<Bead> {
    let ratio = target.iter().sum::<f64>() / source.iter().sum::<f64>().max(1.0);
    let (n, m) = (source.len(), target.len());
    // The costs of this row and the two before it, and the shape that led to each place: a byte a
    // place, or the longest texts would not fit.
    let mut rows = vec![vec![f64::INFINITY; m + 1]; 3];
    let mut from = vec![0_u8; (n + 1) * (m + 1)];
    for i in 0..=n {
        rows.rotate_right(1);
        rows[0].fill(f64::INFINITY);
        if i == 0 {
            rows[0][0] = 0.0;
        }
        for j in 0..=m {
            for (shape, (a, b, prior)) in (1..).zip(SHAPES) {
                if i < a || j < b || rows[a][j - b].is_infinite() {
                    continue;
                }
                let s: f64 = source[i - a..i].iter().sum();
                let t: f64 = target[j - b..j].iter().sum();
                let value = rows[a][j - b] + off(s * ratio, t) - prior.ln();
                if value < rows[0][j] {
                    rows[0][j] = value;
                    from[i * (m + 1) + j] = shape;
                }
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut beads = Vec::new();
    while (i, j) != (0, 0) {
        let shape = usize::from(from[i * (m + 1) + j]);
        let Some((a, b, _)) = shape.checked_sub(1).map(|shape| SHAPES[shape]) else {
            break;
        };
        beads.push(Bead {
            source: (i - a..i).collect(),
            target: (j - b..j).collect(),
            confidence: 1.0,
        });
        (i, j) = (i - a, j - b);
    }
    beads.reverse();
    beads
}

/// How unlikely it is that a text of one length is translated by one of the other: minus the
/// logarithm of twice the tail of the normal distribution.
fn off(expected: f64, found: f64) -> f64 {
    let mean = f64::midpoint(expected, found).max(1.0);
    let delta = ((found - expected) / (mean * VARIANCE).sqrt()).abs();
    // Abramowitz and Stegun, 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * delta);
    let series = t
        * (0.319_381_530
            + t * (-0.356_563_782
                + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = (-delta * delta / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * series;
    -(2.0 * tail).max(f64::MIN_POSITIVE).ln()
}
