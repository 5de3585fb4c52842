//! The workbooks inside the charts of a text or of slides: the table of a chart, which shows what the
//! chart says again to who edits it (ECMA-376 part 1 §15.2.4, §21.2.2.63).

use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};

use super::{Part, PartKind, Taken, listed};
use crate::document::block::{Block, Filled};
use crate::document::file::Error;
use crate::document::filter::Original;
use crate::document::format::Format;
use crate::document::more::More;
use crate::exchange::package::Package;

/// What the words of some charts are now, by the workbooks that hold them.
#[derive(Default)]
pub(super) struct Workbooks {
    words: Vec<(String, HashMap<String, String>)>,
}

/// The workbooks that say their words in the new language, each with its name; and what is to be said
/// where one could not be read.
pub(super) type Written = (Vec<(String, Vec<u8>)>, Option<String>);

impl Workbooks {
    /// Notes what the words of a chart are now, by what they were.
    pub(super) fn note(
        &mut self,
        package: &mut Package<impl Read + Seek>,
        chart: &str,
        words: HashMap<String, String>,
    ) {
        if words.is_empty() {
            return;
        }
        if let Ok(Some(workbook)) = package.related(chart, "package") {
            match self.words.iter_mut().find(|(name, _)| *name == workbook) {
                Some((_, known)) => known.extend(words),
                None => self.words.push((workbook, words)),
            }
        }
    }

    /// The workbooks with their words.
    pub(super) fn written(
        self,
        package: &mut Package<impl Read + Seek>,
        original: &Original<'_>,
    ) -> Written {
        let mut written = Vec::new();
        let mut left = 0;
        for (name, words) in self.words {
            let bytes = match package.part(&name) {
                Ok(Some(bytes)) => filled(&inside(original, &bytes), &words).ok(),
                Ok(None) => continue,
                Err(_) => None,
            };
            match bytes {
                Some(bytes) => written.push((name, bytes)),
                None => left += 1,
            }
        }
        let remark = (left > 0).then(|| {
            format!(
                "the workbook inside a chart cannot be read and stays as it is ({left} of them): where \
                 somebody edits the data of that chart, its words are those of the source again"
            )
        });
        (written, remark)
    }
}

/// What is to be said of the texts in the workbooks of some charts that those do not show. A workbook
/// that is damaged keeps nobody from the text around its chart.
pub(super) fn unseen(
    package: &mut Package<impl Read + Seek>,
    parts: &[Part],
    original: &Original<'_>,
) -> Option<String> {
    let mut unseen: Vec<String> = Vec::new();
    for chart in parts.iter().filter(|part| part.kind == PartKind::Chart) {
        let workbook = package.related(&chart.name, "package").ok().flatten();
        let workbook = workbook.and_then(|name| package.part(&name).ok().flatten());
        // Of one that cannot be read, is said when its chart changes.
        let taken = workbook.map(|bytes| Taken::of(&inside(original, &bytes)));
        let Some(Ok(taken)) = taken else { continue };
        let shown: HashSet<&str> = chart.texts().collect();
        let texts = taken.blocks().map(|block| &block.text);
        unseen.extend(texts.filter(|text| !shown.contains(text.as_str())).cloned());
    }
    unseen.dedup();
    (!unseen.is_empty()).then(|| {
        format!(
            "in the workbook inside a chart stand texts that the chart does not show, and they stay \
             ({}); who edits the data of the chart sees them",
            listed(&unseen)
        )
    })
}

/// A workbook inside a document.
fn inside<'b>(original: &Original<'b>, bytes: &'b [u8]) -> Original<'b> {
    Original {
        format: Format::Xlsx,
        bytes,
        encoding: None,
        more: More::default(),
        ..*original
    }
}

/// A workbook whose cells say what a chart does.
fn filled(workbook: &Original<'_>, words: &HashMap<String, String>) -> Result<Vec<u8>, Error> {
    let fill = |block: &Block| {
        let new = words.get(&block.text).filter(|_| block.codes.is_empty());
        Ok::<_, Error>(new.map(|new| Filled {
            text: new.clone(),
            codes: Vec::new(),
        }))
    };
    let (bytes, _) = Taken::of(workbook)?.merge(workbook, None, fill)?;
    Ok(bytes)
}
