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
    hint: --format is one of tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv, terms-xlsx, glossary
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
fn a_termbase_that_comes_back_under_another_name_is_there_already() {
    let folder = Folder::with_memory();
    folder.done("term import terms.csv");
    folder.done("term export -o back.tbx");
    folder.done("term export -o more.csv --format terms-csv");
    folder.replace("more.csv", "ip,en,IP,", "mark,en,mark,preferred,,,any,word,,law,,,,\nmark,zh-Hans,标志,preferred,,,any,word,,,,,,\nip,en,IP,");
    folder.replace(
        "more.csv",
        "company,en,company,preferred,,,any,word,,business,,,,",
        "company,en,company,preferred,,,any,word,,business,,A business.,,",
    );
    assert_snapshot!(folder.transcript("
        term import back.tbx
        term import back.tbx
        term import more.csv --dry-run
        term import more.csv
        term lint
        term find company --json
        term import back.tbx --keep-both --dry-run --json
    "), @r#"
    $ yiku term import back.tbx
    --- stderr ---
    back.tbx: 11 concepts (0 new, 0 changed, 0 gone; 11 already there, with the same terms).
    $ yiku term import back.tbx
    --- stderr ---
    back.tbx: 11 concepts (0 new, 0 changed, 0 gone; 11 already there, with the same terms).
    $ yiku term import more.csv --dry-run
    new      mark
    --- stderr ---
    more.csv: 12 concepts (1 new, 0 changed, 0 gone; 11 already there, with the same terms).
    more.csv: it says more of these, which is added to them: company
    Nothing was changed.
    $ yiku term import more.csv
    --- stderr ---
    more.csv: 12 concepts (1 new, 0 changed, 0 gone; 11 already there, with the same terms).
    more.csv: it says more of these, which is added to them: company
    $ yiku term lint
    --- stderr ---
    0 findings in 12 concepts.
    $ yiku term find company --json
    {"type":"concept","concept":"company","domain":"business","definition":"A business.","terms":[{"lang":"en","text":"company","status":"preferred"},{"lang":"zh-Hans","text":"公司","status":"preferred"}]}
    --- stderr ---
    1 concept.
    $ yiku term import back.tbx --keep-both --dry-run --json
    {"type":"termbase","termbase":"back.tbx","unchanged":false,"concepts":11,"new":10,"changed":0,"gone":0,"already_there":0,"completed":0}
    --- stderr ---
    back.tbx: 11 concepts (10 new, 0 changed, 0 gone).
    warning: back.tbx: changed by hand, and left so: company
    Nothing was changed.
    "#);
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
    "), @"
    $ yiku term import no-columns.csv
    --- stderr ---
    error: no-columns.csv: which columns hold the source and the translation cannot be told: A “a”, B “b”
    hint: --columns en=A,zh-Hans=B says which columns hold the terms, by letter, number or title
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

#[test]
fn a_termbase_comes_from_the_tables_of_other_tools_and_goes_to_them() {
    let folder = Folder::with_notice();
    folder.write(
        "client.csv",
        "English;简体中文;zh-Hans 禁用;定义\nPCT;专利合作条约|《专利合作条约》;专利公约;A treaty.\nhub;中心;;\n",
    );
    folder.write("glossary.txt", "hub\t枢纽\tof a network\nhearing\t听证\n");
    folder.write("short.csv", "en,zh-Hans\nSave,保存\nCancel,取消\n");
    folder.write("strange.tsv", "a\tb\nc\td\n");
    assert_snapshot!(folder.transcript("
        term import client.csv --dry-run
        term import client.csv
        import glossary.txt
        term lint
        term merge hub
        import short.csv --as terms
        import short.csv --as terms --dry-run
        term import strange.tsv
        term import strange.tsv --columns en=A,colour=B
        term import strange.tsv --columns en=A,zh-Hans=C
        term import strange.tsv --columns en=A,zh-Hans=B
        term export --format terms-tsv
        term export -o out.txt
        term export -o out.xlsx
        term export -o out.pdf
        term import out.xlsx --dry-run
    "), @"
    $ yiku term import client.csv --dry-run
    new      pct
    new      hub
    --- stderr ---
    client.csv: 2 concepts (2 new, 0 changed, 0 gone).
    Nothing was changed.
    $ yiku term import client.csv
    --- stderr ---
    New memory: memory.yiku
    client.csv: 2 concepts (2 new, 0 changed, 0 gone).
    $ yiku import glossary.txt
    --- stderr ---
    glossary.txt is taken for a termbase, as its name says; --as units makes it a memory.
    glossary.txt: 2 concepts (2 new, 0 changed, 0 gone).
    $ yiku term lint
    hub  warning same-id: two termbases have a concept of this id; in a file they would be one
      if they mean the same: `yiku term merge hub`; if not, give one another id in its file
    --- stderr ---
    1 finding in 4 concepts.
    --- exit 1 ---
    $ yiku term merge hub
    hub
      en      hub
      zh-Hans 中心
              枢纽  (admitted)
    --- stderr ---
    All that was merged is hub now; `yiku undo` parts it again.
    $ yiku import short.csv --as terms
    --- stderr ---
    short.csv: 2 concepts (2 new, 0 changed, 0 gone).
    $ yiku import short.csv --as terms --dry-run
    --- stderr ---
    short.csv: nothing to do, its terms are in the memory as they stand.
    Nothing was changed.
    $ yiku term import strange.tsv
    --- stderr ---
    error: strange.tsv: which columns hold the source and the translation cannot be told: A “a”, B “b”
    hint: --columns en=A,zh-Hans=B says which columns hold the terms, by letter, number or title
    --- exit 2 ---
    $ yiku term import strange.tsv --columns en=A,colour=B
    --- stderr ---
    error: “en=A,colour=B” does not say which column holds what
    hint: --columns en=A,zh-Hans=B says it, by letter, number or title
    --- exit 2 ---
    $ yiku term import strange.tsv --columns en=A,zh-Hans=C
    --- stderr ---
    error: strange.tsv: there is no column “C”; there are A “a”, B “b”
    hint: --columns en=A,zh-Hans=B says which columns hold the terms, by letter, number or title
    --- exit 2 ---
    $ yiku term import strange.tsv --columns en=A,zh-Hans=B
    --- stderr ---
    strange.tsv: 1 concept (1 new, 0 changed, 0 gone).
    $ yiku term export --format terms-tsv
    concept	lang	term	status	part_of_speech	term_type	case	match	label	domain	kind	definition	note	source
    c	en	c	preferred			any	word						
    c	zh-Hans	d	preferred			any	word						
    cancel	en	Cancel	preferred			any	word						
    cancel	zh-Hans	取消	preferred			any	word						
    hearing	en	hearing	preferred			any	word						
    hearing	zh-Hans	听证	preferred			any	word						
    hub	en	hub	preferred			any	word					of a network	
    hub	zh-Hans	中心	preferred			any	word						
    hub	zh-Hans	枢纽	admitted			any	word						
    pct	en	PCT	preferred			any	word				A treaty.		
    pct	zh-Hans	专利合作条约	preferred			any	word						
    pct	zh-Hans	《专利合作条约》	admitted			any	word						
    pct	zh-Hans	专利公约	forbidden			any	word						
    save	en	Save	preferred			any	word						
    save	zh-Hans	保存	preferred			any	word						
    $ yiku term export -o out.txt
    --- stderr ---
    Wrote out.txt (6 concepts).
    $ yiku term export -o out.xlsx
    --- stderr ---
    Wrote out.xlsx (6 concepts).
    $ yiku term export -o out.pdf
    --- stderr ---
    error: which format?
    hint: --format is one of tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv, terms-xlsx, glossary
    --- exit 2 ---
    $ yiku term import out.xlsx --dry-run
    --- stderr ---
    out.xlsx: 6 concepts (0 new, 0 changed, 0 gone; 6 already there, with the same terms).
    Nothing was changed.
    ");
    assert_snapshot!(folder.read("out.txt"), @"
    c	d	
    Cancel	取消	
    hearing	听证	
    hub	中心	of a network; also 枢纽
    PCT	专利合作条约	A treaty; also 《专利合作条约》; not 专利公约
    Save	保存
    ");
    let folder = Folder::with_notice();
    folder.write("short.csv", "en,zh-Hans\nSave,保存\nCancel,取消\n");
    folder.write("my terms.csv", "en,zh-Hans\nSave,保存\n");
    assert_snapshot!(folder.transcript("
        import short.csv
        import 'my terms.csv'
        import 'my terms.csv' --as units
    "), @"
    $ yiku import short.csv
    --- stderr ---
    short.csv is taken for a memory, though its texts are short; --as terms makes it a termbase.
    New memory: memory.yiku
    short.csv: 2 units (2 new, 0 changed, 0 gone).
    $ yiku import 'my terms.csv'
    --- stderr ---
    my terms.csv is taken for a termbase, as its name says; --as units makes it a memory.
    my terms.csv: 1 concept (1 new, 0 changed, 0 gone).
    $ yiku import 'my terms.csv' --as units
    --- stderr ---
    my terms.csv: 1 unit (1 new, 0 changed, 0 gone).
    ");
}

#[test]
fn the_termbase_is_looked_over_and_its_concepts_merged() {
    let folder = Folder::with_memory();
    folder.write(
        "more.csv",
        "concept,lang,term,status\nmark,en,trade mark,preferred\nmark,zh-Hans,商标,preferred\nmark,zh-Hans,標誌,admitted\nfair,en,fair,admitted\nright,en,right,preferred\nright,zh-Hans,权,preferred\npatents,en,Patent,\npatents,zh-Hans,专利权,preferred\n",
    );
    assert_snapshot!(folder.transcript("
        term lint
        term lint more.csv
        term import more.csv
        term lint --json
        term merge patent patents
        term merge patent patents
        term merge patent
        undo
        term find 专利
    "), @r#"
    $ yiku term lint
    --- stderr ---
    0 findings in 11 concepts.
    $ yiku term lint more.csv
    mark  warning script: “標誌” (zh-Hans) has the traditional character 標
      correct the term, or its language
    fair  warning no-form: the concept has no Chinese term
      give it the form to use: `yiku term add 'fair' FORM`, or a row in its file
    fair  info no-preferred: no English form is preferred
      give one of its forms the status preferred
    right  warning one-character: “权” (zh-Hans) is one character and stands in many words
      write the word that “权” stands in, or let it count only in its domain (match: context-only)
    --- stderr ---
    4 findings in 4 concepts.
    --- exit 1 ---
    $ yiku term import more.csv
    --- stderr ---
    more.csv: 4 concepts (4 new, 0 changed, 0 gone).
    $ yiku term lint --json
    {"type":"flaw","rule":"no-form","severity":"warning","concept":"fair","other":null,"lang":"zh-Hans","term":"fair","message":"the concept has no Chinese term","next":"give it the form to use: `yiku term add 'fair' FORM`, or a row in its file"}
    {"type":"flaw","rule":"no-preferred","severity":"info","concept":"fair","other":null,"lang":"en","term":null,"message":"no English form is preferred","next":"give one of its forms the status preferred"}
    {"type":"flaw","rule":"script","severity":"warning","concept":"mark","other":null,"lang":"zh-Hans","term":"標誌","message":"“標誌” (zh-Hans) has the traditional character 標","next":"correct the term, or its language"}
    {"type":"flaw","rule":"same-term","severity":"warning","concept":"patents","other":"patent","lang":"en","term":"Patent","message":"“Patent” is a term of patent too","next":"if they mean the same: `yiku term merge patent patents`; if not, let one count only in its domain (match: context-only) or in its own case (case: exact)"}
    {"type":"flaw","rule":"one-character","severity":"warning","concept":"right","other":null,"lang":"zh-Hans","term":"权","message":"“权” (zh-Hans) is one character and stands in many words","next":"write the word that “权” stands in, or let it count only in its domain (match: context-only)"}
    --- stderr ---
    5 findings in 15 concepts.
    --- exit 1 ---
    $ yiku term merge patent patents
    patent  patent
      en      patent
      zh-Hans 专利
              专利权  (admitted)
    --- stderr ---
    All that was merged is patent now; `yiku undo` parts it again.
    $ yiku term merge patent patents
    --- stderr ---
    error: there is no concept “patents”
    hint: `yiku term find WORD` shows the ids of concepts
    --- exit 2 ---
    $ yiku term merge patent
    --- stderr ---
    error: there is one concept “patent”, and no other was named to go into it
    hint: `yiku term merge CONCEPT OTHER` makes one of two
    --- exit 2 ---
    $ yiku undo
    --- stderr ---
    Took back change 4: term merge patent patents (patent).
    $ yiku term find 专利
    patent  patent
      en      patent
      zh-Hans 专利
    patents
      en      Patent
      zh-Hans 专利权
    pct  patent
      en      PCT
      zh-Hans 《专利合作条约》
    --- stderr ---
    3 concepts.
    "#);
}

#[test]
fn terms_that_lack_are_found_and_chosen_in_a_table() {
    let folder = Folder::with_release();
    folder.done("import release.en.txt --target release.zh-Hans.txt");
    assert_snapshot!(folder.transcript("
        term extract --limit 12
        term extract --document release --limit 3 --json
        term extract --csv new.csv --limit 8
        term import new.csv
        term extract --limit 3
        term extract release.zh-Hans.txt --lang zh-Hans --limit 5
        term extract release.en.txt --min 40
        term extract --document nothing
    "), @r#"
    $ yiku term extract --limit 12
     count  English                                            Chinese                 sure  example
     50     Intellectual Property (IP)                         知识产权                96 %  …ort in further developing the intellectual property (IP) ecosystem in the country…
     7      National Copyright Administration of China (NCAC)  国家版权局              83 %  …nized jointly by WIPO and the National Copyright Administration of China (NCAC) since 2008.
     10     Director General                                   总干事                  91 %  WIPO Director General Wraps Up Visit to China
     26     Tang                                               邓先生                  91 %  …, WIPO Director General Daren Tang wrapped up a six-day official…
     4      growth and development                             增长和发展              69 %  …economic, social and cultural growth and development.
     23     WIPO                                               产权组织                93 %  WIPO Director General Wraps Up Vis…
     3      innovation and creativity                          创新和创造              53 %  …ng to strengthen the region's innovation and creativity ecosystem, including setting…
     6      IP ecosystem                                       知识产权生态系统        79 %  …aboration to strengthen their IP ecosystems.
     4      Jiangxi Province                                   江西省                  58 %  …nd held bilateral meetings in Jiangxi Province as well Beijing.
     6      Vice Premier                                       副总理                  83 %  …ng, Mr. Tang met with Chinese Vice Premier Ding Xuexiang who opened the…
     2      Vice Premier Ding Xuexiang                         中国国务院副总理丁薛祥  67 %  …ng, Mr. Tang met with Chinese Vice Premier Ding Xuexiang who opened the Third Belt and…
     8      Beijing                                            北京                    82 %  …s in Jiangxi Province as well Beijing.
    --- stderr ---
    12 candidates; --csv FILE writes a table of them to choose from.
    $ yiku term extract --document release --limit 3 --json
    {"type":"candidate","term":"Intellectual Property","acronym":"IP","count":50,"score":NN,"counterpart":"知识产权","confidence":NN,"example":"He pledged WIPO's continued support in further developing the intellectual property (IP) ecosystem in the country."}
    {"type":"candidate","term":"National Copyright Administration of China","acronym":"NCAC","count":7,"score":NN,"counterpart":"国家版权局","confidence":NN,"example":"In Jingdezhen, Mr. Tang opened the International Copyright Forum, an annual event organized jointly by WIPO and the National Copyright Administration of China (NCAC) since 2008."}
    {"type":"candidate","term":"Director General","acronym":null,"count":10,"score":NN,"counterpart":"总干事","confidence":NN,"example":"WIPO Director General Wraps Up Visit to China"}
    --- stderr ---
    3 candidates; --csv FILE writes a table of them to choose from.
    $ yiku term extract --csv new.csv --limit 8
    --- stderr ---
    Wrote new.csv (8 candidates). Delete what is no term, and: yiku term import new.csv
    $ yiku term import new.csv
    --- stderr ---
    new.csv: 8 concepts (8 new, 0 changed, 0 gone).
    $ yiku term extract --limit 3
     count  English                     Chinese                 sure  example
     4      Jiangxi Province            江西省                  58 %  …nd held bilateral meetings in Jiangxi Province as well Beijing.
     6      Vice Premier                副总理                  83 %  …ng, Mr. Tang met with Chinese Vice Premier Ding Xuexiang who opened the…
     2      Vice Premier Ding Xuexiang  中国国务院副总理丁薛祥  67 %  …ng, Mr. Tang met with Chinese Vice Premier Ding Xuexiang who opened the Third Belt and…
    --- stderr ---
    3 candidates; --csv FILE writes a table of them to choose from.
    $ yiku term extract release.zh-Hans.txt --lang zh-Hans --limit 5
     count  Chinese       English        sure  example
     71     产权          IP             87 %  产权组织总干事结束访华行程
     21     中国          China          77 %  …9月14日，世界知识产权组织（产权组织）总干事邓鸿森结束了对中国为期六天的正式访问，访问期间他在江西省和北京出席了多项活动并…
     4      中国知识产权  IP ecosystem   48 %  在与总干事的会谈中，副总理表示，中国愿与其他国家分享使中国知识产权生态系统得以加强的最佳做法。
     4      知识产权保护  IP protection  69 %  …技术创新取得的长足进步，也体现了江西省政府和南昌市政府在加强知识产权保护、出台激励政策和完善法治生态方面所作的努力。
     8      景德镇        Jingdezhen     89 %  景德镇位于江西省东北部，以历史悠久的瓷器生产闻名于世。
    --- stderr ---
    5 candidates; --csv FILE writes a table of them to choose from.
    $ yiku term extract release.en.txt --min 40
    --- stderr ---
    No term that the termbase lacks is said often enough there; --min 1 takes those that are said once.
    --- exit 1 ---
    $ yiku term extract --document nothing
    --- stderr ---
    error: there is no document “nothing” (there is release)
    --- exit 2 ---
    "#);
    assert_snapshot!(folder.read("new.csv"), @r#"
    ﻿en,zh-Hans,count,confidence,example
    Intellectual Property | IP,知识产权,50,96,…ort in further developing the intellectual property (IP) ecosystem in the country…
    National Copyright Administration of China | NCAC,国家版权局,7,83,…nized jointly by WIPO and the National Copyright Administration of China (NCAC) since 2008.
    Director General,总干事,10,91,WIPO Director General Wraps Up Visit to China
    Tang,邓先生,26,91,"…, WIPO Director General Daren Tang wrapped up a six-day official…"
    growth and development,增长和发展,4,69,"…economic, social and cultural growth and development."
    WIPO,产权组织,23,93,WIPO Director General Wraps Up Vis…
    innovation and creativity,创新和创造,3,53,"…ng to strengthen the region's innovation and creativity ecosystem, including setting…"
    IP ecosystem,知识产权生态系统,6,79,…aboration to strengthen their IP ecosystems.
    "#);
}
