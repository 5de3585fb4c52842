//! Texts that are right, and texts with a fault in each.

use yiku::check::Profile;

/// A text of one or a few segments.
pub(crate) struct Text {
    /// Its kind, where it is known.
    pub(crate) profile: Option<Profile>,
    /// Sources with their translations.
    pub(crate) pairs: Vec<(String, String)>,
    /// The check that must find what is wrong with it; none where it is right.
    pub(crate) fault: Option<String>,
}

/// Texts that are looked at together.
pub(crate) struct Set {
    /// What people call it.
    pub(crate) name: &'static str,
    /// The texts.
    pub(crate) texts: Vec<Text>,
    /// Whether what was missed in it may be listed: what is kept for the end is not looked at.
    pub(crate) listed: bool,
}

/// Why a set cannot be read.
type Error = Box<dyn std::error::Error>;

/// Of three texts, one is kept for the end.
const KEPT: usize = 3;

/// All sets that we wrote.
pub(crate) fn all() -> Result<[Set; 4], Error> {
    let (mut seen, mut kept) = (Vec::new(), Vec::new());
    let own = texts(
        include_str!("../../data/checks/clean.tsv"),
        include_str!("../../data/checks/broken.tsv"),
    );
    let later = texts(
        include_str!("../../data/checks/clean-later.tsv"),
        include_str!("../../data/checks/broken-later.tsv"),
    );
    for (at, text) in own?.into_iter().enumerate() {
        match at % KEPT {
            2 => kept.push(text),
            _ => seen.push(text),
        }
    }
    let set = |name, texts, listed| Set {
        name,
        texts,
        listed,
    };
    Ok([
        set("faults seeded in right segments", seeded()?, true),
        set("right and wrong texts of their own", seen, true),
        set("likewise, not looked at", kept, false),
        set("written later, of each kind", later?, true),
    ])
}

/// Right texts and wrong ones: a text a line, its kind (`-`: not said; of a wrong one the check
/// before it), and its sources, each with its translation.
fn texts(clean: &str, broken: &str) -> Result<Vec<Text>, Error> {
    let clean = clean.lines().map(|line| text(line, None));
    let broken = broken.lines().map(|line| {
        let (check, line) = line.split_once('\t').ok_or("a fault without a text")?;
        text(line, Some(check))
    });
    clean.chain(broken).collect()
}

fn text(line: &str, fault: Option<&str>) -> Result<Text, Error> {
    let (kind, line) = line.split_once('\t').ok_or("a kind without a text")?;
    let fields: Vec<&str> = line.split('\t').collect();
    let pairs = fields.chunks(2).map(|pair| match pair {
        [source, target] => Ok(((*source).to_owned(), (*target).to_owned())),
        _ => Err(format!("a source without its translation: {line}").into()),
    });
    let profile = match kind {
        "-" => None,
        kind => Some(profile(kind)?),
    };
    Ok(Text {
        profile,
        pairs: pairs.collect::<Result<_, Error>>()?,
        fault: fault.map(str::to_owned),
    })
}

/// `segments.tsv`: a segment a line, its kind, source and translation, and a fault to seed in it:
/// the check that must find it, what is replaced (`*`: all) and by what.
fn seeded() -> Result<Vec<Text>, Error> {
    let mut texts = Vec::new();
    for line in include_str!("../../data/checks/segments.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, source, right, check, old, new] = fields[..] else {
            return Err(format!("not six fields: {line}").into());
        };
        let wrong = match old {
            "*" => new.to_owned(),
            old => right.replacen(old, new, 1),
        };
        if wrong == right {
            return Err(format!("no fault is seeded: {line}").into());
        }
        for (target, fault) in [(right.to_owned(), None), (wrong, Some(check.to_owned()))] {
            texts.push(Text {
                profile: Some(profile(kind)?),
                pairs: vec![(source.to_owned(), target)],
                fault,
            });
        }
    }
    Ok(texts)
}

pub(crate) fn profile(name: &str) -> Result<Profile, Error> {
    Profile::from_name(name).ok_or_else(|| format!("{name} is no kind of text").into())
}
