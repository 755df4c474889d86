"""Small inputs for the fuzz targets: each form with one to three records, cut where the target's own beginning ends."""

import random

from .cells import TABLES
from .documents import array, as_object, as_text, graph_page, lines
from .history import text
from .packed import archive, gz, STORED

CHATS = [2, 3]


def quoted(number):
    return '"' + text(number).replace('"', '""') + '"'


def after_operation(document):
    """What follows the first field of the first record."""
    return document[document.index(",") :]


def container():
    forms = ["portal.csv", "search_remoting.csv", "excel_semicolon.csv", "sentinel.csv", "sentinel_suffixes.csv"]
    seeds = {name: TABLES[name].text(CHATS).encode() for name in forms}
    seeds["portal_utf16le.csv"] = b"\xff\xfe" + TABLES["portal.csv"].text([3]).encode("utf-16-le")
    seeds["records.jsonl"] = lines([3, 13], text).encode()
    seeds["wrappers.jsonl"] = lines([3], lambda n: "{" + as_text(n) + "}").encode()
    seeds["wrappers_object.jsonl"] = lines([3], lambda n: "{" + as_object(n) + "}").encode()
    seeds["arrays.json"] = (array([2]) + array([3, 13])).encode()
    seeds["page.json"] = graph_page([2, 3], following=True).encode()
    seeds["portal.csv.gz"] = gz(TABLES["portal.csv"].text([3]))
    seeds["one.zip"] = archive({"a.csv": (TABLES["portal.csv"].text([3]), STORED)})
    return seeds


def csv():
    rows = {
        "plain": b"\0" + "".join(f"MemberAdded,{quoted(n)}\n" for n in (3, 13)).encode(),
        "semicolons": b"\1" + "".join(f"{quoted(n)};uma@contoso.com\r\n" for n in (2, 3)).encode(),
        "breaks": b"\0" + ('FileAccessed,"a ""b""\r\nc"\r\nMemberAdded,"' + text(3, indent=1).replace('"', '""') + '"').encode(),
        "open": b"\0" + ("MemberAdded," + quoted(3)[:300] + "\nMemberAdded," + quoted(2) + "\n").encode(),
        "empty": b'\0MemberAdded,\nMemberAdded,""\nMailItemsAccessed,\n\n',
    }
    return rows


def records():
    return {
        "lines": (after_operation(text(3)) + "\n" + text(13) + "\n" + text(1) + "\n").encode(),
        "printed": (after_operation(text(3, indent=2)) + "\n" + text(2, indent=2)).encode(),
        "half": (after_operation(text(3)) + "\n" + text(2)[:400] + "\n" + text(13)).encode(),
    }


def pages():
    page = graph_page([2, 3], following=True)
    inside = page[page.index('"value": [') + len('"value": ['):]
    return {
        "page": b"\0" + (inside + "\n" + graph_page([13])).encode(),
        "array": b"\1" + array([2, 3])[1:].encode(),
        "arrays": b"\1" + (array([2])[1:] + array([]) + "\n" + array([3, 13])).encode(),
    }


def packed():
    csv_text, json_text = TABLES["portal.csv"].text([3]).encode(), lines([3], text).encode()
    return {
        "gzip": b"\0" + csv_text, "gzips": b"\1" + json_text, "zip": b"\2" + csv_text,
        "raw_gzip": b"\3" + gz(csv_text)[3:], "raw_zip": b"\4" + archive({"a.csv": (csv_text, STORED)})[4:],
        "cut_zip": b"\xef" + csv_text,
    }


def verdict():
    choices = random.Random(1)
    return {f"choices_{n}": bytes(choices.randrange(256) for _ in range(40 * n)) for n in range(1, 9)}


SEEDS = {"container": container, "csv": csv, "lines": records, "pages": pages, "packed": packed, "verdict": verdict}
