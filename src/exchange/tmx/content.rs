//! Inline codes as TMX level 2 has them (TMX 1.4b, content markup).

use std::io::{self, Write};

use crate::exchange::inline::{Numbers, Piece, Role};
use crate::exchange::xml::{Element, XmlWriter};
use crate::unit::{CodeKind, InlineCode, Variant};

/// The codes of one unit, with the numbers that its texts share.
pub(super) struct Codes<'t> {
    numbers: Numbers<'t>,
    /// Whether each code says its number as `x`. Checkers want it in all texts of a unit or in
    /// none, and the same ones: so only where all texts hold the same codes.
    shared: bool,
}

impl<'t> Codes<'t> {
    /// The codes of a unit with these texts.
    pub(super) fn of(source: &'t Variant, targets: &[&'t Variant]) -> Self {
        let named = |variant: &'t Variant| {
            let codes = variant.codes.iter();
            let mut named: Vec<_> = codes
                .map(|code| (code.kind as u8, code.id.as_str()))
                .collect();
            named.sort_unstable();
            named
        };
        let of_source = named(source);
        Self {
            numbers: Numbers::default(),
            shared: targets.iter().all(|target| named(target) == of_source),
        }
    }

    /// Writes the content of a `seg`.
    pub(super) fn write<W: Write>(
        &mut self,
        variant: &'t Variant,
        xml: &mut XmlWriter<W>,
    ) -> io::Result<()> {
        for piece in self.numbers.pieces(variant) {
            match piece {
                Piece::Text(text) => xml.chars(text)?,
                Piece::Code { code, number, role } => self.code(code, number, role, xml)?,
            }
        }
        Ok(())
    }

    fn code<W: Write>(
        &self,
        code: &InlineCode,
        number: usize,
        role: Role,
        xml: &mut XmlWriter<W>,
    ) -> io::Result<()> {
        let x = self.shared.then(|| number.to_string());
        let type_ = code.type_.as_deref();
        let element = match role {
            Role::Opening => Element::new("bpt")
                .with("i", number.to_string())
                .maybe("x", x)
                .maybe("type", type_),
            Role::Closing(opening) => Element::new("ept").with("i", opening.to_string()),
            Role::LoneOpening => Element::new("it")
                .with("pos", "begin")
                .maybe("x", x)
                .maybe("type", type_),
            Role::LoneClosing => Element::new("it")
                .with("pos", "end")
                .maybe("x", x)
                .maybe("type", type_),
            Role::Alone => Element::new("ph").maybe("x", x).maybe("type", type_),
        };
        debug_assert!(role != Role::Alone || code.kind == CodeKind::Alone);
        match code.data.as_deref() {
            Some(data) => xml.inline(element, data),
            None => xml.inline_empty(element),
        }
    }
}
