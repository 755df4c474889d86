"""Audit records through the C interface: pages, encodings, and records that are none."""

import json

from service import OUTSIDE, TENANT, USER, record
from support import check, equal, expect, in_threads, main, tca

def refusal(records, options=None):
    try:
        tca.Findings(records, options).close()
    except tca.TeamsChatAccessError as error:
        expect(error.status >= 100 and str(error), "no status or message")
        return error
    raise AssertionError("%r was taken" % records[:60])


@check("pages hold every finding once, in order, whatever their size")
def _():
    records = json.dumps([record() for _ in range(25)]).encode()
    with tca.Findings(records) as findings:
        whole = findings.page(0, 2**32 - 1)
        equal((whole["schema"], whole["total"], len(whole["findings"])), (1, 25, 25), "one page")
        for size in (1, 7, 25, 26):
            paged = [f for offset in range(0, 25, size) for f in findings.page(offset, size)["findings"]]
            equal(paged, whole["findings"], "pages of %d" % size)
        for offset, count in ((25, 10), (2**63, 1), (2**64 - 1, 2**32 - 1), (3, 0)):
            equal(findings.page(offset, count)["findings"], [], "page at %d of %d" % (offset, count))
        findings.page_size = 4
        equal(list(findings), whole["findings"], "iterated")


@check("one record is read alike as object, text, lines, pages and in UTF-16")
def _():
    one, text = record(), None
    forms = {
        "object": json.dumps(one), "array": json.dumps([one]), "line": json.dumps(one) + "\n",
        "AuditData as text": json.dumps([{"AuditData": json.dumps(one)}]),
        "AuditData as object": json.dumps({"value": [{"auditData": one}]}),
        "UTF-8 with BOM": "\ufeff" + json.dumps(one),
    }
    encoded = {name: form.encode() for name, form in forms.items()}
    encoded["UTF-16 with BOM"] = json.dumps(one).encode("utf-16")
    for name, data in encoded.items():
        with tca.Findings(data) as findings:
            found = [[f[name] for name in ("threadId", "userPrincipalName", "openedBy", "class")] for f in findings]
            text = text or found
            equal(len(found), 1, name)
            equal(found, text, name)
            summary = findings.summary()
            equal((summary["records"], summary["evidence"], summary["errors"]), (1, 1, 0), name)


@check("the id of a user stands in userId only when the finding is certain")
def _():
    known = {"directory": [{"userPrincipalName": "uma@contoso.com", "id": USER}]}
    for options in (None, known):
        with tca.Findings(json.dumps([record(), record(ours="eve@contoso.com")]).encode(), options) as findings:
            for finding in findings:
                equal(finding["userId"] is not None, finding["class"] == "certain", "userId of %r" % finding)


@check("what is no record is a status that says where, and never an empty list")
def _():
    for data in (b"", b" ", b"null", b"7", b"[", b"{", b"hello", b"\xff\xfe", b"\x00" * 64, b"[" * 100000,
                 b'{"a":' * 100000, b"<html>", json.dumps(record()).encode()[:-5]):
        error = refusal(data)
        equal(error.name, "invalid_records", "%r" % data[:20])


@check("records of two tenants need homeTenant, and the error lists both")
def _():
    other = dict(record(), OrganizationId=OUTSIDE)
    data = json.dumps([record(), other]).encode()
    error = refusal(data)
    equal(error.name, "invalid_argument", "status")
    expect(TENANT in str(error) + str(error.next_step) and OUTSIDE in str(error) + str(error.next_step), str(error))
    with tca.Findings(data, {"homeTenant": TENANT}) as findings:
        expect(findings.summary()["records"] == 2, "records")


@check("options that are not known or not of their kind are refused by name")
def _():
    data = json.dumps(record()).encode()
    for options, word in (({"homeTenat": TENANT}, "homeTenant"), ({"all": 1}, "all"), ({"schema": 2}, "schema"),
                          ({"directory": {}}, "directory"), ({"homeTenant": "contoso"}, "homeTenant"), ([], "")):
        error = refusal(data, options)
        equal(error.name, "invalid_id" if "homeTenant" in options else "invalid_argument", "%r" % options)
        expect(word.lower() in str(error).lower(), "%r is not named in: %s" % (word, error))


@check("strict makes the first unreadable record an error, otherwise it is counted and located")
def _():
    data = json.dumps([record(), 7, record()]).encode()
    equal(refusal(data, {"strict": True}).name, "invalid_records", "strict")
    with tca.Findings(data) as findings:
        summary = findings.summary()
        skipped = sum(summary["skipped"].values())
        equal(summary["records"], summary["evidence"] + skipped + summary["errors"], "the account")
        expect(summary["errors"] == 1 and summary["problems"], "errors %r" % summary)


@check("many threads read the pages of one handle while it is freed")
def _():
    data = json.dumps([record() for _ in range(300)]).encode()
    for _ in range(3):
        findings = tca.Findings(data)

        def read():
            for offset in range(0, 300, 10):
                try:
                    equal(len(findings.page(offset, 10)["findings"]), 10, "page")
                except tca.TeamsChatAccessError as error:
                    equal(error.name, "invalid_handle", "after the free")
                    return
        in_threads([read] * 6 + [findings.close])


main()
