//! Which translations fit in a place of a file, inline codes and all.

use super::content::Content;
use super::{Existing, Place, Spot};
use crate::exchange::inline::{Numbers, partners};
use crate::unit::{CodeKind, InlineCode, State, Variant};

impl Existing {
    pub(super) fn of(target: &Content, state: State) -> Self {
        Self {
            text: target.text().to_owned(),
            codes: target.codes(),
            state,
        }
    }
}

impl Place {
    /// The place of the translation of a source.
    pub(super) fn of(source: &Content) -> Self {
        Self {
            source: source.text().to_owned(),
            codes: source.codes(),
            spots: source.coded.spots.clone(),
            fits: !source.coded.is_protected && source.core.is_some(),
            ..Self::default()
        }
    }

    /// The place of the translation of a text with inline codes, of which pairs must nest and all may
    /// be left out.
    #[must_use]
    pub fn of_text(source: &str, codes: &[InlineCode]) -> Self {
        let spot = Spot {
            at: 0..0,
            is_tag: true,
            must_stay: false,
            keeps_order: false,
            must_nest: true,
        };
        Self {
            source: source.to_owned(),
            codes: codes.to_vec(),
            spots: vec![spot; codes.len()],
            fits: true,
            ..Self::default()
        }
    }

    /// The codes that do not stand around the text: those at its edges do, a pair where both its
    /// halves are there.
    #[must_use]
    pub fn inside(&self) -> Vec<InlineCode> {
        let around = self.around();
        let codes = self.codes.iter().zip(around);
        let inside = codes.filter(|(_, around)| !around);
        inside.map(|(code, _)| code.clone()).collect()
    }

    /// The codes of a translation of `text`, which is like this one and has `codes`, as codes of
    /// this place: each of the file's own where the translation has what stands for it. What stands
    /// around the text here and not there is put around the translation; what the translation
    /// leaves out of its source is left out. `None` where a code has no counterpart, or
    /// may not stand where it would.
    #[must_use]
    pub fn carried(
        &self,
        text: &str,
        codes: &[InlineCode],
        target: &Variant,
    ) -> Option<Vec<InlineCode>> {
        if self.codes.is_empty() {
            return Some(Vec::new());
        }
        let (theirs, of_target) = (in_order(codes), in_order(&target.codes));
        let ours = self.counterparts(text, &theirs)?;
        let lead = target.text.len() - target.text.trim_start().len();
        let end = target.text.trim().len();
        let at = |at: usize| u32::try_from(at.min(end)).unwrap_or(u32::MAX);
        let put = |which: usize, place: usize| {
            let code = self.codes.get(which)?;
            Some(InlineCode {
                at: at(place),
                ..code.clone()
            })
        };
        let mut carried = Vec::new();
        let mut behind = Vec::new();
        for (which, around) in self.around().into_iter().enumerate() {
            if !around || ours.contains(&which) {
                continue;
            }
            match self.codes.get(which).is_some_and(|code| code.at == 0) {
                true => carried.push(put(which, 0)?),
                false => behind.push(put(which, end)?),
            }
        }
        if !ours.is_empty() {
            let mut numbers = Numbers::default();
            numbers.of(&theirs);
            for (code, number) in of_target.iter().zip(numbers.of(&of_target)) {
                let which = ours.get(number - 1)?;
                carried.push(put(*which, (code.at as usize).saturating_sub(lead))?);
            }
        }
        carried.append(&mut behind);
        self.takes(&carried).then_some(carried)
    }

    /// Whether a translation with these codes can be written here: all are the source's own, both
    /// halves of a pair in their order or neither, no element crosses another, and what must stay
    /// as it is does.
    #[must_use]
    pub fn takes(&self, codes: &[InlineCode]) -> bool {
        let (source, target) = (in_order(&self.codes), in_order(codes));
        let mut numbers = Numbers::default();
        numbers.of(&source);
        let placed = numbers.of(&target);
        if placed.iter().any(|number| *number > source.len()) {
            return false;
        }
        // Where each code of the source stands in the translation.
        let place = |which: usize| placed.iter().position(|number| *number == which + 1);
        let mut spans: Vec<(usize, usize, bool, bool)> = Vec::new();
        let mut kept = Vec::new();
        for (which, (partner, spot)) in partners(&source).iter().zip(&self.spots).enumerate() {
            let here = place(which);
            if spot.must_stay && here.is_none() {
                return false;
            }
            kept.extend(here.filter(|_| spot.keeps_order));
            let Some(partner) = *partner else {
                continue;
            };
            match (here, place(partner)) {
                (None, None) => {}
                (Some(first), Some(last)) if partner > which => {
                    if first > last {
                        return false;
                    }
                    spans.push((first, last, spot.is_tag, spot.must_nest));
                }
                (Some(_), Some(_)) => {}
                _ => return false,
            }
        }
        let crosses = |a: &(usize, usize, bool, bool)| {
            spans.iter().any(|b| {
                let strict = a.2 && b.2 || a.3 || b.3;
                strict && a.0 < b.0 && b.0 < a.1 && a.1 < b.1
            })
        };
        kept.is_sorted() && !spans.iter().any(crosses)
    }

    /// Which codes of this place the codes of another source are, one after another: all of them,
    /// those inside the text, or these without the marks that only say something of words. Where
    /// the texts are the same they stand at the same places.
    fn counterparts(&self, text: &str, theirs: &[&InlineCode]) -> Option<Vec<usize>> {
        let around = self.around();
        let is_around = |which: &usize| around.get(*which).copied().unwrap_or_default();
        let is_mark = |which: &usize| {
            let code = self.codes.get(*which);
            code.is_some_and(InlineCode::is_mark)
        };
        let all: Vec<usize> = (0..self.codes.len()).collect();
        let inside: Vec<usize> = all.iter().copied().filter(|n| !is_around(n)).collect();
        let without_marks = |of: &[usize]| -> Vec<usize> {
            let kept = of.iter().copied().filter(|n| !is_mark(n));
            kept.collect()
        };
        let needed = without_marks(&inside);
        let is_same_text = visible(text, text.len()) == visible(&self.source, self.source.len());
        let are_theirs = |which: &Vec<usize>| {
            let codes = which.iter().filter_map(|n| self.codes.get(*n));
            let codes: Vec<&InlineCode> = codes.collect();
            let places = |text: &str, codes: &[&InlineCode]| -> Vec<usize> {
                let places = codes.iter().map(|code| visible(text, code.at as usize));
                places.collect()
            };
            shape(&codes) == shape(theirs)
                && (!is_same_text || places(&self.source, &codes) == places(text, theirs))
        };
        let nothing_needed = needed.is_empty();
        let mut ways = [without_marks(&all), all, inside, needed].into_iter();
        match ways.find(are_theirs) {
            Some(which) => Some(which),
            None => nothing_needed.then(Vec::new),
        }
    }

    /// Which codes stand around the text.
    fn around(&self) -> Vec<bool> {
        let codes: Vec<&InlineCode> = self.codes.iter().collect();
        let is_edge = |code: &InlineCode| code.at == 0 || code.at as usize >= self.source.len();
        let partners = partners(&codes);
        let around = codes.iter().zip(&partners).map(|(code, partner)| {
            let other = partner.and_then(|partner| self.codes.get(partner));
            let encloses = |other: &InlineCode| is_edge(other) && (other.at == 0) != (code.at == 0);
            // An empty pair at one edge is there with both its halves.
            let is_empty_pair = |other: &InlineCode| other.at == code.at;
            is_edge(code) && other.is_none_or(|other| encloses(other) || is_empty_pair(other))
        });
        around.collect()
    }
}

/// How many characters that are no white space stand before a byte of a text.
fn visible(text: &str, at: usize) -> usize {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or(text);
    before.chars().filter(|c| !c.is_whitespace()).count()
}

fn in_order(codes: &[InlineCode]) -> Vec<&InlineCode> {
    let mut codes: Vec<&InlineCode> = codes.iter().collect();
    codes.sort_by_key(|code| code.at);
    codes
}

/// What a code does, whether it is a mark, and which code is its other half.
type Shape = (CodeKind, bool, Option<usize>);

fn shape(codes: &[&InlineCode]) -> Vec<Shape> {
    let codes = codes.iter().zip(partners(codes));
    let shapes = codes.map(|(code, partner)| (code.kind, code.is_mark(), partner));
    shapes.collect()
}

#[cfg(test)]
mod tests;
