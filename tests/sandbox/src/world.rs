//! What all connections share.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::entra::Signer;
use crate::http::Request;
use crate::scenario::Scenario;
use crate::state::State;

pub(crate) const GRAPH: &str = "https://graph.microsoft.com";
pub(crate) const MANAGEMENT: &str = "https://manage.office.com";

pub(crate) struct World {
    /// `https://localhost:PORT`
    pub(crate) origin: String,
    pub(crate) ca_file: PathBuf,
    pub(crate) signer: Signer,
    first: Arc<Scenario>,
    state: Mutex<State>,
}

impl World {
    pub(crate) fn new(port: u16, ca_file: PathBuf, signer: Signer, scenario: Scenario) -> Self {
        let first = Arc::new(scenario);
        let state = Mutex::new(State::new(Arc::clone(&first)));
        Self { origin: format!("https://localhost:{port}"), ca_file, signer, first, state }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Back to the scenario that the sandbox was started with.
    pub(crate) fn reset(&self) {
        *self.state() = State::new(Arc::clone(&self.first));
    }

    /// The origin by which the caller knows this server, so that clients whose resolver points the real host names
    /// here are sent to those names again.
    pub(crate) fn origin_for(&self, request: &Request) -> String {
        let host = request.header("host").unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let known = crate::tls::NAMES.contains(&name.trim_matches(['[', ']']));
        if known { format!("https://{host}") } else { self.origin.clone() }
    }
}
