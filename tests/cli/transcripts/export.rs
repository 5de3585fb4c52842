//! What goes out: `export`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

#[test]
fn export_to_the_screen_and_to_files() {
    let folder = Folder::with_memory();
    folder.done("reject 5");
    assert_snapshot!(folder.transcript("
        export --format tmx
        export --format tmx --state rejected --tags en=en-GB,zh-Hans=zh-CN
    "), @r#"
    $ yiku export --format tmx
    <?xml version="1.0" encoding="UTF-8"?>
    <tmx version="1.4">
      <header creationtool="yiku" creationtoolversion="0.1.0" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="en" datatype="plaintext"/>
      <body>
        <tu tuid="ef7fa9ddae3bdcff7ebdf1baf63f8a9b">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>Director General Visits Xiaomi</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>总干事访问小米</seg>
          </tuv>
        </tu>
        <tu tuid="dccd59f21a88e7b0305df0ab91a167cd">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。</seg>
          </tuv>
        </tu>
        <tu tuid="a8e025fa7b679f9c777418ef219b58da">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>The company is a prolific user of the PCT and Madrid System.</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。</seg>
          </tuv>
        </tu>
        <tu tuid="bf3722fc73af55dd93e57efc70553a55">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>“IP is of utmost importance to the company,” Mr. Lei Jun said.</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>雷军先生说：“知识产权对公司极为重要。”</seg>
          </tuv>
        </tu>
      </body>
    </tmx>
    $ yiku export --format tmx --state rejected --tags en=en-GB,zh-Hans=zh-CN
    <?xml version="1.0" encoding="UTF-8"?>
    <tmx version="1.4">
      <header creationtool="yiku" creationtoolversion="0.1.0" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="en-GB" datatype="plaintext" creationdate="20240916T152000Z"/>
      <body>
        <tu tuid="5e6c734ae63dfb8c7e32bd9a8a8bd40b">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en-GB">
            <seg>The visit took place in Beijing on September 14, 2024.</seg>
          </tuv>
          <tuv xml:lang="zh-CN" changedate="20240916T152000Z" changeid="li">
            <prop type="x-state">rejected</prop>
            <prop type="x-origin">human</prop>
            <seg>访问于2024年9月14日在北京进行。</seg>
          </tuv>
        </tu>
      </body>
    </tmx>
    "#);
    assert_snapshot!(folder.transcript("export --format xliff"), @r#"
    $ yiku export --format xliff
    <?xml version="1.0" encoding="UTF-8"?>
    <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
      <file original="notice.en.txt" source-language="en" target-language="zh-Hans" datatype="plaintext" tool-id="yiku" date="2024-09-16T15:20:00Z">
        <header>
          <tool tool-id="yiku" tool-name="yiku" tool-version="0.1.0"/>
        </header>
        <body>
          <trans-unit id="1" resname="_y5572txnohpop67v56g5pmp4ktmwklq3bbl6ak" xml:space="preserve">
            <source>Director General Visits Xiaomi</source>
            <target state="translated" state-qualifier="x-aligned">总干事访问小米</target>
            <note from="terms" annotates="source">Director General = 总干事</note>
            <note from="terms" annotates="source">visit = 访问</note>
            <note from="terms" annotates="source">Xiaomi = 小米</note>
          </trans-unit>
          <trans-unit id="2" resname="_y3tgvt4q2rdt3amc56cvzdilhzuecha3addt2o" xml:space="preserve">
            <source>As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.</source>
            <target state="translated" state-qualifier="x-aligned">截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。</target>
            <note from="terms" annotates="source">Xiaomi = 小米</note>
            <note from="terms" annotates="source">patent = 专利</note>
            <note from="terms" annotates="source">trademark = 商标</note>
          </trans-unit>
          <trans-unit id="3" resname="_yvdqcl6t3m6pzy53uddxsdg2y3ilgc4yvgl67k" xml:space="preserve">
            <source>The company is a prolific user of the PCT and Madrid System.</source>
            <target state="translated" state-qualifier="x-aligned">该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。</target>
            <note from="terms" annotates="source">company = 公司</note>
            <note from="terms" annotates="source">PCT = 《专利合作条约》</note>
            <note from="terms" annotates="source">Madrid System = 马德里体系; not 马德里系统</note>
          </trans-unit>
          <trans-unit id="4" resname="_yx43sf7dtv5k53e7fp36havj2kww6k4z3aeij6" xml:space="preserve">
            <source>“IP is of utmost importance to the company,” Mr. Lei Jun said.</source>
            <target state="translated" state-qualifier="x-aligned">雷军先生说：“知识产权对公司极为重要。”</target>
            <note from="terms" annotates="source">IP = 知识产权</note>
            <note from="terms" annotates="source">company = 公司</note>
            <note from="terms" annotates="source">Lei Jun = 雷军</note>
          </trans-unit>
          <trans-unit id="5" resname="_ylzwhgsxghx5yy7rsxwnivc6ubmwy4yiy7sgqk" xml:space="preserve">
            <source>The visit took place in Beijing on September 14, 2024.</source>
            <target state="needs-review-translation">访问于2024年9月14日在北京进行。</target>
            <note from="terms" annotates="source">visit = 访问</note>
            <note from="terms" annotates="source">Beijing = 北京</note>
            <note from="state" annotates="target">rejected</note>
          </trans-unit>
        </body>
      </file>
    </xliff>
    --- stderr ---
    This format has no place for everything: 5 × fields were left out.
    "#);
    for (version, namespace) in [("2.0", "2.0"), ("2.1", "2.0"), ("2.2", "2.2")] {
        let name = format!("{version}.xlf");
        folder.done(&format!("export --format xliff{version} -o {name}"));
        folder.done(&format!("validate {name}"));
        let root = format!(
            "<xliff version=\"{version}\" xmlns=\"urn:oasis:names:tc:xliff:document:{namespace}\""
        );
        assert!(folder.read(&name).contains(&root));
    }
    assert_snapshot!(folder.transcript("export --format xliff2 --for trados"), @r#"
    $ yiku export --format xliff2 --for trados
    <?xml version="1.0" encoding="UTF-8"?>
    <xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0" srcLang="en-US" trgLang="zh-CN">
      <file id="f1" original="notice.en.txt">
        <unit id="u1" name="_y5572txnohpop67v56g5pmp4ktmwklq3bbl6ak" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>Director General</gls:term>
              <gls:translation>总干事</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>visit</gls:term>
              <gls:translation>访问</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>Xiaomi</gls:term>
              <gls:translation>小米</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="translated" subState="yiku:aligned">
            <source>Director General Visits Xiaomi</source>
            <target>总干事访问小米</target>
          </segment>
        </unit>
        <unit id="u2" name="_y3tgvt4q2rdt3amc56cvzdilhzuecha3addt2o" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>Xiaomi</gls:term>
              <gls:translation>小米</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>patent</gls:term>
              <gls:translation>专利</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>trademark</gls:term>
              <gls:translation>商标</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="translated" subState="yiku:aligned">
            <source>As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.</source>
            <target>截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。</target>
          </segment>
        </unit>
        <unit id="u3" name="_yvdqcl6t3m6pzy53uddxsdg2y3ilgc4yvgl67k" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>company</gls:term>
              <gls:translation>公司</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>PCT</gls:term>
              <gls:translation>《专利合作条约》</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>Madrid System</gls:term>
              <gls:translation>马德里体系</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <notes>
            <note id="n1" appliesTo="target" category="terms">Madrid System = 马德里体系; not 马德里系统</note>
          </notes>
          <segment state="translated" subState="yiku:aligned">
            <source>The company is a prolific user of the PCT and Madrid System.</source>
            <target>该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。</target>
          </segment>
        </unit>
        <unit id="u4" name="_yx43sf7dtv5k53e7fp36havj2kww6k4z3aeij6" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>IP</gls:term>
              <gls:translation>知识产权</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>company</gls:term>
              <gls:translation>公司</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>Lei Jun</gls:term>
              <gls:translation>雷军</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="translated" subState="yiku:aligned">
            <source>“IP is of utmost importance to the company,” Mr. Lei Jun said.</source>
            <target>雷军先生说：“知识产权对公司极为重要。”</target>
          </segment>
        </unit>
        <unit id="u5" name="_ylzwhgsxghx5yy7rsxwnivc6ubmwy4yiy7sgqk" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>visit</gls:term>
              <gls:translation>访问</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>Beijing</gls:term>
              <gls:translation>北京</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="initial" subState="yiku:rejected">
            <source>The visit took place in Beijing on September 14, 2024.</source>
            <target>访问于2024年9月14日在北京进行。</target>
          </segment>
        </unit>
      </file>
    </xliff>
    --- stderr ---
    This format has no place for everything: 5 × fields were left out.
    "#);
    assert_snapshot!(folder.transcript("
        export --format jsonl
        export --format text
        export --format tbx
        export --format terms-csv
        export --format glossary
    "), @r#"
    $ yiku export --format jsonl
    {"type":"memory","version":1,"source":"en","target":"zh-Hans","date":"2024-09-16T15:20:00Z"}
    {"type":"document","name":"notice","file":"notice.en.txt","target_file":"notice.zh.txt","source_lang":"en","target_lang":"zh-Hans","source_hash":"85f321ac830c704bc1803ec2e08f37320a647d36ceea112fbe67a21681385242","target_hash":"78b9c3173b101cb74cb92cb63285ce45e259d6b79605cf0bb2ccf2d5db397170","source_encoding":"UTF-8","target_encoding":"UTF-8","source_tail":"\n","target_tail":"\n"}
    {"type":"unit","id":"ef7fa9ddae3bdcff7ebdf1baf63f8a9b","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":1,"paragraph":1},"target_place":{"number":1},"source_lang":"en","variants":[{"lang":"en","text":"Director General Visits Xiaomi"},{"lang":"zh-Hans","text":"总干事访问小米","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"dccd59f21a88e7b0305df0ab91a167cd","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":2,"paragraph":2,"before":"\n"},"target_place":{"number":2,"before":"\n"},"source_lang":"en","variants":[{"lang":"en","text":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks."},{"lang":"zh-Hans","text":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"a8e025fa7b679f9c777418ef219b58da","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":3,"paragraph":2,"before":" "},"target_place":{"number":3},"source_lang":"en","variants":[{"lang":"en","text":"The company is a prolific user of the PCT and Madrid System."},{"lang":"zh-Hans","text":"该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"bf3722fc73af55dd93e57efc70553a55","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":4,"paragraph":3,"before":"\n"},"target_place":{"number":4,"before":"\n"},"source_lang":"en","variants":[{"lang":"en","text":"“IP is of utmost importance to the company,” Mr. Lei Jun said."},{"lang":"zh-Hans","text":"雷军先生说：“知识产权对公司极为重要。”","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"5e6c734ae63dfb8c7e32bd9a8a8bd40b","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":5,"paragraph":4,"before":"\n"},"target_place":{"number":5,"before":"\n"},"source_lang":"en","variants":[{"lang":"en","text":"The visit took place in Beijing on September 14, 2024."},{"lang":"zh-Hans","text":"访问于2024年9月14日在北京进行。","state":"rejected","made_by":"human","author":"li","date":"2024-09-16T15:20:00Z","as_imported":"访问于2024年9月14日在北京进行。"}],"fields":{"project":"visit"}}
    $ yiku export --format text
    总干事访问小米
    截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    雷军先生说：“知识产权对公司极为重要。”
    The visit took place in Beijing on September 14, 2024.
    --- stderr ---
    warning: the source text stands where there is no translation to use: 1 segment
    $ yiku export --format tbx
    <?xml version="1.0" encoding="UTF-8"?>
    <tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
      <tbxHeader>
        <fileDesc>
          <sourceDesc>
            <p>Termbase exported by yiku</p>
          </sourceDesc>
        </fileDesc>
      </tbxHeader>
      <text>
        <body>
          <conceptEntry id="beijing">
            <descrip type="subjectField">place</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Beijing</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>北京</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="company">
            <descrip type="subjectField">business</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>company</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>公司</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="director-general">
            <descrip type="subjectField">office</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Director General</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>总干事</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="ip">
            <descrip type="subjectField">law</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>IP</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>知识产权</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="lei-jun">
            <descrip type="subjectField">person</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Lei Jun</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>雷军</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="madrid-system">
            <descrip type="subjectField">trademark</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Madrid System</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>马德里体系</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
              <termSec>
                <term>马德里系统</term>
                <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="patent">
            <descrip type="subjectField">patent</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>patent</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>专利</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="pct">
            <descrip type="subjectField">patent</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>PCT</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>《专利合作条约》</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="trademark">
            <descrip type="subjectField">trademark</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>trademark</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>商标</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="visit">
            <descrip type="subjectField">business</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>visit</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>访问</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="xiaomi">
            <descrip type="subjectField">business</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Xiaomi</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>小米</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
        </body>
      </text>
    </tbx>
    $ yiku export --format terms-csv
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
    $ yiku export --format glossary
    Beijing	北京	
    company	公司	
    Director General	总干事	
    IP	知识产权	
    Lei Jun	雷军	
    Madrid System	马德里体系	not 马德里系统
    patent	专利	
    PCT	《专利合作条约》	
    trademark	商标	
    visit	访问	
    Xiaomi	小米
    "#);
    assert_snapshot!(folder.transcript("
        export -o a.tmx --for trados
        export -o a.tmx --for trados
        export -o a.xlf
        export -o a.2.xlf
        export -o a.jsonl
        export -o a.tbx
        export -o a.csv
        export -o a.txt
        export -o a.html
        export -o a.docx
        export
        export somewhere
        export notice
        export -o a.tmx --tags zh
        export -o a.tmx --document other
        export --for omegat project
    "), @"
    $ yiku export -o a.tmx --for trados
    --- stderr ---
    Wrote a.tmx (4 segments).
    $ yiku export -o a.tmx --for trados
    --- stderr ---
    Up to date: a.tmx (4 segments).
    $ yiku export -o a.xlf
    --- stderr ---
    Wrote a.xlf (5 segments).
    This format has no place for everything: 5 × fields were left out.
    $ yiku export -o a.2.xlf
    --- stderr ---
    Wrote a.2.xlf (5 segments).
    This format has no place for everything: 5 × fields were left out.
    $ yiku export -o a.jsonl
    --- stderr ---
    Wrote a.jsonl (5 segments).
    $ yiku export -o a.tbx
    --- stderr ---
    Wrote a.tbx (11 concepts).
    $ yiku export -o a.csv
    --- stderr ---
    Wrote a.csv (11 concepts).
    $ yiku export -o a.txt
    --- stderr ---
    Wrote a.txt (1 document).
    warning: the source text stands where there is no translation to use: 1 segment
    $ yiku export -o a.html
    --- stderr ---
    Wrote a.html (1 document).
    $ yiku export -o a.docx
    --- stderr ---
    Wrote a.docx (5 segments).
    $ yiku export
    --- stderr ---
    error: which format?
    hint: --format is one of tmx, xliff2, xliff2.0, xliff2.2, xliff, jsonl, weblate, review, po, csv, tsv, xlsx, tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv, terms-xlsx, glossary, text, document, report
    --- exit 2 ---
    $ yiku export somewhere
    --- stderr ---
    error: what should be written into somewhere?
    hint: `yiku export --for omegat FOLDER` writes an OmegaT project; a single file goes with -o FILE
    --- exit 2 ---
    $ yiku export notice
    --- stderr ---
    error: what should be written into notice?
    hint: a document of the memory is named with --document notice
    --- exit 2 ---
    $ yiku export -o a.tmx --tags zh
    --- stderr ---
    error: “zh” does not say how to write a language; --tags takes en=en-US,zh-Hans=zh-CN
    --- exit 2 ---
    $ yiku export -o a.tmx --document other
    --- stderr ---
    error: there is no document “other” (there is notice)
    --- exit 2 ---
    $ yiku export --for omegat project
    --- stderr ---
      project/source/notice.xlf
      project/tm/auto/notice.tmx
      project/glossary/glossary.txt
      project/omegat.project
    OmegaT opens project as a project.
    ");
    let names: Vec<String> = folder
        .files("project")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_snapshot!(names.join("\n"), @r"
    project/glossary/glossary.txt
    project/omegat.project
    project/source/notice.xlf
    project/tm/auto/notice.tmx
    ");
    let report = folder.done("export --format report");
    assert!(report.starts_with("<!DOCTYPE html>") && report.contains("已获得4万多件"));
}
