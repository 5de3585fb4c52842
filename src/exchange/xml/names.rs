//! Names with their namespaces (Namespaces in XML 1.0).

use super::XmlReader;

/// The namespace of `xml:lang` and its like.
pub(in crate::exchange) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The prefix that an attribute declares a namespace for, which may be empty; `None` where it
/// declares none (Namespaces in XML 1.0 §3).
///
/// # Errors
/// What is wrong, where it declares what must not be declared.
pub(in crate::exchange) fn declared<'n>(
    name: &'n str,
    value: &str,
) -> Result<Option<&'n str>, String> {
    let prefix = match name.strip_prefix("xmlns") {
        Some("") => "",
        Some(rest) => match rest.strip_prefix(':') {
            Some(prefix) => prefix,
            None => return Ok(None),
        },
        None => return Ok(None),
    };
    if value.is_empty() && !prefix.is_empty() {
        return Err(format!("the prefix {prefix} has no namespace"));
    }
    if prefix == "xmlns" || (prefix == "xml") != (value == XML) {
        return Err("the prefixes xml and xmlns are taken".to_owned());
    }
    Ok(Some(prefix))
}

/// Which prefix stands for which namespace, in the elements that are open.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Namespaces {
    /// How many elements were open, the prefix, and the namespace.
    bound: Vec<(usize, String, String)>,
}

impl Namespaces {
    /// Takes up the declarations of the element that began last, and leaves those of elements
    /// that have ended. Gives what is wrong in them.
    pub(in crate::exchange) fn enter<R: std::io::Read>(
        &mut self,
        xml: &XmlReader<R>,
    ) -> Option<String> {
        let depth = xml.depth();
        self.leave(depth);
        let mut wrong = None;
        for (name, value) in xml.attributes() {
            match declared(name, value) {
                Ok(None) => {}
                Ok(Some(prefix)) => {
                    let bound = (depth, prefix.to_owned(), value.to_owned());
                    self.bound.push(bound);
                }
                Err(message) => wrong = Some(message),
            }
        }
        wrong
    }

    /// Leaves the declarations of the elements that are that deep, and deeper.
    pub(in crate::exchange) fn leave(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|(at, ..)| *at >= depth) {
            self.bound.pop();
        }
    }

    /// The namespace and the name in it; `None` where the prefix is not declared. An attribute
    /// without a prefix has no namespace.
    pub(in crate::exchange) fn resolve<'n>(
        &'n self,
        name: &'n str,
        is_attribute: bool,
    ) -> Option<(&'n str, &'n str)> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if prefix == "xml" {
            return Some((XML, local));
        }
        if prefix.is_empty() && is_attribute {
            return Some(("", local));
        }
        let found = self
            .bound
            .iter()
            .rev()
            .find(|(_, known, _)| known == prefix);
        match found {
            Some((.., namespace)) => Some((namespace, local)),
            None => prefix.is_empty().then_some(("", local)),
        }
    }
}
