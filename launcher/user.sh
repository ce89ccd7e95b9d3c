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
  account_files | while IFS= read -r file; do
    name=$(account_name "$file")
    roles=$(roles_in "$file" | paste -sd ' ' -)
    if is_launcher_name "$name"; then roles='(this launcher)'; fi
    is_name "$name" || name=${name@Q}
    printf '%-32s %s\n' "$name" "${roles:-(disabled)}"
  done | sort
}

account_files() { find "$home/server/configuration/accounts" -name '*.xml' 2>/dev/null || true; }

account_name() {
  local code
  code=$(basename "$1" .xml)
  code=${code##*-}
  while [ $((${#code} % 8)) -ne 0 ]; do code=$code=; done
  printf '%s' "$code" | base32 -d 2>/dev/null | tr '\0' '?' || true
}

# What is none of the roles means nothing, so it is not told.
roles_in() {
  local role
  sed -n 's/.*name="Roles" value="\([^"]*\)".*/\1/p' "$1" | sort -u | while IFS= read -r role; do
    if is_role "$role"; then printf '%s\n' "$role"; fi
  done
}

# The file of an account; empty when there is none. What stands in the pattern is of base32 alone.
account_file() {
  find "$home/server/configuration/accounts" -name "*-$(printf '%s' "$1" | base32 -w0 | tr -d =).xml" 2>/dev/null || true
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

# What is new is added before the rest goes: in between the account has some role, and whoever is in stays in.
set_roles() {
  local name=$1 role current operations=()
  shift
  current=" $(roles_in "$(account_file "$name")" | paste -sd ' ' -) "
  for role in "$@"; do
    [[ $current == *" $role "* ]] || operations+=("$accounts_realm:add-identity-attribute(identity=$name,name=Roles,value=[\"$role\"])")
  done
  for role in $current; do
    [[ " $* " == *" $role "* ]] || operations+=("$accounts_realm:remove-identity-attribute(identity=$name,name=Roles,value=[\"$role\"])")
  done
  [ ${#operations[@]} -eq 0 ] || tell_management "$name" "${operations[@]}"
}

# Nobody gets in by it any more, sessions and tokens included; role and password make it an account again.
disable_user() {
  local name=${1:-}
  existing_user "$name"
  [ $# -eq 1 ] || usage_error "disable takes one name"
  tell_management "$name" \
    "if (outcome == success) of $accounts_realm:remove-identity-attribute(identity=$name,name=Roles)" 'end-if' \
    "$(password_command "$name" "$(random_text)")"
  say "$name is disabled; ./retrace user role $name ROLE and ./retrace user password $name make it an account again"
}

# Checked before a name stands in any command or pattern. What is a letter does not depend on where the caller lives.
known_name() {
  is_name "$1" ||
    usage_error "an account's name has up to 63 characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit; got ${1@Q}"
  ! is_launcher_name "$1" || usage_error "$1 is the launcher's own account, or looks like it; take another name"
}
is_name() {
  local LC_ALL=C
  [[ $1 =~ ^[a-z0-9][a-z0-9._-]{0,62}$ ]]
}

existing_user() {
  known_name "$1"
  user_exists "$1" || fail "there is no account $1; ./retrace user list names them"
}

user_exists() {
  accounts_there
  [ -n "$(account_file "$1")" ]
}

accounts_there() {
  [ -d "$home/server/configuration/accounts" ] || fail "there are no accounts yet; ./retrace start makes the first"
}

some_roles() {
  local role
  [ $# -gt 0 ] || usage_error "name at least one role: ${accounts[*]}"
  for role in "$@"; do
    is_role "$role" || usage_error "there is no role ${role@Q}; there are ${accounts[*]}"
  done
}
is_role() {
  local role
  for role in "${accounts[@]}"; do
    if [ "$role" = "$1" ]; then return 0; fi
  done
  return 1
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

# What the first start wrote down stays right. Names and passwords are compared and written as they are, never as patterns.
keep_password() {
  [ -f "$home/accounts.txt" ] && grep -qF -- "$1 " "$home/accounts.txt" || return 0
  (
    umask 077
    while IFS= read -r line; do
      if [ "${line%% *}" = "$1" ]; then line="$1 $2"; fi
      printf '%s\n' "$line"
    done <"$home/accounts.txt" >"$home/accounts.new"
  )
  mv "$home/accounts.new" "$home/accounts.txt"
}

# Only one that nobody has chosen is said.
say_password() {
  if [ -n "$2" ]; then say "The password of $1: $3"; else say "$1 has the password that came on standard input"; fi
}
