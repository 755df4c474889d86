//! Registers the app: found and taken as it is, completed when that was asked for, or made.

use super::application::{App, Owner};
use super::conditions::Conditions;
use super::directory::Directory;
use super::explain::is_not_there_yet;
use super::options::{Consent, RegisterOptions, Which};
use super::permission;
use super::registration::{Outcome, Registration};
use super::verdict::{Note, SERVICE_PRINCIPAL, Verdict};
use crate::auth::Client;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Tell;
use crate::ids::ClientId;

/// Registers the app. An error means that nothing was changed; what fails after a change is in the end.
pub async fn register(
    client: &Client,
    options: &RegisterOptions,
    tell: Tell<'_>,
    cancel: &Cancel,
) -> Result<Registration> {
    let conditions = Conditions::new(&client.settings().cloud, options.audit)?;
    let scopes: &'static [_] = match (options.dry_run, options.consent) {
        (true, _) => &permission::READ,
        (false, Consent::None) => &permission::WRITE,
        (false, Consent::Me | Consent::All) => &permission::WRITE_AND_CONSENT,
    };
    let mut directory = Directory::open(client, scopes, tell, cancel).await?;
    let mut end = Registration::new(directory.tenant, options.consent, options.dry_run);
    match run(&mut directory, options, &conditions, &mut end).await {
        Ok(()) => Ok(end),
        Err(error) if directory.touched => {
            // The next try should find it by its name. Where this fails, the first failure is the one to tell.
            let is_listed = end.created.object_id.is_some()
                && error.kind() != ErrorKind::Cancelled
                && directory.wait_until_listed(&options.which, &end).await.is_ok();
            end.breaks_off(&error, is_listed);
            Ok(end)
        }
        Err(error) => Err(error),
    }
}

async fn run(
    directory: &mut Directory<'_>,
    options: &RegisterOptions,
    conditions: &Conditions,
    end: &mut Registration,
) -> Result<()> {
    let found = directory.apps(&options.which).await?;
    match (only(found, &options.which)?, &options.which) {
        (Some(app), _) => existing(directory, options, conditions, end, app).await?,
        (None, Which::Named(name)) => {
            end.outcome = Outcome::Created;
            end.display_name = Some(name.clone());
            directory.create_app(name, conditions, end).await?;
            directory.create_principal(end).await?;
            directory.consent(options, end).await?;
        }
        (None, Which::Client(id)) => return Err(not_found(id)),
    }
    if matches!(end.outcome, Outcome::Created | Outcome::Completed) && !end.dry_run {
        directory.wait_until_known(&options.which, end).await?;
    }
    Ok(())
}

async fn existing(
    directory: &mut Directory<'_>,
    options: &RegisterOptions,
    conditions: &Conditions,
    end: &mut Registration,
    mut app: App,
) -> Result<()> {
    let mut patience = directory.patience();
    while let Err(error) = directory.look_at(&mut app, conditions).await {
        if !is_not_there_yet(&error) {
            return Err(error);
        }
        directory.replicate(&mut patience, "the app", &error).await?;
    }
    require_ours(&app)?;
    // A registration that ended halfway lacks its service principal; all else was somebody's decision.
    let halfway = app.missing.iter().all(|note| note.code == SERVICE_PRINCIPAL);
    let has_principal = app.service_principal_id.is_some();
    let strangers = strangers(&app, directory.token.user.map(|user| user.to_string()), options);
    let mut confirm = if options.complete || halfway { Vec::new() } else { app.missing.clone() };
    end.takes(app);
    if let Some(strangers) = strangers
        && would_consent(directory, options, end).await?
    {
        confirm.push(strangers);
    }
    end.dry_run = options.dry_run || !confirm.is_empty();
    if !halfway {
        directory.complete_app(conditions, end).await?;
    }
    if !has_principal {
        directory.create_principal(end).await?;
    }
    directory.consent(options, end).await?;
    end.dry_run = options.dry_run;
    end.outcome = match (confirm.is_empty(), end.actions.is_empty()) {
        (false, _) => Outcome::Incomplete,
        (true, false) => Outcome::Completed,
        (true, true) => Outcome::Found,
    };
    end.confirm = confirm;
    Ok(())
}

/// An app that was found by its name alone may be changed by its owners after it has consent: a person must have seen who
/// they are, unless it is the person who signed in.
fn strangers(app: &App, person: Option<String>, options: &RegisterOptions) -> Option<Note> {
    if options.complete || options.consent == Consent::None || matches!(options.which, Which::Client(_)) {
        return None;
    }
    let others = app.owners.iter().filter(|owner| person.as_ref() != Some(&owner.object_id));
    let names: Vec<&str> = others.map(Owner::name).collect();
    let message = format!("consent for an app that {} can change at any time", names.join(", "));
    (!names.is_empty()).then_some(Note { code: "other_owners", message })
}

/// Whether consent is not there yet, found out by a rehearsal.
async fn would_consent(
    directory: &mut Directory<'_>,
    options: &RegisterOptions,
    end: &mut Registration,
) -> Result<bool> {
    end.dry_run = true;
    directory.consent(options, end).await?;
    Ok(!std::mem::take(&mut end.actions).is_empty())
}

/// The one app that was meant; several are never guessed between.
pub(super) fn only(mut found: Vec<App>, which: &Which) -> Result<Option<App>> {
    if found.len() < 2 {
        return Ok(found.pop());
    }
    let listed: Vec<String> = found.iter().take(10).map(App::described).collect();
    let more = if found.len() > 10 { ", ..." } else { "" };
    let name = match which {
        Which::Named(name) => format!("the name '{name}'"),
        Which::Client(id) => format!("the client id {id}"),
    };
    let message = format!("{} apps have {name}: {}{more}", found.len(), listed.join(", "));
    Err(Error::new(ErrorKind::AppAmbiguous, message)
        .with_next_step("Look at their owners and creation, and give the client id of the one that is meant."))
}

pub(super) fn require_ours(app: &App) -> Result<()> {
    if app.verdict != Verdict::Refused {
        return Ok(());
    }
    let reasons: Vec<&str> = app.reasons.iter().map(|note| note.message.as_str()).collect();
    let owners: Vec<&str> = app.owners.iter().map(Owner::name).collect();
    let owned = if owners.is_empty() { "nobody".to_owned() } else { owners.join(", ") };
    let message = format!("the app {}, owned by {owned}, is not one of ours: {}", app.described(), reasons.join("; "));
    Err(Error::new(ErrorKind::AppRefused, message).with_next_step(
        "Have its owners asked what it is for; register under another displayName, or sign in with the client id of an \
         app that you trust.",
    ))
}

fn not_found(id: &ClientId) -> Error {
    Error::new(ErrorKind::AppNotFound, format!("no app with the client id {id} is registered in this tenant"))
        .with_next_step(
            "Check the client id and the tenant; an app that was made a moment ago is found in some minutes. Without a \
             client id the app is made under its name.",
        )
}
