//! The forms in which an English term stands in a text: plurals, verb forms, spellings, joined.
//!
//! A form too many that is no English word does no harm, since it never stands in a text; one
//! that is another word would. Where a rule could yield one it is left out.

use super::spelling::{respelled, with_case_of};
use super::{Term, TermMatch};

/// Nouns whose plural follows no rule.
const IRREGULAR_NOUNS: &[(&str, &[&str])] = &[
    ("analysis", &["analyses"]),
    ("appendix", &["appendices", "appendixes"]),
    ("axis", &["axes"]),
    ("basis", &["bases"]),
    ("child", &["children"]),
    ("craftsman", &["craftsmen"]),
    ("crisis", &["crises"]),
    ("criterion", &["criteria"]),
    ("datum", &["data"]),
    ("foot", &["feet"]),
    ("formula", &["formulas", "formulae"]),
    ("half", &["halves"]),
    ("hypothesis", &["hypotheses"]),
    ("index", &["indexes", "indices"]),
    ("knife", &["knives"]),
    ("leaf", &["leaves"]),
    ("life", &["lives"]),
    ("man", &["men"]),
    ("matrix", &["matrices"]),
    ("medium", &["media", "mediums"]),
    ("memorandum", &["memoranda", "memorandums"]),
    ("mouse", &["mice"]),
    ("person", &["persons", "people"]),
    ("phenomenon", &["phenomena"]),
    ("shelf", &["shelves"]),
    ("synthesis", &["syntheses"]),
    ("thesis", &["theses"]),
    ("woman", &["women"]),
];

/// Verbs whose forms follow no rule: past and participle.
const IRREGULAR_VERBS: &[(&str, &[&str])] = &[
    ("become", &["became"]),
    ("begin", &["began", "begun"]),
    ("bind", &["bound"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("cut", &["cut"]),
    ("deal", &["dealt"]),
    ("do", &["does", "did", "done"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("fall", &["fell", "fallen"]),
    ("find", &["found"]),
    ("forbid", &["forbade", "forbidden"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["goes", "went", "gone"]),
    ("grow", &["grew", "grown"]),
    ("have", &["has", "had"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("mean", &["meant"]),
    ("meet", &["met"]),
    ("overcome", &["overcame"]),
    ("pay", &["paid"]),
    ("put", &["put"]),
    ("read", &["read"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("set", &["set"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("stand", &["stood"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
    ("understand", &["understood"]),
    ("undertake", &["undertook", "undertaken"]),
    ("win", &["won"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("write", &["wrote", "written"]),
];

/// Verbs of several syllables that double their last consonant.
const DOUBLING: &[&str] = &[
    "admit", "commit", "compel", "confer", "control", "defer", "equip", "incur", "infer", "label",
    "model", "occur", "omit", "permit", "prefer", "program", "propel", "refer", "regret", "submit",
    "transfer", "transmit", "travel", "cancel", "signal",
];

/// What the head of a noun phrase stands before.
const PREPOSITIONS: &[&str] = &[
    "of", "for", "in", "to", "on", "with", "at", "by", "from", "between", "along", "against",
    "under", "as",
];

/// All forms of an English term, the one that was given first.
pub(super) fn forms(term: &Term) -> Vec<String> {
    let mut bases = vec![term.text.clone()];
    if term.match_ == TermMatch::Exact {
        return bases;
    }
    bases.extend(respelled(&term.text));
    for title in ["Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Prof. "] {
        if let Some(name) = term.text.strip_prefix(title) {
            bases.push(format!("{} {name}", title.trim_end_matches(['.', ' '])));
        }
    }
    let mut out = Vec::new();
    for base in bases {
        let mut inflected = match term.part_of_speech.as_str() {
            "verb" => verb_forms(&base),
            "adjective" | "adverb" => Vec::new(),
            part => noun_forms(&base, part != "properNoun" && !term.exact_case),
        };
        inflected.insert(0, base);
        for form in inflected {
            if !term.exact_case
                && let Some(joined) = joined(&form)
                && !out.contains(&joined)
            {
                out.push(joined);
            }
            if !out.contains(&form) {
                out.push(form);
            }
        }
    }
    // The given form is the one a text has most often; the rest is in no order that matters.
    out.sort_by_key(|form| *form != term.text);
    out
}

/// `video game` as `videogame`, `e-commerce` as `ecommerce`: two words that people also write as
/// one. What stands before a hyphen may be short.
fn joined(form: &str) -> Option<String> {
    let mut words = form.split([' ', '-']);
    let (first, second) = (words.next()?, words.next()?);
    let wordy =
        |word: &str, least: usize| word.len() >= least && word.chars().all(char::is_alphabetic);
    let least = if form.contains('-') { 1 } else { 3 };
    (words.next().is_none() && wordy(first, least) && wordy(second, 3))
        .then(|| format!("{first}{second}"))
}

/// Plural of the last word, of the head before a preposition, and the singular where a phrase
/// ends in a plural.
fn noun_forms(base: &str, singular_too: bool) -> Vec<String> {
    let words: Vec<&str> = base.split(' ').collect();
    let mut out = Vec::new();
    let mut with = |at: usize, form: String| {
        let mut words: Vec<&str> = words.clone();
        if let Some(word) = words.get_mut(at) {
            *word = &form;
        }
        out.push(words.join(" "));
    };
    let head = words
        .iter()
        .position(|word| PREPOSITIONS.contains(word))
        .and_then(|at| at.checked_sub(1));
    let last = words.len() - 1;
    for at in head.into_iter().chain([last]) {
        let Some(word) = words.get(at) else { continue };
        for plural in plurals(word) {
            with(at, plural);
        }
        // A single word is left alone: goods, news and customs are not plurals of good, new, custom.
        if singular_too
            && words.len() > 1
            && let Some(singular) = singular(word)
        {
            with(at, singular);
        }
    }
    out
}

/// The plurals of a noun; none where it is a plural or no word.
fn plurals(word: &str) -> Vec<String> {
    let lower = word.to_lowercase();
    let last_part = lower.rsplit('-').next().unwrap_or_default();
    if let Some((singular, forms)) = IRREGULAR_NOUNS.iter().find(|(noun, _)| *noun == last_part) {
        let stem = word.get(..word.len() - singular.len()).unwrap_or_default();
        let own = word.get(stem.len()..).unwrap_or_default();
        return forms
            .iter()
            .map(|form| format!("{stem}{}", with_case_of(own, form)))
            .collect();
    }
    if !word.ends_with(char::is_alphabetic) {
        return Vec::new();
    }
    let acronym = word.len() > 1 && word.chars().all(|c| !c.is_lowercase());
    if acronym {
        return vec![format!("{word}s")];
    }
    let es = ["ss", "us", "x", "z", "ch", "sh"];
    if es.iter().any(|end| lower.ends_with(end)) {
        return vec![format!("{word}es")];
    }
    if lower.ends_with('s') {
        return Vec::new();
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return vec![format!("{stem}ies")];
    }
    vec![format!("{word}s")]
}

/// The singular of a regular plural in lower case.
fn singular(word: &str) -> Option<String> {
    if word.len() < 5 || word.chars().any(char::is_uppercase) {
        return None;
    }
    let stem = word.strip_suffix('s')?;
    if stem.ends_with(['s', 'u', 'i']) {
        return None;
    }
    if let Some(y) = stem.strip_suffix("ie") {
        return Some(format!("{y}y"));
    }
    let es = ["sse", "xe", "che", "she", "zze"];
    Some(if es.iter().any(|end| stem.ends_with(end)) {
        stem.strip_suffix('e').unwrap_or(stem).to_owned()
    } else {
        stem.to_owned()
    })
}

/// The forms of a verb, which is the first word of a phrase.
fn verb_forms(base: &str) -> Vec<String> {
    let (verb, rest) = base.split_once(' ').map_or((base, ""), |(verb, _)| {
        (verb, base.get(verb.len()..).unwrap_or_default())
    });
    let lower = verb.to_lowercase();
    if lower.is_empty() || !lower.is_ascii() {
        return Vec::new();
    }
    let vowel = |c: char| "aeiou".contains(c);
    let mut out = Vec::new();
    let es = ["s", "x", "z", "ch", "sh"];
    let y_stem = lower
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(vowel));
    out.push(match y_stem {
        Some(stem) => format!("{stem}ies"),
        None if es.iter().any(|end| lower.ends_with(end)) => format!("{lower}es"),
        None => format!("{lower}s"),
    });
    let stems = if let Some(stem) = lower.strip_suffix("ie") {
        out.push(format!("{lower}d"));
        out.push(format!("{stem}ying"));
        Vec::new()
    } else if lower.ends_with("ee") || lower.ends_with("ye") || lower.ends_with("oe") {
        out.push(format!("{lower}d"));
        out.push(format!("{lower}ing"));
        Vec::new()
    } else if let Some(stem) = lower.strip_suffix('e') {
        vec![stem.to_owned()]
    } else if doubles(&lower) {
        let double = lower.chars().last().unwrap_or_default();
        let doubled = format!("{lower}{double}");
        if lower.ends_with('l') {
            vec![lower.clone(), doubled]
        } else {
            vec![doubled]
        }
    } else {
        vec![lower.clone()]
    };
    let irregular = IRREGULAR_VERBS.iter().find(|(name, _)| *name == lower);
    for stem in stems {
        out.push(format!("{stem}ing"));
        if irregular.is_none() {
            out.push(match y_stem {
                Some(stem) => format!("{stem}ied"),
                None => format!("{stem}ed"),
            });
        }
    }
    if let Some((_, forms)) = irregular {
        out.extend(forms.iter().map(|form| (*form).to_owned()));
    }
    out.into_iter()
        .map(|form| format!("{}{rest}", with_case_of(verb, &form)))
        .collect()
}

/// Whether a verb doubles its last consonant before -ed and -ing: plan, stop, submit.
fn doubles(verb: &str) -> bool {
    let vowel = |c: &char| "aeiou".contains(*c);
    if DOUBLING.contains(&verb) {
        return true;
    }
    let tail: Vec<char> = verb.chars().rev().take(3).collect();
    let [last, middle, first] = tail[..] else {
        return false;
    };
    verb.chars().filter(vowel).count() == 1
        && !vowel(&last)
        && !"wxy".contains(last)
        && vowel(&middle)
        && !vowel(&first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::TermStatus;

    fn forms_of(text: &str, part_of_speech: &str) -> Vec<String> {
        forms(&Term {
            lang: "en".parse().unwrap(),
            text: text.to_owned(),
            status: TermStatus::Preferred,
            part_of_speech: part_of_speech.to_owned(),
            term_type: String::new(),
            exact_case: text.chars().all(|c| !c.is_lowercase()),
            match_: TermMatch::Word,
            label: String::new(),
            note: String::new(),
        })
    }

    #[test]
    fn nouns_verbs_and_compounds_have_their_forms() {
        for (text, part, form) in [
            ("creative industry", "noun", "creative industries"),
            ("expression of folklore", "noun", "expressions of folklore"),
            ("SME", "noun", "SMEs"),
            ("global index", "noun", "global indices"),
            ("patent class", "noun", "patent classes"),
            ("video game", "noun", "videogames"),
            ("registration services", "noun", "registration service"),
            ("infringe", "verb", "infringing"),
            ("submit", "verb", "submitted"),
            ("plan", "verb", "planning"),
            ("apply", "verb", "applied"),
            ("hold a right", "verb", "held a right"),
            ("Mr. Tang", "properNoun", "Mr Tang"),
            ("organise", "verb", "organizing"),
        ] {
            let all = forms_of(text, part);
            assert!(all.contains(&form.to_owned()), "{text}: {all:?}");
            assert_eq!(all.first().map(String::as_str), Some(text));
        }
        assert!(!forms_of("goods", "noun").contains(&"good".to_owned()));
        assert_eq!(forms_of("multilateral", "adjective"), ["multilateral"]);
    }
}
