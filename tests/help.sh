#!/bin/sh
# --help and the man page name the same options.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# The long options of the man page: .It Fl f , Fl Fl format Ns = Ns Ar ...
options_of_page () {
  grep '^\.It .*Fl Fl ' "$1" |
    sed 's/.*Fl Fl \([a-z][a-z-]*\).*/--\1/' | sort -u
}

options_of_help () {
  "$1" --help | grep -Eo '^  (-., )?--[a-z][a-z-]*' |
    sed 's/.*--/--/' | sort -u
}

# "-f --format"
short_of_page () {
  grep '^\.It Fl . , Fl Fl ' "$1" |
    sed 's/^\.It Fl \(.\) , Fl Fl \([a-z-]*\).*/-\1 --\2/' | sort -u
}

short_of_help () {
  "$1" --help | grep -Eo '^  -., --[a-z][a-z-]*' | sed 's/^  //; s/,//' |
    sort -u
}

# No program is built for what has no page yet.
for program in bouncecat bouncetally; do
  page=$top_srcdir/man/$program.1
  if [ ! -e "$page" ] || [ ! -x "$top_builddir/src/$program" ]; then
    not_ok "$program has a page and is built"
    continue
  fi
  options_of_page "$page" >of_page
  options_of_help "$top_builddir/src/$program" >of_help
  check "$program --help has options" test -s of_help
  check_same "$program: the same options in page and help" of_page of_help
  short_of_page "$page" >of_page
  short_of_help "$top_builddir/src/$program" >of_help
  check_same "$program: the same short options" of_page of_help
  if command -v mandoc >/dev/null; then
    check "$program: mandoc finds nothing" \
      mandoc -T lint -W warning,stop "$page"
  else
    skip "$program: mandoc finds nothing" 'mandoc is not installed'
  fi
done

find "$top_srcdir/src/report/legacy" -name '*.c' \
  -exec sed -n 's/.*\.format = "\([^"]*\)".*/\1/p' {} + |
  sort -u >of_readers
sed -n '/^\.Sh FORMATS/,/^\.Sh ENV/s/^\.It Cm //p' \
  "$top_srcdir/man/bouncecat.1" | sort -u >of_page
check 'there are readers' test -s of_readers
comm -23 of_readers of_page >missing
: >none
check_same 'bouncecat.1 names every format' none missing

finish
