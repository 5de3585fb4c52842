use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use super::*;
use crate::exchange::xliff2::Version;

const TMX: &str = "<?xml version=\"1.0\"?>\n<!-- <xliff> --><!DOCTYPE tmx [<!ENTITY a \"<b>\">]>\n<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu><tuv xml:lang=\"en\"><seg>Patents</seg></tuv><tuv xml:lang=\"zh-CN\"><seg>专利</seg></tuv></tu></body></tmx>";

fn opened(name: &str, bytes: Vec<u8>) -> (Option<Content>, Vec<u8>) {
    let mut opened = open(Path::new(name), Cursor::new(bytes)).unwrap();
    let mut bytes = Vec::new();
    opened.bytes.read_to_end(&mut bytes).unwrap();
    (opened.content, bytes)
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn a_file_is_known_by_what_is_in_it_whatever_it_is_called_and_however_it_is_packed() {
    let tmx = Some(Content::Units(Format::Tmx));
    let plain = TMX.as_bytes().to_vec();
    for (name, bytes) in [
        ("client.xml", plain.clone()),
        ("client.tmx.gz", gzipped(&plain)),
        (
            "client.zip",
            zipped(&[("__MACOSX/._a", b"x"), ("a/b.tmx", &plain)]),
        ),
    ] {
        assert_eq!(opened(name, bytes), (tmx, plain.clone()), "{name}");
    }
    let utf16: Vec<u8> = TMX.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(opened("a", utf16).0, tmx);
    for (text, content) in [
        ("<xliff version='1.2'>", Content::Units(Format::Xliff12)),
        (
            "\u{FEFF}<x:xliff srcLang=\"en\" version=\"2.1\" xmlns:x",
            Content::Units(Format::Xliff2(Version::V21)),
        ),
        (
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.2' version='2.2'>",
            Content::Units(Format::Xliff2(Version::V22)),
        ),
        (
            "<!DOCTYPE martif SYSTEM \"a.dtd\">\n<martif type=\"TBX\">",
            Content::Tbx,
        ),
        ("<tbx/>", Content::Tbx),
        ("<srx version=\"2.0\">", Content::Srx),
    ] {
        assert_eq!(opened("a.txt", text.into()).0, Some(content), "{text}");
    }
    for text in ["<html>", "no exchange file", "", "<", "<!--"] {
        assert_eq!(opened("a.txt", text.into()).0, None, "{text}");
    }
}

#[test]
fn an_archive_that_is_damaged_or_holds_several_files_or_a_bomb_is_refused_with_a_word() {
    let refusal = |bytes: Vec<u8>| -> String {
        let read = open(Path::new("a.zip"), Cursor::new(bytes)).and_then(|mut opened| {
            std::io::copy(&mut opened.bytes, &mut std::io::sink()).map_err(Error::Read)
        });
        match read {
            Err(Error::Packed { message }) => message,
            Err(Error::Read(error)) => error.to_string(),
            other => panic!("{other:?}"),
        }
    };
    let several = zipped(&[("a.tmx", b"1"), ("b.tmx", b"2")]);
    assert!(refusal(several).contains("2 files (a.tmx, b.tmx)"));
    assert!(refusal(zipped(&[])).contains("no file"));
    let mut damaged = zipped(&[("a.tmx", TMX.as_bytes())]);
    damaged.truncate(60);
    assert!(refusal(damaged).contains("damaged"));
    let zeros = vec![b' '; 100 << 20];
    assert!(refusal(gzipped(&zeros)).contains("beyond all measure"));
    assert!(refusal(zipped(&[("a.tmx", &zeros)])).contains("beyond all measure"));
}
