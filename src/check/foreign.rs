//! Q29 over a text: the name of a foreigner in other characters than elsewhere.
//!
//! Where it begins and ends in the Chinese is told by its point and by the characters that such
//! names are written with; that two are of one person, by the name in the source. What differs in
//! more than one character is another name, or none.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::script::is_han;

/// The characters that foreign names are transcribed with, by sound. Those that stand beside names
/// as words of their own (于, 和, 让) are left out.
const SOUNDS: &str = "阿埃艾爱安昂奥巴班邦保鲍贝本比彼宾波博伯勃布卜查蔡茨楚达黛戴丹当道德登邓迪蒂丁顿多杜敦厄恩尔\
耳法范方菲费芬丰冯佛弗福富盖甘冈高戈格葛根古瓜圭哈海汉豪赫黑亨洪胡华怀霍基吉季加迦佳贾简杰金京久喀卡凯坎康考科\
克肯孔库夸奎昆拉莱兰朗劳勒雷蕾利莉里立丽莲林琳龙隆卢鲁伦罗洛吕马玛迈麦曼芒毛茂梅门蒙米密敏明缪莫默姆木穆纳娜奈\
内尼妮涅宁纽农努诺欧帕派潘庞佩彭皮珀平泼普齐奇契恰强乔切青琼丘屈热仁荣儒瑞若撒萨塞赛三桑瑟森沙莎珊尚绍舍申盛圣\
施什史舒朔斯丝思松苏索塔泰坦汤唐陶特滕提廷通图土托瓦万旺威韦维魏温文翁沃乌伍武西希锡夏香肖歇谢辛欣兴雄休许逊雅\
亚娅扬耶叶伊因英永尤约赞泽扎詹张哲珍芝治朱兹宗祖佐洁婷吾琪绮菈蓓蕊薇黎龚坤南";

/// The fewest characters of such a name, its point aside.
const SHORTEST: usize = 4;

/// How the names of foreigners are written in other segments, by the name in the source.
#[derive(Clone, Debug, Default)]
pub struct Renderings(BTreeMap<String, Vec<Rendering>>);

#[derive(Clone, Debug)]
struct Rendering {
    form: String,
    place: Place,
}

/// Where a name is written so.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// In a segment of the text, by its number from 1.
    Segment(usize),
    /// Elsewhere in the memory, as people call it.
    Elsewhere(String),
}

/// A name that is written otherwise than elsewhere.
pub(super) struct Astray<'a> {
    /// Where it stands in the target.
    pub(super) range: Range<usize>,
    /// How it is written elsewhere, and where.
    pub(super) form: &'a str,
    pub(super) place: &'a Place,
}

impl Renderings {
    /// Learns from a pair that stands elsewhere in the memory.
    pub fn learn(&mut self, source: &str, target: &str, place: &str) {
        self.add(source, target, &Place::Elsewhere(place.to_owned()));
    }

    pub(super) fn add(&mut self, source: &str, target: &str, place: &Place) {
        let forms: Vec<&str> = forms(target)
            .filter_map(|range| target.get(range))
            .collect();
        if forms.is_empty() {
            return;
        }
        for name in foreign_names(source) {
            let known = self.0.entry(name.to_owned()).or_default();
            for form in &forms {
                if known.iter().all(|rendering| rendering.form != *form) {
                    known.push(Rendering {
                        form: (*form).to_owned(),
                        place: place.clone(),
                    });
                }
            }
        }
    }

    /// The names of a pair that are written in other characters than elsewhere.
    pub(super) fn astray<'a>(&'a self, source: &'a str, target: &'a str) -> Vec<Astray<'a>> {
        let here: Vec<Range<usize>> = forms(target).collect();
        if here.is_empty() {
            return Vec::new();
        }
        let text = |range: &Range<usize>| target.get(range.clone()).unwrap_or_default();
        let of_name = |name| {
            let known = self.0.get(name)?;
            let same = |range| known.iter().any(|known| known.form == text(range));
            if here.iter().any(same) {
                return None;
            }
            here.iter().find_map(|range| {
                let other = known
                    .iter()
                    .find(|known| is_slip(&known.form, text(range)))?;
                Some(Astray {
                    range: range.clone(),
                    form: &other.form,
                    place: &other.place,
                })
            })
        };
        let names = foreign_names(source).into_iter();
        let mut astray: Vec<Astray<'a>> = names.filter_map(of_name).collect();
        // Of three words in a row each two are a name.
        astray.dedup_by(|a, b| a.range == b.range);
        astray
    }
}

/// Whether two names are as long as each other, and differ in one character.
fn is_slip(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).filter(|(a, b)| a != b).count() == 1
}

/// Where the names of foreigners stand in a Chinese text: 英格丽德·哈尔沃森.
fn forms(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let sounds = |c: char| c == '·' || is_han(c) && SOUNDS.contains(c);
    let mut at = 0;
    let runs = text.split(move |c| !sounds(c)).map(move |run| {
        // The runs stand in the text one after the other.
        let from = at
            + text
                .get(at..)
                .and_then(|rest| rest.find(run))
                .unwrap_or_default();
        at = from + run.len();
        from..at
    });
    let runs = if text.contains('·') {
        Some(runs)
    } else {
        None
    };
    runs.into_iter().flatten().filter(move |range| {
        let run = text.get(range.clone()).unwrap_or_default();
        let inside = run.trim_matches('·') == run && run.contains('·');
        inside && run.chars().filter(|c| *c != '·').count() >= SHORTEST
    })
}

/// The names of a pair that may be those of foreigners written in Chinese.
#[must_use]
pub fn names_written<'s>(source: &'s str, target: &str) -> Vec<&'s str> {
    match forms(target).next() {
        Some(_) => foreign_names(source),
        None => Vec::new(),
    }
}

/// The names in a text of Latin letters: each two words in a row with a capital each, since a word
/// before a name may have one too (Mayor, Then).
fn foreign_names(text: &str) -> Vec<&str> {
    let proper = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase)
    };
    let words: Vec<(usize, &str)> = words(text).collect();
    let pairs = words.windows(2).filter_map(|pair| {
        let [(from, first), (at, last)] = pair else {
            return None;
        };
        let joined = text.get(from + first.len()..*at) == Some(" ");
        let name = text.get(*from..at + last.len())?;
        (joined && proper(first) && proper(last)).then_some(name)
    });
    pairs.collect()
}

/// The words of a text, and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '’')))
        .filter_map(move |word| {
            let from = at + text.get(at..)?.find(word)?;
            at = from + word.len();
            (!word.is_empty()).then_some((from, word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_capitals_and_by_their_sounds() {
        assert_eq!(
            foreign_names("Mayor Ingrid Halvorsen met Jean-Luc Picard in Paris. We left."),
            ["Mayor Ingrid", "Ingrid Halvorsen", "Jean-Luc Picard"]
        );
        let target = "市长英格丽德·哈尔沃森说，让-吕克·皮卡尔先生的《春·秋》";
        let found: Vec<&str> = forms(target).map(|range| &target[range]).collect();
        assert_eq!(found, ["英格丽德·哈尔沃森", "吕克·皮卡尔"]);
    }

    #[test]
    fn one_character_too_few_or_another_is_told_apart_from_another_person() {
        let mut known = Renderings::default();
        known.learn("Ingrid Halvorsen spoke.", "英格丽德·哈尔沃森发言。", "tm");
        let astray = |target| {
            let found = known.astray("Ingrid Halvorsen left.", target);
            found
                .into_iter()
                .map(|name| target[name.range].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(astray("英格丽特·哈尔沃森离开了。"), ["英格丽特·哈尔沃森"]);
        for right in [
            "英格丽德·哈尔沃森离开了。",
            "她离开了。",
            "玛丽亚·凯勒离开了。",
        ] {
            assert!(astray(right).is_empty(), "{right}");
        }
        assert!(
            known
                .astray("Maria Keller left.", "英格丽特·哈尔沃森离开了。")
                .is_empty()
        );
    }
}
