//! Numbers, dates, percentages.

use super::*;

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
    silent("Q01", "16 megapixels", "1600万像素");
    for (source, target) in [
        ("closed on Tuesday", "22日停课"),
        ("in Bologna and three other provinces", "博洛尼亚等4省"),
    ] {
        let found = found("Q01", source, target);
        assert!(
            found.iter().all(|found| found.starts_with("info")),
            "{found:?}"
        );
    }
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
    silent("Q03", "just before 7 a.m.", "早上 7 点前");
    silent("Q03", "in the 1930s", "于 20 世纪 30 年代");
    silent("Q03", "in the early 2000s", "21 世纪初");
    silent("Q03", "the twenty-sixth day of June", "六月二十六日");
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
fn measures_in_the_units_of_the_readers_are_the_same() {
    let (pounds, kilograms) = ("She weighed about 130 pounds.", "她体重60公斤。");
    for check in ["Q01", "Q05", "Q26"] {
        silent(check, pounds, kilograms);
    }
    silent("Q01", "The farm has 500 acres.", "农场有3000亩地。");
    silent("Q05", "It is 12 miles away.", "离这里约20公里。");
    assert_eq!(
        found("Q01", "She weighed 130 pounds.", "她体重90公斤。"),
        ["error 90"]
    );
    assert_eq!(
        found("Q01", "It is 12 miles away.", "离这里21英里。"),
        ["error 21"]
    );
}

#[test]
fn years_of_an_era_and_times_in_four_digits() {
    silent("Q03", "In 1912 he came home.", "民国元年他回了家。");
    silent("Q03", "It was built in 1898.", "它建于光绪二十四年。");
    assert_eq!(
        found("Q03", "It was built in 1889.", "它建于光绪二十四年。"),
        ["error 1889"]
    );
    silent(
        "Q01",
        "It rose by 0930 GMT.",
        "截至格林尼治时间9时30分，价格上涨。",
    );
    assert_eq!(
        found(
            "Q03",
            "It rose by 0930 GMT.",
            "截至格林尼治时间9时20分，价格上涨。"
        ),
        ["error 9时20分"]
    );
}
