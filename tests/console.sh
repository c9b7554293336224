#!/bin/sh
# What people see on a terminal: tables, bars and colours at any width, and
# that programs still get TSV.
# shellcheck disable=SC2086 # $mails is a list, and widths are numbers

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

need script stty

TERM=xterm
export TERM

# terminal WIDTH COMMAND: what COMMAND (of sh) writes to a terminal of that
# width, without the carriage returns; it reads nothing.
terminal () {
  script -qec "stty cols $1; $2" /dev/null </dev/null | tr -d '\r'
}

plain () { sed "s/$(printf '\033')\[[0-9;]*[mK]//g"; }

# widest FILE: its longest line, in columns of a terminal.
widest () { wc -L <"$1"; }

bounce ann@example.com 5.1.1 >m1
bounce bob@a-very-long-name.of-a-host.example.com 5.2.2 >m2
bounce "$(printf 'jos\303\251@example.org')" 4.4.1 delayed >m3
japanese=$(printf '\346\227\245\346\234\254\350\252\236')
long='and more words than a line of eighty columns can hold, of any width'
bounce eve@example.org 5.7.1 failed "550 $japanese $long" >wide
mails='m1 m2 m3 wide'

for width in 40 61 80 200; do
  terminal $width "'$bouncecat' --all $mails" | plain >table
  check "$width columns: a line a record, under one of names" \
    test "$(wc -l <table)" -eq 5
  check "$width columns: it fits" test "$(widest table)" -le $width
  check "$width columns: what is no failure says what it is" \
    grep -q 'jos.*@example.org  *delayed' table
  check "$width columns: names first" grep -q '^recipient  *category' table
  # Every category begins where the heading says.
  at=$(head -n 1 table | awk '{ print index ($0, "category") }')
  sed -E "s/^.{$((at - 1))}(...).*/\1/" table | sort >begins
  printf '%s\n' add blo cat del ove | sort >expected
  check_same "$width columns: values stand under their names" expected begins
done

terminal 200 "'$bouncecat' $mails" | plain >table
check 'a wide terminal shows all of a value' \
  grep -q 'bob@a-very-long-name.of-a-host.example.com  *over-quota' table
check '... the server and the date' \
  grep -q '2026-11-23T07:46:36Z  *mail.example.com' table
check '... and whether it is hard' grep -Eq 'over-quota +soft' table
terminal 80 "'$bouncecat' -x Subject m1" | plain >table
check '-x adds a column' grep -q 'Subject' table
check '... with its value' grep -q 'Hello' table
check '... and it still fits' test "$(widest table)" -le 80

# Colours.
esc=$(printf '\033')
terminal 80 "'$bouncecat' m1 m2" >colored
check 'a hard bounce is red' grep -q "${esc}\[31maddress-does" colored
check 'a soft one is yellow' grep -q "${esc}\[33mover-quota" colored
for off in 'NO_COLOR=1' 'TERM=dumb' 'NO_COLOR=1 TERM=dumb'; do
  terminal 80 "$off '$bouncecat' m1 m2" >actual
  check "$off: no colours" sh -c "test -s actual && ! grep -q '$esc' actual"
done
terminal 80 "NO_COLOR= '$bouncecat' m1 m2" >actual
check 'an empty NO_COLOR is none' grep -q "$esc" actual
terminal 80 "'$bouncecat' --color=never m1 m2" >actual
check '--color=never' sh -c "test -s actual && ! grep -q '$esc' actual"
terminal 80 "NO_COLOR=1 '$bouncecat' --color=always m1 m2" >actual
check_same '--color=always wins over NO_COLOR' colored actual
expect_status 64 '--color=red' "$bouncecat" --color=red m1
expect_status 64 'bouncetally --color=red' "$bouncetally" --color=red list

# What a program reads is the same as ever.
"$bouncecat" $mails >expected
check 'a pipe gets TSV' \
  sh -c "! grep -q '$esc' expected && grep -q '	' expected"
terminal 80 "'$bouncecat' --color=always $mails | cat" >actual
check_same '... whatever --color says' expected actual
# (The terminal makes blanks of tabs where it can't tell: compare by fields.)
for options in '--format=tsv' '-F recipient,category' '-fjson'; do
  # shellcheck disable=SC2086 # options are words
  "$bouncecat" $options m1 m2 >expected
  terminal 80 "'$bouncecat' $options m1 m2" >actual
  check_same "$options on a terminal is as in a pipe" expected actual
done

# A mail does not steer the terminal.
bounce eve@example.org 5.2.2 failed "$(printf '552 \342\200\256 full')" >odd
terminal 200 "'$bouncecat' --color=never odd" >actual
check 'what would turn the line is shown, not sent' \
  grep -Fq '552 \u202e full' actual

# --summary.
for width in 40 80 200; do
  terminal $width "'$bouncecat' --summary --all $mails" | plain >bars
  check "--summary at $width columns fits" test "$(widest bars)" -le $width
  check "--summary at $width columns has bars" \
    grep -Eq 'blocked-content +1 ########' bars
done
"$bouncecat" --summary $mails >expected
terminal 80 "'$bouncecat' --summary --format=tsv $mails" >actual
check_same '--summary --format=tsv on a terminal is TSV' expected actual
"$bouncecat" --summary --format=json m1 m2 wide >actual
cat >expected <<'EOT'
{"total":{"messages":3,"bounces":3,"failed recipients":3},"category":{"address-does-not-exist":1,"blocked-content":1,"over-quota":1},"type":{"soft":2,"hard":1},"domain":{"a-very-long-name.of-a-host.example.com":1,"example.com":1,"example.org":1},"status":{"5.x.x":3}}
EOT
check_same '--summary --format=json' expected actual

# --progress takes back what it wrote: so it may not wrap.
for width in 20 40 80; do
  terminal $width "'$bouncecat' --progress m1 m2 2>&1 >/dev/null" |
    plain >actual
  check "--progress at $width columns" grep -q '2 messages' actual
  check "--progress at $width columns does not wrap" \
    test "$(widest actual)" -lt $width
done

# Who starts the program alone is told what it waits for.
script -qec "'$bouncecat'" /dev/null </dev/null >actual
check 'alone on a terminal it says what it waits for' \
  grep -q 'waiting for mail on standard input' actual
terminal 80 "'$bouncecat' m1" >actual
check '... and not if it waits for nothing' sh -c '! grep waiting actual'
"$bouncecat" </dev/null >actual 2>&1
check '... nor in a pipe' test ! -s actual

# bouncetally.
"$bouncecat" --ledger=ledger $mails >records
for width in 40 80 200; do
  terminal $width "'$bouncetally' -l ledger list --long" | plain >table
  check "list --long at $width columns fits" test "$(widest table)" -le $width
  check "list --long at $width columns is a table" \
    grep -Eq '^address +state' table
  terminal $width "'$bouncetally' -l ledger stats" | plain >table
  check "stats at $width columns fits" test "$(widest table)" -le $width
  check "stats at $width columns is a table" grep -Eq '^what +name' table
  terminal $width "'$bouncetally' -l ledger show ann@example.com" | plain >table
  check "show at $width columns fits" test "$(widest table)" -le $width
  check "show at $width columns tells the state" grep -Eq 'hard' table
done
terminal 120 "'$bouncetally' -l ledger list --long" | plain >table
check 'the date goes before the name of an event' \
  sh -c 'grep -q "^address.* date" table && ! grep -q "^address.* event" table'
terminal 40 "'$bouncetally' -l ledger list" | plain >table
check 'addresses alone are not cut' \
  grep -qx 'bob@a-very-long-name.of-a-host.example.com' table
terminal 80 "'$bouncetally' -l ledger list --long" >table
check 'a hard state is red' grep -q "${esc}\[31mhard" table
"$bouncetally" -l ledger list --long >expected
terminal 80 "'$bouncetally' -l ledger list --long --format=tsv" >actual
check_same 'bouncetally --format=tsv on a terminal is TSV' expected actual

finish
