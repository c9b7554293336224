#!/bin/sh
# What bouncetally reads and prints: any address, any line, files and stores
# that can't be used.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

# Unlike echo it leaves backslashes alone.
line () {
  printf '%s\n' "$1"
}

addresses () {
  new_ledger
  long=$(awk 'BEGIN { for (i = 0; i < 1000; i++) printf "0123456789" }')
  {
    header
    record "o'brien\"; DROP TABLE bouncecat_contact; --@x.example" inactive '<1>'
    record '"a b\\tc"@x.example' inactive '<2>'
    record 'jörg.ÄÖÜ@BÜCHER.example' inactive '<3>'
    record '%s{NULL,"}$1@x.example' inactive '<4>'
    record "$long@x.example" inactive '<5>'
    record "${long}1@x.example" unknown "<$long>"
    record '-l@x.example' inactive '<6>'
    record 'local-part-alone' inactive '<7>'
  } | pad >in
  expect_status 0 "$store: addresses of every kind are taken" tally add in
  {
    line '"a b\\tc"@x.example'
    line '"%s{NULL,\\"}$1"@x.example'
    line '-l@x.example'
    line "${long}1@x.example"
    line "$long@x.example"
    line 'jörg.ÄÖÜ@bücher.example'
    line 'local-part-alone'
    line "\"o'brien\\\\\"; DROP TABLE bouncecat_contact; --\"@x.example"
  } | sort >expected
  tally list --every-key | sort >actual
  check_same "$store: and are what they were, in quotes where the syntax needs them" expected actual
  printf '%s\n' 'JÖRG.äöü@bücher.EXAMPLE' "${long}1@X.example" ' -l@x.example' \
    "<$long@x.example>" >list
  tally check <list >actual
  sed -n 2p list >expected
  check_same "$store: and are found again" expected actual
  expect_status 0 "$store: one alone is shown" \
    tally show -- "${long}1@x.example"
  tally export >exported
  new_ledger
  tally import exported
  tally export >actual
  check_same "$store: export and import keep them" exported actual
}

send_list () {
  new_ledger
  {
    header
    record bad@x.example inactive '<1>'
    record Soft@x.example unknown '<2>'
  } | pad | tally add
  printf '%s\r\n' good@x.example BAD@x.example "\"B. Ad\" <bad@X.example>" \
    >list
  printf '%s\n' '' '# comment' '  Soft@x.example ' 'Good <g@x.example>' \
    'bad@x.example.org' >>list
  printf 'bad@x.example\nlast@x.example' >>list
  {
    printf '%s\r\n' good@x.example
    printf '%s\n' '' '# comment' '  Soft@x.example ' 'Good <g@x.example>' \
      'bad@x.example.org'
    printf 'last@x.example'
  } >expected
  status=0
  tally check <list >actual || status=$?
  check_same "$store: check keeps order and bytes" expected actual
  same "$store: and exits 1 if one may not be mailed" 1 echo "$status"
  expect_status 0 "$store: 0 if all may" tally check soft@x.example new@x.example
  same "$store: it takes arguments" "soft@x.example" \
    tally check soft@x.example bad@x.example
  printf 'bad@x.example\000\nok@x.example\n' >list
  printf 'ok@x.example\n' >expected
  expect_status 65 "$store: a line with a NUL is no address" \
    sh -c '"$1" --ledger="$2" check <list' - "$bouncetally" "$ledger"
  check_same "$store: and is not printed" expected out
}

lists () {
  new_ledger
  {
    header
    record a@x.example inactive '<1>' 2026-03-01T12:00:00+02:00 5.2.1
    record b@x.example over-quota '<2>' 2026-02-01T00:00:00Z 4.2.2
    record c@x.example unknown '<3>' 2026-01-01T00:00:00Z
  } | pad | tally add
  same "$store: list, by state" "a@x.example" tally list --state=hard
  same "$store: by reason" "b@x.example" tally list --category=over-quota
  same "$store: by day" "a@x.example" tally list --since=2026-02-02
  same "$store: to the second" "a@x.example" \
    tally list --since=2026-03-01T10:00:00Z
  {
    printf 'address\tstate\tsoft_bounces\tcategory\tstatus\tdate\tevent\t'
    printf 'delivered\treset\tevidence\tremote_mta\tdiagnostic\n'
    printf 'b@x.example\tactive\t1\tover-quota\t4.2.2\t2026-02-01T00:00:00Z\t'
    printf 'message:2\t\t\t\t\t\n'
  } >expected
  tally list --long --with-header --category=over-quota >actual
  check_same "$store: at length" expected actual
  same "$store: as JSON" '{"address":"c@x.example","state":"active",'\
'"soft_bounces":1,"category":"unknown","status":null,'\
'"date":"2026-01-01T00:00:00Z","event":"message:3","delivered":null,'\
'"reset":null,"evidence":null,"remote_mta":null,"diagnostic":null}' \
    tally list --format=json --category=unknown
  same "$store: stats count" "state active 2
state hard 1
state complained 0
state suppressed 0
month 2026-01 1
month 2026-02 1
month 2026-03 1" echo "$(tally stats | tr '\t' ' ' |
    grep -e ^state -e ^month)"
}

bad_lines () {
  new_ledger
  nested=$(awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }')
  {
    line '{"category":"unknown","index":1.5,"recipient":{"of":7}}'
    line '{"recipient":"a@x.example","category":"unknown","z":[{"y":1.5}]}'
    line '{"recipient":"b@x.example\u0000c","category":"inactive"}'
    line '{"recipient":"b\\u0000@x.example","category":"unknown"}'
    line '{"recipient":"d@x.example","category":"no-such"}'
    line '{"recipient":"d@x.example","category":"unknown","date":"soon"}'
    line '{"recipient":["d@x.example"],"category":"unknown"}'
    line "$nested"
    line '{"recipient":"d@x.example","category":"unknown"'
    line 'null'
    line ''
    printf '{"recipient":"\377@x.example","category":"unknown"}\n'
    printf '{"recipient":"e@x.example",\000"category":"unknown"}\n'
    awk 'BEGIN { printf "{\"z\":\""; for (i = 0; i < 150000; i++)
      printf "0123456789"; print "\",\"recipient\":\"f@x.example\"}" }'
    line '{"recipient":"z@x.example","category":"unknown"}'
  } >in
  expect_status 65 "$store: lines that are no records are named" tally add in
  cut -d : -f 1-3 err | sort -t : -k 3n >named
  printf 'bouncetally: in:%s\n' 1 3 5 6 7 8 9 10 12 13 14 >expected
  check_same "$store: each of them" expected named
  printf '%s\n' a@x.example '"b\\\\u0000"@x.example' z@x.example >expected
  tally list >actual
  check_same "$store: and the others are taken" expected actual

  printf 'recipient\tcategory\na@x.example\tunknown\nb@x.example\n' |
    pad | sed 's/$/\tmore/; 1s/.more$//' >in
  expect_status 65 "$store: so are rows of the wrong length" tally add in
  expect_status 65 "$store: what has no names is not read" \
    sh -c 'echo "a b" | "$1" --ledger="$2" add' - "$bouncetally" "$ledger"
  expect_status 66 "$store: a file that is not there" tally add none.json
  expect_status 0 "$store: nothing is no error" \
    sh -c '"$1" --ledger="$2" add </dev/null' - "$bouncetally" "$ledger"
  {
    line '{"bouncecat_ledger":3}'
    line '{"contact":"i@x.example","delivered":null,"reset":null}'
    line '{"contact":"i@x.example","event":"x","category":"none"}'
    line '{"setting":"soft-limit","value":"many"}'
    line '{"setting":"soft-limit","value":"7"}'
    line '{"recipient":"i@x.example"}'
  } >in
  expect_status 65 "$store: import names what is no export" \
    tally import --policy in
  same "$store: all of it" "1 3 4 6" \
    echo "$(cut -d : -f 3 err | tr '\n' ' ' | sed 's/ $//')"
  same "$store: and takes the rest" "soft-limit	7" \
    echo "$(tally set | head -n 1)"
}

usage () {
  for words in '' 'nonsense' 'prune' 'list --before=today' 'stats --by=week' \
    'reset a --domain=b' 'check --state=hard' '--lock-wait=-1 list' 'show' 'show a b' 'reset' 'list a' 'set window' \
    '--format=xml list' '--state=soft list' '--since=now list' '--none list' \
    '--category=none list' 'add a b'; do
    # shellcheck disable=SC2086
    expect_status 64 "wrong usage: bouncetally $words" \
      "$bouncetally" --ledger=never.db $words
  done
  expect_status 0 "--help" "$bouncetally" --help
  expect_status 0 "--version" "$bouncetally" --version
  expect_status 64 "a store that is none" \
    "$bouncetally" --ledger=mysql://x/y list
  expect_status 64 "no path" "$bouncetally" --ledger=sqlite: list
  case $pgsql_missing in
  *without*)
    expect_status 64 "no PostgreSQL in this build" "$bouncetally" \
      --ledger=postgresql://h/d list
    ;;
  *)
    expect_status 75 "a server that is not there" "$bouncetally" \
      --ledger="postgresql:///x?host=$tmp/nowhere" list
    # What never gets better is not to be tried again.
    for uri in h:port/d h:70000/d 'h/d?none=1' 'h/d?x' '[::1/d' h/%zz \
      u:hid%zzen@h/d u:hid%00en@h/d 'h/d?password=hid%zzen' u:hid/en@h/d; do
      expect_status 64 "a URI that is none: $uri" \
        "$bouncetally" --ledger="postgresql://$uri" list
      "$bouncetally" --ledger="postgresql://$uri" list 2>>err
      check "and nobody asks a server, nor sees a password" \
        sh -c 'grep -q "PostgreSQL ledger: ." err && ! grep -q hid err'
      rm -f err
    done
    ;;
  esac
}

# What is neither a name nor a domain would choose nobody, or all, and an option
# is the same in every locale.
values () {
  ledger=$tmp/values.db
  tally suppress a@bücher.example b@x.example
  for wrong in --domain= --domain=@ '--domain=*.x.example' --domain=.x.example \
    --domain=b@x.example --state= '--state=hard,' --every-key=no; do
    expect_status 64 "list $wrong" tally list "$wrong"
  done
  expect_status 64 "reset --domain=" tally reset --domain=
  expect_status 64 "suppress --reason, not in UTF-8" \
    tally suppress --reason="$(printf '\377')" c@x.example
  expect_status 64 "forget --keep-out=no" tally forget --keep-out=no b@x.example
  same "nothing was done" 'a@bücher.example
b@x.example' tally list --state=suppressed
  for locale in C POSIX C.UTF-8; do
    same "list --domain in the locale $locale" a@bücher.example \
      env LC_ALL=$locale "$bouncetally" -l "$ledger" list \
      --domain=bücher.example
    expect_status 0 "suppress --reason in the locale $locale" \
      env LC_ALL=$locale "$bouncetally" -l "$ledger" suppress --reason=für \
      c@x.example
    expect_status 0 "--our-ids in the locale $locale" env LC_ALL=$locale \
      "$bouncecat" -l "$ledger" --our-ids=bücher.example /dev/null
    printf 'é;n\nd@x.example;1\n' >list
    same "check --column in the locale $locale" "$(cat list)" \
      env LC_ALL=$locale sh -c '"$1" -l "$2" check --column=é <list' - \
      "$bouncetally" "$ledger"
  done
  echo '{"kind":"bounce","recipient":"a@x.example"}' >a-record
  for wrong in 'import none' 'import /dev/null' 'import list' \
    'import a-record' 'add none' 'set window x' \
    'set nothing 1' 'set window'; do
    # shellcheck disable=SC2086 # it is a list
    "$bouncetally" -l "$tmp/unmade.db" $wrong 2>err
    check "$wrong: is said to be wrong" grep -q '^bouncetally: ' err
    check "$wrong: makes no ledger, which would let all mail through" \
      test ! -e "$tmp/unmade.db"
  done
  expect_status 65 "import of nothing" tally import /dev/null
  # The last one is that of a variable that is not set.
  for wrong in '*.x.example' .x.example any,x.example 'x.example,' \
    a@x.example ''; do
    expect_status 64 "set our-ids $wrong" tally set our-ids "$wrong"
  done
  expect_status 0 "set our-ids with a blank" \
    tally set our-ids 'x.example, @Y.example'
  same "which is passed over" x.example,y.example echo "$(tally set |
    sed -n 's/^our-ids.//p')"
}

places () {
  expect_status 66 "who reads makes no ledger" "$bouncetally" list
  expect_status 0 "the default ledger is made" "$bouncetally" set window 9
  made=$XDG_DATA_HOME/bouncecat/ledger.db
  same "for its owner alone" "-rw-------" \
    stat -c %A "$made"
  (
    umask 0
    BOUNCECAT_LEDGER=$tmp/new/folder/l.db "$bouncetally" set window 9
  )
  same "whatever the umask" "-rw-------" \
    stat -c %A new/folder/l.db
  "$bouncetally" --ledger=sqlite::memory: set window 9
  check "a path is a path" [ -f :memory: ]

  echo "this is no database, whatever its name is" >text.db
  expect_status 75 "a file that is no ledger" \
    "$bouncetally" --ledger=text.db list
  same "is left alone" "this is no database, whatever its name is" cat text.db
  expect_status 75 "a folder is none" "$bouncetally" --ledger=. list
  expect_status 75 "nor what lies below a file" \
    "$bouncetally" --ledger=text.db/x.db list

  mkfifo pipe.db
  expect_status 75 "a pipe is no ledger, and nobody waits for it" \
    "$bouncetally" --ledger=pipe.db set window 9
  if command -v sqlite3 >/dev/null; then
    sqlite3 other.db 'CREATE TABLE mail (x); INSERT INTO mail VALUES (7)'
    expect_status 75 "the file of another program is none" \
      "$bouncetally" --ledger=other.db set window 9
    check "and is said to be that" grep -q "another program" err
    same "and is left alone" "mail 7" \
      sqlite3 other.db "SELECT name, (SELECT x FROM mail) FROM sqlite_master" \
      -separator ' '
  fi
  : >empty.db
  expect_status 66 "an empty file is no ledger to read" \
    "$bouncetally" --ledger=empty.db list

  # Libraries that are none stand in for those that are not installed.
  : >libpq.so.5
  if [ -z "$sanitized" ]; then
    absent=75
    case $pgsql_missing in *without*) absent=64 ;; esac
    expect_status $absent "without libpq there is no PostgreSQL ledger" \
      env LD_LIBRARY_PATH="$tmp" "$bouncetally" --ledger=postgresql://h/d list
    check "and it is said so" grep -qE 'libpq\.so\.5|without libpq' err
    expect_status 0 "but a file needs it not" \
      env LD_LIBRARY_PATH="$tmp" "$bouncetally" --ledger=x.db set window 9
    : >libsqlite3.so.0
    expect_status 75 "without SQLite there is no ledger in a file" \
      env LD_LIBRARY_PATH="$tmp" "$bouncecat" --ledger=x.db /dev/null
    check "and it is said so, too" grep -q 'libsqlite3\.so\.0' err
    expect_status 0 "it is not loaded for nothing" \
      env LD_LIBRARY_PATH="$tmp" "$bouncecat" /dev/null
    rm libpq.so.5 libsqlite3.so.0
  fi
}

# As a user who may not write, for root may.
read_only () {
  store=sqlite
  new_ledger
  add_softs r@x.example 1 1
  chmod 444 "$ledger"
  { header && record r@x.example unknown '<2>'; } >in
  expect_status 75 "a ledger that is read-only" \
    unprivileged "$tmp/programs/bouncetally" --ledger="$ledger" add in
  check "and is said to be" grep -q -e 'read-only' -e 'ermission' err
  chmod 644 "$ledger"
  same "nothing is counted" "1" \
    echo "$(tally --format=json list | sed 's/.*bounces":\([0-9]*\).*/\1/')"
}

# Read by who may only read, in a folder where nothing may be written.
reader () {
  store=sqlite
  new_ledger
  add_softs r@x.example 1 5
  mkdir sealed
  cp "$ledger" sealed/ledger.db
  chmod 444 sealed/ledger.db
  chmod 555 sealed
  set -- unprivileged "$tmp/programs/bouncetally" \
    --ledger="$tmp/sealed/ledger.db"
  expect_status 0 "a ledger that may only be read is read" "$@" list
  same "all of it" r@x.example cat out
  expect_status 1 "and checked" "$@" check r@x.example
  expect_status 75 "and not written" "$@" reset r@x.example
  chmod 755 sealed
}

# A stored setting that can't be read stops all but who repairs it.
repair () {
  new_ledger
  add_softs a@x.example 1 5
  change_rows "INSERT INTO bouncecat_setting VALUES ('window', 'soon')" || return
  expect_status 75 "$store: a setting that can't be read" tally list
  check "$store: is named" grep -q "window.*'soon'" err
  expect_status 0 "$store: and set anew" tally set window never
  same "$store: then all is well" a@x.example tally list
  expect_status 64 "$store: the key of a ledger with contacts stays" \
    tally set key final
  check "$store: and it says what to do" grep -q 'new one' err
}

# Who reads slowly keeps no log from being moved into the file.
slow_reader () {
  store=sqlite
  new_ledger
  awk 'BEGIN { for (i = 0; i < 20000; i++)
    printf "{\"recipient\":\"u%d@x.example\",\"category\":\"unknown\"," \
      "\"original_message_id\":\"<%d@slow>\"}\n", i, i }' | tally add
  mkfifo slow-list
  tally list --long >slow-list &
  lister=$!
  exec 5<slow-list
  if command -v sqlite3 >/dev/null; then
    # Busy, pages in the log, pages moved: nobody is in the way.
    moved () {
      [ "$(sqlite3 "$ledger" 'PRAGMA wal_checkpoint (TRUNCATE)')" = '0|0|0' ]
    }
    check "a stalled list keeps nothing open" await_of "$lister" moved
  fi
  same "and goes on" 20000 echo "$(wc -l <&5)"
  exec 5<&-
  wait $lister
}

# Delivery agents limit the files of those whom they start.
file_limit () {
  ledger=$tmp/limit.db
  tally suppress a@x.example
  seq -f 'user%.0f@x.example' 30000 >many
  # shellcheck disable=SC2317 # expect_status calls it
  limited () {
    (
      ulimit -f 100
      "$@"
    )
  }
  expect_status 75 "a ledger that may not grow is on a full disk" \
    limited sh -c '"$1" -l "$2" suppress - <many' - "$bouncetally" "$ledger"
  check "and that is said" grep -q '^bouncetally: ledger .*limit.db: ' err
  same "the ledger is what it was" a@x.example tally list
  expect_status 75 "an output that may not grow is, too" \
    limited sh -c '"$1" -l "$2" check <many' - "$bouncetally" "$ledger"
  check "and that is said" grep -q "^bouncetally: can't write" err
}

full_disk () {
  store=sqlite
  new_ledger
  { header && awk 'BEGIN { for (i = 0; i < 30000; i++)
      printf "u%d@x.example\tunknown\t<%d@full>\t\t\tfailed\n", i, i }'; } |
    pad >in
  # A limit on the size of files fails as a full disk does, without one.
  expect_status 75 "a full disk" sh -c 'trap "" XFSZ; ulimit -f 4000
    exec "$1" --ledger="$2" add in' - "$bouncetally" "$ledger"
  check "and said so" grep -q "^bouncetally: ledger $ledger: " err
  stored=$(tally list | wc -l)
  check "what was stored is whole batches" [ $((stored % 5000)) -eq 0 ]
  check "less than all" [ "$stored" -lt 30000 ]
  expect_status 0 "with room again it goes on" tally add in
  same "and all is counted" 30000 echo "$(tally list | wc -l | tr -d ' ')"
  if [ -c /dev/full ]; then
    expect_status 75 "output to a full disk" \
      sh -c '"$1" --ledger="$2" list >/dev/full' - "$bouncetally" "$ledger"
  fi
  same "a reader that has seen enough" "0 u0@x.example" sh -c '
    { "$1" --ledger="$2" list; echo $? >status; } | head -n 1 >first
    echo "$(cat status) $(cat first)"
    ' - "$bouncetally" "$ledger"
}

# An export that is cut short, by line or by byte, would leave somebody to whom
# mail goes on.
cut_short () {
  new_ledger
  one a@x.example inactive '<1@t>'
  one b@x.example inactive '<2@t>'
  tally set soft-limit 3
  tally export >whole
  for lines in 1 5 12 "$(($(wc -l <whole) - 1))"; do
    head -n "$lines" whole >part
    new_ledger
    expect_status 65 "$store: an export of $lines lines" tally import part
    check "$store: is said to be cut" grep -q 'cut short' err
    expect_status 65 "$store: from a pipe, too" \
      sh -c 'cat part | "$1" --ledger="$2" import' - "$bouncetally" "$ledger"
    expect_status 66 "$store: and makes no ledger" tally list
  done
  head -c "$(($(wc -c <whole) - 9))" whole >part
  expect_status 65 "$store: cut within its last line" tally import part
  { head -n 5 whole; cat whole; } >both
  expect_status 65 "$store: one of two is" tally import - <both
  expect_status 66 "$store: no ledger of that, either" tally list
  sed 's/,"part":"[a-z]*"//' whole >old
  head -n -1 old >part
  expect_status 0 "$store: an old one has no end" tally import part
  grep -v b@x.example whole >chosen
  new_ledger
  expect_status 0 "$store: one of which lines were chosen is whole" \
    sh -c 'cat chosen | "$1" --ledger="$2" import' - "$bouncetally" "$ledger"
  same "$store: those are taken" a@x.example tally list --state=hard
  new_ledger
  { echo; cat whole whole; } >both
  {
    read -r skipped
    expect_status 0 "$store: two of them, but for a first line '$skipped'" \
      tally import
  } <both
  same "$store: and taken" "a@x.example
b@x.example" tally list --state=hard
  TMPDIR=/nonexistent expect_status 75 "$store: no temporary file, no import" \
    sh -c 'cat whole | "$1" --ledger="$2" import' - "$bouncetally" "$ledger"
}

# A category of a version to come: its bounces are not lost on this one.
newer_category () {
  new_ledger
  add_softs n@x.example 1 5
  change_rows "UPDATE bouncecat_event SET category = 'greylisted'
    WHERE event LIKE '%soft1@test%' OR event LIKE '%soft2@test%'" || return
  expect_status 0 "$store: bounces of a newer category" tally show n@x.example
  same "$store: are said to be that, once" 1 \
    echo "$(grep -c "category 'greylisted'.*upgrade" err)"
  same "$store: and count as unknown" "hard 5" state n@x.example
  tally export >exported
  same "$store: and are not lost" 5 echo "$(grep -c '"event"' exported)"
  tally prune --before=2026-02-01
  same "$store: nor pruned" "hard 5" state n@x.example
  bounce n@x.example 5.2.2 >mail
  "$bouncecat" -q -l "$ledger" mail 2>err
  check "$store: bouncecat says it, too" grep -q "category 'greylisted'" err
}

newer_schema () {
  new_ledger
  tally set soft-limit 5
  change_rows "UPDATE bouncecat_setting SET value = '99'
    WHERE name = 'schema'" || return
  expect_status 75 "$store: a newer schema is not touched" tally list
  check "$store: and said to be newer" grep -q 'version 99' err
}

pgsql_start || echo "# $pgsql_missing"
each_store addresses
each_store send_list
each_store lists
each_store bad_lines
each_store cut_short
each_store newer_schema
each_store newer_category
each_store repair
usage
values
places
read_only
reader
slow_reader
full_disk
file_limit

finish
