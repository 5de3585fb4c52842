//! Pictures that a text in Markdown has by their names: `:rocket:`.

use std::ops::Range;

/// Where they stand, each with its colons, in nothing that would make a word of them: `std::io::x`, `10:30:45`.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    memchr::memchr_iter(b':', bytes).filter_map(move |start| {
        let rest = bytes.get(start + 1..)?;
        let of_name = |byte: &&u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte)
        };
        let length = rest.iter().take_while(of_name).count();
        let name = rest.get(..length)?;
        let end = start + length + 2;
        let before = start.checked_sub(1).and_then(|at| bytes.get(at));
        let is_named =
            name.iter().any(u8::is_ascii_lowercase) || matches!(name, b"+1" | b"-1" | b"100");
        let is_one = length > 1
            && is_named
            && rest.get(length) == Some(&b':')
            && ![before, bytes.get(end)]
                .into_iter()
                .flatten()
                .any(is_of_word);
        is_one.then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use crate::document::Format;
    use crate::document::tests::{assert_kept, shown};

    #[test]
    fn pictures_by_their_names_are_codes() {
        let text = "It is :rocket: fast :+1:, at 10:30:45，快:+1:！\n\n| a | b |\n|:--:|:--|\n| c | `:no:` |\n\n:tada:\n\n<i title=\":smile: so\">x</i> a:bc:d and [here](x/:id:/y) std::io::x\n";
        assert_eq!(
            shown(Format::Markdown, text),
            [
                "It is {1/} fast {2/}, at 10:30:45，快{3/}！",
                "a",
                "b",
                "c",
                "{1}x{/1} a:bc:d and {2}here{/2} std::io::x",
                ":smile: so",
            ]
        );
        assert_kept(Format::Markdown, text);
    }
}
