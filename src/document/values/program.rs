//! Values that are for the program and not for its users: ids, colours, dates, paths.

/// Keys whose values name something to the program, by the last of those that lead to a value.
const NAMING: [&str; 14] = [
    "id",
    "uid",
    "uuid",
    "guid",
    "slug",
    "ref",
    "src",
    "href",
    "mime",
    "mimetype",
    "contenttype",
    "locale",
    "lang",
    "variant",
];

/// Keys whose values do so where they speak of a thing. Among texts they are what a text is about.
const EITHER: [&str; 10] = [
    "type", "kind", "icon", "path", "file", "format", "color", "colour", "role", "version",
];

/// Keys whose values are what a thing says to its users.
const SPEAKING: [&str; 24] = [
    "alt",
    "answer",
    "arialabel",
    "body",
    "caption",
    "content",
    "description",
    "displayname",
    "header",
    "heading",
    "headline",
    "help",
    "hint",
    "label",
    "message",
    "name",
    "note",
    "placeholder",
    "question",
    "subtitle",
    "summary",
    "text",
    "title",
    "tooltip",
];

/// Keys whose values are classes of a style sheet, or a style.
const STYLING: [&str; 5] = ["class", "classname", "classes", "cssclass", "style"];

/// The families of media types (RFC 6838 §4.2).
const MEDIA: [&str; 10] = [
    "application",
    "audio",
    "font",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
    "chemical",
];

/// Endings of the names of files that pages and programs are made of.
const FILES: [&str; 30] = [
    "avif", "bmp", "css", "csv", "gif", "htm", "html", "ico", "jpeg", "jpg", "js", "json", "jsx",
    "md", "mjs", "mp3", "mp4", "otf", "pdf", "png", "svg", "toml", "ts", "tsx", "ttf", "webp",
    "woff", "woff2", "xml", "yaml",
];

/// For whom a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// For who uses the program.
    Users {
        /// Whether it cannot be for the program: it has words, or a letter that is not ASCII.
        plainly: bool,
        /// Whether its key says that it is what a thing says.
        speaks: bool,
    },
    /// A word under a key that is one of a thing, or of a text: what stands beside it tells.
    Either,
    /// For the program.
    Program,
}

/// For whom a value is. Where it might be a word it is for people: where it begins with a capital letter,
/// or has a space, a sign that is not ASCII.
pub(super) fn is_for(key: &str, value: &str) -> For {
    let value = value.trim();
    let key = key
        .rsplit('.')
        .find(|step| !step.bytes().all(|byte| byte.is_ascii_digit()));
    let key: String = (key.unwrap_or_default().chars())
        .filter(|c| !matches!(c, '-' | '_'))
        .collect();
    let key = key.to_ascii_lowercase();
    let has_words = value.contains(|c: char| c.is_ascii_whitespace());
    let is_code = match value.is_ascii() {
        false => false,
        true if STYLING.contains(&key.as_str()) && is_style(value) => true,
        true => is_color(value) || is_date(value) || is_media_type(value) || is_pattern(value),
    };
    let is_named = || {
        is_version(value)
            || is_path(value)
            || is_name(value)
            || is_made_of_words(value)
            || is_language_tag(value)
            || is_number_of_something(value)
    };
    if is_code {
        return For::Program;
    }
    if !value.is_ascii() || has_words || is_word(value) || key == value {
        return For::Users {
            plainly: key != value,
            speaks: SPEAKING.contains(&key.as_str()),
        };
    }
    match key.as_str() {
        _ if is_named() => For::Program,
        key if NAMING.contains(&key) => For::Program,
        key if EITHER.contains(&key) => For::Either,
        key => For::Users {
            plainly: false,
            speaks: SPEAKING.contains(&key),
        },
    }
}

/// `Filing`: what stands at the beginning of a label.
fn is_word(value: &str) -> bool {
    let mut letters = value.chars();
    letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.all(|c| c.is_ascii_lowercase() || matches!(c, '\'' | '.' | ':' | '!' | '?'))
        || value.chars().all(|c| c.is_ascii_uppercase())
}

/// `btn btn-primary`, `color: red`.
fn is_style(value: &str) -> bool {
    let is_class = |word: &str| {
        word.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_:/[].%".contains(&b))
    };
    let is_declared = value
        .split(';')
        .all(|part| part.trim().is_empty() || part.contains(':'));
    let mut words = value.split_ascii_whitespace();
    let classes = value.split_ascii_whitespace().all(is_class);
    value.contains(':') && is_declared
        || classes
            && (words.clone().count() == 1 || words.any(|word| word.contains(['-', '_', ':'])))
}

/// `#ff0000`, `rgb(0, 0, 0)`.
fn is_color(value: &str) -> bool {
    let hex = value.strip_prefix('#');
    let is_hex = |digits: &str| {
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    };
    let is_called = || {
        let (name, rest) = value.split_once('(').unwrap_or_default();
        let figures = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | ' ' | '/');
        matches!(name, "rgb" | "rgba" | "hsl" | "hsla")
            && rest
                .strip_suffix(')')
                .is_some_and(|rest| rest.chars().all(figures))
    };
    hex.is_some_and(is_hex) || is_called()
}

/// `2024-09-18T10:05:00Z`, `2024-09-18 10:05`: a date of ISO 8601 and its time.
fn is_date(value: &str) -> bool {
    let date = value.get(..10).unwrap_or_default();
    let is_shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_time = |c: char| c.is_ascii_digit() || "T:.+-Z ".contains(c);
    date.len() == 10 && is_shaped && value.chars().all(is_time)
}

/// `v1.2.3`, `1.0.0-beta`.
fn is_version(value: &str) -> bool {
    let number = value.strip_prefix('v').unwrap_or(value);
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, rest) = number.split_at(end.unwrap_or(number.len()));
    number.contains('.')
        && number.split('.').all(|part| !part.is_empty())
        && (rest.is_empty() || rest.starts_with(['-', '+']))
}

/// `text/html`.
fn is_media_type(value: &str) -> bool {
    let type_ = value.split(';').next().unwrap_or_default();
    let is_of_name = |b: u8| b.is_ascii_alphanumeric() || b".+-*".contains(&b);
    type_.split_once('/').is_some_and(|(family, kind)| {
        MEDIA.contains(&family) && !kind.is_empty() && kind.bytes().all(is_of_name)
    })
}

/// `/api/v2`, `./a`, `C:\a`, `img/logo.png`, `mailto:a@b`.
fn is_path(value: &str) -> bool {
    const BEGINNINGS: [&str; 10] = [
        "./", "../", "~/", "mailto:", "tel:", "data:", "ftp://", "ws://", "wss://", "file://",
    ];
    let is_drive = value.get(1..3).is_some_and(|at| matches!(at, ":\\" | ":/"));
    let is_root = value.strip_prefix('/').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '{' | ':'))
    });
    let is_file = || {
        let (name, ending) = value.rsplit_once('.').unwrap_or_default();
        FILES.contains(&ending)
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/_-.@".contains(&b))
            && !name.is_empty()
    };
    is_drive || is_root || BEGINNINGS.iter().any(|start| value.starts_with(start)) || is_file()
}

/// `user_name`, `ERR_NOT_FOUND`, `com.example.app`: words that a sign joins as none joins words of a
/// language.
fn is_name(value: &str) -> bool {
    let is_of_name = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
    let parts = || value.split('.');
    let is_dotted = parts().count() > 2
        && parts().all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
        && parts().any(|part| part.len() > 1);
    let is_joined = value.contains('_') && value.bytes().all(is_of_name);
    is_joined && value.contains(|c: char| c.is_ascii_alphabetic()) || is_dotted
}

/// `flexStart`, `es2020`: small words that a capital letter or figures join; but not `iPhone`, `macOS`.
fn is_made_of_words(value: &str) -> bool {
    let small = value.bytes().take_while(u8::is_ascii_lowercase).count();
    let rest = value.get(small..).unwrap_or_default();
    let is_word = |word: &str| {
        (word.as_bytes().get(1)).is_some_and(u8::is_ascii_lowercase)
            && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_number = rest.len() > 1 && rest.bytes().all(|b| b.is_ascii_digit());
    small > 1 && (is_number || rest.starts_with(|c: char| c.is_ascii_uppercase()) && is_word(rest))
}

/// `en-US`, `zh-Hans`: a language and its country or script.
fn is_language_tag(value: &str) -> bool {
    let (language, rest) = value.split_once('-').unwrap_or_default();
    let is_small = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase());
    let is_country = rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_uppercase());
    let is_script = rest.len() == 4
        && rest.starts_with(|c: char| c.is_ascii_uppercase())
        && rest.get(1..).is_some_and(is_small);
    matches!(language.len(), 2 | 3) && is_small(language) && (is_country || is_script)
}

/// `YYYY-MM-DD`, `h:mm a`: how a time is written; `^[a-z]+$`: what a text is to look like.
fn is_pattern(value: &str) -> bool {
    let is_part = |part: &&str| {
        let first = part.chars().next();
        let is_one = part.chars().all(|c| Some(c) == first);
        is_one && first.is_some_and(|c| "yYMdDHhKkmsSaAEGZzQw".contains(c))
    };
    let parts: Vec<&str> = value
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|part| !part.is_empty())
        .collect();
    let is_time =
        parts.len() > 1 && parts.iter().all(is_part) && parts.iter().any(|part| part.len() > 1);
    let is_whole = value.len() > 2 && value.starts_with('^') && value.ends_with('$');
    is_time || is_whole || value.contains("[a-z") || value.contains("\\d")
}

/// A number of many figures with letters among them: a UUID, a hash, a key.
fn is_number_of_something(value: &str) -> bool {
    let is_hex = value.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let has_figure = value.bytes().any(|b| b.is_ascii_digit());
    let is_coded = |b: u8| b.is_ascii_alphanumeric() || b"+/=_-".contains(&b);
    has_figure && (is_hex && value.len() >= 16 || value.len() >= 40 && value.bytes().all(is_coded))
}

#[cfg(test)]
mod tests {
    use super::{For, is_for};

    #[test]
    fn what_nobody_reads_is_told_from_words() {
        for (key, value) in [
            ("a", "#ff0000"),
            ("theme.bg", "rgba(0, 0, 0, 0.5)"),
            ("a", "2024-09-18"),
            ("a", "2024-09-18T10:05:00Z"),
            ("a", "v1.2.3-beta"),
            ("a", "application/json; charset=utf-8"),
            ("a", "/api/v2/users/{id}"),
            ("a", "../images/logo"),
            ("a", "C:\\Windows"),
            ("a", "img/logo.png"),
            ("a", "mailto:info@example.org"),
            ("a", "user_name"),
            ("a", "ERR_NOT_FOUND"),
            ("a", "com.example.app"),
            ("a", "flexStart"),
            ("a", "en-US"),
            ("a", "zh-Hans"),
            ("a", "YYYY-MM-DD"),
            ("a", "MMM d, yyyy h:mm a"),
            ("a", "^[a-z]+$"),
            ("a", "es2020"),
            ("a", "0b0e4bd0-37a6-4ee6-92fb-6c1f1c0c1f0d"),
            ("user.id", "abc-12"),
            ("rows.3.type", "button"),
            ("tabs.ids.0", "user_tab"),
            ("className", "btn btn-primary"),
            ("style", "color: red; margin: 0"),
        ] {
            let is_for = is_for(key, value);
            assert!(
                matches!(is_for, For::Program | For::Either),
                "{key}: {value}"
            );
        }
        for (key, value) in [
            ("a", "Open"),
            ("id", "Id"),
            ("type", "Type"),
            ("type", "TYPE"),
            ("path", "Path to the file"),
            ("class", "class of goods"),
            ("a", "full-time"),
            ("a", "e-mail"),
            ("a", "and/or"),
            ("a", "yes/no"),
            ("a", "#hashtag"),
            ("a", "#1 choice"),
            ("a", "e.g."),
            ("a", "a.m./p.m."),
            ("a", "iPhone"),
            ("a", "macOS"),
            ("a", "AM/PM"),
            ("a", "S/M/L"),
            ("a", "A-Z"),
            ("a", "in-App"),
            ("a", "h2o"),
            ("a", "YouTube"),
            ("a", "A4"),
            ("a", "/ day"),
            ("a", "Save as .pdf"),
            ("id", "标识"),
            ("a", "rgb(red)"),
            ("color", "color"),
            ("a", "No. 1"),
        ] {
            let is_for = is_for(key, value);
            assert!(matches!(is_for, For::Users { .. }), "{key}: {value}");
        }
    }
}
