//! Files of XLIFF that are broken for each remedy, and what the mended ones have.

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
    (
        "other-lang",
        "<source>Mark",
        "<source xml:lang=\"fr\">Mark",
        "<source>Mark",
    ),
    (
        "space",
        "<source>Pay <sc id=\"1\" dataRef=\"d1\"/>fees<ec startRef=\"1\"/>.</source>\n          <target>",
        "<source xml:space=\"preserve\">Pay <sc id=\"1\" dataRef=\"d1\"/>fees<ec startRef=\"1\"/>.</source>\n          <target xml:space=\"default\">",
        "<target xml:space=\"preserve\">",
    ),
    (
        "id",
        "<segment id=\"s1\" state",
        "<segment id=\"1\" state",
        "Pay <sc id=\"1-2\" dataRef=\"d1\"/>fees<ec startRef=\"1-2\"/>.",
    ),
    (
        "id",
        "<segment>\n          <source>Mark",
        "<segment id=\"s9\"><source/></segment><segment id=\"s9\">\n          <source>Mark",
        "<segment id=\"s9-2\">",
    ),
    (
        "id",
        "it<em startRef=\"m1\"/>",
        "it<em startRef=\"m1\"/><ph id=\"m1\"/>",
        "<ph id=\"m1-2\"/>",
    ),
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
