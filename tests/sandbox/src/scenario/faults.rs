//! Faults as a scenario writes them.

use std::time::Duration;

use serde_json::Value;

use super::fields::{Place, ScenarioError};
use crate::fault::{Drop, Fault, Instead};

impl Fault {
    pub(crate) fn read(place: &Place<'_>) -> Result<Self, ScenarioError> {
        let drops = [
            ("beforeReading", Drop::BeforeReading),
            ("afterEffect", Drop::AfterEffect),
            ("midHeaders", Drop::MidHeaders),
            ("midBody", Drop::MidBody),
        ];
        let mut fields = place.fields()?;
        let mut instead = Vec::new();
        let status = fields.optional("status", |at| at.whole(200, 599))?;
        let redirect = fields.optional("redirect", Place::text)?;
        let mut headers = fields.optional("headers", headers)?.unwrap_or_default();
        let body =
            fields.optional("body", |at| Ok(at.value.as_str().map_or_else(|| at.value.to_string(), str::to_owned)))?;
        let retry_after = fields.optional("retryAfter", retry_after)?;
        if let Some(RetryAfter::Seconds(seconds)) = retry_after {
            headers.push(("Retry-After".to_owned(), seconds.to_string()));
        }
        let has_headers = !headers.is_empty();
        if let Some(to) = redirect.clone() {
            headers.push(("Location".to_owned(), to));
        }
        if let Some(status) = status.or(redirect.map(|_| 307)) {
            let retry_after_date = match retry_after {
                Some(RetryAfter::Date(seconds)) => Some(seconds),
                _ => None,
            };
            let status = u16::try_from(status).unwrap_or(500);
            instead.push(Instead::Status { status, headers, body, retry_after_date });
        } else if has_headers || body.is_some() || retry_after.is_some() {
            return place.wrong("`headers`, `body` and `retryAfter` need a `status`");
        }
        if let Some(claims) = fields.optional("challenge", claims)? {
            instead.push(Instead::Challenge(claims));
        }
        if fields.optional("tokenExpired", Place::flag)? == Some(true) {
            instead.push(Instead::TokenExpired);
        }
        if let Some(entra) = fields.optional("entraError", entra)? {
            instead.push(entra);
        }
        if instead.len() > 1 {
            return place.wrong("only one of status, redirect, challenge, tokenExpired and entraError can be sent");
        }
        let mut delay = |name| {
            let ms = fields.optional(name, |at: &Place<'_>| at.whole(0, 600_000))?.unwrap_or_default();
            Ok::<_, ScenarioError>(Duration::from_millis(ms))
        };
        let (delay_before, delay_after) = (delay("delayBeforeMs")?, delay("delayAfterMs")?);
        let fault = Self {
            name: fields.optional("name", Place::text)?.unwrap_or_else(|| place.at.clone()),
            method: fields.optional("method", Place::text)?.map(|method| method.to_ascii_uppercase()),
            path: fields.required("path", Place::text)?,
            nth: fields.optional("nth", |at| at.whole(1, 1_000_000))?.unwrap_or(1),
            times: fields.optional("times", times)?.unwrap_or(Some(1)),
            effect: fields.optional("effect", Place::flag)?.unwrap_or(false),
            drop: fields.optional("drop", |at| at.word(&drops))?,
            reset: fields.optional("reset", Place::flag)?.unwrap_or(false),
            instead: instead.pop().unwrap_or(Instead::Truth),
            delay_before,
            delay_after,
            seen: 0,
        };
        fields.finish()?;
        let delayed = fault.delay_before + fault.delay_after > Duration::ZERO;
        if fault.instead == Instead::Truth && fault.drop.is_none() && !delayed {
            return place.wrong("a fault that does nothing: it needs a delay, a drop or something to send");
        }
        Ok(fault)
    }
}

#[derive(Clone, Copy)]
enum RetryAfter {
    Seconds(u64),
    Date(u64),
}

fn retry_after(place: &Place<'_>) -> Result<RetryAfter, ScenarioError> {
    if !place.value.is_object() {
        return place.whole(0, 86_400).map(RetryAfter::Seconds);
    }
    let mut fields = place.fields()?;
    let seconds = fields.required("date", |at| at.whole(0, 86_400))?;
    fields.finish()?;
    Ok(RetryAfter::Date(seconds))
}

fn headers(place: &Place<'_>) -> Result<Vec<(String, String)>, ScenarioError> {
    place.fields()?;
    let map = place.value.as_object().into_iter().flatten();
    map.map(|(name, value)| {
        let value = Place::new(value, &format!("{}.{name}", place.at));
        match http::HeaderName::try_from(name.as_str()) {
            Ok(_) => Ok((name.clone(), value.text()?)),
            Err(_) => value.wrong("is not the name of a header"),
        }
    })
    .collect()
}

fn times(place: &Place<'_>) -> Result<Option<u64>, ScenarioError> {
    match place.value.as_str() {
        Some("always") => Ok(None),
        Some(_) => place.wrong("expected a whole number, or \"always\""),
        None => place.whole(1, 1_000_000).map(Some),
    }
}

fn claims(place: &Place<'_>) -> Result<Option<Value>, ScenarioError> {
    if place.value == &Value::Bool(true) {
        return Ok(None);
    }
    place.fields()?;
    Ok(Some(place.value.clone()))
}

fn entra(place: &Place<'_>) -> Result<Instead, ScenarioError> {
    let mut fields = place.fields()?;
    let entra = Instead::Entra {
        code: fields.required("code", |at| at.whole(1, 99_999_999))?,
        error: fields.optional("error", Place::text)?,
        suberror: fields.optional("suberror", Place::text)?,
        claims: fields.optional("claims", claims)?.flatten(),
    };
    fields.finish()?;
    Ok(entra)
}
