//! The library's own thread: started by the first operation, gone after shutdown. The work waits for the network, so that
//! one is plenty; name look-ups, which block, and searches in files get threads of their own beside it.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use super::fault::Fault;
use super::guest;
use super::handle::tca_operation;
use super::output::Out;
use super::status::tca_status;
use super::tables::{CLIENTS, OPERATIONS, SCANS};
use super::work::Work;
use crate::clock;
use crate::error::{Error, ErrorKind, Result};

/// What the threads that look names up get to end in.
const LAST_LOOK_UP: Duration = Duration::from_millis(100);

static WORKER: Mutex<Option<Worker>> = Mutex::new(None);
static DOWN: AtomicBool = AtomicBool::new(false);

struct Worker {
    handle: Handle,
    /// Ends the thread when it is sent or dropped.
    stop: oneshot::Sender<()>,
    /// Closed when the thread has ended.
    ended: mpsc::Receiver<()>,
}

pub(super) fn is_down() -> bool {
    DOWN.load(Ordering::Acquire)
}

/// Starts an operation and hands it over.
pub(super) fn begin<W>(operation: &Out<tca_operation>, task: impl FnOnce(Arc<Work>) -> W) -> Result<(), Fault>
where
    W: Future<Output = Result<String>> + Send + 'static,
{
    let work = Arc::new(Work::default());
    start(work.clone(), task(work.clone()))?;
    operation.set(OPERATIONS.insert_shared(work));
    Ok(())
}

/// Starts work on the library's thread; its end, also by a panic, goes to `work`.
fn start(work: Arc<Work>, task: impl Future<Output = Result<String>> + Send + 'static) -> Result<(), Fault> {
    let worker = handle()?;
    let task = worker.spawn(task);
    worker.spawn(async move {
        work.end(match task.await {
            Ok(result) => result.map_err(Fault::from),
            Err(error) if error.is_panic() => Err(Fault::of_panic(&*error.into_panic())),
            Err(_) => Err(Fault::of(tca_status::ShutDown)),
        });
    });
    Ok(())
}

/// Runs what reads files, on a thread of its own: a disk is waited for there, and a search computes.
pub(super) fn read(work: impl FnOnce() + Send + 'static) -> Result<(), Fault> {
    handle()?.spawn_blocking(work);
    Ok(())
}

fn handle() -> Result<Handle, Fault> {
    let mut worker = WORKER.lock().unwrap_or_else(PoisonError::into_inner);
    if is_down() {
        return Err(Fault::of(tca_status::ShutDown));
    }
    if let Some(worker) = &*worker {
        return Ok(worker.handle.clone());
    }
    let failed = |e| Error::new(ErrorKind::System, format!("the library's thread could not be started: {e}"));
    let started = Worker::start().map_err(failed)?;
    let handle = started.handle.clone();
    *worker = Some(started);
    Ok(handle)
}

impl Worker {
    fn start() -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread()
            .thread_name(guest::THREAD_NAME)
            .on_thread_start(guest::on_thread_start)
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let (ending, ended) = mpsc::channel::<()>();
        thread::Builder::new().name(guest::THREAD_NAME.into()).spawn(move || {
            guest::on_thread_start();
            // It ends in either way: by the word, or because nobody is left to say it.
            let _ = runtime.block_on(stopped);
            runtime.shutdown_timeout(LAST_LOOK_UP);
            drop(ending);
        })?;
        Ok(Self { handle, stop, ended })
    }

    fn stop(self, deadline: Instant) {
        let _ = self.stop.send(());
        let left = deadline.saturating_duration_since(clock::instant_now()).max(2 * LAST_LOOK_UP);
        // Nothing is ever sent: it returns when the thread has ended, or when the time is over.
        let _ = self.ended.recv_timeout(left);
    }
}

/// Ends everything: operations are cancelled and given until the timeout, then the thread is told to go.
pub(super) fn shut_down(timeout: Duration) {
    let worker = {
        let mut worker = WORKER.lock().unwrap_or_else(PoisonError::into_inner);
        DOWN.store(true, Ordering::Release);
        worker.take()
    };
    for work in OPERATIONS.all() {
        work.cancel.cancel();
    }
    for scan in SCANS.all() {
        scan.give_up();
    }
    if let Some(worker) = worker {
        let deadline = clock::instant_now() + timeout;
        for work in OPERATIONS.all() {
            work.wait_for_end(deadline);
        }
        worker.stop(deadline);
    }
    for work in OPERATIONS.all() {
        work.end(Err(Fault::of(tca_status::ShutDown)));
    }
    // Their handles may live on; their tokens do not.
    for client in CLIENTS.all() {
        client.sign_out();
    }
}
