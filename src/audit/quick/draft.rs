//! A record while it is read.

use std::borrow::Cow;
use std::sync::Arc;

use uuid::Uuid;

use super::field;
use super::members::members;
use super::participants::participants;
use super::walk::{Scalar, Walk};
use crate::audit::asked::Asked;
use crate::audit::digest::{Digest, Mark};
use crate::audit::fields::is_said;
use crate::audit::outline::{DYNAMIC, holder, renamed};
use crate::audit::record::{Kind, Member, Participants, Record, word};
use crate::audit::stamp::Stamp;
use crate::audit::user_type::UserType;

/// What was met so far.
#[derive(Default)]
struct Draft {
    /// One bit for each field that is asked for.
    seen: u32,
    digest: Digest,
    operation: Option<Cow<'static, str>>,
    workload: Option<Cow<'static, str>>,
    record_type: Option<Cow<'static, str>>,
    id: Option<Arc<str>>,
    time: Option<Time>,
    organization_id: Option<Uuid>,
    user_id: Option<String>,
    user_key: Option<String>,
    user_type: Option<UserType>,
    user_tenant_id: Option<Uuid>,
    thread: Option<String>,
    communication: Option<Cow<'static, str>>,
    of_team: bool,
    members: Option<Vec<Member>>,
    participants: Option<Participants>,
    /// The record that a wrapper holds.
    held: Option<Box<Record>>,
}

/// `CreationTime`: read, or as it is to be taken into the digest.
enum Time {
    Read(Stamp),
    Unread(Mark),
}

/// The record here, or in the wrapper here.
pub(super) fn record<const QUOTE: usize>(walk: &mut Walk<'_, QUOTE>, offset: u64) -> Option<Record> {
    let mut draft = Draft::default();
    walk.object(|walk, key| draft.take(walk, key, offset))?;
    draft.finished(offset)
}

impl Draft {
    fn take<const QUOTE: usize>(&mut self, walk: &mut Walk<'_, QUOTE>, key: &str, offset: u64) -> Option<()> {
        let Some(asked) = Asked::of(key) else { return self.take_other(walk, key, offset) };
        if self.seen & 1 << asked as u32 != 0 {
            return None;
        }
        self.seen |= 1 << asked as u32;
        let mark = match asked {
            Asked::Members => {
                let (members, mark) = members(walk)?;
                self.members = Some(members);
                mark
            }
            Asked::ParticipantInfo => {
                let (participants, mark) = participants(walk)?;
                self.participants = Some(participants);
                mark
            }
            _ => self.take_scalar(asked, &walk.scalar()?)?,
        };
        walk.add(&mut self.digest, key, mark);
        Some(())
    }

    /// Gives the mark of a value; that of nothing for one that is taken in by what it means.
    fn take_scalar(&mut self, asked: Asked, value: &Scalar<'_>) -> Option<Mark> {
        let owned = |value| field::text(value).map(|text| text.map(str::to_owned));
        match asked {
            Asked::Id => self.id = field::hint(value)?.map(|id| Arc::from(&*id)),
            Asked::Operation => self.operation = field::text(value)?.map(|text| word(text.into())),
            Asked::Workload => self.workload = field::hint(value)?.map(word),
            Asked::OrganizationId => self.organization_id = field::guid(value)?,
            Asked::UserId => self.user_id = owned(value)?,
            Asked::UserKey => self.user_key = owned(value)?,
            Asked::UserTenantId => self.user_tenant_id = field::guid(value)?,
            Asked::ChatThreadId => self.thread = owned(value)?,
            Asked::CommunicationType => self.communication = field::text(value)?.map(|text| word(text.into())),
            Asked::TeamGuid | Asked::ChannelGuid => self.of_team |= field::text(value)?.is_some_and(is_said),
            Asked::RecordType => {
                self.record_type = field::hint(value)?.map(word);
                return Some(Mark::NULL);
            }
            Asked::UserType => {
                self.user_type = match value {
                    Scalar::Whole(number) => Some(UserType::from_number(*number)),
                    other => field::text(other)?.map(UserType::from_name),
                };
                return Some(Mark::NULL);
            }
            Asked::CreationTime => {
                let read = field::hint(value)?.and_then(|text| Stamp::parse(&text));
                self.time = Some(read.map_or_else(|| Time::Unread(value.mark()), Time::Read));
                return Some(Mark::NULL);
            }
            Asked::Members
            | Asked::ParticipantInfo
            | Asked::Operations
            | Asked::LowerOperation
            | Asked::ActionType
            | Asked::Service
            | Asked::AuditLogRecordType => {}
        }
        Some(value.mark())
    }

    fn take_other<const QUOTE: usize>(&mut self, walk: &mut Walk<'_, QUOTE>, key: &str, offset: u64) -> Option<()> {
        match holder(key) {
            None if matches!(key, "value" | "Results") || renamed(key).is_some() => None,
            None => {
                let mark = walk.mark()?;
                walk.add(&mut self.digest, key, mark);
                Some(())
            }
            Some(holder) if DYNAMIC.contains(&holder) => None,
            // A wrapper in a wrapper is not plain.
            Some(_) if walk.depth() > 1 => None,
            Some(_) => self.held.replace(Box::new(record(walk, offset)?)).is_none().then_some(()),
        }
    }

    fn finished(self, offset: u64) -> Option<Record> {
        if let Some(held) = self.held {
            return Some(*held);
        }
        let user_type = self.user_type.unwrap_or(UserType::Person);
        let mut digest = self.digest;
        digest.add_meant(self.id.as_deref(), user_type);
        let (time, time_unread) = match self.time {
            Some(Time::Read(time)) => {
                digest.add_time(time);
                (Some(time), false)
            }
            Some(Time::Unread(mark)) => {
                digest.add("CreationTime", mark);
                (None, mark != Mark::NULL)
            }
            None => (None, false),
        };
        Some(Record {
            kind: Kind { operation: self.operation?, workload: self.workload, record_type: self.record_type },
            id: self.id,
            time,
            time_unread,
            organization_id: self.organization_id,
            user_id: self.user_id,
            user_key: self.user_key,
            user_type,
            user_tenant_id: self.user_tenant_id,
            thread: self.thread,
            communication: self.communication,
            of_team: self.of_team,
            members: self.members,
            participants: self.participants,
            offset,
            digest,
        })
    }
}
