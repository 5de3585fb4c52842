//! How sure a bead is: roughly, the probability that it is right.
//!
//! Two things must hold. The bead must be the likeliest among all other ways through the texts
//! ([`super::dynamic::posteriors`]); and the texts must be translations of each other at all
//! round there, which no comparison of ways through them shows. That is judged by how much better
//! the beads fit than the same segments paired at random.

use super::estimate::Link;
use super::pairing::Pairing;

/// How many beads on either side are looked at with a bead.
const WINDOW: usize = 12;
/// With how many other beads' targets each source is compared.
const OTHERS: usize = 8;
/// The gain over a random pairing, per token, at which it is even odds that the texts are
/// translations of each other; and how much more makes the odds e times better.
const RELATED: (f64, f64) = (0.5, 0.02);
/// The same for what the words of one bead prove by themselves. The even point rises with
/// relatedness: where most is known of the words, a bead they do not speak for stands out.
const OWN: (f64, f64) = (-0.36, 0.05);
/// How fast it rises.
const OWN_BY_RELATED: f64 = 0.57;
/// Tokens of no gain that each bead is thought to have beside its own: a bead of few tokens
/// proves little for or against itself.
const FEW: f64 = 4.0;

fn logistic(x: f64, (even, slope): (f64, f64)) -> f64 {
    1.0 / (1.0 + ((even - x) / slope).exp())
}

/// How probable it is, for each link, that the texts round it are translations of each other.
/// Links with an empty side have the value of the links round them.
pub(super) fn relatedness(pairing: &Pairing<'_>, links: &[Link]) -> Vec<f64> {
    let full: Vec<&Link> = links
        .iter()
        .filter(|(s, t)| !s.is_empty() && !t.is_empty())
        .collect();
    let gains: Vec<(f64, f64, f64)> = full
        .iter()
        .enumerate()
        .map(|(k, (source, target))| {
            // Evenly spread over the whole text, the same at every run.
            let step = (full.len() / (OTHERS + 1)).max(1);
            let others: Vec<f64> = (1..=OTHERS)
                .filter_map(|n| full.get((k + n * step) % full.len()))
                .filter(|other| other.1 != *target)
                .map(|(_, other)| pairing.content(source, other))
                .collect();
            let mean = others.iter().sum::<f64>() / others.len().max(1) as f64;
            let own = pairing.content(source, target);
            (own - mean, pairing.size(source, target), own)
        })
        .collect();
    let mean = |gains: &[(f64, f64, f64)]| {
        let gain: f64 = gains.iter().map(|(gain, ..)| gain).sum();
        let size: f64 = gains.iter().map(|(_, size, _)| size).sum();
        gain / size.max(1.0)
    };
    let overall = mean(&gains);
    let mut before: usize = 0;
    links
        .iter()
        .map(|(s, t)| {
            let both = !s.is_empty() && !t.is_empty();
            before += usize::from(both);
            let at = before.max(1) - 1;
            let window = gains
                .get(at.saturating_sub(WINDOW)..(at + WINDOW + 1).min(gains.len()))
                .unwrap_or_default();
            let related = (mean(window) + overall) / 2.0;
            let own = gains
                .get(at)
                .filter(|_| both)
                .map_or(1.0, |(_, size, own)| (own + FEW * related) / (size + FEW));
            logistic(related, RELATED) * logistic(own - OWN_BY_RELATED * related.min(1.0), OWN)
        })
        .collect()
}
