//! How sure a bead is: roughly, the probability that it is right.
//!
//! Two things must hold. The bead must be the likeliest among all other ways through the texts
//! ([`super::dynamic::posteriors`]); and the texts must be translations of each other at all
//! round there, which no comparison of ways through them shows. That is judged by how much better
//! the beads fit than the same segments paired at random.

use super::estimate::Link;
use super::evidence::Pairing;

/// How many beads on either side are looked at with a bead.
const WINDOW: usize = 12;
/// With how many other beads' targets each source is compared.
const OTHERS: usize = 8;
/// The mean gain over a random pairing, per bead, at which relatedness is even odds.
const EVEN: f64 = 5.0;
/// How much more gain makes the odds e times better.
const SLOPE: f64 = 1.2;

/// The confidence of each link from its posterior probability.
pub(super) fn of_links(pairing: &Pairing<'_>, links: &[Link], posteriors: &[f64]) -> Vec<f64> {
    relatedness(pairing, links)
        .iter()
        .zip(posteriors)
        .map(|(related, posterior)| (related * posterior).clamp(0.0, 1.0))
        .collect()
}

/// How probable it is, for each link, that the texts round it are translations of each other.
/// Links with an empty side have the value of the links round them.
fn relatedness(pairing: &Pairing<'_>, links: &[Link]) -> Vec<f64> {
    let full: Vec<&Link> = links
        .iter()
        .filter(|(s, t)| !s.is_empty() && !t.is_empty())
        .collect();
    let gains: Vec<f64> = full
        .iter()
        .enumerate()
        .map(|(k, (source, target))| {
            let own = pairing.score(source, target);
            // Evenly spread over the whole text, the same at every run.
            let step = (full.len() / (OTHERS + 1)).max(1);
            let others: Vec<f64> = (1..=OTHERS)
                .filter_map(|n| full.get((k + n * step) % full.len()))
                .filter(|other| other.1 != *target)
                .map(|(_, other)| pairing.score(source, other))
                .collect();
            let mean = others.iter().sum::<f64>() / others.len().max(1) as f64;
            (own - mean).clamp(-20.0, 20.0)
        })
        .collect();
    let mut before: usize = 0;
    links
        .iter()
        .map(|(s, t)| {
            if !s.is_empty() && !t.is_empty() {
                before += 1;
            }
            let at = before.max(1) - 1;
            let window = gains
                .get(at.saturating_sub(WINDOW)..(at + WINDOW + 1).min(gains.len()))
                .unwrap_or_default();
            let mean = window.iter().sum::<f64>() / window.len().max(1) as f64;
            if std::env::var("V").is_ok() {
                println!(
                    "{s:?} {t:?} gain {:.1} mean {mean:.2}",
                    gains.get(at).copied().unwrap_or(0.0)
                );
            }
            1.0 / (1.0 + ((EVEN - mean) / SLOPE).exp())
        })
        .collect()
}
