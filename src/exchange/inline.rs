//! Inline codes as the formats number and pair them.

use crate::unit::{CodeKind, InlineCode, Variant};

/// A stretch of a text, or a code between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// A code.
    Code {
        /// The code.
        code: &'a InlineCode,
        /// Its number in the unit, from 1: the same in the source and in every translation.
        number: usize,
        /// What it does there.
        role: Role,
    },
}

/// What a code does in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Stands alone.
    Alone,
    /// Begins a span that ends in the same text.
    Opening,
    /// Ends the span that the code of this number began.
    Closing(usize),
    /// Begins a span that does not end in this text.
    LoneOpening,
    /// Ends a span that does not begin in this text.
    LoneClosing,
}

/// The numbers of the codes of one unit. A code is known again in another text of the unit by
/// its kind and id; where a text repeats an id, by which repetition it is.
#[derive(Debug, Default)]
pub(super) struct Numbers<'a> {
    seen: Vec<(CodeKind, &'a str, usize)>,
}

impl<'a> Numbers<'a> {
    /// The text with its codes in place. A position inside a character counts as before it.
    pub(super) fn pieces(&mut self, variant: &'a Variant) -> Vec<Piece<'a>> {
        let text = variant.text.as_str();
        let mut codes: Vec<&InlineCode> = variant.codes.iter().collect();
        codes.sort_by_key(|code| code.at);
        let numbers = self.of(&codes);
        let roles = roles(&codes, &numbers);
        let mut pieces = Vec::with_capacity(2 * codes.len() + 1);
        let mut done = 0;
        for ((code, number), role) in codes.into_iter().zip(numbers).zip(roles) {
            let at = text.floor_char_boundary(code.at as usize);
            if let Some(before) = text.get(done..at).filter(|before| !before.is_empty()) {
                pieces.push(Piece::Text(before));
            }
            done = at;
            pieces.push(Piece::Code { code, number, role });
        }
        if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }

    /// The numbers of the codes of a text, which stand in order.
    pub(super) fn of(&mut self, codes: &[&'a InlineCode]) -> Vec<usize> {
        let mut here: Vec<(CodeKind, &str)> = Vec::with_capacity(codes.len());
        codes
            .iter()
            .map(|code| {
                let name = (code.kind, code.id.as_str());
                let nth = here.iter().filter(|other| **other == name).count();
                here.push(name);
                let known = (name.0, name.1, nth);
                let at = self.seen.iter().position(|other| *other == known);
                1 + at.unwrap_or_else(|| {
                    self.seen.push(known);
                    self.seen.len() - 1
                })
            })
            .collect()
    }
}

/// The other half of each code: for a closing one, the nearest opening one before it that names
/// it, or that it names.
pub(super) fn partners(codes: &[&InlineCode]) -> Vec<Option<usize>> {
    let mut open: Vec<(usize, &InlineCode)> = Vec::new();
    let mut partners = vec![None; codes.len()];
    for (index, code) in codes.iter().copied().enumerate() {
        match code.kind {
            CodeKind::Alone => {}
            CodeKind::Opening => open.push((index, code)),
            CodeKind::Closing => {
                let fits = |(_, opening): &(usize, &InlineCode)| {
                    opening.id == code.id
                        || code.pair.as_ref() == Some(&opening.id)
                        || opening.pair.as_ref() == Some(&code.id)
                };
                let Some(at) = open.iter().rposition(fits) else {
                    continue;
                };
                let (opening, _) = open.remove(at);
                for (half, other) in [(opening, index), (index, opening)] {
                    if let Some(place) = partners.get_mut(half) {
                        *place = Some(other);
                    }
                }
            }
        }
    }
    partners
}

/// What each code does.
fn roles(codes: &[&InlineCode], numbers: &[usize]) -> Vec<Role> {
    let partners = partners(codes).into_iter();
    let roles = codes.iter().zip(partners).map(|(code, partner)| {
        let number = partner.and_then(|partner| numbers.get(partner));
        match (code.kind, number) {
            (CodeKind::Alone, _) => Role::Alone,
            (CodeKind::Opening, Some(_)) => Role::Opening,
            (CodeKind::Opening, None) => Role::LoneOpening,
            (CodeKind::Closing, Some(opening)) => Role::Closing(*opening),
            (CodeKind::Closing, None) => Role::LoneClosing,
        }
    });
    roles.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LangTag;

    fn code(at: u32, kind: CodeKind, id: &str) -> InlineCode {
        InlineCode {
            at,
            kind,
            id: id.into(),
            pair: None,
            type_: None,
            data: None,
        }
    }

    fn variant(text: &str, codes: Vec<InlineCode>) -> Variant {
        let mut variant = Variant::new(LangTag::parse("en").unwrap(), text);
        variant.codes = codes;
        variant
    }

    fn numbered(pieces: &[Piece<'_>]) -> Vec<(usize, Role)> {
        pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Code { number, role, .. } => Some((*number, *role)),
                Piece::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn a_code_keeps_its_number_where_the_translation_moves_it() {
        use CodeKind::{Alone, Closing, Opening};
        let source = variant(
            "the IP office",
            vec![
                code(0, Alone, "a"),
                code(4, Opening, "b"),
                code(6, Closing, "b"),
            ],
        );
        let target = variant(
            "知识产权局",
            vec![
                code(0, Opening, "b"),
                code(12, Closing, "b"),
                code(15, Alone, "a"),
            ],
        );
        let mut numbers = Numbers::default();
        assert_eq!(
            numbered(&numbers.pieces(&source)),
            [(1, Role::Alone), (2, Role::Opening), (3, Role::Closing(2))]
        );
        assert_eq!(
            numbered(&numbers.pieces(&target)),
            [(2, Role::Opening), (3, Role::Closing(2)), (1, Role::Alone)]
        );
    }

    #[test]
    fn halves_without_their_other_half_are_lone_and_positions_are_forgiven() {
        use CodeKind::{Closing, Opening};
        let text = variant("知识", vec![code(4, Closing, "x"), code(900, Opening, "y")]);
        let mut numbers = Numbers::default();
        let pieces = numbers.pieces(&text);
        assert_eq!(
            numbered(&pieces),
            [(1, Role::LoneClosing), (2, Role::LoneOpening)]
        );
        assert_eq!(pieces.first(), Some(&Piece::Text("知")));
    }
}
