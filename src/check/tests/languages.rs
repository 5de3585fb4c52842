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
}
