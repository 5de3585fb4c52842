//! Terms of the termbase.

use super::*;

#[test]
fn terms_as_prescribed() {
    assert_eq!(
        found(
            "Q14",
            "protecting traditional cultural expressions",
            "保护民间文艺"
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
fn a_forbidden_form_is_one_finding() {
    let both = |target: &str| -> Vec<String> {
        let all = found("all", "Black Myth: Wukong was shown.", target);
        let of_terms = |found: &String| found.starts_with("Q14") || found.starts_with("Q15");
        all.into_iter().filter(of_terms).collect()
    };
    assert_eq!(
        both("展出了《黑神话·悟空》。"),
        ["Q15 error 《黑神话·悟空》"]
    );
    assert_eq!(both("展出了一款游戏。"), ["Q14 warning Black Myth: Wukong"]);
}
