"""Starts a client program against a sandbox tenant and plays the person: types each code that the program shows.

    python3 person.py SANDBOX -- PROGRAM ARGUMENTS...    prints what the program printed

In the arguments `{name}` stands for a field of the ready line, `{ready}` for a file with it, `{user}` and `{thread}` for
the first chat, `{record}` for a file with the audit records of it, `{created}` for one with its first record alone (which
makes nothing certain), `{records}` for one with all records of the tenant.
"""

import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.request


class Sandbox:
    """The sandbox tenant in a process of its own."""

    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "--port", "0"], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.ready = json.loads(line)
        self.trust = ssl.create_default_context(cafile=self.ready["caFile"])
        chat = self.ready["chats"][0]
        self.files = {name: os.path.join(folder, name + ".json") for name in ("ready", "record", "created", "records")}
        with open(self.files["ready"], "w") as file:
            file.write(line)
        records = json.loads(self.get(self.ready["authorityHost"] + "/sandbox/auditRecords"))
        of_chat = [r for r in records if r.get("ChatThreadId") == chat["threadId"]]
        for name, some in {"record": of_chat, "created": of_chat[:1], "records": records}.items():
            with open(self.files[name], "w") as file:
                json.dump(some, file)
        self.names = dict(self.ready, user=chat["userId"], thread=chat["threadId"], **self.files)

    def get(self, address):
        with urllib.request.urlopen(address, context=self.trust, timeout=20) as answer:
            return answer.read().decode()

    def chats(self):
        """The threads of the first chat's user, as that user sees them."""
        return json.loads(self.get("%s/sandbox/chats?user=%s" % (self.ready["authorityHost"], self.names["user"])))

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def post(self, path, document):
        request = urllib.request.Request(self.ready["authorityHost"] + "/sandbox/" + path, json.dumps(document).encode())
        urllib.request.urlopen(request, context=self.trust, timeout=20).close()

    def run(self, command, timeout=60, stdin="", at=None, act=None, decision="approve", **options):
        """Runs a program and types its first code; gives its exit code and what it printed. When it has printed what
        the pattern `at` finds, `act` is called with the process, once."""
        filled = [re.sub(r"\{(\w+)\}", lambda name: str(self.names.get(name[1], name[0])), part) for part in command]
        program = subprocess.Popen(filled, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   **{"text": True, **options})
        if stdin is not None:
            program.stdin.write(stdin)
            program.stdin.close()
        watchdog = threading.Timer(timeout, program.kill)
        watchdog.start()
        said, typed = [], False
        for line in program.stdout:
            said.append(line)
            code = re.match(r"code: +(\S+)", line)
            if code and not typed:
                typed = True
                if decision:
                    self.get(self.ready["approveUrl"].replace("{code}", code[1]) + "&decision=" + decision)
            if act and re.search(at, line):
                act(program)
                act = None
        program.wait()
        if stdin is None:
            program.stdin.close()
        watchdog.cancel()
        program.stdout.close()
        return program.returncode, "".join(said)


def main():
    split = sys.argv.index("--")
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(sys.argv[1], folder)
        try:
            before = sandbox.chats()
            code, said = sandbox.run(sys.argv[split + 1:], timeout=170)
            sys.stdout.write(said)
            gone = sandbox.names["thread"] in before and sandbox.names["thread"] not in sandbox.chats()
            print("person: the chat is %s" % ("gone" if gone else "still there"))
        finally:
            sandbox.close()
    sys.exit(code)


if __name__ == "__main__":
    main()
