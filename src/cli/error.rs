//! Why a command could not, in words for the person, with the next step.

use std::error::Error;
use std::io;
use std::path::Path;

use super::nearest;
use crate::text::lang::InvalidTag;
use crate::work::check::waivers;
use crate::work::pretranslate::BilingualError;
use crate::work::{
    analyze, build, correct, embed, export, fill, import, manifest, memory, output, segmentation,
    term,
};
use crate::{document, exchange, serve, store};

/// How a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// It could not.
    Could {
        /// What could not be done, on what, and why.
        message: String,
        /// What lay behind it.
        causes: Vec<String>,
        /// What can be done next.
        hints: Vec<String>,
    },
    /// Nobody reads what is printed any more, which is no failure.
    Closed,
}

/// What can be done about a damaged file of another tool.
pub(super) const REPAIR: &str = "`yiku repair FILE -o OUT` mends what can be mended";

/// What can be done about a damaged memory.
pub(super) const DAMAGED: &str = "keep the file, and your last `yiku backup`; `yiku doctor` says what can be read, and how to go on";

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::Could {
            message: message.into(),
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Adds what can be done next.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Self::Could { hints, .. } = &mut self {
            hints.push(hint.into());
        }
        self
    }

    /// Adds to what could not be done: `; nothing was confirmed`.
    pub(super) fn add(mut self, what: &str) -> Self {
        if let Self::Could { message, .. } = &mut self {
            message.push_str("; ");
            message.push_str(what);
        }
        self
    }

    /// Says which file it is about.
    pub(super) fn of_file(mut self, path: &Path) -> Self {
        if let Self::Could { message, .. } = &mut self {
            message.insert_str(0, &format!("{}: ", path.display()));
        }
        self
    }

    fn of(error: &dyn Error) -> Self {
        let mut causes: Vec<String> = Vec::new();
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_in_words = plain(&cause.to_string());
            // What lies below often says the same again with its own number.
            if !causes
                .iter()
                .any(|told| cause_in_words.ends_with(told.as_str()))
            {
                causes.push(cause_in_words);
            }
            source = cause.source();
        }
        Self::Could {
            message: error.to_string(),
            causes,
            hints: Vec::new(),
        }
    }

    /// There is no project, nor a memory of the user's own.
    pub(super) fn without_project(error: &store::Error) -> Self {
        Self::of(error).hint(
            "`yiku init` makes a project here; `yiku import FILE` makes your own memory; --memory FILE names another",
        )
    }

    /// A memory that the project names beside its own is not there.
    pub(super) fn without_named(error: &store::Error, path: &Path) -> Self {
        let path = path.display();
        Self::of(error).hint(format!(
            "yiku.toml names it: `yiku memory promote {path}` makes it of what is confirmed, `yiku --memory {path} import FILE` of a file"
        ))
    }

    pub(super) fn printing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            io::ErrorKind::StorageFull => {
                Self::new("what was found could not be printed: there is no room on the disk")
                    .hint("make room and try again")
            }
            _ => Self::new(format!(
                "what was found could not be printed: {}",
                plain(&error.to_string())
            )),
        }
    }
}

/// What the system says without what Rust puts behind it: ` (os error 28) at path "…"`.
fn plain(message: &str) -> String {
    match message.split_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => message.to_owned(),
    }
}

impl From<InvalidTag> for Failure {
    fn from(error: InvalidTag) -> Self {
        Self::of(&error).hint("a tag looks like en, en-US, zh-Hans or zh-CN")
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let failure = Self::of(&error);
        match error {
            store::Error::Missing { .. } => failure
                .hint("`yiku import FILE` or `yiku build` makes one; --memory FILE names another"),
            store::Error::NotAMemory { .. } => {
                failure.hint("a memory is a file that yiku made, such as memory.yiku")
            }
            store::Error::Newer { .. } => failure.hint("use the newer yiku; nothing was changed"),
            store::Error::Busy { .. } => {
                failure.hint("wait for it to end, or end it, and try again")
            }
            store::Error::Full { .. } => {
                failure.hint("make room and try again; the memory is as it was")
            }
            store::Error::Permission { .. } => failure.hint(
                "copy it to a folder of your own, and name the copy with --memory; nothing was changed",
            ),
            store::Error::Damaged { .. } => {
                failure.hint(DAMAGED)
            }
            store::Error::Index { .. } => failure.hint(
                "the texts are untouched; `yiku doctor --rebuild` makes the index anew from them",
            ),
            _ => failure,
        }
    }
}

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

impl From<manifest::Error> for Failure {
    fn from(error: manifest::Error) -> Self {
        match error {
            manifest::Error::Read(error) => {
                let missing = matches!(error, document::Error::Missing { .. });
                let failure = Self::from(error);
                if missing {
                    failure.hint("`yiku init` writes a yiku.toml")
                } else {
                    failure
                }
            }
            manifest::Error::Write(error) => error.into(),
            manifest::Error::Content { ref nearest, .. } => {
                let failure = Self::of(&error);
                match nearest {
                    Some(nearest) => failure.hint(format!("did you mean “{nearest}”?")),
                    None => failure.hint("`yiku init` in an empty folder writes an example"),
                }
            }
        }
    }
}

impl From<waivers::Error> for Failure {
    fn from(error: waivers::Error) -> Self {
        match error {
            waivers::Error::Read(error) => error.into(),
            waivers::Error::Write(error) => error.into(),
            waivers::Error::Line { .. } => Self::of(&error)
                .hint("take the line out; `yiku check --waive` writes it again where it is wanted"),
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

impl From<serve::AccessError> for Failure {
    fn from(error: serve::AccessError) -> Self {
        let failure = Self::of(&error);
        match error {
            serve::AccessError::Empty { .. } | serve::AccessError::Line { .. } => failure.hint(
                "`yiku serve --token FILE --new-token NAME` adds a line and prints the secret",
            ),
            serve::AccessError::Known { .. } => failure
                .hint("take its line out of the file to make it anew, or choose another name"),
            _ => failure,
        }
    }
}

impl From<serve::Error> for Failure {
    fn from(error: serve::Error) -> Self {
        let failure = Self::of(&error);
        match error {
            serve::Error::Store(error) => error.into(),
            serve::Error::Open(_) => failure.hint(
                "`yiku serve --token FILE --new-token NAME` makes one; then serve with --token FILE",
            ),
            serve::Error::Bind { .. } => {
                failure.hint("another program may have it; --bind 0 takes one that is free")
            }
            serve::Error::Run(_) => failure,
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
                    None if asks_columns => failure.hint(super::convert::COLUMNS),
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

impl From<term::Error> for Failure {
    fn from(error: term::Error) -> Self {
        match error {
            term::Error::Store(error) => error.into(),
            term::Error::Fill(error) => error.into(),
            term::Error::Unknown { .. } => {
                Self::of(&error).hint("`yiku term find WORD` shows the ids of concepts")
            }
            term::Error::Alone { .. } => {
                Self::of(&error).hint("`yiku term merge CONCEPT OTHER` makes one of two")
            }
            _ => Self::of(&error),
        }
    }
}

impl From<fill::Error> for Failure {
    fn from(error: fill::Error) -> Self {
        let failure = Self::of(&error);
        match error {
            fill::Error::Store(error) => error.into(),
            fill::Error::NoDocument { .. } => failure.hint(
                "`yiku import FILE` brings one in; `yiku search` looks in imported memories too",
            ),
            fill::Error::UnknownDocument { name, .. } if fill::is_number(&name) => {
                failure.hint(format!("`yiku show {name}` shows that segment"))
            }
            fill::Error::UnknownDocument { name, known } => {
                match nearest::name(&name, known.iter().map(String::as_str)) {
                    Some(nearest) => failure.hint(format!("did you mean {nearest}?")),
                    None => failure,
                }
            }
            fill::Error::WholeDocument { document, .. } => failure.hint(format!(
                "`yiku list {document}` lists them, `yiku next {document}` shows the next to translate"
            )),
            fill::Error::Backwards { first, last } => {
                failure.hint(format!("did you mean {last}-{first}?"))
            }
            fill::Error::Final { document, number } => failure.hint(format!(
                "`yiku confirm {document}:{number} --as translated` opens it again"
            )),
            fill::Error::NoOther { document, number } => failure.hint(format!(
                "`yiku confirm {document}:{number}` confirms the one it has"
            )),
            fill::Error::Ambiguous { number, documents } => {
                let first = documents.into_iter().next().unwrap_or_default();
                failure.hint(format!("say which: {first}:{number}"))
            }
            fill::Error::Untranslated { document, number } => {
                failure.hint(format!("`yiku set {document}:{number} -` gives it one"))
            }
            _ => failure,
        }
    }
}

impl From<correct::Error> for Failure {
    fn from(error: correct::Error) -> Self {
        let failure = Self::of(&error);
        match error {
            correct::Error::Segment(error) => error.into(),
            correct::Error::Store(error) => error.into(),
            correct::Error::Apart {
                document, number, ..
            } => failure.hint(format!(
                "`yiku set {document}:{number} -` writes it as it shall be"
            )),
            correct::Error::NothingBeside { .. } => {
                failure.hint("`yiku list --unpaired` shows the pieces that no segment has")
            }
            _ => failure,
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

impl From<memory::Error> for Failure {
    fn from(error: memory::Error) -> Self {
        let failure = Self::of(&error);
        match error {
            memory::Error::Store(error) => error.into(),
            memory::Error::Fill(error) => error.into(),
            memory::Error::Import(import::Error::Memory { path, source }) => {
                let hint = match &source {
                    exchange::Error::Columns { .. } | exchange::Error::NoColumn { .. } => {
                        "`yiku convert TABLE OUT.tmx --columns source=A,target=B` says which columns hold the texts"
                    }
                    _ => REPAIR,
                };
                Self::from(source).of_file(&path).hint(hint)
            }
            memory::Error::Import(error) => error.into(),
            memory::Error::Folder(_) => failure.hint("is the disk full?"),
            memory::Error::Same { .. } => {
                failure.hint("name another memory, or this one by --memory FILE")
            }
            memory::Error::NoMemoryName { .. } => {
                failure.hint("call it something.yiku; for a TMX file: `yiku export -o FILE.tmx`")
            }
            memory::Error::Exists { .. } => failure.hint(
                "name another file; `yiku --memory FILE memory merge` brings pairs into one that is there",
            ),
            memory::Error::NoFolder { .. } => {
                failure.hint("make it, or name another file; nothing was written")
            }
            memory::Error::Unknown { given, known, .. } => {
                match nearest::name(&given, known.iter().map(String::as_str)) {
                    Some(nearest) => failure.hint(format!("did you mean {nearest}?")),
                    None if known.is_empty() => failure.hint("`yiku memory info` shows what it has"),
                    None => failure.hint(format!("there is {}", known.join(", "))),
                }
            }
        }
    }
}

impl From<memory::three_way::Error> for Failure {
    fn from(error: memory::three_way::Error) -> Self {
        Self::of(&error).hint(
            "the three files are what `yiku export --format jsonl` writes; nothing was changed",
        )
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
