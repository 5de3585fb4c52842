//! Checking: what is explained, put right, accepted, and files that are not imported.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

/// A project whose translation has a few slips.
fn with_slips() -> Folder {
    let folder = Folder::with_project();
    folder.done("build");
    folder.done("set 2 '截至 2024年年中,小米已获得4万多件专利授权和5.1万件商标注册。'");
    folder
}

#[test]
fn checks_are_listed_and_explained() {
    let folder = Folder::with_project();
    folder.replace(
        "yiku.toml",
        "[project]",
        "[check]\nprofile = \"contract\"\n\n[check.severity]\nQ25 = \"off\"\n\n[project]",
    );
    assert_snapshot!(folder.transcript(
        "
        check --explain Q07
        check --explain Q25 --json
        check --explain Q99
        check --rules
    "
    ));
}

#[test]
fn what_is_safe_is_put_right_and_can_be_undone() {
    let folder = with_slips();
    assert_snapshot!(folder.transcript(
        "
        check --fix -n
        check --fix
        check
        undo
        check --format table
        check --fix --json
    "
    ));
}

#[test]
fn what_is_accepted_stays_silent_until_a_text_changes() {
    let folder = with_slips();
    assert_snapshot!(folder.transcript(
        "
        check --only q09
        check notice:2 --only Q09 --waive --note 'the client wants it'
        check notice --json
        set 2 '截至 2024年年中,小米获得了4万多件专利授权和5.1万件商标注册。'
        check --only Q09
    "
    ));
    assert_snapshot!(folder.read("waivers.tsv"), @"");
}

#[test]
fn a_file_is_checked_as_it_is() {
    let folder = Folder::with_project();
    folder.write(
        "back.csv",
        "source,target\n\"He said so, twice.\",\"他说了,两次。\"\n40%,40\n",
    );
    folder.write("back.po", "msgid \"\"\nmsgstr \"Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Delete {0} files?\"\nmsgstr \"删除文件？\"\n");
    assert_snapshot!(folder.transcript(
        "
        check back.csv back.po
        check back.po --format sarif
        check back.csv --format html -o findings.html
        check notice.en.txt
        check nothing.tmx
        check back.csv --fix
    "
    ));
    assert!(folder.read("findings.html").contains("half-width “,”"), @"");
}
