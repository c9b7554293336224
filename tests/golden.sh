#!/bin/sh
# The fixtures: every CASE.eml gives the records of the CASE.tsv beside it.
#
# golden.sh                      compares; one test for each directory
# golden.sh --update DIR...      writes the CASE.tsv of every mail below DIR:
#                                read what it wrote (git diff) before you
#                                believe it

update=
if [ "${1-}" = --update ]; then
  shift
  if [ $# -eq 0 ] || ! update=$(realpath -- "$@"); then
    echo "usage: tests/golden.sh [--update DIR...]" >&2
    exit 64
  fi
fi

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# All fields but `source`, which is where the mail happens to stand.
fields=index,kind,format,recipient,original_recipient,action,category,type
fields=$fields,status,reply_code,diagnostic_type,diagnostic,evidence
fields=$fields,remote_mta,reporting_mta,date,message_id,envelope_id
fields=$fields,original_message_id,original_from,original_to,original_subject

# records LIST OUT: OUT/NAME.tsv for every NAME.eml of LIST, in one run of the
# program: it names the mail in a first column, which says where a line goes.
records () {
  sed 's|[^/]*$||' "$1" | sort -u | (cd "$2" && xargs -d '\n' mkdir -p)
  "$bouncecat" --all --with-header -F "source,$fields" --files-from="$1" \
    >"$tmp/records" || return
  awk -F '\t' -v out="$2" '
    {
      line = substr ($0, length ($1) + 2)
      # Which words weighed most changes with every reply that is learned.
      sub (/\tlike: [^\t]*/, "\tlike:", line)
    }
    NR == 1 {
      header = line
      next
    }
    $1 != last {
      if (last != "")
        close (file)
      last = $1
      file = out "/" substr ($1, 1, length ($1) - 4) ".tsv"
      print header > file
    }
    {
      print line > file
    }' "$tmp/records"
}

if [ -n "$update" ]; then
  echo "$update" | while IFS= read -r dir; do
    cd "$dir" || exit
    find . -name '*.eml' | sort >"$tmp/mails"
    records "$tmp/mails" "$dir" || exit
    echo "$dir: $(wc -l <"$tmp/mails") mails"
  done
  exit
fi

cd "$fixtures" || exit 1
find . -name '*.eml' | sed 's|^\./||' | sort >"$tmp/mails"
find . -name '*.tsv' | sed 's|^\./||' | sort >"$tmp/tables"
if [ ! -s "$tmp/mails" ]; then
  not_ok "there are fixtures"
  finish
fi
mkdir "$tmp/actual"
check "the fixtures are read" records "$tmp/mails" "$tmp/actual"

# One test for each directory, and in it one comparison for each mail.
sed 's|/*[^/]*$||' "$tmp/mails" "$tmp/tables" | sort -u >"$tmp/dirs"
while IFS= read -r dir; do
  : >"$tmp/trouble"
  count=0
  for mail in "${dir:-.}"/*.eml; do
    [ -e "$mail" ] || continue
    count=$((count + 1))
    table=${mail%.eml}.tsv
    if [ ! -e "$table" ]; then
      echo "$mail: no .tsv beside it; run tests/golden.sh --update" \
        "fixtures/$dir to make it, then read it"
    elif ! cmp -s "$table" "$tmp/actual/$table"; then
      diff -u "$table" "$tmp/actual/$table" 2>&1
    fi >>"$tmp/trouble"
  done
  for table in "${dir:-.}"/*.tsv; do
    if [ -e "$table" ] && [ ! -e "${table%.tsv}.eml" ]; then
      echo "$table: no .eml beside it" >>"$tmp/trouble"
    fi
  done
  name="${dir:-.}: the records of $count mails"
  if [ -s "$tmp/trouble" ]; then
    not_ok "$name"
    head -n 200 "$tmp/trouble" | comment
  else
    ok "$name"
  fi
done <"$tmp/dirs"

finish
