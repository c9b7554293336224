# shellcheck shell=sh disable=SC2034,SC2154 # variables of those who source it
# pgsql-server.sh: a PostgreSQL server for a test.  To be sourced after lib.sh.
#
#   pgsql_start    starts a server under $tmp on a Unix socket alone, as an
#                  unprivileged user, and sets $pgsql_uri; fails where that is
#                  impossible, with the reason in $pgsql_missing
#   pgsql_stop     stops it at once, as a crash of its host would
#   pgsql_resume   starts it again after pgsql_stop
#
# The server ends with the test.

pgsql_missing=
pgsql_uri=
pgsql_folder=$tmp/pgsql

# The folder of initdb and postgres, which distributions hide.
pgsql_find () {
  pgsql_status=0
  "$bouncetally" --ledger="postgresql:///x?host=$tmp/none" list \
    >"$tmp/probe" 2>&1 || pgsql_status=$?
  if [ $pgsql_status -eq 64 ]; then
    pgsql_missing="bouncetally was built without PostgreSQL"
    return 1
  fi
  for pgsql_bin in $(command -v initdb | sed 's|/initdb$||') \
    /usr/lib/postgresql/*/bin /usr/libexec/postgresql*/ /usr/pgsql-*/bin /usr/local/pgsql/bin; do
    [ -x "$pgsql_bin/initdb" ] && [ -x "$pgsql_bin/postgres" ] &&
      [ -x "$pgsql_bin/psql" ] && return
  done
  pgsql_missing="PostgreSQL is not installed"
  return 1
}

# PostgreSQL refuses to run as root.
pgsql_as_user () {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif command -v setpriv >/dev/null; then
    setpriv --reuid="$pgsql_user" --regid="$(id -g "$pgsql_user")" \
      --clear-groups "$@"
  else
    runuser -u "$pgsql_user" -- "$@"
  fi
}

pgsql_running () {
  pgsql_as_user "$pgsql_bin/pg_isready" -q -h "$pgsql_folder" -p 5432
}

pgsql_resume () {
  (cd "$pgsql_folder" &&
    pgsql_as_user "$pgsql_bin/pg_ctl" start -w -t 1800 -s \
      -D "$pgsql_folder/data" -l "$pgsql_folder/log") >"$pgsql_folder/ctl" 2>&1
}

pgsql_stop () {
  (cd "$pgsql_folder" && pgsql_as_user "$pgsql_bin/pg_ctl" stop -w -t 1800 -s \
    -m immediate -D "$pgsql_folder/data") >"$pgsql_folder/ctl" 2>&1
}

pgsql_end () {
  if [ -f "$pgsql_folder/data/postmaster.pid" ]; then
    pgsql_stop || comment "$pgsql_folder/ctl"
  fi
  cd / && rm -rf "$tmp"
}

pgsql_start () {
  pgsql_find || return 1
  pgsql_user=$(id -un)
  if [ "$(id -u)" -eq 0 ]; then
    pgsql_user=nobody
    if id postgres >/dev/null 2>&1; then
      pgsql_user=postgres
    fi
  fi
  # The server's user must reach its folder, and nobody else the socket.
  mkdir "$pgsql_folder"
  if [ "$(id -u)" -eq 0 ]; then
    chmod 711 "$tmp"
    chown "$pgsql_user" "$pgsql_folder"
  fi
  chmod 700 "$pgsql_folder"
  trap pgsql_end EXIT
  if ! (cd "$pgsql_folder" && pgsql_as_user "$pgsql_bin/initdb" -A trust \
    -U bouncecat -E UTF8 --locale=C.UTF-8 -N -D data) \
    >"$pgsql_folder/initdb" 2>&1; then
    comment "$pgsql_folder/initdb"
    pgsql_missing="initdb failed"
    return 1
  fi
  cat >>"$pgsql_folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$pgsql_folder'
port = 5432
fsync = off
max_connections = 200
END
  if ! pgsql_resume; then
    comment "$pgsql_folder/ctl" "$pgsql_folder/log"
    pgsql_missing="the server did not start"
    return 1
  fi
  # Libpq takes the socket's folder as a parameter of the URI.
  pgsql_uri="postgresql:///postgres?host=$pgsql_folder&user=bouncecat"
}
