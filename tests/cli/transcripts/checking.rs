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
    ), @r#"
    $ yiku check --explain Q07
    Q07  unbalanced brackets or quotation marks
      What opens must close, in the segment or in the next one where the source does likewise.
      source  “This is why.”
      wrong   “正因如此。
      right   “正因如此。”
      error here (profile contract)
      In yiku.toml, Q07 = "off" under [check.severity] switches it off; info, warning and error set how much is made of it.
      `yiku check release:12 --only Q07 --waive` accepts one finding until its texts change.
    $ yiku check --explain Q25 --json
    {"type":"check","check":"Q25","severity":"off","name":"enumeration comma","why":"No 、 before 和, 或 and 以及, nor between quoted or titled items (GB/T 15834—2011).","source":"patents, marks and copyright","wrong":"专利、商标、和版权","right":"专利、商标和版权"}
    $ yiku check --explain Q99
    --- stderr ---
    error: there is no check Q99
    hint: one of Q01, Q02, Q03, Q04, Q05, Q06, Q07, Q08, Q09, Q10, Q11, Q12, Q13, Q14, Q15, Q16, Q17, Q18, Q19, Q20, Q21, Q22, Q23, Q24, Q25, Q26, Q27, Q28, Q29, Q30, Q31, Q32, Q33, Q34, Q35, Q36, Q37, Q38
    --- exit 2 ---
    $ yiku check --rules
     check  severity  what it finds
     Q01    error     numbers differ
     Q02    error     magnitude of a number differs
     Q03    error     dates differ
     Q04    error     percent and percentage points differ
     Q05    warning   currency or unit differs
     Q06    error     half-width punctuation beside Chinese characters
     Q07    error     unbalanced brackets or quotation marks
     Q08    warning   marks of another house or language
     Q09    warning   space between Chinese and Latin characters
     Q10    warning   double, leading, trailing or invisible spaces
     Q11    warning   final punctuation differs
     Q12    warning   words left in Latin letters
     Q13    error     source text left in the translation
     Q14    warning   term missing or not as prescribed
     Q15    error     forbidden term
     Q16    warning   one source, two translations
     Q17    info      two sources, one translation
     Q18    warning   term translated in several ways
     Q19    off       first mention of a short form
     Q20    warning   length out of proportion
     Q21    error     traditional characters in a simplified text
     Q22    warning   quotation or title marks lost
     Q23    info      acronym altered
     Q24    warning   doubled words or marks
     Q25    off       enumeration comma
     Q26    warning   vagueness of a number lost or doubled
     Q27    warning   negation lost
     Q28    error     placeholder, code or address lost or changed
     Q29    error     name of a person differs
     Q30    error     characters of a wrong encoding or width
     Q31    error     article, paragraph or item differs
     Q32    warning   obligation or permission differs
     Q33    off       scope of a claim differs
     Q34    warning   defined term not used as defined
     Q35    info      word taken for another
     Q36    warning   measure word does not fit
     Q37    off       length limit or shortcut key
     Q38    warning   name of a country or prescribed name differs
    "#);
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
    ), @r#"
    $ yiku check --fix -n
    notice:2
      截至[- -]2024年年中[-,-]{+，+}小米已获得4万多件专利授权和5.1万件商标注册。
    --- stderr ---
    1 segment could be put right.
    $ yiku check --fix
    notice:2
      截至[- -]2024年年中[-,-]{+，+}小米已获得4万多件专利授权和5.1万件商标注册。
    --- stderr ---
    1 segment put right; `yiku undo` takes it back.
    $ yiku check
    --- stderr ---
    0 findings in 5 translated segments.
    $ yiku undo
    --- stderr ---
    Took back change 3: check --fix (1 segment).
    $ yiku check --format table
     segment   check  severity  place  what is wrong
     notice:2  Q09    warning          no space between Chinese and Latin characters or digits
     notice:2  Q06    error     ,      half-width “,” beside a Chinese character; Chinese has ，
    --- stderr ---
    2 findings in 5 translated segments.
    --- exit 1 ---
    $ yiku check --fix --json
    {"type":"fix","segment":"notice:2","before":"截至 2024年年中,小米已获得4万多件专利授权和5.1万件商标注册。","after":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。"}
    --- stderr ---
    1 segment put right; `yiku undo` takes it back.
    "#);
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
    ), @r#"
    $ yiku check --only q09
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至 2024年年中,小米已获得4万多件专利授权和5.1万件商标注册。
      ! warning Q09: no space between Chinese and Latin characters or digits
        截至▸ ◂2024年年中,小米已获得4万多件专利授权和5.1万件商标注册。
    --- stderr ---
    1 finding in 5 translated segments.
    --- exit 1 ---
    $ yiku check notice:2 --only Q09 --waive --note 'the client wants it'
    --- stderr ---
    1 finding accepted, in waivers.tsv (1 in all).
    $ yiku check notice --json
    {"type":"finding","check":"Q06","severity":"error","segment":"notice:2","side":"target","start":10,"end":11,"message":"half-width “,” beside a Chinese character; Chinese has ，","source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","target":"截至 2024年年中,小米已获得4万多件专利授权和5.1万件商标注册。","fix":"，"}
    --- stderr ---
    1 finding in 5 translated segments.
    --- exit 1 ---
    $ yiku set 2 '截至 2024年年中,小米获得了4万多件专利授权和5.1万件商标注册。'
    notice:2  ✓ translated by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至 2024年年中,小米获得了4万多件专利授权和5.1万件商标注册。
      ! warning Q09: no space between Chinese and Latin characters or digits
        截至▸ ◂2024年年中,小米获得了4万多件专利授权和5.1万件商标注册。
      ✗ error Q06: half-width “,” beside a Chinese character; Chinese has ，
        截至 2024年年中▸,◂小米获得了4万多件专利授权和5.1万件商标注册。
    $ yiku check --only Q09
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至 2024年年中,小米获得了4万多件专利授权和5.1万件商标注册。
      ! warning Q09: no space between Chinese and Latin characters or digits
        截至▸ ◂2024年年中,小米获得了4万多件专利授权和5.1万件商标注册。
    --- stderr ---
    1 finding in 5 translated segments.
    --- exit 1 ---
    "#);
    assert_snapshot!(folder.read("waivers.tsv"), @"
    check	texts	segment	marked	note
    Q09	123344e1ef348a82	notice:2	 	the client wants it
    ");
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
    ), @r#"
    $ yiku check back.csv back.po
    back.csv:1
      He said so, twice.
      他说了,两次。
      ✗ error Q06: half-width “,” beside a Chinese character; Chinese has ，
        他说了▸,◂两次。
    back.csv:2
      40%
      40
      ! warning Q04: the source has percent, the translation a plain number
        ▸40◂
    back.po:1
      Delete {0} files?
      删除文件？
      ✗ error Q28: “{0}” is not in the translation
        Delete ▸{0}◂ files?
    --- stderr ---
    3 findings in 3 translated segments.
    --- exit 1 ---
    $ yiku check back.po --format sarif
    {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"yiku","version":"0.1.0","rules":[{"id":"Q28","shortDescription":{"text":"placeholder, code or address lost or changed"}}]}},"columnKind":"unicodeCodePoints","results":[{"ruleId":"Q28","ruleIndex":0,"level":"error","message":{"text":"“{0}” is not in the translation"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"back.po"},"region":{"startLine":4}},"logicalLocations":[{"name":"back.po:1","kind":"element"}]}]}]}]}
    --- stderr ---
    1 finding in 1 translated segment.
    --- exit 1 ---
    $ yiku check back.csv --format html -o findings.html
    --- stderr ---
    Wrote findings.html.
    2 findings in 2 translated segments.
    --- exit 1 ---
    $ yiku check notice.en.txt
    --- stderr ---
    error: notice.en.txt: it is no file that holds sources with their translations
    hint: TMX, XLIFF, JSONL, PO and tables (.csv, .tsv, .xlsx) are; `yiku import` takes texts
    --- exit 2 ---
    $ yiku check nothing.tmx
    --- stderr ---
    error: there is no file nothing.tmx
    --- exit 2 ---
    $ yiku check back.csv --fix
    back.csv:1
      他说了[-,-]{+，+}两次。
    --- stderr ---
    1 segment put right, in back.fixed.csv.
    "#);
    assert!(folder.read("findings.html").contains("half-width “,”"));
}

#[test]
fn a_number_alone_is_a_segment_of_the_one_document() {
    let folder = with_slips();
    let all = folder.run("check notice:2 --json");
    let alone = folder.run("check 2 --json");
    assert_eq!(alone.text(), all.text());
    assert!(!alone.text().is_empty());
    let accepted = folder.run("check 2 --waive");
    assert!(accepted.to_string().contains("accepted"), "{accepted}");
    assert_eq!(folder.run("check 2 --json").text(), "");
}

#[test]
fn a_file_is_put_right_in_a_copy_of_it() {
    let folder = Folder::new();
    folder.write(
        "back.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Language: zh_CN\\n\"\n\n# old\n#: a.c:7\nmsgid \"Save the file, then close it?\"\nmsgstr \"先保存文件,\"\n\"再关闭?\"\n",
    );
    assert_snapshot!(folder.transcript(
        "
        check --fix -n back.po
        check --fix back.po
        check --fix back.po -o other.po
        check --fix back.po --in-place --json
        check --fix back.po other.po -o one.po
        check --fix back.po notice
        check --fix --in-place
    "
    ), @r#"
    $ yiku check --fix -n back.po
    back.po:1
      先保存文件[-,-]{+，+}再关闭[-?-]{+？+}
    --- stderr ---
    back.po: 1 segment could be put right.
    $ yiku check --fix back.po
    back.po:1
      先保存文件[-,-]{+，+}再关闭[-?-]{+？+}
    --- stderr ---
    1 segment put right, in back.fixed.po.
    $ yiku check --fix back.po -o other.po
    back.po:1
      先保存文件[-,-]{+，+}再关闭[-?-]{+？+}
    --- stderr ---
    1 segment put right, in other.po.
    $ yiku check --fix back.po --in-place --json
    {"type":"fix","segment":"back.po:1","before":"先保存文件,再关闭?","after":"先保存文件，再关闭？"}
    --- stderr ---
    1 segment put right, in back.po (as it was: back.po~).
    $ yiku check --fix back.po other.po -o one.po
    --- stderr ---
    error: one file cannot hold what comes of several files
    hint: put them right one by one, or without -o: each is then written beside as NAME.fixed.EXT
    --- exit 2 ---
    $ yiku check --fix back.po notice
    --- stderr ---
    error: documents and files are put right in two ways
    hint: name the documents in one command, and the files in another
    --- exit 2 ---
    $ yiku check --fix --in-place
    --- stderr ---
    error: -o, --in-place and --force are for files, and none is named
    hint: a document is put right in the memory itself
    --- exit 2 ---
    "#);
    let fixed = folder.read("back.fixed.po");
    assert!(fixed.ends_with("# old\n#: a.c:7\nmsgid \"Save the file, then close it?\"\nmsgstr \"先保存文件，\"\n\"再关闭？\"\n"));
    assert_eq!(folder.read("back.po"), fixed);
    assert!(folder.read("back.po~").contains("\"再关闭?\""));
}

#[test]
fn a_finding_of_a_document_names_the_line_of_its_translation() {
    let folder = Folder::new();
    folder.write(
        "a.en.txt",
        "A Notice\n\nIt rained. The 12 ferries stayed in port.\n\nThey will sail on 3 May.\n",
    );
    folder.write(
        "a.zh.txt",
        "通知\n\n下雨了。12艘渡轮滞留港内。\n\n渡轮将于5月4日启航。\n",
    );
    folder.write(
        "yiku.toml",
        "[project]\nname = \"a\"\nfrom = \"en\"\nto = \"zh-Hans\"\n\n\
         [[document]]\nsource = \"a.en.txt\"\ntarget = \"a.zh.txt\"\n\n\
         [[memory]]\nfile = \"memory.yiku\"\nrole = \"working\"\n",
    );
    folder.done("build");
    let ran = folder.run("check -f sarif");
    let log = String::from_utf8_lossy(&ran.stdout);
    assert!(
        log.contains(r#"{"artifactLocation":{"uri":"a.zh.txt"},"region":{"startLine":5}}"#),
        "{log}"
    );
}

#[test]
fn a_name_is_held_against_the_memory() {
    let folder = Folder::new();
    folder.write(
        "client.tsv",
        "Ingrid Halvorsen opened the fair.\t英格丽德·哈尔沃森为博览会揭幕。\n",
    );
    folder.write(
        "new.tsv",
        "Ms. Ingrid Halvorsen thanked us.\t英格丽特·哈尔沃森女士向我们致谢。\nIngrid Halvorsen left.\t她离开了。\n",
    );
    folder.done("import client.tsv -s en -t zh-Hans");
    assert_snapshot!(folder.transcript("check new.tsv"), @"
    $ yiku check new.tsv
    new.tsv:1
      Ms. Ingrid Halvorsen thanked us.
      英格丽特·哈尔沃森女士向我们致谢。
      ! warning Q29: “英格丽特·哈尔沃森” is 英格丽德·哈尔沃森 in client.tsv
        ▸英格丽特·哈尔沃森◂女士向我们致谢。
    --- stderr ---
    1 finding in 2 translated segments.
    --- exit 1 ---
    ");
}
