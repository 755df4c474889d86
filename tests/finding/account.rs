//! What becomes of each record, and that nothing is lost without being named.

use crate::build::*;
use serde_json::{Value, json};
use teams_chat_access::finding::{Finding, Options, from_json};

// --- dispositions -------------------------------------------------------------------------------------------------

fn skipped(options: &Options, records: &[Record]) -> Value {
    let findings = find(options, records);
    balanced(&findings);
    let skipped = serde_json::to_value(findings.summary().skipped).unwrap();
    let seen = skipped.as_object().unwrap().iter().filter(|(_, count)| **count != json!(0));
    Value::Object(seen.map(|(k, v)| (k.clone(), v.clone())).collect())
}

#[test]
fn each_record_gets_the_first_disposition_that_fits() {
    let sync = added(PAIR).by_name("Microsoft Teams Sync", OTHER_ID).set("UserType", 5);
    for (record, expected) in [
        (uma_accepts(PAIR).set("Operation", "ChatUpdated"), json!({ "other_operation": 1 })),
        (uma_accepts(PAIR).set("Workload", "Exchange"), json!({ "other_operation": 1 })),
        (uma_accepts(PAIR).set("RecordType", 15).without("Workload"), json!({ "other_operation": 1 })),
        (uma_accepts(PAIR).set("OrganizationId", EVIL), json!({ "other_tenant": 1 })),
        (
            uma_accepts(PAIR).set("OrganizationId", EVIL).set("ChatThreadId", "19:x@thread.tacv2"),
            json!({ "other_tenant": 1 }),
        ),
        (uma_accepts(PAIR).without("ChatThreadId"), json!({ "not_a_chat": 1 })),
        (uma_accepts("19:8864a9af10754f76a934e9e9ba30dc57@thread.tacv2"), json!({ "not_a_chat": 1 })),
        (uma_accepts("19:8864a9af10754f76a934e9e9ba30dc57@thread.skype"), json!({ "not_a_chat": 1 })),
        (uma_accepts("48:notes"), json!({ "not_a_chat": 1 })),
        (uma_accepts(GROUP).set("TeamGuid", "19:x@thread.tacv2"), json!({ "not_a_chat": 1 })),
        (uma_accepts(GROUP).set("ChannelGuid", "19:x@thread.tacv2"), json!({ "not_a_chat": 1 })),
        (sync.clone().member(MALLORY, EVIL), json!({ "system": 1 })),
        (sync.clone().member_without_tenant(UMA), json!({ "system": 1 })),
        (sync.clone().member("x#EXT#@contoso.com", HOME), json!({ "system": 1 })),
        (sync.member(UMA, HOME), json!({})),
        (uma_accepts(PAIR).nobody_else(), json!({ "internal": 1 })),
        (uma_accepts(PAIR), json!({})),
    ] {
        assert_eq!(skipped(&nothing(), std::slice::from_ref(&record)), expected, "{:?}", record.0);
    }
}

#[test]
fn a_record_of_a_service_that_does_not_count_takes_nothing_from_those_around_it() {
    let tenants = |record: Record, other: &str| record.participants("ParticipatingTenantIds", json!([HOME, other]));
    let of_partner = tenants(uma_accepts(PAIR), PARTNER);
    let of_stranger =
        tenants(added(NO_PAIR).by(VIC, HOME, VIC_ID).member(VIC, HOME).one_to_one().foreigners().id(3), EVIL);
    let sync = || added(GROUP).set("UserId", "Microsoft Teams Sync").set("UserType", 5).id(7);
    let options = options(json!({ "trustedTenants": [PARTNER] }));
    let told = |records: &[Record]| {
        let said =
            |of: &Finding| (of.thread_id.to_string(), word(of.reason), of.initiator.tenant_id.map(|id| id.to_string()));
        find(&options, records).findings().iter().map(said).collect::<Vec<_>>()
    };
    let expected = told(&[of_partner.clone(), of_stranger.clone()]);
    assert_eq!(expected.iter().map(|(_, reason, _)| &**reason).collect::<Vec<_>>(), ["trusted", "accepted"]);
    for sync in [sync(), sync().member(MALLORY, EVIL), sync().without("Id"), sync().foreigners()] {
        for place in 0..=2 {
            for pair in [[&of_partner, &of_stranger], [&of_stranger, &of_partner]] {
                let mut records: Vec<Record> = pair.into_iter().cloned().collect();
                records.insert(place, sync.clone());
                assert_eq!(told(&records), expected, "{}", text(&records));
            }
        }
    }
}

#[test]
fn a_chat_is_called_as_its_evidence_spells_it() {
    let capitals = PAIR.replace('b', "B");
    let sync = added(&capitals).set("UserId", "Microsoft Teams Sync").member(MALLORY, EVIL).id(7);
    for records in [[sync.clone(), uma_accepts(PAIR)], [uma_accepts(PAIR), sync]] {
        assert_eq!(find(&nothing(), &records).findings()[0].thread_id.as_str(), PAIR);
    }
    let both = [uma_accepts(PAIR), uma_accepts(&capitals).id(8)];
    let found = find(&nothing(), &both);
    assert_eq!((found.findings().len(), found.findings()[0].thread_id.as_str()), (1, capitals.as_str()));
}

#[test]
fn the_same_id_with_other_content_is_evidence_and_without_an_id_nothing_is_a_duplicate() {
    let record = mallory_creates(GROUP);
    assert_eq!(skipped(&nothing(), &[record.clone(), record.clone()]), json!({ "duplicate": 1 }));
    assert_eq!(skipped(&nothing(), &[record.clone(), record.clone().set("ClientIP", "203.0.113.7")]), json!({}));
    let without = record.without("Id");
    assert_eq!(skipped(&nothing(), &[without.clone(), without]), json!({}));
    let team = added("19:x@thread.tacv2");
    assert_eq!(skipped(&nothing(), &[team.clone(), team]), json!({ "duplicate": 1, "not_a_chat": 1 }));
}

#[test]
fn a_thread_id_of_no_known_shape_and_a_missing_tenant_are_located_errors() {
    let findings = find(
        &nothing(),
        &[uma_accepts(PAIR), uma_accepts("hello").id(3), uma_accepts(PAIR).without("OrganizationId").id(4)],
    );
    balanced(&findings);
    let fields: Vec<_> =
        findings.problems().iter().map(|p| (p.source.row, p.error.field.as_deref().unwrap())).collect();
    assert_eq!(fields, [(2, "ChatThreadId"), (3, "OrganizationId")]);
    assert!(findings.summary().warnings.iter().any(|warning| warning.contains("2 of 3 records could not be read")));
}

#[test]
fn unreadable_records_of_other_operations_matter_in_strict_mode_only() {
    let broken = uma_accepts(PAIR).set("Operation", "ReactedToMessage").set("Members", "System.Object[]");
    assert_eq!(skipped(&nothing(), &[uma_accepts(PAIR), broken.clone()]), json!({ "other_operation": 1 }));
    let error =
        from_json(text(&[uma_accepts(PAIR), broken]).as_bytes(), &options(json!({ "strict": true }))).unwrap_err();
    assert_eq!(error.kind(), teams_chat_access::ErrorKind::InvalidRecords);
    assert!(error.message().starts_with("record 2, at byte "), "{error}");
}

#[test]
fn a_truncated_record_whose_wrapper_names_another_operation_is_skipped() {
    let wrapper = json!({ "RecordType": 15, "Operation": "UserLoggedIn", "AuditData": "{\"CreationTime\":\"20" });
    let text = format!("{}{wrapper}", text(&[uma_accepts(PAIR)]));
    let findings = from_json(text.as_bytes(), &nothing()).unwrap();
    assert_eq!(findings.summary().skipped.other_operation, 1);
    let text = text.replace("UserLoggedIn", "MemberAdded").replace("\"RecordType\":15", "\"RecordType\":25");
    assert_eq!(from_json(text.as_bytes(), &nothing()).unwrap().summary().errors, 1);
}

// --- the home tenant ----------------------------------------------------------------------------------------------

#[test]
fn the_home_tenant_is_the_one_of_the_chat_records() {
    let told_nothing = Options::default();
    let team_of_another = added("19:x@thread.tacv2").id(9).set("OrganizationId", EVIL);
    let findings = find(&told_nothing, &[uma_accepts(PAIR), team_of_another]);
    assert_eq!(findings.findings()[0].tenant_id.to_string(), HOME);
    assert_eq!(findings.summary().skipped.other_tenant, 1);
    assert_eq!(find(&told_nothing, &[added("19:x@thread.tacv2")]).summary().skipped.not_a_chat, 1);
}

#[test]
fn several_tenants_are_an_error_that_lists_them_unless_one_is_named() {
    let records = [uma_accepts(PAIR), uma_accepts(GROUP).id(9).set("OrganizationId", EVIL)];
    let error = from_json(text(&records).as_bytes(), &Options::default()).unwrap_err();
    assert!(error.message().contains(HOME) && error.message().contains(EVIL), "{error}");
    let findings = find(&nothing(), &records);
    assert_eq!(findings.summary().skipped.other_tenant, 1);
    assert!(findings.summary().warnings.iter().any(|warning| warning.contains(EVIL)));
}

#[test]
fn an_input_without_chat_created_is_warned_about() {
    let warned =
        |records: &[Record]| find(&nothing(), records).summary().warnings.iter().any(|w| w.contains("ChatCreated"));
    assert!(warned(&[uma_accepts(PAIR)]));
    assert!(!warned(&[uma_accepts(PAIR), mallory_creates(PAIR)]));
}

// --- nothing to read ----------------------------------------------------------------------------------------------

#[test]
fn what_holds_no_record_is_an_error_and_an_empty_list_is_not() {
    for text in
        ["", " \n", "hello", "{}", "[1]", "{\"Operation\":\"MemberAdded\",\"Members\":\"System.Object[]\"}", "[{"]
    {
        let error = from_json(text.as_bytes(), &nothing()).unwrap_err();
        assert_eq!(error.kind(), teams_chat_access::ErrorKind::InvalidRecords, "{text}");
        assert!(error.message().contains("expected"), "{error}");
    }
    assert_eq!(from_json(b"[]", &nothing()).unwrap().summary().records, 0);
}
