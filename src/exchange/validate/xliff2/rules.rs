//! The rules of XLIFF 2 that a grammar cannot say: the sections are those of XLIFF 2.1.

use crate::exchange::validate::Rule;

macro_rules! table {
    ($($name:ident $id:literal $section:literal $demands:literal;)*) => {
        $(pub(super) const $name: Rule = Rule {
            id: concat!("XLF2-", $id),
            section: $section,
            demands: $demands,
        };)*
        pub(in crate::exchange::validate) const RULES: &[Rule] = &[$($name),*];
    };
}

table! {
    TRG_LANG "TRGLANG" "4.2.2.1" "a file with a target has a trgLang";
    SOURCE_LANG "SOURCE-LANG" "4.2.2.12" "a source is in the language that srcLang says";
    TARGET_LANG "TARGET-LANG" "4.2.2.13" "a target is in the language that trgLang says";
    SPACE "SPACE" "4.2.2.13" "white space counts in a target where it counts in its source, and only there";
    FILE_ID "FILE-ID" "4.3.1.21" "the id of a file is unique";
    GROUP_ID "GROUP-ID" "4.3.1.21" "the id of a group is unique in its file";
    UNIT_ID "UNIT-ID" "4.3.1.21" "the id of a unit is unique in its file";
    NOTE_ID "NOTE-ID" "4.3.1.21" "the id of a note is unique among its notes";
    DATA_ID "DATA-ID" "4.3.1.21" "the id of original data is unique in its unit";
    ID_IN_SOURCE "SOURCE-ID" "4.3.1.21" "ids of segments and of codes in sources are unique in their unit";
    ID_IN_TARGET "TARGET-ID" "4.3.1.21" "ids of codes in targets are unique in their unit, and those of a source only at the same code";
    OTHER_ID "EXTENSION-ID" "4.9.2" "the id of an element of an extension is unique in the element that holds it";
    CORRESPOND "CORRESPONDING-CODE" "4.3.1.21" "codes of the same id in source and target are of the same kind";
    SKELETON "SKELETON" "4.2.2.3" "a skeleton has either content or an href";
    UNIT_SEGMENT "UNIT-SEGMENT" "4.2.2.5" "a unit has at least one segment";
    STATE_TARGET "STATE-TARGET" "4.3.1.31" "a segment with a state other than initial has a target";
    SUB_STATE "SUBSTATE" "4.3.1.35" "subState stands only where state does";
    SUB_TYPE "SUBTYPE" "4.3.1.36" "subType stands only where type does, and a value of xlf only with its type";
    CP "CP" "4.2.3.1" "cp stands only for a character that XML forbids";
    COPY_OF "COPYOF" "4.3.1.8" "copyOf names a code of the unit that may be copied and has no original data";
    DATA_REF "DATAREF" "4.3.1.9" "a reference to original data names data of the unit";
    BOTH_ENDS "BOTH-ENDS" "4.2.3.3" "what is said of the start of a pc is said of its end";
    SUB_FLOWS "SUBFLOWS" "4.3.1.32" "subFlows names units of the file";
    SC "SC" "4.2.3.4" "an sc has its ec in the unit, or is isolated";
    EC "EC" "4.2.3.5" "an ec ends an sc of the unit, or is isolated and has an id";
    PAIR "SC-EC" "4.2.3.5" "sc and ec say the same of their code";
    SM_EM "SM-EM" "4.7.3.2" "an sm has its em behind it in the unit";
    CAN_REORDER "CANREORDER" "4.7.2.6" "a code that must not be moved must not be copied or deleted";
    REORDER "REORDER" "4.7.2.6" "codes that must not be moved stand in their sequence, in source and target";
    CAN_DELETE "CANDELETE" "4.7.2.5" "a code that must not be deleted is in the target";
    COMMENT "COMMENT" "4.7.3.1.3" "a comment has either a value or a ref to a note of its unit";
    MATCH_REF "MATCH-ANNOTATION" "5.1.5" "the annotation of a match has no ref";
    ORDER "TARGET-ORDER" "4.3.1.24" "each target of a unit has a place of its own, no higher than their number";
    MODULE_ONCE "MODULE-ONCE" "4.2.2" "a module stands once in the file, group or unit that holds it";
    FRAGMENT "FRAGMENT" "3" "a reference within the file is a fragment identifier that leads to something";
    MTC_ID "MTC-ID" "5.1.7" "the id of a match is unique among its matches";
    MTC_REF "MTC-REF" "5.1.7" "the ref of a match leads to a text of its unit";
    MTC_TYPE "MTC-SUBTYPE" "5.1.7" "subType of a match stands only where type does";
    MTC_LANG "MTC-LANG" "5.1.6.3" "a match has no xml:lang";
    GLS_ENTRY "GLS-ENTRY" "5.2.4.3" "an entry of a glossary has a translation or a definition";
    GLS_ID "GLS-ID" "5.2.5" "ids in a glossary are unique";
    FS_EC "FS-EC" "5.3.5" "format stands at an ec only where it is isolated";
    FS_SUB "FS-SUBFS" "5.3.5.2" "subFs stands only where fs does, as names and values: name,value\\name,value";
    MDA_ID "MDA-ID" "5.4.5.3" "ids in metadata are unique";
    RES_ID "RES-ID" "5.5.5" "ids of resources are unique";
    RES_REF "RES-REF" "5.5.5" "a reference to a resource leads to one of the file";
    RES_CONTENT "RES-CONTENT" "5.5.4.5" "a resource has either content or an href";
    RES_LANG "RES-LANG" "5.5.4.5" "a resource is in the language of its side";
    RES_ITEM "RES-ITEM" "5.5.4.4" "a resource has something in it, and a mimeType unless both of its sides have content";
    SLR_EC "SLR-EC" "5.7.5" "sizes stand at an ec only where it is isolated";
    SLR_BOTH "SLR-SIZEINFO" "5.7.5" "sizeInfo and sizeInfoRef do not stand together";
    SLR_REF "SLR-SIZEINFOREF" "5.7.5" "sizeInfoRef leads to data of a profile";
    SLR_SIZE "SLR-SIZE" "5.7.6" "sizes and restrictions are written as the standard profiles say";
    VAL_ONE "VAL-ONE" "5.8.4.3" "a rule tests one thing";
    VAL_OCCURS "VAL-OCCURS" "5.8.5" "occurs stands only where isPresent or isNotPresent does";
    VAL_SOURCE "VAL-EXISTSINSOURCE" "5.8.5" "existsInSource stands only where isPresent, startsWith or endsWith does";
    CTR_REF "CTR-REF" "5.6.5" "revisions lead to the element that they are of";
    CTR_PROPERTY "CTR-PROPERTY" "5.6.5" "an item holds the content or the value of an attribute of its element, once in a revision, as that attribute allows it";
    ITS_VERSION "ITS-VERSION" "5.9.12" "its attributes have its:version on them or above them";
    ITS_TYPE "ITS-TYPE" "5.9.10" "an annotation with its attributes has the type that they need";
    ITS_BOTH "ITS-EITHER" "5.9.6" "what is said by reference is not said in place";
    ITS_REF "ITS-REF" "5.9.6" "a reference to issues or to provenance leads to them";
    ITS_TEXT_ANALYSIS "ITS-TEXTANALYSIS" "5.9.6" "taSource and taIdent stand together";
    ITS_ANNOTATORS "ITS-ANNOTATORSREF" "5.9.5" "annotatorsRef names data categories with their tools";
    PGS_SWITCH "PGS-SWITCH" "2.2, pgs:switch" "a switch names the kinds of its selectors and their variables";
    PGS_CASE "PGS-CASE" "2.2, pgs:case" "a case has a value for each selector of its switch, and of its kind";
    ITS_RECORD "ITS-RECORD" "5.9.11" "an issue has a type or a comment, and a record says who or what";
}
