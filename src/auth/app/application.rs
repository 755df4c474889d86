//! An app registration as the directory shows it.

use serde::Serialize;
use serde_json::Value;

use super::grant::Grant;
use super::permission;
use super::verdict::{Note, Verdict};
use crate::error::{Error, ErrorKind, Result};
use crate::ids::ClientId;

/// The fields that are asked for.
pub(super) const SELECT: &str = "id,appId,displayName,createdDateTime,signInAudience,isFallbackPublicClient,\
                                 publicClient,web,spa,requiredResourceAccess,passwordCredentials,keyCredentials";

/// An app, what belongs to it, and what is thought of it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct App {
    /// The application's object id.
    pub object_id: String,
    /// The id that a sign-in names.
    pub client_id: ClientId,
    /// Its name, which anybody may give.
    pub display_name: String,
    /// When it was registered.
    pub created_date_time: Option<String>,
    /// Whose accounts may sign in to it.
    pub sign_in_audience: Option<String>,
    /// Whether public client flows (device code) are allowed.
    pub is_fallback_public_client: bool,
    /// Where sign-ins may be answered to.
    pub redirect_uris: RedirectUris,
    /// The permissions that it asks for.
    pub required_permissions: Vec<Required>,
    /// How many credentials it has.
    pub credentials: Credentials,
    /// Who can change it.
    pub owners: Vec<Owner>,
    /// The object id of its service principal in this tenant.
    pub service_principal_id: Option<String>,
    /// Whether sign-ins to the service principal are allowed.
    pub account_enabled: Option<bool>,
    /// The consent that was given to it; `None` when the token may not read that.
    pub grants: Option<Vec<Grant>>,
    /// What is thought of it.
    pub verdict: Verdict,
    /// What it lacks.
    pub missing: Vec<Note>,
    /// Why it is refused.
    pub reasons: Vec<Note>,
}

/// Redirect addresses by platform.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RedirectUris {
    /// Mobile and desktop applications.
    pub public_client: Vec<String>,
    /// Web applications.
    pub web: Vec<String>,
    /// Single-page applications.
    pub spa: Vec<String>,
}

/// A permission that the app asks for.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Required {
    /// The app id of the service.
    pub resource_app_id: String,
    /// The permission's id.
    pub id: String,
    /// `Scope` (delegated) or `Role` (application).
    #[serde(rename = "type")]
    pub kind: String,
    /// The permission's name, where it is known here.
    pub name: Option<&'static str>,
}

/// How many credentials there are of each kind.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Credentials {
    /// Client secrets.
    pub passwords: usize,
    /// Certificates.
    pub keys: usize,
    /// Federated identities.
    pub federated: usize,
}

/// Who can change the app.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    /// The object id.
    pub object_id: String,
    /// The name.
    pub display_name: Option<String>,
    /// The user principal name; an owner that is an app has none.
    pub user_principal_name: Option<String>,
}

impl App {
    /// Reads an application; what belongs to it is still to be asked for.
    pub(super) fn read(value: &Value) -> Result<Self> {
        let client_id = guid(value, "appId")?;
        Ok(Self {
            object_id: guid(value, "id")?,
            client_id: ClientId::parse(&client_id)?,
            display_name: text(&value["displayName"]).unwrap_or_default(),
            created_date_time: text(&value["createdDateTime"]),
            sign_in_audience: text(&value["signInAudience"]),
            is_fallback_public_client: value["isFallbackPublicClient"].as_bool().unwrap_or(false),
            redirect_uris: RedirectUris {
                public_client: texts(&value["publicClient"]["redirectUris"]),
                web: texts(&value["web"]["redirectUris"]),
                spa: texts(&value["spa"]["redirectUris"]),
            },
            required_permissions: items(&value["requiredResourceAccess"]).flat_map(required).collect(),
            credentials: Credentials {
                passwords: items(&value["passwordCredentials"]).count(),
                keys: items(&value["keyCredentials"]).count(),
                federated: 0,
            },
            owners: Vec::new(),
            service_principal_id: None,
            account_enabled: None,
            grants: None,
            verdict: Verdict::Usable,
            missing: Vec::new(),
            reasons: Vec::new(),
        })
    }

    /// Whether it asks for this delegated permission of Graph.
    pub(super) fn requires(&self, permission: &str) -> bool {
        self.required_permissions.iter().any(|required| {
            required.resource_app_id.eq_ignore_ascii_case(permission::GRAPH)
                && required.id.eq_ignore_ascii_case(permission)
                && required.kind == "Scope"
        })
    }

    /// In one line, for a person who must tell it from another.
    pub(super) fn described(&self) -> String {
        let created = self.created_date_time.as_deref().unwrap_or("an unknown time");
        format!("'{}' ({}, created {created})", self.display_name, self.client_id)
    }
}

impl Owner {
    /// What people call this owner.
    pub(super) fn name(&self) -> &str {
        self.user_principal_name.as_deref().or(self.display_name.as_deref()).unwrap_or(&self.object_id)
    }

    pub(super) fn read(value: &Value) -> Result<Self> {
        Ok(Self {
            object_id: guid(value, "id")?,
            display_name: text(&value["displayName"]),
            user_principal_name: text(&value["userPrincipalName"]),
        })
    }
}

fn required(resource: &Value) -> impl Iterator<Item = Required> {
    let app = text(&resource["resourceAppId"]).unwrap_or_default();
    items(&resource["resourceAccess"]).map(move |access| {
        let (id, kind) = (text(&access["id"]).unwrap_or_default(), text(&access["type"]).unwrap_or_default());
        let known = app.eq_ignore_ascii_case(permission::GRAPH) && kind == "Scope";
        Required { name: if known { permission::name(&id) } else { None }, resource_app_id: app.clone(), id, kind }
    })
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// A text for people, without what would steer their terminal or turn its words around.
pub(super) fn text(value: &Value) -> Option<String> {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    value.as_str().map(|text| text.chars().filter(|c| !steers(*c)).collect())
}

fn texts(list: &Value) -> Vec<String> {
    items(list).filter_map(text).collect()
}

/// An id that addresses are made of: nothing but a GUID will do.
pub(super) fn guid(value: &Value, name: &str) -> Result<String> {
    let guid = value[name].as_str().and_then(|text| uuid::Uuid::try_parse(text).ok());
    guid.map(|guid| guid.to_string()).ok_or_else(|| {
        Error::new(ErrorKind::UnexpectedAnswer, format!("the directory's answer has no '{name}' that is an id"))
    })
}
