//! Analysis: what translators are paid by, counted by row.

use insta::assert_snapshot;

use crate::cli::folder::{Folder, shipped};

#[test]
fn the_release_is_context_matches_in_its_own_memory() {
    let folder = Folder::with_release();
    folder.done("build");
    assert_snapshot!(folder.transcript("
        analyze release.en.txt
        analyze release --net
    "), @r"
    $ yiku analyze release.en.txt
    release.en.txt
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                   70   1879       10103        11912  100.0     0         0
     repetitions, same file         0      0           0            0    0.0    30         0
     100                            0      0           0            0    0.0    30         0
     95–99                          0      0           0            0    0.0    60         0
     85–94                          0      0           0            0    0.0    60         0
     75–84                          0      0           0            0    0.0    60         0
     50–74                          0      0           0            0    0.0   100         0
     new                            0      0           0            0    0.0   100         0
     total                         70   1879       10103        11912  100.0               0
    English into Chinese, against memory.yiku.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    $ yiku analyze release --net
    release
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                    0      0           0            0    0.0     0         0
     repetitions, same file         0      0           0            0    0.0    30         0
     100                            0      0           0            0    0.0    30         0
     95–99                         70   1879       10103        11912  100.0    60    1127.4
     85–94                          0      0           0            0    0.0    60         0
     75–84                          0      0           0            0    0.0    60         0
     50–74                          0      0           0            0    0.0   100         0
     new                            0      0           0            0    0.0   100         0
     total                         70   1879       10103        11912  100.0          1127.4
    English into Chinese, against memory.yiku.
    Matches from 50 %, after penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    ");
}

#[test]
fn a_changed_text_falls_into_bands() {
    let folder = Folder::with_release();
    folder.done("build");
    let text = String::from_utf8(shipped("release.en.txt")).unwrap();
    let changed = text
        .replace("40,000", "45,000")
        .replace("Beijing", "Shanghai");
    assert_ne!(text, changed);
    folder.write("changed.txt", changed + "\n2024\n");
    folder.write(
        "client.toml",
        "name = \"Client X\"\n\"100\" = 10\n\"95-99\" = 33.3\n",
    );
    assert_snapshot!(folder.transcript("
        analyze changed.txt
        analyze changed.txt --scoring plain --min 95 --rates client.toml
    "), @r"
    $ yiku analyze changed.txt
    changed.txt
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                   52   1497        8116         9561   79.6     0         0
     repetitions, same file         0      0           0            0    0.0    30         0
     100                           10    235        1240         1465   12.5    30      70.5
     95–99                          1     15          73           87    0.8    60         9
     85–94                          6    131         674          799    7.0    60      78.6
     75–84                          0      0           0            0    0.0    60         0
     50–74                          0      0           0            0    0.0   100         0
     new                            1      1           8            8    0.1   100         1
     numbers only                   1      1           4            4    0.1     0         0
     total                         71   1880       10115        11924  100.0           159.1
    English into Chinese, against memory.yiku.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    $ yiku analyze changed.txt --scoring plain --min 95 --rates client.toml
    changed.txt
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                   52   1497        8116         9561   79.6     0         0
     repetitions, same file         0      0           0            0    0.0    30         0
     100                           10    235        1240         1465   12.5    10      23.5
     95–99                          4     94         479          569    5.0  33.3      31.3
     85–94                          0      0           0            0    0.0    60         0
     75–84                          0      0           0            0    0.0    60         0
     50–74                          0      0           0            0    0.0   100         0
     new                            4     53         276          325    2.8   100        53
     numbers only                   1      1           4            4    0.1     0         0
     total                         71   1880       10115        11924  100.0           107.8
    English into Chinese, against memory.yiku.
    Matches from 95 %, before penalties, 99 at most where words differ (--scoring plain).
    Weighted: words as memoQ and Word count, at the rates: Client X.
    ");
}

#[test]
fn repetitions_are_told_apart_by_where_they_stood_first() {
    let folder = Folder::new();
    folder.write(
        "a.txt",
        "Thank you.\nThe office grants patents.\nThank you.\n",
    );
    folder.write(
        "b.txt",
        "Thank you.\nThe office grants more patents.\nThank you.\n10:30\n",
    );
    assert_snapshot!(folder.transcript("
        analyze a.txt b.txt
        analyze a.txt b.txt --internal-fuzzy
        analyze b.txt --json
        analyze b.txt --csv -
    "), @r#"
    $ yiku analyze a.txt b.txt
    a.txt
                                segments  words  characters  with spaces      %  rate  weighted
     context 101                       0      0           0            0    0.0     0         0
     repetitions, same file            1      2           9           10   25.0    30       0.6
     repetitions, across files         0      0           0            0    0.0    30         0
     100                               0      0           0            0    0.0    30         0
     95–99                             0      0           0            0    0.0    60         0
     85–94                             0      0           0            0    0.0    60         0
     75–84                             0      0           0            0    0.0    60         0
     50–74                             0      0           0            0    0.0   100         0
     new                               2      6          32           36   75.0   100         6
     total                             3      8          41           46  100.0             6.6
    b.txt
                                segments  words  characters  with spaces      %  rate  weighted
     context 101                       0      0           0            0    0.0     0         0
     repetitions, same file            1      2           9           10   20.0    30       0.6
     repetitions, across files         1      2           9           10   20.0    30       0.6
     100                               0      0           0            0    0.0    30         0
     95–99                             0      0           0            0    0.0    60         0
     85–94                             0      0           0            0    0.0    60         0
     75–84                             0      0           0            0    0.0    60         0
     50–74                             0      0           0            0    0.0   100         0
     new                               1      5          27           31   50.0   100         5
     numbers only                      1      1           5            5   10.0     0         0
     total                             4     10          50           56  100.0             6.2
    all files
                                segments  words  characters  with spaces      %  rate  weighted
     context 101                       0      0           0            0    0.0     0         0
     repetitions, same file            2      4          18           20   22.2    30       1.2
     repetitions, across files         1      2           9           10   11.1    30       0.6
     100                               0      0           0            0    0.0    30         0
     95–99                             0      0           0            0    0.0    60         0
     85–94                             0      0           0            0    0.0    60         0
     75–84                             0      0           0            0    0.0    60         0
     50–74                             0      0           0            0    0.0   100         0
     new                               3     11          59           67   61.1   100        11
     numbers only                      1      1           5            5    5.6     0         0
     total                             7     18          91          102  100.0            12.8
    English into Chinese, against no memory.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    --- stderr ---
    There is no memory to compare with: every segment is new or a repetition.
    $ yiku analyze a.txt b.txt --internal-fuzzy
    a.txt
                                segments  words  characters  with spaces      %  rate  weighted
     context 101                       0      0           0            0    0.0     0         0
     repetitions, same file            1      2           9           10   25.0    30       0.6
     repetitions, across files         0      0           0            0    0.0    30         0
     100                               0      0           0            0    0.0    30         0
     95–99                             0      0           0            0    0.0    60         0
     85–94                             0      0           0            0    0.0    60         0
     75–84                             0      0           0            0    0.0    60         0
     50–74                             0      0           0            0    0.0   100         0
     new                               2      6          32           36   75.0   100         6
     total                             3      8          41           46  100.0             6.6
    b.txt
                                segments  words  characters  with spaces      %  rate  weighted
     context 101                       0      0           0            0    0.0     0         0
     repetitions, same file            1      2           9           10   20.0    30       0.6
     repetitions, across files         1      2           9           10   20.0    30       0.6
     100                               0      0           0            0    0.0    30         0
     95–99                             0      0           0            0    0.0    60         0
     85–94                             0      0           0            0    0.0    60         0
     75–84                             0      0           0            0    0.0    60         0
     50–74                             0      0           0            0    0.0   100         0
     internal 75–84                    1      5          27           31   50.0    60         3
     new                               0      0           0            0    0.0   100         0
     numbers only                      1      1           5            5   10.0     0         0
     total                             4     10          50           56  100.0             4.2
    all files
                                segments  words  characters  with spaces      %  rate  weighted
     context 101                       0      0           0            0    0.0     0         0
     repetitions, same file            2      4          18           20   22.2    30       1.2
     repetitions, across files         1      2           9           10   11.1    30       0.6
     100                               0      0           0            0    0.0    30         0
     95–99                             0      0           0            0    0.0    60         0
     85–94                             0      0           0            0    0.0    60         0
     75–84                             0      0           0            0    0.0    60         0
     50–74                             0      0           0            0    0.0   100         0
     internal 75–84                    1      5          27           31   27.8    60         3
     new                               2      6          32           36   33.3   100         6
     numbers only                      1      1           5            5    5.6     0         0
     total                             7     18          91          102  100.0            10.8
    English into Chinese, against no memory.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    --- stderr ---
    There is no memory to compare with: every segment is new or a repetition.
    $ yiku analyze b.txt --json
    {"type":"analysis","file":"b.txt","from":"en","to":"zh-Hans","memory":null,"scoring":"capped","net":false,"min":50,"internal_fuzzy":false,"count":"memoq","rates":"MateCat's default","rows":[{"row":"101","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":0.0,"weighted":0.0},{"row":"repetition","segments":1,"words":2,"words_by":{"memoq":2,"openxliff":2,"trados":2,"word":2},"characters":9,"characters_with_spaces":10,"percent":20.0,"rate":30.0,"weighted":0.6},{"row":"repetition-across-files","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":30.0,"weighted":0.0},{"row":"100","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":30.0,"weighted":0.0},{"row":"95-99","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":60.0,"weighted":0.0},{"row":"85-94","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":60.0,"weighted":0.0},{"row":"75-84","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":60.0,"weighted":0.0},{"row":"50-74","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":100.0,"weighted":0.0},{"row":"internal-95-99","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":60.0,"weighted":0.0},{"row":"internal-85-94","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":60.0,"weighted":0.0},{"row":"internal-75-84","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":60.0,"weighted":0.0},{"row":"internal-50-74","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":100.0,"weighted":0.0},{"row":"new","segments":2,"words":7,"words_by":{"memoq":7,"openxliff":7,"trados":7,"word":7},"characters":36,"characters_with_spaces":41,"percent":70.0,"rate":100.0,"weighted":7.0},{"row":"numbers-only","segments":1,"words":1,"words_by":{"memoq":1,"openxliff":1,"trados":1,"word":1},"characters":5,"characters_with_spaces":5,"percent":10.0,"rate":0.0,"weighted":0.0},{"row":"locked","segments":0,"words":0,"words_by":{"memoq":0,"openxliff":0,"trados":0,"word":0},"characters":0,"characters_with_spaces":0,"percent":0.0,"rate":0.0,"weighted":0.0},{"row":"total","segments":4,"words":10,"words_by":{"memoq":10,"openxliff":10,"trados":10,"word":10},"characters":50,"characters_with_spaces":56,"percent":100.0,"rate":null,"weighted":7.6}]}
    --- stderr ---
    There is no memory to compare with: every segment is new or a repetition.
    $ yiku analyze b.txt --csv -
    file,row,segments,words (memoQ),words (Word),words (Trados),words (OpenXLIFF),characters,characters with spaces,percent,rate,weighted words,scoring,rates,memory
    b.txt,101,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,none
    b.txt,repetition,1,2,2,2,2,9,10,20,30,0.6,capped,MateCat's default,none
    b.txt,repetition-across-files,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    b.txt,100,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    b.txt,95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    b.txt,85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    b.txt,75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    b.txt,50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    b.txt,internal-95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    b.txt,internal-85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    b.txt,internal-75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    b.txt,internal-50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    b.txt,new,2,7,7,7,7,36,41,70,100,7,capped,MateCat's default,none
    b.txt,numbers-only,1,1,1,1,1,5,5,10,0,0,capped,MateCat's default,none
    b.txt,locked,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,none
    b.txt,total,4,10,10,10,10,50,56,100,,7.6,capped,MateCat's default,none
    --- stderr ---
    There is no memory to compare with: every segment is new or a repetition.
    "#);
}

#[test]
fn chinese_is_counted_as_each_tool_counts() {
    let folder = Folder::with_memory();
    folder.write(
        "wipo.txt",
        "总干事访问小米\n世界知识产权组织公布了专利合作条约国际申请的最新统计数据，商标申请增长百分之一。\n访问于2023年9月14日在北京进行。\n",
    );
    assert_snapshot!(folder.transcript("
        analyze --from zh wipo.txt
        analyze --from zh wipo.txt --count gmx-v --csv -
        analyze wipo.txt --count gmx-v
    "), @r"
    $ yiku analyze --from zh wipo.txt
    wipo.txt
                             segments  memoQ  Word  Trados  OpenXLIFF  GMX-V  MateCat  characters  with spaces      %  rate  weighted
     context 101                    0      0     0       0          0      0        0           0            0    0.0     0         0
     repetitions, same file         0      0     0       0          0      0        0           0            0    0.0    30         0
     100                            1      7     7       7          7      3        4           7            7   11.9    30       2.1
     95–99                          1     14    15      15         12      6        8          19           19   23.7    60       8.4
     85–94                          0      0     0       0          0      0        0           0            0    0.0    60         0
     75–84                          0      0     0       0          0      0        0           0            0    0.0    60         0
     50–74                          0      0     0       0          0      0        0           0            0    0.0   100         0
     new                            1     38    40      40         39     14       21          40           40   64.4   100        38
     total                          3     59    62      62         58     23       33          66           66  100.0            48.5
    Chinese into English, against memory.yiku.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ counts, at the rates: MateCat's default.
    $ yiku analyze --from zh wipo.txt --count gmx-v --csv -
    file,row,segments,words (GMX-V),words (memoQ),words (Word),words (Trados),words (OpenXLIFF),words (MateCat),characters,characters with spaces,percent,rate,weighted words,scoring,rates,memory
    wipo.txt,101,0,0,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,memory.yiku
    wipo.txt,repetition,0,0,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,memory.yiku
    wipo.txt,repetition-across-files,0,0,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,memory.yiku
    wipo.txt,100,1,3,7,7,7,7,4,7,7,13,30,0.9,capped,MateCat's default,memory.yiku
    wipo.txt,95-99,1,6,14,15,15,12,8,19,19,26.1,60,3.6,capped,MateCat's default,memory.yiku
    wipo.txt,85-94,0,0,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,memory.yiku
    wipo.txt,75-84,0,0,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,memory.yiku
    wipo.txt,50-74,0,0,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,memory.yiku
    wipo.txt,internal-95-99,0,0,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,memory.yiku
    wipo.txt,internal-85-94,0,0,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,memory.yiku
    wipo.txt,internal-75-84,0,0,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,memory.yiku
    wipo.txt,internal-50-74,0,0,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,memory.yiku
    wipo.txt,new,1,14,38,40,40,39,21,40,40,60.9,100,14,capped,MateCat's default,memory.yiku
    wipo.txt,numbers-only,0,0,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,memory.yiku
    wipo.txt,locked,0,0,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,memory.yiku
    wipo.txt,total,3,23,59,62,62,58,33,66,66,100,,18.5,capped,MateCat's default,memory.yiku
    $ yiku analyze wipo.txt --count gmx-v
    --- stderr ---
    error: GMX-V has no way of counting English that is known here
    hint: without --count, words are counted as memoQ counts them
    --- exit 2 ---
    ");
}

#[test]
fn documents_in_the_memory_are_analyzed_by_name_or_all() {
    let folder = Folder::with_memory();
    folder.write(
        "more.txt",
        "Fees are due.\nThe visit took place in Geneva.\n",
    );
    folder.done("import more.txt");
    let all = folder.done("analyze");
    assert_eq!(folder.done("analyze notice more"), all);
    assert!(
        all.starts_with("notice\n") && all.contains("\nmore\n") && all.contains("\nall files\n")
    );
    assert_snapshot!(folder.transcript("
        analyze more
        analyze --from zh
        analyze notise
        analyze more more
        analyze notice.en.txt --csv notice.en.txt
        analyze terms.csv
        analyze notice --rates terms.csv
        analyze --memory elsewhere.yiku notice.en.txt
    "), @"
    $ yiku analyze more
    more
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                    0      0           0            0    0.0     0         0
     repetitions, same file         0      0           0            0    0.0    30         0
     100                            0      0           0            0    0.0    30         0
     95–99                          0      0           0            0    0.0    60         0
     85–94                          0      0           0            0    0.0    60         0
     75–84                          0      0           0            0    0.0    60         0
     50–74                          1      6          26           31   66.7   100         6
     new                            1      3          11           13   33.3   100         3
     total                          2      9          37           44  100.0               9
    English into Chinese, against memory.yiku.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    $ yiku analyze --from zh
    --- stderr ---
    error: not to be translated from Chinese into English: notice, more
    hint: notice is with --from en --to zh-Hans
    --- exit 2 ---
    $ yiku analyze notise
    --- stderr ---
    error: there is no file notise, and no such document in memory.yiku
    hint: did you mean notice?
    --- exit 2 ---
    $ yiku analyze more more
    --- stderr ---
    error: more is named twice
    hint: each text is counted once, or all of it would be a repetition
    --- exit 2 ---
    $ yiku analyze notice.en.txt --csv notice.en.txt
    --- stderr ---
    error: notice.en.txt is read for the report, and is not written over
    hint: name another file; nothing was written
    --- exit 2 ---
    $ yiku analyze terms.csv
    --- stderr ---
    error: terms.csv is a table, which is not analyzed
    hint: save the text that is to be translated as plain text (.txt)
    --- exit 2 ---
    $ yiku analyze notice --rates terms.csv
    --- stderr ---
    error: terms.csv, line 1: key with no value, expected `=`
    hint: `yiku analyze --help` shows such a file
    --- exit 2 ---
    $ yiku analyze --memory elsewhere.yiku notice.en.txt
    --- stderr ---
    error: there is no memory elsewhere.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    hint: without a memory, files are analyzed too: leave --memory out
    --- exit 2 ---
    ");
}

#[test]
fn reports_are_written_whole_and_over_nobodys_work() {
    let folder = Folder::with_memory();
    folder.write("=notice.txt", "Fees are due.\n");
    let line = "analyze notice.en.txt =notice.txt --csv out/a.csv --xlsx out/a.xlsx --quiet";
    folder.done(line);
    let csv = folder.read("out/a.csv");
    assert!(csv.starts_with("file,row,segments,words (memoQ),words (Word),words (Trados),"));
    assert!(csv.contains(
        "\n'=notice.txt,new,1,3,3,3,3,11,13,100,100,3,capped,MateCat's default,memory.yiku\n"
    ));
    assert!(csv.contains("\nall files,total,6,"));
    let files = folder.files("out");
    assert!(files[1].1.starts_with(b"PK"));
    // The same again is left alone; another report is not written over it unasked.
    folder.done(line);
    assert_eq!(folder.files("out"), files);
    let other = "analyze notice.en.txt --csv out/b.csv --xlsx out/a.xlsx";
    folder.run(other).refused("out/a.xlsx is there already");
    assert_eq!(folder.files("out"), files);
    folder.done(&format!("{other} --force"));
    assert_ne!(folder.files("out"), files);
    folder
        .run("analyze notice.en.txt --csv memory.yiku --force")
        .refused("memory.yiku is a memory");
}

#[test]
fn a_project_says_its_rates() {
    let folder = Folder::with_memory();
    let manifest = folder.read("yiku.toml");
    folder.write(
        "yiku.toml",
        format!("{manifest}\n[rates]\nnew = 110\n101 = 5\n"),
    );
    folder.write("new.txt", "Fees are due.\n");
    let printed = folder.done("analyze new.txt notice.en.txt");
    assert!(printed.contains("at the rates: visit.\n"), "{printed}");
    assert!(printed.contains("110       3.3\n"), "{printed}");
    folder.write("yiku.toml", format!("{manifest}\n[rates]\nnwe = 110\n"));
    folder.run("analyze new.txt").refused("did you mean “new”?");
}

/// An XLIFF file of another tool: what is translated, locked, repeated and open in it.
const JOB: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="guide.html" source-language="en" target-language="zh-CN" datatype="html"><body>
    <trans-unit id="1"><source>Click <g id="1">here</g> to pay.</source></trans-unit>
    <trans-unit id="2"><source>The fee is 45 francs.</source><target state="translated">费用为45法郎。</target></trans-unit>
    <trans-unit id="3" translate="no"><source>Patent Office Ltd.</source></trans-unit>
    <trans-unit id="4"><source>The fee is 45 francs.</source></trans-unit>
    <trans-unit id="5"><source>2024</source></trans-unit>
  </body></file>
</xliff>
"#;

#[test]
fn an_xliff_file_is_analyzed_as_it_stands_without_a_memory() {
    let folder = Folder::new();
    folder.write("job.xlf", JOB);
    folder.write(
        "messages.po",
        "msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\nmsgid \"Thank you.\"\nmsgstr \"\"\n",
    );
    assert_snapshot!(folder.transcript("
        analyze job.xlf
        analyze messages.po --quiet
        analyze job.xlf --from fr --to zh
        analyze job.xlf messages.po --csv -
        --memory none.yiku analyze job.xlf
    "), @"
    $ yiku analyze job.xlf
    job.xlf
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                    1      5          17           21   27.8     0         0
     repetitions, same file         1      5          17           21   27.8    30       1.5
     100                            0      0           0            0    0.0    30         0
     95–99                          0      0           0            0    0.0    60         0
     85–94                          0      0           0            0    0.0    60         0
     75–84                          0      0           0            0    0.0    60         0
     50–74                          0      0           0            0    0.0   100         0
     new                            1      4          15           18   22.2   100         4
     numbers only                   1      1           4            4    5.6     0         0
     locked                         1      3          16           18   16.7     0         0
     total                          5     18          69           82  100.0             5.5
    English into Chinese, against no memory.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    --- stderr ---
    There is no memory to compare with: every segment is new or a repetition.
    $ yiku analyze messages.po --quiet
    messages.po
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                    0      0           0            0    0.0     0         0
     repetitions, same file         0      0           0            0    0.0    30         0
     100                            0      0           0            0    0.0    30         0
     95–99                          0      0           0            0    0.0    60         0
     85–94                          0      0           0            0    0.0    60         0
     75–84                          0      0           0            0    0.0    60         0
     50–74                          0      0           0            0    0.0   100         0
     new                            1      2           9           10  100.0   100         2
     total                          1      2           9           10  100.0               2
    English into Chinese, against no memory.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    $ yiku analyze job.xlf --from fr --to zh
    job.xlf
                             segments  words  characters  with spaces      %  rate  weighted
     context 101                    1      5          17           21   27.8     0         0
     repetitions, same file         1      5          17           21   27.8    30       1.5
     100                            0      0           0            0    0.0    30         0
     95–99                          0      0           0            0    0.0    60         0
     85–94                          0      0           0            0    0.0    60         0
     75–84                          0      0           0            0    0.0    60         0
     50–74                          0      0           0            0    0.0   100         0
     new                            1      4          15           18   22.2   100         4
     numbers only                   1      1           4            4    5.6     0         0
     locked                         1      3          16           18   16.7     0         0
     total                          5     18          69           82  100.0             5.5
    French into Chinese, against no memory.
    Matches from 50 %, before penalties, 94 at most where words differ (--scoring capped).
    Weighted: words as memoQ and Word count, at the rates: MateCat's default.
    --- stderr ---
    There is no memory to compare with: every segment is new or a repetition.
    $ yiku analyze job.xlf messages.po --csv -
    file,row,segments,words (memoQ),words (Word),words (Trados),words (OpenXLIFF),characters,characters with spaces,percent,rate,weighted words,scoring,rates,memory
    job.xlf,101,1,5,5,5,5,17,21,27.8,0,0,capped,MateCat's default,none
    job.xlf,repetition,1,5,5,5,5,17,21,27.8,30,1.5,capped,MateCat's default,none
    job.xlf,repetition-across-files,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    job.xlf,100,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    job.xlf,95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    job.xlf,85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    job.xlf,75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    job.xlf,50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    job.xlf,internal-95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    job.xlf,internal-85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    job.xlf,internal-75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    job.xlf,internal-50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    job.xlf,new,1,4,4,4,4,15,18,22.2,100,4,capped,MateCat's default,none
    job.xlf,numbers-only,1,1,1,1,1,4,4,5.6,0,0,capped,MateCat's default,none
    job.xlf,locked,1,3,3,3,3,16,18,16.7,0,0,capped,MateCat's default,none
    job.xlf,total,5,18,18,18,18,69,82,100,,5.5,capped,MateCat's default,none
    messages.po,101,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,none
    messages.po,repetition,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    messages.po,repetition-across-files,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    messages.po,100,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    messages.po,95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    messages.po,85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    messages.po,75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    messages.po,50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    messages.po,internal-95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    messages.po,internal-85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    messages.po,internal-75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    messages.po,internal-50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    messages.po,new,1,2,2,2,2,9,10,100,100,2,capped,MateCat's default,none
    messages.po,numbers-only,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,none
    messages.po,locked,0,0,0,0,0,0,0,0,0,0,capped,MateCat's default,none
    messages.po,total,1,2,2,2,2,9,10,100,,2,capped,MateCat's default,none
    all files,101,1,5,5,5,5,17,21,25,0,0,capped,MateCat's default,none
    all files,repetition,1,5,5,5,5,17,21,25,30,1.5,capped,MateCat's default,none
    all files,repetition-across-files,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    all files,100,0,0,0,0,0,0,0,0,30,0,capped,MateCat's default,none
    all files,95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    all files,85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    all files,75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    all files,50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    all files,internal-95-99,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    all files,internal-85-94,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    all files,internal-75-84,0,0,0,0,0,0,0,0,60,0,capped,MateCat's default,none
    all files,internal-50-74,0,0,0,0,0,0,0,0,100,0,capped,MateCat's default,none
    all files,new,2,6,6,6,6,24,28,30,100,6,capped,MateCat's default,none
    all files,numbers-only,1,1,1,1,1,4,4,5,0,0,capped,MateCat's default,none
    all files,locked,1,3,3,3,3,16,18,15,0,0,capped,MateCat's default,none
    all files,total,6,20,20,20,20,78,92,100,,7.5,capped,MateCat's default,none
    --- stderr ---
    There is no memory to compare with: every segment is new or a repetition.
    $ yiku --memory none.yiku analyze job.xlf
    --- stderr ---
    error: there is no memory none.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    hint: without a memory, files are analyzed too: leave --memory out
    --- exit 2 ---
    ");
}

#[test]
fn a_document_counts_alike_before_and_after_it_is_imported() {
    let folder = Folder::new();
    folder.write(
        "yiku.toml",
        "[project]\nname = \"guide\"\nfrom = \"en\"\nto = \"zh-Hans\"\n",
    );
    folder.write("guide.md", "Click **here** to pay.\n\nThe fee is due.\n");
    folder.done("import guide.md");
    folder.done("set 1 '点{1}此处{/1}支付。'");
    folder.done("set 2 费用到期。");
    for what in ["guide", "guide.md"] {
        let analysis = folder.done(&format!("analyze {what} --json"));
        assert!(
            analysis.contains(r#"{"row":"101","segments":2,"#),
            "{analysis}"
        );
    }
}
