#!/bin/sh
# What is known of addresses, handed to other programs: CSV, a map of Postfix,
# suppression lists of SES and Mailgun, listmonk and Mautic.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer postfix jq curl python3

eval "$(recipe user)"
ledger=/var/lib/bounces/ledger.db
mail_of ann@example.com | as_user bounces /usr/libexec/bouncecat/count-bounces
bounce full@example.com 4.2.2 failed '452 4.2.2 Mailbox full' |
  as_user bounces /usr/libexec/bouncecat/count-bounces
as_user bounces bouncetally -l $ledger suppress sue@example.com
cd "$tmp" || exit 1

recipe csv >setup
check "CSV: the recipe" sh -eu setup
cut -d , -f 1,2,3 blocked.csv | tr -d '"' >actual
printf '%s\n' address,state,category \
  ann@example.com,hard,address-does-not-exist sue@example.com,suppressed, \
  >expected
check_same "CSV: the blocked" expected actual

recipe ses >setup
check "SES: the recipe" sh -eu setup
printf '%s,BOUNCE\n' ann@example.com sue@example.com >expected
check_same "SES: a line an address" expected ses.csv

recipe mailgun >setup
check "Mailgun: the recipe" sh -eu setup
jq -r '.[] | [.address, .code] | @tsv' mailgun.json >actual
printf '%s\t550\n' ann@example.com >expected
check_same "Mailgun: the hard ones" expected actual

postconf -e 'myhostname = mx1.example.net'
recipe postfix-map >setup
check "Postfix: the recipe" sh -eu setup
postmap -q sue@example.com hash:/etc/postfix/suppressed >actual
echo '550 5.1.1 This address has bounced' >expected
check_same "Postfix: the map knows the blocked" expected actual
check "Postfix: and nobody else" sh -c \
  '! postmap -q full@example.com hash:/etc/postfix/suppressed'

# What is handed over stays as it was.
cp /etc/postfix/suppressed.db "$tmp/map"
cat blocked.csv ses.csv mailgun.json >before
mv $ledger $ledger.away
for name in csv ses mailgun postfix-map; do
  recipe $name >setup
  # shellcheck disable=SC2016
  check "$name: a ledger that can't be read is a failure" \
    sh -c '! sh -u setup'
done
cat blocked.csv ses.csv mailgun.json >after
check_same "... and empties no list" before after
check "... nor the map" cmp /etc/postfix/suppressed.db "$tmp/map"
mv $ledger.away $ledger

python3 "$recipes/webhook.py" port >>taken &
check "listmonk: a server" await [ -s "$tmp/port" ]
bounce ann@example.com | sed 's/^X-Campaign-Id: .*/X-Listmonk-Campaign: c-1/' \
  >mail
mkdir -p "$HOME/Maildir/new" "$HOME/Maildir/cur"
mv mail "$HOME/Maildir/new/1"
LISTMONK_URL=http://127.0.0.1:$(cat port)
export LISTMONK_URL
recipe listmonk | sed 's/=secret/=token/' >setup
check "listmonk: the recipe" sh -eu setup
echo 'ann@example.com c-1 hard' >expected
check_same "listmonk: as it asks" expected taken
echo 'no mail at all' >"$HOME/Maildir/new/0"
: >taken
recipe listmonk | sed 's/=secret/=token/' >setup
check "listmonk: what is no mail keeps no bounce back" sh -eu setup
check_same "listmonk: it is posted" expected taken
recipe listmonk >setup
check "listmonk: a refusal is a failure" sh -c '! sh -eu setup'

# Sue's address is one that the search of Mautic finds two of; bob's is none of
# its contacts, and full@ is active.
: >taken
mail_of bob@example.com | as_user bounces /usr/libexec/bouncecat/count-bounces
as_user bounces bouncetally -l $ledger reset sue@example.com
as_user bounces bouncetally -l $ledger suppress sue_x@example.com
MAUTIC_URL=$LISTMONK_URL
export MAUTIC_URL
recipe mautic | sed 's/_PASSWORD=secret/_PASSWORD=token/' >setup
check "Mautic: the recipe" sh -eu setup
cat >expected <<'END'
Ann@example.com 2 address-does-not-exist: 550 5.1.1 xyzzy
sue_x@example.com 3 suppressed
END
check_same "Mautic: who is blocked, as it asks" expected taken
MAUTIC_USER=api
MAUTIC_PASSWORD=wrong
BOUNCECAT_LEDGER=$ledger
export MAUTIC_USER MAUTIC_PASSWORD BOUNCECAT_LEDGER
mautic=/usr/share/doc/bouncecat/examples/mautic-bounces
check "Mautic: a refusal is a failure" sh -c "! sh $mautic"
MAUTIC_PASSWORD=token
: >taken
check "Mautic: what is new" sh $mautic --changed-since=1d --category=inactive
check "Mautic: nothing is" [ ! -s taken ]
finish
