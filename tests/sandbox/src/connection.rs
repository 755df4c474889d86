//! One connection: reads requests, applies faults, writes answers.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use crate::fault::{Drop, Fault};
use crate::http::{Answer, Request};
use crate::stream::{Scissors, Stream};
use crate::world::World;
use crate::{clock, random, route};

/// Within the first header over HTTP/1.1, and within the frame of the headers over HTTP/2.
const MID_HEADERS: usize = 40;
const LARGEST_BODY: usize = 4 << 20;

pub(crate) async fn serve(world: Arc<World>, acceptor: TlsAcceptor, tcp: TcpStream) {
    let _ = tcp.set_nodelay(true);
    let Ok(tls) = acceptor.accept(tcp).await else { return };
    let scissors = Scissors::default();
    let stream = TokioIo::new(Stream::new(tls, scissors.clone()));
    let service = service_fn(move |incoming| answer(Arc::clone(&world), scissors.clone(), incoming));
    let _ = auto::Builder::new(TokioExecutor::new()).serve_connection(stream, service).await;
}

/// The connection was ended on purpose.
#[derive(Debug)]
struct Dropped;

impl std::fmt::Display for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("dropped by a fault")
    }
}

impl std::error::Error for Dropped {}

async fn answer(
    world: Arc<World>,
    scissors: Scissors,
    incoming: hyper::Request<Incoming>,
) -> Result<hyper::Response<Content>, Dropped> {
    let (mut request, body) = head(incoming);
    let control = route::is_control(&request);
    let (fault, number) = if control { (None, None) } else { enter(&world, &request) };
    if let Some(Fault { drop: Some(Drop::BeforeReading), reset, .. }) = fault {
        scissors.now(reset);
        return Err(Dropped);
    }
    let Ok(body) = http_body_util::Limited::new(body, LARGEST_BODY).collect().await else { return Err(Dropped) };
    request.body = body.to_bytes();
    if let Some(number) = number {
        world.state().journal.body(number, &request.body);
    }
    let answer = decide(&world, &request, fault.as_ref()).await;
    if let Some(number) = number.filter(|_| !matches!(fault, Some(Fault { drop: Some(Drop::AfterEffect), .. }))) {
        world.state().journal.status(number, answer.status);
    }
    let Some(Fault { drop: Some(drop), reset, .. }) = fault else { return Ok(response(answer, Cut::None)) };
    match drop {
        Drop::BeforeReading | Drop::AfterEffect => {
            scissors.now(reset);
            Err(Dropped)
        }
        Drop::MidHeaders => {
            scissors.after(MID_HEADERS, reset);
            Ok(response(answer, Cut::None))
        }
        Drop::MidBody => Ok(response(answer, Cut::At(scissors, reset))),
    }
}

fn head(incoming: hyper::Request<Incoming>) -> (Request, Incoming) {
    let (parts, body) = incoming.into_parts();
    let mut headers = parts.headers;
    // HTTP/2 has no Host header.
    if let Some(host) = parts.uri.authority().and_then(|authority| HeaderValue::from_str(authority.as_str()).ok()) {
        headers.entry("host").or_insert(host);
    }
    let request = Request::new(parts.method.as_str(), parts.uri.path(), parts.uri.query().unwrap_or_default(), headers);
    (request, body)
}

fn enter(world: &World, request: &Request) -> (Option<Fault>, Option<usize>) {
    let mut state = world.state();
    let fault = state.fault_for(request);
    if fault.is_some() {
        state.count("faults");
    }
    let number = state.journal.enter(request, fault.as_ref().map(|fault| fault.name.as_str()));
    (fault, Some(number))
}

async fn decide(world: &Arc<World>, request: &Request, fault: Option<&Fault>) -> Answer {
    let mut request = request.clone();
    // One id for the headers and the body of an answer; whatever a caller sent under this name is replaced.
    if let Ok(id) = HeaderValue::from_str(&random::guid()) {
        request.headers.entry("client-request-id").or_insert(id.clone());
        request.headers.insert("x-sandbox-request-id", id);
    }
    let Some(fault) = fault else {
        let answer = route::serve(world, &request);
        clock::sleep(answer.delay).await;
        return answer;
    };
    clock::sleep(fault.delay_before).await;
    let truth = fault.serves().then(|| route::serve(world, &request));
    let answer = route::instead(world, &request, &fault.instead).or(truth).unwrap_or_else(|| Answer::empty(500));
    clock::sleep(answer.delay.max(fault.delay_after)).await;
    answer
}

enum Cut {
    None,
    At(Scissors, bool),
}

fn response(answer: Answer, cut: Cut) -> hyper::Response<Content> {
    let mut bytes = answer.body;
    // A body that breaks off needs one to break.
    if matches!(cut, Cut::At(..)) && bytes.len() < 2 {
        bytes = b"{\"error\":{\"code\":".to_vec();
    }
    let no_content = answer.status == 204 || answer.status == 304;
    let length = bytes.len();
    let half = if matches!(cut, Cut::At(..)) { length / 2 } else { length };
    bytes.truncate(half);
    let mut response = hyper::Response::new(Content { bytes: Some(Bytes::from(bytes)), length, cut, pause: None });
    *response.status_mut() = match (&response.body().cut, no_content) {
        (Cut::At(..), true) => hyper::StatusCode::OK,
        _ => hyper::StatusCode::from_u16(answer.status).unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR),
    };
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// A body that may break off.
struct Content {
    bytes: Option<Bytes>,
    length: usize,
    cut: Cut,
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Body for Content {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(bytes) = self.bytes.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        let Cut::At(scissors, reset) = &self.cut else { return Poll::Ready(None) };
        let (scissors, reset) = (scissors.clone(), *reset);
        // The first half must be on its way before the cut.
        let pause = self.pause.get_or_insert_with(|| Box::pin(clock::sleep(Duration::from_millis(50))));
        if pause.as_mut().poll(cx).is_ready() {
            scissors.now(reset);
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.cut, Cut::None) && self.bytes.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length as u64)
    }
}
