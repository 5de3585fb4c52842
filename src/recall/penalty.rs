//! Penalties: what is taken off a score, and why.
//!
//! A penalty is a number beside the score and never hidden in it: `--min` looks at the score,
//! automatic filling at the score less its penalties.

/// Why something is taken off.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A machine translated it.
    Machine,
    /// Nobody has confirmed it.
    NotConfirmed,
    /// It is in the other Chinese script.
    OtherScript,
    /// It was found by aligning two texts.
    Aligned,
    /// It has a term that is forbidden.
    ForbiddenTerm,
    /// The memory has other translations of the same source.
    SeveralTranslations,
    /// It lacks inline codes, or has others.
    Codes,
    /// The memory of this name is trusted less.
    Memory(String),
}

impl Reason {
    /// What is taken off for this by default, in percent; nothing for a memory, which has a
    /// number of its own.
    #[must_use]
    pub fn points(&self) -> u8 {
        match self {
            Self::Machine => 15,
            Self::NotConfirmed | Self::OtherScript => 5,
            Self::Aligned | Self::ForbiddenTerm => 3,
            Self::SeveralTranslations | Self::Codes => 1,
            Self::Memory(_) => 0,
        }
    }
}

impl std::fmt::Display for Reason {
    /// The words for it, as people and files say it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Machine => "machine",
            Self::NotConfirmed => "not confirmed",
            Self::OtherScript => "other script",
            Self::Aligned => "aligned",
            Self::ForbiddenTerm => "forbidden term",
            Self::SeveralTranslations => "several translations",
            Self::Codes => "codes",
            Self::Memory(name) => return write!(f, "memory {name}"),
        })
    }
}

/// So much off, for this reason.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Penalty {
    /// Why.
    pub reason: Reason,
    /// How much, in percent.
    pub points: u8,
}

impl From<Reason> for Penalty {
    /// The penalty of its default size.
    fn from(reason: Reason) -> Self {
        let points = reason.points();
        Self { reason, points }
    }
}

/// A score less its penalties, in percent; at least 0.
#[must_use]
pub fn net(percent: u8, penalties: &[Penalty]) -> u8 {
    penalties
        .iter()
        .fold(percent, |net, penalty| net.saturating_sub(penalty.points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn penalties_add_up_and_stop_at_nothing() {
        let client = Penalty {
            reason: Reason::Memory("old".to_owned()),
            points: 10,
        };
        assert_eq!(net(100, &[Reason::Machine.into(), client.clone()]), 75);
        assert_eq!(net(20, &[Reason::Machine.into(), client]), 0);
        assert_eq!(net(87, &[]), 87);
    }
}
