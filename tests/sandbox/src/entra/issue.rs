//! What the token endpoint hands out.

use serde_json::{Value, json};

use super::claims::Claims;
use super::error::EntraError;
use super::jwt::encode;
use super::scope::Asked;
use crate::http::Form;
use crate::scenario::App;
use crate::state::State;
use crate::token::{self, Subject};
use crate::world::World;
use crate::{clock, random};

/// A refresh token that was given out.
#[derive(Clone, Debug)]
pub(crate) struct Refresh {
    pub(super) client_id: String,
    pub(super) user: String,
    pub(super) tenant: String,
    pub(super) scope: String,
    pub(super) expires: u64,
    pub(super) used: bool,
}

pub(super) struct Grant<'a> {
    pub(super) app: &'a App,
    pub(super) user: &'a str,
    pub(super) tenant: &'a str,
    pub(super) asked: &'a Asked,
    pub(super) claims: &'a Claims,
}

pub(super) fn delegated(
    world: &World,
    state: &mut State,
    grant: &Grant<'_>,
    form: &Form,
    nonce: Option<&str>,
) -> Result<Value, EntraError> {
    let scenario = std::sync::Arc::clone(&state.scenario);
    let user = scenario
        .user(grant.user)
        .ok_or_else(|| EntraError::new(50_034, "The user account does not exist in the directory."))?;
    let lifetimes = scenario.lifetimes;
    let subject = Subject {
        app: grant.app,
        tenant: grant.tenant,
        user: Some(user),
        scopes: &grant.asked.scp(),
        audience: &grant.asked.audience,
        cp1: grant.claims.cp1,
        acrs: grant.claims.acrs.as_deref(),
        expires_in: i64::try_from(lifetimes.access_token).unwrap_or(i64::MAX),
    };
    let mut answer = json!({
        "token_type": "Bearer",
        "scope": grant.asked.answered(),
        "expires_in": lifetimes.access_token,
        "ext_expires_in": lifetimes.access_token,
        "access_token": token::access(world, &subject),
    });
    if grant.asked.wants("offline_access") || form.get("grant_type") == Some("refresh_token") {
        let refresh = random::opaque("1.AX");
        answer["refresh_token"] = json!(refresh);
        state.refreshes.insert(
            refresh,
            Refresh {
                client_id: grant.app.client_id.clone(),
                user: grant.user.to_owned(),
                tenant: grant.tenant.to_owned(),
                scope: format!("{} {}", grant.asked.answered(), "offline_access"),
                expires: clock::unix() + lifetimes.refresh_token,
                used: false,
            },
        );
    }
    if grant.asked.wants("openid") {
        let now = clock::unix();
        let mut claims = json!({
            "aud": grant.app.client_id,
            "iss": format!("{}/{}/v2.0", world.origin, grant.tenant),
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
            "name": user.display_name,
            "oid": user.id,
            "preferred_username": user.upn,
            "sub": pairwise(&user.id),
            "tid": grant.tenant,
            "uti": random::opaque("").chars().take(22).collect::<String>(),
            "ver": "2.0",
        });
        if let Some(nonce) = nonce {
            claims["nonce"] = json!(nonce);
        }
        answer["id_token"] = json!(world.signer.sign(&claims));
    }
    if form.get("client_info") == Some("1") {
        answer["client_info"] = json!(encode(json!({"uid": user.id, "utid": user.tenant_id}).to_string()));
    }
    Ok(answer)
}

pub(super) fn app_only(
    world: &World,
    app: &App,
    tenant: &str,
    audience: &str,
    claims: &Claims,
    lifetime: u64,
) -> Value {
    let subject = Subject {
        app,
        tenant,
        user: None,
        scopes: &app.roles,
        audience,
        cp1: claims.cp1,
        acrs: None,
        expires_in: i64::try_from(lifetime).unwrap_or(i64::MAX),
    };
    json!({
        "token_type": "Bearer",
        "expires_in": lifetime,
        "ext_expires_in": lifetime,
        "access_token": token::access(world, &subject),
    })
}

/// A subject that names the same person differently from the object id.
pub(crate) fn pairwise(id: &str) -> String {
    encode(ring::digest::digest(&ring::digest::SHA256, id.as_bytes()))
}
