//! How strict the checks are: a kind of text sets it, and a project changes it check by check.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::customs::{Customs, is_technical};
use super::rules::{RULES, Rule};
use crate::unit::{Finding, Severity};

/// A kind of text, with the house style it is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Press releases.
    #[default]
    Press,
    /// Documents of the United Nations and its agencies.
    Un,
    /// Contracts, treaties and laws.
    Contract,
    /// Patent specifications.
    Patent,
    /// Messages and manuals of software.
    Software,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 5] = [
        Self::Press,
        Self::Un,
        Self::Contract,
        Self::Patent,
        Self::Software,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Un => "un",
            Self::Contract => "contract",
            Self::Patent => "patent",
            Self::Software => "software",
        }
    }

    /// The profile of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == name)
    }
}

/// How much is made of what a check finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing: the check is not asked.
    Off,
    /// Worth a look.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// What a house has between Han characters and Latin letters or digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum House {
    /// Nothing, as the press prints.
    None,
    /// One space, as much of the software industry has it.
    Space,
    /// Either: spaces stay as they are.
    Keep,
}

/// Where a kind of text departs from what the checks say of themselves.
const PROFILES: &[(Profile, &str, Level)] = &[
    (Profile::Press, "Q32", Level::Off),
    (Profile::Press, "Q33", Level::Off),
    (Profile::Press, "Q34", Level::Info),
    (Profile::Press, "Q37", Level::Off),
    (Profile::Un, "Q32", Level::Info),
    (Profile::Un, "Q33", Level::Off),
    (Profile::Un, "Q34", Level::Info),
    (Profile::Un, "Q37", Level::Off),
    (Profile::Contract, "Q33", Level::Off),
    (Profile::Contract, "Q37", Level::Off),
    (Profile::Contract, "Q19", Level::Off),
    (Profile::Patent, "Q22", Level::Info),
    (Profile::Patent, "Q32", Level::Info),
    (Profile::Patent, "Q34", Level::Off),
    (Profile::Patent, "Q37", Level::Off),
    (Profile::Patent, "Q19", Level::Off),
    (Profile::Software, "Q06", Level::Info),
    (Profile::Software, "Q08", Level::Info),
    (Profile::Software, "Q11", Level::Info),
    (Profile::Software, "Q12", Level::Off),
    (Profile::Software, "Q16", Level::Info),
    (Profile::Software, "Q19", Level::Off),
    (Profile::Software, "Q20", Level::Info),
    (Profile::Software, "Q22", Level::Info),
    (Profile::Software, "Q25", Level::Off),
    (Profile::Software, "Q32", Level::Off),
    (Profile::Software, "Q33", Level::Off),
    (Profile::Software, "Q34", Level::Off),
];

/// `[check]` of a project.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The kind of text; where it is not said, what the text itself looks like.
    pub profile: Option<Profile>,
    /// What stands between Han and Latin; without it, what the profile has.
    pub spacing: Option<House>,
    /// How much is made of each check: `Q12 = "off"`.
    pub severity: BTreeMap<String, Level>,
    /// The most characters that a translation may have.
    pub max_length: Option<usize>,
    /// The most characters that a translation may have, in percent of its source's.
    pub max_percent: Option<usize>,
    /// Names that a client prescribes: the name in the source, and the forms allowed for it, the
    /// first the best. They go before those of countries that are known anyway.
    pub names: BTreeMap<String, Vec<String>>,
}

impl Settings {
    /// The kind of text, `press` where nothing is known of it.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile.unwrap_or_default()
    }

    /// The settings for a text of these customs: where its kind is not said, it is seen.
    #[must_use]
    pub fn of(&self, customs: &Customs) -> Self {
        let seen = customs.is_technical().then_some(Profile::Software);
        Self {
            profile: self.profile.or(seen),
            ..self.clone()
        }
    }

    /// The settings for a pair: one that holds code is of software, where nothing is known of its
    /// text.
    pub(super) fn of_pair(&self, source: &str, target: &str) -> Cow<'_, Self> {
        match self.profile.is_none() && (is_technical(source) || is_technical(target)) {
            true => Cow::Owned(Self {
                profile: Some(Profile::Software),
                ..self.clone()
            }),
            false => Cow::Borrowed(self),
        }
    }

    /// What stands between Han and Latin: what was set, else what the text itself does, else what
    /// its kind does; and how much is made of it where the text does now so, now otherwise.
    pub(super) fn house(&self, customs: &Customs) -> (House, Severity) {
        match (self.spacing, self.profile(), customs.house()) {
            (Some(house), ..) => (house, Severity::Warning),
            (None, Profile::Software, _) => (House::Keep, Severity::Info),
            (None, _, Some(House::Keep)) => (House::None, Severity::Info),
            (None, _, Some(house)) => (house, Severity::Warning),
            // A text too short to tell, of which nothing is said, may have a house of its own.
            (None, _, None) if self.profile.is_none() && customs.only_spaces() => {
                (House::None, Severity::Info)
            }
            (None, _, None) => (House::None, Severity::Warning),
        }
    }

    /// The first check that is named and does not exist.
    #[must_use]
    pub fn unknown(&self) -> Option<&str> {
        let mut named = self.severity.keys();
        named
            .find(|id| RULES.iter().all(|rule| rule.id != **id))
            .map(String::as_str)
    }

    fn level(&self, check: &str) -> Option<Level> {
        self.severity.get(check).copied().or_else(|| {
            // Whoever sets a limit wants to hear of it.
            if check == "Q37" && (self.max_length.is_some() || self.max_percent.is_some()) {
                return None;
            }
            let mut rows = PROFILES.iter();
            rows.find(|(profile, id, _)| *profile == self.profile() && *id == check)
                .map(|(_, _, level)| *level)
        })
    }

    /// What is made of a check here: `off`, `info`, `warning`, `error`.
    #[must_use]
    pub fn state(&self, rule: &Rule) -> &'static str {
        match self.level(rule.id) {
            None => rule.severity.as_str(),
            Some(level) => level.severity().map_or("off", Severity::as_str),
        }
    }

    /// Whether a check is asked at all.
    #[must_use]
    pub fn asks(&self, check: &str) -> bool {
        self.level(check) != Some(Level::Off)
    }

    /// Gives a finding the weight it has here. What a check itself doubts is not made graver, save
    /// by one that only ever informs.
    pub(super) fn weigh(&self, finding: &mut Finding) {
        let Some(severity) = self.level(finding.check).and_then(Level::severity) else {
            return;
        };
        let rule = RULES.iter().find(|rule| rule.id == finding.check);
        let informs = rule.is_some_and(|rule| rule.severity == Severity::Info);
        finding.severity = match finding.severity {
            Severity::Info if !informs => Severity::Info,
            _ => severity,
        };
    }
}
