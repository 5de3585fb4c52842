//! Inline codes and texts as people write them on the command line.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

const GUIDE: &str =
    "# Fees\n\nClick **here** to pay {now}. The fee is 40 francs.\n\n- Thank you.\n";

fn with_guide() -> Folder {
    let folder = Folder::new();
    folder.write(
        "yiku.toml",
        "[project]\nname = \"guide\"\nfrom = \"en\"\nto = \"zh-Hans\"\n",
    );
    folder.write("guide.md", GUIDE);
    folder.done("import guide.md");
    folder.done("set 2 '点{1}此处{/1}支付 {{now}}'");
    folder
}

#[test]
fn codes_are_shown_wherever_a_segment_is() {
    let folder = with_guide();
    assert_snapshot!(folder.transcript("
        list
        search here
        search 此处支付
        match 'Click there to pay {now}.'
        check
        show 2
    "), @"
    $ yiku list
    guide:1  ○ untranslated
      Fees
    guide:2  ✓ translated by li, 2024-09-16 15:20
      Click {1}here{/1} to pay {{now}}.
      点{1}此处{/1}支付 {{now}}
    guide:3  ○ untranslated
      The fee is 40 francs.
    guide:4  ○ untranslated
      Thank you.
    $ yiku search here
    guide:2
      Click ▸{1}here◂{/1} to pay {{now}}.
      点{1}此处{/1}支付 {{now}}
    --- stderr ---
    1 segment.
    $ yiku search 此处支付
    guide:2
      Click {1}here{/1} to pay {{now}}.
      点▸{1}此处{/1}支付◂ {{now}}
    --- stderr ---
    1 segment.
    $ yiku match 'Click there to pay {now}.'
    80 %, band 75-84, net 79 (−1 codes)  guide:2
      Click [-{1}here{/1}-]{+there+} to pay {{now}}.
      点{1}此处{/1}支付 {{now}}
      ✓ translated by li, 2024-09-16 15:20
    $ yiku check
    guide:2
      Click {1}here{/1} to pay {{now}}.
      点{1}此处{/1}支付 {{now}}
      ! warning Q11: the source ends with a full stop, the translation with no mark
        点{1}此处{/1}支付 {{now▸}}◂
    --- stderr ---
    1 finding in 1 translated segment.
    --- exit 1 ---
    $ yiku show 2
    guide:2  ✓ translated by li, 2024-09-16 15:20
      Click {1}here{/1} to pay {{now}}.
      点{1}此处{/1}支付 {{now}}
      codes: {1} bold
      ! warning Q11: the source ends with a full stop, the translation with no mark
        点{1}此处{/1}支付 {{now▸}}◂
    ");
}

#[test]
fn a_text_may_be_several_words_and_begin_with_a_dash() {
    let folder = with_guide();
    assert_snapshot!(folder.transcript("
        match The fee is 40 euros. --min 80
        set 4 '- 谢谢。' --json
        set 4 -谢谢。
        match Thank you. --previous '- Yes.' --min 101
        set 4 谢谢。 --jsno
    "), @r#"
    $ yiku match The fee is 40 euros. --min 80
    --- stderr ---
    No segment in memory.yiku is like this text by 80 % or more.
    hint: `yiku search` finds words inside segments
    --- exit 1 ---
    $ yiku set 4 '- 谢谢。' --json
    {"type":"segment","segment":"guide:4","unit":"ef864a5ba5d7a9759d6dc07ef4bb6cc2","paragraph":3,"source":"Thank you.","target":"- 谢谢。","state":"translated","made_by":"human","score":null,"author":"li","date":"2024-09-16T15:20:00Z","alternatives":[],"put_right":null}
    $ yiku set 4 -谢谢。
    guide:4  ✓ translated by li, 2024-09-16 15:20
      Thank you.
      -谢谢。
    $ yiku match Thank you. --previous '- Yes.' --min 101
    --- stderr ---
    No segment in memory.yiku is like this text by 101 % or more.
    hint: the nearest has 100 %: --min 100 shows it
    --- exit 1 ---
    $ yiku set 4 谢谢。 --jsno
    --- stderr ---
    error: unexpected argument '--jsno' found

      tip: a similar argument exists: '--json'

    Usage: yiku set --json <SEGMENT> <TEXT>...

    For more information, try '--help'.
    --- exit 2 ---
    "#);
}

#[test]
fn a_document_goes_out_as_what_it_came_as_by_its_ending() {
    let folder = with_guide();
    folder.write(
        "page.html",
        "<!DOCTYPE html>\n<html lang=en><title>Page</title>\n<p>Thank you.</p>\n</html>\n",
    );
    folder.done("import page.html");
    assert_snapshot!(folder.transcript("
        export --document guide -o guide.zh.md
        export --document page -o page.zh.html
        export -o both.html
        export --document guide -o report.html
        export --document guide --to fr -o guide.fr.md
    "), @"
    $ yiku export --document guide -o guide.zh.md
    --- stderr ---
    Wrote guide.zh.md (1 document).
    warning: the source text stands where there is no translation to use: 3 segments
    $ yiku export --document page -o page.zh.html
    --- stderr ---
    Wrote page.zh.html (1 document).
    hint: this is the document; --format report writes that instead
    warning: the source text stands where there is no translation to use: 2 segments
    $ yiku export -o both.html
    --- stderr ---
    Wrote both.html (1 document).
    hint: this is --format report; --format document --document page writes the document
    $ yiku export --document guide -o report.html
    --- stderr ---
    Wrote report.html (1 document).
    $ yiku export --document guide --to fr -o guide.fr.md
    --- stderr ---
    error: no document is translated from en into fr; there is guide (en → zh-Hans)
    hint: without --from and --to it goes out in its own; what imported memories have in other languages goes into TMX, JSONL, PO or a table
    --- exit 2 ---
    ");
    assert!(folder.read("guide.zh.md").contains("点**此处**支付"));
    assert!(folder.read("page.zh.html").contains("<p>Thank you.</p>"));
    assert!(folder.read("report.html").len() > folder.read("page.zh.html").len());
}

#[test]
fn an_export_of_the_project_is_the_document_where_it_ends_so() {
    let folder = Folder::new();
    folder.write("guide.html", "<p>Open the <b>lid</b>.</p>\n");
    folder.write(
        "yiku.toml",
        "[project]\nname = \"guide\"\nfrom = \"en\"\nto = \"zh-Hans\"\n\n\
         [[document]]\nsource = \"guide.html\"\n\n\
         [[export]]\nfile = \"guide.zh.html\"\nline_length = 20\n\n\
         [[export]]\nfile = \"report.html\"\nformat = \"report\"\n\n\
         [[export]]\nfile = \"guide.xlf\"\ntags = \"fr=fr-CA\"\n",
    );
    assert_snapshot!(folder.transcript("
        build
        build
    "), @r#"
    $ yiku build
    --- stderr ---
    warning: guide.zh.html: line_length changes nothing here: the document is no subtitles
    warning: guide.xlf: tags fr=fr-CA changes nothing here: what is written is in en, zh-Hans
    guide
    guide: 1 segment in 1 paragraph.
    guide: 0 of 1 segment translated (0 by hand), 3 words.
    The checks found nothing.
    3 files written, 0 up to date:
      + guide.zh.html
    hint: guide.zh.html is the document; `format = "report"` in yiku.toml makes it that instead
      + report.html
      + guide.xlf
    $ yiku build
    --- stderr ---
    warning: guide.zh.html: line_length changes nothing here: the document is no subtitles
    warning: guide.xlf: tags fr=fr-CA changes nothing here: what is written is in en, zh-Hans
    guide: nothing to do. The memory (1 segment, 0 concepts) and 3 files are up to date.
    The checks found nothing.
    "#);
    assert_eq!(
        folder.read("guide.zh.html"),
        "<p>Open the <b>lid</b>.</p>\n"
    );
    assert!(folder.read("report.html").contains("<title>guide</title>"));
}

#[test]
fn codes_are_shown_where_memories_are_put_in_order() {
    let folder = Folder::new();
    let tmx = |chinese: &str| {
        format!(
            "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" \
             o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" datatype=\"html\"/><body>{}</body></tmx>",
            format!(
                "<tu><tuv xml:lang=\"en\"><seg>Open the <ph x=\"1\">&lt;img/&gt;</ph>lid.</seg></tuv>\
                 <tuv xml:lang=\"zh-CN\"><seg>{chinese}</seg></tuv></tu>"
            )
            .repeat(2)
        )
    };
    folder.write("a.tmx", tmx("打开<ph x=\"1\">&lt;img/&gt;</ph>盖子。"));
    folder.write("b.tmx", tmx("打开盖子。"));
    folder.done("--memory a.yiku import a.tmx");
    folder.done("--memory b.yiku import b.tmx");
    assert_snapshot!(folder.transcript("
        memory diff a.yiku b.yiku
        --memory a.yiku memory dedupe --dry-run
        --memory b.yiku memory tidy
        --memory b.yiku memory tidy --json
    "), @r#"
    $ yiku memory diff a.yiku b.yiku
    ~ a.tmx  translated
      Open the {1/}lid.
      打开[-{1/}-]盖子。
    --- stderr ---
    0 only in a.yiku, 0 only in b.yiku, 1 translated otherwise, 0 in another state, 0 the same.
    --- exit 1 ---
    $ yiku --memory a.yiku memory dedupe --dry-run
    a.tmx  2 times
      Open the {1/}lid.
      打开{1/}盖子。
    --- stderr ---
    1 of 2 units would be removed: 1 stay for them. Nothing was changed.
    $ yiku --memory b.yiku memory tidy
    b.tmx  codes: 1 in the text, 0 in the translation
      Open the {1/}lid.
      打开盖子。
    b.tmx  codes: 1 in the text, 0 in the translation
      Open the {1/}lid.
      打开盖子。
    --- stderr ---
    2 findings in 2 units: 2 codes in imported memories.
    hint: --remove takes those of imported memories out; `yiku undo` brings them back
    --- exit 1 ---
    $ yiku --memory b.yiku memory tidy --json
    {"type":"untidy","kind":"codes","segment":null,"document":null,"memory":"b.tmx","unit":"97900eb0b5b9ba8774e799f75e87538e","message":"1 in the text, 0 in the translation","source":"Open the {1/}lid.","target":"打开盖子。"}
    {"type":"untidy","kind":"codes","segment":null,"document":null,"memory":"b.tmx","unit":"721d8268a14b61baef61d1b651c56eb7","message":"1 in the text, 0 in the translation","source":"Open the {1/}lid.","target":"打开盖子。"}
    {"type":"tidied","dry_run":true,"units":2,"imported":{"codes":2},"documents":{},"removed":0,"locked":0}
    --- stderr ---
    2 findings in 2 units: 2 codes in imported memories.
    hint: --remove takes those of imported memories out; `yiku undo` brings them back
    --- exit 1 ---
    "#);
}
