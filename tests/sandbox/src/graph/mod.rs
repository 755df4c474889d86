//! Microsoft Graph: the people and chats of the token's tenant.

mod bearer;
mod chats;
mod error;
mod members;
mod page;
mod removal;
mod route;
mod users;

pub(crate) use error::{GraphError, body};
pub(crate) use route::{challenge, finish, serve};
