//! The only folder that opens a socket. What decides here (retry, pace) is pure and takes the time as an argument.

pub(crate) mod answer;
pub(crate) mod graph_error;
pub(crate) mod loopback;
pub(crate) mod pace;
pub(crate) mod retry;
pub(crate) mod tls;
pub(crate) mod transport;
