//! Whole projects, and none: `build`, `status`, `check`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

#[test]
fn build_does_what_the_manifest_says_and_nothing_twice() {
    let folder = Folder::with_project();
    assert_snapshot!(folder.transcript("
        build
        build
        status
        log
        build --json
    "), @r#"
    $ yiku build
    --- stderr ---
    visit
    notice: 5 segments in 4 paragraphs.
    notice: 5 of 5 segments have their Chinese.
    terms.csv: 11 concepts (11 new, 0 changed, 0 gone).
    ✓ notice: 5 of 5 segments translated (0 by hand), 53 words.
    The checks found nothing.
    3 files written, 0 up to date:
      + out/notice.tmx
      + out/notice.xlf
      + out/memory.jsonl
    $ yiku build
    --- stderr ---
    visit: nothing to do. The memory (5 segments, 11 concepts) and 3 files are up to date.
    The checks found nothing.
    $ yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
    $ yiku log
     number  when (UTC)        who  command      what
     1       2024-09-16 15:20  li   build visit  5 segments
    $ yiku build --json
    {"type":"import","document":"notice","unchanged":true,"segments":5,"new":[],"changed":[],"gone":0,"moved":0,"missing":null,"doubtful":null,"conflicts":null}
    {"type":"termbase","termbase":"terms.csv","unchanged":true,"concepts":11,"new":0,"changed":0,"gone":0,"already_there":0,"completed":0}
    {"type":"file","file":"out/notice.tmx","count":5,"written":false}
    {"type":"file","file":"out/notice.xlf","count":5,"written":false}
    {"type":"file","file":"out/memory.jsonl","count":5,"written":false}
    --- stderr ---
    visit: nothing to do. The memory (5 segments, 11 concepts) and 3 files are up to date.
    The checks found nothing.
    "#);
    std::fs::remove_file(folder.path("out/notice.xlf")).unwrap();
    folder.replace("notice.zh.txt", "在北京进行", "在北京举行");
    assert_snapshot!(folder.transcript("
        build
        build no-such-folder
        build out
    "), @r"
    $ yiku build
    --- stderr ---
    visit
    notice: 5 segments; no segment of the text changed.
    notice: 5 of 5 segments have their Chinese.
    notice: the Chinese of 1 segment changed with its file: 5.
    ✓ notice: 5 of 5 segments translated (0 by hand), 53 words.
    The checks found nothing.
    3 files written, 0 up to date:
      + out/notice.tmx
      + out/notice.xlf
      + out/memory.jsonl
    $ yiku build no-such-folder
    --- stderr ---
    error: there is no file no-such-folder/yiku.toml
    hint: `yiku init` writes a yiku.toml
    --- exit 2 ---
    $ yiku build out
    --- stderr ---
    error: there is no file out/yiku.toml
    hint: `yiku init` writes a yiku.toml
    --- exit 2 ---
    ");
}

#[test]
fn the_release_is_built_whole() {
    let folder = Folder::with_release();
    assert_snapshot!(folder.transcript("
        build
        status
        check
    "), @r"
    $ yiku build
    --- stderr ---
    WIPO Director General Wraps Up Visit to China
    release: 70 segments in 33 paragraphs.
    release: 70 of 70 segments have their Chinese.
    terms.csv: 447 concepts (447 new, 0 changed, 0 gone).
    ✓ release: 70 of 70 segments translated (0 by hand), 1879 words.
    The checks found 0 errors, 0 warnings and 2 remarks; `yiku check` shows them.
    6 files written, 0 up to date:
      + out/release.tmx
      + out/release.xlf
      + out/release.2.xlf
      + out/terms.tbx
      + out/release.jsonl
      + out/report.html
    $ yiku status
     document  segments  done        draft  left  words left  findings
     release   70        70 (100 %)  0      0     0           2
    $ yiku check
    release:24
      “It is not possible to talk about culture, creativity and innovation without partnership, collaboration and openness,” Mr. Tang concluded
      “没有伙伴关系、协作和开放，就谈不上文化、创造和创新，”邓先生最后说。
      i remark Q11: the source ends with no mark, the translation with a full stop
        “没有伙伴关系、协作和开放，就谈不上文化、创造和创新，”邓先生最后说▸。◂
    release:41
      He said WIPO's priority was to ensure that the human being remains at the center of creative expression
      他说，产权组织的优先事项是确保人始终处于创意表达的中心。
      i remark Q11: the source ends with no mark, the translation with a full stop
        他说，产权组织的优先事项是确保人始终处于创意表达的中心▸。◂
    --- stderr ---
    2 findings in 70 translated segments.
    ");
}

#[test]
fn without_a_project_the_memory_is_in_the_data_folder() {
    let folder = Folder::new();
    folder.write("a.txt", "One sentence. Another one.\n");
    assert_snapshot!(folder.transcript("
        status
        build
        import a.txt --to fr
        import a.txt --name b
        status
        --memory other.yiku import a.txt --quiet
        --memory other.yiku list 2
    "), @r"
    $ yiku status
    --- stderr ---
    error: there is no memory [HERE]/home/yiku/memory.yiku
    hint: `yiku init` makes a project here; `yiku import FILE` makes your own memory; --memory FILE names another
    --- exit 2 ---
    $ yiku build
    --- stderr ---
    error: there is no yiku.toml here or above
    hint: `yiku init` writes one; `yiku build FOLDER` builds another project
    --- exit 2 ---
    $ yiku import a.txt --to fr
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    a: 2 segments in 1 paragraph.
    $ yiku import a.txt --name b
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    b: 2 segments in 1 paragraph.
    $ yiku status
     document  segments  done     draft  left  words left  findings
     a         2         0 (0 %)  0      2     4           0
     b         2         0 (0 %)  0      2     4           0
    $ yiku --memory other.yiku import a.txt --quiet
    $ yiku --memory other.yiku list 2
    --- stderr ---
    error: there is no document “2” (there is a)
    hint: `yiku show 2` shows that segment
    --- exit 2 ---
    ");
}
