"""Forms in which an export is encoded or packed once more."""

import gzip
import io
import zipfile

from .cells import ALL, TABLES
from .documents import DOCUMENTS, FIRST, REST, lines
from .golden import Golden, summary
from .history import text

PORTAL = TABLES["portal.csv"].text()
CRLF = TABLES["portal_crlf.csv"].text()
SEARCH = TABLES["search_remoting.csv"].text()

ENCODED = {
    "portal_bom.csv": PORTAL.encode("utf-8-sig"),
    "records_bom.jsonl": DOCUMENTS["records.jsonl"].encode("utf-8-sig"),
    "portal_utf16le.csv": b"\xff\xfe" + CRLF.encode("utf-16-le"),
    "portal_utf16be.csv": b"\xfe\xff" + CRLF.encode("utf-16-be"),
    "search_utf16le.csv": b"\xff\xfe" + SEARCH.encode("utf-16-le"),
    "search_utf16le.json": b"\xff\xfe" + DOCUMENTS["search.json"].encode("utf-16-le"),
    "records_utf16le.jsonl": b"\xff\xfe" + lines(ALL, text, "\r\n").encode("utf-16-le"),
    "records_utf16be.jsonl": b"\xfe\xff" + lines(ALL, text).encode("utf-16-be"),
}


def gz(data, level=9):
    return gzip.compress(data.encode() if isinstance(data, str) else data, level, mtime=0)


half = PORTAL.index("FileAccessed")
PACKED = {
    "portal.csv.gz": gz(PORTAL),
    "activity.json.gz": gz(DOCUMENTS["activity.json"]),
    "portal_utf16le.csv.gz": gz(ENCODED["portal_utf16le.csv"]),
    # As `cat part1.gz part2.gz` makes it: one text, cut anywhere.
    "two_streams.csv.gz": gz(PORTAL[:half]) + gz("") + gz(PORTAL[half:]),
}


def archive(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, (data, method) in members.items():
            info = zipfile.ZipInfo(name, (2026, 1, 25, 12, 0, 0))
            info.compress_type = method
            made.writestr(info, data)
    return out.getvalue()


STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
SEVERAL = archive({
    "export/": ("", STORED),
    "export/first.csv": (TABLES["portal.csv"].text(FIRST), DEFLATED),
    "export/rest.jsonl": (lines(REST, text), STORED),
})
ONE = archive({"AuditLog_2026-01-24.csv": (CRLF, DEFLATED)})
WITH_A_NOTE = archive({"README.txt": ("Exported by Vic.\n", STORED), "portal.csv": (PORTAL, DEFLATED)})


def places(name, split=False):
    """The file and row of each record in an archive."""
    if not split:
        member = {"one_member.zip": "AuditLog_2026-01-24.csv", "with_a_note.zip": "portal.csv"}[name]
        return {n: (f"{name} > {member}", n) for n in ALL}
    first = {n: (f"{name} > export/first.csv", n) for n in FIRST}
    return {**first, **{n: (f"{name} > export/rest.jsonl", n - len(FIRST)) for n in REST}}


def noted():
    golden = Golden.whole()
    golden.account.update(unread=[{"file": "with_a_note.zip > README.txt"}], warnings=["could not be read"], exit=2)
    return golden


ARCHIVES = {
    "several.zip": (SEVERAL, Golden.whole(), places("several.zip", split=True)),
    "one_member.zip": (ONE, Golden.whole(), places("one_member.zip")),
    "with_a_note.zip": (WITH_A_NOTE, noted(), places("with_a_note.zip")),
}
# Broken off in transit: each has a test of its own.
BROKEN_OFF = {
    "cut.csv.gz": gz(PORTAL, 0)[:-len(PORTAL) // 2],
    "cut.zip": ONE[:-60],
    "wrong_sum.csv.gz": gz(PORTAL)[:-8] + b"\0\0\0\0" + gz(PORTAL)[-4:],
}
