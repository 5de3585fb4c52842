//! What a format adds to its grammar where a file is mended.

use super::remedy::Log;
use super::tree::{Branch, Tag};
use super::{srx, tbx, tmx, xliff2, xliff12};
use crate::exchange::validate::Kind;

/// What is done where an attribute that must be there is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    /// It gets this value.
    Is(&'static str),
    /// The format sees to it once the element has its shape.
    Later,
    /// The element says nothing without it, and is left out.
    Out,
}

/// What stands for an attribute of an element that is not there; `*` is any element.
pub(super) type Defaults = &'static [(&'static str, &'static str, Absent)];

/// A format.
pub(super) trait Format {
    /// The elements that are too large to be held whole: those that units stand in.
    fn streamed(&self) -> &'static [&'static str];

    /// The elements that are units.
    fn units(&self) -> &'static [&'static str];

    /// What stands for attributes that are not there; what is not listed is [`Absent::Out`].
    fn defaults(&self) -> Defaults;

    /// The elements that can be put in, since they say nothing of their own.
    fn supplied(&self) -> &'static [&'static str] {
        &[]
    }

    /// The elements of earlier versions that hold what stands in their place now.
    fn wrappers(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether such an element must be there in this file, where the grammar lets it be missing.
    fn demands(&self, _name: &str) -> bool {
        false
    }

    /// A streamed element begins, and has the attributes of the grammar.
    fn begin(&mut self, _tag: &mut Tag, _log: &mut Log<'_>) {}

    /// Mends an element before it is held against the grammar.
    fn before(&mut self, _branch: &mut Branch, _log: &mut Log<'_>) {}

    /// Mends an element that has the shape of the grammar; `false` where it cannot stay.
    fn after(&mut self, _branch: &mut Branch, _log: &mut Log<'_>) -> bool {
        true
    }
}

/// What stands for an attribute that is not there.
pub(super) fn absent(defaults: Defaults, element: &str, attribute: &str) -> Absent {
    let fits = |(of, name, _): &&(&str, &str, Absent)| {
        (*of == element || *of == "*") && *name == attribute
    };
    let found = defaults.iter().find(fits);
    found.map_or(Absent::Out, |(.., absent)| *absent)
}

/// The format of files of that kind.
pub(super) fn of(kind: Kind) -> Box<dyn Format> {
    match kind {
        Kind::Tmx11 | Kind::Tmx12 | Kind::Tmx13 | Kind::Tmx => Box::<tmx::Tmx>::default(),
        Kind::Xliff12 | Kind::Xliff12Transitional => Box::<xliff12::Xliff12>::default(),
        Kind::Xliff20 | Kind::Xliff21 | Kind::Xliff22 => Box::<xliff2::Xliff2>::default(),
        Kind::Tbx | Kind::Tbx2008 => Box::<tbx::Tbx>::default(),
        Kind::Srx => Box::<srx::Srx>::default(),
    }
}
