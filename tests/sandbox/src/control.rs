//! The sandbox's own endpoints, under `/sandbox`: for tests in any language.

use serde_json::{Value, json};

use crate::entra;
use crate::http::{Answer, Form, Request};
use crate::journal::Seen;
use crate::ready::Ready;
use crate::scenario::{Place, ScenarioError};
use crate::token::Mint;
use crate::world::World;

pub(crate) fn serve(world: &World, request: &Request) -> Answer {
    let segments: Vec<&str> = request.segments.iter().skip(1).map(String::as_str).collect();
    let query = request.query();
    match (request.method.as_str(), segments.as_slice()) {
        ("GET", ["ready"]) => Answer::json(200, &Ready::of(world).json()),
        ("GET", ["requests"]) => requests(world, &query),
        ("GET", ["counters"]) => Answer::json(200, &json!(world.state().counters())),
        ("GET", ["chats"]) => chats(world, &query),
        ("GET", ["auditRecords"]) => Answer::json(200, &json!(world.state().scenario.audit_records)),
        ("GET" | "POST", ["approve"]) => approve(world, &query),
        ("POST", ["faults"]) => taken(request, |value| faults(world, value)),
        ("DELETE", ["faults"]) => {
            world.state().faults.clear();
            Answer::empty(204)
        }
        ("POST", ["scenario"]) => taken(request, |value| change(world, value)),
        ("POST", ["token"]) => taken(request, |value| token(world, value)),
        ("POST", ["reset"]) => {
            world.reset();
            Answer::empty(204)
        }
        _ => problem(404, "no such control endpoint; docs/sandbox.md lists them"),
    }
}

fn problem(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({"error": message}))
}

fn taken(request: &Request, take: impl FnOnce(&Value) -> Result<Answer, ScenarioError>) -> Answer {
    match request.json() {
        Err(error) => problem(400, &format!("not JSON: {error}")),
        Ok(value) => take(&value).unwrap_or_else(|error| problem(400, &error.to_string())),
    }
}

fn requests(world: &World, query: &Form) -> Answer {
    let since: usize = query.get("since").and_then(|since| since.parse().ok()).unwrap_or(0);
    let state = world.state();
    let seen: Vec<Value> = state.journal.seen().iter().skip(since).map(Seen::json).collect();
    Answer::json(200, &json!(seen))
}

/// The threads that a user sees, or every user's.
fn chats(world: &World, query: &Form) -> Answer {
    let state = world.state();
    let scenario = std::sync::Arc::clone(&state.scenario);
    let of = |id: &str| state.chats_of(id).into_iter().map(|chat| chat.thread_id).collect::<Vec<_>>();
    match query.get("user") {
        Some(name) => match scenario.user(name) {
            Some(user) => Answer::json(200, &json!(of(&user.id))),
            None => problem(404, "no such user"),
        },
        None => {
            let all: serde_json::Map<String, Value> =
                scenario.users.iter().map(|user| (user.id.clone(), json!(of(&user.id)))).collect();
            Answer::json(200, &Value::Object(all))
        }
    }
}

fn approve(world: &World, query: &Form) -> Answer {
    match query.get("user_code") {
        Some(code) => entra::decide(&mut world.state(), code, query),
        None => problem(400, "user_code is missing"),
    }
}

/// One fault or an array of them, tried after those that are there.
pub(crate) fn faults(world: &World, value: &Value) -> Result<Answer, ScenarioError> {
    let one = json!([value]);
    let place = Place::new(if value.is_array() { value } else { &one }, "faults");
    let faults = place.list(crate::fault::Fault::read)?;
    let count = faults.len();
    world.state().faults.extend(faults);
    Ok(Answer::json(201, &json!({"added": count})))
}

/// Other sections of the scenario from now on; what happened so far stays.
pub(crate) fn change(world: &World, value: &Value) -> Result<Answer, ScenarioError> {
    let mut state = world.state();
    let scenario = state.scenario.changed(value)?;
    state.change(scenario, value.get("faults").is_some());
    Ok(Answer::empty(204))
}

fn token(world: &World, value: &Value) -> Result<Answer, ScenarioError> {
    let mut fields = Place::new(value, "").fields()?;
    let mint = Mint {
        user: fields.optional("user", Place::text)?,
        client_id: fields.optional("clientId", Place::guid)?,
        tenant_id: fields.optional("tenantId", Place::guid)?,
        scopes: fields.texts("scopes")?,
        roles: fields.texts("roles")?,
        expires_in: fields.optional("expiresIn", |at| match at.value.as_i64() {
            Some(seconds) => Ok(seconds),
            None => at.wrong("expected whole seconds"),
        })?,
        audience: fields.optional("audience", Place::text)?,
        cp1: fields.optional("cp1", Place::flag)?.unwrap_or(false),
    };
    fields.finish()?;
    let scenario = std::sync::Arc::clone(&world.state().scenario);
    match mint.make(world, &scenario) {
        Some(token) => Ok(Answer::json(200, &json!({"accessToken": token}))),
        None => Ok(problem(404, "no such user or app")),
    }
}
