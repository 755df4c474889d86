//! A running sandbox.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;

use crate::entra::Signer;
use crate::http::Form;
use crate::journal::Seen;
use crate::ready::Ready;
use crate::scenario::{Scenario, ScenarioError};
use crate::tls::{self, CaFile};
use crate::token::Mint;
use crate::world::World;
use crate::{connection, control, entra, loopback};

/// How to start a sandbox.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The port on loopback; 0 takes any free one.
    pub port: u16,
    /// What it holds and how it behaves.
    pub scenario: Scenario,
}

/// Why a sandbox did not start.
#[derive(Debug)]
pub struct StartError {
    what: &'static str,
    why: Box<dyn std::error::Error + Send + Sync>,
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}: {}", self.what, self.why)
    }
}

impl std::error::Error for StartError {}

fn cannot<E: Into<Box<dyn std::error::Error + Send + Sync>>>(what: &'static str) -> impl FnOnce(E) -> StartError {
    move |why| StartError { what, why: why.into() }
}

/// A small Microsoft 365 that runs on threads of its own until it is dropped.
pub struct Sandbox {
    world: Arc<World>,
    runtime: Option<Runtime>,
    _ca: CaFile,
}

impl Sandbox {
    /// Starts serving.
    ///
    /// # Errors
    /// When the port is taken, or the certificate authority cannot be made or written.
    pub fn start(options: Options) -> Result<Self, StartError> {
        let listeners = loopback::listen(options.port)
            .map_err(|error| format!("port {}: {error}", options.port))
            .map_err(cannot("listen on loopback"))?;
        let port = listeners[0].local_addr().map_err(cannot("listen on loopback"))?.port();
        let (ca, config) = tls::create().map_err(cannot("make a certificate authority"))?;
        let signer = Signer::new().map_err(|error| error.to_string()).map_err(cannot("read the signing key"))?;
        let world = Arc::new(World::new(port, ca.path(), signer, options.scenario));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("sandbox")
            .enable_all()
            .build()
            .map_err(cannot("start threads"))?;
        for listener in listeners {
            let guard = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener).map_err(cannot("listen on loopback"))?;
            drop(guard);
            let (world, acceptor) = (Arc::clone(&world), TlsAcceptor::from(Arc::clone(&config)));
            runtime.spawn(async move {
                loop {
                    if let Ok((tcp, _)) = listener.accept().await {
                        tokio::spawn(connection::serve(Arc::clone(&world), acceptor.clone(), tcp));
                    }
                }
            });
        }
        Ok(Self { world, runtime: Some(runtime), _ca: ca })
    }

    /// Serves until the process is told to end (Ctrl+C, or SIGTERM).
    ///
    /// # Errors
    /// When the signal cannot be awaited.
    pub fn run(self) -> std::io::Result<()> {
        match &self.runtime {
            Some(runtime) => runtime.block_on(told_to_end()),
            None => Ok(()),
        }
    }

    /// Where everything is. Each call makes fresh tokens.
    #[must_use]
    pub fn ready(&self) -> Ready {
        Ready::of(&self.world)
    }

    /// The requests received so far, those to the control endpoints excepted.
    #[must_use]
    pub fn requests(&self) -> Vec<Seen> {
        self.world.state().journal.seen().to_vec()
    }

    /// How often something happened: `grants.refresh_token`, `grants.authorization_code`, `grants.device_code`,
    /// `grants.client_credentials`, `codes`, `deviceCodes`, `removals`, `throttled`, `faults`.
    #[must_use]
    pub fn count(&self, what: &str) -> u64 {
        self.world.state().counters().get(what).copied().unwrap_or(0)
    }

    /// The threads that a user (object id) sees.
    #[must_use]
    pub fn chats_of(&self, user: &str) -> Vec<String> {
        self.world.state().chats_of(user).into_iter().map(|chat| chat.thread_id).collect()
    }

    /// The audit records of the scenario.
    #[must_use]
    pub fn audit_records(&self) -> Vec<Value> {
        self.world.state().scenario.audit_records.clone()
    }

    /// Adds faults, as the scenario file writes them: one object, or an array.
    ///
    /// # Errors
    /// Says which field is wrong.
    pub fn inject(&self, faults: &Value) -> Result<(), ScenarioError> {
        control::faults(&self.world, faults).map(drop)
    }

    /// Changes sections of the scenario from now on.
    ///
    /// # Errors
    /// Says which field is wrong.
    pub fn change(&self, sections: &Value) -> Result<(), ScenarioError> {
        control::change(&self.world, sections).map(drop)
    }

    /// Makes an access token, whatever a sign-in would have given; none for an unknown user or app.
    #[must_use]
    pub fn mint(&self, mint: &Mint) -> Option<String> {
        let scenario = Arc::clone(&self.world.state().scenario);
        mint.make(&self.world, &scenario)
    }

    /// Plays the person who types a device code, as the administrator; whether the code was known.
    #[must_use]
    pub fn approve(&self, user_code: &str) -> bool {
        entra::decide(&mut self.world.state(), user_code, &Form::default()).status == 200
    }

    /// Plays the person who refuses a device code; whether the code was known.
    #[must_use]
    pub fn decline(&self, user_code: &str) -> bool {
        entra::decide(&mut self.world.state(), user_code, &Form::parse(b"decision=decline")).status == 200
    }

    /// Back to the scenario that it was started with: nothing has happened yet.
    pub fn reset(&self) {
        self.world.reset();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("origin", &self.world.origin).finish_non_exhaustive()
    }
}

impl std::ops::Drop for Sandbox {
    fn drop(&mut self) {
        // In the background: whoever drops it may be inside a runtime, where waiting for another one panics.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(unix)]
async fn told_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminated.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

#[cfg(not(unix))]
async fn told_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
