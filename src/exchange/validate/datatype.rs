//! The values that attributes may have.

use crate::exchange::xml::in_name;

/// What values an attribute may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Datatype {
    /// Any.
    Text,
    /// Any but none.
    Filled,
    /// A name without blanks (XML 1.0 §2.3, `Nmtoken`).
    Nmtoken,
    /// Several of them.
    Nmtokens,
    /// A language tag (BCP 47 §2.1).
    Lang,
    /// A language tag, or `*all*`.
    LangOrAll,
    /// A reference to a resource (RFC 3987).
    Iri,
    /// What stands between the first and the last, with a fraction or without.
    Decimal(i64, i64),
    /// Whole, and no less than this.
    Whole(i64, i64),
    /// Hexadecimal digits, two by two.
    Hex,
    /// `prefix:value`.
    User,
    /// A date and time (ISO 8601), with what parts of it there are.
    Date,
    /// `YYYYMMDDThhmmssZ`.
    BasicDate,
    /// `#x` and hexadecimal digits.
    Code,
    /// A media type: `text/plain` (RFC 2045 §5.1).
    Media,
    /// One or several of these, parted by blanks.
    SomeOf(&'static str),
    /// One of these; `x-*` is any that begins with `x-`, and `:` any with a colon in it.
    OneOf(&'static str),
}

impl Datatype {
    /// The type that a grammar calls so.
    pub(in crate::exchange) fn of(name: &'static str) -> Self {
        match name {
            "text" => Self::Text,
            "filled" => Self::Filled,
            "nmtoken" => Self::Nmtoken,
            "nmtokens" => Self::Nmtokens,
            "lang" => Self::Lang,
            "lang-or-all" => Self::LangOrAll,
            "iri" => Self::Iri,
            "percent" => Self::Decimal(0, 100),
            "fraction" => Self::Decimal(0, 1),
            "integer" => Self::Whole(i64::MIN, i64::MAX),
            "count" => Self::Whole(0, i64::MAX),
            "positive" => Self::Whole(1, i64::MAX),
            "1-10" => Self::Whole(1, 10),
            "hex" => Self::Hex,
            "user" => Self::User,
            "date" => Self::Date,
            "basic-date" => Self::BasicDate,
            "code" => Self::Code,
            "media" => Self::Media,
            values if values.starts_with('+') => Self::SomeOf(values.trim_start_matches('+')),
            values => Self::OneOf(values),
        }
    }

    /// Whether a value is of this type.
    pub(in crate::exchange) fn allows(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Filled => !value.trim().is_empty(),
            Self::Nmtoken => is_nmtoken(value.trim_matches(' ')),
            Self::Nmtokens => {
                value.split_whitespace().next().is_some()
                    && value.split_whitespace().all(is_nmtoken)
            }
            Self::Lang => is_lang(value),
            Self::LangOrAll => value.eq_ignore_ascii_case("*all*") || is_lang(value),
            Self::Iri => is_iri(value),
            Self::Decimal(least, most) => decimal(value)
                .is_some_and(|value| (least as f64) <= value && value <= (most as f64)),
            Self::Whole(least, most) => {
                whole(value).is_some_and(|value| least <= value && value <= most)
            }
            Self::Hex => {
                !value.is_empty()
                    && value.len().is_multiple_of(2)
                    && value.bytes().all(|byte| byte.is_ascii_hexdigit())
            }
            Self::User => is_user(value),
            Self::Date => is_date(value),
            Self::BasicDate => is_basic_date(value),
            Self::Code => value
                .strip_prefix("#x")
                .is_some_and(|hex| u32::from_str_radix(hex, 16).is_ok()),
            Self::Media => is_media(value),
            Self::SomeOf(values) => {
                value.split_whitespace().next().is_some()
                    && value
                        .split_whitespace()
                        .all(|value| Self::OneOf(values).allows(value))
            }
            Self::OneOf(values) => values.split('|').any(|known| match known {
                "x-*" => value.starts_with("x-") && value.len() > 2,
                ":" => is_user(value),
                known => known == value,
            }),
        }
    }

    /// What a value must be, as a sentence goes on with it.
    pub(in crate::exchange) fn demands(self) -> String {
        match self {
            Self::Text => "any text".to_owned(),
            Self::Filled => "a text that is not empty".to_owned(),
            Self::Nmtoken => "a name of letters, digits, . - _ : without a blank".to_owned(),
            Self::Nmtokens => "names without blanks in them, parted by blanks".to_owned(),
            Self::Lang => "a language tag such as en or zh-Hans".to_owned(),
            Self::LangOrAll => "a language tag such as en or zh-Hans, or *all*".to_owned(),
            Self::Iri => "an address".to_owned(),
            Self::Decimal(least, most) => format!("a number from {least} to {most}"),
            Self::Whole(i64::MIN, _) => "a whole number".to_owned(),
            Self::Whole(least, i64::MAX) => format!("a whole number from {least}"),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::Hex => "hexadecimal digits, two by two".to_owned(),
            Self::User => "two names with a colon between them".to_owned(),
            Self::Date => "a date such as 2024-05-31T10:00:00Z".to_owned(),
            Self::BasicDate => "a date such as 20240531T100000Z".to_owned(),
            Self::Code => "a number such as #xF8FF".to_owned(),
            Self::Media => "a media type such as text/plain".to_owned(),
            Self::SomeOf(values) => {
                format!(
                    "{}, or several parted by blanks",
                    Self::OneOf(values).demands()
                )
            }
            Self::OneOf(values) => match values.split_once('|') {
                None => values.to_owned(),
                Some(_) => {
                    let known = values.split('|').map(|value| match value {
                        "x-*" => "a name that begins with x-",
                        ":" => "two names with a colon between them",
                        value => value,
                    });
                    format!("one of {}", known.collect::<Vec<_>>().join(", "))
                }
            },
        }
    }
}

/// Whether this is an `Nmtoken` (XML 1.0 §2.3).
pub(in crate::exchange) fn is_nmtoken(value: &str) -> bool {
    !value.is_empty() && value.chars().all(in_name)
}

/// Whether this is a language tag that is well-formed (BCP 47 §2.1).
pub(in crate::exchange) fn is_lang(value: &str) -> bool {
    oxilangtag::LanguageTag::parse(value).is_ok()
}

/// A type and a subtype, with parameters behind them or without.
fn is_media(value: &str) -> bool {
    let kind = value.split(';').next().unwrap_or_default().trim();
    let is_token = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&byte))
    };
    kind.split_once('/')
        .is_some_and(|(kind, sub)| is_token(kind) && is_token(sub))
}

fn is_user(value: &str) -> bool {
    let parts = value.split_once(':');
    let is_part = |part: &str| !part.is_empty() && !part.contains([' ', ':', '\t']);
    parts.is_some_and(|(prefix, value)| is_part(prefix) && is_part(value))
}

/// What XML Schema lets a reference be (part 2 §3.2.17), which is nearly all: it is written anew
/// before it is followed.
fn is_iri(value: &str) -> bool {
    let percent = |rest: &str| {
        let mut digits = rest.chars().take(2);
        digits.next().is_some_and(|c| c.is_ascii_hexdigit())
            && digits.next().is_some_and(|c| c.is_ascii_hexdigit())
    };
    !value.starts_with(':')
        && value.split('%').skip(1).all(percent)
        && value.matches('#').count() <= 1
}

/// A number without an exponent (XML Schema part 2 §3.2.3).
fn decimal(value: &str) -> Option<f64> {
    let value = value.trim();
    let is_plain = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'+' | b'-'));
    if is_plain { value.parse().ok() } else { None }
}

fn whole(value: &str) -> Option<i64> {
    value.trim().parse().ok()
}

/// `YYYY-MM-DDThh:mm:ss`, with a fraction and a zone or without, or a beginning of it.
fn is_date(value: &str) -> bool {
    let value = value.trim();
    let (date, time) = match value.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (value.trim_end_matches('Z'), None),
    };
    let mut parts = date.split('-');
    let day = in_range(parts.next(), 4, 0, 9999)
        && (parts
            .next()
            .is_none_or(|month| in_range(Some(month), 2, 1, 12)))
        && (parts.next().is_none_or(|day| in_range(Some(day), 2, 1, 31)))
        && parts.next().is_none();
    day && time.is_none_or(is_time)
}

fn is_time(time: &str) -> bool {
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone_at).unwrap_or((time, ""));
    let clock = clock.split_once('.').map_or(clock, |(clock, _)| clock);
    let mut parts = clock.split(':');
    let clock = in_range(parts.next(), 2, 0, 24)
        && in_range(parts.next(), 2, 0, 59)
        && parts
            .next()
            .is_none_or(|second| in_range(Some(second), 2, 0, 60))
        && parts.next().is_none();
    let zone = match zone {
        "" | "Z" => true,
        zone => zone.get(1..).unwrap_or("").split(':').all(|part| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        }),
    };
    clock && zone
}

fn is_basic_date(value: &str) -> bool {
    let part = |from: usize, to: usize| value.get(from..to);
    value.len() == 16
        && in_range(part(0, 4), 4, 0, 9999)
        && in_range(part(4, 6), 2, 1, 12)
        && in_range(part(6, 8), 2, 1, 31)
        && part(8, 9) == Some("T")
        && in_range(part(9, 11), 2, 0, 24)
        && in_range(part(11, 13), 2, 0, 59)
        && in_range(part(13, 15), 2, 0, 60)
        && part(15, 16) == Some("Z")
}

fn in_range(digits: Option<&str>, length: usize, least: u32, most: u32) -> bool {
    digits.is_some_and(|digits| {
        digits.len() == length
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits
                .parse::<u32>()
                .is_ok_and(|number| least <= number && number <= most)
    })
}
