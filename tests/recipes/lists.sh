#!/bin/sh
# Lists of Mailman 3 and mlmmj: the dead leave, and nobody is told.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer postfix mailman3 mlmmj

eval "$(recipe user)"
mail_of ann@example.com | as_user bounces /usr/libexec/bouncecat/count-bounces
postconf -e 'myhostname = mx1.example.net' 'defer_transports = smtp'
postfix start >started 2>&1
printf '%s@example.com\n' ann bob >members
echo bob@example.com >expected

# Postfix holds whatever anybody is told.
nobody_is_told () {
  check "$1: nobody is told" await sh -c "postqueue -p |
    grep -q 'queue is empty'"
}

check "Mailman: a list" as_user list mailman create news@lists.example.org
as_user list mailman addmembers -W - news@lists.example.org <members >added
recipe mailman >setup
check "Mailman: the recipe" sh -eux setup
as_user list mailman members news@lists.example.org >left
check_same "Mailman: the dead have left" expected left
find /var/lib/mailman3/queue -name '*.pck' >told
check "Mailman: nobody is told" [ ! -s told ]

# A list as mlmmj-make-ml makes one.
mkdir -p /var/spool/mlmmj/news
cd /var/spool/mlmmj/news || exit 1
mkdir -p archive bounce control digesters.d incoming moderation \
  nomailsubs.d queue queue/discarded requeue subconf subscribers.d text \
  unsubconf
echo news@lists.example.org >control/listaddress
echo owner@lists.example.org >control/owner
cp /usr/share/mlmmj/text.skel/en/* text/
while IFS= read -r member; do
  /usr/bin/mlmmj-sub -L /var/spool/mlmmj/news -q -s -a "$member"
done <"$tmp/members"
cd "$tmp" || exit 1
/usr/bin/mlmmj-list -L /var/spool/mlmmj/news >before
check "mlmmj: a list" [ "$(wc -l <before)" -eq 2 ]
recipe mlmmj >setup
check "mlmmj: the recipe" sh -eux setup
/usr/bin/mlmmj-list -L /var/spool/mlmmj/news >left
check_same "mlmmj: the dead have left" expected left
nobody_is_told mlmmj
postfix stop >stopped 2>&1
finish
