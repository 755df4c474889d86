//! A sandbox tenant and a client of it.

use std::sync::Mutex;

use sandbox::{Options, Ready, Sandbox, Scenario};
use serde_json::{Value, json};
use teams_chat_access::auth::{Client, Method, Settings, SignIn};
use teams_chat_access::cancel::Cancel;
use teams_chat_access::event::{Event, Prompt};
use teams_chat_access::removal::{Removal, Target, remove};

pub const DEVICE: SignIn = SignIn { method: Method::DeviceCode, open_browser: false, scopes: Vec::new() };
pub const BROWSER: SignIn = SignIn { method: Method::Browser, open_browser: false, scopes: Vec::new() };
pub const REMOVALS: &str = "/v1.0/chats/*/removeAllAccessForUser";
pub const TOKENS: &str = "/*/oauth2/v2.0/token";

pub struct Tenant {
    pub sandbox: Sandbox,
    pub ready: Ready,
}

impl Tenant {
    /// The default tenant with parts of its scenario changed.
    pub fn with(changes: Value) -> Self {
        let sandbox = Sandbox::start(Options { port: 0, scenario: Scenario::default() }).unwrap();
        sandbox.change(&json!({ "lifetimes": { "interval": 1 } })).unwrap();
        if changes.as_object().is_some_and(|changes| !changes.is_empty()) {
            sandbox.change(&changes).unwrap();
        }
        let ready = sandbox.ready();
        Self { sandbox, ready }
    }

    /// The settings of a client of this tenant, with some changed.
    pub fn settings(&self, changes: Value) -> Settings {
        let mut settings = json!({
            "schema": 1,
            "cloud": "custom",
            "authorityHost": self.ready.authority_host,
            "graphEndpoint": self.ready.graph_endpoint,
            "caFile": self.ready.ca_file,
            "tenant": self.ready.tenant_id,
            "clientId": self.ready.client_id,
            "signInTimeoutSeconds": 30,
        });
        for (name, value) in changes.as_object().unwrap() {
            settings[name] = value.clone();
        }
        Settings::from_json(&settings.to_string()).unwrap()
    }

    pub fn client(&self) -> Client {
        Client::new(self.settings(json!({}))).unwrap()
    }

    /// A client that holds the administrator's token, which is not renewed.
    pub fn signed_in(&self) -> Client {
        let client = self.client();
        client.set_token(&self.ready.access_token).unwrap();
        client
    }

    /// A client that signed in with a device code, and can renew.
    pub async fn renewable(&self) -> Client {
        let client = self.client();
        let tell = |event| self.approve(event);
        client.sign_in(DEVICE, &tell, &Cancel::default()).await.unwrap();
        client
    }

    /// Plays the person who types the code.
    pub fn approve(&self, event: Event) {
        if let Event::Prompt(_) = event {
            assert!(self.sandbox.approve(&user_code(&event)));
        }
    }

    /// The nth chat that an outsider opened.
    pub fn target(&self, n: usize) -> Target {
        let chat = &self.ready.chats[n];
        Target::parse(&self.ready.tenant_id, &chat.user_id, &chat.thread_id).unwrap()
    }

    pub fn fault(&self, fault: Value) {
        self.sandbox.inject(&fault).unwrap();
    }

    /// Removes the nth chat.
    pub async fn remove(&self, client: &Client, n: usize) -> Removal {
        remove(client, &self.target(n), &|_| {}, &Cancel::default()).await.unwrap()
    }

    /// The requests to Graph's removal call.
    pub fn removals(&self) -> Vec<sandbox::Seen> {
        let is_removal = |seen: &sandbox::Seen| seen.path.ends_with("/removeAllAccessForUser");
        self.sandbox.requests().into_iter().filter(is_removal).collect()
    }
}

/// The code of a device code prompt; of anything else, nothing.
pub fn user_code(event: &Event) -> String {
    match event {
        Event::Prompt(Prompt::DeviceCode { user_code, .. }) => user_code.clone(),
        _ => String::new(),
    }
}

/// Keeps what an operation tells.
#[derive(Default)]
pub struct Heard(Mutex<Vec<Event>>);

impl Heard {
    pub fn take(&self, event: Event) {
        self.0.lock().unwrap().push(event);
    }

    pub fn events(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }
}
