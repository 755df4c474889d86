//! Signs and checks tokens, RS256.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{self, KeyPair as _, RsaKeyPair, UnparsedPublicKey};
use serde_json::{Value, json};

/// Made for the sandbox and published with it: whoever trusts it trusts anybody.
const KEY: &[u8] = include_bytes!("signing-key.pk8");
const KEY_ID: &str = "sandbox-signing-key";

/// Why a token was not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unbelieved {
    NotAJwt,
    Forged,
}

pub(crate) struct Signer(RsaKeyPair);

impl Signer {
    pub(crate) fn new() -> Result<Self, ring::error::KeyRejected> {
        RsaKeyPair::from_pkcs8(KEY).map(Self)
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        let header = json!({"typ": "JWT", "alg": "RS256", "x5t": KEY_ID, "kid": KEY_ID});
        let message = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let mut signature = vec![0; self.0.public().modulus_len()];
        // Without a signature the token is refused, which is the best way to be told that signing failed.
        let _ = self.0.sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature);
        format!("{message}.{}", encode(signature))
    }

    pub(crate) fn claims(&self, token: &str) -> Result<Value, Unbelieved> {
        let (message, signature) = token.rsplit_once('.').ok_or(Unbelieved::NotAJwt)?;
        let (_, claims) = message.split_once('.').ok_or(Unbelieved::NotAJwt)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| Unbelieved::NotAJwt)?;
        let claims = serde_json::from_slice(&claims).map_err(|_| Unbelieved::NotAJwt)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Unbelieved::Forged)?;
        UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, self.0.public_key())
            .verify(message.as_bytes(), &signature)
            .map_err(|_| Unbelieved::Forged)?;
        Ok(claims)
    }

    pub(crate) fn keys(&self) -> Value {
        let public: PublicKeyComponents<Vec<u8>> = self.0.public().into();
        json!({"keys": [{
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": KEY_ID,
            "x5t": KEY_ID,
            "n": encode(public.n),
            "e": encode(public.e),
        }]})
    }
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
