"""Signing in over the wire: what Entra says, what a browser and others bring to the redirect, and giving up."""

import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from urllib.parse import parse_qs, urlsplit

from play import end_of, remove
from service import APP, TENANT, Reply, Service, jwt
from support import check, equal, expect, in_threads, main, tca, within

DOMAIN = "contoso.example"


def refusal(code, error="invalid_grant", status=400):
    description = "AADSTS%d: Words.\r\nTrace ID: x" % code
    return Reply(status, {"error": error, "error_description": description, "error_codes": [code],
                          "trace_id": "trace-of-%d" % code, "correlation_id": "correlation"})


def failure(operation):
    try:
        operation.result()
    except tca.TeamsChatAccessError as error:
        return error
    raise AssertionError("it ended well")


ENTRA = {
    50076: "sign_in_required", 53003: "sign_in_blocked", 50105: "sign_in_blocked", 65001: "consent_required",
    65004: "sign_in_declined", 70019: "sign_in_expired", 90002: "wrong_cloud", 7000218: "sign_in_configuration",
    700016: "sign_in_configuration", 50034: "sign_in_blocked",
}


@check("each of Entra's refusals comes with its code, its class, its trace id and a next step")
def _():
    def one(code, name):
        with Service() as service, tca.Client(service.settings()) as client:
            service.token_answer = lambda grant, count: refusal(code)
            with client.sign_in("device_code") as operation:
                error = failure(operation)
            equal((error.name, error.facts["serviceCode"]), (name, "AADSTS%d" % code), "status")
            equal((error.facts["requestId"], error.facts["httpStatus"]), ("trace-of-%d" % code, 400), "facts")
            equal(error.message, "AADSTS%d: Words." % code, "message")
            expect(error.next_step, "no next step for %d" % code)
            equal(remove_status(client), "not_signed_in", "afterwards")
    in_threads([lambda pair=pair: one(*pair) for pair in ENTRA.items()])


def remove_status(client):
    try:
        return remove(client)["outcome"]
    except tca.TeamsChatAccessError as error:
        return error.name


@check("a device code is asked for again at its pace: pending, slow_down, a fault that passes, then the token")
def _():
    answers = [Reply(400, {"error": "authorization_pending"}), Reply(503), Reply(400, {"error": "slow_down"}), {}]
    with Service() as service, tca.Client(service.settings()) as client:
        service.token_answer = lambda grant, count: answers[min(count, 4) - 1]
        with client.sign_in("device_code") as operation:
            context = operation.result()
        equal(context["tokenKind"], "delegated", "context")
        times = [request.time for request in service.grants("device_code")]
        equal(len(times), 4, "requests")
        gaps = [later - earlier for earlier, later in zip(times, times[1:])]
        expect(gaps[0] >= 0.9 and gaps[1] >= 1.8 and gaps[2] >= 6, "gaps %r" % gaps)


@check("a device code that nobody types ends as expired, in its time")
def _():
    with Service() as service, tca.Client(service.settings(signInTimeoutSeconds=2)) as client:
        service.token_answer = lambda grant, count: Reply(400, {"error": "authorization_pending"})
        begun = time.monotonic()
        with client.sign_in("device_code") as operation:
            equal(failure(operation).name, "sign_in_expired", "end")
        expect(1.5 < time.monotonic() - begun < 4, "after %.1f s" % (time.monotonic() - begun))


@check("a tenant that is named by a domain is looked up once")
def _():
    with Service() as service, tca.Client(service.settings(tenant=DOMAIN)) as client:
        issuer = Reply(200, {"issuer": "%s/%s/v2.0" % (service.root, TENANT)})
        service.graph = lambda request: issuer if "openid-configuration" in request.target else Reply(204)
        for _ in range(2):
            with client.sign_in("device_code") as operation:
                equal(operation.result()["tenantId"], TENANT, "tenant")
        equal(len(service.seen("/%s/v2.0/.well-known/openid-configuration" % DOMAIN)), 1, "look-ups")
        expect(all(TENANT in request.path for request in service.seen("/oauth2/")), "token requests of another tenant")


class Browser:
    """A browser sign-in under way, with what the redirect takes."""

    def __init__(self, service, **settings):
        self.client = tca.Client(service.settings(**settings))
        self.operation = self.client.sign_in("browser", open_browser=False)
        within(5, lambda: self.operation.next(20) and self.operation.prompt(), "the prompt")
        self.query = {name: values[0] for name, values in
                      parse_qs(urlsplit(self.operation.prompt()["signInUri"]).query).items()}
        self.redirect = self.query["redirect_uri"]
        self.port = urlsplit(self.redirect).port

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.operation.close()
        self.client.close()

    def bring(self, path="/", post=True, **fields):
        """The status and the page that the answer of a browser gets."""
        data = urllib.parse.urlencode(dict({"state": self.query["state"]}, **fields))
        address = self.redirect + path + ("" if post else "?" + data)
        request = urllib.request.Request(address, data.encode() if post else None)
        try:
            with urllib.request.urlopen(request, timeout=10) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@check("the address for the browser asks for a code with PKCE, at a loopback redirect on a free port")
def _():
    with Service() as service, Browser(service, loginHint="ada@contoso.com") as browser:
        query = browser.query
        equal((query["response_type"], query["code_challenge_method"], query["client_id"]), ("code", "S256", APP), "query")
        equal((query["response_mode"], query["login_hint"]), ("form_post", "ada@contoso.com"), "query")
        expect(len(query["code_challenge"]) == 43 and len(query["state"]) >= 20, "challenge or state is short")
        expect("Chat.ReadWrite.All" in query["scope"] and "offline_access" in query["scope"], query["scope"])
        expect(query["redirect_uri"].startswith("http://localhost:"), query["redirect_uri"])
    with Service() as service, Browser(service) as one, Browser(service) as other:
        for name in ("state", "code_challenge", "nonce", "redirect_uri"):
            expect(one.query[name] != other.query[name], name + " is the same twice")


@check("answers that are not the sign-in's get an error page, and the sign-in goes on")
def _():
    with Service() as service, Browser(service) as browser:
        equal(browser.bring(state="of somebody else", code="stolen")[0], 400, "another state")
        equal(browser.bring(state="", code="stolen")[0], 400, "no state")
        equal(browser.bring(path="/favicon.ico", post=False)[0], 404, "another path")
        equal(raw_request(browser.port, b"GET /?state=%s&code=x HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                          % browser.query["state"].encode())[:12], b"HTTP/1.1 404", "another host's name")
        for junk in (b"\0\1\2\3\r\n\r\n", b"GET", b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"A" * 100000,
                     b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 70000):
            raw_request(browser.port, junk)
        silent = [socket.create_connection(("127.0.0.1", browser.port)) for _ in range(20)]
        status, page = browser.bring(code="the-code")
        equal(status, 200, "the answer")
        expect("the-code" not in page and browser.query["state"] not in page, "the page shows what was brought")
        equal(browser.operation.result()["account"], "admin@contoso.com", "end")
        for connection in silent:
            connection.close()
        form = service.grants("authorization_code")[0].form
        equal((form["code"], form["redirect_uri"]), ("the-code", browser.redirect), "token request")


def raw_request(port, data):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(4096)
        except OSError:
            return b""


@check("a person who says no in the browser ends it as declined, and the page says so")
def _():
    with Service() as service, Browser(service) as browser:
        status, page = browser.bring(error="access_denied", error_description="AADSTS65004: <script>alert(1)</script>")
        equal(status, 200, "page")
        expect("<script>" not in page, "the page has the description's script in it")
        error = failure(browser.operation)
        equal((error.name, error.facts["serviceCode"]), ("sign_in_declined", "AADSTS65004"), "end")
        equal(len(service.grants("authorization_code")), 0, "token requests")


@check("the redirect's port is free again after a cancellation and after the end")
def _():
    with Service() as service, Browser(service) as browser:
        browser.operation.cancel()
        equal(end_of(browser.operation), "cancelled", "end")
        within(2, lambda: refuses(browser.port), "the port is closed")


def refuses(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return True
    return False


@check("a sign-in that ends with a token that the service would refuse is that status, and keeps the old token")
def _():
    for name, answer in {
        "token_app_only": {"access_token": jwt(idtyp="app", scp="", roles=["x"])},
        "token_scope_missing": {"access_token": jwt(scp="User.Read"), "scope": "User.Read"},
        "token_other_tenant": {"access_token": jwt(tid=APP)},
    }.items():
        with Service() as service, tca.Client(service.settings()) as client:
            client.set_token(jwt(upn="before@contoso.com"))
            service.token_answer = lambda grant, count, answer=answer: answer
            with client.sign_in("device_code") as operation:
                equal(failure(operation).name, name, "end")
            equal(client.context()["account"], "before@contoso.com", "the account from before")


main()
