# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Who signs in: the accounts of the first start, or those of a Keycloak.

readonly accounts=(admin core-dev debugger viewer)

# Made through the running server's management, where they lack; their passwords never in argv, on the server only as bcrypt.
make_accounts() {
  local commands=$home/run/accounts.cli first='' launcher=''
  [ -s "$home/accounts.txt" ] || first=yes
  has_launcher_account || launcher=yes
  [ -n "$first$launcher" ] || return 0
  (
    umask 077
    printf 'connect 127.0.0.1:%s\n' "$management_port" >"$commands"
    if [ -n "$first" ]; then first_accounts >>"$commands"; fi
    if [ -n "$launcher" ]; then launcher_account >>"$commands"; fi
  )
  own "$commands"
  if ! as_service env "JAVA_OPTS=-Duser.home=$home/server/tmp -Djboss.server.log.dir=$home/log" "$home/dist/bin/jboss-cli.sh" --file="$commands" >"$home/run/accounts.log" 2>&1 8>&-; then
    rm -f "$commands"
    fail "the accounts could not be made; see $home/run/accounts.log"
  fi
  rm -f "$commands"
  [ -z "$launcher" ] || mv "$home/secrets/launcher.new" "$home/secrets/launcher"
  [ -n "$first" ] || return 0
  mv "$home/accounts.new" "$home/accounts.txt"
  say "Accounts for $(url /console/) (kept in $home/accounts.txt):"
  sed 's/^/  /' "$home/accounts.txt"
}

first_accounts() {
  local name password
  : >"$home/accounts.new"
  for name in "${accounts[@]}"; do
    password=$(random_text)
    printf '%s %s\n' "$name" "$password" >>"$home/accounts.new"
    account_commands "$name" "$password" "$name"
  done
}

# The launcher's own, by a name that nobody guesses: who knows a name can shut the account by wrong passwords. It counts at
# the API and not in the console; what an earlier one is left of goes.
launcher_account() {
  local name password left
  account_files | while IFS= read -r left; do
    left=$(account_name "$left")
    if is_launcher_name "$left"; then printf '%s:remove-identity(identity="%s")\n' "$accounts_realm" "$left"; fi
  done
  name=launcher-$(od -An -v -tx1 -N8 /dev/urandom | tr -d ' \n')
  password=$(random_text)
  printf '%s %s\n' "$name" "$password" >"$home/secrets/launcher.new"
  account_commands "$name" "$password" admin
}

has_launcher_account() {
  local name password
  [ -s "$home/secrets/launcher" ] && read -r name password <"$home/secrets/launcher" && [ -n "$password" ] &&
    is_launcher_name "$name" && [ -n "$(account_file "$name")" ]
}
is_launcher_name() { [[ $1 =~ ^launcher-[0-9a-f]{16}$ ]]; }

# account_commands NAME PASSWORD ROLE: one may be there already when a first start was cut off.
account_commands() {
  local realm=$accounts_realm salt
  salt=$(od -An -v -tx1 -N16 /dev/urandom | tr -d '\n' | sed 's/^ /0x/; s/ /,0x/g')
  printf 'if (outcome != success) of %s:read-identity(identity=%s)\n' "$realm" "$1"
  printf '%s:add-identity(identity=%s)\n' "$realm" "$1"
  printf '%s:add-identity-attribute(identity=%s,name=Roles,value=["%s"])\n' "$realm" "$1" "$3"
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

change_accounts() {
  apply_choice
  close_state
  show_accounts
}

# The server learns of Keycloak from its environment, so a running one starts anew; what it does goes on by itself.
apply_choice() {
  if server_pid >/dev/null; then
    use_ports_of_server
    say "Restarting Retrace"
    halt_server
    settle_choice
    start_database
    launch_server
    wait_for_server
    make_accounts
  elif [ -d "$home/server" ]; then
    settle_choice
  fi
}

settle_choice() {
  settle_accounts
  settle_certificates
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

# configure_offline SCRIPT...: secrets are in the configuration by the names of variables, which only have to have some value here.
configure_offline() {
  local commands=$home/run/configure.cli
  {
    printf 'embed-server --server-config=standalone.xml --std-out=discard\n'
    cat "$@"
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
    launcher_credentials
  fi
}

# Its own account; never in argv.
launcher_credentials() {
  local name password
  has_launcher_account || fail "the launcher has no account on this server yet; ./retrace start makes it one"
  read -r name password <"$home/secrets/launcher"
  printf 'user = "%s:%s"\n' "$name" "$password"
}

# Asks the API of the server on this machine so; its certificate may be one that it has made itself.
ask_api() { administrator | ask --insecure --http1.1 --config - "$@"; }
api_url() {
  case $require_https in
    [Oo][Nn] | 1 | [Yy][Ee][Ss] | [Tt][Rr][Uu][Ee]) printf 'https://127.0.0.1:%s%s' "$https_port" "$1" ;;
    *) url "$1" ;;
  esac
}

# The token of a program: the one that the API's own client is.
api_token() {
  local provider
  provider=$(keycloak_value provider)
  printf 'user = "%s:%s"\n' "$(keycloak_value api)" "$(cat "$home/secrets/oidc-api")" |
    ask -f --config - --data grant_type=client_credentials "$provider/protocol/openid-connect/token" | field access_token
}
