//! A latch that is set once and stays set; whoever waits for it wakes, also when it was set before.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::watch;

use crate::error::{Error, ErrorKind, Result};

/// Cancels an operation. Clones share the latch.
#[derive(Debug, Clone)]
pub struct Cancel(Arc<watch::Sender<bool>>);

impl Default for Cancel {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Cancel {
    /// Sets the latch; again does nothing.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    /// Whether the latch is set.
    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when the latch is set.
    pub async fn cancelled(&self) {
        let mut seen = self.0.subscribe();
        // It cannot fail: the sender lives in `self`.
        let _ = seen.wait_for(|set| *set).await;
    }

    /// The future's value, or the error of a cancelled operation. The future must be safe to drop anywhere.
    pub async fn or_cancelled<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        tokio::select! {
            biased;
            () = self.cancelled() => Err(Error::new(ErrorKind::Cancelled, "cancelled")),
            value = work => Ok(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_cancel_that_comes_first_is_not_lost() {
        let cancel = Cancel::default();
        cancel.clone().cancel();
        let result = cancel.or_cancelled(std::future::pending::<()>()).await;
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Cancelled);
    }
}
