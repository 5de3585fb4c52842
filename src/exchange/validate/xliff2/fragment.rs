//! Fragment identifiers: `#/f=f1/u=1/n=n1` (XLIFF 2.1 §3).

use crate::exchange::validate::datatype::is_nmtoken;

/// The prefixes of modules (§3.2), and of extensions that are registered.
const MODULES: &[&str] = &[
    "ctr", "fs", "gls", "its", "itsm", "mda", "mtc", "pgs", "res", "slr", "tbx", "val",
];

/// What a fragment identifier says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fragment<'f> {
    pub(super) file: Option<&'f str>,
    pub(super) group: Option<&'f str>,
    pub(super) unit: Option<&'f str>,
    /// What in it: a prefix, empty for a code or segment in a source, and an id.
    pub(super) leaf: Option<(&'f str, &'f str)>,
}

/// Reads a fragment identifier, without its `#`.
pub(super) fn read(text: &str) -> Result<Fragment<'_>, String> {
    let mut fragment = Fragment {
        file: None,
        group: None,
        unit: None,
        leaf: None,
    };
    let mut last = 0;
    for part in text.strip_prefix('/').unwrap_or(text).split('/') {
        let (prefix, id) = part.split_once('=').unwrap_or(("", part));
        if !is_nmtoken(id) {
            return Err(format!("“{part}” in it is no prefix=id"));
        }
        let place = match prefix {
            "f" => 1,
            "g" => 2,
            "u" => 3,
            "" | "n" | "d" | "t" => 4,
            prefix if MODULES.contains(&prefix) => 4,
            prefix => return Err(format!("“{prefix}” is no prefix that it may have")),
        };
        if place <= last {
            return Err("its parts must be in the order f, g, u, and one more".to_owned());
        }
        last = place;
        match place {
            1 => fragment.file = Some(id),
            2 => fragment.group = Some(id),
            3 => fragment.unit = Some(id),
            _ => fragment.leaf = Some((prefix, id)),
        }
    }
    Ok(fragment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_names_at_most_one_thing_in_the_order_of_the_specification() {
        let whole = read("/f=f1/u=1/gls=g1").unwrap();
        assert_eq!((whole.file, whole.unit), (Some("f1"), Some("1")));
        assert_eq!(whole.leaf, Some(("gls", "g1")));
        assert_eq!(read("m1").unwrap().leaf, Some(("", "m1")));
        for wrong in [
            "/u=u1/f=f1",
            "/u=f1/u=1",
            "f=f1/d=d1/u=1",
            "c1/c2",
            "n/n1",
            "/f=f1/z=1",
            "/f=f1/my=1",
            "/f=f1/r$d=1",
            "",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
