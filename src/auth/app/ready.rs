//! Waits until what was made is known: to the directory's lists, so that nobody makes it twice, and to the sign-in host.

use super::directory::Directory;
use super::options::Which;
use super::permission;
use super::registration::Registration;
use crate::auth::device_code::GRANT;
use crate::auth::entra_error::EntraError;
use crate::auth::token_endpoint::TokenEndpoint;
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

impl Directory<'_> {
    pub(super) async fn wait_until_known(&mut self, which: &Which, end: &mut Registration) -> Result<()> {
        self.wait_until_listed(which, end).await?;
        let mut patience = self.patience();
        end.ready = Some(false);
        loop {
            match self.is_known_to_sign_in(end).await? {
                Some(false) => {}
                known => {
                    end.ready = known;
                    return Ok(());
                }
            }
            match self.replicate(&mut patience, "the app", &not_yet()).await {
                // A sign-in in a few minutes will do.
                Err(error) if error.kind() == ErrorKind::NotReplicated => return Ok(()),
                waited => waited?,
            }
        }
    }

    pub(super) async fn wait_until_listed(&mut self, which: &Which, end: &Registration) -> Result<()> {
        let mut patience = self.patience();
        while !self.apps(which).await?.iter().any(|app| Some(app.client_id) == end.client_id) {
            self.replicate(&mut patience, "the app", &not_yet()).await?;
        }
        Ok(())
    }

    /// Asks for a device code that nobody will use, and once for its token: the answer that nobody has typed it yet says
    /// that the host knows the app, and that it is public. `None` when the host could not be asked.
    async fn is_known_to_sign_in(&self, end: &Registration) -> Result<Option<bool>> {
        let cloud = &self.client.settings().cloud;
        let endpoint = TokenEndpoint { cloud, transport: self.client.transport(), tenant: self.tenant };
        let client_id = end.client_id.map(|id| id.to_string()).unwrap_or_default();
        let scope = format!("{}/{}", cloud.graph_root(), permission::granted(false)[0]);
        let form = [("client_id", client_id.as_str()), ("scope", scope.as_str())];
        let Ok(answer) = self.cancel.or_cancelled(endpoint.post("devicecode", &form)).await? else { return Ok(None) };
        if answer.status != 200 {
            return Ok(Some(!EntraError::read(&answer, &[]).is_unknown_app()));
        }
        let Ok(code) = serde_json::from_slice::<Code>(&answer.body) else { return Ok(None) };
        let form =
            [("grant_type", GRANT), ("client_id", client_id.as_str()), ("device_code", code.device_code.expose())];
        let Ok(answer) = self.cancel.or_cancelled(endpoint.post("token", &form)).await? else { return Ok(None) };
        let error = EntraError::read(&answer, &[&code.device_code]);
        Ok(Some(!error.is_unknown_app() && !error.is_not_public()))
    }
}

#[derive(serde::Deserialize)]
struct Code {
    device_code: Secret,
}

fn not_yet() -> Error {
    Error::new(ErrorKind::NotReplicated, "it was made a moment ago")
}
