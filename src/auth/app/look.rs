//! Looks apps up, with all that belongs to them.

use serde_json::Value;

use super::application::{App, Owner, SELECT, guid};
use super::conditions::Conditions;
use super::directory::Directory;
use super::grant::Grant;
use super::options::Which;
use super::permission::READ_GRANTS;
use super::verdict::judge;
use crate::error::{ErrorKind, Result};

/// A value as it stands in an address.
pub(super) fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// `name eq 'value'`, with the quotes of the value doubled.
pub(super) fn equals(name: &str, value: &str) -> String {
    encoded(&format!("{name} eq '{}'", value.replace('\'', "''")))
}

impl Directory<'_> {
    /// The apps of this name or id; what belongs to them is still to be asked for.
    pub(super) async fn apps(&mut self, which: &Which) -> Result<Vec<App>> {
        let filter = match which {
            Which::Named(name) => equals("displayName", name),
            Which::Client(id) => equals("appId", &id.to_string()),
        };
        let found = self.list(&format!("applications?$filter={filter}&$select={SELECT}")).await?;
        let mut apps: Vec<App> = found.iter().map(App::read).collect::<Result<_>>()?;
        // What a filter that nobody applied would let through is not what was asked for.
        apps.retain(|app| match which {
            Which::Named(name) => app.display_name.eq_ignore_ascii_case(name) || !name.is_ascii(),
            Which::Client(id) => app.client_id == *id,
        });
        Ok(apps)
    }

    /// Asks for all that belongs to an app, and judges it.
    pub(super) async fn look_at(&mut self, app: &mut App, conditions: &Conditions) -> Result<()> {
        let federated = format!("applications/{}/federatedIdentityCredentials", app.object_id);
        app.credentials.federated = self.list(&federated).await?.len();
        let owners = format!("applications/{}/owners?$select=id,displayName,userPrincipalName", app.object_id);
        app.owners = self.list(&owners).await?.iter().map(Owner::read).collect::<Result<_>>()?;
        if let Some(principal) = self.principal_of(&app.client_id.to_string()).await? {
            app.account_enabled = principal["accountEnabled"].as_bool();
            let id = guid(&principal, "id")?;
            app.grants = self.grants_if_allowed(&id).await?;
            app.service_principal_id = Some(id);
        }
        judge(app, conditions);
        Ok(())
    }

    /// The service principal of an app in this tenant.
    pub(super) async fn principal_of(&mut self, client_id: &str) -> Result<Option<Value>> {
        let filter = equals("appId", client_id);
        let found = self.list(&format!("servicePrincipals?$filter={filter}&$select=id,appId,accountEnabled")).await?;
        Ok(found
            .into_iter()
            .find(|principal| principal["appId"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(client_id))))
    }

    /// The consent that a service principal has.
    pub(super) async fn grants(&mut self, principal: &str) -> Result<Vec<Grant>> {
        let filter = equals("clientId", principal);
        let found = self.list(&format!("oauth2PermissionGrants?$filter={filter}")).await?;
        let of_it = |grant: &&Value| grant["clientId"].as_str().is_none_or(|id| id.eq_ignore_ascii_case(principal));
        found.iter().filter(of_it).map(Grant::read).collect()
    }

    /// The same, or nothing when the token may not read it.
    pub(super) async fn grants_if_allowed(&mut self, principal: &str) -> Result<Option<Vec<Grant>>> {
        if READ_GRANTS.iter().all(|scope| self.token.lacks(scope)) {
            return Ok(None);
        }
        match self.grants(principal).await {
            Ok(grants) => Ok(Some(grants)),
            Err(error) if error.kind() == ErrorKind::DirectoryForbidden => Ok(None),
            Err(error) => Err(error),
        }
    }
}
