//! The hosts of each cloud, and the rule which of them may see a bearer token.
//!
//! Source: "National cloud deployments" of Microsoft Graph; `chat: removeAllAccessForUser` for which clouds have the call.

use std::fmt;

use url::{Host, Url};

use crate::error::{Error, ErrorKind, Result};

/// One deployment of Entra and Graph.
#[derive(Clone, PartialEq, Eq)]
pub struct Cloud {
    name: CloudName,
    authority: Url,
    graph: Url,
}

/// The clouds by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloudName {
    /// The worldwide cloud, GCC included.
    Global,
    /// US Government L4 (GCC High).
    UsGovL4,
    /// US Government L5 (DoD).
    UsGovL5,
    /// Roots that the caller gave.
    Custom,
}

impl CloudName {
    /// The name in settings and results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::UsGovL4 => "usgov_l4",
            Self::UsGovL5 => "usgov_l5",
            Self::Custom => "custom",
        }
    }
}

impl Cloud {
    /// One of Microsoft's clouds; `custom` has its own constructor.
    pub fn named(name: &str) -> Result<Self> {
        let (name, authority, graph) = match name {
            "global" => (CloudName::Global, "https://login.microsoftonline.com", "https://graph.microsoft.com"),
            "usgov_l4" => (CloudName::UsGovL4, "https://login.microsoftonline.us", "https://graph.microsoft.us"),
            "usgov_l5" => (CloudName::UsGovL5, "https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
            "china" => {
                return Err(setting(
                    "cloud 'china': Microsoft Graph has no removeAllAccessForUser in the cloud operated by 21Vianet",
                )
                .with_next_step("Remove the chat with the tools of that cloud; this library cannot."));
            }
            other => {
                return Err(setting(format!(
                    "cloud '{other}' is not one of global, usgov_l4, usgov_l5, custom (china lacks the call)"
                )));
            }
        };
        Ok(Self { name, authority: root("authorityHost", authority)?, graph: root("graphEndpoint", graph)? })
    }

    /// A cloud at roots of the caller's: https, or http on loopback.
    pub fn custom(authority: &str, graph: &str) -> Result<Self> {
        let (authority, graph) = (root("authorityHost", authority)?, root("graphEndpoint", graph)?);
        let cloud = Self { name: CloudName::Custom, authority, graph };
        let plain = cloud.authority.scheme() == "http" || cloud.graph.scheme() == "http";
        // A proxy that the other host needs would see what is not encrypted.
        if plain && !cloud.is_loopback() {
            return Err(setting("authorityHost and graphEndpoint: http is taken only when both are on this machine"));
        }
        Ok(cloud)
    }

    /// Which cloud this is.
    pub fn name(&self) -> CloudName {
        self.name
    }

    /// An address below the sign-in host.
    pub fn authority_url(&self, path: &str) -> Result<Url> {
        below(&self.authority, path)
    }

    /// An address below Graph's root. The path is encoded by the caller.
    pub fn graph_url(&self, path: &str) -> Result<Url> {
        below(&self.graph, path)
    }

    /// Graph's root without a trailing slash: the resource of scopes and audiences.
    pub fn graph_root(&self) -> &str {
        self.graph.as_str().trim_end_matches('/')
    }

    /// Whether both hosts are this machine, which no proxy may come between.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.authority) && is_loopback(&self.graph)
    }

    /// Fails unless this address is one of the sign-in host's.
    pub fn require_authority(&self, url: &Url) -> Result<()> {
        if url.origin() == self.authority.origin() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::HostRefused,
            format!("the address {} is not on the cloud's sign-in host {}", shown(url), shown(&self.authority)),
        ))
    }

    /// Fails unless a bearer token may go to this address: the cloud's Graph, over https or to this machine.
    pub fn require_bearer(&self, url: &Url) -> Result<()> {
        let encrypted = url.scheme() == "https" || is_loopback(url);
        let inside = url.path().starts_with(self.graph.path());
        if url.origin() == self.graph.origin() && encrypted && inside && url.username().is_empty() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::HostRefused,
            format!("the token was not sent to {}: it is for {} only", shown(url), shown(&self.graph)),
        ))
    }
}

impl fmt::Debug for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cloud({}, {}, {})", self.name.as_str(), self.authority, self.graph)
    }
}

/// Whether the address is on this machine, by its name or number alone.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn root(name: &str, text: &str) -> Result<Url> {
    let refuse = |why: &str| Err(setting(format!("{name} {why}, like https://login.example.com")));
    let Ok(mut url) = Url::parse(text.trim()) else { return refuse("is not an address") };
    if !(url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url))) {
        return refuse("must be https (http is taken for this machine alone)");
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return refuse("must be a plain root without query, fragment or user");
    }
    // Each address below it names its own.
    if url
        .path_segments()
        .and_then(|mut all| all.rfind(|one| !one.is_empty()))
        .is_some_and(|last| matches!(last, "v1.0" | "v2.0" | "beta"))
    {
        return refuse("must be a root without a version");
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

fn below(root: &Url, path: &str) -> Result<Url> {
    let joined = Url::parse(&format!("{root}{path}"));
    joined.map_err(|error| Error::new(ErrorKind::Internal, format!("no address could be made of '{path}': {error}")))
}

/// An address without what follows the host.
fn shown(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn setting(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidSetting, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn china_is_refused_with_the_reason() {
        let error = Cloud::named("china").unwrap_err();
        assert!(error.message().contains("21Vianet"), "{error}");
    }

    #[test]
    fn a_custom_root_is_https_or_this_machine() {
        for good in ["https://login.example.com", "http://localhost:8080/entra", "http://127.0.0.9", "http://[::1]:1"] {
            assert!(Cloud::custom(good, good).is_ok(), "{good}");
        }
        let bad = ["http://login.example.com", "ftp://localhost", "localhost:1", "https://u:p@h", "https://h/?a", ""];
        for bad in bad.into_iter().chain(["https://h/v1.0", "https://h/graph/beta/"]) {
            assert!(Cloud::custom(bad, "https://g").is_err(), "{bad}");
        }
        assert!(Cloud::custom("https://login.example.com", "http://localhost:1").is_err(), "one of two");
    }

    #[test]
    fn a_bearer_goes_to_the_clouds_graph_and_nowhere_else() {
        let cloud = Cloud::named("usgov_l5").unwrap();
        let may = |url: &str| cloud.require_bearer(&Url::parse(url).unwrap()).is_ok();
        assert!(may("https://dod-graph.microsoft.us/v1.0/me"));
        for other in [
            "http://dod-graph.microsoft.us/v1.0/me",
            "https://graph.microsoft.com/v1.0/me",
            "https://dod-graph.microsoft.us.evil.example/v1.0/me",
            "https://dod-graph.microsoft.us:444/v1.0/me",
            "https://evil@dod-graph.microsoft.us/v1.0/me",
        ] {
            assert!(!may(other), "{other}");
        }
    }
}
