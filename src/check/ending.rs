//! Q11: a segment that ends otherwise than its source.

use super::language::conventions;
use super::words::{holds, places};
use super::{Check, Reading, in_target};
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Final punctuation that differs.
pub(super) struct Ending;

/// How a text ends, closing quotation marks and brackets aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Stop,
    Question,
    Exclamation,
    Colon,
    Ellipsis,
    /// A dash, where speech breaks off.
    Dash,
    /// A comma, semicolon or enumeration comma: the text goes on.
    Pause,
    /// A letter, a digit, anything else.
    Nothing,
}

impl End {
    /// What it is called in English and in Chinese.
    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Stop => ("a full stop", "句号"),
            Self::Question => ("a question mark", "问号"),
            Self::Exclamation => ("an exclamation mark", "叹号"),
            Self::Colon => ("a colon", "冒号"),
            Self::Ellipsis => ("an ellipsis", "省略号"),
            Self::Dash => ("a dash", "破折号"),
            Self::Pause => ("a comma or semicolon", "逗号、顿号或分号"),
            Self::Nothing => ("no mark", "无标点"),
        }
    }
}

/// Abbreviations that end a heading with a full stop of their own.
const ABBREVIATIONS: &[&str] = &[
    "Ltd.", "Inc.", "Co.", "Corp.", "etc.", "Jr.", "Sr.", "St.", "No.", "al.", "a.m.", "p.m.",
    "U.S.", "U.K.", "U.N.", "E.U.", "B.C.", "A.D.", "D.C.", "Dr.", "Mr.", "Ms.", "Mrs.", "Prof.",
    "vol.", "ed.", "eds.", "pp.", "approx.",
];

/// A source of at most so many words without a mark is a heading; a longer one lost its stop.
const HEADING_WORDS: usize = 12;

impl Check for Ending {
    fn id(&self) -> &'static str {
        "Q11"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !conventions(pair.source_lang).ends_sentences
            || !conventions(pair.target_lang).ends_sentences
        {
            return;
        }
        let Some((source, _)) = end_of(pair.source) else {
            return;
        };
        let Some((target, at)) = end_of(pair.target) else {
            return;
        };
        if source == target {
            return;
        }
        let abbreviated = source == End::Stop
            && pair
                .source
                .split_whitespace()
                .next_back()
                .is_some_and(|word| ABBREVIATIONS.iter().any(|a| word.ends_with(a)));
        let severity = match (source, target) {
            // In a list one language has a mark where the other has none.
            (End::Pause, End::Nothing) | (End::Nothing, End::Pause) => return,
            (End::Stop, End::Nothing) if abbreviated => return,
            // A piece of a sentence ends as one or as the other.
            (End::Stop, End::Nothing) if pair.source.starts_with(char::is_lowercase) => {
                Severity::Info
            }
            // How loud a sentence is, or how it trails off, languages put differently.
            (End::Stop | End::Question, End::Exclamation)
            | (End::Exclamation, End::Stop)
            | (_, End::Ellipsis | End::Dash)
            | (End::Ellipsis | End::Dash, _) => Severity::Info,
            // What is asked in the midst of a sentence is asked at its end: “Why?” he said.
            (_, End::Question) if pair.source.contains(['?', '？']) => Severity::Info,
            // He asked who it was: “Who is it?” What is denied is asked: what is there to fear?
            (End::Stop | End::Exclamation | End::Colon, End::Question) if asks(pair) => {
                Severity::Info
            }
            // A request is asked in one language and made in another: could you, please do.
            (End::Question, End::Stop) if !asks(pair) => Severity::Info,
            // What is asked is told, 我问他走不走, or asked of no one, 哪能不走.
            (End::Question, End::Stop) if is_told(pair.target) => Severity::Info,
            // What is denied is asked: you haven't forgotten, 你没忘吧？
            (End::Stop | End::Exclamation, End::Question) if denies(pair) => Severity::Info,
            // 先生们： Gentlemen,
            (End::Colon, End::Stop | End::Pause) if conventions(pair.source_lang).tight => {
                Severity::Info
            }
            // What comes next is announced, and the last item of a list ends it.
            (End::Stop | End::Pause, End::Colon) | (End::Pause, End::Stop) => Severity::Info,
            // The source lost its stop, and the translation mends it.
            (End::Nothing, End::Stop) if !is_heading(pair.source) || pair.is_torn_out() => {
                Severity::Info
            }
            // What a text does again and again is its way.
            _ if pair.customs.ends_so(source, target) => Severity::Info,
            _ => Severity::Warning,
        };
        let ((ours, ours_zh), (theirs, theirs_zh)) = (source.name(), target.name());
        findings.push(in_target(
            self.id(),
            severity,
            at..pair.target.len(),
            said!(
                "the source ends with {ours}, the translation with {theirs}",
                "原文句末：{ours_zh}；译文句末：{theirs_zh}"
            ),
        ));
    }
}

/// Whether the translation has a word that asks; where none are known of its language, it may.
pub(super) fn asks(pair: &Reading<'_>) -> bool {
    let words = conventions(pair.target_lang).asking;
    words.is_empty() || holds(pair.target_lower(), words) || is_choice(pair.target)
}

/// Words after which a Chinese text tells what was said or asked, and those of questions that want
/// no answer.
const TOLD: &[&str] = &[
    "说，", "说你", "说我", "说他", "问，", "问他", "问她", "问我", "问你",
];
const OF_NO_ONE: &[&str] = &[
    "哪能", "岂", "怎能", "怎敢", "何必", "何苦", "何况", "哪有", "难道",
];

/// Whether a question of a text without quotation marks is told, or asked of no one.
fn is_told(text: &str) -> bool {
    !text.contains(['“', '"', '「']) && holds(text, TOLD) || holds(text, OF_NO_ONE)
}

/// Whether the source denies something.
fn denies(pair: &Reading<'_>) -> bool {
    let negation = conventions(pair.source_lang).negation;
    let mut words = negation.strong.iter().chain(negation.weak);
    words.any(|word| places(pair.source_lower(), word).next().is_some())
}

/// Whether a character stands on both sides of 不 or 没: 能不能, 有没有.
fn is_choice(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(3).any(
        |three| matches!(three, [before, '不' | '没', after] if before == after && is_han(*before)),
    )
}

/// Whether a text without a final mark is one by design.
fn is_heading(source: &str) -> bool {
    let words: Vec<&str> = source.split_whitespace().collect();
    if words.len() <= HEADING_WORDS {
        // Chinese has no spaces: it is as long as its characters.
        return words.len() > 1 || source.chars().count() <= 30;
    }
    // A long heading capitalizes its words.
    let capitalized = words
        .iter()
        .filter(|word| word.starts_with(|c: char| !c.is_lowercase()))
        .count();
    capitalized * 2 > words.len()
}

/// How a text ends and where the mark begins; `None` for an empty text.
pub(super) fn end_of(text: &str) -> Option<(End, usize)> {
    let closing = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\''
                    | '”'
                    | '’'
                    | '」'
                    | '』'
                    | '»'
                    | ')'
                    | '）'
                    | ']'
                    | '】'
                    | '》'
                    | '〉'
                    | '*'
                    | '_'
            )
    };
    let mut bare = text.trim_end_matches(closing);
    // The tags that the layout closes with: 。 </p></td>
    while let Some((before, tag)) = bare
        .strip_suffix('>')
        .and_then(|bare| bare.rsplit_once('<'))
        && tag.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic())
    {
        bare = before.trim_end_matches(closing);
    }
    // `…; and` and `…; or` end like a semicolon.
    for word in [" and", " or"] {
        if let Some(before) = bare.strip_suffix(word)
            && before.ends_with([';', ','])
        {
            bare = before;
        }
    }
    let last = bare.chars().next_back()?;
    let at = bare.len() - last.len_utf8();
    let run = bare
        .chars()
        .rev()
        .take_while(|c| matches!(c, '?' | '!' | '？' | '！'));
    let end = match last {
        '?' | '!' | '？' | '！' => {
            if run.into_iter().any(|c| matches!(c, '?' | '？')) {
                End::Question
            } else {
                End::Exclamation
            }
        }
        '.' if bare.ends_with("...") => End::Ellipsis,
        '.' | '。' | '．' | '।' => End::Stop,
        '…' => End::Ellipsis,
        '—' | '–' => End::Dash,
        ':' | '：' => End::Colon,
        ',' | ';' | '，' | '；' | '、' => End::Pause,
        _ => End::Nothing,
    };
    Some((end, at))
}
