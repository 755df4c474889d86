"""Whole exports through the C interface: paths, folders, pushed bytes, progress, cancellation, and the end of it all."""

import csv
import gzip
import json
import os
import tempfile
import threading
import time

from service import OUTSIDE, TENANT, new_id, record
from support import check, child, equal, expect, in_threads, main, run_child, tca, within

WORK = tempfile.TemporaryDirectory(prefix="scan Zoë ")
HOME = WORK.name


def place(name, content):
    path = os.path.join(HOME, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
    return path


def portal_csv(name, records):
    """As the Purview portal exports it."""
    path = os.path.join(HOME, name)
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData", "AssociatedAdminUnits"])
        for one in records:
            rows.writerow([one["Id"], one["CreationTime"], 25, one["Operation"], one["UserId"], json.dumps(one), ""])
    return path


def scan(paths=(), pieces=(), options=None):
    """The findings and the summary."""
    with tca.Scan(options) as started:
        for path in paths:
            started.add_path(path)
        for piece in pieces:
            started.push(piece)
        with started.start() as operation:
            summary = operation.result()
            with operation.take_findings() as findings:
                equal(findings.summary(), summary, "the end and the summary of the findings")
                return list(findings), summary


def verdicts(findings):
    return [{name: value for name, value in finding.items() if name != "source"} for finding in findings]


def refusal(action, name):
    try:
        action()
    except tca.TeamsChatAccessError as error:
        equal(error.name, name, str(error))
        return error
    raise AssertionError("%s was expected" % name)


RECORDS = [record() for _ in range(40)]
LINES = "".join(json.dumps(one) + "\n" for one in RECORDS).encode()
with tca.Findings(LINES) as _findings:
    EXPECTED = verdicts(_findings)


def endless(name="endless"):
    """A pipe in the file system, which a scan waits for, and the end that is written to. Hold it."""
    path = os.path.join(HOME, name)
    os.mkfifo(path)
    return path, os.open(path, os.O_RDWR)


@check("a file gives what its records give when they are handed in, with the file's name")
def _():
    path = portal_csv("Übersicht 1.csv", RECORDS)
    findings, summary = scan([path])
    equal(verdicts(findings), EXPECTED, "findings")
    equal({finding["source"]["file"] for finding in findings}, {path}, "source")
    equal((summary["records"], summary["evidence"], summary["unread"], summary["filtered"]), (40, 40, [], 0), "summary")
    equal(verdicts(scan([place("a.jsonl.gz", gzip.compress(LINES))])[0]), EXPECTED, "gzip")
    equal(verdicts(scan([place("a.txt", LINES.decode().encode("utf-16"))])[0]), EXPECTED, "UTF-16 with BOM")


@check("a small text may be cut at every byte")
def _():
    small = (json.dumps(RECORDS[0]) + "\n" + json.dumps({**RECORDS[1], "UserId": "jürgen@evil.example"})).encode()
    with tca.Findings(small) as findings:
        expected = list(findings)
    equal(len(expected), 2, "findings of the text")
    for at in range(len(small) + 1):
        equal(scan(pieces=[small[:at], small[at:]])[0], expected, "cut at %d" % at)
    equal(scan(pieces=[small[at:at + 1] for at in range(len(small))])[0], expected, "byte by byte")


@check("several paths, a folder and pushed bytes are one log")
def _():
    for at in range(3):
        place("folder/deep %d/part.jsonl" % at, LINES.splitlines(True)[at])
    place("folder/.hidden.jsonl", LINES.splitlines(True)[20])
    single = place("single.jsonl", LINES.splitlines(True)[3])
    findings, summary = scan([os.path.join(HOME, "folder"), single], [LINES.splitlines(True)[4]])
    equal({f["threadId"] for f in findings}, {one["ChatThreadId"] for one in RECORDS[:5]}, "chats")
    equal(summary["records"], 5, "records")
    # A chat's records may be in several: what they say together is the verdict.
    first = {**RECORDS[0], "Id": new_id()}
    ours = {**RECORDS[0], "Id": new_id(), "UserId": "uma@contoso.com", "ResourceTenantId": TENANT}
    alone = scan([place("one.json", json.dumps(first))])[0][0]
    both = scan([place("one.json", json.dumps(first))], [json.dumps(ours).encode()])[0][0]
    equal((alone["openedBy"], both["reason"]), ("outsider", "conflicting_sides"), "the verdict over both")


@check("a file that is no export is in the summary, with its name, and the others are read")
def _():
    bad, good = place("bad.bin", b"\x7fELF\0\0\0"), place("good.jsonl", LINES)
    gone = os.path.join(HOME, "no such file.csv")
    findings, summary = scan([bad, good, gone])
    equal(verdicts(findings), EXPECTED, "the others")
    equal([unread["file"] for unread in summary["unread"]], [bad, gone], "unread")
    expect(all(unread["expected"] and unread["found"] for unread in summary["unread"]), "%r" % summary["unread"])
    expect(any("could not be read" in warning for warning in summary["warnings"]), "%r" % summary["warnings"])
    with tca.Scan({"strict": True}) as strict:
        strict.add_path(bad)
        with strict.start() as operation:
            expect(bad in str(refusal(operation.result, "invalid_records")), "the file's name")
            refusal(operation.take_findings, "no_value")


@check("records that cannot be read are counted, with file, row, byte and what was expected")
def _():
    lines = LINES.splitlines(True)
    path = place("broken.jsonl", lines[0] + b'{"Operation":"MemberAdded","Workload":"MicrosoftTeams","Members":3}\n' + lines[1])
    findings, summary = scan([path])
    equal((len(findings), summary["errors"], summary["records"]), (2, 1, 3), "summary")
    problem = summary["problems"][0]
    equal((problem["file"], problem["row"]), (path, 2), "place")
    expect(problem["expected"] and problem["found"] and problem["offset"] >= len(lines[0]), "%r" % problem)


@check("the findings are taken once, and only from a scan that ended well")
def _():
    with tca.Scan() as started:
        started.push(LINES)
        operation = started.start()
    operation.result()
    with operation.take_findings() as findings:
        equal(verdicts(findings), EXPECTED, "findings")
        refusal(operation.take_findings, "no_value")
        operation.close()
        equal(len(list(findings)), 40, "after the operation was freed")


@check("a filter leaves out findings, counts them, and changes no verdict")
def _():
    mixed = [record(ours="uma@contoso.com"), record(ours="vic@contoso.com"),
             {**record(), "CreationTime": "2026-03-01T00:00:00"}]
    data = "".join(json.dumps(one) for one in mixed).encode()
    for options, chats in (({"userPrincipalName": "VIC@*"}, [1]), ({"since": "2026-03-01T00:00:00Z"}, [2]),
                           ({"until": "2026-03-01T00:00:00Z"}, [0, 1]), ({"senderDomain": "@evil.example"}, [0, 1, 2]),
                           ({"sender": "nobody@evil.example"}, []), ({"threadId": [mixed[0]["ChatThreadId"]]}, [0])):
        findings, summary = scan(pieces=[data], options={"filter": options})
        equal({f["threadId"] for f in findings}, {mixed[at]["ChatThreadId"] for at in chats}, "%r" % options)
        equal((summary["filtered"], summary["evidence"]), (3 - len(chats), 3), "%r" % options)
        equal(sum(summary["findings"].values()), len(chats), "%r by class" % options)
        with tca.Findings(data, {"filter": options}) as same:
            equal(list(same), findings, "tca_findings_read with %r" % options)


@check("the users of a CSV are known by their ids, and as many as an organisation has")
def _():
    one, other = new_id(), new_id()
    rows = "".join("somebody%d@contoso.com,%s\r\n" % (at, other) for at in range(30000))
    text = "UserPrincipalName,Id\r\n" + rows + "uma@contoso.com,%s\r\n" % one
    expect(len(text) > 1 << 20, "the text is no larger than what every text may have")
    chat = json.dumps(record("19:%s_%s@unq.gbl.spaces" % (one, other))).encode()
    for options, found in ((None, ("lookup", "member_without_id", None)),
                           ({"directoryCsv": text}, ("certain", "directory", one))):
        findings, _ = scan(pieces=[chat], options=options)
        equal([(f["class"], f["reason"], f["userId"]) for f in findings], [found], "by the CSV")


@check("wrong options are errors that name their field")
def _():
    for options, name, said in (({"filter": {"sendr": "a"}}, "invalid_argument", "'sender'"),
                                ({"filter": {"since": "gestern"}}, "invalid_argument", "'filter.since'"),
                                ({"filter": []}, "invalid_argument", "'filter'"),
                                ({"directoryCsv": "Name,Id"}, "invalid_argument", "'directoryCsv'"),
                                ({"homeTenant": "contoso.com"}, "invalid_id", "'homeTenant'"),
                                ({"schema": 2}, "invalid_argument", "schema")):
        error = refusal(lambda: tca.Scan(options), name)
        expect(said in str(error), "%r: %s" % (options, error))
    with tca.Scan() as empty:
        refusal(empty.start, "invalid_argument")
        refusal(lambda: empty.add_path(""), "invalid_argument")
        empty.push(LINES)
        empty.start().close()
        for late in (empty.start, lambda: empty.push(b"x"), lambda: empty.add_path("x")):
            refusal(late, "invalid_argument")


@check("progress tells bytes, all bytes and records, and grows")
def _():
    path, end = endless()
    size = len(LINES)
    big = place("progress.jsonl", LINES * 500)
    seen = []
    with tca.Scan() as started:
        started.add_path(big)
        started.add_path(path)
        with started.start() as operation:
            def tell():
                event, document = operation.next(50)
                if event == tca.EVENT_PROGRESS:
                    seen.append(document)
                return any(progress["bytes"] >= 500 * size and progress["records"] >= 500 * 40 for progress in seen)

            def feed():
                os.write(end, LINES)
                return tell()
            within(30, feed, "progress over the whole file")
            os.close(end)
            operation.result()
    last = seen[-1]
    equal((last["stage"], last["totalBytes"], last["schema"]), ("reading", 500 * size, 1), "fields")
    expect(last["records"] >= 500 * 40 and "records" in last["message"], "%r" % last)
    for field in ("bytes", "records"):
        told = [progress[field] for progress in seen]
        equal(told, sorted(told), field)


@check("a scan is cancelled within half a second, while it reads and while it waits for a pipe")
def _():
    record_line = LINES.splitlines(True)[0]
    packed = place("large.gz", gzip.compress(record_line * 40000, 1) * 40)
    path, end = endless("silent")
    for busy in (packed, path):
        with tca.Scan() as started:
            started.add_path(busy)
            with started.start() as operation:
                if busy == packed:
                    within(10, lambda: operation.next(20)[0] == tca.EVENT_PROGRESS, "progress")
                else:
                    time.sleep(0.2)
                begun = time.monotonic()
                operation.cancel()
                refusal(operation.result, "cancelled")
                expect(time.monotonic() - begun < 0.5, "%.2f s for %s" % (time.monotonic() - begun, busy))
                refusal(operation.take_findings, "no_value")
    os.close(end)


@check("one thread pushes while another starts, waits and frees")
def _():
    with tca.Scan() as started:
        def push():
            pushed = 0
            try:
                while pushed < 1000000:
                    started.push(LINES)
                    pushed += 1
            except tca.TeamsChatAccessError as error:
                expect(error.name in ("invalid_argument", "invalid_handle"), str(error))
            return pushed

        def start():
            time.sleep(0.3)
            with started.start() as operation:
                summary = operation.result()
                with operation.take_findings() as findings:
                    return summary, verdicts(findings)
        pushed, (summary, found) = in_threads([push, start])
    expect(pushed > 0 and summary["errors"] == 0, "%d pieces, %r" % (pushed, summary))
    # The piece on its way when the scan started may have come too late, and then it is no part of it.
    expect(40 * (pushed - 1) <= summary["records"] <= 40 * (pushed + 1), "%d pieces, %r" % (pushed, summary["records"]))
    equal(found, EXPECTED, "findings")


@check("a scan may be freed before its start, and while another thread pushes")
def _():
    for _ in range(5):
        tca.Scan().close()
        unstarted = tca.Scan()
        unstarted.add_path(HOME)
        unstarted.close()
        pushing = tca.Scan()
        number, ended = pushing.number, threading.Event()

        def push():
            try:
                while True:
                    tca.call("tca_scan_push", number, LINES * 20, len(LINES) * 20)
            except tca.TeamsChatAccessError as error:
                equal(error.name, "invalid_handle", "after the free")
                ended.set()
        thread = threading.Thread(target=push, daemon=True)
        thread.start()
        time.sleep(0.05)
        pushing.close()
        expect(ended.wait(5), "the push did not return")
        thread.join()


@check("the operation goes on when its scan is freed")
def _():
    started = tca.Scan()
    started.push(LINES)
    with started.start() as operation:
        started.close()
        equal(operation.result()["records"], 40, "records")


@child
def ended_while_reading():
    path, end = endless("at the end")
    started = tca.Scan()
    started.add_path(path)
    operation = started.start()
    pushed = tca.Scan()
    pushed.push(LINES)
    waited = []

    def wait():
        try:
            operation.result()
        except tca.TeamsChatAccessError as error:
            waited.append(error.name)
    thread = threading.Thread(target=wait)
    thread.start()
    os.write(end, LINES)
    time.sleep(0.2)
    begun = time.monotonic()
    tca.shutdown(2000)
    took = time.monotonic() - begun
    thread.join(5)
    after = []
    for late in (lambda: pushed.push(b"x"), tca.Scan, pushed.start):
        try:
            late()
        except tca.TeamsChatAccessError as error:
            after.append(error.name)
    pushed.close()
    started.close()
    operation.close()
    os.close(end)
    return {"took": took, "waited": waited, "after": after, "threads": len(os.listdir("/proc/self/task"))}


@check("shutdown ends a scan that reads and one that is being pushed")
def _():
    answer = run_child(ended_while_reading).answer
    expect(answer["took"] < 2.5, "%r" % answer)
    equal(len(answer["waited"]), 1, "whoever waited was told")
    expect(answer["waited"][0] in ("cancelled", "shut_down"), "%r" % answer)
    equal(answer["after"], ["shut_down"] * 3, "afterwards")


@check("several tenants and no home tenant are an error that lists them")
def _():
    with tca.Scan() as started:
        started.push(LINES + json.dumps({**record(), "OrganizationId": OUTSIDE}).encode())
        with started.start() as operation:
            error = refusal(operation.result, "invalid_argument")
            expect(TENANT in str(error) and OUTSIDE in str(error), str(error))


main()
