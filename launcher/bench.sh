# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Speed, measured on this machine: figures that belong together come from the same run.

bench() {
  local class tools=()
  case $* in
    queue) class=QueueBench ;;
    pages) class=PagesBench ;;
    upload) class=UploadBench ;;
    repository) class=StoreBench && tools=(cpio:cpio) ;;
    *) usage_error "bench measures one of: queue, pages, repository, upload" ;;
  esac
  install_missing "${build_packages[@]}" "${run_packages[@]}" "${demo_packages[@]}" "${tools[@]}"
  run_one_test $class bench
  cat "retrace-ear/target/bench-$1.md"
}

# run_one_test CLASS NAME [MAVEN ARGUMENT...]: one class of the integration suite, what Maven says in target/NAME.log.
run_one_test() {
  local class=$1 log=$source_dir/target/$2.log
  shift 2
  cd "$source_dir" || fail "$source_dir is gone"
  mkdir -p target
  mvn -B verify -Dmaven.javadoc.skip=true -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dit.test=$class" -Dfailsafe.failIfNoSpecifiedTests=false "$@" >"$log" 2>&1 || {
    grep '^\[ERROR\]' "$log" | head -n 10 >&2
    fail "$class failed; all of it: $log"
  }
}
