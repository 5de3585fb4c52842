//! Files as tools write them, put right.

use super::*;
use crate::work::check::{Checker, Policy, Terms};

/// A file put right, and the translations that are left to a person.
fn put_right(name: &str, content: &[u8]) -> Result<(String, Vec<String>), Error> {
    let (source, target) = ("en".parse().unwrap(), "zh-Hans".parse().unwrap());
    let terms = Terms::new(Vec::new(), &source, &target);
    let options = ReadOptions {
        source,
        target,
        columns: Default::default(),
        encoding: None,
    };
    let path = Path::new(name);
    let mut text = Text::of_file(path, Cursor::new(content), &options)?;
    let policy = Policy::default();
    text.check(&Checker {
        terms: &terms,
        policy: &policy,
    });
    let retouched = retouch(path, content, &options, &text)?;
    let left = retouched.left.into_iter().map(|fixed| fixed.after.text);
    Ok((
        String::from_utf8_lossy(&retouched.content).into_owned(),
        left.collect(),
    ))
}

/// Holds what becomes of a file against the file with one change after another made to it.
#[track_caller]
fn changes(name: &str, content: &str, edits: &[(&str, &str)]) {
    let mut wanted = content.to_owned();
    for (old, new) in edits {
        assert!(wanted.contains(old), "{old}");
        wanted = wanted.replacen(old, new, 1);
    }
    let (found, left) = put_right(name, content.as_bytes()).unwrap();
    assert_eq!((found, left), (wanted, vec![]));
}

#[test]
fn an_xliff_file_keeps_its_comments_its_codes_and_its_layout() {
    let file = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- from the agency -->
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a.txt" source-language="en" target-language="zh-Hans" datatype="plaintext"><body>
  <trans-unit id="1"  approved='no'><source>He said, work <g id="1">goes</g> on &amp; on.</source>
    <target state="translated">他表示,工作<g id="1">仍在继续</g> ，&amp;不停。</target></trans-unit>
  <trans-unit id="2"><source>Is it so?</source><target>是这样吗?</target></trans-unit>
 </body></file>
</xliff>
"#;
    changes(
        "back.xlf",
        file,
        &[("表示,", "表示，"), ("</g> ，", "</g>，"), ("吗?", "吗？")],
    );
}

#[test]
fn a_memory_keeps_what_the_tool_says_of_its_units() {
    let file = r#"<?xml version="1.0"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu tuid="1"><tuv xml:lang="en"><seg>Yes, he said.</seg></tuv><tuv xml:lang="zh-CN"><seg>他说,是的。</seg></tuv></tu><tu tuid="2"><tuv xml:lang="en"><seg>Yes, he said again.</seg></tuv><tuv xml:lang="zh-CN"><seg>他说,是的。</seg></tuv></tu>
</body></tmx>
"#;
    changes("a.tmx", file, &[("说,是", "说，是"), ("说,是", "说，是")]);
}

#[test]
fn a_po_file_keeps_its_line_breaks() {
    let file = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nLanguage: zh_CN\\n\"\n\n#: a.c:1\nmsgid \"\"\n\"The file “%s” is there, \"\n\"and full.\"\nmsgstr \"\"\n\"文件“%s”已存在,\"\n\"而且已满。\"\n\nmsgid \"Full, really?\"\nmsgstr \"满了,真的?\"\n";
    changes(
        "a.po",
        file,
        &[("在,", "在，"), ("了,", "了，"), ("的?", "的？")],
    );
}

#[test]
fn a_table_keeps_its_quotation_marks() {
    let file = "en,zh-Hans\r\n\"Well, yes.\",\"好的,是。\"\r\nDone!,完成!\r\n";
    changes("a.csv", file, &[("的,", "的，"), ("成!", "成！")]);
}

#[test]
fn the_same_words_in_the_source_stay_as_they_are() {
    let file = "en,zh-Hans\n\"他说,是\",\"他说,是\"\n";
    let (found, left) = put_right("a.csv", file.as_bytes()).unwrap();
    assert_eq!(found, "en,zh-Hans\n\"他说,是\",\"他说，是\"\n");
    assert!(left.is_empty());
}

#[test]
fn an_archive_is_left_to_the_memory() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, "en,zh-Hans\nDone!,完成!\n".as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert!(matches!(
        put_right("a.csv.gz", &packed),
        Err(Error::NotText)
    ));
}
