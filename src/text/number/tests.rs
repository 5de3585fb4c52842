use super::*;

fn show(text: &str) -> Vec<String> {
    numbers(text)
        .into_iter()
        .map(|n| {
            let value = match n.value {
                Value::Decimal(d) => d.to_string(),
                Value::Date(d) => format!(
                    "{}-{}-{}",
                    d.year.map_or("*".to_owned(), |y| y.to_string()),
                    d.month,
                    d.day.map_or("*".to_owned(), |d| d.to_string())
                ),
                Value::Time { hour, minute } => format!("{hour}:{minute:02}"),
            };
            let kind = match n.kind {
                NumberKind::Quantity => "",
                NumberKind::Percent => "%",
                NumberKind::PercentagePoint => "pp",
                NumberKind::Year => "y",
                NumberKind::Date => "d",
                NumberKind::Time => "t",
                NumberKind::Ordinal => "th",
                NumberKind::Word => "w",
            };
            format!("{value}{kind}")
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(show(text), expected, "{text}");
}

#[test]
fn quantities_are_equal_by_value() {
    for (english, chinese) in [
        ("over 12,000 businesses", "1.2万多家企业"),
        ("more than 40,000 patents", "4万多件专利"),
        ("51,000 trademarks", "5.1万件商标"),
        ("3.55 million applications", "355万件申请"),
        ("$1.5 billion", "15亿美元"),
        ("$3.2bn", "32亿美元"),
        ("3.2m users", "320万用户"),
        ("40k stars", "4万颗星"),
        ("12,345", "1.2345万"),
        ("12,345", "12345"),
        ("795,504 filings", "795,504件"),
        ("120 million", "1亿2000万"),
        ("120 million", "１．２亿"),
        ("1.2 trillion", "1.2万亿"),
        ("30 million", "3千万"),
        ("12 kg", "12千克"),
        ("200,000", "20余万"),
        ("10 million", "1000多万"),
        ("USD 5 million", "500万美元"),
        ("3–5 million", "300万至500万"),
        ("10%–15%", "10%～15%"),
        ("10 to 15 percent", "10%至15%"),
        ("12%", "百分之十二"),
        ("12 per cent", "12％"),
        ("12.4 percentage points", "12.4个百分点"),
        ("some 400 delegates", "约400名代表"),
        ("Article 5", "第5条"),
    ] {
        let values = |text| {
            numbers(text)
                .into_iter()
                .map(|n| n.value)
                .collect::<Vec<_>>()
        };
        assert!(!values(english).is_empty(), "{english}");
        assert_eq!(values(english), values(chinese), "{english} {chinese}");
    }
    check("12% of 12", &["12%", "12"]);
    check("rose 2 percentage points", &["2pp"]);
    check("提高2个百分点", &["2pp"]);
}

#[test]
fn dates_are_found_whole() {
    for text in [
        "September 14, 2024",
        "14 September 2024",
        "14th of September 2024",
        "Sept. 14, 2024",
        "2024年9月14日",
        "２０２４年９月１４日",
        "2024 年 9 月 14 日",
        "2024-09-14",
        "二〇二四年九月十四日",
    ] {
        check(text, &["2024-9-14d"]);
    }
    for text in [
        "Sept. 11–13",
        "11-13 September",
        "September 11 to 13",
        "9月11日至13日",
        "9月11—13日",
    ] {
        check(text, &["*-9-11d", "*-9-13d"]);
    }
    check("in May", &["*-5-*d"]);
    check("5月", &["*-5-*d"]);
    check("十一月", &["*-11-*d"]);
    check("In September 2024, it", &["2024-9-*d"]);
    check("May I march on? It may.", &[]);
    check("Founder and CEO Lei Jun. Xiaomi", &[]);
    check("09/10/2024 and 24/7", &[]);
    check("3:30 p.m.", &["15:30t"]);
    check("15时30分", &["15:30t"]);
    check("下午3点半", &["15:30t"]);
    check("他提出三点建议", &["3w"]);
}

#[test]
fn years_and_decades() {
    check("since 2008", &["2008y"]);
    check("自2008年起", &["2008y"]);
    check("As of mid 2024, Xiaomi", &["2024y"]);
    check("截至2024年年中", &["2024y"]);
    check("2021–25", &["2021y", "2025y"]);
    check("2021至2025年", &["2021y", "2025y"]);
    check("2021—2035年", &["2021y", "2035y"]);
    check("FY2024", &["2024y"]);
    check("the 1990s", &["1990y"]);
    check("20世纪90年代", &["1990y"]);
    check("$2000", &["2000"]);
    check("30年", &["30"]);
}

#[test]
fn words_are_marked_as_such() {
    check("a six-day visit", &["6w"]);
    check("为期六天的访问", &["6w"]);
    check("over a thousand years ago", &["1000w"]);
    check("一千多年前", &["1000w"]);
    check("two dozen and a dozen", &["24w", "12w"]);
    check("half a million", &["500000w"]);
    check("twenty-six cities", &["26w"]);
    check("three hundred and fifty-five", &["355w"]);
    check("三百五十五万", &["3550000w"]);
    check("thirty (30) days", &["30w", "30"]);
    check("the third place", &["3th"]);
    check("第三届", &["3th"]);
    check("the 21st century", &["21th"]);
    check("第二十一条", &["21th"]);
    check("三件事、两位大师", &["3w", "2w"]);
    check(
        "一百五、一百零五、十、二十",
        &["150w", "105w", "10w", "20w"],
    );
    check("三点五倍", &["3.5w"]);
}

#[test]
fn names_and_idioms_count_nothing() {
    for text in [
        "G20, COVID-19, 5G, C919, Q3, PM2.5, GPT-4o, Mate60",
        "“一带一路”倡议",
        "两会、十八大、统一、一些、一个、进一步、唯一、之一",
        "section 5.1.2 and 1.2.3",
        "one of the most, no one, one another",
        "hundreds of millions, dozens",
        "几十个、数百万、成千上万、十几个、七八个",
        "两地三分之二、十分",
        "星期三、周五",
        "二十大报告",
        "two-thirds, one-half",
    ] {
        let found = show(text);
        let expected: &[&str] = if text.starts_with("两地") {
            &["2w"]
        } else {
            &[]
        };
        assert_eq!(found, expected, "{text}");
    }
    check("百强", &["100w"]);
    check("mid-2024", &["2024y"]);
}

#[test]
fn the_release_says_the_same_numbers_on_both_sides() {
    let read = |name: &str| {
        let path = format!(
            "{}/tm/wipo-dg-china-2024/{name}",
            env!("CARGO_MANIFEST_DIR")
        );
        let mut strong: Vec<_> = numbers(&std::fs::read_to_string(path).unwrap())
            .into_iter()
            .filter(|n| !matches!(n.kind, NumberKind::Word | NumberKind::Ordinal))
            .map(|n| n.value)
            .collect();
        strong.sort();
        strong
    };
    assert_eq!(read("release.en.txt"), read("release.zh-Hans.txt"));
}

#[test]
fn too_large_is_no_number() {
    assert_eq!(numbers(&"9".repeat(100_000)), []);
    assert_eq!(numbers(&format!("{}万亿亿亿亿", "9".repeat(29))), []);
    assert_eq!(numbers(&"亿".repeat(1000)), []);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "([0-9]{1,5}|[a-zA-Z ,.\\-–:/%$]{1,3}|[一二十百千万亿年月日时分点第零多至几]|million|Sept|\\PC){0,30}") {
        let mut end = 0;
        for n in numbers(&text) {
            assert!(n.range.start >= end && n.range.end > n.range.start, "{text:?} {n:?}");
            end = n.range.end;
            assert!(text.get(n.range).is_some());
        }
    }
}
