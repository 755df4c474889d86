//! The story: exported, found, signed in, removed, left alone, gone.

use std::path::{Path, PathBuf};

use sandbox::{Options, Ready, Sandbox, Scenario};
use serde_json::{Value, json};

use crate::export::Export;
use crate::library::{Library, Owned};
use crate::removed::{self, Pair};
use crate::terminal::Terminal;
use crate::words;

const TENANT: &str = include_str!("tenant.json");
const PARTNER: &str = "fabrikam.com";

pub(crate) fn tell(terminal: &Terminal) -> Result<(), String> {
    terminal.say(
        "Removing the chats that outsiders opened, from an export of the audit log to the proof that they are gone.",
    );

    terminal.chapter(1, "A sandbox tenant");
    let (tenant, library) = (tenant()?, Library::load()?);
    let sandbox = Sandbox::start(Options { port: 0, scenario: tenant.clone() }).map_err(|error| error.to_string())?;
    let ready = sandbox.ready();
    let (major, minor) = library.abi_version()?;
    terminal.say("A small Microsoft 365 on this machine: nothing here leaves it.");
    terminal.fact("tenant", &ready.tenant_id);
    terminal.fact("sign-in and Graph", &ready.authority_host);
    terminal.fact("library", &format!("{} (interface {major}.{minor})", library.path.display()));

    terminal.chapter(2, "A week of its audit log, as the Purview portal exports it");
    let file = export_file()?;
    write(terminal, &tenant, &file)?;

    terminal.chapter(3, "Who opened which chat, how sure that is, and why");
    let options = json!({ "schema": 1, "homeTenant": ready.tenant_id, "trustedDomains": [PARTNER], "all": true });
    let (summary, findings) = library.scan(&file, &options)?;
    show_summary(terminal, &summary)?;
    let (certain, others): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding["class"] == "certain");
    certain.iter().chain(&others).for_each(|finding| show(terminal, finding));

    terminal.chapter(4, "Sign in, as an administrator");
    let client = library.new_client(&settings(&ready))?;
    sign_in(terminal, &sandbox, &library, &client)?;

    terminal.chapter(5, "Remove what is certain from the users' view");
    terminal.notice("This hides the chat from one user. It blocks nobody, and there is no undo.");
    terminal.notice("In a real incident: keep the evidence first, and block the sender beside it.");
    let before = removed::seen(&sandbox, &tenant);
    let removed = certain.iter().map(|finding| remove(terminal, &library, &client, finding));
    let removed = removed.collect::<Result<Vec<Pair>, String>>()?;

    terminal.chapter(6, "Not removed, and why not");
    for finding in &others {
        let class = text(finding, "class");
        terminal.fact(&class, &format!("{}: {}", who(finding), words::reason(&text(finding, "reason"), &class)));
        terminal.fact("", &words::meaning(&class));
    }

    terminal.chapter(7, "Gone");
    let left = removed::prove(&before, &removed::seen(&sandbox, &tenant), &removed)?;
    for (finding, (_, thread)) in certain.iter().zip(&removed) {
        terminal.good(&format!("{} does not see the chat any more", who(finding)));
        terminal.fact("", thread);
    }
    terminal
        .good(&format!("Everything else is where it was, for everybody: {left} views of chats that were not to go."));
    drop(client);
    library.shut_down()
}

/// Writes the export alone.
pub(crate) fn export(terminal: &Terminal, file: &Path) -> Result<(), String> {
    write(terminal, &tenant()?, file)
}

fn tenant() -> Result<Scenario, String> {
    Scenario::from_json(TENANT).map_err(|error| error.to_string())
}

/// In Cargo's target folder, where it stays to be looked at.
fn export_file() -> Result<PathBuf, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let folder = program.ancestors().nth(3).ok_or("the program lies in no target folder")?;
    Ok(folder.join("walkthrough").join("AuditLog.csv"))
}

fn write(terminal: &Terminal, tenant: &Scenario, file: &Path) -> Result<(), String> {
    let export = Export::of(tenant);
    let megabytes = export.write(file)? as f64 / 1e6;
    let workloads: Vec<String> = export.workloads().iter().map(|(name, count)| format!("{name} {count}")).collect();
    terminal.fact("file", &file.display().to_string());
    terminal.fact("records", &format!("{} in {megabytes:.1} MB: {}", export.len(), workloads.join(", ")));
    Ok(())
}

fn settings(ready: &Ready) -> Value {
    json!({
        "schema": 1,
        "cloud": "custom",
        "authorityHost": ready.authority_host,
        "graphEndpoint": ready.graph_endpoint,
        "caFile": ready.ca_file,
        "tenant": ready.tenant_id,
        "clientId": ready.client_id,
    })
}

fn sign_in(terminal: &Terminal, sandbox: &Sandbox, library: &Library, client: &Owned<'_>) -> Result<(), String> {
    let options = json!({ "schema": 1, "method": "device_code" });
    let operation = library.sign_in(client, &options)?;
    let context = library.wait(&operation, |event| {
        if event["event"] == "prompt" {
            terminal.notice(event["message"].as_str().unwrap_or_default());
            terminal.say("(Here the sandbox plays the person who types the code.)");
            let _known = sandbox.approve(event["userCode"].as_str().unwrap_or_default());
        }
    })?;
    terminal.good(&format!("Signed in as {}", text(&context, "account")));
    terminal.fact("permission", &list(&context["scopes"]));
    terminal.fact("role", &list(&context["roles"]));
    terminal.fact("good until", &text(&context, "expiresOn"));
    Ok(())
}

fn show_summary(terminal: &Terminal, summary: &Value) -> Result<(), String> {
    let skipped: Vec<String> = summary["skipped"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, count)| **count != 0)
        .map(|(why, count)| format!("{count} {}", why.replace('_', " ")))
        .collect();
    terminal.fact("read", &format!("{} records, {} of them evidence", summary["records"], summary["evidence"]));
    terminal.fact("passed over", &skipped.join(", "));
    terminal.fact("partner", &format!("{PARTNER} (trusted)"));
    for warning in summary["warnings"].as_array().into_iter().flatten() {
        terminal.notice(warning.as_str().unwrap_or_default());
    }
    match (summary["errors"].as_u64(), summary["unread"].as_array().is_none_or(Vec::is_empty)) {
        (Some(0), true) => Ok(()),
        _ => Err(format!("the export was not read whole: {summary}")),
    }
}

fn show(terminal: &Terminal, finding: &Value) {
    let class = text(finding, "class");
    let opener = text(&finding["initiator"], "userPrincipalName");
    terminal.fact(&class, &format!("{}; opened by {opener} ({})", who(finding), text(finding, "openedBy")));
    terminal.fact("", &text(finding, "threadId"));
    terminal.fact("", &words::reason(&text(finding, "reason"), &class));
}

fn remove(terminal: &Terminal, library: &Library, client: &Owned<'_>, finding: &Value) -> Result<Pair, String> {
    let user = finding["userId"].as_str().ok_or("a certain finding without the user's id")?;
    let (tenant, thread) = (text(finding, "tenantId"), text(finding, "threadId"));
    let operation = library.start_removal(client, [&tenant, user, &thread])?;
    let removal = library.wait(&operation, |_| {})?;
    let outcome = text(&removal, "outcome");
    if outcome != "removed" {
        return Err(format!("{outcome}: {} ({})", text(&removal, "message"), text(&removal, "nextStep")));
    }
    terminal.good(&format!("{outcome} (HTTP {}) for {}", removal["httpStatus"], who(finding)));
    terminal.fact("chat", &thread);
    terminal.fact("request id", &format!("{} at {}", text(&removal, "requestId"), text(&removal, "time")));
    Ok((user.to_owned(), thread))
}

fn who(finding: &Value) -> String {
    text(finding, "userPrincipalName")
}

fn text(document: &Value, name: &str) -> String {
    document[name].as_str().unwrap_or("-").to_owned()
}

fn list(values: &Value) -> String {
    let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}
