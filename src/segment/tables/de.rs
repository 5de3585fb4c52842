//! German.

use super::{EMPTY, Table};

pub(super) const TABLE: Table = Table {
    titles: &[
        "hr", "hrn", "fr", "frl", "dr", "prof", "dipl", "ing", "med", "phil", "jur", "st",
    ],
    abbreviations: &[
        "z.b", "d.h", "u.a", "bzw", "ca", "evtl", "ggf", "gem", "i.d.r", "i.s.d", "inkl", "insb",
        "max", "mind", "o.g", "sog", "s.o", "s.u", "u.u", "v.a", "vgl", "zzgl", "i.v.m", "bspw",
    ],
    may_end: &["usw", "etc", "u.s.w", "ff", "mbh", "str"],
    numbers: &[
        "art", "abs", "nr", "nrn", "kap", "s", "bd", "abb", "tab", "ziff", "buchst", "anm",
    ],
    conjunctions: &["und", "oder"],
    number_words: &[],
    months: &[
        "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dez",
    ],
    times: &[],
    ordinals: true,
    ..EMPTY
};
