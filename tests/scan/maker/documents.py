"""Forms in which the records are JSON."""

import json

from .cells import ALL, NAMES, SENTINEL, named, sentinel_row
from .history import HOME, RECORDS, record_id, text


def wrapper(number, audit_data):
    """One object of Search-UnifiedAuditLog as ConvertTo-Json writes it in Windows PowerShell."""
    fields = dict(named(number), CreationDate=f"/Date(17692368{number:02}000)/", IsValid=True)
    names = ["RecordType", "CreationDate", "UserIds", "Operations", "AuditData", "ResultIndex", "ResultCount", "Identity",
             "IsValid", "ObjectState"]
    return ",".join(
        json.dumps(name) + ":" + (audit_data if name == "AuditData" else json.dumps(fields[name])) for name in names)


def as_text(number):
    return wrapper(number, escaped(json.dumps(text(number))))


def as_object(number):
    return wrapper(number, text(number))


def escaped(string):
    """Windows PowerShell writes these as escapes, and Newtonsoft the slash."""
    return string.replace("'", "\\u0027").replace("<", "\\u003c").replace("&", "\\u0026").replace("/", "\\/")


def printed(objects):
    """ConvertTo-Json's own printing, with two spaces after the colon."""
    bodies = []
    for body in objects:
        fields = ",\r\n".join("        " + field for field in split(body))
        bodies.append("    {\r\n" + fields + "\r\n    }")
    return "[\r\n" + ",\r\n".join(bodies) + "\r\n]\r\n"


def split(body):
    """The fields of an object, each with wide spacing after its key."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(body):
        name, colon = decoder.raw_decode(body, at)
        _, end = decoder.raw_decode(body, colon + 1)
        yield json.dumps(name) + ":  " + body[colon + 1:end]
        at = end + 1


def odata(record):
    """What Graph adds beside each number and each collection, and CreationTime with its zone."""
    out = {}
    for name, value in record.items():
        if isinstance(value, bool) or not isinstance(value, (int, list, dict)):
            pass
        elif isinstance(value, int):
            out[name + "@odata.type"] = "#Int64"
        elif isinstance(value, list):
            kind = "String" if value and isinstance(value[0], str) else "microsoft.graph.security.defaultAuditData"
            out[name + "@odata.type"] = f"#Collection({kind})"
        if isinstance(value, dict):
            value = odata(value)
        elif isinstance(value, list):
            value = [odata(item) if isinstance(item, dict) else item for item in value]
        out[name] = value + "Z" if name == "CreationTime" else value
    return out


def graph_item(number, dynamic=False):
    record = RECORDS[number]
    data = odata(record)
    inner = {"@odata.type": "#microsoft.graph.security.defaultAuditData"}
    if dynamic:
        inner["dynamicProperties"] = data
    else:
        inner.update(data)
    # The envelope is crossed: its userId is the record's UserKey, its userPrincipalName the record's UserId.
    envelope = {
        "id": record_id(number), "createdDateTime": record["CreationTime"] + "Z",
        "auditLogRecordType": NAMES[record["RecordType"]], "operation": record["Operation"], "organizationId": HOME,
        "userType": "Regular", "userId": record["UserKey"], "service": record["Workload"], "objectId": "",
        "userPrincipalName": record["UserId"], "clientIp": None, "administrativeUnits": [""], "auditData": inner,
    }
    return envelope


def graph_page(numbers, indent=None, dynamic=False, following=None):
    page = {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/auditLog/queries('1')/records",
            "@odata.count": len(numbers), "value": [graph_item(n, dynamic) for n in numbers]}
    if following:
        page["@odata.nextLink"] = "https://graph.microsoft.com/v1.0/security/auditLog/queries/1/records?$skiptoken=x"
    return json.dumps(page, indent=indent, ensure_ascii=False)


def defender(numbers):
    """The answer of an advanced hunting query."""
    schema = [{"Name": "Timestamp", "Type": "DateTime"}, {"Name": "RawEventData", "Type": "Object"}]
    rows = ",".join('{"Timestamp":"%sZ","ActionType":%s,"RawEventData":%s}' % (
        RECORDS[n]["CreationTime"], json.dumps(RECORDS[n]["Operation"]), text(n)) for n in numbers)
    return '{"Stats":{"ExecutionTime":0.5},"Schema":%s,"Results":[%s]}' % (json.dumps(schema), rows)


def sentinel_object(number):
    """A row of OfficeActivity as tools give it: text, but for columns that are dynamic and have something in them."""
    row = dict(zip(SENTINEL, sentinel_row(number)))
    return {name: json.loads(value) if value and name in ("Members", "ExtraProperties") else value
            for name, value in row.items()}


def sdk_item(number):
    """A record of Graph's query as its PowerShell SDK and ConvertTo-Json write it."""
    item = graph_item(number)
    data = item.pop("auditData")
    return dict({name[0].upper() + name[1:]: value for name, value in item.items()},
                AuditData={"AdditionalProperties": data}, AdditionalProperties={})


def lines(numbers, form, newline="\n"):
    return "".join(form(number) + newline for number in numbers)


def array(numbers, between=","):
    return "[" + between.join(text(number) for number in numbers) + "]"


FIRST, REST = ALL[:6], ALL[6:]
DOCUMENTS = {
    "search.json": printed(as_text(n) for n in ALL),
    "search_object.json": printed(as_object(n) for n in ALL),
    "activity.json": array(ALL),
    "activity_printed.json": "[\n" + ",\n".join(text(n, indent=2) for n in ALL) + "\n]",
    "activity_concatenated.json": array(FIRST) + array(REST[:3]) + "\r\n" + array([]) + "\r\n" + array(REST[3:], ",\r\n"),
    "records.jsonl": lines(ALL, text),
    "records_crlf_blank_lines.jsonl": lines(ALL, text, "\r\n\r\n"),
    "records_printed.json": lines(ALL, lambda n: text(n, indent=4)),
    "wrappers.jsonl": lines(ALL, lambda n: "{" + as_text(n) + "}"),
    "wrappers_object.jsonl": lines(ALL, lambda n: "{" + as_object(n) + "}"),
    "strings.jsonl": lines(ALL, lambda n: json.dumps(text(n))),
    "graph_printed.json": graph_page(ALL, indent=2) + "\n",
    "graph_pages.jsonl": graph_page(FIRST, following=True) + "\n" + graph_page(REST) + "\n",
    "graph_pages_concatenated.json": graph_page(FIRST, following=True) + graph_page([], following=True) + graph_page(REST),
    "graph_dynamic_properties.json": graph_page(ALL, dynamic=True),
    "graph_sdk.json": json.dumps([sdk_item(n) for n in ALL], indent=2),
    "cloud_app_events.json": defender(ALL),
    "sentinel.json": json.dumps([sentinel_object(n) for n in ALL]),
    "mixed.json": array(FIRST[:2]) + "\n" + graph_page(FIRST[2:4]) + "\n" + lines(FIRST[4:], text)
    + lines(REST[:3], lambda n: "{" + as_text(n) + "}") + printed(as_object(n) for n in REST[3:]),
}
SINGLE = "{\r\n" + ",\r\n".join("    " + field for field in split(as_text(3))) + "\r\n}\r\n"
