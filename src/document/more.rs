//! What is read of a document beside its text, where somebody asks for it.

use super::format::Format;

/// What is read of a document beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// What readers have written at its margins.
    pub comments: bool,
    /// What the sheets of a workbook are called.
    pub sheet_names: bool,
    /// The texts that formulas put together, or compare with.
    pub formulas: bool,
    /// Values that are plainly for the program.
    pub code: bool,
}

/// Whether one of them is asked for, in what asks for several.
type Asked = fn(&mut More) -> &mut bool;

/// Each with its name, and the formats that have it.
const NAMES: &[(&str, Asked, &[Format])] = &[
    (
        "comments",
        |more| &mut more.comments,
        &[Format::Docx, Format::Pptx, Format::Xlsx, Format::Odf],
    ),
    (
        "sheet-names",
        |more| &mut more.sheet_names,
        &[Format::Xlsx, Format::Odf],
    ),
    (
        "formulas",
        |more| &mut more.formulas,
        &[Format::Xlsx, Format::Odf],
    ),
    ("code", |more| &mut more.code, &[Format::Json]),
];

impl More {
    /// A format as the memory calls it, with what more is read of it: `docx+comments`.
    #[must_use]
    pub fn named(mut self, format: Format) -> String {
        let mut name = format.name().to_owned();
        for (more, asked, formats) in NAMES {
            if *asked(&mut self) && formats.contains(&format) {
                name.extend(["+", more]);
            }
        }
        name
    }

    /// The format of such a name, and what more is read of it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<(Format, Self)> {
        let mut parts = name.split('+');
        let format = Format::from_name(parts.next()?)?;
        let mut more = Self::default();
        for part in parts {
            let (_, asked, _) = NAMES.iter().find(|(known, ..)| *known == part)?;
            *asked(&mut more) = true;
        }
        Some((format, more))
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, More};

    #[test]
    fn what_was_asked_for_is_known_again_by_its_name() {
        let more = More {
            comments: true,
            sheet_names: true,
            formulas: true,
            code: true,
        };
        assert_eq!(
            more.named(Format::Xlsx),
            "xlsx+comments+sheet-names+formulas"
        );
        assert_eq!(more.named(Format::Docx), "docx+comments");
        assert_eq!(more.named(Format::Markdown), "markdown");
        for format in Format::all() {
            let named = more.named(format);
            let (known, again) = More::from_name(&named).unwrap();
            assert_eq!((known, again.named(known)), (format, named));
        }
        assert_eq!(More::from_name("docx+jokes"), None);
    }
}
