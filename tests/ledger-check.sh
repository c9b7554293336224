#!/bin/sh
# bouncetally check: any send list in, those that may be mailed out, byte for
# byte, and never a line that nobody can read.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

ledger=$tmp/ledger.db
tally () {
  "$bouncetally" --ledger="$ledger" "$@"
}

expect_status 66 "a ledger that is not there checks nobody" \
  sh -c 'echo a@x.example | "$1" --ledger=none.db check' - "$bouncetally"
check "nobody at all" test ! -s out
for words in list "show a" stats export "reset a" "forget a" report \
  "prune --before=today"; do
  # shellcheck disable=SC2086
  expect_status 66 "nor does $words make one" "$bouncetally" --ledger=none.db \
    $words
done
check "there is none" test ! -e none.db

# As a server that forgets the quotes names them.
printf '%s\n' '{"kind":"bounce","recipient":"bad leaf@x.example",'\
'"action":"failed","category":"inactive","event":"message:1@x"}' \
  '{"kind":"bounce","recipient":"bad,leaf@x.example","action":"failed",'\
'"category":"inactive","event":"message:2@x"}' | tally add
tally list --state=blocked >blocked
printf '%s\n' '"bad leaf"@x.example' '"bad,leaf"@x.example' >expected
check_same 'the list has the quotes that an address needs' expected blocked
expect_status 1 'who is on the list may not be mailed' \
  sh -c '"$1" -l "$2" check <blocked' - "$bouncetally" "$ledger"
check 'none of them' test ! -s out

tally suppress bad@x.example '"bad space"@x.example' bad@bücher.example \
  @all.example

# filter NAME STATUS [OPTION...]: the lines of `marked` that begin with "+ " are
# to be printed; without these marks it is the list.
filter () {
  filter_name=$1
  filter_status=$2
  shift 2
  sed 's/^[-+] //' marked >list
  sed -n 's/^+ //p' marked >expected
  status=0
  tally check "$@" <list >actual 2>err || status=$?
  check_same "$filter_name" expected actual
  if [ "$status" -eq "$filter_status" ]; then
    ok "$filter_name: exit status $status"
  else
    not_ok "$filter_name: exit status $status, not $filter_status"
    comment err
  fi
}

cat >marked <<'END'
+ good@x.example
- BAD@X.Example
- <bad@x.example>
- mailto:bad@x.example
- bad@x.example.
- "bad"@x.example
- Bad Man <bad@x.example>
- "Man, Bad" <bad@x.example>
+ "Man, Good" <good@x.example>
- bad@x.example, good@x.example
- good@x.example; bad@x.example
- good@x.example bad@x.example
- bad@x.example # was here
- bad@x.example (a comment)
- <@relay.example:bad@x.example>
- bad@xn--bcher-kva.example
- bad@BÜCHER.example
- "bad space"@x.example
- bad space@x.example
- bad leaf@x.example
- bad,leaf@x.example
- "bad,leaf"@x.example
+ leaf@x.example
- anyone@all.example
+ anyone@not.all.example
+ # bad@x.example is a comment
+ goodbad@x.example
+ bad@x.example.org
END
printf '+ \n' >>marked
filter "a plain list" 1

printf '%s\n' '+ no address' '+ good@x.example' >marked
filter "a first line without an address is a header" 0

printf '%s\n' '+ good@x.example' '- no address' '- root' '- half@' \
  '- @handle' '+ good@x.example @handle' >marked
filter "what can't be read is not printed" 65
check "and is named" grep -q '^bouncetally: -:2: ' err
check "all of it" test "$(wc -l <err)" -eq 4

printf '+ name,email,note\n+ Ann,good@x.example,"one
+ note, two lines"\n- Bob,bad@x.example,"one
- note"\n- "Bob ""B"" Bad",BAD@x.example,\n+ "Good, Man",good@x.example,x\n' \
  >marked
filter "CSV with records over several lines" 1

cat >marked <<'END'
+ id;E-Mail;referrer
+ 1;good@x.example;bad@x.example
- 2;bad@x.example;good@x.example
- 3;;good@x.example
+ 4;"good@x.example";
END
filter "a column by its name" 65 --column=e-mail
filter "or by its number" 65 --column=2
expect_status 64 "a column that is not there" \
  sh -c '"$1" --ledger="$2" check --column=mail <list' - "$bouncetally" \
  "$ledger"
check "prints nothing" test ! -s out

printf '+ name\tmail\n+ Ann, B.\tgood@x.example\n- Bob\tbad@x.example\n' >marked
filter "TSV" 1 --column=mail

printf '+ \357\273\277good@x.example\n- bad@x.example\n' >marked
filter "a byte order mark" 1
printf '+ \357\273\277mail,x\n- bad@x.example,1\n' >marked
filter "also before a header" 1 --column=mail

printf '%s\n' '+ good@x.example' '- "open quote, good@x.example' \
  '+ good@x.example' '- bad@x.example' >marked
filter "quotes that never end spoil one line" 65

printf '+ good@x.example\r\n- bad@x.example\r\n+ J\366rg <good@x.example>\r\n' \
  >marked
filter "other line ends, other charsets" 1
printf '%s\n' '+ good@x.example' >marked
printf -- '- b\377d@x.example\n- bad\377@x.example\n- bad@x.ex\377mple\n' >>marked
filter "an address with a byte that is none" 65
printf 'good@x.example\nbad@x.example' >list
printf 'good@x.example\n' >expected
tally check <list >actual
check_same "a last line without an end" expected actual
printf 'b\0a\0d\0@\0x\0.\0e\0' >list
expect_status 65 "UTF-16 is not read" \
  sh -c '"$1" --ledger="$2" check <list' - "$bouncetally" "$ledger"
check "nor printed" test ! -s out
expect_status 65 "an argument that is no address" tally check root
expect_status 64 "--column without a list" tally check --column=1 a@x.example

awk 'BEGIN { for (i = 0; i < 40000; i++)
  printf "%d,user%d@%s.example\n", i, i, i % 4 ? "x" : "all" }' >list
grep -v all list >expected
tally check <list >actual
check_same "40,000 lines" expected actual

# More than memory is given: by way of a temporary file, or without one.
awk 'BEGIN { for (i = 0; i < 400000; i++)
  if (i % 7 == 0)
    printf "# %d\n", i
  else
    printf "user%d@%s.example%s\n", (i * 7919) % 400000, i % 5 ? "x" : "all",
      i % 11 ? "" : i % 3 ? ", bad@x.example" : ", good@x.example" }' >list
grep -v -e all -e bad list >expected
mkdir spill
for folder in spill not-there; do
  TMPDIR=$tmp/$folder tally check <list >actual
  check_same "400,000 lines, $folder" expected actual
done
check "the temporary file is gone" [ -z "$(ls spill)" ]

awk 'BEGIN { for (i = 0; i < 2001; i++) print "\"good@x.example" }' >list
expect_status 65 "many open quotes" \
  sh -c '"$1" --ledger="$2" check <list' - "$bouncetally" "$ledger"

finish
