//! The termbase: `term`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

#[test]
fn the_termbase_is_kept_by_commands() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        term add 'smart contract' 智能合约 --domain technology --definition 'Code that runs itself.'
        term add 'smart contract' 智能合约
        term add 'smart contract' 智慧合约 --forbidden
        term find 智能
        term find MADRID
        term find 版权
        term list --domain patent
        term list --domain place --json
        term scan notice.en.txt
        term scan notice.zh.txt --lang zh --json
        term remove smart-contract
        term remove smart-contract
        term export --format terms-csv
        term export -o terms.tbx
        term export -o glossary.docx
    "), @r#"
    $ yiku term add 'smart contract' 智能合约 --domain technology --definition 'Code that runs itself.'
    smart-contract  technology: Code that runs itself.
      en      smart contract
      zh-Hans 智能合约
    $ yiku term add 'smart contract' 智能合约
    --- stderr ---
    smart-contract is in the termbase already.
    $ yiku term add 'smart contract' 智慧合约 --forbidden
    smart-contract  technology: Code that runs itself.
      en      smart contract
      zh-Hans 智能合约
              智慧合约  (forbidden)
    $ yiku term find 智能
    smart-contract  technology: Code that runs itself.
      en      smart contract
      zh-Hans 智能合约
              智慧合约  (forbidden)
    --- stderr ---
    1 concept.
    $ yiku term find MADRID
    madrid-system  trademark
      en      Madrid System
      zh-Hans 马德里体系
              马德里系统  (forbidden)
    --- stderr ---
    1 concept.
    $ yiku term find 版权
    --- stderr ---
    No term holds that.
    --- exit 1 ---
    $ yiku term list --domain patent
    patent  patent
      en      patent
      zh-Hans 专利
    pct  patent
      en      PCT
      zh-Hans 《专利合作条约》
    --- stderr ---
    2 concepts.
    $ yiku term list --domain place --json
    {"type":"concept","concept":"beijing","domain":"place","definition":"","terms":[{"lang":"en","text":"Beijing","status":"preferred"},{"lang":"zh-Hans","text":"北京","status":"preferred"}]}
    --- stderr ---
    1 concept.
    $ yiku term scan notice.en.txt
    1  Director General = 总干事
    1  Visits = 访问
    1  Xiaomi = 小米
    2  Xiaomi = 小米
    2  patents = 专利
    2  trademarks = 商标
    3  company = 公司
    3  PCT = 《专利合作条约》
    3  Madrid System = 马德里体系
    4  IP = 知识产权
    4  company = 公司
    4  Lei Jun = 雷军
    5  visit = 访问
    5  Beijing = 北京
    --- stderr ---
    14 places, each with the number of its segment in the text.
    $ yiku term scan notice.zh.txt --lang zh --json
    {"type":"term","number":1,"start":0,"end":3,"text":"总干事","concept":"director-general","targets":["Director General"],"forbidden":[]}
    {"type":"term","number":1,"start":3,"end":5,"text":"访问","concept":"visit","targets":["visit"],"forbidden":[]}
    {"type":"term","number":1,"start":5,"end":7,"text":"小米","concept":"xiaomi","targets":["Xiaomi"],"forbidden":[]}
    {"type":"term","number":2,"start":10,"end":12,"text":"小米","concept":"xiaomi","targets":["Xiaomi"],"forbidden":[]}
    {"type":"term","number":2,"start":19,"end":21,"text":"专利","concept":"patent","targets":["patent"],"forbidden":[]}
    {"type":"term","number":2,"start":29,"end":31,"text":"商标","concept":"trademark","targets":["trademark"],"forbidden":[]}
    {"type":"term","number":3,"start":1,"end":3,"text":"公司","concept":"company","targets":["company"],"forbidden":[]}
    {"type":"term","number":3,"start":5,"end":11,"text":"专利合作条约","concept":"pct","targets":["PCT"],"forbidden":[]}
    {"type":"term","number":3,"start":20,"end":25,"text":"马德里体系","concept":"madrid-system","targets":["Madrid System"],"forbidden":[]}
    {"type":"term","number":4,"start":0,"end":2,"text":"雷军","concept":"lei-jun","targets":["Lei Jun"],"forbidden":[]}
    {"type":"term","number":4,"start":7,"end":11,"text":"知识产权","concept":"ip","targets":["IP"],"forbidden":[]}
    {"type":"term","number":4,"start":12,"end":14,"text":"公司","concept":"company","targets":["company"],"forbidden":[]}
    {"type":"term","number":5,"start":0,"end":2,"text":"访问","concept":"visit","targets":["visit"],"forbidden":[]}
    {"type":"term","number":5,"start":14,"end":16,"text":"北京","concept":"beijing","targets":["Beijing"],"forbidden":[]}
    --- stderr ---
    14 places, each with the number of its segment in the text.
    $ yiku term remove smart-contract
    --- stderr ---
    Removed smart-contract; `yiku undo` brings it back.
    $ yiku term remove smart-contract
    --- stderr ---
    error: there is no concept “smart-contract”
    hint: `yiku term find WORD` shows the ids of concepts
    --- exit 2 ---
    $ yiku term export --format terms-csv
    concept,lang,term,status,part_of_speech,term_type,case,match,label,domain,kind,definition,note,source
    beijing,en,Beijing,preferred,,,exact,word,,place,,,,
    beijing,zh-Hans,北京,preferred,,,any,word,,,,,,
    company,en,company,preferred,,,any,word,,business,,,,
    company,zh-Hans,公司,preferred,,,any,word,,,,,,
    director-general,en,Director General,preferred,,,any,word,,office,,,,
    director-general,zh-Hans,总干事,preferred,,,any,word,,,,,,
    ip,en,IP,preferred,,,exact,word,,law,,,,
    ip,zh-Hans,知识产权,preferred,,,any,word,,,,,,
    lei-jun,en,Lei Jun,preferred,,,exact,word,,person,,,,
    lei-jun,zh-Hans,雷军,preferred,,,any,word,,,,,,
    madrid-system,en,Madrid System,preferred,,,any,word,,trademark,,,,
    madrid-system,zh-Hans,马德里体系,preferred,,,any,word,,,,,,
    madrid-system,zh-Hans,马德里系统,forbidden,,,any,word,,,,,,
    patent,en,patent,preferred,,,any,word,,patent,,,,
    patent,zh-Hans,专利,preferred,,,any,word,,,,,,
    pct,en,PCT,preferred,,,exact,word,,patent,,,,
    pct,zh-Hans,《专利合作条约》,preferred,,,any,word,,,,,,
    trademark,en,trademark,preferred,,,any,word,,trademark,,,,
    trademark,zh-Hans,商标,preferred,,,any,word,,,,,,
    visit,en,visit,preferred,,,any,word,,business,,,,
    visit,zh-Hans,访问,preferred,,,any,word,,,,,,
    xiaomi,en,Xiaomi,preferred,,,exact,word,,business,,,,
    xiaomi,zh-Hans,小米,preferred,,,any,word,,,,,,
    $ yiku term export -o terms.tbx
    --- stderr ---
    Wrote terms.tbx (11 concepts).
    $ yiku term export -o glossary.docx
    --- stderr ---
    error: which format?
    hint: --format is one of tbx, tbx-dct, tbx-v2, terms-csv, glossary
    --- exit 2 ---
    "#);
    folder.replace("terms.csv", "马德里系统,forbidden", "马德里制度,forbidden");
    folder.done("term add PCT 专利合作协定 --forbidden");
    assert_snapshot!(folder.transcript("
        term import terms.csv
        term import terms.csv
        term find pct
    "), @r"
    $ yiku term import terms.csv
    --- stderr ---
    terms.csv: 11 concepts (0 new, 1 changed, 0 gone).
    warning: terms.csv: changed by hand, and left so: pct
    $ yiku term import terms.csv
    --- stderr ---
    terms.csv: nothing to do, its terms are in the memory as they stand.
    $ yiku term find pct
    pct  patent
      en      PCT
      zh-Hans 《专利合作条约》
              专利合作协定  (forbidden)
    --- stderr ---
    1 concept.
    ");
}

#[test]
fn a_termbase_that_cannot_be_read_is_told_by_line() {
    let folder = Folder::with_memory();
    folder.write("no-columns.csv", "a,b\nc,d\n");
    folder.write(
        "status.csv",
        "concept,lang,term,status\nx,en,X,good\nx,zh,，,preferred\n",
    );
    folder.write("lang.csv", "concept,lang,term\nx,english language,X\n");
    folder.write("short.csv", "concept,lang,term\nx,en\n");
    assert_snapshot!(folder.transcript("
        term import no-columns.csv
        term import status.csv
        term import lang.csv
        term import short.csv
    "), @r"
    $ yiku term import no-columns.csv
    --- stderr ---
    error: no-columns.csv: the termbase has no column “concept”; its first line must name concept, lang, term
    hint: the columns of a termbase are concept, lang, term and more (see `yiku term import --help`)
    --- exit 2 ---
    $ yiku term import status.csv
    --- stderr ---
    status.csv: 1 concept (1 new, 0 changed, 0 gone).
    warning: status.csv, line 2: “status” is “good”, which is not known; taken for “admitted”
    $ yiku term import lang.csv
    --- stderr ---
    lang.csv: 0 concepts (0 new, 0 changed, 0 gone).
    warning: lang.csv, line 2: “english language” is not a language tag; the term “X” is left out
    $ yiku term import short.csv
    --- stderr ---
    short.csv: 0 concepts (0 new, 0 changed, 0 gone).
    warning: short.csv, line 2: the row has no term; left out
    ");
}
