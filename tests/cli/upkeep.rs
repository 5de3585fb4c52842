//! Memories put in order: what each verb promises, whatever it says.

use super::folder::Folder;

/// A unit of a TMX file: what stands in it before the texts, the English, the Chinese, and what
/// stands in the Chinese beside the text.
fn unit(before: &str, english: &str, chinese: &str, beside: &str) -> String {
    let target = match chinese {
        "" => String::new(),
        _ => format!("<tuv xml:lang=\"zh-CN\"{beside}<seg>{chinese}</seg></tuv>"),
    };
    format!("<tu>{before}<tuv xml:lang=\"en-US\"><seg>{english}</seg></tuv>{target}</tu>\n")
}

/// A TMX file of such units.
fn tmx(units: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\
         <header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" \
         adminlang=\"en\" srclang=\"en-US\" datatype=\"plaintext\"/><body>\n{}</body></tmx>\n",
        units.concat()
    )
}

/// A memory in which every verb finds something to do, and two of whose units are repeated.
pub(super) const UNTIDY: &str = "untidy.tmx";

pub(super) fn untidy() -> String {
    let prop = |name: &str, value: &str| format!("<prop type=\"{name}\">{value}</prop>");
    let by = |who: &str, date: &str| format!(" changeid=\"{who}\" changedate=\"{date}\">");
    let state = |state: &str| format!(">{}", prop("x-state", state));
    tmx(&[
        unit(
            "<note>from the old server</note>",
            "Patents and trademarks",
            "专利与商标",
            &by("wang", "20230102T030405Z"),
        ),
        unit(
            &prop("client", "WIPO"),
            " Patents and trademarks",
            "专利与商标 ",
            &by("li", "20240102T030405Z"),
        ),
        unit(
            "",
            "The office examines it.",
            "该局对此进行审查。",
            &state("draft"),
        ),
        unit(
            "",
            "The office examines it.",
            "该局对此进行审查。",
            &state("reviewed"),
        ),
        unit(
            &prop("x-context-pre", "It is filed."),
            "The office examines it.",
            "该局对此进行审查。",
            ">",
        ),
        unit(&prop("client", "WIPO"), "See the annex.", "见附件。", ">"),
        unit(&prop("client", "EPO"), "See the annex.", "见附件。", ">"),
        unit("", "See the annex.", "参见附件。", ">"),
        unit("", "Not translated yet.", "", ">"),
        unit("", "It was left as it is.", "It was left as it is.", ">"),
        unit("", "JSON.org", "JSON.org", ">"),
        unit("", "The fee is due in May.", "the fee is due in June", ">"),
        unit(
            "",
            "A <bpt i=\"1\">&lt;b&gt;</bpt>bold<ept i=\"1\">&lt;/b&gt;</ept> word",
            "一个粗体的词",
            ">",
        ),
    ])
}

/// A folder with that memory, and a document beside it.
fn folder() -> Folder {
    let folder = Folder::with_memory();
    folder.write(UNTIDY, untidy());
    folder.done("import untidy.tmx");
    folder
}

/// A memory as text, as far as undo has to bring it back to the byte.
fn text_form(folder: &Folder, memory: &str) -> String {
    folder.done(&format!("--memory {memory} export --format jsonl"))
}

#[test]
fn every_verb_can_be_taken_back_and_a_dry_run_changes_nothing() {
    let folder = folder();
    folder.write("other.tmx", untidy().replace("Patents", "Designs"));
    folder.done("--memory other.yiku import other.tmx");
    let before = text_form(&folder, "memory.yiku");
    for verb in [
        "memory dedupe",
        "memory dedupe --any-context",
        "memory tidy --remove",
        "memory merge other.yiku",
        "memory split -o part.yiku --origin untidy.tmx --remove",
        "memory split -o part.yiku --client WIPO --remove",
    ] {
        let log = folder.done("log --max 0");
        let dry = folder.run(&format!("{verb} --dry-run"));
        assert!(dry.stderr.contains("Nothing was changed."), "{verb}: {dry}");
        assert_eq!(text_form(&folder, "memory.yiku"), before, "{verb}");
        assert_eq!(folder.done("log --max 0"), log, "{verb}");
        assert!(!folder.path("part.yiku").exists(), "{verb}");
        let done = folder.run(verb);
        assert!(done.code() < 2, "{verb}: {done}");
        assert_eq!(dry.code(), done.code(), "{verb}: {dry}{done}");
        let after = text_form(&folder, "memory.yiku");
        assert_ne!(after, before, "{verb}");
        folder.done("undo");
        assert_eq!(text_form(&folder, "memory.yiku"), before, "{verb}");
        folder.done("redo");
        assert_eq!(text_form(&folder, "memory.yiku"), after, "{verb}");
        folder.done("undo");
        assert_eq!(text_form(&folder, "memory.yiku"), before, "{verb}");
        let _ = std::fs::remove_file(folder.path("part.yiku"));
    }
}

#[test]
fn promoting_is_one_change_of_the_other_memory() {
    let folder = folder();
    let own = text_form(&folder, "memory.yiku");
    folder.done("memory promote client.yiku --dry-run");
    assert!(!folder.path("client.yiku").exists());
    folder.done("memory promote client.yiku --document notice");
    let before = text_form(&folder, "client.yiku");
    assert_eq!(before.matches("\"type\":\"unit\"").count(), 5);
    let dry = folder.done("memory promote client.yiku --dry-run --json");
    assert_eq!(text_form(&folder, "client.yiku"), before);
    let done = folder.done("memory promote client.yiku --json");
    assert_eq!(done, dry.replace("\"dry_run\":true", "\"dry_run\":false"));
    // Again, there is nothing left to do, and no change in the log.
    let log = folder.done("--memory client.yiku log");
    let again = folder.done("memory promote client.yiku --json");
    assert!(again.contains("\"new\":0,\"raised\":0"), "{again}");
    assert_eq!(folder.done("--memory client.yiku log"), log);
    folder.done("--memory client.yiku undo");
    assert_eq!(text_form(&folder, "client.yiku"), before);
    assert_eq!(text_form(&folder, "memory.yiku"), own);
}

#[test]
fn a_higher_state_is_carried_and_a_lower_one_is_not() {
    let folder = Folder::with_memory();
    folder.done("memory promote client.yiku");
    folder.done("confirm 1 --as final");
    let raised = folder.done("memory promote client.yiku --json");
    assert!(
        raised.contains("\"new\":0,\"raised\":1,\"there\":4"),
        "{raised}"
    );
    let client = folder.done("--memory client.yiku export --format jsonl");
    assert_eq!(client.matches("\"state\":\"final\"").count(), 1);
    folder.done("confirm 1 --as translated");
    let lowered = folder.done("memory promote client.yiku --json");
    assert!(lowered.contains("\"raised\":0,\"there\":5"), "{lowered}");
    assert_eq!(
        folder.done("--memory client.yiku export --format jsonl"),
        client
    );
}

#[test]
fn what_was_merged_differs_in_nothing() {
    let folder = folder();
    folder.write("small.tmx", tmx(&[unit("", "One.", "一。", ">")]));
    folder.done("--memory small.yiku import small.tmx");
    folder.done("--memory small.yiku memory merge memory.yiku");
    let differs = folder.run("memory diff memory.yiku small.yiku --json");
    let lines: Vec<&str> = std::str::from_utf8(&differs.stdout)
        .unwrap()
        .lines()
        .collect();
    assert!(
        matches!(lines.as_slice(), [one] if one.contains("\"kind\":\"only-second\",\"source\":\"One.\"")),
        "{differs}"
    );
    // The documents of the other memory are no documents here, and keep their names.
    let merged = text_form(&folder, "small.yiku");
    assert_eq!(
        merged
            .matches("\"x-document\",\"value\":\"notice\"")
            .count(),
        5
    );
}

#[test]
fn a_document_that_is_split_off_is_the_same_document() {
    let folder = Folder::with_memory();
    folder.replace("notice.en.txt", "40,000 patents", "41,000 patents");
    folder.done("import notice.en.txt");
    let before = text_form(&folder, "memory.yiku");
    folder.done("memory split -o part.yiku --document notice");
    assert_eq!(text_form(&folder, "part.yiku"), before);
    assert_eq!(
        folder.done("--memory part.yiku export --format text"),
        folder.done("export --format text")
    );
    let shown = folder.done("--memory part.yiku show notice:2");
    assert_eq!(
        shown.matches("the text was").count(),
        folder.done("show notice:2").matches("the text was").count()
    );
}

#[test]
fn segments_of_documents_are_left_alone() {
    let folder = folder();
    folder.done("set 3 'The visit took place in Beijing on September 14, 2024.'");
    let segments = folder.done("list --json");
    folder.run("memory tidy --remove");
    folder.done("memory dedupe --any-context");
    folder.done("memory split -o part.yiku --document notice --remove");
    assert_eq!(folder.done("list --json"), segments);
}

#[test]
fn locked_pairs_stay() {
    let folder = Folder::new();
    let locked = "><prop type=\"x-locked\">the client wants it so</prop>";
    let file = tmx(&[unit(
        "",
        "It was left as it is.",
        "It was left as it is.",
        locked,
    )]);
    folder.write("a.tmx", file);
    folder.done("--memory a.yiku import a.tmx");
    let before = text_form(&folder, "a.yiku");
    let ran = folder.run("--memory a.yiku memory tidy --remove");
    assert_eq!(ran.code(), 1, "{ran}");
    assert!(ran.stderr.contains("1 pair locked, and left"), "{ran}");
    assert_eq!(text_form(&folder, "a.yiku"), before);
}

#[test]
fn only_the_bad_one_of_several_translations_is_taken_out() {
    let folder = Folder::new();
    let unit = "<tu><tuv xml:lang=\"en\"><seg>See the annex.</seg></tuv>\
                <tuv xml:lang=\"fr\"><seg>Voir l'annexe.</seg></tuv>\
                <tuv xml:lang=\"zh-CN\"><seg>See the annex.</seg></tuv>\
                <tuv xml:lang=\"zh-CN\"><seg>见附件。</seg></tuv></tu>";
    folder.write("a.tmx", tmx(&[unit.to_owned()]));
    folder.done("--memory a.yiku import a.tmx");
    folder.done("--memory a.yiku memory tidy --remove");
    let left = text_form(&folder, "a.yiku");
    assert_eq!(left.matches("See the annex.").count(), 1, "{left}");
    assert!(left.contains("Voir l'annexe.") && left.contains("见附件。"));
}

#[test]
fn wrong_names_are_told_and_nothing_is_made() {
    let folder = folder();
    for (line, words) in [
        ("memory promote", "names no memory of the client"),
        ("memory promote memory.yiku", "is this memory itself"),
        ("memory promote client.tmx", "does not end in .yiku"),
        ("memory promote notice.en.txt", "is not a yiku memory"),
        ("memory promote nowhere/client.yiku", "no folder nowhere"),
        (
            "memory promote c.yiku --document notise",
            "did you mean notice?",
        ),
        ("memory merge memory.yiku", "is this memory itself"),
        ("memory merge untidy.tmx", "`yiku import untidy.tmx`"),
        ("memory merge gone.yiku", "there is no memory gone.yiku"),
        (
            "memory split -o memory.yiku --client WIPO",
            "is there already",
        ),
        ("memory split -o p.yiku --client WIPP", "did you mean WIPO?"),
        (
            "memory split -o p.yiku --origin untidy",
            "did you mean untidy.tmx?",
        ),
        ("memory split -o p.yiku", "--origin"),
        (
            "memory diff memory.yiku gone.yiku",
            "there is no memory gone.yiku",
        ),
        (
            "memory tidy --only dirt",
            "empty, identical, language, codes, alignment",
        ),
    ] {
        folder.run(line).refused(words);
    }
    for made in ["client.tmx", "nowhere", "c.yiku", "p.yiku", "gone.yiku"] {
        assert!(!folder.path(made).exists(), "{made}");
    }
}
