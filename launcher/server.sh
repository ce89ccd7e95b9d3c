# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# WildFly with Retrace in it: from the distribution into the state directory, started, stopped, asked.

start() {
  local distribution=$built build=yes pid
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
  if pid=$(server_pid); then
    if is_taken "$distribution"; then
      start_database # it may have died alone
      write_pid server "$pid"
      use_ports_of_server
      make_accounts
      say "Retrace runs already: $(url /console/)"
      close_state
      return 0
    fi
    say "Restarting Retrace, because it was built anew"
    halt_server
  fi
  launch "$distribution"
  close_state
}

launch() {
  require_room
  require_port "$http_port" RETRACE_HTTP_PORT
  require_port "$https_port" RETRACE_HTTPS_PORT
  require_port "$management_port" RETRACE_MANAGEMENT_PORT
  take_distribution "$1"
  settle_choice
  require_sandbox
  start_database
  launch_server
  wait_for_server
  make_accounts
}

url() { printf 'http://127.0.0.1:%s%s' "$http_port" "$1"; }
ask() { curl -sS --noproxy '*' "$@"; }

require_room() {
  local free_kib memory_kib
  free_kib=$(df -Pk "$home" | awk 'NR == 2 {print $4}')
  [ "$free_kib" -gt 2097152 ] || machine_error "less than 2 GiB are free for $home; make room, or set RETRACE_HOME to another disk"
  memory_kib=$(awk '/^MemAvailable/ {print $2}' /proc/meminfo)
  [ "$memory_kib" -gt 1048576 ] || machine_error "less than 1 GiB of memory is free; end something first"
}

require_sandbox() {
  local links=() name advice
  for name in bin lib lib64; do [ ! -L "/$name" ] || links+=(--symlink "usr/$name" "/$name"); done
  as_service bwrap --unshare-all --ro-bind /usr /usr "${links[@]}" true 2>"$home/run/sandbox.log" 8>&- && return 0
  advice='allow user namespaces; in a container: docker run --privileged, or --security-opt seccomp=unconfined'
  if [ "$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null)" = 1 ]; then
    advice='allow it: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0'
  elif [ "$(cat /proc/sys/kernel/unprivileged_userns_clone 2>/dev/null)" = 0 ]; then
    advice='allow it: sudo sysctl kernel.unprivileged_userns_clone=1'
  elif [ "$(cat /proc/sys/user/max_user_namespaces 2>/dev/null)" = 0 ]; then
    advice='allow it: sudo sysctl user.max_user_namespaces=15000'
  fi
  machine_error "bubblewrap cannot make a sandbox as $(service_user) ($(head -n 1 "$home/run/sandbox.log")); $advice"
}

distribution_digest() { cat "$1/.layout" "$1/standalone/deployments/retrace.ear" | sha256sum; }
is_taken() { [ "$(distribution_digest "$1")" = "$(cat "$home/dist/.taken" 2>/dev/null)" ]; }

# The server runs from a copy in the state directory, so that building again does not pull its files away.
take_distribution() {
  is_taken "$1" && return 0
  rm -rf "$home/dist" "$home/dist.new"
  cp -a --no-preserve=ownership "$1" "$home/dist.new"
  distribution_digest "$1" >"$home/dist.new/.taken"
  keep_configuration
  own -R "$home/server"
  chmod -R go+rX "$home/dist.new"
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
  chmod 0700 "$home/server.new"
  rm -rf "$home/server"
  mv "$home/server.new" "$home/server"
}

launch_server() {
  local java_home
  java_home=$(dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")")")
  as_service test -x "$java_home/bin/java" || machine_error "the user $(service_user) cannot run $java_home/bin/java; set JAVA_HOME to a JDK that it can"
  service_environment=(
    "JAVA_HOME=$java_home" "JBOSS_HOME=$home/dist" "JBOSS_PIDFILE=$home/server/wildfly.pid" LAUNCH_JBOSS_IN_BACKGROUND=1
    "RETRACE_DB_URL=$RETRACE_DB_URL" "RETRACE_DB_USER=$RETRACE_DB_USER" "RETRACE_DB_PASSWORD=$RETRACE_DB_PASSWORD"
    "RETRACE_KEYSTORE_PASSWORD=$(secret keystore)" "RETRACE_HTTP_PORT=$http_port" "RETRACE_HTTPS_PORT=$https_port"
    "RETRACE_MANAGEMENT_PORT=$management_port" "RETRACE_BIND_ADDRESS=$bind_address"
  )
  add_oidc_environment
  [ -z "${RETRACE_JAVA_OPTS:-}" ] || service_environment+=("RETRACE_JAVA_OPTS=$RETRACE_JAVA_OPTS")
  rm -f "$home/server/wildfly.pid"
  rm -f "$home/log/console.log"
  as_service setsid bash -c "$bounded_console" retrace "$home/log/console.log" \
    "$home/dist/bin/standalone.sh" "-Djboss.server.base.dir=$home/server" "-Djboss.server.log.dir=$home/log" \
    "-Dretrace.save-dir=${RETRACE_SAVE_DIR:-$home/spool}" "-Dretrace.repo-dir=${RETRACE_REPO_DIR:-$home/cache}" \
    "-Dretrace.gpg-dir=${RETRACE_GPG_DIR:-$home/config/gpg}" "-Dretrace.log-dir=$home/log" "-Dretrace.require-https=$require_https" \
    "-Dretrace.plugin-dir=${RETRACE_PLUGIN_DIR:-$home/config/plugins}" \
    ${RETRACE_NODE_NAME:+"-Djboss.node.name=$RETRACE_NODE_NAME" "-Djboss.tx.node.id=$RETRACE_NODE_NAME"} >/dev/null 2>&1 </dev/null 8>&- &
  launched=$!
  service_environment=()
}
# What the Java machine itself says, and how the server started; all that follows is in server.log, which rotates.
# shellcheck disable=SC2016
readonly bounded_console='trap "" HUP INT; log=$1; shift; "$@" 2>&1 | { head -c 1000000 >"$log"; exec cat >/dev/null; }'

# Ready is when it answers; until then its log says why it does not.
wait_for_server() {
  local end=$((SECONDS + 120))
  until server_pid >/dev/null && ask -f -o /dev/null --max-time 10 "$(url /settings)" 2>/dev/null; do
    # What the server says when it is up with errors, and when it gives up.
    if grep -qs 'WFLYSRV0026\|WFLYSRV0056' "$home/log/console.log" || [ -z "$(start_time $launched)" ] || [ $SECONDS -gt $end ]; then
      grep -sE 'ERROR|Caused by|^Error|^Invalid|^Unrecognized' "$home/log/console.log" | cut -c 1-600 | head -n 12 >&2 || true
      halt_server
      stop_database
      fail "the server did not start; all of it: $home/log/console.log"
    fi
    sleep 0.2
  done
  write_pid server "$(server_pid)"
  printf '%s %s %s %s\n' "$http_port" "$https_port" "$management_port" "$require_https" >"$home/run/ports"
}

# The server of this state directory: the one that was written down, or the one that took its place, when an
# administrator restarted it or a launcher was cut off.
server_pid() {
  running_pid server && return 0
  local pid
  pid=$(cat "$home/server/wildfly.pid" 2>/dev/null) || return 1
  tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -e "-Djboss.server.base.dir=$home/server" || return 1
  printf '%s' "$pid"
}

use_ports_of_server() {
  [ ! -s "$home/run/ports" ] || read -r http_port https_port management_port require_https <"$home/run/ports"
  require_https=${require_https:-false} # an earlier version did not write it
}

stop() {
  [ -d "$home" ] || return 0
  open_state
  halt_server
  stop_database
  close_state
}

# SIGTERM, 15 seconds, SIGKILL; only the process that we started.
halt_server() {
  local pid begun end=$((SECONDS + 15))
  pid=$(server_pid) || return 0
  begun=$(start_time "$pid")
  kill "$pid" 2>/dev/null || true
  while [ -n "$begun" ] && [ "$(start_time "$pid")" = "$begun" ]; do
    [ $SECONDS -lt $end ] || kill -KILL "$pid" 2>/dev/null || true
    sleep 0.2
  done
  rm -f "$home/run"/{server.pid,ports} "$home/server/wildfly.pid"
}

status() {
  local pid result=0
  if pid=$(server_pid 2>/dev/null); then
    use_ports_of_server
    say "Retrace runs (pid $pid): $(url /) and https://127.0.0.1:$https_port/"
    if ! ask -f --max-time 10 "$(url /settings)"; then
      say "but it does not answer; ./retrace logs says why"
      result=$failed
    fi
  else
    say "Retrace does not run; ./retrace start starts it"
    result=$failed
  fi
  if pid=$(running_pid postgresql); then
    say "PostgreSQL runs (pid $pid) on port $(cat "$home/postgresql/port")"
  fi
  say "State: $home"
  return $result
}

logs() {
  case $# in 0) ;; 1) [ "$1" = -f ] || usage_error "logs takes -f or nothing" ;; *) usage_error "logs takes -f or nothing" ;; esac
  [ -f "$home/log/server.log" ] || fail "there is no log yet in $home/log"
  tail -n 200 ${1:+-F} "$home/log/server.log"
}

# In the foreground until Ctrl-C, or until the server ends by itself.
run() {
  local pid
  trap 'trap "" INT TERM; stop; exit 0' INT TERM
  start "$@"
  pid=$(server_pid)
  say "Retrace runs: $(url /console/) (Ctrl-C stops it)"
  tail -n 0 -F --pid "$pid" "$home/log/server.log" 2>/dev/null &
  wait $! || true
  warn "the server has ended"
  # Another launcher may have started the next one by now.
  if ! server_pid >/dev/null; then stop; fi
  return "$failed"
}
