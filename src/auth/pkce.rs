//! Proof Key for Code Exchange (RFC 7636), method S256.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::Result;
use crate::net::transport::fill_random;
use crate::secret::Secret;

/// The verifier stays here; its hash goes with the browser.
#[derive(Debug)]
pub(super) struct Pkce {
    pub(super) verifier: Secret,
    pub(super) challenge: String,
}

impl Pkce {
    pub(super) fn new() -> Result<Self> {
        Ok(Self::from_verifier(random_text()?))
    }

    fn from_verifier(verifier: String) -> Self {
        let hash = ring::digest::digest(&ring::digest::SHA256, verifier.as_bytes());
        Self { verifier: Secret::new(verifier), challenge: URL_SAFE_NO_PAD.encode(hash) }
    }
}

/// 32 random bytes as 43 characters that every address can hold.
pub(super) fn random_text() -> Result<String> {
    let mut bytes = zeroize::Zeroizing::new([0_u8; 32]);
    fill_random(&mut *bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        let pkce = Pkce::from_verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into());
        assert_eq!(pkce.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
