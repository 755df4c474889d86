//! Verdicts on records that the input chooses.

use serde_json::{Map, Value, json};
use teams_chat_access::finding::{Findings, Options, from_json};

use crate::generated::{HOME, history, options};
use crate::random::Random;
use crate::scanned::hold;

type Record = Map<String, Value>;

fn find(records: &[Record], options: &Options) -> Findings {
    let text: String = records.iter().map(|record| Value::Object(record.clone()).to_string() + "\n").collect();
    let found = from_json(text.as_bytes(), options).expect("generated records can be read");
    hold(&found);
    found
}

/// The findings without the places of their records, which depend on the order.
fn verdicts(found: &Findings) -> Vec<Value> {
    let shown = found.findings().iter().map(|finding| {
        let mut finding = serde_json::to_value(finding).expect("a finding is JSON");
        finding.as_object_mut().expect("an object").remove("source");
        finding
    });
    shown.collect()
}

/// The order means nothing, a copy means nothing, and a chat that one of ours created is certain for nobody.
pub fn verdict(data: &[u8]) {
    let mut random = Random::new(data);
    let options = options(&mut random);
    let options = Options::from_json(options.to_string().as_bytes()).expect("generated options");
    let mut records = history(&mut random, 8);
    let first = find(&records, &options);

    records.reverse();
    assert_eq!(verdicts(&find(&records, &options)), verdicts(&first));
    let twice = [records.clone(), records.clone()].concat();
    assert_eq!(verdicts(&find(&twice, &options)), verdicts(&first));

    for finding in first.findings().iter().filter(|finding| finding.user_id.is_some()) {
        let ours = json!({
            "Operation": "ChatCreated", "Workload": "MicrosoftTeams", "OrganizationId": HOME, "Id": "ours",
            "ChatThreadId": finding.thread_id.as_str(), "UserId": "zoe@contoso.com", "UserTenantId": HOME,
        });
        let Value::Object(ours) = ours else { return };
        let with_ours = find(&[records.clone(), vec![ours]].concat(), &options);
        let still = with_ours.findings().iter().any(|f| f.thread_id == finding.thread_id && f.user_id.is_some());
        assert!(!still, "certain although one of ours created the chat: {finding:?}");
    }
}
