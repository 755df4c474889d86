//! A TLS stream that can be cut at any byte, so that a dropped connection is a real one.

use std::io::{Error, ErrorKind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

#[derive(Default)]
struct Cut {
    done: bool,
    reset: bool,
    /// Bytes of HTTP that may still be written before the cut.
    allowance: Option<usize>,
    waiting: Vec<Waker>,
}

/// Held by whoever decides that this connection ends.
#[derive(Clone, Default)]
pub(crate) struct Scissors(Arc<Mutex<Cut>>);

impl Scissors {
    fn cut(&self) -> std::sync::MutexGuard<'_, Cut> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the connection now: with a TCP reset, or with a plain close that skips TLS's goodbye.
    pub(crate) fn now(&self, reset: bool) {
        let mut cut = self.cut();
        cut.done = true;
        cut.reset = reset;
        cut.waiting.drain(..).for_each(Waker::wake);
    }

    pub(crate) fn after(&self, bytes: usize, reset: bool) {
        let mut cut = self.cut();
        cut.allowance = Some(bytes);
        cut.reset = reset;
    }
}

pub(crate) struct Stream {
    inner: TlsStream<TcpStream>,
    scissors: Scissors,
}

impl Stream {
    pub(crate) fn new(inner: TlsStream<TcpStream>, scissors: Scissors) -> Self {
        Self { inner, scissors }
    }

    fn check(&self, context: &Context<'_>) -> Result<(), Error> {
        let mut cut = self.scissors.cut();
        if !cut.done {
            if !cut.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                cut.waiting.push(context.waker().clone());
            }
            return Ok(());
        }
        Err(ErrorKind::ConnectionReset.into())
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let cut = self.scissors.cut();
        if cut.done && cut.reset {
            // With linger at zero the close that follows is a RST.
            let _ = self.inner.get_ref().0.set_zero_linger();
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<(), Error>> {
        self.check(cx)?;
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize, Error>> {
        self.check(cx)?;
        let allowance = self.scissors.cut().allowance;
        let Some(allowance) = allowance else { return Pin::new(&mut self.inner).poll_write(cx, bytes) };
        let written = match Pin::new(&mut self.inner).poll_write(cx, &bytes[..bytes.len().min(allowance)]) {
            Poll::Ready(Ok(written)) => written,
            other => return other,
        };
        let left = allowance - written;
        self.scissors.cut().allowance = Some(left);
        if left == 0 {
            let _ = Pin::new(&mut self.inner).poll_flush(cx);
            self.scissors.cut().done = true;
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.check(cx)?;
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        if self.check(cx).is_err() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
