//! The text of a `source` or `target` with its inline codes (XLIFF 1.2 §2.3, 2.1 §4.2.3).

use std::ops::Range;

use smol_str::{SmolStr, format_smolstr};

use crate::exchange::annotation::Annotation;
use crate::exchange::xml::{Child, Node};
use crate::unit::{CodeKind, InlineCode};

/// A text with codes beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::xliff) struct Content {
    pub(in crate::exchange::xliff) text: String,
    pub(in crate::exchange::xliff) codes: Vec<InlineCode>,
    /// Ids of openings, by what their closings name them by.
    open: Vec<(String, SmolStr)>,
    /// How many codes have no id of their own.
    unnumbered: usize,
    /// Whether text to translate stood within a code, and is part of it now.
    pub(super) has_sub: bool,
    /// Where each of the codes stands in the file.
    pub(in crate::exchange::xliff) spots: Vec<Spot>,
    /// The first and the last run of text that is more than white space, by their bytes.
    pub(in crate::exchange::xliff) runs: Option<[Range<usize>; 2]>,
    /// Whether there is text in it that is not to be translated, or is deleted.
    pub(in crate::exchange::xliff) is_protected: bool,
}

/// Where a code stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::xliff) struct Spot {
    /// The bytes of its element, or of the tag that it is.
    pub(in crate::exchange::xliff) at: Range<usize>,
    /// Whether it is a tag of an element around text, whose other tag is the other half.
    pub(in crate::exchange::xliff) is_tag: bool,
    /// What a translation must keep of it (2.1 §4.7.2.2): that it is there, its place among
    /// others that keep theirs, that it crosses no other span.
    pub(in crate::exchange::xliff) must_stay: bool,
    pub(in crate::exchange::xliff) keeps_order: bool,
    pub(in crate::exchange::xliff) must_nest: bool,
}

impl Spot {
    fn of(node: &Node) -> Self {
        Self {
            at: node.tag.start..node.end.end.max(node.tag.end),
            is_tag: false,
            must_stay: node.get("canDelete") == Some("no"),
            keeps_order: matches!(node.get("canReorder"), Some("no" | "firstNo")),
            must_nest: match node.get("canOverlap") {
                Some(said) => said == "no",
                None => node.name == "pc",
            },
        }
    }
}

/// The native codes that a unit keeps apart from its text (2.x).
pub(in crate::exchange::xliff) type OriginalData = Vec<(String, String)>;

/// The original data in lists of it.
pub(in crate::exchange::xliff) fn original_data<'n>(
    lists: impl Iterator<Item = &'n Node>,
) -> OriginalData {
    let all = lists.flat_map(Node::nodes);
    all.filter_map(|data| {
        let content = Content::of(data, &OriginalData::new());
        Some((data.get("id")?.to_owned(), content.text))
    })
    .collect()
}

impl Content {
    /// The content of an element; `data` is the unit's original data.
    pub(in crate::exchange::xliff) fn of(node: &Node, data: &OriginalData) -> Self {
        let mut content = Self::default();
        content.children(node, data);
        content
    }

    /// Whether it says nothing at all.
    pub(in crate::exchange::xliff) fn is_blank(&self) -> bool {
        self.codes.is_empty() && self.text.trim().is_empty()
    }

    /// Without the codes that only mark where segments begin and end (1.2).
    pub(in crate::exchange::xliff) fn without_segments(mut self) -> Self {
        let is_mark = |code: &InlineCode| code.type_.as_deref() == Some("mark:seg");
        let spots = std::mem::take(&mut self.spots).into_iter();
        let kept = spots.zip(&self.codes).filter(|(_, code)| !is_mark(code));
        self.spots = kept.map(|(spot, _)| spot).collect();
        self.codes.retain(|code| !is_mark(code));
        self
    }

    /// Puts another text behind.
    pub(super) fn push_content(&mut self, other: &Self) {
        let before = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(&other.text);
        let codes = other.codes.iter().map(|code| InlineCode {
            at: code.at.saturating_add(before),
            ..code.clone()
        });
        self.codes.extend(codes);
        self.spots.extend(other.spots.iter().cloned());
    }

    fn children(&mut self, node: &Node, data: &OriginalData) {
        for child in &node.children {
            match child {
                Child::Text(text, at) => self.run(text, at),
                Child::Node(node) => self.element(node, data),
            }
        }
    }

    fn run(&mut self, text: &str, at: &Range<usize>) {
        self.text.push_str(text);
        if !text.trim().is_empty() {
            let [_, last] = self.runs.get_or_insert_with(|| [at.clone(), at.clone()]);
            *last = at.clone();
        }
    }

    fn element(&mut self, node: &Node, data: &OriginalData) {
        self.is_protected |=
            node.get("translate") == Some("no") || node.get("mtype") == Some("protected");
        let of_data = |name: &str| {
            let id = node.get(name)?;
            let found = data.iter().find(|(other, _)| other == id);
            found.map(|(_, data)| SmolStr::new(data))
        };
        let shown = |name: &str| node.get(name).map(SmolStr::new);
        match node.name.as_str() {
            // 1.2: what is in them is text.
            "g" => self.pair(node, shown("equiv-text"), None, data),
            "x" => self.alone(node, shown("equiv-text")),
            "bx" => self.opening(node, shown("equiv-text")),
            "ex" => self.closing(node, shown("equiv-text")),
            // 1.2: what is in them is native code. 2.x has `ph` too, empty.
            "bpt" => {
                let native = self.native(node);
                self.opening(node, native);
            }
            "ept" => {
                let native = self.native(node);
                self.closing(node, native);
            }
            "it" => {
                let native = self.native(node);
                let kind = match node.get("pos") {
                    Some("open" | "begin") => CodeKind::Opening,
                    Some("close" | "end") => CodeKind::Closing,
                    _ => CodeKind::Alone,
                };
                let id = self.id(node);
                self.push(kind, id, type_of(node), native, Spot::of(node));
            }
            "ph" => {
                let native = of_data("dataRef")
                    .or_else(|| self.native(node))
                    .or_else(|| shown("equiv-text"))
                    .or_else(|| shown("equiv"));
                self.alone(node, native);
            }
            // 2.x.
            "pc" => {
                let begin = of_data("dataRefStart").or_else(|| shown("equivStart"));
                let end = of_data("dataRefEnd").or_else(|| shown("equivEnd"));
                self.pair(node, begin, end, data);
            }
            "sc" => self.opening(node, of_data("dataRef").or_else(|| shown("equiv"))),
            "ec" => self.closing(node, of_data("dataRef").or_else(|| shown("equiv"))),
            "cp" => {
                let hex = node.get("hex").unwrap_or_default();
                let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
                let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                self.run(c.encode_utf8(&mut [0; 4]), &Spot::of(node).at);
            }
            // A tracked change of Trados Studio: what it deletes is not there.
            "mrk" if node.get("mtype") == Some("x-sdl-deleted") => self.is_protected = true,
            // Marks, and what others put into a text: around text, or alone.
            "sm" => self.opening(node, said_by_mark(node)),
            "em" => self.closing(node, None),
            _ if node.children.is_empty() && node.name != "mrk" => {
                let tag = format_smolstr!("<{}/>", node.name);
                self.alone(node, Some(tag));
            }
            _ => {
                self.pair(node, said_by_mark(node), None, data);
            }
        }
    }

    /// The native code in an element, the text of a `sub` in it included.
    fn native(&mut self, node: &Node) -> Option<SmolStr> {
        self.has_sub |= node.first("sub").is_some();
        let text = node.text();
        (!text.is_empty()).then(|| text.into())
    }

    fn pair(
        &mut self,
        node: &Node,
        begin: Option<SmolStr>,
        end: Option<SmolStr>,
        data: &OriginalData,
    ) {
        let id = self.id(node);
        let type_ = type_of(node);
        let tag = |at: &Range<usize>| Spot {
            at: at.clone(),
            is_tag: true,
            ..Spot::of(node)
        };
        let (first, last) = (tag(&node.tag), tag(&node.end));
        self.push(CodeKind::Opening, id.clone(), type_.clone(), begin, first);
        self.children(node, data);
        self.push(CodeKind::Closing, id, type_, end, last);
    }

    fn alone(&mut self, node: &Node, native: Option<SmolStr>) {
        let id = self.id(node);
        self.push(CodeKind::Alone, id, type_of(node), native, Spot::of(node));
    }

    fn opening(&mut self, node: &Node, native: Option<SmolStr>) {
        let id = self.id(node);
        let name = node.get("rid").unwrap_or(&id).to_owned();
        self.open.push((name, id.clone()));
        self.push(CodeKind::Opening, id, type_of(node), native, Spot::of(node));
    }

    fn closing(&mut self, node: &Node, native: Option<SmolStr>) {
        let names = [node.get("startRef"), node.get("rid"), node.get("id")];
        let opening = names.into_iter().flatten().find_map(|name| {
            let at = self.open.iter().rposition(|(other, _)| other == name)?;
            Some(self.open.remove(at).1)
        });
        let (id, type_) = match opening {
            // Both halves go by one id; what the closing half is called says nothing more.
            Some(id) => {
                let mut codes = self.codes.iter();
                let begin = codes.find(|code| code.id == id && code.kind == CodeKind::Opening);
                let of_begin = begin.and_then(|begin| begin.type_.clone());
                (id, type_of(node).or(of_begin))
            }
            None => (self.id(node), type_of(node)),
        };
        self.push(CodeKind::Closing, id, type_, native, Spot::of(node));
    }

    /// The id of an element, or a number in its place.
    fn id(&mut self, node: &Node) -> SmolStr {
        match node.get("id").or_else(|| node.get("mid")) {
            Some(id) => id.into(),
            None => {
                self.unnumbered += 1;
                format_smolstr!("{}{}", node.name, self.unnumbered)
            }
        }
    }

    fn push(
        &mut self,
        kind: CodeKind,
        id: SmolStr,
        type_: Option<SmolStr>,
        data: Option<SmolStr>,
        spot: Spot,
    ) {
        self.spots.push(spot);
        self.codes.push(InlineCode {
            at: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            kind,
            id,
            pair: None,
            type_,
            data,
        });
    }
}

/// What a mark says beside its type.
fn said_by_mark(node: &Node) -> Option<SmolStr> {
    let mark = Annotation::of_node(node)?;
    mark.data().map(SmolStr::from)
}

/// The type of a code: `ctype` (1.2), `subType` or `type` (2.x); a mark's own, as `mark:term`.
fn type_of(node: &Node) -> Option<SmolStr> {
    if let Some(mark) = Annotation::of_node(node) {
        return Some(mark.type_().into());
    }
    let said = match (node.get("ctype"), node.get("subType")) {
        // The writer puts the `x-` before words that XLIFF 1.2 does not know.
        (Some(word), _) => Some(word.strip_prefix("x-").unwrap_or(word)),
        // What 1.2 has words for (2.1 §4.3.1.36).
        (None, Some("xlf:b")) => Some("bold"),
        (None, Some("xlf:i")) => Some("italic"),
        (None, Some("xlf:u")) => Some("underlined"),
        (None, Some("xlf:lb")) => Some("lb"),
        (None, Some("xlf:pb")) => Some("pb"),
        (None, sub_type) => sub_type.or(node.get("type")),
    };
    said.filter(|word| !word.is_empty()).map(SmolStr::new)
}
