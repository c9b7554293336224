#!/bin/sh
# --summary, --explain and --progress.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

tabs () { tr '|' '\t'; }

bounce ann@example.com 5.1.1 >m1
bounce bob@EXAMPLE.com 5.2.2 >m2
bounce eve@example.org 4.2.2 >m3
bounce joe@example.org 4.4.1 delayed >delay
ordinary >letter

tabs >expected <<'EOT'
total|messages|5
total|bounces|3
total|failed recipients|3
category|over-quota|2
category|address-does-not-exist|1
type|soft|2
type|hard|1
domain|example.com|2
domain|example.org|1
status|5.x.x|2
status|4.x.x|1
EOT
"$bouncecat" --summary m1 m2 m3 delay letter >actual
check_same '--summary counts failures' expected actual

tabs >expected <<'EOT'
kind|bounce|3
kind|delay|1
kind|other|1
EOT
"$bouncecat" --summary --all m1 m2 m3 delay letter | grep ^kind >actual
check_same '--summary --all counts kinds' expected actual

tabs >expected <<'EOT'
total|messages|1
EOT
"$bouncecat" --summary letter >actual
check_same '--summary without a bounce' expected actual

i=0
while [ $i -lt 30 ]; do
  i=$((i + 1))
  echo "From x Mon Nov 23 08:46:36 2026"
  bounce "a@d$i.example"
  echo
done >box
{ cat box; echo "From x Mon Nov 23 08:46:36 2026"; bounce a@d9.example; } >box2
"$bouncecat" --summary box2 | grep ^domain >actual
printf 'domain\td9.example\t2\n' >expected
head -n 1 actual >first
check_same 'the largest domain comes first' expected first
printf 'domain\t(other)\t10\n' >expected
tail -n 1 actual >last
check_same 'the domains that are not shown are one line' expected last
check '20 are shown' test "$(wc -l <actual)" -eq 21

"$bouncecat" --explain m1 delay letter >actual
check '--explain names the mail and the verdict' \
  grep -qx 'm1:1: ann@example.com: address-does-not-exist (hard)' actual
check '--explain names the evidence' grep -q '^  .*5\.1\.1' actual
check '--explain says what decided, and by whom it was said' \
  grep -q '^  What decided is the status code 5.1.1' actual
check '--explain says nothing twice' \
  test "$(grep -c 'xyzzy' actual)" -eq 1
check '--explain speaks of failures only' \
  test "$(grep -c '^[^ ]' actual)" -eq 1

esc=$(printf '\033')
bounce eve@example.org 5.2.2 failed "552 ${esc}[2J full" >odd
"$bouncecat" --explain odd >actual
check '--explain has the words' grep -q full actual
check '--explain does not steer the terminal' \
  sh -c "! grep '$esc' actual"

expect_status 0 '--progress' "$bouncecat" --progress m1 m2
check 'goes to standard error' grep -q '^bouncecat: 2 messages, ' err
check 'and changes no record' test "$(wc -l <out)" -eq 2
expect_status 0 'no --progress' "$bouncecat" m1 m2
check 'nothing on standard error' test ! -s err


finish
