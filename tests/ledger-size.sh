#!/bin/sh
# What it costs to count one more: the same for an address with 40,000 events as
# for one with 40, whatever the policy asks; and what many records in random
# order write.  In bytes and rows, not in seconds.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

# What this shell and the programs that it has waited for have read or written.
io () {
  sed -n "s/^$1: //p" /proc/$$/io
}

# mail ADDRESS ID: a notification.
mail () {
  cat <<END
From MAILER-DAEMON Thu Nov 26 10:00:00 2026
From: MAILER-DAEMON@mx.example
To: list@our.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <notice-of-$2@mx.example>
Date: Thu, 26 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; $1
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 mailbox full

--b
Content-Type: text/rfc822-headers

Message-ID: <$2@our.example>

--b--

END
}

# alone: whether no session but the one that asks is left.  One that has ended
# has told its statistics before it is no more seen.
alone () {
  [ "$("$pgsql_bin/psql" -X -q -t -A -c "SELECT count(*) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()" \
    "$ledger")" = 0 ]
}

# The rows of events that the server has read.
rows () {
  await alone
  "$pgsql_bin/psql" -X -q -t -A -c "SELECT coalesce (
    sum (seq_tup_read + idx_tup_fetch), 0) FROM pg_stat_user_tables
    WHERE relname = 'bouncecat_event'" "$ledger"
}

# Sets $cost: what one more bounce of ADDRESS reads, by this policy.
one_more () {
  one_address=$1
  shift
  mails=$((mails + 1))
  mail "$one_address" "more$mails" >one
  if [ "$store" = sqlite ]; then
    cost=$(io rchar)
    "$bouncecat" --ledger="$ledger" "$@" one >record 2>one.err
    cost=$(($(io rchar) - cost))
  else
    cost=$(rows)
    "$bouncecat" --ledger="$ledger" "$@" one >record 2>one.err
    cost=$(($(rows) - cost))
  fi
}

# of_many SIZE: bounces of the address many-SIZE, most of them on other days.
of_many () {
  awk -v n="$1" 'BEGIN {
    for (i = 0; i < n; i++)
      printf "{\"recipient\":\"many-%d@x.example\",\"category\":\"%s\"," \
        "\"date\":\"202%d-%02d-%02dT00:%02d:00Z\"," \
        "\"original_message_id\":\"<%d@our.example>\"}\n", n,
        i % 9 ? "over-quota" : "blocked-content", i % 6, 1 + i % 12,
        1 + i % 28, i % 60, i
  }'
}

# In SQLite a page is 4 KB, and an index has four levels at most; the file that
# has 40,000 events of 80 bytes more is read by as much where all are.
same_cost () {
  allowed=600000
  [ "$store" = sqlite ] || allowed=300
  new_ledger
  { of_many 40 && of_many 40000; } | tally add
  one_more many-40@x.example
  one_more many-40000@x.example
  mails=100
  for policy in --soft-limit=5 --window=3000 --window=30 --spacing=1 \
    --spacing=30 --delivered=reset --delivered=clear --hard-for=30 \
    --our-ids=our.example --uncounted=over-quota "--window=90 --spacing=7"; do
    # shellcheck disable=SC2086 # several options
    one_more many-40@x.example $policy
    few=$cost
    # shellcheck disable=SC2086
    one_more many-40000@x.example $policy
    if [ -s record ] && [ $((cost - few)) -lt "$allowed" ]; then
      ok "$store: one more costs the same ($policy)"
    else
      not_ok "$store: one more costs the same ($policy)"
      echo "# $few with 40, $cost with 40,000"
      comment record one.err
    fi
  done
}

# A flood of forged bounces is gone through in the order of the table: what is
# read is that, and not for each of them a page of it.
flooded () {
  store=sqlite
  new_ledger
  of_many 40000 | tally add
  one_more many-40000@x.example
  one_more many-40000@x.example --our-ids=none.example
  check "a flood of 40,000 is read in less than 4 MB" [ "$cost" -lt 4000000 ]
  echo "# $cost bytes"
}

# Reading only what decides gives what reading all of it gives.
random_contacts () {
  awk 'BEGIN {
    srand (5)
    n = split ("over-quota over-quota over-quota unknown blocked-content " \
               "relay-error domain-does-not-exist inactive", kinds, " ")
    # Those behind 24 are flooded by forged ones.
    for (c = 1; c <= 28; c++)
      for (i = 0; i < (c > 24 ? 2500 : 150); i++)
        {
          # The higher the contact, the more hard ones it has, and days.
          kind = kinds[1 + int (rand () * (c % 3 ? 5 : n))]
          printf "{\"recipient\":\"c%d@x.example\",\"category\":\"%s\"," \
            "\"status\":\"%s\",\"date\":\"2026-%02d-%02dT%02d:00:00Z\"," \
            "\"original_message_id\":\"<%d.%d@%s>\"}\n", c, kind,
            rand () < 0.5 ? "4.4.1" : "5.4.4", 1 + int (rand () * (c % 11 + 1)),
            1 + int (rand () * 28), int (rand () * 24), c, i,
            rand () < (c > 24 ? 10 ^ (c - 29) : c / 24) ? "our.example" \
                                                        : "theirs.example"
        }
  }'
}

same_result () {
  new_ledger
  random_contacts | tally add
  for i in $(seq 28); do
    mail "c$i@x.example" "more$i"
  done >box
  "$bouncecat" --ledger="$ledger" --delivered=reset -q box
  {
    printf 'kind\trecipient\taction\tdate\toriginal_message_id\n'
    for i in $(seq 2 5 27); do
      printf 'success\tc%d@x.example\tdelivered\t2026-0%d-15T00:00:00Z\t%s\n' \
        "$i" $((1 + i % 9)) "<d@our.example>"
    done
  } | pad | tally --delivered=reset add
  wrong=0
  for policy in --soft-limit=5 --window=60 --window=400 --spacing=1 \
    --spacing=20 --hard-for=3 --hard-for=40 --delivered=reset \
    --delivered=clear --our-ids=our.example \
    "--window=200 --spacing=5 --soft-limit=12" \
    "--transient=soft --hard-for=10 --spacing=2 --uncounted=unknown" \
    "--transient=soft --our-ids=our.example --window=150 --soft-limit=30" \
    "--delivered=clear --hard-for=20 --uncounted=over-quota,unknown" \
    "--soft-limit=100 --window=300 --hard-for=15 --our-ids=our.example"; do
    # shellcheck disable=SC2086 # several options
    "$bouncecat" --ledger="$ledger" $policy -F recipient,contact,soft_bounces \
      box 2>err | awk -F '\t' '{ print $1, $2, $2 == "active" ? $3 : "" }' |
      sort >some
    # shellcheck disable=SC2086
    tally $policy list --long 2>err |
      awk -F '\t' '{ print $1, $2, $2 == "active" ? $3 : "" }' | sort >all
    if ! [ -s some ] || ! cmp -s some all; then
      wrong=$((wrong + 1))
      echo "# $policy"
      diff all some | comment
    fi
  done
  same "$store: what decides is what all of it would" 0 echo "$wrong"
}

# Addresses in no order; half of the second lot is known.
lines () {
  header
  awk -v n="$1" -v range="$2" -v seed="$3" 'BEGIN {
    srand (seed)
    for (i = 0; i < n; i++)
      printf "user%d@domain%d.example\tover-quota\t<%d.%d@t>\t%s\n",
        range ? rand () * range : (i * 7919 + 13) % n, i % 1000, i, seed,
        "2026-01-01T00:00:00Z\t5.2.2\tfailed"
  }'
}

written () {
  store=sqlite
  new_ledger
  lines 100000 0 1 | pad >first
  lines 20000 200000 2 | pad >second
  tally add first
  before=$(io wchar)
  tally add second
  after=$(io wchar)
  if [ $((after - before)) -lt 40000000 ]; then
    ok "20,000 records among 100,000 contacts write less than 40 MB"
  else
    not_ok "20,000 records among 100,000 contacts write less than 40 MB"
  fi
  echo "# $(((after - before) / 1000000)) MB"
  before=$(io wchar)
  tally add second
  after=$(io wchar)
  check "and the same again nothing" [ $((after - before)) -lt 10000 ]
}

# A mailbox that bouncecat counts itself writes not much more than its records,
# sorted: 64 mails at a time were more than twice as much.
written_by_mail () {
  store=sqlite
  new_ledger
  lines 100000 0 1 | pad >first
  tally add first
  cp "$ledger" counted.db
  tick # the index of when bounces were learned goes by seconds
  box 10000 200000 3 >mails
  "$bouncecat" -a -f json mails >records
  before=$(io wchar)
  tally add records
  sorted=$(($(io wchar) - before))
  for jobs in 1 2; do
    cp counted.db mailed.db
    before=$(io wchar)
    "$bouncecat" -q -j$jobs --ledger=mailed.db mails
    mailed=$(($(io wchar) - before))
    check "-j$jobs: 10,000 mails write less than 1.6 times their records" \
      [ $((mailed * 10)) -lt $((sorted * 16)) ]
    echo "# $((sorted / 1000000)) MB, and $((mailed / 1000000)) of mail"
    exported >sorted.export
    "$bouncetally" --ledger=mailed.db export |
      sed 's/"seen":"[^"]*"/"seen":"T"/' | sort >mailed.export
    check_same "-j$jobs: and count the same" sorted.export mailed.export
    rm -f mailed.db*
  done
}

# More than memory is given, by way of a temporary file, or without one.
spilled () {
  lines 40000 9000 4 | pad | awk -F '\t' '{
    text = NR == 1 ? "diagnostic" : sprintf ("%0900d", NR)
    print $0 "\t" text }' >long
  new_ledger
  mkdir -p spill
  TMPDIR=$tmp/spill tally add long
  exported >through-file
  check "$store: 40,000 long records are all there" \
    [ "$(grep -c '"event"' through-file)" -eq 40000 ]
  check "$store: the temporary file is gone" [ -z "$(ls spill)" ]
  new_ledger
  TMPDIR=$tmp/not-there tally add long
  exported >actual
  check_same "$store: without a temporary file they are the same" \
    through-file actual
  new_ledger
  sed -n 1p long >head-line
  sed 1d long | split -l 7000 - part.
  for part in part.*; do
    cat head-line "$part" | tally add
  done
  exported >actual
  check_same "$store: and in parts" through-file actual
}

mails=0
if [ -r /proc/$$/io ]; then
  each_store same_cost
  flooded
  written
  written_by_mail
else
  skip "what is read and written" "/proc/PID/io is not there"
fi
each_store same_result
each_store spilled

finish
