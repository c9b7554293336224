#!/bin/sh
# Every reply of replies*.tsv, in a notification of the kind it would come in,
# through the program in one run: is it put in the right category?
# The mails are made by reply-mails.sh; the tables hold nothing but the replies.  A category
# behind a '!' is known to be missed: such a row fails once it is right.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/reply-mails.sh
. "$top_srcdir/tests/reply-mails.sh"

for table in "$top_srcdir"/tests/replies*.tsv; do
  grep -v '^#' "$table" >part
  check "$table has rows" test -s part
  cat part >>rows
done
check 'each row has five columns' \
  awk -F '\t' 'NF != 5 || $5 == "" { print NR ": " $0; bad = 1 }
               END { exit bad }' rows
reply_mails rows >mbox
expect_status 0 'all the notifications are read' \
  "$bouncecat" --fields=index,category,evidence mbox
mv out found

# ok TAB name, or no TAB name TAB what was found instead.
awk -F '\t' -v OFS='\t' '
FILENAME == "found" { category[$1] = $2; evidence[$1] = $3; count[$1]++; next }
{
  known = sub (/^!/, "", $4) ? " # TODO not read rightly yet" : ""
  name = $4 ": " $1 " " $2 " " $3 " " $5
  # TAP takes what follows a # as a directive.
  gsub (/[#\\\\]/, "", name)
  name = name known
  if (count[FNR] == 1 && category[FNR] == $4)
    print "ok", name
  else
    print "no", name, FNR, count[FNR] + 0 " records", category[FNR], \
      evidence[FNR]
}' found rows >verdicts

tab=$(printf '\t')
while IFS=$tab read -r verdict name seen; do
  if [ "$verdict" = ok ]; then
    ok "$name"
  else
    not_ok "$name"
    echo "# row, records, category, evidence: $seen"
  fi
done <verdicts

finish
