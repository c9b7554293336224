#!/bin/sh
# procmail, maildrop and Dovecot's Sieve: bounces are counted and filed, other
# mail goes to the inbox, and the ledger that cannot be reached loses nothing.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer procmail maildrop dovecot-core dovecot-sieve

eval "$(recipe user)"
ledger=/var/lib/bounces/ledger.db
maildir=/var/lib/bounces/Maildir
mail_of ann@example.com >bounce
ordinary >letter
chmod 755 "$tmp"
files () {
  find "$1" -type f 2>/dev/null | grep -c '/\(new\|cur\)/'
}

# agent NAME COMMAND...: delivers a bounce where there is no Maildir yet, and a
# letter.
agent () {
  name=$1
  shift
  rm -rf $ledger* $maildir
  check "$name: a bounce" as_user bounces "$@" <bounce
  check "$name: is counted" counted ann@example.com
  check "$name: is filed" [ "$(files $maildir/.bounces)" -eq 1 ]
  check "$name: is not in the inbox" [ "$(files $maildir/new)" -eq 0 ]
  check "$name: a letter" as_user bounces "$@" <letter
  check "$name: is in the inbox" [ "$(files $maildir/new)" -eq 1 ]
  chown root: $ledger
}

# Those that keep the mail for another try say so with 75.
tries_again () {
  mail_of bob@example.com >bob
  expect_status 75 "$1: 75 where the ledger cannot be written" \
    as_user bounces "$@" <bob
  check "$1: the mail is nowhere" \
    [ "$(files $maildir)" -eq 2 ]
  chown bounces: $ledger
  check "$1: the second try" as_user bounces "$@" <bob
  check "$1: counts" counted bob@example.com
  check "$1: and files" [ "$(files $maildir/.bounces)" -eq 2 ]
}

{
  echo 'DEFAULT=$HOME/Maildir/'
  recipe procmail
} >/var/lib/bounces/.procmailrc
chown bounces: /var/lib/bounces/.procmailrc
agent procmail procmail -t
tries_again procmail -t

{
  recipe maildrop
  echo 'to "$HOME/Maildir/"'
} >/var/lib/bounces/.mailfilter
chown bounces: /var/lib/bounces/.mailfilter
chmod 600 /var/lib/bounces/.mailfilter
agent maildrop maildrop
tries_again maildrop

recipe sieve-conf >/etc/dovecot/conf.d/99-bouncecat.conf
cat >/etc/dovecot/conf.d/98-test.conf <<'END'
mail_location = maildir:~/Maildir
log_path = /var/log/dovecot
postmaster_address = postmaster@example.net
protocol lda {
  mail_plugins = sieve
}
END
touch /var/log/dovecot
chmod 666 /var/log/dovecot
recipe sieve >/etc/dovecot/bounces.sieve
check "Sieve: the script compiles" sievec /etc/dovecot/bounces.sieve
agent Sieve /usr/lib/dovecot/dovecot-lda
mail_of bob@example.com >bob
as_user bounces /usr/lib/dovecot/dovecot-lda <bob
check "Sieve: the inbox keeps what cannot be counted" \
  [ "$(files $maildir/new)" -eq 2 ]
chown bounces: $ledger

[ "$tests_failed" -eq 0 ] || comment /var/log/dovecot
finish
