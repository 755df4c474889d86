//! Whom TLS trusts, and the proxy on the way.

use std::path::Path;

use reqwest::{Certificate, ClientBuilder, Proxy};

use crate::cloud::{Cloud, CloudName};
use crate::error::{Error, ErrorKind, Result};
use crate::os::certificate_file;
use crate::secret::Secret;

/// A proxy that the caller names; without one the system's settings hold.
#[derive(Debug, Clone)]
pub(crate) struct ProxySettings {
    pub(crate) url: url::Url,
    pub(crate) credential: Option<(String, Secret)>,
}

/// Applies the caller's trust: the file adds to the system's roots, and is the only trust of a custom cloud.
pub(crate) fn trust(builder: ClientBuilder, cloud: &Cloud, ca_file: Option<&Path>) -> Result<ClientBuilder> {
    // reqwest takes the process's provider; a host that has installed its own keeps it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let Some(path) = ca_file else { return Ok(builder) };
    let pem = certificate_file::read(path)?;
    let certificates =
        Certificate::from_pem_bundle(&pem).ok().filter(|certificates| !certificates.is_empty()).ok_or_else(|| {
            Error::new(ErrorKind::InvalidSetting, format!("caFile '{}' holds no PEM certificate", path.display()))
                .with_next_step(
                    "Export the root certificate as Base-64 (PEM), with its -----BEGIN CERTIFICATE----- line.",
                )
        })?;
    Ok(match cloud.name() {
        CloudName::Custom => builder.tls_certs_only(certificates),
        _ => builder.tls_certs_merge(certificates),
    })
}

/// Applies the proxy. Between this machine and itself there is none.
pub(crate) fn proxy(builder: ClientBuilder, cloud: &Cloud, proxy: Option<&ProxySettings>) -> Result<ClientBuilder> {
    if cloud.is_loopback() {
        return Ok(builder.no_proxy());
    }
    let Some(settings) = proxy else { return Ok(builder) };
    let mut proxy = Proxy::all(settings.url.clone())
        .map_err(|_| Error::new(ErrorKind::InvalidSetting, "proxy is not an address that a proxy can have"))?;
    if let Some((user, password)) = &settings.credential {
        proxy = proxy.basic_auth(user, password.expose());
    }
    Ok(builder.proxy(proxy))
}
