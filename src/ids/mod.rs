//! Ids, parsed once and valid ever after. What people paste is cleaned first: surrounding space and percent-encoding
//! are undone; what then does not have the shape of the id is refused with the reason.

mod guid;
mod text;
mod thread;

pub use guid::{ClientId, TenantId, UserId};
pub use thread::ThreadId;
pub(crate) use thread::{is_meeting, pair};
