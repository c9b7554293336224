#!/bin/bash
# bench-instructions.sh [FOLDER]: instructions that a mail takes, over the mails
# of FOLDER and over the fixtures, and one message on stdin, each beside a bare
# GMime parse of the same.  Run as `make bench-instructions` or `make
# bench-instructions MAIL=FOLDER`.  No other program on the machine changes
# these figures.  Needs valgrind.

set -eu
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir}
bouncecat=$(realpath "$top_builddir/src/bouncecat")
yardstick=$(realpath "$top_builddir/tests/yardstick")
make_mail=$(realpath "$top_srcdir/tests/bench-mail.py")
fixtures=$(realpath "$top_srcdir/fixtures")
folder=${1:+$(realpath "$1")}
if ! command -v valgrind >/dev/null; then
  echo "bench-instructions.sh: valgrind is not installed" >&2
  exit 69
fi
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bouncecat-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

instructions () {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 \
    >/dev/null | awk '/Collected/ { print $NF }'
}

# row TITLE MAILS PROGRAM'S YARDSTICK'S
row () {
  awk -v title="$1" -v n="$2" -v c="$3" -v y="$4" 'BEGIN {
    printf "%-34s %10d %10d %8.2f\n", title, c / n, y / n, c / y }'
}

# over TITLE DIRECTORY
over () {
  local mails
  python3 "$make_mail" mbox-of 1 "$2" >mbox
  mails=$(grep -ac '^From ' mbox)
  row "$1, $mails mails" "$mails" "$(instructions "$bouncecat" -j1 mbox)" \
    "$(instructions "$yardstick" mbox)"
}

printf '%-34s %10s %10s %8s\n' "instructions a mail" bouncecat yardstick ratio
if [ -n "$folder" ]; then
  over "yours" "$folder"
fi
over "fixtures" "$fixtures"
one=$(find "$fixtures" -name '*.eml' -path '*/postfix/*' | sort | head -n 1)
row "one message on stdin" 1 "$(instructions "$bouncecat" <"$one")" \
  "$(instructions "$yardstick" <"$one")"
