//! The formats of documents, by what they are called and by what is in them.

use std::path::Path;

/// A format that documents are taken apart in. Plain text is none: it is its own blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown: CommonMark with the tables, footnotes and task lists of GFM.
    Markdown,
    /// Markdown with a program in it.
    Mdx,
    /// HTML and XHTML.
    Html,
    /// Subtitles as SubRip has them.
    Srt,
    /// Subtitles of the web: WebVTT.
    Vtt,
    /// JSON: every string is a text.
    Json,
    /// JSON with what is said of each text: an Application Resource Bundle.
    Arb,
    /// The properties of Java.
    Properties,
    /// The strings of Apple's systems.
    Strings,
    /// The plurals of Apple's systems, in XML.
    Plurals,
    /// The strings of Android, in XML.
    Android,
    /// The resources of .NET, in XML.
    Resx,
    /// YAML.
    Yaml,
    /// Fluent.
    Fluent,
    /// Word.
    Docx,
    /// PowerPoint.
    Pptx,
    /// Excel.
    Xlsx,
    /// OpenDocument: text, presentations, spreadsheets.
    Odf,
}

/// The formats with their names and the endings of their files.
const FORMATS: &[(Format, &str, &[&str])] = &[
    (
        Format::Markdown,
        "markdown",
        &["md", "markdown", "mdown", "mkd"],
    ),
    (Format::Mdx, "mdx", &["mdx"]),
    (Format::Html, "html", &["html", "htm", "xhtml", "xht"]),
    (Format::Srt, "srt", &["srt"]),
    (Format::Vtt, "vtt", &["vtt"]),
    (Format::Json, "json", &["json", "jsonc", "json5"]),
    (Format::Arb, "arb", &["arb"]),
    (Format::Properties, "properties", &["properties"]),
    (Format::Strings, "strings", &["strings"]),
    (Format::Plurals, "stringsdict", &["stringsdict"]),
    (Format::Android, "android", &[]),
    (Format::Resx, "resx", &["resx", "resw"]),
    (Format::Yaml, "yaml", &["yaml", "yml"]),
    (Format::Fluent, "fluent", &["ftl"]),
    (Format::Docx, "docx", &["docx", "docm", "dotx", "dotm"]),
    (
        Format::Pptx,
        "pptx",
        &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"],
    ),
    (Format::Xlsx, "xlsx", &["xlsx", "xlsm", "xltx", "xltm"]),
    (
        Format::Odf,
        "odf",
        &["odt", "odp", "ods", "odg", "ott", "otp", "ots", "otg"],
    ),
];

impl Format {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|(format, _, _)| *format)
    }

    /// Its name, as the memory keeps it.
    #[must_use]
    pub fn name(self) -> &'static str {
        let mut formats = FORMATS.iter();
        formats
            .find(|(format, _, _)| *format == self)
            .map_or("", |(_, name, _)| name)
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut formats = FORMATS.iter();
        formats
            .find(|(_, known, _)| *known == name)
            .map(|(format, _, _)| *format)
    }

    /// Whether a browser shows it, as it is or as a page that is made of it.
    #[must_use]
    pub fn is_of_the_web(self) -> bool {
        matches!(self, Self::Html | Self::Markdown)
    }

    /// Whether it is a package of parts, and no text itself.
    pub(super) fn is_package(self) -> bool {
        matches!(self, Self::Docx | Self::Pptx | Self::Xlsx | Self::Odf)
    }

    /// The format of a file: by what its bytes begin with, else by its name. `None` is plain text,
    /// or nothing that is known.
    #[must_use]
    pub fn of(name: &Path, bytes: &[u8]) -> Option<Self> {
        if is_html(bytes) {
            return Some(Self::Html);
        }
        if is_android(bytes) {
            return Some(Self::Android);
        }
        let ending = name.extension()?.to_string_lossy().to_ascii_lowercase();
        let mut formats = FORMATS.iter();
        formats
            .find(|(_, _, endings)| endings.contains(&ending.as_str()))
            .map(|(format, _, _)| *format)
    }
}

/// What a file is that is no text and of no format that is read, where it is one of those that are taken
/// for text by their bytes.
pub(super) fn unread(name: &Path, bytes: &[u8]) -> Option<&'static str> {
    let ending = name.extension()?.to_string_lossy().to_ascii_lowercase();
    let head = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    match ending.as_str() {
        "txt" | "text" => None,
        "xcstrings" => Some(
            "this is a catalog of Xcode; have Xcode write XLIFF of it (Product > Export Localizations) \
             and import that",
        ),
        _ if head.starts_with(b"<?xml") => Some(
            "this is XML of a kind that is not read; import what its program exports for translators \
             (XLIFF, PO, CSV), or a copy that ends in .txt where its tags are to be text",
        ),
        _ => None,
    }
}

/// Endings of texts that are marked up or part of a program in a way that is not read.
const MARKED_UP: [&str; 33] = [
    "adoc", "asciidoc", "ass", "c", "cfg", "conf", "cpp", "cs", "css", "go", "ini", "java", "js",
    "jsx", "kt", "latex", "lrc", "mjs", "org", "php", "py", "rb", "rst", "scss", "ssa", "svelte",
    "swift", "tex", "textile", "toml", "ts", "tsx", "vue",
];

/// What is to be said of a file that is read as plain text and is more than that.
pub(super) fn plain(name: &Path) -> Option<String> {
    let ending = name.extension()?.to_string_lossy().to_ascii_lowercase();
    MARKED_UP.contains(&ending.as_str()).then(|| {
        format!(
            "it is read as plain text: what is a mark or a command in .{ending} is text here, too"
        )
    })
}

/// Whether bytes begin as a page of the web does: with its doctype, or with `<html`.
fn is_html(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    let begins = |with: &[u8]| {
        start
            .get(..with.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(with))
    };
    begins(b"<!doctype html") || begins(b"<html")
}

/// Whether bytes begin as a file of Android's strings does, which is called `strings.xml` by custom
/// alone: with `<resources`, after what XML may begin with.
fn is_android(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1 << 13)).unwrap_or_default();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut rest = head.trim_ascii_start();
    loop {
        let ends: &[&[u8]] = match rest {
            _ if rest.starts_with(b"<?xml") => &[b"?>"],
            _ if rest.starts_with(b"<!--") => &[b"-->"],
            // It may declare names for texts, between brackets.
            _ if rest.starts_with(b"<!DOCTYPE") => match memchr::memchr2(b'[', b'>', rest) {
                Some(at) if rest.get(at) == Some(&b'[') => &[b"]", b">"],
                _ => &[b">"],
            },
            _ => break,
        };
        for end in ends {
            let at = memchr::memmem::find(rest, end).map_or(rest.len(), |at| at + end.len());
            rest = rest.get(at..).unwrap_or_default();
        }
        rest = rest.trim_ascii_start();
    }
    rest.starts_with(b"<resources")
}
