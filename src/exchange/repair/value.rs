//! Values of attributes that are nearly what the format has.

use crate::exchange::tmx;
use crate::exchange::validate::Datatype;
use crate::text::LangTag;

/// How many letters a value may be away from the one that is meant.
const TYPOS: usize = 2;

/// What a value must be that is none of its type; `None` where that cannot be told.
pub(super) fn mended(value: &str, datatype: Datatype) -> Option<String> {
    let trimmed = value.trim();
    let new = match datatype {
        Datatype::Lang | Datatype::LangOrAll => LangTag::parse(trimmed).ok()?.canonical(),
        Datatype::Date => tmx::date::read(&dashed(trimmed))?,
        Datatype::BasicDate => tmx::date::written(&tmx::date::read(&dashed(trimmed))?)?,
        Datatype::Nmtoken => trimmed
            .chars()
            .map(|c| {
                if Datatype::Nmtoken.allows(&c.to_string()) {
                    c
                } else {
                    '_'
                }
            })
            .collect(),
        Datatype::Decimal(..) | Datatype::Whole(..) => {
            trimmed.trim_end_matches('%').trim_end().to_owned()
        }
        Datatype::OneOf(values) => one_of(trimmed, values)?,
        _ => trimmed.to_owned(),
    };
    Some(new).filter(|new| datatype.allows(new))
}

/// A day as ISO 8601 parts it.
fn dashed(value: &str) -> String {
    let is_day = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.');
    let end = value.find(|c| !is_day(c)).unwrap_or(value.len());
    let (day, time) = value.split_at_checked(end).unwrap_or((value, ""));
    let year_first = day.find(['/', '.']) == Some(4);
    match year_first {
        true => day.replace(['/', '.'], "-") + time,
        false => value.to_owned(),
    }
}

fn one_of(value: &str, values: &'static str) -> Option<String> {
    let known = || {
        values
            .split('|')
            .filter(|known| !matches!(*known, "x-*" | ":"))
    };
    if !values.contains('|') {
        return Some(values.to_owned());
    }
    let same = match value.to_ascii_lowercase().as_str() {
        "true" | "1" => "yes",
        "false" | "0" => "no",
        "begin" if values.contains("open|") => "open",
        "end" if values.contains("open|") => "close",
        "open" => "begin",
        "close" => "end",
        _ => value,
    };
    if let Some(found) = known().find(|known| known.eq_ignore_ascii_case(same)) {
        return Some(found.to_owned());
    }
    let distance = |known: &&str| strsim::damerau_levenshtein(known, &value.to_lowercase());
    let least = known().map(|known| distance(&known)).min()?;
    let mut nearest = known().filter(|known| distance(known) == least);
    if let (Some(found), None) = (nearest.next(), nearest.next())
        && least <= TYPOS
        && found.len() > 2 * TYPOS
    {
        return Some(found.to_owned());
    }
    let own = values.split('|').any(|known| known == "x-*");
    (own && !value.is_empty()).then(|| format!("x-{value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_written_as_the_format_has_it() {
        const STATE: &str = "final|needs-translation|new|signed-off|translated|x-*";
        let cases = [
            ("zh_cn", Datatype::Lang, Some("zh-CN")),
            ("中文", Datatype::Lang, None),
            (
                "2024-09-20 08:30:05",
                Datatype::BasicDate,
                Some("20240920T083005Z"),
            ),
            ("2024/09/20", Datatype::BasicDate, Some("20240920T000000Z")),
            (
                "20240920T103005+0200",
                Datatype::BasicDate,
                Some("20240920T083005Z"),
            ),
            ("yesterday", Datatype::BasicDate, None),
            (
                "20240920T083005Z",
                Datatype::Date,
                Some("2024-09-20T08:30:05Z"),
            ),
            ("singed-off", Datatype::OneOf(STATE), Some("signed-off")),
            ("Translated", Datatype::OneOf(STATE), Some("translated")),
            ("checked", Datatype::OneOf(STATE), Some("x-checked")),
            ("true", Datatype::OneOf("yes|no"), Some("yes")),
            ("maybe", Datatype::OneOf("yes|no"), None),
            ("1.3", Datatype::OneOf("1.4"), Some("1.4")),
            ("begin", Datatype::OneOf("open|close"), Some("open")),
            ("close", Datatype::OneOf("begin|end"), Some("end")),
            ("unit 1/2", Datatype::Nmtoken, Some("unit_1_2")),
            ("99%", Datatype::Decimal(0, 100), Some("99")),
            ("-3", Datatype::Whole(0, 9), None),
        ];
        for (value, datatype, expected) in cases {
            assert_eq!(mended(value, datatype).as_deref(), expected, "{value}");
        }
    }
}
