#!/bin/sh
# OpenSMTPD: an action that hands mail to a program, and the retry after 75.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer opensmtpd

eval "$(recipe user)"
{
  echo 'listen on lo port 25 hostname mx1.example.net'
  echo 'table aliases file:/etc/aliases'
  recipe opensmtpd
  recipe opensmtpd | sed -n '/^match/,$p' |
    sed 's/rcpt-to .*" /rcpt-to regex "^bounces\\+.*@lists\\.example\\.org$" /'
  echo 'action "local" mbox'
  echo 'match for local action "local"'
} >/etc/smtpd.conf
touch /etc/aliases
check "OpenSMTPD takes the configuration" smtpd -n -f /etc/smtpd.conf
smtpd -d >log 2>&1 &
await smtpctl show status
check "it runs" smtpctl show status

deliver () { # ADDRESS TO
  mail_of "$1" | sendmail -f '' "$2"
}

empty_queue () {
  [ -z "$(smtpctl show queue)" ]
}

check "a bounce is taken" deliver ann@example.com bounces@lists.example.org
check "and counted" await counted ann@example.com
check "as the user" \
  [ "$(stat -c %U-%a /var/lib/bounces/ledger.db)" = bounces-600 ]
deliver bob@example.com bounces+tag@lists.example.org
check "with a suffix" await counted bob@example.com
ordinary | sendmail -f '' bounces@lists.example.org
check "what is no bounce is taken" await empty_queue

chown root: /var/lib/bounces/ledger.db /var/lib/bounces
deliver cleo@example.com bounces@lists.example.org
check "75: the mail is put off" await grep -q 'result=TempFail' log
check "75: and stays in the queue" [ -n "$(smtpctl show queue)" ]
check "75: nothing is counted" sh -c "! bouncetally \
  -l /var/lib/bounces/ledger.db list | grep cleo"
chown bounces: /var/lib/bounces/ledger.db* /var/lib/bounces
smtpctl schedule all >scheduled
check "75: it is tried again" await counted cleo@example.com
check "75: no mail is left" await empty_queue

[ "$tests_failed" -eq 0 ] || tail -n 30 log | comment
finish
