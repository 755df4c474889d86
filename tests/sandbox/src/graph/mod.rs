//! Microsoft Graph: the people and chats of the token's tenant.

mod applications;
mod bearer;
mod chats;
mod directory;
mod error;
mod filter;
mod grants;
mod members;
mod page;
mod principals;
mod removal;
mod route;
mod users;

pub(crate) use error::{GraphError, body};
pub(crate) use route::{challenge, finish, serve};
