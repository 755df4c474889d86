"""A service of the tests' own: the few endpoints of Entra and Graph that the library calls, over http on 127.0.0.1,
where every answer is the test's to choose and every request is kept."""

import base64
import json
import os
import socket
import struct
import subprocess
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TENANT = "11111111-1111-4111-8111-111111111111"
OUTSIDE = "66666666-6666-4666-8666-666666666666"
APP = "22222222-2222-4222-8222-222222222222"
USER = "33333333-3333-4333-8333-333333333333"
THREAD = "19:44444444-4444-4444-8444-444444444444_55555555-5555-4555-8555-555555555555@unq.gbl.spaces"
SCOPE = "Chat.ReadWrite.All"


def new_id():
    return str(uuid.uuid4())


def new_thread():
    return "19:%s_%s@unq.gbl.spaces" % (uuid.uuid4(), uuid.uuid4())


def record(thread=None, ours="uma@contoso.com"):
    """An audit record: somebody outside created a chat with one of ours."""
    return {"Operation": "ChatCreated", "RecordType": 25, "Workload": "MicrosoftTeams", "Id": new_id(),
            "CreationTime": "2026-01-24T06:54:24", "OrganizationId": TENANT, "ResourceTenantId": OUTSIDE,
            "UserId": "help@evil.example", "CommunicationType": "OneOnOne", "ChatThreadId": thread or new_thread(),
            "Members": [{"UPN": "help@evil.example", "OrganizationId": OUTSIDE, "Role": 1},
                        {"UPN": ours, "OrganizationId": TENANT, "Role": 1}]}


def jwt(signature="c2lnbmF0dXJl", **claims):
    """A delegated access token; nobody here checks signatures."""
    now = int(time.time())
    body = {"aud": "https://graph.microsoft.com", "tid": TENANT, "oid": new_id(), "upn": "admin@contoso.com",
            "scp": SCOPE, "iat": now, "exp": now + 3600, "idtyp": "user"}
    body.update(claims)
    encode = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    return ".".join([encode({"alg": "none"}), encode(body), signature])


def make_certificate(folder):
    """A key and a certificate for 127.0.0.1 that signs itself, as files."""
    key, certificate = os.path.join(folder, "key.pem"), os.path.join(folder, "certificate.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return key, certificate


class Reply:
    """One answer. `end` breaks it: 'unanswered', 'reset' and 'garbage' stand in its place, 'cut' ends it in its body, and
    'endless' and 'trickle' never end."""

    def __init__(self, status=204, body=b"", headers=(), end=None, delay=0):
        self.status, self.end, self.delay = status, end, delay
        self.headers = dict(headers)
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            self.headers.setdefault("Content-Type", "application/json")
        self.body = body.encode() if isinstance(body, str) else body


class Request:
    def __init__(self, method, target, headers, body):
        self.method, self.target, self.body, self.headers = method, target, body, headers
        self.path = urlsplit(target).path
        self.time = time.monotonic()

    @property
    def form(self):
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    @property
    def bearer(self):
        return self.headers.get("authorization")


class Service:
    """Serves until `close`. `graph` and `entra` are functions from a Request to a Reply, or lists of Replies of which
    the last stays; `entra` may be None for one that signs everybody in."""

    def __init__(self, graph=None, entra=None):
        self.graph, self.entra = graph or [Reply(204)], entra
        self.requests, self.lock = [], threading.Lock()
        self.slams = 0  # connections that are still to be closed before a byte of them is read
        self.token_answer = lambda grant, count: {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.root = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def settings(self, **more):
        return dict({"cloud": "custom", "authorityHost": self.root, "graphEndpoint": self.root, "tenant": TENANT,
                     "clientId": APP, "connectTimeoutSeconds": 5, "requestTimeoutSeconds": 10}, **more)

    def seen(self, part):
        with self.lock:
            return [request for request in self.requests if part in request.target]

    @property
    def removals(self):
        return self.seen("removeAllAccessForUser")

    def grants(self, kind):
        return [request for request in self.seen("/oauth2/v2.0/token") if request.form["grant_type"].endswith(kind)]

    def reply(self, request):
        with self.lock:
            self.requests.append(request)
            count = sum(1 for other in self.requests if other.path == request.path)
        side = self.entra if "/oauth2/" in request.path else self.graph
        if side is None:
            return self.sign_in(request)
        if callable(side):
            return side(request)
        return side[min(count, len(side)) - 1]

    def sign_in(self, request):
        """What an obliging Entra answers."""
        if request.path.endswith("/devicecode"):
            return Reply(200, {"device_code": "device-" + new_id(), "user_code": "ABCD1234", "expires_in": 900,
                               "interval": 1, "verification_uri": self.root + "/devicelogin",
                               "message": "Type ABCD1234 there."})
        grant = request.form["grant_type"].rsplit(":", 1)[-1]
        count = len(self.grants(grant))
        answer = {"token_type": "Bearer", "scope": SCOPE, "expires_in": 3600, "access_token": jwt(),
                  "refresh_token": "refresh-" + new_id()}
        changes = self.token_answer(grant, count)
        return changes if isinstance(changes, Reply) else Reply(200, dict(answer, **changes))


def _handler(service):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_request(self):
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, self.rfile.read(length))
            reply = service.reply(request)
            time.sleep(reply.delay)
            self.send(reply)

        do_GET = do_POST = do_PUT = do_HEAD = handle_request

        def send(self, reply):
            if reply.end:
                self.close_connection = True
            if reply.end == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            if reply.end == "garbage":
                self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n" * 50)
            if reply.end in ("unanswered", "reset", "garbage"):
                return
            self.send_response(reply.status)
            ids = {"request-id": new_id(), "client-request-id": self.headers.get("client-request-id") or ""}
            for name, value in dict(ids, **reply.headers).items():
                self.send_header(name, value)
            if reply.status != 204 and reply.end not in ("endless", "trickle"):
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            body = reply.body[: len(reply.body) // 2] if reply.end == "cut" else reply.body
            self.wfile.write(body)
            while reply.end in ("endless", "trickle"):  # until the other side has enough
                self.wfile.write(b" " * (65536 if reply.end == "endless" else 1))
                time.sleep(0 if reply.end == "endless" else 0.1)

        def log_message(self, *_):
            pass

        def handle(self):
            with service.lock:
                service.slams -= 1
                if service.slams >= 0:
                    return
            try:
                super().handle()
            except OSError:
                pass  # the other side went away, as some tests want it to
    return Handler
