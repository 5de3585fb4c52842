//! Q21: traditional characters, or the words of Taiwan, in a simplified text.
//!
//! Only of characters that no simplified text has. Left alone is what both scripts have in some
//! word or name: 著 (著作权), 乾 (乾隆), 瞭 (瞭望), 藉 (狼藉), 徵 (宫商角徵羽), 摺 (奏摺), 於 (a surname),
//! 昇 and 堃 (given names), 沈, 夥; and of course 后, 里, 干, 面, 台, which are simplified too.

use super::words::found;
use super::{Check, Reading, in_target};
use crate::text::traditional::{is_only_traditional, simplified};
use crate::unit::{Finding, Severity};

/// Traditional characters in zh-Hans.
pub(super) struct Traditional;

/// Words of Taiwan usage in simplified characters, and what a mainland text has.
const WORDS: &[(&str, &str)] = &[
    ("智慧财产", "知识产权"),
    ("人工智慧", "人工智能"),
    ("数位技术", "数字技术"),
    ("数位化", "数字化"),
    ("数位经济", "数字经济"),
    ("数位转型", "数字化转型"),
    ("数位内容", "数字内容"),
    ("数位时代", "数字时代"),
    ("数位环境", "数字环境"),
    ("智慧型手机", "智能手机"),
    ("网际网路", "互联网"),
    ("永续发展", "可持续发展"),
];

impl Check for Traditional {
    fn id(&self) -> &'static str {
        "Q21"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !pair.target_lang.is_chinese() || pair.target_lang.script() != Some("Hans") {
            return;
        }
        let text = pair.target;
        let mut run: Option<std::ops::Range<usize>> = None;
        let mut runs = Vec::new();
        for (at, c) in text.char_indices() {
            // A name that the source writes in this script is kept in it.
            if is_only_traditional(c) && !pair.source.contains(c) {
                let end = at + c.len_utf8();
                match &mut run {
                    Some(run) if run.end == at => run.end = end,
                    _ => runs.extend(run.replace(at..end)),
                }
            }
        }
        runs.extend(run);
        for range in runs {
            let found = text.get(range.clone()).unwrap_or_default();
            let simplified: String = found.chars().map(simplified).collect();
            findings.push(in_target(
                self.id(),
                Severity::Error,
                range,
                said!(
                    "{found} is traditional; simplified is {simplified}",
                    "“{found}”是繁体，简体为“{simplified}”"
                ),
            ));
        }
        for (word, better) in WORDS {
            for (at, found) in found(text, word) {
                findings.push(in_target(
                    self.id(),
                    Severity::Error,
                    at..at + found.len(),
                    said!(
                        "{word} is Taiwan usage; use {better}",
                        "“{word}”是台湾用语，应为“{better}”"
                    ),
                ));
            }
        }
    }
}
