"""with_duckdb.py FORM FILE: the ids of the rows, with DuckDB."""
import sys

import duckdb

FIELDS = {
    "Id": "VARCHAR",
    "Operation": "VARCHAR",
    "Workload": "VARCHAR",
    "ChatThreadId": "VARCHAR",
    "ParticipantInfo": "STRUCT(HasForeignTenantUsers BOOLEAN)",
}
STRUCT = "STRUCT(" + ", ".join(f"{name} {kind}" for name, kind in FIELDS.items()) + ")"
ROW = "Operation = 'MemberAdded' AND Workload = 'MicrosoftTeams' AND ChatThreadId <> '' AND ParticipantInfo.HasForeignTenantUsers"
COLUMNS = "{" + ", ".join(f"{name}: '{kind}'" for name, kind in FIELDS.items()) + "}"
# The column of a CSV tells without parsing.
FORMS = {
    "csv": """SELECT data.Id FROM (SELECT from_json(AuditData, '"{struct}"') AS data
        FROM read_csv($path, header = true, all_varchar = true, quote = '"', escape = '"', delim = ',',
            max_line_size = 16777216) WHERE Operation = 'MemberAdded') WHERE {row}""",
    "jsonl": "SELECT Id FROM read_ndjson($path, columns = {columns}) WHERE {row}",
    "array": "SELECT Id FROM read_json($path, format = 'array', columns = {columns}) WHERE {row}",
    "graph": """SELECT data.Id FROM (SELECT unnest(value).auditData AS data
        FROM read_ndjson($path, columns = {{value: 'STRUCT(auditData {struct})[]'}}, maximum_object_size = 67108864))
        WHERE {row}""",
}
form, path = sys.argv[1:]
row = ROW if form in ("jsonl", "array") else " AND ".join("data." + part for part in ROW.split(" AND "))
connection = duckdb.connect(config={"threads": 1})
query = FORMS[form].format(struct=STRUCT, row=row, columns=COLUMNS)
for (identity,) in connection.execute(query, {"path": path}).fetchall():
    print(identity)
