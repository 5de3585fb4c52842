//! Marks, spaces, characters.

use super::*;

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
        ["warning  ", "info  "].map(|s| s.to_owned())
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
    // The halves of a headline, and a space that nobody sees.
    let headline = found("Q09", "Landslides; 3 missing", "山体滑坡 3人失踪");
    assert_eq!(headline, ["info  "]);
    assert_eq!(found("Q09", "a, b", "雨停了， 比赛继续"), ["info  "]);
    assert_eq!(found("Q09", "a, b", "雨停了 ，比赛继续"), ["warning  "]);
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
fn what_is_asked_in_one_language_may_be_said_in_the_other() {
    for (source, target, expected) in [
        (
            "“What’s your name?” asked the boy.",
            "那男孩问道：“你叫什么名字？”",
            "info ？”",
        ),
        (
            "They asked her who it was.",
            "众人便问：“是谁？”",
            "info ？”",
        ),
        ("There is nothing to fear.", "还怕什么？", "info ？"),
        ("Could you wait here?", "请在这里等候。", "info 。"),
        ("Could you wait here?", "能不能在这里等候。", "warning 。"),
        ("The item stays.", "该项目保留？", "warning ？"),
        ("Distinguished delegates,", "各位代表：", "info ："),
        ("to strengthen peace;", "增强和平。", "info 。"),
    ] {
        assert_eq!(found("Q11", source, target), [expected], "{source}");
    }
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
fn sections_quotations_and_placeholders_that_are_right_in_another_form() {
    let (section, zh) = ("Section 12(1) of the Act", "该法第12(1)条");
    silent("Q31", section, zh);
    silent("Q06", section, zh);
    assert_eq!(
        found("Q31", section, "该法第12(2)条"),
        ["error Section 12(1)"]
    );
    silent("Q28", "%d of %d items", "%2$d 个项目中的 %1$d 个");
    assert_eq!(found("Q28", "%d of %d items", "%2$d 个项目").len(), 1);
    // One speech, taken up again, in one pair of marks.
    silent(
        "Q22",
        "“What do you want?” he asked. “I'm not sorry.”",
        "他问：“你想干什么？我可不觉得抱歉。”",
    );
    assert_eq!(
        found(
            "Q22",
            "The “Silver Bridge” and the “Iron Bridge” were closed.",
            "“银桥”和铁桥均已关闭。"
        )
        .len(),
        1
    );
}

#[test]
fn what_is_asked_in_one_language_is_told_in_the_other() {
    for (source, target) in [
        (
            "He shouted at me: How dare you?",
            "他骂我，说你怎么敢走了。",
        ),
        ("Why should we put up with it?", "哪能容你们乱栽赃。"),
        ("There was no time to eat.", "那里还有吃饭的工夫咧？"),
    ] {
        let found = found("Q11", source, target);
        assert!(
            found.iter().all(|found| found.starts_with("info")),
            "{found:?}"
        );
    }
    assert_eq!(
        found("Q11", "Where have you been?", "你去哪儿了。"),
        ["warning 。"]
    );
    silent("Q11", "It describes plugins.", "它描述插件。 </p></td>");
}
