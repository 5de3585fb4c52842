//! Signatures: sets of tokens as bits, which bound from below how far two contents are apart.
//!
//! A token sets one bit, and a token that stands k times sets k, as if each were a token of its
//! own. So a bit that one content sets and the other does not is at least one token that the one
//! has and the other lacks.

/// The numbers of words of 64 bits that signatures have.
pub(super) const SIZES: [usize; 4] = [2, 4, 8, 16];

/// Which of [`SIZES`] the signature of a content of `len` tokens has. About four bits a token tell
/// two contents apart that have little in common; far fewer would all be set.
pub(super) fn size(len: usize) -> usize {
    match len {
        0..=32 => 0,
        33..=64 => 1,
        65..=128 => 2,
        129.. => 3,
    }
}

/// The words of 64 bits in the signature of a content of `len` tokens.
pub(super) fn words(len: usize) -> usize {
    SIZES.get(size(len)).copied().unwrap_or(16)
}

/// The elements of a content: the rank of each token, 0 the most frequent, and which occurrence
/// of it that is, from its token ids in ascending order.
fn elements(sorted: &[u32], vocabulary: u32) -> impl Iterator<Item = (u32, u32)> {
    let mut before = None;
    let mut nth = 0;
    sorted.iter().map(move |&id| {
        nth = if before == Some(id) { nth + 1 } else { 0 };
        before = Some(id);
        (vocabulary.saturating_sub(id + 1), nth)
    })
}

/// The signature of a content in `words` words, from its token ids in ascending order.
///
/// The most frequent tokens have bits of different place, so that each bit is as likely as
/// another.
pub(super) fn signature(sorted: &[u32], vocabulary: u32, words: usize) -> Vec<u64> {
    let mut bits = vec![0; words];
    let count = u32::try_from(words * 64).unwrap_or(u32::MAX).max(1);
    for (rank, nth) in elements(sorted, vocabulary) {
        let bit = rank.wrapping_add(nth.wrapping_mul(89)) % count;
        if let Some(word) = bits.get_mut(bit as usize / 64) {
            *word |= 1 << (bit % 64);
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_is_a_token_that_the_other_lacks() {
        let ours = signature(&[1, 1, 1, 5, 300], 1000, 4);
        let theirs = signature(&[1, 5, 301], 1000, 4);
        let lacks = |a: &[u64], b: &[u64]| -> u32 {
            a.iter().zip(b).map(|(a, b)| (a & !b).count_ones()).sum()
        };
        assert_eq!(lacks(&ours, &theirs), 3);
        assert_eq!(lacks(&theirs, &ours), 1);
    }
}
