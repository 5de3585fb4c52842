//! What the structure of a document and that of its translation say of which text belongs to which.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::source::{Group, Import};
use crate::document::{Block, BlockKind, FileText, Form};
use crate::segment::Segment;
use crate::text::LangTag;

/// How much longer or shorter than all of a translation is to its text a block's may be.
const FURTHEST: f64 = 3.0;
/// Below so many characters the length of a block says nothing.
const SHORT: usize = 20;
/// How many of a hundred blocks must have a translation of a likely length.
const LIKELY: usize = 90;

/// The block of each sentence of a document that was taken apart.
pub(super) fn blocks_of(form: &Form, sentences: &[Segment]) -> Vec<usize> {
    let mut ranges = form.ranges().enumerate().peekable();
    let mut block = 0;
    let block_of = |sentence: &Segment| {
        let begins = |(_, range): &(usize, Range<usize>)| range.start <= sentence.range.start;
        while let Some((number, _)) = ranges.next_if(begins) {
            block = number;
        }
        block
    };
    sentences.iter().map(block_of).collect()
}

/// Which block of a translation has the key of each block of a document; `None` where one of the two
/// has a block without a key.
pub(super) fn by_key(source: &FileText, target: &FileText) -> Option<Vec<Option<usize>>> {
    let (own, other) = (source.form.as_ref()?, target.form.as_ref()?);
    let keys = |form: &Form, text: &str| -> Option<Vec<String>> {
        form.blocks.iter(text).map(|block| block.key).collect()
    };
    let (mut own, mut other) = (keys(own, &source.text)?, keys(other, &target.text)?);
    // Each may stand under the name of its language.
    if let (Some(_), Some(_)) = (language(&own), language(&other)) {
        for key in own.iter_mut().chain(&mut other) {
            let name = key.find('.').map_or(0, |end| end + 1);
            key.drain(..name);
        }
    }
    let mut places: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (place, key) in other.into_iter().enumerate() {
        places.entry(key).or_default().push_back(place);
    }
    let place = |key: &String| places.get_mut(key).and_then(VecDeque::pop_front);
    Some(own.iter().map(place).collect())
}

/// The language under whose name all of some keys stand: `en.title`.
fn language(keys: &[String]) -> Option<LangTag> {
    let (name, _) = keys.first()?.split_once('.')?;
    let is_under = |key: &String| {
        let rest = key.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    keys.iter()
        .all(is_under)
        .then(|| LangTag::parse(name).ok())?
}

/// The blocks of a document and of its translation that stand in the same place of the same
/// structure, ascending on both sides. A structure is the same where headings of the same levels
/// follow each other; between two of them, where blocks of the same kinds do and are about as long
/// as they would be.
pub(super) fn by_structure(source: &FileText, target: &FileText) -> Vec<(usize, usize)> {
    let (Some(own), Some(other)) = (&source.form, &target.form) else {
        return Vec::new();
    };
    let source: Vec<Block> = own.blocks.iter(&source.text).collect();
    let target: Vec<Block> = other.blocks.iter(&target.text).collect();
    let (source, target) = (&*source, &*target);
    let mut anchors = Vec::new();
    let (ours, theirs) = (sections(source, heading), sections(target, heading));
    let level =
        |blocks: &[Block], section: &Range<usize>| blocks.get(section.start).and_then(heading);
    let same = ours.len() == theirs.len()
        && (ours.iter().zip(&theirs))
            .all(|(our, their)| level(source, our) == level(target, their));
    if !same {
        return anchors;
    }
    let ratio = length(target) / length(source).max(1.0);
    for (our, their) in ours.into_iter().zip(theirs) {
        section((source, our), (target, their), ratio, &mut anchors);
    }
    anchors
}

/// The anchors of a section; where it has more blocks of one kind than its translation, those of its
/// tables and of what stands between them.
fn section(
    (source, ours): (&[Block], Range<usize>),
    (target, theirs): (&[Block], Range<usize>),
    ratio: f64,
    anchors: &mut Vec<(usize, usize)>,
) {
    let (our, their) = (
        source.get(ours.clone()).unwrap_or_default(),
        target.get(theirs.clone()).unwrap_or_default(),
    );
    if alike(our, their, ratio) {
        anchors.extend(ours.zip(theirs));
        return;
    }
    // The heading is the same, whatever follows.
    if let (Some(_), Some(_)) = (
        our.first().and_then(heading),
        their.first().and_then(heading),
    ) {
        anchors.push((ours.start, theirs.start));
    }
    let (runs, others) = (sections(our, table), sections(their, table));
    if runs.len() < 2 || runs.len() != others.len() {
        return;
    }
    let place = |anchors: &mut Vec<(usize, usize)>, run: Range<usize>, other: Range<usize>| {
        let new = (ours.start + run.start..ours.start + run.end)
            .zip(theirs.start + other.start..theirs.start + other.end);
        let last = anchors.last().copied();
        anchors.extend(new.filter(|(s, t)| last.is_none_or(|last| last.0 < *s && last.1 < *t)));
    };
    for (run, other) in runs.into_iter().zip(others) {
        let (own, its) = (
            our.get(run.clone()).unwrap_or_default(),
            their.get(other.clone()).unwrap_or_default(),
        );
        if alike(own, its, ratio) {
            place(anchors, run, other);
        }
    }
}

/// Whether blocks are of the same kinds as others, in order, and about as long as their translations
/// would be.
fn alike(ours: &[Block], theirs: &[Block], ratio: f64) -> bool {
    let kinds = |blocks: &[Block]| blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
    if ours.len() != theirs.len() || kinds(ours) != kinds(theirs) {
        return false;
    }
    let (mut all, mut likely) = (0, 0);
    for (our, their) in ours.iter().zip(theirs) {
        let (own, its) = (our.text.chars().count(), their.text.chars().count());
        if own < SHORT {
            continue;
        }
        all += 1;
        let factor = its as f64 / own as f64 / ratio;
        likely += usize::from((1.0 / FURTHEST..=FURTHEST).contains(&factor));
    }
    likely * 100 >= all * LIKELY
}

/// How many characters blocks have.
fn length(blocks: &[Block]) -> f64 {
    let characters: usize = blocks.iter().map(|block| block.text.chars().count()).sum();
    characters as f64
}

fn heading(block: &Block) -> Option<BlockKind> {
    matches!(block.kind, BlockKind::Heading(_)).then_some(block.kind)
}

fn table(block: &Block) -> Option<BlockKind> {
    (block.kind == BlockKind::Cell).then_some(block.kind)
}

/// Stretches of blocks, a new one where `is` says another thing than of the block before; each
/// heading begins one.
fn sections(blocks: &[Block], is: fn(&Block) -> Option<BlockKind>) -> Vec<Range<usize>> {
    let mut sections: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (place, block) in blocks.iter().enumerate() {
        let kind = is(block);
        let begins = match kind {
            Some(BlockKind::Heading(_)) => true,
            _ if matches!(before, Some(Some(BlockKind::Heading(_)))) => false,
            _ => before != Some(kind),
        };
        before = Some(kind);
        match sections.last_mut() {
            Some(last) if !begins => last.end = place + 1,
            _ => sections.push(place..place + 1),
        }
    }
    sections
}

impl Import<'_> {
    /// The segments of values with those of the values that have the same keys in the translation;
    /// `None` where the documents are not made of keys.
    pub(super) fn keyed(&self, chunks: &[Range<usize>], target: &[Segment]) -> Option<Vec<Group>> {
        let (_, file) = self.incoming.target.as_ref()?;
        let places = by_key(&self.incoming.source, file)?;
        let own = blocks_of(self.incoming.source.form.as_ref()?, &self.sentences);
        let form = file.form.as_ref()?;
        let mut theirs: Vec<Vec<usize>> = vec![Vec::new(); form.blocks.len()];
        for (sentence, block) in blocks_of(form, target).into_iter().enumerate() {
            theirs.get_mut(block)?.push(sentence);
        }
        let block_of = |chunk: &Range<usize>| own.get(chunk.start);
        let mut groups = Vec::new();
        for value in chunks.chunk_by(|one, other| block_of(one) == block_of(other)) {
            let block = value.first().and_then(block_of);
            let place = block
                .and_then(|block| places.get(*block))
                .copied()
                .flatten();
            let said = place.and_then(|place| theirs.get_mut(place));
            let said = said.map(std::mem::take).unwrap_or_default();
            let shares = shares(value.len(), said.len());
            // Where one has more sentences than the other, which belongs to which is a guess.
            let confidence = match value.len() == 1 || value.len() == said.len() {
                true => 1.0,
                false => UNSURE,
            };
            groups.extend(value.iter().zip(shares).map(|(source, share)| Group {
                source: source.clone(),
                target: said.get(share).unwrap_or_default().to_vec(),
                confidence,
            }));
        }
        groups.extend(theirs.into_iter().flatten().map(|sentence| Group {
            source: 0..0,
            target: vec![sentence],
            confidence: 0.0,
        }));
        Some(groups)
    }

    /// The segments that stand alone in the same place of the structure of both documents.
    pub(super) fn placed_alike(
        &self,
        chunks: &[Range<usize>],
        target: &[Segment],
        target_chunks: &[Range<usize>],
    ) -> Vec<(usize, usize)> {
        let Some((_, file)) = &self.incoming.target else {
            return Vec::new();
        };
        let (Some(form), Some(other)) = (&self.incoming.source.form, &file.form) else {
            return Vec::new();
        };
        let (ours, theirs) = (blocks_of(form, &self.sentences), blocks_of(other, target));
        let ours = chunks.iter().map(|chunk| ours.get(chunk.start));
        let theirs = target_chunks.iter().map(|chunk| theirs.get(chunk.start));
        let (ours, theirs) = (alone(ours), alone(theirs));
        let anchors = by_structure(&self.incoming.source, file).into_iter();
        let place = |(s, t): (usize, usize)| Some((*ours.get(&s)?, *theirs.get(&t)?));
        anchors.filter_map(place).collect()
    }
}

/// How sure an alignment by place alone is.
const UNSURE: f64 = 0.4;

/// Which of some sentences of a translation belong to each segment of its text: one to each, and what
/// is left to the last that has one.
fn shares(segments: usize, sentences: usize) -> impl Iterator<Item = Range<usize>> {
    let last = segments.min(sentences).saturating_sub(1);
    (0..segments).map(move |place| match place.cmp(&last) {
        std::cmp::Ordering::Less => place..place + 1,
        std::cmp::Ordering::Equal => place..sentences,
        std::cmp::Ordering::Greater => 0..0,
    })
}

/// The segments that are alone in their block, by the block.
fn alone<'b>(blocks: impl Iterator<Item = Option<&'b usize>>) -> HashMap<usize, usize> {
    let mut alone: HashMap<usize, Option<usize>> = HashMap::new();
    for (place, block) in blocks.enumerate() {
        if let Some(block) = block {
            let first = alone.entry(*block).or_insert(Some(place));
            *first = first.filter(|first| *first == place);
        }
    }
    let alone = alone.into_iter();
    alone
        .filter_map(|(block, place)| Some((block, place?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{by_key, by_structure};
    use crate::document::{FileText, Format, More, taken_apart};

    fn read(name: &str, text: &str) -> FileText {
        let path = Path::new(name);
        let format = Format::of(path, text.as_bytes()).unwrap();
        taken_apart(
            path,
            (format, More::default()),
            text.as_bytes().to_vec(),
            None,
        )
        .unwrap()
    }

    #[test]
    fn values_belong_together_by_their_keys_wherever_they_stand() {
        let english = read(
            "a.json",
            r#"{"open": "Open", "save": "Save", "new": "New"}"#,
        );
        let chinese = read("b.json", r#"{"save": "保存", "old": "旧", "open": "打开"}"#);
        assert_eq!(
            by_key(&english, &chinese),
            Some(vec![Some(2), Some(0), None])
        );
        assert_eq!(by_key(&english, &read("b.md", "打开\n")), None);
    }

    #[test]
    fn what_has_the_same_place_in_the_same_structure_belongs_together() {
        let english = "# Visit\n\nOne.\n\n- A\n- B\n\n## Then\n\nLong.\n\nAnd more.\n";
        let chinese = "# 访问\n\n一。\n\n- 甲\n- 乙\n\n## 之后\n\n长，再长。\n";
        let anchors = by_structure(&read("a.md", english), &read("b.md", chinese));
        // Of the last section only the heading: it has one paragraph less.
        assert_eq!(anchors, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);
        let other = "# 访问\n\n一。\n";
        assert!(by_structure(&read("a.md", english), &read("b.md", other)).is_empty());
    }

    #[test]
    fn tables_are_anchors_where_the_text_around_them_is_not() {
        let english = "One.\n\nTwo.\n\n| A | B |\n|---|---|\n| c | d |\n\nThree.\n";
        let chinese = "一，二。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n三。\n";
        let anchors = by_structure(&read("a.md", english), &read("b.md", chinese));
        assert_eq!(anchors, [(2, 1), (3, 2), (4, 3), (5, 4), (6, 5)]);
    }
}
