#!/usr/bin/env python3
"""What the module costs above a bare `pwsh -NoProfile`: its import; its import with a first call into the library, as a
function of the module's makes it; and its import with a first command, as a person types it: a search that finds one chat,
and a connection with a token, above a start that has the token.

    python3 tests/powershell/bench.py MODULE.psd1 [ROUNDS]

In each round every command runs once, and is compared with the start of the same round, so that a machine that slows down
slows all of them. The clock stops when the command has run, not when its host has ended: hosts wait for their own end in
steps. Exit code 1 when the median of import and first call is more than 0.25 s above the bare start, which a busy machine
stays under.
"""
import base64
import json
import resource
import statistics
import subprocess
import sys
import time

MODULE = sys.argv[1].replace("'", "''")
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 9
MOST = 0.25
IMPORT = "$module = Import-Module '%s' -PassThru; " % MODULE
CALL = "$null = & $module { Import-TcaLibrary -Cmdlet $null; [TeamsChatAccess.Library]::Version }; "
HOME, OUTSIDE = "8b1c6a52-3f0e-4d7a-9c15-2e6f0b9d4a71", "66666666-6666-4666-8666-666666666666"
RECORD = json.dumps({
    "Operation": "ChatCreated", "RecordType": 25, "Workload": "MicrosoftTeams", "CreationTime": "2026-01-24T06:54:24",
    "Id": "0f0f0f0f-0000-4000-8000-000000000001", "OrganizationId": HOME, "ResourceTenantId": OUTSIDE,
    "UserId": "help@partner.example", "CommunicationType": "GroupChat",
    "ChatThreadId": "19:0123456789abcdef0123456789abcdef@thread.v2",
    "Members": [{"UPN": "help@partner.example", "OrganizationId": OUTSIDE}, {"UPN": "uma@contoso.com", "OrganizationId": HOME}]})
SEARCH = "if ('%s' | Find-TeamsExternalChat) { } else { throw 'nothing was found' } " % RECORD
PARTS = ({"alg": "none", "typ": "JWT"}, {"aud": "https://graph.microsoft.com", "scp": "Chat.ReadWrite.All",
         "tid": HOME, "exp": 4102444800, "upn": "admin@contoso.com"})
TOKEN = "$token = [securestring]::new(); foreach ($one in '%s.c2ln'.ToCharArray()) { $token.AppendChar($one) }; " % ".".join(
    base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in PARTS)
CONNECT = "Connect-TeamsChatAccess -AccessToken $token; "
START, TOKEN_START, GATE = "bare start", "bare start with a token", "import and first call"
# Each with the start that it is compared with.
COMMANDS = {START: ("", START), "import": (IMPORT, START), GATE: (IMPORT + CALL, START),
            "import and search": (IMPORT + SEARCH, START), TOKEN_START: (TOKEN, START),
            "import and connect": (TOKEN + IMPORT + CONNECT, TOKEN_START)}


def run(command):
    """Seconds until the command has run, and of the processor for the whole process."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    child = subprocess.Popen(["pwsh", "-NoProfile", "-Command",
                              "$ErrorActionPreference = 'Stop'; " + command + "[Console]::WriteLine('done')"],
                             stdout=subprocess.PIPE, text=True)
    said = child.stdout.readline()
    wall = time.perf_counter() - start
    if child.wait(timeout=60) != 0 or said.strip() != "done":
        sys.exit("%r said %r, exit code %s" % (command, said, child.returncode))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime


for command, _ in COMMANDS.values():
    run(command)
rounds = [{name: run(command) for name, (command, _) in COMMANDS.items()} for _ in range(ROUNDS)]
above = {}
for name, (_, start) in COMMANDS.items():
    wall = [measured[name][0] for measured in rounds]
    differences = [measured[name][0] - measured[start][0] for measured in rounds]
    ratios = [measured[name][0] / measured[start][0] for measured in rounds]
    processor = [measured[name][1] - measured[start][1] for measured in rounds]
    above[name] = statistics.median(differences)
    print("bench %s: %.0f ms; above the %s %.0f ms (least %.0f, most %.0f), %.2f of it; processor %.0f ms above" % (
        name, statistics.median(wall) * 1e3, start, above[name] * 1e3, min(differences) * 1e3, max(differences) * 1e3,
        statistics.median(ratios), statistics.median(processor) * 1e3))
sys.exit(above[GATE] > MOST)
