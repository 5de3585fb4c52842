//! Stretches of a text that are not language: addresses, placeholders, tags.

use std::ops::Range;

use crate::text::near::head;

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SpanKind {
    /// `https://…`, `www.…`
    Url,
    /// `name@host`
    Mail,
    /// `{0}`, `%s`, `${name}`, `%{name}`, `$t(key)`
    Placeholder,
    /// `<b>`, `</b>`, `<1>`
    Tag,
}

/// A stretch that must come through a translation as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// What it is.
    pub(super) kind: SpanKind,
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
}

/// The spans of a text, by place; none overlap.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    let is_time = is_time_format(text);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // {{< note >}}: what a site generator puts in goes with the layout.
        if let Some(inner) = rest
            .strip_prefix("{{")
            .filter(|inner| inner.starts_with(['<', '%']))
        {
            at += 2 + inner.find("}}").map_or(inner.len(), |end| end + 2);
            continue;
        }
        // Where programs put values in, two signs are one of the text.
        if rest.starts_with("%%") {
            at += 2;
            continue;
        }
        if let Some(len) = is_time.then(|| directive(rest)).flatten() {
            out.push(Span {
                kind: SpanKind::Placeholder,
                range: at..at + len,
            });
            at += len;
            continue;
        }
        let after_word = text
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_some_and(|c| c.is_ascii_alphanumeric());
        if let Some((kind, len)) = span_at(rest, after_word) {
            out.push(Span {
                kind,
                range: at..at + len,
            });
            at += len;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    out
}

/// The placeholders and tags of a text, by place, and whether each is a tag: what a format that has
/// only text marks it up with.
pub fn marks(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let is_mark = |kind| matches!(kind, SpanKind::Placeholder | SpanKind::Tag);
    let spans = spans(text)
        .into_iter()
        .filter(move |span| is_mark(span.kind));
    spans.map(|span| (span.range, span.kind == SpanKind::Tag))
}

/// What of a text is not language, by place: addresses, placeholders, tags, and characters by name
/// (`&amp;`).
pub fn fixed(text: &str) -> impl Iterator<Item = Range<usize>> {
    let spans = spans(text).into_iter().map(|span| span.range);
    let named = text.match_indices('&').filter_map(|(at, _)| {
        let name = text.get(at + 1..)?;
        let len = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
        let is_named = len > 0 && name.get(len..)?.starts_with(';');
        is_named.then_some(at..at + len + 2)
    });
    let mut all: Vec<Range<usize>> = spans.chain(named).collect();
    all.sort_by_key(|range| range.start);
    all.into_iter()
}

/// `%Y`, `%-d`: a part of a time as programs are told to write it (POSIX, `strftime`), or of a price.
fn directive(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('%')?;
    let name = name.strip_prefix(['-', '_', '0', '^', '#']).unwrap_or(name);
    let known =
        |c: char| c.is_ascii_alphabetic() && !matches!(c, 'E' | 'K' | 'L' | 'N' | 'O' | 'Q');
    name.starts_with(known).then(|| rest.len() - name.len() + 1)
}

/// Whether a text says how a time is written, `%d %B %Y` or `%H:%M`, and does not put values in: it has
/// little else, and something that only a time has; or how a number is, `%n %u`, and has no words.
pub fn is_time_format(text: &str) -> bool {
    /// How many letters it has at most that are none of these: `at`, `Uhr`, `年`.
    const LETTERS: usize = 3;
    if !text.contains('%') {
        return false;
    }
    let (mut has_time, mut has_any) = (false, false);
    let mut rest = text;
    let mut words = 0;
    let mut last = ' ';
    while let Some(c) = rest.chars().next() {
        let length = match directive(rest) {
            // 50%
            _ if c == '%' && last.is_ascii_digit() => return false,
            Some(length) => {
                let name = rest.as_bytes().get(length - 1);
                has_any = true;
                has_time |= name.is_some_and(|name| b"AaBbHIjMmPpSYyZ".contains(name));
                length
            }
            None if c == '%' => return false,
            None => {
                words += usize::from(c.is_alphabetic());
                if words > LETTERS {
                    return false;
                }
                c.len_utf8()
            }
        };
        last = c;
        rest = rest.get(length..).unwrap_or_default();
    }
    has_time || has_any && words == 0
}

/// Whether a place is inside one of the spans, which are in order and do not overlap.
pub(super) fn is_inside(spans: &[Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.range.end <= at);
    spans.get(next).is_some_and(|span| span.range.start <= at)
}

fn span_at(rest: &str, after_word: bool) -> Option<(SpanKind, usize)> {
    let first = *rest.as_bytes().first()?;
    match first {
        b'{' => braces(rest).map(|len| (SpanKind::Placeholder, len)),
        b'$' => {
            let inner = rest.get(1..)?;
            let of_braces = || inner.starts_with('{').then(|| braces(inner)).flatten();
            // $t(key): another text, as i18next puts it in.
            let of_text = || {
                let key = inner.strip_prefix("t(")?;
                let is_end = |c: char| matches!(c, '(' | ')' | '<' | '>' | '\n');
                let end = head(key, LONGEST).find(is_end)?;
                key.get(end..)?.starts_with(')').then_some(end + 2)
            };
            let len = of_braces().or_else(|| of_text().map(|end| end + 1))?;
            Some((SpanKind::Placeholder, len + 1))
        }
        b'%' if !after_word => {
            let of_ruby = || rest.get(1..).filter(|rest| rest.starts_with('{'));
            printf(rest)
                .or_else(|| of_ruby().and_then(braces).map(|len| len + 1))
                .map(|len| (SpanKind::Placeholder, len))
        }
        b'<' => tag(rest).map(|len| (SpanKind::Tag, len)),
        c if c.is_ascii_alphanumeric() && !after_word => {
            if let Some(len) = url(rest) {
                return Some((SpanKind::Url, len));
            }
            mail(rest).map(|len| (SpanKind::Mail, len))
        }
        _ => None,
    }
}

/// How many bytes a placeholder or a tag has at most; one with all its plurals is long.
const LONGEST: usize = 1 << 11;

/// `{0}`, `{name}`, `{{name}}`, `{{- name}}`, `{count, plural, …}`: braces round an identifier.
fn braces(rest: &str) -> Option<usize> {
    let rest = head(rest, LONGEST);
    // What is no name is not worth looking for where it closes.
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '-'));
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/')) {
        return None;
    }
    let double = rest.starts_with("{{");
    let (open, close) = if double { (2, "}}") } else { (1, "}") };
    let end = match double {
        true => rest.find(close)?,
        false => closing(rest)?,
    };
    let inner = rest.get(open..end)?.trim();
    let inner = inner.strip_prefix("- ").unwrap_or(inner);
    let name = inner.split([',', ':']).next()?.trim();
    let named = !name.is_empty()
        && name.len() <= 60
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b'/'));
    named.then_some(end + close.len())
}

/// Where the brace closes that a text begins with.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let braces = rest.match_indices(['{', '}']);
    braces
        .map(|(at, brace)| (at, brace == "{"))
        .find_map(|(at, opens)| {
            depth = match opens {
                true => depth + 1,
                false => depth.saturating_sub(1),
            };
            (depth == 0).then_some(at)
        })
}

/// `%s`, `%1$d`, `%.2f`, `%@`, `%(name)s`: a conversion of printf, without the space flag, which
/// a percentage before a word would look like.
fn printf(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    if bytes.get(at) == Some(&b'(') {
        at += head(rest, LONGEST).get(at..)?.find(')')? + 1;
    }
    while bytes
        .get(at)
        .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'$' | b'.' | b'-' | b'+' | b'#'))
    {
        at += 1;
    }
    while bytes
        .get(at)
        .is_some_and(|b| matches!(b, b'l' | b'h' | b'z'))
    {
        at += 1;
    }
    // %#@files@, %1$#@files@: another text, as Apple puts it in.
    if bytes.get(at - 1) == Some(&b'#') && bytes.get(at) == Some(&b'@') {
        let name = head(rest, LONGEST).get(at + 1..)?;
        let end =
            name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'))?;
        let ends = end > 0 && name.get(end..)?.starts_with('@');
        return ends.then_some(at + end + 2);
    }
    // %-s: a style of formatting that is spoken of.
    if at == 2 && bytes.get(1) == Some(&b'-') {
        return None;
    }
    let conversion = bytes.get(at).is_some_and(|b| b"sdiuxXofeEgGc@".contains(b));
    let word_goes_on = bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    (conversion && !word_goes_on).then_some(at + 1)
}

fn tag(rest: &str) -> Option<usize> {
    let inner = rest.get(1..)?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    // <1>…</1>: an element by its number, as react-i18next has it.
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let behind = name.get(digits..)?.trim_start_matches([' ', '/']);
        return behind
            .starts_with('>')
            .then(|| rest.len() - behind.len() + 1);
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = head(rest, LONGEST).find('>')?;
    let inner = rest.get(1..end)?.trim_end_matches('/').trim_end();
    // <abstract base class> has words and no attributes.
    let attributes = inner.split_once(' ');
    let plain = attributes.is_none_or(|(_, attributes)| attributes.contains('='));
    (plain && !inner.contains('<')).then_some(end + 1)
}

/// An address up to the first character that cannot be in one, without the sentence's own
/// punctuation at its end.
fn url(rest: &str) -> Option<usize> {
    let lower = rest.get(..8.min(rest.len())).unwrap_or_default();
    let scheme = ["https://", "http://", "ftp://", "www."]
        .into_iter()
        .find(|scheme| {
            lower
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })?;
    let end = rest
        .find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"'))
        .unwrap_or(rest.len());
    let address = rest.get(..end)?;
    let end = address.find("&nbsp").unwrap_or(end);
    let marks = ['.', ',', ';', ':', '?', '!', '\'', '*', '`'];
    let mut address = rest.get(..end)?.trim_end_matches(marks);
    // [text](address): a bracket that was opened before it does not belong to it.
    if !address.contains('(') {
        address = address
            .split(')')
            .next()
            .unwrap_or(address)
            .trim_end_matches(marks);
    }
    (address.len() > scheme.len()).then_some(address.len())
}

fn mail(rest: &str) -> Option<usize> {
    // As RFC 5321 has it (4.5.3.1), the sign between them counted.
    let rest = head(rest, 64 + 1 + 255);
    let local =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')))?;
    let host = rest.get(local..)?.strip_prefix('@')?;
    let end = host
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .unwrap_or(host.len());
    let host = host.get(..end)?.trim_end_matches(['.', '-']);
    (host.contains('.') && !host.starts_with('.')).then_some(local + 1 + host.len())
}

/// What stands between backticks, one or two of them, and so is code or a name.
pub(super) fn backticks(text: &str) -> Vec<Range<usize>> {
    let mut marks = text.match_indices('`').map(|(at, _)| at).peekable();
    let mut out = Vec::new();
    while let Some(start) = marks.next() {
        let wide = marks.next_if_eq(&(start + 1)).is_some();
        let Some(end) = marks.next() else {
            break;
        };
        if wide {
            marks.next_if_eq(&(end + 1));
        }
        out.push(start..end);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_language_is_known() {
        let found = |text: &str| -> Vec<String> {
            spans(text)
                .into_iter()
                .map(|s| text[s.range].to_owned())
                .collect()
        };
        assert_eq!(
            found("见https://wipo.int/a?b=1。 或 (www.wipo.int/zh). 写信a.b@wipo.int."),
            ["https://wipo.int/a?b=1", "www.wipo.int/zh", "a.b@wipo.int"]
        );
        assert_eq!(
            found("{0} of {{name}}: %1$s, ${x} %d%% <b>a</b>"),
            ["{0}", "{{name}}", "%1$s", "${x}", "%d", "<b>", "</b>"]
        );
        assert_eq!(
            found("$t(nav.home) and {{- name}}, <1>docs</1><2/>, $t and 1 < 2"),
            ["$t(nav.home)", "{{- name}}", "<1>", "</1>", "<2/>"]
        );
        assert!(found("100% sure, 5 % of a < b, {see the note} 12%的").is_empty());
        let text = "AT&amp;T; R&D &#8217; www.wipo.int;";
        let fixed: Vec<&str> = fixed(text).map(|range| &text[range]).collect();
        assert_eq!(fixed, ["&amp;", "&#8217;", "www.wipo.int"]);
    }
}
