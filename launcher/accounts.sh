# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Who signs in: the accounts of the first start, or those of a Keycloak.

readonly accounts=(admin core-dev debugger viewer)

# Made through the running server's management; their passwords never in argv, on the server only as bcrypt.
make_accounts() {
  [ -s "$home/accounts.txt" ] && return 0
  local commands=$home/run/accounts.cli name password
  (
    umask 077
    : >"$home/accounts.new"
    printf 'connect 127.0.0.1:%s\n' "$management_port" >"$commands"
    for name in "${accounts[@]}"; do
      password=$(random_text)
      printf '%s %s\n' "$name" "$password" >>"$home/accounts.new"
      account_commands "$name" "$password" >>"$commands"
    done
  )
  own "$commands"
  if ! as_service env "JAVA_OPTS=-Duser.home=$home/server/tmp -Djboss.server.log.dir=$home/log" "$home/dist/bin/jboss-cli.sh" --file="$commands" >"$home/run/accounts.log" 2>&1 8>&-; then
    rm -f "$commands"
    fail "the accounts could not be made; see $home/run/accounts.log"
  fi
  rm -f "$commands"
  mv "$home/accounts.new" "$home/accounts.txt"
  say "Accounts for $(url /console/) (kept in $home/accounts.txt):"
  sed 's/^/  /' "$home/accounts.txt"
}

# An account may be there already when a first start was cut off.
account_commands() {
  local realm=/subsystem=elytron/filesystem-realm=RetraceRealm salt
  salt=$(od -An -v -tx1 -N16 /dev/urandom | tr -d '\n' | sed 's/^ /0x/; s/ /,0x/g')
  printf 'if (outcome != success) of %s:read-identity(identity=%s)\n' "$realm" "$1"
  printf '%s:add-identity(identity=%s)\n' "$realm" "$1"
  printf '%s:add-identity-attribute(identity=%s,name=Roles,value=["%s"])\n' "$realm" "$1" "$1"
  printf 'end-if\n'
  printf '%s:set-password(identity=%s,bcrypt={password="%s",iteration-count=10,salt=bytes{%s}})\n' "$realm" "$1" "$2" "$salt"
}

# What the server is told of Keycloak: a name and a value a line. Without the file the server's own accounts count.
readonly keycloak=$home/config/keycloak
readonly oidc_secrets=(console api)

accounts() {
  case ${1:-} in
    '') show_accounts ;;
    keycloak) shift && use_keycloak "$@" ;;
    embedded)
      [ $# -eq 1 ] || usage_error "accounts embedded takes nothing else"
      use_embedded
      ;;
    *) usage_error "accounts takes keycloak, embedded or nothing, not '$1'" ;;
  esac
}

show_accounts() {
  if has_keycloak; then
    say "People sign in at $(keycloak_value provider), as its client $(keycloak_value console); programs need a token for $(keycloak_value api)"
  else
    say "The server's own accounts count; the first start wrote them to $home/accounts.txt"
  fi
}
has_keycloak() { [ -s "$keycloak" ]; }
keycloak_value() { awk -v name="$1" '$1 == name {print $2}' "$keycloak"; }

use_keycloak() {
  local provider='' console=retrace-console api=retrace-api console_secret='' api_secret=''
  while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || usage_error "$1 needs a value"
    case $1 in
      --provider) provider=${2%/} ;;
      --client-id) console=$2 ;;
      --client-secret-file) console_secret=$2 ;;
      --api-client-id) api=$2 ;;
      --api-secret-file) api_secret=$2 ;;
      *) usage_error "accounts keycloak does not know '$1'" ;;
    esac
    shift 2
  done
  case $provider in https://?* | http://?*) ;; *) usage_error "accounts keycloak needs --provider with the address of the realm, such as https://keycloak.example.org/realms/retrace" ;; esac
  case $provider$console$api in *[!A-Za-z0-9:/._~%@+-]*) usage_error "an address or a client may have letters, digits and :/._~%@+- in it only" ;; esac
  ask -f -o /dev/null --max-time 30 "$provider/.well-known/openid-configuration" || fail "$provider does not answer as the realm of a Keycloak"
  open_state
  take_secret console "$console_secret" --client-secret-file
  take_secret api "$api_secret" --api-secret-file
  printf 'provider %s\nconsole %s\napi %s\n' "$provider" "$console" "$api" >"$keycloak.new"
  mv "$keycloak.new" "$keycloak"
  change_accounts
}

# take_secret NAME FILE OPTION: the first line of a file; without one what was given before counts.
take_secret() {
  local file=$home/secrets/oidc-$1
  if [ -n "$2" ]; then
    (umask 077 && head -n 1 "$2" | tr -d '\r\n' >"$file.new") || fail "cannot read $2"
    mv "$file.new" "$file"
  fi
  [ -s "$file" ] || usage_error "$3 needs a file with the client's secret in it"
}

use_embedded() {
  local name
  open_state
  rm -f "$keycloak"
  for name in "${oidc_secrets[@]}"; do rm -f "$home/secrets/oidc-$name"; done
  change_accounts
}

# The server learns of Keycloak from its environment, so a running one starts anew; what it does goes on by itself.
change_accounts() {
  if server_pid >/dev/null; then
    use_ports_of_server
    say "Restarting Retrace"
    halt_server
    settle_accounts
    start_database
    launch_server
    wait_for_server
    make_accounts
  elif [ -d "$home/server" ]; then
    settle_accounts
  fi
  close_state
  show_accounts
}

# Makes the configuration of the server, which does not run, that of the accounts that were chosen.
settle_accounts() {
  local configured=no
  if grep -q '<secure-deployment name="retrace-jsf.war">' "$home/server/configuration/standalone.xml"; then configured=yes; fi
  if has_keycloak && [ $configured = no ]; then
    configure_offline "$home/dist/modes/keycloak.cli"
  elif ! has_keycloak && [ $configured = yes ]; then
    configure_offline "$home/dist/modes/restore/keycloak.cli"
  fi
}

# Secrets are in the configuration by the names of variables, which only have to have some value here.
configure_offline() {
  local commands=$home/run/configure.cli
  {
    printf 'embed-server --server-config=standalone.xml --std-out=discard\n'
    cat "$1"
    printf 'stop-embedded-server\n'
  } >"$commands"
  chmod go+r "$commands"
  as_service env "JBOSS_HOME=$home/dist" "JAVA_OPTS=-Duser.home=$home/server/tmp -Djboss.server.base.dir=$home/server -Djboss.server.log.dir=$home/log" \
    RETRACE_DB_PASSWORD=unset RETRACE_KEYSTORE_PASSWORD=unset RETRACE_OIDC_PROVIDER=http://unset RETRACE_OIDC_CONSOLE_SECRET=unset \
    RETRACE_OIDC_API_SECRET=unset \
    "$home/dist/bin/jboss-cli.sh" --file="$commands" >"$home/run/configure.log" 2>&1 8>&- || fail "the server could not be configured; see $home/run/configure.log"
}

# Adds what the server has to know of Keycloak to the environment that it is started with.
add_oidc_environment() {
  has_keycloak || return 0
  service_environment+=(
    "RETRACE_OIDC_PROVIDER=$(keycloak_value provider)" "RETRACE_OIDC_CONSOLE_CLIENT=$(keycloak_value console)"
    "RETRACE_OIDC_API_CLIENT=$(keycloak_value api)" "RETRACE_OIDC_CONSOLE_SECRET=$(cat "$home/secrets/oidc-console")"
    "RETRACE_OIDC_API_SECRET=$(cat "$home/secrets/oidc-api")"
  )
}

# What curl reads on its standard input, so that it asks as somebody with the role admin; no secret stands in an argument vector.
administrator() {
  if has_keycloak; then
    printf 'header = "Authorization: Bearer %s"\n' "$(api_token)"
  else
    admin_credentials
  fi
}

# The token of a program: the one that the API's own client is.
api_token() {
  local provider
  provider=$(keycloak_value provider)
  printf 'user = "%s:%s"\n' "$(keycloak_value api)" "$(cat "$home/secrets/oidc-api")" |
    ask -f --config - --data grant_type=client_credentials "$provider/protocol/openid-connect/token" | field access_token
}
