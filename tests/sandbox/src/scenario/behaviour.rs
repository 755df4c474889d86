//! How signing in goes, how long things live, and who may remove.

use super::fields::{Place, Read};

/// Seconds that things live.
#[derive(Clone, Copy, Debug)]
pub struct Lifetimes {
    /// Access tokens.
    pub access_token: u64,
    /// Refresh tokens.
    pub refresh_token: u64,
    /// Authorization codes.
    pub code: u64,
    /// Device codes.
    pub device_code: u64,
    /// Between two polls for a device code.
    pub interval: u64,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { access_token: 3599, refresh_token: 90 * 86_400, code: 600, device_code: 900, interval: 5 }
    }
}

/// What `authorize` does when it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Answers at once as the signed-in person.
    Answer,
    /// Shows a page with a button to accept and one to refuse.
    Page,
    /// The person refuses: `access_denied`, AADSTS65004.
    Refuse,
    /// Answers after `waitSeconds`.
    Wait,
}

/// What becomes of a device code that nobody has touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceCode {
    /// It waits for a person (`approveUrl`).
    Wait,
    /// The person has typed it before the first poll.
    Approve,
    /// The person said no.
    Decline,
    /// It is out of time.
    Expire,
}

/// What becomes of permissions that the app has no consent for yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The signed-in person consents.
    Given,
    /// Nobody has consented: AADSTS65001.
    Required,
    /// Only an administrator may: AADSTS90094.
    AdminRequired,
}

/// How signing in goes.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// What `authorize` does.
    pub mode: Mode,
    /// How long it waits in [`Mode::Wait`].
    pub wait_seconds: u64,
    /// Who signs in when no `login_hint` says it: a UPN. None is the administrator.
    pub account: Option<String>,
    /// What becomes of device codes.
    pub device_code: DeviceCode,
    /// How many polls are answered with `slow_down` first.
    pub slow_downs: u64,
    /// What becomes of permissions without consent.
    pub consent: Consent,
    /// Whether a renewal satisfies the claims of a challenge; otherwise it ends in AADSTS50076.
    pub claims_satisfied: bool,
    /// Whether a refresh token is dead once it was used.
    pub refresh_single_use: bool,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            mode: Mode::Answer,
            wait_seconds: 5,
            account: None,
            device_code: DeviceCode::Wait,
            slow_downs: 0,
            consent: Consent::Given,
            claims_satisfied: true,
            refresh_single_use: false,
        }
    }
}

/// How long what is new in the directory stays unknown: for so many requests, or so long.
#[derive(Clone, Copy, Debug, Default)]
pub struct Replication {
    /// Requests for it that miss it.
    pub requests: u64,
    /// Milliseconds in which requests for it miss it.
    pub milliseconds: u64,
}

/// What Graph asks of a caller beyond the permissions of the token.
#[derive(Clone, Debug)]
pub struct Permissions {
    /// Whether users without a role may register apps.
    pub users_register_apps: bool,
    /// Role template ids of which the caller of a removal must hold one; none asks for no role.
    pub removal_roles: Vec<String>,
}

impl Lifetimes {
    pub(super) fn read(place: &Place<'_>, base: Self) -> Read<Self> {
        let mut fields = place.fields()?;
        let mut seconds =
            |name, least, base| Ok(fields.optional(name, |at| at.whole(least, 31_536_000))?.unwrap_or(base));
        let lifetimes = Self {
            access_token: seconds("accessToken", 0, base.access_token)?,
            refresh_token: seconds("refreshToken", 0, base.refresh_token)?,
            code: seconds("code", 0, base.code)?,
            device_code: seconds("deviceCode", 0, base.device_code)?,
            interval: seconds("interval", 0, base.interval)?,
        };
        fields.finish()?;
        Ok(lifetimes)
    }
}

impl SignIn {
    pub(super) fn read(place: &Place<'_>, base: Self) -> Read<Self> {
        let modes = [("answer", Mode::Answer), ("page", Mode::Page), ("refuse", Mode::Refuse), ("wait", Mode::Wait)];
        let codes = [
            ("wait", DeviceCode::Wait),
            ("approve", DeviceCode::Approve),
            ("decline", DeviceCode::Decline),
            ("expire", DeviceCode::Expire),
        ];
        let consents =
            [("given", Consent::Given), ("required", Consent::Required), ("adminRequired", Consent::AdminRequired)];
        let mut fields = place.fields()?;
        let sign_in = Self {
            mode: fields.optional("mode", |at| at.word(&modes))?.unwrap_or(base.mode),
            wait_seconds: fields.optional("waitSeconds", |at| at.whole(0, 3600))?.unwrap_or(base.wait_seconds),
            account: fields.optional("account", Place::text)?.or(base.account),
            device_code: fields.optional("deviceCode", |at| at.word(&codes))?.unwrap_or(base.device_code),
            slow_downs: fields.optional("slowDowns", |at| at.whole(0, 1000))?.unwrap_or(base.slow_downs),
            consent: fields.optional("consent", |at| at.word(&consents))?.unwrap_or(base.consent),
            claims_satisfied: fields.optional("claimsSatisfied", Place::flag)?.unwrap_or(base.claims_satisfied),
            refresh_single_use: fields.optional("refreshSingleUse", Place::flag)?.unwrap_or(base.refresh_single_use),
        };
        fields.finish()?;
        Ok(sign_in)
    }
}

impl Default for Permissions {
    fn default() -> Self {
        Self { users_register_apps: true, removal_roles: Vec::new() }
    }
}

impl Permissions {
    pub(super) fn read(place: &Place<'_>) -> Read<Self> {
        let mut fields = place.fields()?;
        let removal_roles = fields.optional("removalRoles", |place| place.list(Place::guid))?.unwrap_or_default();
        let users_register_apps = fields.optional("usersRegisterApps", Place::flag)?.unwrap_or(true);
        fields.finish()?;
        Ok(Self { users_register_apps, removal_roles })
    }
}

impl Replication {
    pub(super) fn read(place: &Place<'_>) -> Read<Self> {
        let mut fields = place.fields()?;
        let requests = fields.optional("requests", |at| at.whole(0, 1000))?.unwrap_or(0);
        let milliseconds = fields.optional("milliseconds", |at| at.whole(0, 600_000))?.unwrap_or(0);
        fields.finish()?;
        Ok(Self { requests, milliseconds })
    }
}
