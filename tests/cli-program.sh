#!/bin/sh
# What both programs do alike: descriptors that are closed, a reader that goes
# away, clean words on standard error.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

bounce ann@example.com >m1
mbox 3000 >box
expect_status 0 'a ledger is made' "$bouncecat" -qlledger.db box
check '-lledger.db names it' test -s ledger.db
expect_status 0 'bouncetally -lledger.db' "$bouncetally" -lledger.db list
check 'reads it' test ! -s err

# shellcheck disable=SC2317 # expect_status calls them
without_output () { "$@" >&-; }
# shellcheck disable=SC2317
without_errors () { "$@" 2>&-; }
# shellcheck disable=SC2317
without_input () { "$@" <&-; }
# shellcheck disable=SC2317
without_all () { "$@" <&- >&- 2>&-; }
# shellcheck disable=SC2317
full () { "$@" >/dev/full; }

# program NAME COMMAND...: one that prints something.
program () {
  name=$1
  shift
  expect_status 74 "$name: no standard output" without_output "$@"
  expect_status 0 "$name: no standard error" without_errors "$@"
  expect_status 0 "$name: no standard input" without_input "$@"
  expect_status 74 "$name: none of the three" without_all "$@"
  if [ -c /dev/full ]; then
    expect_status 75 "$name: no room for the output" full "$@"
    check 'it says so' grep -q "^$name: .*No space left" err
  else
    skip "$name: no room for the output" 'there is no /dev/full'
  fi
  # The reader is gone before the first word: both ends are open first.
  mkfifo pipe
  for ignored in '' PIPE; do
    (exec 3<pipe) &
    exec 4>pipe
    wait
    (
      [ -n "$ignored" ] && trap '' PIPE
      "$@" >&4 2>err
      echo $? >status
    )
    exec 4>&-
    echo 0 >expected
    check_same "$name: a closed pipe ends it with 0" expected status
    : >expected
    check_same "$name: and without words" expected err
  done
  rm -f pipe
}
program bouncecat "$bouncecat" box
program bouncecat "$bouncecat" --help
program bouncetally "$bouncetally" --ledger=ledger.db list
program bouncetally "$bouncetally" --help
expect_status 0 'the ledger is whole' "$bouncetally" --ledger=ledger.db list
seq -f 'user%.0f@example.com' 3000 | LC_ALL=C sort >expected
cut -f 1 out | LC_ALL=C sort >actual
check_same 'and has them all' expected actual

# No word from outside steers a terminal, turns a line round or forges one.
odd=$(printf 'a\nbouncecat: b\t\033[2J\302\233\342\200\256\342\200\250\377')
shown='a\nbouncecat: b\t\x1b[2J\x9b\u202e\u2028\xff'
expect_status 66 'bouncecat: an odd name' "$bouncecat" "$odd"
printf '%s\n' "bouncecat: $shown: No such file or directory" >expected
check_same 'is said on one line, in escapes' expected err
expect_status 66 'bouncetally: an odd name' \
  "$bouncetally" -lledger.db add "$odd"
printf '%s\n' "bouncetally: $shown: No such file or directory" >expected
check_same 'is said on one line, in escapes' expected err

# Descriptors that were closed are no file that was opened later: what is
# written to one would go there.
if [ -d "/proc/$$/fd" ]; then
  mkfifo waiting
  exec 3<>waiting
  "$bouncecat" waiting <&- >&- 2>&- 3>&- &
  pid=$!
  await_of $pid sh -c "ls -l /proc/$pid/fd | grep -q waiting"
  for i in 0 1 2; do readlink "/proc/$pid/fd/$i"; done >standing
  exec 3>&-
  wait $pid
  printf '/dev/null\n/dev/null\n/dev/null\n' >expected
  check_same 'closed descriptors are nothing' expected standing
else
  skip 'closed descriptors are nothing' 'this system has no /proc'
fi

# Passwords are not for logs.
for uri in 'mysql://ann:geheim@host/db' 'mysql://ann:ge@heim@host/db' \
  'mysql://host/db?password=geheim' 'mysql://host/db?x=y&PassWord=geheim&z=1' \
  "mysql://ann:ge'heim@host/db" 'mysql://ann:ge?heim#@host/db' \
  "mysql://host/db?password='geheim'" "mysql://host/db?password=ge'heim&z=1" \
  'mysql://host/db?password="ge heim"&z=1' 'mysql://ann:ge"heim@host' \
  'mysql://ann:ge/heim@host/db'
do
  expect_status 64 "bouncecat: $uri" "$bouncecat" --ledger="$uri" m1
  check 'without the password' sh -c '! grep -q "heim" err'
  check 'with the rest' grep -q 'mysql://.*\*\*\*' err
  expect_status 64 "bouncetally: $uri" "$bouncetally" --ledger="$uri" list
  check 'without the password' sh -c '! grep -q "heim" err'
done
expect_status 64 'an address is no password' \
  "$bouncecat" --ledger=mysql://ann@host/db m1
check 'and stays' grep -q 'mysql://ann@host/db' err

finish
