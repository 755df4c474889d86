"""Manners in somebody's process: broken pipes, signals, output, unloading."""

import os
import signal
import socket
import ssl
import tempfile
import threading
import time
import _ctypes

import raw
from play import end_of, remove, token_client
from service import TENANT, USER, Reply, Service, jwt, make_certificate
from support import check, child, equal, expect, main, run_child, tca, within


class Slammer:
    """Takes connections and ends each at once, or after its first bytes; with a reset when asked."""

    def __init__(self, reset, read):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.root, self.reset, self.read = "//127.0.0.1:%d" % self.listener.getsockname()[1], reset, read
        self.count = 0
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            self.count += 1
            if self.read:
                connection.recv(1)
            if self.reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()


@child
def broken_pipes():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    ends = []
    for scheme in ("http:", "https:"):
        for reset in (False, True):
            for read in (False, True):
                slammer = Slammer(reset, read)
                settings = {"cloud": "custom", "authorityHost": scheme + slammer.root, "clientId": USER, "tenant": TENANT,
                            "graphEndpoint": scheme + slammer.root, "retryBudgetSeconds": 2}
                with tca.Client(settings) as client:
                    with client.sign_in("device_code") as operation:
                        ends.append(end_of(operation))
                    client.set_token(jwt())
                    ends.append(remove(client)["outcome"])
                    assert slammer.count >= 2, "nobody came"
    ends.append(browsers_that_go_away())
    ends += ends_of_tls_that_goes_away(300)
    return [ends, signal.getsignal(signal.SIGPIPE) == signal.SIG_DFL]


def browsers_that_go_away():
    """The page of a browser sign-in is written to connections that are already reset."""
    with Service() as service, tca.Client(service.settings()) as client:
        with client.sign_in("browser", open_browser=False) as operation:
            within(5, lambda: operation.next(20) and operation.prompt(), "the prompt")
            address = operation.prompt()["signInUri"]
            port = int(address.split("localhost%3A")[1].split("&")[0])
            for _ in range(30):
                with socket.create_connection(("127.0.0.1", port)) as browser:
                    browser.sendall(b"GET /?state=x HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % port)
                    browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            operation.cancel()
            return end_of(operation)


def ends_of_tls_that_goes_away(times):
    """The peer sends its part of the handshake and closes: what is written after that meets a closed socket."""
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        listener = socket.create_server(("127.0.0.1", 0))

        def serve():
            while True:
                connection, _ = listener.accept()
                with connection:
                    came, goes = ssl.MemoryBIO(), ssl.MemoryBIO()
                    tls = context.wrap_bio(came, goes, server_side=True)
                    came.write(connection.recv(65536))
                    try:
                        tls.do_handshake()
                    except ssl.SSLError:  # it wants to read the other part
                        connection.sendall(goes.read())
        threading.Thread(target=serve, daemon=True).start()
        root = "https://127.0.0.1:%d" % listener.getsockname()[1]
        settings = {"cloud": "custom", "authorityHost": root, "graphEndpoint": root, "caFile": certificate,
                    "clientId": USER, "tenant": TENANT}
        with tca.Client(settings) as client:
            operations = [client.sign_in("device_code") for _ in range(times)]
            ends = [end_of(operation) for operation in operations]
            for operation in operations:
                operation.close()
        return ends


@check("a peer that closes or resets its socket is a status, where the host has the default SIGPIPE")
def _():
    ends, default = run_child(broken_pipes, timeout=90).answer
    expect(default, "the host's SIGPIPE was changed")
    good = {"network", "tls", "failed", "unconfirmed", "cancelled"}
    equal([end for end in ends if end not in good], [], "ends")


@child
def exit_without_goodbye(unload):
    library = raw.load()
    world = raw.World(library)
    operations = [world.operation() for _ in range(8)]
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGPIPE)
    time.sleep(0.2)
    if unload:
        for _ in range(3):
            _ctypes.dlclose(library._handle)
        time.sleep(0.5)
        assert raw.load().tca_abi_version() == tca.HEADER_ABI_VERSION, "loaded again"
    return [len(operations), before == (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGPIPE))]


@check("dlclose while its threads run, and the end of the process after that, are no crash")
def _():
    for unload in (True, False):
        for _ in range(3):
            equal(run_child(exit_without_goodbye, unload).answer, [8, True], "unload %s" % unload)


@child
def silence():
    with Service() as service, token_client(service) as client:
        remove(client)
        try:
            tca.Client({"tenat": 1})
        except tca.TeamsChatAccessError:
            pass
    return signals()


@child
def silence_of_python():
    with Service():  # whose thread makes the C library catch a signal of its own
        return signals()


def signals():
    with open("/proc/self/status") as file:
        return [line for line in file if line.startswith(("SigCgt", "SigIgn", "SigBlk"))]


@check("the library prints nothing and changes neither handlers nor mask of the host's signals")
def _():
    used, unused = run_child(silence), run_child(silence_of_python)
    equal(used.answer, unused.answer, "signals")
    equal(used.errors, "", "standard error")
    equal(used.output.split("ANSWER ")[0].strip(), "", "standard output")


@child
def interrupted():
    """Ctrl+C, as a terminal sends it, while Python waits for an operation."""
    with Service() as service:
        service.token_answer = lambda grant, count: Reply(400, {"error": "authorization_pending"})
        with tca.Client(service.settings()) as client, client.sign_in("device_code") as operation:
            threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
            begun = time.monotonic()
            try:
                operation.result()
            except KeyboardInterrupt:
                return [time.monotonic() - begun, end_of(operation)]


@check("Ctrl+C ends a wait of the Python client, and the operation is cancelled")
def _():
    seconds, end = run_child(interrupted).answer
    expect(seconds < 1.2, "after %.2f s" % seconds)
    equal(end, "cancelled", "end")


main()
