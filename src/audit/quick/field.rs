//! What is asked of one field: the readings of `fields`, for values that are as they should be.

use std::borrow::Cow;

use uuid::Uuid;

use super::walk::Scalar;
use crate::audit::fields::{self, is_placeholder};

/// A name or an id, without the space around it; `Some(None)` when nothing is said.
#[inline]
pub(super) fn text<'t>(value: &'t Scalar<'_>) -> Option<Option<&'t str>> {
    match value {
        Scalar::Null => Some(None),
        Scalar::Text(text) => fields::sound(text).ok(),
        Scalar::Flag(_) | Scalar::Whole(_) => None,
    }
}

/// A tenant.
#[inline]
pub(super) fn guid(value: &Scalar<'_>) -> Option<Option<Uuid>> {
    if let Scalar::Text(text) = value
        && let Ok(guid) = Uuid::try_parse(text)
    {
        return Some(Some(guid).filter(|guid| !guid.is_nil()));
    }
    match text(value)? {
        None => Some(None),
        Some(text) => tenant(text),
    }
}

pub(super) fn tenant(text: &str) -> Option<Option<Uuid>> {
    match Uuid::try_parse(text) {
        Ok(guid) => Some(Some(guid).filter(|guid| !guid.is_nil())),
        Err(_) => is_placeholder(text).then_some(None),
    }
}

/// `true` or `false`.
pub(super) fn flag(value: &Scalar<'_>) -> Option<Option<bool>> {
    match value {
        Scalar::Null => Some(None),
        Scalar::Flag(flag) => Some(Some(*flag)),
        Scalar::Whole(_) | Scalar::Text(_) => None,
    }
}

/// A name, or a number as its digits.
pub(super) fn hint<'t>(value: &'t Scalar<'_>) -> Option<Option<Cow<'t, str>>> {
    match value {
        Scalar::Whole(25) => Some(Some("25".into())),
        Scalar::Whole(number) => Some(Some(number.to_string().into())),
        other => text(other).map(|text| text.map(Cow::Borrowed)),
    }
}
