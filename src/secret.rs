//! Text that must not be seen: redacted wherever it is printed, overwritten when it goes.

use std::collections::HashSet;
use std::fmt;

use zeroize::Zeroizing;

/// A token, code or password. There is no comparison, no `Display` and no serialization on purpose.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// A run of this many characters of a secret is taken out too: services shorten what they quote.
const TELLING: usize = 16;
/// More than any text that is shown has; what is cut off needs no look.
const LONGEST: usize = 8_192;

/// The text without these secrets, which services echo: whole, in part, or as they stood in a form.
pub fn without_secrets(text: &str, secrets: &[&Secret]) -> String {
    let text: String = text.chars().take(LONGEST).collect();
    secrets.iter().fold(text, |text, secret| {
        let plain = secret.expose();
        let encoded = Zeroizing::new(url::form_urlencoded::byte_serialize(plain.as_bytes()).collect::<String>());
        let percent = Zeroizing::new(encoded.replace('+', "%20"));
        let shown = [&encoded, &percent, plain].into_iter().fold(text, without);
        shown.replace("[redacted][redacted]", "[redacted]")
    })
}

fn without(text: String, secret: &str) -> String {
    if secret.is_empty() {
        return text;
    }
    if secret.len() < TELLING || !secret.is_ascii() {
        return text.replace(secret, "[redacted]");
    }
    let known: HashSet<&[u8]> = secret.as_bytes().windows(TELLING).collect();
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.as_bytes().windows(TELLING).position(|run| known.contains(run)) {
        let more = rest.as_bytes()[start..].windows(TELLING).take_while(|run| known.contains(run)).count();
        shown.push_str(&rest[..start]);
        shown.push_str("[redacted]");
        rest = &rest[start + more + TELLING - 1..];
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0.AXoA+canary/refresh=token-0123456789";

    fn shown(text: &str) -> String {
        without_secrets(text, &[&Secret::new(SECRET), &Secret::new("short")])
    }

    #[test]
    fn a_secret_is_taken_out_whole_in_part_and_as_a_form_has_it() {
        assert_eq!(shown(&format!("a {SECRET} b {SECRET}")), "a [redacted] b [redacted]");
        assert_eq!(shown(&format!("'{}...'", &SECRET[..24])), "'[redacted]...'");
        assert_eq!(shown("token=0.AXoA%2Bcanary%2Frefresh%3Dtoken-0123456789&x"), "token=[redacted]&x");
        assert_eq!(shown("a short text \u{e9}"), "a [redacted] text \u{e9}");
        assert_eq!(shown("AADSTS50076: nothing of the kind"), "AADSTS50076: nothing of the kind");
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Secret::new(SECRET)), "[redacted]");
    }
}
