#!/bin/sh
# The Debian package: built, checked, installed, run and removed in a root of
# debootstrap's.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer autoconf automake check debhelper debootstrap gcc libc6-dev libglib2.0-dev libgmime-3.0-dev libjson-glib-dev libpq-dev libsqlite3-dev libuchardet-dev lintian make pkg-config zlib1g-dev

mkdir tree
cd "$top_srcdir" || exit 1
files=$(if [ -e .git ]; then git ls-files; fi)
if [ -n "$files" ]; then
  echo "$files" | tar -cf - -T - | tar -xf - -C "$tmp/tree"
else
  tar -cf - --exclude=recipes.cache --exclude='*.o' . | tar -xf - -C "$tmp/tree"
fi
cd "$tmp/tree" || exit 1
# The tests of the tree run elsewhere.
check "dpkg-buildpackage builds" env DEB_BUILD_OPTIONS="nocheck parallel=2" \
  dpkg-buildpackage -us -uc
cd "$tmp" || exit 1
deb=$(find . -maxdepth 1 -name 'bouncecat_*.deb')
check "there is a package" [ -f "$deb" ]
lintian --fail-on error --allow-root bouncecat_*.changes >lint 2>&1
lint_status=$?
comment lint
check "lintian finds no error" [ $lint_status -eq 0 ]

tarball=$top_builddir/recipes.cache/debootstrap.tar
if [ ! -f "$tarball" ]; then
  skip "a root of debootstrap's" "./bootstrap check-recipes fetches it"
  finish
fi
packages=libgmime-3.0-0,libjson-glib-1.0-0,libsqlite3-0,libuchardet0,zlib1g
check "debootstrap makes a root" debootstrap --variant=minbase \
  --include=$packages --unpack-tarball="$tarball" bookworm "$tmp/root"
(cd root && find . -xdev ! -path './proc/*' ! -path './var/*' | sort) >before
cp "$deb" root/package.deb
check "the package can be installed" chroot root dpkg -i /package.deb
rm root/package.deb
bounce ann@example.com >root/root/bounce
printf 'ann@example.com\taddress-does-not-exist\thard\n' >expected
chroot root bouncecat -l /root/l -F recipient,category,type /root/bounce >out
check_same "bouncecat runs" expected out
echo ann@example.com >expected
chroot root bouncetally -l /root/l list --state=blocked >out
check_same "bouncetally runs" expected out
check "its scripts run" chroot root env BOUNCECAT_LEDGER=/root/l \
  sh -c '/usr/libexec/bouncecat/count-bounces </root/bounce'
for file in usr/share/man/man7/bouncecat-cookbook.7.gz \
  lib/systemd/system/bouncecat@.timer \
  usr/share/bash-completion/completions/bouncecat; do
  check "it has $file" [ -e "$tmp/root/$file" ]
done
rm root/root/bounce root/root/l*
check "it can be purged" chroot root dpkg -P bouncecat
(cd root && find . -xdev ! -path './proc/*' ! -path './var/*' | sort) >after
check_same "and leaves nothing" before after
finish
