#!/bin/sh
# bouncecat --ledger: what is printed of it, and what happens if it fails.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

i=0
while [ $i -lt 6 ]; do
  i=$((i + 1))
  echo "From x Mon Nov 23 08:46:36 2026"
  bounce ann@example.com 4.2.2 | sed "s/sent-ann/sent-$i/; s/notice-/$i-/"
  echo
done >box

for jobs in 1 2; do
  awk 'BEGIN {
    for (i = 1; i <= 6; i++)
      print "{\"soft_bounces\":" i ",\"contact\":\"" \
        (i < 5 ? "active" : "hard") "\"}" }' >expected
  "$bouncecat" -j$jobs -l "sqlite:ledger$jobs" -fjson \
    -F soft_bounces,contact box >actual
  check_same "the fifth soft bounce makes it hard, -j$jobs" expected actual
done

"$bouncecat" -l ledger1 -fjson box >actual
check 'JSON has the two fields last' \
  grep -q '"confidence":null,"soft_bounces":6,"contact":"hard"}$' actual
check 'what was counted is not counted again' \
  test "$(grep -c '"soft_bounces":6' actual)" -eq 6

"$bouncecat" --soft-limit=2 -l ledger3 -F contact box >actual
printf 'active\nhard\nhard\nhard\nhard\nhard\n' >expected
check_same 'options of the policy' expected actual

expect_status 0 '--quiet with a ledger' "$bouncecat" -q -l ledger4 box
"$bouncecat" -l ledger4 -F soft_bounces box | tail -n 1 >actual
echo 6 >expected
check_same '... records all mail' expected actual

expect_status 75 'a ledger that is not there' \
  "$bouncecat" -l sqlite:/dev/null/ledger box
check 'prints no record' test ! -s out
check 'is named' grep -q '^bouncecat: ' err
expect_status 64 'a policy that is none' \
  "$bouncecat" -l ledger5 --soft-limit=few box

# Who waits at the end of a slow pipe has what came stored, and its record.
mkfifo in
for jobs in 1 2; do
  mkfifo out.fifo
  timeout 900 "$bouncecat" -j$jobs -l "slow$jobs" -F recipient,soft_bounces \
    <in >out.fifo &
  exec 3>in 4<out.fifo
  for i in 1 2 3 4; do
    {
      echo "From x Mon Nov 23 08:46:36 2026"
      [ "$i" -gt 1 ] && {
        read -r line <&4
        printf '%s\n' "$line" >>lines
        "$bouncetally" -l "slow$jobs" show ann@example.com | sed 1d | wc -l |
          tr -d ' ' >>counts
      }
      bounce ann@example.com 4.2.2 | sed "s/sent-ann/sent-$i/; s/notice-/$i-/"
      echo
    } >&3
  done
  exec 3>&-
  cat <&4 >>lines
  exec 4<&-
  wait
  printf 'ann@example.com\t%s\n' 1 2 3 4 >expected
  check_same "-j$jobs: a record soon after its mail has ended" expected lines
  printf '%s\n' 1 2 3 >expected
  check_same "-j$jobs: and it is stored by then" expected counts
  rm -f out.fifo lines counts
done

# Values are never part of a statement.
sql="'); DROP TABLE bouncecat_contact; --"
bounce "o'hara@example.com" 5.1.1 failed "550 5.1.1 $sql" |
  sed "s/sent-o'hara/$sql/" >quotes
expect_status 0 'quotes in a mail' "$bouncecat" -q -l ledger6 quotes
expect_status 0 'the ledger has its tables' "$bouncetally" -l ledger6 list
printf "o'hara@example.com\n" >expected
cut -f 1 out >actual
check_same 'and the address as it was written' expected actual
"$bouncetally" -l ledger6 -fjson show "o'hara@example.com" >actual
check "and the server's words" grep -qF "$sql" actual

finish
