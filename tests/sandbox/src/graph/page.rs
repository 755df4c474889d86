//! Lists in pages.

use serde_json::{Value, json};

use super::error::GraphError;
use super::route::Call;
use crate::http::Answer;

/// `$top` items from `$skiptoken` on, and the address of the next page.
pub(super) fn answer(call: &Call<'_>, context: &str, items: Vec<Value>, most: usize) -> Result<Answer, GraphError> {
    let query = call.request.query();
    let top = match query.get("$top").map(str::parse::<usize>) {
        None => most.min(20),
        Some(Ok(top)) if (1..=most).contains(&top) => top,
        Some(_) => {
            return Err(GraphError::bad_request(format!(
                "Invalid page size specified. Must be between 1 and {most} inclusive."
            )));
        }
    };
    let from: usize = match query.get("$skiptoken").map(str::parse) {
        None => 0,
        Some(Ok(from)) => from,
        Some(Err(_)) => return Err(GraphError::bad_request("The '$skiptoken' is not one of this list.")),
    };
    let version = &call.request.segments[0];
    let total = items.len();
    let page: Vec<Value> = items.into_iter().skip(from).take(top).collect();
    let end = from + page.len();
    let mut value = json!({
        "@odata.context": format!("{}/{version}/$metadata#{context}", call.world.origin),
        "@odata.count": page.len(),
        "value": page,
    });
    if end < total {
        let kept = query.pairs().iter().filter(|(name, _)| name != "$skiptoken" && name != "$top");
        let next = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair("$top", &top.to_string())
            .append_pair("$skiptoken", &end.to_string())
            .finish();
        let origin = call.world.origin_for(call.request);
        value["@odata.nextLink"] = json!(format!("{origin}{}?{next}", call.request.path));
    }
    Ok(Answer::json(200, &value))
}
