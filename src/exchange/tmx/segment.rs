//! The content of a `seg`: text, and inline codes beside it (TMX 1.4b, content markup).

use std::io::Read;

use smol_str::{SmolStr, format_smolstr};

use crate::exchange::Error;
use crate::exchange::xml::{Token, XmlReader, escaped};
use crate::unit::{CodeKind, InlineCode};

/// How many codes a `seg` may have: they are compared with each other.
const CODES: usize = 10_000;

/// What a `seg` holds.
#[derive(Debug, Default)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) codes: Vec<InlineCode>,
    /// The elements that have begun and not ended.
    open: Vec<Open>,
    /// The code whose native code is being read, and what of that was read.
    native: Option<(usize, String)>,
    /// The `bpt` whose `ept` has not come: its `i`, and which code it is.
    unpaired: Vec<(String, usize)>,
    /// How many codes have no number of their own.
    unnumbered: usize,
}

#[derive(Debug)]
enum Open {
    /// `bpt ept it ph ut`: what is in it is native code.
    Native,
    /// `hi` and elements that TMX does not know: what is in it is text. The code that began it.
    Span { opening: usize, is_known: bool },
    /// `sub`: what is in it belongs to what it stands in.
    Sub,
}

impl Segment {
    /// Reads to the end of the `seg` that has just begun.
    pub(super) fn read<R: Read>(xml: &mut XmlReader<R>) -> Result<Self, Error> {
        let mut segment = Self::default();
        loop {
            match xml.next()? {
                Token::Text => segment.text(xml.text()),
                Token::Start if segment.codes.len() >= CODES => {
                    let message = format!("a seg has more than {CODES} codes, which is the limit");
                    return Err(xml.malformed(message));
                }
                Token::Start => segment.start(xml),
                Token::End => match segment.open.pop() {
                    Some(open) => segment.end(&open),
                    None => break,
                },
                Token::Eof => return Err(xml.truncated()),
            }
        }
        for (i, _) in std::mem::take(&mut segment.unpaired) {
            xml.mend("a bpt without its ept was kept unpaired", |_| {
                format!("i=\"{i}\"")
            });
        }
        Ok(segment)
    }

    /// Whether it says nothing at all.
    pub(super) fn is_blank(&self) -> bool {
        self.codes.is_empty() && self.text.trim().is_empty()
    }

    fn text(&mut self, text: &str) {
        match &mut self.native {
            Some((_, native)) => native.push_str(text),
            None => self.text.push_str(text),
        }
    }

    fn start<R: Read>(&mut self, xml: &mut XmlReader<R>) {
        let name = xml.name();
        if self.native.is_some() || name == "sub" {
            // Text to translate within a code: a unit of its own to come, now a part of the code.
            match (self.native.is_some(), name == "sub") {
                (true, true) => xml.mend("the text of a sub was kept in its native code", |_| {
                    String::new()
                }),
                (true, false) => xml.mend("a code inside a code was kept as its text", tag),
                (false, _) => xml.mend("a sub outside a code was kept as text", |_| String::new()),
            }
            self.open.push(Open::Sub);
            return;
        }
        let x = xml.attribute("x").map(SmolStr::new);
        let type_ = xml.attribute("type").map(SmolStr::new);
        let mut is_native = true;
        match name {
            "bpt" => self.opening(xml, x, type_),
            "ept" => self.closing(xml, type_),
            "it" => {
                let kind = match xml.attribute("pos") {
                    Some("begin" | "Begin") => CodeKind::Opening,
                    Some("end" | "End") => CodeKind::Closing,
                    _ => {
                        xml.mend(
                            "an it without pos was taken for a code that stands alone",
                            tag,
                        );
                        CodeKind::Alone
                    }
                };
                let id = x.unwrap_or_else(|| self.number("it"));
                self.push(kind, id, type_);
            }
            "ph" | "ut" => {
                let id = x.unwrap_or_else(|| self.number(""));
                self.push(CodeKind::Alone, id, type_);
            }
            "hi" => {
                is_native = false;
                let id = x.unwrap_or_else(|| self.number("hi"));
                self.span(id, type_, None);
            }
            _ => {
                is_native = false;
                let id = self.number("tag");
                self.span(id, None, Some(tag(xml).into()));
                xml.mend("an element that TMX does not know was kept as a code", tag);
            }
        }
        if is_native {
            self.native = self
                .codes
                .len()
                .checked_sub(1)
                .map(|at| (at, String::new()));
            self.open.push(Open::Native);
        }
    }

    fn end(&mut self, open: &Open) {
        match open {
            Open::Native => {
                let native = self.native.take();
                if let Some((at, native)) = native.filter(|(_, native)| !native.is_empty())
                    && let Some(code) = self.codes.get_mut(at)
                {
                    code.data = Some(native.into());
                }
            }
            Open::Sub => {}
            Open::Span { opening, is_known } => {
                let is_last = opening + 1 == self.codes.len();
                let at = self.at();
                let Some(code) = self.codes.get_mut(*opening) else {
                    return;
                };
                if is_last && code.at == at && !is_known {
                    code.kind = CodeKind::Alone;
                    let data = code.data.as_deref();
                    let begin = data.map(|data| data.strip_suffix('>').unwrap_or(data));
                    code.data = begin.map(|begin| format!("{begin}/>").into());
                    return;
                }
                let (id, type_) = (code.id.clone(), code.type_.clone());
                let data = code.data.as_deref().map(|data| {
                    let name = data.trim_start_matches('<').split([' ', '>']).next();
                    format_smolstr!("</{}>", name.unwrap_or_default())
                });
                self.push(CodeKind::Closing, id, type_);
                if let Some(closing) = self.codes.last_mut() {
                    closing.data = data;
                }
            }
        }
    }

    /// A `bpt`. Its id is `x`, by which the texts of a unit share their codes; `i` only pairs
    /// within one text, and is the id where `x` is missing, or names another code already.
    fn opening<R: Read>(
        &mut self,
        xml: &mut XmlReader<R>,
        x: Option<SmolStr>,
        type_: Option<SmolStr>,
    ) {
        let i = match xml.attribute("i") {
            Some(i) => i.to_owned(),
            None => {
                xml.mend("a bpt without i was taken to end with the next ept", tag);
                String::new()
            }
        };
        if self.unpaired.iter().any(|(open, _)| *open == i) {
            xml.mend(
                "two bpt of the same i are open; the ept ends the later one",
                |_| format!("i=\"{i}\""),
            );
        }
        let is_taken = |x: &SmolStr| {
            let mut openings = self
                .codes
                .iter()
                .filter(|code| code.kind == CodeKind::Opening);
            openings.any(|code| code.id == *x)
        };
        let id = match x {
            Some(x) if is_taken(&x) => format_smolstr!("{x}.{i}"),
            Some(x) => x,
            None if i.is_empty() => self.number("bpt"),
            None => i.as_str().into(),
        };
        self.push(CodeKind::Opening, id, type_);
        self.unpaired.push((i, self.codes.len() - 1));
    }

    fn closing<R: Read>(&mut self, xml: &mut XmlReader<R>, type_: Option<SmolStr>) {
        let i = xml.attribute("i");
        let at = match i {
            Some(i) => self.unpaired.iter().rposition(|(open, _)| open == i),
            None => self.unpaired.len().checked_sub(1),
        };
        let opening = at.map(|at| self.unpaired.remove(at).1);
        let opening = opening.and_then(|index| self.codes.get(index));
        let (is_paired, has_i) = (opening.is_some(), i.is_some());
        let (id, type_) = match (opening, i) {
            (Some(code), _) => (code.id.clone(), type_.or_else(|| code.type_.clone())),
            (None, Some(i)) => (i.into(), type_),
            (None, None) => (self.number("ept"), type_),
        };
        self.push(CodeKind::Closing, id, type_);
        if !is_paired {
            xml.mend("an ept without its bpt was kept unpaired", tag);
        } else if !has_i {
            xml.mend("an ept without i was taken to end the bpt before it", tag);
        }
    }

    fn span(&mut self, id: SmolStr, type_: Option<SmolStr>, data: Option<SmolStr>) {
        let is_known = data.is_none();
        self.push(CodeKind::Opening, id, type_);
        if let Some(code) = self.codes.last_mut() {
            code.data = data;
        }
        let opening = self.codes.len() - 1;
        self.open.push(Open::Span { opening, is_known });
    }

    fn push(&mut self, kind: CodeKind, id: SmolStr, type_: Option<SmolStr>) {
        self.codes.push(InlineCode {
            at: self.at(),
            kind,
            id,
            pair: None,
            type_,
            data: None,
        });
    }

    /// A number for a code that has none: the same in each text of a unit where the codes stand
    /// in the same order.
    fn number(&mut self, prefix: &str) -> SmolStr {
        self.unnumbered += 1;
        format_smolstr!("{prefix}{}", self.unnumbered)
    }

    fn at(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }
}

/// The tag of the element that began last, as it could stand in a file.
fn tag<R: Read>(xml: &XmlReader<R>) -> String {
    let mut tag = format!("<{}", xml.name());
    for (name, value) in xml.attributes() {
        let value = escaped(value).replace('"', "&quot;");
        tag.push_str(&format!(" {name}=\"{value}\""));
    }
    tag.push('>');
    tag
}
