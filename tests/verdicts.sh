#!/bin/sh
# verdicts.sh OTHER [BUILD]: which verdicts another build of bouncecat moved,
# over all fixtures and all rows of replies*.tsv.  BUILD is src/bouncecat unless
# it is named.  For each recipient whose category, or what it was judged by,
# is another: where it stands, then `<' with what OTHER said and `>' with what
# BUILD says.  Exits with 1 if a verdict moved.

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo 'usage: tests/verdicts.sh OTHER [BUILD]' >&2
  exit 64
fi
other=$(realpath -- "$1") || exit
build=${2+$(realpath -- "$2")} || exit

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/reply-mails.sh
. "$top_srcdir/tests/reply-mails.sh"

for table in "$top_srcdir"/tests/replies*.tsv; do
  grep -v '^#' "$table"
done >rows
reply_mails rows >mbox
(cd "$fixtures" && find . -name '*.eml' | sed 's|^\./||' | sort) >mails

# verdicts PROGRAM OUT: where, who, what, by what; a line for a recipient.
# Which words weighed most in the model changes with every row that it learns.
verdicts () {
  fields=source,index,recipient,kind,category,evidence
  (cd "$fixtures" && "$1" --all -F "$fields" --files-from="$tmp/mails") \
    >"$2" || [ $? -eq 65 ] || return # 65: one of them is no mail to it
  "$1" --all -F "$fields" mbox |
    awk -F '\t' -v OFS='\t' '
      FILENAME == "rows" { row[FNR] = $1 " " $2 " " $3 " " $5; next }
      { $1 = "replies"; $3 = row[$2]; print }' rows - >>"$2"
  sed -i 's/\tlike: [^\t]*/\tlike/' "$2"
}
verdicts "$other" before || exit
verdicts "${build:-$bouncecat}" after || exit

awk -F '\t' '
  { key = $1 ":" $2 " " $3; said = $4 " " $5 ", " $6 }
  FILENAME == "before" { before[key] = said; next }
  {
    if (!(key in before))
      before[key] = "nothing"
    if (before[key] != said) {
      print key "\n< " before[key] "\n> " said
      moved++
    }
    delete before[key]
  }
  END {
    for (key in before) {
      print key "\n< " before[key] "\n> nothing"
      moved++
    }
    print moved + 0 " verdicts moved" >"/dev/stderr"
    exit moved > 0
  }' before after
