# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The database: the embedded PostgreSQL, or the one that RETRACE_DB_URL names.

start_database() {
  if [ -n "${RETRACE_DB_URL:-}" ]; then
    require_foreign_database
    return 0
  fi
  local port
  if running_pid postgresql >/dev/null; then
    port=$(cat "$home/postgresql/port")
  else
    unpack_postgresql
    init_database
    port=$(database_port)
    launch_postgresql "$port"
  fi
  RETRACE_DB_URL=jdbc:postgresql://127.0.0.1:$port/retrace
  RETRACE_DB_USER=retrace
  RETRACE_DB_PASSWORD=$(secret database)
}

require_foreign_database() {
  local address=${RETRACE_DB_URL#jdbc:postgresql://} host port
  RETRACE_DB_USER=${RETRACE_DB_USER:-retrace}
  RETRACE_DB_PASSWORD=${RETRACE_DB_PASSWORD:-}
  [ "$address" != "$RETRACE_DB_URL" ] || usage_error "RETRACE_DB_URL must look like jdbc:postgresql://HOST:PORT/NAME"
  host=${address%%[:/]*}
  port=${address#"$host"}
  port=${port#:}
  port=${port%%/*}
  port=${port%%\?*}
  # shellcheck disable=SC2016
  timeout 10 bash -c 'exec 7<>"/dev/tcp/$1/$2"' retrace "$host" "${port:-5432}" 2>/dev/null 8>&- ||
    machine_error "no PostgreSQL answers at $host:${port:-5432}; start it, set RETRACE_DB_URL to another one, or unset it for the embedded one"
}

# Once for each archive; the data lie beside and stay.
unpack_postgresql() {
  local archive machine digest
  machine=$(uname -m)
  archive=$home/dist/postgresql/postgres-linux-${machine/aarch64/arm_64}.txz
  [ -f "$archive" ] || machine_error "there is no embedded PostgreSQL for $machine; set RETRACE_DB_URL to one of yours"
  digest=$(sha256sum <"$archive")
  [ "$digest" = "$(cat "$home/postgresql/unpacked" 2>/dev/null)" ] && return 0
  rm -rf "$home/postgresql"/{unpacked,bin,include,lib,share}
  mkdir -p "$home/postgresql"
  tar -xJf "$archive" --no-same-owner -C "$home/postgresql"
  printf '%s\n' "$digest" >"$home/postgresql/unpacked"
}

# The application's user owns its database and is no superuser: what it may not do there, it cannot.
init_database() {
  local data=$home/postgresql/data password=$home/run/database-password owner=postgres
  [ -f "$data/PG_VERSION" ] && return 0
  rm -rf "$data" "$data.new"
  mkdir "$data.new"
  (umask 077 && secret database-owner >"$password")
  own "$data.new" "$password"
  as_service "$home/postgresql/bin/initdb" -D "$data.new" -U "$owner" --pwfile="$password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C >"$home/run/initdb.log" 2>&1 8>&- || {
    tail -n 5 "$home/run/initdb.log" >&2
    fail "PostgreSQL could not make its database; all of it: $home/run/initdb.log"
  }
  printf "create role retrace login password '%s';\ncreate database retrace owner retrace;\n" "$(secret database)" |
    as_service "$home/postgresql/bin/postgres" --single -D "$data.new" postgres >"$home/run/database.log" 2>&1 8>&- || true
  # Its exit status says nothing of what it was told to do.
  if ! grep -q '^backend>' "$home/run/database.log" || grep -q 'ERROR\|FATAL\|PANIC' "$home/run/database.log"; then
    tail -n 5 "$home/run/database.log" >&2
    fail "PostgreSQL could not make the database; all of it: $home/run/database.log"
  fi
  rm -f "$password"
  mv "$data.new" "$data"
}

# The one asked for, else the one of the last time, or the next free one after it; at first that of 5433.
database_port() {
  local port=${RETRACE_DB_PORT:-}
  if [ -n "$port" ]; then
    require_port "$port" RETRACE_DB_PORT
  else
    port=$(cat "$home/postgresql/port" 2>/dev/null || echo 5433)
    until port_is_free "$port"; do port=$((port + 1)); done
  fi
  printf '%s' "$port"
}

launch_postgresql() {
  local data=$home/postgresql/data
  printf '%s\n' "$1" >"$home/postgresql/port"
  as_service "$home/postgresql/bin/pg_ctl" -D "$data" -l "$home/log/postgresql.log" -w -t 60 \
    -o "-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=120" start >/dev/null 2>&1 8>&- || {
    tail -n 5 "$home/log/postgresql.log" >&2
    fail "PostgreSQL did not start; all of it: $home/log/postgresql.log"
  }
  write_pid postgresql "$(head -n 1 "$data/postmaster.pid")"
}

stop_database() {
  running_pid postgresql >/dev/null || return 0
  as_service "$home/postgresql/bin/pg_ctl" -D "$home/postgresql/data" -m fast -w -t 30 stop >/dev/null 2>&1 8>&- ||
    fail "PostgreSQL did not stop; its log: $home/log/postgresql.log"
  rm -f "$home/run/postgresql.pid"
}
