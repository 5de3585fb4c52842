//! The workbooks inside the charts of a text or of slides: the table of a chart, which shows what the
//! chart says again to who edits it (ECMA-376 part 1 §15.2.4, §21.2.2.63).

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::Taken;
use crate::document::block::{Block, Filled};
use crate::document::file::Error;
use crate::document::filter::Original;
use crate::document::format::Format;
use crate::document::more::More;
use crate::exchange;
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
    ) -> Result<(), exchange::Error> {
        if words.is_empty() {
            return Ok(());
        }
        if let Some(workbook) = package.related(chart, "package")? {
            match self.words.iter_mut().find(|(name, _)| *name == workbook) {
                Some((_, known)) => known.extend(words),
                None => self.words.push((workbook, words)),
            }
        }
        Ok(())
    }

    /// The workbooks with their words.
    pub(super) fn written(
        self,
        package: &mut Package<impl Read + Seek>,
        original: &Original<'_>,
    ) -> Result<Written, exchange::Error> {
        let mut written = Vec::new();
        let mut left = 0;
        for (name, words) in self.words {
            let Some(bytes) = package.part(&name)? else {
                continue;
            };
            let workbook = Original {
                format: Format::Xlsx,
                bytes: &bytes,
                encoding: None,
                more: More::default(),
                ..*original
            };
            match filled(&workbook, &words) {
                Ok(bytes) => written.push((name, bytes)),
                Err(_) => left += 1,
            }
        }
        let remark = (left > 0).then(|| {
            format!(
                "the workbook inside a chart cannot be read and stays as it is ({left} of them): where \
                 somebody edits the data of that chart, its words are those of the source again"
            )
        });
        Ok((written, remark))
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
