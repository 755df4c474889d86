"""Every parameter of every function of the header, given what no host should give: a status, never a crash."""

import random

import header
import raw
from raw import GOOD, KINDS, SENTINEL, Cell, Text
from support import child, check, equal, expect, main, run_child, tca

LIMIT = 1024 * 1024
FUNCTIONS = {function.name: function for function in header.functions()}
SPOILERS = {name: f for name, f in FUNCTIONS.items() if f.result == "tca_status" and name != "tca_shutdown"}


def spoiled(world, function, parameter):
    """What to put in the place of one parameter: (what it is, value, the statuses that answer it)."""
    status = header.statuses()
    kind = parameter.type
    if kind in KINDS:
        free = function.name.endswith("_free")
        yield "0", 0, [0] if free else [status["invalid_handle"]]
        live = world.handle(kind)
        invented = {"freed": world.freed(kind), "random": random.getrandbits(64), "all bits": 2**64 - 1,
                    "minus 7": 2**64 - 7, "high bit": live | 1 << 63, "bit 53": live | 1 << 53,
                    "its neighbour": live + 4096, "small": 1, "2^53": 2**53}
        invented.update({other: world.handle(other) for other in live_kinds() if other != kind})
        for what, value in invented.items():
            yield what, value, [status["invalid_handle"]]
    elif kind == "const char*":
        nothing = GOOD if function.may_be_null(parameter) else [status["null_argument"]]
        yield "NULL", None, nothing
        yield "no UTF-8", Text(b"19:\xff\xfe\x80"), [status["invalid_utf8"]]
        yield "a cut sequence", Text(b"\xe2\x82"), [status["invalid_utf8"]]
        large = "invalid_argument" if function.takes_more(parameter) else "too_large"
        yield "2 MiB", Text(b" " * (2 * LIMIT)), [status[large]]
        for what, text in {"empty": b"", "1 MiB": b"a" * LIMIT, "deep JSON": b"[" * 500000, "a number": b"1e999",
                           "a lone surrogate": b'{"\\ud800":1}', "control": b"\x01\x7f"}.items():
            yield what, Text(text), None
    elif kind == "const uint8_t*":
        yield "NULL", None, [status["null_argument"]]
        size = len(raw.RECORD)  # the length stays what it was
        for what, data in {"zeros": bytes(size), "no UTF-8": b"\xff" * size, "deep JSON": b"[" * size,
                           "half a UTF-16": b"\xff\xfe" + b"{\0" * (size // 2 - 1) + b"{"}.items():
            yield what, Text(data), None
    elif kind == "size_t" and parameter.name == "length":
        yield "more than is taken", 2**63, [status["too_large"]]
        yield "all bits", 2**64 - 1, [status["too_large"]]
        yield "half a document", len(raw.RECORD) // 2, None
        yield "0", 0, None
    elif kind == "uint8_t*":
        yield "NULL", None, [status["null_argument"]]
    elif kind.endswith("*"):
        yield "NULL", None, GOOD if function.may_be_null(parameter) else [status["null_argument"]]


def live_kinds():
    return header.handle_kinds()


def outputs_are_nothing(function, arguments, spoilt, status):
    """After a failure the outputs are 0 or NULL, and the error says what failed, once."""
    for parameter, argument in zip(function.parameters, arguments):
        if isinstance(argument, Cell) and parameter.type != "tca_error*":
            expect(argument.value(parameter.type) == 0, "%s left %s at %#x" % (
                spoilt, parameter.name, argument.memory.value))


@child
def battery(name):
    """Spoils each parameter of a function in turn; gives what was not as promised and how many calls there were."""
    library = raw.load()
    world, function = raw.World(library), FUNCTIONS[name]
    problems, calls = [], 0
    for at, parameter in enumerate(function.parameters):
        for what, value, expected in spoiled(world, function, parameter):
            arguments = world.good(function)
            arguments[at] = value
            spoilt = "%s(%s = %s)" % (name, parameter.name, what)
            status = world.call(function, arguments)
            calls += 1
            if expected is not None and status not in expected:
                problems.append("%s gave %d, not %s" % (spoilt, status, list(expected)))
                continue
            try:
                if status not in GOOD:
                    outputs_are_nothing(function, arguments, spoilt, status)
                error_is_readable(library, function, arguments, spoilt, status)
            except AssertionError as why:
                problems.append(str(why))
    return {"problems": problems, "calls": calls}


def error_is_readable(library, function, arguments, spoilt, status):
    error = next((argument for parameter, argument in zip(function.parameters, arguments)
                  if parameter.type == "tca_error*"), None)
    if error is None:
        return
    number = error.memory.value
    expect(number != SENTINEL, "%s left the error unset" % spoilt)
    if status == 0:
        expect(number == 0, "%s succeeded and gave an error" % spoilt)
        return
    found = Cell()
    equal(library.tca_error_status(number, found), 0, spoilt + ": tca_error_status")
    equal(found.value("tca_status*"), status, spoilt + ": the error's own status")
    message = Cell()
    equal(library.tca_error_message(number, message), 0, spoilt + ": tca_error_message")
    equal(library.tca_buffer_free(message.memory.value), 0, spoilt + ": tca_buffer_free")
    equal(library.tca_error_free(number), 0, spoilt + ": tca_error_free")
    equal(library.tca_error_free(number), 103, spoilt + ": tca_error_free again")


def battery_check(name):
    def run():
        found = run_child(battery, name, timeout=60).answer
        expect(found["calls"] > 0, "nothing was tried")
        expect(not found["problems"], "; ".join(found["problems"][:6]))
    check("%s answers every bad argument with the status that the header says" % name)(run)


for spoiler in SPOILERS:
    battery_check(spoiler)


@child
def all_at_once(seed):
    """Any mixture of good and bad arguments, many times: only death is wrong."""
    library, chance = raw.load(), random.Random(seed)
    world, calls = raw.World(library), 0
    handles = [world.handle(kind) for kind in live_kinds()] + [world.freed(kind) for kind in live_kinds()]
    texts = [Text(text) for text in (b"", b"{}", b"\xff", b"[" * 3000, b'{"schema":1}', b"a" * 3000)]
    for _ in range(4000):
        function = chance.choice(list(SPOILERS.values()))
        arguments = world.good(function) if chance.random() < 0.1 else [None] * len(function.parameters)
        for at, parameter in enumerate(function.parameters):
            if parameter.type in KINDS:
                arguments[at] = chance.choice(handles + [0, chance.getrandbits(64)])
            elif parameter.type == "const char*":
                arguments[at] = chance.choice(texts + [None])
            elif arguments[at] is None and not parameter.type.endswith("*"):
                arguments[at] = 0  # lengths and capacities stay true to what they are of
            elif parameter.type.endswith("*") and "uint8_t" not in parameter.type:
                arguments[at] = chance.choice([None, Cell()])
        world.call(function, arguments)
        calls += 1
    return calls


@check("thousands of calls with any mixture of good and bad arguments end no process")
def _():
    for seed in (1, 2):
        run_child(all_at_once, seed, timeout=60)


@check("NULL of no bytes is empty, and a copy beyond the end copies nothing")
def _():
    library = raw.load()
    world = raw.World(library)
    buffer, copied = world.buffer(), Cell()
    equal(library.tca_buffer_copy(buffer, 0, None, 0, copied), 0, "NULL with capacity 0")
    equal(copied.memory.value, 0, "copied")
    into = Text(bytes(8))
    for offset in (2**63, 2**64 - 1):
        equal(library.tca_buffer_copy(buffer, offset, into, 8, copied), 0, "offset %d" % offset)
        equal(copied.memory.value, 0, "copied from %d" % offset)


@check("every status of the header has a name and a text, and no other number has")
def _():
    known = header.statuses()
    for name, number in known.items():
        equal(tca.lib.tca_status_name(number).decode(), name, "tca_status_name(%d)" % number)
        expect(len(tca.lib.tca_status_message(number)) > 3, "tca_status_message(%d) is empty" % number)
    others = set(range(-50, 1000)) - set(known.values()) | {2**31 - 1, -(2**31)}
    for number in others:
        equal(tca.lib.tca_status_name(number).decode(), "unknown", "tca_status_name(%d)" % number)
        expect(tca.lib.tca_status_message(number), "tca_status_message(%d) is NULL" % number)


@check("the Python binding declares exactly the functions of the header, with as many parameters")
def _():
    declared = {name: len(parameters) for name, (_, parameters) in tca.SIGNATURES.items()}
    equal(declared, {name: len(f.parameters) for name, f in FUNCTIONS.items()}, "declarations")


main()
