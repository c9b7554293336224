#!/bin/sh
# What a PostgreSQL server does for each statement, by its own account: rows are
# found by address, in the order in which they are printed, and none of one
# address is joined with one of another, so that an engine can distribute them.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

pgsql_start || skip_all "$pgsql_missing"
store=pgsql
new_ledger

sql () {
  "$pgsql_bin/psql" -X -q -t -A -c "$1" "$ledger"
}

for setting in "session_preload_libraries = 'auto_explain'" \
  "auto_explain.log_min_duration = 0" "auto_explain.log_nested_statements = on"
do
  sql "ALTER ROLE bouncecat SET $setting"
done
sql "SELECT 1" >one 2>one.err || skip_all "PostgreSQL has no auto_explain"

make_records () {
  awk 'BEGIN {
    for (i = 0; i < 40; i++)
      printf "{\"recipient\":\"u%d@x%d.example\",\"category\":\"unknown\"," \
        "\"original_message_id\":\"<%d@t>\"}\n", (i * 7919) % 40, i % 7, i
    for (i = 0; i < 300; i++)
      printf "{\"recipient\":\"heavy@x.example\",\"category\":\"over-quota\"," \
        "\"original_message_id\":\"<%d@h>\"}\n", i
  }'
}

# All commands, and what they ask a server.
commands () {
  tally add records
  tally list
  tally list --long
  tally list --changed-since=1d
  tally stats --by=remote_mta
  tally report
  tally export
  tally show heavy@x.example
  tally check u1@x1.example nobody@x.example
  tally list | head -n 50 | tally check
  "$bouncecat" --ledger="$ledger" --window=90 --spacing=1 \
    "$fixtures/postfix"
  tally suppress s@x.example
  tally suppress s@x.example
  tally reset u2@x2.example nobody@x.example
  tally --window=90 list --state=blocked
  tally prune --before=2025-01-01
  printf '{"contact":"i@x.example","event":"message:1@i","category":"unknown"}\n' |
    tally import
  tally forget u0@x0.example
  tally forget --keep-out u39@x1.example
}

# plans: those of the log from byte $from on, a line each, of our tables.
plans () {
  tail -c +"$from" "$pgsql_folder/log" | awk '
    /^\t/ { if (taken) { sub(/^\t/, ""); plan = plan "|" $0 }; next }
    { if (plan != "") print plan; plan = ""; taken = /  plan:$/ }
    END { if (plan != "") print plan }' |
    grep 'bouncecat_\(contact\|event\)'
}

# none NAME: ok if the file `found` has no plan.
none () {
  if [ -s found ]; then
    not_ok "$1"
    head -n 2 found | cut -c 1-2000 | sed 's/^/# /'
  else
    ok "$1"
  fi
}

# joined: a join finds the rows of an address by that address; in an index, or
# among all of a table that the server takes for a small one.
joined () {
  grep 'Nested Loop\|Hash [A-Z a-z]*Join\|Hash Join\|Merge [A-Z a-z]*Join' planned |
    grep -v '\(Index Cond\|Join Filter\|Hash Cond\|Merge Cond\): [^|]*address = ' \
      >found
  none "$1: what is joined is joined by the address"
}

# The making of the tables is not looked at.
tally set soft-limit 5
make_records >records
from=$(($(wc -c <"$pgsql_folder/log") + 1))
commands >commands.out 2>&1
plans >planned
joined "a ledger of which the server knows nothing"

# As many as make a difference, and the server knows of them.
sql "INSERT INTO bouncecat_contact (address, written) SELECT a, a
  FROM (SELECT 'm' || generate_series (1, 60000) || '@y.example' AS a) AS m"
sql "INSERT INTO bouncecat_event (address, event, category, seen_at)
  SELECT address, 'message:1', 'unknown', 1 FROM bouncecat_contact
  WHERE address LIKE 'm%'"
sql ANALYZE
from=$(($(wc -c <"$pgsql_folder/log") + 1))
commands >commands.out 2>&1
plans >planned
cut -d '|' -f 2 planned | cut -d ' ' -f 3 | sort -u >kinds
same "there are plans of reading and of writing" "DELETE
INSERT
SELECT
UPDATE" cat kinds
joined "one of many contacts"
# What has changed is found by when it has, and all may have; of many addresses
# at once the server may think that they are most of the table.
grep -v 'changed_at >= ' planned | awk 'length < 5000' |
  grep 'Seq Scan on bouncecat_' >found
none "no table is read from its beginning"
# A range of one contact is no matter.
grep 'Query Text: [^|]*LIMIT [$]2) c ' planned | grep -v 'Limit [^|]*rows=1 ' \
  >ranges
check "ranges of contacts are read" [ -s ranges ]
grep -v '|Incremental Sort[^|]*|[^|]*|[^|]*Presorted Key: [^|]*address' ranges \
  >found
none "in the order of the key, sorted a contact at a time"

# Keys.
same "there are unique keys" 2 sql "SELECT count(*) FROM pg_index
  WHERE indisunique AND indrelid IN ('bouncecat_contact'::regclass,
    'bouncecat_event'::regclass)"
sql "SELECT indexrelid::regclass
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
    AND a.attnum = i.indkey[0]
  WHERE indisunique AND indrelid IN ('bouncecat_contact'::regclass,
    'bouncecat_event'::regclass) AND attname <> 'address'" >found
none "the address leads all of them"

finish
