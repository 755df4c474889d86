//! A client of one cloud, tenant and app, and how it comes by its token.

pub mod app;
mod authorization;
mod browser;
mod claims;
mod client;
mod context;
mod device_code;
mod entra_error;
mod held;
mod page;
mod pkce;
mod renewal;
mod scope;
mod settings;
mod sign_in;
mod tenant;
mod token;
mod token_endpoint;

pub(crate) use claims::challenge;
pub use client::Client;
pub use context::Context;
pub(crate) use context::described;
pub(crate) use renewal::Renew;
pub(crate) use scope::CHATS;
pub use scope::Scope;
pub use settings::Settings;
pub use sign_in::{Method, SignIn};
pub use token::{AccessToken, TokenKind};
