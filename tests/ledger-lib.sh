# shellcheck shell=sh disable=SC2034,SC2154 # variables of those it works with
# ledger-lib.sh: what the tests of the ledger share.  To be sourced after
# lib.sh and pgsql-server.sh.
#
#   each_store FUNCTION    calls it for SQLite, and for PostgreSQL where a
#                          server can be started; $store is the store's name
#   new_ledger             makes an empty ledger of $store: its URI is $ledger
#   tally ARGUMENT...      bouncetally with that ledger
#   header                 the line of field names for `record`
#   record ADDRESS CATEGORY MESSAGE-ID [DATE [STATUS [ACTION]]]
#                          a record as bouncecat prints it
#   pad                    such lines, a header first, with the columns that `add`
#                          needs and that they lack
#   box COUNT RANGE SEED   an mbox of COUNT bounces, of any of RANGE addresses
#   state ADDRESS [OPTION...]  "active 4"
#   one ADDRESS CATEGORY MESSAGE-ID [DATE [STATUS [ACTION]]]  adds that record
#   exported               the export, but for when bounces were learned
#   add_softs ADDRESS FIRST LAST [DATE]  that many soft bounces, one message each
#   change_rows SQL        as another program would; fails, with a test skipped,
#                          where there is no sqlite3
#   same NAME EXPECTED COMMAND...   its output is EXPECTED and a newline

store=
ledger=
ledgers=0

tally () {
  "$bouncetally" --ledger="$ledger" "$@"
}

new_ledger () {
  ledgers=$((ledgers + 1))
  if [ "$store" = sqlite ]; then
    ledger=$tmp/ledger$ledgers.db
  else
    "$pgsql_bin/psql" -X -q -c "CREATE DATABASE ledger$ledgers" \
      "$pgsql_uri" || exit 1
    ledger=$(echo "$pgsql_uri" | sed "s|///postgres|///ledger$ledgers|")
  fi
}

each_store () {
  store=sqlite
  "$1"
  store=pgsql
  if [ -n "$pgsql_uri" ] || pgsql_start; then
    "$1"
  else
    skip "$1 in PostgreSQL" "$pgsql_missing"
  fi
}

header () {
  printf 'recipient\tcategory\toriginal_message_id\tdate\tstatus\taction\n'
}

record () {
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" \
    "${4-2026-01-01T00:00:00Z}" "${5-}" "${6-failed}"
}

state () {
  state_of=$1
  shift
  tally "$@" show "$state_of" | head -n 1 | awk -F '\t' '{ print $2, $3 }'
}

one () {
  { header && record "$@"; } | pad | tally add
}

box () {
  awk -v n="$1" -v range="$2" -v seed="$3" 'BEGIN {
    srand (seed)
    for (i = 0; i < n; i++)
      {
        user = int (rand () * range)
        printf "From MAILER-DAEMON Thu Nov 26 10:00:00 2026\n" \
          "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n" \
          "Message-ID: <notice.%d.%d@mx.example>\nMIME-Version: 1.0\n" \
          "Content-Type: multipart/report; report-type=delivery-status; " \
          "boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n" \
          "Reporting-MTA: dns; mx.example\n\n" \
          "Final-Recipient: rfc822; user%d@domain%d.example\n" \
          "Action: failed\nStatus: %s\n\n--b\n" \
          "Content-Type: text/rfc822-headers\n\n" \
          "Message-ID: <%d.%d@our.example>\n\n--b--\n\n",
          i, seed, user, user % 1000, user % 7 ? "5.2.2" : "5.1.1", i, seed
      }
  }'
}

# Until the clock shows another second: what is younger than a reset counts.
tick () {
  tick_from=$(date +%s)
  until [ "$(date +%s)" -gt "$tick_from" ]; do
    sleep 0.02
  done
}

# When a bounce was learned is all that differs between two ledgers, and where
# a bounce without a date stands.
exported () {
  tally export | sed 's/"seen":"[^"]*"/"seen":"T"/' | sort
}

pad () {
  awk -F '\t' '
    NR == 1 {
      n = split ("event kind recipient original_recipient action category " \
                 "status reply_code date original_message_id verp", needed, " ")
      for (i = 1; i <= NF; i++)
        has[$i] = 1
      for (i = 1; i <= n; i++)
        if (!(needed[i] in has))
          {
            names = names "\t" needed[i]
            blanks = blanks "\t"
          }
      print $0 names
      next
    }
    { print $0 blanks }'
}

add_softs () {
  softs_i=$2
  {
    header
    while [ "$softs_i" -le "$3" ]; do
      record "$1" over-quota "<soft$softs_i@test>" \
        "${4-2026-01-01T00:00:00Z}"
      softs_i=$((softs_i + 1))
    done
  } | pad | tally add
}

change_rows () {
  if [ "$store" = pgsql ]; then
    "$pgsql_bin/psql" -X -q -c "$1" "$ledger"
  elif command -v sqlite3 >/dev/null; then
    sqlite3 "$ledger" "$1"
  else
    skip "$store: the rows of another version" "sqlite3 is not installed"
    false
  fi
}

same () {
  same_name=$1
  printf '%s\n' "$2" >"$tmp/expected"
  shift 2
  "$@" >"$tmp/actual" 2>"$tmp/err"
  check_same "$same_name" "$tmp/expected" "$tmp/actual"
}
