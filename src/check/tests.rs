//! The checks on real pairs: what must be found, what must not, and the shipped release.

use super::*;
use crate::term::shipped::termbase;
use crate::term::{Recognizer, verify};

/// The findings of one check in a pair, as `severity side marked text`.
fn found(id: &str, source: &str, target: &str) -> Vec<String> {
    found_between(id, source, target, None, None)
}

fn found_between(
    id: &str,
    source: &str,
    target: &str,
    previous: Option<(&str, &str)>,
    next: Option<(&str, &str)>,
) -> Vec<String> {
    let settings = Settings::default();
    found_by(id, source, target, [previous, next], &settings)
}

/// What a kind of text makes of a pair.
fn found_in(profile: Profile, id: &str, source: &str, target: &str) -> Vec<String> {
    let settings = Settings {
        profile,
        ..Settings::default()
    };
    found_by(id, source, target, [None, None], &settings)
}

fn found_by(
    id: &str,
    source: &str,
    target: &str,
    [previous, next]: [Option<(&str, &str)>; 2],
    settings: &Settings,
) -> Vec<String> {
    thread_local!(static TERMS: (Vec<Concept>, Recognizer, Recognizer) = {
        let concepts = termbase();
        let en = Recognizer::new(&concepts, &"en".parse().unwrap());
        let zh = Recognizer::new(&concepts, &"zh-Hans".parse().unwrap());
        (concepts, en, zh)
    });
    TERMS.with(|(concepts, en, zh)| {
        let target_lang = "zh-CN".parse().unwrap();
        let source_terms = en.find_all(source);
        let target_terms = zh.find_all(target);
        let verdict = verify(
            concepts,
            source,
            &source_terms,
            target,
            &target_lang,
            &target_terms,
        );
        let pair = Pair {
            source,
            source_lang: &"en".parse().unwrap(),
            target,
            target_lang: &target_lang,
            source_codes: &[],
            target_codes: &[],
            previous,
            next,
            concepts,
            source_terms: &source_terms,
            target_terms: &target_terms,
            verdict: &verdict,
        };
        check(&pair, settings)
            .into_iter()
            .filter(|finding| id == "all" || finding.check == id)
            .map(|finding| {
                let text = match finding.side {
                    Side::Source => source,
                    Side::Target => target,
                };
                format!(
                    "{} {} {}",
                    if id == "all" { finding.check } else { "" },
                    finding.severity.as_str(),
                    text.get(finding.range).expect("a range of its side")
                )
                .trim_start()
                .to_owned()
            })
            .collect()
    })
}

#[track_caller]
fn silent(id: &str, source: &str, target: &str) {
    assert_eq!(
        found(id, source, target),
        Vec::<String>::new(),
        "{source} | {target}"
    );
}

#[test]
fn the_shipped_release_is_without_blame() {
    let text = include_str!("../../tests/data/release.pairs.tsv");
    let pairs: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    assert_eq!(pairs.len(), 70);
    let (mut infos, mut blame) = (Vec::new(), Vec::new());
    for (n, (source, target)) in pairs.iter().enumerate() {
        let previous = n.checked_sub(1).map(|n| pairs[n]);
        for line in found_between("all", source, target, previous, pairs.get(n + 1).copied()) {
            if line.contains(" info ") {
                infos.push(format!("{}: {line}", n + 1));
            } else {
                blame.push(format!("{}: {line}\n{source}\n{target}", n + 1));
            }
        }
    }
    assert!(blame.is_empty(), "{blame:#?}");
    assert!(infos.len() <= 6, "{infos:#?}");
}

#[test]
fn numbers_by_value() {
    assert_eq!(
        found("Q01", "home to over 12,000 businesses", "有12万多家企业"),
        ["error 12万"]
    );
    assert_eq!(
        found("Q01", "granted 51,000 trademarks", "获得5100件商标注册"),
        ["error 5100"]
    );
    assert_eq!(
        found("Q02", "3.55 million applications", "3550万件申请"),
        ["error 3550万"]
    );
    assert_eq!(
        found("Q04", "It grew by 12.4% in all.", "总体有所增长。"),
        ["error 12.4%"]
    );
    silent(
        "Q01",
        "granted more than 40,000 patents",
        "获得4万多件专利授权",
    );
    silent(
        "Q01",
        "over a thousand years ago, one of the kilns",
        "一千多年前，窑炉之一",
    );
    silent(
        "Q01",
        "COVID-19, the G20 and the C919",
        "新冠肺炎、二十国集团和大飞机",
    );
    silent("Q01", "the top 100 clusters", "百强科技集群");
    silent("Q01", "1.5 billion people", "15亿人");
    silent("Q01", "available 24/7 online", "全天候在线提供");
}

#[test]
fn dates_by_value() {
    assert_eq!(
        found(
            "Q03",
            "On September 14, 2024, he left.",
            "2024年9月4日，他离开了。"
        ),
        ["error 2024年9月4日"]
    );
    assert_eq!(
        found("Q03", "on September 16", "10月16日"),
        ["error 10月16日"]
    );
    silent("Q03", "on Sept. 11–13", "9月11日至13日");
    silent("Q03", "in May", "5月");
    silent(
        "Q03",
        "Applicants may file in March.",
        "申请人可以在3月提交申请。",
    );
    silent("Q03", "on 09/10/2024", "2024年9月10日");
    silent("Q03", "in the 1990s", "20世纪90年代");
    silent("Q03", "at 3:30 p.m.", "15时30分");
}

#[test]
fn percent_and_points() {
    assert_eq!(
        found("Q04", "up 12.4%", "增长12.4个百分点"),
        ["error 12.4个百分点"]
    );
    silent("Q04", "12 per cent", "百分之十二");
}

#[test]
fn half_width_marks() {
    assert_eq!(
        found("Q06", "He said so.", "邓先生表示,产权组织将继续支持中国"),
        ["error ,"]
    );
    assert_eq!(
        found("Q06", "The GII cluster", "全球创新指数(GII)科技集群"),
        ["error (", "error )"]
    );
    for right in [
        "4.5万件",
        "上午12:30开始",
        "共3,400件",
        "见wipo.int网站",
        "1.北京",
        "文件(&F)",
    ] {
        silent("Q06", "Yes.", right);
    }
    silent(
        "Q06",
        "He joined Yahoo! Inc. in 2004.",
        "他于2004年加入Yahoo!公司。",
    );
}

#[test]
fn brackets_and_quotation_marks() {
    assert_eq!(
        found(
            "Q07",
            "“This is why it is fitting.”",
            "“正因如此，这尤为合适。"
        ),
        ["error “"]
    );
    assert_eq!(
        found("Q07", "Black Myth: Wukong", "《黑神话：悟空”"),
        ["error 《", "error ”"]
    );
    silent(
        "Q07",
        "He said: “Registration goes on.",
        "他说：“注册在继续。",
    );
    silent("Q07", "He thought: 'What a fool I was!", "他想：“我真笨！");
    silent("Q07", "L’Oréal", "L’Oréal公司（欧莱雅）");
    silent("Q07", "1) first; 2) second", "1）第一；2）第二");
    assert!(
        found_between(
            "Q07",
            "He said: “We go on.”",
            "他说：“我们继续。",
            None,
            Some(("And on.", "再继续。”"))
        )
        .is_empty()
    );
}

#[test]
fn spaces_between_and_around() {
    assert_eq!(
        found(
            "Q09",
            "join the WIPO GREEN platform",
            "加入 WIPO GREEN 平台"
        ),
        ["warning  ", "warning  "].map(|s| s.to_owned())
    );
    assert_eq!(
        found("Q09", "September 16, 2024", "2024 年 9 月 16 日").len(),
        5
    );
    silent("Q09", "Join WIPO GREEN.", "加入WIPO GREEN。");
    silent("Q09", "Roundtable", "WIPO在京举办圆桌会议 邓鸿森发表演讲");
    assert_eq!(found("Q10", "He said WIPO", "他说，  产权组织").len(), 1);
    assert_eq!(
        found("Q10", "intellectual property", "知识\u{200B}产权").len(),
        1
    );
    assert_eq!(found("Q10", "a", "甲 ").len(), 1);
    silent("Q10", "a", "\u{3000}\u{3000}甲");
    silent("Q10", "a  b", "甲  乙");
}

#[test]
fn final_marks() {
    assert_eq!(found("Q11", "Why not?", "为什么不。"), ["warning 。"]);
    assert_eq!(found("Q11", "Beijing", "北京。"), ["warning 。"]);
    assert_eq!(found("Q11", "He said so.", "他这样说").len(), 1);
    assert_eq!(
        found(
            "Q11",
            "He said the priority was to ensure that the human being remains at the center of expression",
            "他说，优先事项是确保人处于表达的中心。"
        ),
        ["info 。"]
    );
    silent("Q11", "He spoke of a “blind spot.”", "他谈到“盲点”。");
    silent("Q11", "Acme Co. Ltd.", "艾克米有限公司");
    silent("Q11", "comprising:", "包括：");
    silent("Q11", "the first step; and", "第一步；");
}

#[test]
fn text_left_in_the_source_language() {
    let sentence = "The Director General opened the forum.";
    assert_eq!(found("Q13", sentence, sentence).len(), 1);
    assert_eq!(
        found(
            "Q13",
            "He opened the forum and thanked all of the delegates.",
            "他宣布论坛开幕，and thanked all of the delegates。"
        ),
        ["error and thanked all of the delegates"]
    );
    silent("Q13", "WIPO GREEN", "WIPO GREEN");
    silent("Q13", "2024", "2024");
    silent(
        "Q13",
        "Call a_function_of(the given value) now.",
        "现在调用 a_function_of(the given value)。",
    );
    silent(
        "Q13",
        "Smith, J. et al., The Law of Patents, pp. 3–5.",
        "Smith, J. et al., The Law of Patents, pp. 3–5.",
    );
    silent(
        "Q13",
        "the Max Planck Institute for Innovation and Competition",
        "马克斯·普朗克创新与竞争研究所（Max Planck Institute for Innovation and Competition）",
    );
}

#[test]
fn terms_as_prescribed() {
    assert_eq!(
        found(
            "Q14",
            "protecting traditional cultural expressions",
            "保护传统文化表达"
        ),
        ["warning traditional cultural expressions"]
    );
    assert_eq!(
        found("Q14", "The Director General spoke.", "总裁讲了话。"),
        ["warning Director General"]
    );
    silent(
        "Q14",
        "the protection of IP should disputes arise",
        "在发生争议时使知识产权得到保护",
    );
    silent("Q14", "Visit to China", "访华");
    silent("Q14", "Mr. Tang said so.", "他这样说。");
    silent("Q14", "Mr. Tang said so.", "总干事这样说。");
    silent("Q14", "The PCT System", "《专利合作条约》（PCT）体系");
    silent("Q14", "a PCT application", "PCT国际申请");
    assert_eq!(
        found("Q14", "the copyright work goes on", "版权工作在继续"),
        ["warning copyright work"]
    );
    assert_eq!(
        found(
            "Q14",
            "The work on copyright goes on.",
            "版权方面的工作在继续。"
        ),
        ["info work"]
    );
}

#[test]
fn forbidden_forms() {
    assert_eq!(
        found("Q15", "Mr. Tang spoke.", "唐先生讲了话。"),
        ["error 唐先生"]
    );
    assert_eq!(found("Q15", "in Georgia", "在佐治亚"), ["error 佐治亚"]);
    assert_eq!(
        found("Q15", "Black Myth: Wukong", "《黑神话·悟空》"),
        ["error 《黑神话·悟空》"]
    );
    // The English term is not in the source.
    silent("Q15", "the state of Atlanta", "佐治亚州");
    // 陶器 is forbidden for porcelain and right for pottery.
    silent(
        "Q15",
        "inspired by Persian blue and white pottery, new types of porcelain",
        "受波斯青花陶器启发的新瓷器",
    );
    silent("Q15", "pottery and porcelain", "陶器和瓷器");
    silent("Q15", "a Master's Degree for the master", "大师的硕士学位");
}

#[test]
fn lengths() {
    let long = "The Director General underlined that robust protection is critical to the success of the industry, and that the Organization would go on with its work in the region together with its many partners there. ".repeat(2);
    assert_eq!(
        found("Q20", &long, "总干事强调保护对产业的成功至关重要。").len(),
        1
    );
    assert_eq!(
        found(
            "Q20",
            "He opened the annual forum in Jingdezhen.",
            &"他宣布论坛开幕并会见了代表团的全体成员。".repeat(6)
        )
        .len(),
        1
    );
    silent("Q20", "September 16, 2024", "2024年9月16日");
    silent("Q20", "ID", "身份证件号码");
    silent(
        "Q20",
        &"small and medium-sized enterprises (SMEs) and ".repeat(2),
        "中小企业、中小企业，以及其他中小企业",
    );
}

#[test]
fn traditional_characters() {
    assert_eq!(
        found(
            "Q21",
            "World Intellectual Property Organization",
            "世界知識產權組織"
        ),
        ["error 識產權組織"]
    );
    assert_eq!(
        found("Q21", "digital technology", "数位技术"),
        ["error 数位技术"]
    );
    for right in [
        "著作权法",
        "乾隆年间",
        "瞭望台",
        "皇后与公里",
        "声名狼藉",
        "宫商角徵羽",
        "三位数位于前列",
        "沈先生",
    ] {
        silent("Q21", "x", right);
    }
}

#[test]
fn doubled_words() {
    assert_eq!(found("Q24", "x", "创新的的努力"), ["warning 的的"]);
    assert_eq!(found("Q24", "x", "他表示，，好"), ["warning ，，"]);
    assert_eq!(
        found("Q24", "x", "产权组织产权组织表示"),
        ["warning 产权组织产权组织"]
    );
    for right in [
        "中国国家知识产权局局长",
        "江西省省会、北京市市长",
        "2024年年中，法学院院长",
        "仅仅、刚刚、人人、种种、谢谢……——",
        "为了了解目的的不同",
        "现在在这里存在在先权利",
        "关键是是否参加",
        "参与与合作",
        "的的确确，是是非非",
        "讨论讨论，研究研究",
        "哈哈哈哈哈哈",
        "一个镜头一个镜头分别拍",
    ] {
        silent("Q24", "x", right);
    }
}

#[test]
fn placeholders_and_addresses() {
    assert_eq!(
        found("Q28", "{0} of {1} files", "共{1}个文件"),
        ["error {0}"]
    );
    assert_eq!(
        found("Q28", "see https://wipo.int/a", "见https：//wipo.int/a"),
        ["error https://wipo.int/a"]
    );
    silent(
        "Q28",
        "See https://wipo.int/about/en.",
        "见https://wipo.int/about/zh。",
    );
    silent("Q28", "<b>%s</b> is 100% done", "<b>%s</b>已完成100%");
    silent("Q28", "Write to info@wipo.int.", "请致信info@wipo.int。");
}

#[test]
fn marks_of_other_houses() {
    assert_eq!(found("Q08", "x", "列万•达维塔什维利"), ["warning •"]);
    assert_eq!(
        found("Q08", "x", "「景德镇故事」项目"),
        ["warning 「", "warning 」"]
    );
    assert_eq!(found("Q08", "x", "他说…好"), ["warning …"]);
    assert_eq!(found("Q08", "x", "大师--赖德全"), ["warning --"]);
    silent(
        "Q08",
        "x",
        "列万·达维塔什维利——“景德镇故事”……2021—2035年，git-clone --depth",
    );
}

#[test]
fn characters_by_accident() {
    assert_eq!(found("Q30", "in 2024", "２０２４年"), ["error ２０２４"]);
    assert_eq!(found("Q30", "x", "产权\u{FFFD}织"), ["error \u{FFFD}"]);
    silent("Q30", "12.4%", "12.4％");
}

#[test]
fn an_empty_target_is_a_state_and_no_finding() {
    silent("all", "The Director General spoke.", "");
    silent("all", "The Director General spoke.", " \n");
}

#[test]
fn every_check_is_explained_by_an_example_that_it_finds() {
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    let expected: Vec<_> = (1..=38).map(|n| format!("Q{n:02}")).collect();
    assert_eq!(ids, expected);
    assert!(ALL.iter().all(|check| rule(check.id()).is_some()));
    for rule in RULES {
        assert!(!rule.name.is_empty() && !rule.why.is_empty());
        let whole_text = matches!(rule.id, "Q16" | "Q17" | "Q18" | "Q19" | "Q34");
        if whole_text || rule.id == "Q20" {
            continue;
        }
        let profile = match rule.id {
            "Q32" => Profile::Contract,
            "Q33" => Profile::Patent,
            "Q37" => Profile::Software,
            _ => Profile::Press,
        };
        let found = |target| found_in(profile, rule.id, rule.source, target);
        assert!(!found(rule.wrong).is_empty(), "{}: {}", rule.id, rule.wrong);
        assert!(
            found(rule.right).is_empty(),
            "{}: {:?}",
            rule.id,
            found(rule.right)
        );
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(400))]
    #[test]
    fn any_pair_can_be_checked(
        source in "([a-z ]{0,6}|\\PC|WIPO|Mr. Tang|[0-9]{1,4}|[“”‘’()《》{}<>%./:@?!]| ){0,12}",
        target in "([一-龥]{0,4}|\\PC|产权组织|唐先生|[0-9]{1,4}|的的|[“”‘’()（）《》{}<>%.,，。/:@?!]|[ \u{3000}\u{A0}\u{200B}\n]){0,12}",
    ) {
        // `found` takes each range of its text.
        let neighbour = Some((target.as_str(), source.as_str()));
        let _ = found_between("all", &source, &target, neighbour, neighbour);
        let _ = found_between("all", &target, &source, None, None);
    }
}

/// The examples of the house's conventions: `+` must be found, `-` must not.
#[test]
fn the_examples_of_the_conventions() {
    let text = include_str!("../../tests/data/checks/examples.tsv");
    let mut wrong = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, sign, profile, source, target] = fields[..] else {
            panic!("{line}");
        };
        let profile = Profile::from_name(profile).unwrap();
        let found = found_in(profile, id, source, target);
        let plain = found_in(profile, "all", source, target);
        // What is right is right in every respect.
        let grave = plain.iter().any(|line| !line.contains(" info "));
        if (sign == "+") == found.is_empty() || sign == "-" && grave {
            wrong.push(format!("{line}: {plain:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the checks of a whole text find, as `segment check severity`.
fn found_across(settings: &Settings, texts: &[(&str, &str)]) -> Vec<String> {
    let concepts = termbase();
    let lang = "zh-Hans".parse().unwrap();
    let en = Recognizer::new(&concepts, &"en".parse().unwrap());
    let zh = Recognizer::new(&concepts, &lang);
    let hits: Vec<_> = texts
        .iter()
        .map(|(source, target)| (en.find_all(source), zh.find_all(target)))
        .collect();
    let passages: Vec<_> = texts
        .iter()
        .zip(&hits)
        .map(|((source, target), (source_terms, target_terms))| Passage {
            source,
            target,
            source_terms,
            target_terms,
        })
        .collect();
    (1..)
        .zip(across(&passages, &concepts, &lang, settings))
        .flat_map(|(number, findings)| {
            findings.into_iter().map(move |finding| {
                format!("{number} {} {}", finding.check, finding.severity.as_str())
            })
        })
        .collect()
}

#[test]
fn segments_are_held_against_one_another() {
    let press = Settings::default();
    let found = |texts: &[(&str, &str)]| found_across(&press, texts);
    assert_eq!(
        found(&[
            ("The visit ended.", "访问结束。"),
            ("The visit ended.", "访问已经结束。")
        ]),
        ["2 Q16 warning"]
    );
    // One word may be two things, and what is not carried over is told.
    assert_eq!(
        found(&[("Order", "命令"), ("Order", "订单")]),
        ["2 Q16 info"]
    );
    assert_eq!(
        found(&[("The visit ended.", "访问结束。"), ("The visit ended.", "")]),
        ["2 Q16 info"]
    );
    assert_eq!(
        found(&[
            ("The visit ended.", "访问结束。"),
            ("the visit  ended", "访问结束")
        ]),
        [""; 0]
    );
    assert_eq!(
        found(&[
            (
                "The Vice Premier met the Director General.",
                "副总理会见了总干事一行。"
            ),
            (
                "The First Vice Premier met the Director General.",
                "副总理会见了总干事一行。"
            ),
        ]),
        ["2 Q17 info"]
    );
    assert_eq!(
        found(&[
            ("She said so.", "她这样说。"),
            ("He said so.", "她这样说。")
        ]),
        [""; 0]
    );
}

#[test]
fn one_form_of_a_term_throughout_and_its_short_form_explained_once() {
    let press = Settings::default();
    let found = |texts: &[(&str, &str)]| found_across(&press, texts);
    let cluster = |n: &str, form: &str| {
        (
            format!("The science and technology cluster of {n} grew."),
            format!("{n}的{form}有所增长。"),
        )
    };
    let mut texts: Vec<(String, String)> = ["A1", "B2", "C3", "D4", "E5"]
        .iter()
        .map(|n| cluster(n, "科技集群"))
        .collect();
    texts.push(cluster("F6", "科技创新集群"));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(s, t)| (&**s, &**t)).collect();
    assert_eq!(found(&texts), ["6 Q18 warning"]);
    assert_eq!(found(&texts[..5]), [""; 0]);
    let full = ("CIFTIS opened.", "中国国际服务贸易交易会（服贸会）开幕。");
    let short = ("CIFTIS goes on.", "服贸会继续进行。");
    assert_eq!(found(&[full, short]), [""; 0]);
    assert_eq!(found(&[short, full]), ["1 Q19 info"]);
    assert_eq!(
        found(&[
            full,
            short,
            ("CIFTIS ended.", "中国国际服务贸易交易会（服贸会）闭幕。")
        ]),
        ["3 Q19 info"]
    );
    // A headline has the short form.
    assert_eq!(found(&[("CIFTIS Opens", "服贸会开幕"), full]), [""; 0]);
}

#[test]
fn what_a_contract_defines_it_calls_by_that_name() {
    let contract = Settings {
        profile: Profile::Contract,
        ..Settings::default()
    };
    let defined = (
        "This license agreement (the “Agreement”) is made by both.",
        "本许可协议（“本协议”）由双方订立。",
    );
    let found = |texts: &[(&str, &str)]| found_across(&contract, texts);
    assert_eq!(
        found(&[defined, ("The Agreement ends in May.", "该合同于5月终止。")]),
        ["2 Q34 warning"]
    );
    assert_eq!(
        found(&[
            defined,
            ("The Agreement ends in May.", "本协议于5月终止。"),
            ("an agreement", "一份合同")
        ]),
        [""; 0]
    );
}

#[test]
fn a_house_may_want_spaces_and_a_client_names() {
    let spaced = Settings {
        spacing: Some(House::Space),
        ..Settings::default()
    };
    let found = |target| {
        found_by(
            "Q09",
            "the WIPO GREEN platform",
            target,
            [None, None],
            &spaced,
        )
    };
    assert_eq!(found("WIPO GREEN平台").len(), 1);
    assert_eq!(found("WIPO GREEN 平台"), [""; 0]);
    let client = Settings {
        names: [("Acme".to_owned(), vec!["艾克米".to_owned()])].into(),
        severity: [
            ("Q25".to_owned(), Level::Error),
            ("Q06".to_owned(), Level::Off),
        ]
        .into(),
        ..Settings::default()
    };
    let found = |id, target| found_by(id, "Acme, marks and patents", target, [None, None], &client);
    assert_eq!(found("Q38", "艾克梅、商标和专利"), ["warning Acme"]);
    assert_eq!(found("all", "艾克米,商标、和专利"), ["Q25 error 、"]);
    assert_eq!(client.unknown(), None);
}

#[test]
fn inline_codes_come_through() {
    use crate::unit::{CodeKind, InlineCode};
    let code = |at, kind, id: &str| InlineCode {
        at,
        kind,
        id: id.to_owned(),
        pair: None,
        type_: None,
        data: None,
    };
    let source = [
        code(0, CodeKind::Opening, "1"),
        code(4, CodeKind::Closing, "1"),
        code(4, CodeKind::Alone, "2"),
    ];
    let found = |target: &[InlineCode]| -> Vec<String> {
        let (en, zh) = ("en".parse().unwrap(), "zh".parse().unwrap());
        let pair = Pair {
            source: "bold",
            source_lang: &en,
            target: "粗体",
            target_lang: &zh,
            source_codes: &source,
            target_codes: target,
            previous: None,
            next: None,
            concepts: &[],
            source_terms: &[],
            target_terms: &[],
            verdict: &Verdict::default(),
        };
        let findings = check(&pair, &Settings::default());
        findings
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    };
    let [open, close, alone] = source.clone();
    assert_eq!(
        found(&[alone.clone(), open.clone(), close.clone()]),
        [""; 0]
    );
    assert_eq!(
        found(&[open.clone(), close.clone()]),
        ["the code “2” is not in the translation"]
    );
    assert_eq!(
        found(&[close, open, alone]),
        ["the code “1” closes what is not open there"]
    );
}

#[test]
fn other_languages_get_what_makes_sense_for_them() {
    let found = |to: &str, source: &str, target: &str| -> Vec<String> {
        let (from, to) = match to {
            "en" => ("zh-Hans".parse().unwrap(), "en".parse().unwrap()),
            to => ("en".parse().unwrap(), to.parse().unwrap()),
        };
        let pair = Pair {
            source,
            source_lang: &from,
            target,
            target_lang: &to,
            source_codes: &[],
            target_codes: &[],
            previous: None,
            next: None,
            concepts: &[],
            source_terms: &[],
            target_terms: &[],
            verdict: &Verdict::default(),
        };
        let findings = check(&pair, &Settings::default());
        findings
            .into_iter()
            .map(|finding| finding.check.to_owned())
            .collect()
    };
    assert_eq!(found("fr", "It is not ready.", "C’est prêt."), ["Q27"]);
    assert_eq!(
        found("fr", "It is not ready.", "Ce n’est pas prêt."),
        [""; 0]
    );
    assert_eq!(
        found("fr", "in the house of the king", "dans la la maison du roi"),
        ["Q24"]
    );
    assert_eq!(
        found("de", "It is not “ready” yet.", "Es ist noch nicht bereit."),
        ["Q22"]
    );
    assert_eq!(
        found(
            "de",
            "It is not “ready” yet.",
            "Es ist noch nicht „bereit“."
        ),
        [""; 0]
    );
    assert_eq!(
        found("ja", "It weighs 12 kg.", "重さは15キロである。"),
        ["Q01"]
    );
    assert_eq!(
        found("ja", "It is not “ready”.", "「準備」ができていない。"),
        [""; 0]
    );
    assert_eq!(
        found(
            "en",
            "他没有签署1.2万份文件。",
            "He signed 12,000 documents."
        ),
        ["Q27"]
    );
    assert_eq!(
        found(
            "en",
            "他没有签署1.2万份文件。",
            "He has not signed 12,000 documents."
        ),
        [""; 0]
    );
    assert_eq!(found("en", "超过1.2万份文件", "12,000 documents"), ["Q26"]);
}
