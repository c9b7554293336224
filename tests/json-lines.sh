#!/bin/sh
# Lines of JSON that bouncetally reads: what it takes and what it names as
# damaged is what a strict reader that is not ours says (Python's), over records
# that were damaged in every way.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
need python3

find "$fixtures" -name '*.eml' | LC_ALL=C sort | awk 'NR % 40 == 0' >names
"$bouncecat" -afjson --files-from=names >records

# Writes `lines`, and the numbers of those that are damaged to `expected`.  No
# member has the name of a field: what values are right is no matter here.
cat >damage.py <<'END'
import json, random

DEPTH, MEMBERS = 32, 256
random.seed(11)


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


def texts(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


class Members(list):
    """Of an object: names may come twice in those that are passed over."""


def is_sound(line):
    try:
        top = json.loads(line.decode("utf-8"), object_pairs_hook=Members,
                         parse_constant=lambda name: 1 / 0)
    except (ValueError, ZeroDivisionError, RecursionError):
        return False
    if not isinstance(top, Members) or len(top) > MEMBERS:
        return False
    if len({name for name, _ in top}) != len(top):
        return False

    def plain(value):
        if isinstance(value, Members):
            return [part for name, inner in value
                    for part in (name, plain(inner))]
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value

    # What is nested in the members themselves; they are the first level.
    if any(depth(plain(value)) >= DEPTH for _, value in top):
        return False
    for text in texts(plain(top)):
        if "\0" in text or any("\ud800" <= c < "\ue000" for c in text):
            return False
    return True


def damage(line):
    line = bytearray(line)
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        at = random.randrange(len(line))
        kind = random.randrange(5)
        if kind == 0:
            del line[at]
        elif kind == 1:
            line[at] = random.randrange(1, 256)
        elif kind == 2:
            line[at:at] = random.choice(PIECES)
        elif kind == 3:
            line[at:at + random.randrange(40)] = b""
        else:
            line[at:at] = line[at:at + random.randrange(40)]
    return bytes(line).replace(b"\n", b" ").replace(b"\0", b"0")


PIECES = [piece.encode() for piece in (
    '"', "\\", "{", "}", "[", "]", ":", ",", "null", "true", "-", "0", "1e5",
    "1.5", ".", "e+", "\\u0041", "\\u0000", "\\ud83d", "\\ude00",
    "\\ud83d\\ude00", "\\u12", "\\/", "\\b", "\\x", " ", "\t", "\r", "NaN",
    "Infinity", "[[]]", '{"a":[1,{"b":null}]}', "\x1f", "\x7f", "\u20ac",
    ',"x":1', '"source":')]
whole = [
    "{}", '{"x":1,"x":2}', '{"x":{"y":1,"y":2}}', '{"x":01}', '{"x":-0}',
    '{"x":-}', '{"x":+1}', '{"x":1.}', '{"x":.5}', '{"x":1e}', '{"x":1E+5}',
    '{"x":1e400}', '{"x":' + "9" * 400 + "}", '{"x":"\\ud83d\\ude00"}',
    '{"x":"\\ude00"}', '{"x":"\\ud83d\\u0041"}', '{"x":"\\ud83dx"}',
    '{"x":"\\u0000"}', '{"\\u0000":1}', '{"x":truely}', '{"x":nul}', "{x:1}",
    "{'x':1}", '{"x":1,}', '{,"x":1}', '{"x"}', '{"x":}', '{"x":1}}',
    '{"x":1} {"y":2}', '{"x":1}\t\r', "{", '{"', '{"x', '{"x":"', '{"x":"\\',
    '{"x":"\\u', '{"x":[', '{"x":[1', '{"x":[1,', '{"x":[1,]}', '{"x":{]}',
    '{"x":[}]}', '{"x":' + "[" * 31 + "]" * 31 + "}",
    '{"x":' + "[" * 32 + "]" * 32 + "}", '{"x":' + '{"a":' * 30 + "1" +
    "}" * 30 + "}", '{"x":' + "[" * 9999 + "}",
    "{" + ",".join(f'"m{i}":{i}' for i in range(256)) + "}",
    "{" + ",".join(f'"m{i}":{i}' for i in range(257)) + "}",
    '{"x":"' + "\\n" * 300000 + '"}', '{"\\u0078":1,"x":2}', "{\"x\":\"\x7f\"}",
]
records = [line.rstrip(b"\n").replace(b'{"', b'{"x-', 1).replace(
    b',"', b',"x-') for line in open("records", "rb")]
lines = [b'{"x":1}'] + [line.encode() for line in whole] + [
    damage(random.choice(records)) for _ in range(4000)]
# A line that is blank is none, and would be no damage.
lines = [line for line in lines if line.strip(b" \t\r")]
with open("lines", "wb") as out, open("expected", "w") as damaged:
    for number, line in enumerate(lines, 1):
        out.write(line + b"\n")
        if not is_sound(line):
            print(number, file=damaged)
END
python3 damage.py || exit 1

# named COMMAND: the numbers of the lines that it calls damaged.
named () {
  "$bouncetally" -l ledger "$1" lines 2>&1 >out |
    sed -n 's/^bouncetally: lines:\([0-9]*\): .*/\1/p' | sort -nu
}
named add >actual
check 'there are sound lines and damaged ones' \
  sh -c '[ $(wc -l <expected) -gt 500 ] && [ $(wc -l <expected) -lt 3900 ]'
check_same 'add names the damaged ones, and no other' expected actual
echo '{"bouncecat_ledger":2}' >>lines # so that it is an export
named import >actual
LC_ALL=C sort expected >sorted
LC_ALL=C sort actual | LC_ALL=C comm -13 - sorted >missed
: >none
check_same 'import takes none of them' none missed

# Values come as they were written.
cat >values <<'END'
{"\u0072ecipient":"\u0061nn@\ud835\udd1e.example","category":"un\u006bnown","original_message_id":"<1@t>","diagnostic":"550 \"q\" \\ \/ \u00e9 \u20ac \ud83d\ude00 \t|","reply_code":550}
END
expect_status 0 'escapes' "$bouncetally" -l values.db add values
python3 -c '
import json
print (json.loads (open ("values").read ())["diagnostic"])' >expected
"$bouncetally" -l values.db -fjson list >listed
python3 -c '
import json
print (json.loads (open ("listed").read ())["diagnostic"])' >actual
check_same 'are the characters that they stand for' expected actual

finish
