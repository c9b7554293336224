#!/bin/sh
# What README.md shows is what the programs print, and what it tells people to
# type works.  Numbers of rules and of the model, which move with every wording,
# are not compared.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"
# shellcheck source=tests/pages.sh
. "$top_srcdir/tests/pages.sh"

readme=$top_srcdir/README.md
top_builddir=$(cd "$OLDPWD" && cd "$top_builddir" && pwd)
PATH=$top_builddir/src:$PATH
export PATH
ln -s "$top_builddir/src" src
ln -s "$fixtures" fixtures

# Each command of a console block, with its output, in a file of its own:
# console.N and shown.N.
awk '
  /^```console/ { inside = 1; next }
  /^```/ { inside = 0; more = 0 }
  !inside { next }
  /^\$ / { n++; more = 1; printf "" >("shown." n); sub (/^\$ /, "") }
  more { print >("console." n); more = /[|\\]$/; next }
  { print >("shown." n) }' "$readme"
n=$(find . -name 'console.*' | wc -l)
check "there are commands" [ "$n" -ge 7 ]
movable () {
  sed '/^$/d; s/built-in:[0-9]*/built-in:N/' "$1"
}
i=1
while [ "$i" -le "$n" ]; do
  sh -u "console.$i" >printed 2>&1
  movable printed >actual
  movable "shown.$i" >expected
  check_same "command $i" expected actual
  i=$((i + 1))
done

# An indented block has a name, in a comment above it, by which it is run here,
# or a reason why it is not.
awk '
  /^```/ { fenced = !fenced }
  fenced { next }
  /^    / && !inside { inside = 1
    if (above !~ /^<!-- (run: |not run: )/) print FNR ": " $0 }
  !/^    / && !/^$/ { inside = 0 }
  !/^$/ { above = $0 }' "$readme" >unnamed
: >none
check_same "every block has a name" none unnamed
block () {
  awk -v name="<!-- run: $1 -->" '
    $0 == name { found = 1; next }
    found && /^    / { print substr ($0, 5); next }
    found && !/^$/ { exit }' "$readme" |
    sed "s|/var/lib|$tmp|g; s|/var/log|$tmp|g" >script
}

mkdir -p "$HOME/Maildir/new" "$HOME/Maildir/cur"
bounce ann@example.com >"$HOME/Maildir/new/1"
ordinary >"$HOME/Maildir/new/2"
echo 'Nov 27 08:00:01 mx1 postfix/smtp[99]: 4F1: to=<bob@example.com>,' \
  'relay=none, delay=1, dsn=5.4.4, status=bounced (Host or domain name not' \
  'found. Name service error for name=x.example type=A: Host not found)' \
  >mail.log
block look
expect_status 0 "look" sh -eu script
check "look: the summary" grep -q 'failed recipients	1' out
check "look: the log" grep -q '^bob@example.com	domain-does-not-exist' out
check "look: a page" grep -q '</html>' bounces.html

rm -f bounces.db*
printf '%s@example.com\n' ann eve >subscribers
block ledger
expect_status 1 "ledger" sh -u -c '. ./script >printed; bouncetally check \
  ann@example.com'
check "ledger: records and the blocked" [ "$(cut -f 1 printed | tr '\n' ' ')" = \
  'ann@example.com ann@example.com ' ]
echo eve@example.com >expected
check_same "ledger: who may be mailed" expected may-be-mailed
check "ledger: a page" grep -q '</html>' report.html

expect_status 64 "bootstrap tells its modes" "$top_srcdir/bootstrap" nonsense
block bootstrap
sed -n 's/^\.\/bootstrap \([a-z-]*\).*/\1/p' script >modes
check "bootstrap: they are named" [ "$(wc -l <modes)" -eq 3 ]
while IFS= read -r mode; do
  check "bootstrap: there is $mode" grep -qw -- "$mode" err
done <modes

# The recipes are the cookbook's, which tests/recipes/ runs.
block recipes
flat () { sed 's/\\$//' | tr -s ' \n' ' '; }
flat <script >all
for name in postfix-alias mailman ssh-ledger; do
  # Mailman's runs as its user there.
  recipe $name | flat | sed 's/^.*setpriv [^\\]*--init-groups //; s/ $//' \
    >expected
  check "recipes: $name, as in the cookbook" grep -Fqf expected all
done

finish
