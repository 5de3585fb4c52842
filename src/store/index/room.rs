//! Memory for many bytes that are read at once.

use std::io;
use std::ops::Range;

use memmap2::{MmapMut, MmapOptions};

/// How many bytes the system is asked for at once: few enough to be near the processor still when
/// they are written.
const AHEAD: usize = 256 << 10;

/// Bytes that are written once, from the first to the last, and then read.
///
/// Where memory is only reserved, the system finds each page of it when it is first written, which
/// takes longer than to write it. Here it is asked for many in turn (`MADV_POPULATE_WRITE` of
/// Linux): 50 MB take a quarter less time.
#[derive(Debug)]
pub(super) struct Room {
    bytes: MmapMut,
    /// How many are written.
    written: usize,
    /// How many have been asked for.
    asked: usize,
}

impl Room {
    /// Room for so many bytes, and one at least.
    ///
    /// # Errors
    /// Where the system has not so much.
    pub(super) fn new(size: usize) -> io::Result<Self> {
        Ok(Self {
            bytes: MmapOptions::new().len(size.max(1)).map_anon()?,
            written: 0,
            asked: 0,
        })
    }

    /// Writes more bytes; as many of them as there is room for.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let end = self
            .bytes
            .len()
            .min(self.written.saturating_add(bytes.len()));
        self.ask(end);
        if let Some(place) = self.bytes.get_mut(self.written..end) {
            place.copy_from_slice(bytes.get(..place.len()).unwrap_or_default());
        }
        self.written = end;
    }

    /// Asks for memory up to `end` and beyond. Where that is refused, it comes page by page.
    #[cfg(target_os = "linux")]
    fn ask(&mut self, end: usize) {
        while self.asked < end {
            let more = AHEAD.min(self.bytes.len() - self.asked);
            let populate = memmap2::Advice::PopulateWrite;
            let _ = self.bytes.advise_range(populate, self.asked, more);
            self.asked += more;
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn ask(&mut self, end: usize) {
        self.asked = end;
    }

    /// Some of the bytes that were written.
    #[inline]
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        self.bytes.get(..self.written)?.get(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_no_more() {
        let written: Vec<u8> = (0..AHEAD * 3 + 77).map(|nth| (nth % 251) as u8).collect();
        for step in [1 << 12, 16_320, AHEAD + 1, written.len() + 1] {
            let mut room = Room::new(written.len()).unwrap();
            assert_eq!(room.get(0..1), None);
            for piece in written.chunks(step) {
                room.push(piece);
            }
            assert_eq!(room.get(0..written.len()), Some(&written[..]));
            room.push(b"more");
            assert_eq!(room.get(0..written.len() + 1), None);
        }
        assert_eq!(Room::new(0).unwrap().get(0..1), None);
    }
}
