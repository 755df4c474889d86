"""The header as data: its functions with their parameters, and its constants."""

import os
import re

from support import ROOT

PATH = os.path.join(ROOT, "include", "teams_chat_access.h")


class Parameter:
    def __init__(self, text):
        self.type, self.name = re.fullmatch(r"(.*?[\s*])(\w+)", text.strip(), re.S).groups()
        self.type = re.sub(r"\s+", " ", self.type).replace(" *", "*").strip()


class Function:
    def __init__(self, documentation, result, name, parameters):
        self.name, self.documentation = name, re.sub(r"\s*\n \* ?", " ", documentation)
        self.result = re.sub(r"\s+", " ", result).replace(" *", "*").strip()
        texts = [] if parameters.strip() == "void" else parameters.split(",")
        self.parameters = [Parameter(text) for text in texts]

    def may_be_null(self, parameter):
        return parameter.type == "tca_error*" or "`%s` may be NULL" % parameter.name in self.documentation

    def takes_more(self, parameter):
        """Than the 1 MiB that every text may have."""
        return "`%s` may be NULL, and has at most 256 MiB" % parameter.name in self.documentation


def _text():
    with open(PATH) as file:
        return file.read()


def functions():
    pattern = r"/\*\*\n((?: \*[^\n]*\n)+?) \*/\n((?:const )?\w+\s*\*?)\s*(tca_\w+)\(([^)]*)\);"
    return [Function(*match) for match in re.findall(pattern, _text())]


def statuses():
    """The numbers by their names in snake_case."""
    return {name.lower(): int(number) for name, number in re.findall(r"TCA_STATUS_(\w+) = (\d+)", _text())}


def handle_kinds():
    """The types that are handles."""
    return re.findall(r"typedef uint64_t (tca_\w+);", _text())
