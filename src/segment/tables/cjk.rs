//! Chinese and Japanese: their own marks are read by character; Latin words in them go by the
//! English tables.

use super::{EMPTY, Table};

pub(super) const TABLE: Table = Table {
    // Inc.工作, v2.1版: within Chinese a full stop without white space is part of a word.
    stops_before_cjk: false,
    // “……。”的说法: a particle ties the quotation into the sentence.
    goes_on_with: &['的', 'と', 'っ'],
    ..EMPTY
};
