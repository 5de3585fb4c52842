//! What makes a pattern small enough to be sought together with hundreds of others.

use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// How many ranges beyond ASCII a class may have to be kept: `\s` is kept, `\p{L}` is not.
const RANGES: usize = 64;
/// How often a repetition is counted: more is as often as one likes.
const COUNT: u32 = 32;
/// How large a pattern may be, in characters to match, before it is given up as a whole.
const WEIGHT: usize = 1 << 12;

/// A pattern that matches wherever `hir` does; the second is whether it says the same.
pub(super) fn widen(hir: &Hir) -> (Hir, bool) {
    let mut same = true;
    let wide = walk(hir, &mut same);
    if weight(&wide) <= WEIGHT {
        return (wide, same);
    }
    let any = Hir::dot(regex_syntax::hir::Dot::AnyChar);
    let anything = regex_syntax::hir::Repetition {
        min: 0,
        max: None,
        greedy: true,
        sub: Box::new(any),
    };
    (Hir::repetition(anything), false)
}

fn walk(hir: &Hir, same: &mut bool) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) => hir.clone(),
        HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Unicode(narrow(class, same))),
        HirKind::Class(Class::Bytes(_)) => hir.clone(),
        HirKind::Look(Look::Start | Look::End | Look::StartLF | Look::EndLF) => hir.clone(),
        // Where words begin and end takes the tables of Unicode.
        HirKind::Look(_) => {
            *same = false;
            Hir::empty()
        }
        HirKind::Repetition(repetition) => {
            let mut wide = repetition.clone();
            if wide.min > COUNT || wide.max.is_some_and(|max| max > COUNT) {
                *same = false;
                wide.min = wide.min.min(COUNT);
                wide.max = None;
            }
            wide.sub = Box::new(walk(&repetition.sub, same));
            Hir::repetition(wide)
        }
        HirKind::Capture(Capture { sub, .. }) => walk(sub, same),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| walk(part, same)).collect()),
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(|part| walk(part, same)).collect())
        }
    }
}

/// The class itself, or with every character beyond ASCII where it has many of them.
fn narrow(class: &ClassUnicode, same: &mut bool) -> ClassUnicode {
    let beyond = class
        .ranges()
        .iter()
        .filter(|range| !range.end().is_ascii());
    if beyond.count() <= RANGES {
        return class.clone();
    }
    *same = false;
    let mut wide = class.clone();
    wide.push(ClassUnicodeRange::new('\u{80}', char::MAX));
    wide
}

/// How many characters a pattern has to be matched against, repetitions counted out.
fn weight(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len().max(1),
        HirKind::Class(Class::Bytes(_)) => 1,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            weight(&repetition.sub).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX))
        }
        HirKind::Capture(capture) => weight(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(weight).fold(0, usize::saturating_add)
        }
    }
}
