"""with_orjson.py FORM FILE: the ids of the rows, with Python's csv module and orjson."""
import csv
import sys

import orjson


def records(form, path):
    if form == "csv":
        csv.field_size_limit(1 << 30)
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = next(rows)
            operation, data = header.index("Operation"), header.index("AuditData")
            # The column tells without parsing.
            for row in rows:
                if row[operation] == "MemberAdded":
                    yield orjson.loads(row[data])
        return
    with open(path, "rb") as file:
        if form == "jsonl":
            yield from map(orjson.loads, file)
        elif form == "array":
            yield from orjson.loads(file.read())
        else:
            for page in file:
                yield from (item["auditData"] for item in orjson.loads(page)["value"])


for record in records(*sys.argv[1:]):
    if (
        record.get("Operation") == "MemberAdded"
        and record.get("Workload") == "MicrosoftTeams"
        and record.get("ChatThreadId")
        and (record.get("ParticipantInfo") or {}).get("HasForeignTenantUsers") is True
    ):
        print(record["Id"])
