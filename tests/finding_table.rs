//! The decision table, row by row, and the traps between the rows.

#[path = "findings/build.rs"]
mod build;

use build::*;
use serde_json::json;

// --- row 1, 2: the ids contradict ---------------------------------------------------------------------------------

#[test]
fn row_1_two_acceptances_under_two_ids_are_rejected_without_candidates() {
    let records = [uma_accepts(GROUP), uma_accepts(GROUP).id(3).set("UserKey", OTHER_ID)];
    let finding = finding_on(&nothing(), UMA, &records);
    assert_eq!(verdict(&finding), "reject two_ids accepted");
    assert_eq!(candidates(&finding), Vec::<String>::new());
}

#[test]
fn row_1_an_acceptance_and_a_directory_that_differ_are_rejected() {
    assert_eq!(on_uma(&directory(&[(UMA, OTHER_ID)]), &[uma_accepts(PAIR)]), "reject two_ids accepted");
}

#[test]
fn row_1_a_directory_with_two_ids_for_one_name_is_rejected() {
    let options = directory(&[(UMA, UMA_ID), ("UMA@CONTOSO.COM", OTHER_ID)]);
    assert_eq!(on_uma(&options, &[mallory_creates(PAIR)]), "reject two_ids outsider");
}

#[test]
fn row_1_the_same_id_in_another_case_is_the_same_id() {
    let options = directory(&[(UMA, &UMA_ID.to_uppercase())]);
    assert_eq!(on_uma(&options, &[uma_accepts(PAIR)]), "certain accepted accepted");
}

#[test]
fn row_1_a_key_that_is_no_id_does_not_differ_from_one() {
    let records = [uma_accepts(PAIR), uma_accepts(PAIR).id(3).set("UserKey", "10032005000C4421")];
    assert_eq!(on_uma(&nothing(), &records), "certain accepted accepted");
}

#[test]
fn row_2_a_key_under_which_an_outsider_acted_is_rejected_without_candidates() {
    let records = [mallory_creates(GROUP), uma_accepts(GROUP).set("UserKey", MALLORY_ID)];
    let finding = finding_on(&nothing(), UMA, &records);
    assert_eq!(verdict(&finding), "reject outsiders_id outsider");
    assert_eq!(candidates(&finding), Vec::<String>::new());
}

#[test]
fn row_2_also_when_the_outsider_acted_in_another_chat() {
    let records = [mallory_creates(GROUP_2).id(7).without("Members"), uma_accepts(PAIR).set("UserKey", MALLORY_ID)];
    assert_eq!(on_uma(&nothing(), &records), "reject outsiders_id accepted");
}

#[test]
fn row_2_also_for_the_id_of_the_directory() {
    assert_eq!(on_uma(&directory(&[(UMA, MALLORY_ID)]), &[mallory_creates(GROUP)]), "reject outsiders_id outsider");
}

// --- row 3: the sides contradict ----------------------------------------------------------------------------------

#[test]
fn row_3_an_actor_whose_tenants_differ_is_a_conflict() {
    let record = added(PAIR).by(UMA, EVIL, UMA_ID).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&nothing(), &[record]), "review conflicting_sides unknown");
}

#[test]
fn row_3_a_name_with_two_tenants_in_one_thread_is_a_conflict_for_everybody_in_it() {
    let records = [
        mallory_creates(GROUP).member(VIC, HOME),
        uma_accepts(GROUP),
        added(GROUP).id(3).by(VIC, HOME, VIC_ID).member(MALLORY, PARTNER),
    ];
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &records), "review conflicting_sides outsider");
    assert_eq!(verdict(&finding_on(&nothing(), VIC, &records)), "review conflicting_sides outsider");
}

#[test]
fn row_3_two_tenants_in_two_threads_are_no_conflict() {
    let records = [uma_accepts(PAIR), mallory_creates(GROUP).id(3), created(GROUP_2).id(4).member(MALLORY, PARTNER)];
    let findings = find(&nothing(), &records);
    assert!(findings.findings().iter().all(|finding| word(finding.reason) != "conflicting_sides"));
}

#[test]
fn row_3_both_sides_created_the_chat() {
    let records = [
        mallory_creates(PAIR),
        created(PAIR).id(3).by(UMA, HOME, UMA_ID).member(UMA, HOME).member(MALLORY, EVIL),
        uma_accepts(PAIR),
    ];
    assert_eq!(on_uma(&nothing(), &records), "review conflicting_sides unknown");
}

#[test]
fn row_3_a_consumer_of_our_tenant_is_a_conflict() {
    let record = mallory_creates(PAIR).member(".cid.2640d6262885f83e", HOME);
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &[record]), "review conflicting_sides outsider");
}

// --- rows 4, 5: partners ------------------------------------------------------------------------------------------

fn alice_creates(thread: &str) -> Record {
    created(thread).by(ALICE, PARTNER, OTHER_ID).member(ALICE, PARTNER).member(UMA, HOME).foreigners()
}

#[test]
fn row_4_a_chat_with_a_trusted_tenant_only_is_skipped() {
    let options = options(json!({ "trustedTenants": [PARTNER] }));
    assert_eq!(on_uma(&options, &[alice_creates(GROUP)]), "skip trusted outsider");
}

#[test]
fn row_4_a_trusted_domain_vouches_for_the_tenant_of_its_people() {
    let options = options(json!({ "trustedDomains": ["Partner.Example"] }));
    assert_eq!(on_uma(&options, &[alice_creates(GROUP)]), "skip trusted outsider");
}

#[test]
fn row_4_needs_somebody_who_is_known() {
    let options = options(json!({ "trustedTenants": [PARTNER] }));
    assert_eq!(on_uma(&options, &[uma_accepts(PAIR)]), "certain accepted accepted");
}

#[test]
fn row_5_a_stranger_beside_a_partner_makes_it_partly_trusted() {
    let options = options(json!({ "trustedTenants": [PARTNER] }));
    let record = mallory_creates(PAIR).member(ALICE, PARTNER);
    assert_eq!(on_uma(&options, &[record, uma_accepts(PAIR)]), "review partly_trusted outsider");
}

#[test]
fn row_5_a_trusted_domain_does_not_vouch_for_other_people_of_its_tenant() {
    let options = options(json!({ "trustedDomains": ["partner.example"] }));
    let record = alice_creates(GROUP).member("eve@elsewhere.example", PARTNER);
    assert_eq!(on_uma(&options, &[record]), "review partly_trusted outsider");
}

#[test]
fn row_5_a_trusted_domain_among_the_participating_ones_is_enough() {
    let options = options(json!({ "trustedDomains": ["partner.example"] }));
    let record = uma_accepts(PAIR).participants("ParticipatingDomains", json!(["contoso.com", "PARTNER.example"]));
    assert_eq!(on_uma(&options, &[record]), "review partly_trusted accepted");
}

#[test]
fn row_5_a_tenant_that_only_takes_part_counts_as_known() {
    let options = options(json!({ "trustedTenants": [PARTNER] }));
    let record = alice_creates(GROUP).participants("ParticipatingTenantIds", json!([HOME, PARTNER, EVIL]));
    assert_eq!(on_uma(&options, &[record]), "review partly_trusted outsider");
}

// --- rows 6, 7 ----------------------------------------------------------------------------------------------------

#[test]
fn row_6_a_chat_that_our_user_created_is_ours_also_when_an_outsider_accepted() {
    let records = [
        created(PAIR).by(UMA, HOME, UMA_ID).member(UMA, HOME).member(MALLORY, EVIL).foreigners(),
        added(PAIR).by(MALLORY, EVIL, MALLORY_ID).member(MALLORY, EVIL).foreigners(),
    ];
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &records), "review opened_by_us us");
}

#[test]
fn row_6_a_chat_that_our_user_created_is_ours_also_when_our_user_is_logged_as_accepting() {
    let record = created(PAIR).by(UMA, HOME, UMA_ID).member(MALLORY, EVIL).foreigners();
    assert_eq!(on_uma(&nothing(), &[record, uma_accepts(PAIR)]), "review opened_by_us us");
}

#[test]
fn row_6_a_creator_of_ours_is_ours_when_only_another_record_states_it() {
    let record = created(PAIR).by_name(UMA, UMA_ID).member(MALLORY, EVIL).foreigners();
    assert_eq!(on_uma(&nothing(), &[record, uma_accepts(PAIR)]), "review opened_by_us us");
}

#[test]
fn row_6_a_creator_under_our_users_id_is_ours_whatever_the_log_calls_it() {
    let nameless = created(PAIR).set("UserKey", UMA_ID).member(MALLORY, EVIL);
    let by_id = created(PAIR).set("UserId", UMA_ID).set("UserKey", "").member(MALLORY, EVIL);
    for creation in [nameless, by_id] {
        assert_eq!(on_uma(&nothing(), &[creation, uma_accepts(PAIR)]), "review opened_by_us us");
    }
}

#[test]
fn row_6_without_a_creation_our_adding_an_outsider_makes_it_ours() {
    let records = [uma_accepts(GROUP), added(GROUP).id(3).by(VIC, HOME, VIC_ID).member(MALLORY, EVIL)];
    assert_eq!(on_uma(&nothing(), &records), "review opened_by_us us");
}

#[test]
fn row_6_an_outsiders_creation_outweighs_our_adding_another_outsider() {
    let records = [mallory_creates(GROUP), added(GROUP).by(VIC, HOME, VIC_ID).member("eve@evil.onmicrosoft.com", EVIL)];
    assert_eq!(on_uma(&directory(&[(UMA, UMA_ID)]), &records), "certain directory outsider");
}

#[test]
fn row_7_an_external_meeting_is_for_review_and_another_is_skipped() {
    assert_eq!(on_uma(&nothing(), &[mallory_creates(MEETING), uma_accepts(MEETING)]), "review meeting outsider");
    assert_eq!(on_uma(&nothing(), &[added(MEETING).member(UMA, HOME)]), "skip meeting unknown");
}

// --- rows 8 to 10: acceptance -------------------------------------------------------------------------------------

#[test]
fn row_8_an_acceptance_whose_key_is_not_in_the_pair_is_looked_up() {
    let finding = finding_on(&nothing(), UMA, &[uma_accepts(PAIR).set("UserKey", OTHER_ID)]);
    assert_eq!(verdict(&finding), "lookup id_not_in_thread accepted");
    assert_eq!(candidates(&finding), [OTHER_ID]);
}

#[test]
fn row_8_an_id_of_the_directory_that_is_not_in_the_pair_is_looked_up() {
    let finding = finding_on(&directory(&[(UMA, OTHER_ID)]), UMA, &[mallory_creates(PAIR)]);
    assert_eq!(verdict(&finding), "lookup id_not_in_thread outsider");
    assert_eq!(candidates(&finding), [OTHER_ID, UMA_ID]);
}

#[test]
fn row_9_an_acceptance_in_a_chat_of_two_is_certain() {
    let finding = finding_on(&nothing(), UMA, &[uma_accepts(PAIR)]);
    assert_eq!(verdict(&finding), "certain accepted accepted");
    assert_eq!(finding.user_id.unwrap().to_string(), UMA_ID);
    assert_eq!(candidates(&finding), Vec::<String>::new());
}

#[test]
fn row_9_also_without_a_pair_when_the_log_calls_it_one_to_one() {
    for word in ["OneOnOne", "OneonOne", "oneonone"] {
        let record = uma_accepts(NO_PAIR).set("CommunicationType", word);
        assert_eq!(on_uma(&nothing(), &[record]), "certain accepted accepted");
    }
}

#[test]
fn row_9_in_a_group_that_an_outsider_created_an_acceptance_is_certain() {
    assert_eq!(on_uma(&nothing(), &[mallory_creates(GROUP), uma_accepts(GROUP)]), "certain accepted outsider");
}

#[test]
fn row_9_a_pair_is_compared_without_case() {
    let record = uma_accepts(&PAIR.to_uppercase().replace("@UNQ.GBL.SPACES", "@unq.gbl.spaces"));
    assert_eq!(on_uma(&nothing(), &[record]), "certain accepted accepted");
}

#[test]
fn row_9_names_are_compared_without_case() {
    let record = added(PAIR).by("UMA@CONTOSO.COM", HOME, UMA_ID).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&nothing(), &[record]), "certain accepted accepted");
}

#[test]
fn row_9_a_side_by_domain_alone_is_never_certain() {
    let record = added(PAIR).by_name(UMA, UMA_ID).member_without_tenant(UMA).foreigners();
    let finding = finding_on(&accepted_domains(), UMA, &[record]);
    assert_eq!(verdict(&finding), "derived domain_only accepted");
    assert_eq!(candidates(&finding), [UMA_ID]);
}

#[test]
fn row_9_an_outside_by_domain_alone_is_never_certain() {
    let record = uma_accepts(PAIR).without("ParticipantInfo");
    let invited = added(PAIR).id(3).by_name("eve@sub.contoso.com", MALLORY_ID).member(UMA, HOME);
    assert_eq!(on_uma(&accepted_domains(), &[record, invited]), "derived domain_only accepted");
}

#[test]
fn row_9_a_creator_by_domain_alone_does_not_make_a_group_certain() {
    let creation = created(GROUP).by_name(MALLORY, MALLORY_ID).member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&accepted_domains(), &[creation, uma_accepts(GROUP)]), "derived domain_only outsider");
}

#[test]
fn row_9_a_side_that_only_another_record_states_is_not_certain() {
    let acceptance = added(PAIR).by_name(UMA, UMA_ID).member_without_tenant(UMA).foreigners();
    let relation = record("UserAccepted", PAIR).by(UMA, HOME, UMA_ID).id(3);
    assert_eq!(on_uma(&nothing(), &[acceptance, relation]), "derived domain_only accepted");
}

#[test]
fn row_10_an_acceptance_in_a_group_without_its_beginning_is_for_review() {
    let finding = finding_on(&nothing(), UMA, &[uma_accepts(GROUP)]);
    assert_eq!(verdict(&finding), "review accepted_group accepted");
    assert_eq!(candidates(&finding), [UMA_ID]);
}

#[test]
fn row_10_a_chat_that_is_called_one_to_one_and_a_group_is_a_group() {
    let records = [uma_accepts(NO_PAIR).one_to_one(), added(NO_PAIR).id(3).set("CommunicationType", "GroupChat")];
    assert_eq!(on_uma(&nothing(), &records), "review accepted_group accepted");
}

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
        (initiator.user_principal_name, initiator.tenant_id.map(|tenant| tenant.to_string()))
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
    assert_eq!(finding.evidence, ["00000000-0000-4000-8000-000000000001"]);
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
