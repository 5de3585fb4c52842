//! What generators of pages put into them: `{{ site.title }}`, `{% if … %}`, `<%= name %>`, the attributes
//! of kramdown (`{: .note }`) and the containers of Docusaurus and its kin (`:::note Title`).
//!
//! It is masked before the page is read, byte for byte, so that every place stays the one it was: in
//! running text by a tag, in a tag and in an address by letters, in a line of its own by a rule.

use std::borrow::Cow;
use std::ops::Range;

use super::{admonitions, emoji};

/// The marks that begin what a generator reads, and end it.
const MARKS: [(&str, &str); 5] = [
    ("{{{", "}}}"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("<%", "%>"),
    ("{:", "}"),
];

/// What stands between two of these is not shown, or is code.
const HIDDEN: [&str; 2] = ["highlight", "comment"];

/// How long one of them may be, and a tag that holds such.
const LONGEST: usize = 1 << 12;

/// How long what they hide may be.
const LONGEST_HIDDEN: usize = 1 << 16;

/// Whether a code is one of them, and no tag.
pub(super) fn is_template(source: &str) -> bool {
    source.starts_with('{') || source.starts_with("<%")
}

/// A page of the web with what is for a generator masked; it is as long as it was.
pub(super) fn in_page(text: &str) -> Cow<'_, str> {
    masked(text, &MARKS[..4], false)
}

/// A text in Markdown, likewise.
pub(super) fn in_markdown(text: &str) -> Cow<'_, str> {
    admonitions::masked(containers(masked(text, &MARKS, true)))
}

fn masked<'t>(text: &'t str, marks: &[(&str, &str)], has_lines: bool) -> Cow<'t, str> {
    // All begin with one of two signs: one look at a text instead of one for each mark.
    let mut signs = memchr::memchr2_iter(b'{', b'<', text.as_bytes());
    let has_marks = signs.any(|at| {
        // Most begin none, as the sign behind says.
        matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b':'))
            && text
                .get(at..)
                .is_some_and(|rest| (marks.iter()).any(|(opening, _)| rest.starts_with(opening)))
    });
    let pictures: Vec<Range<usize>> = match has_lines {
        true => emoji::find(text).collect(),
        false => Vec::new(),
    };
    if !has_marks && pictures.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masker = Masker {
        text,
        marks,
        has_lines,
        out: text.as_bytes().to_vec(),
    };
    masker.mask();
    masker.pictures(pictures);
    match String::from_utf8(masker.out) {
        Ok(out) => Cow::Owned(out),
        Err(_) => Cow::Borrowed(text),
    }
}

struct Masker<'t, 'm> {
    text: &'t str,
    marks: &'m [(&'m str, &'m str)],
    /// Whether a line is a paragraph of its own.
    has_lines: bool,
    out: Vec<u8>,
}

impl Masker<'_, '_> {
    fn mask(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(next) = memchr::memchr2(b'{', b'<', bytes.get(at..).unwrap_or_default()) {
            at += next;
            at = match self.template(at) {
                Some(end) => {
                    self.in_text(at..end);
                    end
                }
                None if bytes.get(at) == Some(&b'<') => self.element(at),
                None => at + 1,
            };
        }
    }

    /// Masks pictures that stand in nothing that is masked, and in no tag.
    fn pictures(&mut self, pictures: Vec<Range<usize>>) {
        for picture in pictures {
            let before = self.before(picture.start);
            let line = before.rsplit('\n').next().unwrap_or_default();
            let is_in_tag = line.rfind('<') > line.rfind('>');
            if !is_in_tag
                && self.out.get(picture.clone()) == self.text.as_bytes().get(picture.clone())
            {
                self.in_text(picture);
            }
        }
    }

    /// Where that ends which begins at a place, if it is for the generator.
    fn template(&self, start: usize) -> Option<usize> {
        let rest = self.text.get(start..)?;
        let (opening, closing) = self
            .marks
            .iter()
            .find(|(opening, _)| rest.starts_with(opening))?;
        let rest = rest.get(..rest.floor_char_boundary(LONGEST))?;
        let end = opening.len() + rest.get(opening.len()..)?.find(closing)? + closing.len();
        let whole = rest.get(..end)?;
        let is_line = *opening == "{:";
        if whole.contains("\n\n") || is_line && whole.contains('\n') {
            return None;
        }
        // In `{{a}` and `{a}}`, two texts are shown that only look like a beginning and an end.
        let inside = whole.get(opening.len()..whole.len() - closing.len());
        if opening.starts_with("{{") && inside.is_some_and(closes_more_than_it_opens) {
            return None;
        }
        let command = whole.trim_start_matches(['{', '%', '-']).trim_start();
        let is_hidden = |name: &&&str| *opening == "{%" && command.starts_with(**name);
        let Some(name) = HIDDEN.iter().find(is_hidden) else {
            return Some(start + end);
        };
        let closing = format!("end{name}");
        let inside = self.text.get(start + end..)?;
        let inside = inside.get(..inside.floor_char_boundary(LONGEST_HIDDEN))?;
        let last = inside.find(&closing).and_then(|last| {
            let close = inside.get(last..)?.find("%}")?;
            Some(last + close + "%}".len())
        });
        Some(start + end + last.unwrap_or_default())
    }

    /// Masks what stands in running text.
    fn in_text(&mut self, range: Range<usize>) {
        if self.has_lines && self.is_line(&range) {
            self.fill(range, b'*');
        } else if self.has_lines && self.is_of_address(range.start) {
            self.fill(range, b'a');
        } else {
            let (first, last) = (range.start, range.end - 1);
            self.fill(range, b'a');
            for (at, sign) in [(first, b'<'), (last, b'>')] {
                if let Some(byte) = self.out.get_mut(at) {
                    *byte = sign;
                }
            }
        }
    }

    /// What stands before a place, as far as it is looked at.
    fn before(&self, at: usize) -> &str {
        let from = self.text.ceil_char_boundary(at.saturating_sub(LONGEST));
        self.text.get(from..at).unwrap_or_default()
    }

    /// Whether something is a line of its own, and not one of a paragraph that a reader sees.
    fn is_line(&self, range: &Range<usize>) -> bool {
        let before = self.before(range.start);
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let (above, own) = before.split_at(line);
        let after = self.text.get(range.end..).unwrap_or_default();
        let is_last = after.lines().next().unwrap_or_default().trim().is_empty();
        let is_shown = self
            .text
            .get(range.start..)
            .is_some_and(|text| text.starts_with("{{"));
        let is_first = above.is_empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n");
        is_margin(own) && is_last && (is_first || !is_shown)
    }

    /// Whether something at a place is of the address of a link.
    fn is_of_address(&self, at: usize) -> bool {
        let before = self.before(at);
        let blank = |c: char| c.is_whitespace();
        let word = before.rsplit(blank).next().unwrap_or_default();
        word.contains("](") || before.ends_with("]: ")
    }

    /// Masks what stands in the tag at a place, where it is one; gives where to go on.
    fn element(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let name = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
        if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            return start + 1;
        }
        let mut inside: Vec<Range<usize>> = Vec::new();
        let mut quote: Option<u8> = None;
        let mut at = name;
        while at < start + LONGEST {
            let Some(byte) = bytes.get(at) else { break };
            match *byte {
                b'{' | b'<' => match self.template(at) {
                    Some(end) => {
                        inside.push(at..end);
                        at = end;
                        continue;
                    }
                    None if *byte == b'<' && quote.is_none() => break,
                    None => {}
                },
                b'>' if quote.is_none() => {
                    inside.into_iter().for_each(|range| self.fill(range, b'a'));
                    return at + 1;
                }
                b'"' | b'\'' if quote.is_none() => quote = Some(*byte),
                byte if quote == Some(byte) => quote = None,
                _ => {}
            }
            at += 1;
        }
        start + 1
    }

    fn fill(&mut self, range: Range<usize>, with: u8) {
        self.out.get_mut(range).unwrap_or_default().fill(with);
    }
}

/// Whether a brace is closed in a text that was not opened in it.
fn closes_more_than_it_opens(text: &str) -> bool {
    let open = text.bytes().try_fold(0_usize, |open, byte| match byte {
        b'{' => Some(open + 1),
        b'}' => open.checked_sub(1),
        _ => Some(open),
    });
    open.is_none()
}

/// A text in Markdown with the lines masked that begin and end a container: by a rule, and by the mark
/// of a heading where it has a title.
pub(super) fn containers(text: Cow<'_, str>) -> Cow<'_, str> {
    const MARK: &str = ":::";
    if memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let shown = line.trim();
        let indent = line.len() - line.trim_start().len();
        let is_mark = line.get(..indent).is_some_and(is_margin);
        let Some(rest) = shown.strip_prefix(MARK).filter(|_| is_mark) else {
            out.push_str(line);
            continue;
        };
        let title = title(rest.trim_start_matches(':'));
        let mark = shown.len() - title.len();
        out.push_str(line.get(..indent).unwrap_or_default());
        if title.trim_matches(['[', ']', ' ']).is_empty() {
            out.extend(std::iter::repeat_n('*', shown.len()));
        } else {
            // A heading has six signs at most, and a space behind them.
            let signs = (mark - 1).min(6);
            out.extend(std::iter::repeat_n('#', signs));
            out.extend(std::iter::repeat_n(' ', mark - signs));
            match title
                .strip_prefix('[')
                .and_then(|title| title.strip_suffix(']'))
            {
                Some(inside) => out.extend([" ", inside, " "]),
                None => out.push_str(title),
            }
        }
        out.push_str(line.get(indent + shown.len()..).unwrap_or_default());
    }
    Cow::Owned(out)
}

/// Whether so much white space may stand before what begins a block (CommonMark §4): further to the right
/// it would be text.
fn is_margin(before: &str) -> bool {
    before.len() <= 3 && before.bytes().all(|byte| byte == b' ')
}

/// The title of a container, from what stands behind its colons: behind its kind and its attributes.
fn title(rest: &str) -> &str {
    let is_of_kind = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let rest = rest
        .trim_start()
        .trim_start_matches(is_of_kind)
        .trim_start();
    match rest
        .strip_prefix('{')
        .and_then(|inside| inside.split_once('}'))
    {
        Some((_, rest)) => rest.trim_start(),
        None => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::{in_markdown, in_page};
    use crate::document::Format;
    use crate::document::tests::{assert_kept, shown};

    const PAGE: &str = "# {{ page.title }} guide

{% include note.html content=\"Not this\" %}

{{ site.title }} has {{ page.count | plus: 1 }} pages; see [the docs]({{ site.url }}/docs).
{: .lead }

{% if site.beta %}
This is a *beta*.
{% endif %}

{% highlight ruby %}
puts \"not this\"

puts 1
{% endhighlight %}

:::note Before you begin

Back up <b class=\"{{ c > 1 }}\">your data</b>.

:::

:::tip[My tip]
Do it.
:::

::: {.warning}
Pandoc's.
:::
";

    #[test]
    fn what_is_for_a_generator_is_no_text() {
        assert_eq!(in_markdown(PAGE).len(), PAGE.len());
        assert_eq!(
            shown(Format::Markdown, PAGE),
            [
                "{1/} guide",
                "{1/} has {2/} pages; see {3}the docs{/3}.",
                "This is a {1}beta{/1}.",
                "Before you begin",
                "Back up {1}your data{/1}.",
                "My tip",
                "Do it.",
                "Pandoc's.",
            ]
        );
        assert_kept(Format::Markdown, PAGE);
        assert_kept(Format::Markdown, &PAGE.replace('\n', "\r\n"));
    }

    #[test]
    fn braces_that_are_spoken_of_are_none_of_a_generators() {
        let text =
            "`{{a}` will match `['{', 'a', '']` and `{a}}` will not; {{ a.b({c: 1}) }} is one.\n";
        let seen = shown(Format::Markdown, text);
        assert_eq!(
            seen,
            ["{1/} will match {2/} and {3/} will not; {4/} is one."]
        );
        assert_kept(Format::Markdown, text);
    }

    #[test]
    fn a_page_of_a_generator_has_its_marks_as_codes() {
        let page = "<p {% if a > b %}class=x{% endif %}>Hello {{ user.name | capitalize }}, see \
            <a href=\"{{ url \"x\" }}\">this</a>.</p>\n{% for i in items %}<li title=\"{{ t }}\">\
            <%= i %> costs 1 < 2</li>{% endfor %}\n<script>if (a<b) { x = \"{{ y }}\" }</script>";
        assert_eq!(in_page(page).len(), page.len());
        assert_eq!(
            shown(Format::Html, page),
            ["Hello {1/}, see {2}this{/2}.", "{1/} costs 1 < 2"]
        );
        assert_kept(Format::Html, page);
    }

    #[test]
    fn what_stands_too_far_to_the_right_begins_no_block() {
        let indented = "A paragraph\n    {% include x %}\n    :::note\n";
        assert_eq!(
            in_markdown(indented),
            "A paragraph\n    <aaaaaaaaaaaaa>\n    :::note\n"
        );
    }

    #[test]
    fn what_is_broken_is_left() {
        for broken in [
            "{{",
            "{%",
            "<a {{ b",
            "{% comment %}",
            ":::",
            "::::::",
            "{{é}",
            "<%",
            "{{}}",
        ] {
            assert_eq!(in_markdown(broken).len(), broken.len());
            assert_eq!(in_page(broken).len(), broken.len());
        }
    }
}
