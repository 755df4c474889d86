//! The decision table, row by row, and the traps between the rows.

use crate::build::*;
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

#[test]
fn row_2_also_when_the_outsider_acted_under_it_as_a_name() {
    let acted = record("MemberRemoved", PAIR).id(7).set("UserId", UMA_ID).set("UserTenantId", EVIL);
    assert_eq!(on_uma(&nothing(), &[uma_accepts(PAIR), acted]), "reject outsiders_id accepted");
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
fn row_3_every_record_that_contradicts_another_is_evidence_of_it() {
    let removed = |id: u32, tenant: &str| {
        record("MemberRemoved", GROUP).id(id).by(ALICE, PARTNER, OTHER_ID).member("eve@x.example", tenant)
    };
    let records = [mallory_creates(GROUP), removed(3, EVIL), removed(4, PARTNER), removed(5, EVIL)];
    assert_eq!(finding_on(&nothing(), UMA, &records).evidence.len(), 4);
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
fn row_5_partners_do_not_vouch_for_whom_nothing_places_and_who_created_the_chat_or_added_to_it() {
    let options = options(json!({ "trustedTenants": [PARTNER] }));
    let creation = created(GROUP).by_name(MALLORY, "").member(UMA, HOME).foreigners();
    let partner = added(GROUP).by(ALICE, PARTNER, "").member(UMA, HOME).foreigners().id(7);
    assert_eq!(on_uma(&options, &[creation, partner.clone()]), "review partly_trusted added");
    assert_eq!(on_uma(&options, std::slice::from_ref(&partner)), "skip trusted added");
    let adds = added(GROUP).by_name(MALLORY, "").member(UMA, HOME).foreigners();
    assert_eq!(on_uma(&options, &[adds, partner]), "review partly_trusted added");
}

#[test]
fn row_22_members_of_whom_nothing_is_said_open_nothing() {
    let record = uma_accepts(PAIR).set("Members", json!([{ "ValueKind": 1 }]));
    let findings = find(&nothing(), &[record]);
    let finding = &findings.findings()[0];
    assert_eq!(verdict(finding), "review nobody_named unknown");
    assert!(findings.summary().warnings.iter().any(|warning| warning.contains("no Members")));
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
fn row_6_a_creator_is_ours_under_an_id_that_one_of_ours_acted_under_as_a_name() {
    let ours = record("MemberRemoved", NO_PAIR).id(3).set("UserId", VIC_ID).set("UserTenantId", HOME);
    let creation = created(NO_PAIR).set("UserKey", VIC_ID);
    let records = [uma_accepts(NO_PAIR).one_to_one(), ours, creation];
    assert_eq!(on_uma(&nothing(), &records), "review opened_by_us us");
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
fn row_9_a_creator_by_domain_alone_makes_no_chat_of_two_certain() {
    let creation = created(PAIR).by_name("uma@contoso.onmicrosoft.com", "").member(MALLORY, EVIL).member(UMA, HOME);
    let records = [creation.foreigners(), uma_accepts(PAIR)];
    assert_eq!(on_uma(&accepted_domains(), &records), "derived domain_only outsider");
}

#[test]
fn row_6_whom_our_user_adds_to_a_chat_of_two_is_the_outsider() {
    let adds = added(PAIR).by(UMA, HOME, UMA_ID).member_without_tenant(MALLORY).foreigners().id(7);
    assert_eq!(on_uma(&nothing(), &[adds.clone(), uma_accepts(PAIR)]), "review opened_by_us us");
    let guest =
        added(PAIR).by(UMA, HOME, UMA_ID).member("mallory_evil.example#EXT#@contoso.com", EVIL).foreigners().id(7);
    assert_eq!(on_uma(&nothing(), &[guest, uma_accepts(PAIR)]), "review opened_by_us us");
    let of_group = [adds.set("ChatThreadId", GROUP), uma_accepts(GROUP)];
    assert_eq!(on_uma(&nothing(), &of_group), "review accepted_group accepted");
}

#[test]
fn row_5_a_partner_whom_nothing_places_is_no_stranger() {
    let options = options(json!({ "trustedDomains": ["partner.example"] }));
    let creation =
        created(PAIR).by_name(ALICE, "").member_without_tenant(ALICE).member_without_tenant(UMA).foreigners();
    assert_eq!(on_uma(&options, &[creation, uma_accepts(PAIR)]), "review partly_trusted accepted");
    let sip = json!([{ "DomainName": "Partner.Example", "TenantId": PARTNER }]);
    let record = uma_accepts(PAIR).participants("ParticipatingSIPDomains", sip);
    assert_eq!(on_uma(&options, &[record]), "review partly_trusted accepted");
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
