"""Plays the browser for a program on the other side: waits for a file with an address, follows it, and posts the form that it
brings to the program, as a page's script would. Ends after so many seconds.

    python3 browse.py FILE SECONDS
"""

import html
import os
import re
import ssl
import sys
import time
import urllib.parse
import urllib.request

trusting = urllib.request.HTTPSHandler(context=ssl._create_unverified_context())
browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), trusting)


def browse(address):
    page = browser.open(address, timeout=20).read().decode()
    form = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
    action = html.unescape(re.search(r'action="([^"]+)"', page)[1])
    browser.open(action, urllib.parse.urlencode(form).encode(), timeout=20)


end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    if os.path.exists(sys.argv[1]):
        with open(sys.argv[1]) as file:
            address = file.read()
        os.remove(sys.argv[1])
        browse(address)
    time.sleep(0.1)
