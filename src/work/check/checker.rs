//! Running the checks over segments, with what a project has settled about them.

use super::Terms;
use super::waivers::Waivers;
use crate::check::{self, Customs, Pair, Passage, Profile, Settings};
use crate::store::{self, Placed, Reader};
use crate::term::TermHit;
use crate::unit::{Finding, InlineCode};
use crate::work::fill::Segments;
use crate::work::project::Project;

/// What a memory without a project calls the kind of its texts, by its name.
pub const PROFILE: &str = "profile";

/// How a project wants its texts checked.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// How strict the checks are.
    pub settings: Settings,
    /// What has been accepted.
    pub waivers: Waivers,
}

impl Policy {
    /// The policy of a project; without one, every check as it comes.
    ///
    /// # Errors
    /// [`super::waivers::Error`] where the file of waivers cannot be read.
    pub fn of(project: Option<&Project>) -> Result<Self, super::waivers::Error> {
        project.map_or_else(
            || Ok(Self::default()),
            |project| {
                Ok(Self {
                    settings: project.manifest.check.clone(),
                    waivers: Waivers::read(&project.waivers())?,
                })
            },
        )
    }

    /// How a memory without a project has its texts checked, as it says itself.
    ///
    /// # Errors
    /// [`store::Error`] where it cannot be read.
    pub fn kept(reader: &Reader<'_>) -> Result<Self, store::Error> {
        let profile = reader.setting(PROFILE)?;
        Ok(Self {
            settings: Settings {
                profile: profile.as_deref().and_then(Profile::from_name),
                ..Settings::default()
            },
            ..Self::default()
        })
    }
}

/// A segment as it is checked.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Source text.
    pub source: &'a str,
    /// Target text; empty where untranslated.
    pub target: &'a str,
    /// The inline codes of the source.
    pub source_codes: &'a [InlineCode],
    /// Those of the target.
    pub target_codes: &'a [InlineCode],
}

/// What only the whole of a document tells: for who checks one segment of it after another.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    customs: Customs,
    /// What the checks of a whole text find, by segment.
    across: Vec<Vec<Finding>>,
}

impl Whole {
    /// How many findings hold each segment against others, by its number from 1.
    #[must_use]
    pub fn count(&self, number: usize) -> usize {
        self.of(number).len()
    }

    fn of(&self, number: usize) -> &[Finding] {
        let found = number.checked_sub(1).and_then(|at| self.across.get(at));
        found.map_or(&[], Vec::as_slice)
    }
}

/// The terms of a line: all of its source, and all of its target.
type Hits = (Vec<TermHit>, Vec<TermHit>);

/// The checks, ready to run.
#[derive(Clone, Copy)]
pub struct Checker<'a> {
    /// The termbase.
    pub terms: &'a Terms,
    /// What the project has settled.
    pub policy: &'a Policy,
}

impl Checker<'_> {
    /// What the checks find in each line of a text, those of the whole text too.
    #[must_use]
    pub fn check(&self, lines: &[Line<'_>]) -> Vec<Vec<Finding>> {
        self.check_all(lines).0
    }

    /// What the checks find in a document, by segment.
    #[must_use]
    pub fn check_document(&self, segments: &Segments) -> Vec<Vec<Finding>> {
        self.check(&lines(segments))
    }

    /// What the checks find in a document, by segment, and what only the whole of it tells.
    #[must_use]
    pub fn check_whole(&self, segments: &Segments) -> (Vec<Vec<Finding>>, Whole) {
        self.check_all(&lines(segments))
    }

    /// What only the whole of a document tells of its segments.
    #[must_use]
    pub fn whole(&self, segments: &Segments) -> Whole {
        self.whole_of(&lines(segments)).0
    }

    fn check_all(&self, lines: &[Line<'_>]) -> (Vec<Vec<Finding>>, Whole) {
        let (whole, hits) = self.whole_of(lines);
        let settings = self.policy.settings.of(&whole.customs);
        let own = |(at, (line, hits)): (usize, (&Line<'_>, &Hits))| {
            let previous = at.checked_sub(1).and_then(|at| lines.get(at));
            let neighbours = [previous, lines.get(at + 1)];
            let mut findings = self.pair(line, hits, neighbours, &whole.customs, &settings);
            findings.extend_from_slice(whole.of(at + 1));
            self.waive(line, &mut findings);
            findings
        };
        let findings = lines.iter().zip(&hits).enumerate().map(own).collect();
        (findings, whole)
    }

    fn whole_of(&self, lines: &[Line<'_>]) -> (Whole, Vec<Hits>) {
        let hits: Vec<Hits> = lines.iter().map(|line| self.hits(line)).collect();
        let customs = self.customs(lines.iter().map(|line| (line.source, line.target)));
        let settings = self.policy.settings.of(&customs);
        let passages = lines.iter().zip(&hits);
        let passages: Vec<Passage<'_>> = passages
            .map(|(line, (source, target))| Passage {
                source: line.source,
                target: line.target,
                source_terms: source,
                target_terms: target,
            })
            .collect();
        let terms = self.terms;
        let (concepts, to, names) = (&terms.concepts, &terms.target_lang, &terms.names);
        let across = check::across(&passages, concepts, to, names, &settings);
        (Whole { customs, across }, hits)
    }

    /// What the checks of a pair find in one segment of a document, by its number from 1.
    #[must_use]
    pub fn check_segment(&self, segments: &Segments, number: usize) -> Vec<Finding> {
        let all = segments.placed.iter().map(|placed| line(segments, placed));
        let customs = self.customs(all.map(|line| (line.source, line.target)));
        self.one(segments, number, &customs)
    }

    /// What the checks find in one segment of a document, by its number from 1, with what the whole
    /// of the document tells. `segments` are those around it at least.
    #[must_use]
    pub fn check_within(&self, whole: &Whole, segments: &Segments, number: usize) -> Vec<Finding> {
        let mut findings = self.one(segments, number, &whole.customs);
        if let Ok(placed) = segments.number(number) {
            findings.extend_from_slice(whole.of(number));
            self.waive(&line(segments, placed), &mut findings);
        }
        findings
    }

    fn one(&self, segments: &Segments, number: usize, customs: &Customs) -> Vec<Finding> {
        let at = |number: Option<usize>| {
            let placed = segments.number(number?).ok()?;
            Some(line(segments, placed))
        };
        let Some(own) = at(Some(number)) else {
            return Vec::new();
        };
        let (previous, next) = (at(number.checked_sub(1)), at(Some(number + 1)));
        let neighbours = [previous.as_ref(), next.as_ref()];
        let settings = self.policy.settings.of(customs);
        let mut findings = self.pair(&own, &self.hits(&own), neighbours, customs, &settings);
        self.waive(&own, &mut findings);
        findings
    }

    fn customs<'l>(&self, pairs: impl Iterator<Item = (&'l str, &'l str)> + Clone) -> Customs {
        let Terms {
            source_lang,
            target_lang,
            ..
        } = self.terms;
        Customs::of(pairs, source_lang, target_lang)
    }

    fn hits(&self, line: &Line<'_>) -> Hits {
        if line.target.trim().is_empty() {
            return Hits::default();
        }
        let Terms { source, target, .. } = self.terms;
        (source.find_all(line.source), target.find_all(line.target))
    }

    fn pair<'l>(
        &self,
        line: &Line<'l>,
        (source_terms, target_terms): &Hits,
        [previous, next]: [Option<&Line<'l>>; 2],
        customs: &Customs,
        settings: &Settings,
    ) -> Vec<Finding> {
        let terms = self.terms;
        let verdict = terms.verdict_of(line.source, source_terms, line.target, target_terms);
        let texts = |line: Option<&Line<'l>>| line.map(|line| (line.source, line.target));
        check::check(
            &Pair {
                source: line.source,
                source_lang: &terms.source_lang,
                target: line.target,
                target_lang: &terms.target_lang,
                source_codes: line.source_codes,
                target_codes: line.target_codes,
                previous: texts(previous),
                next: texts(next),
                concepts: &terms.concepts,
                source_terms,
                target_terms,
                customs,
                verdict: &verdict,
            },
            settings,
        )
    }

    fn waive(&self, line: &Line<'_>, findings: &mut Vec<Finding>) {
        let waivers = &self.policy.waivers;
        findings.retain(|finding| !waivers.accept(line.source, line.target, finding));
    }
}

/// The segments of a document, as they are checked.
fn lines(segments: &Segments) -> Vec<Line<'_>> {
    let placed = segments.placed.iter();
    placed.map(|placed| line(segments, placed)).collect()
}

fn line<'a>(segments: &'a Segments, placed: &'a Placed) -> Line<'a> {
    let source = placed.stored.unit.source();
    let target = segments.target(placed);
    Line {
        source: source.map_or("", |source| &source.text),
        target: target.map_or("", |target| &target.text),
        source_codes: source.map_or(&[], |source| &source.codes),
        target_codes: target.map_or(&[], |target| &target.codes),
    }
}
