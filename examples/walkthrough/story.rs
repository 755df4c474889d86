//! The story: opened, signed in, seen, found, removed, gone.

use sandbox::{Options, Ready, Sandbox};
use serde_json::{Value, json};

use crate::library::{Library, Owned};
use crate::terminal::Terminal;

pub(crate) fn tell(terminal: &Terminal) -> Result<(), String> {
    terminal.say("Removing a chat that an outsider opened, from the first look to the proof that it is gone.");

    terminal.chapter(1, "A sandbox tenant");
    let sandbox = Sandbox::start(Options::default()).map_err(|error| error.to_string())?;
    // Nobody is typing, so the code can be asked for every second.
    sandbox.change(&json!({ "lifetimes": { "interval": 1 } })).map_err(|error| error.to_string())?;
    let (ready, library) = (sandbox.ready(), Library::load()?);
    let (major, minor) = library.abi_version()?;
    terminal.say("A small Microsoft 365 on this machine: nothing here leaves it.");
    terminal.fact("tenant", &ready.tenant_id);
    terminal.fact("sign-in and Graph", &ready.authority_host);
    terminal.fact("library", &format!("{} (interface {major}.{minor})", library.path.display()));

    terminal.chapter(2, "Sign in, as an administrator");
    let client = library.new_client(&settings(&ready))?;
    sign_in(terminal, &sandbox, &library, &client)?;

    let chat = ready.chats.first().ok_or("the sandbox has no chat that an outsider opened")?;
    terminal.chapter(3, "What the user sees");
    terminal.fact("user", &chat.user_id);
    show_chats(terminal, &sandbox, &chat.user_id, &chat.thread_id);

    terminal.chapter(4, "Who opened it: the audit record");
    let finding = find(terminal, &sandbox, &library, &chat.thread_id)?;
    let user = finding["userId"].as_str().ok_or("the finding is not certain: a person must look at it")?;
    let (tenant, thread) = (text(&finding, "tenantId"), text(&finding, "threadId"));

    terminal.chapter(5, "Remove it from the user's view");
    terminal.notice("This hides the chat from one user. It blocks nobody, and there is no undo.");
    terminal.notice("In a real incident: keep the evidence first, and block the sender beside it.");
    let operation = library.start_removal(&client, [&tenant, user, &thread])?;
    let removal = library.wait(&operation, |_| {})?;
    show_removal(terminal, &removal)?;

    terminal.chapter(6, "Gone");
    show_chats(terminal, &sandbox, user, &thread);
    if sandbox.chats_of(user).contains(&thread) {
        return Err("the chat is still there".into());
    }
    terminal.good("The user does not see the chat any more; everybody else in it does.");
    drop((operation, client));
    library.shut_down()
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

fn find(terminal: &Terminal, sandbox: &Sandbox, library: &Library, thread: &str) -> Result<Value, String> {
    let of_chat = |record: &Value| record["ChatThreadId"] == *thread;
    let records: Vec<Value> = sandbox.audit_records().into_iter().filter(of_chat).collect();
    for record in &records {
        terminal.say(&format!(
            "{}  {}  by {}",
            text(record, "CreationTime"),
            text(record, "Operation"),
            text(record, "UserId")
        ));
    }
    let page = library.findings(&Value::Array(records).to_string())?;
    let finding = page["findings"].get(0).ok_or("the records show nobody of ours in the chat")?.clone();
    terminal.good(&format!(
        "{} was drawn in by {}",
        text(&finding, "userPrincipalName"),
        text(&finding["initiator"], "userPrincipalName")
    ));
    terminal.fact("chat", &text(&finding, "threadId"));
    terminal.fact("opened by", &text(&finding, "openedBy"));
    terminal.fact("how sure", &format!("{} ({})", text(&finding, "class"), text(&finding, "reason")));
    terminal.fact("deciding record", &format!("{} {}", text(&finding, "operation"), text(&finding, "recordId")));
    Ok(finding)
}

fn show_chats(terminal: &Terminal, sandbox: &Sandbox, user: &str, wanted: &str) {
    for thread in sandbox.chats_of(user) {
        if thread == wanted {
            terminal.bad(&format!("{thread}   <- opened by an outsider"));
        } else {
            terminal.say(&thread);
        }
    }
}

fn show_removal(terminal: &Terminal, removal: &Value) -> Result<(), String> {
    let outcome = text(removal, "outcome");
    if outcome != "removed" {
        return Err(format!("{outcome}: {} ({})", text(removal, "message"), text(removal, "nextStep")));
    }
    terminal.good(&format!("{outcome} (HTTP {})", removal["httpStatus"]));
    terminal.fact("request id", &text(removal, "requestId"));
    terminal.fact("client request id", &text(removal, "clientRequestId"));
    terminal.fact("time", &text(removal, "time"));
    Ok(())
}

fn text(document: &Value, name: &str) -> String {
    document[name].as_str().unwrap_or("-").to_owned()
}

fn list(values: &Value) -> String {
    let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}
