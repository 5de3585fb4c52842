//! Mending elements along the grammar: the attributes that they may have and must have.

use super::format::{Absent, Format, absent};
use super::remedy::{ATTRIBUTE, HOLLOW, LANG, Log, NAMESPACE, PREFIX, REQUIRED, VALUE, WORTHLESS};
use super::tree::{Attribute, Tag};
use super::value;
use crate::exchange::validate::{self, Key, OTHER, Vocabulary};

/// The shape that a grammar gives to a file.
pub(super) struct Shape<'s> {
    pub(super) vocabulary: Vocabulary<'s>,
    /// The namespace of the format; that of the file is the vocabulary's.
    pub(super) namespace: &'static str,
}

impl<'s> Shape<'s> {
    /// What the grammar says of an element; nothing of those of other namespaces.
    pub(super) fn element(&self, tag: &Tag) -> Option<&'s validate::Element> {
        let grammar = self.vocabulary.grammar;
        grammar
            .elements
            .get(tag.name.filter(|name| *name != OTHER)?)
    }

    /// Mends the attributes of an element; `false` where it says nothing without one that it
    /// lacks.
    pub(super) fn tag(&self, tag: &mut Tag, format: &dyn Format, log: &mut Log<'_>) -> bool {
        let (Some(element), Some(name)) = (self.element(tag), tag.name) else {
            tag.attributes.retain(|attribute| {
                let declared = attribute.key != Key::Undeclared;
                if !declared {
                    log.gone(PREFIX, tag.at, &attribute.text());
                }
                declared
            });
            return true;
        };
        let defaults = format.defaults();
        if self.namespace.is_empty()
            && let Some((_, local)) = tag.written.split_once(':')
        {
            tag.written = local.to_owned();
        }
        let given = std::mem::take(&mut tag.attributes);
        let has_lang = given.iter().any(|attribute| attribute.is("xml:lang"));
        for mut attribute in given {
            let mut was = attribute.text();
            let key = match &attribute.key {
                Key::Undeclared => {
                    log.gone(PREFIX, tag.at, &was);
                    continue;
                }
                Key::Apart if self.namespace.is_empty() => {
                    let ours = attribute.value == self.vocabulary.core;
                    log.gone(if ours { NAMESPACE } else { ATTRIBUTE }, tag.at, &was);
                    continue;
                }
                Key::Apart => {
                    self.declaration(&mut attribute, tag, log);
                    tag.attributes.push(attribute);
                    continue;
                }
                Key::Named(key) => key.clone(),
            };
            let known = |key: &str| {
                let everywhere = &self.vocabulary.grammar.everywhere;
                let everywhere = everywhere.iter().filter(|_| element.open);
                let all = element.attributes.iter().chain(everywhere);
                all.into_iter().find(|known| known.name == key)
            };
            let mut found = known(&key);
            // Where TMX lets `lang` stand beside it, it deprecates it.
            if key == "lang"
                && let Some(lang) = known("xml:lang")
            {
                found = Some(lang);
                if has_lang {
                    log.gone(LANG, tag.at, &was);
                    continue;
                }
                "xml:lang".clone_into(&mut attribute.written);
                attribute.key = Key::Named("xml:lang".to_owned());
                log.now(LANG, tag.at, &was, &attribute.text());
                was = attribute.text();
            }
            let Some(known) = found else {
                let is_other = key.starts_with('{')
                    || matches!(key.as_str(), "xml:id" | "xml:base" | "xml:lang");
                if element.open && is_other {
                    tag.attributes.push(attribute);
                } else {
                    log.gone(ATTRIBUTE, tag.at, &was);
                }
                continue;
            };
            if !known.datatype.allows(&attribute.value) {
                let absent = absent(defaults, name, known.name);
                let new = value::mended(&attribute.value, known.datatype);
                match (new, absent) {
                    (_, Absent::Later) if known.required => {}
                    (Some(new), _) => {
                        attribute.value = new;
                        log.now(VALUE, tag.at, &was, &attribute.text());
                    }
                    (None, Absent::Is(default)) if known.required => {
                        default.clone_into(&mut attribute.value);
                        log.now(VALUE, tag.at, &was, &attribute.text());
                    }
                    _ => {
                        log.gone(WORTHLESS, tag.at, &was);
                        continue;
                    }
                }
            }
            tag.attributes.push(attribute);
        }
        for required in element.attributes.iter().filter(|known| known.required) {
            if tag.get(required.name).is_some() {
                continue;
            }
            match absent(defaults, name, required.name) {
                Absent::Is(value) => {
                    tag.set(required.name, value);
                    let now = format!("{}=\"{value}\" in {}", required.name, tag.written);
                    log.now(REQUIRED, tag.at, "", &now);
                }
                Absent::Later => {}
                Absent::Out => {
                    let was = format!("{}> without {}", tag.text(), required.name);
                    log.gone(HOLLOW, tag.at, &was);
                    return false;
                }
            }
        }
        true
    }

    /// A declaration of the namespace that the file has for that of the format.
    fn declaration(&self, attribute: &mut Attribute, tag: &Tag, log: &mut Log<'_>) {
        let declares = attribute.declares();
        let core = &self.vocabulary.core;
        if declares && attribute.value == *core && core != self.namespace {
            let was = attribute.text();
            self.namespace.clone_into(&mut attribute.value);
            log.now(NAMESPACE, tag.at, &was, &attribute.text());
        }
    }
}
