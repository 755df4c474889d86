//! The library's own threads: started by the first operation, gone after shutdown.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};

use super::fault::Fault;
use super::guest;
use super::status::tca_status;
use super::tables::{CLIENTS, OPERATIONS};
use super::work::Work;
use crate::error::{Error, ErrorKind, Result};

/// The work is waiting for the network; two threads are plenty.
const WORKERS: usize = 2;

static RUNTIME: Mutex<Option<Runtime>> = Mutex::new(None);
static DOWN: AtomicBool = AtomicBool::new(false);

pub(super) fn is_down() -> bool {
    DOWN.load(Ordering::Acquire)
}

/// Starts work on the library's threads; its end, also by a panic, goes to `work`.
pub(super) fn start(work: Arc<Work>, task: impl Future<Output = Result<String>> + Send + 'static) -> Result<(), Fault> {
    let threads = handle()?;
    let task = threads.spawn(task);
    threads.spawn(async move {
        work.end(match task.await {
            Ok(result) => result.map_err(Fault::from),
            Err(error) if error.is_panic() => Err(Fault::of_panic(&*error.into_panic())),
            Err(_) => Err(Fault::of(tca_status::ShutDown)),
        });
    });
    Ok(())
}

fn handle() -> Result<Handle, Fault> {
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if is_down() {
        return Err(Fault::of(tca_status::ShutDown));
    }
    if runtime.is_none() {
        *runtime = Some(build().map_err(|error| {
            Fault::from(Error::new(ErrorKind::System, format!("the library's threads could not be started: {error}")))
        })?);
    }
    runtime.as_ref().map(|runtime| runtime.handle().clone()).ok_or_else(|| Fault::of(tca_status::ShutDown))
}

fn build() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_name(guest::THREAD_NAME)
        .on_thread_start(guest::on_thread_start)
        .enable_all()
        .build()
}

/// Ends everything: operations are cancelled and given until the timeout, then their threads are told to go.
pub(super) fn shut_down(timeout: Duration) {
    let runtime = {
        let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
        DOWN.store(true, Ordering::Release);
        runtime.take()
    };
    for work in OPERATIONS.all() {
        work.cancel.cancel();
    }
    if let Some(runtime) = runtime {
        let deadline = crate::clock::instant_now() + timeout;
        for work in OPERATIONS.all() {
            work.wait_for_end(deadline);
        }
        runtime.shutdown_timeout(
            deadline.saturating_duration_since(crate::clock::instant_now()).max(Duration::from_millis(100)),
        );
    }
    for work in OPERATIONS.all() {
        work.end(Err(Fault::of(tca_status::ShutDown)));
    }
    // Their handles may live on; their tokens do not.
    for client in CLIENTS.all() {
        client.sign_out();
    }
}
