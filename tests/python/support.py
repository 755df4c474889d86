"""What all test files share: named checks, children in processes of their own, and the binding under test.

A file declares its checks with `@check("a sentence")` and ends with `main()`. Each check prints one line. A function
marked `@child` is run by `run_child` in a new process, so that a crash is seen as that and shutdown, fork and signals
concern nobody else.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "examples", "python"))

import teams_chat_access as tca  # noqa: E402  (the path to it was just set)

# What runs in the background of a shell ignores it, and so would the programs under test.
signal.signal(signal.SIGINT, signal.default_int_handler)

_checks, _children = [], {}


class Skip(Exception):
    """A check that cannot run here, with the reason."""


def check(sentence):
    def register(function):
        _checks.append((sentence, function))
        return function
    return register


def child(function):
    _children[function.__name__] = function
    return function


def expect(condition, why):
    if not condition:
        raise AssertionError(why)


def equal(actual, expected, what):
    expect(actual == expected, "%s: expected %r, found %r" % (what, expected, actual))


def within(seconds, condition, what):
    """Waits until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        expect(time.monotonic() < end, "%s: not within %s s" % (what, seconds))
        time.sleep(0.01)


def main():
    """Runs the checks in parallel threads where they say so, else one after the other; or one child."""
    if len(sys.argv) > 1 and sys.argv[1] == "--child":
        answer = _children[sys.argv[2]](*json.loads(sys.argv[3]))
        sys.stdout.write("\nANSWER " + json.dumps(answer) + "\n")
        sys.stdout.flush()
        return
    wanted = sys.argv[1:]
    failed = 0
    for sentence, function in _checks:
        if wanted and not any(word in sentence for word in wanted):
            continue
        failed += not _run(sentence, function)
    sys.exit(1 if failed else 0)


def _run(sentence, function):
    try:
        function()
    except Skip as why:
        line, good = "skip %s: %s" % (sentence, why), True
    except AssertionError as why:
        line, good = "not ok %s: %s" % (sentence, " | ".join(str(why).splitlines())), False
    except Exception:  # a check must not end the others
        line, good = "not ok %s: %s" % (sentence, " | ".join(traceback.format_exc().splitlines()[-3:])), False
    else:
        line, good = "ok " + sentence, True
    print(line, flush=True)
    return good


class Child:
    """How a process of its own ended, and what it said."""

    def __init__(self, done):
        self.code, self.output, self.errors = done.returncode, done.stdout, done.stderr
        lines = [line[7:] for line in done.stdout.splitlines() if line.startswith("ANSWER ")]
        self.answer = json.loads(lines[-1]) if lines else None


def run_child(function, *arguments, timeout=60):
    """Runs a child of the calling file and gives its answer; death, by signal or otherwise, fails the check."""
    file = sys.modules[function.__module__].__file__
    command = [sys.executable, "-X", "faulthandler", file, "--child", function.__name__, json.dumps(arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, errors="replace")
    except subprocess.TimeoutExpired:
        raise AssertionError("%s%r hung for %s s" % (function.__name__, arguments, timeout)) from None
    result = Child(done)
    if result.code != 0 or result.answer is None:
        raise AssertionError("%s%r ended with %s: %s" % (
            function.__name__, arguments, result.code, " | ".join(done.stderr.splitlines()[-4:])))
    return result


def in_threads(functions):
    """Runs all at once; gives their results in order, or raises the first of their exceptions."""
    results, errors = [None] * len(functions), []

    def run(at, function):
        try:
            results[at] = function()
        except BaseException as error:  # handed to the caller
            errors.append(error)
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
