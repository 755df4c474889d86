"""Runs a Windows program against a sandbox tenant and plays the person, as person.py does; the files that the program reads lie
in a folder with spaces and letters beyond ASCII, and their paths stand in the ready file as Windows writes them.

    python3 elsewhere.py SANDBOX -- PROGRAM ARGUMENTS...     prints what the program printed
"""

import json
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
from person import Sandbox  # noqa: E402

FOLDER = "Zertifikate f\u00fcr M\u00fcnchen \u4e2d\u6587"


def main():
    split = sys.argv.index("--")
    sys.stdout.reconfigure(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(sys.argv[1], folder)
        try:
            place = os.path.join(folder, FOLDER)
            os.mkdir(place)
            authority = os.path.join(place, "ca \u00e4.pem")
            shutil.copy(sandbox.ready["caFile"], authority)
            ready = dict(sandbox.ready, caFile="Z:" + authority.replace("/", "\\"))
            with open(sandbox.files["ready"], "w", encoding="utf-8") as file:
                json.dump(ready, file, ensure_ascii=False)
            before = sandbox.chats()
            code, said = sandbox.run(sys.argv[split + 1:], timeout=240, encoding="utf-8", errors="replace")
            sys.stdout.write(said)
            gone = sandbox.names["thread"] in before and sandbox.names["thread"] not in sandbox.chats()
            print("person: the chat is %s" % ("gone" if gone else "still there"))
        finally:
            sandbox.close()
    sys.exit(code)


if __name__ == "__main__":
    main()
