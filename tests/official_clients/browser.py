"""What a browser does with a sign-in address: follows it, and posts the form that comes back."""

import html
import re
import ssl
import sys
import urllib.parse
import urllib.request


def main(ca, address):
    answer = urllib.request.urlopen(address, context=ssl.create_default_context(cafile=ca), timeout=20)
    page = answer.read().decode()
    action = re.search(r'<form [^>]*action="([^"]*)"', page)
    if action:
        fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
        data = urllib.parse.urlencode([(html.unescape(name), html.unescape(value)) for name, value in fields])
        urllib.request.urlopen(html.unescape(action.group(1)), data=data.encode(), timeout=20).read()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
