//! English.

use super::{Bound, Conventions, Modals, Negation, PLAIN, Vague, doubled};

pub(super) static ENGLISH: Conventions = Conventions {
    full_width: &[],
    tight: false,
    ends_sentences: true,
    doubled: &[
        doubled("the the", "", ""),
        doubled("of of", "", ""),
        doubled("and and", "", ""),
        doubled("an an", "", ""),
        doubled("with with", "", ""),
        doubled("from from", "", ""),
        doubled("for for", "", ""),
        doubled("are are", "", ""),
        doubled("by by", "", ""),
        doubled("at at", "", ""),
    ],
    quotes: &[('“', '”'), ('"', '"')],
    negation: Negation {
        strong: &[
            "should not", "does not", "do not", "did not", "cannot", "can not", "could not",
            "will not", "would not", "must not", "shall not", "may not", "is not", "are not",
            "was not", "were not", "has not", "have not", "had not", "never", "doesn't", "don't",
            "didn't", "can't", "won't", "isn't", "aren't", "wasn't", "weren't", "shouldn't",
            "couldn't", "wouldn't", "hasn't", "haven't", "doesn’t", "don’t", "didn’t", "can’t",
            "won’t", "isn’t", "aren’t", "wasn’t", "weren’t", "shouldn’t", "couldn’t", "wouldn’t",
            "hasn’t", "haven’t", "without", "there is no", "there are no", "there was no",
            "has no", "have no", "had no", "neither",
        ],
        weak: &["not", "no", "nor", "none", "nothing", "nobody", "no one"],
        apparent: &[
            "no later than", "not later than", "no more than", "not more than", "no less than",
            "not less than", "no fewer than", "not fewer than", "not until", "if not", "whether or not", "not to mention",
            "no doubt", "no longer than", "not only", "no sooner", "why not", "no matter",
        ],
        said: &[
            "not", "no", "n't", "n’t", "never", "without", "neither", "nor", "none", "nothing",
            "fail", "lack", "un", "in", "im", "ir", "non", "dis", "refus", "prohibit", "prevent", "only", "free",
            "except", "avoid", "absence", "less", "few", "little", "rather than", "beyond", "hardly", "unable",
        ],
    },
    vague: &[
        Vague {
            bound: Bound::More,
            before: &["over", "more than", "above", "exceeding", "exceeds", "upwards of", "in excess of"],
            beside: &["plus", "+", "surpass", "at least", "some", "or more", "beyond", "greater than", "exceed"],
        },
        Vague {
            bound: Bound::AtLeast,
            before: &["at least", "no less than", "not less than", "no fewer than", "a minimum of"],
            beside: &["or more", "minimum", "over", "more than"],
        },
        Vague {
            bound: Bound::Nearly,
            before: &["nearly", "almost", "close to", "just under"],
            beside: &["some", "about", "approximately", "around", "less than", "under"],
        },
        Vague {
            bound: Bound::AtMost,
            before: &["up to", "at most", "no more than", "not more than", "a maximum of", "as many as"],
            beside: &["maximum", "within", "or less", "or fewer", "as much as", "as high as", "not exceed"],
        },
        Vague {
            bound: Bound::About,
            before: &["about", "some", "approximately", "around", "roughly", "an estimated"],
            beside: &["nearly", "almost", "more or less", "or so", "close to", "estimated", "over"],
        },
    ],
    modals: Modals {
        must: &["shall", "must", "is required to", "are required to"],
        must_said: &["should", "have to", "has to", "need", "will", "is to", "are to", "obliged", "may not", "means", "required"],
        may: &["may"],
        may_said: &["can", "could", "might", "entitled", "permitted", "allowed", "free to", "right to", "if"],
    },
    ..PLAIN
};
