"""What an example client does for an administrator, other than the rehearsal: what it settles before anybody signs in, the
question, several removals, failures and Ctrl+C. TCA_PROGRAM names a program with the same command line to test in place
of the Python client; `tests/c/run` does that with the C program."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from person import Sandbox
from service import APP, TENANT, THREAD, USER, new_id
from support import ROOT, Skip, check as check_sentence, equal, expect, main, tca

PYTHON = os.path.join(ROOT, "examples", "python", "remove_chat.py")
PROGRAM = [os.environ["TCA_PROGRAM"]] if os.environ.get("TCA_PROGRAM") else [sys.executable, PYTHON]
WHO = "the C program" if os.environ.get("TCA_PROGRAM") else "the Python client"
CHANNEL = "19:0123456789abcdef0123456789abcdef@thread.tacv2"
# Nobody answers there: a sign-in that is tried shows.
NOWHERE = ["--authority", "http://127.0.0.1:9", "--graph", "http://127.0.0.1:9"]
REAL = ["--authority", "{authorityHost}", "--graph", "{graphEndpoint}", "--ca", "{caFile}", "--client-id", "{clientId}"]
HOME = REAL + ["--tenant", "{tenantId}"]


def check(sentence):
    return check_sentence(WHO + " " + sentence)


@contextlib.contextmanager
def tenant():
    if not os.environ.get("TCA_SANDBOX"):
        raise Skip("TCA_SANDBOX names no sandbox program")
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(os.environ["TCA_SANDBOX"], folder)
        sandbox.post("scenario", {"lifetimes": {"interval": 1}})
        try:
            yield sandbox
        finally:
            sandbox.close()


def alone(*arguments, stdin=""):
    """Runs it where no sign-in is possible; gives the exit code, standard output and error."""
    done = subprocess.run(PROGRAM + list(arguments), input=stdin, capture_output=True, text=True, timeout=60)
    expect("Traceback" not in done.stderr and done.returncode >= 0, "it broke: " + done.stderr)
    return done.returncode, done.stdout, done.stderr


def says(said, *patterns):
    for pattern in patterns:
        expect(re.search(pattern, said, re.M), "no %r in: %s" % (pattern, said))


def never(said, *patterns):
    for pattern in patterns:
        expect(not re.search(pattern, said, re.M), "%r in: %s" % (pattern, said))


def file(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "w") as out:
        out.write(content)
    return path


def golden(name):
    return os.path.join(ROOT, "tests", "finding", "golden", name)


def counter(sandbox, name):
    return json.loads(sandbox.get(sandbox.ready["authorityHost"] + "/sandbox/counters")).get(name, 0)


@check("refuses wrong input with exit code 2, the reason and the next step, before the question and any sign-in")
def _():
    with tempfile.TemporaryDirectory() as folder:
        good = ["--tenant", TENANT, "--client-id", APP]
        ids = ["--user", USER, "--thread", THREAD]
        record = ["--record", golden("accepted_alone.jsonl")]
        cases = {
            "no record file": (good + ["--record", os.path.join(folder, "none")], "No such file"),
            "a folder": (good + ["--record", folder], "directory"),
            "an empty record": (good + ["--record", file(folder, "e", "")], "the text is empty"),
            "CSV": (good + ["--record", file(folder, "c", "CreationDate,UserIds\n2026-01-24,a@b.c\n")], "read the record"),
            "broken JSON": (good + ["--record", file(folder, "b", '[{"Operation": "ChatCr')], "read the record"),
            "a UPN": (good + ["--user", "adele@contoso.com", "--thread", THREAD], "invalid_id"),
            "a UPN that selects": (good + record + ["--user", "adele@contoso.com"], "invalid_id"),
            "a channel": (good + ["--user", USER, "--thread", CHANNEL], "invalid_id"),
            "a client id": (["--tenant", TENANT, "--client-id", "x"] + record, "settings: "),
            "a domain": (["--tenant", "contoso.com", "--client-id", APP] + ids, "serves for the sign-in, but not"),
        }
        for name, (arguments, why) in cases.items():
            code, said, errors = alone(*arguments, *NOWHERE, "--yes", stdin="yes\n")
            equal(code, 2, name + ": " + errors)
            says(errors, r"\Aerror: +\S", r"^  message: +\S", why)
            never(said + errors, "Type yes", "sign in: ", "^code:")
            if name not in ("no record file", "a folder", "broken JSON", "a client id"):
                says(errors, r"^  next step: +\S")
        usage = {"none": [], "no ids": good, "a user alone": good + ids[:2], "unknown": good + ids + ["--tenat", "x"],
                 "no value": good + ["--record"], "no ready line": ["--sandbox", file(folder, "r", "")],
                 "no ready file": ["--sandbox", os.path.join(folder, "none")],
                 "a sandbox elsewhere": ["--sandbox", file(folder, "s", json.dumps({
                     "authorityHost": "https://login.microsoftonline.com", "graphEndpoint": "https://graph.microsoft.com",
                     "caFile": "x", "tenantId": TENANT, "clientId": APP, "appAccessToken": "x",
                     "chats": [{"userId": USER, "threadId": THREAD}]}))]}
        for name, arguments in usage.items():
            code, said, errors = alone(*arguments, stdin="yes\n")
            equal(code, 2, name + ": " + errors)
            says(errors, "^usage")
            never(said + errors, "Type yes", "sign in: ")
    code, said, _ = alone("--help")
    equal(code, 0, "--help")
    says(said, *["--" + flag for flag in ("tenant", "client-id", "record", "user", "thread", "yes", "sandbox", "authority",
                                          "graph", "ca", "help")])


@check("removes nothing through a record that makes nothing certain, and says what was read and why")
def _():
    def refused(record, *more, tenant=TENANT):
        code, said, errors = alone("--tenant", tenant, "--client-id", APP, "--record", golden(record), *NOWHERE, "--yes",
                                   *more, stdin="yes\n")
        equal(code, 1, errors)
        says(errors, r"\Aerror: +nothing removed", r"^  next step: ")
        never(said + errors, "Type yes", "sign in: ")
        return said, errors
    said, errors = refused("created_alone.jsonl")
    says(said, r"^records: +1 read", r"^finding: +(derived|lookup)")
    says(errors, "no finding is certain")
    said, errors = refused("accepted_alone.jsonl", tenant=new_id())
    says(said, r"^records: .*other.tenant", r"^warning: +records of tenant \S+ were skipped")
    says(errors, "another tenant")
    never(errors, "--user")
    said, errors = refused("created_alone.jsonl", "--user", USER, "--thread", THREAD)
    says(errors, "no finding is certain")
    said, errors = refused("accepted_alone.jsonl", "--user", USER)
    says(errors, "no certain finding of the record has the --user or --thread")


@check("asks with everything that a person needs, takes nothing but yes, and signs nobody in before")
def _():
    user = "aaaaaaaa-0000-4000-8000-00000000000a"
    for answer in ("", "no\n", "y\n", "YES\n", "yes, do it\n", "yes" * 40):
        code, said, errors = alone("--tenant", "contoso.com", "--client-id", APP, *NOWHERE,
                                   "--record", golden("broken_among_whole.jsonl"), stdin=answer)
        equal(code, 1, repr(answer))
        says(said, r"^warning: +2 of 7 records could not be read", r"^problem: +record 4.* Members\[0\]: expected an array",
             r"^removal: +1 of 1", r"^  user: +uma@contoso.com, id " + user, r"^  tenant: +" + TENANT,
             r"^  chat: +19:\S+@unq.gbl.spaces$", r"^  opened by: +\S+ \(\w+, tenant 2222\S+\)", r"^  how sure: +certain \(\w+\)",
             "cannot be undone: keep the evidence", "Type yes")
        says(errors, "it was not confirmed")
        never(said + errors, "sign in: ")
    for answer in ("yes\n", "yes"):
        code, said, errors = alone("--tenant", TENANT, "--client-id", APP, "--user", USER.upper(), "--thread",
                                   " " + THREAD.replace(":", "%3A"), *NOWHERE, stdin=answer)
        equal(code, 1, repr(answer))
        says(said, r"^  user: +UPN not known, id %s$" % USER, r"^  chat: +%s$" % THREAD, "how sure: +not checked")
        says(errors, r"^error: +sign in: network", r"^  message: ", r"^  next step: ")


@check("removes every certain chat of a record after one question, or the selected one, and says what became of each")
def _():
    with tenant() as sandbox:
        code, said = sandbox.run(PROGRAM + REAL + ["--tenant", "contoso.com", "--record", "{records}", "--user", "{user}",
                                                   "--thread", "{thread}"], stdin="yes")
        equal(code, 0, said)
        says(said, "^removal: +1 of 1", r"^result 1: +removed \(HTTP 204\), request-id \S{36}, client-request-id \S{36};")
        expect(said.index("Type yes") < said.index("code:"), "the sign-in came first")
        equal(counter(sandbox, "removals"), 1, "removals")
    with tenant() as sandbox:
        sandbox.post("faults", {"path": "/v1.0/chats/*/removeAllAccessForUser", "nth": 2, "status": 403})
        sandbox.post("faults", {"path": "/v1.0/chats/*/removeAllAccessForUser", "status": 429, "retryAfter": 2})
        code, said = sandbox.run(PROGRAM + HOME + ["--record", "{records}", "--yes"])
        equal(code, 1, said)
        says(said, "^removal: +4 of 4", r"yes \(answered by --yes\)", r"^waiting: +throttled, \d s: ",
             r"^error: +remove: refused \(HTTP 403\)\n  message: +\S.*\n  next step: +\S.*\n(  service code: .*\n)?  request-id: ")
        equal((len(re.findall("Type yes", said)), len(re.findall("^result . +removed", said.replace(":", " "), re.M)),
               len(re.findall("^result .: +refused", said, re.M))), (1, 3, 1), "questions, removed, refused")


@check("rehearses with a record's findings, not with the sandbox's first chat")
def _():
    with tenant() as sandbox:
        code, said = sandbox.run(PROGRAM + ["--sandbox", "{ready}", "--record", golden("accepted_alone.jsonl")])
        equal((code, counter(sandbox, "deviceCodes")), (1, 0), said)
        says(said, "another tenant")
        code, said = sandbox.run(PROGRAM + ["--sandbox", "{ready}"])
        equal(code, 0, said)
        says(said, r"Type yes to remove: yes \(answered by --sandbox", "^  how sure: +not checked", "^second sign-in: +cancelled")


@check("shows what failed when the person declines to sign in")
def _():
    with tenant() as sandbox:
        code, said = sandbox.run(PROGRAM + HOME + ["--record", "{record}", "--yes"], decision="decline")
        equal((code, counter(sandbox, "removals")), (1, 0), said)
        says(said, r"^error: +sign in: sign_in_declined \(411\)\n  message: +\S.*\n  next step: +\S")


@check("is interrupted by Ctrl+C and says that nothing was done, or what became of the removal with its ids")
def _():
    def interrupt(program):
        times.append(time.monotonic())
        program.send_signal(signal.SIGINT)
    with tenant() as sandbox:
        times = []
        command = PROGRAM + HOME + ["--record", "{records}"]
        code, said = sandbox.run(command, stdin=None, at="cannot be undone", act=lambda p: (time.sleep(.5), interrupt(p)))
        equal(code, 130, "at the question: " + said)
        says(said, "^cancelled: +nothing was done")
        code, said = sandbox.run(command + ["--yes"], at="^code:", act=interrupt, decision=None)
        equal(code, 130, "while signing in: " + said)
        says(said, "^cancelled: +nothing was done")
        expect(time.monotonic() - times[-1] < 3, "it took long")
        equal(counter(sandbox, "removals"), 0, "removals")
        sandbox.post("faults", {"path": "/v1.0/chats/*/removeAllAccessForUser", "delayAfterMs": 20000})
        code, said = sandbox.run(command + ["--yes"], at="^removing: +1", act=lambda p: (time.sleep(1.5), interrupt(p)))
        equal(code, 130, "while removing: " + said)
        says(said, r"unconfirmed", r"^  client-request-id: +\S{36}", r"^result 1: +unconfirmed, request-id \S+, client-request-id "
             r"\S{36};", "^result 2: +not started;", "^result 4: +not started;")
        expect(time.monotonic() - times[-1] < 6, "it took long")


if WHO == "the Python client":
    @check("says how the library is built when it is not there, and its errors say the next step")
    def _():
        with tempfile.TemporaryDirectory() as folder:
            environment = dict(os.environ, CARGO_TARGET_DIR=folder)
            environment.pop("TCA_LIBRARY", None)
            done = subprocess.run(PROGRAM + ["--tenant", TENANT, "--client-id", APP, "--user", USER, "--thread", THREAD],
                                  env=environment, capture_output=True, text=True, timeout=60)
        equal(done.returncode, 1, done.stderr)
        says(done.stderr, r"\Aerror: ", "cargo rustc --lib --release --crate-type cdylib")
        never(done.stderr, "Traceback")
        try:
            tca.check_removal(TENANT, "adele@contoso.com", THREAD)
        except tca.TeamsChatAccessError as error:
            expect(error.message in str(error) and error.next_step in str(error), str(error))
        else:
            raise AssertionError("a UPN was taken")

    @check("names the argument that is no text")
    def _():
        with tca.Client({}) as client:
            for value, kind in ((None, TypeError), (b"x", TypeError), ("a\0b", ValueError)):
                try:
                    client.remove("a", value, "b")
                except kind as error:
                    expect("user_id" in str(error), str(error))
                else:
                    raise AssertionError("%r was taken" % (value,))


main()
