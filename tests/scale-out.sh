#!/bin/sh
# Beyond one process: the work is parallel by message, and the state is the
# ledger.  However the mails are dealt out, the records are those of one run.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

# A Maildir of every other fixture, and an mbox with the same mails.
mkdir -p mail/cur mail/new mail/tmp
number=0
find "$fixtures" -name '*.eml' | sort | awk 'NR % 2' >originals
while IFS= read -r mail; do
  number=$((number + 1))
  cp "$mail" "mail/cur/$number:2,S"
done <originals
chmod -R u+w mail
find mail/cur -type f | sort >names
tr '\n' '\0' <names >names0
xargs -0 env LC_ALL=C awk '
  FNR == 1 { print (NR > 1 ? "\n" : "") "From x Mon Nov 23 08:00:00 2026" }
  { sub (/\r$/, "") }
  /^>*From / { $0 = ">" $0 }
  { print }' <names0 >mbox
echo >>mbox

# Standard input, in an order that all runs share.
sorted () {
  sort >"$1"
}

"$bouncecat" mail | sorted whole
check "there is a Maildir with bounces" [ "$(wc -l <whole)" -gt 100 ]

# What all mappers of a job print together.
fields=recipient,original_recipient,action,category,type,status,evidence
fields=$fields,diagnostic,remote_mta,date,message_id,original_message_id
"$bouncecat" -F "$fields" mbox | sorted whole.mbox

# Spark's rdd.pipe and Hadoop streaming: a mapper reads lines, here names of
# mails, and writes lines.  What runs here is their contract, not they.
split -n l/4 names part.
for part in part.*; do
  "$bouncecat" --files-from=- <"$part"
done | sorted parts
check_same "four mappers of names: the records of one run" whole parts

# Messages instead of names.  The reducer counts.
awk '/^From / && n++ % 100 == 0 { close (file); file = "mapper." ++part }
  { print >file }' mbox
for part in mapper.*; do
  "$bouncecat" -F "$fields" <"$part"
done | sorted parts
check_same "mappers of mail: the records of one run" whole.mbox parts

# A mapper that sits behind a slow pipe answers before its input ends.
mkfifo slow
"$bouncecat" --files-from=- <slow >answer &
mapper=$!
exec 3<>slow
cat names >&3
check "lines come out while the names still come in" \
  await_of $mapper test -s answer
exec 3>&-
wait $mapper
sorted parts <answer
check_same "and all do in the end" whole parts

# Each process writes whole lines, so that they may share a file.
xargs -0 -n 40 -P 4 "$bouncecat" <names0 >shared
sorted parts <shared
check_same "xargs -P, one file for all: the records of one run" whole parts

# moreutils has a parallel too.
no_parallel="GNU parallel is not installed"
if parallel --version </dev/null 2>/dev/null | grep -q '^GNU parallel'; then
  no_parallel=
fi

# jobs_ok NAME: the log of parallel's jobs, in its columns Exitval and Signal,
# and what they said.
jobs_ok () {
  sed 1d jobs | cut -f 2,7,8 >statuses
  if [ "$(wc -l <statuses)" -ge 2 ] && [ ! -s err ] &&
    ! grep -qv '	0	0$' statuses; then
    ok "$1"
  else
    not_ok "$1"
    comment statuses err | cut -c 1-300
  fi
}

# GNU parallel takes the remote shell's language from $SHELL, which cron and
# containers leave unset.
SHELL=/bin/sh
export SHELL

# parallel_ok NAME EXPECTED ARGUMENT...: GNU parallel, two jobs at a time,
# with standard input; what it prints, sorted, is EXPECTED.
parallel_ok () {
  parallel_name=$1
  parallel_expected=$2
  shift 2
  parallel --will-cite -j2 --joblog jobs "$@" >out 2>err
  sorted parts <out
  check_same "$parallel_name: the records of one run" \
    "$parallel_expected" parts
  jobs_ok "$parallel_name: more than one job, and none fails"
}

# Stands for ssh, HOST [--] WORD...: notes the host, and lets a shell run the
# words here.
cat >fake-ssh <<'END'
#!/bin/sh
echo "$1" >>"$ASKED"
shift
[ "$1" != -- ] || shift
exec sh -c "$*"
END
chmod +x fake-ssh
ASKED=$tmp/asked
export ASKED

if [ -z "$no_parallel" ]; then
  parallel_ok "parallel -X" whole -0 -X "$bouncecat" <names0
  parallel_ok "parallel --pipe" whole.mbox --pipe --block 300k \
    --recend '\n\n' --recstart 'From ' "$bouncecat" -F "$fields" <mbox
  parallel_ok "parallel --sshlogin" whole -0 -n 100 --ssh "$tmp/fake-ssh" \
    --sshlogin 1/a.test,1/b.test --workdir "$tmp" "$bouncecat" <names0
  sort -u asked >hosts
  printf '%s\n' a.test b.test >expected
  check_same "parallel --sshlogin: both hosts were asked" expected hosts
else
  skip "parallel" "$no_parallel"
fi

# Each mail is handed out twice, as where two hosts read one spool: one
# ledger, one count.
many_hosts () {
  new_ledger
  "$bouncecat" --ledger="$ledger" mail >/dev/null
  exported >whole.ledger
  check "$store: there is a ledger of many bounces" \
    [ "$(wc -l <whole.ledger)" -gt 150 ]
  new_ledger
  cat names0 names0 |
    parallel --will-cite -q -0 -j4 -n 100 --joblog jobs \
      "$bouncecat" --ledger="$ledger" --lock-wait=3600 >/dev/null 2>err
  jobs_ok "$store: many processes, and none fails"
  exported >parts
  check_same "$store: many processes count as one does" whole.ledger parts
}

if [ -z "$no_parallel" ]; then
  each_store many_hosts
else
  skip "one ledger, many processes" "$no_parallel"
fi

finish
