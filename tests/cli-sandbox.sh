#!/bin/sh
# bouncecat gives up rights after its start: it does, and every source, charset
# and ledger works as without.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"
need python3

bounce ann@example.com >m1
mbox 50 >box
gzip -k box
mkdir -p maildir/new maildir/cur maildir/tmp
cp m1 maildir/new/1
cp m1 maildir/cur/2:2,S

find box* m1 maildir -type f -exec cksum {} + >before

# The state of a process that waits for its second mail, and has told the first.
mkfifo in
"$bouncecat" -j1 -F recipient in >out &
pid=$!
exec 3<>in
mbox 2 | awk '/^From / && NR > 1 { print; exit } { print }' >&3
await_of $pid test -s out
if grep -q '^Seccomp:' "/proc/$pid/status" 2>/dev/null; then
  check 'it has a filter for system calls' \
    grep -q '^Seccomp:[[:space:]]*2' "/proc/$pid/status"
  check 'and no new rights' \
    grep -q '^NoNewPrivs:[[:space:]]*1' "/proc/$pid/status"
else
  skip 'it has a filter for system calls' 'this kernel has none'
  skip 'and no new rights' 'this kernel has no filter'
fi
exec 3>&-
wait "$pid"

# same NAME OPTION...: as without the sandbox.
same () {
  name=$1
  shift
  "$bouncecat" --no-sandbox "$@" >expected 2>expected.err <box
  "$bouncecat" "$@" >actual 2>actual.err <box
  check_same "$name: output" expected actual
  check_same "$name: words" expected.err actual.err
}
same 'standard input' -afjson
same 'all sources' -afjson m1 box box.gz maildir none /dev/null
same 'with threads' -afjson -j3 box box.gz maildir
same 'a summary' --summary box
same 'an explanation' --explain m1
find "$fixtures" -name '*.eml' | LC_ALL=C sort >names
same 'all fixtures' -afjson --files-from=names

find box* m1 maildir -type f -exec cksum {} + >after
check_same 'no source was changed' before after

# Converters of charsets are loaded late.
python3 - <<'EOT'
words = "Postfach nicht gefunden"
charsets = {
    "iso-2022-jp": "ユーザーが見つかりません", "euc-jp": "ユーザーが見つかりません",
    "shift_jis": "ユーザーが見つかりません", "gb18030": "用户不存在",
    "big5": "使用者不存在", "euc-kr": "사용자를 찾을 수 없습니다",
    "koi8-r": "пользователь не найден", "windows-1251": "пользователь не найден",
    "iso-8859-7": "δεν υπάρχει", "iso-8859-9": "kullanıcı yok", "utf-16": "ümlaut",
    "cp1255": "לא נמצא", "tis-620": "ไม่พบ", "cp437": "ä",
}
with open("charsets", "wb") as out:
    for charset, words in charsets.items():
        out.write(b"From x Mon Nov 23 08:46:36 2026\n"
                  b"From: MAILER-DAEMON@mx.example.net\nSubject: failed\n"
                  b"Content-Type: text/plain; charset=" + charset.encode()
                  + b"\nContent-Transfer-Encoding: base64\n\n")
        import base64
        text = ("Your message could not be delivered to:\n\n"
                "<ann@example.com>: 550 5.0.0 " + words + "\n")
        out.write(base64.encodebytes(text.encode(charset)) + b"\n")
EOT
same 'charsets' -afjson charsets
check 'all of them are there' test "$(wc -l <actual)" -ge 13

mkdir ledgers
for options in '' --no-sandbox; do
  # shellcheck disable=SC2086 # one option, or none
  expect_status 0 "a ledger $options" \
    "$bouncecat" $options -l ledgers/new box -F recipient,soft_bounces
  mv out "records$options"
  rm -rf ledgers/new*
done
check_same 'a ledger: the same' records records--no-sandbox
ln -s ledgers/there link
: >ledgers/there
expect_status 0 'a ledger behind a link' "$bouncecat" -q -l link box
"$bouncetally" -l link list >listed
check 'has all' test "$(wc -l <listed)" -eq 50
mkdir -p wal && "$bouncecat" -q -l wal/db m1
expect_status 0 'a second run over the same ledger' "$bouncecat" -q -l wal/db box
expect_status 0 'a ledger without a slash in its name' \
  "$bouncecat" -q -l here box

finish
