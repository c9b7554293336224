#!/bin/sh
# layer.sh FOLDER SCRIPT PACKAGE...: for lib.sh's in_layer, in namespaces of
# its own.  Lays a throw-away layer over this system, installs the packages
# and bouncecat in it, and runs SCRIPT there.  The packages come from the
# folder where ./bootstrap check-recipes has put them.

set -eu
: "${top_srcdir:?}" "${top_builddir:?}"
folder=$1
script=$2
shift 2
cache=$top_builddir/recipes.cache

mount -t tmpfs tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
root=$folder/root
# A mount that is shared would be seen outside.
mount -t overlay overlay \
  -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
for part in "$top_srcdir" "$top_builddir"; do
  mkdir -p "$root$part"
  mount --bind "$part" "$root$part"
done
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
ip link set lo up
hostname mx1.example.net
rm -f "$root/etc/resolv.conf"
echo "nameserver 127.0.0.1" >"$root/etc/resolv.conf"
printf '%s\n' "127.0.0.1 localhost mx1.example.net mx1" >"$root/etc/hosts"
echo mx1.example.net >"$root/etc/mailname"
# No service starts by itself.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

RECIPES_LAYER=ready
log=$root/run/install.log
if [ $# -gt 0 ] && ! chroot "$root" env DEBIAN_FRONTEND=noninteractive \
  apt-get -qq -o Dir::Cache::archives="$cache" -o Debug::NoLocking=1 --no-download \
  -o DPkg::Options::=--path-exclude='/usr/share/man/*' \
  -o DPkg::Options::=--path-exclude='/usr/share/doc/*' \
  --no-install-recommends -y install "$@" >"$log" 2>&1 </dev/null; then
  sed 's/^/# /' "$log" | tail -n 20
  RECIPES_LAYER="not installed: $*"
fi
chroot "$root" make -s -C "$top_builddir" prefix=/usr install >"$log" 2>&1 ||
  { sed 's/^/# /' "$log"; exit 1; }
export RECIPES_LAYER
exec chroot "$root" env -u TMPDIR -u MAKEFLAGS -u MAKELEVEL \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  "$script"
