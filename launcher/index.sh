# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Indexing a directory of packages by the running server.

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
      *)
        [ -z "$directory" ] || usage_error "index takes one directory"
        directory=$1
        ;;
    esac
    shift
  done
  [ -n "$directory" ] || usage_error "index needs a directory of packages"
  [ -d "$directory" ] || fail "$directory is not a directory"
  directory=$(cd "$directory" && pwd -P)
  server_pid >/dev/null || fail "Retrace does not run; ./retrace start starts it"
  use_ports_of_server
  [ -z "$key" ] || trust "$key"
  as_service test -r "$directory" || fail "the user $(service_user) cannot read $directory; move it to where other users may read it"
  report=$(mktemp)
  if ! post_index "$directory" | show_progress >"$report"; then
    rm -f "$report"
    fail "the server did not answer; ./retrace logs says why"
  fi
  show_index "$report"
}

trust() {
  command install -m 644 "$1" "$home/config/gpg/$(basename "$1")" || fail "cannot read the key $1"
}

post_index() {
  ask_api --no-buffer -H 'Content-Type: application/json' --data-binary "{\"directory\": \"$(json_text "$1")\"}" \
    "$(api_url /api/v1/repositories)"
}
json_text() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }

# Passes the events on; people at a terminal see how many there have been.
show_progress() {
  if [ -t 2 ]; then
    awk '{ print } /"event":"/ { printf "\r%d files ", ++n > "/dev/stderr" } END { printf "\r\033[K" > "/dev/stderr" }'
  else
    cat
  fi
}

show_index() {
  local summary
  sed -n 's/.*"event":"refused","file":"\(.*\)","reason":"\(.*\)"}/refused \1: \2/p' "$1" >&2
  summary=$(sed -n 's/.*"event":"done","indexed":\([0-9]*\),"unchanged":\([0-9]*\),"removed":\([0-9]*\),"refused":\([0-9]*\).*/\1 packages indexed, \2 unchanged, \3 removed, \4 refused/p' "$1")
  if [ -z "$summary" ]; then
    cat "$1" >&2
    rm -f "$1"
    fail "the directory could not be indexed"
  fi
  rm -f "$1"
  say "$summary"
  case $summary in *", 0 refused") ;; *) return "$failed" ;; esac
}
