//! Bringing the forms of an English word together.
//!
//! The result only has to be the same for all forms of a word, not to be a word.

/// Forms that follow no rule, those of old texts too, by their word; the rest is left to the
/// endings.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("arise", &["arose", "arisen"]),
    ("awake", &["awoke", "awoken"]),
    ("bad", &["worse", "worst"]),
    (
        "be",
        &[
            "am", "is", "are", "was", "were", "been", "being", "wast", "wert",
        ],
    ),
    ("bear", &["bore", "borne"]),
    ("beat", &["beaten"]),
    ("become", &["became"]),
    ("befall", &["befell", "befallen"]),
    ("beget", &["begat", "begot", "begotten"]),
    ("begin", &["began", "begun"]),
    ("behold", &["beheld"]),
    ("bend", &["bent"]),
    ("beseech", &["besought"]),
    ("bid", &["bade", "bidden"]),
    ("bind", &["bound"]),
    ("bite", &["bit", "bitten"]),
    ("bleed", &["bled"]),
    ("blow", &["blew", "blown"]),
    ("break", &["broke", "broken"]),
    ("breed", &["bred"]),
    ("bring", &["brought"]),
    ("brother", &["brethren"]),
    ("build", &["built"]),
    ("burn", &["burnt"]),
    ("buy", &["bought"]),
    ("calf", &["calves"]),
    ("catch", &["caught"]),
    ("child", &["children"]),
    ("choose", &["chose", "chosen"]),
    ("cling", &["clung"]),
    ("come", &["came", "cometh"]),
    ("creep", &["crept"]),
    ("deal", &["dealt"]),
    ("die", &["dying", "died", "dieth"]),
    ("dig", &["dug"]),
    (
        "do",
        &[
            "does", "did", "done", "doing", "doth", "dost", "didst", "doeth",
        ],
    ),
    ("draw", &["drew", "drawn"]),
    ("dream", &["dreamt"]),
    ("drink", &["drank", "drunk"]),
    ("drive", &["drove", "driven"]),
    ("dwell", &["dwelt"]),
    ("eat", &["ate", "eaten"]),
    ("elf", &["elves"]),
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
    ("foresee", &["foresaw", "foreseen"]),
    ("foretell", &["foretold"]),
    ("forget", &["forgot", "forgotten"]),
    ("forgive", &["forgave", "forgiven"]),
    ("forgo", &["forwent", "forgone"]),
    ("forsake", &["forsook", "forsaken"]),
    ("freeze", &["froze", "frozen"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["goes", "went", "gone", "going", "goeth"]),
    ("good", &["better", "best"]),
    ("goose", &["geese"]),
    ("grind", &["ground"]),
    ("grow", &["grew", "grown"]),
    ("half", &["halves"]),
    ("hang", &["hung"]),
    ("have", &["has", "had", "having", "hath", "hast", "hadst"]),
    ("hear", &["heard"]),
    ("hew", &["hewn"]),
    ("hide", &["hid", "hidden"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("kneel", &["knelt"]),
    ("knife", &["knives"]),
    ("know", &["knew", "known"]),
    ("lay", &["laid"]),
    ("lead", &["led"]),
    ("leaf", &["leaves"]),
    ("lean", &["leant"]),
    ("leap", &["leapt"]),
    ("learn", &["learnt"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("lie", &["lying", "lain", "lieth"]),
    ("life", &["lives"]),
    ("light", &["lit"]),
    ("loaf", &["loaves"]),
    ("lose", &["lost"]),
    ("louse", &["lice"]),
    ("make", &["made"]),
    ("man", &["men"]),
    ("many", &["more", "most"]),
    ("mean", &["meant"]),
    ("meet", &["met"]),
    ("mistake", &["mistook", "mistaken"]),
    ("mouse", &["mice"]),
    ("outdo", &["outdid", "outdone"]),
    ("overcome", &["overcame"]),
    ("overhear", &["overheard"]),
    ("oversee", &["oversaw", "overseen"]),
    ("overtake", &["overtook", "overtaken"]),
    ("ox", &["oxen"]),
    ("partake", &["partook"]),
    ("pay", &["paid"]),
    ("person", &["people"]),
    ("rebuild", &["rebuilt"]),
    ("repay", &["repaid"]),
    ("rewrite", &["rewrote", "rewritten"]),
    ("ride", &["rode", "ridden"]),
    ("ring", &["rang", "rung"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("say", &["said", "saith", "sayest"]),
    ("scarf", &["scarves"]),
    ("see", &["saw", "seen", "seeing", "seeth", "seest"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("sew", &["sewn"]),
    ("shake", &["shook", "shaken"]),
    ("shall", &["shalt"]),
    ("shave", &["shaven"]),
    ("sheaf", &["sheaves"]),
    ("shelf", &["shelves"]),
    ("shine", &["shone"]),
    ("shoot", &["shot"]),
    ("show", &["shown"]),
    ("shrink", &["shrank", "shrunk"]),
    ("sing", &["sang", "sung"]),
    ("sink", &["sank", "sunk"]),
    ("sit", &["sat"]),
    ("slay", &["slew", "slain"]),
    ("sleep", &["slept"]),
    ("slide", &["slid"]),
    ("sling", &["slung"]),
    ("smite", &["smote", "smitten"]),
    ("sow", &["sown"]),
    ("speak", &["spoke", "spoken", "spake"]),
    ("speed", &["sped"]),
    ("spend", &["spent"]),
    ("spill", &["spilt"]),
    ("spin", &["spun"]),
    ("spit", &["spat"]),
    ("spoil", &["spoilt"]),
    ("spring", &["sprang", "sprung"]),
    ("stand", &["stood"]),
    ("steal", &["stole", "stolen"]),
    ("stick", &["stuck"]),
    ("sting", &["stung"]),
    ("stink", &["stank", "stunk"]),
    ("strew", &["strewn"]),
    ("stride", &["strode"]),
    ("strike", &["struck", "stricken"]),
    ("string", &["strung"]),
    ("strive", &["strove", "striven"]),
    ("swear", &["swore", "sworn", "sware"]),
    ("sweep", &["swept"]),
    ("swell", &["swollen"]),
    ("swim", &["swam", "swum"]),
    ("swing", &["swung"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tear", &["tore", "torn"]),
    ("tell", &["told"]),
    ("thief", &["thieves"]),
    ("think", &["thought"]),
    ("throw", &["threw", "thrown"]),
    ("to", &["unto"]),
    ("tooth", &["teeth"]),
    ("tread", &["trod", "trodden"]),
    ("undergo", &["underwent", "undergone"]),
    ("understand", &["understood"]),
    ("undertake", &["undertook", "undertaken"]),
    ("unwind", &["unwound"]),
    ("uphold", &["upheld"]),
    ("use", &["using", "used"]),
    ("wake", &["woke", "woken"]),
    ("wear", &["wore", "worn"]),
    ("weave", &["wove", "woven"]),
    ("weep", &["wept"]),
    ("wharf", &["wharves"]),
    ("wife", &["wives"]),
    ("will", &["wilt"]),
    ("win", &["won"]),
    ("wind", &["wound"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("withhold", &["withheld"]),
    ("withstand", &["withstood"]),
    ("wolf", &["wolves"]),
    ("woman", &["women"]),
    ("work", &["wrought"]),
    ("wring", &["wrung"]),
    ("write", &["wrote", "written"]),
    ("you", &["thou", "thee", "ye"]),
    ("your", &["thy", "thine"]),
    ("yourself", &["thyself"]),
];

/// Endings by which a word is derived from another that mostly has the same translation.
const DERIVED: &[&str] = &[
    "ly", "ness", "ment", "ation", "ion", "er", "or", "al", "ful", "ity", "able", "ive", "ence",
    "ance", "y",
];

/// What English words end in that were drawn together with the next, and that one.
const CONTRACTED: &[(&str, &str)] = &[
    ("n't", "not"),
    ("'ll", "will"),
    ("'ve", "have"),
    ("'re", "be"),
    ("'m", "be"),
];

/// The stems of a word; of a contraction, those of both its words: of didn't, do and not.
pub(super) fn stems(word: &str) -> Vec<String> {
    let whole = word.to_lowercase().replace('’', "'");
    let drawn = CONTRACTED.iter().find_map(|(ending, second)| {
        let first = whole.strip_suffix(ending)?;
        Some((first, *second))
    });
    match drawn {
        Some(("ca", not)) => vec!["can".to_owned(), not.to_owned()],
        Some(("wo", not)) => vec!["will".to_owned(), not.to_owned()],
        Some(("sha", not)) => vec!["shall".to_owned(), not.to_owned()],
        Some((first, second)) if !first.is_empty() => vec![stem(first), stem(second)],
        // Would and had say too little to be kept.
        _ => vec![stem(whole.strip_suffix("'d").unwrap_or(&whole))],
    }
}

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
    let with_y = word.strip_suffix("ied").or(word.strip_suffix("ieth"));
    let base = if let Some(w) = with_y.filter(|w| w.len() >= 2) {
        format!("{w}y")
    } else if let Some(w) = word.strip_suffix("eed").filter(|w| w.len() >= 2) {
        format!("{w}ee")
    } else if let Some(w) = cut("ing").or_else(|| cut("ed")).or_else(|| cut("eth")) {
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
            &["say", "saith", "said"],
            &["make", "maketh", "made"],
            &["cry", "crieth", "cried"],
            &["smite", "smote", "smitten"],
        ] {
            let first = stem(forms[0]);
            for form in forms {
                assert_eq!(stem(form), first, "{form}");
            }
        }
    }

    #[test]
    fn contractions_are_two_words() {
        for (contraction, words) in [
            ("didn’t", ["do", "not"]),
            ("Can't", ["can", "not"]),
            ("won't", ["will", "not"]),
            ("They’ve", ["they", "have"]),
            ("I’m", ["i", "be"]),
        ] {
            assert_eq!(stems(contraction), words.map(stem), "{contraction}");
        }
        assert_eq!(stems("cat's"), ["cat"]);
        assert_eq!(stems("he'd"), ["he"]);
    }

    #[test]
    fn derived_words_know_their_origin() {
        assert!(origins(&stem("quickly")).contains(&stem("quick")));
        assert!(origins(&stem("protection")).contains(&stem("protect")));
        assert!(origins(&stem("happiness")).contains(&stem("happy")));
    }
}
