//! What somebody may have meant.

/// The known name that is nearest to a wrong one, if any is near: letters left out, added, changed or swapped, or
/// another case.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    // A long name is no typing error, and the distance takes the product of both lengths.
    if name.chars().count() > 64 {
        return None;
    }
    let name = folded(name);
    let near = |other: &&'a str| (distance(&name, &folded(other)), *other);
    let (distance, other) = known.iter().map(near).min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= name.len().max(other.len())).then_some(other)
}

/// Without case and separators: `home_tenant` is `homeTenant`.
fn folded(name: &str) -> Vec<char> {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).map(|c| c.to_ascii_lowercase()).collect()
}

/// Levenshtein's distance, with a swap of two neighbours as one step.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_find_the_name_that_was_meant() {
        const KNOWN: [&str; 4] = ["homeTenant", "directory", "acceptedDomains", "all"];
        for (wrong, meant) in [
            ("homeTennant", Some("homeTenant")),
            ("home_tenant", Some("homeTenant")),
            ("HOMETENANTID", Some("homeTenant")),
            ("dircetory", Some("directory")),
            ("acceptedDomain", Some("acceptedDomains")),
            ("al", Some("all")),
            ("zebra", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, &KNOWN), meant, "{wrong}");
        }
        assert_eq!(nearest(&"a".repeat(100_000), &KNOWN), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
