//! What stands in which column.

use crate::exchange::{Error, ReadOptions};
use crate::text::LangTag;
use crate::text::script::is_foreign;

/// What a column holds of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Role {
    Source,
    Target,
    /// A text whose title is its language.
    Text,
    /// The number of the row, which says nothing.
    Number,
    Id,
    Document,
    State,
    MadeBy,
    Note,
    Context,
    Author,
    Date,
    Client,
    Project,
    Domain,
    Subject,
}

/// The titles of columns. What is written stands first.
const TITLES: &[(Role, &[&str])] = &[
    (
        Role::Source,
        &[
            "source",
            "src",
            "original",
            "source text",
            "source segment",
            "source term",
            "原文",
            "源文",
            "源文本",
            "源语言",
        ],
    ),
    (
        Role::Target,
        &[
            "target",
            "tgt",
            "translation",
            "target text",
            "target segment",
            "target term",
            "译文",
            "翻译",
            "目标",
            "目标语言",
        ],
    ),
    (
        Role::Number,
        &["number", "no", "no.", "#", "nr", "row", "序号"],
    ),
    (
        Role::Id,
        &[
            "id",
            "key",
            "unit id",
            "segment id",
            "string id",
            "编号",
            "标识",
            "键",
        ],
    ),
    (
        Role::Document,
        &[
            "document",
            "file",
            "filename",
            "file name",
            "文档",
            "文件",
            "文件名",
        ],
    ),
    (Role::State, &["state", "status", "状态"]),
    (Role::MadeBy, &["made by", "origin", "来源方式"]),
    (
        Role::Note,
        &[
            "note", "notes", "comment", "comments", "remark", "remarks", "备注", "注释", "说明",
            "批注",
        ],
    ),
    (Role::Context, &["context", "上下文", "语境"]),
    (
        Role::Author,
        &["author", "translator", "changed by", "译者", "作者"],
    ),
    (
        Role::Date,
        &["date", "changed", "modified", "日期", "修改日期"],
    ),
    (Role::Client, &["client", "customer", "客户"]),
    (Role::Project, &["project", "项目"]),
    (Role::Domain, &["domain", "领域"]),
    (Role::Subject, &["subject", "主题"]),
];

/// The names of languages as titles have them.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["english", "英文", "英语"]),
    (
        "en-US",
        &["english united states", "english (united states)"],
    ),
    (
        "en-GB",
        &["english united kingdom", "english (united kingdom)"],
    ),
    (
        "zh-CN",
        &["chinese prc", "chinese (prc)", "chinese (china)"],
    ),
    ("zh-TW", &["chinese taiwan", "chinese (taiwan)"]),
    ("zh-HK", &["chinese hong kong", "chinese (hong kong)"]),
    (
        "zh-Hans",
        &[
            "simplified chinese",
            "chinese simplified",
            "chinese (simplified)",
            "简体中文",
            "简体",
        ],
    ),
    (
        "zh-Hant",
        &[
            "traditional chinese",
            "chinese traditional",
            "chinese (traditional)",
            "繁体中文",
            "繁體中文",
            "繁体",
        ],
    ),
    ("zh", &["chinese", "中文", "汉语", "汉文"]),
    ("ja", &["japanese", "日文", "日语"]),
    ("ko", &["korean", "韩文", "韩语"]),
    ("fr", &["french", "法文", "法语"]),
    ("de", &["german", "德文", "德语"]),
    ("es", &["spanish", "西班牙文", "西班牙语"]),
    ("ru", &["russian", "俄文", "俄语"]),
];

impl Role {
    /// The title that is written for it.
    pub(super) fn title(self) -> &'static str {
        let titles = TITLES.iter().find(|(role, _)| *role == self);
        titles
            .and_then(|(_, words)| words.first())
            .unwrap_or(&"text")
    }
}

/// What a title says: what the column holds, and in which language.
pub(in crate::exchange) fn role(title: &str) -> Option<(Role, Option<LangTag>)> {
    let folded = title.trim().to_lowercase().replace('_', " ");
    let known = |word: &str| {
        let found = TITLES.iter().find(|(_, words)| words.contains(&word));
        found.map(|(role, _)| *role)
    };
    if let Some(role) = known(&folded) {
        return Some((role, None));
    }
    if let Some(lang) = language(title.trim()) {
        return Some((Role::Text, Some(lang)));
    }
    // `Source (en-US)`, `English (US)`.
    let (word, inside) = folded.split_once(['(', '（'])?;
    let lang = language(inside.trim_end_matches([')', '）']).trim());
    match known(word.trim()) {
        Some(role) => Some((role, lang)),
        None => language(word.trim()).map(|of_word| (Role::Text, lang.or(Some(of_word)))),
    }
}

/// The language that a title names.
fn language(title: &str) -> Option<LangTag> {
    let folded = title.to_lowercase().replace('_', " ");
    let named = LANGUAGES
        .iter()
        .find(|(_, words)| words.contains(&folded.as_str()));
    if let Some((tag, _)) = named {
        return LangTag::parse(tag).ok();
    }
    // A word of three letters is seldom a language, and alone never said to be one.
    let primary = title.split(['-', '_']).next().unwrap_or_default();
    let plain = primary.len() == 2 || (primary.len() == 3 && primary.len() < title.len());
    plain.then(|| LangTag::parse(title).ok()).flatten()
}

/// Which columns hold what, as a person says it: `source=A,target=3,note=Remarks`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Role, Option<LangTag>, String)>);

impl Mapping {
    /// Reads what `--columns` says.
    ///
    /// # Errors
    /// [`Error::Mapping`] where it cannot be understood.
    pub fn parse(given: &str) -> Result<Self, Error> {
        let pairs = given.split([',', '，']).map(|pair| {
            let (name, column) = pair.split_once('=')?;
            let (role, lang) = role(name)?;
            let column = column.trim();
            (!column.is_empty()).then(|| (role, lang, column.to_owned()))
        });
        let pairs: Option<Vec<_>> = pairs.collect();
        pairs.map(Self).ok_or_else(|| Error::Mapping {
            given: given.to_owned(),
        })
    }
}

/// Where everything stands.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub source: Option<(usize, LangTag)>,
    pub targets: Vec<(usize, LangTag)>,
    pub others: Vec<(usize, Role)>,
    /// Columns with a title that says nothing we know: kept by it.
    pub unknown: Vec<(usize, String)>,
    /// Whether the first row is that of titles.
    pub has_heading: bool,
}

impl Columns {
    /// What the columns of a table hold, by what the person said, by the titles in its first row,
    /// or by the script of its first rows.
    ///
    /// # Errors
    /// [`Error::Columns`] where nothing tells which are the source and the translation.
    pub(super) fn of(first: &[Vec<String>], options: &ReadOptions) -> Result<Self, Error> {
        let Some(heading) = first.first() else {
            return Err(Error::Packed {
                message: "it is empty".to_owned(),
            });
        };
        let mut roles: Vec<_> = heading.iter().map(|title| role(title)).collect();
        let by_hand = &options.columns.0;
        let of_title = |column: &str| {
            let same = |title: &String| title.trim().eq_ignore_ascii_case(column);
            heading.iter().position(same)
        };
        let titled = by_hand
            .iter()
            .any(|(_, _, column)| of_title(column).is_some());
        let has_heading = titled || roles.iter().any(Option::is_some);
        for (role, lang, column) in by_hand {
            let place = of_title(column).or_else(|| place(column));
            let Some(known) = place.and_then(|place| roles.get_mut(place)) else {
                return Err(Error::NoColumn {
                    column: column.clone(),
                    shown: shown(first),
                });
            };
            *known = Some((*role, lang.clone()));
        }
        let mut columns = Self {
            has_heading,
            ..Self::default()
        };
        let mut texts = Vec::new();
        for (place, role) in roles.into_iter().enumerate() {
            match role {
                Some((Role::Source, lang)) if columns.source.is_none() => {
                    columns.source = Some((place, lang.unwrap_or_else(|| options.source.clone())));
                }
                Some((Role::Target, lang)) => {
                    columns
                        .targets
                        .push((place, lang.unwrap_or_else(|| options.target.clone())));
                }
                Some((Role::Text, Some(lang))) => texts.push((place, lang)),
                Some((role, _)) => columns.others.push((place, role)),
                None => columns.unknown.push((
                    place,
                    heading
                        .get(place)
                        .map(|title| title.trim().to_owned())
                        .unwrap_or_default(),
                )),
            }
        }
        if columns.source.is_none() && columns.targets.is_empty() && texts.is_empty() {
            columns.by_script(first, options);
        }
        if columns.source.is_none() && !texts.is_empty() {
            let of_language =
                |(_, lang): &(usize, LangTag)| lang.language() == options.source.language();
            let place = texts.iter().position(of_language).unwrap_or(0);
            columns.source = Some(texts.remove(place));
        }
        columns.targets.append(&mut texts);
        columns
            .unknown
            .retain(|(_, title)| has_heading && !title.is_empty());
        match (&columns.source, columns.targets.as_slice()) {
            (Some(_), [_, ..]) => Ok(columns),
            _ => Err(Error::Columns {
                shown: shown(first),
            }),
        }
    }

    /// Takes two columns of a table without titles for source and translation where one of them is
    /// plainly in one language and the other in the other.
    fn by_script(&mut self, first: &[Vec<String>], options: &ReadOptions) {
        if self.has_heading {
            return;
        }
        let width = first.iter().map(Vec::len).max().unwrap_or(0);
        let fits = |place: usize, own: &LangTag, other: &LangTag| {
            let cells = first.iter().filter_map(|row| row.get(place));
            let text: String = cells.map(|cell| format!("{cell}\n")).collect();
            text.chars().any(char::is_alphabetic)
                && !is_foreign(&text, own)
                && is_foreign(&text, other)
        };
        let (source, target) = (&options.source, &options.target);
        let mut sources = (0..width).filter(|place| fits(*place, source, target));
        let mut targets = (0..width).filter(|place| fits(*place, target, source));
        if let (Some(a), None, Some(b), None) = (
            sources.next(),
            sources.next(),
            targets.next(),
            targets.next(),
        ) {
            self.source = Some((a, source.clone()));
            self.targets = vec![(b, target.clone())];
            self.unknown.clear();
        }
    }
}

/// The place of a column by its letter or its number, from 0.
pub(in crate::exchange) fn place(column: &str) -> Option<usize> {
    if let Ok(number) = column.parse::<usize>() {
        return number.checked_sub(1);
    }
    let letters = column.to_ascii_uppercase();
    let valid = letters.len() <= 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let digits = letters.bytes().map(|byte| usize::from(byte - b'A') + 1);
    valid
        .then(|| digits.fold(0, |sum, digit| sum * 26 + digit))
        .and_then(|n| n.checked_sub(1))
}

/// The columns as a person is asked about them: `A “Alpha”, B “甲”`.
pub(in crate::exchange) fn shown(first: &[Vec<String>]) -> String {
    const COLUMNS: usize = 8;
    const CHARACTERS: usize = 24;
    let cells = first.first().into_iter().flatten().take(COLUMNS);
    let shown = ('A'..).zip(cells).map(|(letter, cell)| {
        let text: String = cell.trim().chars().take(CHARACTERS).collect();
        format!("{letter} “{text}”")
    });
    shown.collect::<Vec<_>>().join(", ")
}
