//! The tokens in hand.

use std::sync::Arc;

use super::scope::Scope;
use super::token::AccessToken;
use crate::ids::ClientId;
use crate::secret::Secret;

/// The tokens that a client holds.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) access: Arc<AccessToken>,
    pub(super) refresh: Option<Secret>,
    /// The app that the refresh token belongs to; a handed-in token has none.
    pub(super) client_id: Option<ClientId>,
    /// What the sign-in asked for; its renewals ask for the same.
    pub(super) scopes: Vec<Scope>,
}
