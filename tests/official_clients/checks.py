"""Checks: functions named by a sentence, run one after the other, reported a line each."""

import contextlib
import time
import traceback

CHECKS = []


def check(sentence):
    def register(function):
        CHECKS.append((sentence, function))
        return function

    return register


@contextlib.contextmanager
def expect(kind):
    """The block must raise `kind`; what was raised stands in the list that it is given."""
    raised = []
    try:
        yield raised
    except kind as error:
        raised.append(error)
    else:
        raise AssertionError(f"nothing was raised, expected {kind.__name__}")


def same(found, expected):
    assert found == expected, f"found {found!r}, expected {expected!r}"


def run(sandbox):
    passed = failed = 0
    for sentence, function in CHECKS:
        sandbox.reset()
        began = time.monotonic()
        try:
            function(sandbox)
        except Exception as error:  # noqa: BLE001: whatever it was, the check failed
            failed += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            reason = " ".join(str(error).split())[:300]
            print(f"not ok {sentence}: {type(error).__name__} {reason} ({where.filename}:{where.lineno})", flush=True)
        else:
            passed += 1
            print(f"ok {sentence} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)
    return failed
