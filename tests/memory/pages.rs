//! Documents that are taken apart: pages whose translation is the page again.

use std::path::{Path, PathBuf};

use yiku::document::{self, FileText, Format, More};
use yiku::store::Memory;
use yiku::unit::Side;
use yiku::work::export::Kind;
use yiku::work::import::{self, Incoming};

use super::bench::{Bench, exported, incoming, joined, tag, translations};

const PAGE: &str = "<html lang=en><title>WIPO in China</title>
<p>The <b>Director General</b> met officials. <i>He then left for Geneva.</i></p>
<p>Thank <a href='/you'>you. See</a> also <img src=a.png alt=Seal> here.</p></html>\n";

fn read(name: &str, bytes: &str) -> FileText {
    let format = Format::of(Path::new(name), bytes.as_bytes()).unwrap();
    document::taken_apart(
        Path::new(name),
        (format, More::default()),
        bytes.as_bytes().to_vec(),
        None,
    )
    .unwrap()
}

fn page(file: &str, bytes: &str) -> Incoming {
    Incoming {
        path: PathBuf::from(file),
        source: read(file, bytes),
        ..incoming("page", "x", None)
    }
}

fn written(bench: &Bench) -> String {
    let reader = bench.memory.read().unwrap();
    exported(&reader, Kind::Document, Some("page".to_owned()))
}

fn translate(bench: &mut Bench) {
    for (segment, text) in [
        ("page:1", "产权组织在中国"),
        ("page:2", "{1}总干事{/1}会见了官员。"),
        ("page:3", "随后他前往日内瓦。"),
        ("page:4", "谢谢{1}您。"),
        ("page:5", "另见{/1}此处{2/}。"),
    ] {
        assert!(bench.set(segment, text), "{segment}");
    }
}

#[test]
fn a_page_comes_back_in_the_other_language_with_all_that_is_not_text() {
    let mut bench = Bench::new();
    bench.import(&page("page.html", PAGE));
    let reader = bench.memory.read().unwrap();
    let expected = "WIPO in China\n\
        The Director General met officials. He then left for Geneva.\n\
        Thank you. See also  here.\nSeal";
    assert_eq!(joined(&reader, "page", Side::Source), expected);
    drop(reader);
    // Nothing is translated: the page, but for the language that it says it is in.
    assert_eq!(written(&bench), PAGE.replace("lang=en", "lang=zh-Hans"));
    translate(&mut bench);
    assert_eq!(
        written(&bench),
        "<html lang=zh-Hans><title>产权组织在中国</title>
<p><b>总干事</b>会见了官员。<i>随后他前往日内瓦。</i></p>
<p>谢谢<a href='/you'>您。另见</a>此处<img src=a.png alt=Seal>。</p></html>\n"
    );
    bench.assert_sound();
}

#[test]
fn codes_that_a_translation_breaks_leave_the_page_whole() {
    let mut bench = Bench::new();
    bench.import(&page(
        "page.html",
        "<p>A <b>bold <i>word</i></b> and <img src=a> end.</p>",
    ));
    for (text, expected) in [
        ("没有", "没有<img src=a>"),
        (
            "{1}粗{2}字{/1}斜{/2}{5/}",
            "<b>粗<i>字</i></b><i>斜</i><img src=a>",
        ),
        ("{1}粗{2}字{5/}", "<b>粗<i>字<img src=a></i></b>"),
        ("字{/1}{5/}", "<b>字</b><img src=a>"),
    ] {
        assert!(bench.set("page:1", text), "{text}");
        assert_eq!(written(&bench), format!("<p>{expected}</p>"), "{text}");
    }
    // A code that the segment has not is refused.
    assert!(!bench.set("page:1", "{9/}"));
}

#[test]
fn a_page_that_changes_keeps_the_work_also_as_another_format() {
    let mut bench = Bench::new();
    bench.import(&page("page.html", PAGE));
    translate(&mut bench);
    let before = translations(&bench, "page");
    let changed = PAGE.replace("<p>Thank", "<p class=new>More.</p><p>Thank");
    let (outcome, _) = bench.import(&page("page.html", &changed));
    assert_eq!(
        (outcome.new, outcome.changed, outcome.gone),
        (vec![4], vec![], 0)
    );
    assert!(
        written(&bench).contains("<p class=new>More.</p><p>谢谢<a href='/you'>您。另见</a>此处")
    );
    // The same text in Markdown: its segments are those of the page.
    let markdown = "# WIPO in China\n\nThe **Director General** met officials. \
        *He then left for Geneva.*\n\nThank [you. See](/you) also ![Seal](a.png) here.\n";
    let (outcome, _) = bench.import(&page("page.md", markdown));
    assert_eq!(
        outcome.gone, 2,
        "the new one, and those with the picture's text"
    );
    assert_eq!(translations(&bench, "page")[..4], before[..4]);
    assert!(
        written(&bench)
            .starts_with("# 产权组织在中国\n\n**总干事**会见了官员。*随后他前往日内瓦。*\n\n谢谢[")
    );
    bench.assert_sound();
}

#[test]
fn the_file_of_a_page_is_taken_back_and_brought_back_with_it() {
    let mut bench = Bench::new();
    bench.import(&page("page.html", PAGE));
    translate(&mut bench);
    let first = written(&bench);
    bench.import(&page("page.html", &PAGE.replace("WIPO in China", "WIPO")));
    let second = written(&bench);
    assert_ne!(first, second);
    assert_eq!(bench.undo(None), Some(vec![]));
    assert_eq!(written(&bench), first);
    assert_eq!(bench.redo(), Some(vec![]));
    assert_eq!(written(&bench), second);
    bench.assert_sound();
    // Plain text needs no file, and has none left.
    bench.import(&incoming("page", "Thank you.\n", None));
    let reader = bench.memory.read().unwrap();
    let document = reader.document("page").unwrap().unwrap();
    assert_eq!(reader.original(document.row.unwrap()).unwrap(), None);
    drop(reader);
    assert_eq!(written(&bench), "谢谢您。\n");
}

#[test]
fn the_text_form_of_a_memory_holds_the_page() {
    let mut bench = Bench::new();
    bench.import(&page("page.html", PAGE));
    translate(&mut bench);
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("all.jsonl");
    std::fs::write(
        &form,
        bench
            .exports()
            .lines()
            .take_while(|line| line.starts_with('{'))
            .fold(String::new(), |all, line| all + line + "\n"),
    )
    .unwrap();
    let mut copy = Memory::open_or_create(&folder.path().join("copy.yiku")).unwrap();
    let command = yiku::work::project::Occasion {
        who: "Lin".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
    }
    .command("import", Vec::new());
    let incoming = import::IncomingMemory {
        path: form,
        source_lang: tag("en"),
        target_lang: tag("zh-Hans"),
        columns: Default::default(),
        encoding: None,
        partial: false,
    };
    copy.change(&command, |writer| {
        import::memory(writer, &incoming, &|_| {})
    })
    .unwrap();
    let reader = copy.read().unwrap();
    assert_eq!(
        exported(&reader, Kind::Document, Some("page".to_owned())),
        written(&bench)
    );
    assert_eq!(reader.damaged_originals().unwrap(), [""; 0]);
}
