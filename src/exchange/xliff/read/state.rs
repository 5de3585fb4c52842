//! How far a translation is, as XLIFF and the tools that write it say it.

use crate::exchange::tmx::date;
use crate::exchange::xml::Node;
use crate::unit::{MadeBy, State};

/// What a file says of a translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::xliff) struct Said {
    pub(in crate::exchange::xliff) state: Option<State>,
    pub(super) made_by: Option<MadeBy>,
    pub(super) score: Option<u8>,
    pub(in crate::exchange::xliff) locked: Option<String>,
    /// Who changed it last, and when.
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    /// Whether the file says that nothing was translated yet: a target is the source's copy.
    pub(in crate::exchange::xliff) is_untouched: bool,
}

impl Said {
    /// XLIFF 1.2: the target's state and qualifier, the unit's `approved` and `translate`; over
    /// these what memoQ and Phrase say on the unit.
    pub(in crate::exchange::xliff) fn of_unit(
        unit: &Node,
        target: Option<&Node>,
        translate: bool,
    ) -> Self {
        let of_target = |name| target.and_then(|target| target.get(name));
        let (state, qualifier) = (of_target("state"), of_target("state-qualifier"));
        let approved = unit.get("approved") == Some("yes");
        let mut said = Self {
            state: match state {
                _ if qualifier.is_some_and(|q| q.starts_with("rejected-")) => Some(State::Rejected),
                Some("final") => Some(State::Final),
                // Okapi writes `singed-off`.
                Some("signed-off" | "singed-off") => Some(State::Reviewed),
                _ if approved => Some(State::Reviewed),
                Some("translated") => Some(State::Translated),
                Some(_) => Some(State::Draft),
                // Whoever says nothing of states hands in translations.
                None => Some(State::Translated),
            },
            is_untouched: matches!(
                state,
                Some("new" | "needs-translation" | "needs-adaptation" | "needs-l10n")
            ),
            ..Self::default()
        };
        said.qualified(qualifier);
        // A rejected one of ours says so in a note: its state is that of one to be looked at.
        let is_rejected =
            |note: &Node| note.get("from") == Some("state") && note.text() == "rejected";
        if unit.named("note").any(is_rejected) {
            said.state = Some(State::Rejected);
        }
        said.of_memoq(unit);
        said.of_phrase(unit);
        if !translate || unit.get("translate") == Some("no") {
            let note = unit
                .named("note")
                .find(|note| note.get("from") == Some("locked"));
            said.locked = Some(note.map(Node::text).unwrap_or_default());
        }
        said
    }

    fn qualified(&mut self, qualifier: Option<&str>) {
        self.made_by = match qualifier {
            Some("exact-match" | "id-match" | "leveraged-repository") => Some(MadeBy::Exact),
            Some("leveraged-tm" | "leveraged-inherited") => Some(MadeBy::Context),
            Some("fuzzy-match" | "tm-suggestion") => Some(MadeBy::Fuzzy),
            Some("leveraged-mt" | "mt-suggestion") => Some(MadeBy::Machine),
            Some("x-aligned") => Some(MadeBy::Aligned),
            Some("x-propagated") => Some(MadeBy::Propagated),
            _ => self.made_by,
        };
    }

    /// Who changed a translation, and when, where either is said.
    fn by(&mut self, author: Option<&str>, date: Option<String>) {
        let author = author.map(str::trim).filter(|author| !author.is_empty());
        if author.is_some() || date.is_some() {
            self.author = author.map(str::to_owned);
            self.date = date;
        }
    }

    /// memoQ: `mq:status`, `mq:percent`, `mq:locked`, `mq:lastchanginguser` and
    /// `mq:lastchangedtimestamp`, which is in the year 1 where nobody has changed anything.
    fn of_memoq(&mut self, unit: &Node) {
        if let Some(status) = unit.get_foreign("status") {
            self.is_untouched |= status == "NotStarted";
            self.state = match status {
                "ManuallyConfirmed" | "Confirmed" | "TranslatorConfirmed" => {
                    Some(State::Translated)
                }
                "Proofread" | "Reviewer1Confirmed" => Some(State::Reviewed),
                "Reviewer2Confirmed" => Some(State::Final),
                "Rejected" => Some(State::Rejected),
                _ => Some(State::Draft),
            };
            self.made_by = match status {
                "MachineTranslated" => Some(MadeBy::Machine),
                "Pretranslated" | "PartiallyEdited" => self.made_by.or(Some(MadeBy::Fuzzy)),
                _ => self.made_by,
            };
        }
        let date = unit
            .get_foreign("lastchangedtimestamp")
            .and_then(date::read);
        let date = date.filter(|date| !date.starts_with("0001-"));
        self.by(unit.get_foreign("lastchanginguser"), date);
        self.score = unit.get_foreign("percent").and_then(percent).or(self.score);
        if unit
            .get_foreign("locked")
            .is_some_and(super::super::says_yes)
        {
            self.locked = Some(String::new());
        }
    }

    /// Phrase: `m:confirmed`, `m:score` (0 to 1), `m:trans-origin`, `m:locked`, and who created
    /// or modified it and when, in milliseconds since 1970: 0 where nobody has.
    fn of_phrase(&mut self, unit: &Node) {
        for (by, at) in [("created-by", "created-at"), ("modified-by", "modified-at")] {
            let at = unit.get_foreign(at).and_then(|at| at.parse::<i64>().ok());
            let at = at.filter(|at| *at > 0).map(|at| at / 1000);
            let at = at.and_then(|at| jiff::Timestamp::from_second(at).ok());
            self.by(unit.get_foreign(by), at.map(|at| at.to_string()));
        }
        if let Some(confirmed) = unit.get_foreign("confirmed") {
            self.state = match super::super::says_yes(confirmed) {
                true => Some(State::Translated),
                false => Some(State::Draft),
            };
        }
        if let Some(score) = unit.get_foreign("score").and_then(fraction) {
            self.score = self.score.or(Some(score));
        }
        self.made_by = match unit.get_foreign("trans-origin") {
            Some("mt") => Some(MadeBy::Machine),
            Some("tm") => self.made_by.or(Some(MadeBy::Fuzzy)),
            _ => self.made_by,
        };
    }

    /// SDLXLIFF: what `sdl:seg-defs` says of one segment, over what the unit says.
    pub(in crate::exchange::xliff) fn of_trados(mut self, seg: Option<&Node>) -> Self {
        let Some(seg) = seg else {
            return self;
        };
        let value = |key: &str| {
            let mut values = seg.named("sdl:value");
            values.find(|value| value.get("key") == Some(key))
        };
        for (by, on) in [
            ("created_by", "created_on"),
            ("last_modified_by", "modified_on"),
        ] {
            let by = value(by).map(Node::text);
            let on = value(on).and_then(|on| trados_date(&on.text()));
            self.by(by.as_deref(), on);
        }
        self.state = match seg.get("conf") {
            Some("Translated") => Some(State::Translated),
            Some("ApprovedTranslation") => Some(State::Reviewed),
            Some("ApprovedSignOff") => Some(State::Final),
            Some("RejectedTranslation" | "RejectedSignOff") => Some(State::Rejected),
            // `Draft`, `Unspecified`, or nothing: nobody confirmed it.
            _ => Some(State::Draft),
        };
        self.is_untouched |= seg.get("conf").is_none();
        self.made_by = match seg.get("origin") {
            Some("mt" | "nmt" | "amt") => Some(MadeBy::Machine),
            Some("tm") if seg.get("text-match") == Some("SourceAndTarget") => Some(MadeBy::Context),
            Some("tm") if seg.get("percent") == Some("100") => Some(MadeBy::Exact),
            Some("tm") => Some(MadeBy::Fuzzy),
            Some("auto-propagated") => Some(MadeBy::Propagated),
            Some("document-match") => Some(MadeBy::Context),
            Some("auto-aligned") => Some(MadeBy::Aligned),
            Some("interactive") => Some(MadeBy::Human),
            _ => self.made_by,
        };
        self.score = seg.get("percent").and_then(percent).or(self.score);
        if seg.get("locked") == Some("true") {
            self.locked = Some(String::new());
        }
        self
    }

    /// XLIFF 2.x: the segment's state and subState, the unit's `translate`.
    pub(super) fn of_segment(segment: &Node, translate: bool) -> Self {
        let sub = segment.get("subState");
        let state = match segment.get("state") {
            Some("translated") => State::Translated,
            Some("reviewed") => State::Reviewed,
            Some("final") => State::Final,
            _ if sub == Some("yiku:rejected") => State::Rejected,
            _ => State::Draft,
        };
        Self {
            is_untouched: state == State::Draft,
            state: Some(state),
            made_by: sub
                .and_then(|sub| sub.strip_prefix("yiku:"))
                .and_then(MadeBy::from_name),
            score: None,
            author: None,
            date: None,
            locked: (!translate).then(String::new),
        }
    }
}

/// `04/24/2024 18:18:50`, in UTC.
fn trados_date(given: &str) -> Option<String> {
    let given = given.trim();
    let time = jiff::civil::DateTime::strptime("%m/%d/%Y %H:%M:%S", given).ok();
    match time.and_then(|time| time.to_zoned(jiff::tz::TimeZone::UTC).ok()) {
        Some(time) => Some(time.timestamp().to_string()),
        None => date::read(given),
    }
}

/// `87`, `87%` or `87.5`: whole percent, never rounded up.
pub(super) fn percent(given: &str) -> Option<u8> {
    let number: f64 = given.trim().trim_end_matches('%').trim().parse().ok()?;
    whole(number)
}

fn fraction(given: &str) -> Option<u8> {
    whole(given.trim().parse::<f64>().ok()? * 100.0)
}

fn whole(number: f64) -> Option<u8> {
    let number = number.floor();
    (0..=102_u8).find(|whole| f64::from(*whole) == number)
}
