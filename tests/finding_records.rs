//! What records arrive in, how they break, and the account of all of them.

#[path = "findings/build.rs"]
mod build;

use build::*;
use serde_json::{Value, json};
use teams_chat_access::audit::json::read;
use teams_chat_access::audit::{Record as Logged, Unreadable};
use teams_chat_access::finding::{Findings, Options, from_json};

fn items(text: impl AsRef<[u8]>) -> Vec<Result<Logged, Unreadable>> {
    read(text.as_ref()).map(|(_, item)| item).collect()
}

/// `+` for a record, `-` for an error, in order.
fn shape(text: impl AsRef<[u8]>) -> String {
    items(text).iter().map(|item| if item.is_ok() { '+' } else { '-' }).collect()
}

fn one() -> Value {
    Value::Object(uma_accepts(PAIR).0)
}

fn error_in(text: impl AsRef<[u8]>) -> Unreadable {
    items(text).into_iter().find_map(Result::err).expect("an error")
}

fn error_of(record: Record) -> Unreadable {
    error_in(text(&[record]))
}

// --- what records arrive in ---------------------------------------------------------------------------------------

#[test]
fn every_wrapping_gives_the_same_record() {
    let record = one();
    let text = record.to_string();
    let pretty = serde_json::to_string_pretty(&record).unwrap();
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(pretty.encode_utf16().flat_map(unit)).collect()
    };
    let graph = json!({
        "id": "x", "operation": "ChatCreated", "userId": OTHER_ID, "userPrincipalName": "crossed@contoso.com",
        "auditData": record
    });
    let odata: Vec<(String, Value)> = record
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(k, v)| [(format!("{k}@odata.type"), json!("#Int64")), (k.clone(), v.clone())])
        .collect();
    for (name, text) in [
        ("raw", text.clone().into_bytes()),
        ("printed", pretty.clone().into_bytes()),
        ("array", json!([record]).to_string().into_bytes()),
        ("byte order mark", format!("\u{FEFF}{text}").into_bytes()),
        ("UTF-16LE", utf16(u16::to_le_bytes, [0xFF, 0xFE])),
        ("UTF-16BE", utf16(u16::to_be_bytes, [0xFE, 0xFF])),
        (
            "wrapper",
            json!({ "RecordType": "MicrosoftTeams", "Operations": "Other", "AuditData": record }).to_string().into(),
        ),
        ("wrapper in text", json!({ "Operations": "MemberAdded", "AuditData": text }).to_string().into()),
        ("wrapper in text twice", json!({ "AuditData": json!(text).to_string() }).to_string().into()),
        ("graph", graph.to_string().into()),
        ("graph page", json!({ "@odata.context": "x", "value": [graph], "@odata.nextLink": "y" }).to_string().into()),
        ("dynamic properties", json!({ "auditData": { "dynamicProperties": record } }).to_string().into()),
        ("odata", json!({ "auditData": Value::Object(odata.into_iter().collect()) }).to_string().into()),
        ("defender", json!({ "ActionType": "MemberAdded", "RawEventData": record }).to_string().into()),
        ("defender in text", json!({ "RawEventData": text }).to_string().into()),
        ("texts", json!([text]).to_string().into()),
        ("one text", json!(text).to_string().into()),
        ("page in text", json!(json!({ "value": [record] }).to_string()).to_string().into()),
    ] {
        let items = items(&text);
        assert_eq!(items.len(), 1, "{name}");
        let read = items[0].as_ref().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.user_id.as_deref(), Some(UMA), "{name}");
        assert_eq!(read.user_key.as_deref(), Some(UMA_ID), "{name}");
        let findings = from_json(&text, &nothing()).unwrap();
        assert_eq!(verdict(&findings.findings()[0]), "certain accepted accepted", "{name}");
    }
}

#[test]
fn many_records_arrive_in_any_arrangement() {
    let a = one().to_string();
    let pretty = serde_json::to_string_pretty(&one()).unwrap();
    for (text, expected) in [
        (format!("{a}\n{a}\n"), "++"),
        (format!("{a}\r\n\r\n{a}\r\n"), "++"),
        (format!("{a}{a}"), "++"),
        (format!("{a},\n{a}"), "++"),
        (format!("[{a},{a}]\n[{a}]"), "+++"),
        (format!("[[{a}],[{a}]]"), "++"),
        (format!("{pretty}\n{pretty}"), "++"),
        (format!("{{\"value\":[{a},{a}]}}{{\"value\":[{a}],\"x\":{{\"y\":[1]}}}}"), "+++"),
        (format!("[{{\"value\":[{a}]}},{a}]"), "++"),
        ("[]".to_owned(), ""),
        ("{\"value\":[]}".to_owned(), ""),
        ("  \n".to_owned(), ""),
    ] {
        assert_eq!(shape(&text), expected, "{text}");
    }
}

#[test]
fn copies_from_two_containers_are_one_record() {
    let plain = mallory_creates(PAIR);
    let mut graph = plain.0.clone();
    graph.insert("CreationTime".into(), "2026-01-24T06:54:24.0000000Z ".into());
    graph.insert("RecordType".into(), "MicrosoftTeams".into());
    graph.insert("UserType".into(), "Regular".into());
    graph.insert("UserType@odata.type".into(), "#Int64".into());
    graph.insert("ClientIP".into(), Value::Null);
    let both = format!("{}{}", text(&[plain]), json!({ "auditData": graph }));
    let findings = from_json(both.as_bytes(), &nothing()).unwrap();
    assert_eq!(findings.summary().skipped.duplicate, 1);
    assert_eq!(findings.summary().evidence, 1);
}

// --- what breaks --------------------------------------------------------------------------------------------------

#[test]
fn a_broken_record_does_not_lose_the_others() {
    let a = one().to_string();
    let cut = &a[..a.len() / 2];
    let pretty = serde_json::to_string_pretty(&json!([one(), one(), one()])).unwrap();
    let broken_in_the_middle = {
        let second = pretty.match_indices("\n  {").nth(1).unwrap().0;
        let place = second + pretty[second..].find("\"UserType\": 0").unwrap();
        format!("{}\"UserType\" 0{}", &pretty[..place], &pretty[place + 13..])
    };
    for (text, expected) in [
        (format!("{a}\n{cut}\n{a}\n"), "+-+"),
        (format!("{cut}\n{a}\n{cut}"), "-+-"),
        (format!("{a}\nnot json at all\nmore of it\n{a}"), "+-+"),
        (format!("{a}\n{{\"a\":\"open\n{a}"), "+-+"),
        (format!("{a}\n{{\"a\":\"ends in a backslash \\\n{a}"), "+-+"),
        (format!("{a}\n{{}}\n{a}"), "+-+"),
        (format!("[{a},{{\"a\":}},{a}]"), "+-+"),
        (format!("[{a},{{\"a\":[1,}},{a}]"), "+-+"),
        (format!("[{a},null,1,\"\",{a}]"), "+---+"),
        (format!("[{a},{a}"), "++-"),
        (format!("[{a},{cut}"), "+-"),
        (format!("[{a}\n{a}]"), "++"),
        (format!("{{\"value\":[{a},{cut}"), "+-"),
        (format!("{{\"value\":[{a},{a}"), "++-"),
        (format!("{{\"value\":[{a}],\"x\":tru"), "+-"),
        (format!("[\n{a},\n{cut}\n{a}\n]\n"), "+-+"),
        (broken_in_the_middle, "+-+"),
        (format!("{a}\n]\n{a}"), "+-+"),
        (format!("{{\"AuditData\":\"{{\\\"Operation\\\":\\\"MemberAdded\\\",\"}}\n{a}"), "-+"),
        ("{".to_owned(), "-"),
        ("\"".to_owned(), "-"),
        ("Id,AuditData\n1,x\n".to_owned(), "-"),
    ] {
        assert_eq!(shape(&text), expected, "{text}");
    }
}

#[test]
fn a_line_that_is_not_utf_8_is_one_error() {
    let a = one().to_string();
    let text = [a.as_bytes(), b"\n{\"a\":\"\xFF\"}\n", a.as_bytes()].concat();
    assert_eq!(shape(&text), "+-+");
    assert_eq!(error_in(&text).found, "bytes that are not UTF-8");
}

#[test]
fn errors_say_where_and_what_was_expected() {
    let line = one().to_string();
    let text = format!("{line}\n{}", json!({ "Operation": "MemberAdded", "Members": "System.Object[]" }));
    let error = error_in(&text);
    assert_eq!(error.offset, line.len() + 1);
    assert_eq!(error.field.as_deref(), Some("Members[0]"));
    assert!(error.expected.contains("array of objects") && error.found.contains("flattened"), "{error}");

    let error = error_in("{\"Operation\": MemberAdded}");
    assert_eq!((error.offset, error.expected.as_str()), (14, "JSON"));
}

#[test]
fn evidence_of_another_type_is_an_error_and_never_a_guess() {
    for (record, field) in [
        (uma_accepts(PAIR).set("ChatThreadId", 5), "ChatThreadId"),
        (uma_accepts(PAIR).set("Members", "@{UPN=uma@contoso.com; Role=1}"), "Members[0]"),
        (uma_accepts(PAIR).set("Members", json!(["@{UPN=uma@contoso.com}"])), "Members[0]"),
        (uma_accepts(PAIR).set("Members", json!([{ "UPN": ["uma@contoso.com"] }])), "Members[0].UPN"),
        (
            uma_accepts(PAIR).set("Members", json!([{ "UPN": UMA, "OrganizationId": "contoso" }])),
            "Members[0].OrganizationId",
        ),
        (uma_accepts(PAIR).set("Members", "[{\"UPN\":"), "Members"),
        (uma_accepts(PAIR).set("UserId", json!({ "UPN": UMA })), "UserId"),
        (uma_accepts(PAIR).set("UserId", "uma\u{0}@contoso.com"), "UserId"),
        (uma_accepts(PAIR).set("UserId", "u".repeat(100_000)), "UserId"),
        (uma_accepts(PAIR).set("UserKey", true), "UserKey"),
        (uma_accepts(PAIR).set("UserType", 0.5), "UserType"),
        (uma_accepts(PAIR).set("UserTenantId", "contoso.com"), "UserTenantId"),
        (uma_accepts(PAIR).set("OrganizationId", 1), "OrganizationId"),
        (uma_accepts(PAIR).set("ParticipantInfo", "System.Object"), "ParticipantInfo"),
        (
            uma_accepts(PAIR).flag("HasGuestUsers", true).participants("HasForeignTenantUsers", json!(7)),
            "ParticipantInfo.HasForeignTenantUsers",
        ),
        (
            uma_accepts(PAIR).participants("ParticipatingTenantIds", json!([7])),
            "ParticipantInfo.ParticipatingTenantIds",
        ),
        (
            uma_accepts(PAIR).participants("ParticipatingSIPDomains", json!("@{TenantId=x}")),
            "ParticipantInfo.ParticipatingSIPDomains[0]",
        ),
    ] {
        assert_eq!(error_of(record).field.as_deref(), Some(field));
    }
}

#[test]
fn what_loses_no_evidence_is_no_error() {
    for record in [
        uma_accepts(PAIR).set("Members", json!({ "UPN": UMA, "OrganizationId": HOME })),
        uma_accepts(PAIR).set("Members", json!([{ "UPN": UMA, "OrganizationId": HOME }]).to_string()),
        uma_accepts(PAIR).set("Members", json!([null, { "UPN": UMA, "OrganizationId": HOME }])),
        uma_accepts(PAIR).set("CreationTime", 7),
        uma_accepts(PAIR).set("CreationTime", "soon"),
        uma_accepts(PAIR).set("Id", json!([])),
        uma_accepts(PAIR).set("UserType", "0"),
        uma_accepts(PAIR).set("RecordType", "MicrosoftTeams").without("Workload"),
        uma_accepts(PAIR).without("RecordType").without("Workload"),
        uma_accepts(PAIR).participants("HasForeignTenantUsers", json!("True")),
        uma_accepts(PAIR).set("ExtraProperties", "System.Object[]"),
        uma_accepts(PAIR).set("userId", MALLORY).set("USERKEY", OTHER_ID).set("members", json!([])),
        uma_accepts(PAIR).set("UserId", format!(" {UMA} ")),
        uma_accepts(PAIR).set("TeamGuid", "").set("ChannelGuid", Value::Null),
    ] {
        assert_eq!(on_uma(&nothing(), std::slice::from_ref(&record)), "certain accepted accepted", "{:?}", record.0);
    }
}

#[test]
fn a_key_that_says_two_things_is_an_error() {
    let line = one().to_string();
    let twice = format!("{},\"UserKey\":\"{OTHER_ID}\"}}", &line[..line.len() - 1]);
    assert_eq!(error_in(&twice).field.as_deref(), Some("UserKey"));
    let member = line.replace("\"UPN\":", &format!("\"UPN\":\"{VIC}\",\"UPN\":"));
    assert_eq!(error_in(&member).field.as_deref(), Some("Members[0].UPN"));
}

#[test]
fn an_envelope_without_its_record_is_never_read_as_one() {
    let envelope = json!({
        "id": "x", "operation": "MemberAdded", "userId": UMA_ID, "userPrincipalName": UMA, "organizationId": HOME
    });
    assert!(error_in(envelope.to_string()).found.contains("auditData is missing"));
    for held in [json!(null), json!(""), json!(7), json!([]), json!("@{Id=1}"), json!("{\"Operation\":")] {
        let wrapper = json!({ "operation": "MemberAdded", "auditData": held });
        assert_eq!(error_in(wrapper.to_string()).field.as_deref(), Some("auditData"), "{wrapper}");
    }
}

#[test]
fn bombs_end_in_errors() {
    let a = one().to_string();
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    assert_eq!(shape(format!("{deep}\n{a}")), "-+");
    assert_eq!(shape(format!("[{deep},{a}]")), "-+");
    assert_eq!(shape(format!("{}\n{a}", "{\"a\":".repeat(100_000))), "-+");
    assert_eq!(shape(format!("{{\"a\":{}", "[".repeat(100_000))), "-");
    assert!(shape("[".repeat(100_000)).starts_with('-'));
    assert_eq!(shape(vec![0_u8; 100_000]), "-");
    let mut nested = a.clone();
    for _ in 0..12 {
        nested = json!({ "AuditData": nested }).to_string();
    }
    assert_eq!(shape(nested), "-");
    let mut quoted = a;
    for _ in 0..12 {
        quoted = json!([quoted]).to_string();
    }
    assert_eq!(shape(quoted), "-");
}

#[test]
fn broken_text_is_read_in_linear_time() {
    for line in [
        "{\"a\":[\n",
        "{\"a\":\n",
        "{]},",
        "{\"a\":x}",
        "[{\"a\":\"\n",
        "{\"value\":[",
        "[{\"value\":[\n",
        "\"{",
        "{\"a",
    ] {
        let text = line.repeat(50_000);
        let errors = read(text.as_bytes()).count();
        assert!(errors > 0, "{line}");
    }
}

// --- dispositions -------------------------------------------------------------------------------------------------

fn skipped(options: &Options, records: &[Record]) -> Value {
    let findings = find(options, records);
    balanced(&findings);
    let skipped = serde_json::to_value(findings.summary().skipped).unwrap();
    let seen = skipped.as_object().unwrap().iter().filter(|(_, count)| **count != json!(0));
    Value::Object(seen.map(|(k, v)| (k.clone(), v.clone())).collect())
}

fn balanced(findings: &Findings) {
    let summary = findings.summary();
    let skipped = serde_json::to_value(summary.skipped).unwrap();
    let skipped: u64 = skipped.as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(summary.records, summary.evidence + skipped + summary.errors, "{summary:?}");
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

// --- the order means nothing --------------------------------------------------------------------------------------

/// A small generator: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

fn any_record(random: &mut Random) -> Record {
    let people =
        [(UMA, UMA_ID), (VIC, VIC_ID), (MALLORY, MALLORY_ID), (ALICE, OTHER_ID), ("g#EXT#@contoso.com", OTHER_ID)];
    // Mostly what is true of each, and sometimes anything.
    let tenant_of = |random: &mut Random, name: &str| match (random.below(25), name) {
        (0, _) => random.pick(&[HOME, EVIL, PARTNER]),
        (_, MALLORY) => EVIL,
        (_, ALICE) => PARTNER,
        _ => HOME,
    };
    let operation =
        random.pick(&["ChatCreated", "MemberAdded", "MemberAdded", "MemberRemoved", "UserAccepted", "MessageSent"]);
    let thread = random.pick(&[PAIR, GROUP, MEETING, NO_PAIR]);
    let (name, key) = random.pick(&people);
    let mut record = record(operation, thread)
        .id(u32::try_from(random.below(20)).unwrap())
        .at(&format!("2026-01-24T06:54:{:02}", random.below(5)))
        .by_name(name, if random.below(4) == 0 { random.pick(&people).1 } else { key });
    if random.below(3) > 0 {
        let tenant = tenant_of(random, name);
        record = record.set("UserTenantId", tenant);
    }
    for _ in 0..random.below(3) {
        let name = random.pick(&people).0;
        let tenant = tenant_of(random, name);
        record = if random.below(3) > 0 { record.member(name, tenant) } else { record.member_without_tenant(name) };
    }
    if random.below(2) == 0 {
        let tenant = tenant_of(random, name);
        record = record.member(name, tenant);
    }
    match random.below(4) {
        0 => record.foreigners(),
        1 => record.nobody_else(),
        _ => record,
    }
}

#[test]
fn the_order_of_the_records_changes_nothing() {
    use teams_chat_access::audit::Source;
    use teams_chat_access::finding::Finder;

    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let options = options(json!({
        "messages": true, "acceptedDomains": ["contoso.com"], "trustedTenants": [PARTNER],
        "directory": [{ "userPrincipalName": VIC, "id": VIC_ID }]
    }));
    for _ in 0..400 {
        let count = 1 + random.below(10);
        let records: Vec<Record> = (0..count).map(|_| any_record(&mut random)).collect();
        let text = text(&records);
        let mut items: Vec<_> = read(text.as_bytes()).collect();
        let run = |items: &[(u64, Result<Logged, Unreadable>)]| {
            let mut finder = Finder::new(options.clone());
            for (row, item) in items {
                finder.push(Source { file: None, row: *row }, item.clone());
            }
            let findings = finder.finish().unwrap();
            balanced(&findings);
            serde_json::to_string_pretty(&findings).unwrap()
        };
        let first = run(&items);
        for _ in 0..3 {
            for index in (1..items.len()).rev() {
                items.swap(index, random.below(index + 1));
            }
            assert_eq!(run(&items), first, "{text}");
        }
    }
}

#[test]
fn a_certain_finding_always_has_what_makes_it_certain() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let directory = directory(&[(VIC, VIC_ID)]);
    let mut certain = 0;
    for _ in 0..4000 {
        let count = 1 + random.below(6);
        let records: Vec<Record> = (0..count).map(|_| any_record(&mut random)).collect();
        for finding in find(&directory, &records).findings() {
            let Some(id) = finding.user_id else { continue };
            certain += 1;
            let of_thread = || records.iter().filter(|r| r.0["ChatThreadId"] == finding.thread_id.as_str());
            let user = finding.user_principal_name.as_deref().unwrap();
            let id = id.to_string();
            assert!(!thread_is_ours(of_thread()), "{records:?}", records = text(&records));
            match word(finding.reason).as_str() {
                "accepted" => assert!(of_thread().any(|r| {
                    let members = r.0.get("Members").and_then(Value::as_array).cloned().unwrap_or_default();
                    r.0["UserId"] == user && r.0["UserKey"] == id.as_str() && members.iter().all(|m| m["UPN"] == user)
                })),
                "directory" => assert_eq!((user, id.as_str()), (VIC, VIC_ID)),
                other => panic!("{other}"),
            }
        }
    }
    assert!(certain > 50, "only {certain} certain findings");
}

/// A creation by a name of ours, stated so anywhere in the thread.
fn thread_is_ours<'a>(records: impl Iterator<Item = &'a Record> + Clone) -> bool {
    let stated_home = |name: &Value| {
        records.clone().any(|r| {
            (r.0["UserId"] == *name && r.0.get("UserTenantId") == Some(&json!(HOME)))
                || r.0
                    .get("Members")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .any(|m| m["UPN"] == *name && m["OrganizationId"] == HOME)
        })
    };
    let guest = |name: &Value| name.as_str().is_some_and(|name| name.contains("#EXT#"));
    records.clone().any(|r| r.0["Operation"] == "ChatCreated" && stated_home(&r.0["UserId"]) && !guest(&r.0["UserId"]))
}

#[test]
fn no_cut_and_no_flipped_byte_ends_in_a_panic_or_an_account_that_does_not_add_up() {
    let page = json!({ "value": [one(), { "AuditData": one().to_string() }, one()] });
    let text = format!("{}\n{page}\n{}", one(), serde_json::to_string_pretty(&json!([one()])).unwrap()).into_bytes();
    for end in 0..text.len() {
        if let Ok(findings) = from_json(&text[..end], &nothing()) {
            balanced(&findings);
        }
    }
    let mut random = Random(42);
    for _ in 0..3000 {
        let mut text = text.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(text.len());
            text[at] = random.pick(b"{}[]\",:\\\n\0a9\xFF");
        }
        if let Ok(findings) = from_json(&text, &nothing()) {
            balanced(&findings);
        }
    }
}
