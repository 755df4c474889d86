"""The library as a careless host calls it: nothing is typed, every parameter takes any number, pointers included.
`World` makes good arguments for every parameter of the header, so that a test can spoil one at a time."""

import ctypes
import json
import os
import socket

import header
from service import APP, TENANT, USER, jwt, new_thread
from support import tca

_NUMBERS = {"uint32_t": ctypes.c_uint32, "int32_t": ctypes.c_int32, "uint64_t": ctypes.c_uint64,
            "size_t": ctypes.c_size_t, "tca_status": ctypes.c_int32, "const char*": ctypes.c_char_p}
KINDS = {"tca_%s" % kind: kind for kind in ("client", "operation", "findings", "scan", "buffer", "error")}
RECORD = json.dumps({"Operation": "ChatCreated", "OrganizationId": TENANT, "ResourceTenantId": USER,
                     "UserId": "help@evil.example", "ChatThreadId": new_thread(), "RecordType": 25, "Id": USER,
                     "CreationTime": "2026-01-24T06:54:24", "CommunicationType": "OneOnOne", "Workload": "MicrosoftTeams",
                     "Members": [{"UPN": "help@evil.example", "OrganizationId": USER},
                                 {"UPN": "uma@contoso.com", "OrganizationId": TENANT}]}).encode()
NOTHING = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nothing.csv").encode()
SENTINEL = 0x5555555555555555
# The constants' answers and the error of a getter that has nothing to give are as good as OK.
GOOD = (0, 108)


def load():
    library = ctypes.CDLL(tca.library_path())
    for function in header.functions():
        entry = getattr(library, function.name)
        entry.restype = _NUMBERS[function.result]
        entry.argtypes = [ctypes.c_void_p if p.type.endswith("*") else _NUMBERS.get(p.type, ctypes.c_uint64)
                          for p in function.parameters]
    return library


class Cell:
    """A place for an output, filled with what no output is."""

    def __init__(self):
        self.memory = ctypes.c_uint64(SENTINEL)
        self._as_parameter_ = ctypes.c_void_p(ctypes.addressof(self.memory))

    def value(self, kind):
        """0 once the library has set it to nothing, however wide it is."""
        bits = 32 if kind in ("int32_t*", "tca_status*", "tca_event*") else 64
        return self.memory.value & ((1 << bits) - 1)


class Text:
    def __init__(self, data):
        self.memory = ctypes.create_string_buffer(data)
        self._as_parameter_ = ctypes.c_void_p(ctypes.addressof(self.memory))


class World:
    """Live objects of each kind, made anew whenever asked."""

    def __init__(self, library):
        self.library = library
        # Takes connections and never answers, so that operations stay under way.
        self.silent = socket.create_server(("127.0.0.1", 0))
        self.root = "http://127.0.0.1:%d" % self.silent.getsockname()[1]

    def out(self, name, *arguments):
        cell = Cell()
        status = getattr(self.library, name)(*arguments, cell, None)
        assert status == 0, (name, status)
        return cell.memory.value

    def settings(self):
        return json.dumps({"cloud": "custom", "authorityHost": self.root, "graphEndpoint": self.root,
                           "tenant": TENANT, "clientId": APP}).encode()

    def client(self):
        client = self.out("tca_client_new", Text(self.settings()))
        assert self.library.tca_client_set_token(client, Text(jwt().encode()), None) == 0
        return client

    def operation(self):
        return self.out("tca_client_sign_in", self.client(), Text(b'{"method":"device_code"}'))

    def buffer(self):
        return self.out("tca_client_context", self.client())

    def error(self):
        error = Cell()
        self.library.tca_client_new(Text(b'{"tenat":"x"}'), Cell(), error)
        return error.memory.value

    def findings(self):
        records = Text(RECORD)
        return self.out("tca_findings_read", records, len(RECORD), None)

    def scan(self):
        scan = self.out("tca_scan_new", None)
        assert self.library.tca_scan_add_path(scan, Text(NOTHING), None) == 0
        return scan

    def handle(self, kind):
        return getattr(self, KINDS[kind])()

    def freed(self, kind):
        handle = self.handle(kind)
        assert getattr(self.library, kind + "_free")(handle) == 0
        return handle

    def good(self, function):
        """One good argument for each parameter: a number, a Text or a Cell."""
        return [self._good(function, parameter) for parameter in function.parameters]

    def _good(self, function, parameter):
        texts = {"settings": self.settings(), "access_token": jwt().encode(), "tenant_id": TENANT.encode(),
                 "user_id": USER.encode(), "thread_id": new_thread().encode(), "records": RECORD,
                 "bytes": RECORD, "path": NOTHING,
                 "options": b'{"schema":1,"method":"device_code"}' if "sign_in" in function.name else b'{"schema":1}'}
        numbers = {"timeout_ms": 0, "offset": 0, "count": 10, "capacity": 64, "status": 100, "length": len(RECORD)}
        if parameter.type in KINDS:
            return self.handle(parameter.type)
        if parameter.type in ("const char*", "const uint8_t*"):
            return Text(texts[parameter.name])
        if parameter.type == "uint8_t*":
            return Text(bytes(64))
        return Cell() if parameter.type.endswith("*") else numbers[parameter.name]

    def call(self, function, arguments):
        return getattr(self.library, function.name)(*arguments)
