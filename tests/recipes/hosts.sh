# shellcheck shell=sh disable=SC2154 # variables of lib.sh
# hosts.sh: mails under one name for all hosts, and a server of PostgreSQL's
# that all count in.  To be sourced after in_layer.
#
#   one_process        makes /mail/bounces, what one process says of it in
#                      /work/one and /work/one.list, and the server; goes to
#                      /work
#   ledger_of NAME     a database of that name, whose URI is $ledger
#   here               a recipe, with the URI of that ledger
#   same_ledger NAME   does $ledger hold what one process counted?

# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"

one_process () {
  mkdir -p /mail/bounces /work
  find "$fixtures/postfix" "$fixtures/exim" "$fixtures/sendmail" \
    -name '*.eml' | sort >mails
  number=0
  while IFS= read -r mail; do
    number=$((number + 1))
    cp "$mail" "/mail/bounces/$number"
  done <mails
  chmod -R a+rX /mail
  chown bounces: /work
  cd /work || exit 1
  as_user bounces bouncecat /mail/bounces | sort >/work/one
  as_user bounces bouncecat -l /work/one.db -q /mail/bounces
  bouncetally -l /work/one.db list --long | sort >/work/one.list
  check "there are records" [ "$(wc -l <one)" -gt 200 ]
  pgsql_start || skip_all "$pgsql_missing"
  chmod 711 "$pgsql_folder"
}

ledger_of () {
  "$pgsql_bin/psql" -X -q -c "CREATE DATABASE $1" "$pgsql_uri"
  ledger=$(echo "$pgsql_uri" | sed "s|///postgres|///$1|")
}

here () {
  sed "s|postgresql://[^']*|$(echo "$ledger" | sed 's/&/\\&/g')|"
}

same_ledger () {
  bouncetally -l "$ledger" list --long | sort >contacts
  check_same "$1: the ledger of one process" one.list contacts
}
