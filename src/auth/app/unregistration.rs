//! What an unregistration came to.

use serde::Serialize;

use super::application::App;
use super::registration::{Action, Problem, State};
use crate::ids::{ClientId, TenantId};

/// What was taken away, by id.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Removed {
    /// The application.
    pub object_id: Option<String>,
    /// Its service principal.
    pub service_principal_id: Option<String>,
    /// Consent that went whole, and consent that was reduced to what it was.
    pub grants: Vec<String>,
}

/// The end of an unregistration.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unregistration {
    schema: u32,
    /// `removed`, `not_found` (nothing was there) or `unfinished`.
    pub outcome: &'static str,
    /// Whether nothing was done on purpose.
    pub dry_run: bool,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The app.
    pub client_id: Option<ClientId>,
    /// The steps, in their order.
    pub actions: Vec<Action>,
    /// What was taken away.
    pub removed: Removed,
    /// The app as it was found; null when there was none.
    pub app: Option<App>,
    /// Why it is unfinished.
    pub problem: Option<Problem>,
}

impl Unregistration {
    pub(super) fn new(tenant_id: TenantId, dry_run: bool) -> Self {
        Self {
            schema: 1,
            outcome: "not_found",
            dry_run,
            tenant_id,
            client_id: None,
            actions: Vec::new(),
            removed: Removed::default(),
            app: None,
            problem: None,
        }
    }

    /// Whether a step is to be done; otherwise it is told.
    pub(super) fn begin(&mut self, action: &'static str, message: &str) -> bool {
        if self.dry_run {
            self.actions.push(Action { action, state: State::Planned, message: message.to_owned() });
        }
        !self.dry_run
    }
}
