//! Ids that the log itself tells: the keys under which our users acted.

use foldhash::HashMap;
use uuid::Uuid;

use super::evidence::user_id;
use super::known::Known;
use super::name::Name;
use super::tenants::Tenant;
use crate::audit::{Record, UserType};

/// Keys by tenant and name.
#[derive(Debug, Default)]
pub(super) struct Learned {
    ids: HashMap<(Tenant, Name), Heard>,
}

/// What was heard of a name.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Heard {
    One(Uuid),
    Several,
}

impl Learned {
    /// Hears one key of a user of this tenant.
    pub(super) fn hear(&mut self, tenant: Tenant, name: Name, id: Uuid) {
        if !name.form().is_upn() {
            return;
        }
        let heard = self.ids.entry((tenant, name)).or_insert(Heard::One(id));
        if *heard != Heard::One(id) {
            *heard = Heard::Several;
        }
    }

    /// Hears a record of any workload: of a person whom nothing places outside.
    pub(super) fn hear_record(&mut self, record: &Record, known: &mut Known) {
        let id = record.user_key.as_deref().and_then(user_id);
        if let (Some(tenant), Some(id)) = (record.organization_id, id)
            && record.user_type == UserType::Person
            && record.user_tenant_id.is_none_or(|own| own == tenant)
            && !known.is_full()
            && let Some(name) = known.names.logged(record.user_id.as_deref())
        {
            self.hear(known.tenants.tenant(tenant), name, id);
        }
    }

    /// The one id that was heard for a name. Two different ones teach nothing.
    pub(super) fn id_of(&self, tenant: Tenant, name: Name) -> Option<Uuid> {
        match self.ids.get(&(tenant, name))? {
            Heard::One(id) => Some(*id),
            Heard::Several => None,
        }
    }
}
