"""The end of the library and of the processes that have it: shutdown and fork."""

import os
import signal
import threading
import time

import header
import raw
from play import end_of, remove, token_client
from service import TENANT, USER, Reply, Service, new_thread
from support import check, child, equal, expect, main, run_child, tca, within

FUNCTIONS = {function.name: function for function in header.functions()}
STATUSES = {name: f for name, f in FUNCTIONS.items() if f.result == "tca_status"}


def threads():
    return len(os.listdir("/proc/self/task"))


def works_after_shutdown(name):
    """As the header says: the getters of what the caller already has, and frees."""
    return name.endswith("_free") or name.startswith(("tca_error_", "tca_buffer_")) or name == "tca_shutdown"


def outputs(function, arguments):
    """The outputs, the error among them, that are not 0 or NULL after a failure."""
    cells = [(p, a) for p, a in zip(function.parameters, arguments) if isinstance(a, raw.Cell)]
    return {p.name: hex(a.value(p.type)) for p, a in cells if a.value(p.type)}


def call_all(world, prepared):
    """Calls every function with arguments that were made before: what each answered, and the outputs it left set."""
    answers = {}
    for name, function in sorted(STATUSES.items(), key=lambda item: item[0] == "tca_shutdown"):
        arguments = prepared[name]
        status = world.call(function, arguments)
        answers[name] = (status, outputs(function, arguments) if status not in (0, 108) else {})
    for name in ("tca_version", "tca_status_name", "tca_status_message"):
        answers[name] = (0 if world.call(FUNCTIONS[name], world.good(FUNCTIONS[name])) else 1, {})
    answers["tca_abi_version"] = (0 if world.library.tca_abi_version() >> 16 == 1 else 1, {})
    return answers


@child
def after_shutdown():
    library = raw.load()
    world = raw.World(library)
    prepared = {name: world.good(function) for name, function in STATUSES.items()}
    assert library.tca_shutdown(2000, None) == 0
    return call_all(world, prepared)


@check("after tca_shutdown every function says so, but getters, frees and what works at any time")
def _():
    answers = run_child(after_shutdown, timeout=30).answer
    wrong = {name: status for name, (status, _) in answers.items()
             if status not in ((0, 108) if name not in STATUSES or works_after_shutdown(name) else (201,))}
    equal(wrong, {}, "answers")


@check("after tca_shutdown the outputs of a function that fails are 0 or NULL, its error too")
def _():
    answers = run_child(after_shutdown, timeout=30).answer
    equal({name: left for name, (_, left) in answers.items() if left}, {}, "outputs")


def forked(work, seconds=10):
    """Runs work in a forked child, bounded by an alarm; gives what it returned."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)
        os.write(writer, repr(work()).encode())
        os._exit(0)
    os.close(writer)
    text = b""
    while chunk := os.read(reader, 65536):
        text += chunk
    os.close(reader)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        raise AssertionError("the forked child ended with %d (signal 14 is the alarm)" % status)
    return eval(text)


@child
def after_fork(times):
    library = raw.load()
    world = raw.World(library)
    prepared = {name: world.good(function) for name, function in STATUSES.items()}
    answers = [forked(lambda: call_all(world, prepared))]
    # Other threads are inside the library, holding its locks, at the moment of the fork.
    stop = threading.Event()

    def hammer():
        while not stop.is_set():
            library.tca_error_free(world.error())
    hammers = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in hammers:
        thread.start()
    for _ in range(times):
        answers.append(forked(lambda: call_all(world, prepared)))
    stop.set()
    for thread in hammers:
        thread.join()
    with Service() as service, token_client(service) as client:
        assert remove(client)["outcome"] == "removed", "the parent goes on"
    return answers


@check("after fork every function of the child says forked, without a wait, while the parent goes on")
def _():
    for answers in run_child(after_fork, 20, timeout=100).answer:
        wrong = {name: status for name, (status, _) in answers.items() if status != (202 if name in STATUSES else 0)}
        equal(wrong, {}, "answers in the forked child")


@check("after fork the outputs of a function are 0 or NULL, its error too")
def _():
    answers = run_child(after_fork, 0, timeout=30).answer[0]
    equal({name: left for name, (_, left) in answers.items() if left}, {}, "outputs")


@child
def fork_first():
    """A child that is forked before the library was used has it for itself, and so has its parent."""
    def use():
        with Service() as service, token_client(service) as client:
            return remove(client)["outcome"]
    tca.lib.tca_version()
    return [forked(use), use()]


@check("a child that was forked before the library was used may use it")
def _():
    equal(run_child(fork_first).answer, ["removed", "removed"], "outcomes")


@child
def end_of_threads():
    before = threads()
    with Service([Reply(204, delay=30)]) as service, token_client(service) as client:
        operations = [client.sign_in("browser", open_browser=False)]
        operations += [client.remove(TENANT, USER, new_thread()) for _ in range(20)]
        within(5, lambda: service.removals, "a request under way")
        waiting = []

        def wait():
            waiting.append(end_of(operations[0]))
        waiter = threading.Thread(target=wait)
        waiter.start()
        time.sleep(0.3)
        names = [open("/proc/self/task/%s/comm" % task).read().strip() for task in os.listdir("/proc/self/task")]
        running = sum(name.startswith("tca-worker") for name in names)
        begun = time.monotonic()
        tca.shutdown(1000)
        took = time.monotonic() - begun
        waiter.join(2)
        tca.shutdown(0)
    end = time.monotonic() + 1
    names = ["tca-worker"]
    while any(name.startswith("tca-worker") for name in names) and time.monotonic() < end:
        names = [open("/proc/self/task/%s/comm" % task).read().strip() for task in os.listdir("/proc/self/task")]
    return {"before": before, "running": running, "took": took, "waiter": waiting, "names": names}


@check("tca_shutdown ends operations, waiters and every thread of the library within its time")
def _():
    found = run_child(end_of_threads, timeout=40).answer
    expect(found["running"] >= 1, "no thread bears the library's name")
    expect(found["took"] < 2, "it took %.2f s" % found["took"])
    expect(found["waiter"] and found["waiter"][0] in ("cancelled", "shut_down"), "the waiter got %r" % found["waiter"])
    left = [name for name in found["names"] if name.startswith("tca-")]
    equal(left, [], "threads that are left")


@child
def shutdown_in_the_middle():
    library = raw.load()
    world = raw.World(library)
    answers, stop = set(), threading.Event()
    handles = [world.operation() for _ in range(4)]
    prepared = [(f, world.good(f)) for name, f in STATUSES.items() if not name.endswith(("_free", "shutdown"))]

    def hammer():
        while not stop.is_set():
            for function, arguments in prepared:
                answers.add(world.call(function, arguments))

    def wait(operation):
        answers.add(library.tca_operation_wait(operation, 2**32 - 1, raw.Cell(), raw.Cell(), None))
    workers = [threading.Thread(target=hammer) for _ in range(3)]
    workers += [threading.Thread(target=wait, args=(operation,)) for operation in handles]
    for worker in workers:
        worker.start()
    time.sleep(0.5)
    begun = time.monotonic()
    closers = [threading.Thread(target=lambda: answers.add(library.tca_shutdown(1000, None))) for _ in range(4)]
    for closer in closers:
        closer.start()
    for closer in closers:
        closer.join()
    took = time.monotonic() - begun
    time.sleep(0.2)
    stop.set()
    for worker in workers:
        worker.join(5)
    return {"took": took, "answers": sorted(answers), "hang": sum(worker.is_alive() for worker in workers)}


@check("tca_shutdown by several threads, in the middle of calls and waits of others, ends all of them")
def _():
    found = run_child(shutdown_in_the_middle, timeout=40).answer
    equal(found["hang"], 0, "threads that hang")
    expect(found["took"] < 3, "it took %.2f s" % found["took"])
    expect(201 in found["answers"], "nobody was told: %r" % found["answers"])
    # 104: a scan that was started takes nothing more.
    allowed = {0, 104, 108, 109, 201, 203, 300, 401, 302}
    equal([answer for answer in found["answers"] if answer not in allowed], [], "answers")


@child
def shutdown_at_once():
    with Service([Reply(204, delay=30)]) as service, token_client(service) as client:
        operation = client.remove(TENANT, USER, new_thread())
        within(5, lambda: service.removals, "the request")
        begun = time.monotonic()
        tca.shutdown(0)
        return time.monotonic() - begun


@check("tca_shutdown without time does not wait for an answer that does not come")
def _():
    seconds = run_child(shutdown_at_once).answer
    expect(seconds < 1, "it took %.2f s" % seconds)


main()
