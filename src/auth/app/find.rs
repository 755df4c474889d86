//! Finds apps and says what is thought of each.

use serde::Serialize;

use super::application::App;
use super::conditions::Conditions;
use super::directory::Directory;
use super::options::{FindOptions, Which};
use super::permission;
use crate::auth::Client;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::event::Tell;
use crate::ids::{ClientId, TenantId};

/// What was looked for, and all that was found.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    schema: u32,
    /// The tenant that was looked in.
    pub tenant_id: TenantId,
    /// The name that was looked for.
    pub display_name: Option<String>,
    /// The client id that was looked for.
    pub client_id: Option<ClientId>,
    /// The apps; several are listed, and none of them is guessed to be the one.
    pub apps: Vec<App>,
}

/// Finds the apps of a name or a client id. Only reads.
pub async fn find(client: &Client, options: &FindOptions, tell: Tell<'_>, cancel: &Cancel) -> Result<Found> {
    let conditions = Conditions::new(&client.settings().cloud, options.audit)?;
    let mut directory = Directory::open(client, &permission::READ, tell, cancel).await?;
    let mut apps = directory.apps(&options.which).await?;
    for app in &mut apps {
        directory.look_at(app, &conditions).await?;
    }
    let (display_name, client_id) = match &options.which {
        Which::Named(name) => (Some(name.clone()), None),
        Which::Client(id) => (None, Some(*id)),
    };
    Ok(Found { schema: 1, tenant_id: directory.tenant, display_name, client_id, apps })
}
