//! What can be done where a file cannot be read or written.

use super::Failure;
use crate::cli::{convert, nearest};
use crate::work::pretranslate::BilingualError;
use crate::work::{analyze, build, embed, export, import, output, segmentation};
use crate::{document, exchange};

impl From<document::Error> for Failure {
    fn from(error: document::Error) -> Self {
        let failure = Self::of(&error);
        match error {
            document::Error::Missing { path } => match nearest::file(&path) {
                Some(nearest) => failure.hint(format!("did you mean {}?", nearest.display())),
                None => failure,
            },
            document::Error::NotText { seems: Some(_), .. } => {
                failure.hint("save it as plain text (.txt) first")
            }
            document::Error::NotEncoding { .. } | document::Error::NotText { .. } => failure
                .hint("if it is text, name its encoding: --encoding gb18030, big5, utf-16le, windows-1252"),
            document::Error::UnknownEncoding { .. } => {
                failure.hint("known are utf-8, utf-16le, utf-16be, gb18030, big5, windows-1252 and others of the web")
            }
            document::Error::TooLarge { .. } => {
                failure.hint("divide it into several, and import these")
            }
            document::Error::Folder { .. } => failure.hint("name a file in it"),
            document::Error::Empty { .. } => failure.hint("there is nothing in it to translate"),
            document::Error::NoProgram { package, .. } => {
                failure.hint(format!("install {package}; or save the text as .txt or .docx"))
            }
            document::Error::Unread { .. } => failure.hint("save its text as .txt or .docx"),
            _ => failure,
        }
    }
}

impl From<embed::Error> for Failure {
    fn from(error: embed::Error) -> Self {
        Self::of(&error).hint(
            "it reads a segment a line, and writes for each a line of numbers, as many in every line; try it by hand: `echo Hello | COMMAND`",
        )
    }
}

impl From<segmentation::Error> for Failure {
    fn from(error: segmentation::Error) -> Self {
        match error {
            segmentation::Error::Read(error) => error.into(),
            segmentation::Error::Rules { .. } => Self::of(&error)
                .hint("`yiku validate` tells all that is wrong with a file of rules"),
        }
    }
}

impl From<import::Error> for Failure {
    fn from(error: import::Error) -> Self {
        match error {
            import::Error::Store(error) => error.into(),
            import::Error::Read(error) => error.into(),
            import::Error::SameText { .. } => {
                Self::of(&error).hint("a text is not its own translation; name the other file")
            }
            import::Error::TooLong { .. } => {
                Self::of(&error).hint("break the text into paragraphs; nothing was imported")
            }
            import::Error::WrongWayRound { .. } => Self::of(&error)
                .hint("are the two files the wrong way round? --from and --to say the languages; nothing was imported"),
            import::Error::Memory { path, source } => {
                let fine = match source {
                    exchange::Error::Malformed { fine, .. } => Some(fine),
                    _ => None,
                };
                let asks_columns = matches!(
                    source,
                    exchange::Error::Columns { .. } | exchange::Error::NoColumn { .. }
                );
                let Self::Could { message, .. } = Self::from(source) else {
                    return Self::Closed;
                };
                let failure = Self::new(format!("{}: {message}", path.display()));
                match fine {
                    None if asks_columns => failure.hint(convert::COLUMNS),
                    None => failure,
                    Some(0) => failure
                        .hint("nothing was imported; export the memory again from the other tool"),
                    Some(_) => failure.hint("nothing was imported; export the memory again from the other tool, or take what stands before the fault with --partial"),
                }
            }
            import::Error::ThereAlready { .. } => Self::of(&error)
                .hint("the file is a whole memory: import it into a new one with --memory NEW.yiku, then `yiku memory merge` joins the two; nothing was imported"),
            import::Error::ForeignReview { .. } => Self::of(&error)
                .hint("name the memory that it was exported from with --memory; nothing was imported"),
            import::Error::Review { path, source } => {
                let Self::Could { message, .. } = Self::from(source) else {
                    return Self::Closed;
                };
                Self::new(format!("{}: {message}", path.display())).hint(
                    "open it in the program that saved it, save it anew, and import that; nothing was imported",
                )
            }
            import::Error::Termbase { path, source } => {
                let hint = match &source {
                    exchange::Error::Columns { .. } | exchange::Error::NoColumn { .. } => {
                        "--columns en=A,zh-Hans=B says which columns hold the terms, by letter, number or title"
                    }
                    _ => "what a termbase may be: `yiku term import --help`",
                };
                let Self::Could { message, .. } = Self::from(source) else {
                    return Self::Closed;
                };
                Self::new(format!("{}: {message}", path.display())).hint(hint)
            }
        }
    }
}

impl From<BilingualError> for Failure {
    fn from(error: BilingualError) -> Self {
        let failure = Self::of(&error);
        match error {
            BilingualError::Open(error) => error.into(),
            BilingualError::Store(error) => error.into(),
            BilingualError::Read { path, source } => {
                let hint = match source {
                    exchange::Error::Encoding { .. } => {
                        "save it as UTF-8 and try again; nothing was written"
                    }
                    exchange::Error::Character { .. } => {
                        "make it UTF-8 and try again (gettext: msgconv -t UTF-8 FILE -o FILE); nothing was written"
                    }
                    _ => {
                        "nothing was written; see if it is the right file, or export it again from the other tool"
                    }
                };
                let Self::Could {
                    message, causes, ..
                } = Self::from(source)
                else {
                    return Self::Closed;
                };
                let failure = Self::Could {
                    message: format!("{}: {message}", path.display()),
                    causes,
                    hints: Vec::new(),
                };
                failure.hint(hint)
            }
            BilingualError::Language { .. } | BilingualError::SameLanguage { .. } => {
                failure.hint("--from and --to say the languages, as in --to zh-Hans")
            }
        }
    }
}

impl From<analyze::Error> for Failure {
    fn from(error: analyze::Error) -> Self {
        match error {
            analyze::Error::Store(error) => error.into(),
            other => Self::of(&other),
        }
    }
}

impl From<exchange::Error> for Failure {
    fn from(error: exchange::Error) -> Self {
        match error {
            exchange::Error::Write(error) => Self::printing(error),
            other => Self::of(&other),
        }
    }
}

impl From<export::Error> for Failure {
    fn from(error: export::Error) -> Self {
        match error {
            export::Error::Store(error) => error.into(),
            export::Error::Fill(error) => error.into(),
            export::Error::Exchange(error) => error.into(),
            export::Error::Tag(error) => error.into(),
            export::Error::Several { ref documents } => {
                let first = documents.first().cloned().unwrap_or_default();
                Self::of(&error).hint(format!("say which: --document {first}"))
            }
            export::Error::NoSegments => Self::of(&error)
                .hint("`yiku status` shows how far the documents are; --state draft takes drafts"),
            export::Error::NotInStates => Self::of(&error)
                .hint("`yiku memory info` shows how many texts are in which state"),
            export::Error::SameLanguage { .. } => Self::of(&error)
                .hint("--from and --to say two languages, such as --from zh --to en"),
            export::Error::OtherLanguages { .. } => Self::of(&error)
                .hint("without --from and --to it goes out in its own; what imported memories have in other languages goes into TMX, JSONL, PO or a table"),
            export::Error::OnlyMemories { .. } => Self::of(&error)
                .hint("memories go into TMX, JSONL, PO or a table (--format tmx); `yiku convert` makes XLIFF of such a file"),
            export::Error::NoPair { .. } => Self::of(&error)
                .hint("`yiku memory info` shows which languages there are; --state draft takes drafts"),
            export::Error::NoTermsIn { .. } => {
                Self::of(&error).hint("without --from and --to all terms are written")
            }
            export::Error::ReadOtherwise { .. } => {
                Self::of(&error).hint("import its file again; the translations stay")
            }
            export::Error::NoTerms => Self::of(&error).hint("`yiku term import FILE` loads some"),
            other => Self::of(&other),
        }
    }
}

impl From<export::OmegatError> for Failure {
    fn from(error: export::OmegatError) -> Self {
        match error {
            export::OmegatError::Export(error) => error.into(),
            export::OmegatError::Write(error) => error.into(),
        }
    }
}

impl From<output::Error> for Failure {
    fn from(error: output::Error) -> Self {
        let failure = Self::of(&error);
        match error {
            output::Error::Kept { .. } => failure.hint("name another file; nothing was written"),
            output::Error::Full { .. } => {
                failure.hint("make room and try again; what was there before still is")
            }
            _ => failure,
        }
    }
}

impl From<build::Error> for Failure {
    fn from(error: build::Error) -> Self {
        match error {
            build::Error::Store(error) => error.into(),
            build::Error::Import(error) => error.into(),
            build::Error::Read(error) => error.into(),
            build::Error::Write(error) => error.into(),
            build::Error::Waivers(error) => error.into(),
            build::Error::Segmentation(error) => error.into(),
            build::Error::Export { file, source } => {
                // What is an option elsewhere stands in yiku.toml here.
                let hint = match &*source {
                    export::Error::Several { documents } => documents.first().map(|first| {
                        format!("say which in yiku.toml, in its [[export]]: document = \"{first}\"")
                    }),
                    export::Error::NoSegments => {
                        Some("`yiku status` shows how far the documents are".to_owned())
                    }
                    _ => None,
                };
                match (Self::from(*source).of_file(&file), hint) {
                    (
                        Self::Could {
                            message, causes, ..
                        },
                        Some(hint),
                    ) => Self::Could {
                        message,
                        causes,
                        hints: vec![hint],
                    },
                    (failure, _) => failure,
                }
            }
            build::Error::Unknown { .. } => {
                Self::of(&error).hint("the [[export]] in yiku.toml says so")
            }
        }
    }
}
