//! Valid files of TMX, XLIFF 1.2, TBX and SRX, and for each rule a small change that breaks it.

use super::Case;

pub(super) const TMX: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="yiku" creationtoolversion="1" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="en" datatype="plaintext"><note>Reports</note><ude name="Mac" base="Macintosh"><map unicode="#xF8FF" code="#xF0"/></ude></header>
<body><tu tuid="1" changedate="20240531T100000Z"><prop type="document">report</prop><tuv xml:lang="en"><seg>The <bpt i="1" x="1">&lt;b&gt;</bpt>fee<ept i="1">&lt;/b&gt;</ept>.<ph x="2"/></seg></tuv><tuv xml:lang="zh-CN"><seg><it pos="begin" x="1"/>费用。</seg></tuv></tu></body>
</tmx>
"##;

pub(super) const TMX_CASES: &[Case] = &[
    ("XML-WELLFORMED", "</seg></tuv></tu>", "</seg></tu>"),
    ("XML-NAMESPACE", "<tu tuid", "<tu x:a=\"1\" tuid"),
    (
        "TMX-ROOT",
        "<tmx ",
        "<tmx xmlns=\"http://www.lisa.org/tmx14\" ",
    ),
    ("TMX-ELEMENT", "The <bpt", "The <b/><bpt"),
    (
        "TMX-ORDER",
        "费用。</seg>",
        "费用。</seg><prop type=\"x\">y</prop>",
    ),
    (
        "TMX-MISSING",
        "<seg><it pos=\"begin\" x=\"1\"/>费用。</seg>",
        "",
    ),
    ("TMX-X", "begin\" x=\"1", "begin\" x=\"2"),
    ("TMX-X", "<ph x=\"2\"/>", "<ph x=\"2\"/><ph x=\"2\"/>"),
    (
        "TMX-ATTRIBUTE",
        "<tuv xml:lang=\"zh-CN\">",
        "<tuv xml:lang=\"zh-CN\" tuid=\"2\">",
    ),
    ("TMX-REQUIRED", "<prop type=\"document\">", "<prop>"),
    ("TMX-VALUE", "20240531T100000Z", "2024-05-31T10:00:00"),
    ("TMX-TEXT", "<body>", "<body>text"),
    ("TMX-SOURCE", "srclang=\"en\"", "srclang=\"fr\""),
    ("TMX-PAIR", "<ept i=\"1\">", "<ept i=\"2\">"),
    ("TMX-UDE-BASE", " base=\"Macintosh\"", ""),
];

/// TMX of each earlier version.
pub(super) const TMX_11: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
<header creationtool="yiku" creationtoolversion="1" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="en" datatype="plaintext"><note lang="en">Reports</note></header>
<body><tu><tuv lang="en"><seg>The <ut x="1">{b}</ut>fee <sub>is due</sub>.</seg></tuv><tuv lang="zh-CN"><seg>费用。</seg></tuv></tu></body>
</tmx>
"#;

pub(super) const TMX_11_CASES: &[Case] = &[
    ("TMX-ELEMENT", "<sub>is due</sub>", "<hi>is due</hi>"),
    ("TMX-ATTRIBUTE", "<sub>", "<sub type=\"index\">"),
    ("TMX-REQUIRED", "<tuv lang=\"zh-CN\">", "<tuv>"),
    (
        "TMX-ATTRIBUTE",
        "<tuv lang=\"zh-CN\">",
        "<tuv lang=\"zh-CN\" xml:lang=\"zh-CN\">",
    ),
    ("TMX-SOURCE", "<tuv lang=\"en\">", "<tuv lang=\"fr\">"),
];

/// What may stand in 1.2 and 1.3 and not in the version before, or not any more in that after.
pub(super) const TMX_12_CASES: &[Case] = &[
    ("TMX-ELEMENT", "<hi>is due</hi>", "<sub>is due</sub>"),
    (
        "TMX-ATTRIBUTE",
        "<note lang=\"en\">",
        "<note xml:lang=\"en\">",
    ),
    ("TMX-ELEMENT", "{b}", "<sub>b</sub>"),
];
pub(super) const TMX_13_CASES: &[Case] = &[
    (
        "TMX-REQUIRED",
        "<tuv xml:lang=\"zh-CN\">",
        "<tuv lang=\"zh-CN\">",
    ),
    ("TMX-ELEMENT", "{b}", "<sub>b</sub>"),
];

pub(super) const XLIFF12: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="en" target-language="zh-CN" datatype="plaintext" tool-id="t1">
<header><phase-group><phase phase-name="p1" process-name="review" tool-id="t1"/></phase-group><glossary><external-file href="a.tbx" uid="1"/></glossary><reference><external-file href="b.pdf" uid="2"/></reference><tool tool-id="t1" tool-name="yiku"/></header>
<body><group id="g1"><trans-unit id="1"><source>A <bpt id="1" rid="1">b</bpt>fee<ept id="2" rid="1">b</ept>.</source><seg-source><mrk mtype="seg" mid="1">A fee.</mrk></seg-source><target state="translated" phase-name="p1"><mrk mtype="seg" mid="1">费用。</mrk></target><context-group name="c1" purpose="location match"><context context-type="sourcefile">a</context></context-group><alt-trans mid="1"><target>收费。</target></alt-trans></trans-unit><trans-unit id="2" maxwidth="20"><source>Index <ph id="1"><sub xid="1">fee</sub></ph></source></trans-unit><bin-unit id="3" mime-type="image/png"><bin-source><external-file href="a.png"/></bin-source></bin-unit></group></body>
</file>
</xliff>
"#;

pub(super) const XLIFF12_CASES: &[Case] = &[
    ("XML-WELLFORMED", "费用。", "费用。]]>"),
    ("XML-NAMESPACE", "<group id", "<group x:a=\"1\" id"),
    ("XLF1-ROOT", "document:1.2", "document:1.1"),
    (
        "XLF1-ELEMENT",
        "<group id=\"g1\">",
        "<group id=\"g1\"><source/>",
    ),
    ("XLF1-ORDER", "</target>", "</target><target/>"),
    ("XLF1-MISSING", "<body>", "<body><trans-unit id=\"2\"/>"),
    (
        "XLF1-ATTRIBUTE",
        "<trans-unit id=\"1\">",
        "<trans-unit id=\"1\" state=\"final\">",
    ),
    (
        "XLF1-VALUE",
        "purpose=\"location match\"",
        "purpose=\"location, match\"",
    ),
    ("XLF1-VALUE", "image/png", "png"),
    ("XLF1-VALUE", "maxwidth=\"20\"", "maxwidth=\"wide\""),
    ("XLF1-XID", "xid=\"1\"", "xid=\"9\""),
    ("XLF1-UID", "uid=\"2\"", "uid=\"1\""),
    ("XLF1-MID", "<alt-trans mid=\"1\">", "<alt-trans mid=\"2\">"),
    (
        "XLF1-TOOL",
        "process-name=\"review\" tool-id=\"t1\"",
        "process-name=\"review\" tool-id=\"t2\"",
    ),
    ("XLF1-REQUIRED", " datatype=\"plaintext\"", ""),
    ("XLF1-VALUE", "state=\"translated\"", "state=\"singed-off\""),
    ("XLF1-TEXT", "<body>", "<body>text"),
    (
        "XLF1-EXTENSION",
        "<trans-unit id=\"1\">",
        "<trans-unit id=\"1\" xmlns:a=\"urn:a\" a:b=\"c\">",
    ),
    ("XLF1-UNIT-ID", "trans-unit id=\"2\"", "trans-unit id=\"1\""),
    ("XLF1-GROUP-ID", "<body>", "<body><group id=\"g1\"/>"),
    (
        "XLF1-NAME",
        "</context-group>",
        "</context-group><context-group name=\"c1\"><context context-type=\"record\"/></context-group>",
    ),
    (
        "XLF1-TOOL",
        "datatype=\"plaintext\" tool-id=\"t1\"",
        "datatype=\"plaintext\" tool-id=\"t2\"",
    ),
    (
        "XLF1-PHASE",
        "phase-name=\"p1\"><mrk",
        "phase-name=\"p2\"><mrk",
    ),
    ("XLF1-MID", "mid=\"1\">费", "mid=\"2\">费"),
    (
        "XLF1-PAIR",
        "<ept id=\"2\" rid=\"1\">",
        "<ept id=\"2\" rid=\"3\">",
    ),
];

pub(super) const TBX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>Terms of patents</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1"><descrip type="subjectField">patents</descrip><ref type="crossReference" target="c1">fee</ref><langSec xml:lang="en"><termSec><term>fee</term><termNote type="partOfSpeech">noun</termNote><note>of <sc id="1"/>letters<ec startRef="1"/></note></termSec></langSec></conceptEntry></body></text>
</tbx>
"#;

pub(super) const TBX_CASES: &[Case] = &[
    (
        "XML-WELLFORMED",
        "patents</p>",
        "patents <!-- a -- b --></p>",
    ),
    ("XML-NAMESPACE", "<termSec>", "<termSec x:a=\"1\">"),
    ("TBX-ROOT", "30042:ed-2", "30042:ed-1"),
    ("TBX-ELEMENT", "<term>fee</term>", "<term>fee<note/></term>"),
    ("TBX-ORDER", "</termSec>", "<term>x</term></termSec>"),
    ("TBX-MISSING", "<term>fee</term>", ""),
    ("TBX-ATTRIBUTE", "<termSec>", "<termSec xml:lang=\"en\">"),
    ("TBX-REQUIRED", " id=\"c1\"", ""),
    ("TBX-VALUE", "style=\"dca\"", "style=\"other\""),
    ("TBX-TEXT", "<termSec>", "<termSec>text"),
    ("TBX-ID", "<termSec>", "<termSec id=\"c1\">"),
    ("TBX-TARGET", "target=\"c1\"", "target=\"c2\""),
    ("TBX-STYLE", "style=\"dca\"", "style=\"dct\""),
    ("TBX-TYPE", "type=\"subjectField\"", "type=\"domain\""),
    ("TBX-PICKLIST", ">noun<", ">n<"),
    (
        "TBX-LEVEL",
        "</termSec>",
        "<descrip type=\"definition\">A charge</descrip></termSec>",
    ),
    (
        "TBX-INLINE",
        "<sc id=\"1\"/>",
        "<sc id=\"1\" isolated=\"yes\"/>",
    ),
    ("TBX-INLINE", "<ec startRef=\"1\"/>", "<ec/>"),
    (
        "TBX-INLINE",
        "<sc id=\"1\"/>letters<ec startRef=\"1\"/>",
        "<sc id=\"1\" isolated=\"no\"/>letters",
    ),
];

/// The same in style DCT.
pub(super) const TBX_DIRECT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>Terms of patents</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1"><min:subjectField>patents</min:subjectField><basic:crossReference target="c1">fee</basic:crossReference><langSec xml:lang="en"><descripGrp><basic:definition>A charge</basic:definition><basic:source>WIPO</basic:source></descripGrp><termSec><term>fee</term><min:partOfSpeech>noun</min:partOfSpeech><transacGrp><basic:transactionType>origination</basic:transactionType><basic:responsibility>Li</basic:responsibility></transacGrp></termSec></langSec></conceptEntry></body></text>
</tbx>
"#;

pub(super) const TBX_DIRECT_CASES: &[Case] = &[
    ("TBX-STYLE", "style=\"dct\"", "style=\"dca\""),
    (
        "TBX-STYLE",
        "<min:partOfSpeech>noun</min:partOfSpeech>",
        "<termNote type=\"partOfSpeech\">noun</termNote>",
    ),
    ("TBX-TYPE", "type=\"TBX-Basic\"", "type=\"TBX-Min\""),
    ("TBX-ELEMENT", "min:partOfSpeech>", "min:wordClass>"),
    (
        "TBX-LEVEL",
        "<term>fee</term>",
        "<term>fee</term><min:subjectField>law</min:subjectField>",
    ),
    ("TBX-PICKLIST", ">noun<", ">n<"),
    ("TBX-TARGET", "target=\"c1\"", "target=\"c2\""),
];

/// The same in the edition of 2008.
pub(super) const TBX_2008: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
<martifHeader><fileDesc><sourceDesc><p>Terms of patents</p></sourceDesc></fileDesc><encodingDesc><p type="DCSName">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>
<text><body><termEntry id="c1"><descrip type="subjectField">patents</descrip><langSet xml:lang="en"><tig><term>fee</term><termNote type="partOfSpeech">noun</termNote></tig><ntig><termGrp><term>charge</term><termNoteGrp><termNote type="termType">variant</termNote><note>in letters</note></termNoteGrp></termGrp></ntig></langSet></termEntry></body></text>
</martif>
"#;

pub(super) const TBX_2008_CASES: &[Case] = &[
    ("TBX-ROOT", "<martif type", "<martif xmlns=\"urn:x\" type"),
    (
        "TBX-MISSING",
        "<sourceDesc><p>Terms of patents</p></sourceDesc>",
        "",
    ),
    (
        "TBX-ELEMENT",
        "<termEntry id=\"c1\">",
        "<termEntry id=\"c1\"><term>fee</term>",
    ),
    (
        "TBX-ORDER",
        "<tig><term>fee</term>",
        "<tig><note>n</note><term>fee</term>",
    ),
    ("TBX-REQUIRED", "<langSet xml:lang=\"en\">", "<langSet>"),
    ("TBX-VALUE", "type=\"DCSName\"", "type=\"XCS\""),
    ("TBX-ID", "<langSet xml", "<langSet id=\"c1\" xml"),
    ("TBX-TYPE", "\"subjectField\"", "\"domain\""),
    (
        "TBX-LEVEL",
        "<descrip type=\"subjectField\">",
        "<descrip type=\"context\">",
    ),
    ("TBX-PICKLIST", ">variant<", ">idiom<"),
];

pub(super) const SRX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<srx version="2.0" xmlns="http://www.lisa.org/srx20">
<header segmentsubflows="yes" cascade="no"><formathandle type="start" include="no"/></header>
<body><languagerules><languagerule languagerulename="zh"><rule break="yes"><beforebreak>。</beforebreak></rule></languagerule></languagerules><maprules><languagemap languagepattern="zh.*" languagerulename="zh"/></maprules></body>
</srx>
"#;

pub(super) const SRX_CASES: &[Case] = &[
    ("XML-WELLFORMED", "</srx>", "</srx><srx/>"),
    ("XML-NAMESPACE", "<rule ", "<rule x:a=\"1\" "),
    ("SRX-ROOT", "srx20", "srx10"),
    ("SRX-ELEMENT", "<maprules>", "<maprules><rule/>"),
    (
        "SRX-ORDER",
        "</beforebreak>",
        "</beforebreak><beforebreak/>",
    ),
    (
        "SRX-MISSING",
        "<rule break=\"yes\"><beforebreak>。</beforebreak></rule>",
        "",
    ),
    ("SRX-ATTRIBUTE", "<maprules>", "<maprules id=\"1\">"),
    ("SRX-REQUIRED", " cascade=\"no\"", ""),
    ("SRX-VALUE", "break=\"yes\"", "break=\"true\""),
    ("SRX-TEXT", "<body>", "<body>text"),
    (
        "SRX-NAME",
        "</languagerules>",
        "<languagerule languagerulename=\"zh\"><rule/></languagerule></languagerules>",
    ),
    (
        "SRX-MAP",
        "\"zh.*\" languagerulename=\"zh\"",
        "\"zh.*\" languagerulename=\"en\"",
    ),
    ("SRX-PATTERN", "<beforebreak>。", "<beforebreak>(。"),
    (
        "SRX-PATTERN",
        "</beforebreak>",
        "</beforebreak><afterbreak>[a</afterbreak>",
    ),
    (
        "SRX-PATTERN",
        "languagepattern=\"zh.*\"",
        "languagepattern=\"*zh\"",
    ),
    (
        "SRX-FORMATHANDLE",
        "</header>",
        "<formathandle type=\"start\" include=\"yes\"/></header>",
    ),
];
