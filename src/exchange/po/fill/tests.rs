use super::*;
use crate::exchange::testing::tag;
use crate::unit::State;

/// Entries of every kind, as msgmerge leaves them, with line ends of Windows.
const PO: &str = "# Mail.\r\nmsgid \"\"\r\nmsgstr \"\"\r\n\"Language: zh_CN\\n\"\r\n\
\"Content-Type: text/plain; charset=UTF-8\\n\"\r\n\"Plural-Forms: nplurals=1; plural=0;\\n\"\r\n\r\n\
#. a button\r\n#: src/window.c:12\r\n#, c-format\r\nmsgctxt \"toolbar\"\r\nmsgid \"Send \\\"%s\\\"\\n\"\r\nmsgstr \"\"\r\n\r\n\
#, fuzzy, c-format\r\n#| msgid \"Delete %d mail\"\r\n#| msgid_plural \"\"\r\n#| \"Delete %d mails\"\r\n\
msgid \"Delete %d message\"\r\nmsgid_plural \"\"\r\n\"Delete %d \"\r\n\"messages\"\r\nmsgstr[0] \"\"\r\n\"删除信\"\r\n\r\n\
  msgid  \"Close\"\r\n\tmsgstr   \"关闭\"\r\n\r\nmsgid \"Not yet\"\r\nmsgstr \"\"\r\n\r\n\
#~ msgctxt \"menu\"\r\n#~ msgid \"Old\"\r\n#~ msgstr \"\"\r\n\r\nmsgid \"Last\"\r\nmsgstr \"\"";

fn translation(text: &str, state: State) -> Variant {
    Variant {
        state: Some(state),
        ..Variant::new(tag("zh-Hans"), text)
    }
}

fn filled(po: &str, fills: &[(usize, &str, State)]) -> String {
    let po = Po::read(po.as_bytes()).unwrap();
    let variants: Vec<_> = fills
        .iter()
        .map(|(place, text, state)| (*place, translation(text, *state)))
        .collect();
    let fills: Vec<_> = variants
        .iter()
        .map(|(place, text)| (*place, text))
        .collect();
    String::from_utf8(po.filled(&fills).unwrap()).unwrap()
}

#[test]
fn the_places_of_a_file_are_its_entries_that_are_in_use() {
    let po = Po::read(PO.as_bytes()).unwrap();
    assert_eq!(
        (po.target_lang.as_str(), po.source_lang.as_str()),
        ("zh-CN", "")
    );
    let places: Vec<_> = po
        .places
        .iter()
        .map(|place| {
            (
                place.source.as_str(),
                place.target.as_deref(),
                place.is_guessed,
            )
        })
        .collect();
    let expected = [
        ("Send \"%s\"", None, false),
        ("Delete %d messages", Some("删除信"), true),
        ("Close", Some("关闭"), false),
        ("Not yet", None, false),
        ("Last", None, false),
    ];
    assert_eq!(places, expected);
}

#[test]
fn only_what_is_filled_changes_and_its_flag() {
    assert_eq!(filled(PO, &[]), PO);
    let done = filled(
        PO,
        &[
            (0, "发送“%s”", State::Translated),
            (4, "最后", State::Draft),
        ],
    );
    let expected = PO
        .replace(
            "Send \\\"%s\\\"\\n\"\r\nmsgstr \"\"",
            "Send \\\"%s\\\"\\n\"\r\nmsgstr \"发送“%s”\\n\"",
        )
        .replace(
            "msgid \"Last\"\r\nmsgstr \"\"",
            "#, fuzzy\r\nmsgid \"Last\"\r\nmsgstr \"最后\"",
        );
    assert_eq!(done, expected);
    let done = filled(PO, &[(0, "a", State::Draft)]);
    let fuzzy = PO.replacen("#, c-format", "#, fuzzy, c-format", 1);
    assert_eq!(
        done,
        fuzzy.replacen("msgstr \"\"\r\n\r\n", "msgstr \"a\\n\"\r\n\r\n", 1)
    );
}

#[test]
fn what_msgmerge_guessed_goes_with_what_it_was_guessed_from() {
    let old = PO.split_once("#, fuzzy").unwrap().1;
    let old = format!("#, fuzzy{}", old.split_once("\r\n\r\n").unwrap().0);
    let new = |state| filled(PO, &[(1, "删除 %d 封邮件", state)]);
    let rest = "msgid \"Delete %d message\"\r\nmsgid_plural \"\"\r\n\"Delete %d \"\r\n\
        \"messages\"\r\nmsgstr[0] \"删除 %d 封邮件\"";
    let sure = PO.replace(&old, &format!("#, c-format\r\n{rest}"));
    assert_eq!(new(State::Translated), sure);
    let draft = PO.replace(&old, &format!("#, fuzzy, c-format\r\n{rest}"));
    assert_eq!(new(State::Draft), draft);
}

#[test]
fn a_plural_is_fuzzy_until_all_its_forms_are_there_and_a_third_form_is_left() {
    let two = "msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n";
    let half = filled(two, &[(0, "%d Datei", State::Translated)]);
    let expected = two.replace("msgstr[0] \"\"", "msgstr[0] \"%d Datei\"");
    assert_eq!(half, format!("#, fuzzy\n{expected}"));
    let whole = [
        (0, "%d Datei", State::Translated),
        (1, "%d Dateien", State::Reviewed),
    ];
    let expected = expected.replace("msgstr[1] \"\"", "msgstr[1] \"%d Dateien\"");
    assert_eq!(filled(two, &whole), expected);
    let three = format!("{two}msgstr[2] \"\"\n");
    let po = Po::read(three.as_bytes()).unwrap();
    assert!(po.places.len() == 3 && po.places.iter().all(|place| !place.fits));
    assert_eq!(filled(&three, &whole), three);
}

#[test]
fn a_template_says_its_language_and_encoding_once_it_is_filled() {
    let template = "#, fuzzy\nmsgid \"\"\nmsgstr \"\"\n\"Language: \\n\"\n\
        \"Content-Type: text/plain; charset=CHARSET\\n\"\n\nmsgid \"Open\"\nmsgstr \"\"\n";
    let expected = template
        .replace("Language: ", "Language: zh_CN")
        .replace("CHARSET", "UTF-8")
        .replace("\"Open\"\nmsgstr \"\"", "\"Open\"\nmsgstr \"打开\"");
    assert_eq!(
        filled(template, &[(0, "打开", State::Translated)]),
        expected
    );
}

#[test]
fn another_encoding_stays_and_what_it_lacks_is_said() {
    let text = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=GBK\\n\"\n\n\
        # 菜单\nmsgid \"Open\"\nmsgstr \"\"\n";
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let po = Po::read(&gbk(text)).unwrap();
    let done = po.filled(&[(0, &translation("打开", State::Translated))]);
    let expected = text.replace("\"Open\"\nmsgstr \"\"", "\"Open\"\nmsgstr \"打开\"");
    assert_eq!(done.unwrap(), gbk(&expected));
    let lacking = po.filled(&[(0, &translation("打开🚪", State::Translated))]);
    assert!(matches!(
        lacking,
        Err(Error::Character {
            character: '🚪',
            ..
        })
    ));
}

const LINE: &str = "(#~ |#\\| |)((msgid|msgstr|msgstr\\[[0-3]\\]|msgctxt|msgid_plural) ?|#, ?(fuzzy, )?|#: |)\
    \"[a\\\\nt中é %]{0,4}\"?\r?\n|\n";

proptest::proptest! {
    #[test]
    fn a_file_with_nothing_filled_in_is_the_same_bytes(lines in proptest::collection::vec(LINE, 1..30)) {
        let text = lines.concat();
        if let Ok(po) = Po::read(text.as_bytes()) {
            proptest::prop_assert_eq!(po.filled(&[]).unwrap(), text.as_bytes());
        }
    }

    #[test]
    fn what_was_filled_in_is_read_again_and_nothing_else_is_changed(
        lines in proptest::collection::vec(LINE, 1..30),
        target in "[a\"\\\\中\t%]{0,3}[b文]",
        is_draft: bool,
    ) {
        let text = lines.concat();
        if let Ok(po) = Po::read(text.as_bytes()) {
            let state = if is_draft { State::Draft } else { State::Translated };
            for (at, place) in po.places.iter().enumerate().filter(|(_, place)| place.fits) {
                let done = filled(&text, &[(at, &target, state)]);
                let again = Po::read(done.as_bytes()).unwrap();
                let mut expected = po.places.clone();
                let is_whole = expected.iter().all(|other| {
                    other.entry != place.entry || other.form == place.form || !other.is_fuzzy && other.target.is_some()
                });
                for other in expected.iter_mut().filter(|other| other.entry == place.entry) {
                    if other.form == place.form {
                        other.target = Some(target.trim().to_owned());
                    }
                    other.is_fuzzy = is_draft || !is_whole;
                    other.is_guessed = false;
                }
                proptest::prop_assert_eq!(again.places, expected, "{}\n---\n{}", text, done);
            }
        }
    }
}
