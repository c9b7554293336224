#!/bin/sh
# CONTRIBUTING: no function of src/ is longer than 60 lines, and no file much
# longer than 400: what grew beyond has two topics, and is parted between them.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$top_srcdir" || exit 1
: >"$tmp/none"

# Those that people write; html-entities.c is one table.
find src -name '*.[ch]' ! -path src/rules/builtin.c \
  ! -path src/rules/model-builtin.c ! -path src/text/list-names.h \
  ! -path src/text/list-table.c ! -path src/text/html-entities.c |
  LC_ALL=C sort >"$tmp/files"
check "there are files to look at" [ -s "$tmp/files" ]

# long_functions FILE...: those of more than 60 lines, from brace to brace
long_functions() {
  awk '
    /^[a-z_0-9]+ \(/ { name = $1 }
    /^[{]$/ { start = FNR }
    /^[}]$/ && start && FNR - start + 1 > 60 {
      print FILENAME ": " name ": " FNR - start + 1 " lines"
    }
    /^[}]/ { start = 0 }' "$@"
}
{
  printf 'static void\nlong_one (void)\n{\n'
  seq 60
  printf '}\n'
} >"$tmp/long.c"
check "a long function is seen" [ -n "$(long_functions "$tmp/long.c")" ]
xargs awk 'FNR == 1 { n = 0 }
  ++n == 421 { print FILENAME ": more than 420 lines" }' \
  <"$tmp/files" >"$tmp/trouble"
check_same "no file is too long" "$tmp/none" "$tmp/trouble"
# shellcheck disable=SC2046 # no name has a space
long_functions $(cat "$tmp/files") >"$tmp/trouble"
check_same "no function is too long" "$tmp/none" "$tmp/trouble"
finish
