//! Makes the application, or adds to one what it lacks.

use super::application::guid;
use super::conditions::Conditions;
use super::directory::{Directory, Repeat};
use super::explain::is_not_there_yet;
use super::options::Which;
use super::register::only;
use super::registration::Registration;
use crate::error::{Error, ErrorKind, Result};
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
        self.lost = false;
        // Names are not unique: a second one would be made where the first one's answer was lost.
        let (object_id, client_id) = match self.post("applications", &body, Repeat::Never).await {
            Ok(made) => (guid(&made, "id")?, ClientId::parse(&guid(&made, "appId")?)?),
            Err(error) if self.lost => self.look_for(name, error).await?,
            Err(error) => return Err(error),
        };
        self.done(&mut end.actions, ACTION, format!("registered the app '{name}' with the client id {client_id}"));
        end.client_id = Some(client_id);
        end.created.client_id = Some(client_id);
        end.object_id = Some(object_id.clone());
        end.created.object_id = Some(object_id);
        Ok(())
    }

    /// The answer was lost. There was none of this name before: one that appears now is the one that was made.
    async fn look_for(&mut self, name: &str, error: Error) -> Result<(String, ClientId)> {
        let which = Which::Named(name.to_owned());
        let mut patience = self.short_patience();
        loop {
            if let Some(app) = only(self.apps(&which).await?, &which)? {
                return Ok((app.object_id, app.client_id));
            }
            match self.replicate(&mut patience, "the app", &error).await {
                Err(over) if over.kind() == ErrorKind::NotReplicated => return Err(error),
                waited => waited?,
            }
        }
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
