//! Validating exchange files: every constraint of their specifications, as tables.
//!
//! What a grammar can say is data ([`grammar`]); what it cannot is a table of rules by format,
//! each with its id, its section and a check. A file is walked through once, and only the unit
//! that is being read is kept, and the ids that must be unique.

mod datatype;
mod fault;
mod grammar;
mod srx;
mod tbx;
mod tmx;
mod vocabulary;
mod walk;
mod xliff12;
mod xliff2;

#[cfg(test)]
mod tests;

use std::io::Read;

pub(super) use datatype::Datatype;
pub use fault::{Fault, Rule};
pub(super) use grammar::{Element, Grammar, OTHER, Part};
pub(super) use vocabulary::{Key, Vocabulary};

use self::fault::Faults;
use self::walk::{Checks, GrammarRules, Names, walk};
use super::Error;
use super::xml::Token;

impl Fault {
    /// Whether a file may have this as transitional XLIFF 1.2 (section 2.5: what other namespaces
    /// extend it by).
    #[must_use]
    pub fn is_transitional(&self) -> bool {
        xliff12::is_of_strict_alone(&self.rule)
    }
}

/// A format that can be validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// XLIFF 2.0, in the namespace that 2.1 has too.
    Xliff20,
    /// XLIFF 2.1.
    Xliff21,
    /// XLIFF 2.2.
    Xliff22,
    /// XLIFF 1.2, held against its strict schema.
    Xliff12,
    /// XLIFF 1.2, held against its transitional schema.
    Xliff12Transitional,
    /// TMX 1.1.
    Tmx11,
    /// TMX 1.2.
    Tmx12,
    /// TMX 1.3.
    Tmx13,
    /// TMX 1.4.
    Tmx,
    /// TBX of the edition of 2019.
    Tbx,
    /// TBX of the edition of 2008.
    Tbx2008,
    /// SRX 2.0.
    Srx,
}

impl Kind {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Xliff20,
        Self::Xliff21,
        Self::Xliff22,
        Self::Xliff12,
        Self::Xliff12Transitional,
        Self::Tmx11,
        Self::Tmx12,
        Self::Tmx13,
        Self::Tmx,
        Self::Tbx,
        Self::Tbx2008,
        Self::Srx,
    ];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xliff20 => "XLIFF 2.0",
            Self::Xliff21 => "XLIFF 2.1",
            Self::Xliff22 => "XLIFF 2.2",
            Self::Xliff12 => "XLIFF 1.2 (strict)",
            Self::Xliff12Transitional => "XLIFF 1.2 (transitional)",
            Self::Tmx11 => "TMX 1.1",
            Self::Tmx12 => "TMX 1.2",
            Self::Tmx13 => "TMX 1.3",
            Self::Tmx => "TMX 1.4",
            Self::Tbx => "TBX (2019)",
            Self::Tbx2008 => "TBX (2008)",
            Self::Srx => "SRX 2.0",
        }
    }

    /// The name of its tables, one for all versions.
    #[must_use]
    pub fn family(self) -> &'static str {
        match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => "xliff2",
            Self::Xliff12 | Self::Xliff12Transitional => "xliff12",
            Self::Tmx11 | Self::Tmx12 | Self::Tmx13 | Self::Tmx => "tmx",
            Self::Tbx | Self::Tbx2008 => "tbx",
            Self::Srx => "srx",
        }
    }

    /// All rules that a file of this kind is held against.
    #[must_use]
    pub fn rules(self) -> Vec<Rule> {
        let mut rules = walk::RULES.to_vec();
        rules.extend(self.grammar_rules().all());
        rules.extend(match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => xliff2::RULES,
            Self::Xliff12 | Self::Xliff12Transitional => xliff12::RULES,
            Self::Tmx11 | Self::Tmx12 | Self::Tmx13 | Self::Tmx => tmx::RULES,
            Self::Tbx | Self::Tbx2008 => tbx::RULES,
            Self::Srx => srx::RULES,
        });
        rules
    }

    fn grammar_rules(self) -> &'static GrammarRules {
        match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => &xliff2::GRAMMAR_RULES,
            Self::Xliff12 | Self::Xliff12Transitional => &xliff12::GRAMMAR_RULES,
            Self::Tmx11 | Self::Tmx12 | Self::Tmx13 | Self::Tmx => &tmx::GRAMMAR_RULES,
            Self::Tbx | Self::Tbx2008 => &tbx::GRAMMAR_RULES,
            Self::Srx => &srx::GRAMMAR_RULES,
        }
    }

    pub(super) fn grammar(self) -> Grammar {
        Grammar::of(match self {
            Self::Xliff20 | Self::Xliff21 => xliff2::GRAMMAR,
            Self::Xliff22 => xliff2::GRAMMAR_22,
            Self::Xliff12 => xliff12::STRICT,
            Self::Xliff12Transitional => xliff12::TRANSITIONAL,
            Self::Tmx11 => tmx::GRAMMAR_11,
            Self::Tmx12 => tmx::GRAMMAR_12,
            Self::Tmx13 => tmx::GRAMMAR_13,
            Self::Tmx => tmx::GRAMMAR,
            Self::Tbx => tbx::GRAMMAR,
            Self::Tbx2008 => tbx::GRAMMAR_V2,
            Self::Srx => srx::GRAMMAR,
        })
    }

    fn checks(self) -> Box<dyn Checks> {
        match self {
            Self::Xliff20 | Self::Xliff21 | Self::Xliff22 => Box::<xliff2::Xliff2>::default(),
            Self::Xliff12 | Self::Xliff12Transitional => {
                Box::new(xliff12::Xliff12::new(self == Self::Xliff12))
            }
            Self::Tmx11 | Self::Tmx12 | Self::Tmx13 | Self::Tmx => Box::<tmx::Tmx>::default(),
            Self::Tbx | Self::Tbx2008 => Box::<tbx::Tbx>::default(),
            Self::Srx => Box::<srx::Srx>::default(),
        }
    }

    /// The namespace that its first element has.
    pub(super) fn namespace(self) -> &'static str {
        match self {
            Self::Xliff20 | Self::Xliff21 => "urn:oasis:names:tc:xliff:document:2.0",
            Self::Xliff22 => "urn:oasis:names:tc:xliff:document:2.2",
            Self::Xliff12 | Self::Xliff12Transitional => "urn:oasis:names:tc:xliff:document:1.2",
            Self::Tmx11 | Self::Tmx12 | Self::Tmx13 | Self::Tmx | Self::Tbx2008 => "",
            Self::Tbx => "urn:iso:std:iso:30042:ed-2",
            Self::Srx => "http://www.lisa.org/srx20",
        }
    }

    /// What a file of this kind is once it is repaired: TMX of every version becomes 1.4.
    pub(super) fn repaired(self) -> Self {
        match self {
            Self::Tmx11 | Self::Tmx12 | Self::Tmx13 => Self::Tmx,
            kind => kind,
        }
    }

    /// What a first element says that a file is; a wrong namespace or version does not hide it.
    pub(super) fn of(
        local: &str,
        namespace: &str,
        version: &str,
        transitional: bool,
    ) -> Option<Self> {
        match local {
            "xliff" if namespace == Self::Xliff22.namespace() || version == "2.2" => {
                Some(Self::Xliff22)
            }
            "xliff" if version == "2.1" => Some(Self::Xliff21),
            "xliff" if namespace == Self::Xliff20.namespace() || version == "2.0" => {
                Some(Self::Xliff20)
            }
            "xliff" if transitional => Some(Self::Xliff12Transitional),
            "xliff" => Some(Self::Xliff12),
            "tmx" => Some(match version {
                "1.1" => Self::Tmx11,
                "1.2" => Self::Tmx12,
                "1.3" => Self::Tmx13,
                _ => Self::Tmx,
            }),
            "tbx" => Some(Self::Tbx),
            "martif" => Some(Self::Tbx2008),
            "srx" => Some(Self::Srx),
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

/// Validates a file, and gives each fault as it is found; an XLIFF 1.2 file against its strict
/// schema, or its `transitional` one.
///
/// # Errors
/// [`Error::Read`] where the system cannot read.
pub fn validate(
    input: impl Read,
    transitional: bool,
    each: &mut dyn FnMut(Fault),
) -> Result<Verdict, Error> {
    let mut faults = Faults::new(each);
    let mut names = Names::new(input);
    let kind = loop {
        match names.next(&mut faults)? {
            None | Some(Token::Eof) => break None,
            Some(Token::Start) => {
                let name = names.xml.name();
                let (namespace, local) = names.spaces.resolve(name, false).unwrap_or(("", name));
                let version = names.xml.attribute("version").unwrap_or_default();
                break Kind::of(local, namespace, version, transitional)
                    .map(|kind| (kind, namespace.to_owned()));
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
            walk(
                &mut names,
                &kind.grammar(),
                rules,
                &mut *checks,
                &mut faults,
            )?;
            Some(kind)
        }
    };
    Ok(Verdict {
        kind,
        faults: faults.count,
    })
}
