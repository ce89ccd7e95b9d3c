# shellcheck shell=bash
# The database: the embedded PostgreSQL, or the one that RETRACE_DB_URL names.

start_database() {
  if [ -n "${RETRACE_DB_URL:-}" ]; then
    require_foreign_database
    return
  fi
  local port
  unpack_postgresql
  init_database
  if pid=$(running_pid postgresql); then
    port=$(cat "$home/postgresql/port")
  else
    port=$(database_port)
    launch_postgresql "$port"
  fi
  RETRACE_DB_URL=jdbc:postgresql://127.0.0.1:$port/retrace
  RETRACE_DB_USER=retrace
  RETRACE_DB_PASSWORD=$(secret database)
}

require_foreign_database() {
  local address=${RETRACE_DB_URL#jdbc:postgresql://} host port
  [ "$address" != "$RETRACE_DB_URL" ] || fail "RETRACE_DB_URL must look like jdbc:postgresql://HOST:PORT/NAME"
  host=${address%%[:/]*}
  port=${address#"$host"}
  port=${port#:}
  port=${port%%/*}
  (exec 7<>"/dev/tcp/$host/${port:-5432}") 2>/dev/null || fail "no PostgreSQL answers at $host:${port:-5432} (RETRACE_DB_URL)"
}

unpack_postgresql() {
  local archive machine
  machine=$(uname -m)
  archive=$home/dist/postgresql/postgres-linux-${machine/aarch64/arm_64}.txz
  [ -f "$archive" ] || fail "there is no embedded PostgreSQL for $machine; set RETRACE_DB_URL to one of yours"
  [ -x "$home/postgresql/bin/postgres" ] && return
  rm -rf "$home/postgresql/unpacking"
  mkdir -p "$home/postgresql/unpacking"
  tar -xJf "$archive" -C "$home/postgresql/unpacking"
  mv "$home"/postgresql/unpacking/* "$home/postgresql/"
  rmdir "$home/postgresql/unpacking"
  own -R "$home/postgresql"
}

init_database() {
  local data=$home/postgresql/data
  [ -f "$data/PG_VERSION" ] && return
  secret database >/dev/null
  rm -rf "$data" "$data.new"
  as_service "$home/postgresql/bin/initdb" -D "$data.new" -U retrace --pwfile="$home/secrets/database" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C >"$home/log/initdb.log" 2>&1 8>&- || {
    tail -n 5 "$home/log/initdb.log" >&2
    fail "PostgreSQL could not make its database; all of it: $home/log/initdb.log"
  }
  printf 'create database retrace;\n' | as_service "$home/postgresql/bin/postgres" --single -D "$data.new" postgres >>"$home/log/initdb.log" 2>&1 8>&-
  mv "$data.new" "$data"
}

# The port of the last time if it is free, else the one asked for, else the first free one from 5433 up.
database_port() {
  local port=${RETRACE_DB_PORT:-}
  if [ -n "$port" ]; then
    require_port "$port" RETRACE_DB_PORT
  else
    port=$(cat "$home/postgresql/port" 2>/dev/null || echo 5433)
    while ! port_is_free "$port"; do port=$((port + 1)); done
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
