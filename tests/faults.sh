#!/bin/sh
# Faults at every call number in turn: short reads and writes, EINTR, EIO,
# ENOSPC, EMFILE, ENOLCK, no thread.  What can be done again changes nothing;
# any other fault has its exit status and its words, costs no record before it,
# and a second run makes the ledger whole.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

find_faults
[ -z "$no_faults" ] || skip_all "$no_faults"
most=60 # call numbers of a kind

mbox 5 >box
mkdir folder
cp box folder/1
bounce user6@example.com >folder/2
seq -f 'user%.0f@example.com' 6 >recipients
"$bouncecat" -afjson folder >records

# The commands.  --no-sandbox: a fault leaves a directory as its mark.
cat_mail () { "$bouncecat" --no-sandbox -j2 -F recipient folder; }
cat_ledger () {
  "$bouncecat" --no-sandbox -l ledger -F recipient folder
}
tally_add () { "$bouncetally" -l ledger add records; }
tally_list () { "$bouncetally" -l ledger list; }

# is_well COMMAND KIND: the status is one of those that KIND calls for, and it
# has its words; what was printed is the beginning of what is right.
is_well () {
  case $2 in
  *-short | *-eintr | thread) right=0 ;;
  read-eio) right='0 66' ;; # 0: SQLite reads what it can do without
  out-eio) right=74 ;;
  out-enospc) right=75 ;;
  file-* | lock-*) right='0 75' ;; # 0: where it was only to tidy up
  open-emfile) right='0 66 75' ;;
  esac
  case " $right " in
  *" $status "*) ;;
  *)
    echo "exit status $status, not $right"
    return 1
    ;;
  esac
  if [ "$status" -ne 0 ] && [ ! -s err ]; then
    echo 'no word on standard error'
    return 1
  fi
  if [ "$1" = tally_add ]; then
    [ "$status" -ne 0 ] || "$bouncetally" -l ledger list >out
  fi
  if [ "$status" -eq 0 ]; then
    cmp out recipients
  else
    # A full disk may cut the last line.
    ! sed '$d' out | grep -vxFf recipients
  fi
}

# is_whole: after one more run without a fault the ledger has all, and each
# bounce once.
is_whole () {
  "$1" >/dev/null 2>again || { cat again; return 1; }
  "$bouncetally" -l ledger list | cmp - recipients || return 1
  "$bouncetally" -l ledger show user1@example.com >shown
  [ "$(grep -c '^[0-9].*550' shown)" -eq 1 ] || { cat shown; return 1; }
}

try () { # COMMAND KIND
  n=0
  trouble=
  while [ $n -lt $most ]; do
    n=$((n + 1))
    case $1 in
    cat_ledger | tally_add) rm -f ledger ledger-* ;;
    esac
    faulty "$2:$n" "$1" >out 2>err
    status=$?
    [ -d hit ] || break # no such call: all numbers were tried
    is_well "$1" "$2" >why 2>&1 || trouble="call $n"
    case $1 in
    cat_ledger | tally_add)
      [ -n "$trouble" ] || is_whole "$1" >why 2>&1 || trouble="call $n, again"
      ;;
    esac
    [ -z "$trouble" ] || break
  done
  if [ -n "$trouble" ]; then
    not_ok "$1: $2: $trouble"
    cat why err | head -n 10 | comment
  elif [ $n -eq 1 ]; then
    not_ok "$1: $2: it makes no such call"
  else
    ok "$1: $2, at $((n - 1)) calls"
  fi
}

# lasting KIND WORDS COMMAND...: a trouble that stays, before anything could be
# stored: exit status 75 (a mail system keeps the mail, and tries again), its
# words, and nothing is counted.
lasting () {
  kind=$1
  words=$2
  shift 2
  for n in 1 3 9; do
    "$bouncetally" -l ledger list >before 2>none
    status=0
    faulty "$kind:$n+" "$@" >out 2>err || status=$?
    [ -d hit ] || { echo "$n: no such call"; return 1; }
    [ "$status" -eq 75 ] || { echo "$n: exit status $status"; cat err; return 1; }
    grep -q "ledger: $words" err || { echo "$n: not said:"; cat err; return 1; }
    "$bouncetally" -l ledger list | cmp - before || return 1
  done
}

# Of a ledger that has a contact already: 75 is of a bounce that is not counted.
# Half a minute, as they wait by themselves, would be no other trouble.
for trouble in 'lock-enolck/.*' 'file-eio/.*I\/O error' \
  'file-enospc/.*\(full\|I\/O error\)'; do
  rm -f ledger ledger-*
  "$bouncetally" -l ledger suppress sue@example.com
  kind=${trouble%%/*}
  check "$kind that stays: bouncecat" lasting "$kind" "${trouble#*/}" \
    "$bouncecat" --no-sandbox --lock-wait=1 -l ledger -F recipient folder
  check "$kind that stays: add" lasting "$kind" "${trouble#*/}" \
    "$bouncetally" --lock-wait=1 -l ledger add records
  check "$kind that stays: reset" lasting "$kind" "${trouble#*/}" \
    "$bouncetally" --lock-wait=1 -l ledger reset sue@example.com
  case $kind in
  lock-* | *-eio)
    check "$kind that stays: check lets nobody through" lasting "$kind" \
      "${trouble#*/}" "$bouncetally" --lock-wait=1 -l ledger check new@example.com
    ;;
  esac
  expect_status 0 "$kind: gone, all is counted" "$bouncetally" -l ledger \
    add records
  (cat recipients && echo sue@example.com) | LC_ALL=C sort >all
  "$bouncetally" -l ledger list >out
  check_same "$kind: gone, all are there" all out
done

input='read-short read-eintr read-eio'
output='out-short out-eintr out-eio out-enospc'
ledger='file-eio file-enospc lock-enolck'
open='open-eintr open-emfile'
for kind in $input $output $open thread; do
  try cat_mail "$kind"
done
for kind in $input $output $ledger $open thread; do
  try cat_ledger "$kind"
done
for kind in $input $ledger $open; do
  try tally_add "$kind"
done
for kind in $output $ledger $open; do
  try tally_list "$kind"
done

finish
