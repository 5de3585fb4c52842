//! What only the text around a segment tells.

use super::*;

/// What is found in a segment of which nothing is known, neither its text nor its kind.
fn torn(id: &str, source: &str, target: &str) -> Vec<String> {
    found_by(id, source, target, [None, None], &Settings::default())
}

#[test]
fn what_the_next_segment_may_close_is_a_hint_where_none_is_known() {
    let (source, target) = ("‘Not likely!’ he cried.", "他说道：“休想！");
    assert_eq!(torn("Q07", source, target), ["info “"]);
    assert_eq!(found("Q07", source, target), ["error “"]);
    let next = Some(("‘Come on then.’", "来吧。”"));
    assert!(found_between("Q07", source, target, None, next).is_empty());
    let other = Some(("It rained.", "下雨了。"));
    assert_eq!(
        found_between("Q07", source, target, None, other),
        ["error “"]
    );
    // What is in brackets ends in its segment.
    assert_eq!(torn("Q07", "the annex (below)", "附件（见下"), ["error （"]);
}

#[test]
fn a_style_is_a_hint_where_no_text_shows_it() {
    for (check, source, target) in [
        ("Q06", "Who is it?", "是谁?"),
        ("Q06", "Author: Ms. Li", "作者:李女士"),
        ("Q09", "Connect to the cluster", "连接到 Pod 集群"),
        ("Q11", "Delete tokens on the server", "删除服务器上的令牌。"),
        ("Q12", "Use kubectl now", "立即使用 kubectl 工具"),
        ("Q22", "He said, “Come back tomorrow.”", "他说：明天再来。"),
    ] {
        let found = torn(check, source, target);
        assert!(
            !found.is_empty() && found.iter().all(|found| found.starts_with("info")),
            "{check}: {found:?}"
        );
    }
    assert_eq!(torn("Q06", "Yes, he did.", "是,他做了。"), ["error ,"]);
    let found = torn("Q06", "Yes, he did, and well.", "是,他做了,做得好.");
    assert_eq!(found, ["info ,", "info ,", "info ."]);
}

#[test]
fn a_book_may_be_retold_but_not_left_out() {
    let source = "As she stood wondering, he, who was still bemused after his dream and not yet in \
                  full possession of his faculties, got out of bed and began to adjust his clothes.";
    let retold = "彼时宝玉迷迷惑惑，遂起身整衣如常。";
    assert!(torn("Q20", source, retold).is_empty());
    assert_eq!(found("Q20", source, retold).len(), 1);
    assert_eq!(torn("Q20", source, "他起了床。").len(), 1);
}

#[test]
fn a_segment_that_holds_code_is_of_software_where_no_kind_is_said() {
    let (source, target) = ("See :ref:`here` (new)", "参见 :ref:`此处` (新)");
    assert!(
        torn("Q06", source, target)
            .iter()
            .all(|found| found.starts_with("info"))
    );
    let press = found("Q06", source, target);
    assert_eq!(press, ["error (", "error )"]);
}

#[test]
fn a_memory_of_many_texts_has_no_house_of_its_own() {
    let of = |spaced: usize| {
        let pairs = std::iter::repeat_n(("", "收录近13万项"), 50 - spaced);
        let pairs = pairs.chain(std::iter::repeat_n(("", "使用 Pod 的节点"), spaced));
        let en = "en".parse().unwrap();
        Customs::of(pairs, &en, &"zh-CN".parse().unwrap()).house()
    };
    assert_eq!(of(2), Some(House::None));
    assert_eq!(of(10), Some(House::Keep));
    assert_eq!(of(48), Some(House::Space));
}
