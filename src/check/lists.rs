//! Q25: the enumeration comma before 和 and 或, and between quoted or titled items.

use super::{Check, Reading, in_target};
use crate::unit::{Finding, Message, Severity};

/// Enumeration commas.
pub(super) struct Lists;

/// A comma too much: what stands before it, what after it, and what is said of it.
type Comma = (&'static str, &'static str, fn() -> Message);

/// Those that are too much.
const WRONG: &[Comma] = &[
    ("", "和", || said!("no 、 before 和", "“和”前不用顿号")),
    ("", "及其他", || {
        said!("no 、 before 及", "“及”前不用顿号")
    }),
    ("", "以及", || {
        said!(
            "no 、 before 以及; a long last item takes ，",
            "“以及”前不用顿号，末项较长时用逗号"
        )
    }),
    ("", "或", || said!("no 、 before 或", "“或”前不用顿号")),
    ("》", "《", || {
        said!("no 、 between titles", "书名号之间不用顿号")
    }),
    ("”", "“", || {
        said!("no 、 between quotations", "引号之间不用顿号")
    }),
];

/// Words that begin with 和 or 或 and are none of a list's: 、和平.
const WORDS: &[&str] = &[
    "和平", "和谐", "和解", "和睦", "和声", "和约", "和服", "和蔼", "或然", "或有",
];

impl Check for Lists {
    fn id(&self) -> &'static str {
        "Q25"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let text = pair.target;
        for (at, comma) in text.match_indices('、') {
            let end = at + comma.len();
            let (Some(before), Some(after)) = (text.get(..at), text.get(end..)) else {
                continue;
            };
            let wrong = WRONG.iter().find(|(left, right, _)| {
                let from = if left.is_empty() { end } else { at };
                let to = if right.is_empty() { at } else { end };
                before.ends_with(left)
                    && after.starts_with(right)
                    && !pair.is_parted(&(from..to + 1))
            });
            if let Some((_, _, message)) = wrong
                && !WORDS.iter().any(|word| after.starts_with(word))
            {
                findings.push(in_target(self.id(), Severity::Info, at..end, message()));
            }
        }
    }
}
