//! A translation that says nothing: to see that all text of a document is reached, and that nothing
//! breaks when text of another language stands in it.

use crate::check::fixed;
use crate::store::{self, Document, Writer};
use crate::text::LangTag;
use crate::unit::{InlineCode, MadeBy, State, Variant};
use crate::work::project::Occasion;

/// What words become in Chinese, one after another.
const HAN: [char; 16] = [
    '伪', '译', '文', '本', '甲', '乙', '丙', '丁', '山', '水', '风', '云', '日', '月', '天', '地',
];

/// What letters become in other languages.
const ACCENTED: [(char, char); 22] = [
    ('a', 'á'),
    ('c', 'ç'),
    ('d', 'ď'),
    ('e', 'é'),
    ('g', 'ğ'),
    ('h', 'ĥ'),
    ('i', 'í'),
    ('n', 'ñ'),
    ('o', 'ö'),
    ('s', 'š'),
    ('u', 'ü'),
    ('y', 'ý'),
    ('z', 'ž'),
    ('A', 'Á'),
    ('C', 'Ç'),
    ('E', 'É'),
    ('I', 'Í'),
    ('N', 'Ñ'),
    ('O', 'Ö'),
    ('S', 'Š'),
    ('U', 'Ü'),
    ('Z', 'Ž'),
];

/// Gives every segment of a document that has no translation one that says nothing: a draft by a
/// machine. Returns how many there were.
///
/// # Errors
/// [`store::Error`] where the memory cannot be read or written.
pub fn pseudo(
    writer: &Writer<'_>,
    document: Document,
    occasion: &Occasion,
) -> Result<usize, store::Error> {
    let lang = &document.target_lang;
    let mut filled = 0;
    for placed in document
        .row
        .into_iter()
        .flat_map(|row| writer.each_placed(row))
    {
        let placed = placed?;
        let unit = &placed.stored.unit;
        let is_filled = unit.variant(lang).is_some();
        let Some(source) = unit.source().filter(|_| !is_filled) else {
            continue;
        };
        let mut translation = said(source, lang);
        translation.author = Some(occasion.who.clone());
        translation.date = Some(occasion.date());
        writer.put_variant(placed.stored.row, 0, &translation)?;
        filled += 1;
    }
    Ok(filled)
}

/// The text in letters of the other language, between brackets that show where it begins and ends,
/// with its codes at their places.
fn said(source: &Variant, lang: &LangTag) -> Variant {
    let text = source.text.as_str();
    let (opening, closing) = if lang.language() == "zh" {
        ('［', '］')
    } else {
        ('[', ']')
    };
    // Where each byte of the source stands in the translation.
    let mut places = vec![0_u32; text.len() + 1];
    let mut out = String::from(opening);
    let mut kept = fixed(text).peekable();
    let mut letters = 0;
    for (at, c) in text.char_indices() {
        let place = u32::try_from(out.len()).unwrap_or(u32::MAX);
        for byte in places.iter_mut().skip(at).take(c.len_utf8()) {
            *byte = place;
        }
        while kept.next_if(|range| range.end <= at).is_some() {}
        if kept.peek().is_some_and(|range| range.contains(&at)) {
            out.push(c);
        } else if lang.language() == "zh" && c.is_alphabetic() {
            // Chinese has one character where English has three letters.
            if letters % 3 == 0 {
                out.extend(HAN.get(letters / 3 % HAN.len()));
            }
            letters += 1;
        } else {
            let accented = ACCENTED.iter().find(|(plain, _)| *plain == c);
            out.push(accented.map_or(c, |(_, accented)| *accented));
            letters = letters.next_multiple_of(3);
        }
    }
    if let Some(end) = places.last_mut() {
        *end = u32::try_from(out.len()).unwrap_or(u32::MAX);
    }
    out.push(closing);
    let codes = source.codes.iter().map(|code| InlineCode {
        at: places.get(code.at as usize).copied().unwrap_or_default(),
        ..code.clone()
    });
    let mut variant = Variant::new(lang.clone(), out);
    variant.codes = codes.collect();
    variant.state = Some(State::Draft);
    variant.made_by = Some(MadeBy::Machine);
    variant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_letters_of_the_other_language_and_codes_are_where_they_were() {
        let source = |text: &str| Variant {
            codes: vec![InlineCode {
                at: 6,
                kind: crate::unit::CodeKind::Alone,
                id: "1".into(),
                pair: None,
                type_: None,
                data: None,
            }],
            ..Variant::new(LangTag::parse("en").unwrap(), text)
        };
        let chinese = said(
            &source("Hello big {name}, 12%"),
            &LangTag::parse("zh").unwrap(),
        );
        assert_eq!(chinese.text, "［伪译 文 {name}, 12%］");
        assert_eq!(chinese.codes[0].at, "［伪译 ".len() as u32);
        let page = source("R&amp;D: see https://wipo.int/a or mail@wipo.int");
        let chinese = said(&page, &LangTag::parse("zh").unwrap());
        assert_eq!(
            chinese.text,
            "［伪&amp;: 译 https://wipo.int/a 文 mail@wipo.int］"
        );
        let french = said(&source("Hello big"), &LangTag::parse("fr").unwrap());
        assert_eq!(french.text, "[Hélló bíğ]".replace('ó', "ö"));
    }
}
