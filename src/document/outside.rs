//! Files that other programs read for us: their text, to look things up in or to translate. They are
//! not written again.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::file::{self, Error, FileText};

/// A program that gives the text of a kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// Poppler's, for PDF.
    PdfToText,
    /// LibreOffice, for Word 97 to 2003 and RTF.
    LibreOffice,
}

impl Program {
    /// The program for a file, by what it begins with and its ending.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Option<Self> {
        let ending = path.extension().unwrap_or_default();
        if bytes.starts_with(b"%PDF") {
            return Some(Self::PdfToText);
        }
        let is_word = bytes.starts_with(b"\xD0\xCF\x11\xE0") && ending.eq_ignore_ascii_case("doc");
        (is_word || bytes.starts_with(b"{\\rtf")).then_some(Self::LibreOffice)
    }

    fn command(self) -> &'static str {
        match self {
            Self::PdfToText => "pdftotext",
            Self::LibreOffice => "soffice",
        }
    }

    /// What it is to be got as.
    fn package(self) -> &'static str {
        match self {
            Self::PdfToText => "poppler-utils (with Homebrew: poppler)",
            Self::LibreOffice => "LibreOffice",
        }
    }

    /// What is to be said of a text that it gave.
    fn remark(self) -> &'static str {
        match self {
            Self::PdfToText => {
                "its text was read by pdftotext; `yiku export` writes the translation as plain text"
            }
            Self::LibreOffice => {
                "its text was read by LibreOffice; `yiku export` writes the translation as plain text"
            }
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// [`Error::NoProgram`] where the program is not installed, [`Error::Unread`] where it gives no
    /// text.
    pub(super) fn read(self, path: &Path) -> Result<FileText, Error> {
        let unread = |message: String| Error::Unread {
            path: path.to_owned(),
            message,
        };
        let given = match self {
            Self::PdfToText => pdf_to_text(path),
            Self::LibreOffice => libre_office(path),
        };
        let text = match given {
            Ok(text) => text,
            Err(Fault::Missing) => {
                return Err(Error::NoProgram {
                    path: path.to_owned(),
                    program: self.command(),
                    package: self.package(),
                });
            }
            Err(Fault::Said(said)) => {
                return Err(unread(format!("{} cannot read it: {said}", self.command())));
            }
        };
        match file::from_bytes(path, &text, Some("utf-8")) {
            Ok(text) => Ok(FileText {
                remarks: vec![self.remark().to_owned()],
                ..text
            }),
            Err(Error::Empty { .. }) => Err(unread(
                "there is no text in it; its pages may be pictures".to_owned(),
            )),
            Err(error) => Err(error),
        }
    }
}

/// Why a program gave no text.
enum Fault {
    Missing,
    Said(String),
}

/// The text of a PDF, page after page.
fn pdf_to_text(path: &Path) -> Result<Vec<u8>, Fault> {
    let mut command = Command::new(Program::PdfToText.command());
    // An absolute path is no option.
    command.args(["-enc", "UTF-8", "-eol", "unix", "-nopgbrk"]);
    command.arg(absolute(path)?).arg("-");
    Ok(run(command)?.stdout)
}

/// The text of a document that LibreOffice reads, in a profile of its own: one that is open elsewhere
/// is not disturbed, and what it trusts is not trusted here.
fn libre_office(path: &Path) -> Result<Vec<u8>, Fault> {
    let failed = |error: io::Error| Fault::Said(error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    let profile = folder.path().join("profile");
    let mut command = Command::new(Program::LibreOffice.command());
    command.arg(format!(
        "-env:UserInstallation=file://{}",
        profile.display()
    ));
    command.args(["--headless", "--norestore", "--convert-to"]);
    command.args(["txt:Text (encoded):UTF8", "--outdir"]);
    command.arg(folder.path()).arg(absolute(path)?);
    let output = run(command)?;
    let name = path.with_extension("txt");
    let name = name.file_name().unwrap_or_default();
    let text = std::fs::read(folder.path().join(name));
    let text = text.map_err(|_| Fault::Said(said(&output)))?;
    let mark = b"\xEF\xBB\xBF";
    Ok(text.strip_prefix(mark).map(<[u8]>::to_vec).unwrap_or(text))
}

fn absolute(path: &Path) -> Result<PathBuf, Fault> {
    std::path::absolute(path).map_err(|error| Fault::Said(error.to_string()))
}

fn run(mut command: Command) -> Result<Output, Fault> {
    command.stdin(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => Ok(output),
        Ok(output) => Err(Fault::Said(said(&output))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Fault::Missing),
        Err(error) => Err(Fault::Said(error.to_string())),
    }
}

/// The last line that a program said of what went wrong.
fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty());
    last.unwrap_or("it does not say why").to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Program;

    #[test]
    fn a_file_is_known_by_what_it_begins_with() {
        let of = |name: &str, bytes: &[u8]| Program::of(Path::new(name), bytes);
        assert_eq!(of("a.pdf", b"%PDF-1.7"), Some(Program::PdfToText));
        assert_eq!(of("a", b"{\\rtf1 x}"), Some(Program::LibreOffice));
        let old = b"\xD0\xCF\x11\xE0\xA1\xB1";
        assert_eq!(of("a.DOC", old), Some(Program::LibreOffice));
        // With a password, a document of today begins so too.
        assert_eq!(of("a.docx", old), None);
        assert_eq!(of("a.pdf", b"text"), None);
    }
}
