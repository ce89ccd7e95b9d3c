# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The accounts of the first start.

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
