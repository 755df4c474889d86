//! Handles are numbers: the kind in the bits from 48 up, below it a serial that is never given twice, so that a freed
//! handle stays known as freed for ever. All are below 2^53, which a double holds exactly.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use once_cell::sync::Lazy;

use super::fault::Fault;
use super::status::tca_status;
use crate::net::transport::fill_random;

/// Settings of one cloud, tenant and app, with its tokens, which are kept in memory only and overwritten when they go.
pub type tca_client = u64;

/// Something that takes time, running on the library's threads.
pub type tca_operation = u64;

/// Verdicts on the users of chats, from audit records.
pub type tca_findings = u64;

/// A search in exports, before its start.
pub type tca_scan = u64;

/// A text that the library gives: UTF-8 bytes with their length.
pub type tca_buffer = u64;

/// The facts behind a failed call. A getter that has nothing to give returns TCA_STATUS_NO_VALUE.
pub type tca_error = u64;

const KIND_SHIFT: u32 = 48;

/// Starts anywhere, so that a number from another process or one that somebody made up finds nothing.
static NEXT_SERIAL: Lazy<AtomicU64> = Lazy::new(|| {
    let mut bytes = [0_u8; 8];
    // Without random bytes the serials start at 1, and are no less unique.
    let _ = fill_random(&mut bytes);
    AtomicU64::new((u64::from_le_bytes(bytes) >> 20) + 1)
});

/// The kinds of handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(super) enum Kind {
    Client = 1,
    Operation = 2,
    Findings = 3,
    Buffer = 4,
    Error = 5,
    Scan = 6,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Operation => "operation",
            Self::Findings => "findings",
            Self::Buffer => "buffer",
            Self::Error => "error",
            Self::Scan => "scan",
        }
    }

    fn of(handle: u64) -> Option<Self> {
        [Self::Client, Self::Operation, Self::Findings, Self::Buffer, Self::Error, Self::Scan]
            .into_iter()
            .find(|kind| *kind as u64 == handle >> KIND_SHIFT)
    }
}

/// All live objects of one kind.
#[derive(Debug)]
pub(super) struct Table<T> {
    kind: Kind,
    live: Lazy<Mutex<HashMap<u64, Arc<T>>>>,
}

impl<T> Table<T> {
    pub(super) const fn new(kind: Kind) -> Self {
        Self { kind, live: Lazy::new(Mutex::default) }
    }

    /// Takes an object in and gives its handle.
    pub(super) fn insert(&self, object: T) -> u64 {
        self.insert_shared(Arc::new(object))
    }

    /// The same for an object that others hold too.
    pub(super) fn insert_shared(&self, object: Arc<T>) -> u64 {
        let serial = NEXT_SERIAL.fetch_add(1, Ordering::Relaxed);
        let handle = (self.kind as u64) << KIND_SHIFT | serial;
        self.with(|live| live.insert(handle, object));
        handle
    }

    /// The object of a handle.
    pub(super) fn get(&self, handle: u64) -> Result<Arc<T>, Fault> {
        self.with(|live| live.get(&handle).cloned()).ok_or_else(|| self.fault(handle))
    }

    /// Frees a handle; 0 is nothing to free. The object goes when its last user is done.
    pub(super) fn free(&self, handle: u64) -> Result<Option<Arc<T>>, Fault> {
        if handle == 0 {
            return Ok(None);
        }
        self.with(|live| live.remove(&handle)).map(Some).ok_or_else(|| self.fault(handle))
    }

    /// All live objects, for the end.
    pub(super) fn all(&self) -> Vec<Arc<T>> {
        self.with(|live| live.values().cloned().collect())
    }

    fn with<R>(&self, work: impl FnOnce(&mut HashMap<u64, Arc<T>>) -> R) -> R {
        work(&mut self.live.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn fault(&self, handle: u64) -> Fault {
        let wanted = self.kind.name();
        let message = match Kind::of(handle) {
            _ if handle == 0 => format!("the {wanted} handle is 0, which is none"),
            Some(kind) if kind == self.kind => format!("the {wanted} handle was freed, or never given"),
            Some(other) => format!("the handle is of kind {}, where a {wanted} is wanted", other.name()),
            None => format!("the number is no handle of this library; a {wanted} is wanted"),
        };
        Fault::new(tca_status::InvalidHandle, message)
    }
}
