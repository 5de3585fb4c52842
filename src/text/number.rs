//! Numbers in running text, by value: `12,000` and 1.2万 are the same number.
