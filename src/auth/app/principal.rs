//! The service principal: what an app is in a tenant, and what consent is given to.

use serde_json::json;

use super::application::guid;
use super::directory::{Directory, Repeat};
use super::explain::{is_not_there_yet, is_there_already};
use super::registration::Registration;
use crate::error::{Error, ErrorKind, Result};

impl Directory<'_> {
    pub(super) async fn create_principal(&mut self, end: &mut Registration) -> Result<()> {
        const ACTION: &str = "create_service_principal";
        if !end.begin(ACTION, "make the app's service principal in this tenant") {
            return Ok(());
        }
        let client_id = end.client_id.map(|id| id.to_string()).unwrap_or_default();
        let body = json!({ "appId": client_id });
        let mut patience = self.patience();
        self.lost = false;
        let (id, made) = loop {
            // Twice is harmless: the second is refused as being there.
            let error = match self.post("servicePrincipals", &body, Repeat::Freely).await {
                Ok(made) => break (guid(&made, "id")?, true),
                Err(error) => error,
            };
            if is_there_already(&error) {
                if let Some(principal) = self.principal_of(&client_id).await? {
                    break (guid(&principal, "id")?, self.lost);
                }
            } else if !is_not_there_yet(&error) {
                return Err(error);
            }
            self.replicate(&mut patience, "the app", &error).await?;
        };
        if made {
            self.done(&mut end.actions, ACTION, format!("made the app's service principal {id}"));
            end.created.service_principal_id = Some(id.clone());
        }
        end.service_principal_id = Some(id);
        Ok(())
    }

    /// Microsoft Graph's own service principal, which differs from tenant to tenant.
    pub(super) async fn graphs_principal(&mut self) -> Result<String> {
        let graph = self.principal_of(super::permission::GRAPH).await?;
        let graph = graph.ok_or_else(|| {
            Error::new(ErrorKind::UnexpectedAnswer, "the tenant has no service principal of Microsoft Graph")
        })?;
        guid(&graph, "id")
    }
}
