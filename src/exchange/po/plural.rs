//! The forms that languages have for numbers of things (gettext manual, "Plural forms").

use crate::text::LangTag;

/// The head's `Plural-Forms` for a language, and how many forms it says.
pub(super) fn forms(lang: &LangTag) -> (&'static str, usize) {
    match lang.language() {
        "zh" | "ja" | "ko" | "vi" | "th" | "id" | "ms" | "lo" | "my" | "km" => {
            ("nplurals=1; plural=0;", 1)
        }
        "fr" => ("nplurals=2; plural=(n > 1);", 2),
        "pt" if lang.region() == Some("BR") => ("nplurals=2; plural=(n > 1);", 2),
        "ru" | "uk" | "be" | "sr" | "hr" | "bs" => (
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
            3,
        ),
        "pl" => (
            "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
            3,
        ),
        "cs" | "sk" => ("nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;", 3),
        "ar" => (
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
            6,
        ),
        _ => ("nplurals=2; plural=(n != 1);", 2),
    }
}
