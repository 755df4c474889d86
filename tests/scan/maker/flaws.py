"""Inputs that are damaged, and what must come of them all the same."""

import json

from .cells import ALL, TABLES, portal_row
from .documents import FIRST, REST, lines as json_lines
from .golden import (FINDINGS, NO_SKIPS, ON_UMA, ON_VIC, SKIPS, WITHOUT_ACCEPTANCE, Golden, summary)
from .history import RECORDS, record_id, text

PORTAL = TABLES["portal.csv"]
HEAD = PORTAL.head().encode()
UNREADABLE = "could not be read"


class Flaw:
    """A damaged fixture. `rows` says where the records stand that findings name."""

    def __init__(self, data, golden, rows):
        self.data, self.golden, self.rows = data, golden, rows


def row(number, audit_data=None):
    """A line of the portal's CSV; the cell may be bytes that are no UTF-8."""
    if isinstance(audit_data, bytes):
        quoted = b'"' + audit_data.replace(b'"', b'""') + b'"'
        return PORTAL.line(portal_row(number, "\x1a")).encode().replace(b"\x1a", quoted)
    return PORTAL.line(portal_row(number, audit_data)).encode()


def problem(name, lines, number, head=HEAD):
    """The error of the line with this number: its offset lies within the line."""
    start = len(head) + sum(map(len, lines[:number - 1]))
    return {"file": name, "row": number, "offset": [start, start + len(lines[number - 1])]}


def flaw(name, lines, broken, findings, rows, evidence, skipped=NO_SKIPS, head=HEAD):
    problems = [problem(name, lines, number, head) for number in broken]
    account = summary(findings, len(lines), evidence, skipped, problems, warnings=[UNREADABLE])
    return Flaw(head + b"".join(lines), Golden(findings, account), rows)


def without_acceptance(name, second):
    """The records 2, 3 and 6, of which the acceptance is lost."""
    return flaw(name, [row(2), second, row(6)], [2], WITHOUT_ACCEPTANCE, {2: 1, 6: 3}, 2)


def empty_cells(name):
    """Two empty cells: of a chat event an error; of another operation a skip, by its column."""
    lines = [row(2), row(3, ""), row(1, ""), row(6)]
    skipped = dict(NO_SKIPS, other_operation=1)
    return flaw(name, lines, [2], WITHOUT_ACCEPTANCE, {2: 1, 6: 4}, 2, skipped)


def flattened(name):
    """A whole record, its members, and its participants turned into text by PowerShell."""
    members = dict(RECORDS[5], Members="System.Object[]")
    participants = dict(RECORDS[13], ParticipantInfo="@{HasForeignTenantUsers=True; HasGuestUsers=False}")
    lines = [row(2), row(3, "System.Object[]"), row(5, text(5, members)), row(13, text(13, participants)),
             row(11, "@{Operation=MemberRemoved; Members=System.Object[]}"), row(6)]
    return flaw(name, lines, [2, 3, 4, 5], WITHOUT_ACCEPTANCE, {2: 1, 6: 6}, 2)


def last_cut(name, head, lines, keep):
    """All records, the last of them half written."""
    lines = [*lines[:-1], lines[-1][:keep]]
    return flaw(name, lines, [13], FINDINGS[:-1], {n: n for n in ALL}, 5, SKIPS, head)


def other_letters(number):
    """A record with letters of Windows-1252, as a tool writes it that knows no UTF-8."""
    return json.dumps(RECORDS[number], ensure_ascii=False, separators=(",", ":")).encode("cp1252", "replace")


UMA_STAYS = [dict(ON_UMA, evidence=[record_id(2), record_id(3)], left=False)]


def windows_1252(name):
    """What another operation has in its cell does not matter; a chat event is not guessed at."""
    file = dict(RECORDS[9], SourceFileName="\u00dcbersicht.docx")
    cell = json.dumps(file, ensure_ascii=False).encode("cp1252")
    lines = [row(2, json.dumps(RECORDS[2])), row(9, cell), row(6, other_letters(6)), row(3)]
    return flaw(name, lines, [3], UMA_STAYS, {2: 1, 3: 4}, 2, dict(NO_SKIPS, other_operation=1))


def windows_1252_lines(name):
    lines = [json.dumps(RECORDS[2]).encode() + b"\r\n", other_letters(6) + b"\r\n", text(3).encode() + b"\r\n"]
    return flaw(name, lines, [2], UMA_STAYS, {2: 1, 3: 3}, 2, head=b"")


def cut_array(name):
    """A download that broke off between two records: the account says that the end is missing."""
    data = ("[" + ",\n".join(text(n) for n in ALL) + ",\n").encode()
    golden = Golden.whole()
    golden.account = dict(summary(FINDINGS, 14, 6, SKIPS, [{"file": name, "row": 14, "offset": [len(data) - 2, len(data)]}],
                                  warnings=[UNREADABLE]))
    return Flaw(data, golden, {n: n for n in ALL})


def flaws():
    cut_cell = text(3)[:700]
    # The disk was full for a moment: neither the JSON nor the quote is closed.
    unclosed = row(3)[:700] + b"\n"
    lines = json_lines(ALL, text).encode().splitlines(keepends=True)
    rows = [row(n) for n in ALL]
    made = {
        "truncated_cell.csv": without_acceptance("truncated_cell.csv", row(3, cut_cell)),
        "nul_in_cell.csv": without_acceptance("nul_in_cell.csv", row(3, text(3).replace("Sales", "Sa\0les"))),
        "empty_cells.csv": empty_cells("empty_cells.csv"),
        "flattened.csv": flattened("flattened.csv"),
        "windows_1252.csv": windows_1252("windows_1252.csv"),
        "windows_1252.jsonl": windows_1252_lines("windows_1252.jsonl"),
        "half_line.jsonl": last_cut("half_line.jsonl", b"", lines, 400),
        "half_row.csv": last_cut("half_row.csv", HEAD, rows, 600),
        "cut_array.json": cut_array("cut_array.json"),
        # These have tests of their own: how much of the rest is read, and what counts as a record, is the reader's.
        "unclosed_quote.csv": Flaw(HEAD + row(2) + unclosed + row(6) + row(13) + row(5), None, {}),
        "excel_cut_cells.csv": Flaw(excel(), None, {}),
        "refusal.json": Flaw(REFUSAL, None, {}),
    }
    for name, data in NO_EXPORTS.items():
        made[name] = Flaw(data, Golden.unread(name), {})
    for name, data in NO_RECORDS.items():
        made[name] = Flaw(data, Golden.nothing(), {})
    return made


def excel():
    """Excel cuts a cell at 32,767 characters, and writes it in full quotes all the same."""
    long = dict(RECORDS[3], ExtraProperties=[{"Key": "Padding", "Value": "x" * 33_000}])
    return HEAD + row(2) + row(3, text(3, long)[:32_767]) + row(6)


# Graph's answer to a query without permission, saved as if it were a page.
REFUSAL = b'{"error":{"code":"Forbidden","message":"Missing scope","innerError":{"date":"2026-01-24T06:54:24"}}}'
NO_EXPORTS = {
    "empty.csv": b"",
    "nul_only.bin": bytes(4096),
    "notes.txt": b"Call Vic back about the chat with the help desk.\nHe says that he never accepted it, MemberAdded or not.\n",
    "page.html": b"<!DOCTYPE html>\n<html><head><title>Sign in to your account</title></head><body></body></html>\n",
    "people.csv": b'UserPrincipalName,Id\r\n"uma@contoso.com",aaaaaaaa-0000-4000-8000-00000000000a\r\n',
    "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xaeB`\x82",
}
NO_RECORDS = {
    "header_only.csv": HEAD,
    "no_records.json": b"[]",
    "empty_page.json": b'{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x","@odata.count":0,"value":[]}\n',
}
