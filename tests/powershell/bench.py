#!/usr/bin/env python3
"""What the module costs above a bare `pwsh -NoProfile`: its import, and its import with a first call into the library.

    python3 tests/powershell/bench.py MODULE.psd1 [ROUNDS]

In each round every command runs once, and is compared with the bare start of the same round, so that a machine that
slows down slows all of them. The clock stops when the command has run, not when its host has ended: hosts wait for their
own end in steps. Exit code 1 when the median of import and first call is more than 0.25 s above the bare start, which a busy
machine stays under.
"""
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
COMMANDS = {"bare start": "", "import": IMPORT, "import and first call": IMPORT + CALL}


def run(command):
    """Seconds until the command has run, and of the processor for the whole process."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    child = subprocess.Popen(["pwsh", "-NoProfile", "-Command", command + "[Console]::WriteLine('done')"],
                             stdout=subprocess.PIPE, text=True)
    said = child.stdout.readline()
    wall = time.perf_counter() - start
    if child.wait(timeout=60) != 0 or said.strip() != "done":
        sys.exit("%r said %r, exit code %s" % (command, said, child.returncode))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime


for command in COMMANDS.values():
    run(command)
rounds = [{name: run(command) for name, command in COMMANDS.items()} for _ in range(ROUNDS)]
above = 0
for name in COMMANDS:
    wall = [measured[name][0] for measured in rounds]
    differences = [measured[name][0] - measured["bare start"][0] for measured in rounds]
    ratios = [measured[name][0] / measured["bare start"][0] for measured in rounds]
    processor = [measured[name][1] - measured["bare start"][1] for measured in rounds]
    above = statistics.median(differences)
    print("bench %s: %.0f ms; above the bare start %.0f ms (least %.0f, most %.0f), %.2f of it; processor %.0f ms above" % (
        name, statistics.median(wall) * 1e3, above * 1e3, min(differences) * 1e3, max(differences) * 1e3,
        statistics.median(ratios), statistics.median(processor) * 1e3))
sys.exit(above > MOST)
