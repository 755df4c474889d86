"""A search through the C functions, so many times: the CPU seconds of each and what it found.

    python3 search.py LIBRARY FILE TIMES
"""
import os
import resource
import sys

library, file, times = sys.argv[1:]
os.environ["TCA_LIBRARY"] = library
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../examples/python"))
from teams_chat_access import Scan  # noqa: E402


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


for _ in range(int(times)):
    start = used()
    scan = Scan()
    scan.add_path(file)
    with scan.start() as operation:
        operation.result()
        found = sum(1 for _ in operation.take_findings())
    print(used() - start, found)
