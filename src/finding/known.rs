//! What records name, each kept once for all of them.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::chats::Chats;
use super::evidence::{Actor, Attendance, Kept, Member, Place, user_id};
use super::name::Names;
use super::operation::Operation;
use super::options::Options;
use super::span::{Piece, Span, is_too_many};
use super::tenants::Tenants;
use super::texts::{Number, Texts};
use crate::audit::{Participants, Record, Source};

/// Names, tenants, operations and files.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) names: Names,
    pub(super) tenants: Tenants,
    pub(super) operations: Texts,
    files: Vec<Arc<str>>,
    trusted_domains: BTreeSet<String>,
}

impl Known {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            names: Names::new(options.accepted_domains.clone(), options.trusted_domains.clone()),
            trusted_domains: options.trusted_domains.clone(),
            ..Self::default()
        }
    }

    /// Whether nothing more can be numbered.
    pub(super) fn is_full(&self) -> bool {
        is_too_many(self.names.len())
    }

    /// Writes down what a record says about a chat.
    pub(super) fn keep(&mut self, source: &Source, operation: Operation, record: &Record, chats: &mut Chats) -> Kept {
        let Self { names, tenants, .. } = self;
        let members = record.members.iter().flatten().map(|member| Member {
            name: names.logged(member.upn.as_deref()),
            tenant: member.organization_id.map(|id| tenants.tenant(id)),
        });
        let members = Span::push(&mut chats.members, members);
        let actor = Actor {
            name: names.logged(record.user_id.as_deref()),
            id: record.user_key.as_deref().and_then(user_id),
            tenant: record.user_tenant_id.map(|id| tenants.tenant(id)),
            user_type: record.user_type,
        };
        let mut kept = Kept {
            place: self.place(source),
            operation,
            operation_name: self.operations.number(&record.kind.operation),
            record_id: record.id.as_deref().map(|id| Piece::push(&mut chats.record_ids, id)),
            time: record.time,
            digest: record.digest,
            actor,
            members,
            attendance: Attendance::default(),
            tenants: Span::default(),
            one_to_one: record.communication.as_deref().map(|kind| kind.eq_ignore_ascii_case("OneOnOne")),
            before: None,
        };
        if let Some(said) = &record.participants {
            self.attend(&mut kept, said, record, chats);
        }
        kept
    }

    fn attend(&mut self, kept: &mut Kept, said: &Participants, record: &Record, chats: &mut Chats) {
        let is_trusted = |domain: &String| self.trusted_domains.contains(&domain.to_ascii_lowercase());
        let has_partner = !self.trusted_domains.is_empty() && said.domains.iter().any(is_trusted);
        let has_others = said.tenants.iter().any(|id| Some(*id) != record.organization_id);
        kept.attendance = Attendance::of(said, has_others, has_partner);
        let all = said.tenants.iter().chain(said.sip_tenants.iter().filter(|id| !said.tenants.contains(id)));
        let others = all.filter(|id| Some(**id) != record.organization_id);
        kept.tenants = Span::push(&mut chats.tenants, others.map(|id| self.tenants.tenant(*id)));
    }

    /// A place without its file's name. Files come one after the other.
    pub(super) fn place(&mut self, source: &Source) -> Place {
        let file = source.file.as_ref().map(|file| {
            if self.files.last().is_none_or(|last| !Arc::ptr_eq(last, file)) {
                self.files.push(file.clone());
            }
            Number::after(self.files.len() - 1)
        });
        Place { file, row: source.row }
    }

    pub(super) fn file(&self, place: Place) -> Option<&Arc<str>> {
        self.files.get(place.file?.index())
    }

    pub(super) fn source(&self, place: Place) -> Source {
        Source { file: self.file(place).cloned(), row: place.row }
    }

    /// The order of places is that of their files' names and of their rows in there.
    pub(super) fn order_of(&self, a: Place, b: Place) -> Ordering {
        (self.file(a), a.row).cmp(&(self.file(b), b.row))
    }
}
