#!/bin/sh
# Exit statuses, and what is said on standard error.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

bounce ann@example.com >m1
bounce bob@example.com 4.4.1 delayed >delay
ordinary >letter
printf 'This is prose.\nNo field stands above it.\n' >prose
printf '\000\001\002\003\n\004:\005\n' >garbage
echo 'Your mail to ann@example.com was not delivered: no such user.' >copied
mbox 5 >box
{
  cat box
  printf 'From x Mon Nov 23 08:46:36 2026\nThis is prose.\n\n'
  cat box
} >mixed

says () {
  printf '%s\n' "$2" >expected
  check_same "$1" expected err
}

expect_status 0 'a bounce' "$bouncecat" m1
expect_status 0 'no bounce' "$bouncecat" letter
expect_status 0 'no mail at all' "$bouncecat" /dev/null
check 'nothing is said of it' test ! -s err

expect_status 0 '--quiet: a bounce' "$bouncecat" --quiet letter m1
check '--quiet prints nothing' test ! -s out
expect_status 1 '--quiet: no bounce' "$bouncecat" --quiet letter
expect_status 1 '--quiet: a delay is none' "$bouncecat" -q delay
expect_status 1 '--quiet: a delay is none with --all' "$bouncecat" -qa delay
expect_status 1 '--quiet: no mail' "$bouncecat" -q /dev/null
expect_status 66 '--quiet: no bounce, but an error' "$bouncecat" -q letter none
expect_status 0 '--quiet: a bounce, and an error' "$bouncecat" -q none m1
expect_status 0 '--quiet: the bounce comes last' \
  "$bouncecat" -q -j2 letter letter letter letter letter m1

expect_status 66 'a source that is not there' "$bouncecat" none m1 none2
printf 'bouncecat: %s: No such file or directory\n' none none2 >expected
check_same 'each is named' expected err
check 'and the others are done' grep -q ann@example.com out
expect_status 66 'a list that is not there' "$bouncecat" --files-from=none
printf 'none\nm1\n' >names
expect_status 66 'a name of the list that is not there' \
  "$bouncecat" --files-from=names
check 'and the others of the list are done' grep -q ann@example.com out
expect_status 66 'rules that are not there' "$bouncecat" -r none m1
check 'are named' grep -q '^bouncecat: .*none' err
printf 'no rule\n' >rules
expect_status 65 'rules that are none' "$bouncecat" -r rules m1
check 'are named with the line' grep -q '^bouncecat: rules:1: ' err

mkdir empties
: >empties/1
: >empty-file
cp m1 empties/2
expect_status 0 'an empty file is an empty mailbox' \
  "$bouncecat" empty-file empties
check 'nothing is said of it' test ! -s err
mkdir links
ln -s nowhere links/1
cp m1 links/2
expect_status 66 'a dangling link in a directory' "$bouncecat" links
says 'it is named' 'bouncecat: links/1: No such file or directory'
check 'the others are done' grep -q ann@example.com out
mkdir locked
cp m1 locked/2
cp m1 locked/1
chmod 0 locked/1
expect_status 66 'a file without the right to read it' \
  unprivileged "$tmp/programs/bouncecat" locked
says 'is named' 'bouncecat: locked/1: Permission denied'
check 'the others are done' grep -q ann@example.com out

expect_status 65 'prose is no mail' "$bouncecat" prose
says 'prose is named' 'bouncecat: prose:1: not a mail message'
expect_status 0 'a notification without its header is one' \
  "$bouncecat" -F recipient,category copied
check 'it is read' \
  grep -qx 'ann@example.com	address-does-not-exist' out
expect_status 65 'garbage is no mail' "$bouncecat" --all garbage
check 'garbage has no record, not with --all either' test ! -s out
# shellcheck disable=SC2317 # expect_status calls it
on_garbage () {
  "$@" <garbage
}
expect_status 65 'garbage on standard input' on_garbage "$bouncecat"
says 'it is -' 'bouncecat: -:1: not a mail message'
for jobs in 1 2; do
  expect_status 65 "one in an mbox, -j$jobs" "$bouncecat" -j$jobs \
    -F recipient mixed
  says "it is named by number, -j$jobs" \
    'bouncecat: mixed:6: not a mail message'
  check "all others are done, -j$jobs" test "$(wc -l <out)" -eq 10
done
# Ten of a kind and of a source are enough, whoever writes them.
yes 'From x Mon Nov 23 08:46:36 2026
' | head -n 30 >empty
{
  seq -f 'bouncecat: empty:%.0f: not a mail message' 10
  echo 'bouncecat: empty: not a mail message: 5 more'
} >once
mkdir folder
i=9
while [ $i -lt 24 ]; do
  i=$((i + 1))
  cp prose "folder/$i"
done
{
  cat once
  echo 'bouncecat: none: No such file or directory'
  seq -f 'bouncecat: folder/%.0f:1: not a mail message' 10 19
  echo 'bouncecat: folder: not a mail message: 5 more'
  cat once
} >expected
for jobs in 1 2; do
  expect_status 66 "many that are no mail, -j$jobs" \
    "$bouncecat" -j$jobs empty none folder empty
  check_same "ten of a source are named, then their number, -j$jobs" \
    expected err
done

expect_status 66 '66 goes before 65' "$bouncecat" prose none prose

# What the system can't read may be sound: an agent is not to take it for done.
for options in '' - --replies --quiet; do
  # shellcheck disable=SC2086
  expect_status 66 "standard input is closed: bouncecat $options" \
    sh -c '"$@" <&-' - "$bouncecat" $options
done
if [ -r /proc/self/mem ]; then
  expect_status 66 'an I/O error' "$bouncecat" m1 /proc/self/mem
  says 'is named' 'bouncecat: /proc/self/mem: Input/output error'
  check 'and the others are done' grep -q . out
  expect_status 75 'count-bounces: it keeps such mail' \
    env PATH="$(dirname "$bouncecat"):$PATH" BOUNCECAT_LEDGER="$tmp/l.db" \
    sh -c 'exec sh "$1" <&-' - "$top_srcdir/examples/count-bounces"
else
  skip 'an I/O error' 'there is no /proc/self/mem'
fi
gzip -c m1 | head -c 99 >damaged
expect_status 65 'damaged data stays damaged' "$bouncecat" damaged

tab=$(printf '\t')
expect_status 66 'an odd name' "$bouncecat" "a
b${tab}c"
says 'is said on one line' 'bouncecat: a\nb\tc: No such file or directory'

# shellcheck disable=SC2317 # expect_status calls it
full () {
  "$bouncecat" "$@" >/dev/full
}
if [ -c /dev/full ]; then
  for options in m1 "--jobs=2 box" --help --version --list-rules \
    '--summary m1' '--explain m1' '--with-header letter' \
    '--format=json box'; do
    # shellcheck disable=SC2086 # it is a list
    expect_status 75 "no room for $options" full $options
    check 'it says so' grep -q '^bouncecat: .*No space left' err
  done
  expect_status 75 '75 goes before 66' full none m1
  expect_status 0 'no room, and nothing to say' full letter
else
  skip 'no room' 'there is no /dev/full'
fi

# shellcheck disable=SC2317 # expect_status calls it
closed () {
  "$bouncecat" "$@" >&-
}
expect_status 74 'no standard output' closed m1
expect_status 74 'no standard output, with a ledger' closed -l ledger m1
expect_status 0 'the ledger is whole' "$bouncecat" -q -l ledger m1
expect_status 0 '--quiet with a ledger: no bounce' \
  "$bouncecat" -q -l ledger letter
expect_status 66 '--quiet with a ledger: an error' \
  "$bouncecat" -q -l ledger none m1
expect_status 0 'no standard output, and nothing to say' closed letter
# shellcheck disable=SC2317 # expect_status calls it
without_input () {
  "$bouncecat" "$@" <&-
}
expect_status 0 'no standard input, and none wanted' without_input m1

# A reader that goes away.  What is written to the filter next waits for that,
# so that no timing is involved.  PIPE: whoever started it ignores SIGPIPE.
mkfifo in out.fifo
for jobs in 1 2; do
  for ignored in none PIPE; do
    (
      [ $ignored = none ] || trap '' $ignored
      "$bouncecat" -j$jobs -F recipient <in >out.fifo 2>err
      echo $? >status
    ) &
    exec 3>in
    {
      mbox 1
      echo "From x Mon Nov 23 08:46:36 2026"
    } >&3
    timeout 900 head -n 1 <out.fifo >first
    (
      trap '' PIPE
      bounce bob@example.com
      mbox 3
    ) >&3 2>/dev/null
    exec 3>&-
    wait
    echo 0 >expected
    check_same "a closed pipe, -j$jobs, $ignored ignored: status" \
      expected status
    : >expected
    check_same "a closed pipe, -j$jobs, $ignored ignored: no words" \
      expected err
    echo user1@example.com >expected
    check_same "a closed pipe, -j$jobs, $ignored ignored: the first record" \
      expected first
  done
done

finish
