#!/bin/sh
# Makes a random secret of each kind in docker/secrets, unless it is there already. The folder is the
# host user's alone; the files in it are readable because each container reads them as its own user.
set -eu
umask 0022
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
chmod 0700 "$folder"
for name in admin_password database_password grafana_password redis_password; do
  [ -e "$folder/$name" ] || od -An -N20 -tx1 /dev/urandom | tr -d ' \n' > "$folder/$name"
done
# Seals the secrets of webhooks and imports: the same for all nodes, 32 bytes.
[ -e "$folder/secrets_key" ] || head -c 32 /dev/urandom | base64 > "$folder/secrets_key"
