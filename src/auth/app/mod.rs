//! The app registration that people sign in with: found in the tenant, made, completed, and taken away again.
//!
//! An app is never trusted by its name: ordinary users can register apps under any name, and the owners of one can add
//! redirect addresses and credentials to it later. What was found is judged, and what is not ours is left alone.

mod application;
mod conditions;
mod consent;
mod create;
mod directory;
mod explain;
mod find;
mod grant;
mod look;
mod options;
mod permission;
mod principal;
mod ready;
mod register;
mod registration;
mod unregister;
mod unregistration;
mod verdict;

pub use application::{App, Credentials, Owner, RedirectUris, Required};
pub use find::{Found, find};
pub use grant::Grant;
pub use options::{Consent, FindOptions, RegisterOptions, UnregisterOptions};
pub use register::register;
pub use registration::{Action, Created, CreatedGrant, Outcome, Problem, Registration, State};
pub use unregister::unregister;
pub use unregistration::{Removed, Unregistration};
pub use verdict::{Note, Verdict};
