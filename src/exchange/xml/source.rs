//! The bytes of an XML file as UTF-8, whatever their encoding is and whatever they say it is.
//!
//! XML 1.0 (fifth edition) appendix F says how an encoding shows. What it does not foresee is a
//! declaration that is wrong, which in files of translation tools it often is. As long as a file
//! holds ASCII only, nothing need be decided; the first byte that is not decides, with those that
//! follow it.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::exchange::Position;

/// How many bytes are read at once: as much as stays in a processor's nearer caches.
const CHUNK: usize = 1 << 16;
/// How many bytes tell the encoding.
const SAMPLE: usize = 1 << 12;

/// A mend of the bytes.
pub(super) struct Repair {
    pub(super) at: Position,
    pub(super) kind: &'static str,
    pub(super) detail: String,
}

enum Mode {
    /// Nothing was read.
    Unread,
    /// ASCII up to now; `declared` is what the file says of itself.
    Ascii { declared: Option<&'static Encoding> },
    /// UTF-8.
    Utf8,
    /// Another encoding.
    Other(Box<Decoder>),
}

/// A stream of UTF-8 out of a stream of bytes; never yields anything else.
pub(super) struct Source<R> {
    input: R,
    mode: Mode,
    encoding: &'static Encoding,
    /// Read and not yet decoded.
    raw: Vec<u8>,
    ended: bool,
    /// Decoded, and how much of it was consumed.
    text: Vec<u8>,
    consumed: usize,
    /// The place of the first byte of `text`, or further in it: everything before is counted.
    counted: Position,
    /// How many bytes of UTF-8 stand before `text`.
    before: u64,
    /// How many bytes of a byte-order mark stand before that.
    mark_length: u64,
    /// Whether nothing but the bytes said what the encoding is.
    guessed: bool,
    /// Where the event begins that is being read; `begun` once it is known as a position.
    event: u64,
    begun: Option<Position>,
    /// How many bytes one event may have.
    limit: u64,
    repairs: Vec<Repair>,
    /// Why nothing more is read.
    refusal: Option<String>,
}

impl<R: Read> Source<R> {
    pub(super) fn new(input: R, limit: u64) -> Self {
        Self {
            input,
            mode: Mode::Unread,
            encoding: UTF_8,
            raw: Vec::new(),
            ended: false,
            text: Vec::new(),
            consumed: 0,
            counted: Position::START,
            before: 0,
            mark_length: 0,
            guessed: false,
            event: 0,
            begun: None,
            limit,
            repairs: Vec::new(),
            refusal: None,
        }
    }

    /// Says that an event begins after `before` bytes of UTF-8: where they were last consumed.
    pub(super) fn begin_event(&mut self, before: u64) {
        self.event = before;
        self.begun = None;
    }

    /// Where the event begins that is being read.
    pub(super) fn position(&mut self) -> Position {
        let at = match self.begun {
            Some(at) => at,
            None => {
                let (done, upto) = (self.uncounted(), self.event.saturating_sub(self.before));
                let upto = usize::try_from(upto).unwrap_or(usize::MAX);
                let text = self.text.get(done..upto).unwrap_or_default();
                self.counted.advance(text);
                *self.begun.insert(self.counted)
            }
        };
        self.shifted(at)
    }

    /// The encoding that the file really has.
    pub(super) fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// The encoding that what is added must have; `None` where it was guessed, since it may be
    /// guessed otherwise next time.
    pub(super) fn encoding_to_write(&self) -> Option<&'static Encoding> {
        match self.mode {
            Mode::Ascii {
                declared: Some(declared),
            } => Some(declared),
            _ => (!self.guessed).then_some(self.encoding),
        }
    }

    /// What was mended since the last time.
    pub(super) fn take_repairs(&mut self) -> Vec<Repair> {
        std::mem::take(&mut self.repairs)
    }

    pub(super) fn has_repairs(&self) -> bool {
        !self.repairs.is_empty()
    }

    /// Why nothing more is read, where this is not the system's fault.
    pub(super) fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    fn shifted(&self, at: Position) -> Position {
        Position {
            byte: at.byte + self.mark_length,
            ..at
        }
    }

    /// How much of `text` is counted.
    fn uncounted(&self) -> usize {
        usize::try_from(self.counted.byte.saturating_sub(self.before)).unwrap_or(usize::MAX)
    }

    fn repair(&mut self, at: Position, kind: &'static str, detail: String) {
        let at = self.shifted(at);
        self.repairs.push(Repair { at, kind, detail });
    }

    fn refuse(&mut self, why: String) -> io::Error {
        let error = io::Error::new(io::ErrorKind::InvalidData, why.clone());
        self.refusal = Some(why);
        error
    }

    fn refill(&mut self) -> io::Result<()> {
        let end = self.before + self.text.len() as u64;
        if end.saturating_sub(self.event) > self.limit {
            let limit = self.limit >> 20;
            return Err(self.refuse(format!(
                "a tag or text goes on for more than {limit} MiB, which is the limit"
            )));
        }
        if end > self.event {
            self.position();
        }
        let rest = self.text.get(self.uncounted()..).unwrap_or_default();
        self.counted.advance(rest);
        self.before = end;
        self.text.clear();
        self.consumed = 0;
        while self.text.is_empty() {
            self.read_more(CHUNK)?;
            if self.raw.is_empty() {
                break;
            }
            self.decode()?;
        }
        Ok(())
    }

    /// Reads until there are `wanted` bytes more, or as many as the system gives at once.
    fn read_more(&mut self, wanted: usize) -> io::Result<()> {
        let length = self.raw.len();
        self.raw.resize(length + wanted, 0);
        let result = loop {
            let free = self.raw.get_mut(length..).unwrap_or_default();
            match self.input.read(free) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        let read = *result.as_ref().unwrap_or(&0);
        self.raw.truncate(length + read);
        self.ended |= read == 0;
        result.map(|_| ())
    }

    fn decode(&mut self) -> io::Result<()> {
        if matches!(self.mode, Mode::Unread) {
            while self.raw.len() < SAMPLE && !self.ended {
                self.read_more(SAMPLE)?;
            }
            self.open()?;
        }
        if let Mode::Ascii { declared } = self.mode
            && let Some(first) = self.raw.iter().position(|byte| !byte.is_ascii())
        {
            while self.raw.len() - first < SAMPLE && !self.ended {
                self.read_more(SAMPLE)?;
            }
            self.decide(first, declared);
        }
        match &mut self.mode {
            Mode::Unread | Mode::Ascii { .. } => std::mem::swap(&mut self.raw, &mut self.text),
            Mode::Utf8 => self.decode_utf8(),
            Mode::Other(_) => self.decode_other(),
        }
        Ok(())
    }

    /// Looks at the first bytes.
    fn open(&mut self) -> io::Result<()> {
        if self.raw.starts_with(&[0x1F, 0x8B]) || self.raw.starts_with(b"PK\x03\x04") {
            return Err(self.refuse(
                "the file is compressed; unpack it first (.gz and .zip are not read yet)"
                    .to_owned(),
            ));
        }
        let start = Position::START;
        if let Some((encoding, length)) = Encoding::for_bom(&self.raw) {
            self.raw.drain(..length);
            if encoding == UTF_8 {
                self.mark_length = length as u64;
            }
            self.set_encoding(encoding);
        } else if let Some(encoding) = self.utf16_without_mark() {
            let kind = "UTF-16 without a byte-order mark";
            self.repair(start, kind, String::new());
            self.set_encoding(encoding);
        }
        let head = match &self.mode {
            Mode::Other(_) => self.encoding.decode_without_bom_handling(&self.raw).0,
            _ => String::from_utf8_lossy(&self.raw),
        };
        let Some(label) = declared(&head).map(str::to_owned) else {
            if matches!(self.mode, Mode::Unread) {
                self.mode = Mode::Ascii { declared: None };
            }
            return Ok(());
        };
        let declared = Encoding::for_label(label.as_bytes());
        let fits = match (&self.mode, declared) {
            (Mode::Unread, Some(encoding)) if encoding.is_ascii_compatible() => {
                let declared = Some(encoding);
                self.mode = Mode::Ascii { declared };
                true
            }
            // ISO-2022-JP: seven bits, which are not ASCII.
            (Mode::Unread, Some(encoding)) if ![UTF_16LE, UTF_16BE].contains(&encoding) => {
                self.set_encoding(encoding);
                true
            }
            (Mode::Unread, _) => {
                self.mode = Mode::Ascii { declared: None };
                false
            }
            // “UTF-16” says nothing of the order of bytes.
            (_, Some(encoding)) if [UTF_16LE, UTF_16BE].contains(&encoding) => {
                [UTF_16LE, UTF_16BE].contains(&self.encoding)
            }
            (_, declared) => declared == Some(self.encoding),
        };
        if !fits {
            self.wrong_declaration(start, &label);
        }
        Ok(())
    }

    fn wrong_declaration(&mut self, at: Position, declared: &str) {
        let detail = format!("declared {declared}, read as {}", self.encoding.name());
        let kind = "the file is not in the encoding that it declares";
        self.repair(at, kind, detail);
    }

    fn set_encoding(&mut self, encoding: &'static Encoding) {
        self.encoding = encoding;
        self.mode = match encoding == UTF_8 {
            true => Mode::Utf8,
            false => Mode::Other(Box::new(encoding.new_decoder_without_bom_handling())),
        };
    }

    /// `<` in UTF-16.
    fn utf16_without_mark(&self) -> Option<&'static Encoding> {
        match self.raw.get(..2)? {
            [b'<', 0] => Some(UTF_16LE),
            [0, b'<'] => Some(UTF_16BE),
            _ => None,
        }
    }

    /// Decides for an encoding by the bytes from the first that is not ASCII.
    fn decide(&mut self, first: usize, declared: Option<&'static Encoding>) {
        let sample = self.raw.get(first..).unwrap_or_default();
        let sample = sample.get(..CHUNK).unwrap_or(sample);
        let utf8 = Utf8Share::of(sample);
        let encoding = match declared {
            Some(encoding) if encoding != UTF_8 => match utf8.is_certain(encoding) {
                true => UTF_8,
                false => encoding,
            },
            _ if utf8.invalid * 4 <= utf8.valid => UTF_8,
            _ => {
                let mut detector =
                    chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
                detector.feed(sample, true);
                self.guessed = true;
                // In doubt a Chinese one: that is whose files these most often are.
                detector.guess(Some(b"cn"), chardetng::Utf8Detection::Deny)
            }
        };
        self.set_encoding(encoding);
        if encoding != declared.unwrap_or(UTF_8) {
            let mut at = self.counted;
            at.advance(self.raw.get(..first).unwrap_or_default());
            self.wrong_declaration(at, declared.unwrap_or(UTF_8).name());
        }
    }

    fn decode_utf8(&mut self) {
        std::mem::swap(&mut self.raw, &mut self.text);
        let Err(error) = std::str::from_utf8(&self.text) else {
            return;
        };
        if error.error_len().is_none() && !self.ended {
            self.raw = self.text.split_off(error.valid_up_to());
            return;
        }
        let bytes = std::mem::take(&mut self.text);
        let mut at = self.counted;
        let mut seen = 0;
        for chunk in bytes.utf8_chunks() {
            let (valid, invalid) = (chunk.valid().as_bytes(), chunk.invalid());
            seen += valid.len() + invalid.len();
            self.text.extend_from_slice(valid);
            at.advance(valid);
            if invalid.is_empty() {
                continue;
            }
            let is_unfinished =
                std::str::from_utf8(invalid).is_err_and(|e| e.error_len().is_none());
            if seen == bytes.len() && is_unfinished && !self.ended {
                self.raw.extend_from_slice(invalid);
            } else {
                self.replaced(at);
                let mut space = [0; 4];
                let replacement = super::REPLACEMENT.encode_utf8(&mut space).as_bytes();
                self.text.extend_from_slice(replacement);
                at.advance(replacement);
            }
        }
    }

    fn replaced(&mut self, at: Position) {
        let encoding = self.encoding.name();
        let kind = "bytes that are no character in the file's encoding became U+FFFD";
        self.repair(at, kind, encoding.to_owned());
    }

    fn decode_other(&mut self) {
        let Mode::Other(decoder) = &mut self.mode else {
            return;
        };
        let room = decoder.max_utf8_buffer_length(self.raw.len());
        let mut decoded = String::with_capacity(room.unwrap_or(self.raw.len().saturating_mul(4)));
        let mut had_errors = false;
        let mut done = 0;
        loop {
            let rest = self.raw.get(done..).unwrap_or_default();
            let (result, read, errors) = decoder.decode_to_string(rest, &mut decoded, self.ended);
            done += read;
            had_errors |= errors;
            match result {
                CoderResult::InputEmpty => break,
                CoderResult::OutputFull => decoded.reserve(CHUNK),
            }
        }
        self.raw.clear();
        self.text = decoded.into_bytes();
        if had_errors {
            let text = String::from_utf8_lossy(&self.text);
            let first = text.find(super::REPLACEMENT).unwrap_or(0);
            let mut at = self.counted;
            at.advance(text.as_bytes().get(..first).unwrap_or_default());
            self.replaced(at);
        }
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.fill_buf()?;
        let read = rest.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.consumed >= self.text.len() {
            self.refill()?;
        }
        Ok(self.text.get(self.consumed..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.consumed += amount;
    }
}

/// The encoding that an XML declaration names.
fn declared(head: &str) -> Option<&str> {
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = declaration.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split_once(quote).map(|(label, _)| label)
}

/// How much of a sample is UTF-8.
struct Utf8Share {
    /// Characters beyond ASCII.
    valid: usize,
    /// Those of two bytes among them.
    short: usize,
    /// Sequences that are none; an unfinished one at the end does not count.
    invalid: usize,
}

impl Utf8Share {
    fn of(sample: &[u8]) -> Self {
        let (mut valid, mut short, mut invalid) = (0, 0, 0);
        for chunk in sample.utf8_chunks() {
            for c in chunk.valid().chars().filter(|c| !c.is_ascii()) {
                valid += 1;
                short += usize::from(c.len_utf8() == 2);
            }
            let wrong = std::str::from_utf8(chunk.invalid());
            invalid += usize::from(wrong.is_err_and(|error| error.error_len().is_some()));
        }
        Self {
            valid,
            short,
            invalid,
        }
    }

    /// Whether this is UTF-8 although `declared` says otherwise. Few Chinese characters in GBK may
    /// look like two-byte UTF-8 (as 联通 does), so that takes more of them.
    fn is_certain(&self, declared: &'static Encoding) -> bool {
        let is_double_byte = !declared.is_single_byte();
        self.invalid == 0
            && self.valid > 0
            && !(is_double_byte && self.short == self.valid && self.valid < 8)
    }
}
