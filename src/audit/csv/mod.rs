//! CSV: what the Purview portal, `Export-Csv`, and tools write, one record a row.

mod cells;
mod flat;
mod glued;
mod header;
mod reader;
mod resume;
mod sound;
mod table;

pub(super) use header::lacks_record;
pub(super) use reader::{Reader, has_header};
pub(crate) use table::Table;
