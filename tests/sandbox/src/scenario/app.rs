//! App registrations, as Entra and Graph know them.

use serde_json::{Value, json};

use super::fields::{Place, Read};

const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// An app registration.
#[derive(Clone, Debug)]
pub struct App {
    /// Its application id.
    pub client_id: String,
    /// The object id of the application.
    pub object_id: String,
    /// The tenant that it is registered in.
    pub tenant_id: String,
    /// Whether other tenants, and `/common`, may use it.
    pub multi_tenant: bool,
    /// `signInAudience`.
    pub audience: String,
    /// Its name for people.
    pub display_name: String,
    /// When it was registered, RFC 3339.
    pub created: String,
    /// Whether public client flows are allowed (`isFallbackPublicClient`).
    pub public: bool,
    /// Where `authorize` may answer to.
    pub redirect_uris: Vec<String>,
    /// The same on the platform for web applications.
    pub web_redirect_uris: Vec<String>,
    /// The same on the platform for single-page applications.
    pub spa_redirect_uris: Vec<String>,
    /// `requiredResourceAccess`.
    pub required: Value,
    /// Delegated permissions with consent for everybody.
    pub scopes: Vec<String>,
    /// Delegated permissions with one person's consent, by object id.
    pub personal: Vec<(String, Vec<String>)>,
    /// Application permissions with consent.
    pub roles: Vec<String>,
    /// Client secrets.
    pub secrets: Vec<String>,
    /// How many certificates it has.
    pub keys: u64,
    /// How many federated credentials it has.
    pub federated: u64,
    /// Object ids of its owners.
    pub owners: Vec<String>,
    /// The object id of its service principal in the home tenant, if there is one.
    pub principal: Option<String>,
}

/// Ids of delegated permissions of Graph. Source: "Microsoft Graph permissions reference".
const PERMISSIONS: &[(&str, &str)] = &[
    ("Chat.ReadWrite.All", "7e9a077b-3711-42b9-b7cb-5fa5f3f7fea7"),
    ("AuditLogsQuery.Read.All", "1d9e7ac3-0eca-442c-82f9-e92625af6e6d"),
    ("Application.Read.All", "c79f8feb-a9db-4090-85f9-90d820caa0eb"),
    ("Application.ReadWrite.All", "bdfbf15f-ee85-4955-8675-146e8e5296b5"),
    ("DelegatedPermissionGrant.ReadWrite.All", "41ce6ca6-6826-4807-84f1-1c82854f7ee5"),
    ("User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d"),
    ("User.Read.All", "a154be20-db9c-4678-8ab7-66f6cc099a59"),
];

impl App {
    /// A public app of one tenant, with nothing else.
    pub(crate) fn new(client_id: &str, tenant_id: &str, display_name: &str) -> Self {
        Self {
            client_id: client_id.to_owned(),
            object_id: derived(client_id, 'a'),
            tenant_id: tenant_id.to_owned(),
            multi_tenant: false,
            audience: "AzureADMyOrg".to_owned(),
            display_name: display_name.to_owned(),
            created: "2025-09-02T10:11:12Z".to_owned(),
            public: false,
            redirect_uris: Vec::new(),
            web_redirect_uris: Vec::new(),
            spa_redirect_uris: Vec::new(),
            required: json!([]),
            scopes: Vec::new(),
            personal: Vec::new(),
            roles: Vec::new(),
            secrets: Vec::new(),
            keys: 0,
            federated: 0,
            owners: Vec::new(),
            principal: Some(principal_of(client_id)),
        }
    }

    pub(super) fn read(place: &Place<'_>, home: &str) -> Read<Self> {
        let mut fields = place.fields()?;
        let client_id = fields.required("clientId", Place::guid)?;
        let tenant_id = fields.optional("tenantId", Place::guid)?.unwrap_or_else(|| home.to_owned());
        let name = fields.optional("displayName", Place::text)?.unwrap_or_else(|| "Sandbox app".to_owned());
        let new = Self::new(&client_id, &tenant_id, &name);
        let several = fields.optional("multiTenant", Place::flag)?.unwrap_or(false);
        let audience = fields.optional("signInAudience", Place::text)?;
        let audience =
            audience.unwrap_or_else(|| if several { "AzureADMultipleOrgs".to_owned() } else { new.audience });
        let permissions = fields.optional("requires", |at| at.list(|item| item.word(PERMISSIONS)))?.unwrap_or_default();
        let has_principal = fields.optional("servicePrincipal", Place::flag)?.unwrap_or(true);
        let app = Self {
            object_id: fields.optional("objectId", Place::guid)?.unwrap_or(new.object_id),
            multi_tenant: audience != "AzureADMyOrg",
            audience,
            created: fields.optional("created", Place::text)?.unwrap_or(new.created),
            public: fields.optional("public", Place::flag)?.unwrap_or(false),
            redirect_uris: fields.texts("redirectUris")?,
            web_redirect_uris: fields.texts("webRedirectUris")?,
            spa_redirect_uris: fields.texts("spaRedirectUris")?,
            required: requires(&permissions),
            scopes: fields.texts("scopes")?,
            personal: Vec::new(),
            roles: fields.texts("roles")?,
            secrets: fields.texts("secrets")?,
            keys: fields.optional("keyCredentials", |at| at.whole(0, 100))?.unwrap_or(0),
            federated: fields.optional("federatedCredentials", |at| at.whole(0, 20))?.unwrap_or(0),
            owners: fields.optional("owners", |place| place.list(Place::guid))?.unwrap_or_default(),
            principal: new.principal.filter(|_| has_principal),
            client_id,
            tenant_id,
            display_name: name,
        };
        fields.finish()?;
        Ok(app)
    }

    /// Whether this person, or everybody, has consented to the permission.
    pub(crate) fn has_consent(&self, permission: &str, user: &str) -> bool {
        let own = self.personal.iter().filter(|(person, _)| person.eq_ignore_ascii_case(user)).flat_map(|(_, own)| own);
        self.scopes.iter().chain(own).any(|scope| scope.eq_ignore_ascii_case(permission))
    }
}

/// `requiredResourceAccess` of these delegated permissions of Graph.
pub(super) fn requires(ids: &[&str]) -> Value {
    if ids.is_empty() {
        return json!([]);
    }
    let access: Vec<Value> = ids.iter().map(|id| json!({"id": id, "type": "Scope"})).collect();
    json!([{"resourceAppId": GRAPH, "resourceAccess": access}])
}

/// The object id of an app's service principal: derived, so that it is the same in every token.
pub(crate) fn principal_of(client_id: &str) -> String {
    format!("{}{}", &client_id[..24], client_id[24..].chars().rev().collect::<String>())
}

fn derived(client_id: &str, mark: char) -> String {
    let tail: String = client_id[24..].chars().rev().skip(1).collect();
    format!("{}{tail}{mark}", &client_id[..24])
}
