#!/usr/bin/env python3
"""Writes html-entities.c: the character references of HTML 5, from the list
that Python carries (html.entities, which is that of the standard).

    src/text/html-entities.py >src/text/html-entities.c
"""

import string
import unicodedata
from html.entities import html5

HEAD = '''\
/* html-entities: the named character references of HTML 5, and what bytes of
   windows-1252 mean as numbers.  Written by html-entities.py: edit that. */
#include "config.h"

#include "text/html-entities.h"

/* clang-format off */
'''


def literal(text):
    out = ""
    for char in text:
        if char in '"\\':
            out += "\\" + char
        elif char.isprintable() and not unicodedata.combining(char):
            out += char
        else:
            out += "".join(f"\\{byte:03o}" for byte in char.encode())
    return out


def value_of(text):
    """A space for all that is one."""
    return "".join(" " if unicodedata.category(char) == "Zs" else char
                   for char in text)


def put(pieces):
    """PIECES as string literals of some 76 columns."""
    line = ""
    for piece in pieces:
        if line and len(line) + len(piece) > 74:
            print(f'    "{line}"')
            line = ""
        line += piece
    print(f'    "{line}",')


def main():
    print(HEAD)
    print("const char *const bounce_html_entities[] = {")
    for letter in string.ascii_uppercase + string.ascii_lowercase:
        names = sorted(name for name in html5
                       if name.endswith(";") and name[0] == letter)
        pieces = [literal(f"&{name}{value_of(html5[name])}") for name in names]
        print(f"  [BOUNCE_HTML_LETTER ('{letter}')] =")
        put(pieces + ["&"])
    print("};\n\nconst char bounce_html_unended[] =")
    names = sorted(name for name in html5 if not name.endswith(";"))
    line = "    \""
    for name in names:
        if len(line) + len(name) > 74:
            print(line + '"')
            line = "    \""
        line += f"&{name};"
    print(line + "\";\n\nconst guint16 bounce_html_numbers[32] = {")
    numbers = []
    for byte in range(0x80, 0xa0):
        try:
            numbers.append(ord(bytes([byte]).decode("cp1252")))
        except UnicodeDecodeError:
            numbers.append(byte)
    for i in range(0, 32, 8):
        print("  " + ", ".join(f"0x{n:04x}" for n in numbers[i:i + 8]) + ",")
    print("};")


if __name__ == "__main__":
    main()
