#!/bin/sh
# --explain: what decided, whose words they were, why another rule did not.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

# explain STATUS WORDS OPTION...: of a bounce with these, in $tmp/actual.
explain () {
  bounce ann@example.com "$1" failed "$2" >mail
  shift 2
  "$bouncecat" --explain "$@" mail >actual
}

says () { check "$1" grep -Eq -- "$2" actual; }

explain 5.0.0 '550 <ann@example.com>: refused; mailbox is full. See our help page'
says 'a rule: the verdict' '^mail:1: ann@example.com: over-quota \(soft\)$'
says '... what it means' "^  This means that the recipient's mailbox is full"
says '... whose words they are' \
  '^  The refusing server, mail.example.com, said:$'
says '... the clause that decided is marked' '^    > mailbox is full\.$'
says '... and not the others' '^      See our help page$'
says '... its words and its rule' \
  '^  What decided are the words "mailbox is full" \(rule built-in:[0-9]+\)\.$'
says '... what the status says' '5\.0\.0 alone names no cause'
check '... no word of it is said twice' \
  test "$(grep -c 'See our help page' actual)" -eq 1

line=$(sed -n 's/.*(rule built-in:\([0-9]*\)).*/\1/p' actual | head -n 1)
"$bouncecat" --list-rules | sed -n "${line}p" | cut -f 1 >category
echo over-quota >expected
check_same '... the rule stands at that line of --list-rules' expected category

explain 5.2.2 '550 xyzzy'
says 'a status' 'What decided is the status code 5\.2\.2'
explain 5.0.0 '550 xyzzy' --no-likeness
says 'a reply code' 'What decided is the reply code 550|Nothing in it tells'
explain 4.0.0 '' --no-likeness
says 'nothing at all' 'Nothing in it tells a cause'
explain 5.1.1 '550 5.1.1 quota exceeded'
says 'words against a status' \
  'The status code 5\.1\.1 alone would be address-does-not-exist; words go first'

explain 5.0.0 '550 La boîte aux lettres est PLEINE'
says 'words are shown as they were written' \
  'What decided are the words "boîte aux lettres est PLEINE" \(rule'
explain 5.0.0 '550 Refused: user unknown (code: 7), sorry. Unknown: ann'
says 'a clause goes to the end of brackets' \
  '^    > user unknown \(code: 7\), sorry\.$'
explain 5.0.0 '550 Try later. User unknown: ann'
says '... and on behind a colon' '^    > User unknown: ann$'
explain 5.0.0 '550 Transaction failed'
says 'words that name no cause' \
  'the words "Transaction failed" \(rule built-in:[0-9]+\): they$'
explain 5.0.0 '554 see http://www.spamhaus.org/query/ip/192.0.2.1'
says "a block list's name" 'the name of a block list, "spamhaus"'
explain 5.2.1 '550 5.2.1 Mailbox disabled, we take no mail from strangers'
check 'a sentence about mail from somebody names no command' \
  sh -c '! grep -q "MAIL FROM" actual'
explain 5.1.1 '550 5.1.1 no such user (in reply to MAIL FROM command)'
says '... but a command does' 'refused at the sender.s address \(MAIL FROM\)'
bounce ann@example.com | sed 's/^To: ann.*/To: amy@example.org/' >mail
"$bouncecat" --explain mail >actual
says 'who was written to' \
  '^  The message was written to amy@example\.org, and handed on\.$'

printf 'inactive\t-\tquite full\t550 mailbox is quite full\n' >site
printf 'over-quota\t-\tmailbox is quite\t550 mailbox is quite\n' >>site
explain 5.0.0 '550 mailbox is quite full' --rules=site
says "a site's rule" 'the words "quite full" \(rule site:1\)'
tr -s '\n ' ' ' <actual >line
check 'why the next best lost' grep -Fq \
  'It is not over-quota (rule site:2): the rule that decided goes before it; the words for it are "mailbox is quite"' line

# It is for people at a terminal.
explain 5.0.0 "550 mailbox is full $(printf '\342\200\256')gnol $(
  printf '%0300d' 0)"
says 'what would turn the line is shown' 'u202egnol'
name="$(printf 'a\033[2Jb\nmail:2: eve')"
cp mail "$name"
"$bouncecat" --explain "$name" | head -n 1 >actual
says "... so is what steers a terminal in a file's name" \
  '^a\\x1b\[2Jb\\nmail:2: eve:1: ann@example\.com: '
"$bouncecat" --explain mail >actual
check 'a long word is broken' test "$(wc -L <actual)" -le 80
if command -v script >/dev/null; then
  script -qec "stty cols 40; '$bouncecat' --explain --color=always mail" \
    /dev/null </dev/null | tr -d '\r' >wide
  sed "s/$(printf '\033')\[[0-9;]*m//g" wide | tail -n +2 >narrow
  check 'lines fit a terminal of 40 columns' test "$(wc -L <narrow)" -le 40
  check 'the verdict is coloured' \
    grep -q "$(printf '\033')\[33mover-quota" wide
else
  skip 'lines fit a terminal of 40 columns' 'script is not installed'
fi

# Of every fixture: an explanation of each failure, whatever it is.
cd "$fixtures" || exit 1
find . -name '*.eml' | sort >"$tmp/names"
"$bouncecat" -F recipient --files-from="$tmp/names" | wc -l >"$tmp/failures"
"$bouncecat" --explain --files-from="$tmp/names" >"$tmp/all"
cd "$tmp" || exit 1
grep -c '^[^ ]' all >blocks
check_same 'a block for every failure' failures blocks
grep -Ec '^  (What decided|No rule|Nothing in it)' all >decisions
check_same '... and in each what decided' failures decisions
check '... no text twice' \
  sh -c "awk '/^[^ ]/ { delete seen }
    /^(      |    > ).{20}/ { line = substr (\$0, 7)
      if (seen[line]++) { print; bad = 1 } }
    END { exit bad }' all"

finish
