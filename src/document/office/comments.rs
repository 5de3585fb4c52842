//! Comments of slides, as PowerPoint kept them until 2021: texts without looks (ECMA-376 part 1
//! §19.4.2, §19.4.5). Since then they are drawn text like that of slides.

use super::labels::bare;
use super::xml::{Token, Xml, local};
use crate::document::block::BlockKind;
use crate::document::filter::Fault;
use crate::document::splice::Found;

/// The texts of comments, in order.
pub(super) fn find(text: &str) -> Result<Vec<Found>, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut found = Vec::new();
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) || local(xml.name()) != "text" {
            continue;
        }
        found.extend(bare(&xml.node()?, BlockKind::Footnote));
    }
    Ok(found)
}
