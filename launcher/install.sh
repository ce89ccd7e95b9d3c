# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the machine must have, and how it gets it.

readonly java_release=17
readonly build_packages=(maven:mvn)
readonly run_packages=(gdb:gdb bubblewrap:bwrap xz-utils:xz curl:curl util-linux:setpriv rsync:rsync createrepo-c:createrepo_c)
readonly demo_packages=(rpm:rpmbuild debugedit:debugedit dwz:dwz file:file gcc:gcc gnupg:gpg)
readonly test_packages=(g++:g++ chromium:chromium chromium-driver:chromedriver dnf:dnf libnss3-tools:certutil)

# install_missing PACKAGE:PROGRAM...: says what it installs; asks nobody.
install_missing() {
  local missing=() entry
  if ! java_is_new_enough; then
    [ -z "${JAVA_HOME:-}" ] || machine_error "there is no JDK $java_release or newer in JAVA_HOME, which is $JAVA_HOME; change or unset it"
    missing+=(default-jdk-headless)
  fi
  for entry in "$@"; do
    have "${entry#*:}" || missing+=("${entry%%:*}")
  done
  case " $* " in *" gcc:gcc "*) [ -e /usr/include/stdio.h ] || missing+=(libc6-dev) ;; esac
  [ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
  java_is_new_enough || machine_error "Java $java_release or newer (a JDK) is needed; PATH leads to $(java_found)"
  case " $* " in *" gcc:gcc "*) install_c_debuginfo ;; esac
}

# Source lines in the C library too, where its debuginfo is to be had for this very version; it works without.
install_c_debuginfo() {
  local version
  have apt-get && have dpkg-query && ! dpkg-query -W libc6-dbg >/dev/null 2>&1 || return 0
  version=$(dpkg-query -W -f '${Version}' "libc6:$(dpkg --print-architecture)" 2>/dev/null) || return 0
  if may_install_silently; then
    (install "libc6-dbg=$version") && return 0
  fi
  warn "going on without libc6-dbg=$version: frames in the C library will have no source lines"
}

java_is_new_enough() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java version
  have "$java" && have "${java}c" || return 1
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge $java_release ]
}

java_found() { command -v java || echo none; }

may_install_silently() { is_root || { have sudo && sudo -n true 2>/dev/null; }; }
may_install() {
  may_install_silently && return 0
  have sudo && [ -t 0 ] || return 1
  say "Missing: $*; sudo may ask for your password"
  sudo true
}

install() {
  have apt-get || machine_error "these are missing (by their Debian names); please install them: $*"
  if ! may_install "$@"; then
    warn "these packages are missing; have them installed and call again:"
    machine_error "  apt-get update && apt-get install --no-install-recommends $*"
  fi
  say "Installing: $*"
  local sudo=() log
  is_root || sudo=(sudo)
  log=$(mktemp)
  if ! { "${sudo[@]}" apt-get update && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    machine_error "apt-get could not install: $*"
  fi
  rm -f "$log"
}
