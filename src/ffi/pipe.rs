//! Bytes on their way from the host, which pushes them, to the thread that reads them.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// How much may wait to be read.
const MOST: usize = 1 << 20;

/// A pipe in memory.
#[derive(Debug, Default)]
pub(super) struct Pipe {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    chunks: VecDeque<Vec<u8>>,
    waiting: usize,
    closed: bool,
    /// Nobody reads any more.
    left: bool,
}

impl Pipe {
    /// Adds bytes; waits while much is unread. What nobody will read is dropped.
    pub(super) fn push(&self, bytes: Vec<u8>) {
        let mut state = self.lock();
        while state.waiting >= MOST && !state.left && !state.closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if !state.left && !state.closed && !bytes.is_empty() {
            state.waiting += bytes.len();
            state.chunks.push_back(bytes);
            self.changed.notify_all();
        }
    }

    /// Nothing more comes.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end that is read.
pub(super) struct PipeReader {
    pipe: Arc<Pipe>,
    chunk: io::Cursor<Vec<u8>>,
}

impl PipeReader {
    pub(super) fn new(pipe: Arc<Pipe>) -> Self {
        Self { pipe, chunk: io::Cursor::default() }
    }
}

impl Read for PipeReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.chunk.read(into)?;
        if read > 0 || into.is_empty() {
            return Ok(read);
        }
        let mut state = self.pipe.lock();
        while state.chunks.is_empty() && !state.closed {
            state = self.pipe.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let Some(chunk) = state.chunks.pop_front() else { return Ok(0) };
        state.waiting -= chunk.len();
        drop(state);
        self.pipe.changed.notify_all();
        self.chunk = io::Cursor::new(chunk);
        self.chunk.read(into)
    }
}

impl Drop for PipeReader {
    fn drop(&mut self) {
        self.pipe.lock().left = true;
        self.pipe.changed.notify_all();
    }
}
