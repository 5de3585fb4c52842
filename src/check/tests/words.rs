//! Words left, lost, doubled, of another script.

use super::*;

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
        "一走克郎克郎地响，听着听着就睡着了",
        "注解的文件的文件名",
        "存储版本的版本的对象",
    ] {
        silent("Q24", "x", right);
    }
}

#[test]
fn words_that_the_source_tells_apart() {
    assert_eq!(
        found("Q35", "Log in to your account", "登陆您的账户"),
        ["info 登陆您的"]
    );
    assert_eq!(
        found("Q35", "The storm made landfall", "台风登录"),
        ["info 登录"]
    );
    assert_eq!(found("Q35", "the right to water", "水权力"), ["info 权力"]);
    assert_eq!(
        found("Q35", "The deadline is Friday.", "截至日期为周五。"),
        ["info 截至日期"]
    );
    silent("Q35", "Troops landed and logged in", "部队登陆并登录");
    silent("Q35", "the power of the court", "法院的权力");
}

#[test]
fn what_denies_otherwise() {
    silent(
        "Q27",
        "It did not extend any further than her.",
        "这慷慨是只对她一个人的。",
    );
    assert_eq!(
        found("Q27", "It should not just be on IP.", "应只注重知识产权。").len(),
        1
    );
    let spared = "She asked her to come so that she would not be nervous.";
    assert_eq!(
        found("Q27", spared, "要她一起去，为了壮胆子。"),
        ["info would not"]
    );
}

#[test]
fn doubled_functions_and_commas_before_or() {
    assert_eq!(found("Q24", "x", "买方应应检验货物。"), ["warning 应应"]);
    silent("Q24", "x", "供应应对、响应应急、相应应付");
    assert_eq!(found("Q25", "x", "修理、更换、或退款"), ["info 、"]);
    silent("Q06", "its report (A/HRC/48/57)", "报告(A/HRC/48/57)");
    silent("Q03", "this 15th day of June 2022", "于2022年6月15日");
}

#[test]
fn claims_depend_on_the_same_claims() {
    let source = "The pump of claim 6, wherein the rotor is hollow.";
    let found = |target: &str| found_in(Profile::Patent, "Q33", source, target);
    let target = "根据权利要求6所述的泵，其中，所述转子是空心的。";
    assert!(found(target).is_empty());
    assert_eq!(found(&target.replace('6', "5")), ["error 5"]);
    let several = "The lock of claim 1 or 2, comprising a sensor.";
    let found = |target: &str| found_in(Profile::Patent, "Q33", several, target);
    assert!(found("根据权利要求1或2所述的锁，包括传感器。").is_empty());
    assert_eq!(found("根据权利要求1或3所述的锁，包括传感器。"), ["error 3"]);
}

#[test]
fn a_person_under_another_surname() {
    assert_eq!(
        found("Q29", "Yin Yong welcomed them.", "尹勇欢迎他们。"),
        ["error 尹勇"]
    );
    silent(
        "Q29",
        "Yin Yong welcomed them.",
        "北京市市长殷勇欢迎他们，场面英勇。",
    );
}
