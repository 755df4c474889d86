"""Counts what src/ffi exports, what the header declares and what runs inside the guard; says where they differ."""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "python"))

import header  # noqa: E402  (the path to it was just set)


def body_at(text, start):
    """The block that begins at the first brace from `start` on. Rust's braces in texts come in pairs here."""
    begin = text.index("{", start)
    depth = 0
    for at in range(begin, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return text[begin + 1: at]
    raise ValueError("a block does not end")


def is_guarded(body, functions):
    """All that the body does is one call of the guard, at once or through one function of its file; before it, outputs
    are set to nothing."""
    body = re.sub(r"^(\s*let \w+ = Out::new\([^;{}]*\);)+", "", body).strip()
    if re.match(r"(?:super::)?guard::(call|plain|constant)\(", body) and ends_with_call(body):
        return True
    through = re.match(r"(\w+)\(", body)
    return bool(through and ends_with_call(body) and is_guarded(functions.get(through[1], ""), {}))


def ends_with_call(body):
    """The first call's closing parenthesis is the body's last sign: nothing runs outside of it."""
    depth = 0
    for at in range(body.index("("), len(body)):
        depth += {"(": 1, ")": -1}.get(body[at], 0)
        if depth == 0:
            return at == len(body) - 1
    return False


def main():
    exported, guarded = [], []
    folder = os.path.join(ROOT, "src", "ffi")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as file:
            text = re.sub(r"//[^\n]*", "", file.read())
        functions = {match[1]: body_at(text, match.end()) for match in re.finditer(r"\bfn (\w+)", text)
                     if "{" in text[match.end():]}
        for match in re.finditer(r"#\[unsafe\(no_mangle\)\]\s*pub (?:unsafe )?extern \"C\" fn (\w+)", text):
            exported.append(match[1])
            if is_guarded(functions[match[1]], functions):
                guarded.append(match[1])
        marks = len(re.findall(r"no_mangle|export_name", text))
        if marks != len([1 for _ in re.finditer(r"#\[unsafe\(no_mangle\)\]\s*pub (?:unsafe )?extern \"C\" fn", text)]):
            sys.exit("%s exports something that is no function of the interface" % name)
    declared = [function.name for function in header.functions()]
    print("exported %d, declared %d, guarded %d" % (len(exported), len(declared), len(guarded)))
    if not sorted(exported) == sorted(declared) == sorted(guarded):
        sys.exit("not the same: %s" % sorted(set(exported + declared) - (set(exported) & set(declared) & set(guarded))))


main()
