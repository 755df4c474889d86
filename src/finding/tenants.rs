//! The tenants of a search.

use foldhash::HashMap;
use uuid::Uuid;

use super::texts::Number;

/// A tenant that stands in the log. Numbers have no order that means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Tenant(Number);

/// The few tenants that stand in most records.
#[derive(Debug, Clone, Default)]
pub(super) struct Tenants {
    ids: Vec<Uuid>,
    numbers: HashMap<Uuid, Tenant>,
}

impl Tenants {
    /// The tenant of an id.
    pub(super) fn tenant(&mut self, id: Uuid) -> Tenant {
        *self.numbers.entry(id).or_insert_with(|| {
            self.ids.push(id);
            Tenant(Number::after(self.ids.len() - 1))
        })
    }

    /// Its id.
    pub(super) fn id(&self, tenant: Tenant) -> Uuid {
        self.ids.get(tenant.0.index()).copied().unwrap_or_default()
    }
}
