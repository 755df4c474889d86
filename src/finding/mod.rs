//! Findings: who of ours is in a chat that an outsider opened, how sure that is, and why.
//!
//! A wrong `certain` removes a customer's chat for good, so what is missing never counts as proof of anything, and
//! nothing depends on the order of the records. Two questions are never mixed: who of ours, and who opened the chat.
//!
//! Records go into a [`Finder`], each gets one disposition (`scope`), becomes `evidence` of its
//! thread (`thread`), and each of our users in each thread gets the first row of the decision table that fits (`table`).

mod case;
mod chats;
mod conclusion;
mod context;
mod directory;
mod evidence;
mod filter;
mod finder;
mod findings;
mod form;
mod judge;
mod judged;
mod known;
mod learned;
mod name;
mod opener;
mod operation;
mod options;
mod scan;
mod scope;
mod shown;
mod side;
mod span;
mod summary;
mod table;
mod tenants;
mod texts;
mod thread;
mod trust;
mod user;
mod user_ids;
mod verdict;
mod visible;
mod writer;

pub use directory::Directory;
pub use finder::Finder;
pub use findings::Findings;
pub use options::Options;
pub use scan::{Progress, Scan, from_json};
pub use summary::{Classes, Problem, Skipped, Summary};
pub use verdict::{Class, OpenedBy, Reason};
pub use visible::{Finding, Initiator};
pub use writer::Writer;
