//! Bringing the forms of an English word together.
//!
//! The result only has to be the same for all forms of a word, not to be a word.

/// Forms that follow no rule, by their word; the rest is left to the endings.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("arise", &["arose", "arisen"]),
    ("bad", &["worse", "worst"]),
    ("be", &["am", "is", "are", "was", "were", "been", "being"]),
    ("bear", &["bore", "borne"]),
    ("beat", &["beaten"]),
    ("become", &["became"]),
    ("begin", &["began", "begun"]),
    ("bend", &["bent"]),
    ("bind", &["bound"]),
    ("bite", &["bit", "bitten"]),
    ("bleed", &["bled"]),
    ("blow", &["blew", "blown"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("burn", &["burnt"]),
    ("buy", &["bought"]),
    ("catch", &["caught"]),
    ("child", &["children"]),
    ("choose", &["chose", "chosen"]),
    ("cling", &["clung"]),
    ("come", &["came"]),
    ("creep", &["crept"]),
    ("deal", &["dealt"]),
    ("die", &["dying", "died"]),
    ("dig", &["dug"]),
    ("do", &["does", "did", "done", "doing"]),
    ("draw", &["drew", "drawn"]),
    ("dream", &["dreamt"]),
    ("drink", &["drank", "drunk"]),
    ("drive", &["drove", "driven"]),
    ("eat", &["ate", "eaten"]),
    ("fall", &["fell", "fallen"]),
    ("far", &["farther", "further", "farthest"]),
    ("feed", &["fed"]),
    ("feel", &["felt"]),
    ("few", &["fewer", "fewest"]),
    ("fight", &["fought"]),
    ("find", &["found"]),
    ("flee", &["fled", "fleeing"]),
    ("fling", &["flung"]),
    ("fly", &["flew", "flown"]),
    ("foot", &["feet"]),
    ("forbid", &["forbade", "forbidden"]),
    ("forget", &["forgot", "forgotten"]),
    ("forgive", &["forgave", "forgiven"]),
    ("freeze", &["froze", "frozen"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["goes", "went", "gone", "going"]),
    ("good", &["better", "best"]),
    ("grind", &["ground"]),
    ("grow", &["grew", "grown"]),
    ("half", &["halves"]),
    ("hang", &["hung"]),
    ("have", &["has", "had", "having"]),
    ("hear", &["heard"]),
    ("hide", &["hid", "hidden"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("knife", &["knives"]),
    ("know", &["knew", "known"]),
    ("lay", &["laid"]),
    ("lead", &["led"]),
    ("leaf", &["leaves"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("lie", &["lying", "lain"]),
    ("life", &["lives"]),
    ("light", &["lit"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("man", &["men"]),
    ("many", &["more", "most"]),
    ("mean", &["meant"]),
    ("meet", &["met"]),
    ("mouse", &["mice"]),
    ("pay", &["paid"]),
    ("person", &["people"]),
    ("ride", &["rode", "ridden"]),
    ("ring", &["rang", "rung"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("say", &["said"]),
    ("see", &["saw", "seen", "seeing"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("shake", &["shook", "shaken"]),
    ("shine", &["shone"]),
    ("shoot", &["shot"]),
    ("show", &["shown"]),
    ("shrink", &["shrank", "shrunk"]),
    ("sing", &["sang", "sung"]),
    ("sink", &["sank", "sunk"]),
    ("sit", &["sat"]),
    ("sleep", &["slept"]),
    ("slide", &["slid"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("spin", &["spun"]),
    ("stand", &["stood"]),
    ("steal", &["stole", "stolen"]),
    ("stick", &["stuck"]),
    ("strike", &["struck", "stricken"]),
    ("swear", &["swore", "sworn"]),
    ("sweep", &["swept"]),
    ("swim", &["swam", "swum"]),
    ("swing", &["swung"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tear", &["tore", "torn"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
    ("throw", &["threw", "thrown"]),
    ("tooth", &["teeth"]),
    ("understand", &["understood"]),
    ("undertake", &["undertook", "undertaken"]),
    ("use", &["using", "used"]),
    ("wake", &["woke", "woken"]),
    ("wear", &["wore", "worn"]),
    ("weave", &["wove", "woven"]),
    ("weep", &["wept"]),
    ("wife", &["wives"]),
    ("win", &["won"]),
    ("wind", &["wound"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("wolf", &["wolves"]),
    ("woman", &["women"]),
    ("write", &["wrote", "written"]),
];

/// Endings by which a word is derived from another that mostly has the same translation.
const DERIVED: &[&str] = &[
    "ly", "ness", "ment", "ation", "ion", "er", "or", "al", "ful", "ity", "able", "ive", "ence",
    "ance", "y",
];

/// A word without case, possessive, inflection and the British spelling of some endings; too
/// short a rest is left whole.
pub(super) fn stem(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    let word = lower
        .strip_suffix("'s")
        .unwrap_or(&lower)
        .trim_matches('\'');
    let irregular = IRREGULAR.iter().find(|(_, forms)| forms.contains(&word));
    let word = irregular.map_or(word, |(base, _)| base);
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let mut base = without_inflection(without_plural(word));
    if let Some(rest) = base.strip_suffix("our").filter(|rest| rest.len() >= 3) {
        base = format!("{rest}or");
    }
    if let Some(rest) = base.strip_suffix("is").filter(|rest| rest.len() >= 4) {
        base = format!("{rest}iz");
    }
    base
}

fn without_plural(word: &str) -> String {
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|w| w.len() >= least);
    if let Some(w) = cut("ies", 2) {
        format!("{w}y")
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word.to_owned()
    } else {
        cut("s", 3).unwrap_or(word).to_owned()
    }
}

fn without_inflection(word: String) -> String {
    let voiced = |w: &&str| w.len() >= 3 && w.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let cut = |ending: &str| word.strip_suffix(ending).filter(voiced);
    let base = if let Some(w) = word.strip_suffix("ied").filter(|w| w.len() >= 2) {
        format!("{w}y")
    } else if let Some(w) = word.strip_suffix("eed").filter(|w| w.len() >= 2) {
        format!("{w}ee")
    } else if let Some(w) = cut("ing").or_else(|| cut("ed")) {
        w.to_owned()
    } else {
        word.clone()
    };
    let base = base
        .strip_suffix('e')
        .filter(|w| w.len() >= 3)
        .unwrap_or(&base);
    let mut chars = base.chars().rev();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if a == b && base.len() > 3 && !matches!(a, 'l' | 's' | 'e') => {
            base.get(..base.len() - 1).unwrap_or(base).to_owned()
        }
        _ => base.to_owned(),
    }
}

/// Stems of words that a stem may be derived from, the likeliest first.
pub(super) fn origins(stemmed: &str) -> Vec<String> {
    let mut origins = Vec::new();
    for ending in DERIVED {
        if let Some(rest) = stemmed.strip_suffix(ending).filter(|rest| rest.len() >= 3) {
            let rest = match rest.strip_suffix('i') {
                Some(rest) => format!("{rest}y"),
                None => rest.to_owned(),
            };
            origins.push(stem(&rest));
        }
    }
    for beginning in ["un", "in", "re", "non"] {
        if let Some(rest) = stemmed
            .strip_prefix(beginning)
            .filter(|rest| rest.len() >= 4)
        {
            origins.push(rest.to_owned());
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_come_together() {
        for forms in [
            &["go", "goes", "went", "going", "gone"][..],
            &["visit", "visits", "visited", "visiting"],
            &["study", "studies", "studied", "studying"],
            &["stop", "stops", "stopped", "stopping"],
            &["make", "made", "making"],
            &["agree", "agreed", "agreeing", "agrees"],
            &["string", "strings"],
            &["building", "buildings"],
            &["woman", "women", "woman's"],
            &["organise", "organized", "organizing"],
            &["neighbour", "neighbors"],
            &["pass", "passes", "passed"],
        ] {
            let first = stem(forms[0]);
            for form in forms {
                assert_eq!(stem(form), first, "{form}");
            }
        }
    }

    #[test]
    fn derived_words_know_their_origin() {
        assert!(origins(&stem("quickly")).contains(&stem("quick")));
        assert!(origins(&stem("protection")).contains(&stem("protect")));
        assert!(origins(&stem("happiness")).contains(&stem("happy")));
    }
}
