//! Segments held against one another.

use super::*;

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
        .zip(across(
            &passages,
            &concepts,
            &lang,
            &Renderings::default(),
            settings,
        ))
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
        profile: Some(Profile::Contract),
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
fn a_foreigner_keeps_the_characters_of_his_name() {
    let press = Settings::default();
    let texts = [
        ("Ingrid Halvorsen arrived.", "英格丽德·哈尔沃森抵达。"),
        ("Mayor Halvorsen spoke.", "哈尔沃森市长发言。"),
        ("Then Ingrid Halvorsen left.", "随后英格丽德·哈尔沃逊离开。"),
        ("Sven Halvorsen stayed.", "斯文·哈尔沃森留了下来。"),
    ];
    assert_eq!(found_across(&press, &texts), ["3 Q29 warning"]);
}
