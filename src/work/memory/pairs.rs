//! Pairs of a text and its translation, and when two of them say the same.
//!
//! Two texts are the same where their language, script and [`identity`] are, and their inline
//! codes in order. The region of a language (en-US, en-GB) makes no other text of it; a rejected
//! pair is another than the same pair accepted.

use crate::text::fold::identity;
use crate::unit::{Fields, State, Unit, Variant};

/// A text and one of its translations.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'u> {
    /// The text.
    pub source: &'u Variant,
    /// The translation.
    pub target: &'u Variant,
    /// The place of the translation among the variants of its unit.
    pub nth: usize,
}

/// The pairs of a unit, in order. A text that says nothing is in none.
pub fn pairs(unit: &Unit) -> impl Iterator<Item = Pair<'_>> {
    let source = unit.source().filter(|source| !is_blank(source));
    source.into_iter().flat_map(|source| {
        let variants = unit.variants.iter().enumerate();
        variants
            .filter(|(_, target)| target.lang != unit.source_lang && !is_blank(target))
            .map(move |(nth, target)| Pair {
                source,
                target,
                nth,
            })
    })
}

/// Whether a text says nothing: no letter, no code.
#[must_use]
pub fn is_blank(variant: &Variant) -> bool {
    variant.codes.is_empty() && variant.text.trim().is_empty()
}

/// Whether somebody rejected a translation.
#[must_use]
pub fn is_rejected(variant: &Variant) -> bool {
    variant.state == Some(State::Rejected)
}

/// What something says, to be compared: 16 bytes of BLAKE3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 16]);

/// A key in the making.
#[derive(Default)]
struct Keying(blake3::Hasher);

impl Keying {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn lang(&mut self, variant: &Variant) {
        self.bytes(variant.lang.language().as_bytes());
        self.bytes(variant.lang.script().unwrap_or_default().as_bytes());
    }

    fn text(&mut self, variant: &Variant) {
        self.bytes(identity(&variant.text).as_bytes());
        // The white space at the ends is no part of the identity.
        let leading = variant.text.len() - variant.text.trim_start().len();
        for code in &variant.codes {
            let at = (code.at as usize).saturating_sub(leading) as u64;
            self.0.update(&at.to_le_bytes());
            self.0.update(&[code.kind as u8]);
            self.bytes(code.type_.as_deref().unwrap_or_default().as_bytes());
            self.bytes(code.data.as_deref().unwrap_or_default().as_bytes());
        }
        self.0.update(&[0xff]);
    }

    fn translation(&mut self, variant: &Variant) {
        self.lang(variant);
        self.text(variant);
    }

    fn rejected(&mut self, variant: &Variant) {
        self.0.update(&[u8::from(is_rejected(variant))]);
    }

    fn context(&mut self, unit: &Unit) {
        for (name, value) in context(unit) {
            self.bytes(name.as_bytes());
            self.bytes(value.as_bytes());
        }
    }

    fn fields(&mut self, fields: &Fields) {
        let Fields {
            client,
            project,
            domain,
            subject,
        } = fields;
        for (number, value) in (0_u8..).zip([client, project, domain, subject]) {
            if !value.is_empty() {
                self.bytes(&[number]);
                self.bytes(value.as_bytes());
            }
        }
    }

    fn key(&self) -> Key {
        let mut key = [0; 16];
        key.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        Key(key)
    }
}

/// The keys of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// What is translated, and into which language.
    pub topic: Key,
    /// What is translated, and how.
    pub texts: Key,
    /// The same, and whether somebody rejected that.
    pub pair: Key,
    /// The pair where it stands: [`Keys::pair`] itself where nothing is said of that.
    pub in_context: Key,
    /// The pair where it stands, as it is filed: [`Keys::in_context`] itself where nothing is said
    /// of that.
    pub filed: Key,
}

impl Keys {
    /// The keys of a pair of `unit`.
    #[must_use]
    pub fn of(unit: &Unit, pair: &Pair<'_>) -> Self {
        let mut keying = Keying::default();
        keying.lang(pair.source);
        keying.text(pair.source);
        let mut topic = Keying(keying.0.clone());
        topic.lang(pair.target);
        keying.translation(pair.target);
        let texts = keying.key();
        keying.rejected(pair.target);
        let alone = keying.key();
        keying.context(unit);
        let in_context = keying.key();
        keying.fields(&unit.fields);
        Self {
            topic: topic.key(),
            texts,
            pair: alone,
            in_context,
            filed: keying.key(),
        }
    }
}

/// The key of all that a unit says; with its context where that is to count.
#[must_use]
pub fn key_of_unit(unit: &Unit, with_context: bool) -> Key {
    let mut keying = Keying::default();
    for variant in &unit.variants {
        let is_source = variant.lang == unit.source_lang;
        keying.0.update(&[u8::from(is_source)]);
        keying.translation(variant);
        keying.rejected(variant);
    }
    if with_context {
        keying.context(unit);
    }
    keying.key()
}

/// The properties, in small letters, by which tools say where a unit stands: memoQ and Trados,
/// Phrase, OmegaT.
const CONTEXT: &[&str] = &[
    "x-context-pre",
    "x-context-post",
    "x-context",
    "x-contextcontent",
    "context_prev",
    "context_next",
    "prev",
    "next",
    "id",
];

/// Whether a property says where a unit stands.
#[must_use]
pub fn is_context(name: &str) -> bool {
    CONTEXT
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// What a unit says of where it stands: names and values, in order.
fn context(unit: &Unit) -> impl Iterator<Item = (&str, &str)> {
    let of_texts = unit.variants.iter().flat_map(|variant| &variant.properties);
    (unit.properties.iter().chain(of_texts))
        .filter(|property| is_context(&property.name))
        .map(|property| (property.name.as_str(), property.value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LangTag;
    use crate::unit::{CodeKind, InlineCode, Origin, Property, UnitId};

    fn unit(source: (&str, &str), target: (&str, &str)) -> Unit {
        let origin = Origin::Memory("a.tmx".to_owned());
        let variant =
            |(lang, text): (&str, &str)| Variant::new(LangTag::parse(lang).unwrap(), text);
        Unit {
            id: UnitId::new(&origin, source.1, 0),
            origin,
            source_lang: LangTag::parse(source.0).unwrap(),
            variants: vec![variant(source), variant(target)],
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }

    fn keys(unit: &Unit) -> Keys {
        let pair = pairs(unit).next().unwrap();
        Keys::of(unit, &pair)
    }

    #[test]
    fn spaces_at_the_ends_and_regions_make_no_other_pair() {
        let one = unit(("en-US", "Patents"), ("zh-CN", "专利"));
        let same = unit(("en", " Patents\r\n"), ("zh-Hans", "专利 "));
        assert_eq!(keys(&one), keys(&same));
        assert_eq!(key_of_unit(&one, true), key_of_unit(&same, true));
        for other in [
            unit(("en", "patents"), ("zh-Hans", "专利")),
            unit(("en", "Patents"), ("zh-Hant", "专利")),
            unit(("en", "Patents"), ("zh-Hans", "专利权")),
        ] {
            assert_ne!(keys(&one).pair, keys(&other).pair, "{other:?}");
        }
    }

    #[test]
    fn the_topic_is_the_same_however_it_is_translated() {
        let one = unit(("en", "Patents"), ("zh", "专利"));
        let mut other = unit(("en", "Patents"), ("zh", "专利权"));
        assert_eq!(keys(&one).topic, keys(&other).topic);
        other = one.clone();
        other.variants[1].state = Some(State::Rejected);
        assert_ne!(keys(&one).pair, keys(&other).pair);
        assert_eq!(keys(&one).texts, keys(&other).texts);
    }

    #[test]
    fn a_context_makes_another_unit_and_not_another_pair() {
        let one = unit(("en", "Patents"), ("zh", "专利"));
        let mut other = one.clone();
        other.properties.push(Property {
            name: "X-Context-Pre".to_owned(),
            value: "Trademarks".to_owned(),
        });
        assert_eq!(keys(&one).pair, keys(&one).in_context);
        assert_eq!(keys(&one).pair, keys(&other).pair);
        assert_ne!(keys(&one).in_context, keys(&other).in_context);
        assert_ne!(key_of_unit(&one, true), key_of_unit(&other, true));
        assert_eq!(key_of_unit(&one, false), key_of_unit(&other, false));
        let mut filed = one.clone();
        filed.fields.client = "WIPO".to_owned();
        assert_eq!(keys(&one).filed, keys(&one).pair);
        assert_eq!(keys(&one).in_context, keys(&filed).in_context);
        assert_ne!(keys(&one).filed, keys(&filed).filed);
    }

    #[test]
    fn codes_count_by_what_they_are_and_where_they_stand() {
        let code = |at| InlineCode {
            at,
            kind: CodeKind::Alone,
            id: "1".into(),
            pair: None,
            type_: None,
            data: Some("<br/>".into()),
        };
        let mut one = unit(("en", "A line"), ("zh", "一行"));
        one.variants[0].codes = vec![code(1)];
        let mut indented = one.clone();
        indented.variants[0].text.insert(0, ' ');
        indented.variants[0].codes = vec![code(2)];
        assert_eq!(keys(&one), keys(&indented));
        let mut other = one.clone();
        other.variants[0].codes = vec![code(2)];
        assert_ne!(keys(&one), keys(&other));
    }

    #[test]
    fn what_says_nothing_is_in_no_pair() {
        assert_eq!(pairs(&unit(("en", " "), ("zh", "专利"))).count(), 0);
        assert_eq!(pairs(&unit(("en", "Patents"), ("zh", ""))).count(), 0);
        assert_eq!(pairs(&unit(("en", "Colour"), ("en", "Color"))).count(), 0);
    }
}
