#!/usr/bin/env python3
"""Writes the fixtures, what each must give, and the seeds of the fuzz targets. The same files every time.

    python3 tests/scan/make.py
"""

import pathlib

from maker.cells import ALL, TABLES
from maker.documents import DOCUMENTS, SINGLE
from maker.flaws import flaws
from maker.golden import ACCEPTANCE_ALONE, FLAT_FINDINGS, NO_SKIPS, Golden, summary
from maker.packed import ARCHIVES, BROKEN_OFF, ENCODED, PACKED
from maker.seeds import SEEDS

HERE = pathlib.Path(__file__).parent
FIXTURES, EXPECTED = HERE / "fixtures", HERE / "golden"
FUZZ = HERE.parent.parent / "fuzz" / "seeds"


def write(name, data, golden, rows):
    (FIXTURES / name).write_bytes(data)
    if golden is not None:
        golden.write(EXPECTED, name, rows)


def in_order(name):
    return {number: (name, number) for number in ALL}


for folder in (FIXTURES, EXPECTED, *(FUZZ / target for target in SEEDS)):
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()

whole = {name: table.text().encode() for name, table in TABLES.items()}
whole |= {name: document.encode() for name, document in DOCUMENTS.items()}
whole |= ENCODED | PACKED
for name, data in whole.items():
    is_flat = name in ("sentinel.csv", "sentinel.json")
    golden = Golden.whole(FLAT_FINDINGS, warnings=None) if is_flat else Golden.whole()
    write(name, data, golden, in_order(name))

one = Golden(ACCEPTANCE_ALONE, summary(ACCEPTANCE_ALONE, 1, 1, NO_SKIPS, warnings=["no ChatCreated"]))
write("search_single.json", SINGLE.encode(), one, {3: ("search_single.json", 1)})

for name, (data, golden, rows) in ARCHIVES.items():
    write(name, data, golden, rows)
for name, flaw in flaws().items():
    write(name, flaw.data, flaw.golden, {number: (name, row) for number, row in flaw.rows.items()})
for name, data in BROKEN_OFF.items():
    write(name, data, None, {})
for target, made in SEEDS.items():
    for name, data in made().items():
        (FUZZ / target / name).write_bytes(data)

print(len(list(FIXTURES.iterdir())), "fixtures,", len(list(EXPECTED.iterdir())) // 2, "with golden findings")
