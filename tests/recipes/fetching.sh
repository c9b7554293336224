#!/bin/sh
# fetchmail, mpop and getmail, from a POP3 server of Dovecot's: what was
# counted is deleted, what could not be counted stays on the server.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer fetchmail mpop getmail6 dovecot-pop3d openssl ca-certificates

eval "$(recipe user)"
ledger=/var/lib/bounces/ledger.db
echo '127.0.0.1 mail.example.org' >>/etc/hosts
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=mail.example.org \
  -addext subjectAltName=DNS:mail.example.org -keyout /run/key.pem \
  -out /usr/local/share/ca-certificates/mail.crt 2>/dev/null
update-ca-certificates >ca 2>&1
# The server's mail belongs to another user than the one who fetches it.
useradd --create-home server
cat >/etc/dovecot/dovecot.conf <<'END'
protocols = pop3
listen = 127.0.0.1
ssl_cert = </usr/local/share/ca-certificates/mail.crt
ssl_key = </run/key.pem
mail_location = maildir:/home/server/Maildir
log_path = /var/log/dovecot
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=server gid=server home=/home/server
}
END
check "there is a server" dovecot
new=/home/server/Maildir/new
on_server () {
  [ "$(find /home/server/Maildir -type f -path '*/[nc][eu][wr]/*' |
    wc -l)" -eq "$1" ]
}

# fetcher NAME COMMAND...: fetches while the ledger can be written, and while
# it cannot.
fetcher () {
  name=$1
  shift
  rm -rf /home/server/Maildir $ledger*
  as_user server mkdir -p $new /home/server/Maildir/cur /home/server/Maildir/tmp
  mail_of ann@example.com | as_user server tee $new/1 >delivered
  ordinary | as_user server tee $new/2 >delivered
  check "$name: fetches" as_user bounces "$@"
  check "$name: it is counted" counted ann@example.com
  check "$name: nothing is left on the server" await on_server 0
  chown root: $ledger
  mail_of bob@example.com | as_user server tee $new/3 >delivered
  as_user bounces "$@" >out 2>&1
  check "$name: the mail stays where it cannot be counted" on_server 1
  chown bounces: $ledger
  as_user bounces "$@" >out 2>&1
  check "$name: the next run counts it" counted bob@example.com
  check "$name: and deletes it" await on_server 0
}

# config FILE: for its user alone, as all three ask.
config () {
  as_user bounces mkdir -p "$(dirname "/var/lib/bounces/$1")"
  install -o bounces -g bounces -m 600 /dev/stdin "/var/lib/bounces/$1"
}

recipe fetchmail | config .fetchmailrc
fetcher fetchmail fetchmail --invisible

recipe mpop | config .mpoprc
fetcher mpop mpop

recipe getmail | config .config/getmail/getmailrc
fetcher getmail getmail

[ "$tests_failed" -eq 0 ] || tail -n 20 /var/log/dovecot | comment
finish
