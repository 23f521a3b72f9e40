#!/bin/sh
# Starts Carillon in its container. Program files are read-only; what the server writes is in
#   CARILLON_DATA  accounts and what else must last    (a volume)
#   CARILLON_LOG   logs                                (a volume)
#   CARILLON_RUN   configuration and temporary files   (made anew at each start)
set -eu
umask 0077
: "${CARILLON_HOME:=/opt/carillon}" "${CARILLON_DATA:=/var/lib/carillon}"
: "${CARILLON_LOG:=/var/log/carillon}" "${CARILLON_RUN:=/run/carillon}"
accounts=$CARILLON_DATA/accounts

fail() {
  echo "entrypoint: $*" >&2
  exit 64
}

# NAME_FILE names a file with the value of NAME: a Docker or Kubernetes secret.
for file_variable in $(env | sed -n 's/^\(\(DATABASE\|CARILLON\|redis\|sys\)_[A-Za-z0-9_]*_FILE\)=.*/\1/p'); do
  variable=${file_variable%_FILE}
  eval "file=\$$file_variable value=\${$variable:-}"
  [ -z "$value" ] || fail "$variable and $file_variable are both set"
  [ -r "$file" ] || fail "$file_variable: cannot read $file"
  export "$variable=$(cat "$file")"
  unset "$file_variable"
done

rm -rf "${CARILLON_RUN:?}"/*
mkdir -p "$CARILLON_RUN/configuration" "$CARILLON_RUN/deployments" "$accounts" "$CARILLON_LOG"
cp "$CARILLON_HOME"/standalone/configuration/*.xml \
  "$CARILLON_HOME"/standalone/configuration/*.properties "$CARILLON_RUN/configuration"
chmod -R u+w "$CARILLON_RUN/configuration"

# Accounts are made once, here or by add-user, and stay in the volume.
for file in application-users.properties application-roles.properties; do
  [ -e "$accounts/$file" ] || cp "$CARILLON_HOME/standalone/configuration/$file" "$accounts/$file"
  chmod u+w "$accounts/$file"
done
if [ -n "${CARILLON_ADMIN_PASSWORD:-}" ]; then
  admin=${CARILLON_ADMIN_USER:-admin}
  case $admin in
    *[!A-Za-z0-9._-]*) fail "CARILLON_ADMIN_USER has other characters than A-Z, a-z, 0-9, '.', '_', '-'" ;;
  esac
  if ! grep -q "^$(printf '%s' "$admin" | sed 's/\./\\./g')=" "$accounts/application-users.properties"; then
    # As add-user writes it, but with the password in no process list.
    hash=$(printf '%s:ApplicationRealm:%s' "$admin" "$CARILLON_ADMIN_PASSWORD" | md5sum | cut -c1-32)
    printf '\n%s=%s\n' "$admin" "$hash" >> "$accounts/application-users.properties"
    printf '\n%s=carillon-admin,carillon-producer,carillon-viewer\n' "$admin" \
      >> "$accounts/application-roles.properties"
  fi
fi
unset CARILLON_ADMIN_PASSWORD

# The shell is replaced and the script passes signals on: SIGTERM reaches the server, its workers drain.
export LAUNCH_JBOSS_IN_BACKGROUND=1
exec "$CARILLON_HOME/bin/standalone.sh" \
  -b "${CARILLON_BIND:-0.0.0.0}" -bmanagement "${CARILLON_BIND_MANAGEMENT:-127.0.0.1}" \
  -Djboss.server.base.dir="$CARILLON_RUN" \
  -Djboss.server.data.dir="$CARILLON_DATA" \
  -Djboss.server.log.dir="$CARILLON_LOG" \
  -Dcarillon.scan=false \
  -Dcarillon.smtp.host="${SMTP_HOST:-localhost}" -Dcarillon.smtp.port="${SMTP_PORT:-25}" \
  "$@"
