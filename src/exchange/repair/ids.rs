//! Ids that must be unique.

use std::collections::HashMap;

use super::remedy::{ID, Log};
use super::tree::Tag;

/// The ids that are taken, in whatever they must be unique in, each with the number that the next
/// of its name gets.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids(HashMap<String, u64>);

impl Ids {
    /// Forgets all: what they must be unique in has ended.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Takes one that is free: `wanted`, or with a number behind it.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let mut number = match self.0.get(wanted) {
            Some(number) => *number,
            None => {
                self.0.insert(wanted.to_owned(), 2);
                return wanted.to_owned();
            }
        };
        let mut id = format!("{wanted}-{number}");
        while self.contains(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.0.insert(wanted.to_owned(), number + 1);
        self.0.insert(id.clone(), 2);
        id
    }

    /// Gives an element an id of its own: what it has, or `other` where it has none, made unique.
    /// Gives the new one where it is another.
    pub(super) fn give(
        &mut self,
        tag: &mut Tag,
        attribute: &str,
        other: &str,
        log: &mut Log<'_>,
    ) -> Option<String> {
        let given = tag.get(attribute).filter(|id| !id.is_empty());
        let given = given.map(str::to_owned);
        let id = self.take(given.as_deref().unwrap_or(other));
        if given.as_ref() == Some(&id) {
            return None;
        }
        let now = format!("{attribute}=\"{id}\" in {}", tag.written);
        let was = given.map_or(String::new(), |given| format!("{attribute}=\"{given}\""));
        log.now(ID, tag.at, &was, &now);
        tag.set(attribute, id.clone());
        Some(id)
    }
}
