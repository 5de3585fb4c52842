//! What translation tools say of a translation in words of their own, beside those of XLIFF 1.2.

use crate::exchange::xml::Node;
use crate::unit::{MadeBy, State, Variant};

/// Attributes to set, or to take away.
pub(super) type Attributes = Vec<(String, Option<String>)>;

/// A tool that says how far a unit is in attributes of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    /// memoQ: `mq:status`, `mq:percent`.
    Memoq,
    /// Phrase: `m:confirmed`, `m:score`, `m:trans-origin`.
    Phrase {
        /// Whether it has `m:gross-score` too.
        has_gross: bool,
    },
}

impl Tool {
    /// The tool that wrote a unit.
    pub(super) fn of(unit: &Node) -> Option<Self> {
        let has = |name: &str| unit.attributes.iter().any(|(known, _)| known == name);
        if has("mq:status") {
            return Some(Self::Memoq);
        }
        has("m:confirmed").then(|| Self::Phrase {
            has_gross: has("m:gross-score"),
        })
    }

    /// What it says of a unit with that translation.
    pub(super) fn says(self, translation: &Variant) -> Attributes {
        let score = score(translation);
        let confirmed = translation.is_confirmed();
        match self {
            Self::Memoq => {
                let status = match translation.state {
                    Some(State::Final) => "Reviewer2Confirmed",
                    Some(State::Reviewed) => "Proofread",
                    Some(State::Translated) => "ManuallyConfirmed",
                    Some(State::Rejected) => "Rejected",
                    _ if translation.made_by == Some(MadeBy::Machine) => "MachineTranslated",
                    _ => "Pretranslated",
                };
                let percent = score.map(|score| score.to_string());
                vec![
                    ("mq:status".to_owned(), Some(status.to_owned())),
                    ("mq:percent".to_owned(), percent),
                ]
            }
            Self::Phrase { has_gross } => {
                let said = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
                let mut says = vec![said("m:confirmed", if confirmed { "1" } else { "0" })];
                let origin = match translation.made_by {
                    Some(MadeBy::Machine) => "mt",
                    _ => "tm",
                };
                if let Some(score) = score {
                    // 101 is 1.01, and 100 is 1.0.
                    let hundredths = format!("{}.{:02}", score / 100, score % 100);
                    let fraction = match hundredths.strip_suffix("00") {
                        Some(whole) => format!("{whole}0"),
                        None => hundredths,
                    };
                    says.push(said("m:score", &fraction));
                    if has_gross {
                        says.push(said("m:gross-score", &fraction));
                    }
                    says.push(said("m:trans-origin", origin));
                }
                says
            }
        }
    }
}

/// What Trados Studio says of a segment with that translation, in its `sdl:seg`.
pub(super) fn trados(translation: &Variant) -> Attributes {
    let conf = match translation.state {
        Some(State::Final) => "ApprovedSignOff",
        Some(State::Reviewed) => "ApprovedTranslation",
        Some(State::Translated) => "Translated",
        Some(State::Rejected) => "RejectedTranslation",
        Some(State::Draft) | None => "Draft",
    };
    let (origin, text_match) = match translation.made_by {
        Some(MadeBy::Human) | None => ("interactive", None),
        Some(MadeBy::Machine) => ("mt", None),
        Some(MadeBy::Propagated) => ("auto-propagated", None),
        Some(MadeBy::Aligned) => ("auto-aligned", None),
        Some(MadeBy::Context) => ("tm", Some("SourceAndTarget")),
        Some(MadeBy::Exact | MadeBy::Fuzzy) => ("tm", None),
    };
    let percent = score(translation).map(|score| score.min(100).to_string());
    let said = |name: &str, value: Option<&str>| (name.to_owned(), value.map(str::to_owned));
    vec![
        said("conf", Some(conf)),
        said("origin", Some(origin)),
        // A match in context is 100 there, and said to be one.
        said("percent", percent.as_deref()),
        said("text-match", text_match),
    ]
}

/// The score in percent, of which 101 is the highest that tools know.
fn score(translation: &Variant) -> Option<u8> {
    translation.score.map(|score| score.min(101))
}

#[cfg(test)]
mod tests;
