//! Ids that the log itself tells: the keys under which our users acted.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::evidence::user_id;
use super::name::Name;
use crate::audit::{Record, UserType};

/// Keys by tenant and name.
#[derive(Debug, Default)]
pub(super) struct Learned {
    ids: BTreeMap<(Uuid, String), BTreeSet<Uuid>>,
}

impl Learned {
    /// Hears one key of a user of this tenant.
    pub(super) fn hear(&mut self, tenant: Uuid, name: &Name, id: Uuid) {
        if name.is_upn() {
            self.ids.entry((tenant, name.key().to_owned())).or_default().insert(id);
        }
    }

    /// Hears a record of any workload: of a person whom nothing places outside.
    pub(super) fn hear_record(&mut self, record: &Record) {
        let name = Name::logged(record.user_id.as_deref());
        let id = record.user_key.as_deref().and_then(user_id);
        if let (Some(tenant), Some(name), Some(id)) = (record.organization_id, name, id)
            && record.user_type == UserType::Person
            && record.user_tenant_id.is_none_or(|own| own == tenant)
        {
            self.hear(tenant, &name, id);
        }
    }

    /// The one id that was heard for a name. Two different ones teach nothing.
    pub(super) fn id_of(&self, tenant: Uuid, name: &Name) -> Option<Uuid> {
        let ids = self.ids.get(&(tenant, name.key().to_owned()))?;
        ids.first().copied().filter(|_| ids.len() == 1)
    }
}
