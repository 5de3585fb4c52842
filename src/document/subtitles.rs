//! Subtitles: SubRip (SRT) and WebVTT. The text of each cue is a block; its times stay.

use std::borrow::Cow;
use std::ops::Range;

use super::block::BlockKind;
use super::build::Builder;
use super::html;
use super::splice::{Found, Piece};

/// The characters that WebVTT writes by name (WebVTT §4.2.2).
const NAMED: &[(&str, char)] = &[
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&nbsp;", '\u{a0}'),
    ("&lrm;", '\u{200e}'),
    ("&rlm;", '\u{200f}'),
];

/// The blocks of an SRT file, in order.
pub(super) fn srt(text: &str) -> Vec<Found> {
    cues(text, false)
}

/// The blocks of a WebVTT file, in order.
pub(super) fn vtt(text: &str) -> Vec<Found> {
    cues(text, true)
}

/// Where a WebVTT file says its language: in a line before the first blank one.
pub(super) fn language(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        if let Some(said) = line.strip_prefix("Language:") {
            let start = at + line.len() - said.trim_start().len();
            return Some(start..start + said.trim().len()).filter(|place| !place.is_empty());
        }
        at += line.len();
    }
    None
}

fn cues(text: &str, named: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut cue: Option<Cue> = None;
    let mut was_blank = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let shown = line.trim_end_matches(['\n', '\r']);
        let timed = shown.contains("-->");
        let is_blank = shown.trim().is_empty();
        let after_blank = std::mem::replace(&mut was_blank, is_blank);
        if timed || is_blank {
            if timed || !after_blank {
                let goes_on = !timed && !named && cue.is_some() && goes_on(text.get(at..));
                found.extend(cue.take().and_then(Cue::finish));
                cue = (timed || goes_on).then(|| Cue::new(named));
            }
        } else if let Some(cue) = &mut cue {
            cue.line(shown, start);
            cue.line_end = line.get(shown.len()..).unwrap_or_default().to_owned();
        }
    }
    found.extend(cue.and_then(Cue::finish));
    found
}

/// Whether a cue of SRT goes on behind a blank line, which a hand has left in its text: no number and no
/// time comes next.
fn goes_on(rest: Option<&str>) -> bool {
    let lines = rest.unwrap_or_default().lines();
    let mut lines = lines.map(str::trim).filter(|line| !line.is_empty());
    let is_timed = |line: &str| line.contains("-->");
    match (lines.next(), lines.next()) {
        (Some(line), Some(next)) if line.bytes().all(|byte| byte.is_ascii_digit()) => {
            !is_timed(next)
        }
        (Some(line), _) => !is_timed(line),
        (None, _) => false,
    }
}

/// A cue that is being read.
struct Cue {
    builder: Builder,
    named: bool,
    /// The end of the line before.
    line_end: String,
    is_first: bool,
    /// The elements that are open in it, with the ids of their codes.
    open: Vec<(String, usize)>,
}

impl Cue {
    fn new(named: bool) -> Self {
        Self {
            builder: Builder::new(BlockKind::Subtitle, true),
            named,
            line_end: String::new(),
            is_first: true,
            open: Vec::new(),
        }
    }

    fn line(&mut self, line: &str, start: usize) {
        if !std::mem::take(&mut self.is_first) {
            self.builder.line_end(&self.line_end);
        }
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let at = start + line.len() - rest.len();
            let mark = match first {
                '<' => rest
                    .find('>')
                    .map(|end| end + 1)
                    .filter(|_| is_tag(rest, self.named)),
                '{' if rest.starts_with("{\\") => rest.find('}').map(|end| end + 1),
                // A line end as ASS writes it, which players of SRT read, too.
                '\\' if !self.named && rest.starts_with("\\N") => Some("\\N".len()),
                _ => None,
            };
            let length = mark.unwrap_or_else(|| {
                let inside = rest.get(first.len_utf8()..).unwrap_or_default();
                let next = inside.find(['<', '{', '&', '\\']);
                first.len_utf8() + next.unwrap_or(inside.len())
            });
            let (piece, after) = rest.split_at(length);
            rest = after;
            match mark {
                Some(_) if first == '<' => self.tag(piece, at),
                Some(_) if piece == "\\N" => self.builder.alone("lb", piece, at),
                Some(_) => self.builder.alone("position", piece, at),
                None => {
                    // A player of WebVTT reads all references that HTML has (§6.4).
                    let seen = match self.named {
                        true => html::seen(piece),
                        false => Cow::Borrowed(piece),
                    };
                    self.builder.text(&seen, piece, at);
                }
            }
        }
    }

    fn tag(&mut self, piece: &str, at: usize) {
        let (role, name) = html::tag(piece);
        let kind = html::code_type(&name);
        match role {
            _ if name.starts_with(|c: char| c.is_ascii_digit()) => {
                self.builder.alone("time", piece, at);
            }
            html::Tag::Closing => {
                let open = self.open.iter().rposition(|(open, _)| *open == name);
                let id = match open {
                    Some(open) => self.open.remove(open).1,
                    None => self.builder.id(),
                };
                self.builder.close(id, kind, piece, at);
            }
            html::Tag::Opening | html::Tag::Hiding => {
                let id = self.builder.open(kind, piece, at);
                self.open.push((name.into_owned(), id));
            }
            html::Tag::Alone | html::Tag::LineEnd => self.builder.alone(kind, piece, at),
        }
    }

    fn finish(mut self) -> Option<Found> {
        let write = match self.named {
            true => with_names,
            false => as_it_is,
        };
        self.builder.finish("\n", write)
    }
}

/// Whether a text begins with a tag, and not with a lone sign: `<i>`, `</i>`, in WebVTT any, and a
/// time (`<00:01.000>`).
fn is_tag(text: &str, named: bool) -> bool {
    let inside = text.get(1..).unwrap_or_default();
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    let of_srt = ["b", "i", "u", "s", "font", "br"];
    match named {
        true => !name.is_empty() || inside.starts_with('/'),
        false => of_srt.iter().any(|known| name.eq_ignore_ascii_case(known)),
    }
}

fn as_it_is(found: &Found, pieces: &[Piece<'_>]) -> String {
    written(found, pieces, false)
}

fn with_names(found: &Found, pieces: &[Piece<'_>]) -> String {
    written(found, pieces, true)
}

fn written(found: &Found, pieces: &[Piece<'_>], named: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Code(_, native) => out.push_str(native),
            Piece::Text(text) => {
                for c in text.chars() {
                    let name = NAMED.iter().find(|(_, known)| named && *known == c);
                    match (c, name) {
                        // A blank line would end the cue.
                        ('\n', _) if out.ends_with('\n') => {}
                        ('\n', _) => out.push_str(&found.line_end),
                        (_, Some((name, _))) => out.push_str(name),
                        (c, None) => out.push(c),
                    }
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::Format;
    use crate::document::tests::{assert_kept, shown};

    const SRT: &str = "1\n00:00:01,000 --> 00:00:02,500\nThe <i>Director General</i>\nis here.\n\n\
        2\n00:00:03,000 --> 00:00:04,000\n{\\an8}- Yes.\n- 1 < 2\n\n";
    const VTT: &str = "WEBVTT\n\nNOTE not this\n\nSTYLE\n::cue { color: red }\n\nintro\n\
        00:01.000 --> 00:02.000 align:start\n<v Ann>R&amp;D is <b>here</b></v>\n\n\
        00:03.000 --> 00:04.000\nBye.";

    #[test]
    fn the_text_of_each_cue_is_a_block() {
        assert_eq!(
            shown(Format::Srt, SRT),
            ["The {1}Director General{/1}\nis here.", "- Yes.\n- 1 < 2"]
        );
        assert_eq!(shown(Format::Vtt, VTT), ["R&D is {2}here{/2}", "Bye."]);
    }

    #[test]
    fn a_file_says_its_language_in_its_head() {
        let said = |text: &'static str| super::language(text).map(|place| &text[place]);
        assert_eq!(said("WEBVTT\r\nLanguage: en\r\n\r\nBye"), Some("en"));
        assert_eq!(said("WEBVTT\n\nLanguage: en\n"), None);
        assert_eq!(said("WEBVTT\nLanguage:\nKind: captions\n"), None);
    }

    #[test]
    fn a_time_stands_alone_and_what_is_no_tag_is_text() {
        let karaoke = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne <00:01.500>two <00:01.700>three\n";
        assert_eq!(shown(Format::Vtt, karaoke), ["One {1/}two {2/}three"]);
        let srt = SRT.replace("is here", "<sighs> is here");
        assert!(shown(Format::Srt, &srt)[0].ends_with("\n<sighs> is here."));
        assert_kept(Format::Srt, &srt);
    }

    #[test]
    fn a_blank_line_in_a_cue_hides_nothing_of_it() {
        let srt = "1\n00:00:01,000 --> 00:00:02,500\nOne\n\n\nmore line.\n\n2\n\
            00:00:03,000 --> 00:00:04,000\n\n\n3\n00:00:05,000 --> 00:00:06,000\n1984\n\n2001\nwas late.\n";
        let text = ["One", "more line.", "1984", "2001\nwas late."];
        assert_eq!(shown(Format::Srt, srt), text);
        assert_kept(Format::Srt, srt);
    }

    #[test]
    fn a_line_end_of_ass_is_a_code_and_another_stroke_is_text() {
        let srt = "1\n00:01,000 --> 00:02,000\n{\\i1}One{\\i0}\\Ntwo and/or C:\\four\n";
        assert_eq!(shown(Format::Srt, srt), ["One{2/}{3/}two and/or C:\\four"]);
        assert_kept(Format::Srt, srt);
    }

    #[test]
    fn characters_of_web_subtitles_may_stand_by_any_name_or_number() {
        let named = "WEBVTT\n\n00:01.000 --> 00:02.000\nWe don&#39;t &mdash; &#x201C;R&amp;D&rdquo; &unknown; & so on\n";
        assert_eq!(
            shown(Format::Vtt, named),
            ["We don't — “R&D” &unknown; & so on"]
        );
        assert_kept(Format::Vtt, named);
        let srt = named.replace("WEBVTT\n\n", "1\n");
        assert_eq!(
            shown(Format::Srt, &srt),
            ["We don&#39;t &mdash; &#x201C;R&amp;D&rdquo; &unknown; & so on"]
        );
    }

    #[test]
    fn all_else_stays_to_the_byte() {
        for (format, text) in [(Format::Srt, SRT), (Format::Vtt, VTT)] {
            assert_kept(format, text);
            assert_kept(format, &text.replace('\n', "\r\n"));
        }
    }
}
