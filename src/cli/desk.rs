//! Where a command works: reads the surroundings once (folder, environment, clock), so that
//! nothing below has to.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use jiff::Timestamp;

use super::Global;
use super::error::Failure;
use super::ui::Ui;
use crate::store::{self, Memory, NewMemory, Reader, Risk, risk};
use crate::text::LangTag;
use crate::unit::Fields;
use crate::work::check::Policy;
use crate::work::manifest::Role;
use crate::work::memories::{self, Asked, Standing};
use crate::work::project::{Heading, Languages, MANIFEST, Occasion, Project, USUAL};

/// What a command has at hand.
pub(super) struct Desk {
    pub(super) project: Option<Project>,
    pub(super) occasion: Occasion,
    memory: PathBuf,
    standing: Standing,
    /// The memories that are only read.
    others: Vec<(PathBuf, Standing)>,
    /// Whether the memory is the user's own: there is no project, and none was named.
    own: bool,
    /// Whether the memory was named.
    named: bool,
    from: Option<LangTag>,
    to: Option<LangTag>,
}

impl Desk {
    pub(super) fn new(global: Global) -> Result<Self, Failure> {
        let here = std::env::current_dir()
            .map_err(|error| Failure::new(format!("this folder cannot be used: {error}")))?;
        let project = match global.memory.as_slice() {
            [_, ..] => None,
            // What people read is named from where they stand: here by no folder at all.
            [] if Path::new(MANIFEST).is_file() => Some(Project::open(Path::new(""))?),
            [] => Project::find(&here)?,
        };
        let named = !global.memory.is_empty();
        let own = !named && project.is_none();
        let mut memories = match (&project, own) {
            (Some(project), _) => project.memories(),
            (None, true) => memories::standings([(own_memory()?, Role::Working, None, None)]),
            (None, false) => named_standings(&global.memory),
        }
        .into_iter();
        let Some((memory, standing)) = memories.next() else {
            return Err(Failure::new("no memory is named"));
        };
        Ok(Self {
            project,
            occasion: occasion()?,
            memory,
            standing,
            others: memories.collect(),
            own,
            named,
            from: global.from,
            to: global.to,
        })
    }

    /// yiku itself, with what makes it work as this desk does: a command given so is as if a person
    /// gave it here.
    pub(super) fn program(&self) -> Result<Vec<OsString>, Failure> {
        let program = std::env::current_exe()
            .map_err(|error| Failure::new(format!("yiku does not find itself: {error}")))?;
        let mut words = vec![program.into_os_string()];
        // Nobody needs to be told again that it is their own.
        if self.named || self.own {
            words.extend(["--memory".into(), self.memory.clone().into_os_string()]);
            for (path, standing) in &self.others {
                let mut memory = path.clone().into_os_string();
                memory.push(format!(":{}", standing.points));
                words.extend(["--memory".into(), memory]);
            }
        }
        for (option, lang) in [("--from", &self.from), ("--to", &self.to)] {
            if let Some(lang) = lang {
                words.extend([option.into(), lang.given().into()]);
            }
        }
        Ok(words)
    }

    /// The files that the project is made from: nothing is written over them.
    pub(super) fn sources(&self) -> Vec<PathBuf> {
        self.project
            .as_ref()
            .map(Project::sources)
            .unwrap_or_default()
    }

    /// Opens the memory, which must be there, and after it those that are only read.
    pub(super) fn memories(&self) -> Result<Vec<OpenMemory>, Failure> {
        let mut memories = vec![OpenMemory {
            memory: self.memory()?,
            standing: self.standing.clone(),
        }];
        for (path, standing) in &self.others {
            let memory = match Memory::open(path) {
                Err(error @ store::Error::Missing { .. }) if self.project.is_some() => {
                    return Err(Failure::without_named(&error, path));
                }
                memory => memory?,
            };
            memories.push(OpenMemory {
                memory,
                standing: standing.clone(),
            });
        }
        Ok(memories)
    }

    /// The file of the client's memory, as the project names it.
    pub(super) fn client_memory(&self) -> Result<PathBuf, Failure> {
        let Some(project) = &self.project else {
            return Err(Failure::new("no memory to carry to is named")
                .hint("`yiku memory promote client.yiku`; in a project, yiku.toml may name it"));
        };
        let tables = project.manifest.memories.iter();
        let clients: Vec<&Path> = tables
            .filter(|memory| memory.role == Role::Client)
            .map(|memory| memory.file.as_path())
            .collect();
        match clients.as_slice() {
            [client] => Ok(project.folder.join(client)),
            [] => Err(
                Failure::new(format!("{MANIFEST} names no memory of the client")).hint(
                    "name the file: `yiku memory promote client.yiku`, or add a [[memory]] with role = \"client\"",
                ),
            ),
            [first, ..] => Err(Failure::new(format!(
                "{MANIFEST} names {} memories of the client",
                clients.len()
            ))
            .hint(format!("say which: `yiku memory promote {}`", first.display()))),
        }
    }

    /// How the project wants its texts checked, or the memory, where there is none.
    pub(super) fn policy(&self) -> Result<Policy, Failure> {
        match &self.project {
            None if self.memory.exists() => Ok(Policy::kept(&Memory::open(&self.memory)?.read()?)?),
            project => Ok(Policy::of(project.as_ref())?),
        }
    }

    /// Opens the memory, which must be there.
    pub(super) fn memory(&self) -> Result<Memory, Failure> {
        match Memory::open(&self.memory) {
            Err(error @ store::Error::Missing { .. }) if self.own => {
                Err(Failure::without_project(&error))
            }
            memory => Ok(memory?),
        }
    }

    /// Opens the memories, which must be there, to look texts up in them: with their indexes up
    /// to date.
    pub(super) fn memories_to_look_up(&self, ui: &Ui) -> Result<Vec<OpenMemory>, Failure> {
        let mut memories = self.memories()?;
        for (place, OpenMemory { memory, .. }) in memories.iter_mut().enumerate() {
            ui.watch(memory);
            match memory.keep_index() {
                // It is only read, and answers without, if more slowly.
                Err(store::Error::Permission { .. } | store::Error::Busy { .. }) if place > 0 => {}
                kept => kept?,
            }
        }
        Ok(memories)
    }

    /// Opens the memories to look texts up in them, where there are any: one that was named must
    /// be there.
    pub(super) fn memories_if_any(&self, ui: &Ui) -> Result<Vec<OpenMemory>, Failure> {
        if !self.named && !self.memory.exists() {
            return Ok(Vec::new());
        }
        self.memories_to_look_up(ui)
    }

    /// Opens the memory, which must be there, to change it.
    pub(super) fn memory_to_change(&self, ui: &mut Ui) -> Result<Memory, Failure> {
        let mut memory = self.memory()?;
        self.say_own(ui);
        ui.watch(&mut memory);
        Ok(memory)
    }

    /// Says which memory is changed, where nobody named it.
    pub(super) fn say_own(&self, ui: &mut Ui) {
        if self.own {
            ui.say(&format!(
                "In your own memory {} (no {MANIFEST} here or above).",
                self.memory.display()
            ));
        }
    }

    /// Where the memory is, or will be.
    pub(super) fn memory_path(&self) -> &Path {
        &self.memory
    }

    /// Begins a memory where there is none yet; `None` where there is one.
    pub(super) fn new_memory(&self, ui: &mut Ui) -> Result<Option<NewMemory>, Failure> {
        if self.memory.exists() {
            return Ok(None);
        }
        self.say_own(ui);
        warn_of(ui, &self.memory);
        let mut new = NewMemory::new(&self.memory)?;
        ui.watch(new.memory());
        Ok(Some(new))
    }

    /// Opens the memory to change it, making one where there is none.
    pub(super) fn memory_or_new(&self, ui: &mut Ui) -> Result<Memory, Failure> {
        self.say_own(ui);
        if !self.memory.exists() {
            ui.say(&format!("New memory: {}", self.memory.display()));
            warn_of(ui, &self.memory);
        }
        let mut memory = Memory::open_or_create(&self.memory)?;
        ui.watch(&mut memory);
        Ok(memory)
    }

    /// The languages to work in: asked for, the project's, the memory's, or English to Chinese.
    pub(super) fn languages(
        &self,
        reader: Option<&Reader<'_>>,
    ) -> Result<(LangTag, LangTag), Failure> {
        self.languages_or(&self.from, &self.to, reader)
    }

    /// The languages that were asked for.
    pub(super) fn given_languages(&self) -> (Option<LangTag>, Option<LangTag>) {
        (self.from.clone(), self.to.clone())
    }

    /// The languages for files that may say theirs: what was asked for goes over it.
    pub(super) fn languages_of_files(
        &self,
        reader: Option<&Reader<'_>>,
    ) -> Result<Languages, Failure> {
        Ok(Languages {
            asked: (self.from.clone(), self.to.clone()),
            otherwise: self.languages_or(&None, &None, reader)?,
        })
    }

    fn languages_or(
        &self,
        from: &Option<LangTag>,
        to: &Option<LangTag>,
        reader: Option<&Reader<'_>>,
    ) -> Result<(LangTag, LangTag), Failure> {
        let known = |name: &str| -> Result<Option<LangTag>, Failure> {
            let Some(reader) = reader else {
                return Ok(None);
            };
            let given = reader.setting(name)?;
            Ok(given.map(|given| LangTag::parse(&given)).transpose()?)
        };
        let project = self
            .project
            .as_ref()
            .map(|project| &project.manifest.project);
        let pick = |asked: &Option<LangTag>,
                    project: Option<&LangTag>,
                    known: Option<LangTag>,
                    default: &str| {
            match asked.clone().or_else(|| project.cloned()).or(known) {
                Some(lang) => Ok(lang),
                None => LangTag::parse(default),
            }
        };
        Ok((
            pick(from, project.map(|p| &p.from), known("from")?, USUAL[0])?,
            pick(to, project.map(|p| &p.to), known("to")?, USUAL[1])?,
        ))
    }

    /// The languages of one text: those to work in, the other way round where only one was asked for
    /// and it stands on the other side.
    pub(super) fn languages_of_text(
        &self,
        reader: Option<&Reader<'_>>,
    ) -> Result<(LangTag, LangTag), Failure> {
        let (from, to) = self.languages(reader)?;
        if from.language() != to.language() || self.from.is_some() == self.to.is_some() {
            return Ok((from, to));
        }
        let (other_to, other_from) = self.languages_or(&None, &None, reader)?;
        Ok(match self.from {
            Some(_) => (from, other_to),
            None => (other_from, to),
        })
    }

    /// What a report is headed by.
    pub(super) fn heading(&self) -> Heading {
        let memory = || Heading {
            title: self
                .memory
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            ..Heading::default()
        };
        self.project.as_ref().map_or_else(memory, Project::heading)
    }

    /// What new units are filed under.
    pub(super) fn fields(&self) -> Fields {
        self.project
            .as_ref()
            .map(|project| project.manifest.fields())
            .unwrap_or_default()
    }
}

/// A memory that a command reads.
pub(super) struct OpenMemory {
    pub(super) memory: Memory,
    pub(super) standing: Standing,
}

impl OpenMemory {
    /// Begins to read it.
    pub(super) fn ask(&self) -> Result<Asked<'_>, Failure> {
        Ok(Asked {
            reader: self.memory.read()?,
            standing: self.standing.clone(),
        })
    }
}

/// A memory named on the command line: FILE, or FILE:5 with what is taken off its matches.
#[derive(Clone, Debug)]
pub(super) struct MemoryArg {
    file: PathBuf,
    penalty: Option<u8>,
}

impl std::str::FromStr for MemoryArg {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        let (file, penalty) = match given.rsplit_once(':') {
            Some((file, penalty)) if digits(penalty) && !Path::new(given).exists() => {
                let penalty = penalty.parse().ok().filter(|penalty| *penalty <= 100);
                (file, Some(penalty.ok_or("a penalty is 0 to 100 percent")?))
            }
            _ => (given, None),
        };
        if file.is_empty() {
            return Err("the name of a file is missing".to_owned());
        }
        Ok(Self {
            file: file.into(),
            penalty,
        })
    }
}

/// The memories named on the command line: the first is written.
fn named_standings(given: &[MemoryArg]) -> Vec<(PathBuf, Standing)> {
    let roles = std::iter::once(Role::Working).chain(std::iter::repeat(Role::Client));
    let given = given.iter().zip(roles);
    memories::standings(given.map(|(given, role)| (given.file.clone(), role, None, given.penalty)))
}

/// Warns where a new memory would not be safe.
fn warn_of(ui: &mut Ui, memory: &Path) {
    match risk(memory) {
        Some(Risk::Synchronised(service)) => ui.warn(&format!(
            "{} is in a folder that {service} synchronises; a memory can be damaged there while it is written. A local folder and `yiku backup` are safe",
            memory.display()
        )),
        Some(Risk::Network) => ui.warn(&format!(
            "{} is on a network drive, where two people writing at once can damage a memory. A local folder and `yiku backup` are safe",
            memory.display()
        )),
        None => {}
    }
}

/// The memory of somebody who has no project: in the user's data folder.
fn own_memory() -> Result<PathBuf, Failure> {
    let folders = etcetera::choose_base_strategy().map_err(|error| {
        Failure::new(format!("there is no folder for your data: {error}"))
            .hint("name a memory with --memory FILE")
    })?;
    Ok(folders
        .data_dir()
        .join("yiku")
        .join(crate::work::manifest::MEMORY))
}

/// Who gives the command, and when.
fn occasion() -> Result<Occasion, Failure> {
    let who = ["YIKU_USER", "USER", "USERNAME", "LOGNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|who| !who.trim().is_empty())
        .unwrap_or_else(|| "somebody".to_owned());
    // https://reproducible-builds.org/specs/source-date-epoch/
    let at = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds
            .trim()
            .parse()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .ok_or_else(|| {
                Failure::new(format!(
                    "SOURCE_DATE_EPOCH is “{seconds}”, which is no time"
                ))
            })?,
        Err(_) => Timestamp::now(),
    };
    Ok(Occasion { who, at })
}
