//! The data categories of TBX-Basic, with those of TBX-Min.

/// A data category.
#[derive(Debug)]
pub(super) struct Category {
    /// The element that has it as its type, in style DCA.
    pub(super) element: &'static str,
    pub(super) name: &'static str,
    /// Whether TBX-Min has it.
    pub(super) in_min: bool,
    /// Where it may stand: `c` in the concept, `l` in a language, `t` in a term.
    pub(super) levels: &'static str,
    /// Its values; none where it may have any.
    pub(super) values: &'static [&'static str],
}

const fn category(
    element: &'static str,
    name: &'static str,
    in_min: bool,
    levels: &'static str,
    values: &'static [&'static str],
) -> Category {
    Category {
        element,
        name,
        in_min,
        levels,
        values,
    }
}

/// All of them.
pub(super) const CATEGORIES: &[Category] = &[
    category("termNote", "administrativeStatus", true, "t", STATUSES),
    category("termNote", "partOfSpeech", true, "t", PARTS_OF_SPEECH),
    category("termNote", "geographicalUsage", false, "t", &[]),
    category("termNote", "grammaticalGender", false, "t", GENDERS),
    category("termNote", "termLocation", false, "t", LOCATIONS),
    category("termNote", "termType", false, "t", TERM_TYPES),
    category("descrip", "subjectField", true, "c", &[]),
    category("descrip", "definition", false, "cl", &[]),
    category("descrip", "context", false, "t", &[]),
    category("admin", "customerSubset", true, "ct", &[]),
    category("admin", "projectSubset", false, "ct", &[]),
    category("admin", "source", false, "clt", &[]),
    category("transac", "transactionType", false, "clt", TRANSACTIONS),
    category("transacNote", "responsibility", false, "clt", &[]),
    category("ref", "crossReference", false, "ct", &[]),
    category("xref", "externalCrossReference", true, "clt", &[]),
    category("xref", "xGraphic", false, "cl", &[]),
];

const STATUSES: &[&str] = &[
    "preferredTerm-admn-sts",
    "admittedTerm-admn-sts",
    "deprecatedTerm-admn-sts",
    "supersededTerm-admn-sts",
];
const PARTS_OF_SPEECH: &[&str] = &["noun", "verb", "adjective", "adverb", "properNoun", "other"];
const GENDERS: &[&str] = &["masculine", "feminine", "neuter", "other"];
const LOCATIONS: &[&str] = &[
    "checkBox",
    "comboBox",
    "comboBoxElement",
    "dialogBox",
    "groupBox",
    "informativeMessage",
    "interactiveMessage",
    "menuItem",
    "progressBar",
    "pushButton",
    "radioButton",
    "slider",
    "spinBox",
    "tab",
    "tableText",
    "textBox",
    "toolTip",
    "user-definedType",
];
const TERM_TYPES: &[&str] = &[
    "fullForm",
    "acronym",
    "abbreviation",
    "shortForm",
    "variant",
    "phrase",
];
const TRANSACTIONS: &[&str] = &["origination", "modification"];
