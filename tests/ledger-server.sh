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
# Where each row stands, and who wrote it there.
versions () {
  for versions_of in contact event setting; do
    sql "SELECT count (*), md5 (string_agg (ctid || '/' || xmin, ' '
      ORDER BY ctid)) FROM bouncecat_$versions_of"
  done
}
before=$(versions)
tally add records
tally list >listed
same "mail that was counted before writes nothing" "$before" versions
tally reset nobody@x.example 2>err
tally forget nobody@x.example 2>err
same "nor does what is asked of those that are not there" "$before" versions
tally suppress s@x.example
before=$(versions)
tally suppress s@x.example
same "nor who is suppressed already" "$before" versions
tally list >listed
tally reset u1@x.example
check "what writes one row shows" [ "$before" != "$(versions)" ]
same "what is printed is in byte order" "$(sort <listed)" cat listed


# adder NAME OPTION...: `add` in mid-session, under that name for the server: it
# has stored 6,000 records of descriptor 3, and waits for more.
adder () {
  session=$1
  shift
  mkfifo "$session"
  "$bouncetally" --ledger="$ledger&application_name=$session" "$@" \
    add "$session" 2>"$session.err" &
  adder=$!
  exec 3>"$session"
  more 1 >&3
  more 2 >&3
  check "$session: a batch is stored" await_of $adder is_idle
  backend=$(sql "SELECT pid FROM pg_stat_activity
    WHERE application_name = '$session'")
}
more () { sed "s/@t>/@$1.$session>/" records; }
stored () {
  sql "SELECT count (*) FROM bouncecat_event WHERE event LIKE '%.$session'"
}
is_idle () {
  [ "$(stored)" = 6000 ] && [ "$(sql "SELECT state FROM pg_stat_activity
    WHERE application_name = '$session'")" = idle ]
}

# A server that hangs is waited for as long as --lock-wait says, and no more
# than a few seconds longer.
adder hang --lock-wait=0
kill -STOP "$backend"
more 3 >&3
exec 3>&-
status=0
wait $adder || status=$?
kill -CONT "$backend"
same "a server that hangs is given up: exit status 75" 75 echo $status
check "and said so" grep -q '^bouncetally: PostgreSQL ledger: .*answer' hang.err
same "what was stored before, is" 6000 stored

# A connection that is lost is made again.
adder lost
sql "SELECT pg_terminate_backend ($backend)" >terminated
more 3 >&3
exec 3>&-
status=0
wait $adder || status=$?
same "a lost connection is made again" 0 echo $status
same "and all is counted" 9000 stored

# So it is where the server itself has to come back first.
adder back --lock-wait=60
pgsql_stop
more 3 >&3
exec 3>&-
check "a server is started again" pgsql_resume
status=0
wait $adder || status=$?
same "while somebody waits for it" 0 echo $status
same "and all is counted then" 9000 stored

# Passwords.
expect_status 75 "a server that is not there" "$bouncetally" \
  --ledger="postgresql://me:s3cret@/x?host=$tmp/nowhere" list
check "its password is not told" sh -c '! grep -q s3cret err'
expect_status 64 "a URI that libpq can't read" "$bouncetally" \
  --ledger="postgresql://me:s3cret@/x?hosts=$tmp/nowhere&password=s3cret" list
check "its passwords are not told" sh -c '! grep -q s3cret err'

finish
