//! Makes the application, or adds to one what it lacks.

use super::application::guid;
use super::conditions::Conditions;
use super::directory::{Directory, Repeat};
use super::explain::is_not_there_yet;
use super::registration::Registration;
use crate::error::Result;
use crate::ids::ClientId;

impl Directory<'_> {
    pub(super) async fn create_app(
        &mut self,
        name: &str,
        conditions: &Conditions,
        end: &mut Registration,
    ) -> Result<()> {
        const ACTION: &str = "create_app";
        let body = conditions.body(name);
        if !end
            .begin(ACTION, format!("register the app '{name}': this tenant alone, a public client without credentials"))
        {
            return Ok(());
        }
        // Names are not unique: a second one would be made where the first one's answer was lost.
        let made = self.post("applications", &body, Repeat::Never).await?;
        let (object_id, client_id) = (guid(&made, "id")?, ClientId::parse(&guid(&made, "appId")?)?);
        self.done(&mut end.actions, ACTION, format!("registered the app '{name}' with the client id {client_id}"));
        end.client_id = Some(client_id);
        end.created.client_id = Some(client_id);
        end.object_id = Some(object_id.clone());
        end.created.object_id = Some(object_id);
        Ok(())
    }

    /// Adds what the app lacks to what it has.
    pub(super) async fn complete_app(&mut self, conditions: &Conditions, end: &mut Registration) -> Result<()> {
        const ACTION: &str = "complete_app";
        let Some(app) = &end.app else { return Ok(()) };
        let Some(body) = conditions.completion(app) else { return Ok(()) };
        let lacking: Vec<String> = app.missing.iter().map(|note| note.message.clone()).collect();
        let (path, described) = (format!("applications/{}", app.object_id), app.described());
        if !end.begin(ACTION, format!("add to the app {described}: {}", lacking.join("; "))) {
            return Ok(());
        }
        let mut patience = self.patience();
        while let Err(error) = self.patch(&path, &body).await {
            if !is_not_there_yet(&error) {
                return Err(error);
            }
            self.replicate(&mut patience, "the app", &error).await?;
        }
        self.done(&mut end.actions, ACTION, format!("added to the app {described}: {}", lacking.join("; ")));
        Ok(())
    }
}
