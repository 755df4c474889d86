"""What the service answers, over the wire, and what the library calls it."""

import json
import re
import time
from email.utils import formatdate

from play import remove, token_client
from service import TENANT, USER, Reply, Service, new_thread
from support import check, equal, expect, in_threads, main

GRAPH_ERROR = {"error": {"code": "Forbidden", "message": "No.", "innerError": {"request-id": "inner-id"}}}
OK, HTML = Reply(204), Reply(403, "<html>denied</html>", {"Content-Type": "text/html"})
LOST = Reply(end="unanswered")
IMPATIENT = {"retryBudgetSeconds": 4}


def later(status, after):
    return Reply(status, GRAPH_ERROR, {"Retry-After": after})


# sentence: (answers of which the last stays, what the outcome holds, requests, settings)
TABLE = {
    "204 is removed": ([OK], {"outcome": "removed", "httpStatus": 204, "code": None}, 1, {}),
    "200 with a body is unconfirmed": ([Reply(200, {})], {"outcome": "unconfirmed", "httpStatus": 200}, 1, {}),
    "404 is not_found, with Graph's words": (
        [Reply(404, {"error": {"code": "NotFound", "message": "Gone."}})],
        {"outcome": "not_found", "code": "NotFound", "message": "Gone."}, 1, {}),
    "404 with nothing in it is not_found": ([Reply(404)], {"outcome": "not_found", "httpStatus": 404}, 1, {}),
    "400 is refused": ([Reply(400, GRAPH_ERROR)], {"outcome": "refused", "httpStatus": 400}, 1, {}),
    "403 with JSON is refused with Graph's code": (
        [Reply(403, GRAPH_ERROR)], {"outcome": "refused", "code": "Forbidden", "httpStatus": 403}, 1, {}),
    "403 with HTML is refused": ([HTML], {"outcome": "refused", "httpStatus": 403}, 1, {}),
    "403 with an empty body is refused": ([Reply(403)], {"outcome": "refused", "httpStatus": 403}, 1, {}),
    "403 with a body that is cut off is refused": (
        [Reply(403, GRAPH_ERROR, end="cut")], {"outcome": "refused", "httpStatus": 403}, 1, {}),
    "401 without a way to renew is refused": ([Reply(401, GRAPH_ERROR)], {"outcome": "refused", "httpStatus": 401}, 1, {}),
    "302 is failed and goes nowhere": (
        [Reply(302, headers={"Location": "/elsewhere"})], {"outcome": "failed", "httpStatus": 302}, 1, {}),
    "429 with Retry-After in seconds is waited for": ([later(429, "2"), OK], {"outcome": "removed", "attempts": 2}, 2, {}),
    "429 with Retry-After as a date is waited for": (
        [lambda: later(429, formatdate(time.time() + 3, usegmt=True)), OK], {"outcome": "removed"}, 2, {}),
    "429 without Retry-After backs off": ([Reply(429), OK], {"outcome": "removed"}, 2, {}),
    "429 beyond the budget is failed and says how long": (
        [later(429, "30")], {"outcome": "failed", "httpStatus": 429, "retryAfterSeconds": 30}, 1, IMPATIENT),
    "429 again and again ends with the budget": (
        [later(429, "1")], {"outcome": "failed", "httpStatus": 429}, range(2, 7), IMPATIENT),
    "503 with Retry-After is waited for": ([later(503, "1"), OK], {"outcome": "removed"}, 2, {}),
    "500 backs off and goes on": ([Reply(500, GRAPH_ERROR), OK], {"outcome": "removed", "attempts": 2}, 2, {}),
    "500 for ever is failed after a few attempts": (
        [Reply(500, GRAPH_ERROR)], {"outcome": "failed", "httpStatus": 500, "attempts": 5}, 5, {}),
    "404 after a 500 is unconfirmed": ([Reply(500), Reply(404)], {"outcome": "unconfirmed"}, 2, {}),
    "an answer that was lost is asked for again": ([LOST, OK], {"outcome": "removed", "attempts": 2}, 2, {}),
    "a connection that was reset is asked for again": ([Reply(end="reset"), OK], {"outcome": "removed"}, 2, {}),
    "404 after a lost answer is unconfirmed": ([LOST, Reply(404)], {"outcome": "unconfirmed"}, 2, {}),
    "answers that are always lost end unconfirmed": ([LOST], {"outcome": "unconfirmed"}, range(2, 6), IMPATIENT),
    "an answer that comes too late is unconfirmed": (
        [Reply(delay=3)], {"outcome": "unconfirmed", "code": "timeout"}, 1,
        {"requestTimeoutSeconds": 0.5, "retryBudgetSeconds": 0.5}),
    "403 with a body of 16 MiB is refused": ([Reply(403, b"x" * 2**24)], {"outcome": "refused", "httpStatus": 403}, 1, {}),
    "403 with a body without end is refused": ([Reply(403, end="endless")], {"outcome": "refused"}, 1, {}),
    "403 with a body that trickles is refused when the time is over": (
        [Reply(403, end="trickle")], {"outcome": "refused", "httpStatus": 403}, 1, {"requestTimeoutSeconds": 1}),
    "an answer that is no HTTP is a lost answer": ([Reply(end="garbage"), OK], {"outcome": "removed"}, 2, {}),
    "an answer with headers beyond measure is a lost answer": (
        [Reply(204, headers={"X-Long": "x" * 2**21})], {"outcome": "unconfirmed"}, range(2, 6), IMPATIENT),
}

_outcomes = {}


def run(row):
    answers, _, _, settings = TABLE[row]

    def graph(request):
        answer = answers[min(len(service.removals), len(answers)) - 1]
        return answer() if callable(answer) else answer
    with Service(graph) as service, token_client(service, **settings) as client:
        begun = time.monotonic()
        outcome = remove(client)
        return dict(outcome, requests=service.removals, seconds=time.monotonic() - begun)


def outcomes():
    """All rows at once: most of their time is waiting."""
    if not _outcomes:
        _outcomes.update(zip(TABLE, in_threads([lambda row=row: run(row) for row in TABLE])))
    return _outcomes


def row_check(row):
    def compare():
        found, (_, expected, requests, _) = outcomes()[row], TABLE[row]
        equal({name: found[name] for name in expected}, expected, "outcome")
        count = len(found["requests"])
        expect(count in requests if isinstance(requests, range) else count == requests, "%d requests" % count)
        if found["outcome"] != "removed":
            expect(found["message"] and found["nextStep"], "no message or next step: %r" % found)
    check(row)(compare)


for sentence in TABLE:
    row_check(sentence)


@check("each request has a client-request-id of its own, and the outcome has the last one and the service's")
def _():
    sent = []
    for row, found in outcomes().items():
        ids = [request.headers.get("client-request-id", "") for request in found["requests"]]
        sent += ids
        equal(found["clientRequestId"], ids[-1], row)
        answered = found["httpStatus"] is not None
        equal(bool(found["requestId"]), answered, row + ": requestId")
    expect(all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id) for id in sent), "not GUIDs: %r" % sent)
    equal(len(set(sent)), len(sent), "different ids")


@check("the waits that the service asks for are kept, before the next request and not for ever")
def _():
    for row, least, most in [("429 with Retry-After in seconds is waited for", 2, 5),
                             ("429 with Retry-After as a date is waited for", 1.9, 6),
                             ("429 without Retry-After backs off", 0.7, 5),
                             ("500 backs off and goes on", 0.7, 5)]:
        first, second = outcomes()[row]["requests"]
        gap = second.time - first.time
        expect(least <= gap <= most, "%s: %.2f s" % (row, gap))
    expect(outcomes()["429 beyond the budget is failed and says how long"]["seconds"] < 2, "waited past the budget")


@check("a 403 says account, tenant, scopes, roles and age of the token")
def _():
    for row in ("403 with JSON is refused with Graph's code", "403 with HTML is refused"):
        message = outcomes()[row]["message"]
        for word in ("admin@contoso.com", TENANT, "Chat.ReadWrite.All", "roles", "minutes old"):
            expect(word in message, "%r is not in %r" % (word, message))


@check("connections that are closed before a byte is read are tried again")
def _():
    with Service() as service, token_client(service) as client:
        service.slams = 2
        equal(remove(client)["outcome"], "removed", "outcome")
        equal(len(service.removals), 1, "requests that were read")


@check("a host that nobody listens on is failed, not unconfirmed: nothing was sent")
def _():
    service = Service()
    service.close()
    with token_client(service, **IMPATIENT) as client:
        outcome = remove(client)
    equal((outcome["outcome"], outcome["httpStatus"], outcome["code"]), ("failed", None, "network"), "outcome")


@check("ids as they are pasted work: with spaces, in capitals and percent-encoded; the path is encoded")
def _():
    thread = new_thread()
    segment = thread.replace(":", "%3A").replace("@", "%40")
    for pasted in (thread, " %s\n" % thread, segment, segment.replace("%3A", "%3a")):
        with Service() as service, token_client(service, graphVersion="beta") as client:
            outcome = remove(client, " %s " % USER.upper(), pasted, "\t" + TENANT)
            request = service.removals[0]
            equal(outcome["outcome"], "removed", pasted)
            equal(request.target.lower(), "/beta/chats/%s/removeallaccessforuser" % segment.lower(), "target")
            equal(json.loads(request.body)["user"]["id"], USER, "user in the body")
            equal(json.loads(request.body)["user"]["tenantId"], TENANT, "tenant in the body")
            equal((outcome["userId"], outcome["threadId"]), (USER, thread), "ids in the outcome")


@check("one account's removals keep the pace of the service, over all clients of the process")
def _():
    from service import jwt, new_id
    token = jwt(oid=new_id())
    with Service() as service, token_client(service, token) as one, token_client(service, token) as other:
        in_threads([lambda client=client: remove(client) for client in (one, other, one)])
        times = sorted(request.time for request in service.removals)
        gaps = [second - first for first, second in zip(times, times[1:])]
        # The service counts arrivals, which move a little: never two in a second, and the pace over all of them.
        expect(all(gap >= 1.0 for gap in gaps) and sum(gaps) >= 1.15 * len(gaps), "gaps %r" % gaps)


main()
