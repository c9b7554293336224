#!/bin/sh
# What is installed works where it lies: the cookbook and the unit name the
# paths of the installation, and uninstall leaves nothing.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

need make
top_builddir=$(cd "$OLDPWD" && cd "$top_builddir" && pwd)
[ -e "$top_builddir/Makefile" ] || skip_all "there is no Makefile"

# Not the flags of the make that runs the tests: those are for all of them.
installed () {
  env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES \
    make -s -C "$top_builddir" DESTDIR="$tmp/root" prefix=/opt/b "$1"
}
check "make install" installed install
root=$tmp/root/opt/b
grep -rEl '/usr/(libexec|share/doc)' "$root/share" "$root/libexec" >stale
: >none
check_same "nothing names the paths of another place" none stale
page=$root/share/man/man7/bouncecat-cookbook.7
grep -ohE '/opt/b/(libexec|share/doc)/[A-Za-z0-9@./_-]*[a-z]' \
  "$page" "$root/share/doc/bouncecat/examples/bouncecat@.service" |
  sort -u >named
check "the cookbook names programs and examples" [ "$(wc -l <named)" -gt 5 ]
while IFS= read -r file; do
  ls -d "$tmp/root$file"* >/dev/null 2>&1 || echo "$file"
done <named >missing
check_same "... which are there" none missing

# As an agent runs it: with a short PATH, and by the name of the page.  Only
# /usr/local/bin stands in the script.
sed "s|/usr/local/bin|$root/bin|" "$root/libexec/bouncecat/count-bounces" \
  >count-bounces
bounce ann@example.com >mail
check "count-bounces finds the program" env -i PATH=/usr/bin:/bin \
  BOUNCECAT_LEDGER="$tmp/ledger.db" sh count-bounces <mail
check "... and counts" [ "$("$bouncetally" -l ledger.db list)" = ann@example.com ]

check "make uninstall" installed uninstall
find root -type f >left
check_same "... leaves nothing" none left
finish
