//! What became of one removal.

use serde::Serialize;

use super::request::Target;
use crate::ids::{TenantId, ThreadId, UserId};

/// The six ends that a removal can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The service confirmed it: 204.
    Removed,
    /// 404 to the first request that could have taken effect.
    NotFound,
    /// Another 4xx: the service will not do this one.
    Refused,
    /// No answer could be had, and nothing was done.
    Failed,
    /// A request may have arrived, and its answer was lost.
    Unconfirmed,
    /// The run ended before it, or it was not allowed.
    NotAttempted,
}

/// One removal with its outcome and the service's own words. Null is what there was not.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Removal {
    pub(super) schema: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// The user's tenant.
    pub tenant_id: TenantId,
    /// The user.
    pub user_id: UserId,
    /// The chat.
    pub thread_id: ThreadId,
    /// The HTTP status of the last answer.
    pub http_status: Option<u16>,
    /// Graph's error code, or ours for what Graph did not say.
    pub code: Option<String>,
    /// The sentence for a person.
    pub message: Option<String>,
    /// The body of the last answer as it came, when it did not confirm the removal: at most 8 KiB, secrets taken out.
    pub body: Option<String>,
    /// What the person can do now.
    pub next_step: Option<String>,
    /// The id under which the service logged the last request.
    pub request_id: Option<String>,
    /// The id that was sent with the last request.
    pub client_request_id: Option<String>,
    /// How long the service asked to wait, where that was not waited for.
    pub retry_after_seconds: Option<u64>,
    /// How many requests were sent.
    pub attempts: u32,
    /// Whether a cancellation came too late to stop it.
    pub cancel_requested: bool,
    /// When it ended, RFC 3339 in UTC.
    pub time: Option<String>,
}

impl Removal {
    pub(super) fn new(target: &Target, outcome: Outcome) -> Self {
        Self {
            schema: 1,
            outcome,
            tenant_id: target.tenant,
            user_id: target.user,
            thread_id: target.thread.clone(),
            http_status: None,
            code: None,
            message: None,
            body: None,
            next_step: None,
            request_id: None,
            client_request_id: None,
            retry_after_seconds: None,
            attempts: 0,
            cancel_requested: false,
            time: None,
        }
    }
}
