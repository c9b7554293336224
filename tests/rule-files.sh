#!/bin/sh
# The files of rules: which ones are read, in which order, and what
# --check-rules says of them.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

tab=$(printf '\t')

# rules FILE CATEGORY: one rule, for the words of the mail below.
rules () {
  mkdir -p "$(dirname "$1")"
  echo "$2$tab-${tab}quite xyzzy${tab}550 quite xyzzy" >"$1"
}

bounce ann@example.com 5.0.0 failed '550 quite xyzzy' >m1

# category EXPECTED NAME OPTION...: which rule won.
category () {
  expected=$1
  name=$2
  shift 2
  check "$name" test "$expected" = \
    "$("$bouncecat" --no-likeness -F category "$@" m1)"
}

user=$XDG_CONFIG_HOME/bouncecat/rules
rules named over-quota
rules variable relay-error
rules "$user" inactive

category unknown 'an empty BOUNCECAT_RULES: no file of the user'
BOUNCECAT_RULES=$PWD/variable
category relay-error 'BOUNCECAT_RULES is read'
category over-quota '... behind --rules' --rules=named
BOUNCECAT_RULES=$PWD/missing
expect_status 66 '... and must exist' "$bouncecat" m1
check '... which is named' grep -q missing err
unset BOUNCECAT_RULES
category inactive 'the rules of the user are read'
category over-quota '... behind --rules' -r named
expect_status 0 '... and they are no mail' "$bouncecat" -q m1
echo 'no rule' >"$user"
expect_status 65 'a wrong line in them is an error' "$bouncecat" m1
check '... which is named' grep -q "$user:1" err
rm "$user"
if [ ! -e /etc/bouncecat/rules ]; then
  category unknown 'no file, no rule'
fi

# The site's, in a file system of our own.
rules site invalid-email
if unshare -rm sh -c 'mount --bind . /etc' 2>/dev/null; then
  mkdir bouncecat
  mv site bouncecat/rules
  unshare -rm sh -c 'mount --bind . /etc && exec "$@"' sh \
    "$bouncecat" -F category m1 >actual
  check 'the rules of the site are read' grep -qx invalid-email actual
  rules "$user" inactive
  unshare -rm sh -c 'mount --bind . /etc && exec "$@"' sh \
    "$bouncecat" -F category m1 >actual
  check '... behind those of the user' grep -qx inactive actual
  rm "$user"
else
  skip 'the rules of the site are read' 'no mount namespaces here'
fi

# What never ends is no rules file.
expect_status 65 'a device that gives NUL bytes' \
  "$bouncecat" --rules=/dev/zero --check-rules
check '... is named' \
  grep -qx 'bouncecat: /dev/zero: a NUL byte: not a rules file' err
mkfifo endless
yes '# and so on' >endless 2>/dev/null &
expect_status 65 'a pipe that never ends' \
  "$bouncecat" --rules=endless --check-rules
check '... is named, too' \
  grep -qx 'bouncecat: endless: too large: not a rules file' err
wait

BOUNCECAT_RULES=
export BOUNCECAT_RULES
expect_status 0 '--check-rules: the built-in ones hold' "$bouncecat" \
  --check-rules
check '... without a word' test ! -s out
echo "unknown$tab-${tab}user unknown${tab}550 user unknown" >over
expect_status 0 'a built-in rule that is overridden is no failure' \
  "$bouncecat" --rules=over --check-rules
check '... but named' grep -q 'overridden by over:1 ' out
{
  echo "over-quota$tab-${tab}quite xyzzy${tab}550 quite xyzzy"
  echo "inactive$tab-${tab}quite xyzzy ..${tab}550 quite xyzzy plugh"
  echo "inactive$tab-${tab}frobozz${tab}550 something else"
} >own
sed -i 's/ \.\.//' own
expect_status 65 'a rule that another one of the file shadows' \
  "$bouncecat" --rules=own --check-rules
check '... is named' grep -q '^own:2: example fires own:1 ' out
check '... and one that never fires' grep -q '^own:3: never fires' out

finish
