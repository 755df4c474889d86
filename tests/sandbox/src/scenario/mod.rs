//! What a sandbox holds and how it behaves: read from a file, or the default.

mod app;
mod audit;
mod behaviour;
mod default;
mod directory;
mod faults;
mod fields;
mod limits;
mod read;

pub use app::App;
pub use behaviour::{Consent, DeviceCode, Lifetimes, Mode, Permissions, Replication, SignIn};
pub use directory::{Chat, ChatKind, Member, Tenant, User};
pub use fields::ScenarioError;
pub use limits::{Limit, Limits};
pub use read::Scenario;

pub(crate) use app::principal_of;
pub(crate) use fields::Place;
