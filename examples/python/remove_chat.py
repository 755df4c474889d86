"""Removes chats that outsiders opened from their users' view, in plain steps.

It reads the audit records, shows whom and which chat they name, asks, and only then signs in and removes.

    python3 remove_chat.py --tenant ID --client-id ID --record FILE      # AuditData as the portal shows it
    python3 remove_chat.py --tenant ID --client-id ID --user ID --thread ID
    python3 remove_chat.py --sandbox ready.json [--record FILE]          # a rehearsal, see --sandbox below

It hides a chat from one user's view. It does not block the sender, and there is no undo: keep the evidence first.
Exit codes: 0 all were removed, 1 not removed, 2 wrong usage or input, 130 Ctrl+C.
"""

import argparse
import contextlib
import json
import re
import sys

import teams_chat_access as tca

CHANNEL = "19:0123456789abcdef0123456789abcdef@thread.tacv2"


class Target:
    """One removal: the ids as they will be used, what is known of them, and in the end what became of it."""

    def __init__(self, ids, finding=None):
        self.tenant, self.user, self.thread = ids["tenantId"], ids["userId"], ids["threadId"]
        finding = finding or {}
        initiator = finding.get("initiator") or {}
        self.name = finding.get("userPrincipalName")
        self.opened_by = "%s (%s, tenant %s)" % (
            initiator.get("userPrincipalName") or "not named", finding["openedBy"], initiator.get("tenantId") or "not known",
        ) if finding else "not known: no record was read"
        self.how_sure = "%(class)s (%(reason)s)" % finding if finding else "not checked: the ids were given by hand"
        self.left = finding.get("left", False)
        self.removed, self.end = False, "not started"


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    options = parse()
    try:
        say("library", "%s, interface %d.%d" % (
            tca.lib.tca_version().decode(), tca.lib.tca_abi_version() >> 16, tca.lib.tca_abi_version() & 0xFFFF))
    except OSError as error:
        stop(1, "the library cannot be loaded", error)
    try:
        return run(options)
    except tca.Interrupted as interrupt:  # the end of what was waited for
        say("cancelled", "nothing was done" if is_nothing(interrupt) else interrupt)
        return 130
    except KeyboardInterrupt:
        say("cancelled", "nothing was done")
        return 130
    finally:
        tca.shutdown()


def run(options):
    with attempt("settings", 2):
        client = tca.Client(settings_of(options))
    with client:
        targets = targets_of_record(options) if options.record is not None else targets_by_hand(options)
        confirm(options, targets)
        with attempt("sign in", 1), client.sign_in("device_code") as operation:
            context = operation.result(on_event=Show())
        say("signed in", "%s, scopes %s" % (context["account"], " ".join(context["scopes"])))
        remove_all(client, targets)
        if options.sandbox:  # the rehearsal goes on
            cancel_a_sign_in(client)
            show_three_errors(client, options, targets[0])
    return 0 if all(target.removed for target in targets) else 1


# Whom and which chat. Nothing here needs a sign-in.

def targets_of_record(options):
    """The certain findings; `--user` and `--thread` select among them. All other findings are for a person to look at."""
    try:
        with open(options.record, "rb") as file:
            records = file.read()
    except OSError as error:
        stop(2, "the record file cannot be read: " + options.record, error.strerror)
    about = {"schema": 1}
    if not is_domain(options.tenant):
        about["homeTenant"] = options.tenant
    with attempt("read the record", 2), tca.Findings(records, about) as findings:
        summary, found = findings.summary(), list(findings)
    show_summary(summary)
    for finding in found:
        say("finding", "%s (%s): %s in %s" % (
            finding["class"], finding["reason"], finding["userPrincipalName"] or "-", finding["threadId"]))
        say("opened by", "%s: %s" % (finding["openedBy"], (finding["initiator"] or {}).get("userPrincipalName") or "-"))
    certain = [finding for finding in found if finding["class"] == "certain"]
    if not certain:
        stop(1, *why_nothing(summary, found), what="nothing removed")
    targets = []
    for finding in certain:
        tenant, user, thread = finding["tenantId"], finding["userId"], finding["threadId"]
        with attempt("check the ids", 2):
            ids = tca.check_removal(tenant, user, thread)
            wanted = tca.check_removal(tenant, user if options.user is None else options.user,
                                       thread if options.thread is None else options.thread)
        if ids == wanted:
            targets.append(Target(ids, finding))
    if not targets:
        stop(1, "no certain finding of the record has the --user or --thread that was given",
             "Look at the findings above; leave --user and --thread out to take all that are certain.", "nothing removed")
    return targets


def show_summary(summary):
    skipped = ["%s %s" % (count, reason.replace("_", " ")) for reason, count in summary["skipped"].items() if count]
    say("records", "%(records)s read, %(evidence)s are evidence, %(errors)s unreadable" % summary
        + "".join(", skipped: " + reason for reason in skipped))
    for warning in summary["warnings"]:
        say("warning", warning)
    for problem in summary["problems"]:
        places = [problem.get("file"), "record %s" % problem["row"]]
        places += ["at byte %s" % problem["offset"]] if problem["offset"] is not None else []
        places += [problem["field"]] if problem["field"] else []
        say("problem", "%s: expected %s, found %s" % (
            ", ".join(place for place in places if place), problem["expected"], problem["found"]))


def why_nothing(summary, found):
    """Why no finding is certain, and what to do about it."""
    if summary["skipped"]["other_tenant"]:
        return ("records of another tenant were skipped, and nothing else is certain: see the warnings",
                "Give the tenant that the records are of as --tenant, or records of that tenant as --record.")
    if not found:
        return ("no record is evidence of a chat that an outsider opened",
                "Search the audit log for ChatCreated and MemberAdded of that chat, and give all of them at once.")
    if all(finding["class"] in ("reject", "skip") for finding in found):
        return ("the records speak against an outsider having opened the chat", "Leave the chat, or look at the records.")
    return ("no finding is certain: see their classes and reasons above",
            "Give all records of the chat at once; when a person is sure of the user's object id and the chat, leave out"
            " --record and give --user and --thread.")


def targets_by_hand(options):
    if is_domain(options.tenant):
        stop(2, "--tenant %s is a domain: it serves for the sign-in, but not as the tenant of the ids" % options.tenant,
             "Give the tenant's id (Entra admin center, Overview), or --record, whose findings say it.", "wrong usage")
    with attempt("check the ids", 2):
        return [Target(tca.check_removal(options.tenant, options.user, options.thread))]


def is_domain(tenant):
    return "." in tenant


# The question. There is no undo.

def confirm(options, targets):
    """Goes on only after a yes. A rehearsal and `--yes` answer it themselves, and say so."""
    for number, target in enumerate(targets, 1):
        say("removal", "%d of %d" % (number, len(targets)))
        say("  user", "%s, id %s" % (target.name or "UPN not known", target.user))
        say("  tenant", target.tenant)
        say("  chat", target.thread)
        say("  opened by", target.opened_by)
        say("  how sure", target.how_sure)
        if target.left:
            say("  note", "the user has left the chat already")
    print("Each chat above will be hidden from its user's view. This cannot be undone: keep the evidence (audit records,"
          " messages) first.")
    sys.stdout.write("Type yes to remove: " if len(targets) == 1 else "Type yes to remove all %d: " % len(targets))
    sys.stdout.flush()
    if options.sandbox or options.yes:
        print("yes (answered by %s)" % ("--sandbox: this is a rehearsal" if options.sandbox else "--yes"), flush=True)
        return
    try:
        answer = sys.stdin.buffer.readline(100) if sys.stdin else b""
    except KeyboardInterrupt:
        print()
        raise
    if answer.rstrip(b"\r\n") != b"yes":
        print(flush=True)
        stop(1, "it was not confirmed", "Start again and type yes, in full.", "nothing removed")


# The removals.

def remove_all(client, targets):
    """One after the other. Whatever ends it, what became of each is said."""
    try:
        for number, target in enumerate(targets, 1):
            say("removing", "%d of %d" % (number, len(targets)))
            target.end = "unconfirmed: it was started, and what became of it is not known"
            try:
                with client.remove(target.tenant, target.user, target.thread) as operation:
                    outcome = operation.result(on_event=Show())
                take_outcome(target, outcome)
            except tca.TeamsChatAccessError as error:  # no request was sent
                target.end = "%s: nothing was done" % error.name
                tell_error("remove", error)
            except tca.Interrupted as interrupt:
                if interrupt.outcome:
                    take_outcome(target, interrupt.outcome)
                elif interrupt.error:
                    target.end = "%s: nothing was done" % interrupt.error.name
                raise
    finally:
        for number, target in enumerate(targets, 1):
            say("result %d" % number, "%s; %s, chat %s" % (target.end, target.name or target.user, target.thread))


def take_outcome(target, outcome):
    """An outcome that is not "removed" is a result, not an exception. Microsoft's support asks for both ids."""
    target.removed = outcome["outcome"] == "removed"
    http = " (HTTP %s)" % outcome["httpStatus"] if outcome["httpStatus"] else ""
    target.end = "%s%s, request-id %s, client-request-id %s" % (
        outcome["outcome"], http, outcome["requestId"] or "-", outcome["clientRequestId"] or "-")
    if target.removed:
        say("outcome", outcome["outcome"] + http)
        say("request-id", outcome["requestId"] or "-")
        say("client-request-id", outcome["clientRequestId"] or "-")
    else:
        tell("remove: " + outcome["outcome"] + http, outcome["message"], outcome["nextStep"], outcome["code"],
             outcome["requestId"], outcome["clientRequestId"])


# The end of the rehearsal.

def cancel_a_sign_in(client):
    """A sign-in that waits for a person is given up; the tokens from before stay."""
    with attempt("second sign-in", 1), client.sign_in("device_code") as operation:
        while operation.prompt() is None:
            operation.next(50)
        operation.cancel()
        try:
            operation.result()
        except tca.TeamsChatAccessError as error:
            say("second sign-in", error.name)
    say("still signed in", client.context()["account"])


def show_three_errors(client, options, target):
    attempts = [
        ("a channel", lambda: client.remove(target.tenant, target.user, CHANNEL)),
        ("an app's own token", lambda: client.set_token(options.app_token)),
        ("a wrong setting", lambda: tca.Client(dict(settings_of(options), tenat=options.tenant))),
    ]
    say("rehearsal", "three errors, as they look")
    for what, fail in attempts:
        try:
            fail().close()
        except tca.TeamsChatAccessError as error:
            tell_error(what, error)


# What a person sees.

class Show:
    """Shows the events of one operation: waits that last once for each stage, and prompts, which are for the person at
    the terminal and for no log."""

    def __init__(self):
        self.shown = set()

    def __call__(self, event, document):
        if event == tca.EVENT_PROMPT:
            say("prompt", document["message"])
            say("code", document["userCode"])
        elif event == tca.EVENT_LOG:
            say(document["level"], document["message"])
        elif event == tca.EVENT_PROGRESS and document["stage"] in ("pacing", "throttled", "backing_off"):
            wait = document["waitMilliseconds"] or 0
            if wait >= 1000 and document["stage"] not in self.shown:
                self.shown.add(document["stage"])
                say("waiting", "%s, %.0f s: %s" % (document["stage"], wait / 1000, document["message"]))


def plain(text):
    """Names in records are the outsider's to choose: nothing in them may move the cursor or hide other text."""
    return "".join(sign if sign.isprintable() else "?" for sign in re.sub(r"\s", " ", str(text)))


def say(what, text):
    print("%-18s %s" % (what + ":", plain(text)), flush=True)


def tell(what, message, next_step=None, service_code=None, request_id=None, client_request_id=None):
    """The block that says what failed."""
    lines = [("message", message), ("next step", next_step), ("service code", service_code),
             ("request-id", request_id), ("client-request-id", client_request_id)]
    block = "%-18s %s\n" % ("error:", plain(what))
    block += "".join("%-18s %s\n" % ("  " + name + ":", plain(text)) for name, text in lines if text)
    sys.stderr.write(block)
    sys.stderr.flush()


def tell_error(what, error):
    facts = error.facts
    tell("%s: %s (%s)" % (what, error.name, error.status), error.message, error.next_step or "-",
         facts.get("serviceCode"), facts.get("requestId"), facts.get("clientRequestId"))


def stop(code, message, next_step=None, what="failed"):
    tell(what, message, next_step)
    sys.exit(code)


@contextlib.contextmanager
def attempt(what, code):
    """Ends the program when the library refuses what is inside."""
    try:
        yield
    except tca.TeamsChatAccessError as error:
        tell_error(what, error)
        sys.exit(code)


def is_nothing(interrupt):
    return interrupt.error is not None and interrupt.error.status == tca.STATUS_CANCELLED


# The command line.

def settings_of(options):
    return {name: value for name, value in {
        "schema": 1, "cloud": "custom" if options.authority or options.graph else None,
        "authorityHost": options.authority, "graphEndpoint": options.graph, "caFile": options.ca,
        "tenant": options.tenant, "clientId": options.client_id,
    }.items() if value is not None}


FLAGS = {
    "tenant": ("TENANT", "the tenant of the users, by id; by domain only together with --record"),
    "client-id": ("ID", "the app registration to sign in with"),
    "record": ("FILE", "audit records of the chats as JSON, from any tool: what is certain in them is removed"),
    "user": ("ID", "the user's object id (not the UPN); with --record it selects among the findings"),
    "thread": ("ID", "the chat's id, 19:...; with --record it selects among the findings"),
    "sandbox": ("FILE", "rehearse: a file with the ready line that the sandbox prints (cargo run --release --example"
                        " sandbox > FILE); it gives all the rest, and the question is answered by itself"),
    "authority": ("URL", "another sign-in host than Microsoft's, for tests"),
    "graph": ("URL", "another Graph than Microsoft's, for tests"),
    "ca": ("FILE", "certificate authorities to trust, as PEM"),
}


def parse():
    parser = argparse.ArgumentParser(
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, description=__doc__)
    for name, (metavar, what) in FLAGS.items():
        parser.add_argument("--" + name, metavar=metavar, help=what)
    parser.add_argument("--yes", action="store_true", help="answer the question with yes, for scripts")
    options = parser.parse_args()
    for name, value in vars(options).items():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                parser.error("--%s is not UTF-8" % name.replace("_", "-"))
    options.app_token = None
    if options.sandbox is not None:
        if options.authority or options.graph or options.ca:
            parser.error("--sandbox says itself where everything is: leave out --authority, --graph and --ca")
        take_ready(parser, options)
    ids = [] if options.record is not None else ["user", "thread"]
    missing = [name for name in ["tenant", "client_id"] + ids if getattr(options, name) is None]
    if missing:
        parser.error("missing: " + ", ".join("--" + name.replace("_", "-") for name in missing))
    return options


def take_ready(parser, options):
    """Takes what the sandbox's ready line says where no flag did."""
    try:
        with open(options.sandbox, encoding="utf-8") as file:
            ready = json.load(file)
        chat = ready["chats"][0]
        told = {
            "authority": ready["authorityHost"], "graph": ready["graphEndpoint"], "ca": ready["caFile"],
            "tenant": ready["tenantId"], "client_id": ready["clientId"], "app_token": ready["appAccessToken"],
        }
        if options.record is None and options.user is None and options.thread is None:
            told.update(user=chat["userId"], thread=chat["threadId"])
    except OSError as error:
        parser.error("%s: %s" % (options.sandbox, error.strerror))
    except (ValueError, LookupError, TypeError):
        parser.error("%s does not hold the sandbox's ready line; wait until it has printed it" % options.sandbox)
    # The question is not asked in a rehearsal: it must be one.
    if not all(re.match(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/|$)", str(told[at])) for at in ("authority", "graph")):
        parser.error("%s names services that are not on this machine" % options.sandbox)
    for name, value in told.items():
        if getattr(options, name) is None:
            setattr(options, name, value)


if __name__ == "__main__":
    sys.exit(main())
