//! The neighbours of a unit as tools note them in TMX: one table for writing and for reading.
//!
//! What each tool calls them, and where they stand: its own exports and documentation; TMX itself
//! has no place for them but `prop`.

use std::borrow::Cow;

use md5::{Digest, Md5};

use super::xml::escaped;
use super::{Context, Tool};
use crate::unit::{Property, Unit, Variant};

/// A tool's way to note neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// memoQ: on the source text, each a `seg` in itself.
    MemoQ,
    /// Phrase: on the source text.
    Phrase,
    /// XTM: on the unit, with a CRC-32 of each.
    Xtm,
    /// Wordfast and GlobalLink: on the unit, with an MD5 of each in lower case.
    Wordfast,
    /// OmegaT: on the unit, for alternatives only.
    OmegaT,
}

/// What a dialect calls the neighbours, and where they stand.
struct Convention {
    /// The text before, the text after.
    names: [&'static str; 2],
    /// The sums of both.
    sums: Option<[&'static str; 2]>,
    /// On the source text, else on the unit.
    on_source: bool,
}

impl Dialect {
    /// All of them, in the order they are named to people.
    pub const ALL: [Self; 5] = [
        Self::MemoQ,
        Self::OmegaT,
        Self::Phrase,
        Self::Xtm,
        Self::Wordfast,
    ];

    /// The name on the command line: `memoq`, `xtm` …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MemoQ => "memoq",
            Self::OmegaT => "omegat",
            Self::Phrase => "phrase",
            Self::Xtm => "xtm",
            Self::Wordfast => "wordfast",
        }
    }

    /// The dialect of that name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.as_str().eq_ignore_ascii_case(name.trim()))
    }

    /// The dialect that a tool reads.
    #[must_use]
    pub fn of_tool(tool: Tool) -> Option<Self> {
        match tool {
            Tool::MemoQ => Some(Self::MemoQ),
            Tool::OmegaT => Some(Self::OmegaT),
            Tool::Phrase => Some(Self::Phrase),
            // Trados keeps hashes of its own, the others none.
            Tool::Trados | Tool::Weblate | Tool::Okapi => None,
        }
    }

    fn convention(self) -> Convention {
        let (names, sums, on_source) = match self {
            Self::MemoQ => (["x-context-pre", "x-context-post"], None, true),
            Self::Phrase => (["context_prev", "context_next"], None, true),
            Self::OmegaT => (["prev", "next"], None, false),
            Self::Xtm => (
                ["x-previous-source-text", "x-next-source-text"],
                Some(["x-previous-crc", "x-next-crc"]),
                false,
            ),
            Self::Wordfast => (
                ["previousMd5Segment", "nextMd5Segment"],
                Some(["previousMd5Checksum", "nextMd5Checksum"]),
                false,
            ),
        };
        Convention {
            names,
            sums,
            on_source,
        }
    }

    /// A text as the dialect writes it.
    fn written(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::MemoQ => format!("<seg>{}</seg>", escaped(text)).into(),
            _ => text.into(),
        }
    }

    /// The text of a value in the dialect.
    fn read(self, value: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::MemoQ => unwrapped(value).map(Cow::from),
            _ => Some(value.into()),
        }
    }

    fn sum(self, text: &str) -> String {
        match self {
            Self::Xtm => {
                let mut crc = flate2::Crc::new();
                crc.update(text.as_bytes());
                crc.sum().to_string()
            }
            _ => {
                let sum = Md5::digest(text.to_lowercase());
                sum.iter().map(|byte| format!("{byte:02x}")).collect()
            }
        }
    }
}

/// Properties of ours: name and value.
pub(super) type Properties<'t> = Vec<(&'static str, Cow<'t, str>)>;

/// Adds the properties of the unit and of its source text that say its neighbours in a dialect.
pub(super) fn note<'t>(
    dialect: Dialect,
    context: Context<'t>,
    of_unit: &mut Properties<'t>,
    of_source: &mut Properties<'t>,
) {
    let convention = dialect.convention();
    let holder = if convention.on_source {
        of_source
    } else {
        of_unit
    };
    let sides = [context.previous, context.next];
    for (side, text) in sides.into_iter().enumerate() {
        let (Some(text), Some(name)) = (text, convention.names.get(side)) else {
            continue;
        };
        holder.push((name, dialect.written(text)));
        if let Some(sum) = convention.sums.as_ref().and_then(|sums| sums.get(side)) {
            holder.push((sum, dialect.sum(text).into()));
        }
    }
}

/// The neighbours that a unit of an imported memory has by what some tool noted: the text before
/// and the text after its source. What a tool does not note is not known: where it leaves out the
/// edges of a document, they are no edges.
#[must_use]
pub fn noted<'u>(unit: &'u Unit, source: &'u Variant) -> [Option<Cow<'u, str>>; 2] {
    let said = |properties: &'u [Property], name: &str| {
        let found = properties.iter().find(|property| property.name == name);
        found.map(|property| property.value.as_str())
    };
    let side = |side: usize| {
        let by_dialect = Dialect::ALL.into_iter().find_map(|dialect| {
            let convention = dialect.convention();
            let holder = match convention.on_source {
                true => &source.properties,
                false => &unit.properties,
            };
            said(holder, convention.names.get(side)?).and_then(|value| dialect.read(value))
        });
        by_dialect.filter(|text| !text.trim().is_empty())
    };
    let of_trados = || said(&unit.properties, "x-ContextContent").and_then(before_in_trados);
    [side(0).or_else(of_trados), side(1)]
}

/// The text before, in what Trados notes: the text, what it is packed as, and the same of its
/// translation, separated by `|`, which is doubled in a text.
fn before_in_trados(value: &str) -> Option<Cow<'_, str>> {
    let mut end = value.len();
    let mut from = 0;
    while let Some(at) = value.get(from..).and_then(|rest| rest.find('|')) {
        let at = from + at;
        if value
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with('|'))
        {
            from = at + 2;
        } else {
            end = at;
            break;
        }
    }
    let text = value.get(..end)?.trim().replace("||", "|");
    (!text.is_empty()).then(|| text.into())
}

/// The text of a segment as memoQ notes it: XML in a property. `None` where codes stand in it.
fn unwrapped(value: &str) -> Option<String> {
    let text = value.strip_prefix("<seg>")?.strip_suffix("</seg>")?;
    if text.contains('<') {
        return None;
    }
    // `&amp;` last, or what it stands for would be taken for more.
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::testing::tag;
    use crate::unit::{Fields, Origin, UnitId};

    fn unit(of_unit: &Properties<'_>, of_source: &Properties<'_>) -> Unit {
        let properties = |own: &Properties<'_>| {
            let own = own.iter().map(|(name, value)| Property {
                name: (*name).to_owned(),
                value: value.clone().into_owned(),
            });
            own.collect()
        };
        let mut source = Variant::new(tag("en"), "Patents");
        source.properties = properties(of_source);
        Unit {
            id: UnitId([0; 16]),
            origin: Origin::Memory("m".to_owned()),
            source_lang: tag("en"),
            variants: vec![source],
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties: properties(of_unit),
        }
    }

    #[test]
    fn what_each_dialect_writes_it_reads_again() {
        let context = Context {
            previous: Some("R&D <1> | \"IP\""),
            next: Some("知识产权"),
        };
        for dialect in Dialect::ALL {
            let (mut of_unit, mut of_source) = (Vec::new(), Vec::new());
            note(dialect, context, &mut of_unit, &mut of_source);
            let unit = unit(&of_unit, &of_source);
            let read = noted(&unit, &unit.variants[0]);
            assert_eq!(read[0].as_deref(), context.previous, "{dialect:?}");
            assert_eq!(read[1].as_deref(), context.next, "{dialect:?}");
            assert_eq!(Dialect::from_name(dialect.as_str()), Some(dialect));
        }
    }

    #[test]
    fn an_edge_that_is_not_noted_is_not_known() {
        let context = Context::default();
        for dialect in Dialect::ALL {
            let (mut of_unit, mut of_source) = (Vec::new(), Vec::new());
            note(dialect, context, &mut of_unit, &mut of_source);
            let unit = unit(&of_unit, &of_source);
            assert_eq!(noted(&unit, &unit.variants[0]), [None, None]);
        }
    }

    #[test]
    fn sums_are_those_that_the_tools_compute() {
        // The well-known check values of both algorithms.
        assert_eq!(Dialect::Xtm.sum("123456789"), 0xCBF4_3926_u32.to_string());
        assert_eq!(
            Dialect::Wordfast.sum("ABC"),
            "900150983cd24fb0d6963f7d28e17f72"
        );
    }

    #[test]
    fn the_text_before_is_taken_from_what_trados_notes() {
        let before = |value| before_in_trados(value).map(Cow::into_owned);
        assert_eq!(
            before("some text | dGV4dA== | some other | b3RoZXI="),
            Some("some text".to_owned())
        );
        assert_eq!(before("a || b | x | y | z"), Some("a | b".to_owned()));
        assert_eq!(before("|||"), Some("|".to_owned()));
        assert_eq!(before(" | | | "), None);
        assert_eq!(before(""), None);
    }

    #[test]
    fn a_segment_that_memoq_noted_is_read_as_its_text() {
        let read = |value| unwrapped(value);
        assert_eq!(
            read("<seg>R&amp;D &lt;1&gt;</seg>").as_deref(),
            Some("R&D <1>")
        );
        assert_eq!(read("<seg>&amp;lt;</seg>").as_deref(), Some("&lt;"));
        assert_eq!(read("<seg>a <ph id=\"1\"/> b</seg>"), None);
        assert_eq!(read("a"), None);
    }
}
