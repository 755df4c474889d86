//! Our users, and people outside, each known by number.

use super::random::{Guid, Random};

/// The tenant whose log this is.
pub(crate) const HOME: &str = "7e6ddcaf-16a1-4605-a1db-31d339c6c71b";
const OUR_DOMAIN: &str = "contoso.com";
const OUR_USERS: u64 = 5000;
const OUTSIDERS: u64 = 2000;

pub(crate) struct Person {
    pub(crate) name: String,
    /// As JSON text: some hold letters beyond ASCII, escaped or not.
    pub(crate) display: &'static str,
    pub(crate) id: Guid,
    pub(crate) tenant: String,
    pub(crate) domain: String,
}

const FIRST: [&str; 12] =
    ["anna", "ben", "chen", "dora", "emil", "fatima", "goran", "hana", "ivo", "joao", "kofi", "lena"];
const DISPLAY: [&str; 12] = [
    "Anna Berg",
    "Ben O\\u0027Hara",
    "Chen \u{738b}",
    "D\u{f3}ra Nagy",
    "\u{c9}mil Roux",
    "Fatima al-Sayed",
    "Goran Pe\\u0161i\\u0107",
    "Hana \u{10c}ern\u{e1}",
    "Ivo & Co",
    "Jo\\u00e3o Sim\\u00f5es",
    "Kofi Mensah",
    "Lena M\u{fc}ller \u{2013} IT",
];

fn person(seed: u64, kind: u64, number: u64, tenant: String, domain: String) -> Person {
    let which = (number % 12) as usize;
    let id = Random::of(seed, kind, number).guid();
    Person { name: format!("{}.{number}@{domain}", FIRST[which]), display: DISPLAY[which], id, tenant, domain }
}

/// One of ours.
pub(crate) fn ours(seed: u64, number: u64) -> Person {
    person(seed, 1, number % OUR_USERS, HOME.to_owned(), OUR_DOMAIN.to_owned())
}

/// Somebody outside; every seventh shares a tenant with others.
pub(crate) fn outsider(seed: u64, number: u64) -> Person {
    let number = number % OUTSIDERS;
    let company = number / 7;
    let tenant = Random::of(seed, 2, company).guid().to_string();
    person(seed, 3, number, tenant, format!("supplier-{company}.onmicrosoft.com"))
}
