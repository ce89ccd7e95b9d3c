# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The accounts that the server keeps itself: made, listed, changed and disabled through its management.

readonly accounts_realm=/subsystem=elytron/filesystem-realm=RetraceRealm
readonly shortest_password=12 longest_password=72

user() {
  local verb=${1:-}
  [ $# -gt 0 ] && shift
  case $verb in
    list) no_arguments "$@" && list_users ;;
    add) add_user "$@" ;;
    password) change_password "$@" ;;
    role) change_roles "$@" ;;
    disable) disable_user "$@" ;;
    *) usage_error "user knows list, add NAME ROLE..., password NAME, role NAME ROLE..., disable NAME; --stdin reads the password" ;;
  esac
}

# Name and roles, as the realm's files have them; a name's file carries it in base32.
list_users() {
  local file name roles
  accounts_there
  printf '%-32s %s\n' ACCOUNT ROLES
  find "$home/server/configuration/accounts" -name '*.xml' | while IFS= read -r file; do
    name=$(account_name "$file")
    roles=$(sed -n 's/.*name="Roles" value="\([^"]*\)".*/\1/p' "$file" | sort | paste -sd ' ' -)
    [ "$roles" != disabled ] || roles='(disabled)'
    printf '%-32s %s\n' "$name" "${roles:-(no role)}"
  done | sort
}

account_name() {
  local code
  code=$(basename "$1" .xml)
  code=${code##*-}
  while [ $((${#code} % 8)) -ne 0 ]; do code=$code=; done
  printf '%s' "$code" | base32 -d
}

add_user() {
  local name=${1:-} password made=yes
  known_name "$name"
  shift
  if [ "${1:-}" = --stdin ]; then shift && made='' && password=$(password_from_stdin); else password=$(random_text); fi
  some_roles "$@"
  ! user_exists "$name" || fail "there is an account $name; change it with ./retrace user role or password"
  tell_management "$name" \
    "$accounts_realm:add-identity(identity=$name)" \
    "$accounts_realm:add-identity-attribute(identity=$name,name=Roles,value=[$(joined "$@")])" \
    "$(password_command "$name" "$password")"
  keep_password "$name" "$password"
  say_password "$name" "$made" "$password"
}

change_password() {
  local name=${1:-} password made=yes
  existing_user "$name"
  case ${2:-} in
    '') password=$(random_text) ;;
    --stdin) made='' && password=$(password_from_stdin) ;;
    *) usage_error "password takes a name and --stdin, but got '$2'" ;;
  esac
  tell_management "$name" "$(password_command "$name" "$password")"
  keep_password "$name" "$password"
  say_password "$name" "$made" "$password"
}

change_roles() {
  local name=${1:-}
  existing_user "$name"
  shift
  some_roles "$@"
  set_roles "$name" "$@"
  say "$name is now: $*"
}

# One that may do nothing has a role that is none: without any it would look like one that wrong passwords have shut.
set_roles() {
  local name=$1
  shift
  tell_management "$name" \
    "if (outcome == success) of $accounts_realm:remove-identity-attribute(identity=$name,name=Roles)" 'end-if' \
    "$accounts_realm:add-identity-attribute(identity=$name,name=Roles,value=[$(joined "$@")])"
}

# Nobody gets in by it any more, sessions and tokens included; role and password make it an account again.
disable_user() {
  local name=${1:-}
  existing_user "$name"
  [ $# -eq 1 ] || usage_error "disable takes one name"
  set_roles "$name" disabled
  tell_management "$name" "$(password_command "$name" "$(random_text)")"
  say "$name is disabled; ./retrace user role $name ROLE and ./retrace user password $name make it an account again"
}

known_name() {
  [[ $1 =~ ^[a-z0-9][a-z0-9._-]{0,62}$ ]] ||
    usage_error "an account's name has up to 63 characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit; got '$1'"
}

existing_user() {
  known_name "$1"
  user_exists "$1" || fail "there is no account $1; ./retrace user list names them"
}

user_exists() {
  accounts_there
  [ -n "$(find "$home/server/configuration/accounts" -name "*-$(printf '%s' "$1" | base32 -w0 | tr -d =).xml")" ]
}

accounts_there() {
  [ -d "$home/server/configuration/accounts" ] || fail "there are no accounts yet; ./retrace start makes the first"
}

some_roles() {
  local role
  [ $# -gt 0 ] || usage_error "name at least one role: ${accounts[*]}"
  for role in "$@"; do
    case " ${accounts[*]} " in
      *" $role "*) ;;
      *) usage_error "there is no role '$role'; there are ${accounts[*]}" ;;
    esac
  done
}

joined() { printf '"%s",' "$@" | sed 's/,$//'; }

password_from_stdin() {
  local password
  IFS= read -r password || [ -n "$password" ] || usage_error "no password came on standard input"
  [ "${#password}" -ge "$shortest_password" ] || usage_error "a password has at least $shortest_password characters"
  [ "$(printf '%s' "$password" | wc -c)" -le "$longest_password" ] ||
    usage_error "a password has at most $longest_password bytes"
  printf '%s' "$password"
}

# As the command line of the management reads it: in quotes.
password_command() {
  local name=$1 quoted=$2 salt
  quoted=${quoted//\\/\\\\}
  quoted=${quoted//\"/\\\"}
  salt=$(od -An -v -tx1 -N16 /dev/urandom | tr -d '\n' | sed 's/^ /0x/; s/ /,0x/g')
  printf '%s:set-password(identity=%s,bcrypt={password="%s",iteration-count=10,salt=bytes{%s}})' \
    "$accounts_realm" "$name" "$quoted" "$salt"
}

# tell_management ACCOUNT COMMAND...: what is secret goes through a file that only the service reads, never in argv.
tell_management() {
  local name=$1 commands=$home/run/user.cli
  shift
  server_pid >/dev/null 2>&1 || fail "the server does not run; ./retrace start starts it"
  use_ports_of_server
  (umask 077 && printf 'connect 127.0.0.1:%s\n' "$management_port" >"$commands" && printf '%s\n' "$@" >>"$commands")
  own "$commands"
  if ! as_service env "JAVA_OPTS=-Duser.home=$home/server/tmp -Djboss.server.log.dir=$home/log" \
    "$home/dist/bin/jboss-cli.sh" --file="$commands" >"$home/run/user.log" 2>&1 8>&-; then
    rm -f "$commands"
    fail "the account $name could not be changed; see $home/run/user.log"
  fi
  rm -f "$commands"
}

# The launcher itself signs in with the accounts of the first start: what it knows of them stays right.
keep_password() {
  [ -f "$home/accounts.txt" ] && grep -q "^$1 " "$home/accounts.txt" || return 0
  (umask 077 && sed "s/^$1 .*//; /^\$/d" "$home/accounts.txt" >"$home/accounts.new" && printf '%s %s\n' "$1" "$2" >>"$home/accounts.new")
  mv "$home/accounts.new" "$home/accounts.txt"
}

# Only one that nobody has chosen is said.
say_password() {
  if [ -n "$2" ]; then say "The password of $1: $3"; else say "$1 has the password that came on standard input"; fi
}

# What curl needs to sign in as the administrator of the first start; never in argv.
admin_credentials() {
  local password
  password=$(sed -n 's/^admin //p' "$home/accounts.txt")
  printf 'user = "admin:%s"\n' "$(json_text "$password")"
}
