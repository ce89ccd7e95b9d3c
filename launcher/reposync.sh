# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Bringing the repositories of a release up to date, by the running server.

reposync() {
  [ $# -eq 3 ] || usage_error "reposync needs a distribution, a version and an architecture, such as: fedora 43 x86_64"
  local word place run
  for word in "$@"; do
    case $word in '' | *[!A-Za-z0-9._-]*) usage_error "'$word' is no distribution, version or architecture" ;; esac
  done
  server_pid >/dev/null || fail "Retrace does not run; ./retrace start starts it"
  use_ports_of_server
  place=$(begin_sync "$1-$2-$3")
  run=$(follow_sync "$place")
  show_sync "$run"
}

# Where the run is told, whether it began now or before.
begin_sync() {
  local answer status place
  answer=$(ask_api --include --data '' "$(api_url "/api/v1/repositories/$1/syncs")") || fail "the server did not answer; ./retrace logs says why"
  answer=$(printf '%s' "$answer" | tr -d '\r')
  status=$(printf '%s\n' "$answer" | awk 'NR == 1 {print $2}')
  place=$(printf '%s\n' "$answer" | sed -n 's/^[Ll]ocation: *\(https\{0,1\}:\/\/[^/]*\)\{0,1\}//p' | head -n 1)
  case $status in
    202) ;;
    409) warn "$(printf '%s\n' "$answer" | sed -n '$p' | field detail); this follows it" ;;
    *) fail "$(printf '%s\n' "$answer" | sed -n '$p' | field detail)" ;;
  esac
  printf '%s' "$place"
}

# Until it has ended; one that was cut off is followed by the run that goes on with it.
follow_sync() {
  local place=$1 run state before='' now next=0
  while run=$(ask_api "$(api_url "$place")"); do
    state=$(printf '%s' "$run" | field state)
    case $state in
      DONE | FAILED) break ;;
      CUT_OFF) place=$(next_sync "$place") ;;
      RUNNING)
        now=$(progress_of "$run")
        if [ -t 2 ]; then
          printf '\r\033[K%s' "$now" >&2
        elif [ "$now" != "$before" ] && [ $SECONDS -ge $next ]; then
          printf '%s\n' "$now" >&2
          next=$((SECONDS + 10))
        fi
        before=$now
        ;;
      *) fail "the server did not say how far it is: $run" ;;
    esac
    sleep 1
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  [ -n "$run" ] || fail "the server did not answer; ./retrace logs says why"
  printf '%s' "$run"
}

# The newest run of the same release.
next_sync() {
  local newest
  newest=$(ask_api "$(api_url "${1%/*}?limit=1")" | field id)
  printf '%s/%s' "${1%/*}" "${newest:-${1##*/}}"
}

# [#########           ] 1200 of 2500 packages, 340 MiB fetched, updates
progress_of() {
  local listed done_with width=30 filled=0
  listed=$(printf '%s' "$1" | field listed)
  done_with=$(($(printf '%s' "$1" | field unchanged) + $(printf '%s' "$1" | field indexed) + $(printf '%s' "$1" | field refused)))
  [ "$listed" -eq 0 ] || filled=$((width * done_with / listed))
  [ "$filled" -le $width ] || filled=$width
  printf '[%s%s] %d of %d packages, %d MiB fetched, %s' \
    "$(printf '%*s' "$filled" '' | tr ' ' '#')" "$(printf '%*s' $((width - filled)) '')" "$done_with" "$listed" \
    $(($(printf '%s' "$1" | field fetchedBytes) / 1048576)) "$(printf '%s' "$1" | field repository)"
}

show_sync() {
  local refused
  refused=$(printf '%s' "$1" | field refused)
  printf '%s' "$1" | grep -o '"file":"[^"]*","reason":"\([^"\\]\|\\.\)*"' |
    sed 's/"file":"\(.*\)","reason":"\(.*\)"/refused \1: \2/' >&2 || true
  if [ "$(printf '%s' "$1" | field state)" = FAILED ]; then
    fail "$(printf '%s' "$1" | field reason)"
  fi
  say "$(printf '%s' "$1" | field listed) packages listed, $(printf '%s' "$1" | field unchanged) unchanged," \
    "$(printf '%s' "$1" | field fetched) fetched, $(printf '%s' "$1" | field indexed) indexed, $refused refused"
  [ "$refused" -eq 0 ] || return "$failed"
}

# field NAME: the first field of that name in the JSON on standard input, as text.
field() {
  { grep -o '"'"$1"'":\("\([^"\\]\|\\.\)*"\|[0-9]*\)' || true; } |
    sed -n '1{s/^"[^"]*"://; s/^"\(.*\)"$/\1/; s/\\\(["\\/]\)/\1/g; p;}'
}
