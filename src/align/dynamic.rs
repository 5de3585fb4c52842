//! The best monotone path through the band, and how sure each of its beads is.

use super::band::Band;
use super::estimate::Link;
use super::evidence::Evidence;

/// Two scores nearer than this are the same.
const TIE: f64 = 1e-7;

/// How a place was reached: after a bead, or within a run of source or of target segments without
/// counterpart.
const STATES: usize = 3;
const MATCHED: usize = 0;
const SOURCE_GAP: usize = 1;
const TARGET_GAP: usize = 2;

/// The step that leads to a place best: the shape it took (or a gap) and the state it came from.
#[derive(Clone, Copy, Default)]
struct Step {
    shape: u8,
    from: u8,
}

/// The best path, as links in order; one side of a link is empty where a segment has no
/// counterpart.
pub(super) fn best_path(evidence: &Evidence<'_>, band: &Band, sizes: (usize, usize)) -> Vec<Link> {
    let (n, m) = sizes;
    let mut score = vec![[f64::NEG_INFINITY; STATES]; band.len()];
    let mut steps = vec![[Step::default(); STATES]; band.len()];
    if let Some(start) = score.first_mut() {
        start[MATCHED] = 0.0;
    }
    for i in 0..=n {
        for j in band.row(i) {
            let Some(here) = band.cell(i, j) else {
                continue;
            };
            let Some(from) = score.get(here).copied() else {
                continue;
            };
            let (best, state) = best_state(&from);
            if best == f64::NEG_INFINITY {
                continue;
            }
            let mut reach = |to: Option<usize>, state: usize, value: f64, step: Step| {
                if let Some(to) = to
                    && let (Some(scores), Some(steps)) = (score.get_mut(to), steps.get_mut(to))
                    && value > scores[state] + TIE
                {
                    scores[state] = value;
                    steps[state] = step;
                }
            };
            for (shape, (a, b, prior)) in evidence.shapes.iter().enumerate() {
                if i + a <= n
                    && j + b <= m
                    && let Some(value) = evidence.bead((i, j), (*a, *b))
                {
                    let step = Step {
                        shape: u8::try_from(shape).unwrap_or(u8::MAX),
                        from: u8::try_from(state).unwrap_or(0),
                    };
                    reach(band.cell(i + a, j + b), MATCHED, best + prior + value, step);
                }
            }
            for (state, to) in [(SOURCE_GAP, (i + 1, j)), (TARGET_GAP, (i, j + 1))] {
                let at = if state == SOURCE_GAP { i } else { j };
                for (before, value) in from.iter().enumerate() {
                    let gap = evidence.gap(at, state == SOURCE_GAP, before != MATCHED);
                    let step = Step {
                        shape: u8::MAX,
                        from: u8::try_from(before).unwrap_or(0),
                    };
                    reach(band.cell(to.0, to.1), state, value + gap, step);
                }
            }
        }
    }
    trace(evidence, band, sizes, &score, &steps)
}

/// The best state at a place; a gap wins a tie, so that a gap stands as late as it can and the
/// first of two equal passages is the one that is aligned.
fn best_state(scores: &[f64; STATES]) -> (f64, usize) {
    let mut best = (scores[MATCHED], MATCHED);
    for state in [SOURCE_GAP, TARGET_GAP] {
        if scores[state] > best.0 - TIE && scores[state] > f64::NEG_INFINITY {
            best = (scores[state], state);
        }
    }
    best
}

fn trace(
    evidence: &Evidence<'_>,
    band: &Band,
    (n, m): (usize, usize),
    score: &[[f64; STATES]],
    steps: &[[Step; STATES]],
) -> Vec<Link> {
    let mut links = Vec::new();
    let (mut i, mut j) = (n, m);
    let mut state = band
        .cell(n, m)
        .and_then(|c| score.get(c))
        .map_or(MATCHED, |s| best_state(s).1);
    while (i, j) != (0, 0) {
        let step = band
            .cell(i, j)
            .and_then(|c| steps.get(c))
            .map_or(Step::default(), |s| s[state]);
        let (a, b) = match state {
            SOURCE_GAP => (1, 0),
            TARGET_GAP => (0, 1),
            _ => evidence
                .shapes
                .get(usize::from(step.shape))
                .map_or((1, 1), |(a, b, _)| (*a, *b)),
        };
        if a > i || b > j {
            // Not reached: every place of a band is reached from its first. Leave no segment out.
            links.extend((0..j).rev().map(|k| (i..i, k..k + 1)));
            links.extend((0..i).rev().map(|k| (k..k + 1, 0..0)));
            break;
        }
        links.push((i - a..i, j - b..j));
        (i, j) = (i - a, j - b);
        state = usize::from(step.from);
    }
    links.reverse();
    links
}

/// What scores are divided by before they are taken as probabilities, since evidence that overlaps
/// is counted more than once.
const TEMPERATURE: f64 = 2.0;

/// The posterior probability of each link, over all paths of the band.
pub(super) fn posteriors(
    evidence: &Evidence<'_>,
    band: &Band,
    sizes: (usize, usize),
    links: &[Link],
) -> Vec<f64> {
    let (n, m) = sizes;
    let steps = |i: usize, j: usize| {
        let beads = evidence.shapes.iter().filter_map(move |(a, b, prior)| {
            let fits = i + a <= n && j + b <= m;
            let value = fits.then(|| evidence.bead((i, j), (*a, *b))).flatten()?;
            Some((*a, *b, (prior + value) / TEMPERATURE))
        });
        // Between the costs of opening a gap and of going on.
        let gap = |at: usize, in_source: bool| {
            let sum = evidence.gap(at, in_source, false) + evidence.gap(at, in_source, true);
            sum / 2.0 / TEMPERATURE
        };
        beads.chain([(1, 0, gap(i, true)), (0, 1, gap(j, false))])
    };
    let mut ahead = vec![f64::NEG_INFINITY; band.len()];
    let mut behind = vec![f64::NEG_INFINITY; band.len()];
    if let Some(last) = ahead.last_mut() {
        *last = 0.0;
    }
    if let Some(first) = behind.first_mut() {
        *first = 0.0;
    }
    for i in (0..=n).rev() {
        for j in band.row(i).rev() {
            let Some(here) = band.cell(i, j) else {
                continue;
            };
            let mut sum = ahead.get(here).copied().unwrap_or(f64::NEG_INFINITY);
            for (a, b, value) in steps(i, j) {
                if let Some(next) = band.cell(i + a, j + b).and_then(|c| ahead.get(c)) {
                    sum = log_add(sum, value + next);
                }
            }
            if let Some(slot) = ahead.get_mut(here) {
                *slot = sum;
            }
        }
    }
    for i in 0..=n {
        for j in band.row(i) {
            let Some(here) = band.cell(i, j).and_then(|c| behind.get(c)).copied() else {
                continue;
            };
            if here == f64::NEG_INFINITY {
                continue;
            }
            for (a, b, value) in steps(i, j) {
                if let Some(slot) = band.cell(i + a, j + b).and_then(|c| behind.get_mut(c)) {
                    *slot = log_add(*slot, here + value);
                }
            }
        }
    }
    let all = ahead.first().copied().unwrap_or(0.0);
    links
        .iter()
        .map(|(s, t)| {
            let from = band.cell(s.start, t.start).and_then(|c| behind.get(c));
            let to = band.cell(s.end, t.end).and_then(|c| ahead.get(c));
            let step = steps(s.start, t.start).find(|(a, b, _)| (*a, *b) == (s.len(), t.len()));
            match (from, to, step) {
                (Some(from), Some(to), Some((_, _, value))) => {
                    let p = (from + value + to - all).exp();
                    if p.is_finite() {
                        p.clamp(0.0, 1.0)
                    } else {
                        0.0
                    }
                }
                _ => 0.0,
            }
        })
        .collect()
}

/// The logarithm of the sum of what two are the logarithms of.
pub(super) fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}
