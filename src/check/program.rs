//! Q37: texts of a program: how long they may be, and the key that reaches them.

use super::settings::Profile;
use super::{Check, Reading, in_source, in_target};
use crate::unit::{Finding, Severity};

/// Length limits and shortcut keys.
pub(super) struct Program;

impl Check for Program {
    fn id(&self) -> &'static str {
        "Q37"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let length = pair.target.chars().count();
        let source = pair.source.chars().count();
        let percent = pair.settings.max_percent.map(|p| source * p / 100);
        let most = [pair.settings.max_length, percent];
        if let Some(most) = most.into_iter().flatten().min()
            && length > most
        {
            findings.push(in_target(
                self.id(),
                Severity::Warning,
                0..pair.target.len(),
                said!(
                    "{length} characters; {most} may stand here",
                    "共{length}个字符，此处至多{most}个"
                ),
            ));
        }
        if pair.settings.profile() != Profile::Software {
            return;
        }
        let (ours, theirs) = (key(pair.source), key(pair.target));
        match (ours, theirs) {
            (Some((at, _)), None) => findings.push(in_source(
                self.id(),
                Severity::Warning,
                at..at + 2,
                said!(
                    "the shortcut key is not in the translation",
                    "译文中没有快捷键"
                ),
            )),
            // k8s & rkt, k8s&rkt
            (None, Some((at, _))) if !pair.source.contains('&') => findings.push(in_target(
                self.id(),
                Severity::Warning,
                at..at + 2,
                said!("the source has no shortcut key", "原文没有快捷键"),
            )),
            _ => {}
        }
    }
}

/// A text with more characters than this is no label with a key.
const LABEL: usize = 60;

/// The shortcut key of a text, and where its mark stands: `&Open`, `_Open`, 打开(&O).
fn key(text: &str) -> Option<(usize, char)> {
    if text.chars().count() > LABEL {
        return None;
    }
    ['&', '_'].into_iter().find_map(|mark| {
        let mut places = text.match_indices(mark);
        // Two of them are emphasis, or names in a program.
        let (Some((at, _)), None) = (places.next(), places.next()) else {
            return None;
        };
        let rest = text.get(at + 1..)?;
        let letter = rest.chars().next().filter(char::is_ascii_alphanumeric)?;
        let entity = mark == '&'
            && rest.split_once(';').is_some_and(|(name, _)| {
                name.len() <= 6 && name.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        let before = text.get(..at)?;
        let name = mark == '_' && !(before.is_empty() || before.ends_with([' ', '(', '（']));
        // R&D, H&M
        let capitals =
            before.ends_with(|c: char| c.is_ascii_uppercase()) && letter.is_ascii_uppercase();
        (!entity && !name && !capitals).then_some((at, letter))
    })
}
