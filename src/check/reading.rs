//! A pair as the checks read it: what more than one of them asks for is found out once.

use std::cell::OnceCell;
use std::ops::{Deref, Range};

use super::span::{Span, is_inside, spans};
use super::{Pair, Settings};
use crate::text::number::{Number, numbers};
use crate::unit::CodeKind;

/// A pair with what is known of it.
pub(super) struct Reading<'a> {
    pair: &'a Pair<'a>,
    pub(super) settings: &'a Settings,
    source_numbers: OnceCell<Vec<Number>>,
    target_numbers: OnceCell<Vec<Number>>,
    source_spans: OnceCell<Vec<Span>>,
    target_spans: OnceCell<Vec<Span>>,
    source_lower: OnceCell<String>,
    target_lower: OnceCell<String>,
}

impl<'a> Deref for Reading<'a> {
    type Target = Pair<'a>;

    fn deref(&self) -> &Pair<'a> {
        self.pair
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(pair: &'a Pair<'a>, settings: &'a Settings) -> Self {
        Self {
            pair,
            settings,
            source_numbers: OnceCell::new(),
            target_numbers: OnceCell::new(),
            source_spans: OnceCell::new(),
            target_spans: OnceCell::new(),
            source_lower: OnceCell::new(),
            target_lower: OnceCell::new(),
        }
    }

    /// Whether nothing is known of the text that the pair is of, neither what stands around it
    /// nor of what kind it is: what only they tell is no more than worth a look.
    pub(super) fn is_torn_out(&self) -> bool {
        self.previous.is_none() && self.next.is_none() && self.settings.profile.is_none()
    }

    /// The numbers of the source.
    pub(super) fn source_numbers(&self) -> &[Number] {
        self.source_numbers
            .get_or_init(|| language_numbers(self.pair.source, self.source_spans()))
    }

    /// The numbers of the target.
    pub(super) fn target_numbers(&self) -> &[Number] {
        self.target_numbers
            .get_or_init(|| language_numbers(self.pair.target, self.target_spans()))
    }

    /// What in the source is no language.
    pub(super) fn source_spans(&self) -> &[Span] {
        self.source_spans.get_or_init(|| spans(self.pair.source))
    }

    /// What in the target is no language.
    pub(super) fn target_spans(&self) -> &[Span] {
        self.target_spans.get_or_init(|| spans(self.pair.target))
    }

    /// Whether something stands at one of some places of the target that is read there and is no text: a
    /// placeholder, a picture. What stands on its two sides is not next to each other. A note, a
    /// comment or a mark parts nothing.
    pub(super) fn is_parted(&self, places: &Range<usize>) -> bool {
        const UNREAD: [&str; 5] = [
            "footnote",
            "comment",
            "mark",
            "index entry",
            "contents entry",
        ];
        let codes = self.target_codes;
        let first = codes.partition_point(|code| (code.at as usize) < places.start);
        let inside = codes.iter().skip(first);
        let mut inside = inside.take_while(|code| (code.at as usize) < places.end);
        inside.any(|code| {
            let type_ = code.type_.as_deref().unwrap_or_default();
            code.kind == CodeKind::Alone && !code.is_mark() && !UNREAD.contains(&type_)
        })
    }

    /// The source in small letters, ASCII ones alone, so that places stay what they are.
    pub(super) fn source_lower(&self) -> &str {
        self.source_lower
            .get_or_init(|| self.pair.source.to_ascii_lowercase())
    }

    /// The target likewise.
    pub(super) fn target_lower(&self) -> &str {
        self.target_lower
            .get_or_init(|| self.pair.target.to_ascii_lowercase())
    }
}

/// The numbers of a text, without those of placeholders, addresses and characters (`&#58;`).
fn language_numbers(text: &str, spans: &[Span]) -> Vec<Number> {
    let mut found = numbers(text);
    found.retain(|number| {
        let before = text.get(..number.range.start).unwrap_or_default();
        !is_inside(spans, number.range.start) && !before.ends_with("&#")
    });
    found
}
