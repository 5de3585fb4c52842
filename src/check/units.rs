//! Q05: an amount whose currency or unit did not come through.

use super::converted::is_converted;
use super::{Check, Reading, in_source};
use crate::unit::{Finding, Severity};

/// Currencies and units.
pub(super) struct Units;

/// A measure: how it is written in a source beside a number, and what renders it.
struct Measure {
    /// Before the number: `$5`, `USD 5`.
    before: &'static [&'static str],
    /// After it: `5 dollars`, `5 km`.
    after: &'static [&'static str],
    /// What a translation has, in any language; one is enough.
    said: &'static [&'static str],
}

const fn money(
    before: &'static [&'static str],
    after: &'static [&'static str],
    said: &'static [&'static str],
) -> Measure {
    Measure {
        before,
        after,
        said,
    }
}

const fn unit(after: &'static [&'static str], said: &'static [&'static str]) -> Measure {
    Measure {
        before: &[],
        after,
        said,
    }
}

/// The more particular first: `US$` before `$`.
#[rustfmt::skip]
const MEASURES: &[Measure] = &[
    money(&["hk$", "hkd"], &["hkd", "hong kong dollars"], &["港元", "港币", "hk$", "hkd", "hong kong"]),
    money(&["us$", "usd"], &["usd", "u.s. dollars", "us dollars"], &["美元", "美金", "us$", "usd", "dollar", "$", "ドル"]),
    money(&["$"], &["dollars", "dollar"], &["美元", "美金", "加元", "澳元", "港元", "新元", "$", "usd", "dollar", "ドル"]),
    money(&["€", "eur"], &["€", "eur", "euros", "euro"], &["欧元", "€", "eur", "ユーロ"]),
    money(&["£", "gbp"], &["gbp", "pounds sterling"], &["英镑", "£", "gbp", "pound", "livre", "pfund", "ポンド"]),
    money(&["jpy"], &["jpy", "yen"], &["日元", "日圆", "円", "jpy", "yen", "¥"]),
    money(&["chf", "sfr."], &["chf", "swiss francs"], &["瑞郎", "瑞士法郎", "chf", "franc", "franken", "フラン"]),
    money(&["rmb", "cny"], &["rmb", "cny", "yuan", "renminbi"], &["元", "人民币", "rmb", "cny", "yuan"]),
    unit(&["km", "kilometers", "kilometres"], &["千米", "公里", "km", "kilom", "キロ"]),
    unit(&["kg", "kilograms", "kilogrammes"], &["千克", "公斤", "kg", "kilog", "キロ"]),
    unit(&["cm", "centimeters", "centimetres"], &["厘米", "公分", "cm", "centim", "zentim", "センチ"]),
    unit(&["mm", "millimeters", "millimetres"], &["毫米", "mm", "millim", "ミリ"]),
    unit(&["nm", "nanometers", "nanometres"], &["纳米", "nm", "nanom", "ナノ"]),
    unit(&["μm", "µm", "micrometers", "microns"], &["微米", "μm", "µm", "microm", "mikrom", "マイクロ"]),
    unit(&["meters", "metres", "meter", "metre"], &["米", "m", "メートル"]),
    unit(&["miles", "mile"], &["英里", "哩", "mile", "meile", "マイル"]),
    unit(&["mg", "milligrams"], &["毫克", "mg", "millig"]),
    unit(&["ml", "mL", "milliliters"], &["毫升", "ml", "millil"]),
    unit(&["tonnes", "tons", "tonne"], &["吨", "ton", "トン", "t "]),
    unit(&["hectares", "hectare"], &["公顷", "hekt", "hectare", "ヘクタール", "ha"]),
    unit(&["°c", "℃", "degrees celsius"], &["°c", "℃", "摄氏", "度"]),
    unit(&["kwh"], &["千瓦时", "kwh", "度"]),
    unit(&["hz"], &["赫", "hz"]),
    unit(&["kb"], &["kb", "千字节"]),
    unit(&["mb"], &["mb", "兆"]),
    unit(&["gb"], &["gb", "吉字节"]),
];

/// Words between a number and its currency: `5 million dollars`.
const BETWEEN: &[&str] = &[" million", " billion", " trillion", "m", "bn"];

impl Check for Units {
    fn id(&self) -> &'static str {
        "Q05"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let text = pair.source_lower();
        let digits = |range: &std::ops::Range<usize>| {
            let figure = text.get(range.clone()).unwrap_or_default();
            figure.contains(|c: char| c.is_ascii_digit())
        };
        for number in pair.source_numbers() {
            if !digits(&number.range) {
                continue;
            }
            let (Some(before), Some(after)) =
                (text.get(..number.range.start), text.get(number.range.end..))
            else {
                continue;
            };
            let before = before.trim_end_matches([' ', '\u{A0}']);
            let scale = BETWEEN.iter().find(|word| after.starts_with(**word));
            let after = scale.map_or(after, |word| after.get(word.len()..).unwrap_or(after));
            let gap = after.len() - after.trim_start_matches([' ', '\u{A0}', '-']).len();
            let after = after.get(gap..).unwrap_or_default();
            let figure = text.get(number.range.clone()).unwrap_or_default();
            let found = MEASURES.iter().find_map(|measure| {
                let precedes = measure.before.iter().find(|mark| {
                    before
                        .strip_suffix(**mark)
                        .is_some_and(|rest| !ends_in_word(rest, mark))
                        || figure.starts_with(**mark)
                });
                let follows = || {
                    measure.after.iter().find(|mark| {
                        after
                            .strip_prefix(**mark)
                            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
                    })
                };
                precedes.or_else(follows).map(|mark| (mark, measure.said))
            });
            let Some((mark, said)) = found else {
                continue;
            };
            if said.iter().any(|form| pair.target_lower().contains(form))
                || is_converted(pair, number)
            {
                continue;
            }
            findings.push(in_source(
                self.id(),
                Severity::Warning,
                number.range.clone(),
                said!("“{mark}” is not in the translation", "译文中没有“{mark}”"),
            ));
        }
    }
}

/// Whether a mark of letters is only the end of a word: `HK$` has no `$` of its own.
fn ends_in_word(rest: &str, mark: &str) -> bool {
    let last = rest.chars().next_back();
    last.is_some_and(char::is_alphanumeric) && mark.starts_with(|c: char| c.is_alphabetic())
}
