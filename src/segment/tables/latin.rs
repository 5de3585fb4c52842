//! Languages without a table of their own: abbreviations that many European languages share.

use super::{EMPTY, Table};

pub(super) const TABLE: Table = Table {
    titles: &[
        "dr", "prof", "mr", "mrs", "ms", "sr", "sra", "srta", "dott", "dra", "ing", "sig", "st",
    ],
    abbreviations: &[
        "cf", "e.g", "i.e", "vs", "ca", "p.ej", "напр", "т.е", "см", "ст", "ул",
    ],
    may_end: &[
        "inc", "ltd", "corp", "co", "s.a", "s.p.a", "jr", "u.s", "u.s.a",
    ],
    numbers: &[
        "art", "arts", "fig", "figs", "nr", "núm", "núms", "n", "pp", "pág", "págs", "pag", "cap",
        "vol", "vols", "tab", "sec", "ed", "стр", "рис", "гл",
    ],
    number_words: &["no", "p", "str"],
    months: &[
        "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec",
    ],
    times: &[],
    ..EMPTY
};

/// The same, for languages that write ordinal numbers with a full stop.
pub(super) const WITH_ORDINALS: Table = Table {
    ordinals: true,
    ..TABLE
};
