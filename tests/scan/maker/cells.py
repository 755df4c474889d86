"""Forms in which every record is a row of a CSV."""

import json

from .history import HOME, RECORDS, WORKSPACE, record_id, text

NAMES = {50: "ExchangeItemAggregated", 25: "MicrosoftTeams", 6: "SharePointFileOperation", 8: "AzureActiveDirectory"}
ALL = tuple(RECORDS)


def cell(value, always=False, separator=","):
    """Minimal quoting, as the portal writes; or every cell quoted, as Export-Csv does."""
    value = str(value)
    if always or any(c in value for c in f'"\r\n{separator}'):
        return '"' + value.replace('"', '""') + '"'
    return value


class Table:
    """A header and a function from a record's number to its cells."""

    def __init__(self, header, row, always=False, separator=",", newline="\n", first=""):
        self.header, self.row, self.always = header, row, always
        self.separator, self.newline, self.first = separator, newline, first

    def line(self, cells):
        return self.separator.join(cell(c, self.always, self.separator) for c in cells) + self.newline

    def head(self):
        return self.first + self.line(self.header)

    def lines(self, numbers=ALL):
        return [self.line(self.row(number)) for number in numbers]

    def text(self, numbers=ALL):
        return self.head() + "".join(self.lines(numbers))


def stamp(number):
    return RECORDS[number]["CreationTime"] + ".0000000Z"


def portal_row(number, audit_data=None):
    record = RECORDS[number]
    audit_data = text(number) if audit_data is None else audit_data
    return [record_id(number), stamp(number), record["RecordType"], record["Operation"], record["UserId"], audit_data,
            "", ""]


PORTAL = ["RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData", "AssociatedAdminUnits",
          "AssociatedAdminUnitsNames"]
OLD = ["CreationDate", "UserIds", "Operations", "AuditData"]
SEARCH = ["RecordType", "CreationDate", "UserIds", "Operations", "AuditData", "ResultIndex", "ResultCount", "Identity",
          "IsValid", "ObjectState"]
REMOTING = ["PSComputerName", "RunspaceId", "PSShowComputerName", *SEARCH]
TYPE = "#TYPE Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent\r\n"
SPLUNK = ["AUDITDATA", "CreationDate", "Identity", "IsValid", "ObjectState", "Operations", "PSComputerName",
          "PSShowComputerName", "RecordType", "ResultCount", "ResultIndex", "RunspaceId", "UserIds", "_bkt", "_cd"]
GRAPH = ["id", "createdDateTime", "auditLogRecordType", "operation", "organizationId", "userType", "userId", "service",
         "objectId", "userPrincipalName", "clientIp", "administrativeUnits", "auditData"]
DEFENDER = ["Timestamp", "ActionType", "Application", "AccountObjectId", "AccountId", "AccountDisplayName",
            "RawEventData", "ReportId"]


def old_row(number):
    record = RECORDS[number]
    return [record["CreationTime"], record["UserId"], record["Operation"], text(number)]


def named(number):
    """The columns of Search-UnifiedAuditLog, by name; the type is a name and the date the locale's."""
    record = RECORDS[number]
    return {
        "RecordType": NAMES[record["RecordType"]], "CreationDate": f"1/24/2026 6:{number:02}:24 AM",
        "UserIds": record["UserId"], "Operations": record["Operation"], "AuditData": text(number),
        "AUDITDATA": text(number), "ResultIndex": number, "ResultCount": len(ALL), "Identity": record_id(number),
        "IsValid": "True", "ObjectState": "Unchanged", "PSComputerName": "outlook.office365.com",
        "RunspaceId": WORKSPACE, "PSShowComputerName": "False", "_bkt": "main~1~X", "_cd": f"1:{number}",
    }


def of_columns(header):
    return lambda number: [named(number)[column] for column in header]


def graph_row(number):
    """The envelope's userId is the record's UserKey, and its userPrincipalName the record's UserId."""
    record = RECORDS[number]
    pretty = text(number, indent=2).replace("\n", "\r\n")
    return [record_id(number), record["CreationTime"] + "Z", NAMES[record["RecordType"]], record["Operation"], HOME,
            "Regular", record["UserKey"], record["Workload"], "", record["UserId"], "", "System.Object[]", pretty]


def defender_row(number):
    record = RECORDS[number]
    return [stamp(number), record["Operation"], "Microsoft Teams", "", record["UserId"], "Somebody", text(number), number]


SENTINEL = ["TenantId", "Application", "OfficeWorkload", "RecordType", "TimeGenerated", "Operation", "OrganizationId",
            "UserType", "UserKey", "UserId", "OfficeId", "ClientIP", "AADGroupId", "TeamGuid", "TeamName",
            "ChatName", "ChatThreadId", "CommunicationType", "Members", "ExtraProperties", "SourceSystem", "Type"]
USER_TYPES = {0: "Regular", 5: "Application"}


def compact(value):
    return "" if value is None else json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def sentinel_row(number):
    """OfficeActivity. TenantId is the workspace's, and no tenant."""
    r = RECORDS[number]
    plain = {name: r.get(name, "") for name in SENTINEL}
    plain.update({
        "TenantId": WORKSPACE, "OfficeWorkload": r["Workload"], "RecordType": NAMES[r["RecordType"]],
        "TimeGenerated": stamp(number), "UserType": USER_TYPES[r["UserType"]], "OfficeId": r["Id"],
        "Members": compact(r.get("Members")), "ExtraProperties": compact(r.get("ExtraProperties")),
        "SourceSystem": "OfficeActivityManager", "Type": "OfficeActivity",
    })
    return [plain[name] for name in SENTINEL]


FORWARDED = ["TenantId", "SourceSystem", "TimeGenerated", "CreationTime_t", "Id_g", "Operation_s", "OrganizationId_g",
             "Workload_s", "UserId_s", "UserKey_g", "UserKey_s", "UserTenantId_g", "ChatThreadId_s",
             "CommunicationType_s", "Members_s", "ParticipantInfo_HasForeignTenantUsers_b",
             "ParticipantInfo_HasGuestUsers_b", "ParticipantInfo_HasOtherGuestUsers_b",
             "ParticipantInfo_HasUnauthenticatedUsers_b", "ParticipantInfo_ParticipatingTenantIds_s", "TeamGuid_s",
             "Type"]


def forwarded_row(number):
    """A custom table of Log Analytics: a suffix tells the type, and a GUID goes into another column than text."""
    r = RECORDS[number]
    info = r.get("ParticipantInfo", {})
    row = {"TenantId": WORKSPACE, "SourceSystem": "RestAPI", "TimeGenerated": "2026-01-25T01:00:00Z",
           "Type": "TeamsAudit_CL", "Members_s": compact(r.get("Members"))}
    is_guid = len(r["UserKey"]) == 36 and r["UserKey"].count("-") == 4
    for column in FORWARDED:
        name, _, suffix = column.rpartition("_")
        if column in row:
            continue
        if column.startswith("UserKey"):
            row[column] = r["UserKey"] if is_guid == (suffix == "g") else ""
        elif name == "ParticipantInfo_ParticipatingTenantIds":
            row[column] = compact(info.get("ParticipatingTenantIds"))
        elif name.startswith("ParticipantInfo_"):
            row[column] = info.get(name.removeprefix("ParticipantInfo_"), "")
        else:
            row[column] = r.get(name, "") + (".000Z" if suffix == "t" else "")
    return [row[column] for column in FORWARDED]


TABLES = {
    "portal.csv": Table(PORTAL, portal_row),
    "portal_crlf.csv": Table(PORTAL, portal_row, newline="\r\n"),
    "portal_old.csv": Table(OLD, old_row),
    "search.csv": Table(SEARCH, of_columns(SEARCH), always=True, newline="\r\n"),
    "search_remoting.csv": Table(REMOTING, of_columns(REMOTING), always=True, newline="\r\n", first=TYPE),
    "columns_reordered.csv": Table(SPLUNK, of_columns(SPLUNK)),
    "column_alone.csv": Table(["AuditData"], lambda number: [text(number)], always=True, newline="\r\n"),
    "graph_tool.csv": Table(GRAPH, graph_row, always=True, newline="\r\n"),
    "cloud_app_events.csv": Table(DEFENDER, defender_row, newline="\r\n"),
    "excel_semicolon.csv": Table(SEARCH, of_columns(SEARCH), separator=";", newline="\r\n"),
    "sentinel.csv": Table(SENTINEL, sentinel_row, newline="\r\n"),
    "sentinel_suffixes.csv": Table(FORWARDED, forwarded_row, newline="\r\n"),
}
