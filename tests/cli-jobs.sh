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

# What was read of a file does not wait for the pipe behind it, nor for the next
# name of a list.
mkfifo late
for jobs in 0 1 2; do
  for options in 'm1 m1 late' '--files-from=late'; do
    rm -f found
    # shellcheck disable=SC2086 # names, or an option
    "$bouncecat" -j$jobs -F recipient $options >found &
    exec 3>late
    [ "$options" != --files-from=late ] || printf '%s\n' m1 m1 >&3
    check "-j$jobs $options: what is read is told" await_of $! \
      awk 'END { exit NR < 2 }' found
    exec 3>&-
    wait
  done
done

# What is no mail is work for nobody: a million of such messages took ten times
# the processor's time with threads, which woke one another for each few.
yes 'From x Mon Nov 23 08:46:36 2026
prose
' | head -n 600000 >damaged
"$top_builddir/tests/measure" "$bouncecat" -j8 damaged 3>measured 2>said
read -r _ _ waits <measured
check 'a hundred messages that are no mail wake no thread' \
  test "$waits" -lt 2000
comment measured
check_same 'and they are counted' said - <<EOT
$("$bouncecat" -j1 damaged 2>&1)
EOT

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
