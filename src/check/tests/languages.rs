//! Languages other than English and Chinese.

use super::*;

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
            customs: &Customs::default(),
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
    for (source, lost, kept) in [
        ("1.2万多家企业", "12,000 firms", "more than 12,000 firms"),
        ("20余个国家", "20 countries", "over 20 countries"),
        ("30人以上", "30 people", "30 people or more"),
        ("100米左右", "100 metres", "about 100 metres"),
    ] {
        assert_eq!(found("en", source, lost), ["Q26"], "{source}");
        assert_eq!(found("en", source, kept), [""; 0], "{source}");
    }
    for (source, target) in [
        ("最近3年，条约5项", "5 treaties in the past 3 years"),
        ("过了一时，值为 0 时", "after a while, if it is 0"),
        ("凌晨一点", "one o'clock in the morning"),
        ("上世纪八十年代末", "in the late eighties"),
        ("6. 片厂", "The Film Studio"),
        ("她还不知道。", "She had yet to find out."),
    ] {
        let found = found("en", source, target);
        assert!(
            found
                .iter()
                .all(|check| check == "Q01" && source.starts_with("6.")),
            "{found:?}"
        );
    }
}
