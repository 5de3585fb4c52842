//! What keeps a person from losing work by a slip: exports that would go over a file, files the
//! wrong way round, texts that changed under a translation.

use super::folder::{Folder, NOTICE};

#[test]
fn an_export_goes_over_no_memory_and_nothing_the_project_is_made_from() {
    let folder = Folder::with_project();
    folder.done("build");
    for (line, file) in [
        ("export --format tmx -o memory.yiku", "memory.yiku"),
        ("export --format tmx -o yiku.toml", "yiku.toml"),
        (
            "export --format text -o notice.en.txt --force",
            "notice.en.txt",
        ),
        (
            "export --format text -o notice.zh.txt --force",
            "notice.zh.txt",
        ),
        (
            "export --format terms-csv -o terms.csv --force",
            "terms.csv",
        ),
    ] {
        let before = std::fs::read(folder.path(file)).unwrap();
        folder.run(line).refused("is not written over");
        assert_eq!(std::fs::read(folder.path(file)).unwrap(), before, "{file}");
    }
    folder.replace("yiku.toml", "out/notice.tmx", "notice.zh.txt");
    folder.run("build").refused("is not written over");
}

#[test]
fn a_text_that_is_there_is_written_over_only_when_asked() {
    let folder = Folder::with_memory();
    folder.write("mine.txt", "my own notes");
    folder.run("export -o mine.txt").refused("is there already");
    assert_eq!(folder.read("mine.txt"), "my own notes");
    folder.done("export -o mine.txt --force");
    folder.done("export -o mine.txt");
    assert!(folder.read("mine.txt").contains("小米"));
}

#[test]
fn what_a_person_translated_stays_in_sight_when_its_text_changes() {
    let folder = Folder::with_project();
    folder.done("build");
    folder.done("set 4 雷军先生表示：“知识产权对公司至关重要。”");
    folder.replace(
        "notice.en.txt",
        "utmost importance",
        "the utmost importance",
    );
    let built = folder.run("build");
    assert!(built.stderr.contains("a draft now"), "{built}");
    let shown = folder.done("show 4");
    assert!(
        shown.contains("draft") && shown.contains("至关重要") && shown.contains("极为重要"),
        "{shown}"
    );
    // Said once; and what the person decides then stands.
    let again = folder.run("build");
    assert!(!again.stderr.contains("a draft now"), "{again}");
    folder.done("confirm 4");
    folder.done("build");
    assert!(folder.read("out/notice.tmx").contains("至关重要"));
}

#[test]
fn a_paragraph_that_moves_keeps_its_translation_where_the_translation_did_not_move() {
    let folder = Folder::with_project();
    folder.done("build");
    let mut paragraphs: Vec<&str> = NOTICE.lines().collect();
    let moved = paragraphs.remove(3);
    paragraphs.insert(1, moved);
    folder.write("notice.en.txt", paragraphs.join("\n") + "\n");
    folder.done("build");
    let listed = folder.done("list");
    let at = listed.find(moved).unwrap();
    let next = listed[at..].lines().nth(1).unwrap();
    assert_eq!(next.trim(), "访问于2024年9月14日在北京进行。", "{listed}");
}

#[test]
fn files_the_wrong_way_round_are_noticed() {
    let folder = Folder::with_notice();
    let ran = folder.run("import notice.zh.txt --target notice.en.txt");
    ran.refused("looks like the translation");
    let ran = folder.run("import notice.zh.txt");
    assert!(ran.stderr.contains("does not look like English"), "{ran}");
    let folder = Folder::with_notice();
    folder
        .run("import notice.en.txt notice.zh.txt")
        .refused("would be called “notice”");
    assert!(!folder.path("memory.yiku").exists());
}

#[test]
fn a_chinese_text_is_translated_into_english_and_never_into_chinese() {
    let folder = Folder::with_notice();
    folder.done("import notice.zh.txt --from zh");
    folder.done("set 1 Notice");
    let source = folder.read("notice.zh.txt");
    let first = source.lines().next().unwrap();
    let listed = folder.done("list");
    assert_eq!(listed.matches(first).count(), 1, "{listed}");
    assert!(listed.contains("Notice"), "{listed}");
    folder.done("undo");
    folder.done("undo");
    folder
        .run("import notice.zh.txt --from zh --to zh-Hans")
        .refused("Chinese cannot be translated into itself");
    // From simplified into traditional it may be.
    folder.done("import notice.zh.txt --from zh-Hans --to zh-Hant");
}

#[test]
fn the_name_of_a_document_leads_into_no_folder() {
    let folder = Folder::with_notice();
    folder.done("import notice.en.txt --name ../notice");
    folder.done("set ../notice:1 公告");
    let said = folder.done("export --format document --to zh-Hans");
    assert!(folder.path(".._notice.zh-Hans.txt").exists(), "{said}");
}

#[test]
fn an_omegat_project_keeps_its_settings_and_other_folders_are_left_alone() {
    let folder = Folder::with_memory();
    folder.done("export --for omegat oproj");
    folder.replace(
        "oproj/omegat.project",
        "<sentence_seg>false",
        "<sentence_seg>true",
    );
    let before = folder.read("oproj/omegat.project");
    folder.done("export --for omegat oproj");
    assert_eq!(folder.read("oproj/omegat.project"), before);
    folder.write("mine/notes.txt", "notes");
    folder
        .run("export --for omegat mine")
        .refused("holds other files");
}
