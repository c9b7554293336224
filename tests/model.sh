#!/bin/sh
# The model of wordings: is it the same whenever it is made, how right is it on
# sources that it has not seen, and is it heard only where it may be?
# What is measured may not fall below what stands here; where it rises, these
# numbers are to be raised.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

mkmodel=$top_builddir/src/rules/mkmodel
set --
for file in "$top_srcdir"/src/rules/data/*.tsv; do
  set -- "$@" "--rules=$file"
done
for file in "$top_srcdir"/src/rules/data/labelled/*.tsv \
  "$top_srcdir"/tests/replies*.tsv; do
  case $file in */debian-* | */replies-[79].tsv | */replies-1[012345].tsv) continue ;; esac
  set -- "$@" "$file"
done
set -- "$@" "$top_srcdir"/src/rules/data/labelled/debian-*.tsv

"$mkmodel" "$@" >first
"$mkmodel" "$@" >second
check 'a model is made' grep -q bounce_model_builtin first
check_same 'made twice it is the same' first second

printf '550\t-\trcpt\tinactive\tzorp gniff frobozz qux wibble\n' >own.tsv
"$mkmodel" "$@" own.tsv >third
check "a site's own replies make another" sh -c '! cmp -s first third'

printf '550\t5.1.1\trcpt\tmade-up\tno such user\n' >bad.tsv
expect_status 65 'an unknown category is an error' "$mkmodel" bad.tsv
check '... with its place' grep -q "bad.tsv:1: unknown category 'made-up'" err
printf '550\t5.1.1\tno such user\n' >bad.tsv
expect_status 65 'a row with too few columns is one' "$mkmodel" bad.tsv
expect_status 65 'and a file that is not there' "$mkmodel" missing.tsv
expect_status 64 'no file at all is wrong usage' "$mkmodel"

# --- How right ---

# What people wrote, what programs hold (debian-N.tsv), of which nobody chose the
# words that are easy to read, and what is odd on purpose, each for itself.
"$mkmodel" --folds=8 "$@" >measured
awk '
  { for (i = 2; i <= NF; i++) { split($i, pair, "="); at[pair[1]] = pair[2] } }
  /\.tsv / {
    group = /^debian-/ ? "debian" : /^(refusals-(9|10)|wordings-5)\./ ? "odd" \
      : /^wordings-[679]\./ ? "misleading" : "people"
    rows[group] += at["rows"]; right[group] += at["rows"] * at["right"]
    others[group] += at["others"]
    others_right[group] += at["others"] * at["others_right"]
    hard[group] += at["wrongly_hard"]
  }
  END {
    for (group in rows)
      printf "%s rows=%d right=%.1f others=%d others_right=%.1f wrongly_hard=%d\n",
        group, rows[group], right[group] / rows[group], others[group],
        others[group] ? others_right[group] / others[group] : 0, hard[group]
  }' measured >groups
cat groups >>measured
sed 's/^/# /' measured

# The value of KEY in the line that begins with NAME: value NAME KEY
value () {
  sed -n "s/^$1 .*\\b$2=\\([0-9.]*\\).*/\\1/p" measured
}

# at_least NAME KEY LEAST
at_least () {
  check "$1: $2 is at least $3" \
    awk "BEGIN { exit !($(value "$1" "$2") >= $3) }"
}

# at_most NAME KEY MOST
at_most () {
  check "$1: $2 is at most $3" \
    awk "BEGIN { exit !($(value "$1" "$2") <= $3) }"
}

# The order in which rows are learned moves these by 0.2 and 4.
at_least people right 93.4
at_least people others_right 95.6
# Rows of refusals-8 are soft ones in the words of hard ones: 14 of these.
at_most people wrongly_hard 48
at_least debian right 80.0
at_most debian wrongly_hard 32
at_least odd right 82.2
at_most odd wrongly_hard 19
at_least misleading right 78.0
at_most misleading wrongly_hard 28
at_least wordings-2.tsv right 90.0
at_most wordings-2.tsv wrongly_hard 5
at_least sure=0.9 right 97.6

# Where it says nine of ten, it is right nine times of ten, or nearly; that it
# is more modest than it need be does less harm.  Below a half nobody hears
# it.
check 'it is as right as it is sure' awk '
  /^sure=/ {
    for (i = 1; i <= NF; i++) { split($i, pair, "="); at[pair[1]] = pair[2] }
    off = at["right"] - at["expected"]
    if (at["sure"] >= 0.5 && at["rows"] >= 150 && (off < -9 || off > 12)) { print; bad = 1 }
  }
  END { exit bad }' measured

# --- When it is heard ---

# notification FILE STATUS DIAGNOSTIC
notification () {
  cat >"$1" <<END
From: MAILER-DAEMON@mx.example.net
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Delivery failed.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; joe@example.org
Action: failed
Status: $2
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; $3

--b--
END
}

# verdict FILE OPTION... -> category, what decided, confidence
verdict () {
  "$bouncecat" -F category,evidence,confidence "$@"
}

words='joe is nowhere in our books'
notification soft.eml 5.0.0 "550 $words"
verdict soft.eml >actual
check 'where no rule speaks, the model does' \
  grep -Eqx "address-does-not-exist	like: .+	(0\.[89][0-9]|1\.00)" actual
verdict --no-likeness soft.eml >actual
check '... but not with --no-likeness' sh -c '! grep -q like: actual'
notification odd.eml 5.0.0 '550 zorp gniff frobozz qux wibble'
verdict odd.eml >actual
check '... unless it knows no word of them' grep -q '^unknown' actual
notification hard.eml 4.0.0 "450 $words"
verdict hard.eml >actual
check '... and it makes no address hard behind a 4yz reply' \
  sh -c '! grep -q "^address.*like:" actual'
notification sure.eml 5.2.2 "550 $words"
verdict sure.eml >actual
check 'a specific status is not overruled' grep -q '^over-quota	status' actual
notification rule.eml 5.0.0 '550 mailbox full'
verdict rule.eml >actual
check 'nor is a rule' grep -q '^over-quota	text' actual
# Which of these it is unsure of depends on what it learned.
n=0
for odd in 'joe went for a walk' 'joe lives elsewhere these days' \
  'the janitor threw joe out' 'the landlord nailed up this letterbox' \
  'joe sold the shop' 'nobody has seen joe of late'; do
  n=$((n + 1))
  notification "doubt-$n.eml" 5.7.1 "550 $odd"
done
verdict --no-likeness doubt-*.eml | grep -c '^blocked-content	status' >actual
check 'a code that says little decides alone ...' grep -qx "$n" actual
verdict doubt-*.eml >actual
check '... but not where the words are rather like others' \
  grep -q '^unknown	none' actual
COLUMNS=120 "$bouncecat" --explain soft.eml >actual
grep '^  Likeness to known replies: ' actual >likeness
check '--explain tells the nearest' \
  grep -Eqx '  [A-Z][a-z ]+: [a-z-]+ [0-9]+ %(, [a-z-]+ [0-9]+ %)*\.' likeness
check '... and none that is out of the question' sh -c '! grep -q " [0-4] %" likeness'
"$bouncecat" --explain --no-likeness soft.eml >actual
check '... but not with --no-likeness' sh -c '! grep -q "Likeness to" actual'
notification agreed.eml 5.0.0 '550 mailbox full'
"$bouncecat" --explain agreed.eml >actual
check '... and says nothing where it agrees' sh -c '! grep -q "Likeness to" actual'

finish
