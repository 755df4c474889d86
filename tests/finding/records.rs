//! What records arrive in, how they break, and the account of all of them.

use crate::build::*;
use serde_json::{Value, json};
use teams_chat_access::audit::{Record as Logged, Unreadable};
use teams_chat_access::finding::from_json;

fn items(text: impl AsRef<[u8]>) -> Vec<Result<Logged, Unreadable>> {
    read(text.as_ref()).into_iter().map(|(_, item)| item).collect()
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
    assert_eq!(error.offset, line.len() as u64 + 1);
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
        (uma_accepts(PAIR).set("Members", ""), "Members"),
        (uma_accepts(PAIR).set("Members", "  "), "Members"),
        (uma_accepts(PAIR).set("Members", json!([{ "UPN": UMA, "OrganizationId": HOME }, ""])), "Members[1]"),
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
        (
            uma_accepts(PAIR).participants("ParticipatingSIPDomains", json!("")),
            "ParticipantInfo.ParticipatingSIPDomains",
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
fn a_member_of_whom_nothing_is_said_is_somebody() {
    let uma = json!({ "UPN": UMA, "OrganizationId": HOME });
    for nobody in [json!(null), json!({}), json!({ "UPN": "" })] {
        for members in [json!([uma, nobody]), json!([nobody, uma])] {
            let record = uma_accepts(PAIR).set("Members", members);
            // Of two, one of whom is Uma, it is the other.
            assert_eq!(on_uma(&nothing(), std::slice::from_ref(&record)), "review opened_by_us us", "{:?}", record.0);
            let of_group = record.set("ChatThreadId", GROUP);
            assert_eq!(on_uma(&nothing(), &[of_group]), "review unclassified unknown");
        }
    }
}

#[test]
fn a_list_that_windows_powershell_wrapped_is_the_list() {
    let wrapped = |list: &Value| json!({ "value": list, "Count": list.as_array().unwrap().len() });
    let added = added(PAIR).by(UMA, HOME, UMA_ID).member(MALLORY, EVIL).foreigners();
    let members = wrapped(&added.0["Members"]);
    let records = [added.set("Members", members).id(7), uma_accepts(PAIR)];
    let findings = find(&nothing(), &records);
    assert_eq!(findings.findings().iter().map(verdict).collect::<Vec<_>>(), ["review opened_by_us us"]);
    let domains = wrapped(&json!(["partner.example"]));
    let options = options(json!({ "trustedDomains": ["partner.example"] }));
    let record = uma_accepts(PAIR).participants("ParticipatingDomains", domains);
    assert_eq!(on_uma(&options, &[record]), "review partly_trusted accepted");
}

#[test]
fn half_a_character_where_nobody_looks_costs_no_record() {
    let record = text(&[uma_accepts(PAIR).set("ChatName", "Team HALF")]).replace("HALF", "\\ud83d");
    let wrapper = json!({ "AuditData": record.trim() }).to_string();
    let cell = format!("Operation,AuditData\nMemberAdded,\"{}\"\n", record.trim().replace('"', "\"\""));
    for text in [record, wrapper, cell] {
        let found = from_json(text.as_bytes(), &nothing()).unwrap();
        assert_eq!((found.summary().errors, found.findings().len()), (0, 1), "{text}");
    }
}

#[test]
fn what_stands_for_no_value_is_no_team() {
    for nothing_said in ["None", "null", "nan", "N/A", "00000000-0000-0000-0000-000000000000"] {
        let record = uma_accepts(PAIR).set("TeamGuid", nothing_said);
        assert_eq!(on_uma(&nothing(), &[record]), "certain accepted accepted", "{nothing_said}");
    }
    let of_team = find(&nothing(), &[uma_accepts(PAIR).set("TeamGuid", OTHER_ID)]);
    assert_eq!(of_team.summary().skipped.not_a_chat, 1);
}

#[test]
fn records_that_name_nobody_and_creations_that_cannot_be_read_are_warned_about_as_what_they_are() {
    let warned = |records: &[Record], word: &str| {
        find(&nothing(), records).summary().warnings.iter().any(|warning| warning.contains(word))
    };
    let silent = mallory_creates(PAIR).without("Members");
    assert!(warned(&[silent, uma_accepts(PAIR)], "1 of the ChatCreated and MemberAdded records have no Members"));
    assert!(!warned(&[mallory_creates(PAIR)], "no Members"));
    assert!(warned(&[uma_accepts(PAIR)], "no ChatCreated"));
    let broken = mallory_creates(PAIR).set("Members", "System.Object[]");
    assert!(!warned(&[broken, uma_accepts(PAIR)], "no ChatCreated"));
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
        let errors = read(text.as_bytes()).len();
        assert!(errors > 0, "{line}");
    }
}
