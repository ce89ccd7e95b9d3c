# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Building with Maven, only when something changed.

readonly built=$source_dir/retrace-ear/target/distribution/retrace-server

build() {
  install_missing "${build_packages[@]}"
  local digest
  mkdir -p "$source_dir/target"
  exec 7>"$source_dir/target/.lock"
  flock 7 # one build at a time in these sources; the others find its result
  digest=$(sources_digest)
  if [ -f "$built/.layout" ] && [ "$digest" = "$(cat "$source_dir/target/built" 2>/dev/null)" ]; then
    exec 7>&-
    return 0
  fi
  say "Building (the first time downloads about 500 MB and takes some minutes)"
  (cd "$source_dir" && mvn package -Pquick) 2>&1 | tee "$source_dir/target/build.log" | show_modules || {
    grep -E '^\[ERROR\]' "$source_dir/target/build.log" | head -n 20 >&2
    fail "the build failed; all of it: $source_dir/target/build.log"
  }
  printf '%s\n' "$digest" >"$source_dir/target/built"
  exec 7>&-
}

show_modules() { sed -nu 's/^\[INFO\] Building \(.*\)  *[0-9][^ ]*  *\[\(.*\)\]$/  \2 \1/p'; }

# What the distribution is made from.
sources_digest() {
  (cd "$source_dir" && find pom.xml retrace-* wildfly-config -path '*/target' -prune -o -path '*/src/test' -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
}

run_tests() {
  install_missing "${build_packages[@]}" "${run_packages[@]}" "${demo_packages[@]}" "${test_packages[@]}"
  cd "$source_dir" || fail "$source_dir is gone"
  exec mvn verify -Pzip "$@"
}

clean() {
  [ $# -eq 0 ] || [ "$1" = --state ] || usage_error "clean takes --state or nothing"
  if [ "${1:-}" = --state ]; then
    remove_state
  else
    rm -rf "$source_dir"/{,retrace-*/,wildfly-config/}target
  fi
}

# Only what we made: nobody loses files for a RETRACE_HOME that was a directory with other things in it.
remove_state() {
  [ -e "$home/.lock" ] || return 0
  stop
  rm -rf "${home:?}"/{accounts.txt,accounts.new,cache,config,dist,dist.new,log,postgresql,run,secrets,server,server.new,spool}
  rm -rf "${home:?}"/{test-distribution,.test-distribution.new,.test-distribution.old}
  rm -f "$home/.lock"
  rmdir "$home" 2>/dev/null || say "Kept $home, because there are files in it that are not Retrace's"
}
