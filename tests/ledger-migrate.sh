#!/bin/sh
# A ledger of schema version 1, in both stores (fixtures/ledger-1), is the same
# after it was migrated, but for what version 2 means to be different; one of
# version 2 (fixtures/ledger-2) is the same altogether.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

need sqlite3
old=$fixtures/ledger-1

load () {
  new_ledger
  if [ "$store" = pgsql ]; then
    "$pgsql_bin/psql" -X -q -v ON_ERROR_STOP=1 -f "$old/pgsql.sql" "$ledger" \
      >/dev/null
  else
    sqlite3 "$ledger" <"$old/sqlite.sql"
  fi
}

sql () {
  if [ "$store" = pgsql ]; then
    "$pgsql_bin/psql" -X -q -t -A -c "$1" "$ledger"
  else
    sqlite3 "$ledger" "$1"
  fi
}

# An export without what version 1 did not have, sorted: two spellings are one
# contact now, and what was cleared shows by dates.
plain () {
  sed -e 's/,"cleared":[a-z]*//' -e 's/,"seen":"[^"]*","verp":false//' \
    -e 's/,"complained":null,"suppressed":null,"reason":null,"pruned":null//' \
    -e '/"bouncecat_ledger"/d' \
    -e '/"setting":"\(spacing\|hard-for\|complaints\|our-ids\)"/d' \
    -e 's/"contact":"\(J@b[^"]*\|j@xn--[^"]*\)"/"contact":"J"/' \
    -e 's/"contact":"\\"plain\\"@x.example"/"contact":"plain"/' \
    -e 's/"contact":"plain@x.example.\{0,1\}"/"contact":"plain"/' "$@" |
    LC_ALL=C sort -u
}

migrated () {
  load
  tally list --long --every-key --with-header >listed
  plain "$old/export.jsonl" >whole
  tally export | plain >actual
  # The same message bounced for both spellings: the account that is kept.
  sed -i '/"contact":"J","event":"message:i2@test","category":"unknown"/d' \
    whole
  check_same "$store: the export is the same" whole actual
  same "$store: its version is 3" 3 sql \
    "SELECT value FROM bouncecat_setting WHERE name = 'schema'"
  same "$store: every bounce has been learned at some time" 0 sql \
    "SELECT count(*) FROM bouncecat_event WHERE seen_at IS NULL"

  state () {
    tally show "$1" | head -n 1 | awk -F '\t' '{ print $2, $3 }'
  }
  same "$store: a hard contact is hard" "hard 0" state hard@x.example
  same "$store: soft bounces count" "active 3" state soft@x.example
  same "$store: so do a hundred" "hard 100" state heavy@x.example
  same "$store: what was reset stays so" "active 1" state reset@x.example
  same "$store: a delivery has set the count back" "active 0" \
    state delivered@x.example
  same "$store: two spellings of a domain are one contact" "active 2" \
    state j@bücher.example
  same "$store: so are quotes and a dot that mean nothing" "active 2" \
    state plain@x.example
  same "$store: and it is printed plainly" "plain@x.example" \
    echo "$(tally list | grep plain)"
  tally list --state=blocked >list.blocked
  same "$store: what is blocked, and no bare domain" "future@x.example
hard@x.example
heavy@x.example
route@x.example" cat list.blocked

  # One more of the hundred makes its counts.
  add_softs heavy@x.example 500 500
  same "$store: and one more" "hard 101" state heavy@x.example
  same "$store: has counts from now on" "over-quota=101" sql \
    "SELECT counts FROM bouncecat_contact WHERE address = 'heavy@x.example'"
  tally export >once
  tally list >listed
  tally export >again
  check_same "$store: opening it again changes nothing" once again
}

imported () {
  new_ledger
  expect_status 0 "$store: an export of version 1 is imported" \
    tally import "$old/export.jsonl"
  tally export | plain >imported
  load
  tally export | plain >actual
  check_same "$store: to the same ledger as a migrated one" actual imported
}

# Version 3 stores the same in another way.
from_2 () {
  old=$fixtures/ledger-2
  load
  tally export | without_parts >actual
  check_same "$store: of version 2, the export is the same" \
    "$old/export.jsonl" actual
  same "$store: and its version is 3" 3 sql \
    "SELECT value FROM bouncecat_setting WHERE name = 'schema'"
  same "$store: the many events of a contact are marked" 100 sql \
    "SELECT count(*) FROM bouncecat_event WHERE busy = 1"
  same "$store: an event that comes again is the same" \
    "$(tally export | without_parts)" \
    export_again
  add_softs heavy@x.example 501 502
  same "$store: one more of a hundred counts" "heavy@x.example hard 102" \
    echo "$(tally show heavy@x.example | head -n 1 | cut -f 1-3 | tr '\t' ' ')"
  same "$store: and is marked, too" 102 sql \
    "SELECT count(*) FROM bouncecat_event WHERE busy = 1"
  tally forget heavy@x.example hard@x.example
  expected=$(grep -v '"\(heavy\|hard\)@' "$old/export.jsonl")
  same "$store: what is forgotten leaves nothing" "$expected" export_now
  [ "$store" = pgsql ] ||
    same "$store: no server's words either" 6 sql \
      "SELECT count(*) FROM bouncecat_detail"
  new_ledger
  expect_status 0 "$store: an export of version 2 is imported" \
    tally import "$old/export.jsonl"
  tally export | without_parts >actual
  check_same "$store: and exported as it was" "$old/export.jsonl" actual
  old=$fixtures/ledger-1
}

# An export as it was before it told where it begins and ends.
without_parts () {
  sed -e 's/,"part":"begin"//' -e '/,"part":"end"/d'
}

export_now () {
  tally export | without_parts
}

export_again () {
  tally import "$old/export.jsonl" && export_now
}

# Who may only read can't migrate, and is told so.
read_only () {
  store=sqlite
  load
  chmod 444 "$ledger"
  expect_status 75 "one that may only be read is not migrated" \
    unprivileged "$tmp/programs/bouncetally" --ledger="$ledger" list
  check "and is said to be of version 1" grep -q 'version 1' err
}

many_at_once () {
  load
  awk 'BEGIN { for (i = 0; i < 20; i++) print i }' |
    xargs -P 20 -n 1 sh -c '"$1" --ledger="$2" --lock-wait=3600 list \
      >/dev/null 2>>failed ||
      echo failed >>failed' - "$bouncetally" "$ledger"
  check "$store: twenty processes migrate it at once" [ ! -s failed ]
  [ ! -e failed ] || comment <failed
  tally export | plain >actual
  check_same "$store: once" whole actual
}

# Contacts and two bounces of each, in a ledger of version 1.
grow () {
  if [ "$store" = pgsql ]; then
    numbers="(SELECT i FROM generate_series (1, $1) AS i) n"
  else
    numbers="(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL
      SELECT i + 1 FROM n WHERE i < $1) SELECT i FROM n) n"
  fi
  sql "INSERT INTO bouncecat_contact (address, written)
    SELECT 'many' || i || '@x.example', 'Many' || i || '@x.example'
    FROM $numbers"
  sql "INSERT INTO bouncecat_event SELECT 'many' || i || '@x.example',
    'message:' || i || '@test', 'over-quota', '5.2.2', '552', 'text: full',
    'the mailbox of many' || i || ' is full', 'mx.x.example', 'i' || i,
    1700000000 + i, 0 FROM $numbers"
  sql "INSERT INTO bouncecat_event SELECT 'many' || i || '@x.example',
    'message:second-' || i || '@test', 'unknown', NULL, NULL, NULL, NULL,
    NULL, NULL, 1600000000 + i, 0 FROM $numbers"
}

# The export, but for "now" in the place of dates that are not known, to FILE.
timeless () {
  tally --lock-wait=3600 export |
    sed 's/"\(seen\|delivered\)":"2[^"]*"/"\1":"T"/' >"$1"
}

# Killed while it migrates, at this and that of its calls that write: it is of
# the version that it was, and the next who opens it gets all of it.
killed_halfway () {
  if [ -n "$no_faults" ]; then
    skip "$store: killed while it migrates" "$no_faults"
    return
  fi
  case $store in
  sqlite) kind=file-kill step=2 contacts=20000 ;;
  pgsql) kind=send-kill step=6 contacts=2000 ;;
  esac
  load
  grow "$contacts"
  timeless large
  check "$store: $contacts contacts are migrated" \
    [ "$(wc -l <large)" -gt $((contacts * 3)) ]
  runs=0
  wrong=0
  call=1
  while :; do
    load
    grow "$contacts"
    faulty "$kind:$call" "$bouncetally" --ledger="$ledger" list >killed 2>&1
    [ -d hit ] || break
    runs=$((runs + 1))
    version=$(sql "SELECT value FROM bouncecat_setting WHERE name = 'schema'")
    case $version in
    1 | 3) ;;
    *) wrong=$((wrong + 1)) ;;
    esac
    # By two at once.
    timeless first &
    timeless second
    wait
    cmp -s large first || wrong=$((wrong + 1))
    cmp -s large second || wrong=$((wrong + 1))
    call=$((call + 1 + call / step))
  done
  check "$store: it was killed at some calls: $runs" [ "$runs" -ge 5 ]
  same "$store: and migrated as a whole by those who came next, two at once" 0 \
    echo "$wrong"
}

find_faults
pgsql_start || echo "# $pgsql_missing"
each_store migrated
each_store imported
each_store from_2
each_store many_at_once
each_store killed_halfway
read_only

finish
