# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Plugins of distributions: which there are, and whether one is right. Needs no server that runs.

plugin() {
  local jars status=0
  case ${1:-} in
    list | check) ;;
    *) usage_error "plugin knows list, and check NAME|FILE [--version V] [--arch A]" ;;
  esac
  build
  jars=$(mktemp -d)
  (cd "$jars" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" -xf "$built/standalone/deployments/retrace.ear" retrace-ejb.jar lib)
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$jars/retrace-ejb.jar:$jars/lib/*" \
    org.retrace.repository.check.PluginCheck "${RETRACE_PLUGIN_DIR:-$home/config/plugins}" "$@" || status=$?
  rm -rf "$jars"
  return "$status"
}
