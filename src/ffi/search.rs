//! A scan under way: the thread that reads, and what the host says to it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::fault::Fault;
use super::pipe::{Pipe, PipeReader};
use super::runtime;
use super::status::tca_status;
use super::work::Work;
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Amount, Event, Stage};
use crate::finding::{Findings, Options, Progress, Scan};

/// Between two words on how far it is.
const BETWEEN: Duration = Duration::from_millis(100);
/// What a reading that was cancelled gets to end in.
const LAST_READ: Duration = Duration::from_millis(250);

/// What a scan's handle stands for.
#[derive(Debug)]
pub(super) struct Search {
    options: Options,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    paths: Vec<PathBuf>,
    reading: Option<Reading>,
    started: bool,
}

/// The thread that reads, from outside.
#[derive(Debug)]
pub(super) struct Reading {
    pipe: Arc<Pipe>,
    paths: mpsc::Sender<Vec<PathBuf>>,
    listener: Arc<Mutex<Option<Arc<Work>>>>,
    cancel: Cancel,
    ended: oneshot::Receiver<Result<Findings>>,
}

impl Search {
    pub(super) fn new(options: Options) -> Self {
        Self { options, state: Mutex::default() }
    }

    pub(super) fn add_path(&self, path: PathBuf) -> Result<(), Fault> {
        self.open()?.paths.push(path);
        Ok(())
    }

    /// Hands bytes to the thread, which the first of them starts.
    pub(super) fn push(&self, bytes: Vec<u8>) -> Result<(), Fault> {
        let mut state = self.open()?;
        if state.reading.is_none() {
            state.reading = Some(Reading::start(self.options.clone(), true)?);
        }
        let pipe = state.reading.as_ref().map(|reading| reading.pipe.clone());
        // Another thread may free the scan while this one waits.
        drop(state);
        if let Some(pipe) = pipe {
            pipe.push(bytes);
        }
        Ok(())
    }

    /// Says that nothing more comes, and gives what waits for the findings.
    pub(super) fn start(&self) -> Result<Reading, Fault> {
        let mut state = self.open()?;
        if state.paths.is_empty() && state.reading.is_none() {
            return Err(Fault::new(
                tca_status::InvalidArgument,
                "the scan has nothing to read: add a path, or push bytes",
            ));
        }
        let reading = match state.reading.take() {
            Some(reading) => reading,
            None => Reading::start(self.options.clone(), false)?,
        };
        state.started = true;
        let _ = reading.paths.send(std::mem::take(&mut state.paths));
        reading.pipe.close();
        Ok(reading)
    }

    /// Ends a reading that nobody waits for.
    pub(super) fn give_up(&self) {
        if let Some(reading) = self.lock().reading.take() {
            reading.cancel.cancel();
            reading.pipe.close();
        }
    }

    fn open(&self) -> Result<MutexGuard<'_, State>, Fault> {
        let state = self.lock();
        match state.started {
            true => Err(Fault::new(tca_status::InvalidArgument, "the scan was started: it takes nothing more")),
            false => Ok(state),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reading {
    fn start(options: Options, pushes: bool) -> Result<Self, Fault> {
        let (paths, later) = mpsc::channel();
        let (done, ended) = oneshot::channel();
        let (pipe, cancel) = (Arc::new(Pipe::default()), Cancel::default());
        let listener = Arc::new(Mutex::new(None));
        let reading = Self { pipe: pipe.clone(), paths, listener: listener.clone(), cancel: cancel.clone(), ended };
        runtime::read(move || {
            let mut scan = Scan::new(options);
            if pushes {
                scan.add_reader(None, PipeReader::new(pipe));
            }
            scan.add_paths_later(move || later.recv().unwrap_or_default());
            let mut next = clock::instant_now();
            let _ = done.send(scan.run(&cancel, &mut |progress| tell(&listener, progress, &mut next)));
        })?;
        Ok(reading)
    }

    /// The findings, told of to `work`, which may cancel it.
    pub(super) async fn findings(self, work: &Arc<Work>) -> Result<Findings> {
        *self.listener.lock().unwrap_or_else(PoisonError::into_inner) = Some(work.clone());
        let lost = || Err(Error::new(ErrorKind::System, "the thread that reads ended without a result"));
        let mut ended = self.ended;
        tokio::select! {
            found = &mut ended => found.unwrap_or_else(|_| lost()),
            () = work.cancel.cancelled() => {
                self.cancel.cancel();
                match clock::within(LAST_READ, ended).await {
                    Some(found) => found.unwrap_or_else(|_| lost()),
                    // It waits for a disk or a pipe; it ends when that answers.
                    None => Err(Error::new(ErrorKind::Cancelled, "the search was cancelled")),
                }
            }
        }
    }
}

fn tell(listener: &Mutex<Option<Arc<Work>>>, progress: Progress, next: &mut Instant) {
    let now = clock::instant_now();
    if now < *next {
        return;
    }
    *next = now + BETWEEN;
    if let Some(work) = &*listener.lock().unwrap_or_else(PoisonError::into_inner) {
        let Progress { bytes, total, records } = progress;
        let of_all = if total > 0 { format!(" of {}", total / 1_000_000) } else { String::new() };
        work.tell(Event::Progress {
            stage: Stage::Reading,
            wait_milliseconds: None,
            message: format!("{records} records in {}{of_all} MB read", bytes / 1_000_000),
            amount: Some(Amount { bytes, total_bytes: (total > 0).then_some(total), records }),
        });
    }
}
