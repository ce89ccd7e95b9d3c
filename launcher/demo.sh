# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The demonstration: a real program of a real (small) distribution crashes, and its coredumps come back as backtraces.

readonly crashes=(null abort plugin)

demo() {
  local stop_after=no
  case ${1:-} in '') ;; --stop) stop_after=yes ;; *) usage_error "demo takes --stop or nothing" ;; esac
  install_missing "${build_packages[@]}" "${run_packages[@]}" "${demo_packages[@]}"
  build
  start --no-build
  use_ports_of_server
  say "Building packages of a small distribution and crashing its program"
  "$source_dir/retrace-ear/src/test/distribution/build" "$home/test-distribution" >"$home/run/test-distribution.log" 2>&1 || {
    tail -n 10 "$home/run/test-distribution.log" >&2
    fail "the test distribution could not be built; all of it: $home/run/test-distribution.log"
  }
  index "$home/test-distribution/rpms" --key "$home/test-distribution/keys/RPM-GPG-KEY-retrace-test"
  local crash
  for crash in "${crashes[@]}"; do
    retrace_crash "$crash"
  done
  say
  if [ "$stop_after" = yes ]; then
    stop
    say "Stopped. ./retrace start starts it again."
  else
    say "Console:  $(url /console/)"
    say "Sign in:  as one of the accounts in $home/accounts.txt"
    say "Stop:     ./retrace stop"
  fi
}

retrace_crash() {
  local directory=$home/test-distribution/crashes/$1 answer id password backtrace
  say
  say "== Crash '$1' of $(cat "$directory/executable"), $(stat -c %s "$directory/upload.tar.xz") bytes packed"
  answer=$(mktemp)
  ask -o /dev/null -D "$answer" -H 'Content-Type: application/x-xz-compressed-tar' \
    --data-binary "@$directory/upload.tar.xz" "$(url /create)" || fail "the server did not take the upload"
  id=$(header X-Task-Id "$answer")
  password=$(header X-Task-Password "$answer")
  rm -f "$answer"
  [ -n "$id" ] || fail "the server refused the upload; ./retrace logs says why"
  follow "$id" "$password"
  backtrace=$(fetch "$id/backtrace" "$password" | sed '/^== /,$d')
  printf '\n%s\n' "$backtrace"
  if ! grep -q '^#.* at [^ ]*:[0-9]*$' <<<"$backtrace"; then
    fetch "$id/log" "$password" >&2
    fail "the backtrace of '$1' names no source line; the task's log is above"
  fi
  say "   All that gdb said: curl -H 'X-Task-Password: $password' $(url "/$id/backtrace")"
}

header() { awk -v name="$1:" 'tolower($1) == tolower(name) {sub(/\r$/, ""); print $2}' "$2"; }
fetch() { ask -f -H "X-Task-Password: $2" "$(url "/$1")"; }

# Shows each step as it begins, until the task has ended well.
follow() {
  local answer status sentence last='' begun now end=$((SECONDS + 300))
  answer=$(mktemp)
  begun=$(date +%s%N)
  while :; do
    sentence=$(ask -D "$answer" -H "X-Task-Password: $2" "$(url "/$1")")
    status=$(header X-Task-Status "$answer")
    if [ "$sentence" != "$last" ]; then
      now=$(date +%s%N)
      printf '   %5d ms  %s\n' $(((now - begun) / 1000000)) "$sentence"
      last=$sentence
    fi
    case $status in
      FINISHED_SUCCESS) break ;;
      PENDING)
        [ $SECONDS -lt $end ] || fail "task $1 has not ended after five minutes; ./retrace logs says more"
        sleep 0.1
        ;;
      *)
        fetch "$1/log" "$2" >&2
        fail "task $1 failed; its log is above"
        ;;
    esac
  done
  rm -f "$answer"
}
