//! A small Microsoft 365 on loopback: Entra and Graph as teams-chat-access needs them, with the real permissions and
//! limits, and able to fail on demand. `docs/sandbox.md` describes the scenario file and the control endpoints.

mod clock;
mod connection;
mod control;
mod entra;
mod fault;
mod graph;
mod http;
mod journal;
mod loopback;
mod random;
mod ready;
mod route;
mod sandbox;
mod scenario;
mod state;
mod stream;
mod throttle;
mod tls;
mod token;
mod world;

pub use fault::{Drop, Fault, Instead};
pub use journal::Seen;
pub use ready::{ChatOfUser, Ready};
pub use sandbox::{Options, Sandbox, StartError};
pub use scenario::{
    App, Chat, ChatKind, Consent, DeviceCode, Lifetimes, Limit, Limits, Member, Mode, Permissions, Replication,
    Scenario, ScenarioError, SignIn, Tenant, User,
};
pub use token::Mint;
