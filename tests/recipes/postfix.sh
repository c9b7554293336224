#!/bin/sh
# Postfix: an alias, a transport, the retry after 75, VERP.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer postfix

eval "$(recipe user)"
ledger=/var/lib/bounces/ledger.db
postconf -e 'myhostname = mx1.example.net' 'inet_interfaces = loopback-only' 'maillog_file = /var/log/mail' \
  'mydestination = $myhostname, localhost, lists.example.org' \
  'compatibility_level = 3.6'
postconf -M 'postlog/unix-dgram=postlog unix-dgram n - n - 1 postlogd'
postconf -M 'smtp/inet=smtp inet n - n - - smtpd'
check "Postfix starts" postfix start

# deliver ADDRESS: a bounce, whose recipient is ADDRESS's local part, as mail
# from nobody to ADDRESS.
deliver () {
  mail_of "$1" | sed "s/^To: .*/To: $2/" | sendmail -f '' "$2"
}

queue_is_empty () {
  postqueue -p | grep -q 'queue is empty'
}

recipe postfix-alias >/var/lib/bounces/aliases
recipe postfix-alias-setup >setup
check "alias: it is set up" sh -eux setup
deliver alias@example.com bounces@mx1.example.net
check "alias: a bounce is counted" await counted alias@example.com
check "alias: as the user" \
  [ "$(stat -c %U-%a $ledger)" = bounces-600 ]

# The ledger is larger than local(8) lets a program's file be.
postconf -e 'message_size_limit = 9000' 'mailbox_size_limit = 10000'
postfix reload
deliver limit@example.com bounces@mx1.example.net
check "limit: the mail is deferred" \
  await grep -q 'relay=local.*status=deferred.*disk I/O error' /var/log/mail
recipe postfix-limit >setup
check "limit: it is lifted" sh -eux setup
postfix reload
postqueue -f
check "limit: a bounce is counted" await counted limit@example.com
postconf -X message_size_limit

recipe postfix-pipe >>/etc/postfix/master.cf
recipe postfix-transport >/etc/postfix/transport
recipe postfix-pipe-setup >setup
postconf -e 'mydestination = $myhostname, localhost'
check "transport: it is set up" sh -eux setup
deliver pipe@example.com bounces@lists.example.org
check "transport: a bounce is counted" await counted pipe@example.com

# Nobody can write to the ledger: the mail waits, and counts once in the end.
await queue_is_empty
chown root: $ledger /var/lib/bounces
deliver later@example.com bounces@lists.example.org
check "75: the mail is deferred" \
  await grep -q 'relay=bouncecat.*status=deferred' /var/log/mail
check "75: nothing is counted" sh -c "! bouncetally -l $ledger list |
  grep later"
chown bounces: $ledger* /var/lib/bounces
check "75: it is tried again" postqueue -f
check "75: and counted" await counted later@example.com
check "75: no mail is left" await queue_is_empty
ordinary | sendmail -f '' bounces@lists.example.org
check "what is no bounce is taken" await \
  sh -c "[ \$(grep -c 'relay=bouncecat.*status=sent' /var/log/mail) -ge 3 ]"

# VERP: the report names nobody of ours.
recipe verp-delimiter >setup
check "VERP: it is set up" sh -eux setup
sed -i '/^bouncecat unix/,$d' /etc/postfix/master.cf
recipe verp-pipe >>/etc/postfix/master.cf
check "VERP: Postfix takes it" postfix reload
bounce nobody | sed 's/^To: .*/To: undisclosed:;/' |
  sendmail -f '' bounces+vera=example.com@lists.example.org
check "VERP: whom it was for" await counted vera@example.com

mkdir -p /var/lib/bounces/Maildir/new /var/lib/bounces/Maildir/cur
bounce nobody | sed 's/^To: .*/To: bounces+will=example.com@lists.example.org/' \
  >/var/lib/bounces/Maildir/new/1
recipe verp >setup
sh setup >out
check "VERP: from a Maildir" grep -q '^will@example.com	' out

[ "$tests_failed" -eq 0 ] || tail -n 30 /var/log/mail | comment
postfix stop >stopped 2>&1
finish
