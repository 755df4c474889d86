//! A few ids.

use uuid::Uuid;

/// Ids of one user, sorted: hardly ever more than one.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    first: Option<Uuid>,
    others: Vec<Uuid>,
}

impl Ids {
    pub(super) fn first(&self) -> Option<Uuid> {
        self.first
    }

    /// Whether there are several.
    pub(super) fn differ(&self) -> bool {
        !self.others.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Uuid> {
        self.first.into_iter().chain(self.others.iter().copied())
    }

    fn add(&mut self, id: Uuid) {
        match self.first {
            None => self.first = Some(id),
            Some(first) if first == id => {}
            Some(first) => {
                self.first = Some(first.min(id));
                let other = first.max(id);
                if let Err(place) = self.others.binary_search(&other) {
                    self.others.insert(place, other);
                }
            }
        }
    }
}

impl Extend<Uuid> for Ids {
    fn extend<I: IntoIterator<Item = Uuid>>(&mut self, ids: I) {
        ids.into_iter().for_each(|id| self.add(id));
    }
}

impl FromIterator<Uuid> for Ids {
    fn from_iter<I: IntoIterator<Item = Uuid>>(ids: I) -> Self {
        let mut all = Self::default();
        all.extend(ids);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_sorted_and_each_is_there_once() {
        let ids: Ids = [3, 1, 2, 1, 3].into_iter().map(Uuid::from_u128).collect();
        assert_eq!(ids.iter().map(|id| id.as_u128()).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(ids.differ() && ids.first() == Some(Uuid::from_u128(1)));
        let twice: Ids = [Uuid::from_u128(7); 2].into_iter().collect();
        assert!(!twice.differ() && twice.first().is_some() && Ids::default().first().is_none());
    }
}
