//! Ids that the log itself tells: the keys under which our users acted.

use foldhash::HashMap;
use uuid::Uuid;

use super::evidence::user_id;
use super::name::{Name, Names};
use crate::audit::{Record, UserType};

/// Keys by tenant and name.
#[derive(Debug, Default)]
pub(super) struct Learned {
    ids: HashMap<Uuid, HashMap<Name, Heard>>,
}

/// What was heard of a name.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Heard {
    One(Uuid),
    Several,
}

impl Learned {
    /// Hears one key of a user of this tenant.
    pub(super) fn hear(&mut self, tenant: Uuid, name: &Name, id: Uuid) {
        if !name.is_upn() {
            return;
        }
        let of_tenant = self.ids.entry(tenant).or_default();
        match of_tenant.get_mut(name) {
            Some(heard) if *heard == Heard::One(id) => {}
            Some(heard) => *heard = Heard::Several,
            None => {
                of_tenant.insert(name.clone(), Heard::One(id));
            }
        }
    }

    /// Hears a record of any workload: of a person whom nothing places outside.
    pub(super) fn hear_record(&mut self, record: &Record, names: &mut Names) {
        let id = record.user_key.as_deref().and_then(user_id);
        if let (Some(tenant), Some(id)) = (record.organization_id, id)
            && record.user_type == UserType::Person
            && record.user_tenant_id.is_none_or(|own| own == tenant)
            && let Some(name) = names.logged(record.user_id.as_deref())
        {
            self.hear(tenant, &name, id);
        }
    }

    /// The one id that was heard for a name. Two different ones teach nothing.
    pub(super) fn id_of(&self, tenant: Uuid, name: &Name) -> Option<Uuid> {
        match self.ids.get(&tenant)?.get(name)? {
            Heard::One(id) => Some(*id),
            Heard::Several => None,
        }
    }
}
