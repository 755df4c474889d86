//! Writes consent, into the grant that is there or a new one: there is never a second one of a kind.

use serde_json::{Value, json};

use super::application::guid;
use super::directory::{Directory, Repeat};
use super::explain::{is_not_there_yet, is_there_already};
use super::grant::Grant;
use super::look::encoded;
use super::options::{Consent, RegisterOptions};
use super::permission;
use super::registration::{CreatedGrant, Registration};
use crate::error::{Error, ErrorKind, Result};

/// The consent that is wanted.
struct Wanted {
    scopes: Vec<&'static str>,
    /// One person's, or everybody's.
    person: Option<String>,
    resource: String,
    whose: &'static str,
}

impl Directory<'_> {
    pub(super) async fn consent(&mut self, options: &RegisterOptions, end: &mut Registration) -> Result<()> {
        let whose = match options.consent {
            Consent::None => return Ok(()),
            Consent::Me => "the signed-in person",
            Consent::All => "everybody in the tenant",
        };
        let scopes = permission::granted(options.audit);
        let Some(principal) = end.service_principal_id.clone() else {
            end.begin("create_grant", format!("consent to {} for {whose}", scopes.join(" ")));
            return Ok(());
        };
        let person = if options.consent == Consent::Me { Some(self.person().await?) } else { None };
        let wanted = Wanted { scopes, person, resource: self.graphs_principal().await?, whose };
        let mut patience = self.patience();
        self.lost = false;
        loop {
            let error = match self.write_consent(&principal, &wanted, end).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            // Somebody was faster, or the service principal is new: look again.
            if !is_not_there_yet(&error) && !is_there_already(&error) {
                return Err(error);
            }
            self.replicate(&mut patience, "the service principal", &error).await?;
        }
    }

    async fn write_consent(&mut self, principal: &str, wanted: &Wanted, end: &mut Registration) -> Result<()> {
        let grants = if end.dry_run && end.app.as_ref().is_some_and(|app| app.grants.is_none()) {
            // A rehearsal with a token that may not read consent tells what it would do at most.
            Vec::new()
        } else {
            self.grants(principal).await?
        };
        let for_all = grants.iter().find(|grant| grant.is_for(&wanted.resource, None));
        if wanted.person.is_some() && for_all.is_some_and(|grant| grant.lacks(&wanted.scopes).is_empty()) {
            return Ok(());
        }
        match grants.iter().find(|grant| grant.is_for(&wanted.resource, wanted.person.as_deref())) {
            Some(grant) => self.extend(grant, wanted, end).await,
            None => self.grant(principal, wanted, end).await,
        }
    }

    async fn grant(&mut self, principal: &str, wanted: &Wanted, end: &mut Registration) -> Result<()> {
        const ACTION: &str = "create_grant";
        let scope = wanted.scopes.join(" ");
        if !end.begin(ACTION, format!("consent to {scope} for {}", wanted.whose)) {
            return Ok(());
        }
        let mut body = json!({
            "clientId": principal,
            "consentType": if wanted.person.is_some() { "Principal" } else { "AllPrincipals" },
            "resourceId": wanted.resource,
            "scope": scope,
        });
        if let Some(person) = &wanted.person {
            body["principalId"] = json!(person);
        }
        let made = self.post("oauth2PermissionGrants", &body, Repeat::Freely).await?;
        self.granted(id_of(&made)?, wanted, end);
        Ok(())
    }

    /// A new grant is there.
    fn granted(&self, id: String, wanted: &Wanted, end: &mut Registration) {
        let message = format!("consented to {} for {}", wanted.scopes.join(" "), wanted.whose);
        self.done(&mut end.actions, "create_grant", message);
        let added_scopes = wanted.scopes.iter().map(|name| (*name).to_owned()).collect();
        end.created.grants.push(CreatedGrant { id, added_scopes });
    }

    async fn extend(&mut self, grant: &Grant, wanted: &Wanted, end: &mut Registration) -> Result<()> {
        const ACTION: &str = "extend_grant";
        let added = grant.lacks(&wanted.scopes);
        if added.is_empty() {
            if self.lost {
                self.granted(grant.id.clone(), wanted, end);
            }
            return Ok(());
        }
        let names = added.join(" ");
        if !end.begin(ACTION, format!("add {names} to the consent of {}", wanted.whose)) {
            return Ok(());
        }
        let scope = format!("{} {names}", grant.scope);
        let path = format!("oauth2PermissionGrants/{}", encoded(&grant.id));
        self.patch(&path, &json!({ "scope": scope.trim() })).await?;
        self.done(&mut end.actions, ACTION, format!("added {names} to the consent of {}", wanted.whose));
        let added_scopes = added.iter().map(|name| (*name).to_owned()).collect();
        end.created.grants.push(CreatedGrant { id: grant.id.clone(), added_scopes });
        Ok(())
    }

    /// The signed-in person's object id.
    async fn person(&mut self) -> Result<String> {
        match self.token.user {
            Some(user) => Ok(user.to_string()),
            None => guid(&self.get("me?$select=id").await?, "id"),
        }
    }
}

fn id_of(made: &Value) -> Result<String> {
    made["id"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Error::new(ErrorKind::UnexpectedAnswer, "the directory's answer to a new grant has no id"))
}
