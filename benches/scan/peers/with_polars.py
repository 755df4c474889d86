"""with_polars.py FORM FILE: the ids of the rows, with Polars."""
import sys

import polars as pl

FIELDS = {
    "Id": pl.String,
    "Operation": pl.String,
    "Workload": pl.String,
    "ChatThreadId": pl.String,
    "ParticipantInfo": pl.Struct({"HasForeignTenantUsers": pl.Boolean}),
}
ROW = (
    (pl.col("Operation") == "MemberAdded")
    & (pl.col("Workload") == "MicrosoftTeams")
    & (pl.col("ChatThreadId") != "")
    & pl.col("ParticipantInfo").struct.field("HasForeignTenantUsers")
)
form, path = sys.argv[1:]
if form == "csv":
    # The column tells without parsing.
    table = pl.scan_csv(path, infer_schema=False).filter(pl.col("Operation") == "MemberAdded")
    table = table.select(pl.col("AuditData").str.json_decode(pl.Struct(FIELDS)).struct.unnest())
elif form == "jsonl":
    table = pl.scan_ndjson(path, schema=FIELDS)
elif form == "array":
    table = pl.read_json(path, schema=FIELDS).lazy()
else:
    pages = pl.scan_ndjson(path, schema={"value": pl.List(pl.Struct({"auditData": pl.Struct(FIELDS)}))})
    table = pages.select(pl.col("value").explode().struct.field("auditData").struct.unnest())
for identity in table.filter(ROW).select("Id").collect(engine="streaming")["Id"]:
    print(identity)
