//! Who may do what: sockets, time, files, unsafe.

use super::sources::library;

/// Words that only these places may use.
const LAWS: &[(&str, &[&str], &[&str])] = &[
    ("opens sockets", &["TcpListener", "TcpStream", "UdpSocket", "reqwest::Client", "ClientBuilder"], &["net/"]),
    ("reads time", &["SystemTime::now", "Instant::now", "now_utc"], &["clock.rs"]),
    (
        "opens files",
        &["File::", "fs::", "OpenOptions"],
        &["os/", "audit/source", "removal/journal", "auth/cache", "report/"],
    ),
    ("starts programs", &["Command::new"], &["os/"]),
    ("is unsafe", &["unsafe {", "unsafe fn", "unsafe extern"], &["ffi/", "audit/scanner.rs"]),
    ("prints", &["println!", "eprintln!", "print!", "dbg!"], &[]),
];

#[test]
fn each_power_lies_in_its_place_alone() {
    let mut wrong = Vec::new();
    for source in library() {
        for (power, words, places) in LAWS {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for (line, text) in source.code() {
                if words.iter().any(|word| text.contains(word)) {
                    wrong.push(format!("src/{}:{line} {power}: {}", source.path, text.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_bearer_leaves_through_one_function() {
    let leaves = |line: &str| line.contains(".header(AUTHORIZATION") || line.contains("bearer_auth");
    let places: Vec<String> = library()
        .iter()
        .flat_map(|source| {
            let path = source.path.clone();
            source.code().filter(|(_, line)| leaves(line)).map(move |(n, _)| format!("{path}:{n}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(places.len() == 1 && places[0].starts_with("net/transport.rs"), "{places:?}");
}
