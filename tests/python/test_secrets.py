"""Canaries in the place of every secret, a service that echoes all it was sent, and no canary in anything the library
says: errors, events, results, contexts, standard output and standard error."""

import base64
import json
import time
import urllib.parse
import urllib.request
from urllib.parse import parse_qs, quote, urlsplit

from play import remove
from service import Reply, Service, jwt
from support import check, child, equal, expect, in_threads, main, run_child, tca

# The service hands these out; each is long, and found again by its first 14 characters.
CANARIES = {
    "access token": jwt("CANARYACCESSsig-0123456789abcdef"),
    "second access token": jwt("CANARYRENEWEDsig-0123456789ab"),
    "refresh token": "CANARYREFRESH-0.AXoA_1234567890-abcdefghijklmnop",
    "device code": "CANARYDEVICE-BAQABAAEAAAD1234567890",
    "authorization code": "CANARYAUTHCODE-0.AXoA_M1234567890", "proxy password": "CANARYPROXY-hunter2-hunter2",
    "refresh token with signs": "CANARYSIGNS+/=&0123456789",
}
MARKS = ["CANARY" + kind for kind in ("ACCESS", "RENEWED", "REFRESH", "DEVICE", "AUTHCODE", "PROXY", "SIGNS")]


def everything(request):
    """All that a request held, as a talkative service would repeat it."""
    return "%s %s %s" % (request.target, json.dumps(request.headers), request.body.decode())


def entra_says(request, style):
    form = request.form
    secrets = " ".join(form.get(name, "") for name in ("device_code", "code", "code_verifier", "refresh_token"))
    if style == "html":
        return Reply(400, "<html>%s</html>" % everything(request), {"Content-Type": "text/html"})
    if style == "cut":
        return Reply(200, {"access_token": CANARIES["access token"], "refresh_token": CANARIES["refresh token"]}, end="cut")
    if style == "wrong types":
        return Reply(200, {"access_token": [CANARIES["access token"]], "refresh_token": CANARIES["refresh token"]})
    if style == "not JSON":
        return Reply(200, CANARIES["access token"] + " " + CANARIES["refresh token"])
    if style == "redirect":
        return Reply(302, b"", {"Location": "/x?" + secrets.replace(" ", "&")})
    if style == "header":
        first = secrets.split()[0]
        return Reply(400, {"error": "invalid_grant"}, {"x-ms-request-id": first, "Content-Type": first})
    if style == "encoded":
        return Reply(400, {"error": "invalid_grant", "error_description": "AADSTS90014: in '%s'" % request.body.decode()})
    if style == "half":
        return Reply(400, {"error": "invalid_grant", "error_description": "AADSTS90014: '%s...'" % secrets.strip()[:24]})
    words = {"description": "AADSTS70000: %s is bad." % secrets, "long": "AADSTS70000: %s %s" % ("x" * 560, secrets)}
    return Reply(400, {"error": "invalid_grant" if style != "error word" else secrets, "error_codes": [70000],
                       "error_description": words.get(style, "AADSTS70000"), "trace_id": secrets, "correlation_id": secrets,
                       "suberror": secrets, "claims": secrets})


def graph_says(request, style):
    bearer = request.bearer
    inner = {"request-id": bearer, "client-request-id": bearer, "date": bearer}
    if style == "html":
        return Reply(403, "<html>%s</html>" % everything(request), {"Content-Type": "text/html"})
    if style == "redirect":
        return Reply(302, b"", {"Location": "https://localhost/?" + quote(bearer)})
    if style == "header":
        return Reply(403, {"error": {"code": "x"}}, {"request-id": bearer, "Content-Type": bearer.split()[1][-40:]})
    error = {"code": bearer if style == "code" else "Forbidden", "innerError": inner, "details": [{"message": bearer}],
             "message": "%s was refused. %s" % (bearer, everything(request)) if style != "long" else "x" * 560 + bearer}
    return Reply(401 if style == "401" else 403, {"error": error}, end="cut" if style == "cut" else None)


def tokens(grant, count):
    renewed = grant == "refresh_token"
    return {"access_token": CANARIES["second access token" if renewed else "access token"],
            "refresh_token": CANARIES["refresh token"], "id_token": jwt("CANARYREFRESH-id")}


class Listener:
    """Keeps every text that the library gives."""

    def __init__(self):
        self.texts = []

    def event(self, event, document):
        self.texts.append(json.dumps(document))

    def ends(self, operation):
        with operation:
            try:
                self.texts.append(json.dumps(operation.result(self.event)))
            except tca.TeamsChatAccessError as error:
                self.error(error)

    def error(self, error):
        self.texts.append(json.dumps(error.facts) + str(error))

    def attempt(self, function):
        try:
            self.texts.append(json.dumps(function()))
        except tca.TeamsChatAccessError as error:
            self.error(error)

    def remove(self, client):
        self.attempt(lambda: remove(client))


def obliging(service, request):
    if request.path.endswith("/devicecode"):
        answer = json.loads(service.sign_in(request).body)
        return Reply(200, dict(answer, device_code=CANARIES["device code"],
                               message="Type ABCD1234 (%s)." % CANARIES["device code"]))
    return service.sign_in(request)


@child
def entra_echo(style):
    """Each grant in turn is answered with an echo."""
    heard = Listener()
    for grant in ("device_code", "authorization_code", "refresh_token"):
        with Service() as service:
            def entra(request, service=service, grant=grant):
                if request.form.get("grant_type", "").endswith(grant):
                    return entra_says(request, style)
                return obliging(service, request)
            refresh = CANARIES["refresh token with signs" if style == "encoded" else "refresh token"]
            service.entra = entra
            service.token_answer = lambda *_, refresh=refresh: dict(tokens(*_), expires_in=2, refresh_token=refresh)
            with tca.Client(service.settings(proxyPassword=CANARIES["proxy password"], proxyUser="me",
                                             proxy="http://127.0.0.1:9")) as client:
                if grant == "authorization_code":
                    heard.texts.append(browser_sign_in(client, heard))
                else:
                    heard.ends(client.sign_in("device_code"))
                heard.attempt(client.context)
                if grant == "refresh_token":
                    time.sleep(2.1)  # a token that is still good would hide the error
                heard.remove(client)
    return heard.texts


@child
def graph_echo(style):
    heard = Listener()
    with Service() as service:
        service.graph = lambda request: graph_says(request, style)
        service.entra, service.token_answer = lambda request: obliging(service, request), tokens
        with tca.Client(service.settings()) as client:
            heard.ends(client.sign_in("device_code"))
            heard.attempt(client.context)
            heard.remove(client)
            heard.remove(client)
    return heard.texts


def browser_sign_in(client, heard, post=True):
    """Plays the browser: the redirect comes back with a code. Gives the page, with the verifier's fate left out."""
    with client.sign_in("browser", open_browser=False) as operation:
        prompt = None
        while prompt is None:
            operation.next(50)
            prompt = operation.prompt()
        query = parse_qs(urlsplit(prompt["signInUri"]).query)
        equal(query["code_challenge_method"], ["S256"], "challenge method")
        answer = urllib.parse.urlencode({"code": CANARIES["authorization code"], "state": query["state"][0]})
        redirect = query["redirect_uri"][0]
        address, data = (redirect + "/", answer.encode()) if post else (redirect + "/?" + answer, None)
        with urllib.request.urlopen(urllib.request.Request(address, data), timeout=20) as page:
            text = page.read().decode()
        heard.ends(operation)
        return text


@child
def browser_with_a_working_code(post):
    heard = Listener()
    with Service() as service:
        service.token_answer = tokens
        with tca.Client(service.settings()) as client:
            heard.texts.append(browser_sign_in(client, heard, post))
            context = client.context()
            grant = service.grants("authorization_code")[0].form
        equal(grant["code"], CANARIES["authorization code"], "code")
        expect(len(grant["code_verifier"]) >= 43, "no verifier")
        heard.texts.append(json.dumps(context))
        expect(grant["code_verifier"] not in "".join(heard.texts), "the verifier was told")
    return heard.texts


@child
def handed_in():
    """Everything that takes a secret as an argument, given it in a wrong shape."""
    heard, secret = Listener(), CANARIES["access token"]
    heard.attempt(lambda: tca.Client({"proxyPassword": secret, "proxy": "socks5://me:%s@h" % secret}).close())
    heard.attempt(lambda: tca.Client({"proxyPassword": [secret]}).close())
    heard.attempt(lambda: tca.Client({"proxy": "http://me:%s@[" % secret}).close())
    heard.attempt(lambda: tca.Client({"clientId": "x", "proxyPassword": secret}).close())
    heard.attempt(lambda: tca.call("tca_client_new", b'{"proxyPassword":"%s"' % secret.encode(), tca.c_uint64()))
    with tca.Client({}) as client:
        for text in (secret + " " + secret, secret + "\u00e9", secret * 200, jwt("CANARYACCESS", idtyp="app"),
                     jwt("CANARYACCESS", scp="x"), jwt("CANARYACCESS", exp=5), jwt("CANARYACCESS", aud="x")):
            heard.attempt(lambda: client.set_token(text))
    return heard.texts


def no_canary(result, what):
    told = "\n".join(result.answer)
    expect(len(told) > 100, "hardly anything was said: %r" % told)
    for text in (told, result.errors, result.output.split("ANSWER ")[0]):
        for mark in MARKS:
            for form in (mark, quote(mark), base64.b64encode(mark.encode()).decode()[:14], mark.lower()):
                at = text.find(form)
                expect(at < 0, "%s: %s in ...%s..." % (what, mark, text[max(0, at - 120): at + 40]))


def echo_check(sentence, function, styles):
    @check(sentence)
    def _():
        def problem(style):
            try:
                no_canary(run_child(function, style, timeout=90), style)
            except AssertionError as why:
                return str(why)
        found = in_threads([lambda style=style: problem(style) for style in styles])
        expect(not any(found), "; ".join(filter(None, found)))


echo_check("no secret is told when the sign-in host echoes it in its errors", entra_echo,
           ["description", "long", "html", "cut", "wrong types", "not JSON", "redirect"])
echo_check("no secret is told when the sign-in host echoes it as its error word or in headers", entra_echo,
           ["error word", "header"])
echo_check("no secret is told when the sign-in host echoes it percent-encoded or in part", entra_echo, ["encoded", "half"])
echo_check("no secret is told when Graph echoes the bearer in its errors", graph_echo,
           ["message", "long", "code", "401", "html", "cut", "redirect"])
echo_check("no secret is told when Graph echoes the bearer in its headers", graph_echo, ["header"])


@check("a browser sign-in tells neither code nor verifier, answered by form or by address")
def _():
    for post in (True, False):
        no_canary(run_child(browser_with_a_working_code, post), "post %s" % post)


@check("a secret that is handed in in a wrong shape is not repeated")
def _():
    no_canary(run_child(handed_in), "handed in")


main()
