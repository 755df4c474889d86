//! How many requests each caller may send.

use super::fields::{Place, Read};

/// Requests a second, by what they are counted for; 0 is no limit.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Per app, over all tenants.
    pub app: u64,
    /// Per app in one tenant.
    pub app_tenant: u64,
    /// Per chat.
    pub chat: u64,
    /// Per signed-in user.
    pub user: u64,
}

/// The throttle of the Teams part of Graph.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Whether anything is throttled.
    pub enabled: bool,
    /// The part of a limit that lasts.
    pub sustained: f64,
    /// Seconds' worth of requests that may come at once.
    pub burst_seconds: f64,
    /// `removeAllAccessForUser`.
    pub removal: Limit,
    /// Lists of chats.
    pub list_chats: Limit,
    /// One chat.
    pub get_chat: Limit,
    /// Every other Teams request.
    pub other: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            enabled: true,
            sustained: 0.83,
            burst_seconds: 1.0,
            removal: Limit { app: 300, app_tenant: 30, chat: 1, user: 1 },
            list_chats: Limit { app: 200, app_tenant: 20, chat: 0, user: 1 },
            get_chat: Limit { app: 2000, app_tenant: 200, chat: 1, user: 5 },
            other: Limit { app: 1500, app_tenant: 30, chat: 1, user: 1 },
        }
    }
}

impl Limits {
    pub(super) fn read(place: &Place<'_>, base: Self) -> Read<Self> {
        let mut fields = place.fields()?;
        let limits = Self {
            enabled: fields.optional("enabled", Place::flag)?.unwrap_or(base.enabled),
            sustained: fields.optional("sustained", |at| at.decimal(0.01, 1.0))?.unwrap_or(base.sustained),
            burst_seconds: fields.optional("burstSeconds", |at| at.decimal(0.1, 600.0))?.unwrap_or(base.burst_seconds),
            removal: fields.optional("removal", |at| limit(at, base.removal))?.unwrap_or(base.removal),
            list_chats: fields.optional("listChats", |at| limit(at, base.list_chats))?.unwrap_or(base.list_chats),
            get_chat: fields.optional("getChat", |at| limit(at, base.get_chat))?.unwrap_or(base.get_chat),
            other: fields.optional("other", |at| limit(at, base.other))?.unwrap_or(base.other),
        };
        fields.finish()?;
        Ok(limits)
    }
}

fn limit(place: &Place<'_>, base: Limit) -> Read<Limit> {
    let mut fields = place.fields()?;
    let mut rate = |name, base| Ok(fields.optional(name, |at| at.whole(0, 1_000_000))?.unwrap_or(base));
    let limit = Limit {
        app: rate("app", base.app)?,
        app_tenant: rate("appTenant", base.app_tenant)?,
        chat: rate("chat", base.chat)?,
        user: rate("user", base.user)?,
    };
    fields.finish()?;
    Ok(limit)
}
