//! What the checks say, in English and in Chinese side by side.

/// A [`Message`](crate::unit::Message): two format strings, English and Chinese, and what stands in
/// both.
macro_rules! said {
    ($english:literal, $chinese:literal $(, $value:expr)* $(,)?) => {
        $crate::unit::Message {
            english: std::fmt::format(format_args!($english $(, $value)*)),
            chinese: std::fmt::format(format_args!($chinese $(, $value)*)),
        }
    };
}
