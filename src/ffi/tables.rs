//! What the host holds handles of.

use super::bytes::Bytes;
use super::fault::Fault;
use super::handle::{Kind, Table};
use super::search::Search;
use super::work::Work;
use crate::auth::Client;
use crate::finding::Findings;

pub(super) static CLIENTS: Table<Client> = Table::new(Kind::Client);
pub(super) static OPERATIONS: Table<Work> = Table::new(Kind::Operation);
pub(super) static FINDINGS: Table<Findings> = Table::new(Kind::Findings);
pub(super) static SCANS: Table<Search> = Table::new(Kind::Scan);
pub(super) static BUFFERS: Table<Bytes> = Table::new(Kind::Buffer);
pub(super) static ERRORS: Table<Fault> = Table::new(Kind::Error);
