//! The decision table from row 11 on: what is left when no acceptance decides.

use crate::build::*;
use serde_json::json;

// --- rows 11 to 15: an outsider created it ------------------------------------------------------------------------

#[test]
fn row_11_a_user_of_the_directory_in_an_outsiders_chat_is_certain() {
    for thread in [PAIR, GROUP] {
        let finding = finding_on(&directory(&[("Uma@Contoso.com", UMA_ID)]), UMA, &[mallory_creates(thread)]);
        assert_eq!(verdict(&finding), "certain directory outsider");
        assert_eq!(finding.user_id.unwrap().to_string(), UMA_ID);
    }
}

#[test]
fn row_11_sides_by_domain_alone_are_never_certain() {
    let options = options(json!({
        "acceptedDomains": ["contoso.com"], "directory": [{ "userPrincipalName": UMA, "id": UMA_ID }]
    }));
    let creation = |record: Record| on_uma(&options, &[record.foreigners()]);
    let by_domain = created(GROUP).by_name(MALLORY, MALLORY_ID).member(UMA, HOME);
    assert_eq!(creation(by_domain), "derived domain_only outsider");
    let ours_by_domain = created(GROUP).by(MALLORY, EVIL, MALLORY_ID).member_without_tenant(UMA);
    assert_eq!(creation(ours_by_domain), "derived domain_only outsider");
}

#[test]
fn row_11_a_user_of_no_stated_tenant_is_not_certain_because_a_directory_has_the_name() {
    let record = created(GROUP).by(MALLORY, EVIL, MALLORY_ID).member_without_tenant(UMA).foreigners();
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &[record]), "derived domain_only outsider");
}

#[test]
fn row_11_a_tenant_that_the_user_acts_under_does_not_stand_for_the_one_in_the_members() {
    let creation = created(GROUP).by(MALLORY, EVIL, MALLORY_ID).member_without_tenant(UMA).foreigners();
    let removal = record("MemberRemoved", GROUP).id(3).by(UMA, HOME, UMA_ID).member(UMA, HOME);
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &[creation, removal]), "derived domain_only outsider");
}

#[test]
fn row_11_the_directory_proves_no_opener() {
    let record = added(GROUP).by(MALLORY, EVIL, MALLORY_ID).member(UMA, HOME).foreigners();
    let finding = finding_on(&directory(&[(UMA, UMA_ID)]), UMA, &[record]);
    assert_eq!(verdict(&finding), "review added_by_outsider added");
    assert_eq!(candidates(&finding), [UMA_ID]);
}

#[test]
fn row_12_an_id_learned_from_another_chat_is_derived() {
    let elsewhere = added(GROUP_2).id(9).by(UMA, HOME, UMA_ID).member(VIC, HOME);
    let finding = finding_on(&nothing(), UMA, &[mallory_creates(GROUP), elsewhere]);
    assert_eq!(verdict(&finding), "derived learned outsider");
    assert_eq!(candidates(&finding), [UMA_ID]);
}

#[test]
fn row_12_an_id_learned_from_another_workload_needs_learn_ids() {
    let sign_in = record("UserLoggedIn", "")
        .id(9)
        .set("Workload", "AzureActiveDirectory")
        .set("RecordType", 15)
        .by_name("UMA@contoso.com", UMA_ID);
    let records = [mallory_creates(GROUP), sign_in];
    assert_eq!(on_uma(&options(json!({ "learnIds": true })), &records), "derived learned outsider");
    assert_eq!(on_uma(&nothing(), &records), "lookup member_without_id outsider");
}

#[test]
fn row_12_two_learned_ids_teach_nothing() {
    let other = |id: u32, key: &str| added(GROUP_2).id(id).by(UMA, HOME, key).member(VIC, HOME);
    let records = [mallory_creates(GROUP), other(8, UMA_ID), other(9, OTHER_ID)];
    assert_eq!(on_uma(&nothing(), &records), "lookup member_without_id outsider");
}

#[test]
fn row_12_a_learned_id_that_is_not_in_the_pair_is_not_derived() {
    let elsewhere = added(GROUP_2).id(9).by(UMA, HOME, OTHER_ID).member(VIC, HOME);
    let finding = finding_on(&nothing(), UMA, &[mallory_creates(PAIR), elsewhere]);
    assert_eq!(verdict(&finding), "derived other_half outsider");
    assert_eq!(candidates(&finding), [OTHER_ID, UMA_ID]);
}

#[test]
fn row_13_the_half_that_is_not_the_outsiders_is_derived() {
    let finding = finding_on(&nothing(), UMA, &[mallory_creates(PAIR)]);
    assert_eq!(verdict(&finding), "derived other_half outsider");
    assert_eq!(candidates(&finding), [UMA_ID]);
}

#[test]
fn row_13_needs_an_outsiders_key_that_is_a_half() {
    for key in ["", "10032005000C4421", OTHER_ID] {
        let record = mallory_creates(PAIR).set("UserKey", key);
        assert_eq!(on_uma(&nothing(), &[record]), "lookup member_without_id outsider", "{key}");
    }
}

#[test]
fn row_13_does_not_choose_when_outsiders_hold_both_halves() {
    let eve = added(PAIR).by("eve@evil.onmicrosoft.com", EVIL, UMA_ID).member("eve@evil.onmicrosoft.com", EVIL);
    assert_eq!(on_uma(&nothing(), &[mallory_creates(PAIR), eve]), "lookup member_without_id outsider");
}

#[test]
fn row_14_an_acceptance_under_a_key_that_is_no_id_is_looked_up() {
    for key in [
        "10032005000C4421",
        "1003BFFD8EC47CA6@contoso.onmicrosoft.com",
        "i:0h.f|membership|1003200096971f55@live.com",
        UMA,
        "",
        "Not Available",
        "__NULL__",
        "S-1-5-18",
        "00000000-0000-0000-0000-000000000000",
        "aaaaaaaa000040008000000000000000",
    ] {
        let finding = finding_on(&nothing(), UMA, &[uma_accepts(PAIR).set("UserKey", key)]);
        assert_eq!(verdict(&finding), "lookup key_not_an_id accepted", "{key}");
        assert_eq!(candidates(&finding), Vec::<String>::new(), "{key}");
    }
}

#[test]
fn row_14_the_directory_does_not_make_such_an_acceptance_certain() {
    let finding = finding_on(&directory(&[(UMA, UMA_ID)]), UMA, &[uma_accepts(PAIR).set("UserKey", "")]);
    assert_eq!(verdict(&finding), "lookup key_not_an_id accepted");
    assert_eq!(candidates(&finding), [UMA_ID]);
}

#[test]
fn row_15_a_member_of_an_outsiders_group_without_an_id_is_looked_up() {
    assert_eq!(on_uma(&nothing(), &[mallory_creates(GROUP)]), "lookup member_without_id outsider");
}

// --- rows 16 to 23 ------------------------------------------------------------------------------------------------

#[test]
fn row_16_an_outsider_who_added_ours_may_have_been_invited_before() {
    let record = added(GROUP).by(MALLORY, EVIL, MALLORY_ID).member(UMA, HOME).member(VIC, HOME).foreigners();
    for user in [UMA, VIC] {
        assert_eq!(
            verdict(&finding_on(&nothing(), user, std::slice::from_ref(&record))),
            "review added_by_outsider added"
        );
    }
}

#[test]
fn row_17_a_colleague_added_our_user() {
    let record = added(GROUP).by(VIC, HOME, VIC_ID).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&nothing(), &[record]), "review added_by_colleague unknown");
}

#[test]
fn row_18_somebody_of_no_known_side_named_our_user() {
    let record = added(GROUP).by_name("x@somewhere.example", OTHER_ID).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&nothing(), &[record]), "review actor_unknown unknown");
}

#[test]
fn row_18_a_creator_of_no_known_side_proves_no_outsider() {
    let creation = created(GROUP).by_name("x@somewhere.example", OTHER_ID).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &[creation]), "review actor_unknown unknown");
}

#[test]
fn row_19_messages_alone_prove_no_opener() {
    let sent = record("MessageSent", PAIR).id(5).by(MALLORY, EVIL, MALLORY_ID).foreigners();
    let findings = find(&options(json!({ "messages": true })), std::slice::from_ref(&sent));
    let [finding] = findings.findings() else { panic!("{:?}", findings.findings()) };
    assert_eq!(verdict(finding), "review message_only unknown");
    assert_eq!(finding.user_principal_name, None);
    assert_eq!(candidates(finding), [UMA_ID]);
    let unasked = find(&nothing(), &[sent]);
    assert!(unasked.findings().is_empty());
    assert_eq!(unasked.summary().skipped.other_operation, 1);
}

#[test]
fn row_20_guests_in_a_chat_of_which_nothing_else_is_known() {
    for record in [
        added(GROUP).member(UMA, HOME).flag("HasGuestUsers", true),
        added(GROUP).member(UMA, HOME).flag("HasOtherGuestUsers", true),
        added(GROUP).member(UMA, HOME).flag("HasUnauthenticatedUsers", true),
        added(GROUP).member(UMA, HOME).member_without_tenant("g_x.com#EXT#@contoso.onmicrosoft.com"),
    ] {
        assert_eq!(on_uma(&nothing(), &[record]), "review guest_or_anonymous unknown");
    }
}

#[test]
fn row_21_a_chat_of_whose_participants_nothing_is_known() {
    assert_eq!(
        on_uma(&nothing(), &[uma_accepts(PAIR).without("ParticipantInfo")]),
        "review participants_unknown unknown"
    );
}

#[test]
fn row_22_an_external_chat_that_names_nobody_of_ours() {
    let record = added(GROUP).by(MALLORY, EVIL, MALLORY_ID).member("eve@evil.onmicrosoft.com", EVIL);
    let findings = find(&nothing(), &[record]);
    let [finding] = findings.findings() else { panic!("{:?}", findings.findings()) };
    assert_eq!(verdict(finding), "review nobody_named unknown");
    assert_eq!(finding.user_principal_name, None);
}

#[test]
fn row_22_not_when_we_opened_it() {
    let record = added(GROUP).by(UMA, HOME, UMA_ID).member(MALLORY, EVIL).foreigners();
    let findings = find(&nothing(), &[record]);
    assert!(findings.findings().is_empty());
    assert_eq!(findings.summary().evidence, 1);
}

#[test]
fn row_23_what_no_row_knows_is_for_review() {
    let record =
        added(GROUP).by("Microsoft Teams Sync", HOME, OTHER_ID).set("UserType", 5).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&nothing(), &[record]), "review unclassified unknown");
}
