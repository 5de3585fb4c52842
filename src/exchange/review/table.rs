//! What the columns of a table that came back are: a reviewer may have moved some, or taken some
//! out.

/// Which cell of a row is what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) number: Option<usize>,
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) status: Option<usize>,
    pub(super) comment: Option<usize>,
    /// How many cells a row has.
    pub(super) count: usize,
}

impl Columns {
    /// Those of a table whose heading was taken out.
    pub(super) const AS_WRITTEN: Self = Self {
        number: Some(0),
        source: 1,
        target: 2,
        status: Some(3),
        comment: Some(4),
        count: 5,
    };

    /// Those that a heading names; `None` where it is none of a review table. The two columns
    /// that are called otherwise than the rest are those of the texts, the source first.
    pub(super) fn of_heading<S: AsRef<str>>(titles: &[S]) -> Option<Self> {
        let named = |title: &str| {
            let is = |cell: &S| cell.as_ref().trim().eq_ignore_ascii_case(title);
            titles.iter().position(is)
        };
        let (number, status, comment) = (named("#"), named("Status"), named("Comment"));
        if [number, status, comment].iter().flatten().count() < 2 {
            return None;
        }
        let known = [number, status, comment];
        let mut texts = (0..titles.len()).filter(|place| {
            let has_title = |cell: &S| !cell.as_ref().trim().is_empty();
            !known.contains(&Some(*place)) && titles.get(*place).is_some_and(has_title)
        });
        Some(Self {
            number,
            source: texts.next()?,
            target: texts.next()?,
            status,
            comment,
            count: titles.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_titles() {
        let heading = ["#", "English", "Chinese", "Status", "Comment"];
        assert_eq!(Columns::of_heading(&heading), Some(Columns::AS_WRITTEN));
        let moved = ["English", "Chinese", "comment ", "#"];
        let columns = Columns::of_heading(&moved).unwrap();
        assert_eq!((columns.source, columns.target), (0, 1));
        assert_eq!((columns.number, columns.status), (Some(3), None));
        assert_eq!(Columns::of_heading(&["#", "Name", "Age"]), None);
        assert_eq!(Columns::of_heading(&["Status", "Comment", "Name"]), None);
    }
}
