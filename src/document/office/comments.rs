//! Comments of slides, as PowerPoint kept them until 2021: texts without looks (ECMA-376 part 1
//! §19.4.2, §19.4.5). Since then they are drawn text like that of slides.

use std::borrow::Cow;

use super::runs::plain;
use super::xml::{Child, Token, Xml, local};
use crate::document::block::{Block, BlockKind};
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
        let node = xml.node()?;
        if let [Child::Text(..), ..] = &*node.children
            && node.nodes().next().is_none()
            && node.text().chars().any(char::is_alphabetic)
        {
            found.push(Found {
                block: Block::new(BlockKind::Footnote, node.text()),
                span: node.tag.end..node.end.start,
                native: Vec::new(),
                line_end: Cow::Borrowed("\n"),
                write: plain,
                runs: None,
            });
        }
    }
    Ok(found)
}
