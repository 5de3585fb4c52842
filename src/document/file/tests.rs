//! Encodings, and what is no text.

use super::*;

fn decoded(bytes: &[u8]) -> Result<Decoded<'_>, Error> {
    decode(Path::new("a.txt"), bytes, None)
}

#[test]
fn encodings_are_taken_for_what_they_are() {
    let text = "产权组织总干事结束访华行程。\n2024年9月16日\n";
    let gb = encoding_rs::GB18030.encode(text).0;
    let read = decoded(&gb).unwrap();
    assert_eq!(
        (&*read.text, read.encoding, read.guessed),
        (text, "GBK", true)
    );
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let read = decoded(&wide).unwrap();
    assert_eq!(
        (&*read.text, read.encoding, read.mark),
        (text, "UTF-16LE", "\u{FEFF}")
    );
    let marked = format!("\u{FEFF}{text}");
    let read = decoded(marked.as_bytes()).unwrap();
    assert_eq!(
        (&*read.text, read.encoding, read.guessed),
        (text, "UTF-8", false)
    );
    let bare: Vec<u8> = "Beijing 一北京"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(decoded(&bare).unwrap().text, "Beijing 一北京");
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().set_len(LARGEST + 1).unwrap();
    assert!(matches!(bytes(file.path()), Err(Error::TooLarge { .. })));
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(matches!(
        decoded(b"PK\x03\x04abc"),
        Err(Error::NotText { seems: Some(_), .. })
    ));
    assert!(matches!(
        decoded(b"one\ntwo\0three"),
        Err(Error::NotText { line: 2, .. })
    ));
    assert!(matches!(decoded(b" \r\n"), Err(Error::Empty { .. })));
    assert!(matches!(decoded(b""), Err(Error::Empty { .. })));
    let forced = decode(Path::new("a.txt"), b"caf\xe9\n\xff", Some("UTF-8"));
    assert!(matches!(forced, Err(Error::NotEncoding { line: 1, .. })));
    let big5 = decode(Path::new("a.txt"), b"a\nb\nc\xff\xff", Some("Big5"));
    assert!(matches!(big5, Err(Error::NotEncoding { line: 3, .. })));
}
