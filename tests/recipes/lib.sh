# shellcheck shell=sh disable=SC2034,SC2154 # variables of those it works with
# lib.sh: what the tests of the recipes share.  To be sourced, first thing.
#
#   in_layer PACKAGE...   runs the rest of the script as root of a throw-away
#                         system: this one, with a layer over it that holds
#                         these packages of Debian's and bouncecat under /usr,
#                         with no network but a loopback.  Its processes end
#                         with the script.  One line, first thing after this
#                         file: ./bootstrap reads the packages from there
#   recipe NAME           prints a recipe of bouncecat-cookbook(7): pages.sh
#   as_user USER COMMAND...        the command, with nothing of root's
#   counted ADDRESS [LEDGER]       is there a contact of that address
#   add_user NAME         a user, in a layer
#   mail_of ADDRESS       prints a bounce of that address
#
# The tests of recipes are no part of `make check`: see `./bootstrap
# check-recipes`.

if [ -z "${top_srcdir-}" ]; then
  top_srcdir=$(cd "$(dirname "$0")/../.." && pwd)
fi
# shellcheck source=tests/lib.sh
. "$top_srcdir/tests/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"
# shellcheck source=tests/pages.sh
. "$top_srcdir/tests/pages.sh"
recipes=$top_srcdir/tests/recipes
case $0 in
/*) script=$0 ;;
*) script=$OLDPWD/$0 ;;
esac

in_layer () {
  if [ -n "${RECIPES_LAYER-}" ]; then
    if [ "$RECIPES_LAYER" != ready ]; then
      skip_all "$RECIPES_LAYER"
    fi
    return
  fi
  [ "$(id -u)" -eq 0 ] || skip_all "only root can lay a system over this one"
  need apt-get chroot unshare
  top_builddir=$(cd "$top_builddir" && pwd)
  export top_srcdir top_builddir
  mkdir "$tmp/layer"
  unshare --mount --net --uts --ipc --pid --fork --kill-child \
    "$recipes/layer.sh" "$tmp/layer" "$script" "$@"
  exit
}

as_user () {
  as_user=$1
  shift
  setpriv --reuid="$as_user" --regid="$as_user" --init-groups \
    env -i HOME="$(getent passwd "$as_user" | cut -d : -f 6)" \
    PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8 TZ=UTC "$@"
}

add_user () {
  useradd --create-home --home-dir "/var/lib/$1" --shell /bin/sh "$1"
}

# Root must not be the one who makes the ledger.
counted () {
  counted_in=${2-/var/lib/bounces/ledger.db}
  [ -s "$counted_in" ] && bouncetally --ledger="$counted_in" list |
    grep -qxF "$1"
}

mail_of () {
  bounce "$1"
}
