//! The release that ships with the project, in both languages.

use super::{Options, Segment, segments};
use crate::text::LangTag;

fn read(name: &str) -> String {
    let path = format!(
        "{}/tm/wipo-dg-china-2024/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).unwrap()
}

fn cut(text: &str, lang: &str) -> Vec<Segment> {
    segments(text, &LangTag::parse(lang).unwrap(), &Options::default())
}

/// How many segments stand in each paragraph.
fn by_paragraph(found: &[Segment]) -> Vec<usize> {
    let paragraphs = found.last().map_or(0, |s| s.paragraph + 1);
    (0..paragraphs)
        .map(|p| found.iter().filter(|s| s.paragraph == p).count())
        .collect()
}

#[test]
fn the_english_release_has_33_paragraphs_and_70_segments() {
    let text = read("release.en.txt");
    let found = cut(&text, "en");
    assert_eq!(by_paragraph(&found).len(), 33);
    assert_eq!(found.len(), 70);
    let ends: Vec<&str> = found.iter().map(|s| &text[s.range.clone()]).collect();
    for whole in ["September 16, 2024", "Beijing"] {
        assert!(ends.contains(&whole), "{whole}");
    }
    for end in [
        "“Journey to the West.”",
        "have a large and growing blind spot”.",
        "protection of registered IP rights.",
        "Founder and CEO Lei Jun.",
        "research and development (R&D).",
        "Cutting-Edge Technology.”",
        "Mr. Tang concluded",
    ] {
        assert!(ends.iter().any(|s| s.ends_with(end)), "{end}");
    }
    for segment in ends {
        assert!(!segment.ends_with("Mr.") && !segment.ends_with("Ms."));
    }
}

/// Each of the 74 segments, by how it ends.
#[test]
fn the_chinese_release_has_33_paragraphs_and_74_segments() {
    let text = read("release.zh-Hans.txt");
    let found = cut(&text, "zh-Hans");
    let ends = [
        "总干事结束访华行程",
        "024年9月16日",
        "并举行了双边会议。",
        "知识产权生态系统。",
        "见、活动与实地参观",
        "省委书记尹弘先生。",
        "新和创造蓬勃发展。",
        "一个重要的里程碑。",
        "态方面所作的努力。",
        "省丰富的文化遗产。",
        "瓷器生产闻名于世。",
        "大多数是中小企业。",
        "织愿为此提供支持。",
        "国际版权论坛开幕。",
        "合举办，每年一届。",
        "项活动尤为合适”。",
        "立了陶瓷制作中心。",
        "更为精良的条件）。",
        "业的成功至关重要。",
        "业之间的密切关系。",
        "业化同样需要重视。",
        "快的电子游戏之一。",
        "学名著《西游记》。",
        "现增长的巨大动力。",
        "强调单项知识产权。",
        "，”邓先生最后说。",
        "局的其他高级官员。",
        "权保护带来的挑战。",
        "体的国家级博物馆。",
        "研究陶瓷基因片段。",
        "诣登上了行业之巅。",
        "北京",
        "务院副总理丁薛祥。",
        "权高级别会议开幕。",
        "知识产权生态系统。",
        "以加强的最佳做法。",
        "现其知识产权抱负。",
        "为改变生活的产品。",
        "结了双边合作情况。",
        "权生态系统的重视。",
        "列未来的联合活动。",
        "权侵权有关的问题。",
        "式人工智能的风险。",
        "于创意表达的中心。",
        "态系统所作的努力。",
        "第三向他表示祝贺。",
        "6个中国城市之一。",
        "展绿色技术的情况。",
        "绿色技术共享平台。",
        "伙伴关系与协作。”",
        "与发展的关键因素。",
        "发展的强大催化剂。",
        "础性作用日益突出。",
        "塔什维利先后发言。",
        "识产权得到保护。”",
        "不断扩大的盲点”。",
        "的知识产权标准”。",
        "推动增长和发展。”",
        "充当增长的催化剂。",
        "者和创造者服务。”",
        "顺畅，更方便客户。",
        "权的保护相辅相成。",
        "数字化跨境问题。”",
        "和机遇进行了交流。",
        "合进行战略性管理。",
        "验方面采取的举措。",
        "兼首席执行官雷军。",
        "研发方面投入巨资。",
        ".1万件商标注册。",
        "里体系的活跃用户。",
        "权对小米极为重要。",
        "位项目的首批学生。",
        "权的力量”的演讲。",
        "发展催化剂的作用。",
    ];
    assert_eq!(found.len(), ends.len());
    for (segment, end) in found.iter().zip(ends) {
        assert!(text[segment.range.clone()].ends_with(end), "{end}");
    }
    assert_eq!(by_paragraph(&found).len(), 33);
}

/// Four English sentences became two Chinese ones each; elsewhere the paragraphs agree.
#[test]
fn the_paragraphs_of_both_agree_but_for_four_sentences() {
    let english = by_paragraph(&cut(&read("release.en.txt"), "en"));
    let chinese = by_paragraph(&cut(&read("release.zh-Hans.txt"), "zh-Hans"));
    let more: usize = english
        .iter()
        .zip(&chinese)
        .map(|(e, z)| z.checked_sub(*e).unwrap())
        .sum();
    assert_eq!(more, 4);
}
