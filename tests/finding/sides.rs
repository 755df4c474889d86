//! Who accepts, who is outside, and what else a finding says.

use crate::build::*;
use serde_json::json;

// --- who accepts --------------------------------------------------------------------------------------------------

#[test]
fn the_key_of_an_outsider_who_added_our_user_is_never_the_users_id() {
    let record = added(PAIR).by(MALLORY, EVIL, UMA_ID).member(UMA, HOME).foreigners();
    let finding = finding_on(&nothing(), UMA, &[record]);
    assert_eq!(verdict(&finding), "review added_by_outsider added");
    assert!(!candidates(&finding).contains(&UMA_ID.to_owned()));
}

#[test]
fn adding_oneself_together_with_others_is_no_acceptance() {
    let record = uma_accepts(PAIR).member(VIC, HOME);
    assert_ne!(on_uma(&nothing(), &[record]), "certain accepted accepted");
}

#[test]
fn only_a_person_accepts() {
    for (user_type, person) in [
        (json!(0), true),
        (json!(2), true),
        (json!("Regular"), true),
        (json!("Admin"), true),
        (json!(null), true),
        (json!(1), false),
        (json!(5), false),
        (json!("Application"), false),
        (json!("DcAdmin"), false),
        (json!(10), false),
        (json!(99), false),
        (json!("Robot"), false),
    ] {
        let verdict = on_uma(&nothing(), &[uma_accepts(PAIR).set("UserType", user_type.clone())]);
        assert_eq!(verdict == "certain accepted accepted", person, "{user_type}: {verdict}");
    }
}

#[test]
fn a_guest_is_none_of_ours_and_does_not_accept() {
    let guest = "uma_fabrikam.com#EXT#@contoso.onmicrosoft.com";
    let record = added(PAIR).by(guest, HOME, UMA_ID).member(guest, HOME).foreigners();
    let findings = find(&nothing(), &[record]);
    assert!(findings.findings().iter().all(|finding| finding.user_id.is_none()));
}

#[test]
fn an_actor_of_whom_nothing_states_a_side_does_not_accept() {
    let record = added(PAIR).by_name(UMA, UMA_ID).member_without_tenant(UMA).foreigners();
    assert_eq!(on_uma(&nothing(), &[record]), "review actor_unknown unknown");
}

#[test]
fn a_user_blocked_or_accepted_event_gives_no_finding_of_its_own() {
    for operation in ["UserAccepted", "UserBlocked", "MemberRemoved"] {
        let record = record(operation, PAIR).by(UMA, HOME, UMA_ID).member(UMA, HOME).foreigners();
        let findings = find(&nothing(), &[record]);
        assert!(findings.findings().is_empty(), "{operation}");
        assert_eq!(findings.summary().evidence, 1, "{operation}");
    }
}

// --- external, internal -------------------------------------------------------------------------------------------

#[test]
fn all_four_flags_false_make_a_chat_internal() {
    let findings = find(&nothing(), &[uma_accepts(PAIR).nobody_else()]);
    assert!(findings.findings().is_empty());
    assert_eq!(findings.summary().skipped.internal, 1);
}

#[test]
fn three_flags_prove_nothing() {
    let record = added(GROUP).member(UMA, HOME).flag("HasForeignTenantUsers", false).flag("HasGuestUsers", false);
    assert_eq!(on_uma(&nothing(), &[record]), "review participants_unknown unknown");
}

#[test]
fn a_foreign_member_outweighs_the_flags() {
    let record = mallory_creates(PAIR).nobody_else();
    assert_eq!(on_uma(&nothing(), &[record]), "derived other_half outsider");
}

#[test]
fn colleagues_among_themselves_are_internal_unless_there_are_guests() {
    let record = created(GROUP).by(VIC, HOME, VIC_ID).member(UMA, HOME).member(VIC, HOME);
    assert_eq!(find(&nothing(), std::slice::from_ref(&record)).summary().skipped.internal, 1);
    assert_eq!(on_uma(&nothing(), &[record.flag("HasGuestUsers", true)]), "review guest_or_anonymous unknown");
}

#[test]
fn colleagues_are_not_among_themselves_where_nothing_places_somebody() {
    let colleagues = created(GROUP).by(VIC, HOME, VIC_ID).member(UMA, HOME).member(VIC, HOME);
    let named = colleagues.clone().member_without_tenant(MALLORY);
    assert_eq!(on_uma(&nothing(), &[named]), "review participants_unknown unknown");
    let acts = added(GROUP).by_name(MALLORY, MALLORY_ID).member(UMA, HOME).id(7);
    assert_eq!(on_uma(&nothing(), &[colleagues.clone(), acts]), "review participants_unknown unknown");
    let ours = options(json!({ "acceptedDomains": ["contoso.com"] }));
    let placed = colleagues.member_without_tenant("ida@contoso.com");
    assert_eq!(find(&ours, &[placed]).summary().skipped.internal, 1);
}

#[test]
fn a_name_that_begins_as_a_service_s_hides_nobody() {
    let name = "ServicePrincipal_help@evil.example";
    let creation = created(GROUP).by(name, EVIL, MALLORY_ID).member(name, EVIL).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &[creation]), "certain directory outsider");
}

#[test]
fn a_consumer_is_outside() {
    let cid = ".cid.2640d6262885f83e";
    let record = created(PAIR).by_name(cid, MALLORY_ID).member_without_tenant(cid).member(UMA, HOME);
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &[record]), "certain directory outsider");
}

#[test]
fn the_outsider_is_never_one_of_ours() {
    let record = created(PAIR).by(MALLORY, EVIL, MALLORY_ID).member_without_tenant(MALLORY).member(UMA, HOME);
    let findings = find(&nothing(), &[record]);
    let names: Vec<_> = findings.findings().iter().map(|f| f.user_principal_name.as_deref()).collect();
    assert_eq!(names, [Some(UMA)]);
}

// --- what else a finding says -------------------------------------------------------------------------------------

#[test]
fn a_later_removal_sets_left_and_an_earlier_one_does_not() {
    let removal = |time: &str| record("MemberRemoved", PAIR).id(6).by(UMA, HOME, UMA_ID).member(UMA, HOME).at(time);
    let left = |time| finding_on(&nothing(), UMA, &[uma_accepts(PAIR), removal(time)]).left;
    assert!(left("2026-01-25T00:00:00"));
    assert!(!left("2026-01-24T06:54:24Z"));
    assert!(!left("2026-01-23T00:00:00"));
    assert!(!left("1/25/2026 4:05:03 AM"));
}

#[test]
fn the_initiator_is_who_opened_the_chat() {
    let initiator = |records: &[Record]| {
        let initiator = finding_on(&nothing(), UMA, records).initiator;
        (
            initiator.user_principal_name.map(|name| name.to_string()),
            initiator.tenant_id.map(|tenant| tenant.to_string()),
        )
    };
    let mallory = (Some(MALLORY.to_owned()), Some(EVIL.to_owned()));
    assert_eq!(initiator(&[mallory_creates(PAIR), uma_accepts(PAIR)]), mallory);
    assert_eq!(initiator(&[mallory_creates(PAIR).without("UserTenantId")]), mallory);
    let tenants = json!([HOME, EVIL]);
    let accepted = uma_accepts(PAIR).participants("ParticipatingTenantIds", tenants);
    assert_eq!(initiator(&[accepted]), (None, Some(EVIL.to_owned())));
    let ours = created(PAIR).by(UMA, HOME, UMA_ID).member(UMA, HOME).member(MALLORY, EVIL);
    assert_eq!(initiator(&[ours]), (Some(UMA.to_owned()), Some(HOME.to_owned())));
}

#[test]
fn the_deciding_record_is_the_acceptance_or_the_creation() {
    let records = [mallory_creates(GROUP), uma_accepts(GROUP)];
    assert_eq!(finding_on(&nothing(), UMA, &records).operation, "MemberAdded");
    let finding = finding_on(&directory(&[(UMA, UMA_ID)]), UMA, &records[..1]);
    assert_eq!(finding.operation, "ChatCreated");
    assert_eq!(finding.evidence, ["00000000-0000-4000-8000-000000000001".into()]);
}

#[test]
fn skips_are_shown_on_request_only() {
    let trusting = |all: bool| options(json!({ "trustedTenants": [PARTNER], "all": all }));
    let records = [alice_creates(GROUP)];
    assert_eq!(find(&trusting(true), &records).findings().len(), 1);
    assert_eq!(find(&trusting(true), &records).summary().findings.skip, Some(1));
    assert!(find(&trusting(false), &records).findings().is_empty());
    assert_eq!(find(&trusting(false), &records).summary().findings.skip, None);
}
