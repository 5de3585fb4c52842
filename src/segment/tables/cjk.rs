//! Chinese and Japanese: their own marks are read by character; Latin words in them go by the
//! English tables.

use super::{EMPTY, Table};

pub(super) const TABLE: Table = Table {
    // Inc.工作, v2.1版: within Chinese a full stop without white space is part of a word.
    stops_before_cjk: false,
    // “……。”的说法: a particle, or a word for what was quoted, ties the quotation into the sentence.
    goes_on_with: &[
        "的",
        "地叫",
        "地喊",
        "地响",
        "地笑",
        "地哭",
        "地说",
        "之类",
        "之声",
        "之说",
        "之词",
        "之语",
        "之言",
        "之称",
        "之名",
        "之问",
        "之意",
        "之感",
        "之外",
        "之间",
        "之余",
        "一类",
        "这样的",
        "这种",
        "这类",
        "这句",
        "那样的",
        "那种",
        "那句",
        "似的",
        "等等",
        "等口号",
        "等字样",
        "等标语",
        "等问题",
        "と",
        "っ",
    ],
    ..EMPTY
};
