//! Mending what stands in an element along the grammar: what may stand there, how often, in which
//! order, and what must.

use std::collections::VecDeque;

use super::format::Format;
use super::remedy::{ELEMENT, HOLLOW, LATE, Log, REPEATED, SUPPLIED, TEXT, UNWRAPPED};
use super::shape::Shape;
use super::tree::{Attribute, Branch, Child, Tag};
use crate::exchange::validate::{Element, OTHER, Part};

/// Which of the parts of an element holds such a one.
pub(super) fn part_of(parts: &[Part], tag: &Tag) -> Option<usize> {
    let name = tag.name?;
    parts.iter().position(|part| part.holds(name))
}

pub(super) fn is_blank(text: &str) -> bool {
    text.trim_matches([' ', '\t', '\r', '\n']).is_empty()
}

impl Shape<'_> {
    /// Mends an element and all in it; `false` where it says nothing any more.
    pub(super) fn branch(
        &self,
        branch: &mut Branch,
        format: &dyn Format,
        log: &mut Log<'_>,
    ) -> bool {
        if !self.tag(&mut branch.tag, format, log) {
            return false;
        }
        let Some(element) = self.element(&branch.tag) else {
            self.foreign(branch, format, log);
            return true;
        };
        self.admit(branch, element, format, log);
        if !element.text {
            order(branch, element, log);
        }
        self.complete(branch, element, format, log)
    }

    /// What stands in an element of another namespace is that namespace's to say.
    fn foreign(&self, branch: &mut Branch, format: &dyn Format, log: &mut Log<'_>) {
        let mut left: VecDeque<Child> = std::mem::take(&mut branch.children).into();
        while let Some(child) = left.pop_front() {
            match child {
                Child::Element(inner) if !inner.tag.declared => {
                    unwrap(inner, &mut left, log);
                }
                Child::Element(mut inner) => {
                    let name = inner.tag.name.replace(OTHER);
                    self.branch(&mut inner, format, log);
                    inner.tag.name = name;
                    branch.children.push(Child::Element(inner));
                }
                text @ Child::Text(_) => branch.children.push(text),
            }
        }
    }

    /// Leaves out what has no place in an element; where it holds text, the text stays.
    fn admit(
        &self,
        branch: &mut Branch,
        element: &Element,
        format: &dyn Format,
        log: &mut Log<'_>,
    ) {
        let mut left: VecDeque<Child> = std::mem::take(&mut branch.children).into();
        while let Some(child) = left.pop_front() {
            let mut inner = match child {
                Child::Text(text) if element.text || is_blank(&text) => {
                    branch.children.push(Child::Text(text));
                    continue;
                }
                Child::Text(text) => {
                    log.gone(TEXT, branch.tag.at, text.trim());
                    continue;
                }
                Child::Element(inner) => inner,
            };
            let fits = part_of(&element.content, &inner.tag).is_some();
            if fits && self.branch(&mut inner, format, log) {
                branch.children.push(Child::Element(inner));
            } else if element.text {
                unwrap(inner, &mut left, log);
            } else {
                if !fits {
                    let was = format!("{}> in {}", inner.tag.text(), branch.tag.written);
                    log.gone(ELEMENT, inner.tag.at, &was);
                }
                branch.drop_blank();
            }
        }
    }

    /// Puts in what must be there; `false` where only the file could say what that is.
    fn complete(
        &self,
        branch: &mut Branch,
        element: &Element,
        format: &dyn Format,
        log: &mut Log<'_>,
    ) -> bool {
        for (index, part) in element.content.iter().enumerate() {
            let place = |inner: &Branch| part_of(&element.content, &inner.tag);
            if !part.required || branch.elements().any(|inner| place(inner) == Some(index)) {
                continue;
            }
            let Some(new) = self.supplied(part, &branch.tag, format, log) else {
                let was = format!("{}> without {}", branch.tag.text(), part.names.join(" or "));
                log.gone(HOLLOW, branch.tag.at, &was);
                return false;
            };
            let behind = |child: &Child| match child {
                Child::Element(inner) => place(inner).is_some_and(|other| other > index),
                Child::Text(_) => false,
            };
            let at = branch.children.iter().position(behind);
            let at = at.unwrap_or(branch.children.len());
            branch.children.insert(at, Child::Element(new));
        }
        true
    }

    /// An element for a part that must be there; `None` where only the file could say it.
    pub(super) fn supplied(
        &self,
        part: &Part,
        holder: &Tag,
        format: &dyn Format,
        log: &mut Log<'_>,
    ) -> Option<Branch> {
        let name = part
            .names
            .iter()
            .find(|name| format.supplied().contains(name))?;
        let written = format!("{}{name}", holder.prefix());
        let mut new = Branch::new(Tag::new(written, name, holder.at));
        log.now(
            SUPPLIED,
            holder.at,
            "",
            &format!("<{name}> in {}", holder.written),
        );
        self.branch(&mut new, format, log).then_some(new)
    }
}

/// Puts what is in an element in its place, with the declarations that it may need.
fn unwrap(inner: Branch, left: &mut VecDeque<Child>, log: &mut Log<'_>) {
    log.gone(UNWRAPPED, inner.tag.at, &format!("{}>", inner.tag.text()));
    let declared = inner.tag.attributes.into_iter();
    let declared: Vec<Attribute> = declared.filter(Attribute::declares).collect();
    for mut child in inner.children.into_iter().rev() {
        if let Child::Element(branch) = &mut child {
            branch.tag.declare(&declared);
        }
        left.push_front(child);
    }
}

/// Puts elements into the order of the grammar, and leaves out what may stand once and stands
/// again.
fn order(branch: &mut Branch, element: &Element, log: &mut Log<'_>) {
    let mut counts = vec![0; element.content.len()];
    let mut last = 0;
    let mut items: Vec<(usize, Vec<Child>)> = Vec::new();
    let mut before = Vec::new();
    for child in std::mem::take(&mut branch.children) {
        let Child::Element(inner) = &child else {
            before.push(child);
            continue;
        };
        let index = part_of(&element.content, &inner.tag).unwrap_or(last);
        let place = format!("{}> in {}", inner.tag.text(), branch.tag.written);
        if let (Some(count), Some(part)) = (counts.get_mut(index), element.content.get(index)) {
            *count += 1;
            if *count > 1 && !part.repeated {
                log.gone(REPEATED, inner.tag.at, &place);
                before.clear();
                continue;
            }
        }
        if index < last {
            log.gone(LATE, inner.tag.at, &place);
        }
        last = last.max(index);
        before.push(child);
        items.push((index, std::mem::take(&mut before)));
    }
    items.sort_by_key(|(index, _)| *index);
    let children = items.into_iter().flat_map(|(_, children)| children);
    branch.children = children.chain(before).collect();
}
