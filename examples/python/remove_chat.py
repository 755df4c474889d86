"""Removes one chat from one user's view, in plain steps: sign in, read the audit record, confirm, remove. Rehearsed with
the sandbox it also cancels a sign-in and shows what errors say.

    python3 remove_chat.py --tenant ID --client-id ID --record FILE      # AuditData as the portal shows it
    python3 remove_chat.py --tenant ID --client-id ID --user ID --thread ID
    python3 remove_chat.py --sandbox ready.json      # what `cargo run --example sandbox -- --port 0` prints

It hides the chat from that user's view. It does not block the sender, and there is no undo: keep the evidence first.
"""

import argparse
import json
import sys

import teams_chat_access as tca


def main():
    options = parse()
    settings = {name: value for name, value in {
        "cloud": "custom" if options.authority else None, "authorityHost": options.authority,
        "graphEndpoint": options.graph, "caFile": options.ca, "tenant": options.tenant, "clientId": options.client_id,
    }.items() if value}
    say("library", "%s, interface %d.%d" % (
        tca.lib.tca_version().decode(), tca.lib.tca_abi_version() >> 16, tca.lib.tca_abi_version() & 0xFFFF))
    with tca.Client(settings) as client:
        with client.sign_in("device_code") as operation:
            context = operation.result(on_event=show)
        say("signed in", "%s, scopes %s" % (context["account"], " ".join(context["scopes"])))
        if options.record:
            read_record(options)
        if not (options.user and options.thread):
            say("nothing removed", "no record makes it certain whose chat it is; give --user and --thread")
            return 1
        if not (options.sandbox or is_confirmed(options)):
            say("nothing removed", "it was not confirmed")
            return 1
        with client.remove(options.tenant, options.user, options.thread) as operation:
            outcome = operation.result(on_event=show)
        tell_outcome(outcome)
        if options.sandbox:  # the rehearsal goes on
            cancel_a_sign_in(client)
            show_three_errors(client, settings, options)
    tca.shutdown()
    return 0 if outcome["outcome"] == "removed" else 1


def read_record(options):
    """Shows what the audit records say. Only a finding that is certain names the user; others are for a person."""
    with open(options.record, "rb") as file:
        records = file.read()
    with tca.Findings(records, {"schema": 1, "homeTenant": options.tenant}) as findings:
        for finding in findings:
            say("finding", "%s (%s): %s in %s" % (
                finding["class"], finding["reason"], finding["userPrincipalName"], finding["threadId"]))
            say("opened by", "%s: %s" % (finding["openedBy"], (finding["initiator"] or {}).get("userPrincipalName")))
            if finding["class"] == "certain" and not (options.user or options.thread):
                options.user, options.thread = finding["userId"], finding["threadId"]
        summary = findings.summary()
    say("records", "%(records)s read, %(evidence)s are evidence, %(errors)s unreadable" % summary)


def is_confirmed(options):
    """There is no undo: outside a rehearsal the person says yes."""
    question = "Remove chat %s from the view of user %s? This cannot be undone. Type yes: "
    try:
        return input(question % (options.thread, options.user)) == "yes"
    except EOFError:
        return False


def tell_outcome(outcome):
    say("outcome", "%s (HTTP %s)" % (outcome["outcome"], outcome["httpStatus"]))
    if outcome["outcome"] != "removed":
        say("because", outcome["message"])
        say("next step", outcome["nextStep"])
    # Both ids are what Microsoft's support asks for.
    say("request-id", outcome["requestId"])
    say("client-request-id", outcome["clientRequestId"])


def cancel_a_sign_in(client):
    """A sign-in that waits for a person is given up; the tokens from before stay."""
    with client.sign_in("device_code") as operation:
        while operation.prompt() is None:
            operation.next(50)
        operation.cancel()
        try:
            operation.result()
        except tca.TeamsChatAccessError as error:
            say("second sign-in", error.name)
    say("still signed in", client.context()["account"])


def show_three_errors(client, settings, options):
    channel = "19:0123456789abcdef0123456789abcdef@thread.tacv2"
    attempts = [
        ("a channel", lambda: client.remove(options.tenant, options.user, channel)),
        ("an app's own token", lambda: client.set_token(options.app_token or "two words")),
        ("a wrong setting", lambda: tca.Client(dict(settings, tenat=options.tenant))),
    ]
    for what, attempt in attempts:
        try:
            attempt().close()
        except tca.TeamsChatAccessError as error:
            say("error", "%s: %s (%s)" % (what, error.name, error.status))
            say("  message", str(error))
            say("  next step", error.next_step or "-")


def show(event, document):
    """Prompts are for the person at the terminal; never write them to a log."""
    if event == tca.EVENT_PROMPT:
        say("prompt", document["message"])
        say("code", document["userCode"])
    elif event == tca.EVENT_LOG:
        say(document["level"], document["message"])


def say(what, text):
    print("%-18s %s" % (what + ":", text), flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sandbox", metavar="FILE", help="the sandbox's ready line; gives all the rest")
    parser.add_argument("--record", metavar="FILE", help="audit records of the chat as JSON, from any tool")
    for name in ("authority", "graph", "ca", "tenant", "client-id", "user", "thread", "app-token"):
        parser.add_argument("--" + name)
    options = parser.parse_args()
    if options.sandbox:
        with open(options.sandbox) as file:
            ready = json.load(file)
        chat = ready["chats"][0]
        for name, value in {
            "authority": ready["authorityHost"], "graph": ready["graphEndpoint"], "ca": ready["caFile"],
            "tenant": ready["tenantId"], "client_id": ready["clientId"], "user": chat["userId"],
            "thread": chat["threadId"], "app_token": ready["appAccessToken"],
        }.items():
            setattr(options, name, getattr(options, name) or value)
    ids = [] if options.record else ["user", "thread"]
    missing = [name for name in ["tenant", "client_id"] + ids if not getattr(options, name)]
    if missing:
        parser.error("missing: " + ", ".join("--" + name.replace("_", "-") for name in missing))
    return options


if __name__ == "__main__":
    sys.exit(main())
