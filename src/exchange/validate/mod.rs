//! Validating exchange files: every constraint of their specifications, as tables.
//!
//! What a grammar can say is data ([`grammar`]); what it cannot is a table of rules by format,
//! each with its id, its section and a check. A file is walked through once, and only the unit
//! that is being read is kept, and the ids that must be unique.

mod datatype;
mod fault;
mod grammar;
mod walk;
mod xliff2;

#[cfg(test)]
mod tests;

use std::io::Read;

pub use fault::{Fault, Rule};

use self::fault::Faults;
use self::grammar::Grammar;
use self::walk::{Checks, GrammarRules, Names, walk};
use super::Error;
use super::xml::Token;

/// A format that can be validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// XLIFF 2.0, in the namespace that 2.1 has too.
    Xliff20,
    /// XLIFF 2.1.
    Xliff21,
    /// XLIFF 2.2.
    Xliff22,
}

impl Kind {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Xliff20, Self::Xliff21, Self::Xliff22];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xliff20 => "XLIFF 2.0",
            Self::Xliff21 => "XLIFF 2.1",
            Self::Xliff22 => "XLIFF 2.2",
        }
    }

    /// The name of its tables, one for all versions.
    #[must_use]
    pub fn family(self) -> &'static str {
        match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => "xliff2",
        }
    }

    /// All rules that a file of this kind is held against.
    #[must_use]
    pub fn rules(self) -> Vec<Rule> {
        let mut rules = walk::RULES.to_vec();
        rules.extend(self.grammar_rules().all());
        rules.extend(match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => xliff2::RULES,
        });
        rules
    }

    fn grammar_rules(self) -> &'static GrammarRules {
        match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => &xliff2::GRAMMAR_RULES,
        }
    }

    fn grammar(self) -> Grammar {
        Grammar::of(match self {
            Self::Xliff20 | Self::Xliff21 => xliff2::GRAMMAR,
            Self::Xliff22 => xliff2::GRAMMAR_22,
        })
    }

    fn checks(self) -> Box<dyn Checks> {
        match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => Box::<xliff2::Xliff2>::default(),
        }
    }

    /// The namespace that its first element has.
    fn namespace(self) -> &'static str {
        match self {
            Self::Xliff20 | Self::Xliff21 => "urn:oasis:names:tc:xliff:document:2.0",
            Self::Xliff22 => "urn:oasis:names:tc:xliff:document:2.2",
        }
    }

    /// What a first element says that a file is; a wrong namespace or version does not hide it.
    fn of(local: &str, namespace: &str, version: &str) -> Option<Self> {
        match local {
            "xliff" if namespace == Self::Xliff22.namespace() || version == "2.2" => {
                Some(Self::Xliff22)
            }
            "xliff" if version == "2.1" => Some(Self::Xliff21),
            "xliff" => Some(Self::Xliff20),
            _ => None,
        }
    }
}

/// What a file is, and how many faults it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it is; `None` where it is nothing that can be validated.
    pub kind: Option<Kind>,
    /// How many faults were found.
    pub faults: u64,
}

/// Validates a file, and gives each fault as it is found.
///
/// # Errors
/// [`Error::Read`] where the system cannot read.
pub fn validate(input: impl Read, each: &mut dyn FnMut(Fault)) -> Result<Verdict, Error> {
    let mut faults = Faults::new(each);
    let mut names = Names::new(input);
    let kind = loop {
        match names.next(&mut faults)? {
            None | Some(Token::Eof) => break None,
            Some(Token::Start) => {
                let name = names.xml.name();
                let (namespace, local) = names.spaces.resolve(name, false).unwrap_or(("", name));
                let version = names.xml.attribute("version").unwrap_or_default();
                break Kind::of(local, namespace, version).map(|kind| (kind, namespace.to_owned()));
            }
            Some(Token::Text | Token::End) => {}
        }
    };
    let kind = match kind {
        None => None,
        Some((kind, namespace)) => {
            let rules = kind.grammar_rules();
            let wanted = kind.namespace();
            if namespace != wanted {
                let message = format!("the namespace is “{namespace}” and must be “{wanted}”");
                faults.add(&rules.root, names.xml.position(), message);
            }
            let mut checks = kind.checks();
            walk(&mut names, &kind.grammar(), rules, &mut *checks, &mut faults)?;
            Some(kind)
        }
    };
    Ok(Verdict {
        kind,
        faults: faults.count,
    })
}
