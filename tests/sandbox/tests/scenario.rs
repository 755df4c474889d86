//! What a scenario file is told when it is wrong.

use sandbox::Scenario;

fn refusal(text: &str) -> String {
    Scenario::from_json(text).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn an_error_names_the_field_and_what_was_expected() {
    for (text, expected) in [
        ("{", "not JSON: EOF while parsing an object at line 1 column 1"),
        (r#"{"limit":{}}"#, "limit: unknown field; nearest known: `limits`"),
        (r#"{"limits":{"removal":{"usr":1}}}"#, "limits.removal.usr: unknown field; nearest known: `user`"),
        (
            r#"{"lifetimes":{"accessToken":-1}}"#,
            "lifetimes.accessToken: expected a whole number from 0 to 31536000, found -1",
        ),
        (r#"{"signIn":{"mode":"ask"}}"#, "signIn.mode: expected one of answer, page, refuse, wait, found \"ask\""),
        (r#"{"users":[{"upn":"a@contoso.com"}]}"#, "users[0].id: is missing"),
        (r#"{"users":[{"upm":"a@contoso.com"}]}"#, "users[0].upn: is missing; `upm` is not a field"),
        (
            r#"{"chats":[{"threadId":"19:x@thread.v2","members":["nobody"]}]}"#,
            "chats[0].members[0]: no user is called `nobody`",
        ),
        (
            r#"{"faults":[{"path":"/**","status":500,"challenge":true}]}"#,
            "faults[0]: only one of status, redirect, challenge, tokenExpired and entraError can be sent",
        ),
    ] {
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn the_chats_that_outsiders_opened_have_the_records_of_it() {
    let scenario = Scenario::default();
    let home = scenario.home();
    for chat in scenario.chats.iter().filter(|chat| chat.host_tenant != home) {
        let of = |operation: &str| {
            let records = scenario.audit_records.iter();
            let these = records.filter(|record| record["ChatThreadId"] == chat.thread_id.as_str());
            these.filter(|record| record["Operation"] == operation).collect::<Vec<_>>()
        };
        assert_eq!(of("ChatCreated")[0]["UserKey"], chat.opened_by.as_str());
        let ours = chat.members.iter().filter(|member| member.tenant_id == home).count();
        assert_eq!(of("MemberAdded").len(), ours);
        assert!(of("MemberAdded").iter().all(|record| record["Members"][0]["UPN"] == record["UserId"]));
    }
}

#[test]
fn who_did_not_accept_a_chat_has_no_record_of_it() {
    let scenario = Scenario::from_json(
        r#"{"chats":[{"threadId":"19:x@thread.v2","acceptedBy":["adele@contoso.com"],
            "members":["helpdesk@itsupport-desk.onmicrosoft.com","adele@contoso.com","alex@contoso.com"]}]}"#,
    )
    .unwrap();
    let left: Vec<_> =
        scenario.audit_records.iter().map(|record| format!("{} {}", record["Operation"], record["UserId"])).collect();
    assert_eq!(
        left,
        [r#""ChatCreated" "helpdesk@itsupport-desk.onmicrosoft.com""#, r#""MemberAdded" "adele@contoso.com""#,]
    );
}

#[test]
fn the_documented_example_is_a_scenario() {
    let page = include_str!("../../../docs/sandbox.md");
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    assert_eq!(refusal(example), "");
}
