#!/bin/sh
# Records in other programs: jq, Miller, join, SQLite, PostgreSQL, notmuch,
# mblaze.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer jq miller sqlite3 postgresql notmuch mblaze
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"

# A Maildir of real notifications, texts with quotes and tabs among them.
mkdir -p "$HOME/Maildir/new" "$HOME/Maildir/cur" "$HOME/Maildir/tmp"
find "$fixtures/postfix" "$fixtures/exim" -name '*.eml' | sort |
  while IFS= read -r mail; do
    name=$(basename "$(dirname "$mail")")-$(basename "$mail" .eml)
    cp "$mail" "$HOME/Maildir/cur/$name:2,S"
  done
bounce quoted@example.com 5.1.1 failed \
  '"quoted" \ 550 5.1.1 user	unknown' >"$HOME/Maildir/cur/quoted:2,S"
bouncecat ~/Maildir >records
total=$(wc -l <records)
check "there are records" [ "$total" -gt 150 ]

# run NAME: the recipe, with its output in out.
run () {
  recipe "$1" >setup
  expect_status 0 "$1: runs" sh -eu setup
}

# is NAME VALUE: the output, blanks aside.
is () {
  tr -s ' \n' ' ' <out | sed 's/^ //; s/ $//' >actual
  printf '%s' "$2" >expected
  check_same "$1: $2" expected actual
}

bounce ann@example.com 5.7.1 failed '550 5.7.1 Message rejected as spam' \
  >"$HOME/Maildir/new/spam"
run jq
check "jq: the campaign" grep -qE "^ +1 spring$" out
rm "$HOME/Maildir/new/spam"

run miller
check "miller: a row a category" [ "$(wc -l <out)" -ge 9 ]
check "miller: the counts add up" sh -c "
  [ \"\$(sed 1d out | awk -F '\t' '{ n += \$3 } END { print n }')\" -eq $total ]"

bounce user8@example.com | sed 's/^X-Campaign-Id: .*/X-Send-Id: 8/' \
  >"$HOME/Maildir/new/send"
printf '7\tmonday\n8\ttuesday\n9\tfriday\n' >send-log.tsv
run join
printf '8\tuser8@example.com\taddress-does-not-exist\ttuesday\n' >expected
check_same "join: what the log says of it" expected out
rm "$HOME/Maildir/new/send"

cat >/var/log/mail.log <<'END'
Nov 27 08:00:01 mx1 postfix/smtp[99]: 4F1: to=<gone@example.com>, relay=mail.example.com[203.0.113.9]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mail.example.com[203.0.113.9] said: 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command))
Nov 27 08:00:02 mx1 postfix/smtp[99]: 4F2: to=<fine@example.com>, relay=mail.example.com[203.0.113.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
2026-11-27 08:00:03 1vOabc-000001-2x ** full@example.com R=dnslookup T=remote_smtp: SMTP error from remote mail server after RCPT TO:<full@example.com>: 552 5.2.2 Mailbox full
END
run replies
printf '%s\t%s\t%s\n' full@example.com over-quota 5.2.2 \
  gone@example.com address-does-not-exist 5.1.1 >expected
check_same "replies: who was refused" expected out

run sqlite
sqlite3 bounces.sqlite 'SELECT count(*) FROM bounce' >out
is sqlite "$total"
sqlite3 bounces.sqlite \
  "SELECT count(*) FROM bounce WHERE recipient = 'quoted@example.com'
   AND diagnostic LIKE '%\"quoted\"%'" >out
is "sqlite: quotes are values" 1

if pgsql_start; then
  PGHOST=$pgsql_folder PGUSER=bouncecat PGDATABASE=postgres
  PATH=$pgsql_bin:$PATH
  export PGHOST PGUSER PGDATABASE PATH
  run postgresql
  psql -XAtc 'SELECT count(*) FROM bounce' >out
  is postgresql "$total"
  psql -XAtc "SELECT count(*) FROM bounce WHERE status = ''" >out
  is "postgresql: what is empty is NULL" 0
  run postgresql-json
  psql -XAtc "SELECT count(*), count(record ->> 'recipient')
    FROM bounce_json" >out
  is postgresql-json "$total|$(grep -c '^[^	]' records)"
  psql -XAtc "SELECT diagnostic FROM bounce WHERE recipient LIKE 'quoted%'" \
    >expected
  psql -XAtc "SELECT record ->> 'diagnostic' FROM bounce_json
    WHERE record ->> 'recipient' LIKE 'quoted%'" >actual
  check_same "postgresql: both have the same text" expected actual
else
  skip "PostgreSQL" "$pgsql_missing"
fi

# notmuch wants to know whose mail it is.
printf '[database]\npath=%s/Maildir\n[user]\nname=B\n[search]\n' "$HOME" \
  >"$HOME/.notmuch-config"
bounce nora@example.com |
  sed "s/^To: .*/To: bounces@lists.example.org/
    s/^Date: .*/Date: $(date -R)/" >"$HOME/Maildir/new/nora"
check "notmuch: reads the mail" notmuch new --quiet
run notmuch
check "notmuch: the bounces of a query" \
  grep -q '^nora@example.com	' out
run notmuch-tag
notmuch search --output=files tag:bounce | sort -u >actual
bouncecat -F source ~/Maildir | sort -u | sed "s|^|$PWD/|; s|^$PWD//|/|" |
  grep -v '/no-id' >expected
check "notmuch-tag: bounces are tagged" [ "$(wc -l <actual)" -gt 50 ]
comm -13 expected actual >others
check "notmuch-tag: and nothing else" [ ! -s others ]

bouncecat ~/Maildir | cut -f 1-3 | sort >expected
run mblaze
cut -f 1-3 out | sort >actual
check_same "mblaze: the records of the Maildir" expected actual
run mblaze-scan
check "mblaze-scan: a line a bounce" [ "$(wc -l <out)" -eq \
  "$(bouncecat -F source ~/Maildir | sort -u | wc -l)" ]
finish
