# shellcheck shell=bash
# WildFly with Retrace in it: from the distribution into the state directory, started, stopped, asked.

readonly accounts=(admin core-dev debugger viewer)
readonly settings_url=http://127.0.0.1:$http_port/settings

start() {
  local distribution=$built build=yes
  while [ $# -gt 0 ]; do
    case $1 in
      --no-build) build=no ;;
      --distribution)
        [ $# -gt 1 ] || usage_error "--distribution needs a directory"
        distribution=$2
        shift
        ;;
      *) usage_error "start does not know '$1'" ;;
    esac
    shift
  done
  install_missing "${run_packages[@]}"
  [ "$build" = no ] || build
  [ -f "$distribution/standalone/deployments/retrace.ear" ] || fail "$distribution is not a distribution; ./retrace build makes one"
  open_state
  if running_pid server >/dev/null; then
    say "Retrace runs already: http://127.0.0.1:$http_port/console/"
    return
  fi
  require_room
  require_port "$http_port" RETRACE_HTTP_PORT
  require_port "$https_port" RETRACE_HTTPS_PORT
  require_port "$management_port" RETRACE_MANAGEMENT_PORT
  take_distribution "$distribution"
  require_sandbox
  start_database
  launch_server
  wait_for_server
  make_accounts
}

require_room() {
  local free_kib memory_kib
  free_kib=$(df -Pk "$home" | awk 'NR == 2 {print $4}')
  [ "$free_kib" -gt 2097152 ] || fail "less than 2 GiB are free for $home; make room, or set RETRACE_HOME to another disk"
  memory_kib=$(awk '/^MemAvailable/ {print $2}' /proc/meminfo)
  [ "$memory_kib" -gt 1048576 ] || fail "less than 1 GiB of memory is free; end something first"
}

require_sandbox() {
  local links=() name
  for name in bin lib lib64; do [ ! -L "/$name" ] || links+=(--symlink "usr/$name" "/$name"); done
  as_service bwrap --unshare-all --ro-bind /usr /usr "${links[@]}" true 2>"$home/log/sandbox.log" 8>&- ||
    fail "bubblewrap cannot make a sandbox as $(service_user) ($(head -n 1 "$home/log/sandbox.log")); allow user namespaces (sysctl kernel.unprivileged_userns_clone=1)"
}

# The server runs from a copy in the state directory, so that building again does not pull its files away.
take_distribution() {
  local digest
  digest=$(cat "$1/.layout" "$1/standalone/deployments/retrace.ear" | sha256sum)
  [ "$digest" = "$(cat "$home/dist/.taken" 2>/dev/null)" ] && return
  rm -rf "$home/dist" "$home/dist.new"
  cp -a "$1" "$home/dist.new"
  printf '%s\n' "$digest" >"$home/dist.new/.taken"
  keep_configuration
  if is_root; then chown -R "$(service_user):" "$home/server" "$home/dist.new"; fi
  mv "$home/dist.new" "$home/dist"
}

# The server's own directory is made anew; accounts, key and transaction log stay.
keep_configuration() {
  local kept
  rm -rf "$home/server.new"
  cp -a "$home/dist.new/standalone" "$home/server.new"
  for kept in configuration/accounts configuration/retrace.p12 data; do
    if [ -e "$home/server/$kept" ]; then
      rm -rf "$home/server.new/$kept"
      cp -a "$home/server/$kept" "$home/server.new/$kept"
    fi
  done
  rm -rf "$home/server"
  mv "$home/server.new" "$home/server"
}

launch_server() {
  local java_home
  java_home=$(dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")")")
  service_environment=(
    "JAVA_HOME=$java_home" "JBOSS_HOME=$home/dist" "JBOSS_PIDFILE=$home/run/wildfly.pid" LAUNCH_JBOSS_IN_BACKGROUND=1
    "RETRACE_DB_URL=$RETRACE_DB_URL" "RETRACE_DB_USER=$RETRACE_DB_USER" "RETRACE_DB_PASSWORD=$RETRACE_DB_PASSWORD"
    "RETRACE_KEYSTORE_PASSWORD=$(secret keystore)" "RETRACE_HTTP_PORT=$http_port" "RETRACE_HTTPS_PORT=$https_port"
    "RETRACE_MANAGEMENT_PORT=$management_port" "RETRACE_BIND_ADDRESS=$bind_address"
  )
  [ -z "${RETRACE_JAVA_OPTS:-}" ] || service_environment+=("RETRACE_JAVA_OPTS=$RETRACE_JAVA_OPTS")
  rm -f "$home/run/wildfly.pid"
  : >"$home/log/console.log"
  (
    trap '' HUP INT
    as_service setsid "$home/dist/bin/standalone.sh" "-Djboss.server.base.dir=$home/server" \
      "-Djboss.server.log.dir=$home/log" \
      "-Dretrace.save-dir=$home/spool" "-Dretrace.repo-dir=$home/cache" "-Dretrace.gpg-dir=$home/config/gpg" \
      "-Dretrace.log-dir=$home/log" -Dretrace.require-https=false
  ) >>"$home/log/console.log" 2>&1 </dev/null 8>&- &
  service_environment=()
}

# Ready is when it answers; until then its log says why it does not.
wait_for_server() {
  local waited=0
  until [ -s "$home/run/wildfly.pid" ] && curl -sf -o /dev/null "$settings_url"; do
    if grep -q 'WFLYSRV0026\|WFLYSRV0056' "$home/log/console.log" || { [ $waited -gt 20 ] && ! server_lives; } || [ $waited -gt 600 ]; then
      grep -E 'ERROR|Caused by|^Error' "$home/log/console.log" | head -n 12 >&2 || true
      halt_server
      fail "the server did not start; all of it: $home/log/console.log"
    fi
    sleep 0.2
    waited=$((waited + 1))
  done
  write_pid server "$(cat "$home/run/wildfly.pid")"
}
server_lives() { [ ! -s "$home/run/wildfly.pid" ] || [ -d "/proc/$(cat "$home/run/wildfly.pid")" ]; }

# The four accounts of the first start, made through the running server's management; their passwords never in argv.
make_accounts() {
  [ -s "$home/accounts.txt" ] && return
  local realm=/subsystem=elytron/filesystem-realm=RetraceRealm commands=$home/secrets/accounts.cli name password
  (
    umask 077
    : >"$home/accounts.new"
    printf 'connect 127.0.0.1:%s\n' "$management_port" >"$commands"
    for name in "${accounts[@]}"; do
      password=$(random_text)
      printf '%s %s\n' "$name" "$password" >>"$home/accounts.new"
      printf '%s:add-identity(identity=%s)\n%s:set-password(identity=%s,clear={password="%s"})\n%s:add-identity-attribute(identity=%s,name=Roles,value=["%s"])\n' \
        "$realm" "$name" "$realm" "$name" "$password" "$realm" "$name" "$name" >>"$commands"
    done
  )
  own "$commands"
  as_service env "JAVA_OPTS=-Djboss.server.log.dir=$home/log" "$home/dist/bin/jboss-cli.sh" --file="$commands" >"$home/log/accounts.log" 2>&1 8>&- || {
    rm -f "$commands"
    fail "the accounts could not be made; see $home/log/accounts.log"
  }
  rm -f "$commands"
  mv "$home/accounts.new" "$home/accounts.txt"
  say "Accounts for http://127.0.0.1:$http_port/console/ (kept in $home/accounts.txt):"
  sed 's/^/  /' "$home/accounts.txt"
}

stop() {
  [ -d "$home" ] || return 0
  open_state
  halt_server
  stop_database
}

# SIGTERM, 15 seconds, SIGKILL; only the process that we started.
halt_server() {
  local pid waited=0
  pid=$(running_pid server) || { pid=$(cat "$home/run/wildfly.pid" 2>/dev/null) && grep -qs "$home/server" "/proc/$pid/cmdline"; } || return 0
  kill "$pid" 2>/dev/null || return 0
  while [ -d "/proc/$pid" ] && [ "$(ps -o stat= -p "$pid" | cut -c1)" != Z ]; do
    [ $waited -ne 75 ] || kill -KILL "$pid"
    sleep 0.2
    waited=$((waited + 1))
  done
  rm -f "$home/run/server.pid" "$home/run/wildfly.pid"
}

status() {
  local pid
  if pid=$(running_pid server); then
    say "Retrace runs (pid $pid): http://127.0.0.1:$http_port/ and https://127.0.0.1:$https_port/"
    curl -sf "$settings_url" || say "but it does not answer; ./retrace logs says why"
  else
    say "Retrace does not run; ./retrace start starts it"
  fi
  if pid=$(running_pid postgresql); then
    say "PostgreSQL runs (pid $pid) on port $(cat "$home/postgresql/port")"
  fi
  say "State: $home"
}

logs() {
  [ -f "$home/log/server.log" ] || fail "there is no log yet in $home/log"
  tail -n 200 "$@" "$home/log/server.log"
}

run() {
  start "$@"
  say "Retrace runs: http://127.0.0.1:$http_port/console/ (Ctrl-C stops it)"
  trap 'trap - INT TERM; stop; exit 0' INT TERM
  tail -n 0 -f "$home/log/server.log" &
  wait $! || true
}

index() {
  local directory='' key='' report
  while [ $# -gt 0 ]; do
    case $1 in
      --key)
        [ $# -gt 1 ] || usage_error "--key needs a file"
        key=$2
        shift
        ;;
      -*) usage_error "index does not know '$1'" ;;
      *) directory=$1 ;;
    esac
    shift
  done
  [ -n "$directory" ] || usage_error "index needs a directory of packages"
  [ -d "$directory" ] || fail "$directory is not a directory"
  directory=$(cd "$directory" && pwd -P)
  running_pid server >/dev/null || fail "Retrace does not run; ./retrace start starts it"
  if [ -n "$key" ]; then
    command install -m 644 "$key" "$home/config/gpg/$(basename "$key")" || fail "cannot read the key $key"
  fi
  is_root && ! as_service test -r "$directory" && fail "the user $(service_user) cannot read $directory; move it to where other users may read it"
  report=$(mktemp)
  post_index "$directory" >"$report" || { rm -f "$report"; fail "the server did not answer; ./retrace logs says why"; }
  show_index "$report"
}

post_index() {
  local password
  password=$(awk '$1 == "admin" {print $2}' "$home/accounts.txt")
  printf 'user = "admin:%s"\n' "$password" |
    curl -sS --config - -H 'Content-Type: application/json' --data-binary "{\"directory\": \"$(json_text "$1")\"}" \
      "http://127.0.0.1:$http_port/api/v1/repositories"
}
json_text() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }

show_index() {
  local done
  sed -n 's/.*"event":"refused","file":"\(.*\)","reason":"\(.*\)"}/refused \1: \2/p' "$1" >&2
  done=$(sed -n 's/.*"event":"done","indexed":\([0-9]*\),"unchanged":\([0-9]*\),"removed":\([0-9]*\),"refused":\([0-9]*\).*/\1 packages indexed, \2 unchanged, \3 removed, \4 refused/p' "$1")
  [ -n "$done" ] || { cat "$1" >&2; rm -f "$1"; fail "the directory could not be indexed"; }
  rm -f "$1"
  say "$done"
  case $done in *", 0 refused") ;; *) return 1 ;; esac
}
