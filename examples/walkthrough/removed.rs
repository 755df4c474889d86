//! What was removed, and the proof that it is gone and all else is still there.

use sandbox::{Sandbox, Scenario};

/// A user and a chat.
pub(crate) type Pair = (String, String);

/// Everybody, outsiders too, with each chat that they see, as the sandbox knows it.
pub(crate) fn seen(sandbox: &Sandbox, tenant: &Scenario) -> Vec<Pair> {
    let people = tenant.users.iter();
    people.flat_map(|user| sandbox.chats_of(&user.id).into_iter().map(|thread| (user.id.clone(), thread))).collect()
}

/// That exactly the removed ones of what was seen before are not seen any more; how many are left.
pub(crate) fn prove(before: &[Pair], after: &[Pair], removed: &[Pair]) -> Result<usize, String> {
    if let Some((user, thread)) = removed.iter().find(|pair| after.contains(pair) || !before.contains(pair)) {
        return Err(format!("{thread} was to go from the view of {user}, and that is not what happened"));
    }
    match before.iter().find(|pair| !removed.contains(pair) && !after.contains(pair)) {
        Some((user, thread)) => Err(format!("{user} does not see {thread} any more, which nobody asked for")),
        None => Ok(after.len()),
    }
}
