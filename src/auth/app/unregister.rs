//! Takes away what a registration made: the consent, the service principal, the application, in this order.

use serde_json::json;

use super::application::{App, guid};
use super::conditions::Conditions;
use super::directory::Directory;
use super::grant::Grant;
use super::look::encoded;
use super::options::{UnregisterOptions, What, Which};
use super::permission;
use super::register::{only, require_ours};
use super::registration::{Created, CreatedGrant, Problem};
use super::unregistration::Unregistration;
use crate::auth::Client;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Tell;

/// Takes an app of ours away. An error means that nothing was changed; what fails after a change is in the end.
pub async fn unregister(
    client: &Client,
    options: &UnregisterOptions,
    tell: Tell<'_>,
    cancel: &Cancel,
) -> Result<Unregistration> {
    let conditions = Conditions::new(&client.settings().cloud, false)?;
    let consent = matches!(&options.what, What::Created(created) if !created.grants.is_empty());
    let scopes: &'static [_] = match (options.dry_run, consent) {
        (true, _) => &permission::READ,
        (false, false) => &permission::WRITE,
        (false, true) => &permission::WRITE_AND_CONSENT,
    };
    let mut directory = Directory::open(client, scopes, tell, cancel).await?;
    let mut end = Unregistration::new(directory.tenant, options.dry_run);
    let work = match &options.what {
        What::App(which) => whole(&mut directory, which, &conditions, &mut end).await,
        What::Created(created) => exactly(&mut directory, created, &conditions, &mut end).await,
    };
    match work {
        Ok(()) => {
            if !end.actions.is_empty() {
                end.outcome = "removed";
            }
            Ok(end)
        }
        Err(error) if directory.touched => {
            end.outcome = "unfinished";
            end.problem = Some(Problem::new(&error));
            Ok(end)
        }
        Err(error) => Err(error),
    }
}

/// The app with all that belongs to it. By its name only when it looks like ours; a client id was somebody's decision.
async fn whole(
    directory: &mut Directory<'_>,
    which: &Which,
    conditions: &Conditions,
    end: &mut Unregistration,
) -> Result<()> {
    let found = directory.apps(which).await?;
    let Some(mut app) = only(found, which)? else {
        if let Which::Client(id) = which {
            end.client_id = Some(*id);
            return leftover(directory, &id.to_string()).await;
        }
        return Ok(());
    };
    directory.look_at(&mut app, conditions).await?;
    if matches!(which, Which::Named(_)) {
        require_ours(&app)?;
    }
    end.client_id = Some(app.client_id);
    end.app = Some(app.clone());
    // The service principal takes its consent along; where it may be seen, it goes by name.
    if !directory.token.lacks(&permission::WRITE_AND_CONSENT[1]) {
        for grant in app.grants.iter().flatten() {
            directory.remove_grant(grant, end).await?;
        }
    }
    if let Some(principal) = &app.service_principal_id {
        directory.remove_principal(principal, end).await?;
    }
    directory.remove_app(&app, end).await
}

/// No app has this client id here. A service principal of an app of another tenant is not ours to take.
async fn leftover(directory: &mut Directory<'_>, client_id: &str) -> Result<()> {
    let Some(principal) = directory.principal_of(client_id).await? else { return Ok(()) };
    let principal = guid(&principal, "id")?;
    let message =
        format!("the app {client_id} is not registered in this tenant; only its service principal {principal} is here");
    Err(Error::new(ErrorKind::AppRefused, message)
        .with_next_step("Delete it under Enterprise applications in the Entra admin center, if it is to go."))
}

/// What a registration says that it made, and nothing else.
async fn exactly(
    directory: &mut Directory<'_>,
    created: &Created,
    conditions: &Conditions,
    end: &mut Unregistration,
) -> Result<()> {
    let Some(client_id) = created.client_id else { return Ok(()) };
    end.client_id = Some(client_id);
    let mut app = only(directory.apps(&Which::Client(client_id)).await?, &Which::Client(client_id))?;
    if let Some(app) = &mut app {
        directory.look_at(app, conditions).await?;
    }
    end.app.clone_from(&app);
    let principal = directory.principal_of(&client_id.to_string()).await?;
    let principal = principal.map(|principal| guid(&principal, "id")).transpose()?;
    if let Some(principal) = &principal
        && !created.grants.is_empty()
    {
        let grants = directory.grants_if_allowed(principal).await?;
        if grants.is_none() && !end.dry_run {
            // The service says why not.
            directory.grants(principal).await?;
        }
        let grants = grants.unwrap_or_default();
        for (grant, created) in pairs(&grants, &created.grants) {
            directory.take_back(grant, created, end).await?;
        }
    }
    if let Some(principal) = principal.filter(|id| created.service_principal_id.as_ref() == Some(id)) {
        directory.remove_principal(&principal, end).await?;
    }
    match app.filter(|app| created.object_id.as_ref() == Some(&app.object_id)) {
        Some(app) => directory.remove_app(&app, end).await,
        None => Ok(()),
    }
}

fn pairs<'a>(grants: &'a [Grant], created: &'a [CreatedGrant]) -> impl Iterator<Item = (&'a Grant, &'a CreatedGrant)> {
    created.iter().filter_map(|created| Some((grants.iter().find(|grant| grant.id == created.id)?, created)))
}

impl Directory<'_> {
    async fn remove_grant(&mut self, grant: &Grant, end: &mut Unregistration) -> Result<()> {
        const ACTION: &str = "delete_grant";
        let message = format!("the consent to {} ({})", grant.scope, grant.consent_type);
        let path = format!("oauth2PermissionGrants/{}", encoded(&grant.id));
        if end.begin(ACTION, &message) && self.delete(&path).await? {
            self.done(&mut end.actions, ACTION, format!("deleted {message}"));
            end.removed.grants.push(grant.id.clone());
        }
        Ok(())
    }

    /// Takes the permissions that were added out of a grant.
    async fn take_back(&mut self, grant: &Grant, created: &CreatedGrant, end: &mut Unregistration) -> Result<()> {
        const ACTION: &str = "reduce_grant";
        let left = grant.without(&created.added_scopes);
        if left.is_empty() {
            return self.remove_grant(grant, end).await;
        }
        let message =
            format!("the consent to {} ({}) what was added, which leaves {left}", grant.scope, grant.consent_type);
        if left == grant.scope || !end.begin(ACTION, &message) {
            return Ok(());
        }
        let path = format!("oauth2PermissionGrants/{}", encoded(&grant.id));
        self.patch(&path, &json!({ "scope": left })).await?;
        self.done(&mut end.actions, ACTION, format!("took back from {message}"));
        end.removed.grants.push(grant.id.clone());
        Ok(())
    }

    async fn remove_principal(&mut self, principal: &str, end: &mut Unregistration) -> Result<()> {
        const ACTION: &str = "delete_service_principal";
        let message = format!("the service principal {principal}");
        if end.begin(ACTION, &message) && self.delete(&format!("servicePrincipals/{principal}")).await? {
            self.done(&mut end.actions, ACTION, format!("deleted {message}"));
            end.removed.service_principal_id = Some(principal.to_owned());
        }
        Ok(())
    }

    async fn remove_app(&mut self, app: &App, end: &mut Unregistration) -> Result<()> {
        const ACTION: &str = "delete_app";
        let message = format!("the app {}; it can be restored for 30 days", app.described());
        if end.begin(ACTION, &message) && self.delete(&format!("applications/{}", app.object_id)).await? {
            self.done(&mut end.actions, ACTION, format!("deleted {message}"));
            end.removed.object_id = Some(app.object_id.clone());
        }
        Ok(())
    }
}
