//! What a host feels of the library: `cargo bench --bench first_call [-- PATH-OF-THE-LIBRARY]`.
//!
//! Each round starts two fresh processes one after the other: one loads the shared library and removes a chat through
//! its C functions, one sends the same request with reqwest alone (the peer: same TLS, same certificate file, same
//! server). Both talk to a sandbox tenant in this process. Medians over all rounds are printed, and their ratio.
#![allow(unsafe_code, reason = "calling C functions is what is measured")]
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark prints times")]

use std::ffi::{CString, c_char};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use libloading::Library;
use sandbox::{Options, Sandbox};
use serde_json::{Value, json};

const ROUNDS: usize = 15;
const END: i32 = 4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["library", path, ready] => library(path, &serde_json::from_str(ready).unwrap()),
        ["peer", ready] => peer(&serde_json::from_str(ready).unwrap()),
        rest => rounds(rest.first().map_or_else(built_library, PathBuf::from)),
    }
}

fn built_library() -> PathBuf {
    let deps = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let name = libloading::library_filename("teams_chat_access");
    let places = [deps.parent().unwrap().join(&name), deps.join(&name)];
    places.iter().find(|path| path.exists()).unwrap_or(&places[0]).clone()
}

fn rounds(library: PathBuf) {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let mut times: Vec<(String, Vec<f64>)> = Vec::new();
    for _ in 0..ROUNDS {
        for child in ["library", "peer"] {
            sandbox.reset();
            let ready = sandbox.ready().json().to_string();
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.arg(child);
            if child == "library" {
                command.arg(&library);
            }
            let output = command.arg(ready).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let said: Value = serde_json::from_slice(&output.stdout).unwrap();
            for (name, time) in said.as_object().unwrap() {
                match times.iter_mut().find(|(known, _)| known == name) {
                    Some((_, list)) => list.push(time.as_f64().unwrap()),
                    None => times.push((name.clone(), vec![time.as_f64().unwrap()])),
                }
            }
        }
    }
    let size = std::fs::metadata(&library).unwrap().len();
    println!("{} ({size} bytes), {ROUNDS} rounds in fresh processes, milliseconds", library.display());
    println!("{:<44} {:>8} {:>8} {:>8}", "", "min", "median", "max");
    let mut medians = Vec::new();
    for (name, list) in &mut times {
        list.sort_by(f64::total_cmp);
        medians.push((name.clone(), list[list.len() / 2]));
        println!("{name:<44} {:>8.2} {:>8.2} {:>8.2}", list[0], list[list.len() / 2], list[list.len() - 1]);
    }
    let median = |name: &str| medians.iter().find(|(known, _)| known == name).unwrap().1;
    let (ours, theirs) = (median("library: first removal over https"), median("peer: first request over https"));
    println!("first removal against the peer's first request: {:.2} times, {:+.2} ms", ours / theirs, ours - theirs);
}

struct Watch(Instant, serde_json::Map<String, Value>);

impl Watch {
    fn lap(&mut self, name: &str) {
        self.1.insert(name.to_owned(), json!(self.0.elapsed().as_secs_f64() * 1e3));
        self.0 = Instant::now();
    }
}

/// Loads the library, makes a client, and removes a chat.
fn library(path: &str, ready: &Value) {
    type Text = *const c_char;
    type Out = *mut u64;
    let text = |text: &str| CString::new(text).unwrap();
    let settings = text(
        &json!({
            "cloud": "custom", "authorityHost": ready["authorityHost"], "graphEndpoint": ready["graphEndpoint"],
            "caFile": ready["caFile"], "tenant": ready["tenantId"], "clientId": ready["clientId"],
        })
        .to_string(),
    );
    let chat = &ready["chats"][0];
    let ids = [&ready["tenantId"], &chat["userId"], &chat["threadId"]].map(|id| text(id.as_str().unwrap()));
    let token = text(ready["accessToken"].as_str().unwrap());
    let mut watch = Watch(Instant::now(), serde_json::Map::new());
    // SAFETY: the types are those of the header, and every text outlives its call.
    unsafe {
        let library = Library::new(path).unwrap();
        watch.lap("library: dlopen");
        let version = library.get::<unsafe extern "C" fn() -> u32>(b"tca_abi_version").unwrap();
        assert_eq!(version() >> 16, 1);
        watch.lap("library: first call (tca_abi_version)");
        let (mut client, mut operation, mut event, mut result) = (0, 0, 0, 0);
        let none: Out = std::ptr::null_mut();
        let new = library.get::<unsafe extern "C" fn(Text, Out, Out) -> i32>(b"tca_client_new").unwrap();
        assert_eq!(new(settings.as_ptr(), &raw mut client, none), 0);
        watch.lap("library: tca_client_new (reads the CA file)");
        let set = library.get::<unsafe extern "C" fn(u64, Text, Out) -> i32>(b"tca_client_set_token").unwrap();
        assert_eq!(set(client, token.as_ptr(), none), 0);
        type Start = unsafe extern "C" fn(u64, Text, Text, Text, Text, Out, Out) -> i32;
        let start = library.get::<Start>(b"tca_removal_start").unwrap();
        let [tenant, user, thread] = &ids;
        let nothing = std::ptr::null();
        let status = start(client, tenant.as_ptr(), user.as_ptr(), thread.as_ptr(), nothing, &raw mut operation, none);
        assert_eq!(status, 0);
        type Wait = unsafe extern "C" fn(u64, u32, *mut i32, Out, Out) -> i32;
        let wait = library.get::<Wait>(b"tca_operation_wait").unwrap();
        while event != END {
            assert_eq!(wait(operation, u32::MAX, &raw mut event, &raw mut result, none), 0);
        }
        watch.lap("library: first removal over https");
    }
    println!("{}", Value::Object(watch.1));
}

/// The same request with reqwest alone, on one connection of its own.
fn peer(ready: &Value) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let chat = &ready["chats"][0];
    let thread = text(&chat["threadId"]).replace(':', "%3A").replace('@', "%40");
    let url = format!("{}/v1.0/chats/{thread}/removeAllAccessForUser", text(&ready["graphEndpoint"]));
    let body = json!({ "user": { "id": chat["userId"], "tenantId": ready["tenantId"] } });
    let pem = std::fs::read(text(&ready["caFile"])).unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut watch = Watch(Instant::now(), serde_json::Map::new());
    let roots = [reqwest::Certificate::from_pem(&pem).unwrap()];
    let http = reqwest::Client::builder().tls_certs_only(roots).no_proxy().build().unwrap();
    watch.lap("peer: client made");
    runtime.block_on(async {
        let request = http.post(url).bearer_auth(text(&ready["accessToken"])).json(&body);
        assert_eq!(request.send().await.unwrap().status(), 204);
    });
    watch.lap("peer: first request over https");
    println!("{}", Value::Object(watch.1));
}
