//! The built-in rules as regular expressions, for other tools: made from the tables, so that a
//! word added there is in the SRX too. What regular expressions cannot say: `schemas/srx.md`.

use super::{Table, cjk, en};
use crate::segment::brackets::{PLACES, PREPOSITIONS};
use crate::segment::chars::{
    Mark, is_bullet, is_closing_bracket, is_closing_quote, is_opening_quote, is_superscript, mark,
};
use crate::segment::srx::{Document, Map, Rule, Set};
use crate::segment::width::{IN_NAMES, NUMERALS, PARTICLES};

/// The built-in rules for English and Chinese.
pub(in crate::segment) fn document() -> Document {
    let table = &en::TABLE;
    let mut english = Rules::default();
    english.markup();
    english.ideographic(&super::EMPTY);
    english.letters(table);
    english.smileys(table);
    english.western(table, true);
    let mut chinese = Rules::default();
    chinese.markup();
    chinese.ideographic(&cjk::TABLE);
    chinese.half_width(&particles(&cjk::TABLE), table);
    chinese.smileys(table);
    chinese.western(table, false);
    let map = |pattern: &str, set: &str| Map {
        pattern: pattern.to_owned(),
        set: set.to_owned(),
        line: 0,
    };
    let set = |name: &str, rules: Rules| Set {
        name: name.to_owned(),
        rules: rules.0,
    };
    Document {
        cascade: false,
        segment_subflows: true,
        sets: vec![set("English", english), set("Chinese", chinese)],
        maps: vec![
            map("[Ee][Nn]([-_].*)?", "English"),
            map(
                "([Zz][Hh]|[Yy][Uu][Ee]|[Ww][Uu][Uu]|[Ll][Zz][Hh])([-_].*)?",
                "Chinese",
            ),
        ],
        ..Document::default()
    }
}

/// No letter or figure of a script that sets spaces between words before, also not with the
/// apostrophe of a possessive between (tony's.); and none after.
const BEGIN: &str =
    r"(?<![A-Za-z0-9\u00AA\u00B5\u00BA\u00C0-\u052F\u1E00-\u1FFF])(?<![A-Za-z0-9]['’])";
/// Ahead of hundreds of abbreviations, so that only words with a full stop are held against them.
const SHORT: &str = r"(?=[^\s.]{1,24}\.)";
const END: &str = r"(?![\p{L}\p{N}])";
/// What stands before a word without a bracket, and with one.
const DASHES: &str = r"[-–—*_¿¡]*";
/// An address, and I written small.
const SMALL: &str = r"\s+(?:https?:|i(?![\p{L}\p{N}.)\-’']))";
/// The marks of an ellipsis.
const DOTS: &str = r"(?:\.(?:\s?\.)+|[…⋯])";

/// The characters of the scanner's kinds, as what stands in a class.
fn class(wanted: impl Fn(char) -> bool) -> String {
    let found = ('!'..='\u{FFFF}').filter(|c| wanted(*c));
    found.map(escaped).collect()
}

fn escaped(c: char) -> String {
    if c.is_ascii_punctuation() {
        format!("\\{c}")
    } else {
        c.to_string()
    }
}

fn marks(ideographic: bool) -> String {
    let ends = |mark| !matches!(mark, Mark::Semicolon | Mark::Colon);
    // ．is a decimal point as often as not.
    class(|c| c != '．' && mark(c).is_some_and(|(mark, is)| ends(mark) && is == ideographic))
}

/// What closes after the marks: quotes, brackets and the marks of footnotes.
fn closers() -> String {
    let close = class(|c| is_closing_quote(c) || is_closing_bracket(c) || is_superscript(c));
    format!(
        r"(?:[{close}]|\[(?:[0-9]{{1,4}}|[a-z])\])*(?:{SPACED})?(?:{PICTURE})?(?:[ \t]*{CLOSING_TAG}|[*_`]+)*"
    )
}

/// What closes after one space: the » of French, the notes of law reports, and smileys.
const SPACED: &str = r"[ \u00A0\u202F](?:»|\[FN[0-9]{1,6}\]|\*[0-9]{1,5}|[:;]-?[)(]|:'\(|:-?[DP]|=[)(D]|:/|<3|[xX]D|\^_\^)";
/// What begins a quoted sentence and was altered: `[t]he rule`, `[the Board] has`.
const ALTERED: &str = r"\[(?:\p{Ll}\]|\p{Ll}{1,20} \p{Lu}[^\]]{0,24}\] )\p{Ll}";
/// A line above a signature.
const DRAWN: &str = r"(?:_{30,}|-{8,}|={8,}|\*{8,}|~{8,})";
/// Smileys that are nothing else between white space, and that may be; faces.
const FACE: &str = r"(?:[:;]-?[)(]|:'\(|=[)(]|\^_\^)";
const FACE_OR_OTHER: &str = r"(?::-?[DP]|=D|:/|<3|[xX]D)";
const PAINTED: &str = r"[\x{1F600}-\x{1F64F}\x{1F910}-\x{1F92F}\x{1F970}-\x{1F97A}☺☹]\uFE0F?";
/// Pictures, with what they are put together with.
const PICTURE: &str = r" ?[❤☺\uFE0F\u200D\x{1F300}-\x{1FAFF}]+";

/// Tags that close, and tags of any kind.
const CLOSING_TAG: &str =
    r"(?:</[A-Za-z][^<>]{0,80}>|<br ?/?>|\{\{[<%]\s*/[^{}]{1,80}\}\}|\{%\s*end[^{}]{1,80}\})";
const TAG: &str = r"(?:</?[A-Za-z][^<>]{0,80}>|\{\{[<%][^{}]{1,80}\}\}|\{%[^{}]{1,80}\})";

/// Names that are written with a mark, as one alternative after the other.
fn names_with_mark(table: &Table) -> String {
    let names = table.names_with_mark.iter().map(|name| {
        let (first, rest) = name.split_at(1);
        format!("{}(?i:{rest})", first.to_ascii_uppercase())
    });
    names.collect::<Vec<_>>().join("|")
}

/// A word of the tables as the scanner finds it. `acronyms` is whether one all in capitals counts.
fn form(word: &str, acronyms: bool) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let rest: String = chars
        .map(|c| {
            if c == '\'' {
                "['’]".to_owned()
            } else {
                escaped(c)
            }
        })
        .collect();
    let rest_any = if rest.is_empty() {
        String::new()
    } else {
        format!("(?i:{rest})")
    };
    if word.chars().count() == 1 {
        // A single capital is an initial.
        return escaped(first);
    }
    let plain = word.chars().all(char::is_alphabetic);
    let rest = if acronyms || !plain { rest_any } else { rest };
    if first.is_uppercase() || !first.is_alphabetic() {
        format!("{}{rest}", escaped(first))
    } else {
        let upper: String = first.to_uppercase().collect();
        format!("[{first}{upper}]{rest}")
    }
}

/// Any of the words.
fn any(words: &[&str], acronyms: bool) -> String {
    let forms: Vec<String> = words.iter().map(|word| form(word, acronyms)).collect();
    format!("(?:{})", forms.join("|"))
}

/// Words that open a sentence: with a capital, and not as part of a name such as In-N-Out.
fn openers(table: &Table, wanted: impl Fn(&str) -> bool) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_ascii_uppercase())
    };
    let of = |titled: bool| -> Vec<String> {
        let words = table.openers.iter().filter(|word| wanted(word));
        words
            .filter(|word| table.titles.contains(word) == titled)
            .map(|word| capital(word))
            .collect()
    };
    let mut dotted = of(true);
    dotted.extend(table.signals.iter().map(|word| capital(word)));
    format!(
        r"(?:(?:{})(?![\p{{L}}\p{{N}}.\-‑/&])|(?:{})\.)",
        of(false).join("|"),
        dotted.join("|")
    )
}

/// What a sentence goes on with after a quotation.
fn particles(table: &Table) -> String {
    format!(
        "(?!{})(?:{})",
        table.no_ties.join("|"),
        table.goes_on_with.join("|")
    )
}

#[derive(Default)]
struct Rules(Vec<Rule>);

impl Rules {
    fn add(&mut self, cuts: bool, before: impl Into<String>, after: impl Into<String>) {
        self.0.push(Rule {
            cuts,
            before: before.into(),
            after: after.into(),
            line: 0,
        });
    }

    fn cut(&mut self, before: impl Into<String>, after: impl Into<String>) {
        self.add(true, before, after);
    }

    fn keep(&mut self, before: impl Into<String>, after: impl Into<String>) {
        self.add(false, before, after);
    }

    /// Markup that closes after the marks, and marks and tags that are all that follows.
    fn markup(&mut self) {
        let all = format!("{}{}", marks(true), marks(false));
        let run = format!("[{all}]{}", closers());
        self.keep(run.clone(), format!(r"[ \t]*{CLOSING_TAG}"));
        self.keep(run.clone(), r"[*_`]+(?:\s|$)");
        self.keep(
            run,
            format!(r"[ \t]*(?:{TAG}|[^\p{{L}}\p{{N}}\s])(?:[ \t]|{TAG}|[^\p{{L}}\p{{N}}\s]){{0,32}}(?:\n|$)"),
        );
    }

    /// 。！？, which need no white space after them.
    fn ideographic(&mut self, table: &Table) {
        let own = marks(true);
        let all = format!("{own}{}", marks(false));
        let close = class(|c| is_closing_quote(c) || is_closing_bracket(c) || is_superscript(c));
        let quote = class(is_closing_quote);
        let tail = closers();
        let run = format!("[{own}][{all}]*");
        let inner = format!("[！？][{all}]*");
        // The run and what closes after it are taken whole.
        self.keep(
            format!("[{own}][{all}{close}]*"),
            format!("(?:[{all}{close}]|{PICTURE})"),
        );
        self.keep(format!("{run}{tail}"), "[,;:，、；：､]");
        // The source of what was quoted.
        let source =
            format!(r"（(?:[^（）{own}]{{0,24}}《[^（）{own}]{{0,24}}|[\u4E00-\u9FFF]{{1,4}})）");
        self.keep(format!("[{own}][{quote}]+"), source.clone());
        self.keep(format!("[{own}][{quote}]+{source}"), format!("[{own}]"));
        self.cut(format!("[{own}][{quote}]+{source}"), "");
        // Marks that are spoken of.
        self.keep(format!("(?<![：，:,])[“「『‘][{own}][”」』’]"), "");
        if !table.goes_on_with.is_empty() {
            // A note on the few words that the sentence has begun with.
            self.keep(
                format!("(?:^|[{own}，、；：])[^{own}，、；：（）]{{1,4}}（[^（）]{{1,200}}。）"),
                r"\S",
            );
            let particles = particles(table);
            self.keep(format!("{run}[{close}]+"), particles.clone());
            let ties = format!(
                "(?!{})(?:{}|是[^的否啊呀吗嗎吧，。])",
                table.no_ties.join("|"),
                table.ties_with.join("|")
            );
            self.keep(
                format!("(?<![：，:,])[“「『‘][^“”「」『』‘’]*{run}[{quote}]"),
                ties,
            );
            // A quotation that is part of the sentence around it.
            self.keep(
                format!("[“「『‘][^“”「」『』。]*{inner}"),
                format!("[^“”「」『』。]{{1,100}}[”」』’](?:[,;:，、；：､]|{particles})"),
            );
            self.keep(
                format!(r"[\p{{L}}\p{{N}}][“「『‘][^“”「」『』。]*{inner}"),
                format!(r"[^“”「」『』。]{{1,100}}[”」』’][\p{{L}}\p{{N}}{own}]"),
            );
        }
        // Titles of works.
        self.keep(
            format!("[《〈][^《》〈〉]*{run}{tail}"),
            "[^《》〈〉]*[》〉]",
        );
        self.keep(
            format!("[《〈][^《》〈〉]*{run}[{close}]*[》〉][{close}]*"),
            "",
        );
        // Brackets whose sentence goes on after them.
        let inside = format!(r"[^{all}{close}\s]（[^（）]*");
        self.keep(
            format!("{inside}{run}[{quote}]*"),
            format!("[^（）]*(?:[^（）{all}{quote}][{quote}]*）|）.)"),
        );
        self.keep(format!("{inside}{inner}[{quote}]*）[{close}]*"), "");
        // ！and ？ end what is quoted; the sentence may go on.
        self.cut(
            format!(r"[：，:,]\s{{0,4}}[“「『‘][^“”「」『』]*{inner}[{close}]*[{quote}][{close}]*"),
            "",
        );
        let opens = class(is_opening_quote);
        self.cut(
            format!("{inner}[{close}]*[{quote}][{close}]*"),
            format!(r"\s*[{opens}]"),
        );
        let said = format!("[“「『‘][^“”「」『』]*{inner}[{close}]*[{quote}][{close}]*");
        if !table.reporting.is_empty() {
            // What follows does not say who spoke.
            let begun = format!(r"(?:^|[{own}][{quote}]?\s*){said}");
            let says = format!("[“「『‘{}]", table.reporting.concat());
            self.cut(
                begun.clone(),
                "(?:没有|沒有|[^，。！？]{0,7}(?:没有人|没人|無人|无人|沒有人|沒人))",
            );
            self.cut(begun, format!(r"(?![^{all}\n]{{0,39}}{says})\S"));
        }
        self.keep(said, "");
        self.cut(format!("{run}{tail}"), format!(r"(?:\s|[^{all}{close}])"));
    }

    /// . ! ? and … with no white space after them, between Chinese characters.
    fn half_width(&mut self, goes_on_with: &str, table: &Table) {
        let han = r"[\u3040-\u30FF\u4E00-\u9FFF]";
        let next = format!("(?:{han}|[“「『‘（《])");
        let word = "[A-Z0-9][A-Za-z0-9]*(?![A-Za-z0-9=/&_-])";
        let particles = format!("(?:[,;:，、；：､]|{goes_on_with})");
        let quoted = r"[“「『‘][^“”「」『』\n]*[.!?…]+[”」』’]+";
        self.keep(quoted, particles.clone());
        self.cut(quoted, r"\s*[“「『‘]");
        // What is said is Chinese, or of several words.
        let none = "[^“”「」『』‘’\\n]*";
        self.cut(
            format!(r"(?:[：，:,]\s{{0,4}}[“「『‘]{none}[\s\u3040-\u30FF\u4E00-\u9FFF]{none}[.!?]+|[：:]\s{{0,4}}[“「『‘]{none}{han}{none}…+)[”」』’]+"),
            next.clone(),
        );
        self.keep(quoted, next.clone());
        self.cut(format!("{han}[!?]+"), format!("(?:{next}|{word})"));
        // OK!走吧
        let named = format!("{BEGIN}(?:{})!", names_with_mark(table));
        self.keep(named, han);
        let own = marks(true);
        let latin = format!(
            r"(?:(?:^|{han}\s?|[“「『‘{own}]\s*)[A-Z][A-Za-z0-9']*|(?:^|[“「『‘{own}]\s*)[A-Za-z0-9',]+ [A-Za-z0-9', ]+)[!?]"
        );
        self.keep(latin.clone(), particles);
        self.cut(latin, han);
        // A full stop, where all the line is typed so: 很累.明天再说.
        self.keep(format!("[{IN_NAMES}]\\."), format!("[{IN_NAMES}]"));
        let endings = String::from_iter(PARTICLES);
        self.keep(
            format!(r"(?:(?:^|[\s：；，、（:;,(])[{NUMERALS}]+|^{han}?(?![{endings}]){han})\."),
            han,
        );
        self.cut(
            format!(r"(?:^|\n)[^。\n]*{han}[,!?][^。\n]*{han}{{2}}\."),
            format!(r"{han}{{2}}[^。\n]*(?:\n|$)"),
        );
        self.cut(
            format!(r"(?:^|\n)[^。\n]*{han}{{2}}\."),
            format!(r"{han}{{2}}(?:[^。\n]*{han})?(?:[,!?][^。\n]*|\.)(?:\n|$)"),
        );
    }

    /// Smileys in the place of a full stop.
    fn smileys(&mut self, table: &Table) {
        let opener = openers(table, |_| true);
        let typed = format!(r"[\p{{L}}\p{{N}}][^\n()]{{0,60}}\s{FACE}");
        self.cut(typed, format!(r"\s+{DASHES}\p{{Lu}}"));
        let other = format!(r"[\p{{L}}\p{{N}}][^\n]{{0,60}}\s{FACE_OR_OTHER}");
        self.cut(other, format!(r"\s+{DASHES}{opener}"));
        let painted = format!(r"[\p{{L}}\p{{N}}][^\n]{{0,60}}(?:{PAINTED})");
        self.cut(painted.clone(), format!(r"\s+{DASHES}\p{{Lu}}"));
        self.cut(painted, r"\s*[\u3040-\u30FF\u4E00-\u9FFF]");
    }

    /// . ! ? …, which need white space after them.
    fn western(&mut self, table: &Table, before_cjk: bool) {
        let tail = closers();
        let quote = class(is_closing_quote);
        let opens = class(is_opening_quote);
        let opener = openers(table, |_| true);
        let quoted = format!(r"\s+{DASHES}[{opens}]");
        let opening = format!(r"\s+(?:{DASHES}[{opens}]|{DASHES}{opener})");
        let number_of_item = r"(?:[a-z]|[ivx]{1,4}|[0-9]{1,4})";
        let lower = format!(
            r"\s+(?!\({number_of_item}\)\s|{number_of_item}[.)]\s\p{{Lu}}|{ALTERED})[-–—*_¿¡{opens}(\[{{（【]*\p{{Ll}}(?!\p{{Lu}})"
        );
        self.keep("[.!?…]", format!(r"(?:{SPACED}(?:\s|$)|{PICTURE})"));
        self.brackets(&quote);
        if !before_cjk {
            let said = r"[“「『‘][^“”「」『』\n]*[…⋯]+";
            self.keep(said, r"\s+[\u3040-\u30FF\u4E00-\u9FFF]");
        }
        self.ellipses(table, &tail, &quote, &quoted, &lower);
        self.exclamations(table, &tail, &quote, &opening, &lower);
        self.signals(table, &tail);
        // The space after a sentence was forgotten.
        let word = r"(?:^|\s)(?:\p{Ll}{3,}|\p{L}\p{Ll}{4,}|[0-9]{2,}|[0-9,]+,[0-9]+)[.!?]";
        self.cut(word, format!(r"{opener}[\s,'’]"));
        let names = table.names_with_mark.join("|");
        self.cut(
            format!(r"(?:^|\s)(?!(?:{names})!)\p{{Ll}}{{3,}}[!?]"),
            r"\p{Lu}\p{Ll}+[\s,'’]",
        );
        self.abbreviations(table);
        self.items(table);
        self.cut(
            format!(r"(?:^|[.!?…][)\]”’\x22]*\s+){DRAWN}"),
            r"\s+[\p{L}\p{N}]",
        );
        // A reference between two sentences.
        let places = PLACES.join("|").replace('.', r"\.");
        let prepositions = PREPOSITIONS.join("|");
        self.cut(
            format!(
                r"[\p{{Ll}}0-9][.!?][”’\x22]?\s+\((?!{prepositions})(?=[^()]*\s)(?=[^()]*[0-9])(?=[^()]*?(?:{places}))[^()]{{1,120}}\)"
            ),
            r"\s+\p{Lu}",
        );
        // Addresses, and I written small, open a sentence as they are.
        self.cut(format!(r"[.!?]{tail}"), SMALL);
        let short: Vec<&str> = (table.may_end.iter())
            .chain(table.numbers)
            .chain(table.times)
            .copied()
            .collect();
        let short = format!(
            r"{BEGIN}{SHORT}(?:{}|\p{{L}}(?:\.\p{{L}})*)\.{tail}",
            any(&short, true)
        );
        self.keep(short, lower.clone());
        if table.small_pronoun {
            self.in_lower_case(r"\.", &tail);
        }
        self.keep(format!(r"\.{tail}"), lower);
        let may_end: Vec<&str> = table.may_end.iter().chain(table.numbers).copied().collect();
        let may_end = format!(r"{BEGIN}{SHORT}{}\.{tail}", any(&may_end, false));
        let predicate = format!(
            r"\s+\p{{Lu}}[\p{{L}}\p{{N}}]* {}{END}",
            any(table.predicates, false)
        );
        let after_names = format!(r"{BEGIN}{}\.{tail}", any(table.after_names, false));
        self.cut(after_names, predicate.clone());
        // A dash goes on with what was cut short.
        self.cut(may_end.clone(), format!(r"(?!\s+[-–—]){opening}"));
        self.keep(may_end, r"\s");
        self.times(table, &tail, &opening);
        let dated = format!(
            r"(?:[0-9][\p{{L}}\p{{N}}]*|{BEGIN}{})[\s.]{{1,4}}{}\.{tail}",
            any(table.date_leads, true),
            any(table.months, true)
        );
        self.cut(dated.clone(), predicate);
        self.cut(dated.clone(), format!(r"(?!\s+[-–—]){opening}"));
        self.keep(dated, r"\s");
        self.initials(table, &tail, &opening);
        self.cut(format!(r"\.{tail}"), r"\s");
        let numbers = any(table.numbers, true);
        self.cut(
            format!(r"(?:{BEGIN}(?!{numbers}\.)\p{{L}}[a-z]{{2,}}|[)\]])\.[0-9]{{1,3}}(?:[,–-][0-9]{{1,3}})*"),
            format!(r"\s+{DASHES}\p{{Lu}}"),
        );
        let others = class(|c| {
            !c.is_ascii() && mark(c).is_some_and(|(of, wide)| !wide && of != Mark::Ellipsis)
        });
        self.cut(format!("[{others}]{tail}"), r"\s");
        if before_cjk {
            self.cut(format!(r"[.!?]{tail}"), r"[\u3040-\u30FF\u4E00-\u9FFF]");
        }
    }

    /// Where people write in small letters throughout: the paragraph begins so, I is written small
    /// near by, or the mark stands after a space.
    fn in_lower_case(&mut self, mark: &str, tail: &str) {
        let after = r"\s+[^(\[]";
        self.cut(
            format!(r"^\s*\p{{Ll}}[\p{{Ll}}\s'][^\n]*{mark}{tail}"),
            after,
        );
        self.cut(format!(r"\si\s[^\n]{{0,190}}{mark}{tail}"), after);
        self.cut(format!(r"\s{mark}{tail}"), after);
    }

    /// Inside brackets whose sentence goes on after them.
    fn brackets(&mut self, quote: &str) {
        for (open, close) in [("\\(", "\\)"), ("\\[", "\\]")] {
            let not = format!("[^{open}{close}]*");
            self.keep(
                format!("{open}{not}[.!?…][{quote}]*"),
                format!(
                    r"\s{not}(?:[^{open}{close}.!?…{quote}\s][{quote}]*{close}|{close}[,;:.!?]|{close}\s+[{quote}(]*\p{{Ll}})"
                ),
            );
        }
    }

    /// Dots that leave something out.
    fn ellipses(&mut self, table: &Table, tail: &str, quote: &str, quoted: &str, lower: &str) {
        // A full stop, and what is left out before the next sentence.
        self.cut(r"[\p{L}\p{N}]\.", r" \. \. \. [\p{Lu}“]");
        self.keep(r"(?:^|[\p{L}\p{N}]\. )(?:\. \. \.|\.\.\.|…)", r"\s");
        // The dots of one ellipsis, with spaces between.
        self.keep(r"\.", r"\s\.(?![\p{L}\p{N}])");
        self.keep(format!("{DOTS}{tail}"), lower);
        self.cut(
            format!(r"(?:\.(?:\s?\.){{3,}}|[…⋯]\.+|[…⋯]{{2,}}){tail}"),
            r"\s",
        );
        self.cut(format!("{DOTS}{tail}"), quoted);
        let opener = openers(table, |word| word != "i");
        self.cut(format!("{DOTS}{tail}"), format!(r"\s+{DASHES}{opener}"));
        self.cut(format!("{DOTS}[{quote}]{tail}"), r"\s+[^(\[]");
        self.keep(format!("{DOTS}{tail}"), r"\s");
    }

    fn exclamations(&mut self, table: &Table, tail: &str, quote: &str, opening: &str, lower: &str) {
        // A quotation that is a word of the sentence.
        for (open, close) in [("“", "”"), (r"\x22(?=\S)", r"\x22")] {
            let inside = r"[^“”\x22\n]";
            self.keep(
                format!(r"[\p{{L}}\p{{N}}]\s?{open}{inside}{{0,200}}[!?]+"),
                format!(r"\s+{inside}{{0,200}}{close}\s+\p{{Ll}}"),
            );
        }
        self.cut(r"[!?]{2,}", r"\s");
        self.cut(format!("[!?]{tail}"), SMALL);
        if table.small_pronoun {
            self.in_lower_case("[!?]", tail);
        }
        if table.small_pronoun {
            self.cut(r"\?", r"\s");
        }
        self.keep(format!("[!?]{tail}"), lower);
        let named = format!("{BEGIN}(?:{})!{tail}", names_with_mark(table));
        self.cut(named.clone(), opening);
        self.keep(named, r"\s");
        let other = openers(table, |word| !table.titles.contains(&word));
        self.keep(
            format!("[!?]{tail}[{quote}]"),
            format!(
                r"\s+(?!{other})(?:\p{{Lu}}[\p{{L}}\p{{N}}]*\.?\s+){{1,3}}{}{END}",
                any(table.reporting, true)
            ),
        );
        self.cut(format!("[!?]{tail}"), r"\s");
    }

    /// References that are a sentence by themselves.
    fn signals(&mut self, table: &Table, tail: &str) {
        let words = table.signals.iter();
        let alone: Vec<String> = words
            .filter(|word| !table.abbreviations.contains(word))
            .map(|word| {
                let (first, rest) = word.split_at(1);
                format!("{}(?i:{rest})", first.to_ascii_uppercase())
            })
            .collect();
        self.cut(
            format!(
                r"(?:^|[.!?…][)\]”’\x22]*\s+)(?:{})\.{tail}",
                alone.join("|")
            ),
            format!(r"\s+{DASHES}\p{{Lu}}"),
        );
    }

    /// Abbreviations in the middle of a sentence.
    fn abbreviations(&mut self, table: &Table) {
        let bracket = r"[)\]}]*";
        self.keep(
            format!(r"{BEGIN}{}\.{bracket}", any(table.titles, true)),
            r"\s",
        );
        self.keep(
            format!(r"{BEGIN}{}\.{bracket}", any(table.abbreviations, false)),
            r"\s",
        );
        let figure = r"\s+[(\[{*_–—\-]*(?:[\p{Nd}#§¶]|(?![A-Z]{4})[A-Z]{1,3}(?:[ /\-][0-9]|[A-Z/\-]*[0-9]+(?:[0-9]{3}|[/\-])))";
        let roman = format!(r"\s+(?:[IVX]{{2,7}}|[ivx]{{2,7}}){END}");
        let numbers = format!(r"{BEGIN}{}\.{bracket}", any(table.numbers, true));
        self.keep(numbers, format!(r"(?:{figure}|{roman}|\s+\p{{Lu}}{END})"));
        let words = format!(r"{BEGIN}{}\.{bracket}", any(table.number_words, true));
        self.keep(words, format!(r"(?:{figure}|{roman}|\s+[IVX], §)"));
        let months = any(table.months, true);
        let date = format!(r"\s+[(\[]*(?:\p{{Nd}}|{months}\.)");
        self.keep(format!(r"{BEGIN}{months}\.{bracket}"), date);
        self.keep(format!(r"{BEGIN}\p{{Lu}}[\p{{L}}\p{{N}}.'’]*\."), r"\s+¶");
        // So. 2d, Cal. 4th
        let short = r"\p{Lu}[\p{L}\p{N}.'’]{0,4}\.";
        self.keep(format!("{BEGIN}{short}"), format!(r"\s+[0-9](?:d|th){END}"));
    }

    /// The numbers and letters of list items and headings, where a segment begins.
    fn items(&mut self, table: &Table) {
        let bullet = class(is_bullet);
        let begin = format!(
            r"(?:^|[!?…{}]\s+|[\p{{Ll}}\p{{Nd}}]\.[)\]”’\x22]*\s+)",
            marks(true)
        );
        let number = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|\p{L}|[IVX]{1,7}|[ivx]{1,7})";
        let quote = class(is_opening_quote);
        self.keep(
            format!(r"{begin}[\s{bullet}(\[§{quote}]*{number}\.[)\]]*"),
            r"\s",
        );
        self.keep(r"(?:(?<![0-9])：1|；[0-9]{1,2})\.[)\]]*", r"\s");
        self.keep(r": (?:1|[aAiI])\.[)\]]*", r"\s");
        let heads = any(table.numbered_heads, true);
        self.keep(
            format!(r"{begin}{heads}[\s.]{{1,4}}{number}\.[)\]]*"),
            r"\s",
        );
    }

    /// How letters begin and end.
    fn letters(&mut self, table: &Table) {
        let opener = openers(table, |_| true);
        let names = |count: &str| format!(r"(?:\s?\p{{Lu}}[\p{{L}}.'’-]*){count}");
        let greeting = any(table.greetings, true);
        let small = r"\s\p{Ll}";
        self.cut(
            format!("^{greeting}{},", names("{0,3}")),
            format!(r"\s+{opener}{small}"),
        );
        let other = openers(table, |word| word != "i");
        self.cut(
            format!("^(?!{opener}{END}){},", names("{1,3}")),
            format!(r"\s+{other}{small}"),
        );
        let closing = any(table.closings, true);
        self.cut(
            format!(r"(?:^|[.!?)]\s+){closing},"),
            r"\s+(?=\p{Lu})(?:\S+\s+){0,5}\S*[^\s.?!:]$",
        );
    }

    fn times(&mut self, table: &Table, tail: &str, opening: &str) {
        let time = format!(r"{BEGIN}{}\.{tail}", any(table.times, true));
        self.cut(time.clone(), opening);
        self.keep(
            time.clone(),
            format!(r"\s+{}{END}", any(table.time_tails, true)),
        );
        self.keep(time, r"\s+\P{Lu}");
    }

    /// Initials of names, and letters with full stops.
    fn initials(&mut self, table: &Table, tail: &str, opening: &str) {
        let pronoun = format!(r"{BEGIN}{}\s+I\.{tail}", any(table.before_pronoun, true));
        self.cut(pronoun, r"\s");
        let initial = r"(?<![\p{L}\p{N}.'’°])\p{L}\.[)\]}]*";
        // Exhibit A.
        let heads: Vec<&str> = table
            .numbered_heads
            .iter()
            .copied()
            .filter(|head| head.len() > 2)
            .collect();
        let opens = class(is_opening_quote);
        self.cut(
            format!(r"{BEGIN}{}\s\p{{L}}\.[)\]}}]*", any(&heads, true)),
            format!(r"\s+{DASHES}(?:[{opens}]|{})", openers(table, |_| true)),
        );
        let opener = openers(table, |word| !table.surnames.contains(&word));
        self.cut(initial, format!(r"\s+{DASHES}{opener}"));
        self.keep(initial, r"\s");
        // S.Ct and Fed.R.Civ.P as well as U.S.C: abbreviations are short and have capitals.
        let part = r"(?:\p{Lu}\p{L}{1,4}|\p{L})";
        let dotted = format!(r"(?<![\p{{L}}\p{{N}}.]){part}(?:\.{part})+\.{tail}");
        self.cut(dotted.clone(), opening);
        self.keep(dotted, r"\s");
    }
}
