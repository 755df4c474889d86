//! Whether an app may be answered at an address.

use url::Url;

use crate::scenario::App;

/// The port of a loopback address is free, since a native app takes the one that it gets; all else must be equal.
pub(super) fn allowed(app: &App, uri: &str) -> bool {
    let Ok(asked) = Url::parse(uri) else { return false };
    app.redirect_uris.iter().any(|registered| {
        let Ok(registered) = Url::parse(registered) else { return false };
        let loopback =
            matches!(registered.host_str(), Some("localhost" | "127.0.0.1")) && registered.scheme() == "http";
        registered.scheme() == asked.scheme()
            && registered.host_str() == asked.host_str()
            && registered.path() == asked.path()
            && registered.query() == asked.query()
            && (loopback || registered.port() == asked.port())
    })
}
