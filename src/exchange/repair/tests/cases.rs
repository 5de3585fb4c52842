//! Files of TMX, TBX and SRX that are broken for each remedy, and what the mended ones have.

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
