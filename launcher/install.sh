# shellcheck shell=bash
# What the machine must have, and how it gets it.

readonly java_release=17
readonly build_packages=(maven:mvn)
readonly run_packages=(gdb:gdb bubblewrap:bwrap xz-utils:xz curl:curl util-linux:setpriv)
readonly demo_packages=(rpm:rpmbuild createrepo-c:createrepo_c debugedit:debugedit dwz:dwz gcc:gcc gnupg:gpg)
readonly test_packages=(chromium:chromium chromium-driver:chromedriver)

# install_missing PACKAGE:PROGRAM...: says what it installs; asks nobody.
install_missing() {
  local missing=() entry
  java_is_new_enough || missing+=(default-jdk-headless)
  for entry in "$@"; do
    have "${entry#*:}" || missing+=("${entry%%:*}")
  done
  case " $* " in *" gcc:gcc "*) needs_c_library missing ;; esac
  [ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
  java_is_new_enough || fail "Java $java_release or newer is needed; JAVA_HOME or PATH lead to an older one"
}

# Headers to compile with, and the C library's debuginfo where the distribution has it for this very version.
needs_c_library() {
  local -n list=$1
  [ -e /usr/include/stdio.h ] || list+=(libc6-dev)
  if have dpkg-query && ! dpkg-query -W libc6-dbg >/dev/null 2>&1; then
    list+=(libc6-dbg)
  fi
}

java_is_new_enough() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java version
  have "${java}c" || return 1
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge $java_release ]
}

install() {
  have apt-get || { printf 'retrace: please install: %s\n' "$*" >&2; exit 3; }
  local sudo=()
  if ! is_root; then
    sudo=(sudo)
    { have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; } || {
      printf 'retrace: these packages are missing; have them installed and call again:\n  sudo apt-get install --no-install-recommends %s\n' "$*" >&2
      exit 3
    }
  fi
  say "Installing: $*"
  local log
  log=$(mktemp)
  if ! { "${sudo[@]}" apt-get update && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    printf 'retrace: apt-get could not install: %s\n' "$*" >&2
    exit 3
  fi
  rm -f "$log"
}
