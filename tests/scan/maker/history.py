"""The history that every fixture holds: thirteen records of an invented tenant, constructed and not captured."""

import json

HOME = "11111111-1111-4111-8111-111111111111"
EVIL = "22222222-2222-4222-8222-222222222222"
WORKSPACE = "99999999-9999-4999-8999-999999999999"

UMA, UMA_ID = "uma@contoso.com", "aaaaaaaa-0000-4000-8000-00000000000a"
VIC, VIC_ID = "vic@contoso.com", "cccccccc-0000-4000-8000-00000000000c"
MALLORY, MALLORY_ID = "helpdesk@evil.onmicrosoft.com", "bbbbbbbb-0000-4000-8000-00000000000b"
EVE_ID = "dddddddd-0000-4000-8000-00000000000d"

WITH_UMA = f"19:{MALLORY_ID}_{UMA_ID}@unq.gbl.spaces"
WITH_VIC = f"19:{MALLORY_ID}_{VIC_ID}@unq.gbl.spaces"
FROM_EVE = f"19:{VIC_ID}_{EVE_ID}@unq.gbl.spaces"
GROUP = "19:0123456789abcdef0123456789abcdef@thread.v2"
INTERNAL = "19:fedcba9876543210fedcba9876543210@thread.v2"


def record_id(number):
    return f"00000000-0000-4000-8000-{number:012}"


def base(number, operation, workload, record_type, user, key, user_type=0):
    return {
        "CreationTime": f"2026-01-24T06:{number:02}:24", "Id": record_id(number), "Operation": operation,
        "OrganizationId": HOME, "RecordType": record_type, "UserKey": key, "UserType": user_type, "Version": 1,
        "Workload": workload, "ClientIP": "::ffff:203.0.113.7", "UserId": user,
    }


def teams(number, operation, user, key, tenant, **fields):
    record = base(number, operation, "MicrosoftTeams", 25, user, key)
    record["ExtraProperties"] = [{"Key": "TimeZone", "Value": "Europe/Berlin"}, {"Key": "OsName", "Value": "windows"}]
    record.update(fields)
    record["UserTenantId"] = tenant
    return record


def member(upn, tenant, name):
    return {"DisplayName": name, "OrganizationId": tenant, "Role": 1, "UPN": upn}


def people(foreign):
    tenants = [HOME, EVIL] if foreign else [HOME]
    return {
        "HasForeignTenantUsers": foreign, "HasGuestUsers": False, "HasOtherGuestUsers": False,
        "HasUnauthenticatedUsers": False, "ParticipatingTenantIds": tenants,
    }


def chat(thread, kind, members, foreign=True):
    return {"ChatThreadId": thread, "CommunicationType": kind, "Members": members, "ParticipantInfo": people(foreign)}


Uma = member(UMA, HOME, "Uma \"U.\" User; Sales, EMEA")
Vic = member(VIC, HOME, "Vic \u00d6zg\u00fcr")
Mallory = member(MALLORY, EVIL, "Help Desk \U0001f6e0")


def records():
    """The records by number, in the order in which they are written. 4 is a copy of 3."""
    mail = base(1, "MailItemsAccessed", "Exchange", 50, VIC, "10032005000C4421")
    mail["Folders"] = [{"Path": "\\Inbox", "FolderItems": [{"Subject": "Re: \"MemberAdded\", and more\n"}]}]
    accepted = teams(3, "MemberAdded", UMA, UMA_ID, HOME, **chat(WITH_UMA, "OneOnOne", [Uma]))
    sync = base(8, "MemberAdded", "MicrosoftTeams", 25, "Microsoft Teams Sync", "eeeeeeee-0000-4000-8000-00000000000e", 5)
    sync.update({
        "AADGroupId": "77777777-7777-4777-8777-777777777777", "CommunicationType": "Team", "TeamName": "Sales",
        "TeamGuid": "19:77777777777777777777777777777777@thread.tacv2",
        "Members": [{"DisplayName": "Uma User", "Role": 1, "UPN": UMA}],
    })
    file = base(9, "FileAccessed", "SharePoint", 6, UMA, "i:0h.f|membership|1003200096971f55@live.com")
    file["SourceFileName"] = "MemberAdded \"Operation\":\"MemberAdded\", HasForeignTenantUsers.docx"
    message = teams(10, "MessageSent", MALLORY, MALLORY_ID, EVIL, ChatThreadId=WITH_UMA, CommunicationType="OneOnOne",
                    ParticipantInfo=people(True))
    group = base(12, "Add member to group.", "AzureActiveDirectory", 8, VIC, VIC_ID)
    group["ModifiedProperties"] = [{"Name": "Nested", "NewValue": json.dumps(accepted), "OldValue": ""}]
    return {
        1: mail,
        2: teams(2, "ChatCreated", MALLORY, MALLORY_ID, EVIL, **chat(WITH_UMA, "OneOnOne", [Mallory, Uma])),
        3: accepted,
        4: dict(accepted),
        5: teams(5, "MemberAdded", MALLORY, MALLORY_ID, EVIL, **chat(GROUP, "GroupChat", [Uma, Vic]), ChatName="Urgent"),
        6: teams(6, "ChatCreated", MALLORY, MALLORY_ID, EVIL, **chat(WITH_VIC, "OneOnOne", [Mallory, Vic])),
        7: teams(7, "ChatCreated", UMA, UMA_ID, HOME, **chat(INTERNAL, "GroupChat", [Uma, Vic], foreign=False)),
        8: sync,
        9: file,
        10: message,
        11: teams(11, "MemberRemoved", UMA, UMA_ID, HOME, **chat(WITH_UMA, "OneOnOne", [Uma])),
        12: group,
        13: teams(13, "MemberAdded", VIC, VIC_ID, HOME, **chat(FROM_EVE, "OneOnOne", [Vic])),
    }


RECORDS = records()


def spelled(number, text):
    """Record 13 has its operation written with escapes and odd spacing, which means the same."""
    if number != 13:
        return text
    plain = '"Operation": "MemberAdded"' if '"Operation": ' in text else '"Operation":"MemberAdded"'
    assert plain in text
    return text.replace(plain, '"Oper\\u0061tion" :\t"\\u004Dember\\u0041dded"')


def text(number, record=None, indent=None):
    """A record as JSON text."""
    record = RECORDS[number] if record is None else record
    separators = (",", ": ") if indent else (",", ":")
    return spelled(number, json.dumps(record, indent=indent, separators=separators, ensure_ascii=number % 2 == 0))
