//! Documents that are more than their text: `import`, and `export --format document`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;
use crate::cli::office::tracked;

const PAGE: &str = "<!DOCTYPE html>
<html lang=\"en\"><head><title>WIPO in China</title></head>
<body>
<h1>WIPO <em>Director General</em> Concludes Visit</h1>
<p>The <b>Director General</b> met officials. He <a href=\"/g\">left
  for Geneva. He thanked</a> them.<img src=\"seal.png\"></p>
<p>Nobody translates this.</p>
</body></html>
";

fn page() -> Folder {
    let folder = Folder::new();
    folder.write("page.en.html", PAGE);
    folder
}

#[test]
fn a_page_goes_in_and_comes_out_in_chinese() {
    let folder = page();
    assert_snapshot!(folder.transcript("
        import page.en.html
        set 1 产权组织在中国
        set 2 产权组织{1}总干事{/1}结束访问
        set 3 {1}总干事{/1}会见了官员。
        set 4 他{1}前往日内瓦。
        set 5 他感谢{/1}他们。
        list
        export --format document
        export --format document
        export --format document -o -
    "), @r#"
    $ yiku import page.en.html
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    page: 6 segments in 4 paragraphs.
    page: formatting reaches from one segment into another (4, 5): each has one half of the code.
    $ yiku set 1 产权组织在中国
    page:1  ✓ translated by li, 2024-09-16 15:20
      WIPO in China
      产权组织在中国
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku set 2 产权组织{1}总干事{/1}结束访问
    page:2  ✓ translated by li, 2024-09-16 15:20
      WIPO {1}Director General{/1} Concludes Visit
      产权组织{1}总干事{/1}结束访问
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku set 3 {1}总干事{/1}会见了官员。
    page:3  ✓ translated by li, 2024-09-16 15:20
      The {1}Director General{/1} met officials.
      {1}总干事{/1}会见了官员。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku set 4 他{1}前往日内瓦。
    page:4  ✓ translated by li, 2024-09-16 15:20
      He {1}left for Geneva.
      他{1}前往日内瓦。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku set 5 他感谢{/1}他们。
    page:5  ✓ translated by li, 2024-09-16 15:20
      He thanked{/1} them.
      他感谢{/1}他们。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku list
    page:1  ✓ translated by li, 2024-09-16 15:20
      WIPO in China
      产权组织在中国
    page:2  ✓ translated by li, 2024-09-16 15:20
      WIPO {1}Director General{/1} Concludes Visit
      产权组织{1}总干事{/1}结束访问
    page:3  ✓ translated by li, 2024-09-16 15:20
      The {1}Director General{/1} met officials.
      {1}总干事{/1}会见了官员。
    page:4  ✓ translated by li, 2024-09-16 15:20
      He {1}left for Geneva.
      他{1}前往日内瓦。
    page:5  ✓ translated by li, 2024-09-16 15:20
      He thanked{/1} them.
      他感谢{/1}他们。
    page:6  ○ untranslated
      Nobody translates this.
    $ yiku export --format document
    --- stderr ---
    Wrote page.zh-Hans.html (1 document).
    warning: the source text stands where there is no translation to use: 1 segment
    $ yiku export --format document
    --- stderr ---
    Up to date: page.zh-Hans.html (1 document).
    warning: the source text stands where there is no translation to use: 1 segment
    $ yiku export --format document -o -
    <!DOCTYPE html>
    <html lang="zh-Hans"><head><title>产权组织在中国</title></head>
    <body>
    <h1>产权组织<em>总干事</em>结束访问</h1>
    <p><b>总干事</b>会见了官员。他<a href="/g">前往日内瓦。他感谢</a>他们。<img src="seal.png"></p>
    <p>Nobody translates this.</p>
    </body></html>
    --- stderr ---
    warning: the source text stands where there is no translation to use: 1 segment
    "#);
    assert_snapshot!(folder.read("page.zh-Hans.html"), @r#"
    <!DOCTYPE html>
    <html lang="zh-Hans"><head><title>产权组织在中国</title></head>
    <body>
    <h1>产权组织<em>总干事</em>结束访问</h1>
    <p><b>总干事</b>会见了官员。他<a href="/g">前往日内瓦。他感谢</a>他们。<img src="seal.png"></p>
    <p>Nobody translates this.</p>
    </body></html>
    "#);
    // The page was kept: the file is not needed any more.
    std::fs::remove_file(folder.path("page.en.html")).unwrap();
    folder.done("export --format document -o again.html");
    assert_eq!(folder.read("again.html"), folder.read("page.zh-Hans.html"));
}

#[test]
fn what_a_translation_does_to_the_codes_is_told_by_segment() {
    let folder = page();
    folder.done("import page.en.html");
    assert_snapshot!(folder.transcript("
        set 3 总干事{1}会见了官员。
        set 3 总干事{7/}会见了官员。
        set 4 他前往日内瓦。
        export --format document
    "), @"
    $ yiku set 3 总干事{1}会见了官员。
    page:3  ✓ translated by li, 2024-09-16 15:20
      The {1}Director General{/1} met officials.
      总干事{1}会见了官员。
      ✗ error Q28: the code “1” is not in the translation
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku set 3 总干事{7/}会见了官员。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    error: page:3: there is no code {7/} in this segment
    --- exit 2 ---
    $ yiku set 4 他前往日内瓦。
    page:4  ✓ translated by li, 2024-09-16 15:20
      He {1}left for Geneva.
      他前往日内瓦。
      ✗ error Q28: the code “1” is not in the translation
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku export --format document
    --- stderr ---
    Wrote page.zh-Hans.html (1 document).
    warning: the source text stands where there is no translation to use: 4 segments
    warning: segment 3: the translation has one half of bold {/1} only; the other was added
    warning: segment 4: the translation has one half of link {1} only; the other was added
    ");
    assert_snapshot!(folder.read("page.zh-Hans.html"), @r#"
    <!DOCTYPE html>
    <html lang="zh-Hans"><head><title>WIPO in China</title></head>
    <body>
    <h1>WIPO <em>Director General</em> Concludes Visit</h1>
    <p>总干事<b>会见了官员。</b>他前往日内瓦。<a href="/g">He thanked</a> them.<img src="seal.png"></p>
    <p>Nobody translates this.</p>
    </body></html>
    "#);
}

#[test]
fn text_that_says_nothing_shows_that_all_is_reached() {
    let folder = page();
    folder.done("import page.en.html");
    assert_snapshot!(folder.transcript("
        pretranslate --pseudo
        export --format document
        undo
        export --format document -o - --document page
    "), @r#"
    $ yiku pretranslate --pseudo
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    Filled 6 segments with text that says nothing; `yiku undo` takes it back.
    $ yiku export --format document
    --- stderr ---
    Wrote page.zh-Hans.html (1 document).
    $ yiku undo
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    Took back change 2: pretranslate --pseudo (6 segments).
    $ yiku export --format document -o - --document page
    <!DOCTYPE html>
    <html lang="zh-Hans"><head><title>WIPO in China</title></head>
    <body>
    <h1>WIPO <em>Director General</em> Concludes Visit</h1>
    <p>The <b>Director General</b> met officials. He <a href="/g">left
      for Geneva. He thanked</a> them.<img src="seal.png"></p>
    <p>Nobody translates this.</p>
    </body></html>
    --- stderr ---
    warning: the source text stands where there is no translation to use: 6 segments
    "#);
    assert_snapshot!(folder.read("page.zh-Hans.html"), @r#"
    <!DOCTYPE html>
    <html lang="zh-Hans"><head><title>［伪译 文 本甲］</title></head>
    <body>
    <h1>［伪译 <em>文本甲 乙丙丁</em> 山水风 云日］</h1>
    <p>［伪 <b>译文本 甲乙丙</b> 丁 山水风.］［伪 <a href="/g">译文 本 甲乙.］［伪 译文本</a> 甲乙.］<img src="seal.png"></p>
    <p>［伪译 文本甲乙 丙丁.］</p>
    </body></html>
    "#);
}

#[test]
fn the_texts_of_a_program_are_values_by_key() {
    let folder = Folder::new();
    folder.write(
        "app.json",
        "{\n  \"hello\": \"Hello {name}, you have %d files.\",\n  \"broken\": \"A \\\"quote\\\"\"\n}\n",
    );
    folder.write("wrong.json", "{\n  \"hello\": [\"Hello\"\n}\n");
    assert_snapshot!(folder.transcript("
        import app.json
        set 1 {1/}，你好！你有{2/}个文件。
        set 2 “引”\"号\"
        export --format document -o -
        import wrong.json
    "), @r#"
    $ yiku import app.json
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    app: 2 segments in 2 paragraphs.
    $ yiku set 1 {1/}，你好！你有{2/}个文件。
    app:1  ✓ translated by li, 2024-09-16 15:20
      Hello {1/}, you have {2/} files.
      {1/}，你好！你有{2/}个文件。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku set 2 “引”"号"
    app:2  ✓ translated by li, 2024-09-16 15:20
      A "quote"
      “引”"号"
      ! warning Q08: quotation marks are “ ” and ‘ ’
        “引”▸"◂号"
      ! warning Q08: quotation marks are “ ” and ‘ ’
        “引”"号▸"◂
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku export --format document -o -
    {
      "hello": "{name}，你好！你有%d个文件。",
      "broken": "“引”\"号\""
    }
    $ yiku import wrong.json
    --- stderr ---
    error: wrong.json, line 3: there is no bracket that “}” closes
    --- exit 2 ---
    "#);
}

#[test]
fn a_document_of_word_goes_in_and_comes_out_in_chinese() {
    let folder = Folder::new();
    folder.write("visit.docx", tracked());
    assert_snapshot!(folder.transcript("
        import visit.docx
        set 1 {1}总干事{/1}还会见了官员。
        export --format document
        segment visit.zh-Hans.docx
    "), @"
    $ yiku import visit.docx
    --- stderr ---
    warning: visit.docx: it has changes that nobody has accepted or rejected; it was read as if all were accepted
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    visit: 1 segment in 1 paragraph.
    $ yiku set 1 {1}总干事{/1}还会见了官员。
    visit:1  ✓ translated by li, 2024-09-16 15:20
      The {1}Director General{/1} also met officials.
      {1}总干事{/1}还会见了官员。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku export --format document
    --- stderr ---
    Wrote visit.zh-Hans.docx (1 document).
    $ yiku segment visit.zh-Hans.docx
    总干事还会见了官员。
    ");
}

#[test]
fn lines_of_subtitles_are_as_long_as_is_asked_for() {
    let folder = Folder::new();
    folder.write(
        "film.srt",
        "1\n00:00:01,000 --> 00:00:03,000\nThe Director General left for Geneva.\n",
    );
    assert_snapshot!(folder.transcript("
        import film.srt
        set 1 总干事结束了对中国的访问，随后前往日内瓦参加会议。
        export --format document -o -
        export --format document --line-length 16 -o -
    "), @"
    $ yiku import film.srt
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    film: 1 segment in 1 paragraph.
    $ yiku set 1 总干事结束了对中国的访问，随后前往日内瓦参加会议。
    film:1  ✓ translated by li, 2024-09-16 15:20
      The Director General left for Geneva.
      总干事结束了对中国的访问，随后前往日内瓦参加会议。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku export --format document -o -
    1
    00:00:01,000 --> 00:00:03,000
    总干事结束了对中国的访问，随后前往日内瓦参加会议。
    $ yiku export --format document --line-length 16 -o -
    1
    00:00:01,000 --> 00:00:03,000
    总干事结束了对中国的访问，
    随后前往日内瓦参加会议。
    ");
}

#[test]
fn a_document_is_cut_block_by_block_and_the_reason_named_at_each_cut() {
    let folder = Folder::new();
    folder.write(
        "page.md",
        "# A visit\n\nIt ended, e.g. today. Then\nhe left.\n\n- Thanks\n",
    );
    assert_snapshot!(folder.transcript("
        segment page.md --lang en
        segment page.md --lang en --explain
    "), @"
    $ yiku segment page.md --lang en
    A visit

    It ended, e.g. today.
    Then he left.

    Thanks
    $ yiku segment page.md --lang en --explain
    paragraph cut: A visit‖It ended, e.g. today
    no-space no cut: A visit It ended, e.·g. today. Then he le
    abbreviation no cut: A visit It ended, e.g.·today. Then he left.
    full-stop cut: A visit It ended, e.g. today.‖Then he left. Thanks
    paragraph cut: ded, e.g. today. Then he left.‖Thanks
    paragraph cut: g. today. Then he left. Thanks‖
    ");
}

#[test]
fn lines_that_were_broken_for_their_length_are_joined_where_that_is_asked_for() {
    let folder = Folder::new();
    folder.write(
        "mail.txt",
        "The Director General\nconcluded his visit to\nChina on Monday and\nthen left for\nGeneva.\n\nHe thanked the\nministry.\n",
    );
    assert_snapshot!(folder.transcript("
        import mail.txt
        import mail.txt --blank-line-paragraphs
        list
    "), @"
    $ yiku import mail.txt
    --- stderr ---
    warning: the lines of mail.txt look broken for their length, and each is read as a paragraph; --blank-line-paragraphs lets only a blank line end one
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    mail: 7 segments in 7 paragraphs.
    $ yiku import mail.txt --blank-line-paragraphs
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    mail: 2 segments; 1 new (1), 1 changed (2), 6 gone.
    The earlier texts of the changed segments are kept with their translations; `yiku show` has them.
    $ yiku list
    mail:1  ○ untranslated
      The Director General
      concluded his visit to
      China on Monday and
      then left for
      Geneva.
    mail:2  ○ untranslated
      He thanked the
      ministry.
    ");
}

#[test]
fn a_text_goes_out_in_the_encoding_in_which_it_came() {
    let folder = Folder::new();
    let wide = |text: &str| -> Vec<u8> {
        let units = format!("\u{FEFF}{text}");
        units.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    folder.write("note.txt", wide("Thanks.\r\n"));
    folder.write("old.txt", b"caf\xe9\n");
    assert_snapshot!(folder.transcript("
        import note.txt
        set note:1 谢谢。
        export --format document --document note
        import old.txt --encoding windows-1252
        set old:1 咖啡馆
        export --format document --document old
    "), @"
    $ yiku import note.txt
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    note: 1 segment in 1 paragraph.
    $ yiku set note:1 谢谢。
    note:1  ✓ translated by li, 2024-09-16 15:20
      Thanks.
      谢谢。
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku export --format document --document note
    --- stderr ---
    Wrote note.zh-Hans.txt (1 document).
    $ yiku import old.txt --encoding windows-1252
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    old: 1 segment in 1 paragraph.
    $ yiku set old:1 咖啡馆
    old:1  ✓ translated by li, 2024-09-16 15:20
      café
      咖啡馆
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    $ yiku export --format document --document old
    --- stderr ---
    Wrote old.zh-Hans.txt (1 document).
    warning: the encoding of the document has not all of the characters; it is written in UTF-8
    ");
    let written = std::fs::read(folder.path("note.zh-Hans.txt")).unwrap();
    assert_eq!(written, wide("谢谢。\r\n"));
}

#[test]
fn values_are_paired_with_their_translations_by_their_keys() {
    let folder = Folder::new();
    folder.write(
        "app.json",
        r#"{"open": "Open the file", "files": "{n, plural, one {# file} other {# files}}", "new": "New"}"#,
    );
    folder.write(
        "app.zh.json",
        r#"{"files": "{n, plural, other {# 个文件}}", "open": "打开文件"}"#,
    );
    assert_snapshot!(folder.transcript("
        import app.json --target app.zh.json
        list
        export --format document -o -
    "), @r#"
    $ yiku import app.json --target app.zh.json
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    app: 4 segments in 4 paragraphs.
    app: 2 of 4 segments have their Chinese.
    warning: app: the file has no Chinese for 2 segments: 2, 4
    $ yiku list
    app:1  ✓ translated (aligned NN %)
      Open the file
      打开文件
    app:2  ○ untranslated
      {1/} file
    app:3  ✓ translated (aligned NN %)
      {1/} files
      {1/} 个文件
    app:4  ○ untranslated
      New
    $ yiku export --format document -o -
    {"open": "打开文件", "files": "{n, plural, one {# file} other {# 个文件}}", "new": "New"}⏎
    --- stderr ---
    warning: the source text stands where there is no translation to use: 2 segments
    "#);
}

#[test]
fn values_under_the_name_of_their_language_are_paired_and_say_the_other() {
    let folder = Folder::new();
    folder.write(
        "en.yml",
        "en:\n  hello: Hello, %{name}!\n  quit: Quit without saving?\n",
    );
    folder.write(
        "zh-CN.yml",
        "zh-CN:\n  quit: 不保存就退出吗？\n  hello: 你好，%{name}！\n",
    );
    assert_snapshot!(folder.transcript("
        import en.yml --target zh-CN.yml --to zh-CN
        export --format document -o -
    "), @r#"
    $ yiku import en.yml --target zh-CN.yml --to zh-CN
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    New memory: [HERE]/home/yiku/memory.yiku
    en: 2 segments in 2 paragraphs.
    en: 2 of 2 segments have their Chinese.
    $ yiku export --format document -o -
    zh-CN:
      hello: "你好，%{name}！"
      quit: 不保存就退出吗？
    "#);
}

#[test]
fn what_stands_between_segments_keeps_its_white_space() {
    let folder = Folder::new();
    folder.write(
        "yiku.toml",
        "[project]\nname = \"guide\"\nfrom = \"en\"\nto = \"fr\"\n",
    );
    let page = "<p>The pane grows. <br> <img src=\"a.gif\"> Press it again.<br> \
                <br> It shrinks. <img src=\"b.gif\"> </p>\n";
    let text =
        "The API may change. Try it!\\\n:warning: It is new. :warning: It is slow. :warning:\n";
    folder.write("page.html", page);
    folder.write("text.md", text);
    folder.done("import page.html text.md");
    folder.done("export --document page --format document -o page.fr.html");
    folder.done("export --document text --format document -o text.fr.md");
    assert_eq!(folder.read("page.fr.html"), page);
    assert_eq!(folder.read("text.fr.md"), text);
}
