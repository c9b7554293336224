#!/bin/sh
# cron and a systemd timer, over a Maildir that grows.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer cron systemd

eval "$(recipe user)"
ledger=/var/lib/bounces/ledger.db
maildir=/var/lib/bounces/Maildir
as_user bounces mkdir -p $maildir/new $maildir/cur $maildir/tmp
file () {
  mail_of "$1@example.com" >"$maildir/$2/$1"
  chown bounces: "$maildir/$2/$1"
}
count () {
  bouncetally -l "$1" list | wc -l
}

# as_cron NAME: runs the line of that recipe as cron would.
as_cron () {
  recipe "$1" >line
  crontab -u bounces line || return
  crontab -u bounces -l | sed 's/^\([^ ]* \)\{5\} *//' >job
  chmod 644 job
  (cd /var/lib/bounces && as_user bounces sh -c "$(cat "$tmp/job")")
}

file ann new
check "cron: every night" as_cron cron
check "cron: is counted" counted ann@example.com
as_cron cron
check "cron: once" [ "$(count $ledger)" -eq 1 ]

rm $ledger*
file half tmp
check "cron-new: the first run" as_cron cron-new
check "cron-new: counts" counted ann@example.com
check "cron-new: but not what is still being written" [ "$(count $ledger)" -eq 1 ]

# The second run reads what is new alone: it asks the ledger for no more.
file bob new
touch -d '1 hour' $maildir/tmp/half
touch -d '1 second ago' /var/lib/bounces/last-run
await sh -c "touch $maildir/new/bob
  [ $maildir/new/bob -nt /var/lib/bounces/last-run ]"
mkdir reads
cat >/usr/local/bin/bouncecat <<'END'
#!/bin/sh
tee -a /var/lib/bounces/names | /usr/bin/bouncecat "$@"
END
chmod 755 /usr/local/bin/bouncecat
check "cron-new: the second run" as_cron cron-new
check "cron-new: counts what is new" counted bob@example.com
tr '\0' '\n' </var/lib/bounces/names >names
: >/var/lib/bounces/names
touch -d '1 minute' /var/lib/bounces/last-run
as_cron cron-new
check "cron-new: nothing new, nothing read" \
  [ ! -s /var/lib/bounces/names ]
mv $maildir/new/bob $maildir/cur/bob:2,S
touch -d '1 minute ago' /var/lib/bounces/last-run
as_cron cron-new
check "cron-new: what moved is read again" \
  grep -q 'cur/bob' /var/lib/bounces/names
check "cron-new: and counts nothing" [ "$(count $ledger)" -eq 2 ]
chown root: $ledger
touch -d '2000-01-01' /var/lib/bounces/last-run
chown bounces: /var/lib/bounces/last-run
expect_status 75 "cron-new: 75 where the ledger cannot be written" \
  as_user bounces /usr/libexec/bouncecat/count-new-bounces
check "cron-new: the stamp stays" \
  [ "$(stat -c %y /var/lib/bounces/last-run | cut -c 1-4)" = 2000 ]
chown bounces: $ledger
file eve new
chmod 000 $maildir/new/eve
expect_status 66 "cron-new: 66 where a mail cannot be read" \
  as_user bounces /usr/libexec/bouncecat/count-new-bounces
chmod 644 $maildir/new/eve
as_user bounces /usr/libexec/bouncecat/count-new-bounces
check "cron-new: it is counted when it can" counted eve@example.com
rm /usr/local/bin/bouncecat

# No systemd runs here: it checks the units, and what they start is run.
recipe timer | grep -v systemctl >setup
check "timer: the units are there" sh -eux setup
check "timer: systemd-analyze finds nothing" sh -c '
  systemd-analyze verify /etc/systemd/system/bouncecat@.* >out 2>&1
  ! grep -i bouncecat out && ! grep -q bouncecat@ out'
systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' \
  /etc/systemd/system/bouncecat@.timer)" >out 2>&1
check "timer: its calendar is one" grep -q 'Normalized form' out
file cleo new
start=$(sed -n 's/^ExecStart=//p' /etc/systemd/system/bouncecat@.service)
check "timer: what it starts" as_user bounces "$start"
check "timer: counts" counted cleo@example.com
finish
