//! The lines of CC-CEDICT, a free Chinese–English dictionary whose form others use too
//! (<https://cc-cedict.org/wiki/format:syntax>):
//! `傳統 传统 [chuan2 tong3] /tradition/traditional/convention/`.

/// A Chinese word and what it means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'l> {
    pub(super) simplified: &'l str,
    /// What it means in English, a meaning at a time, without what stands in brackets.
    pub(super) glosses: Vec<String>,
}

/// Glosses that begin so tell of the word and not what it means.
const TALK: &[&str] = &[
    "CL:",
    "see ",
    "see also ",
    "variant of ",
    "old variant of ",
    "also written ",
    "also pr.",
    "abbr. ",
    "surname ",
    "used in ",
    "Taiwan pr.",
    "erhua variant of ",
];

/// Reads a line; `None` where it has not this form.
pub(super) fn entry(line: &str) -> Option<Entry<'_>> {
    let (head, glosses) = line.trim_end().strip_suffix('/')?.split_once(" /")?;
    let (words, _) = head.strip_suffix(']')?.split_once(" [")?;
    let (_, simplified) = words.split_once(' ')?;
    let glosses = glosses.split(['/', ';']).map(str::trim);
    let glosses = glosses.filter(|gloss| !TALK.iter().any(|talk| gloss.starts_with(talk)));
    Some(Entry {
        simplified,
        glosses: glosses
            .map(without_brackets)
            .filter(|g| !g.is_empty())
            .collect(),
    })
}

/// A gloss without what stands in brackets.
fn without_brackets(gloss: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(gloss.len());
    for c in gloss.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_word_and_its_meanings() {
        let read =
            entry("專利 专利 [zhuan1 li4] /patent/(fig.) monopoly/CL:項|项[xiang4]/\r").unwrap();
        assert_eq!(read.simplified, "专利");
        assert_eq!(read.glosses, ["patent", "monopoly"]);
        for line in [
            "patent\t专利",
            "",
            "/",
            "專利 专利 /patent/",
            "專利 [zhuan1] patent",
        ] {
            assert_eq!(entry(line), None, "{line}");
        }
    }
}
