//! The name that somebody may have meant.

/// The known name nearest to this one, when it is near at all.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let name = plain(name);
    let (score, best) = known
        .iter()
        .map(|candidate| (strsim::jaro_winkler(&name, &plain(candidate)), *candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    (score > 0.75).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_spelling_finds_its_name_and_nonsense_finds_none() {
        let known = ["tenant", "clientId", "authorityHost", "requestTimeoutSeconds"];
        assert_eq!(nearest("client_id", &known), Some("clientId"));
        assert_eq!(nearest("tennant", &known), Some("tenant"));
        assert_eq!(nearest("AuthorityURL", &known), Some("authorityHost"));
        assert_eq!(nearest("zzz", &known), None);
    }
}
