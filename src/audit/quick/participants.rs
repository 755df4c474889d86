//! `ParticipantInfo`.

use uuid::Uuid;

use super::field;
use super::walk::Walk;
use crate::audit::digest::{Digest, Mark};
use crate::audit::record::Participants;
use crate::audit::text::trimmed;
use crate::audit::tree::is_flattened;

/// The object here, and its mark.
pub(super) fn participants<const QUOTE: usize>(walk: &mut Walk<'_, QUOTE>) -> Option<(Participants, Mark)> {
    let mut digest = Digest::default();
    let mut found = Participants::default();
    let mut sip_names = Vec::new();
    let mut seen = 0_u8;
    walk.object(|walk, key| {
        let place = match key {
            "HasForeignTenantUsers" => 0,
            "HasGuestUsers" => 1,
            "HasOtherGuestUsers" => 2,
            "HasUnauthenticatedUsers" => 3,
            "ParticipatingDomains" => 4,
            "ParticipatingTenantIds" => 5,
            "ParticipatingSIPDomains" => 6,
            _ => {
                let mark = walk.mark()?;
                walk.add(&mut digest, key, mark);
                return Some(());
            }
        };
        if seen & 1 << place != 0 {
            return None;
        }
        seen |= 1 << place;
        let mark = match place {
            4 => texts(walk, |text| {
                found.domains.push(text.to_owned());
                Some(())
            })?,
            5 => texts(walk, |text| {
                found.tenants.extend(field::tenant(text)?);
                Some(())
            })?,
            6 => walk.list(|walk| {
                let (tenant, mark) = sip_domain(walk, &mut sip_names)?;
                found.sip_tenants.extend(tenant);
                Some(mark)
            })?,
            _ => {
                let value = walk.scalar()?;
                let flag = field::flag(&value)?;
                match place {
                    0 => found.foreign = flag,
                    1 => found.guests = flag,
                    2 => found.other_guests = flag,
                    _ => found.unauthenticated = flag,
                }
                value.mark()
            }
        };
        walk.add(&mut digest, key, mark);
        Some(())
    })?;
    found.domains.append(&mut sip_names);
    Some((found, Mark::object(digest)))
}

/// The texts of a list.
fn texts<const QUOTE: usize>(walk: &mut Walk<'_, QUOTE>, mut take: impl FnMut(&str) -> Option<()>) -> Option<Mark> {
    walk.list(|walk| {
        let text = walk.string()?;
        if is_flattened(&text) {
            return None;
        }
        match trimmed(&text) {
            "" => {}
            text => take(text)?,
        }
        Some(Mark::text(text.as_bytes()))
    })
}

/// The tenant of a domain; its name is put behind the others.
fn sip_domain<const QUOTE: usize>(walk: &mut Walk<'_, QUOTE>, names: &mut Vec<String>) -> Option<(Option<Uuid>, Mark)> {
    let mut digest = Digest::default();
    let (mut tenant, mut name) = (None, None);
    walk.object(|walk, key| {
        let mark = match key {
            "TenantId" => {
                let value = walk.scalar()?;
                let before = tenant.replace(field::guid(&value)?);
                before.is_none().then(|| value.mark())?
            }
            "DomainName" => {
                let value = walk.scalar()?;
                let before = name.replace(field::hint(&value)?.map(|name| name.into_owned()));
                before.is_none().then(|| value.mark())?
            }
            _ => walk.mark()?,
        };
        walk.add(&mut digest, key, mark);
        Some(())
    })?;
    names.extend(name.flatten());
    Some((tenant.flatten(), Mark::object(digest)))
}
