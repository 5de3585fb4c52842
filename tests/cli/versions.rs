//! A memory's text form under version control: what two people did comes together.

use super::folder::Folder;

/// A folder under Git, with the release exported as text and yiku as the merge driver, as README
/// says; two branches, `ours` and `theirs`, and the first checked out.
fn repository() -> Folder {
    let folder = Folder::with_release();
    folder.done("import release.en.txt --target release.zh-Hans.txt --from en --to zh-Hans");
    folder.done("export -o memory.jsonl");
    git(&folder, "init -q -b ours");
    git(&folder, "config user.name Li");
    git(&folder, "config user.email li@example.org");
    // README has `yiku` for `$YIKU`, which here is in no PATH.
    git(
        &folder,
        "config merge.yiku.driver '\"$YIKU\" memory merge %O %A %B'",
    );
    folder.write(".gitattributes", "*.jsonl merge=yiku\n");
    git(&folder, "add .gitattributes memory.jsonl");
    git(&folder, "commit -q -m base");
    git(&folder, "branch theirs");
    folder
}

fn git(folder: &Folder, line: &str) -> i32 {
    let ran = folder.ran(&mut folder.shell(&format!("git {line}")));
    ran.code()
}

/// Writes the memory as text again and commits it.
fn commit(folder: &Folder) {
    folder.done("export -o memory.jsonl");
    assert_eq!(git(folder, "commit -q -a -m work"), 0);
}

#[test]
fn git_merges_what_two_translators_did() {
    let folder = repository();
    folder.done("set 5 我们的译文。");
    commit(&folder);
    folder.done("undo");
    git(&folder, "checkout -q theirs");
    folder.done("set 9 他们的译文。");
    commit(&folder);
    git(&folder, "checkout -q ours");
    assert_eq!(git(&folder, "merge -q --no-edit theirs"), 0);
    let merged = folder.read("memory.jsonl");
    for text in ["我们的译文。", "他们的译文。"] {
        assert!(merged.contains(text), "{merged}");
    }
    assert_eq!(merged.lines().count(), 72);
}

#[test]
fn what_both_translated_is_a_conflict_for_git_and_the_file_stays_whole() {
    let folder = repository();
    folder.done("set 5 我们的译文。");
    commit(&folder);
    folder.done("undo");
    git(&folder, "checkout -q theirs");
    folder.done("set 5 他们的译文。");
    commit(&folder);
    git(&folder, "checkout -q ours");
    assert_ne!(git(&folder, "merge -q --no-edit theirs"), 0);
    let merged = folder.read("memory.jsonl");
    assert!(!merged.contains("<<<<"), "{merged}");
    let both = merged.lines().find(|line| line.contains("我们的译文。"));
    assert!(both.is_some_and(|line| line.contains("他们的译文。")));
    for line in merged.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

#[test]
fn a_file_that_is_no_text_form_leaves_ours_as_it_was() {
    let folder = repository();
    let before = folder.read("memory.jsonl");
    folder.write("theirs.jsonl", "{\"type\":\"unit\"\n");
    let ran = folder.run("memory merge memory.jsonl memory.jsonl theirs.jsonl");
    ran.refused("theirs.jsonl, line 1");
    assert_eq!(folder.read("memory.jsonl"), before);
}
