//! What reviewers write for a status, in English and in Chinese.

use unicode_normalization::UnicodeNormalization;

use crate::unit::State;

/// What a reviewer says of the state of a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing: the cell is empty.
    Nothing,
    /// There is no translation.
    Untranslated,
    /// This.
    State(State),
}

/// The words for a state; the first is the one that is written.
const WORDS: [(Status, &[&str]); 6] = [
    (
        Status::Untranslated,
        &["untranslated", "new", "not translated", "未译", "未翻译"],
    ),
    (
        Status::State(State::Draft),
        &[
            "draft",
            "草稿",
            "草译",
            "待审",
            "needs work",
            "待改",
            "待修改",
        ],
    ),
    (
        Status::State(State::Translated),
        &["translated", "done", "已译", "已翻译", "译毕"],
    ),
    (
        Status::State(State::Reviewed),
        &[
            "reviewed",
            "ok",
            "okay",
            "approved",
            "accepted",
            "yes",
            "pass",
            "passed",
            "good",
            "√",
            "✓",
            "✔",
            "已审",
            "已审核",
            "已审校",
            "已校",
            "审毕",
            "通过",
            "已通过",
            "同意",
            "可",
            "好",
        ],
    ),
    (
        Status::State(State::Final),
        &[
            "final",
            "signed off",
            "signed-off",
            "定稿",
            "终稿",
            "已定稿",
        ],
    ),
    (
        Status::State(State::Rejected),
        &[
            "rejected",
            "reject",
            "no",
            "wrong",
            "fail",
            "failed",
            "×",
            "✗",
            "✘",
            "退回",
            "已退回",
            "不通过",
            "未通过",
            "拒绝",
            "驳回",
            "重译",
        ],
    ),
];

/// The words that a reviewer chooses from.
pub(super) fn choices() -> impl Iterator<Item = &'static str> {
    WORDS.iter().filter_map(|(_, words)| words.first().copied())
}

/// The word for the state of a translation.
pub(super) fn word(state: Option<State>) -> &'static str {
    state.map_or("untranslated", State::as_str)
}

/// What a word says, in English or Chinese, whatever its case and width; `None` where nobody
/// could say.
#[must_use]
pub fn status(written: &str) -> Option<Status> {
    let folded: String = written.nfkc().collect();
    let folded = folded
        .trim()
        .trim_end_matches(['.', '。', '!'])
        .to_lowercase();
    if folded.is_empty() {
        return Some(Status::Nothing);
    }
    let known = WORDS
        .iter()
        .find(|(_, words)| words.contains(&folded.as_str()));
    known.map(|(status, _)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_trade_are_understood() {
        let state = |written| match status(written) {
            Some(Status::State(state)) => Some(state),
            _ => None,
        };
        for (written, expected) in [
            ("Reviewed", State::Reviewed),
            (" OK ", State::Reviewed),
            ("ＯＫ！", State::Reviewed),
            ("通过", State::Reviewed),
            ("已译", State::Translated),
            ("已审。", State::Reviewed),
            ("定稿", State::Final),
            ("退回", State::Rejected),
            ("草稿", State::Draft),
        ] {
            assert_eq!(state(written), Some(expected), "{written}");
        }
        assert_eq!(status("  "), Some(Status::Nothing));
        assert_eq!(status("再看看"), None);
    }

    #[test]
    fn what_is_written_is_read_back() {
        for given in [None].into_iter().chain(State::ALL.map(Some)) {
            let expected = given.map_or(Status::Untranslated, Status::State);
            assert_eq!(status(word(given)), Some(expected));
            assert!(choices().any(|choice| choice == word(given)));
        }
    }
}
