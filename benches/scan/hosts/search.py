"""A search through the C functions for each line that comes: its seconds by the clock and of the CPU, and what it found.

    python3 search.py LIBRARY FILE
"""
import os
import resource
import sys
import time

library, file = sys.argv[1:]
os.environ["TCA_LIBRARY"] = library
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../examples/python"))
from teams_chat_access import Scan  # noqa: E402


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


for _ in sys.stdin:
    start, clock = used(), time.perf_counter()
    scan = Scan()
    scan.add_path(file)
    with scan.start() as operation:
        operation.result()
        found = sum(1 for _ in operation.take_findings())
    print(time.perf_counter() - clock, used() - start, found, flush=True)
