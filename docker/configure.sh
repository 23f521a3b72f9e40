#!/bin/sh
# Configures the packaged server for a container, offline: container.cli, and postgresql.cli with the
# database's address and password from the environment at start.
#   docker/configure.sh target/wildfly
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$1" && pwd)
script=$(mktemp)
trap 'rm -f "$script"' EXIT

{
  echo 'embed-server --std-out=discard --server-config=standalone.xml'
  cat "$here/../wildfly-config/postgresql.cli" "$here/container.cli"
  echo 'stop-embedded-server'
} > "$script"
# shellcheck disable=SC2016 # The expressions are the server's, not the shell's.
"$home/bin/jboss-cli.sh" --file="$script" --resolve-parameter-values \
  -Dpg.driver=postgresql.jar \
  -Dpg.url='${env.DATABASE_URL}' \
  -Dpg.user='${env.DATABASE_USER}' \
  -Dpg.password='${env.DATABASE_PASSWORD}'
rm -rf "$home/standalone/log" "$home/standalone/tmp" "$home/standalone/data" \
  "$home/standalone/configuration/standalone_xml_history"
# Whoever runs the server reads everything here and owns nothing.
chmod -R a+rX,go-w "$home"
