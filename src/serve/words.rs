//! The language that the server speaks to people: English or Chinese.

mod sayings;

use std::borrow::Cow;

use axum::http::{HeaderMap, header};

use crate::serve::access;
use crate::unit::{MadeBy, Message, Severity, State};

/// The cookie that a choice is kept in.
pub(super) const COOKIE: &str = "yiku-words";

/// The words of the page, and of what is said in answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Words {
    /// In English.
    English,
    /// In Chinese.
    Chinese,
}

impl Words {
    /// The words that a reader wants: as chosen on the page, else as the browser says.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        match access::cookie(headers, COOKIE).as_deref() {
            Some("zh") => return Self::Chinese,
            Some("en") => return Self::English,
            _ => {}
        }
        let accepted = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let first = accepted.and_then(|accepted| accepted.split([',', ';']).next());
        match first {
            Some(first) if first.trim().to_ascii_lowercase().starts_with("zh") => Self::Chinese,
            _ => Self::English,
        }
    }

    /// The one of two texts that is in this language.
    pub(super) fn say<'t>(self, english: &'t str, chinese: &'t str) -> &'t str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// What a check says.
    pub(super) fn message(self, message: &Message) -> &str {
        self.say(&message.english, &message.chinese)
    }

    /// What a command, an error or the log says, and what a language is called in them.
    pub(super) fn said(self, said: &str) -> Cow<'_, str> {
        match self {
            Self::English => Cow::Borrowed(said),
            Self::Chinese => Cow::Owned(sayings::in_chinese(said)),
        }
    }

    /// The tag of the language.
    pub(super) fn tag(self) -> &'static str {
        self.say("en", "zh-Hans")
    }

    /// A state.
    pub(super) fn state(self, state: Option<State>) -> &'static str {
        match state {
            None => self.say("untranslated", "未译"),
            Some(State::Rejected) => self.say("rejected", "退回"),
            Some(State::Draft) => self.say("draft", "草稿"),
            Some(State::Translated) => self.say("translated", "已译"),
            Some(State::Reviewed) => self.say("reviewed", "已审"),
            Some(State::Final) => self.say("final", "定稿"),
        }
    }

    /// How a translation came about.
    pub(super) fn made_by(self, made_by: MadeBy) -> &'static str {
        match made_by {
            MadeBy::Human => self.say("by hand", "人工"),
            MadeBy::Exact => self.say("exact match", "完全匹配"),
            MadeBy::Context => self.say("context match", "上下文匹配"),
            MadeBy::Fuzzy => self.say("fuzzy match", "模糊匹配"),
            MadeBy::Machine => self.say("machine", "机器翻译"),
            MadeBy::Aligned => self.say("aligned", "对齐"),
            MadeBy::Propagated => self.say("repetition", "重复"),
        }
    }

    /// How bad a finding is.
    pub(super) fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.say("error", "错误"),
            Severity::Warning => self.say("warning", "警告"),
            Severity::Info => self.say("worth a look", "提示"),
        }
    }
}
