//! Sentences with their translations, texts made of them, and the changes people make to a text.

/// Sentences and their translations.
pub(super) const POOL: [(&str, &str); 16] = [
    (
        "The treaty entered into force in 1978.",
        "该条约于1978年生效。",
    ),
    (
        "Patents protect inventions for twenty years.",
        "专利保护发明二十年。",
    ),
    (
        "The office examines each application.",
        "该局审查每一件申请。",
    ),
    ("Yes.", "是的。"),
    (
        "A trademark tells one company's goods from another's.",
        "商标区分不同企业的商品。",
    ),
    ("Copyright needs no registration.", "著作权无需登记。"),
    (
        "The Director General visited Beijing in September.",
        "总干事九月访问了北京。",
    ),
    ("He met the mayor.", "他会见了市长。"),
    ("Innovation is the key to growth.", "创新是增长的关键。"),
    (
        "Fees are due within two months of filing.",
        "费用应在提交后两个月内缴纳。",
    ),
    (
        "The forum was attended by 300 experts.",
        "300名专家出席了论坛。",
    ),
    (
        "Small firms need help with licensing.",
        "小企业在许可方面需要帮助。",
    ),
    (
        "The court heard the case in public.",
        "法院公开审理了此案。",
    ),
    (
        "Seeds and plants can be protected too.",
        "种子和植物也可受到保护。",
    ),
    (
        "The database holds 90 million records.",
        "该数据库有9000万条记录。",
    ),
    ("See the annex for details.", "详见附件。"),
];

/// A sentence of the pool, in one of its editions.
pub(super) type Sentence = (usize, usize);

/// Paragraphs of sentences.
pub(super) type Paragraphs = Vec<Vec<Sentence>>;

pub(super) fn english((sentence, edition): Sentence) -> String {
    let text = POOL[sentence].0;
    match edition {
        0 => text.to_owned(),
        _ => format!("{}, as of {}.", text.trim_end_matches('.'), 2000 + edition),
    }
}

pub(super) fn chinese((sentence, edition): Sentence) -> String {
    let text = POOL[sentence].1;
    match edition {
        0 => text.to_owned(),
        _ => format!("截至{}年，{text}", 2000 + edition),
    }
}

/// How a file is written, from the bits of a number: byte order mark, line ends, blank lines,
/// white space at the end.
pub(super) fn file_text(
    paragraphs: &Paragraphs,
    sentence: fn(Sentence) -> String,
    gap: &str,
    form: u8,
) -> String {
    let line_end = if form & 2 == 0 { "\n" } else { "\r\n" };
    let paragraph_end = line_end.repeat(1 + usize::from(form & 4 != 0));
    let lines: Vec<String> = paragraphs
        .iter()
        .map(|paragraph| {
            let texts: Vec<String> = paragraph.iter().copied().map(sentence).collect();
            texts.join(gap)
        })
        .collect();
    let mark = if form & 1 == 0 { "" } else { "\u{FEFF}" };
    let tail = if form & 8 == 0 { line_end } else { "" };
    format!("{mark}{}{tail}", lines.join(&paragraph_end))
}

/// A change of a text; numbers wrap around.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edit {
    Remove(usize),
    Add(usize, usize),
    Move(usize, usize),
    Double(usize),
    Reword(usize, usize),
    SwapSentences(usize),
    SwapParagraphs(usize, usize),
    DropParagraph(usize),
    Break(usize),
    Join(usize),
}

fn place(paragraphs: &Paragraphs, nth: usize) -> Option<(usize, usize)> {
    let all: Vec<(usize, usize)> = (paragraphs.iter().enumerate())
        .flat_map(|(p, paragraph)| (0..paragraph.len()).map(move |s| (p, s)))
        .collect();
    (!all.is_empty()).then(|| all[nth % all.len()])
}

pub(super) fn edit(paragraphs: &mut Paragraphs, edit: Edit) {
    match edit {
        Edit::Remove(at) => {
            if let Some((p, s)) = place(paragraphs, at) {
                paragraphs[p].remove(s);
            }
        }
        Edit::Add(at, sentence) => match place(paragraphs, at) {
            Some((p, s)) => paragraphs[p].insert(s, (sentence % POOL.len(), 0)),
            None => paragraphs.push(vec![(sentence % POOL.len(), 0)]),
        },
        Edit::Move(from, to) => {
            if let Some((p, s)) = place(paragraphs, from) {
                let sentence = paragraphs[p].remove(s);
                match place(paragraphs, to) {
                    Some((p, s)) => paragraphs[p].insert(s, sentence),
                    None => paragraphs.push(vec![sentence]),
                }
            }
        }
        Edit::Double(at) => {
            if let Some((p, s)) = place(paragraphs, at) {
                let sentence = paragraphs[p][s];
                paragraphs[p].insert(s, sentence);
            }
        }
        Edit::Reword(at, edition) => {
            if let Some((p, s)) = place(paragraphs, at) {
                paragraphs[p][s].1 = edition % 4;
            }
        }
        Edit::SwapSentences(at) => {
            if let Some((p, s)) = place(paragraphs, at)
                && s > 0
            {
                paragraphs[p].swap(s - 1, s);
            }
        }
        Edit::SwapParagraphs(a, b) => {
            if !paragraphs.is_empty() {
                let len = paragraphs.len();
                paragraphs.swap(a % len, b % len);
            }
        }
        Edit::DropParagraph(at) => {
            if !paragraphs.is_empty() {
                paragraphs.remove(at % paragraphs.len());
            }
        }
        Edit::Break(at) => {
            if let Some((p, s)) = place(paragraphs, at) {
                let rest = paragraphs[p].split_off(s);
                paragraphs.insert(p + 1, rest);
            }
        }
        Edit::Join(at) => {
            if paragraphs.len() > 1 {
                let p = at % (paragraphs.len() - 1);
                let rest = paragraphs.remove(p + 1);
                paragraphs[p].extend(rest);
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
}

pub(super) const DOCUMENTS: [&str; 2] = ["one", "two"];

pub(super) fn first_text(document: usize) -> Paragraphs {
    let text: &[&[usize]] = match document {
        0 => &[&[0], &[1, 2, 3], &[4], &[5, 6, 7, 8]],
        _ => &[&[8, 9], &[3, 10, 3], &[11]],
    };
    (text.iter())
        .map(|paragraph| paragraph.iter().map(|sentence| (*sentence, 0)).collect())
        .collect()
}
