//! Valid files of XLIFF 2.1 and 2.2, and for each rule a small change that breaks it.

use super::Case;

pub(super) const VALID: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="zh-Hans"
  xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0"
  xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:res="urn:oasis:names:tc:xliff:resourcedata:2.0"
  xmlns:slr="urn:oasis:names:tc:xliff:sizerestriction:2.0" xmlns:val="urn:oasis:names:tc:xliff:validation:2.0"
  xmlns:ctr="urn:oasis:names:tc:xliff:changetracking:2.0" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0"
  xmlns:its="http://www.w3.org/2005/11/its" xmlns:my="urn:example:my" its:version="2.0">
 <file id="f1">
  <skeleton href="contract.docx"/>
  <slr:profiles generalProfile="xliff:codepoints" storageProfile="xliff:utf8"/>
  <slr:data profile="xliff:codepoints"><my:size id="s1">4</my:size></slr:data>
  <res:resourceData>
   <res:resourceItem id="r1" mimeType="image/png"><res:source href="en.png" xml:lang="en"/><res:target href="zh.png" xml:lang="zh-Hans"/></res:resourceItem>
  </res:resourceData>
  <val:validation><val:rule isPresent="知识产权"/></val:validation>
  <group id="g1">
   <unit id="u1">
    <mtc:matches>
     <mtc:match id="m1" ref="#s1" type="tm" subType="my:x" similarity="95.5"><source>The fee</source><target>费用</target></mtc:match>
     <mtc:match id="m2" ref="#c1"><source>fee</source><target>费用</target></mtc:match>
    </mtc:matches>
    <gls:glossary>
     <gls:glossEntry id="e1" ref="#c1"><gls:term>fee</gls:term><gls:translation id="e2">费用</gls:translation></gls:glossEntry>
    </gls:glossary>
    <ctr:changeTrack>
     <ctr:revisions appliesTo="note" ref="n1"><ctr:revision author="Li" datetime="2024-05-31T10:00:00Z"><ctr:item property="priority">2</ctr:item></ctr:revision></ctr:revisions>
    </ctr:changeTrack>
    <mda:metadata id="d1"><mda:metaGroup id="d2"><mda:meta type="origin">EPO</mda:meta></mda:metaGroup></mda:metadata>
    <res:resourceData><res:resourceItemRef id="r2" ref="r1"/></res:resourceData>
    <its:locQualityIssues xml:id="q1"><its:locQualityIssue locQualityIssueType="numbers"/></its:locQualityIssues>
    <my:note id="x1"><my:line id="x2"/></my:note>
    <notes><note id="n1" priority="1">A fee of the office</note></notes>
    <originalData><data id="o1">&lt;b&gt;</data><data id="o2">&lt;/b&gt;<cp hex="0001"/></data></originalData>
    <segment id="s1" state="translated" subState="my:done">
     <source>The <pc id="p1" dataRefStart="o1" dataRefEnd="o2" type="fmt" subType="xlf:b"><mrk id="c1" type="comment" ref="#n=n1">fee</mrk></pc> <ph id="h1" canReorder="firstNo" canCopy="no" canDelete="no" fs:fs="img" fs:subFs="src,a.png"/><ph id="h2" canReorder="no" canCopy="no" canDelete="no" slr:sizeInfo="3"/></source>
     <target>本<pc id="p1" dataRefStart="o1" dataRefEnd="o2" type="fmt" subType="xlf:b"><mrk id="c1" type="comment" ref="#n=n1">费用</mrk></pc><ph id="h1" canReorder="firstNo" canCopy="no" canDelete="no"/><ph id="h2" canReorder="no" canCopy="no" canDelete="no"/></target>
    </segment>
    <ignorable><source> </source></ignorable>
    <segment id="s2">
     <source><sc id="k1" subFlows="u2"/>is <ph id="h3" copyOf="k1"/><sm id="k2" type="my:mark"/>due<em startRef="k2"/><ec startRef="k1"/> <mrk id="k3" its:taSource="WordNet" its:taIdent="x" its:annotatorsRef="text-analysis|http://example.com">now</mrk> <mrk id="k4" its:locQualityIssuesRef="#its=q1">1.5</mrk><ec id="k5" isolated="yes"/></source>
    </segment>
   </unit>
   <unit id="u2"><segment><source>Paid.</source><target order="1">已付。</target></segment></unit>
  </group>
 </file>
</xliff>
"##;

/// The rules of all versions.
pub(super) const CASES: &[Case] = &[
    ("XML-WELLFORMED", "Paid.", "Paid & done."),
    ("XML-NAMESPACE", "<my:line", "<your:line"),
    ("XLF2-ROOT", "xliff:document:2.0", "xliff:document:2.1"),
    (
        "XLF2-ELEMENT",
        "<segment><source>Paid.",
        "<segment><my:x/><source>Paid.",
    ),
    (
        "XLF2-ORDER",
        "<source>Paid.</source>",
        "<source>Paid.</source><source/>",
    ),
    (
        "XLF2-MISSING",
        "<ignorable><source> </source>",
        "<ignorable>",
    ),
    (
        "XLF2-ATTRIBUTE",
        "<ignorable>",
        "<ignorable state=\"final\">",
    ),
    ("XLF2-REQUIRED", "<unit id=\"u2\">", "<unit>"),
    ("XLF2-VALUE", "state=\"translated\"", "state=\"finished\""),
    (
        "XLF2-TEXT",
        "<ignorable><source> ",
        "<ignorable>text<source> ",
    ),
    ("XLF2-TRGLANG", " trgLang=\"zh-Hans\"", ""),
    (
        "XLF2-SOURCE-LANG",
        "<source>Paid",
        "<source xml:lang=\"fr\">Paid",
    ),
    (
        "XLF2-TARGET-LANG",
        "<target order=\"1\">",
        "<target xml:lang=\"zh-Hant\">",
    ),
    (
        "XLF2-SPACE",
        "<source>Paid",
        "<source xml:space=\"preserve\">Paid",
    ),
    (
        "XLF2-FILE-ID",
        "</xliff>",
        "<file id=\"f1\"><unit id=\"1\"><segment><source/></segment></unit></file></xliff>",
    ),
    (
        "XLF2-GROUP-ID",
        "<group id=\"g1\">",
        "<group id=\"g1\"><group id=\"g1\"/>",
    ),
    ("XLF2-UNIT-ID", "unit id=\"u2\"", "unit id=\"u1\""),
    (
        "XLF2-NOTE-ID",
        "</notes>",
        "<note id=\"n1\">B</note></notes>",
    ),
    ("XLF2-DATA-ID", "data id=\"o2\"", "data id=\"o1\""),
    ("XLF2-SOURCE-ID", "segment id=\"s2\"", "segment id=\"s1\""),
    (
        "XLF2-TARGET-ID",
        "<target order=\"1\">",
        "<target><ph id=\"y\"/><ph id=\"y\"/>",
    ),
    ("XLF2-EXTENSION-ID", "id=\"x2\"", "id=\"x1\""),
    ("XLF2-CORRESPONDING-CODE", "本<pc", "<ph id=\"k1\"/>本<pc"),
    ("XLF2-SKELETON", " href=\"contract.docx\"", ""),
    (
        "XLF2-UNIT-SEGMENT",
        "<unit id=\"u2\"><segment><source>Paid.</source><target order=\"1\">已付。</target></segment>",
        "<unit id=\"u2\"><ignorable><source/></ignorable>",
    ),
    (
        "XLF2-STATE-TARGET",
        "<segment id=\"s2\">",
        "<segment id=\"s2\" state=\"final\">",
    ),
    (
        "XLF2-SUBSTATE",
        "<segment id=\"s2\">",
        "<segment id=\"s2\" subState=\"my:x\">",
    ),
    (
        "XLF2-SUBTYPE",
        "type=\"fmt\" subType=\"xlf:b\"><mrk id=\"c1\" type=\"comment\" ref=\"#n=n1\">fee",
        "type=\"ui\" subType=\"xlf:b\"><mrk id=\"c1\" type=\"comment\" ref=\"#n=n1\">fee",
    ),
    ("XLF2-CP", "hex=\"0001\"", "hex=\"0041\""),
    ("XLF2-COPYOF", "copyOf=\"k1\"", "copyOf=\"h1\""),
    ("XLF2-DATAREF", "data id=\"o2\"", "data id=\"o3\""),
    (
        "XLF2-BOTH-ENDS",
        " dataRefEnd=\"o2\" type=\"fmt\" subType=\"xlf:b\"><mrk id=\"c1\" type=\"comment\" ref=\"#n=n1\">费",
        " type=\"fmt\" subType=\"xlf:b\"><mrk id=\"c1\" type=\"comment\" ref=\"#n=n1\">费",
    ),
    ("XLF2-SUBFLOWS", "subFlows=\"u2\"", "subFlows=\"u3\""),
    ("XLF2-SC", "<ec startRef=\"k1\"/>", ""),
    (
        "XLF2-EC",
        "<ec startRef=\"k1\"/>",
        "<ec startRef=\"k1\" dir=\"ltr\"/>",
    ),
    (
        "XLF2-SC-EC",
        "<ec startRef=\"k1\"/>",
        "<ec startRef=\"k1\" canCopy=\"no\"/>",
    ),
    ("XLF2-SM-EM", "<em startRef=\"k2\"/>", ""),
    (
        "XLF2-CANREORDER",
        "<ph id=\"h3\" copyOf=\"k1\"",
        "<ph id=\"h3\" canReorder=\"firstNo\"",
    ),
    (
        "XLF2-REORDER",
        "<ph id=\"h1\" canReorder=\"firstNo\" canCopy=\"no\" canDelete=\"no\"/><ph id=\"h2\"",
        "<ph id=\"h1\" canReorder=\"firstNo\" canCopy=\"no\" canDelete=\"no\"/><ph id=\"h4\"/><ph id=\"h2\"",
    ),
    (
        "XLF2-CANDELETE",
        "<ph id=\"h1\" canReorder=\"firstNo\" canCopy=\"no\" canDelete=\"no\"/><ph id=\"h2\" canReorder=\"no\" canCopy=\"no\" canDelete=\"no\"/></target>",
        "</target>",
    ),
    ("XLF2-COMMENT", "ref=\"#n=n1\">费", "ref=\"#n=n2\">费"),
    (
        "XLF2-MATCH-ANNOTATION",
        "<sm id=\"k2\" type=\"my:mark\"/>",
        "<sm id=\"k2\" type=\"mtc:match\" ref=\"#s1\"/>",
    ),
    ("XLF2-TARGET-ORDER", "order=\"1\"", "order=\"2\""),
    (
        "XLF2-FRAGMENT",
        "glossEntry id=\"e1\" ref=\"#c1\"",
        "glossEntry id=\"e1\" ref=\"#u=u1/f=f1\"",
    ),
    ("XLF2-MTC-ID", "match id=\"m2\"", "match id=\"m1\""),
    (
        "XLF2-MTC-REF",
        "match id=\"m2\" ref=\"#c1\"",
        "match id=\"m2\" ref=\"c1\"",
    ),
    ("XLF2-MTC-SUBTYPE", " type=\"tm\"", ""),
    (
        "XLF2-MTC-LANG",
        "match id=\"m2\"",
        "match xml:lang=\"en\" id=\"m2\"",
    ),
    (
        "XLF2-GLS-ENTRY",
        "<gls:translation id=\"e2\">费用</gls:translation>",
        "",
    ),
    (
        "XLF2-GLS-ID",
        "translation id=\"e2\"",
        "translation id=\"e1\"",
    ),
    (
        "XLF2-FS-EC",
        "<ec startRef=\"k1\"/>",
        "<ec startRef=\"k1\" fs:fs=\"b\"/>",
    ),
    ("XLF2-FS-SUBFS", " fs:fs=\"img\"", ""),
    ("XLF2-MDA-ID", "metaGroup id=\"d2\"", "metaGroup id=\"d1\""),
    (
        "XLF2-RES-ID",
        "<res:resourceItemRef id=\"r2\" ref=\"r1\"/>",
        "<res:resourceItemRef id=\"r2\" ref=\"r1\"/><res:resourceItemRef id=\"r2\" ref=\"r1\"/>",
    ),
    ("XLF2-RES-REF", "ref=\"r1\"", "ref=\"r3\""),
    (
        "XLF2-RES-CONTENT",
        "<res:source href=\"en.png\"",
        "<res:source",
    ),
    (
        "XLF2-RES-LANG",
        "\"zh.png\" xml:lang=\"zh-Hans\"",
        "\"zh.png\" xml:lang=\"fr\"",
    ),
    ("XLF2-RES-ITEM", " mimeType=\"image/png\"", ""),
    (
        "XLF2-SLR-EC",
        "<ec startRef=\"k1\"/>",
        "<ec startRef=\"k1\" slr:sizeInfo=\"1\"/>",
    ),
    (
        "XLF2-SLR-SIZEINFO",
        "slr:sizeInfo=\"3\"",
        "slr:sizeInfo=\"3\" slr:sizeInfoRef=\"s1\"",
    ),
    (
        "XLF2-SLR-SIZEINFOREF",
        "slr:sizeInfo=\"3\"",
        "slr:sizeInfoRef=\"s9\"",
    ),
    (
        "XLF2-SLR-SIZE",
        "slr:sizeInfo=\"3\"",
        "slr:sizeInfo=\"three\"",
    ),
    (
        "XLF2-VAL-ONE",
        "isPresent=\"知识产权\"",
        "isPresent=\"a\" endsWith=\"b\"",
    ),
    (
        "XLF2-VAL-OCCURS",
        "isPresent=\"知识产权\"",
        "endsWith=\"b\" occurs=\"1\"",
    ),
    (
        "XLF2-VAL-EXISTSINSOURCE",
        "isPresent=\"知识产权\"",
        "isNotPresent=\"a\" existsInSource=\"yes\"",
    ),
    (
        "XLF2-CTR-REF",
        "appliesTo=\"note\" ref=\"n1\"",
        "appliesTo=\"note\" ref=\"n2\"",
    ),
    (
        "XLF2-CTR-PROPERTY",
        "property=\"priority\">2",
        "property=\"priority\">high",
    ),
    ("XLF2-ITS-VERSION", " its:version=\"2.0\"", ""),
    (
        "XLF2-ITS-TYPE",
        "<mrk id=\"k4\"",
        "<mrk id=\"k4\" type=\"term\"",
    ),
    (
        "XLF2-ITS-EITHER",
        "its:locQualityIssuesRef=\"#its=q1\"",
        "its:locQualityIssuesRef=\"#its=q1\" its:locQualityIssueType=\"numbers\"",
    ),
    ("XLF2-ITS-REF", "#its=q1", "#its=q2"),
    ("XLF2-ITS-TEXTANALYSIS", " its:taIdent=\"x\"", ""),
    (
        "XLF2-ITS-ANNOTATORSREF",
        "text-analysis|http",
        "text-analysis http",
    ),
    (
        "XLF2-MODULE-ONCE",
        "<gls:glossary>",
        "<gls:glossary><gls:glossEntry><gls:term>tax</gls:term><gls:translation>税</gls:translation></gls:glossEntry></gls:glossary><gls:glossary>",
    ),
    ("XLF2-ITS-RECORD", " locQualityIssueType=\"numbers\"", ""),
];

/// What only 2.2 has.
pub(super) const VALID_22: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.2" version="2.2" srcLang="en" trgLang="zh-Hans" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:pgs="urn:oasis:names:tc:xliff:pgs:1.0">
 <notes><note id="n1" priority="2">Letters of the office</note></notes>
 <mda:metadata><mda:metaGroup><mda:meta type="project">PCT</mda:meta></mda:metaGroup></mda:metadata>
 <file id="f1">
  <unit id="u1" pgs:switch="plural:fees, gender:applicant">
   <notes><note id="n2" ref="#s1">The applicant pays</note></notes>
   <segment id="s1" pgs:case="one feminine"><source>She pays a fee.</source><target>她付一笔费用。</target></segment>
   <segment id="s2" pgs:case="other masculine"><source>He pays fees.</source></segment>
  </unit>
 </file>
</xliff>
"##;

/// The rules of what only 2.2 has.
pub(super) const CASES_22: &[Case] = &[
    ("XLF2-PGS-SWITCH", "plural:fees", "number:fees"),
    (
        "XLF2-PGS-CASE",
        "case=\"one feminine",
        "case=\"some feminine",
    ),
    ("XLF2-PGS-CASE", "case=\"one feminine", "case=\"one"),
    ("XLF2-FRAGMENT", "ref=\"#s1\"", "ref=\"#s3\""),
    ("XLF2-VALUE", "priority=\"2\"", "priority=\"11\""),
    (
        "XLF2-MODULE-ONCE",
        "<mda:metadata>",
        "<mda:metadata><mda:metaGroup><mda:meta type=\"a\"/></mda:metaGroup></mda:metadata><mda:metadata>",
    ),
];
