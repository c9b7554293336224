#!/bin/sh
# No input crashes, hangs or swells the program: each of the mails of
# trouble.py takes no more than 5 s of a processor and 128 MB, has the records
# that stand before the trouble, and fills no log.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
need python3

measure=$top_builddir/tests/measure
trouble=$top_srcdir/tests/trouble.py
seconds=5
kilobytes=131072
if [ -n "$sanitized" ]; then # which makes a program slow and large
  seconds=60
  kilobytes=4000000
fi

python3 "$trouble" >cases || exit 1
while read -r name least; do
  python3 "$trouble" "$name" >mail || exit 1
  "$measure" "$bouncecat" -F recipient,category mail \
    >records 2>errors 3>measured
  status=$?
  found=$(wc -l <records)
  said=$(wc -l <errors)
  read -r took used <measured
  if [ "$status" -ne 0 ] && [ "$status" -ne 65 ]; then
    not_ok "$name: exit status $status"
    head -n 5 errors | comment
  elif [ "$found" -lt "$least" ]; then
    not_ok "$name: $found records of $least"
    head -n 5 errors | comment
  elif [ "$said" -gt 22 ]; then
    not_ok "$name: $said lines on standard error"
  elif awk -v a="$took" -v b="$seconds" 'BEGIN { exit !(a > b) }'; then
    not_ok "$name: $took s"
  elif [ "$used" -gt "$kilobytes" ]; then
    not_ok "$name: $used KB"
  else
    ok "$name ($took s, $used KB)"
  fi
done <cases

finish
