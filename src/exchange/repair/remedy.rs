//! What is mended: the table of remedies, and what is said of each mend.

use serde::Serialize;

use crate::exchange::{Mends, Position};

/// What is done about a kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// What it is called: `late`. Never changes.
    pub id: &'static str,
    /// What is wrong and what is done, as a sentence.
    pub mend: &'static str,
}

/// A place that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// How.
    pub remedy: Remedy,
    /// Where, in the file that was read.
    pub at: Position,
    /// The number of the unit, from 1, where it belongs to one.
    pub unit: Option<u64>,
    /// What stood there.
    pub was: String,
    /// What stands there now; `None` where that is nothing.
    pub now: Option<String>,
}

macro_rules! remedies {
    ($($name:ident $id:literal $mend:literal;)*) => {
        $(pub(super) const $name: Remedy = Remedy { id: $id, mend: $mend };)*
        /// All remedies.
        pub const REMEDIES: &[Remedy] = &[$($name),*];
    };
}

remedies! {
    XML "xml" "what XML forbids was written as XML allows it";
    END_TAG "end-tag" "an end tag that was missing was put in";
    STRAY_END "stray-end" "an end tag that ends nothing was left out";
    CUT "cut" "a unit that is cut off was left out";
    DAMAGED "damaged" "a unit with a tag that cannot be read was left out";
    TRUNCATED "truncated" "the file ends before its elements do; they were ended";
    BEHIND "behind" "what stands behind the end of the first element was left out";
    NAMESPACE "namespace" "the namespace was put right";
    PREFIX "prefix" "an attribute whose prefix is not declared was left out";
    ELEMENT "element" "an element that the format has no place for was left out";
    UNWRAPPED "unwrapped" "an element that the format has no place for was left out, and its text kept";
    LATE "late" "elements were put into the order of the format";
    REPEATED "repeated" "an element that stands once stood again, and was left out";
    SUPPLIED "supplied" "an element that must be there was put in";
    HOLLOW "hollow" "an element without what it must hold was left out";
    TEXT "text" "text that stood between elements was left out";
    LANG "lang" "lang became xml:lang";
    OTHER_LANG "other-lang" "a text said another language than the file; that was left out";
    SPACE "space" "white space counts in a translation now as it does in its source";
    ATTRIBUTE "attribute" "an attribute that the format does not have was left out";
    REQUIRED "required" "an attribute that must be there was put in";
    VALUE "value" "the value of an attribute was put right";
    WORTHLESS "worthless" "an attribute with a value that the format does not have was left out";
    SOURCE "source" "srclang names a language that the unit has";
    CODE "code" "a code without its other half stands alone now";
    NUMBER "number" "a code was numbered";
    ID "id" "an id that was missing or taken was made";
    TAKEN "taken" "a number or id that another has was left out";
    REFERENCE "reference" "a reference that leads nowhere was left out";
}

/// How many characters of what was and is are said.
const SAID: usize = 120;

/// What is said of a repair while it goes on.
pub(super) struct Log<'l> {
    each: &'l mut dyn FnMut(&Mended),
    pub(super) mends: Mends,
    /// The unit that is being mended.
    pub(super) unit: Option<u64>,
}

impl<'l> Log<'l> {
    pub(super) fn new(each: &'l mut dyn FnMut(&Mended)) -> Self {
        Self {
            each,
            mends: Mends::default(),
            unit: None,
        }
    }

    /// Says that `was` was left out.
    pub(super) fn gone(&mut self, remedy: Remedy, at: Position, was: &str) {
        self.say(remedy, at, was, None);
    }

    /// Says that there is `now` where `was` was.
    pub(super) fn now(&mut self, remedy: Remedy, at: Position, was: &str, now: &str) {
        self.say(remedy, at, was, Some(now));
    }

    fn say(&mut self, remedy: Remedy, at: Position, was: &str, now: Option<&str>) {
        let short = |text: &str| {
            let mut short: String = text.chars().take(SAID).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            short
        };
        let mended = Mended {
            remedy,
            at,
            unit: self.unit,
            was: short(was),
            now: now.map(short),
        };
        self.mends.add(at, self.unit, remedy.mend, || {
            match (mended.was.as_str(), &mended.now) {
                (was, None) => was.to_owned(),
                ("", Some(now)) => now.clone(),
                (was, Some(now)) => format!("{was} → {now}"),
            }
        });
        (self.each)(&mended);
    }
}
