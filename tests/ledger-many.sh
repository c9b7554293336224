#!/bin/sh
# Many processes, killed ones, a server that goes away: nothing is lost and
# nothing counts twice, in both stores.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

# Also while they make the ledger.
many_processes () {
  new_ledger
  cat >one.sh <<'END'
printf '{"recipient":"m@x.example","category":"unknown",
"original_message_id":"<%d@m>"}' "$3" | tr -d '\n' |
  "$1" --ledger="$2" --lock-wait=3600 add || echo "$3: $?" >>failed
END
  : >failed
  awk 'BEGIN { for (i = 1; i <= 200; i++) print i }' |
    xargs -P 40 -n 1 sh one.sh "$bouncetally" "$ledger" 2>>failed
  : >nothing
  check_same "$store: 200 processes, 40 at a time: none fails" nothing failed
  [ ! -s failed ] || comment failed
  same "$store: and 200 are counted" "200" echo \
    "$(tally show m@x.example | sed 1d | wc -l | tr -d ' ')"
}

# Another process makes the ledger, and adds to it, before this or that lock is
# asked for.
made_meanwhile () {
  store=sqlite
  if [ -n "$no_faults" ]; then
    skip "a ledger made meanwhile" "$no_faults"
    return
  fi
  { header && record other@x.example over-quota '<1@m>'; } | pad >other
  { header && record one@x.example over-quota '<2@m>'; } | pad >one
  : >missing
  cat >meanwhile.sh <<'END'
"$bouncetally" --ledger="$ledger" --lock-wait=0 add other >meanwhile.out 2>&1
END
  BOUNCE_FAULT_MEANWHILE='sh meanwhile.sh'
  export BOUNCE_FAULT_MEANWHILE bouncetally
  call=0
  while
    call=$((call + 1))
    new_ledger
    export ledger
    faulty "lock-meanwhile:$call" "$bouncetally" --ledger="$ledger" add one \
      2>>missing || echo "lock $call: $?" >>missing
    [ -d hit ]
  do
    tally show one@x.example >shown 2>>missing ||
      echo "lock $call: not counted" >>missing
  done
  : >nothing
  check_same "made meanwhile, at each of its locks: counted" nothing missing
  check "of which there were some" [ "$call" -gt 5 ]
}

# Conflicts that a server reports instead of letting wait: begun anew.
many_serializable () {
  store=pgsql
  "$pgsql_bin/psql" -X -q -c "ALTER ROLE bouncecat
    SET default_transaction_isolation = serializable" "$pgsql_uri"
  store="serializable pgsql"
  many_processes
  "$pgsql_bin/psql" -X -q -c "ALTER ROLE bouncecat
    RESET default_transaction_isolation" "$pgsql_uri"
}

# 20,000 bounces of 6,000 contacts; soft, hard, the same again.
batch () {
  awk 'BEGIN {
    srand (3)
    split ("over-quota unknown inactive relay-error", kinds)
    for (i = 0; i < 20000; i++)
      printf "user%d@x.example\t%s\t<%d@batch>\t2026-01-%02dT00:00:00Z\t%s",
             rand () * 6000, kinds[1 + int (rand () * rand () * 4)],
             rand () * 18000, 1 + rand () * 28, "5.0.0\tfailed\n"
  }'
}

# killed_at N: `add`, killed at its Nth call that writes: into the file, or to
# the server.  Fails if it makes fewer.
killed_at () {
  case $store in
  sqlite) kind=file-kill step=2 ;;
  pgsql) kind=send-kill step=5 ;; # which are few
  esac
  faulty "$kind:$1" "$bouncetally" --ledger="$ledger" add batch 2>killed.err
  [ -d hit ]
}

# Killed at this and that of its calls, and once more over what that left.
killed () {
  new_ledger
  { header && batch; } | pad >"batch"
  tally add batch
  exported >"whole.$store"
  if [ -n "$no_faults" ]; then
    skip "$store: killed runs" "$no_faults"
    return
  fi
  halfway=0
  wrong=0
  runs=0
  call=1
  new_ledger
  while killed_at "$call"; do
    runs=$((runs + 1))
    exported >half 2>half.err
    if [ -s half ] && [ "$(wc -l <half)" -lt "$(wc -l <"whole.$store")" ]; then
      halfway=$((halfway + 1))
    fi
    killed_at $((call / 3 + 1))
    tally add batch
    exported >again
    cmp -s "whole.$store" again || wrong=$((wrong + 1))
    call=$((call + 1 + call / step))
    new_ledger
  done
  check "$store: of $runs killed runs some were halfway: $halfway" \
    [ "$halfway" -ge 3 ]
  same "$store: run again, all ledgers are as if none was killed" 0 \
    echo "$wrong"
}

# mail_killed_at N: the same of bouncecat, into a ledger that is there; the fault
# leaves a sign that the sandbox would not let it leave.
mail_killed_at () {
  case $store in
  sqlite) kind=file-kill step=2 ;;
  pgsql) kind=send-kill step=10 ;;
  esac
  new_ledger
  tally add </dev/null
  faulty "$kind:$1" "$bouncecat" --no-sandbox -j2 -F recipient,contact \
    --ledger="$ledger" mails >printed 2>killed.err
  [ -d hit ]
}

# Of a mailbox what was printed was stored, wherever it was killed; and read
# again it counts as if nothing had been.
mail_killed () {
  if [ -n "$no_faults" ]; then
    skip "$store: killed runs of bouncecat" "$no_faults"
    return
  fi
  new_ledger
  "$bouncecat" --ledger="$ledger" -F recipient mails >printed.whole
  exported >whole
  halfway=0
  wrong=0
  runs=0
  call=1
  while mail_killed_at "$call"; do
    runs=$((runs + 1))
    exported >half
    stored=$(grep -c '"event"' half)
    [ "$(wc -l <printed)" -le "$stored" ] || wrong=$((wrong + 1))
    if [ "$stored" -gt 0 ] && ! cmp -s whole half; then
      halfway=$((halfway + 1))
    fi
    "$bouncecat" --ledger="$ledger" -F recipient mails >printed
    cmp -s printed.whole printed || wrong=$((wrong + 1))
    exported >again
    cmp -s whole again || wrong=$((wrong + 1))
    call=$((call + 1 + call / step))
  done
  check "$store: of $runs killed runs of bouncecat some were halfway: $halfway" \
    [ "$halfway" -ge 1 ]
  same "$store: nothing was lost or printed too soon" 0 echo "$wrong"
}

some_are_stored () {
  [ "$(tally export | grep -c '"event"')" -ge 5000 ]
}

server_gone () {
  store=pgsql
  new_ledger
  mkfifo slow
  tally --lock-wait=1 add slow 2>gone.err &
  adder=$!
  exec 3>slow
  { header && batch | head -n 11000; } | pad >&3
  check "the server goes away in the middle of a batch" \
    await_of $adder some_are_stored
  pgsql_stop
  { header && batch | tail -n +11001; } | pad | sed 1d >&3
  exec 3>&-
  status=0
  wait $adder || status=$?
  same "that is exit status 75" 75 echo "$status"
  check "and said so" grep -q '^bouncetally: PostgreSQL ledger: ' gone.err
  expect_status 75 "so it is as long as the server is gone" \
    tally --lock-wait=1 add batch
  pgsql_resume
  exported >half
  check "less than all was stored" \
    [ "$(wc -l <half)" -lt "$(wc -l <whole.pgsql)" ]
  expect_status 0 "when it is back, the batch is added again" tally add batch
  exported >again
  check_same "and counts exactly once" whole.pgsql again
}

# Somebody has the ledger for longer than anybody waits.  The wait goes on
# beside the other tests.
lock_begin () {
  command -v sqlite3 >/dev/null || return
  store=sqlite
  new_ledger
  locked=$ledger
  add_softs l@x.example 1 1
  mkfifo lock lock.out
  sqlite3 "$locked" <lock >lock.out 2>&1 &
  exec 4>lock
  echo "BEGIN IMMEDIATE; SELECT 'locked';" >&4
  read -r answer <lock.out
  echo "# sqlite3: $answer"
  {
    status=0
    add_softs l@x.example 2 2 2>lock.err || status=$?
    echo $status >lock.status
  } 4>&- &
  locker=$!
}

lock_end () {
  if ! command -v sqlite3 >/dev/null; then
    skip "a locked ledger" "sqlite3 is not installed"
    return
  fi
  ledger=$locked
  same "a locked ledger can be read" "l@x.example" tally list
  wait "$locker"
  same "but not written: exit status 75" 75 cat lock.status
  check "and said so" grep -q 'locked' lock.err
  echo "COMMIT;" >&4
  exec 4>&-
  expect_status 0 "until the lock is gone" add_softs l@x.example 2 2
}

find_faults
pgsql_start || echo "# $pgsql_missing"
lock_begin
made_meanwhile
each_store many_processes
each_store killed
box 7000 2000 8 >mails
each_store mail_killed
if [ -n "$pgsql_uri" ]; then
  check_same "both stores count alike" whole.sqlite whole.pgsql
  many_serializable
  server_gone
else
  skip "a server that goes away" "$pgsql_missing"
fi
lock_end

finish
