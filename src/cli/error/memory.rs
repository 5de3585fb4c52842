//! What can be done where the memory, its settings or its service refuse.

use super::{DAMAGED, Failure, REPAIR};
use crate::cli::nearest;
use crate::text::lang::InvalidTag;
use crate::work::check::waivers;
use crate::work::{correct, fill, import, manifest, memory, term};
use crate::{document, exchange, serve, store};

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
