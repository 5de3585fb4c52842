//! Tags that stand in plain text: `</p>`, and those of site generators, `{{< note >}}`, `{% endif %}`.

/// The longest tag that is looked at, in bytes.
const TAG: usize = 256;
/// How tags begin and end.
const FORMS: [(&str, &str); 4] = [("<", ">"), ("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// A tag at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// How many bytes it has.
    pub len: usize,
    /// Whether it ends what an earlier one began, or a line: `</p>`, `{{< /note >}}`, `<br>`.
    pub closes: bool,
}

/// The tag that a text begins with. What is in angle brackets is one where a name comes first.
#[must_use]
pub fn tag(text: &str) -> Option<Tag> {
    let (open, close) = FORMS.iter().find(|(open, _)| text.starts_with(open))?;
    let spaced = *open != "<";
    let inside = text.get(open.len()..)?;
    let named = if spaced { inside.trim_start() } else { inside };
    let named = named.strip_prefix('/').unwrap_or(named);
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let near = inside.as_bytes();
    let near = near.get(..TAG).unwrap_or(near);
    let end = near
        .windows(close.len())
        .position(|part| part == close.as_bytes())?;
    let inner = inside.get(..end)?;
    let inner = if spaced { inner.trim_start() } else { inner };
    Some(Tag {
        len: open.len() + end + close.len(),
        closes: inner.starts_with('/')
            || spaced && inner.starts_with("end")
            || matches!(inner, "br" | "br/" | "br /"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_what_is_less_than_something_and_closing_ones_from_others() {
        let found = |text| tag(text).map(|tag| (&text[..tag.len], tag.closes));
        assert_eq!(found("</p> 下"), Some(("</p>", true)));
        assert_eq!(found("<br/>Next"), Some(("<br/>", true)));
        assert_eq!(found("<a href='x'>x</a>"), Some(("<a href='x'>", false)));
        assert_eq!(found("{{< /note >}} x"), Some(("{{< /note >}}", true)));
        assert_eq!(found("{{% note %}}"), Some(("{{% note %}}", false)));
        assert_eq!(found("{% endif %}"), Some(("{% endif %}", true)));
        for text in [
            "<3 you",
            "< 5 and > 4",
            "{{name}}",
            "{0}",
            "<b",
            "",
            "词</p>",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
