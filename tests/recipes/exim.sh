#!/bin/sh
# Exim: a router and a transport, and the retry after 75.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer exim4-daemon-light

eval "$(recipe user)"
{
  cat <<'END'
primary_hostname = mx1.example.net
domainlist local_domains = mx1.example.net : lists.example.org
local_interfaces = 127.0.0.1
begin routers
END
  recipe exim-router
  echo 'begin transports'
  recipe exim-transport
  echo 'begin retry'
  echo '* * F,1h,1m'
} >/etc/exim4/exim4.conf
chown root:Debian-exim /etc/exim4/exim4.conf
chmod 640 /etc/exim4/exim4.conf
check "Exim takes the configuration" exim4 -bV

# deliver ADDRESS TO: Exim delivers in this process, with -odf.
deliver () {
  mail_of "$1" | exim4 -odf -f '<>' "$2"
}

queue_length () {
  exim4 -bpc
}

check "a bounce is taken" deliver ann@example.com bounces@lists.example.org
check "and counted" counted ann@example.com
check "as the user" \
  [ "$(stat -c %U-%a /var/lib/bounces/ledger.db)" = bounces-600 ]
deliver bob@example.com bounces+tag@lists.example.org
check "with a suffix" counted bob@example.com
ordinary | exim4 -odf -f '<>' bounces@lists.example.org
check "what is no bounce is taken" [ "$(queue_length)" -eq 0 ]

chown root: /var/lib/bounces/ledger.db /var/lib/bounces
deliver cleo@example.com bounces@lists.example.org
check "75: the mail stays in the queue" [ "$(queue_length)" -eq 1 ]
check "75: nothing is counted" sh -c "! bouncetally \
  -l /var/lib/bounces/ledger.db list | grep cleo"
chown bounces: /var/lib/bounces/ledger.db* /var/lib/bounces
exim4 -qff
check "75: it is tried again" await counted cleo@example.com
check "75: no mail is left" [ "$(queue_length)" -eq 0 ]

[ "$tests_failed" -eq 0 ] || tail -n 30 /var/log/exim4/mainlog | comment
finish
