//! Valid files of TMX, XLIFF 1.2, TBX and SRX, and for each rule a small change that breaks it.

use super::Case;

pub(super) const TMX: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="yiku" creationtoolversion="1" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="en" datatype="plaintext"><note>Reports</note><ude name="Mac" base="Macintosh"><map unicode="#xF8FF" code="#xF0"/></ude></header>
<body><tu tuid="1" changedate="20240531T100000Z"><prop type="document">report</prop><tuv xml:lang="en"><seg>The <bpt i="1">&lt;b&gt;</bpt>fee<ept i="1">&lt;/b&gt;</ept>.</seg></tuv><tuv xml:lang="zh-CN"><seg>费用。</seg></tuv></tu></body>
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
    ("TMX-MISSING", "<seg>费用。</seg>", ""),
    (
        "TMX-ATTRIBUTE",
        "<tuv xml:lang=\"zh-CN\">",
        "<tuv xml:lang=\"zh-CN\" lang=\"zh\">",
    ),
    ("TMX-REQUIRED", "<prop type=\"document\">", "<prop>"),
    ("TMX-VALUE", "20240531T100000Z", "2024-05-31T10:00:00"),
    ("TMX-TEXT", "<body>", "<body>text"),
    ("TMX-SOURCE", "srclang=\"en\"", "srclang=\"fr\""),
    ("TMX-PAIR", "<ept i=\"1\">", "<ept i=\"2\">"),
    ("TMX-UDE-BASE", " base=\"Macintosh\"", ""),
];

pub(super) const XLIFF12: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="en" target-language="zh-CN" datatype="plaintext" tool-id="t1">
<header><phase-group><phase phase-name="p1" process-name="review" tool-id="t1"/></phase-group><tool tool-id="t1" tool-name="yiku"/></header>
<body><group id="g1"><trans-unit id="1"><source>A <bpt id="1" rid="1">b</bpt>fee<ept id="2" rid="1">b</ept>.</source><seg-source><mrk mtype="seg" mid="1">A fee.</mrk></seg-source><target state="translated" phase-name="p1"><mrk mtype="seg" mid="1">费用。</mrk></target><context-group name="c1"><context context-type="sourcefile">a</context></context-group></trans-unit></group></body>
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
    ("XLF1-REQUIRED", " datatype=\"plaintext\"", ""),
    ("XLF1-VALUE", "state=\"translated\"", "state=\"singed-off\""),
    ("XLF1-TEXT", "<body>", "<body>text"),
    (
        "XLF1-EXTENSION",
        "<trans-unit id=\"1\">",
        "<trans-unit id=\"1\" xmlns:a=\"urn:a\" a:b=\"c\">",
    ),
    (
        "XLF1-UNIT-ID",
        "</group>",
        "<trans-unit id=\"1\"><source/></trans-unit></group>",
    ),
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
<text><body><conceptEntry id="c1"><descrip type="subjectField">patents</descrip><ref type="crossReference" target="c1">fee</ref><langSec xml:lang="en"><termSec><term>fee</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec></conceptEntry></body></text>
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
    (
        "SRX-FORMATHANDLE",
        "</header>",
        "<formathandle type=\"start\" include=\"yes\"/></header>",
    ),
];
