"""Many threads at once: on one operation, on one client, on the tables of handles."""

import threading
import time

from play import end_of, remove, signed_in, token_client
from service import TENANT, USER, Reply, Service, jwt, new_thread
from support import check, equal, expect, in_threads, main, tca, within


def pending(service):
    """A sign-in that waits for a person for ever."""
    service.token_answer = lambda grant, count: Reply(400, {"error": "authorization_pending"})
    return tca.Client(service.settings()).sign_in("device_code")


def drained(operation):
    """Takes what is there, so that the next wait blocks."""
    within(5, lambda: operation.prompt(), "the prompt")
    while operation.next(0)[0] != tca.EVENT_NONE:
        pass


@check("a second waiter is told busy at once, and the first goes on waiting")
def _():
    with Service() as service, pending(service) as operation:
        drained(operation)
        first = threading.Thread(target=lambda: operation.next(900))
        first.start()
        time.sleep(0.1)
        begun = time.monotonic()
        try:
            operation.next(5000)
        except tca.TeamsChatAccessError as error:
            equal(error.name, "busy", "second waiter")
        else:
            raise AssertionError("the second waiter waited too")
        expect(time.monotonic() - begun < 0.2, "the second waiter was kept waiting")
        first.join()
        operation.next(0)


@check("a cancellation from another thread ends a wait without limit within half a second")
def _():
    with Service() as service, pending(service) as operation:
        drained(operation)
        ends = []

        def wait():
            try:
                while True:
                    operation.next(tca.WAIT_FOREVER)
            except tca.TeamsChatAccessError as error:
                ends.append((error.name, time.monotonic()))
        waiter = threading.Thread(target=wait)
        waiter.start()
        time.sleep(0.2)
        begun = time.monotonic()
        operation.cancel()
        waiter.join(5)
        equal([name for name, _ in ends], ["cancelled"], "ends")
        expect(ends[0][1] - begun < 0.5, "after %.2f s" % (ends[0][1] - begun))


@check("a cancelled removal ends within half a second and says which side won")
def _():
    for delay, expected in ((5, "unconfirmed"), (0.1, "removed")):
        with Service([Reply(204, delay=delay)]) as service, token_client(service) as client:
            with client.remove(TENANT, USER, new_thread()) as operation:
                within(5, lambda: service.removals, "the request")
                begun = time.monotonic()
                operation.cancel()
                outcome = operation.result()
                expect(time.monotonic() - begun < 0.5, "after %.2f s" % (time.monotonic() - begun))
                equal((outcome["outcome"], outcome["cancelRequested"]), (expected, True), "answer after %s s" % delay)
    with Service([Reply(429, headers={"Retry-After": "60"})]) as service, token_client(service) as client:
        with client.remove(TENANT, USER, new_thread()) as operation:
            within(5, lambda: service.removals, "the request")
            time.sleep(0.2)
            operation.cancel()
            operation.cancel()
            equal(end_of(operation), "cancelled", "cancelled while it waits for its turn")
            operation.cancel()
            equal(end_of(operation), "cancelled", "the end again")


@check("an operation that is freed gives its waiter the end, and is cancelled")
def _():
    with Service() as service:
        operation = pending(service)
        drained(operation)
        number, ends = operation.number, []

        def wait():
            error = tca.c_uint64()
            ends.append(tca.lib.tca_operation_wait(number, tca.WAIT_FOREVER, tca.c_int32(), tca.c_uint64(), error))
        # It fetches progress until the end comes; after the free its handle is no more.
        waiter = threading.Thread(target=wait)
        waiter.start()
        time.sleep(0.2)
        operation.close()
        waiter.join(3)
        expect(ends and ends[0] in (0, 203), "the waiter got %r" % ends)
        equal(tca.lib.tca_operation_cancel(number, None), 103, "the handle afterwards")


@check("a prompt is given once and can be asked for again until the end")
def _():
    with Service() as service, pending(service) as operation:
        events = []
        within(5, lambda: events.append(operation.next(50)[0]) or tca.EVENT_PROMPT in events, "the prompt")
        again = operation.prompt()
        equal(again["userCode"], "ABCD1234", "user code")
        equal(again, operation.prompt(), "asked again")
        operation.cancel()
        equal(end_of(operation), "cancelled", "end")
        equal(operation.prompt(), None, "after the end")


@check("many threads make, use and free clients, errors, buffers and operations at once")
def _():
    with Service() as service:
        def work():
            for _ in range(25):
                with token_client(service) as client:
                    client.context()
                    try:
                        tca.Client({"tenat": 1})
                    except tca.TeamsChatAccessError:
                        pass
                    operation = client.remove(TENANT, USER, new_thread())
                    operation.cancel()
                    operation.close()
        in_threads([work] * 16)


@check("one client serves many threads that sign out, hand in tokens, ask and remove")
def _():
    with Service() as service, signed_in(service) as client:
        stop = time.monotonic() + 2

        def work(function):
            while time.monotonic() < stop:
                try:
                    function()
                except tca.TeamsChatAccessError as error:
                    expect(error.name in ("not_signed_in", "cancelled"), error.name)

        def start():
            with client.remove(TENANT, USER, new_thread()) as operation:
                operation.next(1)
                operation.cancel()
        in_threads([lambda: work(client.sign_out), lambda: work(lambda: client.set_token(jwt())),
                    lambda: work(client.context), lambda: work(start), lambda: work(start)])
        client.set_token(jwt())
        equal(remove(client)["outcome"], "removed", "afterwards")


@check("one handle freed by many threads is freed once")
def _():
    for _ in range(50):
        with tca.Client({}) as client:
            number, client.number = client.number, 0
            answers = in_threads([lambda: tca.lib.tca_client_free(number)] * 8)
            equal(sorted(answers), [0] + [103] * 7, "answers")


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


@check("what is freed gives its memory back")
def _():
    with Service() as service:
        def work(times):
            for _ in range(times):
                with token_client(service) as client:
                    for _ in range(20):
                        client.context()
                        try:
                            client.set_token("two words")
                        except tca.TeamsChatAccessError:
                            pass
                    operation = client.remove(TENANT, USER, new_thread())
                    operation.cancel()
                    operation.close()
        work(60)
        before = resident()
        work(240)
        grown = (resident() - before) / 2**20
        expect(grown < 12, "grown by %.1f MiB in 240 rounds" % grown)


main()
