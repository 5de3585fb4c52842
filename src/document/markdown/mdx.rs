//! MDX: Markdown with the statements, expressions and elements of a program in it
//! (mdxjs.com, "What is MDX?").
//!
//! What is the program's is masked before Markdown is read, byte for byte, so that every place stays
//! the one it was: a statement by blanks, an expression by a tag, or in a tag by the value of an
//! attribute.

use std::ops::Range;

/// A text with what is the program's masked; it is as long as it was.
pub(super) fn masked(text: &str) -> String {
    let mut masker = Masker {
        text,
        out: text.as_bytes().to_vec(),
        closes: true,
    };
    masker.mask();
    String::from_utf8(masker.out).unwrap_or_else(|_| text.to_owned())
}

struct Masker<'t> {
    text: &'t str,
    out: Vec<u8>,
    /// Whether braces may still be closed in what is left.
    closes: bool,
}

impl Masker<'_> {
    fn mask(&mut self) {
        let mut at = self.after_front_matter();
        let mut fence: Option<&str> = None;
        let mut begins_paragraph = true;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let line = rest.split_inclusive('\n').next().unwrap_or(rest);
            let begins_line = self.text.as_bytes().get(at.wrapping_sub(1));
            if begins_line.is_none_or(|before| *before == b'\n') {
                let mark = fence_mark(line);
                if fence.is_some() || mark.is_some() {
                    fence = match fence {
                        // It ends with as many signs, and nothing behind them.
                        Some(open) if mark.is_some_and(|mark| mark.starts_with(open)) => {
                            Some(open).filter(|_| mark != Some(line.trim()))
                        }
                        Some(open) => Some(open),
                        None => mark,
                    };
                    at += line.len();
                    continue;
                }
                if begins_paragraph && is_statement(line) {
                    let end = at + end_of_statement(rest);
                    self.blank(at..end);
                    at = end;
                    continue;
                }
                begins_paragraph = line.trim().is_empty();
            }
            at = self.line(at, at + line.len());
        }
    }

    /// Masks what is in a line from `at` on; gives where it came to, which is behind `end` where
    /// something reaches into later lines.
    fn line(&mut self, mut at: usize, end: usize) -> usize {
        while at < end {
            let rest = self.text.get(at..).unwrap_or_default();
            let Some(next) = rest.find(['{', '<', '`', '\\', '\n']) else {
                return self.text.len();
            };
            at += next;
            if at >= end {
                return end;
            }
            let rest = self.text.get(at..).unwrap_or_default();
            at = match rest.as_bytes().first() {
                Some(b'{') => match self.end_of_expression(at) {
                    Some(after) => {
                        self.tag(at..after);
                        after
                    }
                    None => at + 1,
                },
                Some(b'<') => self.element(at),
                Some(b'`') => at + code(rest),
                Some(b'\\') => at + 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                _ => at + 1,
            };
        }
        at
    }

    /// Where the front matter ends.
    fn after_front_matter(&self) -> usize {
        let inside = self.text.strip_prefix("---\n");
        let end = inside.and_then(|inside| inside.find("\n---"));
        end.map_or(0, |end| "---\n".len() + end + "\n---".len())
    }

    /// Where the expression ends whose brace stands at a place.
    fn end_of_expression(&mut self, start: usize) -> Option<usize> {
        if !self.closes {
            return None;
        }
        let end = closing_brace(self.text.get(start..)?);
        self.closes = end.is_some();
        end.map(|end| start + end)
    }

    /// Masks the expressions in the tag at a place, where it is one; gives where to go on.
    fn element(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let name = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
        match bytes.get(name) {
            Some(b'>') => {
                self.blank(start..name + 1);
                return name + 1;
            }
            Some(byte) if byte.is_ascii_alphabetic() => {}
            _ => return start + 1,
        }
        let mut expressions: Vec<Range<usize>> = Vec::new();
        let mut at = name;
        let end = loop {
            match bytes.get(at) {
                Some(b'>') => break at + 1,
                Some(quote @ (b'"' | b'\'')) => {
                    let inside = bytes.get(at + 1..).unwrap_or_default();
                    match memchr::memchr(*quote, inside) {
                        Some(length) => at += length + 2,
                        None => return start + 1,
                    }
                }
                Some(b'{') => match self.end_of_expression(at) {
                    Some(after) => {
                        expressions.push(at..after);
                        at = after;
                    }
                    None => return start + 1,
                },
                Some(b'\n') if bytes.get(at + 1) == Some(&b'\n') => return start + 1,
                None | Some(b'<') => return start + 1,
                Some(_) => at += 1,
            }
        };
        for expression in expressions {
            self.fill(expression, b'a');
        }
        // A tag in one line is one wherever it stands.
        let breaks = self.out.get_mut(start..end).unwrap_or_default().iter_mut();
        for byte in breaks.filter(|byte| matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
        let signs = self.out.get_mut(name..end).unwrap_or_default();
        let named = signs
            .iter_mut()
            .take_while(|byte| !byte.is_ascii_whitespace());
        for byte in named.filter(|byte| matches!(byte, b'.' | b':' | b'_')) {
            *byte = b'-';
        }
        end
    }

    /// Masks an expression as a tag.
    fn tag(&mut self, range: Range<usize>) {
        if range.len() < "<a>".len() {
            return;
        }
        self.fill(range.clone(), b'a');
        for (at, sign) in [(range.start, b'<'), (range.end - 1, b'>')] {
            if let Some(byte) = self.out.get_mut(at) {
                *byte = sign;
            }
        }
    }

    /// Masks by blanks; lines stay lines.
    fn blank(&mut self, range: Range<usize>) {
        let bytes = self.out.get_mut(range).unwrap_or_default();
        for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }

    fn fill(&mut self, range: Range<usize>, with: u8) {
        self.out.get_mut(range).unwrap_or_default().fill(with);
    }
}

/// The signs that begin, or end, a block of code in a line.
fn fence_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(sign).len();
    line.get(..length).filter(|mark| mark.len() >= 3)
}

/// Whether a line that begins a paragraph is one of the program.
fn is_statement(line: &str) -> bool {
    line.starts_with("import ") || line.starts_with("export ")
}

/// How long the statements are that a text begins with: up to a blank line outside braces.
fn end_of_statement(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() && depth == 0 {
            break;
        }
        depth += line.matches(['{', '(', '[']).count();
        depth = depth.saturating_sub(line.matches(['}', ')', ']']).count());
        at += line.len();
    }
    at
}

/// How long the code is that a text begins with: up to as many signs, in its paragraph.
fn code(text: &str) -> usize {
    let length = text.len() - text.trim_start_matches('`').len();
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    let mut at = length;
    while let Some(next) = paragraph.get(at..).and_then(|rest| rest.find('`')) {
        let start = at + next;
        let rest = paragraph.get(start..).unwrap_or_default();
        let run = rest.len() - rest.trim_start_matches('`').len();
        at = start + run;
        if run == length {
            return at;
        }
    }
    length
}

/// How long the braces are that a text begins with; what stands in strings and comments closes
/// none.
fn closing_brace(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        match rest.first()? {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'/' if rest.starts_with(b"/*") => {
                at += memchr::memmem::find(rest, b"*/").map_or(0, |end| end + 1);
            }
            quote @ (b'"' | b'\'') => {
                let line = rest.split(|byte| *byte == b'\n').next().unwrap_or(rest);
                let inside = line.get(1..).unwrap_or_default();
                at += memchr::memchr(*quote, inside).map_or(0, |end| end + 1);
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::masked;
    use crate::document::Format;
    use crate::document::tests::{assert_kept, shown};

    const PAGE: &str = r#"---
title: The {guide}
---
import { Tabs } from "./tabs"
export const rate = {
  a: 1,

  b: 2,
}

# Filing, {name}

The rate is **{rate.a + "}"}** <Note.Box kind={"a > b"} open>per class</Note.Box>, as `{code}` says.

```js
const kept = { a: 1 }
```

{/* nobody's
text */}

<Tabs
  items={["one", "two"]}
>

Text in an element.

</Tabs>
"#;

    #[test]
    fn what_is_of_the_program_is_no_text() {
        assert_eq!(masked(PAGE).len(), PAGE.len());
        assert_eq!(
            shown(Format::Mdx, PAGE),
            [
                "The {1/}",
                "Filing, {1/}",
                "The rate is {1}{2/}{/1} {3}per class{/3}, as {4/} says.",
                "Text in an element.",
            ]
        );
        assert_kept(Format::Mdx, PAGE);
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        for broken in [
            "{", "a {b", "<A b={", "<A b=\"", "<", "</", "`{", "```\n{", "\\", "export {",
        ] {
            assert_eq!(masked(broken).len(), broken.len());
            let _ = masked(&format!("{broken}é\n\n{broken}"));
        }
    }
}
