//! What a registration came to: what was found, what was made, what was not.

use serde::Serialize;
use serde_json::Value;

use super::application::{App, guid};
use super::options::Consent;
use super::verdict::Note;
use crate::error::{Error, ErrorKind};
use crate::ids::{ClientId, TenantId};

/// How a registration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// There was none, and it was made.
    Created,
    /// It was there, and something was added to it.
    Completed,
    /// It was there, and nothing was to be done.
    Found,
    /// It was there, and what is to be done takes a person's word (`complete`). Nothing was done.
    Incomplete,
    /// Something was done, and something failed after that: run it again.
    Unfinished,
}

/// One step.
#[derive(Debug, Clone, Serialize)]
pub struct Action {
    /// `create_app`, `complete_app`, `create_service_principal`, `create_grant`, `extend_grant`, `delete_grant`,
    /// `reduce_grant`, `delete_service_principal`, `delete_app`.
    pub action: &'static str,
    /// Whether it was done.
    pub state: State,
    /// The sentence for a person.
    pub message: String,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was done.
    Done,
    /// It would be done.
    Planned,
}

/// What was made, by id: the unregistration takes this as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    /// The app's client id, whether it was made or found.
    pub client_id: Option<ClientId>,
    /// The application's object id, when it was made.
    pub object_id: Option<String>,
    /// The service principal's object id, when it was made.
    pub service_principal_id: Option<String>,
    /// Consent that was written.
    pub grants: Vec<CreatedGrant>,
}

/// Consent that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedGrant {
    /// The grant's id.
    pub id: String,
    /// What was added to it.
    pub added_scopes: Vec<String>,
}

/// Why a registration is unfinished.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The sentence for a person.
    pub message: String,
    /// What the person can do now.
    pub next_step: Option<String>,
    /// The HTTP status of the answer.
    pub http_status: Option<u16>,
    /// Graph's code, or `cancelled`.
    pub code: Option<String>,
    /// The id under which the service logged the request.
    pub request_id: Option<String>,
    /// The id that was sent with it.
    pub client_request_id: Option<String>,
}

/// The end of a registration.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    schema: u32,
    /// How it ended; with `dryRun`, how it would.
    pub outcome: Outcome,
    /// Whether nothing was done on purpose.
    pub dry_run: bool,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The id to sign in with.
    pub client_id: Option<ClientId>,
    /// The application's object id.
    pub object_id: Option<String>,
    /// The app's name.
    pub display_name: Option<String>,
    /// The service principal's object id.
    pub service_principal_id: Option<String>,
    /// Whose consent was asked for.
    pub consent: Consent,
    /// Whether the sign-in host knows the app already; null when nothing was done or it could not be asked.
    pub ready: Option<bool>,
    /// What a person must agree to before it is done.
    pub confirm: Vec<Note>,
    /// The steps, in their order.
    pub actions: Vec<Action>,
    /// What was made.
    pub created: Created,
    /// The app as it was found; null when there was none.
    pub app: Option<App>,
    /// Why it is unfinished.
    pub problem: Option<Problem>,
}

impl Registration {
    pub(super) fn new(tenant_id: TenantId, consent: Consent, dry_run: bool) -> Self {
        Self {
            schema: 1,
            outcome: Outcome::Found,
            dry_run,
            tenant_id,
            client_id: None,
            object_id: None,
            display_name: None,
            service_principal_id: None,
            consent,
            ready: None,
            confirm: Vec::new(),
            actions: Vec::new(),
            created: Created::default(),
            app: None,
            problem: None,
        }
    }

    /// The app that was found is the one.
    pub(super) fn takes(&mut self, app: App) {
        self.client_id = Some(app.client_id);
        self.created.client_id = Some(app.client_id);
        self.object_id = Some(app.object_id.clone());
        self.display_name = Some(app.display_name.clone());
        self.service_principal_id.clone_from(&app.service_principal_id);
        self.app = Some(app);
    }

    /// Something failed after a change. An app that was made is named: the lists do not show it at once, and whoever runs
    /// it again by name alone would make a second one.
    pub(super) fn breaks_off(&mut self, error: &Error, is_listed: bool) {
        let mut problem = Problem::new(error);
        if let (Some(_), Some(id), Some(name)) = (&self.created.object_id, self.client_id, &self.display_name) {
            problem.message =
                format!("the app '{name}' was made, with the client id {id}, but is not finished: {}", error.message());
            if !is_listed {
                let waits = matches!(error.kind(), ErrorKind::NotReplicated | ErrorKind::Cancelled);
                let first = error.next_step().filter(|_| !waits);
                let again = format!(
                    "Run it again with clientId {id}: by its name it may not be found for some minutes, and a second one \
                     would be made."
                );
                problem.next_step = Some(first.map_or(again.clone(), |first| format!("{first} {again}")));
            }
        }
        self.outcome = Outcome::Unfinished;
        self.problem = Some(problem);
    }

    /// Whether a step is to be done; otherwise it is told.
    pub(super) fn begin(&mut self, action: &'static str, message: impl Into<String>) -> bool {
        if self.dry_run {
            self.actions.push(Action { action, state: State::Planned, message: message.into() });
        }
        !self.dry_run
    }
}

impl Problem {
    pub(super) fn new(error: &Error) -> Self {
        let cancelled = (error.kind() == ErrorKind::Cancelled).then(|| "cancelled".to_owned());
        Self {
            message: error.message().to_owned(),
            next_step: error.next_step().map(str::to_owned).or_else(|| Some("Run it again.".into())),
            http_status: error.http_status(),
            code: error.service_code().map(str::to_owned).or(cancelled),
            request_id: error.request_id().map(str::to_owned),
            client_request_id: error.client_request_id().map(str::to_owned),
        }
    }
}

impl Created {
    /// Reads what a registration's end holds; the error says what is wrong with it.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let fields = value.as_object().ok_or("must be the object of a registration's end")?;
        let id = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => guid(value, name).map(Some).map_err(|_| format!("has a {name} that is no id")),
        };
        let client_id = id("clientId")?.ok_or("has no clientId")?;
        let none = Vec::new();
        let grants = match fields.get("grants") {
            None | Some(Value::Null) => &none,
            Some(grants) => grants.as_array().ok_or("has grants that are no list")?,
        };
        Ok(Self {
            client_id: Some(ClientId::parse(&client_id).map_err(|error| format!("has a clientId that {error}"))?),
            object_id: id("objectId")?,
            service_principal_id: id("servicePrincipalId")?,
            grants: grants.iter().map(CreatedGrant::read).collect::<Result<_, _>>()?,
        })
    }
}

impl CreatedGrant {
    fn read(value: &Value) -> Result<Self, String> {
        let id = value["id"].as_str().filter(|id| !id.is_empty()).ok_or("has a grant without an id")?;
        let names = value["addedScopes"].as_array().ok_or("has a grant without addedScopes")?;
        let added_scopes = names.iter().map(|name| name.as_str().map(str::to_owned)).collect::<Option<_>>();
        Ok(Self { id: id.to_owned(), added_scopes: added_scopes.ok_or("has addedScopes that are no texts")? })
    }
}
