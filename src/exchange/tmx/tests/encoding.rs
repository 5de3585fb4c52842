//! What files are written in.

use super::{file, read, tu};
use crate::exchange::tmx::Reader;

#[test]
fn every_encoding_is_read() {
    let body = tu("Café – §", "专利合作条约，知识产权。");
    let xml = |declared: &str| file(&body).replace("UTF-8", declared);
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    let marked = |text: String| format!("\u{FEFF}{text}");
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let said: &[&str] = &["the file is not in the encoding that it declares"];
    for (name, bytes, encoding, mends) in [
        ("UTF-8", xml("UTF-8").into_bytes(), "UTF-8", &[][..]),
        (
            "UTF-8 with mark",
            marked(xml("UTF-8")).into_bytes(),
            "UTF-8",
            &[],
        ),
        (
            "no declaration",
            xml("")
                .replace("<?xml version=\"1.0\" encoding=\"\"?>", "")
                .into_bytes(),
            "UTF-8",
            &[],
        ),
        (
            "UTF-16LE",
            utf16(&marked(xml("UTF-16")), u16::to_le_bytes),
            "UTF-16LE",
            &[],
        ),
        (
            "UTF-16BE",
            utf16(&marked(xml("UTF-16")), u16::to_be_bytes),
            "UTF-16BE",
            &[],
        ),
        (
            "UTF-16 unmarked",
            utf16(&xml("UTF-16"), u16::to_le_bytes),
            "UTF-16LE",
            &["UTF-16 without a byte-order mark"],
        ),
        (
            "UTF-16 that says UTF-8",
            utf16(&marked(xml("utf-8")), u16::to_le_bytes),
            "UTF-16LE",
            said,
        ),
        (
            "UTF-8 that says UTF-16",
            xml("UTF-16").into_bytes(),
            "UTF-8",
            said,
        ),
        ("GB18030", gb(&xml("GB18030")), "gb18030", &[]),
        ("gb2312", gb(&xml("gb2312")), "GBK", &[]),
        (
            "GBK that says UTF-8",
            gb(&xml("UTF-8").replace("é", "")),
            "GBK",
            said,
        ),
        (
            "GBK that says nothing",
            gb(&xml("x-unknown").replace("é", "")),
            "GBK",
            said,
        ),
        (
            "UTF-8 that says windows-1252",
            xml("windows-1252").into_bytes(),
            "UTF-8",
            said,
        ),
        (
            "UTF-8 that says GBK",
            xml("GBK").into_bytes(),
            "UTF-8",
            said,
        ),
    ] {
        let found = read(bytes);
        let unit = found.unit();
        assert_eq!(unit.variants[1].text, "专利合作条约，知识产权。", "{name}");
        assert!(unit.variants[0].text.starts_with("Caf"), "{name}");
        assert_eq!(found.header.encoding, encoding, "{name}");
        let kinds: Vec<_> = found
            .messages()
            .iter()
            .map(|m| m.split(": ").next().unwrap().to_owned())
            .collect();
        assert!(
            mends.iter().all(|mend| kinds.contains(&(*mend).to_owned())),
            "{name}: {kinds:?}"
        );
        assert_eq!(kinds.is_empty(), mends.is_empty(), "{name}: {kinds:?}");
    }
}

#[test]
fn a_legacy_code_page_is_believed_where_it_is_right() {
    let text = file(&tu("Test characters: é à œ", "n")).replace("UTF-8", "windows-1252");
    let bytes = encoding_rs::WINDOWS_1252.encode(&text).0;
    let found = read(&bytes);
    assert_eq!(found.unit().variants[0].text, "Test characters: é à œ");
    assert_eq!((found.header.encoding, found.count), ("windows-1252", 0));
    // Two characters that could be two-byte UTF-8.
    let text = file(&tu("Unicom", "联通")).replace("UTF-8", "GBK");
    let found = read(encoding_rs::GBK.encode(&text).0);
    assert_eq!(found.unit().variants[1].text, "联通");
}

#[test]
fn the_first_byte_that_is_not_ascii_decides_however_late_it_comes() {
    let many: String = (0..3_000).map(|n| tu(&format!("Claim {n}"), "n")).collect();
    let text = file(&format!("{many}\n{}", tu("Café", "专利合作条约")));
    let found = read(encoding_rs::GBK.encode(&text.replace("é", "")).0);
    assert_eq!(found.units.len(), 3_001);
    assert_eq!(found.units[3_000].variants[1].text, "专利合作条约");
    assert_eq!(found.mends[0].line, 6);
    let broken = text.replace("Café", "Caf\u{0}").into_bytes();
    let broken: Vec<u8> = broken
        .into_iter()
        .map(|b| if b == 0 { 0xE9 } else { b })
        .collect();
    let found = read(broken);
    assert_eq!(found.units[3_000].variants[0].text, "Caf\u{FFFD}");
    assert_eq!(found.units[3_000].variants[1].text, "专利合作条约");
    assert!(
        found.messages()[0].starts_with("bytes that are no character"),
        "{:?}",
        found.messages()
    );
}

#[test]
fn small_reads_make_no_difference() {
    struct Drops<'a>(&'a [u8]);
    impl std::io::Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let length = out.len().min(1);
            std::io::Read::read(&mut self.0, &mut out[..length])
        }
    }
    let text = file(&tu("A𠮷é", "专利\r\n“合作”&#x4E2D;"));
    let units: Vec<_> = Reader::new(Drops(text.as_bytes()))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(units, read(&text).units);
    assert_eq!(units[0].variants[1].text, "专利\n“合作”中");
}
