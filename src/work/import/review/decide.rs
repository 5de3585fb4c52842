//! What is taken of a row of a review table, and why not.

use super::find::Found;
use super::{Fate, IncomingReview, Plan, Remark, Reviewed, Why};
use crate::exchange::review::{self, Hand, ReviewRow, Shape, Status, plain};
use crate::exchange::shown::{Shown, UnknownCode};
use crate::unit::{CodeKind, InlineCode, Note, State, Variant};
use crate::work::fill;
use crate::work::project::Occasion;

/// What is told of a row before it is looked into.
fn told(incoming: &IncomingReview, row: &ReviewRow, found: Option<&Found<'_>>) -> Reviewed {
    let state = found
        .and_then(Found::current)
        .and_then(|current| current.state);
    let shown = found.map(Found::shown);
    let tracked = row.changed.as_ref();
    let by = [
        incoming.reviewer.as_ref(),
        tracked.and_then(|tracked| tracked.by.as_ref()),
        incoming.table.saved_by.as_ref(),
    ];
    Reviewed {
        place: row.place,
        segment: found.map_or_else(|| row.number.clone(), Found::name),
        fate: Fate::Same,
        langs: found.map_or_else(
            || incoming.langs.clone(),
            |found| {
                let document = &found.segments.document;
                (document.source_lang.clone(), document.target_lang.clone())
            },
        ),
        source: shown.as_ref().map_or("", |shown| &shown.source).to_owned(),
        before: shown.map_or_else(String::new, |shown| shown.target),
        after: row.target.clone(),
        states: (state, state),
        by: by
            .into_iter()
            .flatten()
            .next()
            .unwrap_or(&incoming.occasion.who)
            .clone(),
        at: tracked.and_then(|tracked| tracked.at.clone()),
        comments: Vec::new(),
        remarks: Vec::new(),
    }
}

/// A row that nothing is taken from.
pub(super) fn refused(
    incoming: &IncomingReview,
    row: &ReviewRow,
    found: Option<&Found<'_>>,
    why: Why,
) -> Plan {
    Plan {
        told: Reviewed {
            fate: Fate::Refused(why),
            comments: new_comments(incoming, row, found),
            ..told(incoming, row, found)
        },
        row: None,
        texts: Vec::new(),
        notes: None,
    }
}

/// What is to be done with a change.
enum Decision {
    Nothing,
    Refuse(Why),
    Take(Taken, State),
    Mark(State),
}

/// A translation that is taken.
struct Taken {
    text: String,
    codes: Vec<InlineCode>,
    /// The codes that it was written with and the segment has not.
    unknown: Vec<String>,
}

impl Taken {
    /// Whether a translation says the same.
    fn is(&self, variant: &Variant) -> bool {
        let alike = |(own, other): (&InlineCode, &InlineCode)| {
            (own.at, own.kind, &own.id) == (other.at, other.kind, &other.id)
        };
        let (own, others) = (&self.codes, &variant.codes);
        self.text == variant.text && own.len() == others.len() && own.iter().zip(others).all(alike)
    }
}

pub(super) fn of_segment(incoming: &IncomingReview, row: &ReviewRow, found: &Found<'_>) -> Plan {
    match row.shape {
        Shape::Sound | Shape::Untouched => {}
        Shape::Deleted => return refused(incoming, row, Some(found), Why::Deleted),
        Shape::Merged => return refused(incoming, row, Some(found), Why::Merged),
    }
    let mut told = told(incoming, row, Some(found));
    let status = review::status(&row.status);
    if status.is_none() {
        told.remarks.push(Remark::UnknownStatus(row.status.clone()));
    }
    match found.mark {
        None => {
            let (state, _) = told.states;
            if matches!(status, Some(Status::State(said)) if Some(said) != state) {
                let unsure = Remark::StatusUnsure(row.status.clone());
                told.remarks.push(unsure);
            }
        }
        Some(mark) if !mark.had_source(&row.source) => {
            told.remarks.push(Remark::SourceEdited(row.source.clone()));
        }
        Some(_) => {}
    }
    let occasion = Occasion {
        who: told.by.clone(),
        at: incoming.occasion.at,
    };
    let current = found.current();
    let alternatives: Vec<&Variant> = found
        .placed
        .stored
        .unit
        .alternatives(&found.segments.document.target_lang)
        .collect();
    let mut variant = current.cloned();
    let mut texts = Vec::new();
    let new_text = || Variant::new(found.segments.document.target_lang.clone(), "");
    told.fate = match decide(incoming.table.hand, row, found, status) {
        Decision::Nothing => Fate::Same,
        Decision::Take(
            Taken {
                text,
                codes,
                unknown,
            },
            state,
        ) => {
            let remarks = [
                (Remark::CodesLeftOut as fn(_) -> _, unknown),
                (Remark::CodesMissing, missing(found, &codes)),
            ];
            let said = remarks.into_iter().filter(|(_, codes)| !codes.is_empty());
            told.remarks
                .extend(said.map(|(remark, codes)| remark(codes)));
            let mut taken = current.map_or_else(new_text, fill::in_hand);
            taken.text = text;
            taken.codes = codes;
            fill::by_hand(&mut taken, state, &occasion);
            told.states.1 = Some(state);
            variant = Some(taken);
            Fate::Taken
        }
        Decision::Mark(state) => {
            if let Some(marked) = &mut variant {
                *marked = fill::in_hand(marked);
                fill::by_hand(marked, state, &occasion);
            }
            told.states.1 = Some(state);
            Fate::Marked
        }
        Decision::Refuse(why) => {
            let given = understood(row, &found.shown());
            let is_beside = |variant: &&Variant| {
                let source = found.placed.stored.unit.source();
                plain(&Shown::new(source, Some(variant)).target) == row.target
                    || given.as_ref().is_ok_and(|given| given.is(variant))
            };
            let keep = matches!(why, Why::BothChanged | Why::MarkLost)
                && !alternatives.iter().any(is_beside);
            if let (true, Ok(given)) = (keep, given) {
                let mut beside = new_text();
                beside.text = given.text;
                beside.codes = given.codes;
                fill::by_hand(&mut beside, State::Draft, &occasion);
                let place = i64::try_from(alternatives.len()).unwrap_or(i64::MAX);
                texts.push((place, beside));
            }
            Fate::Refused(why)
        }
    };
    told.comments = new_comments(incoming, row, Some(found));
    let mut notes = None;
    match &mut variant {
        Some(variant) => variant.notes.extend(told.comments.iter().cloned()),
        None if told.comments.is_empty() => {}
        None => {
            let known = &found.placed.stored.unit.notes;
            notes = Some(known.iter().chain(&told.comments).cloned().collect());
        }
    }
    if let Some(variant) = variant.filter(|variant| current != Some(variant)) {
        texts.insert(0, (0, variant));
    }
    Plan {
        told,
        row: Some(found.placed.stored.row),
        texts,
        notes,
    }
}

/// What a row changes, and whether that may be.
fn decide(hand: Hand, row: &ReviewRow, found: &Found<'_>, status: Option<Status>) -> Decision {
    if row.shape == Shape::Untouched {
        return Decision::Nothing;
    }
    let shown = found.shown();
    let here = plain(&shown.target);
    let current = found.current();
    let given = understood(row, &shown);
    // What a file has that the segment has not was left out when it came the first time.
    let is_given = |current: &Variant| given.as_ref().is_ok_and(|given| given.is(current));
    let is_here = row.target == here || current.is_some_and(is_given);
    let Some(mark) = found.mark else {
        // Whose change it would be, nobody can say.
        return match is_here || row.target.is_empty() {
            true => Decision::Nothing,
            false => Decision::Refuse(Why::MarkLost),
        };
    };
    let was = mark.state();
    let said = match status {
        Some(Status::State(state)) if Some(state) != was => Some(state),
        _ => None,
    };
    let changed_there = !mark.had_target(&row.target) && !is_here;
    let changed_here = !mark.had_target(&here);
    let locked = current.is_some_and(|current| current.locked.is_some());
    let state = current.and_then(|current| current.state);
    if changed_there {
        if row.target.is_empty() {
            return Decision::Refuse(Why::Emptied);
        }
        if found.source_changed {
            return Decision::Refuse(Why::SourceChanged);
        }
        if changed_here {
            return Decision::Refuse(Why::BothChanged);
        }
        if locked {
            return Decision::Refuse(Why::Locked);
        }
        if state == Some(State::Final) {
            return Decision::Refuse(Why::Final);
        }
        return match given {
            Ok(taken) => Decision::Take(taken, state_of_change(hand, said)),
            Err(code) => Decision::Refuse(Why::Code(code)),
        };
    }
    match said.filter(|said| is_news(hand, was.max(state), *said)) {
        None => Decision::Nothing,
        Some(said) if Some(said) == state && is_here => Decision::Nothing,
        Some(_) if found.source_changed => Decision::Refuse(Why::SourceChanged),
        Some(_) if !is_here => Decision::Refuse(Why::Outdated),
        Some(_) if current.is_none() => Decision::Refuse(Why::Untranslated),
        Some(_) if state != was && !changed_here => Decision::Refuse(Why::Outdated),
        Some(_) if locked => Decision::Refuse(Why::Locked),
        Some(said) => Decision::Mark(said),
    }
}

/// The translation of a row. A code that a person mistyped is for them to mend; one that a tool put
/// in must not cost a translator's work.
fn understood(row: &ReviewRow, shown: &Shown) -> Result<Taken, UnknownCode> {
    let (text, codes, unknown) = match row.has_codes {
        true => shown.known_of(&row.target),
        false => {
            let (text, codes) = shown.understood(&row.target)?;
            (text, codes, Vec::new())
        }
    };
    let written = unknown.iter().map(|code| format!("{{{code}}}"));
    Ok(Taken {
        text,
        codes,
        unknown: written.collect(),
    })
}

/// The codes of a segment's source that are none of `codes`, as people write them; of a pair the
/// half that is missing, or the first.
fn missing(found: &Found<'_>, codes: &[InlineCode]) -> Vec<String> {
    let source = found.placed.stored.unit.source();
    let own = source.map_or(&[][..], |source| &source.codes);
    let is_missing = |kind: CodeKind, id: &str| {
        let has =
            |codes: &[InlineCode]| codes.iter().any(|code| code.kind == kind && code.id == id);
        has(own) && !has(codes)
    };
    let said = own
        .iter()
        .filter(|code| !code.is_mark())
        .filter_map(|code| {
            let id = &code.id;
            if !is_missing(code.kind, id) {
                return None;
            }
            match code.kind {
                CodeKind::Alone => Some(format!("{{{id}/}}")),
                CodeKind::Opening => Some(format!("{{{id}}}")),
                CodeKind::Closing if is_missing(CodeKind::Opening, id) => None,
                CodeKind::Closing => Some(format!("{{/{id}}}")),
            }
        });
    said.collect()
}

/// The state of a translation that was changed, where the status says `said` of it that it did not
/// say before.
fn state_of_change(hand: Hand, said: Option<State>) -> State {
    match (hand, said) {
        // Who changes a translation in a review has reviewed it.
        (Hand::Reviewer, said) => said.unwrap_or(State::Reviewed),
        // CAT tools change texts and leave their states as they were.
        (Hand::Translator, None | Some(State::Draft)) => State::Translated,
        (Hand::Translator, Some(said)) => said,
    }
}

/// Whether a status is taken for itself: CAT tools write of many a translation less than they were
/// told.
fn is_news(hand: Hand, was: Option<State>, said: State) -> bool {
    hand == Hand::Reviewer || said == State::Rejected || Some(said) > was
}

/// The comments of a row that the segment does not have as notes yet.
fn new_comments(
    incoming: &IncomingReview,
    row: &ReviewRow,
    found: Option<&Found<'_>>,
) -> Vec<Note> {
    let of_text = found.and_then(Found::current).map(|current| &current.notes);
    let of_unit = found.map(|found| &found.placed.stored.unit.notes);
    let known: Vec<&Note> = [of_unit, of_text].into_iter().flatten().flatten().collect();
    let lines: Vec<String> = known.iter().map(|note| review::line_of(note)).collect();
    let reviewer = incoming
        .reviewer
        .as_ref()
        .or(incoming.table.saved_by.as_ref());
    let mut new: Vec<Note> = Vec::new();
    for comment in &row.comments {
        // The column holds the notes that were there; what else is in it is new.
        let left: Vec<&str> = comment
            .text
            .lines()
            .filter(|line| !lines.iter().any(|known| known == line.trim()))
            .collect();
        let text = left.join("\n").trim().to_owned();
        let from = comment.from.as_ref().or(reviewer).cloned();
        let is_known = known.iter().any(|note| plain(&note.text) == text);
        if !text.is_empty() && !is_known && !new.iter().any(|note| note.text == text) {
            new.push(Note { text, from });
        }
    }
    new
}
