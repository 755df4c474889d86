"""Holds Native.cs equal to the header: the same functions in the same order, and for each the result, the number and the
kinds of its parameters and their names; the interface's version, and the numbers of the events."""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SOURCE = os.path.join(ROOT, "powershell", "TeamsChatAccess")

# What each kind of the header is in C#. Handles are numbers, and a pointer to one is an output.
HANDLE = "ulong"
RESULTS = {"tca_status": "int", "uint32_t": "uint", "const char*": "IntPtr"}
KINDS = {
    "uint32_t": "uint", "uint64_t": "ulong", "int32_t": "int", "size_t": "UIntPtr", "const char*": "byte[]",
    "const uint8_t*": "byte[]", "uint8_t*": "byte[]", "const uint8_t**": "out IntPtr", "size_t*": "out UIntPtr",
    "int32_t*": "out int", "uint64_t*": "out ulong", "tca_status*": "out int", "tca_event*": "out int",
}


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def parameters(text, pattern):
    text = text.strip()
    if text in ("", "void"):
        return []
    return [re.fullmatch(pattern, part.strip(), re.S).groups() for part in text.split(",")]


def header():
    text = read(ROOT, "include", "teams_chat_access.h")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    handles = set(re.findall(r"typedef uint64_t (tca_\w+);", text))
    functions = []
    for result, name, inside in re.findall(r"^((?:const )?\w+\s*\*?)\s*(tca_\w+)\(([^)]*)\);", text, re.M):
        kinds = []
        for kind, parameter in parameters(inside, r"(.*?[\s*])(\w+)"):
            kind = re.sub(r"\s*\*", "*", re.sub(r"\s+", " ", kind)).strip()
            if kind.rstrip("*") in handles:
                kind = ("out " if kind.endswith("*") else "") + HANDLE
            else:
                kind = KINDS[kind]
            kinds.append((kind, parameter))
        functions.append((re.sub(r"\s*\*", "*", result).strip(), name, kinds))
    return text, [(RESULTS[result], name, kinds) for result, name, kinds in functions]


def native():
    text = read(SOURCE, "Native.cs")
    found = re.findall(r"\[DllImport\(([^)]*)\)\]\s*internal static extern (\w+) (tca_\w+)\(([^)]*)\);", text)
    for attributes, _, name, _ in found:
        expect(attributes == "Name, CallingConvention = C", "%s is declared with (%s)" % (name, attributes))
    return [(result, name, parameters(inside, r"((?:out )?[\w\[\]]+) @?(\w+)"))
                  for _, result, name, inside in found]


def expect(condition, why):
    if not condition:
        sys.exit(why)


def main():
    text, wanted = header()
    found = native()
    expect(len(wanted) > 30, "the header was not understood")
    expect([name for _, name, _ in wanted] == [name for _, name, _ in found],
           "functions differ: %s" % sorted({n for _, n, _ in wanted} ^ {n for _, n, _ in found})
           or "functions stand in another order")
    for one, other in zip(wanted, found):
        expect(one == other, "header %s, Native.cs %s" % (one, other))
    # The version, in the assembly and in the scripts.
    version = eval(re.search(r"#define TCA_ABI_VERSION (.*)", text)[1])
    assembly = eval(re.search(r"AbiVersion = ([^;]*);", read(SOURCE, "Library.cs"))[1].replace("u", ""))
    scripts = re.search(r"\$script:Version = '([\d.]+), which needs interface (\d+)\.(\d+)'", read(SOURCE, "TeamsChatAccess.psm1"))
    module, interface = scripts[1], int(scripts[2]) << 16 | int(scripts[3])
    expect(version == assembly == interface, "interfaces: %s %s %s" % (version, assembly, interface))
    manifest = re.search(r"ModuleVersion *= '([\d.]+)'", read(SOURCE, "TeamsChatAccess.psd1"))[1]
    package = re.search(r'^version = "([\d.]+)"', read(ROOT, "Cargo.toml"), re.M)[1]
    expect(manifest == package and module == package + ".0", "versions: %s %s %s" % (manifest, module, package))
    events = {name.lower(): int(number) for name, number in re.findall(r"TCA_EVENT_(\w+) = (\d+)", text)}
    kinds = re.search(r"enum EventKind \{(.*?)\}", read(SOURCE, "Objects.cs"))[1]
    expect(events == {name.lower(): int(n) for name, n in re.findall(r"(\w+) = (\d+)", kinds)}, "the events differ")


main()
