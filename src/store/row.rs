//! Small conversions between rows and values.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

use crate::term::{TermMatch, TermStatus};
use crate::text::LangTag;
use crate::unit::{MadeBy, Note, Property, State, UnitId};

/// The place of something in the memory's file. Never printed, never exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row(pub(super) i64);

impl ToSql for Row {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Row {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

impl ToSql for LangTag {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.given().to_sql()
    }
}

impl FromSql for LangTag {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl ToSql for UnitId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for UnitId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 16]>::column_result(value).map(Self)
    }
}

/// A word of a closed list, as the schema writes it.
macro_rules! word {
    ($type:ty) => {
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.as_str().to_sql()
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::from_name(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    };
}

word!(State);
word!(MadeBy);
word!(TermStatus);
word!(TermMatch);

/// Notes and properties: kept in one column, since nobody searches by them.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Extra {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<Note>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) properties: Vec<Property>,
}

impl Extra {
    /// Notes and properties as their column has them; null where there are none.
    pub(super) fn column(notes: &[Note], properties: &[Property]) -> Option<String> {
        if notes.is_empty() && properties.is_empty() {
            return None;
        }
        Some(json(&Self {
            notes: notes.to_vec(),
            properties: properties.to_vec(),
        }))
    }
}

/// A value as JSON text for a column.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A column of JSON text; null stands for the empty value.
pub(super) fn from_json<T: Default + for<'de> Deserialize<'de>>(
    row: &rusqlite::Row<'_>,
    column: impl rusqlite::RowIndex,
) -> rusqlite::Result<T> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(T::default()),
        value => {
            let text = value.as_str().map_err(rusqlite::Error::from)?;
            serde_json::from_str(text).map_err(|error| {
                rusqlite::Error::FromSqlConversionFailure(0, value.data_type(), Box::new(error))
            })
        }
    }
}
