#!/bin/sh
# What was done to the mails behind the fixtures is known, for some of them:
# CASE.want says what CASE.eml must say, whatever the wording of its records.
# Each line is one recipient:
#
#   ADDRESS TAB ACTION TAB CATEGORY TAB STATUS        "-": none
#
# No line, or the one line "none KIND": no recipient, and a mail of that kind
# (or of any kind but bounce).

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$fixtures" || exit 1
find . -name '*.want' | sed 's|^\./||' | sort >"$tmp/wants"
[ -s "$tmp/wants" ] || skip_all "no fixture has a .want"
sed 's/\.want$/.eml/' "$tmp/wants" >"$tmp/mails"

"$bouncecat" --all -F source,kind,recipient,action,category,status \
  --files-from="$tmp/mails" >"$tmp/records"
echo "$?" >"$tmp/status"
echo 0 >"$tmp/zero"
check_same "the mails are read" "$tmp/zero" "$tmp/status"

# Both sides as lines "MAIL TAB ADDRESS TAB ACTION TAB CATEGORY TAB STATUS", or
# "MAIL TAB none KIND".  An empty .want is "none", and then so is any mail
# without recipients that is no bounce.
while IFS= read -r want; do
  mail=${want%.want}.eml
  if [ -s "$want" ]; then
    awk -v mail="$mail" '{ print mail "\t" $0 }' "$want"
  else
    printf '%s\tnone\n' "$mail"
    printf '%s\n' "$mail" >>"$tmp/empty"
  fi
done <"$tmp/wants" | sort -u >"$tmp/wanted"
touch "$tmp/empty"
awk -F '\t' -v OFS='\t' '
  FILENAME == ARGV[1] {
    any_kind[$1] = 1
    next
  }
  $3 == "" {
    print $1, $1 in any_kind && $2 != "bounce" ? "none" : "none " $2
    next
  }
  {
    if ($2 == "feedback")
      $4 = $2
    for (i = 4; i <= 6; i++)
      if ($i == "")
        $i = "-"
    print $1, $3, $4, $5, $6
  }' "$tmp/empty" "$tmp/records" | sort -u >"$tmp/seen"

# One test for each directory.
comm -23 "$tmp/wanted" "$tmp/seen" | sed 's/^/missing: /' >"$tmp/trouble"
comm -13 "$tmp/wanted" "$tmp/seen" | sed 's/^/not wanted: /' >>"$tmp/trouble"
sed 's|[^/]*$||' "$tmp/wants" | sort | uniq -c >"$tmp/dirs"
while read -r count dir; do
  name="${dir:-./}: what is wanted of $count mails"
  awk -F '\t' -v dir="$dir" '
    {
      mail = $1
      sub (/^[^:]*: /, "", mail)
      sub (/[^\/]*$/, "", mail)
    }
    mail == dir' "$tmp/trouble" >"$tmp/here"
  if [ -s "$tmp/here" ]; then
    not_ok "$name"
    comment "$tmp/here"
  else
    ok "$name"
  fi
done <"$tmp/dirs"

finish
