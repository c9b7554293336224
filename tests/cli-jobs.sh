#!/bin/sh
# Threads: the output is the same, in the order of the input, and soon.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

mbox 300 >box
bounce ann@example.com >m1
ordinary >letter
printf 'prose\n' >prose

seq -f 'user%.0f@example.com' 300 >expected
for jobs in 0 1 2 3 16; do
  "$bouncecat" -j$jobs -F recipient box >actual
  check_same "all in order with -j$jobs" expected actual
done

for format in tsv json; do
  "$bouncecat" -aj1 -f$format box none letter prose m1 box \
    >expected 2>expected.err
  for jobs in 0 2 5; do
    "$bouncecat" -aj$jobs -f$format box none letter prose m1 box \
      >actual 2>actual.err
    check_same "$format with -j$jobs is as with -j1" expected actual
    check_same "... and so is what is said" expected.err actual.err
  done
done
for mode in --explain --summary; do
  "$bouncecat" -j1 $mode box m1 >expected
  "$bouncecat" -j3 $mode box m1 >actual
  check_same "$mode with -j3 is as with -j1" expected actual
done

# The record of a mail comes before the next mail does: what is written next
# waits for it.
mkfifo in
for jobs in 0 1 2; do
  mkfifo out.fifo
  timeout 900 "$bouncecat" -j$jobs -F recipient,index <in >out.fifo &
  exec 3>in 4<out.fifo
  for i in 1 2 3 4; do
    {
      echo "From x Mon Nov 23 08:46:36 2026"
      [ "$i" -gt 1 ] && {
        # The mail before this one has ended.
        read -r line <&4
        printf '%s\n' "$line" >>lines
      }
      bounce "user$i@example.com"
      echo
    } >&3
  done
  exec 3>&-
  cat <&4 >>lines
  exec 4<&-
  wait
  seq -f 'user%.0f@example.com' 4 | awk '{ print $0 "\t" NR }' >expected
  check_same "-j$jobs: a record as soon as its mail has ended" expected lines
  rm -f out.fifo lines
done

# No thread to be had.
if [ -n "$sanitized" ]; then
  skip 'without threads' 'a sanitizer has one of its own'
else
  "$bouncecat" -j1 -F recipient box >expected
  expect_status 0 'without threads' unprivileged \
    prlimit --nproc=1 "$tmp/programs/bouncecat" -j4 -F recipient box
  check_same 'without threads the records are the same' expected out
fi

finish
