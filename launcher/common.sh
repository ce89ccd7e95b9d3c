# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What every part uses: messages, the state directory, its owner.

readonly failed=1 wrong_usage=2 machine_lacks=3

home=${RETRACE_HOME:-${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}/.local/share/retrace}
http_port=${RETRACE_HTTP_PORT:-8080}
https_port=${RETRACE_HTTPS_PORT:-8443}
management_port=${RETRACE_MANAGEMENT_PORT:-9990}
require_https=${RETRACE_REQUIRE_HTTPS:-false}
bind_address=${RETRACE_BIND_ADDRESS:-127.0.0.1}

say() { printf '%s\n' "$*"; }
warn() { printf 'retrace: %s\n' "$*" >&2; }
fail() {
  warn "$*"
  exit $failed
}
usage_error() {
  warn "$*"
  exit $wrong_usage
}
# Something outside of the project has to change first.
machine_error() {
  warn "$*"
  exit $machine_lacks
}
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" -eq 0 ]; }

# Who runs the servers: the caller, or for root an ordinary user.
service_user() { if is_root; then printf '%s' "${RETRACE_USER:-nobody}"; else id -un; fi; }

# A command as the service's user, with the state directory reachable and nothing of our environment but what is named
# in the service_environment array. Root's own directory is closed to others: then the command runs in a mount
# namespace of its own, where only the state directory is left of it.
service_environment=()
as_service() (
  if ! is_root; then
    only_service_environment
    "$@"
    exit
  fi
  user=$(service_user)
  drop=(setpriv "--reuid=$user" "--regid=$(id -gn "$user")" --clear-groups)
  if "${drop[@]}" test -x "$home"; then
    cd "$home"
    only_service_environment
    "${drop[@]}" "$@"
    exit
  fi
  closed=$(closed_parent)
  only_service_environment
  # shellcheck disable=SC2016
  unshare --mount --propagation private bash -c '
    set -e
    home=$1 closed=$2; shift 2
    mount --bind "$home" /mnt
    mount -t tmpfs -o mode=755,size=1m retrace "$closed"
    mkdir -p "$home"
    mount --move /mnt "$home"
    cd "$home"
    exec "$@"' retrace "$home" "$closed" "${drop[@]}" "$@"
)

# Exports what the service is meant to see and nothing else; secrets never stand in an argument vector.
only_service_environment() {
  local name
  for name in $(compgen -e); do unset "$name"; done
  export PATH=/usr/local/bin:/usr/bin:/bin HOME=$home LANG=C.UTF-8
  [ ${#service_environment[@]} -eq 0 ] || export "${service_environment[@]}"
}

# The topmost directory above the state that the service's user may not enter.
closed_parent() {
  local path='' part user
  user=$(service_user)
  while IFS= read -r part; do
    path=$path/$part
    if ! setpriv "--reuid=$user" "--regid=$(id -gn "$user")" --clear-groups test -x "$path"; then
      printf '%s' "$path"
      return 0
    fi
  done < <(printf '%s\n' "${home#/}" | tr / '\n')
}

# Makes the state directory and takes its lock until close_state. What the service writes is its user's and closed to
# others; all the rest stays the launcher's, so that root never writes where the service could have put a link.
open_state() {
  case $home in
    /) usage_error "RETRACE_HOME must be a directory of its own, not /" ;;
    *[!A-Za-z0-9/._@+-]*) usage_error "RETRACE_HOME may have letters, digits and /._@+- in it only; it is '$home'" ;;
    /*) ;;
    *) usage_error "RETRACE_HOME must be an absolute path, not '$home'" ;;
  esac
  if ! { mkdir -p "$home" && [ -w "$home" ]; } 2>/dev/null; then
    machine_error "cannot write to $home; set RETRACE_HOME to a directory that you own"
  fi
  home=$(cd "$home" && pwd -P)
  take_lock
  mkdir -p "$home"/{run,secrets,config/gpg,config/plugins,postgresql,spool,cache,log}
  own "$home"/{spool,cache,log}
  chmod 700 "$home"/{secrets,spool}
  if is_root; then chmod go+x "$home"; fi
  if is_root && ! as_service true 2>/dev/null; then
    machine_error "the user $(service_user) cannot reach $home; set RETRACE_HOME to a directory that other users may enter, such as /var/lib/retrace"
  fi
}

# One launcher at a time changes a state directory; whatever outlives the launcher is started without descriptor 8.
take_lock() {
  exec 8>"$home/.lock"
  flock -n 8 && return 0
  warn "another ./retrace works in $home; waiting for it"
  flock -w 300 8 || fail "it still does after five minutes; wait for it, or set RETRACE_HOME"
}
close_state() { exec 8>&-; }

own() { if is_root; then chown "$(service_user):" "$@"; fi; }

# A secret of this installation, made at its first use.
secret() {
  local file=$home/secrets/$1
  if [ ! -s "$file" ]; then
    (umask 077 && random_text >"$file.new" && mv "$file.new" "$file")
  fi
  cat "$file"
}
random_text() { head -c 24 /dev/urandom | base64 | tr -d '/+=' | cut -c1-28; }

# running_pid NAME: the process that was written down, if it still is that one (pid and start time are in the file).
running_pid() {
  local file=$home/run/$1.pid pid started
  [ -s "$file" ] || return 1
  read -r pid started <"$file"
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ] || return 1
  printf '%s' "$pid"
}
write_pid() { printf '%s %s\n' "$2" "$(start_time "$2")" >"$home/run/$1.pid"; }
# Empty when there is no such process, or only what is left of one until its parent asks.
start_time() { sed '/) Z /d; s/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

port_is_free() { ! (exec 7<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
require_port() {
  port_is_free "$1" || machine_error "port $1 is taken$(port_owner "$1"); set $2 to another one"
}
# By whom, as far as this user may see it; without ss, which a small system does not have.
port_owner() {
  local inodes process
  inodes=$(awk -v port="$(printf ':%04X$' "$1")" '$2 ~ port && $4 == "0A" {print "socket:[" $10 "]"}' /proc/net/tcp /proc/net/tcp6 2>/dev/null || true)
  [ -n "$inodes" ] || return 0
  for process in /proc/[0-9]*; do
    if find "$process/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null | grep -qxF "$inodes"; then
      printf ' by %s (pid %s)' "$(cat "$process/comm")" "${process#/proc/}"
      return 0
    fi
  done
  printf ' by a process of another user'
}
