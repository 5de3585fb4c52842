//! A file that is broken for each remedy, and what the mended one has.

/// Units as real memories have them: three languages, properties and notes.
pub(super) const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="CAT" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en-US" datatype="plaintext">
    <prop type="x-client">小米</prop>
  </header>
  <body>
    <tu tuid="n1" creationdate="20240920T083005Z">
      <prop type="x-domain">IP</prop>
      <note>seen by the client</note>
      <tuv xml:lang="en-US"><prop type="x-by">wang</prop><seg>Patents &amp; <bpt i="1">&lt;b&gt;</bpt>marks<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>专利和<bpt i="1">&lt;b&gt;</bpt>商标<ept i="1">&lt;/b&gt;</ept>。</seg></tuv>
      <tuv xml:lang="fr"><seg>Brevets et marques.</seg></tuv>
    </tu>
    <tu tuid="n2">
      <tuv xml:lang="en-US"><seg>Fees <ph x="1">{0}</ph></seg></tuv>
      <tuv xml:lang="zh-CN"><seg>费用<ph x="1">{0}</ph></seg></tuv>
    </tu>
  </body>
</tmx>
"#;

/// The remedy, what stands there, what breaks it, and what stands there mended.
pub(super) const TMX_CASES: &[(&str, &str, &str, &str)] = &[
    ("xml", "Patents &amp; ", "Patents & ", "Patents &amp; "),
    ("xml", "seen by", "seen\u{1}by", "seen\u{FFFD}by"),
    ("end-tag", "。</seg></tuv>", "。</tuv>", "。</seg></tuv>"),
    (
        "end-tag",
        "</header>",
        "</heade>",
        "<body>\n    <tu tuid=\"n1\"",
    ),
    ("supplied", "<body>", "<bdy>", "<body><tu tuid=\"n1\""),
    (
        "stray-end",
        "</note>",
        "</note></hi>",
        "</note>\n      <tuv",
    ),
    (
        "cut",
        "    </tu>\n    <tu tuid=\"n2\">",
        "    <tu tuid=\"n2\">",
        "<body>\n    <tu tuid=\"n2\">",
    ),
    (
        "damaged",
        "<prop type=\"x-by\">",
        "<prop type=x-by>",
        "<body>\n    <tu tuid=\"n2\">",
    ),
    (
        "truncated",
        "  </body>\n</tmx>\n",
        "",
        "</tu>\n</body></tmx>\n",
    ),
    ("behind", "</tmx>", "</tmx><tmx/>", "</tmx>\n"),
    (
        "namespace",
        "<tmx version=\"1.4\">",
        "<tmx xmlns=\"http://www.lisa.org/tmx14\" version=\"1.4\">",
        "<tmx version=\"1.4\">",
    ),
    (
        "prefix",
        "<tu tuid=\"n2\">",
        "<tu x:y=\"1\" tuid=\"n2\">",
        "<tu tuid=\"n2\">",
    ),
    (
        "element",
        "<note>",
        "<date>today</date><note>",
        "<prop type=\"x-domain\">IP</prop><note>",
    ),
    (
        "unwrapped",
        "Brevets et marques",
        "Brevets <b>et</b> marques",
        "Brevets et marques",
    ),
    (
        "late",
        "</seg></tuv>\n    </tu>\n    <tu ",
        "</seg><note>late</note></tuv>\n    </tu>\n    <tu ",
        "<note>late</note><seg>Brevets",
    ),
    (
        "repeated",
        "Brevets et marques.</seg>",
        "Brevets et marques.</seg><seg>Encore</seg>",
        "Brevets et marques.</seg></tuv>",
    ),
    (
        "supplied",
        "  <header creationtool=\"CAT\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"en-US\" datatype=\"plaintext\">\n    <prop type=\"x-client\">小米</prop>\n  </header>\n",
        "",
        "srclang=\"*all*\"",
    ),
    (
        "hollow",
        "<tuv xml:lang=\"fr\"><seg>Brevets et marques.</seg></tuv>",
        "<tuv xml:lang=\"fr\"/>",
        "。</seg></tuv>\n    </tu>",
    ),
    ("text", "<note>", "loose<note>", "<note>seen"),
    (
        "lang",
        "xml:lang=\"zh-CN\"",
        "lang=\"zh-CN\"",
        "<tuv xml:lang=\"zh-CN\">",
    ),
    (
        "attribute",
        "<tuv xml:lang=\"fr\">",
        "<tuv xml:lang=\"fr\" origin=\"mt\">",
        "<tuv xml:lang=\"fr\">",
    ),
    ("required", " o-tmf=\"x\"", "", "o-tmf=\"unknown\""),
    (
        "required",
        "type=\"x-domain\"",
        "",
        "<prop type=\"x-unknown\">IP</prop>",
    ),
    (
        "value",
        "20240920T083005Z",
        "2024-09-20T08:30:05",
        "creationdate=\"20240920T083005Z\"",
    ),
    (
        "value",
        "version=\"1.4\"",
        "version=\"1.1\"",
        "version=\"1.4\"",
    ),
    (
        "value",
        "xml:lang=\"zh-CN\"",
        "xml:lang=\"zh_CN\"",
        "xml:lang=\"zh-CN\"",
    ),
    (
        "worthless",
        "20240920T083005Z",
        "last week",
        "<tu tuid=\"n1\">",
    ),
    (
        "source",
        "adminlang=\"en\" srclang=\"en-US\"",
        "adminlang=\"en\" srclang=\"EN\"",
        "<tu tuid=\"n2\" srclang=\"en-US\">",
    ),
    (
        "code",
        "<ept i=\"1\">&lt;/b&gt;</ept>。",
        "。",
        "<it pos=\"begin\">&lt;b&gt;</it>商标。",
    ),
    ("number", "<bpt i=\"1\">", "<bpt>", "<bpt i=\"1\">"),
    (
        "number",
        "<ph x=\"1\">",
        "<ph x=\"ph0\">",
        "<ph x=\"1\">{0}</ph></seg></tuv>",
    ),
    (
        "taken",
        "<tu tuid=\"n2\">",
        "<tu tuid=\"n1\">",
        "<tu>\n      <tuv xml:lang=\"en-US\"><seg>Fees",
    ),
    (
        "taken",
        "Fees <ph x=\"1\">{0}</ph>",
        "Fees <ph x=\"1\">{0}</ph><ph x=\"1\">{1}</ph>",
        "Fees <ph x=\"1\">{0}</ph><ph>{1}</ph>",
    ),
    (
        "taken",
        "费用<ph x=\"1\">{0}</ph>",
        "费用<hi x=\"1\">{0}</hi>",
        "费用<hi>{0}</hi>",
    ),
];

/// A file of two units, with the extension of a tool.
pub(super) const XLIFF12: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:m="urn:m" version="1.2">
  <file original="a.txt" source-language="en" target-language="zh-CN" datatype="plaintext" date="2024-09-20T08:30:05Z" m:id="7">
    <header>
      <phase-group><phase phase-name="p" process-name="translation"/></phase-group>
      <glossary><external-file href="a.tbx" uid="1"/></glossary>
    </header>
    <body>
      <group id="g">
        <trans-unit id="1" m:seen="yes">
          <source>Pay <bpt id="1">[</bpt>fees<ept id="1">]</ept><bx id="2"/>.<ex id="2"/></source>
          <seg-source><mrk mtype="seg" mid="0">Pay fees.</mrk></seg-source>
          <target state="signed-off" phase-name="p"><mrk mtype="seg" mid="0">缴费。</mrk></target>
          <note from="wang">checked</note>
          <m:own>kept</m:own>
        </trans-unit>
        <trans-unit id="2">
          <source>Mark <x id="1"/></source>
          <target>商标<x id="1"/></target>
          <alt-trans origin="TM"><target>标</target></alt-trans>
        </trans-unit>
      </group>
    </body>
  </file>
</xliff>
"#;

pub(super) const XLIFF12_CASES: &[(&str, &str, &str, &str)] = &[
    (
        "supplied",
        "process-name=\"translation\"",
        "process-name=\"translation\" tool-id=\"CAT\"",
        "<tool tool-id=\"CAT\" tool-name=\"CAT\"/>",
    ),
    (
        "taken",
        "uid=\"1\"/></glossary>",
        "uid=\"1\"/></glossary><glossary><external-file href=\"b.tbx\" uid=\"1\"/></glossary>",
        "<external-file href=\"b.tbx\"/>",
    ),
    (
        "reference",
        "<alt-trans origin",
        "<alt-trans mid=\"9\" origin",
        "<alt-trans origin",
    ),
    (
        "namespace",
        " xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"",
        "",
        "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"",
    ),
    ("namespace", "document:1.2", "document:1.1", "document:1.2"),
    (
        "required",
        " datatype=\"plaintext\"",
        "",
        " datatype=\"plaintext\"",
    ),
    ("value", "signed-off", "singed-off", "state=\"signed-off\""),
    (
        "value",
        "source-language=\"en\"",
        "source-language=\"en_us\"",
        "source-language=\"en-US\"",
    ),
    (
        "value",
        "2024-09-20T08:30:05Z",
        "20240920T083005Z",
        "date=\"2024-09-20T08:30:05Z\"",
    ),
    (
        "repeated",
        "<note from=\"wang\">checked</note>",
        "<source/>",
        "缴费。",
    ),
    (
        "late",
        "<source>Mark <x id=\"1\"/></source>\n          <target>商标<x id=\"1\"/></target>",
        "<target>商标<x id=\"1\"/></target><source>Mark <x id=\"1\"/></source>",
        "<source>Mark <x id=\"1\"/></source>\n          <target>",
    ),
    (
        "code",
        "<ept id=\"1\">]</ept>",
        "",
        "<it id=\"1\" pos=\"open\">[</it>fees<bx",
    ),
    ("code", "<bx id=\"2\"/>", "", "<x id=\"2\"/></source>"),
    (
        "id",
        "<trans-unit id=\"2\">",
        "<trans-unit id=\"1\">",
        "<trans-unit id=\"1-2\">",
    ),
    (
        "id",
        "<trans-unit id=\"2\">",
        "<trans-unit>",
        "<trans-unit id=\"1-2\">",
    ),
    ("id", "商标<x id=\"1\"/>", "商标<x/>", "商标<x id=\"1\"/>"),
    (
        "reference",
        "phase-name=\"p\">",
        "phase-name=\"q\">",
        "<target state=\"signed-off\"><mrk",
    ),
    (
        "reference",
        "mid=\"0\">缴费",
        "mid=\"5\">缴费",
        "<mrk mtype=\"seg\">缴费",
    ),
    (
        "supplied",
        "datatype=\"plaintext\"",
        "datatype=\"plaintext\" tool-id=\"t\"",
        "<tool tool-id=\"t\" tool-name=\"t\"/>",
    ),
    (
        "prefix",
        " m:seen=\"yes\"",
        " n:seen=\"yes\"",
        "<trans-unit id=\"1\">",
    ),
    (
        "hollow",
        "<alt-trans origin=\"TM\"><target>标</target></alt-trans>",
        "<alt-trans/>",
        "</target>\n        </trans-unit>",
    ),
    (
        "cut",
        "</trans-unit>\n        <trans-unit id=\"2\">",
        "<trans-unit id=\"2\">",
        "<group id=\"g\">\n        <trans-unit id=\"2\">",
    ),
    (
        "truncated",
        "</group>\n    </body>\n  </file>\n</xliff>\n",
        "",
        "</group></body></file></xliff>\n",
    ),
];

pub(super) const XLIFF2: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="zh-CN">
  <file id="f1">
    <group id="g1">
      <unit id="u1">
        <notes><note id="n1">seen</note></notes>
        <originalData><data id="d1">[</data></originalData>
        <segment id="s1" state="translated">
          <source>Pay <sc id="1" dataRef="d1"/>fees<ec startRef="1"/>.</source>
          <target>缴<sc id="1" dataRef="d1"/>费<ec startRef="1"/>。</target>
        </segment>
      </unit>
      <unit id="u2">
        <segment>
          <source>Mark <sm id="m1" type="term"/>it<em startRef="m1"/></source>
        </segment>
      </unit>
    </group>
  </file>
</xliff>
"#;

pub(super) const XLIFF2_CASES: &[(&str, &str, &str, &str)] = &[
    ("required", " srcLang=\"en\"", "", "srcLang=\"und\""),
    (
        "value",
        "state=\"translated\"",
        "state=\"Translated\"",
        "state=\"translated\"",
    ),
    (
        "value",
        "trgLang=\"zh-CN\"",
        "trgLang=\"zh_cn\"",
        "trgLang=\"zh-CN\"",
    ),
    (
        "worthless",
        "<segment>",
        "<segment state=\"final\">",
        "<segment>",
    ),
    (
        "id",
        "<unit id=\"u2\">",
        "<unit id=\"u1\">",
        "<unit id=\"u1-2\">",
    ),
    ("id", "<unit id=\"u2\">", "<unit>", "<unit id=\"u1-2\">"),
    ("id", "<file id=\"f1\">", "<file>", "<file id=\"f1\">"),
    (
        "reference",
        "dataRef=\"d1\"",
        "dataRef=\"d9\"",
        "Pay <sc id=\"1\"/>fees",
    ),
    ("code", "<em startRef=\"m1\"/>", "", "Mark it</source>"),
    (
        "code",
        "费<ec startRef=\"1\"/>",
        "费",
        "缴<sc id=\"1-2\" dataRef=\"d1\" isolated=\"yes\"/>费",
    ),
    (
        "late",
        "<notes><note id=\"n1\">seen</note></notes>\n        <originalData><data id=\"d1\">[</data></originalData>",
        "<originalData><data id=\"d1\">[</data></originalData><notes><note id=\"n1\">seen</note></notes>",
        "<notes><note id=\"n1\">seen</note></notes>\n        <originalData>",
    ),
    (
        "cut",
        "</unit>\n      <unit id=\"u2\">",
        "<unit id=\"u2\">",
        "<group id=\"g1\">\n      <unit id=\"u2\">",
    ),
    ("xml", "缴", "&#11;", "<target>\u{FFFD}"),
    (
        "truncated",
        "</group>\n  </file>\n</xliff>\n",
        "",
        "</unit>\n    </group></file></xliff>\n",
    ),
];

pub(super) const TBX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dca" type="TBX-Basic" xml:lang="en">
  <tbxHeader><fileDesc><sourceDesc><p>terms</p></sourceDesc></fileDesc></tbxHeader>
  <text>
    <body>
      <conceptEntry id="c1">
        <descrip type="subjectField">IP</descrip>
        <langSec xml:lang="en"><termSec><term>patent</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>
        <langSec xml:lang="zh-CN"><termSec><term>专利</term></termSec></langSec>
      </conceptEntry>
    </body>
  </text>
</tbx>
"#;

pub(super) const TBX_CASES: &[(&str, &str, &str, &str)] = &[
    ("required", " style=\"dca\"", "", "style=\"dca\""),
    (
        "lang",
        "xml:lang=\"zh-CN\"",
        "lang=\"zh-CN\"",
        "<langSec xml:lang=\"zh-CN\">",
    ),
    (
        "value",
        "xml:lang=\"zh-CN\"",
        "xml:lang=\"zh_CN\"",
        "<langSec xml:lang=\"zh-CN\">",
    ),
    (
        "late",
        "<term>patent</term><termNote type=\"partOfSpeech\">noun</termNote>",
        "<termNote type=\"partOfSpeech\">noun</termNote><term>patent</term>",
        "<term>patent</term><termNote",
    ),
    (
        "id",
        "<conceptEntry id=\"c1\">",
        "<conceptEntry>",
        "<conceptEntry id=\"c1\">",
    ),
    (
        "hollow",
        "<term>专利</term>",
        "",
        "</langSec>\n      </conceptEntry>",
    ),
    (
        "element",
        "<descrip type=\"subjectField\">IP</descrip>",
        "<term>IP</term>",
        "<langSec xml:lang=\"en\">",
    ),
];

/// The same edition as tools of 2008 write it.
pub(super) const MARTIF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en">
  <martifHeader><fileDesc><sourceDesc><p>terms</p></sourceDesc></fileDesc></martifHeader>
  <text>
    <body>
      <termEntry id="c1">
        <langSet xml:lang="en"><tig><term>patent</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
        <langSet xml:lang="zh-CN"><ntig><termGrp><term>专利</term></termGrp></ntig></langSet>
      </termEntry>
    </body>
  </text>
</martif>
"#;

pub(super) const MARTIF_CASES: &[(&str, &str, &str, &str)] = &[
    (
        "value",
        "xml:lang=\"zh-CN\"",
        "xml:lang=\"zh_CN\"",
        "<langSet xml:lang=\"zh-CN\">",
    ),
    (
        "supplied",
        "<sourceDesc><p>terms</p></sourceDesc>",
        "from a termbase",
        "<sourceDesc><p/></sourceDesc>",
    ),
    (
        "late",
        "<term>patent</term><termNote type=\"partOfSpeech\">noun</termNote>",
        "<termNote type=\"partOfSpeech\">noun</termNote><term>patent</term>",
        "<term>patent</term><termNote",
    ),
];

pub(super) const SRX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="no">
    <formathandle type="start" include="no"/>
  </header>
  <body>
    <languagerules>
      <languagerule languagerulename="English">
        <rule break="no"><beforebreak>\bNo\.</beforebreak><afterbreak>\s\d</afterbreak></rule>
        <rule break="yes"><beforebreak>\.</beforebreak><afterbreak>\s</afterbreak></rule>
      </languagerule>
      <languagerule languagerulename="Chinese">
        <rule break="yes"><beforebreak>。</beforebreak></rule>
      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="en.*" languagerulename="English"/>
      <languagemap languagepattern="zh.*" languagerulename="Chinese"/>
    </maprules>
  </body>
</srx>
"#;

pub(super) const SRX_CASES: &[(&str, &str, &str, &str)] = &[
    (
        "value",
        "version=\"2.0\"",
        "version=\"1.0\"",
        "version=\"2.0\"",
    ),
    (
        "namespace",
        "http://www.lisa.org/srx20",
        "http://www.lisa.org/srx10",
        "http://www.lisa.org/srx20",
    ),
    ("required", " cascade=\"no\"", "", "cascade=\"no\""),
    (
        "value",
        "break=\"no\"",
        "break=\"false\"",
        "<rule break=\"no\">",
    ),
    (
        "repeated",
        "include=\"no\"/>",
        "include=\"no\"/><formathandle type=\"start\" include=\"yes\"/>",
        "include=\"no\"/>\n",
    ),
    (
        "id",
        "languagerulename=\"Chinese\">",
        "languagerulename=\"English\">",
        "languagerulename=\"English-2\">",
    ),
    (
        "reference",
        "\"zh.*\" languagerulename=\"Chinese\"",
        "\"zh.*\" languagerulename=\"Japanese\"",
        "languagerulename=\"English\"/>\n    </maprules>",
    ),
    (
        "unwrapped",
        "<languagemap languagepattern=\"en.*\" languagerulename=\"English\"/>",
        "<maprule maprulename=\"a\"><languagemap languagepattern=\"en.*\" languagerulename=\"English\"/></maprule>",
        "<languagemap languagepattern=\"en.*\" languagerulename=\"English\"/>",
    ),
    (
        "late",
        "<beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak>",
        "<afterbreak>\\s</afterbreak><beforebreak>\\.</beforebreak>",
        "<beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak>",
    ),
];
