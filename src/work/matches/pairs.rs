//! Which texts of a unit make a pair that can be offered.

use crate::text::LangTag;
use crate::unit::{Side, State, Unit, Variant};

/// The texts of a unit that answer a wish for a language, with their places among its variants:
/// those that the tag covers; where there is none, those of another region; where there is none
/// of these either, those in another script.
pub(super) fn in_language<'u>(
    unit: &'u Unit,
    wanted: &'u LangTag,
) -> impl Iterator<Item = (usize, &'u Variant)> {
    let distance = |variant: &Variant| {
        if wanted.covers(&variant.lang) {
            Some(0)
        } else if wanted.language() != variant.lang.language() {
            None
        } else if wanted.script() == variant.lang.script() {
            Some(1)
        } else {
            Some(2)
        }
    };
    let least = unit.variants.iter().filter_map(distance).min();
    let variants = unit.variants.iter().enumerate();
    variants.filter(move |(_, variant)| least.is_some() && distance(variant) == least)
}

/// The pairs of texts that a unit offers, as places among its variants.
pub(super) fn pairs(unit: &Unit, from: &LangTag, to: &LangTag) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (source, text) in in_language(unit, from) {
        for (target, counterpart) in in_language(unit, to) {
            // Between two scripts of a language neither stands in for the other.
            let as_asked = from.language() != to.language()
                || from.covers(&text.lang) && to.covers(&counterpart.lang);
            if source != target && as_asked && is_usable(unit, text, counterpart) {
                pairs.push((source, target));
            }
        }
    }
    pairs
}

/// Which of two texts of a unit is the translation, given the one that is to be written.
pub(super) fn translation_side(unit: &Unit, target: &Variant) -> Side {
    if target.lang == unit.source_lang {
        Side::Source
    } else {
        Side::Target
    }
}

/// Whether a pair can be offered: both texts are there, and neither is rejected or without a
/// state, which is what untranslated means.
pub(super) fn is_usable(unit: &Unit, source: &Variant, target: &Variant) -> bool {
    [source, target].into_iter().all(|variant| {
        let translated = variant.lang == unit.source_lang
            || variant.state.is_some_and(|state| state != State::Rejected);
        translated && !variant.text.trim().is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::{Fields, Origin, UnitId};

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    fn unit(texts: &[(&str, &str)]) -> Unit {
        let origin = Origin::Memory("client.tmx".to_owned());
        let variants = texts.iter().map(|(lang, text)| Variant {
            state: (*lang != "en").then_some(State::Translated),
            ..Variant::new(tag(lang), *text)
        });
        Unit {
            id: UnitId::new(&origin, texts[0].1, 0),
            origin,
            source_lang: tag("en"),
            variants: variants.collect(),
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// The pairs that a unit offers, as texts.
    fn pairs(unit: &Unit, from: &str, to: &str) -> Vec<(String, String)> {
        let text = |place: usize| unit.variants[place].text.clone();
        let pairs = super::pairs(unit, &tag(from), &tag(to)).into_iter();
        pairs
            .map(|(source, target)| (text(source), text(target)))
            .collect()
    }

    fn pair(source: &str, target: &str) -> (String, String) {
        (source.to_owned(), target.to_owned())
    }

    #[test]
    fn the_other_script_stands_in_only_where_the_one_asked_for_is_missing() {
        let both = unit(&[("en", "patent"), ("zh-CN", "专利权"), ("zh-TW", "專利權")]);
        assert_eq!(pairs(&both, "en", "zh"), [pair("patent", "专利权")]);
        assert_eq!(pairs(&both, "en", "zh-HK"), [pair("patent", "專利權")]);
        assert_eq!(pairs(&both, "zh-TW", "zh-CN"), [pair("專利權", "专利权")]);
        let one = unit(&[("en", "patent"), ("zh-CN", "专利"), ("zh-CN", "专利权")]);
        let two = [pair("patent", "专利"), pair("patent", "专利权")];
        assert_eq!(pairs(&one, "en", "zh-TW"), two);
        assert_eq!(pairs(&one, "zh", "en-GB").len(), 2);
        assert!(pairs(&one, "zh-CN", "zh-TW").is_empty());
    }

    #[test]
    fn rejected_and_untranslated_pairs_are_left_out() {
        let mut unit = unit(&[("en", "patent"), ("zh-CN", "专利")]);
        for state in [None, Some(State::Rejected)] {
            unit.variants[1].state = state;
            assert!(pairs(&unit, "en", "zh").is_empty());
            assert!(pairs(&unit, "zh", "en").is_empty());
        }
        unit.variants[1].state = Some(State::Draft);
        assert_eq!(pairs(&unit, "en", "zh").len(), 1);
        unit.variants[1].text = " ".to_owned();
        assert!(pairs(&unit, "en", "zh").is_empty());
    }
}
