//! Sentences of our own, made of the words of the lexicon, in both languages at once.
//!
//! They make no sense, but are to a memory what sentences of people are: as long, with words of
//! all frequencies, and no more alike than those are.

use crate::corpus::Pair;
use crate::random::Random;

/// What clauses are like. In both texts `N` is a thing, `V` what is done, `A` what it is like, `D`
/// how, `P` a name and `#` a number: the first `N` of the one is the first of the other.
const CLAUSES: [(&str, &str); 28] = [
    ("the N must D V the A N", "N必须D V A的N"),
    ("any A N may V a N under the N", "任何A的N均可根据N V一项N"),
    ("the N of # is D A for A N", "#年的N对A的N都D很A"),
    ("P will not V its N or A N", "P不会V其N或A的N"),
    ("they D V the A N of P", "他们D V那A的N，即P"),
    ("each A N shows N that is A", "每份A的N都显示A的N"),
    ("no N of P was ever D A", "P的N从未D A过"),
    ("to V a N you V the A N first", "要V N，须先V A的N"),
    ("there were # A N in the N and N", "有#个A的N在这N和N中"),
    ("we D V the N with a A N", "我们D V N，并用上A的N"),
    ("its N and N can be D A", "其N和N可能D A"),
    ("P said D that N would V the N", "P D说，N将V N"),
    ("this A N does not V N or N", "这A的N并不V N或N"),
    (
        "more than # percent of all A N V N",
        "超过百分之#的A的N V N",
    ),
    ("the A N was D A", "A的N曾D很A"),
    ("the N that should V every N V P", "应当V每个N的N V P"),
    ("A people in P D V their N", "P的A的人们D V他们的N"),
    (
        "let A N V the N between N and N",
        "让A的N V N，它介于N与N之间",
    ),
    ("a A N from P begins to V A N", "一位A的N来自P，开始V A的N"),
    ("the N cannot D V P without N", "N无法D V P，除非有N"),
    ("some A N D V N in #", "一些A的N D V N，时为#年"),
    ("those who V a N D V A N", "V N者，D V A的N"),
    ("how A N came to V P is D known", "A的N如何得以V P，D已知"),
    ("N and N V as A N D V", "N与N V，如A的N D V那样"),
    ("our A N V # of the N", "我们的A的N V其中#个N"),
    ("neither N nor N could D V N", "无论N还是N都不能D V N"),
    ("make N that your A N can V", "请做N，您的A的N能V它"),
    ("by the N of P it D V N", "到了P的N，它已D V N"),
];

/// What is said again and again with a word or two that differ: much of a real memory is so.
const FORMULAS: [(&str, &str); 10] = [
    ("make sure that your N is not A", "请确保您的N不是A的"),
    ("no N has ever been so A", "从未有N如此A"),
    (
        "how the N came to be in P is not known",
        "N如何到了P，尚不得而知",
    ),
    ("at the end of the N it was A again", "到了N结束时，它又A了"),
    ("we would like to V the N with you", "我们愿意和您一起V N"),
    ("the N was not in P at the time", "N当时不在P"),
    ("see the N of the N for more on this", "更多内容见N的N"),
    ("it is up to the N whether to V it", "是否V它，由N决定"),
    ("there is no N in this N", "这N中没有N"),
    ("for more about N please V us", "欲知N详情，请V我们"),
];

/// How clauses are joined.
const JOINTS: [(&str, &str); 9] = [
    (", and ", "，而且"),
    (", but ", "，但"),
    (" because ", "，因为"),
    (" so that ", "，以便"),
    (" where ", "，在那里"),
    ("; ", "；"),
    (", while ", "，而"),
    (" if ", "，如果"),
    (": ", "："),
];

/// After so many clauses of a hundred another follows.
const GOES_ON: usize = 46;
/// So many sentences of a hundred are formulas.
const FORMULAIC: usize = 5;
/// So many things of a hundred have a word before them that says what they are like.
const QUALIFIED: usize = 20;

/// The words of the lexicon by what they are.
pub(crate) struct Words<'l> {
    things: Vec<(&'l str, &'l str)>,
    deeds: Vec<(&'l str, &'l str)>,
    likenesses: Vec<(&'l str, &'l str)>,
    ways: Vec<(&'l str, &'l str)>,
    names: Vec<(&'l str, &'l str)>,
}

impl<'l> Words<'l> {
    /// Those of a lexicon in our form. Which are frequent is left to chance.
    pub(crate) fn of(lexicon: &'l str, random: &mut Random) -> Self {
        let mut kind = |wanted: &str| {
            let rows = lexicon.lines().filter(|line| !line.starts_with('#'));
            let mut words: Vec<_> = rows
                .filter_map(|row| {
                    let mut columns = row.split('\t');
                    let (english, kind) = (columns.next()?, columns.next()?);
                    let chinese = columns.next()?.split('|').next()?;
                    (kind == wanted).then_some((english, chinese))
                })
                .collect();
            random.shuffle(&mut words);
            words
        };
        Self {
            things: kind("n"),
            deeds: kind("v"),
            likenesses: kind("adj"),
            ways: kind("adv"),
            names: kind("name"),
        }
    }

    /// A sentence and its translation.
    pub(crate) fn sentence(&self, random: &mut Random) -> Pair {
        let is_formula = random.percent(FORMULAIC);
        let patterns: &[_] = if is_formula { &FORMULAS } else { &CLAUSES };
        let mut pair = self.clause(patterns, random);
        while !is_formula && random.percent(GOES_ON) {
            let (joint, next) = (random.pick(&JOINTS), self.clause(patterns, random));
            pair.english = [&*pair.english, joint.0, &next.english].concat();
            pair.chinese = [&*pair.chinese, joint.1, &next.chinese].concat();
        }
        let (first, rest) = pair.english.split_at(1);
        pair.english = [&first.to_uppercase(), rest, "."].concat();
        pair.chinese.push('。');
        pair
    }

    fn clause(&self, patterns: &[(&str, &str)], random: &mut Random) -> Pair {
        let (english, chinese) = random.pick(patterns);
        let mut fillings = Vec::new();
        let words = english.split(' ').map(|word| {
            let Some(filling) = self.filling(word, random) else {
                return word.to_owned();
            };
            fillings.push((word, filling.chinese));
            filling.english
        });
        let english = words.collect::<Vec<_>>().join(" ");
        let mut translation = String::new();
        for c in chinese.chars().filter(|c| *c != ' ') {
            match fillings.iter().position(|(slot, _)| slot.starts_with(c)) {
                Some(at) => translation.push_str(&fillings.remove(at).1),
                None => translation.push(c),
            }
        }
        Pair {
            english,
            chinese: translation,
        }
    }

    /// What stands in a slot; `None` for a word of the pattern.
    fn filling(&self, slot: &str, random: &mut Random) -> Option<Pair> {
        let words = match slot {
            "N" => &self.things,
            "V" => &self.deeds,
            "A" => &self.likenesses,
            "D" => &self.ways,
            "P" => &self.names,
            "#" => {
                let number = (1 + random.below(2_100)).to_string();
                return Some(Pair {
                    english: number.clone(),
                    chinese: number,
                });
            }
            _ => return None,
        };
        let (english, chinese) = seldom(words, random);
        let mut pair = Pair {
            english: english.to_owned(),
            chinese: chinese.to_owned(),
        };
        if slot == "N" && random.percent(QUALIFIED) {
            let (english, chinese) = seldom(&self.likenesses, random);
            pair.english = [english, " ", &pair.english].concat();
            pair.chinese = [chinese, "的", &pair.chinese].concat();
        }
        Some(pair)
    }
}

/// One of several, the first much more often than the last, as words are used.
fn seldom<'w>(words: &[(&'w str, &'w str)], random: &mut Random) -> (&'w str, &'w str) {
    let at = random.below(1_000_000) as f64 / 1e6;
    words[(at.powi(3) * words.len() as f64) as usize]
}
