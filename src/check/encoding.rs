//! Q30: characters that came about by accident: lost ones, full-width letters and digits,
//! half-width kana, compatibility ideographs, letters of another alphabet that look alike.

use super::language::conventions;
use super::{Check, Reading, in_target};
use crate::unit::{Finding, Message, Severity};

/// Characters that no one types on purpose.
pub(super) struct Encoding;

/// What came about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slip {
    Lost,
    FullWidth,
    Kana,
    Compatibility,
}

impl Slip {
    fn said(self) -> Message {
        match self {
            Self::Lost => said!("a character was lost here", "此处丢失了一个字符"),
            Self::FullWidth => said!("full-width letters or digits", "全角字母或数字"),
            Self::Kana => said!("half-width kana", "半角假名"),
            Self::Compatibility => said!(
                "a compatibility character; the ordinary one looks the same",
                "兼容字符，应使用字形相同的通用字符"
            ),
        }
    }
}

impl Check for Encoding {
    fn id(&self) -> &'static str {
        "Q30"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let han = !conventions(pair.target_lang).full_width.is_empty();
        look_alikes(pair, findings);
        let mut last: Option<(Slip, usize)> = None;
        for (at, c) in pair.target.char_indices() {
            let slip = match c {
                '\u{FFFD}' => Slip::Lost,
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' if han => Slip::FullWidth,
                '\u{FF66}'..='\u{FF9D}' => Slip::Kana,
                '\u{F900}'..='\u{FAFF}' | '\u{2E80}'..='\u{2FDF}' => Slip::Compatibility,
                _ => continue,
            };
            if c != '\u{FFFD}' && pair.source.contains(c) {
                continue;
            }
            let end = at + c.len_utf8();
            // One finding for a run.
            if let Some(finding) = findings.last_mut()
                && last == Some((slip, at))
            {
                finding.range.end = end;
            } else {
                findings.push(in_target(self.id(), Severity::Error, at..end, slip.said()));
            }
            if let Some(finding) = findings.last_mut()
                && slip == Slip::FullWidth
            {
                // They stand as far from their ASCII forms throughout.
                let plain = u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32);
                finding.fix.get_or_insert_default().extend(plain);
            }
            last = Some((slip, end));
        }
    }
}

/// Cyrillic and Greek letters within a word of Latin ones: РCT.
fn look_alikes(pair: &Reading<'_>, findings: &mut Vec<Finding>) {
    let foreign = |c: char| matches!(c, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{4FF}');
    // µ, Ω and Δ stand beside Latin letters in units and formulas.
    let alike = |c: char| "АВЕЅІЈКМНОРСТХУаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο".contains(c);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    for (at, c) in pair
        .target
        .char_indices()
        .filter(|(_, c)| foreign(*c) && alike(*c))
    {
        let end = at + c.len_utf8();
        let before = pair
            .target
            .get(..at)
            .and_then(|text| text.chars().next_back());
        let after = pair.target.get(end..).and_then(|text| text.chars().next());
        if (latin(before) || latin(after)) && !pair.source.contains(c) {
            findings.push(in_target(
                "Q30",
                Severity::Error,
                at..end,
                said!(
                    "{c} is of another alphabet (U+{0:04X})",
                    "“{c}”是另一种字母（U+{0:04X}）",
                    u32::from(c)
                ),
            ));
        }
    }
}
