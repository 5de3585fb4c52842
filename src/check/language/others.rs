//! Languages of which less is known.

use super::{Conventions, Modals, Negation, PLAIN, doubled};

/// Languages whose sentences end with a space or nothing.
pub(super) static WITHOUT_STOPS: Conventions = Conventions {
    ends_sentences: false,
    ..PLAIN
};

/// French.
pub(super) static FRENCH: Conventions = Conventions {
    doubled: &[
        doubled("de de", "", ""),
        doubled("la la", "", ""),
        doubled("le le", "", ""),
        doubled("les les", "", ""),
        doubled("et et", "", ""),
        doubled("des des", "", ""),
        doubled("en en", "", ""),
    ],
    quotes: &[('«', '»'), ('“', '”'), ('"', '"')],
    negation: Negation {
        said: &[
            "ne ", "n'", "n’", "pas", "sans", "non", "aucun", "jamais", "ni ", "rien", "im", "in",
            "interdi", "sauf", "seul", "empêch", "absence", "manqu", "refus",
        ],
        ..PLAIN.negation
    },
    modals: Modals {
        must_said: &[
            "doit", "doivent", "devra", "faut", "tenu", "oblig", "est ", "sont ", "ra ", "ront ",
        ],
        may_said: &[
            "peut", "peuvent", "pourra", "pourront", "puisse", "possib", "autoris", "droit",
        ],
        ..PLAIN.modals
    },
    ..PLAIN
};

/// German.
pub(super) static GERMAN: Conventions = Conventions {
    doubled: &[
        doubled("und und", "", ""),
        doubled("von von", "", ""),
        doubled("mit mit", "", ""),
        doubled("für für", "", ""),
        doubled("den den", "", ""),
        doubled("ist ist", "", ""),
    ],
    quotes: &[('„', '“'), ('»', '«'), ('“', '”'), ('"', '"')],
    negation: Negation {
        said: &[
            "nicht",
            "kein",
            "nie",
            "ohne",
            "weder",
            "noch",
            "nichts",
            "un",
            "nein",
            "verhinder",
            "verbiet",
            "verbot",
            "nur",
            "fehl",
            "los",
            "außer",
        ],
        ..PLAIN.negation
    },
    modals: Modals {
        must_said: &[
            "muss",
            "müssen",
            "soll",
            "hat ",
            "haben ",
            "ist ",
            "sind ",
            "verpflichtet",
            "darf",
            "dürfen",
            "wird",
            "werden",
        ],
        may_said: &[
            "kann",
            "können",
            "darf",
            "dürfen",
            "könnte",
            "möglich",
            "berechtigt",
            "recht",
        ],
        ..PLAIN.modals
    },
    ..PLAIN
};

/// Japanese.
pub(super) static JAPANESE: Conventions = Conventions {
    quotes: &[('「', '」'), ('『', '』'), ('“', '”'), ('"', '"')],
    negation: Negation {
        said: &[
            "ない",
            "なく",
            "ず",
            "ぬ",
            "ません",
            "不",
            "無",
            "非",
            "未",
            "禁",
            "否",
            "まで",
            "以外",
            "だけ",
            "のみ",
            "なし",
            "なき",
        ],
        ..PLAIN.negation
    },
    modals: Modals {
        must_said: &[
            "なければ",
            "ねば",
            "必要",
            "もの",
            "べき",
            "義務",
            "要",
            "する",
            "ない",
            "れる",
            "こと",
        ],
        may_said: &[
            "できる",
            "でき",
            "よい",
            "可能",
            "かも",
            "得る",
            "場合",
            "れる",
        ],
        ..PLAIN.modals
    },
    ..PLAIN
};
