"""Starts the sandbox tenant, and speaks to its control endpoints."""

import json
import ssl
import subprocess
import tempfile
import threading
import urllib.parse
import urllib.request

# A person types a code faster here than Entra lets an app poll.
SCENARIO = {"lifetimes": {"interval": 1}}


class Sandbox:
    def __init__(self, program):
        self.scenario = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump(SCENARIO, self.scenario)
        self.scenario.flush()
        self.process = subprocess.Popen(
            [program, "--port", "0", "--scenario", self.scenario.name], stdout=subprocess.PIPE, text=True
        )
        self.ready = json.loads(self.process.stdout.readline())
        self.authority_host = self.ready["authorityHost"]
        self.graph = self.ready["graphEndpoint"]
        self.port = urllib.parse.urlsplit(self.graph).port
        self.ca = self.ready["caFile"]
        self.tenant = self.ready["tenantId"]
        self.client = self.ready["clientId"]
        self.admin = self.ready["adminUserPrincipalName"]
        self.context = ssl.create_default_context(cafile=self.ca)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.scenario.close()

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.authority_host + path, data=data, method=method)
        with urllib.request.urlopen(request, context=self.context, timeout=20) as answer:
            text = answer.read().decode()
        return json.loads(text) if text[:1] in ("{", "[") else text

    def reset(self):
        self.call("POST", "/sandbox/reset")

    def fault(self, **fault):
        self.call("POST", "/sandbox/faults", fault)

    def change(self, **sections):
        self.call("POST", "/sandbox/scenario", sections)

    def requests(self, path_ends_with):
        return [seen for seen in self.call("GET", "/sandbox/requests") if seen["path"].endswith(path_ends_with)]

    def count(self, what):
        return self.call("GET", "/sandbox/counters").get(what, 0)

    def approve(self, user_code, decision="approve"):
        url = self.ready["approveUrl"].replace("{code}", user_code) + f"&decision={decision}"
        self.call("GET", url[len(self.authority_host) :])

    def approve_later(self, user_code, seconds):
        threading.Timer(seconds, self.approve, [user_code]).start()

    def sees(self, user):
        return self.call("GET", f"/sandbox/chats?user={user}")
