#!/usr/bin/env python3
"""Names of mails, one a line on standard input, to records as JSON lines.

dask-bounces.py [SCHEDULER]: a bag of Dask's, dealt out to the workers of that
scheduler, else to some on this host.  Names must mean the same file to all.
"""

import json
import subprocess
import sys

import dask.bag
from dask.distributed import Client


def bounces(names):
    """The records of one partition: 65 and 66 name a file, and go on."""
    done = subprocess.run(
        ["bouncecat", "--format=json", "--files-from=-"],
        input="".join(name + "\n" for name in names).encode(),
        stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 65, 66):
        raise RuntimeError(f"bouncecat ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    names = [line.rstrip("\n") for line in sys.stdin]
    with Client(*sys.argv[1:2]):
        bag = dask.bag.from_sequence(names, npartitions=8)
        for record in bag.map_partitions(bounces).compute():
            print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
