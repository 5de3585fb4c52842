//! French.

use super::{EMPTY, Table};

pub(super) const TABLE: Table = Table {
    titles: &[
        "m", "mm", "mme", "mmes", "mlle", "mlles", "dr", "me", "mgr", "pr", "st", "ste",
    ],
    abbreviations: &["c.-à-d", "p.ex", "ex", "env", "not", "boul", "av"],
    may_end: &["etc", "cie", "s.a", "s.a.r.l"],
    numbers: &[
        "al", "art", "chap", "fig", "éd", "no", "nos", "t", "vol", "p", "pp",
    ],
    conjunctions: &["et", "ou"],
    number_words: &[],
    months: &["janv", "févr", "avr", "juil", "sept", "oct", "nov", "déc"],
    times: &[],
    ..EMPTY
};
