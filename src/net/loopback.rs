//! The redirect address of a browser sign-in: `http://localhost:PORT` on this machine, for one answer.
//!
//! Source: RFC 8252 section 7.3; Entra ignores the port of loopback redirect addresses when it matches them.

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::clock;
use crate::error::{Error, ErrorKind, Result};

/// A code has about 1.5 KB; what is larger is not ours.
const LARGEST_REQUEST: usize = 64 * 1024;
/// Browsers open connections ahead of need and leave them silent.
const SLOWEST_REQUEST: Duration = Duration::from_secs(20);
/// Connections at once; what another program opens beyond them waits.
const MOST_CONNECTIONS: usize = 32;

/// Listens on both loopback addresses, since browsers may take either for `localhost`.
#[derive(Debug)]
pub(crate) struct RedirectListener {
    v4: TcpListener,
    v6: Option<TcpListener>,
    port: u16,
}

/// What the browser brought; the page it shows is still to be sent.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) fields: HashMap<String, String>,
    stream: TcpStream,
}

impl RedirectListener {
    pub(crate) async fn bind() -> Result<Self> {
        let refused = |error: std::io::Error| {
            Error::new(ErrorKind::System, format!("no loopback port for the browser's answer: {error}"))
                .with_next_step("Sign in with a device code instead.")
        };
        let mut tries = 0;
        loop {
            tries += 1;
            let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(refused)?;
            let port = v4.local_addr().map_err(refused)?.port();
            match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                Ok(v6) => return Ok(Self { v4, v6: Some(v6), port }),
                // Somebody else has the port on ::1 and would be given our code.
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && tries < 8 => {}
                Err(_) => return Ok(Self { v4, v6: None, port }),
            }
        }
    }

    /// The redirect address to register with the request.
    pub(crate) fn uri(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The first answer that carries this state. Everything else gets an error page, and the wait goes on: another
    /// program must not be able to end the sign-in.
    pub(crate) async fn answer(&self, state: &str) -> Result<Arrival> {
        let (found, mut arrivals) = mpsc::channel(1);
        let mut connections = JoinSet::new();
        loop {
            let stream = tokio::select! {
                Some(arrival) = arrivals.recv() => return Ok(arrival),
                stream = self.accept(), if connections.len() < MOST_CONNECTIONS => stream?,
                Some(_) = connections.join_next() => continue,
            };
            let (found, state, port) = (found.clone(), state.to_owned(), self.port);
            connections.spawn(async move {
                if let Some(Some(arrival)) = clock::within(SLOWEST_REQUEST, receive(stream, &state, port)).await {
                    let _ = found.send(arrival).await;
                }
            });
        }
    }

    async fn accept(&self) -> Result<TcpStream> {
        let accepted = match &self.v6 {
            Some(v6) => tokio::select! { a = self.v4.accept() => a, a = v6.accept() => a },
            None => self.v4.accept().await,
        };
        let failed = |e| Error::new(ErrorKind::System, format!("the browser's answer could not be taken: {e}"));
        accepted.map(|(stream, _)| stream).map_err(failed)
    }
}

impl Arrival {
    /// Sends the page that tells the person what happened.
    pub(crate) async fn show(mut self, page: &str) {
        write_page(&mut self.stream, "200 OK", page).await;
    }
}

/// Reads one request; answers it here unless it is the redirect.
async fn receive(mut stream: TcpStream, state: &str, port: u16) -> Option<Arrival> {
    let request = read_request(&mut stream).await?;
    let (status, text) = match fields_of(&request, port) {
        Ok(fields) if fields.get("state").is_some_and(|given| given == state) => {
            return Some(Arrival { fields, stream });
        }
        Ok(_) => ("400 Bad Request", "This answer does not belong to the sign-in that is under way."),
        Err(status) => (status, "Nothing here."),
    };
    write_page(&mut stream, status, text).await;
    None
}

/// The whole request, or nothing when it is none or too large.
async fn read_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        match wanted(&bytes) {
            Wanted::More if bytes.len() < LARGEST_REQUEST => {
                if stream.read_buf(&mut bytes).await.ok()? == 0 {
                    return None;
                }
            }
            Wanted::Nothing => return Some(bytes),
            Wanted::More | Wanted::Never => return None,
        }
    }
}

enum Wanted {
    More,
    Nothing,
    Never,
}

fn wanted(bytes: &[u8]) -> Wanted {
    let mut headers = [httparse::EMPTY_HEADER; 96];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Partial) => Wanted::More,
        Ok(httparse::Status::Complete(head)) => {
            let length = header(&request, "content-length").unwrap_or("0").parse::<usize>();
            match length {
                Ok(length) if bytes.len() - head >= length => Wanted::Nothing,
                Ok(_) => Wanted::More,
                Err(_) => Wanted::Never,
            }
        }
        Err(_) => Wanted::Never,
    }
}

/// The fields of the redirect: of the form (`form_post`) or of the address (`query`).
fn fields_of(bytes: &[u8], port: u16) -> Result<HashMap<String, String>, &'static str> {
    let mut headers = [httparse::EMPTY_HEADER; 96];
    let mut request = httparse::Request::new(&mut headers);
    let Ok(httparse::Status::Complete(head)) = request.parse(bytes) else { return Err("400 Bad Request") };
    // A page elsewhere that resolves its own name to this machine is refused.
    let host = header(&request, "host").unwrap_or_default();
    let ours = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host == format!("{name}:{port}"));
    let target = request.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if !ours || path != "/" {
        return Err("404 Not Found");
    }
    let encoded = match request.method {
        Some("POST") => &bytes[head..],
        Some("GET") if !query.is_empty() => query.as_bytes(),
        _ => return Err("404 Not Found"),
    };
    Ok(url::form_urlencoded::parse(encoded).into_owned().collect())
}

fn header<'a>(request: &httparse::Request<'_, 'a>, name: &str) -> Option<&'a str> {
    let found = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
    std::str::from_utf8(found.value).ok()
}

async fn write_page(stream: &mut TcpStream, status: &str, page: &str) {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nReferrer-Policy: no-referrer\r\n\
         Connection: close\r\n\r\n",
        page.len()
    );
    // A browser that has gone away does not matter: the sign-in is decided by what it brought.
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(page.as_bytes()).await;
    let _ = stream.shutdown().await;
}
