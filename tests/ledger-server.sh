#!/bin/sh
# A ledger in PostgreSQL: other encodings, servers that hang or go away, and
# what the server is asked to do.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

pgsql_start || skip_all "$pgsql_missing"
store=pgsql

sql () {
  "$pgsql_bin/psql" -X -q -t -A -c "$1" "$ledger"
}

# Encodings.
for encoding in LATIN1 SQL_ASCII EUC_JP; do
  "$pgsql_bin/psql" -X -q -c "CREATE DATABASE in_$encoding ENCODING $encoding
    LOCALE 'C' TEMPLATE template0" "$pgsql_uri" || exit 1
  ledger=$(echo "$pgsql_uri" | sed "s|///postgres|///in_$(
    echo $encoding | tr '[:upper:]' '[:lower:]')|")
  {
    printf '{"recipient":"\346\235\216@x.example","category":"inactive",'
    printf '"original_message_id":"<1@t>","diagnostic":"550 \346\227\240\346'
    printf '\255\244\347\224\250\346\210\267 caf\303\251"}\n'
  } >chinese
  expect_status 0 "$encoding: a bounce in Chinese" tally add chinese
  expect_status 0 "$encoding: again" tally add chinese
  tally show "$(printf '\346\235\216@x.example')" >shown
  same "$encoding: is one contact, and its words are whole" \
    "$(printf '550 \346\227\240\346\255\244\347\224\250\346\210\267 caf\303\251')" \
    echo "$(sed -n 2p shown | cut -f 8)"
  same "$encoding: with one bounce" 2 echo "$(wc -l <shown)"
  expect_status 1 "$encoding: it is found" \
    tally check "$(printf '\346\235\216@X.example')"
  same "$encoding: and listed" "$(printf '\346\235\216@x.example')" \
    tally list --state=blocked
done

# What is asked.
new_ledger
awk 'BEGIN { for (i = 0; i < 3000; i++)
  printf "{\"recipient\":\"u%d@x.example\",\"category\":\"unknown\"," \
    "\"original_message_id\":\"<%d@t>\"}\n", (i * 7919) % 3000, i }' >records
tally add records
sql ANALYZE
versions () {
  sql "SELECT coalesce (sum (n_tup_ins + n_tup_upd + n_tup_del), 0)
    FROM pg_stat_user_tables"
}
# The statistics of a session are there when it has ended.
settled () {
  settled_last=
  settled_tries=0
  until [ "$settled_last" = "$(versions)" ] || [ $settled_tries -ge 100 ]; do
    settled_tries=$((settled_tries + 1))
    settled_last=$(versions)
    sleep 0.2
  done
  versions
}
before=$(settled)
tally add records
tally list >listed
same "mail that was counted before writes nothing" "$before" settled
same "what is printed is in byte order" "$(sort <listed)" cat listed


# A server that hangs in mid-session.
mkfifo slow
"$bouncetally" --ledger="$ledger" --lock-wait=0 add slow 2>hang.err &
adder=$!
exec 3>slow
backend=
tries=0
until [ -n "$backend" ] || [ $tries -ge 200 ]; do
  tries=$((tries + 1))
  sleep 0.05
  backend=$(sql "SELECT min (pid) FROM pg_stat_activity
    WHERE application_name = 'bouncecat'")
done
if [ -n "$backend" ] && kill -STOP "$backend"; then
  sed 's/@t>/@hang>/' records >&3
  exec 3>&-
  status=0
  wait $adder || status=$?
  kill -CONT "$backend"
  same "a server that hangs is given up: exit status 75" 75 echo $status
  check "and said so" grep -q '^bouncetally: PostgreSQL ledger: ' hang.err
else
  exec 3>&-
  wait $adder
  not_ok "a server that hangs"
fi

# A connection that is lost is made again.
rm slow
mkfifo slow
"$bouncetally" --ledger="$ledger" add slow 2>lost.err &
adder=$!
exec 3>slow
backend=
tries=0
until [ -n "$backend" ] || [ $tries -ge 200 ]; do
  tries=$((tries + 1))
  sleep 0.05
  backend=$(sql "SELECT min (pid) FROM pg_stat_activity
    WHERE application_name = 'bouncecat' AND state = 'idle'")
done
sql "SELECT pg_terminate_backend ($backend)" >terminated
sed 's/@t>/@lost>/' records >&3
exec 3>&-
status=0
wait $adder || status=$?
same "a lost connection is made again" 0 echo $status
same "and all is counted" 3000 \
  sql "SELECT count (*) FROM bouncecat_event WHERE event LIKE '%@lost'"

# Of many contacts a range is read by the key, not sorted out of all, as the
# session is set.
sql "INSERT INTO bouncecat_contact (address, written) SELECT a, a
  FROM (SELECT 'm' || generate_series (1, 200000) || '@x.example' AS a) AS m"
sql "INSERT INTO bouncecat_event (address, event, category, seen_at)
  SELECT address, 'message:1', 'unknown', 1 FROM bouncecat_contact
  WHERE address LIKE 'm%'"
sql ANALYZE
PGOPTIONS="-c enable_hashjoin=off -c enable_mergejoin=off" sql "EXPLAIN SELECT c.address, e.event FROM (SELECT * FROM bouncecat_contact
  WHERE address > 'm1' ORDER BY address LIMIT 1000) c
  LEFT JOIN bouncecat_event e ON e.address = c.address AND e.address > 'm1'
  ORDER BY c.address, CASE WHEN e.bounced_at IS NULL
  OR e.bounced_at > e.seen_at THEN e.seen_at ELSE e.bounced_at END, e.event" \
  >plan
check "a range of contacts is read by their key" \
  grep -q 'Index .*Scan using bouncecat_contact_pkey' plan
check "and sorted a contact at a time" sh -c \
  'grep -q "Incremental Sort" plan && ! grep -q "Seq Scan" plan'
comment plan

# Passwords.
expect_status 75 "a server that is not there" "$bouncetally" \
  --ledger="postgresql://me:s3cret@/x?host=$tmp/nowhere" list
check "its password is not told" sh -c '! grep -q s3cret err'
expect_status 75 "a URI that libpq can't read" "$bouncetally" \
  --ledger="postgresql://me:s3cret@/x?hosts=$tmp/nowhere&password=s3cret" list
check "its passwords are not told" sh -c '! grep -q s3cret err'

finish
