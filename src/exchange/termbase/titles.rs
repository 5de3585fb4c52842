//! What the titles of a table of terms say.

use crate::exchange::Error;
use crate::exchange::table::{Role, place, role, shown};
use crate::term::TermStatus;
use crate::text::LangTag;

/// The columns of [`super::COLUMNS`] under all their titles, in lower case; `info` is what memoQ
/// says of a term in one cell.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "concept",
        &[
            "concept",
            "concept id",
            "entry",
            "entry id",
            "entryid",
            "cid",
            "id",
            "概念",
            "条目",
            "编号",
        ],
    ),
    ("lang", &["lang", "language", "语言", "语种"]),
    (
        "status",
        &["status", "usage status", "administrative status", "状态"],
    ),
    (
        "part_of_speech",
        &["part of speech", "pos", "word class", "词性"],
    ),
    ("term_type", &["term type", "type", "术语类型"]),
    (
        "case",
        &["case", "case sensitive", "case sensitivity", "大小写"],
    ),
    ("match", &["match", "matching", "match type"]),
    ("label", &["label", "geographical usage", "region", "地区"]),
    (
        "domain",
        &[
            "domain",
            "subject",
            "subject field",
            "category",
            "entry domain",
            "entry subject",
            "领域",
            "学科",
            "分类",
        ],
    ),
    ("kind", &["kind"]),
    (
        "definition",
        &[
            "definition",
            "def",
            "description",
            "meaning",
            "concept definition",
            "定义",
            "释义",
        ],
    ),
    (
        "note",
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "usage",
            "usage note",
            "concept note",
            "entry note",
            "备注",
            "注释",
            "说明",
            "用法",
        ],
    ),
    ("source", &["reference", "references", "出处", "来源"]),
    ("info", &["term info"]),
];

/// Titles of columns that hold terms of one status.
const TERMS: &[(Option<TermStatus>, &[&str])] = &[
    (None, &["term", "terms", "术语", "词条"]),
    (
        Some(TermStatus::Preferred),
        &["preferred", "preferred term", "首选", "首选词"],
    ),
    (
        Some(TermStatus::Admitted),
        &[
            "synonym",
            "synonyms",
            "admitted",
            "admitted term",
            "alternative",
            "alternatives",
            "variant",
            "variants",
            "同义词",
            "备选",
        ],
    ),
    (
        Some(TermStatus::Forbidden),
        &[
            "forbidden",
            "forbidden term",
            "deprecated",
            "do not use",
            "禁用",
            "禁用词",
        ],
    ),
];

/// Titles of columns that say nothing of a term: numbers, counts, examples, who and when.
const PASSED: &[&str] = &[
    "number",
    "no",
    "no.",
    "#",
    "nr",
    "row",
    "序号",
    "count",
    "frequency",
    "confidence",
    "score",
    "频次",
    "example",
    "examples",
    "例句",
    "author",
    "date",
    "created",
    "creator",
    "modified",
    "modifier",
    "entry created",
    "entry creator",
    "entry lastmodified",
    "entry modifier",
];

/// Of which language a column speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Source,
    Target,
    Lang(LangTag),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Terms, of a status where the title says one.
    Term(Option<TermStatus>),
    /// What is said of a concept or a term: a column of [`super::COLUMNS`], or `info`.
    Field(&'static str),
    /// Nothing that is read.
    Passed,
}

/// What a title says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) side: Option<Side>,
    pub(super) what: What,
}

/// What a title says; `None` where it is not known.
pub(super) fn meaning(title: &str) -> Option<Meaning> {
    let title = title.trim();
    if let Some(what) = what(title) {
        return Some(Meaning { side: None, what });
    }
    if let Some(side) = side(title) {
        let what = What::Term(None);
        return Some(Meaning {
            side: Some(side),
            what,
        });
    }
    // `English_Def`, `zh-Hans forbidden`, `Definition (en)`.
    let parting = |(at, c): (usize, char)| matches!(c, ' ' | '_').then_some(at);
    title.char_indices().filter_map(parting).find_map(|at| {
        let (left, right) = title.split_at(at);
        let right = right.get(1..).unwrap_or_default();
        let bare = right.trim_matches(['(', ')']);
        let of_side = |side_of: &str, what_of: &str| {
            Some(Meaning {
                side: Some(side(side_of.trim())?),
                what: what(what_of.trim())?,
            })
        };
        of_side(left, right).or_else(|| of_side(bare, left))
    })
}

pub(super) fn fold(title: &str) -> String {
    title.trim().to_lowercase().replace(['_', '-'], " ")
}

fn what(title: &str) -> Option<What> {
    let folded = fold(title);
    if PASSED.contains(&folded.as_str()) {
        return Some(What::Passed);
    }
    if let Some(name) = field(title) {
        return Some(What::Field(name));
    }
    let found = (TERMS.iter()).find(|(_, words)| words.contains(&folded.as_str()));
    found.map(|(status, _)| What::Term(*status))
}

fn field(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let found = (FIELDS.iter()).find(|(_, words)| words.contains(&folded.as_str()));
    found.map(|(name, _)| *name)
}

fn side(title: &str) -> Option<Side> {
    match role(title)? {
        (Role::Source | Role::Target | Role::Text, Some(lang)) => Some(Side::Lang(lang)),
        (Role::Source, None) => Some(Side::Source),
        (Role::Target, None) => Some(Side::Target),
        _ => None,
    }
}

/// Which columns hold what, as a person says it: `en=A,zh-Hans=C,definition=E`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Meaning, String)>);

impl Mapping {
    /// Reads what `--columns` says.
    ///
    /// # Errors
    /// [`Error::Mapping`] where it cannot be understood.
    pub fn parse(given: &str) -> Result<Self, Error> {
        let pairs = given.split([',', '，']).map(|pair| {
            let (name, column) = pair.split_once('=')?;
            let column = column.trim();
            let meaning = meaning(name)?;
            (!column.is_empty()).then(|| (meaning, column.to_owned()))
        });
        let pairs: Option<Vec<_>> = pairs.collect();
        pairs.map(Self).ok_or_else(|| Error::Mapping {
            given: given.to_owned(),
        })
    }

    /// What the columns hold, the titles and this taken together; and whether the first row is one
    /// of titles.
    ///
    /// # Errors
    /// [`Error::NoColumn`] where a column is named that is not there.
    pub(super) fn meanings(&self, heading: &[String]) -> Result<Vec<Titled>, Error> {
        let of_title = |column: &str| {
            let same = |title: &String| title.trim().eq_ignore_ascii_case(column);
            heading.iter().position(same)
        };
        let mut columns: Vec<Titled> = (heading.iter())
            .map(|title| Titled {
                title: title.trim().to_owned(),
                meaning: meaning(title),
                by_hand: false,
                by_title: false,
            })
            .collect();
        for (meaning, column) in &self.0 {
            let titled = of_title(column);
            let known = titled.or_else(|| place(column));
            let Some(known) = known.and_then(|place| columns.get_mut(place)) else {
                return Err(Error::NoColumn {
                    column: column.clone(),
                    shown: shown(&[heading.to_vec()]),
                });
            };
            known.meaning = Some(meaning.clone());
            known.by_hand = true;
            known.by_title = titled.is_some();
        }
        Ok(columns)
    }
}

/// A column with what it holds.
#[derive(Clone, Debug)]
pub(super) struct Titled {
    pub(super) title: String,
    pub(super) meaning: Option<Meaning>,
    /// Whether a person said what it holds.
    pub(super) by_hand: bool,
    /// Whether they named it by its title.
    pub(super) by_title: bool,
}

/// What is said of a column that is not known.
pub(super) fn not_read(title: &str) -> String {
    format!("column “{title}” is not known and not read")
}
