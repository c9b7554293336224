#!/bin/sh
# The command line: what is refused, and the ways to write what is not.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

bounce ann@example.com >m1

# wrong WORDS OPTION...: exit 64, WORDS on stderr, nothing on stdout.
wrong () {
  words=$1
  shift
  expect_status 64 "$* is wrong usage" "$bouncecat" "$@"
  check "$* says what is wrong" grep -q "^bouncecat: .*$words" err
  check "$* prints nothing" test ! -s out
}

wrong 'format' --format=xml m1
wrong "unknown field 'foo'" --fields=recipient,foo m1
wrong 'unknown field' --fields= m1
wrong 'unknown field' -F , m1
wrong 'bogus' --bogus m1
wrong 'jobs' --jobs=-1 m1
wrong 'jobs' -j 1000000 m1
wrong 'many' -j many m1
wrong 'invalid header name' -x 'X Y' m1
wrong 'invalid header name' -x '' m1
wrong 'name of a field' -x recipient m1
wrong 'an address or a domain' "--own=$(printf '\377')" m1
wrong '{local}' --verp=bounces@example.org m1
wrong 'combined' --quiet --summary m1
wrong 'combined' --explain --summary m1
wrong 'files-from' -0 m1
wrong 'only once' - -
wrong 'only once' --files-from=- -
wrong 'argument' -f

# What was meant is named; what is like nothing is not guessed at.
wrong "unknown format 'jsno': did you mean 'json'?" --format=jsno m1
wrong "unknown field 'recipeint': did you mean 'recipient'?" -F recipeint m1
wrong "unknown field 'orig': did you mean '.*_recipient', '.*' or '.*'?" -F orig m1
wrong "unknown field 'subjects'\$" -F subjects m1
wrong "unknown option --sumary: did you mean '--summary'?" --sumary m1
wrong "unknown option --soft-limt: did you mean '--soft-limit'?" --soft-limt=3 m1
wrong "unknown option --bogus\$" --bogus m1
wrong "unknown option --no-short\$" --no-short m1

# tally_wrong WORDS ARGUMENT...: the same of bouncetally.
tally_wrong () {
  words=$1
  shift
  expect_status 64 "bouncetally $*" "$bouncetally" "$@"
  check "bouncetally $* says what is wrong" grep -q "^bouncetally: .*$words" err
}

tally_wrong "unknown command 'lsit': did you mean 'list'?" lsit
tally_wrong "unknown option --satte: did you mean '--state'?" --satte=hard list
tally_wrong 'list: --by is an option of: stats$' list --by=domain
tally_wrong 'export: --category is an option of: list, reset, stats$' \
  export --category=inactive
tally_wrong "--state: unknown state 'hrad': did you mean 'hard'?" --state=hrad list
tally_wrong "unknown category 'over-qouta': did you mean 'over-quota'?" \
  --category=over-qouta list
tally_wrong "did you mean 'over-quota'?" -l ledger set uncounted \
  blocked-content,over-qouta
tally_wrong "unknown setting 'softlimit': did you mean 'soft-limit'?" \
  -l ledger set softlimit 3

expect_status 0 '--version' "$bouncecat" --version
check '--version names program and number' \
  grep -Eqx 'bouncecat [0-9]+\.[0-9]+\.[0-9]+.*' out
cp out version
expect_status 0 '-V' "$bouncecat" -V
check_same '-V is --version' version out
expect_status 0 '--help' "$bouncecat" --help
check '--help speaks of SOURCE' grep -q SOURCE out
cp out help
expect_status 0 '-h' "$bouncecat" -h
check_same '-h is --help' help out
expect_status 0 '--help wins over what is wrong' "$bouncecat" -F foo --help
check_same '... and is the same' help out
check 'no line of --help is wider than 80 columns' \
  sh -c "! grep -E '.{81}' help"
for field in recipient original_subject confidence contact; do
  check "--help names the field $field" grep -Eq "^ .* ?$field( |\$)" help
done
check 'hidden options are not in it' sh -c '! grep no-shortcut help'

"$bouncecat" --all --format=json --jobs=1 --fields=index,status m1 >expected
for options in '-a -f json -j 1 -F index,status' \
  '-a -fjson -j1 -Findex,status' '-afjson -j1 -F index,status' \
  '--all --format json --jobs 1 --fields index,status' \
  '-aj1 -fjson --fields=index,status'; do
  # shellcheck disable=SC2086 # it is a list
  "$bouncecat" $options m1 >actual
  check_same "$options" expected actual
done
"$bouncecat" m1 -afjson -j1 -F index,status >actual
check_same 'options after the source' expected actual
"$bouncecat" --no-shortcut -afjson -F index,status m1 >actual
check_same '--no-shortcut, the hidden one' expected actual

cp m1 ./-j1
printf '%s\n' -j1 >expected
"$bouncecat" -F source -- -j1 >actual
check_same 'behind -- all are sources' expected actual
printf '1\n' >expected
"$bouncecat" -F index - <m1 >actual
check_same '- is standard input' expected actual

printf '%s\n' m1 ./-j1 >names
printf 'm1\nm1\n./-j1\n' >expected
"$bouncecat" -F source --files-from=names m1 >actual
check_same '--files-from comes after the sources' expected actual
printf 'm1\n./-j1\n' >expected
tr '\n' '\0' <names | "$bouncecat" -F source --files-from=- -0 >actual
check_same '--files-from=- --null' expected actual

for wrong in --all=no --quiet=1 --help= '--own=*@x.example' '--own=a b' --own=@ \
  --own=.x.example --own=a@x.example,b@x.example; do
  expect_status 64 "$wrong" "$bouncecat" "$wrong" m1
done
for right in x.example @x.example a@x.example '<a@x.example>' bücher.example \
  '"a b"@x.example' '@[127.0.0.1]' localhost; do
  expect_status 0 "--own=$right" env LC_ALL=C "$bouncecat" "--own=$right" m1
done

finish
