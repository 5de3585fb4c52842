//! Dates as TMX has them (TMX 1.4b §Dates: ISO 8601 without separators, in UTC) and as we have them.
//!
//! A memory has millions of dates, nearly all in the one form: that one takes no library.

use crate::exchange::date_as;

/// A date as TMX has it (`20240920T083005Z`), or as tools write it beside that
/// (`2024-09-20T08:30:05`, with or without a zone; a day alone), as RFC 3339 in UTC. A date
/// without a zone is UTC.
pub(in crate::exchange) fn read(given: &str) -> Option<String> {
    let given = given.trim();
    if let Some([year, month, day, hour, minute, second]) = basic(given) {
        let parts = [
            year, "-", month, "-", day, "T", hour, ":", minute, ":", second, "Z",
        ];
        return Some(parts.concat());
    }
    if let Ok(timestamp) = given.parse::<jiff::Timestamp>() {
        let whole = timestamp.as_second();
        return Some(jiff::Timestamp::from_second(whole).ok()?.to_string());
    }
    let local = given.strip_suffix(['Z', 'z']).unwrap_or(given);
    let time: jiff::civil::DateTime = local.parse().ok()?;
    let time = jiff::Timestamp::from_second(
        time.to_zoned(jiff::tz::TimeZone::UTC)
            .ok()?
            .timestamp()
            .as_second(),
    );
    Some(time.ok()?.to_string())
}

/// An RFC 3339 date as TMX has it; `None` where it is none.
pub(in crate::exchange) fn written(rfc3339: &str) -> Option<String> {
    let mut written = String::new();
    write(rfc3339, &mut written).then_some(written)
}

/// Puts an RFC 3339 date, as TMX has it, in the place of what `out` holds; `false` where it is none.
pub(in crate::exchange) fn write(rfc3339: &str, out: &mut String) -> bool {
    out.clear();
    match extended(rfc3339) {
        Some([year, month, day, hour, minute, second]) => {
            out.extend([year, month, day, "T", hour, minute, second, "Z"]);
        }
        None => match date_as(rfc3339, "%Y%m%dT%H%M%SZ") {
            Some(date) => out.push_str(&date),
            None => return false,
        },
    }
    true
}

/// The parts of `20240920T083005Z`.
fn basic(given: &str) -> Option<[&str; 6]> {
    let (day, time) = given.strip_suffix('Z')?.split_once('T')?;
    if day.len() != 8 || time.len() != 6 {
        return None;
    }
    valid([
        day.get(..4)?,
        day.get(4..6)?,
        day.get(6..)?,
        time.get(..2)?,
        time.get(2..4)?,
        time.get(4..)?,
    ])
}

/// The parts of `2024-09-20T08:30:05Z`.
fn extended(given: &str) -> Option<[&str; 6]> {
    let bytes: &[u8; 20] = given.as_bytes().try_into().ok()?;
    let marks = [
        bytes[4], bytes[7], bytes[10], bytes[13], bytes[16], bytes[19],
    ];
    if marks != *b"--T::Z" {
        return None;
    }
    valid([
        given.get(..4)?,
        given.get(5..7)?,
        given.get(8..10)?,
        given.get(11..13)?,
        given.get(14..16)?,
        given.get(17..19)?,
    ])
}

/// The parts, where they are a day that there was and a time of it. A leap second and the end of
/// time go the long way.
fn valid(parts: [&str; 6]) -> Option<[&str; 6]> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let [year, month, day, hour, minute, second] = parts;
    if !parts.into_iter().all(digits)
        || year == "9999"
        || hour >= "24"
        || minute >= "60"
        || second >= "60"
    {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    jiff::civil::Date::new(year, month, day).ok()?;
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_every_form_are_one_moment() {
        for given in [
            "20240920T083005Z",
            "20240920T083005",
            "2024-09-20T08:30:05",
            "2024-09-20T08:30:05Z",
            "2024-09-20T16:30:05+08:00",
            "2024-09-20T08:30:05.123Z",
            " 2024-09-20 08:30:05 ",
        ] {
            assert_eq!(
                read(given).as_deref(),
                Some("2024-09-20T08:30:05Z"),
                "{given}"
            );
        }
        for (given, expected) in [
            ("20240229T235959Z", Some("2024-02-29T23:59:59Z")),
            ("20230229T235959Z", None),
            ("20161231T235960Z", Some("2016-12-31T23:59:59Z")),
            ("00010101T000000Z", Some("0001-01-01T00:00:00Z")),
            ("20240920T240000Z", None),
        ] {
            assert_eq!(read(given).as_deref(), expected, "{given}");
        }
        assert_eq!(read("20240920").as_deref(), Some("2024-09-20T00:00:00Z"));
        for given in [
            "",
            "yesterday",
            "20241320T083005Z",
            "20240920T253005Z",
            "99999",
        ] {
            assert_eq!(read(given), None, "{given}");
        }
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        for given in [
            "20240229T235959Z",
            "19700101T000000Z",
            "00010101T000000Z",
            "99991230T210000Z",
        ] {
            let read = read(given).unwrap();
            assert_eq!(written(&read).as_deref(), Some(given));
            assert_eq!(date_as(&read, "%Y%m%dT%H%M%SZ").as_deref(), Some(given));
        }
        assert_eq!(
            written("2024-09-20T16:30:05.5+08:00").as_deref(),
            Some("20240920T083005Z")
        );
        for none in [
            "2023-02-29T00:00:00Z",
            "2024-09-20",
            "2024-9-20T08:30:05Z",
            "soon",
        ] {
            assert_eq!(written(none), date_as(none, "%Y%m%dT%H%M%SZ"), "{none}");
            assert_eq!(written(none), None, "{none}");
        }
    }
}
