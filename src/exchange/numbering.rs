//! How XLIFF files are cut into `<file>` elements, and how their units are numbered.

use crate::exchange::Outgoing;

/// Gives each unit of a stream its file and its number there. Units of one document that come
/// together stand in one file under their own numbers; units of a memory are counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    current: Option<(String, Option<String>)>,
    /// How many files there are so far.
    pub(super) files: usize,
    last: usize,
}

/// Where a unit goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spot<'a> {
    /// The name of the file to begin before the unit, if one is to begin.
    pub(super) begins: Option<&'a str>,
    /// The unit's number in its file, which ascends.
    pub(super) number: usize,
}

impl Numbering {
    /// Where the next unit goes. A number that does not ascend begins a file, so that numbers are
    /// never given twice in one.
    pub(super) fn next<'a>(&mut self, outgoing: &Outgoing<'a>) -> Spot<'a> {
        let original = outgoing
            .place
            .map_or_else(|| outgoing.unit.origin.name(), |place| place.file);
        let key = (
            original.to_owned(),
            outgoing.place.map(|place| place.document.to_owned()),
        );
        let same = self.current.as_ref() == Some(&key);
        let wanted = outgoing.place.map(|place| place.number);
        let follows = same && wanted.is_none_or(|number| number > self.last);
        let before = if follows { self.last } else { 0 };
        self.last = wanted.unwrap_or(before + 1);
        if !follows {
            self.current = Some(key);
            self.files += 1;
        }
        Spot {
            begins: (!follows).then_some(original),
            number: self.last,
        }
    }
}
