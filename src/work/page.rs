//! Gathering what the report page shows.
