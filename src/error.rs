//! One error for the whole library: a closed kind to branch on, a sentence to read, and the facts that came with it.

use std::fmt;
use std::time::Duration;

/// What went wrong, as callers branch on it. The C interface gives each kind a status of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument or option is not what the call takes.
    InvalidArgument,
    /// A text or document is larger than the call takes.
    TooLarge,
    /// A setting has a name that no setting has.
    UnknownSetting,
    /// A setting's value cannot be used.
    InvalidSetting,
    /// A tenant, user, thread or client id does not have the shape of one.
    InvalidId,
    /// What was asked for is not there.
    NoValue,
    /// Somebody else is doing this right now.
    Busy,
    /// The operation was cancelled before it took effect.
    Cancelled,
    /// The system refused a file, thread or other resource.
    System,
    /// A defect of this library.
    Internal,
    /// The host could not be reached, or the connection broke.
    Network,
    /// No secure connection could be made.
    Tls,
    /// No answer came in time.
    Timeout,
    /// The answer is not one that this service gives.
    UnexpectedAnswer,
    /// A token would have gone to a host that is not its cloud's.
    HostRefused,
    /// The client holds no token.
    NotSignedIn,
    /// The token is an application's; the service takes a signed-in person's only.
    TokenAppOnly,
    /// The token lacks the permission.
    TokenScopeMissing,
    /// The token is of another tenant than the user.
    TokenOtherTenant,
    /// The token is for another service than Microsoft Graph.
    TokenOtherAudience,
    /// The token has expired and cannot be renewed.
    TokenExpired,
    /// The handed-in token does not have the shape of a bearer token.
    TokenMalformed,
    /// A person must sign in (again).
    SignInRequired,
    /// The person said no.
    SignInDeclined,
    /// The sign-in was not completed in time.
    SignInExpired,
    /// A policy or the state of the account forbids the sign-in; trying again does not help.
    SignInBlocked,
    /// The app registration or the request does not fit the sign-in.
    SignInConfiguration,
    /// Consent for the permission is missing.
    ConsentRequired,
    /// The tenant does not exist in this cloud, or belongs to another.
    WrongCloud,
    /// The sign-in service is overloaded or down for now.
    SignInUnavailable,
    /// Audit records could not be read.
    InvalidRecords,
    /// Several apps have this name.
    AppAmbiguous,
    /// The app does not look like one that this library made.
    AppRefused,
    /// There is no such app in the tenant.
    AppNotFound,
    /// The signed-in person may not do this in the directory.
    DirectoryForbidden,
    /// The directory refused the request.
    DirectoryRefused,
    /// The directory is overloaded or down for now.
    DirectoryUnavailable,
    /// What was made is not known everywhere in the directory yet.
    NotReplicated,
}

/// An error of this library. Its texts never hold a secret.
#[derive(Debug, Clone)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    facts: Box<Facts>,
}

#[derive(Debug, Clone, Default)]
struct Facts {
    next_step: Option<String>,
    http_status: Option<u16>,
    service_code: Option<String>,
    request_id: Option<String>,
    client_request_id: Option<String>,
    retry_after: Option<Duration>,
}

/// What the library's functions give.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of this kind, with a sentence for a person.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), facts: Box::default() }
    }

    /// Adds what the person can do now.
    #[must_use]
    pub fn with_next_step(mut self, step: impl Into<String>) -> Self {
        self.facts.next_step = Some(step.into());
        self
    }

    /// Adds the HTTP status of the answer.
    #[must_use]
    pub fn with_http_status(mut self, status: u16) -> Self {
        self.facts.http_status = Some(status);
        self
    }

    /// Adds the service's own code: `AADSTS50076`, `Forbidden`, ...
    #[must_use]
    pub fn with_service_code(mut self, code: impl Into<String>) -> Self {
        self.facts.service_code = Some(code.into());
        self
    }

    /// Adds the id under which the service logged the request.
    #[must_use]
    pub fn with_request_id(mut self, id: Option<String>) -> Self {
        self.facts.request_id = id;
        self
    }

    /// Adds the id that this library sent with the request.
    #[must_use]
    pub fn with_client_request_id(mut self, id: Option<String>) -> Self {
        self.facts.client_request_id = id;
        self
    }

    /// Adds how long the service asks to wait.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.facts.retry_after = wait;
        self
    }

    /// The same error with a place before its sentence.
    #[must_use]
    pub fn located(mut self, place: impl fmt::Display) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// What went wrong, to branch on.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The sentence for a person, without the next step.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the person can do now.
    pub fn next_step(&self) -> Option<&str> {
        self.facts.next_step.as_deref()
    }

    /// The HTTP status of the answer, if one came.
    pub fn http_status(&self) -> Option<u16> {
        self.facts.http_status
    }

    /// The service's own code.
    pub fn service_code(&self) -> Option<&str> {
        self.facts.service_code.as_deref()
    }

    /// The id under which the service logged the request.
    pub fn request_id(&self) -> Option<&str> {
        self.facts.request_id.as_deref()
    }

    /// The id that this library sent with the request.
    pub fn client_request_id(&self) -> Option<&str> {
        self.facts.client_request_id.as_deref()
    }

    /// How long the service asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.facts.retry_after
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match self.next_step() {
            Some(step) => write!(f, " ({step})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
