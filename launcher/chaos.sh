# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Uploads and kills, and what is lost: nothing.

chaos() {
  local minutes=30
  while [ $# -gt 0 ]; do
    case $1 in
      --minutes)
        [ $# -gt 1 ] || usage_error "--minutes needs a number"
        minutes=$2
        shift
        ;;
      *) usage_error "chaos does not know '$1'" ;;
    esac
    shift
  done
  [[ $minutes =~ ^[1-9][0-9]{0,3}$ ]] || usage_error "--minutes needs a number from 1 to 9999, not '$minutes'"
  install_missing "${build_packages[@]}" "${run_packages[@]}" "${demo_packages[@]}"
  say "Uploading and killing for $minutes minutes, after the build; Maven's words are in target/chaos.log"
  run_selected ChaosIT chaos "-Dchaos.minutes=$minutes"
  cat retrace-ear/target/chaos.md
}
