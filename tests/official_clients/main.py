"""Runs Microsoft's clients against the sandbox: `main.py SANDBOX_PROGRAM`."""

import logging
import os
import pathlib
import signal
import sys

import checks
from sandbox import Sandbox


def main(program):
    # An orderly end, so that the sandbox ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # The clients log the errors that the checks provoke.
    logging.disable(logging.CRITICAL)
    with Sandbox(program) as sandbox:
        script = pathlib.Path(__file__).with_name("browser.py")
        # Without the ampersand the client waits for the browser, which waits for the client.
        os.environ["BROWSER"] = f"{sys.executable} {script} {sandbox.ca} %s &"
        import msal_checks  # noqa: F401: registers its checks
        import azure_identity_checks  # noqa: F401
        import msgraph_checks  # noqa: F401

        return 1 if checks.run(sandbox) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
