#!/bin/sh
# A list of Sympa: the dead leave, and nobody is told.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer postfix sympa

eval "$(recipe user)"
mail_of ann@example.com | as_user bounces /usr/libexec/bouncecat/count-bounces
postconf -e 'myhostname = mx1.example.net' 'defer_transports = smtp'
postfix start >started 2>&1
sympa () {
  as_user sympa /usr/lib/sympa/bin/sympa "$@"
}
sed -i 's/^domain.*/domain lists.example.org/' /etc/sympa/sympa/sympa.conf
cat >list.xml <<'END'
<?xml version="1.0" ?>
<list>
  <listname>news</listname>
  <type>hotline</type>
  <subject>News</subject>
  <topics>news</topics>
  <description>News</description>
  <status>open</status>
  <lang>en</lang>
  <owner multiple="1"><email>owner@lists.example.org</email></owner>
</list>
END
chmod 755 "$tmp"
check "a list" sympa create --input_file="$tmp/list.xml" lists.example.org
printf '%s@example.com\n' ann bob |
  sympa add --force --quiet news@lists.example.org >added 2>&1
recipe sympa >setup
check "the recipe" sh -eux setup
sympa dump news@lists.example.org >dumped 2>&1
sed -n 's/^email //p' /var/lib/sympa/list_data/news/member.dump >left
echo bob@example.com >expected
check_same "the dead have left" expected left
find /var/spool/sympa/bulk/msg -type f >told
check "nobody is told" [ ! -s told ]
postfix stop >stopped 2>&1
[ "$tests_failed" -eq 0 ] || comment added dumped
finish
