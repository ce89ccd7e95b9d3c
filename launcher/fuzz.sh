# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Jazzer on the readers of what strangers send: one after the other, each as long as it is told.

fuzz_targets=(
  'ArchiveFuzzTest#aCompressedStreamIsReadOrRefused'
  'ArchiveFuzzTest#aTarArchiveIsReadOrRefused'
  'CoredumpFuzzTest#aCoredumpIsReadOrRefused'
  'MetadataFuzzTest#theMetadataOfARepositoryIsReadOrRefused'
  'RpmFuzzTest#theHeadersOfAPackageAreReadOrRefused'
  'PluginFuzzTest#aPluginIsReadOrRefused'
)

# Ours, and the libraries that read the formats.
fuzz_packages='org.retrace.**:org.apache.commons.compress.**:org.tukaani.xz.**:com.github.luben.zstd.**:org.snakeyaml.engine.**'

# Plugins hold expressions: that one comes from the input is no finding.
fuzz_allowed=com.code_intelligence.jazzer.sanitizers.RegexInjection

fuzz() {
  local minutes=10 target log
  if [ "${1:-}" = --minutes ]; then
    [[ ${2:-} =~ ^[1-9][0-9]{0,4}$ ]] || usage_error "--minutes takes a number of minutes"
    minutes=$2
    shift 2
  fi
  no_arguments "$@"
  install_missing "${build_packages[@]}"
  cd "$source_dir" || fail "$source_dir is gone"
  mkdir -p target
  for target in "${fuzz_targets[@]}"; do
    log=$source_dir/target/fuzz-${target#*#}.log
    printf '== %s, %s minutes\n' "$target" "$minutes"
    JAZZER_FUZZ=1 JAZZER_MAX_DURATION=${minutes}m JAZZER_INSTRUMENTATION_INCLUDES=$fuzz_packages JAZZER_DISABLED_HOOKS=$fuzz_allowed mvn -B test -pl retrace-ejb "-Dtest=$target" >"$log" 2>&1 || {
      grep -m 20 -e '== Java Exception' -e '^	at ' -e 'Crash' -e '^\[ERROR\]' "$log" >&2
      fail "$target has found something; all of it: $log"
    }
    grep -a -E '^#[0-9]+.*(DONE|pulse)' "$log" | tail -n 1
  done
}
