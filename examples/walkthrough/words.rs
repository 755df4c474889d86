//! The words of a finding, for a person: what `docs/findings.md` says of them.

const PAGE: &str = include_str!("../../docs/findings.md");

/// Why a finding has its class.
pub(crate) fn reason(reason: &str, class: &str) -> String {
    cells()
        .find(|row| row.len() == 3 && row[0] == reason && row[1] == class)
        .map_or_else(|| reason.to_owned(), |row| row[2].clone())
}

/// What a class means and what to do then.
pub(crate) fn meaning(class: &str) -> String {
    let row = cells().find(|row| row.len() == 3 && row[0] == class).unwrap_or_default();
    row.into_iter().skip(1).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The rows of the page's tables.
fn cells() -> impl Iterator<Item = Vec<String>> {
    PAGE.lines()
        .filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'))
        .map(|row| row.split('|').map(|cell| cell.trim().replace('`', "")).collect())
}
