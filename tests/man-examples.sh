#!/bin/sh
# Every example of the manual pages does what the page says of it; those of
# bouncecat-cookbook(7), which need other programs, are run by tests/recipes/.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"
# shellcheck source=tests/pages.sh
. "$top_srcdir/tests/pages.sh"

top_builddir=$(cd "$OLDPWD" && cd "$top_builddir" && pwd)
PATH=$top_builddir/src:$PATH
export PATH
: >run

# run NAME PAGE [STATUS]: the example, its output in out; what it has of
# absolute paths lies here.
run () {
  echo "$2 $1" >>run
  recipe "$1" "$2" | sed "s|/var/lib|$tmp|g; s|/var/log|$tmp|g
    s|/etc/postfix|$tmp|g; s|/home/bounces|$HOME|g" >script
  expect_status "${3-0}" "$2: $1" sh -u script
}

# is TEXT: the output, tabs as they are.
is () {
  printf '%b' "$1" >expected
  check_same "... gives what it says" expected out
}

tells () {
  check "... tells: $1" grep -Fq -- "$1" out
}

# Everything in the pages has a name, and is run somewhere.
: >none
for page in bouncecat.1 bouncetally.1 bouncecat-rules.5 \
  bouncecat-categories.7 bouncecat-cookbook.7; do
  unnamed_in $page >unnamed
  check_same "$page: every display has a name" none unnamed
done
recipes_of bouncecat-cookbook.7 | sort >names
check "the cookbook has recipes" [ "$(wc -l <names)" -gt 40 ]
sort -u names >once
check_same "... whose names differ" once names
cat "$top_srcdir"/tests/recipes/*.sh |
  grep -oE '(recipe|as_cron|run) [a-z][a-z0-9-]*' | cut -d ' ' -f 2 |
  sort -u >used
grep -vx count-bounces names | comm -23 - used >missing
check_same "... all run by tests/recipes/" none missing
recipe count-bounces >heart
check "count-bounces is as the cookbook shows it" \
  grep -qxFf heart "$top_srcdir/examples/count-bounces"

# bouncecat(1).
dated () {
  bounce "$@" | sed "s/^\(Date\|Last-Attempt-Date\): .*/\1: $date/"
}
date=$(date -R)
mkdir -p "$HOME/Maildir/new" "$HOME/Maildir/cur" "$HOME/bounces"
bounce ann@example.com >bounce.eml
cp bounce.eml "$HOME/Maildir/new/1"
bounce full@example.com 4.2.2 failed '452 4.2.2 Mailbox full' \
  >"$HOME/Maildir/new/2"
ordinary >"$HOME/Maildir/cur/3:2,S"
page=bouncecat.1
run hard $page
is 'ann@example.com\n'
run explain $page
tells 'ann@example.com: address-does-not-exist (hard)'
bounce spam@example.com 5.7.1 failed '550 5.7.1 Message rejected as spam' |
  gzip >bounces.mbox.gz
if command -v jq >/dev/null; then
  run campaign $page
  check "... counts the campaign" grep -qE '^ *1 spring$' out
else
  skip "$page: campaign" 'jq is not installed'
  echo "$page campaign" >>run
fi
touch -d '3 days ago' "$HOME/Maildir/new/1"
run find $page
tells 'total	failed recipients	1'
cat >mail.log <<'END'
Nov 27 08:00:01 mx1 postfix/smtp[99]: 4F1: to=<gone@example.com>, relay=mail.example.com[203.0.113.9]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mail.example.com[203.0.113.9] said: 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command))
Nov 27 08:00:02 mx1 postfix/smtp[99]: 4F2: to=<fine@example.com>, relay=mail.example.com[203.0.113.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
END
run log $page
check "... the refused alone" [ "$(cut -f 1,2 out)" = \
  'gone@example.com	address-does-not-exist' ]
run condition $page
check "... files the bounce" [ -e "$HOME/bounces/bounce.eml" ]
ordinary >bounce.eml
run condition $page
check "... and leaves a letter" [ -e bounce.eml ]

# as_cron NAME PAGE: what cron would run, without the times.
as_cron () {
  echo "$2 $1" >>run
  recipe "$1" "$2" | sed "s|^\([^ ]* \)\{5\}||; s|/var/lib|$tmp|g
    s|/home/bounces|$HOME|g" >script
  expect_status "${3-0}" "$2: $1" sh -c "cd && sh -u '$tmp/script'"
}
mkdir -p "$HOME/Maildir/.bounces/new" "$HOME/Maildir/.bounces/cur"
bounce ann@example.com >"$HOME/Maildir/.bounces/new/1"
echo 'This is no mail' >"$HOME/Maildir/.bounces/new/2"
as_cron cron $page 65
check "... counts" [ "$(bouncetally -l "$HOME/ledger.db" list)" = \
  ann@example.com ]
check "... is silent but for what is no mail" sh -c \
  '[ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -q "not a mail" err'

# bouncetally(1).
page=bouncetally.1
as_cron cron $page 65
check "... counts" [ "$(bouncetally -l bounces.db list --state=blocked)" = \
  ann@example.com ]
check "... prints nothing" [ ! -s out ]
cp -r "$HOME/Maildir" .
rm Maildir/.bounces/new/2 bounces.db*
mkdir bin
printf '#!/bin/sh\nshift\nexec "$@"\n' >bin/ssh
chmod 755 bin/ssh
PATH=$tmp/bin:$PATH
run two-hosts $page
check "... counts over there" [ "$(bouncetally -l bounces.db list \
  --state=blocked)" = ann@example.com ]

BOUNCECAT_LEDGER=$tmp/ledger.db
export BOUNCECAT_LEDGER
# The ledger of these examples: bob's and spam's bounces are today's and ann's is
# yesterday's, at whatever time of the day this runs.
fill () {
  today=$(date -u +%Y-%m-%d)
  date=$(date -u -R)
  dated bob@example.org | bouncecat -q -l ledger.db
  dated spam@example.net 5.7.1 failed '550 5.7.1 rejected as spam' |
    bouncecat -q -l ledger.db
  date=$(date -u -R -d "$today -1 day 12:00")
  dated ann@example.org | bouncecat -q -l ledger.db
  date='Fri, 20 Nov 2026 12:00:00 +0000'
  dated out@example.net | bouncecat -q -l ledger.db
}
fill

printf '%s\n' ann@example.org eve@example.org 'Bob <bob@example.org>' \
  >subscribers
run purge $page
printf 'eve@example.org\n' >expected
check_same "... keeps those that may be mailed" expected may-be-mailed
printf 'name,email,by\nAnn,ann@example.org,eve@x.example\nEve,"eve@example.org",bob@example.org\n' \
  >customers.csv
run csv $page 1
sed 2d customers.csv >expected
check_same "... by that column alone" expected may-be-mailed.csv
printf '%s\n' bob@example.org eve@example.org >news
run include $page
printf 'eve@example.org\n' >expected
check_same "... leaves the others" expected news
check "... for Postfix to read" [ "$(stat -c %a news)" = 644 ]

run yesterday $page
# Midnight came in between: what was today's is yesterday's now.
if [ "$(date -u +%Y-%m-%d)" != "$today" ]; then
  rm -f ledger.db*
  fill
  run yesterday $page
fi
check "... ann alone, under a header" sh -c '[ "$(cut -f 1 out |
  tr "\n" " ")" = "address ann@example.org " ]'
tells 'xyzzy'
run week $page
tells 'blocked-content	1	1	0'
tells 'bob@example.org	hard'
run blocking $page
tells 'example.org	2	0	2'
tells 'mail.example.com	1	1	0'
run report $page
check "... a page" grep -q '</html>' report.html
tells '{"state":"hard","contacts":3}'
feedback leo@example.com >complaint
bouncecat -q -l ledger.db complaint
run complained $page
check "... who did" [ "$(cut -f 1,2 out)" = 'leo@example.com	complained' ]
run outage $page
check "... makes active again" bouncetally check out@example.net
check "... nobody else" sh -c '! bouncetally check bob@example.org'
run why $page
tells 'ann@example.org	hard	0	address-does-not-exist'
check "... and off it again" bouncetally check ann@example.org

printf '%s\n' 'old1@example.com,x' 'old2@example.com,y' >old-list.csv
run suppress $page
bouncetally list --state=suppressed >out
is 'ann@example.org\nold1@example.com\nold2@example.com\n'
bouncetally show ann@example.org >out
tells 'asked on the phone'
run feed $page
check "... a line a contact" [ "$(grep -c '"address":' out)" -eq 5 ]
run erase $page
check "... it is gone" sh -c '! bouncetally list | grep -q bob@'
check "... and kept out" sh -c '! bouncetally check bob@example.org'
run prune $page
run milder $page
check "... is stored" sh -c "bouncetally set | grep -qx 'window	180'"

# A server of PostgreSQL's is for tests/ledger-server.sh: here the other ledger
# is a file, too.
echo "$page move" >>run
recipe move $page |
  sed "s|/var/lib|$tmp|; s|postgresql://[^ ]*|$tmp/other.db|" >script
expect_status 0 "$page: move" sh -eu script
bouncetally -l bounces.db list --long >expected
bouncetally -l other.db list --long >actual
check_same "... all of it" expected actual

echo "$page token" >>run
bounce nobody |
  sed 's/^To: .*/To: bounces+s3cret+vera=example.org@lists.example.net/' >verp
eval "bouncecat -F recipient,token,verp $(recipe token $page) verp" >out
is 'vera@example.org\ts3cret\ttrue\n'

# bouncecat-rules(5).
page="bouncecat-rules.5"
echo "$page site" >>run
recipe site $page >site.rules
run check $page
check "... they hold" [ ! -s out ]
log='Nov 27 08:00:01 mx1 postfix/smtp[99]: 4F1: to=<joe@example.com>,'
log="$log relay=mx.example.com[203.0.113.9]:25, dsn=5.0.0, status=bounced (host"
log="$log mx.example.com[203.0.113.9] said: 550 gone fishing (in reply to"
echo "$log RCPT TO command))" >line
bouncecat --replies -r site.rules -F category,evidence line >out
is 'inactive\ttext: gone fishing\n'
bouncecat --replies -F evidence line >out
check "... and is needed" sh -c '! grep -q fishing out'

# bouncecat-categories(7): the replies that it cites.
for case in \
  'blocked-content	550 5.1.1 sent to too many recipients this hour' \
  'address-does-not-exist	550 5.4.1 Recipient address rejected: Access denied'; do
  reply=${case#*	}
  check "bouncecat-categories.7 cites: $reply" \
    grep -q "^\.Ql $reply$" "$top_srcdir/man/bouncecat-categories.7"
  echo "$reply" | bouncecat --replies -F category >out
  is "${case%%	*}\n"
done
grep -cE '^\.Ql [245][0-9][0-9] ' "$top_srcdir/man/bouncecat-categories.7" >out
is '2\n'

for page in bouncecat.1 bouncetally.1 bouncecat-rules.5; do
  recipes_of $page | sed "s/^/$page /"
done | sort >expected
sort -u run >actual
check_same "every example was run" expected actual

finish
