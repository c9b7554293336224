#!/bin/sh
# The composed fixtures are those that the scripts in the tree make, and none is
# in no table.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || skip_all 'python3 is not installed'
for script in "$fixtures"/tools/compose-*.py; do
  check "$(basename "$script"): what it makes is there, and no more" \
    python3 "$script" --check
done

finish
