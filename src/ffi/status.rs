//! Statuses, numbered by hand in families; numbers are never reused, and new ones come at the end of their family.

use std::ffi::CStr;

use crate::error::ErrorKind;

/// What a function returns. 0 is success; the families: 1xx the call, 2xx the library, 3xx the network, 4xx the sign-in
/// and the token, 50x audit records, 51x app registrations.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum tca_status {
    /// Success.
    Ok = 0,

    /// A pointer that must not be NULL is NULL.
    NullArgument = 100,
    /// A text is not UTF-8.
    InvalidUtf8 = 101,
    /// A text or document is larger than the call takes.
    TooLarge = 102,
    /// A handle was freed, is of another kind, or was never given.
    InvalidHandle = 103,
    /// An argument or option is not what the call takes.
    InvalidArgument = 104,
    /// A setting has a name that no setting has; the message names the nearest.
    UnknownSetting = 105,
    /// A setting's value cannot be used.
    InvalidSetting = 106,
    /// A tenant, user, thread or client id does not have the shape of one.
    InvalidId = 107,
    /// What was asked for is not there: the normal answer of a getter that has nothing to give.
    NoValue = 108,
    /// Another thread is waiting for this operation.
    Busy = 109,

    /// A defect of the library, caught. Everything stays usable.
    Panic = 200,
    /// `tca_shutdown` was called.
    ShutDown = 201,
    /// This process was forked from one that uses the library.
    Forked = 202,
    /// The operation was cancelled, and the cancellation won: nothing was done.
    Cancelled = 203,
    /// The system refused a thread, port, file or other resource.
    System = 204,

    /// The host could not be reached, or the connection broke.
    Network = 300,
    /// No secure connection could be made.
    Tls = 301,
    /// No answer came in time.
    Timeout = 302,
    /// The answer is not one that this service gives.
    UnexpectedAnswer = 303,
    /// A token would have gone to a host that is not its cloud's; it was not sent.
    HostRefused = 304,

    /// The client holds no token.
    NotSignedIn = 400,
    /// The token is an application's own; the service takes a signed-in person's only.
    TokenAppOnly = 401,
    /// The token lacks a permission that the work takes.
    TokenScopeMissing = 402,
    /// The token is of another tenant than the user.
    TokenOtherTenant = 403,
    /// The token has expired and cannot be renewed.
    TokenExpired = 404,
    /// The token is for another service than Microsoft Graph.
    TokenOtherAudience = 405,
    /// The handed-in token does not have the shape of one.
    TokenMalformed = 406,
    /// A person must sign in, or sign in again.
    SignInRequired = 410,
    /// The person said no.
    SignInDeclined = 411,
    /// The sign-in was not completed in time.
    SignInExpired = 412,
    /// A policy or the state of the account forbids the sign-in.
    SignInBlocked = 413,
    /// The app registration or the settings do not fit the sign-in.
    SignInConfiguration = 414,
    /// Consent for the permission is missing.
    ConsentRequired = 415,
    /// The tenant does not exist in this cloud.
    WrongCloud = 416,
    /// The sign-in service is overloaded or down for now.
    SignInUnavailable = 417,

    /// The audit records could not be read.
    InvalidRecords = 500,

    /// Several apps have this name; the client id says which one is meant.
    AppAmbiguous = 510,
    /// The app does not look like one that the library made; the message says why.
    AppRefused = 511,
    /// There is no such app in the tenant.
    AppNotFound = 512,
    /// The signed-in person may not do this in the directory.
    DirectoryForbidden = 513,
    /// The directory refused the request.
    DirectoryRefused = 514,
    /// The directory is overloaded or down for now.
    DirectoryUnavailable = 515,
    /// What was made is not known everywhere in the directory yet.
    NotReplicated = 516,
}

/// Each status with its name and its text; a test compares it with the header.
const TEXTS: &[(tca_status, &CStr, &CStr)] = &[
    (tca_status::Ok, c"ok", c"success"),
    (tca_status::NullArgument, c"null_argument", c"an argument is NULL"),
    (tca_status::InvalidUtf8, c"invalid_utf8", c"a text is not UTF-8"),
    (tca_status::TooLarge, c"too_large", c"an argument is larger than the call takes"),
    (tca_status::InvalidHandle, c"invalid_handle", c"a handle was freed, is of another kind, or was never given"),
    (tca_status::InvalidArgument, c"invalid_argument", c"an argument is not what the call takes"),
    (tca_status::UnknownSetting, c"unknown_setting", c"there is no such setting"),
    (tca_status::InvalidSetting, c"invalid_setting", c"a setting cannot be used"),
    (tca_status::InvalidId, c"invalid_id", c"an id does not have the right shape"),
    (tca_status::NoValue, c"no_value", c"there is none"),
    (tca_status::Busy, c"busy", c"another thread is doing this"),
    (tca_status::Panic, c"panic", c"a defect of the library, which was caught"),
    (tca_status::ShutDown, c"shut_down", c"the library was shut down in this process"),
    (
        tca_status::Forked,
        c"forked",
        c"this process was forked from one that uses the library; start the library here instead",
    ),
    (tca_status::Cancelled, c"cancelled", c"cancelled before it took effect"),
    (tca_status::System, c"system", c"the system refused a resource"),
    (tca_status::Network, c"network", c"the host could not be reached"),
    (tca_status::Tls, c"tls", c"no secure connection could be made"),
    (tca_status::Timeout, c"timeout", c"no answer came in time"),
    (tca_status::UnexpectedAnswer, c"unexpected_answer", c"the answer is not one that this service gives"),
    (tca_status::HostRefused, c"host_refused", c"the token was not sent to a host that is not its cloud's"),
    (tca_status::NotSignedIn, c"not_signed_in", c"the client is not signed in"),
    (tca_status::TokenAppOnly, c"token_app_only", c"the token is an application's own"),
    (tca_status::TokenScopeMissing, c"token_scope_missing", c"the token lacks the permission"),
    (tca_status::TokenOtherTenant, c"token_other_tenant", c"the token is of another tenant"),
    (tca_status::TokenExpired, c"token_expired", c"the token has expired"),
    (tca_status::TokenOtherAudience, c"token_other_audience", c"the token is for another service"),
    (tca_status::TokenMalformed, c"token_malformed", c"the token does not have the shape of one"),
    (tca_status::SignInRequired, c"sign_in_required", c"a person must sign in"),
    (tca_status::SignInDeclined, c"sign_in_declined", c"the sign-in was declined"),
    (tca_status::SignInExpired, c"sign_in_expired", c"the sign-in was not completed in time"),
    (tca_status::SignInBlocked, c"sign_in_blocked", c"the sign-in is forbidden"),
    (tca_status::SignInConfiguration, c"sign_in_configuration", c"the app or the settings do not fit the sign-in"),
    (tca_status::ConsentRequired, c"consent_required", c"consent is missing"),
    (tca_status::WrongCloud, c"wrong_cloud", c"the tenant is not in this cloud"),
    (tca_status::SignInUnavailable, c"sign_in_unavailable", c"the sign-in service is not available now"),
    (tca_status::InvalidRecords, c"invalid_records", c"the audit records could not be read"),
    (tca_status::AppAmbiguous, c"app_ambiguous", c"several apps have this name"),
    (tca_status::AppRefused, c"app_refused", c"the app does not look like one that was made here"),
    (tca_status::AppNotFound, c"app_not_found", c"there is no such app in the tenant"),
    (tca_status::DirectoryForbidden, c"directory_forbidden", c"the signed-in person may not do this in the directory"),
    (tca_status::DirectoryRefused, c"directory_refused", c"the directory refused the request"),
    (tca_status::DirectoryUnavailable, c"directory_unavailable", c"the directory is not available now"),
    (tca_status::NotReplicated, c"not_replicated", c"what was made is not known everywhere yet"),
];

impl tca_status {
    pub(super) fn name(self) -> &'static CStr {
        row(self as i32).map_or(c"unknown", |row| row.1)
    }

    pub(super) fn text(self) -> &'static CStr {
        row(self as i32).map_or(c"not a status", |row| row.2)
    }
}

/// The row of a number that the host gives.
pub(super) fn row(number: i32) -> Option<&'static (tca_status, &'static CStr, &'static CStr)> {
    TEXTS.iter().find(|row| row.0 as i32 == number)
}

/// Exhaustive, so that a new kind cannot be forgotten here.
impl From<ErrorKind> for tca_status {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidArgument => Self::InvalidArgument,
            ErrorKind::TooLarge => Self::TooLarge,
            ErrorKind::UnknownSetting => Self::UnknownSetting,
            ErrorKind::InvalidSetting => Self::InvalidSetting,
            ErrorKind::InvalidId => Self::InvalidId,
            ErrorKind::NoValue => Self::NoValue,
            ErrorKind::Busy => Self::Busy,
            ErrorKind::Cancelled => Self::Cancelled,
            ErrorKind::System => Self::System,
            ErrorKind::Internal => Self::Panic,
            ErrorKind::Network => Self::Network,
            ErrorKind::Tls => Self::Tls,
            ErrorKind::Timeout => Self::Timeout,
            ErrorKind::UnexpectedAnswer => Self::UnexpectedAnswer,
            ErrorKind::HostRefused => Self::HostRefused,
            ErrorKind::NotSignedIn => Self::NotSignedIn,
            ErrorKind::TokenAppOnly => Self::TokenAppOnly,
            ErrorKind::TokenScopeMissing => Self::TokenScopeMissing,
            ErrorKind::TokenOtherTenant => Self::TokenOtherTenant,
            ErrorKind::TokenOtherAudience => Self::TokenOtherAudience,
            ErrorKind::TokenExpired => Self::TokenExpired,
            ErrorKind::TokenMalformed => Self::TokenMalformed,
            ErrorKind::SignInRequired => Self::SignInRequired,
            ErrorKind::SignInDeclined => Self::SignInDeclined,
            ErrorKind::SignInExpired => Self::SignInExpired,
            ErrorKind::SignInBlocked => Self::SignInBlocked,
            ErrorKind::SignInConfiguration => Self::SignInConfiguration,
            ErrorKind::ConsentRequired => Self::ConsentRequired,
            ErrorKind::WrongCloud => Self::WrongCloud,
            ErrorKind::SignInUnavailable => Self::SignInUnavailable,
            ErrorKind::InvalidRecords => Self::InvalidRecords,
            ErrorKind::AppAmbiguous => Self::AppAmbiguous,
            ErrorKind::AppRefused => Self::AppRefused,
            ErrorKind::AppNotFound => Self::AppNotFound,
            ErrorKind::DirectoryForbidden => Self::DirectoryForbidden,
            ErrorKind::DirectoryRefused => Self::DirectoryRefused,
            ErrorKind::DirectoryUnavailable => Self::DirectoryUnavailable,
            ErrorKind::NotReplicated => Self::NotReplicated,
        }
    }
}
