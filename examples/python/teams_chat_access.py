"""Python binding of teams-chat-access: the C functions as they are, and small classes that free what they hold.

The manual is include/teams_chat_access.h; this file only converts. Python 3.9 or newer, standard library only.

    with Client({"tenant": tenant, "clientId": app}) as client:
        with client.sign_in("device_code") as operation:
            operation.result(on_event=show)
        with client.remove(tenant, user, thread) as operation:
            print(operation.result()["outcome"])

    scan = Scan()
    scan.add_path("AuditLog.csv")
    with scan.start() as operation:
        print(operation.result(), list(operation.take_findings()))
"""

import ctypes
import json
import os
import sys
import time
from ctypes import POINTER, c_char_p, c_int32, c_size_t, c_uint32, c_uint64, c_void_p

HEADER_ABI_VERSION = 1 << 16 | 2
WAIT_FOREVER = 0xFFFFFFFF
EVENT_NONE, EVENT_PROGRESS, EVENT_PROMPT, EVENT_LOG, EVENT_END = range(5)
STATUS_OK, STATUS_NO_VALUE, STATUS_CANCELLED = 0, 108, 203

# Handles are numbers. A step of waiting is short, so that Ctrl+C is served between two of them.
STEP_MILLISECONDS = 200

_HANDLE, _OUT = c_uint64, POINTER(c_uint64)

# name: (result, parameters).
SIGNATURES = {
    "tca_app_find": (c_int32, [_HANDLE, c_char_p, _OUT, _OUT]),
    "tca_app_register": (c_int32, [_HANDLE, c_char_p, _OUT, _OUT]),
    "tca_app_unregister": (c_int32, [_HANDLE, c_char_p, _OUT, _OUT]),
    "tca_buffer_data": (c_int32, [_HANDLE, POINTER(c_void_p), POINTER(c_size_t)]),
    "tca_buffer_copy": (c_int32, [_HANDLE, c_size_t, c_void_p, c_size_t, POINTER(c_size_t)]),
    "tca_buffer_free": (c_int32, [_HANDLE]),
    "tca_client_new": (c_int32, [c_char_p, _OUT, _OUT]),
    "tca_client_set_token": (c_int32, [_HANDLE, c_char_p, _OUT]),
    "tca_client_sign_in": (c_int32, [_HANDLE, c_char_p, _OUT, _OUT]),
    "tca_client_sign_out": (c_int32, [_HANDLE, _OUT]),
    "tca_client_context": (c_int32, [_HANDLE, _OUT, _OUT]),
    "tca_client_free": (c_int32, [_HANDLE]),
    "tca_error_status": (c_int32, [_HANDLE, POINTER(c_int32)]),
    "tca_error_message": (c_int32, [_HANDLE, _OUT]),
    "tca_error_next_step": (c_int32, [_HANDLE, _OUT]),
    "tca_error_http_status": (c_int32, [_HANDLE, POINTER(c_int32)]),
    "tca_error_service_code": (c_int32, [_HANDLE, _OUT]),
    "tca_error_request_id": (c_int32, [_HANDLE, _OUT]),
    "tca_error_client_request_id": (c_int32, [_HANDLE, _OUT]),
    "tca_error_retry_after_ms": (c_int32, [_HANDLE, _OUT]),
    "tca_error_json": (c_int32, [_HANDLE, _OUT]),
    "tca_error_free": (c_int32, [_HANDLE]),
    "tca_findings_read": (c_int32, [c_char_p, c_size_t, c_char_p, _OUT, _OUT]),
    "tca_findings_page": (c_int32, [_HANDLE, c_uint64, c_uint32, _OUT, _OUT]),
    "tca_findings_summary": (c_int32, [_HANDLE, _OUT, _OUT]),
    "tca_findings_free": (c_int32, [_HANDLE]),
    "tca_abi_version": (c_uint32, []),
    "tca_version": (c_char_p, []),
    "tca_shutdown": (c_int32, [c_uint32, _OUT]),
    "tca_operation_wait": (c_int32, [_HANDLE, c_uint32, POINTER(c_int32), _OUT, _OUT]),
    "tca_operation_prompt": (c_int32, [_HANDLE, _OUT, _OUT]),
    "tca_operation_take_findings": (c_int32, [_HANDLE, _OUT, _OUT]),
    "tca_operation_cancel": (c_int32, [_HANDLE, _OUT]),
    "tca_operation_free": (c_int32, [_HANDLE]),
    "tca_removal_check": (c_int32, [c_char_p, c_char_p, c_char_p, _OUT, _OUT]),
    "tca_removal_start": (c_int32, [_HANDLE, c_char_p, c_char_p, c_char_p, c_char_p, _OUT, _OUT]),
    "tca_scan_new": (c_int32, [c_char_p, _OUT, _OUT]),
    "tca_scan_add_path": (c_int32, [_HANDLE, c_char_p, _OUT]),
    "tca_scan_push": (c_int32, [_HANDLE, c_char_p, c_size_t, _OUT]),
    "tca_scan_start": (c_int32, [_HANDLE, _OUT, _OUT]),
    "tca_scan_free": (c_int32, [_HANDLE]),
    "tca_status_name": (c_char_p, [c_int32]),
    "tca_status_message": (c_char_p, [c_int32]),
}


def library_path():
    """TCA_LIBRARY, or what Cargo built last under its target folder."""
    given = os.environ.get("TCA_LIBRARY")
    if given:
        return given
    name = {"win32": "teams_chat_access.dll", "darwin": "libteams_chat_access.dylib"}
    file = name.get(sys.platform, "libteams_chat_access.so")
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(root, "target"))
    built = [os.path.join(target, profile, file) for profile in ("release", "debug")]
    found = [path for path in built if os.path.exists(path)]
    if not found:
        raise OSError("the library is not built: cargo rustc --lib --release --crate-type cdylib (or set TCA_LIBRARY to its"
                      " file); looked for: " + ", ".join(os.path.normpath(path) for path in built))
    return max(found, key=os.path.getmtime)


def load(path=None):
    """Loads the library, declares its functions and compares the versions of the interface."""
    library = ctypes.CDLL(os.path.abspath(path or library_path()))
    for name, (result, parameters) in SIGNATURES.items():
        function = getattr(library, name, None)
        if function is None:
            raise OSError("the library is older than this binding, it has no %s: build it again" % name)
        function.restype, function.argtypes = result, parameters
    has = library.tca_abi_version()
    if has >> 16 != HEADER_ABI_VERSION >> 16 or has & 0xFFFF < HEADER_ABI_VERSION & 0xFFFF:
        raise OSError("the library has interface %d.%d, this binding needs %d.%d" % (
            has >> 16, has & 0xFFFF, HEADER_ABI_VERSION >> 16, HEADER_ABI_VERSION & 0xFFFF))
    return library


class _Loaded:
    """Loads at the first use, so that importing this module never fails."""

    library = None

    def __getattr__(self, name):
        if self.library is None:
            self.library = load()
        return getattr(self.library, name)


lib = _Loaded()


class TeamsChatAccessError(Exception):
    """A failed call with its facts: `status`, `name`, `message`, `next_step`, and all of them in `facts`. As text it is
    the message and the next step."""

    def __init__(self, status, facts):
        self.status = status
        self.name = lib.tca_status_name(status).decode()
        self.message = facts.get("message") or lib.tca_status_message(status).decode()
        self.next_step = facts.get("nextStep")
        self.facts = facts
        super().__init__(self.message + (" Next step: " + self.next_step if self.next_step else ""))


class Interrupted(KeyboardInterrupt):
    """Ctrl+C while an operation was waited for, which was cancelled then: `outcome` is the document of its end, `error`
    how it failed (the status is STATUS_CANCELLED when nothing was done). Both are None when it did not end in time: then
    what was done is not known."""

    def __init__(self, outcome=None, error=None):
        self.outcome, self.error = outcome, error
        if outcome is not None:
            what = outcome.get("outcome") or "it had ended before the cancellation"
            ids = ["%s %s" % (label, outcome[field]) for label, field in (
                ("request-id", "requestId"), ("client-request-id", "clientRequestId")) if outcome.get(field)]
            super().__init__(", ".join([what] + ids))
        elif error is not None:
            nothing = error.status == STATUS_CANCELLED
            super().__init__("cancelled: nothing was done" if nothing else "%s: %s" % (error.name, error))
        else:
            super().__init__("cancelled, and no end came in time: what was done is not known")


class Handle:
    """A number of the library, freed once: by `close`, at the end of `with`, or when nobody holds it any more."""

    free_function = ""
    number = 0

    def __init__(self, number):
        self.number = number

    def close(self):
        number, self.number = self.number, 0
        if number:
            getattr(lib, self.free_function)(number)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if not sys.is_finalizing():
            self.close()


class Buffer(Handle):
    """A text that the library gave."""

    free_function = "tca_buffer_free"

    def text(self):
        data, length = c_void_p(), c_size_t()
        check(lib.tca_buffer_data(self.number, data, length))
        return ctypes.string_at(data, length.value).decode()


def take_text(number):
    """The text of a buffer, which is freed."""
    with Buffer(number) as buffer:
        return buffer.text()


class _Error(Handle):
    free_function = "tca_error_free"

    def facts(self):
        json_buffer = c_uint64()
        check(lib.tca_error_json(self.number, json_buffer))
        return json.loads(take_text(json_buffer.value))


def check(status, error=None):
    """Raises what a call answered unless it was OK; frees its error."""
    if status == STATUS_OK:
        return
    facts = {}
    if error is not None and error.value:
        with _Error(error.value) as given:
            facts = given.facts()
    raise TeamsChatAccessError(status, facts)


def text(name, value):
    """A text as the C functions take it."""
    if not isinstance(value, str):
        raise TypeError("%s must be a str, found %s" % (name, type(value).__name__))
    if "\0" in value:
        raise ValueError("%s holds a NUL character" % name)
    return value.encode()


def call(name, *arguments):
    """Calls a function whose last parameter is the error."""
    error = c_uint64()
    check(getattr(lib, name)(*arguments, error), error)


def give(name, *arguments):
    number = c_uint64()
    call(name, *arguments, number)
    return number.value


def read(name, *arguments):
    """The document that a function gives."""
    return json.loads(take_text(give(name, *arguments)))


class Operation(Handle):
    """Something that takes time, running on the library's threads."""

    free_function = "tca_operation_free"

    def next(self, timeout_ms=STEP_MILLISECONDS):
        """The next event and its document; (EVENT_NONE, None) when nothing happened in that time."""
        event, document = c_int32(), c_uint64()
        call("tca_operation_wait", self.number, timeout_ms, event, document)
        return event.value, json.loads(take_text(document.value)) if document.value else None

    def result(self, on_event=None):
        """Waits for the end and gives its document. Ctrl+C cancels the operation and raises `Interrupted` (which is a
        KeyboardInterrupt) with its end: what was done by then is said, and is never lost."""
        try:
            while True:
                event, document = self.next()
                if event == EVENT_END:
                    return document
                if event != EVENT_NONE and on_event:
                    on_event(event, document)
        except KeyboardInterrupt:
            raise self._interrupted() from None

    def _interrupted(self, seconds=1):
        """Cancels and waits for the end, which comes within half a second; another Ctrl+C gives that up."""
        deadline = time.monotonic() + seconds
        try:
            self.cancel()
            while time.monotonic() < deadline:
                event, document = self.next(50)
                if event == EVENT_END:
                    return Interrupted(outcome=document)
        except TeamsChatAccessError as error:
            return Interrupted(error=error)
        except KeyboardInterrupt:
            pass
        return Interrupted()

    def prompt(self):
        """The prompt again, or None."""
        try:
            return read("tca_operation_prompt", self.number)
        except TeamsChatAccessError as error:
            if error.status == STATUS_NO_VALUE:
                return None
            raise

    def take_findings(self):
        return Findings(number=give("tca_operation_take_findings", self.number))

    def cancel(self):
        call("tca_operation_cancel", self.number)


class Client(Handle):
    """Settings of one cloud, tenant and app, with its tokens."""

    free_function = "tca_client_free"

    def __init__(self, settings):
        self.number = give("tca_client_new", json.dumps(settings).encode())

    def set_token(self, access_token):
        call("tca_client_set_token", self.number, text("access_token", access_token))

    def sign_in(self, method, open_browser=None, scopes=None):
        given = {"method": method, "openBrowser": open_browser, "scopes": scopes}
        options = {name: value for name, value in given.items() if value is not None}
        return Operation(give("tca_client_sign_in", self.number, json.dumps(options).encode()))

    def sign_out(self):
        call("tca_client_sign_out", self.number)

    def context(self):
        return read("tca_client_context", self.number)

    def remove(self, tenant_id, user_id, thread_id):
        """Starts a removal. Wait for its `result`: the end of a removal that is closed before is lost."""
        ids = _ids(tenant_id, user_id, thread_id)
        return Operation(give("tca_removal_start", self.number, *ids, None))

    def find_app(self, **options):
        return self._app("tca_app_find", options)

    def register_app(self, **options):
        return self._app("tca_app_register", options)

    def unregister_app(self, **options):
        return self._app("tca_app_unregister", options)

    def _app(self, name, options):
        return Operation(give(name, self.number, json.dumps({"schema": 1, **options}).encode()))


class Findings(Handle):
    """Verdicts on the users of chats, from audit records (bytes of an export); iterate over them."""

    free_function = "tca_findings_free"
    page_size = 500

    def __init__(self, records=b"", options=None, number=0):
        super().__init__(number)
        if not number:
            self.number = give("tca_findings_read", records, len(records), _options(options))

    def page(self, offset, count):
        return read("tca_findings_page", self.number, offset, count)

    def __iter__(self):
        offset = 0
        while page := self.page(offset, self.page_size)["findings"]:
            yield from page
            offset += len(page)

    def summary(self):
        return read("tca_findings_summary", self.number)


class Scan(Handle):
    """A search in exports, in constant memory: add files and folders, push bytes of one stream, then start it."""

    free_function = "tca_scan_free"

    def __init__(self, options=None):
        self.number = give("tca_scan_new", _options(options))

    def add_path(self, path):
        call("tca_scan_add_path", self.number, text("path", os.fspath(path)))

    def push(self, piece):
        call("tca_scan_push", self.number, piece, len(piece))

    def start(self):
        return Operation(give("tca_scan_start", self.number))


def _options(options):
    return None if options is None else json.dumps(options).encode()


def _ids(tenant_id, user_id, thread_id):
    return [text("tenant_id", tenant_id), text("user_id", user_id), text("thread_id", thread_id)]


def check_removal(tenant_id, user_id, thread_id):
    """The three ids as a removal will use them; needs no client and no sign-in."""
    return read("tca_removal_check", *_ids(tenant_id, user_id, thread_id))


def shutdown(timeout_ms=5000):
    """Ends the library in this process."""
    call("tca_shutdown", timeout_ms)
