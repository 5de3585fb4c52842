//! What an OmegaT project folder holds, for OmegaT 3.6 and later. Writing folders is not done
//! here.
//!
//! | path | holds |
//! |---|---|
//! | `omegat.project` | [`project_file`] |
//! | `source/NAME.xlf` | XLIFF 1.2; untranslated targets hold the source ([`source_file`]) |
//! | `tm/auto/NAME.tmx` | what OmegaT fills in on its own |
//! | `glossary/glossary.txt` | [`glossary`] |

use std::fmt::Write as _;

use crate::exchange::xml::{Element, XmlWriter};
use crate::exchange::{Error, Header, Loss, Report};
use crate::publish::file_name;
use crate::term::{Concept, TermStatus};
use crate::text::LangTag;

/// The name of the project file.
pub const PROJECT_FILE: &str = "omegat.project";
/// The folders of a project, relative to it. Empty ones too: OmegaT 3.6 refuses a project that
/// lacks one (it forgives `dictionary` alone).
pub const FOLDERS: [&str; 7] = [
    "source",
    "target",
    "tm",
    "tm/auto",
    "glossary",
    "dictionary",
    "omegat",
];
/// Where source files go.
pub const SOURCE_FOLDER: &str = "source";
/// Where memories go that fill what they match exactly.
pub const AUTO_FOLDER: &str = "tm/auto";
/// Where the glossary goes.
pub const GLOSSARY_FILE: &str = "glossary/glossary.txt";

/// The file under [`SOURCE_FOLDER`] that a document is: its name as a file name.
#[must_use]
pub fn source_file(document: &str) -> String {
    let name = file_name(document);
    format!("{name}.xlf")
}

/// The text of `omegat.project`. Segments are those of the source files: OmegaT is told not to
/// cut them again.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn project_file(header: &Header) -> Result<String, Error> {
    let mut xml = XmlWriter::new(Vec::new())?;
    xml.open(Element::new("omegat"))?;
    xml.open(Element::new("project").with("version", "1.0"))?;
    let (source, target) = (header.source_tag(), header.target_tag());
    for (name, value) in [
        ("source_dir", "__DEFAULT__"),
        ("target_dir", "__DEFAULT__"),
        ("tm_dir", "__DEFAULT__"),
        ("glossary_dir", "__DEFAULT__"),
        ("glossary_file", "__DEFAULT__"),
        ("dictionary_dir", "__DEFAULT__"),
        ("source_lang", &source),
        ("target_lang", &target),
        ("sentence_seg", "false"),
        ("support_default_translations", "true"),
        ("remove_tags", "false"),
    ] {
        xml.text(Element::new(name), value)?;
    }
    let bytes = xml.finish()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of `glossary.txt`: tab-separated source, target, comment, one line for each source
/// form that may stand in a text, with the target to use first. The comment holds the definition,
/// the other targets and what not to write. Concepts that have nothing to write are left out and
/// counted.
#[must_use]
pub fn glossary(concepts: &[Concept], source: &LangTag, target: &LangTag) -> (String, Report) {
    let mut text = String::new();
    let mut report = Report::default();
    for concept in concepts {
        let forms = |lang, wanted: fn(TermStatus) -> bool| {
            let mut terms: Vec<_> = concept
                .terms_in(lang)
                .filter(|term| wanted(term.status))
                .collect();
            terms.sort_by_key(|term| term.status);
            terms.into_iter().map(|term| cell(&term.text)).collect()
        };
        let allowed = |status| status != TermStatus::Forbidden;
        let targets: Vec<String> = forms(target, allowed);
        let forbidden: Vec<String> = forms(target, |status| status == TermStatus::Forbidden);
        let sources: Vec<String> = forms(source, allowed);
        let Some((first, others)) = targets.split_first().filter(|_| !sources.is_empty()) else {
            report.lose(Loss::NoTerm, 1);
            continue;
        };
        report.written += 1;
        let mut comment = Vec::new();
        if !concept.definition.is_empty() {
            comment.push(cell(concept.definition.trim_end_matches('.')));
        }
        if !concept.note.is_empty() {
            comment.push(cell(concept.note.trim_end_matches('.')));
        }
        if !others.is_empty() {
            comment.push(format!("also {}", others.join(", ")));
        }
        if !forbidden.is_empty() {
            comment.push(format!("not {}", forbidden.join(", ")));
        }
        for form in sources {
            let _ = writeln!(text, "{form}\t{first}\t{}", comment.join("; "));
        }
    }
    (text, report)
}

/// A text without the characters that would end its cell or its line.
fn cell(text: &str) -> String {
    text.split(['\t', '\n', '\r']).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::testing::{header, read_back, read_terms, tag};

    #[test]
    fn the_project_names_its_languages_and_leaves_segments_alone() {
        let text = project_file(&header()).unwrap();
        let elements = read_back(&text);
        let value = |name: &str| {
            elements
                .iter()
                .find(|e| e.name == name)
                .unwrap()
                .text
                .clone()
        };
        assert_eq!(value("source_lang"), "en");
        assert_eq!(value("target_lang"), "zh-Hans");
        assert_eq!(value("sentence_seg"), "false");
    }

    #[test]
    fn a_document_is_a_file_name_on_every_system() {
        assert_eq!(source_file("release"), "release.xlf");
        assert_eq!(source_file("2024/16: 新闻?"), "2024_16_ 新闻_.xlf");
    }

    #[test]
    fn the_glossary_has_a_line_for_each_form_and_never_offers_a_forbidden_one() {
        let csv = "concept,lang,term,status,definition\n\
            cnipa,en,CNIPA,admitted,China's IP office.\n\
            cnipa,en,China National Intellectual Property Administration,preferred,\n\
            cnipa,zh-Hans,国家知识产权局,preferred,\n\
            cnipa,zh-Hans,国知局,admitted,\n\
            cnipa,zh-Hans,中国专利局,forbidden,\n\
            x,en,only English,preferred,\n";
        let concepts = read_terms(csv).unwrap().concepts;
        assert_eq!(
            glossary(&concepts, &tag("en"), &tag("zh-Hans")).0,
            "China National Intellectual Property Administration\t国家知识产权局\tChina's IP office; also 国知局; not 中国专利局\n\
             CNIPA\t国家知识产权局\tChina's IP office; also 国知局; not 中国专利局\n"
        );
    }
}
