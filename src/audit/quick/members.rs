//! `Members`.

use super::field;
use super::walk::Walk;
use crate::audit::digest::{Digest, Mark};
use crate::audit::record::Member;

/// Each of the list here, and the list's mark.
pub(super) fn members<const QUOTE: usize>(walk: &mut Walk<'_, QUOTE>) -> Option<(Vec<Member>, Mark)> {
    let mut members = Vec::new();
    let mark = walk.list(|walk| {
        let (member, mark) = member(walk)?;
        members.push(member);
        Some(mark)
    })?;
    Some((members, mark))
}

fn member<const QUOTE: usize>(walk: &mut Walk<'_, QUOTE>) -> Option<(Member, Mark)> {
    let mut digest = Digest::default();
    let (mut upn, mut organization) = (None, None);
    walk.object(|walk, key| {
        let mark = match key {
            "UPN" => {
                let value = walk.scalar()?;
                let before = upn.replace(field::text(&value)?.map(str::to_owned));
                before.is_none().then(|| value.mark())?
            }
            "OrganizationId" => {
                let value = walk.scalar()?;
                let before = organization.replace(field::guid(&value)?);
                before.is_none().then(|| value.mark())?
            }
            _ => walk.mark()?,
        };
        walk.add(&mut digest, key, mark);
        Some(())
    })?;
    let member = Member { upn: upn.flatten(), organization_id: organization.flatten() };
    Some((member, Mark::object(digest)))
}
