//! Q09: spaces between Chinese characters and Latin letters or digits as the house has them.

use super::language::conventions;
use super::settings::House;
use super::span::is_inside;
use super::{Check, Reading, in_target};
use crate::text::script::{is_cjk, is_han};
use crate::unit::{Finding, Severity};

/// A space between Han and Latin, or beside full-width punctuation.
pub(super) struct Spacing;

/// Marks that bring their own white space.
const WIDE: &str = "，。；：？！、《》（）";

impl Check for Spacing {
    fn id(&self) -> &'static str {
        "Q09"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !conventions(pair.target_lang).tight {
            return;
        }
        let (house, mut severity) = pair.settings.house(pair.customs);
        match house {
            House::Keep => return,
            House::Space => missing_spaces(pair, &mut severity, findings),
            House::None => {}
        }
        let text = pair.target;
        // The two halves of a headline: 暴雨引发山体滑坡 3人失踪.
        let halves = text.matches(' ').count() == 1 && !text.contains(['，', '。', '；']);
        for (at, _) in text.match_indices(' ') {
            let (Some(before), Some(after)) = (
                text[..at].chars().next_back(),
                text[at + 1..].chars().next(),
            ) else {
                continue;
            };
            let latin = |c: char| c.is_alphanumeric() && !is_han(c) && !c.is_ascii_control();
            let wide = |c: char| WIDE.contains(c);
            let mixed = is_han(before) && latin(after) || latin(before) && is_han(after);
            let beside_wide = (wide(before) || wide(after)) && before != ' ' && after != ' ';
            if pair.is_parted(&(at..at + 2)) {
                continue;
            }
            // 3.1 引言: the number of a section keeps its space.
            let mixed = mixed && house == House::None && !is_item(pair, at);
            if mixed && !after_section_number(&text[..at]) || beside_wide {
                findings.push(
                    in_target(
                        self.id(),
                        // Behind a mark that has white space of its own nobody sees it.
                        if mixed && !halves || wide(after) {
                            severity
                        } else {
                            Severity::Info
                        },
                        at..at + 1,
                        if mixed {
                            said!(
                                "no space between Chinese and Latin characters or digits",
                                "汉字与西文字母、数字之间不加空格"
                            )
                        } else {
                            said!(
                                "no space beside full-width punctuation",
                                "全角标点旁不加空格"
                            )
                        },
                    )
                    .fixed_by(""),
                );
                // Who sets one space sets them all: the first says so.
                if mixed {
                    severity = Severity::Info;
                }
            }
        }
    }
}

/// Where Han and Latin meet without the space that the house wants.
fn missing_spaces(pair: &Reading<'_>, severity: &mut Severity, findings: &mut Vec<Finding>) {
    let latin = |c: char| c.is_alphanumeric() && !is_cjk(c);
    let mut last: Option<char> = None;
    for (at, c) in pair.target.char_indices() {
        let meets =
            last.is_some_and(|before| is_han(before) && latin(c) || latin(before) && is_han(c));
        let is_parted = || pair.is_parted(&(at..at + 1));
        if meets && !is_inside(pair.target_spans(), at) && !is_parted() {
            findings.push(
                in_target(
                    "Q09",
                    *severity,
                    at..at + c.len_utf8(),
                    said!(
                        "a space between Chinese and Latin characters or digits",
                        "汉字与西文字母、数字之间应有一个空格"
                    ),
                )
                .fixed_by(format!(" {c}")),
            );
            *severity = Severity::Info;
        }
        last = Some(c);
    }
}

/// Whether the number of an item of a list stands before, as it does in the source: 12 冷却板.
fn is_item(pair: &Reading<'_>, at: usize) -> bool {
    let number = pair.target.get(..at).unwrap_or_default();
    !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.bytes().any(|b| b.is_ascii_digit())
        && pair
            .source
            .strip_prefix(number)
            .is_some_and(|rest| rest.starts_with(' '))
        && !pair.source.ends_with('.')
}

/// Whether only the number of a section stands before.
fn after_section_number(before: &str) -> bool {
    before.contains('.') && before.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}
