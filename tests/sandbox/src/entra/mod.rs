//! Entra ID, version 2: discovery, sign-in, tokens.

mod authorize;
mod claims;
mod device;
mod discovery;
mod error;
mod grants;
mod issue;
mod jwt;
mod page;
mod redirect;
mod route;
mod scope;

pub(crate) use authorize::Code;
pub(crate) use device::{Device, decide};
pub(crate) use error::EntraError;
pub(crate) use issue::{Refresh, pairwise};
pub(crate) use jwt::{Signer, Unbelieved};
pub(crate) use route::serve;
