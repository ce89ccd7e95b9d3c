# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Speed, measured on this machine: figures that belong together come from the same run.

bench() {
  local class tools=() table
  case $* in
    queue) class=QueueBench ;;
    pages) class=PagesBench ;;
    upload) class=UploadBench ;;
    repository) class=StoreBench,SyncBench,WarmRetraceBench && tools=(cpio:cpio dnf:dnf) ;;
    *) usage_error "bench measures one of: queue, pages, repository, upload" ;;
  esac
  install_missing "${build_packages[@]}" "${run_packages[@]}" "${demo_packages[@]}" "${tools[@]}"
  rm -f "$source_dir/retrace-ear/target/bench-$1"*.md
  run_selected $class bench
  for table in "retrace-ear/target/bench-$1"*.md; do
    cat "$table" && echo
  done
}

# run_selected CLASS[,CLASS...] NAME [MAVEN ARGUMENT...]: some classes of the integration suite, what Maven says in target/NAME.log.
run_selected() {
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
