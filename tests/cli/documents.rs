//! Documents that are longer than what is read of their segments at once.

use super::folder::Folder;
use super::office;

/// How many paragraphs the page has, of two segments each.
const PARAGRAPHS: usize = 1500;

/// The paragraph of a number, from 1.
fn paragraph(number: usize) -> String {
    format!(
        "<p>Paragraph {number} has <b>no</b> year<img src=\"{number}.png\">. It ends here.</p>\n"
    )
}

/// A long page, with other paragraphs in the places of some.
fn page(lang: &str, others: &[(usize, &str)]) -> String {
    let mut page = format!("<!DOCTYPE html>\n<html lang={lang}><title>Page</title>\n");
    for number in 1..=PARAGRAPHS {
        match others.iter().find(|(other, _)| *other == number) {
            Some((_, other)) => page.push_str(&format!("<p>{other}</p>\n")),
            None => page.push_str(&paragraph(number)),
        }
    }
    page + "</html>\n"
}

/// A folder with a memory of the page.
fn with_page() -> Folder {
    let folder = Folder::new();
    folder.write("page.html", page("en", &[]));
    folder.done("--memory memory.yiku import page.html --from en --to zh-Hans");
    folder
}

#[test]
fn of_a_long_page_only_what_is_translated_changes() {
    let folder = with_page();
    // The title is the first segment, the paragraph 500 has the segments 1000 and 1001.
    for set in [
        "set 2 第1段{1}没有{/1}年份{3/}。",
        "set 3 到此为止。",
        "set 1000 第500段没有年份。",
        "set 1001 到此为止。",
        "set 3001 到此为止。",
    ] {
        folder.done(&format!("--memory memory.yiku {set}"));
    }
    let ran = folder.run("--memory memory.yiku export --format document -o page.zh.html");
    assert_eq!(ran.code(), 0, "{ran}");
    for said in [
        "segment 1000: the translation has no bold {1}; it was left out",
        "segment 1000: the translation has no image {3/}; it was put at its end",
        "2996 segments",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {ran}");
    }
    let expected = page(
        "zh-Hans",
        &[
            (1, "第1段<b>没有</b>年份<img src=\"1.png\">。到此为止。"),
            (500, "第500段没有年份。<img src=\"500.png\">到此为止。"),
            (
                PARAGRAPHS,
                "Paragraph 1500 has <b>no</b> year<img src=\"1500.png\">.到此为止。",
            ),
        ],
    );
    let written = folder.read("page.zh.html");
    for (line, expected) in written.lines().zip(expected.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(written.len(), expected.len());
}

#[test]
fn a_page_that_fails_half_way_is_not_written() {
    let folder = with_page();
    folder.write("page.zh.html", "by hand");
    let memory = rusqlite::Connection::open(folder.path("memory.yiku")).unwrap();
    let changed = memory.execute(
        "UPDATE variant SET text = 'Another text.' WHERE unit =
         (SELECT unit FROM part WHERE side = 'source' AND position = 2500)",
        [],
    );
    assert_eq!(changed, Ok(1));
    drop(memory);
    for file in ["page.zh.html", "new.html"] {
        let ran = folder.run(&format!(
            "--memory memory.yiku export --format document --force -o {file}"
        ));
        ran.refused("page were cut by another yiku");
    }
    assert_eq!(folder.read("page.zh.html"), "by hand");
    let left = folder.files("");
    let left: Vec<&str> = left.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(left, ["memory.yiku", "page.html", "page.zh.html"]);
    // The file itself is what it was; imported again, as is hinted at, it is cut anew.
    let ran = folder.run("--memory memory.yiku import page.html --from en --to zh-Hans");
    assert!(ran.stderr.contains("1 new (2501)"), "{ran}");
    folder.done("--memory memory.yiku export --format document -o new.html");
    assert_eq!(folder.read("new.html"), page("zh-Hans", &[]));
    let ran = folder.run("--memory memory.yiku import page.html --from en --to zh-Hans");
    assert!(ran.stderr.contains("nothing to do"), "{ran}");
}

#[test]
fn a_translation_that_is_mostly_bold_comes_out_as_its_file_had_it() {
    let plain = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let bold = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
    let english = [
        plain("From Monday on, it is "),
        bold("forbidden"),
        plain(" for any vehicle to pass here."),
    ]
    .concat();
    for (chinese, expected) in [
        (
            [plain("自周一起"), bold("严禁任何车辆在此通行"), plain("。")],
            "自周一起 <b>严禁任何车辆在此通行 </b>。",
        ),
        (
            [bold("自周一起"), bold("严禁任何车辆"), bold("在此通行。")],
            "<b>自周一起严禁任何车辆在此通行。 </b>",
        ),
    ] {
        let folder = Folder::new();
        folder.write("n.docx", office::word(&english));
        folder.write("n.zh.docx", office::word(&chinese.concat()));
        folder.done("--memory m.yiku import n.docx --target n.zh.docx --from en --to zh-Hans");
        folder.done("--memory m.yiku export --format document -o out.docx");
        let written = office::body(&folder, "out.docx");
        let (_, written) = written.split_once("<w:p>").unwrap();
        let (written, _) = written.split_once("</w:p>").unwrap();
        // What a reader sees of it.
        let written = written.replace("<w:rPr><w:b/></w:rPr>", "<b>");
        let mut seen = String::new();
        for run in written.split("<w:r>").skip(1) {
            let text = run.split("<w:t").nth(1).unwrap_or_default();
            let text = text.split_once('>').map_or("", |(_, text)| text);
            let text = text.split("</w:t>").next().unwrap_or_default();
            match run.starts_with("<b>") {
                true => seen.push_str(&format!("<b>{text} </b>")),
                false => seen.push_str(text),
            }
        }
        assert_eq!(
            seen.replace(' ', ""),
            expected.replace(' ', ""),
            "{written}"
        );
    }
}
