"""The example client, as its reader would run it, against a sandbox tenant."""

import os
import re
import sys
import tempfile

from person import Sandbox
from support import ROOT, Skip, check, equal, expect, main

PROGRAM = os.path.join(ROOT, "examples", "python", "remove_chat.py")
_story = {}


def story():
    """What the program printed, once for all checks."""
    if not os.environ.get("TCA_SANDBOX"):
        raise Skip("TCA_SANDBOX names no sandbox program")
    if not _story:
        with tempfile.TemporaryDirectory() as folder:
            sandbox = Sandbox(os.environ["TCA_SANDBOX"], folder)
            try:
                before = sandbox.chats()
                code, said = sandbox.run([sys.executable, PROGRAM, "--sandbox", "{ready}", "--record", "{record}"])
                _story.update(code=code, said=said, thread=sandbox.names["thread"], before=before, after=sandbox.chats(),
                              tokens=[sandbox.ready["accessToken"], sandbox.ready["appAccessToken"]])
            finally:
                sandbox.close()
    return _story


def says(pattern):
    expect(re.search(pattern, story()["said"], re.M), "no %r in: %s" % (pattern, story()["said"]))


@check("the Python client signs in with a device code that a person types")
def _():
    says(r"^prompt: .*devicelogin")
    says(r"^signed in: +admin@contoso.com, scopes .*Chat\.ReadWrite\.All")


@check("the Python client reads the audit record and shows who opened the chat")
def _():
    says(r"^finding: +certain .*adele@contoso\.com in 19:")
    says(r"^opened by: +outsider: helpdesk@")
    says(r"^records: +2 read, 2 are evidence, 0 unreadable")


@check("the Python client removes the chat: it is gone for that user, and the ids are shown")
def _():
    says(r"^outcome: +removed \(HTTP 204\)")
    says(r"^request-id: +[0-9a-f-]{36}$")
    says(r"^client-request-id: +[0-9a-f-]{36}$")
    expect(story()["thread"] in story()["before"], "the chat was not there before")
    expect(story()["thread"] not in story()["after"], "the chat is still there")
    equal(story()["code"], 0, "exit code")


@check("the Python client cancels a sign-in that waits, and stays signed in")
def _():
    says(r"^second sign-in: +cancelled")
    says(r"^still signed in: +admin@contoso.com")


@check("the Python client shows three errors with name, message and next step")
def _():
    for name in ("invalid_id", "token_app_only", "unknown_setting"):
        says(r"^error: .*%s \(\d+\)\n +message: +\S.*\n +next step: +\S" % name)


@check("the Python client prints no token")
def _():
    for token in story()["tokens"]:
        expect(token[-40:] not in story()["said"], "a token was printed")
    expect("eyJ" not in story()["said"], "something like a token was printed")


main()
