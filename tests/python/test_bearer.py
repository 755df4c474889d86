"""The bearer token never leaves for another host: whatever the service answers, only its own host sees it."""

import os
import ssl
import tempfile

from play import remove, signed_in, token_client
from service import Reply, Service, make_certificate
from support import check, equal, expect, main, tca

# Each is tried on the removal and on the sign-in.
REDIRECTS = (301, 302, 303, 307, 308)


def links(other):
    """Ways in which an answer names another host."""
    return {
        "@odata.nextLink": other + "/v1.0/next", "Location": other, "NextPageUri": other,
        "error": {"code": "Moved", "message": "Go to %s/elsewhere." % other, "innerError": {"uri": other}},
    }


@check("redirects of Graph, to another host, another port or another scheme, are not followed")
def _():
    with Service() as listener:
        port = listener.root.rsplit(":", 1)[1]
        for target in (listener.root + "/v1.0", "http://localhost:%s/" % port, "//127.0.0.1:%s/" % port,
                       "https://127.0.0.1:%s/" % port):
            for status in REDIRECTS:
                answer = Reply(status, links(listener.root), {"Location": target})
                with Service([answer]) as service, token_client(service, retryBudgetSeconds=1) as client:
                    outcome = remove(client)
                    equal(outcome["outcome"], "failed", "%d to %s" % (status, target))
                    equal(len(service.removals), 1, "requests")
        equal([request.target for request in listener.requests], [], "requests at the other host")


@check("redirects of the sign-in host are not followed, and the sign-in ends with a status")
def _():
    with Service() as listener:
        for status in REDIRECTS:
            answer = Reply(status, links(listener.root), {"Location": listener.root + "/token"})
            with Service(entra=[answer]) as service:
                try:
                    signed_in(service)
                except tca.TeamsChatAccessError as error:
                    expect(error.status >= 300, error.name)
                else:
                    raise AssertionError("%d signed in" % status)
        equal([request.target for request in listener.requests], [], "requests at the other host")


@check("a refresh token does not follow a redirect of the token endpoint")
def _():
    with Service() as listener, Service() as service:
        service.token_answer = lambda grant, count: {"expires_in": 2}
        with signed_in(service) as client:
            service.token_answer = lambda grant, count: Reply(307, b"", {"Location": listener.root + "/token"})
            try:
                remove(client)
            except tca.TeamsChatAccessError:
                pass
        expect(service.grants("refresh_token"), "no renewal was tried")
        equal([request.target for request in listener.requests], [], "requests at the other host")


@check("other hosts that an answer names get no request")
def _():
    with Service() as listener:
        for status in (200, 400, 401, 403, 404):
            link = "<%s/next>; rel=\"next\"" % listener.root
            headers = {"Link": link, "Content-Location": listener.root, "Refresh": "0; url=" + listener.root,
                       "WWW-Authenticate": 'Bearer authorization_uri="%s/authorize"' % listener.root}
            with Service([Reply(status, links(listener.root), headers)]) as service, token_client(service) as client:
                remove(client)
        equal(len(listener.requests), 0, "requests at the other host")


@check("http is refused for a custom cloud's hosts unless they are this machine")
def _():
    good = "https://login.example.com"
    for host in ("http://graph.example.com", "http://10.0.0.1", "http://localhost.example.com", "http://0.0.0.0",
                 "http://127.0.0.1.example.com", "http://[::2]", "http://127.0.0.1@example.com", "ftp://localhost",
                 "HTTP://graph.example.com", "http:graph.example.com", "http://2130706434.example"):
        for settings in ({"authorityHost": good, "graphEndpoint": host}, {"authorityHost": host, "graphEndpoint": good}):
            try:
                tca.Client(dict(settings, cloud="custom")).close()
            except tca.TeamsChatAccessError as error:
                equal(error.name, "invalid_setting", host)
            else:
                raise AssertionError("%s was taken" % host)


@check("the loopback address of an http cloud never goes through a proxy")
def _():
    with Service() as proxy:
        os.environ["http_proxy"] = os.environ["HTTP_PROXY"] = os.environ["ALL_PROXY"] = proxy.root
        try:
            for given in ({}, {"proxy": proxy.root}):
                with Service() as service, token_client(service, **given) as client:
                    equal(remove(client)["outcome"], "removed", "outcome")
        finally:
            for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
                del os.environ[name]
        equal(len(proxy.requests), 0, "requests at the proxy")


@check("a host whose certificate is not trusted gets no bearer")
def _():
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with Service() as service:
            service.server.socket = context.wrap_socket(service.server.socket, server_side=True)
            service.root = service.root.replace("http://", "https://")
            with token_client(service, retryBudgetSeconds=2) as client:
                outcome = remove(client)
            equal((outcome["outcome"], outcome["code"]), ("failed", "tls"), "without caFile")
            equal(len(service.requests), 0, "requests")
            with token_client(service, caFile=certificate, retryBudgetSeconds=2) as client:
                equal(remove(client)["outcome"], "removed", "with caFile")


main()
