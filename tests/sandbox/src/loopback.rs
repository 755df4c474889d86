//! Listening on loopback.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// 127.0.0.1, and ::1 on the same port where there is one: `localhost` may mean either.
pub(crate) fn listen(port: u16) -> std::io::Result<Vec<TcpListener>> {
    let mut tries = 10;
    loop {
        let four = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
        let six = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, four.local_addr()?.port())));
        tries -= 1;
        let listeners = match six {
            Ok(six) => vec![four, six],
            // Another server would answer those whose `localhost` is ::1.
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && port == 0 && tries > 0 => continue,
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => return Err(error),
            Err(_) => vec![four],
        };
        for listener in &listeners {
            listener.set_nonblocking(true)?;
        }
        return Ok(listeners);
    }
}
