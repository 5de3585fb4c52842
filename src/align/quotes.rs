//! Where quotations are open: what somebody says over several sentences is said so on both sides.

/// Whether a quotation is open before the first segment of each side, and after each.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotes {
    source: Vec<bool>,
    target: Vec<bool>,
}

/// A place where only one side is within a quotation is that much less likely to be the end of a
/// bead; and one where both are, as dialogue is not everywhere, that much likelier.
const ONE_SIDE: f64 = -1.5;
const BOTH_SIDES: f64 = 0.5;

/// By how much more of one side than of the other may be within quotations.
const ALIKE: usize = 2;

impl Quotes {
    /// From the segments of both sides; empty where no quotation goes on from one to the next, or on
    /// one side so much more than on the other that they do not mark them alike.
    pub(super) fn new(source: &[&str], target: &[&str]) -> Self {
        let (source, target) = (open(source), open(target));
        let count = |open: &[bool]| open.iter().filter(|open| **open).count();
        let (a, b) = (count(&source), count(&target));
        // As shares of either side.
        let (a, b) = (a * target.len(), b * source.len());
        if a.max(b) > a.min(b) * ALIKE {
            return Self::default();
        }
        Self { source, target }
    }

    /// What it says that a bead ends at a place.
    pub(super) fn score(&self, (i, j): (usize, usize)) -> f64 {
        match (self.source.get(i), self.target.get(j)) {
            (Some(true), Some(true)) => BOTH_SIDES,
            (Some(a), Some(b)) if a != b => ONE_SIDE,
            _ => 0.0,
        }
    }
}

/// Whether a quotation is open before the first of some segments, and after each.
fn open(segments: &[&str]) -> Vec<bool> {
    // Single marks are apostrophes, too: where there are more of the others, those quote.
    let count = |marks: &[char]| {
        let words = segments.iter().flat_map(|s| s.split_whitespace());
        words.filter(|word| word.starts_with(marks)).count()
    };
    let is_single = count(&['‘', '\'']) > count(&['“', '"', '「', '«']);
    let mut open = vec![false];
    for segment in segments {
        let last = segment
            .char_indices()
            .rev()
            .find_map(|(at, c)| opens(segment, at, c, is_single));
        open.push(last.or(open.last().copied()).unwrap_or(false));
    }
    open
}

/// Whether the mark at a place of a segment begins a quotation or ends one; `None` where it is none.
fn opens(segment: &str, at: usize, c: char, is_single: bool) -> Option<bool> {
    let before = || segment.get(..at).and_then(|text| text.chars().next_back());
    let after = || {
        let rest = segment.get(at + c.len_utf8()..);
        rest.and_then(|text| text.chars().next())
    };
    let begins = || before().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '–'));
    match c {
        '“' | '「' | '«' => Some(true),
        '”' | '」' | '»' => Some(false),
        '"' => Some(begins()),
        '‘' if is_single => Some(true),
        '\'' | '’' if is_single && after().is_none_or(|c| !c.is_alphanumeric()) => Some(false),
        '\'' if is_single && begins() => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_open_until_it_ends() {
        for english in [
            ["\"Sit down,\" he said.", "\"I don't know.", "You do.\""],
            ["'Sit down,' he said.", "'I don't know.", "You do.'"],
            ["“Sit down,” he said.", "“I don’t know.", "You do.”"],
        ] {
            assert_eq!(open(&english), [false, false, true, false], "{english:?}");
        }
        let chinese = ["“坐下，”他说。", "“我不知道。", "你知道。”"];
        assert_eq!(open(&chinese), [false, false, true, false]);
        assert_eq!(open(&["The dogs' bowls were empty."]), [false, false]);
    }

    #[test]
    fn a_bead_ends_within_a_quotation_on_both_sides_or_on_none() {
        let quotes = Quotes::new(&["\"No.", "I won't.\""], &["“不。", "我不干。”"]);
        assert!(quotes.score((1, 1)) > quotes.score((2, 2)));
        assert!(quotes.score((1, 2)) < quotes.score((2, 2)));
        let unmarked = Quotes::new(&["\"No.", "I won't.\""], &["不。", "我不干。"]);
        assert!(unmarked.score((1, 1)).abs() < f64::EPSILON);
    }
}
