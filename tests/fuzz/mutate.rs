//! Files that are almost what they were: how damage and malice look.

use crate::random::Random;

/// Pieces that matter to the formats that are read.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"</",
    b"/>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&",
    b"&#0;",
    b"&#x10FFFF;",
    b"&amp;",
    b"&lol;",
    b"<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
    b"<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>",
    b"<seg>",
    b"</seg>",
    b"<bpt i=\"1\" x=\"1\">",
    b"<ept i=\"1\"/>",
    b"<it pos=\"begin\"/>",
    b"<ph/>",
    b"<sub>",
    b"<mrk mtype=\"seg\" mid=\"1\">",
    b"<g id=\"1\">",
    b"<bx id=\"1\"/>",
    b"<ex id=\"1\"/>",
    b"<pc id=\"1\">",
    b"<sc id=\"1\"/>",
    b"<ec startRef=\"1\"/>",
    b"<cp hex=\"001A\"/>",
    b"<target/>",
    b"<source>",
    b" xml:lang=\"zh-CN\"",
    b" xml:lang=\"\"",
    b" state=\"final\"",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xEF\xBF\xBF",
    b"\xED\xA0\x80",
    b"\xE4\xB8",
    b"\r\n",
    b"\r",
    b"\"",
    b"\\u0000",
    b",",
    b"{\"type\":\"unit\"",
    b"[[[[[[[[",
    b"18446744073709551616",
    b"-1",
    b"\xE3\x80\x82",
    b"...",
];

/// One to four changes of one seed; `other` is spliced in now and then.
pub(crate) fn mutated(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let length = random.below(40).min(bytes.len() - at);
        match random.below(8) {
            0 => drop(bytes.drain(at..at + length)),
            1 => bytes.truncate(at),
            2 => {
                let copy = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            3 => {
                let from = random.below(other.len() + 1);
                let piece = random.below(200).min(other.len() - from);
                bytes.splice(at..at, other[from..from + piece].iter().copied());
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            5 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
            6 => {
                // A piece many times: depth, and what grows with the square.
                let piece = *random.pick(PIECES);
                let times = 1 + random.below(300);
                bytes.splice(at..at, piece.repeat(times));
            }
            _ => drop(bytes.splice(at..at, random.pick(PIECES).iter().copied())),
        }
    }
    bytes
}
