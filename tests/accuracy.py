#!/usr/bin/env python3
"""How right the records of the fixtures are, and what is taken for what.

usage: accuracy.py BOUNCECAT FIXTURES      (or `make accuracy`)

CASE.want beside CASE.eml says what a careful reader found (tests/want.sh has
the format).  Rows of the matrix are what is right, columns what the program
said; "none" is a recipient or a bounce that was not found, or that is none.
"""
import collections
import json
import os
import subprocess
import sys

SHORT = {
    "over-quota": "quota", "blocked-content": "blocked",
    "remote-configuration-error": "remote", "inactive": "inactive",
    "address-does-not-exist": "address", "domain-does-not-exist": "domain",
    "relay-error": "relay", "invalid-email": "invalid", "unknown": "unknown",
    None: "none",
}
HARD = {"inactive", "address-does-not-exist", "domain-does-not-exist",
        "relay-error", "invalid-email"}


def wanted(folder):
    """{path of a mail: {failed address: (category, status)}}"""
    wants = {}
    for path, _, files in os.walk(folder):
        for name in files:
            if not name.endswith(".want"):
                continue
            failed, nameless = {}, False
            with open(os.path.join(path, name), encoding="utf-8") as lines:
                for line in lines:
                    fields = line.rstrip("\n").split("\t")
                    # A bounce that names nobody: there is nobody to compare.
                    nameless |= fields == ["none bounce"]
                    if len(fields) == 4 and fields[1] == "failed":
                        failed[fields[0].lower()] = (fields[2], fields[3])
            if not nameless:
                wants[os.path.join(path, name[:-5] + ".eml")] = failed
    return wants


def said(program, mails):
    """The same, as the program sees it."""
    found = collections.defaultdict(dict)
    run = subprocess.run([program, "-f", "json", "-0", "--files-from=-"],
                         input="\0".join(sorted(mails)).encode(), check=True,
                         stdout=subprocess.PIPE)
    for line in run.stdout.splitlines():
        record = json.loads(line)
        address = (record["recipient"] or "").lower()
        found[record["source"]][address] = (record["category"],
                                            record["status"] or "-")
    return found


def main(program, folder):
    wants = wanted(folder)
    found = said(program, wants)
    count = collections.Counter()
    matrix = collections.Counter()
    for mail, want in wants.items():
        have = found.get(mail, {})
        count["mails"] += 1
        count["bounces"] += bool(want)
        count["bounces found"] += bool(want) and bool(have)
        count["false bounces"] += not want and bool(have)
        for address in set(want) | set(have):
            right = want.get(address, (None, None))
            mine = have.get(address, (None, None))
            matrix[right[0], mine[0]] += 1
            count["recipients"] += address in want
            count["recipients found"] += address in want and address in have
            count["status right"] += address in want and right[1] == mine[1]
            count["category right"] += address in want and right[0] == mine[0]
            count["wrongly hard"] += (mine[0] in HARD and right[0] not in HARD)

    def share(part, whole):
        return f"{count[part]} of {count[whole]}"

    print(f"{count['mails']} mails: bounces found {share('bounces found', 'bounces')}, "
          f"false bounces {count['false bounces']}")
    print(f"failed recipients found {share('recipients found', 'recipients')}, "
          f"status right {share('status right', 'recipients')},")
    print(f"category right {share('category right', 'recipients')}, "
          f"wrongly hard {count['wrongly hard']}")
    print()
    print(f"{'':9}" + "".join(f"{short:>9}" for short in SHORT.values()))
    for right, short in SHORT.items():
        cells = "".join(
            f"{matrix[right, mine] or '.':>9}" for mine in SHORT)
        print(f"{short:9}{cells}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
