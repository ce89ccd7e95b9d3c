# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Who signs in by certificates: of which authorities, and which of them are revoked.

# What was chosen. Without the first no certificate counts, without the second none is revoked.
readonly authorities=$home/config/client-authorities.pem
readonly revocations=$home/config/client-revocations.pem

certificates() {
  case ${1:-} in
    '') show_certificates ;;
    on) shift && use_certificates "$@" ;;
    off)
      [ $# -eq 1 ] || usage_error "certificates off takes nothing else"
      forget_certificates
      ;;
    *) usage_error "certificates takes on, off or nothing, not '$1'" ;;
  esac
}

show_certificates() {
  if [ ! -s "$authorities" ]; then
    say "No certificates count; ./retrace certificates on --authority FILE changes that"
    return 0
  fi
  if has_keycloak; then
    say "Certificates do not count while a Keycloak has the accounts; then again those of"
  else
    say "Whoever brings a certificate of one of these authorities is the account that it names:"
  fi
  keytool -printcert -file "$authorities" | sed -n 's/^Owner: /  /p'
  [ ! -s "$revocations" ] || say "but for those that a list names, which counts until $(next_list)"
}
has_certificates() { [ -s "$authorities" ] && ! has_keycloak; }
next_list() { keytool -printcrl -file "$revocations" | sed -n 's/^Next Update: //p' | paste -sd ',' -; }

# Java's own, in English.
keytool() {
  have "${JAVA_HOME:+$JAVA_HOME/bin/}keytool" || machine_error "Java $java_release or newer (a JDK) is needed; PATH leads to $(java_found)"
  LC_ALL=C command "${JAVA_HOME:+$JAVA_HOME/bin/}keytool" -J-Duser.language=en "$@"
}

use_certificates() {
  local authority='' list='' before
  while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || usage_error "$1 needs a file"
    case $1 in
      --authority) authority=$2 ;;
      --revocations) list=$2 ;;
      *) usage_error "certificates on does not know '$1'" ;;
    esac
    shift 2
  done
  [ -n "$authority" ] || usage_error "certificates on needs --authority with a file: the certificates of those who sign, as PEM"
  require_pem "$authority" CERTIFICATE printcert
  [ -z "$list" ] || require_pem "$list" 'X509 CRL' printcrl
  ! has_keycloak || fail "certificates do not count beside a Keycloak; ./retrace accounts embedded leaves it"
  open_state
  before=$(certificates_digest)
  keep_pem "$authority" "$authorities"
  keep_pem "$list" "$revocations"
  if [ "$before" = "$(certificates_digest)" ] && server_pid >/dev/null; then
    renew_list
    close_state
    show_certificates
  else
    change_certificates
  fi
}

# require_pem FILE LABEL VERB: the file has such a thing in it that Java can read, and no secret.
require_pem() {
  [ -r "$1" ] || fail "cannot read $1"
  ! grep -q 'PRIVATE KEY' "$1" || fail "$1 has a private key in it, which belongs to nobody else; nothing was changed"
  { grep -q "^-----BEGIN $2-----" "$1" && keytool "-$3" -file "$1" >/dev/null 2>&1; } ||
    fail "$1 is not PEM with '-----BEGIN $2-----' that Java can read; nothing was changed"
}

# keep_pem FILE KEPT: no file, nothing kept.
keep_pem() {
  if [ -z "$1" ]; then
    rm -f "$2"
  else
    cp "$1" "$2.new"
    chmod 0644 "$2.new"
    mv "$2.new" "$2"
  fi
}

# What of the choice takes a start of the server: the authorities, and whether there is a list at all.
certificates_digest() {
  sha256sum "$authorities" 2>/dev/null || true
  [ ! -e "$revocations" ] || printf 'and a list\n'
}

forget_certificates() {
  open_state
  rm -f "$authorities" "$revocations"
  change_certificates
}

change_certificates() {
  apply_choice
  close_state
  show_certificates
}

# A newer list counts for whoever connects from now on; nobody else notices.
renew_list() {
  [ -s "$revocations" ] || return 0
  use_ports_of_server
  as_service cp "$revocations" "$home/server/configuration/"
  as_service env "JAVA_OPTS=-Duser.home=$home/server/tmp -Djboss.server.log.dir=$home/log" \
    "$home/dist/bin/jboss-cli.sh" --connect "--controller=127.0.0.1:$management_port" \
    --command=/subsystem=elytron/trust-manager=clients:reload-certificate-revocation-list >"$home/run/certificates.log" 2>&1 8>&- ||
    fail "the server did not take the list; see $home/run/certificates.log"
}

# Makes the configuration of the server, which does not run, what was chosen.
settle_certificates() {
  local configuration=$home/server/configuration modes=$home/dist/modes scripts=() on=no listed=no
  ! grep -q '<trust-manager name="clients"' "$configuration/standalone.xml" || on=yes
  ! grep -q 'path="client-revocations.pem"' "$configuration/standalone.xml" || listed=yes
  as_service rm -f "$configuration"/client-{authorities,revocations}.pem
  if has_certificates; then
    as_service cp "$authorities" "$configuration/"
    [ $on = yes ] || scripts+=("$modes/client-certificates.cli")
    if [ -s "$revocations" ]; then
      as_service cp "$revocations" "$configuration/"
      [ $listed = yes ] || scripts+=("$modes/client-revocations.cli")
    elif [ $listed = yes ]; then
      scripts+=("$modes/restore/client-revocations.cli")
    fi
  elif [ $on = yes ]; then
    scripts+=("$modes/restore/client-revocations.cli" "$modes/restore/client-certificates.cli")
  fi
  [ ${#scripts[@]} -eq 0 ] || configure_offline "${scripts[@]}"
}
