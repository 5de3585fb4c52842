//! Beads against those that people marked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike};
use yiku::align::{Bead, Dictionary, Knowledge, Met, SideText, align, align_together, learn};
use yiku::text::LangTag;

use crate::parallel::{self, Blocks};
use crate::{Args, f1, gale_church, ours, share};

/// A bead by the numbers of its segments.
pub(super) type Pair = (Vec<usize>, Vec<usize>);

/// A text with its translation and the beads people marked.
pub(super) struct Gold {
    pub(super) group: String,
    pub(super) english: Vec<String>,
    pub(super) chinese: Vec<String>,
    pub(super) beads: BTreeSet<Pair>,
    /// Where beads are known by paragraph only: that of each segment.
    pub(super) blocks: Option<Blocks>,
}

/// Right beads, found ones, and those there are; found beads that share a link with a marked one,
/// those compared, marked ones of two sides that share one with a found bead, and how many of
/// those there are.
type Counts = [usize; 7];

pub(crate) fn measure(args: &Args) -> io::Result<Vec<Vec<String>>> {
    let samples = &args.samples;
    let docs = samples.join("corpus/en-zh-software-docs.tsv.xz");
    let mut texts = match args.long {
        true => parallel::long(&docs)?,
        false => texts(args, &docs)?,
    };
    let only = args.only.as_deref().unwrap_or_default();
    texts.retain(|text| text.group.starts_with(only));
    let given = match &args.lexicon {
        Some(path) => {
            let mut given = Dictionary::shipped().clone();
            given.read(&fs::read_to_string(path)?);
            Some(given)
        }
        None => None,
    };
    let mut ways: Vec<(&str, Way<'_>)> = vec![
        ("yiku, no lexicon", Way::Each(None)),
        ("yiku", Way::Each(Some(Dictionary::shipped()))),
        (
            "yiku, all together",
            Way::Together(Some(Dictionary::shipped())),
        ),
    ];
    if let Some(given) = &given {
        ways.push(("yiku, the lexicon given", Way::Each(Some(given))));
        ways.push(("yiku, it and all together", Way::Together(Some(given))));
    }
    let learned = match &args.pairs {
        Some(path) => learned(&fs::read_to_string(path)?, &texts)?,
        None => Vec::new(),
    };
    if !learned.is_empty() {
        ways.push(("yiku, no lexicon, with a memory", Way::Memory(&learned)));
    }
    let mistaken = ways.iter().find(|(name, _)| *name == args.by);
    let mistaken = mistaken.map_or("yiku", |(name, _)| *name);
    // The last, as it holds a table of both texts, and memory is counted so far.
    ways.push(("length alone (Gale and Church)", Way::Length));
    ways.retain(|(name, _)| name.starts_with(&args.by));
    let heading = [
        "alignment",
        "by",
        "precision",
        "recall",
        "strict F1",
        "lax F1",
        "seconds",
        "of CPU",
        "MB so far",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    let groups: BTreeSet<&str> = texts.iter().map(|text| text.group.as_str()).collect();
    for group in groups {
        let of_group: Vec<&Gold> = texts.iter().filter(|text| text.group == group).collect();
        for (name, way) in &ways {
            let (begun, cpu) = (Instant::now(), used()?.0);
            let found = way.align(&of_group)?;
            let seconds = begun.elapsed().as_secs_f64();
            let (after, memory) = used()?;
            let names = args.mistakes.as_deref();
            if names.is_some_and(|names| group.starts_with(names)) && *name == mistaken {
                for (gold, beads) in of_group.iter().zip(&found) {
                    gold.print_mistakes(beads);
                }
            }
            let mut sums = Counts::default();
            for (gold, beads) in of_group.iter().zip(found) {
                for (sum, count) in sums.iter_mut().zip(gold.counts(&beads)) {
                    *sum += count;
                }
            }
            let [right, found, marked, near, compared, met, two_sided] = sums;
            let (precision, recall) = (share(right, found), share(right, marked));
            let lax = f1(share(near, compared), share(met, two_sided));
            rows.push(vec![
                format!("{group} ({} texts, {marked} beads)", of_group.len()),
                (*name).to_owned(),
                format!("{precision:.3}"),
                format!("{recall:.3}"),
                format!("{:.3}", f1(precision, recall)),
                format!("{lax:.3}"),
                format!("{seconds:.2}"),
                format!("{:.2}", after - cpu),
                memory.to_string(),
            ]);
        }
    }
    Ok(rows)
}

/// The CPU time that was used so far, in seconds, and the most memory, in MB.
fn used() -> io::Result<(f64, i64)> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let seconds = |time: TimeVal| time.num_microseconds() as f64 / 1e6;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    Ok((cpu, usage.max_rss() / 1024))
}

/// The texts that people marked, and those known by paragraph.
fn texts(args: &Args, docs: &Path) -> io::Result<Vec<Gold>> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in [ours("align"), args.samples.join("align")] {
        let found = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
        folders.extend(found.filter(|path| path.join("gold.tsv").exists()));
    }
    folders.sort();
    let mut texts: Vec<Gold> = folders
        .iter()
        .map(|folder| Gold::read(folder))
        .collect::<io::Result<_>>()?;
    for file in args
        .parallel
        .iter()
        .map(PathBuf::as_path)
        .chain(docs.exists().then_some(docs))
    {
        texts.extend(parallel::texts(file)?);
    }
    Ok(texts)
}

/// Beads by the numbers of their segments.
fn pairs(beads: &[Bead]) -> BTreeSet<Pair> {
    let pairs = beads.iter();
    pairs
        .map(|bead| (bead.source.clone(), bead.target.clone()))
        .collect()
}

/// How texts are aligned.
enum Way<'d> {
    Length,
    Each(Option<&'d Dictionary>),
    Together(Option<&'d Dictionary>),
    Memory(&'d [Met]),
}

/// What pairs teach that are not in the texts.
fn learned(pairs: &str, texts: &[Gold]) -> io::Result<Vec<Met>> {
    let english: BTreeSet<&str> = (texts.iter())
        .flat_map(|text| text.english.iter().map(String::as_str))
        .collect();
    let pairs = pairs.lines().filter_map(|line| line.split_once('\t'));
    let (source, target): (Vec<&str>, Vec<&str>) = pairs
        .filter(|(source, _)| !english.contains(source))
        .unzip();
    let begun = Instant::now();
    let (en, zh) = (tag("en")?, tag("zh-Hans")?);
    let learned = learn(
        SideText::new(&en, source.as_slice()),
        SideText::new(&zh, target.as_slice()),
    );
    println!(
        "{} pairs of words from {} of segments in {:.1} s\n",
        learned.len(),
        source.len(),
        begun.elapsed().as_secs_f64()
    );
    Ok(learned)
}

pub(super) fn tag(given: &str) -> io::Result<LangTag> {
    LangTag::parse(given).map_err(io::Error::other)
}

impl Way<'_> {
    fn align(&self, texts: &[&Gold]) -> io::Result<Vec<Vec<Bead>>> {
        let (en, zh) = (tag("en")?, tag("zh-Hans")?);
        let lines: Vec<[Vec<&str>; 2]> = texts
            .iter()
            .map(|text| {
                [&text.english, &text.chinese].map(|side| side.iter().map(String::as_str).collect())
            })
            .collect();
        let sides: Vec<(SideText<'_>, SideText<'_>)> = lines
            .iter()
            .map(|[english, chinese]| {
                (
                    SideText::new(&en, english.as_slice()),
                    SideText::new(&zh, chinese.as_slice()),
                )
            })
            .collect();
        let knowledge = |lexicon| Knowledge {
            lexicon,
            ..Knowledge::default()
        };
        let lengths = |side: SideText<'_>| -> Vec<f64> {
            side.segments
                .iter()
                .map(|text| text.chars().count() as f64)
                .collect()
        };
        Ok(match self {
            Self::Length => {
                let sides = sides.iter();
                sides
                    .map(|(s, t)| gale_church::align(&lengths(*s), &lengths(*t)))
                    .collect()
            }
            Self::Each(lexicon) => {
                let sides = sides.iter();
                sides
                    .map(|(s, t)| align(*s, *t, knowledge(*lexicon)))
                    .collect()
            }
            Self::Together(lexicon) => align_together(&sides, knowledge(*lexicon)),
            Self::Memory(learned) => {
                let knowledge = Knowledge {
                    learned,
                    ..knowledge(None)
                };
                let sides = sides.iter();
                sides.map(|(s, t)| align(*s, *t, knowledge)).collect()
            }
        })
    }
}

impl Gold {
    fn read(folder: &Path) -> io::Result<Self> {
        let lines = |name: &str| -> io::Result<Vec<String>> {
            let text = fs::read_to_string(folder.join(name))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let group = match name.rsplit_once('-') {
            Some((group, number)) if number.parse::<u32>().is_ok() => group,
            _ => &name,
        };
        let numbers = |side: &str| -> Vec<usize> {
            side.split(',')
                .filter_map(|number| number.trim().parse().ok())
                .collect()
        };
        let beads = lines("gold.tsv")?;
        let beads = beads.iter().filter(|line| !line.trim().is_empty());
        Ok(Self {
            group: group.to_owned(),
            english: lines("en.txt")?,
            chinese: lines("zh.txt")?,
            beads: beads
                .map(|line| {
                    let (english, chinese) = line.split_once('\t').unwrap_or((line, ""));
                    (numbers(english), numbers(chinese))
                })
                .collect(),
            blocks: None,
        })
    }

    /// The beads that were found, as those that are known stand.
    fn found(&self, beads: &[Bead]) -> BTreeSet<Pair> {
        let found = pairs(beads);
        match &self.blocks {
            Some(blocks) => parallel::joined(&found, blocks),
            None => found,
        }
    }

    /// Prints the beads that were found and should not be, and the other way round.
    fn print_mistakes(&self, beads: &[Bead]) {
        let found = self.found(beads);
        let text = |lines: &[String], numbers: &[usize]| -> String {
            let lines = numbers.iter().filter_map(|number| lines.get(*number));
            lines.map(String::as_str).collect::<Vec<_>>().join(" / ")
        };
        for pair @ (english, chinese) in found.symmetric_difference(&self.beads) {
            let what = if found.contains(pair) {
                "found"
            } else {
                "missed"
            };
            let (a, b) = (text(&self.english, english), text(&self.chinese, chinese));
            println!("{} {what} {english:?} {chinese:?}: {a} | {b}", self.group);
        }
    }

    fn counts(&self, beads: &[Bead]) -> Counts {
        let found = self.found(beads);
        let right = found.intersection(&self.beads).count();
        let links = |beads: &BTreeSet<Pair>| -> HashMap<usize, BTreeSet<usize>> {
            let mut links: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
            for (english, chinese) in beads {
                for one in english {
                    links.entry(*one).or_default().extend(chinese);
                }
            }
            links.into_iter().collect()
        };
        let near = |beads: &BTreeSet<Pair>, others: &BTreeSet<Pair>| {
            let links = links(others);
            let shares = |(english, chinese): &&Pair| {
                let mut linked = english.iter().filter_map(|one| links.get(one)).flatten();
                others.contains(&(english.clone(), chinese.clone()))
                    || linked.any(|other| chinese.contains(other))
            };
            beads.iter().filter(shares).count()
        };
        let two_sided: BTreeSet<Pair> = self
            .beads
            .iter()
            .filter(|(english, chinese)| !english.is_empty() && !chinese.is_empty())
            .cloned()
            .collect();
        [
            right,
            found.len(),
            self.beads.len(),
            near(&found, &self.beads),
            found.len(),
            near(&two_sided, &found),
            two_sided.len(),
        ]
    }
}
